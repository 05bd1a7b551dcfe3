import { describe, expect, it } from 'vitest';
import { runFile, runInlineAction } from '../support/process/inline-action.ts';

const output = 'GITHUB_OUTPUT';

describe('runner, command files: pairs', () => {
  it.each<[string, string, Record<string, string>]>([
    ['NAME=VALUE', 'a=1\n\nb=2=3\nc=', { a: '1', b: '2=3', c: '' }],
    ['= before <<', 'a=x<<EOF\n', { a: 'x<<EOF' }],
    ['NAME<<DELIMITER', 'a<<EOF\none\n\ntwo\nEOF\nb=1\n', { a: 'one\n\ntwo', b: '1' }],
    ['an empty value', 'a<<EOF\nEOF', { a: '' }],
    ['a value of one empty line', 'a<<EOF\n\nEOF\n', { a: '' }],
    ['a value that ends with a line end', 'a<<EOF\none\n\nEOF\n', { a: 'one\n' }],
    ['= in the delimiter', 'a<<E=F\none\nE=F\n', { a: 'one' }],
    ['a delimiter inside a line', 'a<<EOF\nEOF \n EOF\nEOF\n', { a: 'EOF \n EOF' }],
    ['the last of two', 'a=1\na=2\n', { a: '2' }],
    ['blanks around', ' a = 1 \n', { ' a ': ' 1 ' }],
  ])('%s', async (_, text, outputs) => {
    const result = await runFile(output, text);
    expect(result.outputs).toEqual(outputs);
    expect(result).toMatchObject({ conclusion: 'success', refused: [], files: { output: text } });
  });

  it.runIf(process.platform !== 'win32')('a CR is part of the value', async () => {
    expect((await runFile(output, 'a=1\r\nb<<E\nx\r\nE\n')).outputs).toEqual({ a: '1\r', b: 'x\r' });
  });

  it.each([
    ['neither = nor <<', 'status'],
    ['no name', '=1'],
    ['no name before <<', '<<EOF\nEOF'],
    ['no delimiter', 'a<<\n1\n'],
    ['a delimiter that never comes', 'a<<EOF\n1\n'],
  ])('fail the step if they cannot be parsed: %s', async (_, text) => {
    const result = await runFile(output, `before=1\n${text}\nafter=2\n`);
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 0, outputs: { before: '1' } });
    expect(result.outputs).not.toHaveProperty('after');
    expect(result.refused).toHaveLength(1);
    expect(result.annotations[0]?.message).toBe("Unable to process file command 'output' successfully.");
  });
});

describe('runner, command files', () => {
  it('the five files are empty at first, and each sets something else', async () => {
    const result = await runInlineAction(`
      const names = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'];
      for (const name of names) fs.writeFileSync(env[name], name + '=' + fs.readFileSync(env[name]).length + '\\n');`);
    expect(result).toMatchObject({
      conclusion: 'success',
      outputs: { GITHUB_OUTPUT: '0' },
      state: { GITHUB_STATE: '0' },
      env: { GITHUB_ENV: '0' },
      files: { path: 'GITHUB_PATH=0\n' },
      summary: 'GITHUB_STEP_SUMMARY=0\n',
    });
  });

  it('a file that the step deleted counts as empty', async () => {
    expect(await runInlineAction('fs.unlinkSync(env.GITHUB_OUTPUT)')).toMatchObject({
      conclusion: 'success',
      outputs: {},
    });
  });

  it('GITHUB_ENV cannot set NODE_OPTIONS', async () => {
    const result = await runFile('GITHUB_ENV', 'node_options=--inspect\nA=1\n');
    expect(result).toMatchObject({
      conclusion: 'success',
      env: { A: '1' },
      annotations: [{ type: 'error' }],
    });
    expect(result.env).not.toHaveProperty('node_options');
  });
});

describe('runner, summary', () => {
  it('masks the uploaded summary line by line, not the file', async () => {
    const result = await runFile('GITHUB_STEP_SUMMARY', '# s3cret\n', { secrets: ['s3cret'] });
    expect(result).toMatchObject({ summary: '# ***\n', files: { summary: '# s3cret\n' } });
  });

  it('drops a summary above 1,048,576 bytes', async () => {
    const fill = (bytes: number) => `fs.writeFileSync(env.GITHUB_STEP_SUMMARY, 'é'.repeat(${bytes / 2}));`;
    const most = await runInlineAction(fill(1_048_576));
    expect([most.summary.length, most.annotations]).toEqual([524_288, []]);
    const over = await runInlineAction(fill(1_048_578));
    expect(over).toMatchObject({ summary: '', conclusion: 'success' });
    expect(over.annotations).toMatchObject([{ type: 'error', message: expect.stringContaining('1024k') }]);
  });
});
