import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type StepResult, startStep } from '../../emulator/runner/runner.ts';
import { allApis } from '../support/action/api-inputs.ts';
import { WaitingOffer } from '../support/action/waiting-offer.ts';
import { at, preloading } from '../support/process/preload.ts';

const longestMs = 30_000;

/** Takes an offer live with this script in the same process. */
async function runWith(script: string): Promise<StepResult & { goLives: number; isLive: boolean }> {
  const [api] = allApis;
  if (!api) throw new Error('There is no API.');
  const offer = await WaitingOffer.start({ api, signsIn: false });
  const setup = offer.step({});
  try {
    const step = startStep({ ...setup, nodeOptions: [...(setup.nodeOptions ?? []), ...preloading(script)] });
    const guard = setTimeout(step.kill, longestMs);
    const result = await step.finished;
    clearTimeout(guard);
    const { goLives, isLive } = offer;
    return { ...result, goLives, isLive };
  } finally {
    await offer.emulator.stop();
  }
}

const inTheWait = 'Operation URL';
const atTheEnd = 'The offer is live';

const files = [
  { file: 'GITHUB_OUTPUT', complaint: /The outputs could not be written\. .+/ },
  { file: 'GITHUB_STEP_SUMMARY', complaint: /The job summary could not be written\. .+/ },
];
const places = [
  { what: 'is gone', place: `${tmpdir()}/gone/gone` },
  { what: 'is a folder', place: tmpdir() },
  { what: 'is on a full disk', place: '/dev/full' },
].filter(({ what, place }) => !what.includes('full') || existsSync(place));

describe.each(files)('a go-live whose $file', ({ file, complaint }) => {
  const move = (place: string) => `process.env.${file} = ${JSON.stringify(place)};`;
  it.concurrent.each([
    ...places.map(({ what, place }) => ({ what, script: move(place) })),
    { what: 'goes in the wait', script: at(inTheWait, move(`${tmpdir()}/gone/gone`)) },
  ])('$what: is followed to its end, but is not green', async ({ script }) => {
    const ended = await runWith(script);
    expect(ended).toMatchObject({ exitCode: 1, conclusion: 'failure', goLives: 1, isLive: true });
    expect(ended.annotations).toContainEqual(
      expect.objectContaining({ type: 'error', message: expect.stringMatching(complaint) }),
    );
    // What can be written is written.
    const rest = file === 'GITHUB_OUTPUT' ? ended.summary : ended.outputs['message'];
    expect(rest).toContain('The offer is live');
  });
});

describe('a process that is hit in the wait', () => {
  const faults = {
    'an exception': `setImmediate(() => { throw new Error('hit'); });`,
    'an exception that is no error': 'setImmediate(() => { throw null; });',
    'a rejection that is not handled': `Promise.reject(new Error('hit'));`,
    'a rejection without a reason': 'Promise.reject();',
    'an error of a stream': `setImmediate(() => process.stdin.emit('error', new Error('hit')));`,
  };

  it.concurrent.each(Object.entries(faults))(
    'by %s: is red, and tells what it knows',
    async (_what, script) => {
      const ended = await runWith(at(inTheWait, script));
      expect(ended).toMatchObject({ exitCode: 1, conclusion: 'failure', goLives: 1 });
      expect(ended.outputs).toMatchObject({
        status: 'running',
        'failure-kind': 'unknown-outcome',
        'operation-url': expect.stringMatching(/^http/),
      });
      expect(ended.summary).toContain('unknown-outcome');
      expect(ended.log.join('\n')).toMatch(
        /##\[error\]A fault of this action, please report it: .*(hit|null|undefined)/,
      );
    },
  );

  it.concurrent('by the end of the one who reads its log: is red, and goes', async () => {
    // As Node tells of a pipe that is closed: each write fails, a moment later.
    const closed = `process.stdout.write = () => {
      setImmediate(() => process.stdout.emit('error', new Error('write EPIPE')));
      return false;
    };`;
    const ended = await runWith(at(inTheWait, closed));
    expect(ended).toMatchObject({ exitCode: 1, signal: null, goLives: 1 });
    expect(ended.outputs).toMatchObject({
      'failure-kind': 'unknown-outcome',
      'operation-url': expect.stringMatching(/^http/),
    });
  });

  const deadTimers = 'globalThis.setTimeout = () => ({ unref() {}, ref() {} });';
  const deadRequests = `http.request = () => Object.assign(new http.ClientRequest('http://127.0.0.1:9', { createConnection() {} }), {});`;
  const ends = {
    'an exit without a code': 'process.exit();',
    'an exit that claims success': 'process.exit(0);',
    'an exit code that claims success, with nothing left to do': `process.exitCode = 0; ${deadTimers}`,
    'a pause that never ends, with nothing left to do': deadTimers,
    'a request that never ends, with nothing left to do': `${deadTimers} ${deadRequests}`,
  };

  it.concurrent.each(Object.entries(ends))('by %s: is red, with its operation URL', async (_what, script) => {
    const ended = await runWith(at(inTheWait, `setImmediate(() => { ${script} });`));
    expect(ended.signal).toBeNull();
    expect(ended.exitCode).toBeGreaterThan(0);
    expect(ended).toMatchObject({ conclusion: 'failure', goLives: 1 });
    expect(ended.outputs).toMatchObject({
      status: 'running',
      'operation-url': expect.stringMatching(/^http/),
    });
  });
});

describe('a process that is hit after a good end', () => {
  const faults = {
    'an exception': `throw new Error('hit');`,
    'a rejection that is not handled': `Promise.reject(new Error('hit'));`,
  };

  it.concurrent.each(Object.entries(faults))('by %s: is red', async (_what, script) => {
    const ended = await runWith(`process.once('beforeExit', () => { ${script} });`);
    expect(ended).toMatchObject({ exitCode: 1, conclusion: 'failure', goLives: 1, isLive: true });
    expect(ended.outputs['status']).toBe('succeeded');
  });

  it.concurrent('by nothing: is green', async () => {
    const ended = await runWith(at(atTheEnd, `process.stdout.write('hit\\n');`));
    expect(ended.log).toContain('hit');
    expect(ended).toMatchObject({ exitCode: 0, conclusion: 'success', goLives: 1, isLive: true });
  });
});
