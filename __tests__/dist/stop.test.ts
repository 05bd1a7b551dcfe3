import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Fault } from '../../emulator/http/faults.ts';
import { allApis } from '../support/action/api-inputs.ts';
import { accept, document, look, operation, operationPath } from '../support/action/portal-answers.ts';
import {
  type EmulatorSetup,
  runOnEmulator,
  startCountingEmulator,
  waitingVm,
} from '../support/action/run-on-emulator.ts';
import { type ActionSetup, type Ended, posts, sound, startAction } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

const running = operation(document('running'));
/** How long after SIGINT the runner sends SIGTERM. */
const sigtermMs = 7_500;
const isWaiting = (line: string) => line.startsWith('status: running');

/** Runs the action, and sends a signal to its process when this fault occurs or this line is logged. */
async function runAndSignal(
  signal: NodeJS.Signals,
  at: Fault | ((line: string) => boolean),
  setup: ActionSetup = {},
  { offers = [waitingVm], hours = 0 }: Partial<EmulatorSetup> = {},
): Promise<Ended & { emulator: Emulator; milliseconds: number }> {
  let signaledAt = 0;
  const stop = () => {
    if (signaledAt) return;
    signaledAt = performance.now();
    process.kill(step.pid, signal);
  };
  const emulator = await startCountingEmulator({ offers, hours });
  const fault = typeof at === 'object' ? emulator.faults.add(at) : undefined;
  const onLine = (line: string) => typeof at === 'function' && at(line) && stop();
  const step = startAction(emulator.url, { ...setup, onLine });
  const timer = setInterval(() => fault?.struck && stop(), 5);
  try {
    const ended = sound(await step.finished);
    return { ...ended, emulator, milliseconds: performance.now() - signaledAt };
  } finally {
    clearInterval(timer);
    await emulator.stop();
  }
}

// On Windows a signal from another process kills at once.
describe.skipIf(process.platform === 'win32').each(allApis)('$api: a step that is stopped', (api) => {
  it.concurrent('by canceling the workflow ends by itself, and says that the go-live continues', async () => {
    const { emulator, ...ended } = await runOnEmulator(
      { offers: [waitingVm], hours: 0 },
      // The signal has to end a long pause.
      { api, cancelAfter: isWaiting, with: { 'poll-interval-seconds': '3600' } },
    );
    const url = ended.outputs['operation-url'] ?? '';
    expect(url).toMatch(api.operationUrl);
    // It exited with code 1; the runner did not have to kill it 10 s later.
    expect(ended).toMatchObject({ conclusion: 'cancelled', exitCode: 1, signal: null });
    expect(ended.outputs).toMatchObject({
      status: 'running',
      'failure-kind': 'interrupted',
      'timed-out': 'false',
      started: 'true',
    });
    expect(ended.outputs['message']).toMatch(/\(SIGINT\).*continues without this step/);
    expect(ended.outputs['message']).toContain(`set operation-url to ${url}`);
    expect(ended.summary).toContain(`operation-url: ${url}`);
    // The go-live is the only request that is not a GET, so nothing canceled it.
    expect(emulator.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
    expect(emulator.offer('contoso', 'vm').state).toBe('going-live');
  });

  it.concurrent.each(['SIGINT', 'SIGTERM'] as const)('by %s during a pause ends at once', async (signal) => {
    const ended = await runAndSignal(signal, isWaiting, { api, with: { 'poll-interval-seconds': '3600' } });
    expect(ended).toMatchObject({ exitCode: 1, signal: null });
    expect(ended.outputs).toMatchObject({
      status: 'running',
      'failure-kind': 'interrupted',
      message: expect.stringContaining(signal),
    });
    expect(ended.summary).toContain('interrupted');
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('during a status check ends at once', async () => {
    const on = { path: api.poll, nth: 2 };
    const ended = await runAndSignal('SIGINT', { kind: 'stalled-headers', on }, { api });
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({ status: 'running', 'failure-kind': 'interrupted' });
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('before the go-live is sent starts nothing', async () => {
    const on = { path: api.look };
    const ended = await runAndSignal('SIGINT', { kind: 'stalled-headers', on }, { api });
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({
      status: 'not-started',
      started: 'false',
      'failure-kind': 'interrupted',
    });
    expect(posts(ended.emulator)).toEqual([]);
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('while the go-live is being sent waits a moment for its answer', async () => {
    const ended = await runAndSignal(
      'SIGINT',
      { kind: 'late', milliseconds: 200, when: 'after', on: api.goLive },
      // In real time, because the moment lasts 1.5 s.
      { api, fast: 1 },
    );
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({
      status: 'running',
      started: 'true',
      'failure-kind': 'interrupted',
      'operation-url': expect.stringMatching(api.operationUrl),
    });
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('while the go-live is being sent ends with status unknown if no answer comes', async () => {
    const ended = await runAndSignal(
      'SIGINT',
      { kind: 'stalled-headers', when: 'after', on: api.goLive },
      { api, fast: 1 },
    );
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({ status: 'unknown', 'failure-kind': 'interrupted' });
    expect(ended.outputs['message']).toMatch(/running this step again picks it up/);
    expect(posts(ended.emulator)).toHaveLength(1);
    expect(ended.milliseconds).toBeLessThan(sigtermMs);
  });

  it.concurrent('with several offers reports the status of each', async () => {
    const ended = await runAndSignal(
      'SIGINT',
      { kind: 'stalled-headers', on: { path: api.poll, nth: 4 } },
      { api, with: { offer: 'other\nvm' } },
      { offers: [{ ...waitingVm, offer: 'other', state: 'live' }, waitingVm] },
    );
    expect(ended.offers).toMatchObject([
      { offer: 'other', status: 'succeeded', failureKind: '' },
      { offer: 'vm', status: 'running', failureKind: 'interrupted' },
    ]);
  });
});

it.skipIf(process.platform !== 'linux')(
  'the outputs are written before the wait, and again at the end',
  async () => {
    const server = await startScript([look(), accept, ...running]);
    try {
      let outputs = '';
      const step = startAction(server.url, {
        with: { 'timeout-minutes': '0.2' },
        onLine: (line) => {
          if (!outputs && isWaiting(line)) outputs = outputFileOf(step.pid);
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

it('a step that is killed during the wait has already written the outputs that identify the go-live', async () => {
  const server = await startScript([look(), accept, ...running]);
  try {
    const step = startAction(server.url, { onLine: (line) => isWaiting(line) && step.kill() });
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
