import { existsSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runStep, startStep } from '../../emulator/runner/runner.ts';
import { runInlineAction, writeInlineAction } from '../support/process/inline-action.ts';

const print = (expression: string) => `console.log(JSON.stringify(${expression}))`;
const printed = (log: string[]) => JSON.parse(log.at(-1) ?? '');

afterEach(() => vi.unstubAllEnvs());

describe('runner, inputs', () => {
  const action = (inputs: string) => `inputs:\n${inputs}\nruns:\n  using: NODE24\n  main: index.js\n`;
  const inputs = print(
    "Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('INPUT_')))",
  );

  it('the names of variables are in upper case, with spaces replaced and nothing else', async () => {
    const yaml = action('  operation-url: {default: a}\n  two words: {default: b}\n  dot.ted: {default: c}');
    const { log } = await runInlineAction(inputs, {}, yaml);
    expect(printed(log)).toEqual({ 'INPUT_OPERATION-URL': 'a', INPUT_TWO_WORDS: 'b', 'INPUT_DOT.TED': 'c' });
  });

  it('every input is set: to the given value, to its default as a YAML 1.2 scalar, or to nothing', async () => {
    const yaml = action(
      '  given:\n    default: x\n  flag: {default: True}\n  number: {default: 1.10}\n  word: {default: yes}\n  none:\n  bare: {required: true}',
    );
    const { log } = await runInlineAction(inputs, { with: { Given: '  as is\n' } }, yaml);
    expect(printed(log)).toEqual({
      INPUT_GIVEN: '  as is\n',
      INPUT_FLAG: 'true',
      INPUT_NUMBER: '1.1',
      INPUT_WORD: 'yes',
      INPUT_NONE: '',
      INPUT_BARE: '',
    });
  });

  it('an undeclared input is passed with a warning', async () => {
    const result = await runInlineAction(inputs, { with: { ofer: 'typo', OFFER: 'right' } });
    expect(printed(result.log)).toEqual({ INPUT_OFFER: 'right', INPUT_OFER: 'typo' });
    expect(result.annotations).toEqual([
      { type: 'warning', message: "Unexpected input(s) 'ofer', valid inputs are ['offer']", properties: {} },
    ]);
    expect(result.conclusion).toBe('success');
  });
});

describe('runner, process', () => {
  it('runs the script on this Node in an empty workspace, which is removed at the end', async () => {
    const { log } = await runInlineAction(
      print(
        '[process.execPath, process.argv.length, process.cwd(), env.GITHUB_WORKSPACE, fs.readdirSync(".")]',
      ),
    );
    const [execPath, argc, cwd, workspace, files] = printed(log);
    expect([execPath, argc, files]).toEqual([process.execPath, 2, []]);
    expect(cwd).toBe(workspace);
    expect(existsSync(cwd)).toBe(false);
  });

  it("gets the runner's environment, and nothing from the environment of this process", async () => {
    vi.stubEnv('LEAKED', 'yes');
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    const setup = { env: { MINE: '1', GITHUB_SHA: 'forged', GITHUB_ACTIONS: 'no', CI: '0' } };
    const environment = printed((await runInlineAction(print('env'), setup)).log);
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

  it('gets CI=true by default', async () => {
    expect(printed((await runInlineAction(print('env.CI'))).log)).toBe('true');
  });

  it('gets the ID token endpoint of the job, whose request token is masked', async () => {
    const idToken = { url: 'http://127.0.0.1:1/?api-version=2.0', token: 'request-token' };
    const { log } = await runInlineAction(
      print('[env.ACTIONS_ID_TOKEN_REQUEST_URL, env.ACTIONS_ID_TOKEN_REQUEST_TOKEN]'),
      {
        idToken,
      },
    );
    expect(printed(log)).toEqual([idToken.url, '***']);
  });

  it('has an empty stdin and no terminal', async () => {
    const { log } = await runInlineAction(
      `let text = ''; for await (const part of process.stdin) text += part; ${print('[text, process.stdout.isTTY ?? false]')}`,
    );
    expect(printed(log)).toEqual(['', false]);
  });
});

describe('runner, conclusion', () => {
  it('depends on the exit code, not on logged errors', async () => {
    expect(await runInlineAction('console.log("::error::bad")')).toMatchObject({
      conclusion: 'success',
      exitCode: 0,
    });
    expect(await runInlineAction('process.exitCode = 3')).toMatchObject({
      conclusion: 'failure',
      exitCode: 3,
    });
  });

  it('keeps outputs written before a failure', async () => {
    const result = await runInlineAction(
      'fs.writeFileSync(env.GITHUB_OUTPUT, "status=failed\\n"); throw new Error("no");',
    );
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 1, outputs: { status: 'failed' } });
    expect(result.rawOutput).toContain('Error: no');
  });

  it('comes after a few seconds if another process keeps the pipes open', async () => {
    const result = await runInlineAction(`
      const { spawn } = await import('node:child_process');
      const held = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 120000)'], { stdio: 'inherit', detached: true });
      held.unref();
      console.log(held.pid);`);
    process.kill(Number(result.log[0]), 'SIGKILL');
    expect(result.conclusion).toBe('success');
  });

  it.runIf(process.platform === 'linux')('comes with the peak memory', async () => {
    const { peakMemoryBytes } = await runInlineAction(
      'globalThis.kept = Buffer.alloc(200_000_000, 1); setTimeout(() => {}, 300);',
    );
    expect(peakMemoryBytes).toBeGreaterThan(200_000_000);
  });
});

describe('runner, unusable action', () => {
  it('is refused before a process starts', async () => {
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
