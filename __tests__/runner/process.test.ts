import { existsSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runStep, startStep } from '../../emulator/runner/runner.ts';
import { runInlineAction, writeInlineAction } from '../support/process/inline-action.ts';

const tell = (expression: string) => `console.log(JSON.stringify(${expression}))`;
const told = (log: string[]) => JSON.parse(log.at(-1) ?? '');

afterEach(() => vi.unstubAllEnvs());

describe('inputs', () => {
  const action = (inputs: string) => `inputs:\n${inputs}\nruns:\n  using: NODE24\n  main: index.js\n`;
  const inputs = tell(
    "Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('INPUT_')))",
  );

  it('are named in upper case with blanks replaced, and nothing else', async () => {
    const yaml = action('  operation-url: {default: a}\n  two words: {default: b}\n  dot.ted: {default: c}');
    const { log } = await runInlineAction(inputs, {}, yaml);
    expect(told(log)).toEqual({ 'INPUT_OPERATION-URL': 'a', INPUT_TWO_WORDS: 'b', 'INPUT_DOT.TED': 'c' });
  });

  it('are all present, with a value as given, a default as a YAML 1.2 scalar, or nothing', async () => {
    const yaml = action(
      '  given:\n    default: x\n  flag: {default: True}\n  number: {default: 1.10}\n  word: {default: yes}\n  none:\n  bare: {required: true}',
    );
    const { log } = await runInlineAction(inputs, { with: { Given: '  as is\n' } }, yaml);
    expect(told(log)).toEqual({
      INPUT_GIVEN: '  as is\n',
      INPUT_FLAG: 'true',
      INPUT_NUMBER: '1.1',
      INPUT_WORD: 'yes',
      INPUT_NONE: '',
      INPUT_BARE: '',
    });
  });

  it('that are not declared are passed, with a warning', async () => {
    const result = await runInlineAction(inputs, { with: { ofer: 'typo', OFFER: 'right' } });
    expect(told(result.log)).toEqual({ INPUT_OFFER: 'right', INPUT_OFER: 'typo' });
    expect(result.annotations).toEqual([
      { type: 'warning', message: "Unexpected input(s) 'ofer', valid inputs are ['offer']", properties: {} },
    ]);
    expect(result.conclusion).toBe('success');
  });
});

describe('process', () => {
  it('runs the script alone on this Node, in an empty folder that is not the action’s', async () => {
    const { log } = await runInlineAction(
      tell(
        '[process.execPath, process.argv.length, process.cwd(), env.GITHUB_WORKSPACE, fs.readdirSync(".")]',
      ),
    );
    const [execPath, argc, cwd, workspace, files] = told(log);
    expect([execPath, argc, files]).toEqual([process.execPath, 2, []]);
    expect(cwd).toBe(workspace);
    expect(existsSync(cwd)).toBe(false);
  });

  it('gets the runner’s environment and nothing of ours', async () => {
    vi.stubEnv('LEAKED', 'yes');
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    const setup = { env: { MINE: '1', GITHUB_SHA: 'forged', GITHUB_ACTIONS: 'no', CI: '0' } };
    const environment = told((await runInlineAction(tell('env'), setup)).log);
    expect(
      Object.keys(environment)
        .filter((name) => !/^(GITHUB|RUNNER|INPUT)_/.test(name))
        .sort(),
    ).toEqual(['CI', 'HOME', 'MINE', 'PATH', ...(process.platform === 'win32' ? ['SystemRoot'] : [])].sort());
    expect(environment).toMatchObject({
      MINE: '1',
      GITHUB_ACTIONS: 'true',
      CI: '0',
      PATH: process.env['PATH'],
    });
    expect(environment.GITHUB_SHA).not.toBe('forged');
    expect(environment).not.toHaveProperty('RUNNER_DEBUG');
    expect(environment).not.toHaveProperty('GITHUB_TOKEN');
  });

  it('sets CI unless it is set', async () => {
    expect(told((await runInlineAction(tell('env.CI'))).log)).toBe('true');
  });

  it('gets the identity endpoint only with the permission, and its token is masked', async () => {
    const idToken = { url: 'http://127.0.0.1:1/?api-version=2.0', token: 'request-token' };
    const { log } = await runInlineAction(
      tell('[env.ACTIONS_ID_TOKEN_REQUEST_URL, env.ACTIONS_ID_TOKEN_REQUEST_TOKEN]'),
      {
        idToken,
      },
    );
    expect(told(log)).toEqual([idToken.url, '***']);
  });

  it('has its stdin closed and no terminal', async () => {
    const { log } = await runInlineAction(
      `let text = ''; for await (const part of process.stdin) text += part; ${tell('[text, process.stdout.isTTY ?? false]')}`,
    );
    expect(told(log)).toEqual(['', false]);
  });
});

describe('end', () => {
  it('follows the exit code, not the errors logged', async () => {
    expect(await runInlineAction('console.log("::error::bad")')).toMatchObject({
      conclusion: 'success',
      exitCode: 0,
    });
    expect(await runInlineAction('process.exitCode = 3')).toMatchObject({
      conclusion: 'failure',
      exitCode: 3,
    });
  });

  it('counts outputs written before a failure', async () => {
    const result = await runInlineAction(
      'fs.writeFileSync(env.GITHUB_OUTPUT, "status=failed\\n"); throw new Error("no");',
    );
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 1, outputs: { status: 'failed' } });
    expect(result.rawOutput).toContain('Error: no');
  });

  it('waits some seconds, not longer, for a process that holds the pipes', async () => {
    const result = await runInlineAction(`
      const { spawn } = await import('node:child_process');
      const held = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 120000)'], { stdio: 'inherit', detached: true });
      held.unref();
      console.log(held.pid);`);
    process.kill(Number(result.log[0]), 'SIGKILL');
    expect(result.conclusion).toBe('success');
  });

  it.runIf(process.platform === 'linux')('tells the peak of memory', async () => {
    const { peakMemoryBytes } = await runInlineAction(
      'globalThis.kept = Buffer.alloc(200_000_000, 1); setTimeout(() => {}, 300);',
    );
    expect(peakMemoryBytes).toBeGreaterThan(200_000_000);
  });
});

describe('an unusable action', () => {
  it('is refused before anything starts', async () => {
    const other = writeInlineAction('', 'runs:\n  using: node20\n  main: index.js\n');
    const missing = writeInlineAction('', 'runs:\n  using: node24\n  main: dist/index.js\n');
    try {
      expect(() => startStep({ actionDir: other })).toThrow('node20');
      await expect(runStep({ actionDir: missing })).rejects.toThrow('File not found');
    } finally {
      for (const folder of [other, missing]) rmSync(folder, { recursive: true });
    }
  });
});
