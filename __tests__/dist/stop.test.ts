import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Answer, type ScriptServer, startScript } from '../helpers/script-server.ts';
import {
  type ActionSetup,
  accept,
  document,
  type Ended,
  look,
  offerPath,
  operation,
  operationPath,
  posts,
  runOnScript,
  sound,
  startAction,
} from './fixture.ts';

const running = operation(document('running'));
/** When the runner sends the next, harder signal. */
const sigtermMs = 7_500;
const inTheWait = (line: string) => line.startsWith('Live: running');
const statusPath = `${offerPath}/status`;
const goLivePath = `${offerPath}/golive`;

/**
 * Runs it against a script, and ends it by `signal`: when the script calls `stop`, or at the first line for which `at` is
 * true.
 */
async function runAndSignal(
  signal: NodeJS.Signals,
  script: (stop: () => void) => Answer[],
  setup: ActionSetup & { at?: (line: string) => boolean } = {},
): Promise<Ended & { server: ScriptServer; milliseconds: number }> {
  const { at, ...rest } = setup;
  let signalledAt = 0;
  const stop = () => {
    if (signalledAt) return;
    signalledAt = performance.now();
    process.kill(step.pid, signal);
  };
  const server = await startScript(script(stop));
  const step = startAction(server.url, { ...rest, onLine: (line) => at?.(line) && stop() });
  try {
    const ended = sound(await step.finished);
    expect(server.unexpected).toEqual([]);
    return { ...ended, server, milliseconds: performance.now() - signalledAt };
  } finally {
    await server.stop();
  }
}

// On Windows a signal from outside ends a process at once.
describe.skipIf(process.platform === 'win32')('a step that is stopped', () => {
  it.concurrent('by cancelling the workflow: says that the go-live goes on, and ends by itself', async () => {
    const { server, ...ended } = await runOnScript([look(), accept, ...running], {
      cancelAfter: inTheWait,
      // A long pause, which the signal ends.
      with: { 'poll-interval-seconds': '3600' },
    });
    const url = `${server.url}${operationPath}?api-version=2017-10-31`;
    // With exit code 1, not killed by the runner 10 s later.
    expect(ended).toMatchObject({ conclusion: 'cancelled', exitCode: 1, signal: null });
    expect(ended.outputs).toMatchObject({
      status: 'running',
      'failure-kind': 'interrupted',
      'timed-out': 'false',
      started: 'true',
      'operation-url': url,
    });
    expect(ended.outputs['message']).toMatch(/\(SIGINT\).*goes on without this step/);
    expect(ended.outputs['message']).toContain(`set operation-url to ${url}`);
    expect(ended.summary).toContain(`operation-url: ${url}`);
    // Nothing was asked for but the go-live itself: no cancel.
    expect(posts(server)).toHaveLength(1);
    expect(server.requests.filter(({ path }) => path.includes('cancel'))).toEqual([]);
  });

  it.concurrent.each(['SIGINT', 'SIGTERM'] as const)('by %s while it waits: ends at once', async (signal) => {
    const ended = await runAndSignal(signal, () => [look(), accept, ...running], {
      at: inTheWait,
      with: { 'poll-interval-seconds': '3600' },
    });
    expect(ended).toMatchObject({ exitCode: 1, signal: null });
    expect(ended.outputs).toMatchObject({
      status: 'running',
      'failure-kind': 'interrupted',
      message: expect.stringContaining(signal),
    });
    expect(ended.summary).toContain('interrupted');
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('during a look: ends at once', async () => {
    const ended = await runAndSignal('SIGINT', (stop) => [
      look(),
      accept,
      ...running,
      { method: 'GET', path: operationPath, act: stop },
    ]);
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({ status: 'running', 'failure-kind': 'interrupted' });
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('before the go-live is sent: nothing is started', async () => {
    const ended = await runAndSignal('SIGINT', (stop) => [{ method: 'GET', path: statusPath, act: stop }]);
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({
      status: 'not-started',
      started: 'false',
      'failure-kind': 'interrupted',
    });
    expect(posts(ended.server)).toEqual([]);
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('with the go-live on its way: waits a moment for its answer', async () => {
    const answer = `HTTP/1.1 202 \r\nLocation: ${operationPath}\r\nContent-Length: 0\r\n\r\n`;
    const ended = await runAndSignal(
      'SIGINT',
      (stop) => [
        look(),
        {
          method: 'POST',
          path: goLivePath,
          act: (_request, socket) => {
            stop();
            setTimeout(() => socket.end(answer), 200);
          },
        },
      ],
      // In real time: the moment is 1.5 s.
      { fast: 1 },
    );
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({
      status: 'running',
      started: 'true',
      'failure-kind': 'interrupted',
      'operation-url': `${ended.server.url}${operationPath}?api-version=2017-10-31`,
    });
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('with the go-live on its way and no answer: what became of it is unknown', async () => {
    const ended = await runAndSignal(
      'SIGINT',
      (stop) => [look(), { method: 'POST', path: goLivePath, act: stop }],
      { fast: 1 },
    );
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({ status: 'unknown', 'failure-kind': 'interrupted' });
    expect(ended.outputs['message']).toMatch(/running this step again picks it up/);
    expect(posts(ended.server)).toHaveLength(1);
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('with several offers: each says where it stands', async () => {
    const other = '/api/publishers/contoso/offers/other';
    const ended = await runAndSignal(
      'SIGINT',
      (stop) => [
        look(),
        accept,
        ...running,
        { method: 'GET', path: `${other}/status`, status: 200, body: document('succeeded') },
        { method: 'GET', path: operationPath, act: stop },
      ],
      { with: { offer: 'other\nvm' } },
    );
    expect(ended.offers).toMatchObject([
      { offer: 'other', status: 'succeeded', failureKind: '' },
      { offer: 'vm', status: 'running', failureKind: 'interrupted' },
    ]);
  });
});

it.skipIf(process.platform !== 'linux')(
  'has the outputs written while it waits, and again at its end',
  async () => {
    const server = await startScript([look(), accept, ...running]);
    try {
      let outputs = '';
      const step = startAction(server.url, {
        with: { 'timeout-minutes': '0.2' },
        onLine: (line) => {
          if (!outputs && inTheWait(line)) outputs = outputFileOf(step.pid);
        },
      });
      const ended = sound(await step.finished);
      const url = `${server.url}${operationPath}?api-version=2017-10-31`;
      expect(outputs).toMatch(/^status<<(.+)\nrunning\n\1$/m);
      expect(outputs).toMatch(/^started<<(.+)\ntrue\n\1$/m);
      expect(outputs).toContain(`\n${url}\n`);
      expect(ended.files.output.startsWith(outputs)).toBe(true);
      expect(ended.files.output.length).toBeGreaterThan(outputs.length);
      expect(ended.outputs).toMatchObject({ 'timed-out': 'true', 'operation-url': url });
    } finally {
      await server.stop();
    }
  },
);

/** What a process has written to its output file so far. */
function outputFileOf(pid: number): string {
  const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  const path = environment.find((pair) => pair.startsWith('GITHUB_OUTPUT='))?.split('=')[1] ?? '';
  return readFileSync(path, 'utf8');
}

it('loses nothing that is needed when it is killed after the acceptance', async () => {
  const server = await startScript([look(), accept, ...running]);
  try {
    const step = startAction(server.url, { onLine: (line) => inTheWait(line) && step.kill() });
    const ended = await step.finished;
    expect(ended).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL', refused: [] });
    expect(ended.outputs).toMatchObject({
      status: 'running',
      started: 'true',
      'operation-url': `${server.url}${operationPath}?api-version=2017-10-31`,
      'operation-id': operationPath.split('/').at(-1),
    });
  } finally {
    await server.stop();
  }
});
