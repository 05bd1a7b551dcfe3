import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Failure, NetworkError, UnreadableAnswer } from '../../../src/errors.ts';
import { goLive } from '../../../src/golive/golive.ts';
import type { Standing, Status } from '../../../src/golive/operation.ts';
import type { OfferResult } from '../../../src/golive/result.ts';
import type { Marketplace } from '../../../src/marketplace/marketplace.ts';
import {
  message,
  noAnswer,
  operation,
  reading,
  type Script,
  serviceError,
  standing,
  step,
  taking,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, offerRunAt, play, type RunOptions } from '../../support/unit/offer-run.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const minute = 60_000;
const waiting = standing('waiting-for-sign-off');
const building = standing('building-preview');
const running = reading('running');
const done = reading('succeeded');
const accepted = operation();
const url = 'https://api.example/operations/op-1';

describe('a go-live', () => {
  test('from the look to the end', async () => {
    const { result, marketplace, told, clock } = await play({
      looks: [waiting],
      starts: [accepted],
      reads: [running, { ...done, rawStatus: 'complete', correlationId: 'c-9', steps: [step('succeeded')] }],
    });
    expect(marketplace.story()).toBe('look start read read');
    expect(result).toEqual<OfferResult>({
      offer: 'vm-offer',
      publisher: 'contoso',
      api: 'cloud-partner-portal',
      status: 'succeeded',
      rawStatus: 'complete',
      started: true,
      adopted: false,
      timedOut: false,
      failureKind: '',
      message: 'The offer is live.',
      operationUrl: url,
      operationId: 'op-1',
      startedAt: '2026-01-02T03:04:05.000Z',
      endedAt: new Date(clock.epoch()).toISOString(),
      steps: [step('succeeded')],
      correlationId: 'c-9',
      polls: 3,
    });
    expect(result.endedAt).toBe('2026-01-02T03:04:15.000Z');
    expect(told.readings).toHaveLength(3);
  });

  test('its operation is known the moment it is accepted, before the first read', async () => {
    const test = offerRun({
      looks: [waiting],
      starts: [accepted],
      reads: [
        () => {
          expect(test.told.known).toHaveLength(1);
          return done;
        },
      ],
    });
    await goLive(test.run);
    expect(test.result.status).toBe('succeeded');
    expect(test.told.known[0]).toMatchObject({
      status: 'running',
      started: true,
      operationUrl: url,
      polls: 1,
    });
  });

  test('may take days', async () => {
    const clock = new VirtualClock();
    const { result, marketplace } = await play(
      {
        looks: [waiting],
        starts: [accepted],
        reads: [() => (clock.elapsedMs() < 96 * 60 * minute ? running : done)],
      },
      { clock, timeoutMs: 30 * 24 * 60 * minute },
    );
    expect(result.status).toBe('succeeded');
    expect(clock.elapsedMs()).toBeLessThan((96 * 60 + 5) * minute);
    expect(marketplace.calls.length).toBeLessThan(1_300);
  });

  test('that is refused was not started, and says why and what to do', async () => {
    const refusal = serviceError(400, { kind: 'not-ready', hint: 'Look.', correlationId: 'c-1' });
    const { result, told } = await play({ looks: [waiting], starts: [refusal] });
    expect(result).toMatchObject({
      status: 'not-started',
      started: false,
      failureKind: 'not-ready',
      message: 'The API answers 400. Look.',
      correlationId: 'c-1',
      operationUrl: '',
      endedAt: '2026-01-02T03:04:05.000Z',
    });
    expect(told.known).toEqual([]);
  });

  test('that fails is red with what the API complains of', async () => {
    const failed = reading('failed', {
      failureKind: 'certification',
      steps: [step('failed', { messages: [message('error', 'No image.')] })],
    });
    const { result } = await play({ looks: [waiting], starts: [accepted], reads: [failed] });
    expect(result).toMatchObject({
      status: 'failed',
      started: true,
      failureKind: 'certification',
      message: 'The go-live failed. Certification: No image.',
      operationUrl: url,
    });
  });

  test('that somebody cancels is not sent again', async () => {
    const { result, marketplace } = await play({
      looks: [waiting],
      starts: [accepted],
      reads: [reading('canceled')],
    });
    expect(result).toMatchObject({ status: 'canceled', failureKind: 'canceled' });
    expect(marketplace.seconds('start')).toEqual([0]);
  });

  test('that does not end in time goes on without the step', async () => {
    const { result, clock } = await play(
      { looks: [waiting], starts: [accepted], reads: [running] },
      { timeoutMs: 30 * minute },
    );
    expect(clock.elapsedMs()).toBe(30 * minute);
    expect(result).toMatchObject({
      status: 'running',
      started: true,
      timedOut: true,
      failureKind: 'timeout',
    });
    expect(result.message).toContain(`set operation-url to ${url}`);
  });

  test('with wait: false is done when it is accepted', async () => {
    const { result, marketplace, told } = await play(
      { looks: [waiting], starts: [accepted] },
      { wait: false },
    );
    expect(marketplace.story()).toBe('look start');
    expect(told.known).toHaveLength(1);
    expect(result).toMatchObject({ status: 'running', started: true, failureKind: '', timedOut: false });
    expect(result.message).toMatch(/^The go-live was accepted, and is not waited for\./);
    expect(result.message).toContain(url);
  });

  test('stops at a blocked step with fail-on-blocked', async () => {
    const stuck = reading('running', { steps: [step('blocked')] });
    const script = { looks: [waiting], starts: [accepted], reads: [stuck, done] };
    expect((await play(script)).result.status).toBe('succeeded');
    const { result } = await play(script, { failOnBlocked: true });
    expect(result).toMatchObject({ status: 'failed', failureKind: 'certification', operationUrl: url });
  });

  test('whose credentials are lost mid-wait keeps the last status seen', async () => {
    const denied = serviceError(401, { kind: 'authentication', hint: 'Renew.', correlationId: 'c-3' });
    const reads = [reading('running', { correlationId: 'c-2' }), denied];
    const { result } = await play({ looks: [waiting], starts: [accepted], reads });
    expect(result).toMatchObject({ status: 'running', failureKind: 'authentication', correlationId: 'c-3' });
    expect(result.message).toMatch(/^The API answers 401\. Renew\. .*operation-url/);
  });
});

describe('a run again', () => {
  test('picks up a go-live that runs', async () => {
    const runs = standing('going-live', { operation: operation({ id: 'op-5' }) });
    const { result, marketplace, told, linesWith } = await play({ looks: [runs], reads: [running, done] });
    expect(marketplace.story()).toBe('look read read');
    expect(result).toMatchObject({ status: 'succeeded', started: false, adopted: true, operationId: 'op-5' });
    expect(told.known).toHaveLength(1);
    expect(linesWith('It is under way already: picking it up.')).toHaveLength(1);
  });

  test('with wait: false says that it is under way', async () => {
    const { result, marketplace } = await play({ looks: [standing('going-live')] }, { wait: false });
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({ status: 'running', adopted: true, started: false, failureKind: '' });
    expect(result.message).toMatch(/^It is under way, and is not waited for\./);
  });

  test('on a live offer is a success that starts nothing', async () => {
    const { result, marketplace } = await play({ looks: [standing('live')] });
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({ status: 'succeeded', started: false, adopted: false, failureKind: '' });
  });
});

describe('a preview that is still being built', () => {
  test('is not ready', async () => {
    const { result, marketplace } = await play({ looks: [building] });
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'not-ready', started: false });
  });

  test('is waited for with wait-for-preview, then taken live', async () => {
    const looks = [building, building, building, waiting];
    const script = { looks, starts: [accepted], reads: [done] };
    const { result, marketplace, linesWith } = await play(script, { waitForPreview: true });
    expect(marketplace.story()).toBe('look look look look start read');
    expect(marketplace.seconds('look')).toEqual([0, 0, 10, 20]);
    expect(result).toMatchObject({ status: 'succeeded', started: true });
    expect(linesWith('waiting for it')).toHaveLength(1);
  });

  test('is waited for though a look fails, or shows a word that is not known', async () => {
    const odd = standing('unclear', { status: 'unknown' });
    const looks = [building, serviceError(503), odd, building, waiting];
    const { result, marketplace } = await play(
      { looks, starts: [accepted], reads: [done] },
      { waitForPreview: true },
    );
    expect(marketplace.story()).toBe('look look look look look start read');
    expect(result.status).toBe('succeeded');
  });

  it.each<[string, Standing, string]>([
    ['fails', standing('preview-failed'), 'not-started not-ready'],
    ['is gone', standing('never-published'), 'not-started not-ready'],
    ['was taken live by somebody', standing('live'), 'succeeded '],
  ])('and %s', async (_how, then, expected) => {
    const { result, marketplace } = await play({ looks: [building, then] }, { waitForPreview: true });
    expect(marketplace.seconds('start')).toEqual([]);
    expect(`${result.status} ${result.failureKind}`).toBe(expected);
  });

  test('and is being taken live by somebody: that is picked up', async () => {
    const script = { looks: [building, standing('going-live')], reads: [done] };
    const { result } = await play(script, { waitForPreview: true });
    expect(result).toMatchObject({ status: 'succeeded', adopted: true, started: false });
  });

  test('and does not become ready in time: nothing was started', async () => {
    const { result, marketplace, clock } = await play(
      { looks: [building] },
      { waitForPreview: true, timeoutMs: 20 * minute },
    );
    expect(marketplace.seconds('start')).toEqual([]);
    expect(clock.elapsedMs()).toBe(20 * minute);
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'timeout', timedOut: true });
    expect(result.message).toContain('no go-live was started');
    expect(result.message).not.toContain('operation-url');
  });

  test('and becomes ready at the deadline: nothing is started', async () => {
    const { result, marketplace } = await play(
      { looks: [building, building, waiting] },
      { waitForPreview: true, timeoutMs: 5_000 },
    );
    expect(marketplace.story()).toBe('look look look');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'timeout' });
    expect(result.message).toContain('No go-live was started.');
  });
});

describe('a look that fails', () => {
  it.each<[string, Failure]>([
    ['403', serviceError(403, { kind: 'permission' })],
    ['404', serviceError(404, { kind: 'not-found' })],
    ['503', serviceError(503)],
    ['a reset', noAnswer()],
    ['an unreadable answer', new UnreadableAnswer('Not JSON.', '')],
  ])('%s leaves a go-live to the API', async (_what, failure) => {
    const { result, marketplace, linesWith } = await play({
      looks: [failure],
      starts: [accepted],
      reads: [done],
    });
    expect(marketplace.seconds('start')).toHaveLength(1);
    expect(result).toMatchObject({ status: 'succeeded', started: true });
    expect(linesWith('warn: Where the offer stands could not be read, so the API decides.')).toHaveLength(1);
  });

  test('is tried for a minute', async () => {
    const { marketplace } = await play({ looks: [serviceError(503)], starts: [accepted], reads: [done] });
    expect(marketplace.seconds('look')).toEqual([0, 10, 30, 60]);
  });

  test('is tried for as long as there is time, if that is less; then nothing is started', async () => {
    const { marketplace, result } = await play(
      { looks: [serviceError(503)], starts: [accepted] },
      { timeoutMs: 15_000 },
    );
    expect(marketplace.seconds('look')).toEqual([0, 10, 15]);
    expect(marketplace.seconds('start')).toEqual([]);
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'timeout', timedOut: true });
  });

  test('for want of credentials ends a go-live', async () => {
    const denied = serviceError(401, { kind: 'authentication', hint: 'Renew.' });
    const { result, marketplace } = await play({ looks: [denied], starts: [accepted] });
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({
      status: 'not-started',
      failureKind: 'authentication',
      message: 'The API answers 401. Renew.',
    });
  });

  test('through a fault of our own ends a go-live, and asks to report it', async () => {
    const fault = new TypeError('x is undefined');
    const { result, marketplace } = await play({ looks: [fault], starts: [accepted] });
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'unknown-outcome' });
    expect(result.message).toMatch(/^A fault of this action, please report it: TypeError: x is undefined/);
  });

  it.each<[string, unknown]>([
    ['an error without a stack', Object.assign(new Error('bare'), { stack: undefined })],
    ['what is no error', 'bare'],
  ])('through a fault of our own: %s', async (_what, fault) => {
    const looks = [
      () => {
        throw fault;
      },
    ];
    const { result } = await play({ looks });
    expect(result.message).toBe('A fault of this action, please report it: bare');
  });

  it.each(['follow', 'check'] as const)('ends a %s', async (mode) => {
    const refusal = serviceError(403, { kind: 'permission', hint: 'Ask.' });
    const { result, marketplace } = await play({ looks: [refusal] }, { mode });
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'permission' });
    expect(result.message).toMatch(/^The API answers 403\. Ask\./);
  });

  test('ends a check after a minute, with the correlation ID', async () => {
    const html = new UnreadableAnswer('Not JSON.', 'c-4');
    const { result, clock } = await play({ looks: [html] }, { mode: 'check' });
    expect(clock.elapsedMs()).toBe(minute);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'service', correlationId: 'c-4' });
  });

  test('and has no correlation ID leaves the last one known', async () => {
    const { result } = await play({
      looks: [standing('waiting-for-sign-off', { correlationId: 'c-5' })],
      starts: [serviceError(400)],
    });
    expect(result.correlationId).toBe('c-5');
  });

  test('is borne by a follow until the time is up', async () => {
    const script = { looks: [serviceError(503)] };
    const { result, clock } = await play(script, { mode: 'follow', timeoutMs: 60 * minute });
    expect(clock.elapsedMs()).toBe(60 * minute);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'service' });
  });

  test('is borne by a follow that does not wait for a minute', async () => {
    const { result, clock } = await play({ looks: [serviceError(503)] }, { mode: 'follow', wait: false });
    expect(clock.elapsedMs()).toBe(minute);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'service' });
  });
});

test('a last look that begins late, as the machine slept, has its time all the same', async () => {
  const hour = 3_600_000;
  const clock = new (class extends VirtualClock {
    override sleep(ms: number, signal: AbortSignal): Promise<void> {
      return super.sleep(ms + hour, signal);
    }
  })();
  const looks = [serviceError(503), standing('waiting-for-sign-off')];
  const { marketplace, result } = await play({ looks }, { mode: 'follow', timeoutMs: 30_000, clock });
  const [, last] = marketplace.calls;
  expect(last?.atMs).toBeGreaterThan(hour);
  expect(last?.deadlineMs).toBe(clock.startMs + (last?.atMs ?? 0));
  expect(result.status).toBe('waiting-for-review');
});

describe('with mode follow', () => {
  it.each<[string, Standing, Status, string]>([
    ['waits for sign-off', waiting, 'waiting-for-review', ''],
    ['is live', standing('live'), 'succeeded', ''],
    ['was never published', standing('never-published'), 'not-started', ''],
    ['failed its preview', standing('preview-failed'), 'not-started', ''],
    ['failed to go live', standing('go-live-ended'), 'failed', 'service'],
    ['is unclear', standing('unclear'), 'unknown', 'unknown-outcome'],
  ])('an offer that %s: nothing is started', async (_how, stands, status, failureKind) => {
    const { result, marketplace, told } = await play({ looks: [stands] }, { mode: 'follow' });
    expect(marketplace.story()).toBe('look');
    expect(told.known).toEqual([]);
    expect(result).toMatchObject({ status, failureKind, started: false, adopted: false });
  });

  test('what is under way is followed to its end', async () => {
    const script = { looks: [standing('going-live')], reads: [running, done] };
    const { result } = await play(script, { mode: 'follow' });
    expect(result).toMatchObject({ status: 'succeeded', adopted: true, started: false, operationUrl: url });
  });

  test('a preview is followed until it waits for sign-off, and is not taken live', async () => {
    const script = { looks: [building], reads: [running, reading('waiting-for-review')] };
    const { result, marketplace } = await play(script, { mode: 'follow' });
    expect(marketplace.story()).toBe('look read read');
    expect(result).toMatchObject({ status: 'waiting-for-review', failureKind: '', started: false });
  });

  test('and wait: false there is one look', async () => {
    const { result, marketplace } = await play(
      { looks: [standing('going-live')] },
      { mode: 'follow', wait: false },
    );
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({ status: 'running', failureKind: '', operationUrl: url });
  });
});

describe('with an operation URL', () => {
  const given = { mode: 'follow', operation: accepted } as const;

  test('it is followed, without a look at the offer', async () => {
    const { result, marketplace, told } = await play({ reads: [running, done] }, given);
    expect(marketplace.story()).toBe('read read');
    expect(told.known[0]).toMatchObject({ status: 'unknown', operationUrl: url, operationId: 'op-1' });
    expect(result).toMatchObject({ status: 'succeeded', started: false, adopted: false });
  });

  test('and wait: false it is read once', async () => {
    const { result, marketplace } = await play({ reads: [running] }, { ...given, wait: false });
    expect(marketplace.story()).toBe('read');
    expect(result).toMatchObject({ status: 'running', failureKind: '' });
  });

  test('that is not there, though it is looked for as long as it may be new', async () => {
    const missing = serviceError(404, { kind: 'not-found' });
    const { result, clock } = await play({ reads: [missing] }, given);
    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(60_000);
    expect(clock.elapsedMs()).toBeLessThan(120_000);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'not-found', operationUrl: url });
  });

  test('that ends badly', async () => {
    const { result } = await play({ reads: [running, reading('failed')] }, given);
    expect(result).toMatchObject({ status: 'failed', failureKind: 'service' });
    expect(result.message).not.toContain('operation-url');
  });
});

describe('with mode check', () => {
  it.each<[string, Standing, Status, string]>([
    ['waits for sign-off', waiting, 'waiting-for-review', ''],
    ['goes live', standing('going-live'), 'running', ''],
    ['is live', standing('live'), 'succeeded', ''],
    ['builds its preview', building, 'not-started', 'not-ready'],
    ['was never published', standing('never-published'), 'not-started', 'not-ready'],
    ['failed to go live', standing('go-live-ended'), 'failed', 'service'],
  ])('an offer that %s: one look and no more', async (_how, stands, status, failureKind) => {
    const options: RunOptions = { mode: 'check', waitForPreview: true };
    const { result, marketplace } = await play({ looks: [stands] }, options);
    expect(marketplace.story()).toBe('look');
    expect(result).toMatchObject({ status, failureKind, started: false, adopted: false, operationUrl: '' });
  });
});

describe('a lost answer', () => {
  const lost = noAnswer('timeout');

  test('of a go-live that is found running: started', async () => {
    const runs = standing('going-live', { operation: operation({ ofOffer: true, id: '' }) });
    const { result, marketplace, told } = await play({
      looks: [waiting, runs],
      starts: [lost],
      reads: [running, done],
    });
    expect(marketplace.story()).toBe('look start look read read');
    expect(told.known).toHaveLength(1);
    expect(result).toMatchObject({ status: 'succeeded', started: true, adopted: false });
  });

  test('of a go-live that is found live, where it waited before: started', async () => {
    const { result } = await play({ looks: [waiting, standing('live')], starts: [lost] });
    expect(result).toMatchObject({ status: 'succeeded', started: true, failureKind: '' });
  });

  test('of a go-live that is found failed, where it waited before: started', async () => {
    const { result } = await play({ looks: [waiting, standing('go-live-ended')], starts: [lost] });
    expect(result).toMatchObject({ status: 'failed', started: true, failureKind: 'service' });
  });

  test('and the offer is found live, but how it stood is not known: not said to be started', async () => {
    const { result } = await play({ looks: [standing('unclear'), standing('live')], starts: [lost] });
    expect(result).toMatchObject({ status: 'succeeded', started: false, failureKind: '' });
  });

  test('that stays lost is red, and says what to check', async () => {
    const { result } = await play({ looks: [waiting, standing('unclear')], starts: [lost] });
    expect(result).toMatchObject({ status: 'unknown', started: false, failureKind: 'unknown-outcome' });
    expect(result.message).toContain('Partner Center');
    expect(result.correlationId).toBe('');
    expect(result.message).toContain('picks up a go-live that runs');
  });
});

test('the correlation ID of an answer that leaves the outcome unknown is kept', async () => {
  const lost = serviceError(500, { correlationId: 'c-7' });
  const { result } = await play({ looks: [waiting, standing('unclear')], starts: [lost] });
  expect(result).toMatchObject({ failureKind: 'unknown-outcome', correlationId: 'c-7' });
});

describe('the runner stops the step', () => {
  const script = (clock: VirtualClock): Script => ({
    looks: [taking(clock, 2_000, waiting)],
    starts: [taking(clock, 2_000, accepted)],
    reads: [taking(clock, 2_000, running)],
  });

  it.each<[string, number, number, Status, boolean, string]>([
    // when the step is stopped, and when it is done, in ms
    ['during the look', 1_000, 1_000, 'not-started', false, ''],
    ['during the go-live: its answer is waited for', 3_000, 4_000, 'running', true, url],
    ['during a read', 5_000, 5_000, 'running', true, url],
    ['in a pause', 7_000, 7_000, 'running', true, url],
  ])('%s', async (_when, stopMs, endMs, status, started, operationUrl) => {
    const clock = new VirtualClock();
    const test = offerRun(script(clock), { clock });
    clock.at(stopMs, test.stop);
    await goLive(test.run);
    expect(clock.elapsedMs()).toBe(endMs);
    expect(test.result).toMatchObject({
      status,
      started,
      operationUrl,
      failureKind: 'interrupted',
      timedOut: false,
    });
    expect(test.result.message).toMatch(/^The runner stopped this step \(SIGTERM\)\./);
    expect(test.result.message.includes('goes on without this step')).toBe(started);
    expect(test.told.known).toHaveLength(started ? 1 : 0);
    expect(test.linesWith('warn')).toEqual([]);
    expect(clock.sleepers()).toBe(0);
    expect(test.result.endedAt).not.toBe('');
  });

  test('during a go-live that is not answered soon: unknown, and how to pick it up', async () => {
    const clock = new VirtualClock();
    const starts = [taking(clock, 60_000, accepted)];
    const test = offerRun({ looks: [waiting], starts }, { clock });
    clock.at(1_000, test.stop);
    await goLive(test.run);
    expect(clock.elapsedMs()).toBe(2_500);
    expect(test.result).toMatchObject({ status: 'unknown', started: false, failureKind: 'interrupted' });
    expect(test.result.message).toContain('running this step again picks it up');
  });

  test('while a preview is waited for', async () => {
    const test = offerRun({ looks: [building], starts: [accepted] }, { waitForPreview: true });
    test.clock.at(15_000, test.stop);
    await goLive(test.run);
    expect(test.marketplace.seconds('start')).toEqual([]);
    expect(test.result).toMatchObject({ status: 'not-started', failureKind: 'interrupted' });
  });

  test('before anything', async () => {
    const test = offerRun({ looks: [waiting], starts: [accepted] });
    test.stop();
    await goLive(test.run);
    expect(test.marketplace.calls).toEqual([]);
    expect(test.result).toMatchObject({ status: 'not-started', failureKind: 'interrupted' });
  });
});

test('at most one go-live, whatever is lost on the way', async () => {
  const post = fc.record({
    taken: fc.boolean(),
    /** How long until the offer shows it, in ms. */
    showsAfterMs: fc.integer({ min: 0, max: 110_000 }),
    answer: fc.constantFrom('accepted', 'reset', 'error', 'throttled'),
  });
  const story = fc.record({
    posts: fc.array(post, { minLength: 1, maxLength: 4, size: 'max' }),
    /** Which looks fail; the others tell the truth. */
    lookFails: fc.array(fc.boolean(), { maxLength: 30, size: 'max' }),
    ends: fc.constantFrom<Status>('succeeded', 'failed'),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ posts, lookFails, ends }) => {
      const clock = new VirtualClock();
      let sent = 0;
      let taken = 0;
      let looks = 0;
      let showsAtMs = Number.POSITIVE_INFINITY;
      const endsAtMs = () => showsAtMs + 10 * minute;
      const marketplace: Marketplace = {
        async look() {
          looks += 1;
          if (lookFails[looks]) {
            throw serviceError(503);
          }
          const now = clock.now();
          if (now < showsAtMs) {
            return waiting;
          }
          const ended = standing(ends === 'succeeded' ? 'live' : 'go-live-ended');
          return now < endsAtMs() ? standing('going-live') : ended;
        },
        async start() {
          const { answer, ...post } = posts[sent] ?? { taken: true, showsAfterMs: 0, answer: 'accepted' };
          sent += 1;
          if (post.taken || answer === 'accepted') {
            taken += 1;
            showsAtMs = Math.min(showsAtMs, clock.now() + post.showsAfterMs);
          }
          if (answer === 'accepted') {
            return accepted;
          }
          throw answer === 'reset'
            ? new NetworkError('connection', 'Reset.')
            : serviceError(answer === 'error' ? 500 : 429);
        },
        read: async () => (clock.now() < endsAtMs() ? running : reading(ends)),
        operationAt: () => {
          throw new Error('not used');
        },
      };
      const { run, result } = offerRunAt(marketplace, { clock });
      await goLive(run);
      expect(taken).toBeLessThanOrEqual(1);
      expect(sent).toBeLessThanOrEqual(3);
      if (result.status === 'succeeded' || result.status === 'failed') {
        expect(taken).toBe(1);
        expect(result.status).toBe(ends);
        expect(result.started).toBe(true);
      } else if (result.status === 'not-started') {
        expect(taken).toBe(0);
        expect(result.failureKind).toBe('throttled');
      } else {
        expect(result).toMatchObject({ status: 'unknown', failureKind: 'unknown-outcome' });
      }
      expect(result.failureKind === '').toBe(result.status === 'succeeded');
    }),
    { numRuns: 300 },
  );
});
