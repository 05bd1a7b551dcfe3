import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type StepResult, startStep } from '../../emulator/runner/runner.ts';
import { allApis } from '../support/action/api-inputs.ts';
import { WaitingOffer } from '../support/action/waiting-offer.ts';
import { at, preloading } from '../support/process/preload.ts';

const maxMs = 30_000;

/** Takes an offer live, with this script preloaded into the process of the action. */
async function runWith(script: string): Promise<StepResult & { goLives: number; isLive: boolean }> {
  const [api] = allApis;
  if (!api) throw new Error('There is no API.');
  const offer = await WaitingOffer.start({ api, signsIn: false });
  const setup = offer.step({});
  try {
    const step = startStep({ ...setup, nodeOptions: [...(setup.nodeOptions ?? []), ...preloading(script)] });
    const guard = setTimeout(step.kill, maxMs);
    const result = await step.finished;
    clearTimeout(guard);
    const { goLives, isLive } = offer;
    return { ...result, goLives, isLive };
  } finally {
    await offer.emulator.stop();
  }
}

// Text that the log shows at these moments.
const duringTheWait = 'Operation URL';
const atTheEnd = 'The offer is live';

const places = [
  { what: 'is in a missing folder', place: `${tmpdir()}/gone/gone` },
  { what: 'is a folder', place: tmpdir() },
  { what: 'is on a full disk', place: '/dev/full' },
].filter(({ what, place }) => !what.includes('full') || existsSync(place));

/** Ways in which a file of the runner cannot be written, as scripts. */
const brokenFile = (file: string) => {
  const move = (place: string) => `process.env.${file} = ${JSON.stringify(place)};`;
  return [
    ...places.map(({ what, place }) => ({ what, script: move(place) })),
    { what: 'disappears during the wait', script: at(duringTheWait, move(`${tmpdir()}/gone/gone`)) },
  ];
};

it.concurrent.each(brokenFile('GITHUB_OUTPUT'))(
  'a go-live whose GITHUB_OUTPUT $what is followed to its end, but the step is red and the summary says why',
  async ({ script }) => {
    const ended = await runWith(script);
    expect(ended).toMatchObject({ exitCode: 1, conclusion: 'failure', goLives: 1, isLive: true });
    const sentence = /The outputs could not be written \(service\): check the disk of the runner\. .+/;
    expect(ended.annotations).toContainEqual(
      expect.objectContaining({ type: 'error', message: expect.stringMatching(sentence) }),
    );
    expect(ended.summary).toMatch(sentence);
    expect(ended.summary).toContain('The offer is live');
  },
);

it.concurrent.each(brokenFile('GITHUB_STEP_SUMMARY'))(
  'a go-live whose GITHUB_STEP_SUMMARY $what is green with a warning',
  async ({ script }) => {
    const ended = await runWith(script);
    expect(ended).toMatchObject({ exitCode: 0, conclusion: 'success', goLives: 1, isLive: true });
    expect(ended.annotations).toContainEqual(
      expect.objectContaining({
        type: 'warning',
        message: expect.stringMatching(/The job summary could not be written\. .+/),
      }),
    );
    expect(ended.outputs['message']).toContain('The offer is live');
  },
);

describe('a process that fails during the wait', () => {
  const faults = {
    'an exception': `setImmediate(() => { throw new Error('hit'); });`,
    'an exception that is not an Error': 'setImmediate(() => { throw null; });',
    'an unhandled rejection': `Promise.reject(new Error('hit'));`,
    'an unhandled rejection without a reason': 'Promise.reject();',
    'an error event of a stream': `setImmediate(() => process.stdin.emit('error', new Error('hit')));`,
  };

  it.concurrent.each(Object.entries(faults))(
    'with %s ends red, and reports what is known of the go-live',
    async (_what, script) => {
      const ended = await runWith(at(duringTheWait, script));
      expect(ended).toMatchObject({ exitCode: 1, conclusion: 'failure', goLives: 1 });
      expect(ended.outputs).toMatchObject({
        status: 'running',
        'failure-kind': 'unknown-outcome',
        'operation-url': expect.stringMatching(/^http/),
      });
      expect(ended.summary).toContain('unknown-outcome');
      expect(ended.log.join('\n')).toMatch(
        /##\[error\]Internal error, please report it: .*(hit|null|undefined)/,
      );
    },
  );

  it.concurrent('because its stdout is closed ends red, and exits by itself', async () => {
    // As Node reports a closed pipe: each write fails, a moment later.
    const closed = `process.stdout.write = () => {
      setImmediate(() => process.stdout.emit('error', new Error('write EPIPE')));
      return false;
    };`;
    const ended = await runWith(at(duringTheWait, closed));
    expect(ended).toMatchObject({ exitCode: 1, signal: null, goLives: 1 });
    expect(ended.outputs).toMatchObject({
      'failure-kind': 'unknown-outcome',
      'operation-url': expect.stringMatching(/^http/),
    });
  });

  const deadTimers = 'globalThis.setTimeout = () => ({ unref() {}, ref() {} });';
  const deadRequests = `http.request = () => Object.assign(new http.ClientRequest('http://127.0.0.1:9', { createConnection() {} }), {});`;
  const emptyLoops = {
    'a pause never ends, with exit code 0': `process.exitCode = 0; ${deadTimers}`,
    'a pause never ends': deadTimers,
    'a request never ends': `${deadTimers} ${deadRequests}`,
  };
  const earlyExits = { 'process.exit()': 'process.exit();', 'process.exit(0)': 'process.exit(0);' };

  it.concurrent.each(Object.entries(emptyLoops))(
    'with an empty event loop because %s ends red, and reports what is known of the go-live',
    async (_what, script) => {
      const ended = await runWith(at(duringTheWait, `setImmediate(() => { ${script} });`));
      expect(ended).toMatchObject({ signal: null, exitCode: 1, conclusion: 'failure', goLives: 1 });
      expect(ended.outputs).toMatchObject({
        status: 'running',
        'failure-kind': 'unknown-outcome',
        'operation-url': expect.stringMatching(/^http/),
      });
      expect(ended.summary).toContain('unknown-outcome');
      expect(ended.annotations).toContainEqual(
        expect.objectContaining({ type: 'error', message: expect.stringContaining('Internal error') }),
      );
    },
  );

  it.concurrent.each(Object.entries(earlyExits))(
    'with an early exit by %s ends red, and its outputs have the operation URL',
    async (_what, script) => {
      const ended = await runWith(at(duringTheWait, `setImmediate(() => { ${script} });`));
      expect(ended.signal).toBeNull();
      expect(ended.exitCode).toBeGreaterThan(0);
      expect(ended).toMatchObject({ conclusion: 'failure', goLives: 1 });
      expect(ended.outputs).toMatchObject({
        status: 'running',
        'operation-url': expect.stringMatching(/^http/),
      });
    },
  );
});

describe('a process that has reported success', () => {
  const faults = {
    'an exception': `throw new Error('hit');`,
    'an unhandled rejection': `Promise.reject(new Error('hit'));`,
  };

  it.concurrent.each(Object.entries(faults))('and then fails with %s ends red', async (_what, script) => {
    const ended = await runWith(`process.once('beforeExit', () => { ${script} });`);
    expect(ended).toMatchObject({ exitCode: 1, conclusion: 'failure', goLives: 1, isLive: true });
    expect(ended.outputs['status']).toBe('succeeded');
  });

  it.concurrent('and does not fail ends green', async () => {
    const ended = await runWith(at(atTheEnd, `process.stdout.write('hit\\n');`));
    expect(ended.log).toContain('hit');
    expect(ended).toMatchObject({ exitCode: 0, conclusion: 'success', goLives: 1, isLive: true });
  });
});
