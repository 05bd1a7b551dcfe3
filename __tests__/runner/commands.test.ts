import { describe, expect, it } from 'vitest';
import { runInlineAction, runLines } from '../support/process/inline-action.ts';

describe('runner, log lines', () => {
  it('end with LF, CRLF or CR, even if a CRLF arrives in two parts', async () => {
    const result = await runInlineAction(`
      process.stdout.write('one\\ntwo\\r\\nthree\\rfour\\r');
      setTimeout(() => process.stdout.write('\\n\\nlast'), 100);`);
    expect(result.log).toEqual(['one', 'two', 'three', 'four', '', 'last']);
  });

  it('keep a character whose bytes arrive in two parts', async () => {
    const result = await runInlineAction(`
      process.stdout.write(Buffer.from([0xc3]));
      setTimeout(() => process.stdout.write(Buffer.from([0xa9, 0x0a])), 100);`);
    expect(result.log).toEqual(['é']);
    expect(result.rawOutput).toBe('é\n');
  });

  it('are parsed on stderr as on stdout', async () => {
    const { annotations } = await runInlineAction('console.error("::notice::from stderr")');
    expect(annotations).toMatchObject([{ type: 'notice', message: 'from stderr' }]);
  });

  it('reach onLine as logged', async () => {
    const seen: string[] = [];
    const { log } = await runLines(['::debug::no', 'plain', '::warning::w'], {
      onLine: (line) => seen.push(line),
    });
    expect(seen).toEqual(log);
    expect(log).toEqual(['plain', '##[warning]w']);
  });
});

describe('runner, commands', () => {
  it('a command with :: counts only at the start of a line, after whitespace', async () => {
    const { annotations, log } = await runLines([
      '  \t::error::one',
      'text ::error::two',
      '::error without end',
      '::unknown::three',
      ':::error::four',
    ]);
    expect(annotations.map(({ message }) => message)).toEqual(['one']);
    expect(log.slice(1)).toEqual([
      'text ::error::two',
      '::error without end',
      '::unknown::three',
      ':::error::four',
    ]);
  });

  it('a command with ##[ counts anywhere in a line, but only the first ##[', async () => {
    const { annotations, outputs, log } = await runLines([
      'API said: ##[error]injected',
      'API said: ##[set-output name=status]succeeded',
      'API said: ##[unknown] ##[error]behind another',
      'API said: ##[error',
    ]);
    expect(annotations).toEqual([{ type: 'error', message: 'injected', properties: {} }]);
    expect(outputs).toEqual({ status: 'succeeded' });
    expect(log).toEqual([
      '##[error]injected',
      'API said: ##[unknown] ##[error]behind another',
      'API said: ##[error',
    ]);
  });

  it('unescapes properties and data', async () => {
    const { annotations } = await runLines([
      '::error file=a.ts,title=A%3A%2CB%250A,empty=,line=1::two%0Alines%25 %3A',
      '##[warning title=A%3BB%5D;line=2]semi%3Bcolon',
      '::NOTICE::any case',
    ]);
    expect(annotations).toEqual([
      {
        type: 'error',
        message: 'two\nlines% %3A',
        properties: { file: 'a.ts', title: 'A:,B%0A', line: '1' },
      },
      { type: 'warning', message: 'semi;colon', properties: { title: 'A;B]', line: '2' } },
      { type: 'notice', message: 'any case', properties: {} },
    ]);
  });

  it('renders groups, and debug lines only with RUNNER_DEBUG', async () => {
    const lines = ['::group::Steps', 'inside', '::endgroup::', '::debug::one%0Atwo'];
    const shown = ['##[group]Steps', 'inside', '##[endgroup]'];
    expect((await runLines(lines)).log).toEqual(shown);
    expect((await runLines(lines, { debug: true })).log).toEqual([...shown, '##[debug]one', '##[debug]two']);
    expect((await runInlineAction('console.log(env.RUNNER_DEBUG)', { debug: true })).log).toEqual(['1']);
  });

  it('renders a multi-line message as several lines', async () => {
    expect((await runLines(['::error::one%0D%0Atwo'])).log).toEqual(['##[error]one', 'two']);
  });

  it('keeps ten annotations of each type, with 4096 characters each', async () => {
    const errors = Array.from({ length: 12 }, (_, index) => `::error::${index}`);
    const { annotations, log } = await runLines([...errors, `::warning::${'x'.repeat(5000)}`]);
    expect(annotations.filter(({ type }) => type === 'error')).toHaveLength(10);
    expect(annotations.at(-1)).toMatchObject({ type: 'warning', message: 'x'.repeat(4096) });
    expect(log).toContain('##[error]11');
  });

  it.each(['::set-env name=A::b', '::add-path::/bin', '##[set-env name=A]b'])(
    'refuses the disabled command %s',
    async (line) => {
      const result = await runLines([line]);
      expect(result).toMatchObject({ conclusion: 'failure', exitCode: 0, env: {} });
      expect(result.refused).toEqual([expect.stringContaining(line)]);
      expect(result.annotations[0]?.message).toBe(`Unable to process command '${line}' successfully.`);
    },
  );

  it.each(['::set-output::x', '::save-state name=::x', '::echo::maybe', '::add-matcher::no-such-file.json'])(
    'an invalid command fails the step: %s',
    async (line) => {
      expect(await runLines([line])).toMatchObject({ conclusion: 'failure', refused: [expect.any(String)] });
    },
  );

  it('the old commands still set outputs and state', async () => {
    const result = await runLines(['::set-output name=a::1', '::save-state name=b::2']);
    expect(result).toMatchObject({ outputs: { a: '1' }, state: { b: '2' }, log: [] });
  });

  it('shows commands after echo on', async () => {
    const { log } = await runLines([
      '::echo::on',
      '::set-output name=a::1',
      '::notice::not twice',
      '::echo::OFF',
      '::set-output name=a::2',
    ]);
    expect(log).toEqual(['::set-output name=a::1', '##[notice]not twice', '::echo::OFF']);
  });

  it('stop-commands stops commands until the token appears', async () => {
    const { annotations, log } = await runLines([
      '::stop-commands::t0ken',
      '::error::asleep',
      '##[error]asleep too',
      '::t0ken::',
      '::error::awake',
    ]);
    expect(annotations.map(({ message }) => message)).toEqual(['awake']);
    expect(log).toEqual([
      '::stop-commands::t0ken',
      '::error::asleep',
      '##[error]asleep too',
      '::t0ken::',
      '##[error]awake',
    ]);
  });

  it.each(['', 'error', 'pause-logging'])('stop-commands refuses the token %j', async (token) => {
    const result = await runLines([`::stop-commands::${token}`, '::notice::still heard']);
    expect(result.conclusion).toBe('failure');
    expect(result.annotations).toContainEqual({ type: 'notice', message: 'still heard', properties: {} });
  });
});

describe('runner, masking', () => {
  it('masks the lines after the command, not those before, and hides the command', async () => {
    const result = await runLines(['s3cret', '::add-mask::s3cret', 'a s3cret and S3CRET', '::error::s3cret']);
    expect(result.log).toEqual(['s3cret', 'a *** and S3CRET', '##[error]***']);
    expect(result.annotations[0]?.message).toBe('***');
    expect(result.masks).toEqual(['s3cret']);
    expect(result.rawOutput).toContain('a s3cret and');
  });

  it('masks secrets of the job from the start', async () => {
    const result = await runLines(['a s3cret'], { secrets: ['s3cret'] });
    expect(result).toMatchObject({ log: ['a ***'], masks: [] });
  });

  it('masks a multi-line value as a whole and line by line', async () => {
    const { log } = await runLines([
      '::add-mask::first%0A  second %0A',
      'x first y',
      'x second y',
      '::group::first%0A  second %0A',
    ]);
    expect(log).toEqual(['x *** y', 'x *** y', '##[group]***']);
  });

  it('masks encoded forms of a secret', async () => {
    const secret = `p"a's\\ s&<w>(ö)`;
    const encoded = [
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret).replaceAll("'", '%27').replace('(', '%28').replace(')', '%29'),
      JSON.stringify(secret),
      'p&quot;a&apos;s\\ s&amp;&lt;w&gt;(ö)',
      secret.replaceAll("'", "''"),
      secret.replaceAll('"', '\\"'),
    ];
    const { log } = await runLines([...encoded, `${secret} here`], { secrets: [secret] });
    expect(log).toEqual(['***', '***', '"***"', '***', '***', '***', '*** here']);
  });

  it.each(['u:', 'us:', 'use:'])('masks base64 of a secret after %j', async (user) => {
    const secret = 'correct horse battery';
    const credentials = Buffer.from(`${user}${secret}`).toString('base64');
    const [line = ''] = (await runLines([credentials], { secrets: [secret] })).log;
    expect(line).toContain('***');
    expect(line.length).toBeLessThan(16);
  });

  it('masks a quoted secret without its quotes too', async () => {
    const { log } = await runLines(['a quoted b'], { secrets: ['"quoted b"'] });
    expect(log).toEqual(['a ***']);
  });

  it('merges masked parts that overlap or touch', async () => {
    const { log } = await runLines(['xabcdex ab-cde abab zzz'], {
      secrets: ['abc', 'bcd', 'ab', 'cde', 'zz'],
    });
    expect(log).toEqual(['x***x ***-*** *** ***']);
  });

  it('warns about an empty value', async () => {
    const { annotations, masks, log } = await runLines(['::add-mask::', 'text']);
    expect(annotations).toMatchObject([{ type: 'warning' }]);
    expect([masks, log.at(-1)]).toEqual([[], 'text']);
  });

  it('does not mask outputs', async () => {
    const { outputs } = await runInlineAction('fs.writeFileSync(env.GITHUB_OUTPUT, "a=s3cret\\n")', {
      secrets: ['s3cret'],
    });
    expect(outputs).toEqual({ a: 's3cret' });
  });
});
