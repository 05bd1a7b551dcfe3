import { describe, expect, it } from 'vitest';
import { runInlineAction, startInlineAction } from '../support/process/inline-action.ts';

/** Keeps the process alive, and prints `ready` once its handlers are in place. */
const wait = 'setInterval(() => {}, 1000); console.log("ready");';
const ready = (line: string) => line === 'ready';
const onSigint = (body: string) => `process.on('SIGINT', () => { ${body} }); ${wait}`;

describe.skipIf(process.platform === 'win32')('runner, cancel', () => {
  it('ends a process without a handler by SIGINT', async () => {
    const result = await runInlineAction(wait, { cancelAfter: ready });
    expect(result).toMatchObject({ conclusion: 'cancelled', exitCode: null, signal: 'SIGINT' });
    expect(result.annotations).toMatchObject([{ type: 'error', message: 'The operation was canceled.' }]);
  });

  it('lets the process clean up, keeps its outputs, and stays cancelled even if it exits with 0', async () => {
    const result = await runInlineAction(
      onSigint(
        'fs.writeFileSync(env.GITHUB_OUTPUT, "status=running\\n"); console.log("bye"); process.exit(0);',
      ),
      { cancelAfter: ready },
    );
    expect(result).toMatchObject({ conclusion: 'cancelled', exitCode: 0, outputs: { status: 'running' } });
    expect(result.log).toContain('bye');
  });

  it('signals only the node process, and only once', async () => {
    const result = await runInlineAction(
      `const { spawn } = await import('node:child_process');
       const child = spawn(process.execPath, ['-e', 'process.on("SIGINT", () => console.log("child signalled")); setTimeout(() => {}, 1000); console.log("ready")'], { stdio: 'inherit' });
       process.on('SIGINT', () => console.log('signalled'));
       child.on('exit', () => process.exit(0));`,
      { cancelAfter: (line) => line === 'ready' || line === 'signalled' },
    );
    expect(result.log.filter((line) => line.endsWith('signalled'))).toEqual(['signalled']);
  });

  it('sends SIGINT, SIGTERM after 7.5 s, and SIGKILL after 2.5 s more', async () => {
    const result = await runInlineAction(
      `const say = (what) => console.log(what + ' ' + Date.now());
       process.on('SIGINT', () => say('int')); process.on('SIGTERM', () => say('term'));
       setInterval(() => say('alive'), 50); console.log('ready');`,
      { cancelAfter: ready },
    );
    expect(result).toMatchObject({ conclusion: 'cancelled', signal: 'SIGKILL' });
    const at = (what: string) =>
      Number(result.log.findLast((line) => line.startsWith(`${what} `))?.split(' ')[1]);
    expect(at('term') - at('int')).toBeGreaterThan(7_000);
    expect(at('term') - at('int')).toBeLessThan(30_000);
    expect(at('alive') - at('term')).toBeGreaterThan(1_000);
    expect(at('alive') - at('term')).toBeLessThan(25_000);
  });
});

describe('runner, kill', () => {
  it('fails the step at once, and keeps its outputs', async () => {
    const step = startInlineAction(
      `fs.writeFileSync(env.GITHUB_OUTPUT, 'status=running\\n'); ${onSigint('')}`,
      {
        onLine: () => step.kill(),
      },
    );
    const result = await step.finished;
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: null, outputs: { status: 'running' } });
    expect(result.signal).toBe('SIGKILL');
  });
});
