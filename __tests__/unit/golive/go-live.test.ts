import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { goLive } from '../../../src/golive/go-live.ts';
import type { Marketplace } from '../../../src/golive/marketplace.ts';
import { networkFailure, unreadableAnswer } from '../../../src/http/failures.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { OfferState, Status } from '../../../src/model/offer.ts';
import type { OfferResult } from '../../../src/model/result.ts';
import {
  message,
  noAnswer,
  operation,
  type Script,
  serviceError,
  snapshot,
  state,
  step,
  taking,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, offerRunAt, play, type RunOptions } from '../../support/unit/offer-run.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const waiting = state('waiting-for-sign-off');
const building = state('building-preview');
const live = state('live');
const running = snapshot('running');
const done = snapshot('succeeded');
const accepted = operation();
const url = 'https://api.example/operations/op-1';

describe('a go-live', () => {
  it('is started, followed to its end and recorded', async () => {
    const { result, marketplace, told, clock } = await play({
      states: [waiting],
      goLives: [accepted],
      operations: [
        running,
        {
          ...done,
          rawStatus: 'complete',
          correlationId: 'c-9',
          steps: [step('succeeded')],
          messages: [message('information', 'Published.')],
          portalUrl: 'https://portal.example/1',
        },
      ],
    });
    expect(marketplace.story()).toBe('state go-live operation operation');
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
      messages: [message('information', 'Published.')],
      portalUrl: 'https://portal.example/1',
      correlationId: 'c-9',
      polls: 3,
    });
    expect(result.endedAt).toBe('2026-01-02T03:04:15.000Z');
    expect(told.snapshots).toHaveLength(3);
  });

  it('gives out its operation as soon as it is accepted, before the first status check', async () => {
    const test = offerRun({
      states: [waiting],
      goLives: [accepted],
      operations: [
        () => {
          expect(test.told.accepted).toHaveLength(1);
          return done;
        },
      ],
    });
    await goLive(test.run);
    expect(test.result.status).toBe('succeeded');
    expect(test.told.accepted[0]).toMatchObject({
      status: 'running',
      started: true,
      operationUrl: url,
      polls: 1,
    });
  });

  it('may take days', async () => {
    const clock = new VirtualClock();
    const { result, marketplace } = await play(
      {
        states: [waiting],
        goLives: [accepted],
        operations: [() => (clock.elapsedMs() < 96 * hour ? running : done)],
      },
      { clock, timeoutMs: 30 * 24 * hour },
    );
    expect(result.status).toBe('succeeded');
    expect(clock.elapsedMs()).toBeLessThan(96 * hour + 5 * minute);
    expect(marketplace.calls.length).toBeLessThan(1_300);
  });

  it('is not started if the API refuses it; the message says why and what to do', async () => {
    const refusal = serviceError(400, { kind: 'not-ready', hint: 'Look.', correlationId: 'c-1' });
    const { result, told } = await play({ states: [waiting], goLives: [refusal] });
    expect(result).toMatchObject({
      status: 'not-started',
      started: false,
      failureKind: 'not-ready',
      message: 'The API answers 400. Look.',
      correlationId: 'c-1',
      operationUrl: '',
      endedAt: '2026-01-02T03:04:05.000Z',
    });
    expect(told.accepted).toEqual([]);
    expect(told.failures).toEqual([refusal]);
  });

  it('fails with what the API complains of', async () => {
    const failed = snapshot('failed', {
      failureKind: 'certification',
      steps: [step('failed', { messages: [message('error', 'No image.')] })],
    });
    const { result } = await play({ states: [waiting], goLives: [accepted], operations: [failed] });
    expect(result).toMatchObject({
      status: 'failed',
      started: true,
      failureKind: 'certification',
      message: expect.stringMatching(/^The go-live failed\. Certification: No image\. Fix that, /),
      operationUrl: url,
    });
  });

  it('is not sent again after somebody canceled it', async () => {
    const { result, marketplace } = await play({
      states: [waiting],
      goLives: [accepted],
      operations: [snapshot('canceled')],
    });
    expect(result).toMatchObject({ status: 'canceled', failureKind: 'canceled' });
    expect(marketplace.seconds('go-live')).toEqual([0]);
  });

  it('continues without the step if it takes longer than the wait', async () => {
    const { result, clock } = await play(
      { states: [waiting], goLives: [accepted], operations: [running] },
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

  it('is not followed with wait: false', async () => {
    const { result, marketplace, told } = await play(
      { states: [waiting], goLives: [accepted] },
      { wait: false },
    );
    expect(marketplace.story()).toBe('state go-live');
    expect(told.accepted).toHaveLength(1);
    expect(result).toMatchObject({ status: 'running', started: true, failureKind: '', timedOut: false });
    expect(result.message).toMatch(/^The go-live was accepted; not waiting \(wait: false\)\. /);
    expect(result.message).toContain(url);
  });

  it('ends at a blocked step only with fail-on-blocked', async () => {
    const stuck = snapshot('running', { steps: [step('blocked')] });
    const script = { states: [waiting], goLives: [accepted], operations: [stuck, done] };
    expect((await play(script)).result.status).toBe('succeeded');
    const { result } = await play(script, { failOnBlocked: true });
    expect(result).toMatchObject({ status: 'failed', failureKind: 'certification', operationUrl: url });
  });

  it('keeps its last known status if the API no longer accepts the credentials', async () => {
    const denied = serviceError(401, { kind: 'authentication', hint: 'Renew.', correlationId: 'c-3' });
    const operations = [snapshot('running', { correlationId: 'c-2' }), denied];
    const { result } = await play({ states: [waiting], goLives: [accepted], operations });
    expect(result).toMatchObject({ status: 'running', failureKind: 'authentication', correlationId: 'c-3' });
    expect(result.message).toMatch(/^The API answers 401\. Renew\. .*operation-url/);
  });
});

describe('a second run', () => {
  it('picks up a go-live that runs', async () => {
    const goingLive = state('going-live', { operation: operation({ id: 'op-5' }) });
    const { result, marketplace, told, linesWith } = await play({
      states: [goingLive],
      operations: [running, done],
    });
    expect(marketplace.story()).toBe('state operation operation');
    expect(result).toMatchObject({ status: 'succeeded', started: false, adopted: true, operationId: 'op-5' });
    expect(told.accepted).toHaveLength(1);
    expect(linesWith('Already in progress: picking it up.')).toHaveLength(1);
  });

  it('does not follow that go-live with wait: false', async () => {
    const { result, marketplace } = await play({ states: [state('going-live')] }, { wait: false });
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({ status: 'running', adopted: true, started: false, failureKind: '' });
    expect(result.message).toMatch(/^In progress; not waiting \(wait: false\)\. /);
  });

  it('succeeds on a live offer, and starts nothing', async () => {
    const { result, marketplace } = await play({ states: [state('live')] });
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({ status: 'succeeded', started: false, adopted: false, failureKind: '' });
  });
});

describe('a preview that is still being built', () => {
  it('is not ready, without wait-for-preview', async () => {
    const { result, marketplace } = await play({ states: [building] });
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'not-ready', started: false });
  });

  it('goes live when it is ready, with wait-for-preview', async () => {
    const states = [building, building, building, waiting];
    const script = { states, goLives: [accepted], operations: [done] };
    const { result, marketplace, linesWith } = await play(script, { waitForPreview: true });
    expect(marketplace.story()).toBe('state state state state go-live operation');
    expect(marketplace.seconds('state')).toEqual([0, 0, 10, 20]);
    expect(result).toMatchObject({ status: 'succeeded', started: true });
    expect(linesWith('The preview is still being built: waiting for it.')).toHaveLength(1);
  });

  it('is waited for even if a check fails or shows an unknown word', async () => {
    const odd = state('unclear', { status: 'unknown' });
    const states = [building, serviceError(503), odd, building, waiting];
    const { result, marketplace } = await play(
      { states, goLives: [accepted], operations: [done] },
      { waitForPreview: true },
    );
    expect(marketplace.story()).toBe('state state state state state go-live operation');
    expect(result.status).toBe('succeeded');
  });

  it.each<[string, OfferState, string]>([
    ['it fails', state('preview-failed'), 'not-started not-ready'],
    ['it is gone', state('never-published'), 'not-started not-ready'],
    ['somebody else took it live', state('live'), 'succeeded '],
  ])('does not go live if %s', async (_preview, after, expected) => {
    const { result, marketplace } = await play({ states: [building, after] }, { waitForPreview: true });
    expect(marketplace.seconds('go-live')).toEqual([]);
    expect(`${result.status} ${result.failureKind}`).toBe(expected);
  });

  it('is picked up if somebody else is taking it live', async () => {
    const script = { states: [building, state('going-live')], operations: [done] };
    const { result } = await play(script, { waitForPreview: true });
    expect(result).toMatchObject({ status: 'succeeded', adopted: true, started: false });
  });

  it('does not go live if it is not ready in time', async () => {
    const { result, marketplace, clock } = await play(
      { states: [building] },
      { waitForPreview: true, timeoutMs: 20 * minute },
    );
    expect(marketplace.seconds('go-live')).toEqual([]);
    expect(clock.elapsedMs()).toBe(20 * minute);
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'timeout', timedOut: true });
    expect(result.message).toContain('The preview is still being built, and no go-live was started.');
    expect(result.message).not.toContain('operation-url');
  });

  it('does not go live if it is ready only at the deadline', async () => {
    const { result, marketplace } = await play(
      { states: [building, building, waiting] },
      { waitForPreview: true, timeoutMs: 5_000 },
    );
    expect(marketplace.story()).toBe('state state state');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'timeout' });
    expect(result.message).toContain('No go-live was started.');
  });
});

it('a preview that cannot be checked until the wait ends is not said to be still building alone', async () => {
  const options = { waitForPreview: true, timeoutMs: hour };
  const { result } = await play({ states: [building, serviceError(503)] }, options);
  expect(result).toMatchObject({ status: 'not-started', failureKind: 'timeout' });
  expect(result.message).toContain('The last check failed: The API answers 503.');
});

it('a preview that is followed and fails is not called a go-live', async () => {
  const script = { states: [building], operations: [snapshot('failed')] };
  const { result } = await play(script, { mode: 'follow' });
  expect(result).toMatchObject({ status: 'failed', adopted: false });
  expect(result.message).toMatch(/^The publish to preview failed\./);
});

describe('a live offer, with wait-for-preview', () => {
  it('goes live again if a preview begins within ten minutes and gets ready', async () => {
    const states = [live, live, building, building, waiting];
    const script = { states, goLives: [accepted], operations: [done] };
    const { result, linesWith } = await play(script, { waitForPreview: true });
    expect(result).toMatchObject({ status: 'succeeded', started: true });
    expect(linesWith('waiting up to 10 min for a preview to begin')).toHaveLength(1);
    expect(linesWith('The preview is still being built: waiting for it.')).toHaveLength(1);
  });

  it('is a success at once if its first check took all the time', async () => {
    const clock = new VirtualClock();
    const options = { clock, waitForPreview: true, timeoutMs: minute };
    const { result, marketplace } = await play({ states: [taking(clock, 2 * minute, live)] }, options);
    expect(result).toMatchObject({ status: 'succeeded', failureKind: '' });
    expect(marketplace.story()).toBe('state');
  });

  it('ends where what it shows next does not tell where it stands, and nothing is sent', async () => {
    const { result, marketplace } = await play(
      { states: [live, state('unclear')] },
      { waitForPreview: true },
    );
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'unknown-outcome', started: false });
    expect(marketplace.story()).toBe('state state');
  });

  it('goes live again if a preview is ready within ten minutes', async () => {
    const script = { states: [live, waiting], goLives: [accepted], operations: [done] };
    const { result } = await play(script, { waitForPreview: true });
    expect(result).toMatchObject({ status: 'succeeded', started: true });
  });

  it('is a success with a warning if no preview begins within ten minutes', async () => {
    const { result, marketplace, linesWith } = await play({ states: [live] }, { waitForPreview: true });
    expect(result).toMatchObject({ status: 'succeeded', failureKind: '', started: false });
    expect(marketplace.seconds('state').at(-1)).toBe(600);
    expect(linesWith('warning: No preview began within 10 min: nothing was released.')).toHaveLength(1);
  });

  it('is no success if the last checks failed: whether a preview began cannot be told', async () => {
    const options = { waitForPreview: true, timeoutMs: hour };
    const { result } = await play({ states: [live, serviceError(503)] }, options);
    expect(result).toMatchObject({ failureKind: 'timeout', started: false });
    expect(result.message).toContain('The last check failed: The API answers 503.');
  });

  it('is a success once a check shows that it is still live', async () => {
    const states = [live, ...Array<Failure>(12).fill(serviceError(503)), live];
    const { result, linesWith } = await play({ states }, { waitForPreview: true, timeoutMs: 3 * hour });
    expect(result).toMatchObject({ status: 'succeeded', failureKind: '', started: false });
    expect(linesWith('warning: No preview began within 10 min: nothing was released.')).toHaveLength(1);
  });

  it('waits no longer than the whole wait', async () => {
    const options = { waitForPreview: true, timeoutMs: 2 * minute };
    const { result, marketplace } = await play({ states: [live] }, options);
    expect(result).toMatchObject({ status: 'succeeded', started: false });
    expect(marketplace.seconds('state').at(-1)).toBe(120);
  });

  it.each([
    ['an unknown word', state('unclear', { status: 'unknown' })],
    ['a failed check', serviceError(503)],
  ])('goes on waiting after %s', async (_what, odd) => {
    const script = { states: [live, odd, waiting], goLives: [accepted], operations: [done] };
    await expect(play(script, { waitForPreview: true })).resolves.toMatchObject({
      result: { status: 'succeeded', started: true },
    });
  });
});

describe('a blocked preview', () => {
  const blocked = state('building-preview', {
    steps: [step('blocked', { messages: [message('error', 'No image was found.')] })],
  });

  it('says why, and does not advise to wait', async () => {
    const { result } = await play({ states: [blocked] });
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'not-ready' });
    expect(result.message).toContain('No image was found.');
    expect(result.message).not.toContain('wait-for-preview');
  });

  it('is waited for with wait-for-preview, since somebody may unblock it', async () => {
    const script = { states: [blocked, blocked, waiting], goLives: [accepted], operations: [done] };
    const { result } = await play(script, { waitForPreview: true });
    expect(result).toMatchObject({ status: 'succeeded', started: true });
  });

  it('ends the wait with fail-on-blocked', async () => {
    const options = { waitForPreview: true, failOnBlocked: true };
    const { result, marketplace } = await play({ states: [building, blocked] }, options);
    expect(marketplace.story()).toBe('state state');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'not-ready' });
  });
});

it('a rival that was faster is picked up, and with wait: false the message does not claim the go-live', async () => {
  const script = {
    states: [waiting, state('going-live')],
    goLives: [serviceError(409, { kind: 'conflict' })],
    operations: [done],
  };
  expect((await play(script)).result).toMatchObject({ status: 'succeeded', started: false, adopted: true });
  const { result } = await play(script, { wait: false });
  expect(result).toMatchObject({ status: 'running', started: false, adopted: true });
  expect(result.message).toMatch(/^In progress; not waiting/);
});

describe('a failed first check', () => {
  it.each<[string, Failure]>([
    ['403', serviceError(403, { kind: 'permission' })],
    ['404', serviceError(404, { kind: 'not-found' })],
    ['503', serviceError(503)],
    ['a connection reset', noAnswer()],
    ['an unreadable answer', unreadableAnswer('Not JSON.', '')],
  ])('does not keep the go-live from being sent: %s', async (_failure, failure) => {
    const { result, marketplace, linesWith } = await play({
      states: [failure],
      goLives: [accepted],
      operations: [done],
    });
    expect(marketplace.seconds('go-live')).toHaveLength(1);
    expect(result).toMatchObject({ status: 'succeeded', started: true });
    const warning =
      "warning: Could not read the offer's status; the API will reject the go-live if the offer is not ready.";
    expect(linesWith(warning)).toHaveLength(1);
  });

  it('is tried again for a minute', async () => {
    const { marketplace } = await play({
      states: [serviceError(503)],
      goLives: [accepted],
      operations: [done],
    });
    expect(marketplace.seconds('state')).toEqual([0, 10, 30, 60]);
  });

  it('is tried again until the deadline, if that is sooner; then nothing is started', async () => {
    const { marketplace, result } = await play(
      { states: [serviceError(503)], goLives: [accepted] },
      { timeoutMs: 15_000 },
    );
    expect(marketplace.seconds('state')).toEqual([0, 10, 15]);
    expect(marketplace.seconds('go-live')).toEqual([]);
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'timeout', timedOut: true });
  });

  it('ends a go-live if the credentials are refused', async () => {
    const denied = serviceError(401, { kind: 'authentication', hint: 'Renew.' });
    const { result, marketplace } = await play({ states: [denied], goLives: [accepted] });
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({
      status: 'not-started',
      failureKind: 'authentication',
      message: 'The API answers 401. Renew.',
    });
  });

  it('ends a go-live if there is no token, whatever the kind of failure', async () => {
    const noToken = new Failure('service', 'Entra ID answers 503.', { isFatal: true });
    const { result, marketplace } = await play({ states: [noToken], goLives: [accepted] });
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'service' });
  });

  it('ends a go-live if the error is internal, and asks to report it', async () => {
    const error = new TypeError('x is undefined');
    const { result, marketplace } = await play({ states: [error], goLives: [accepted] });
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'unknown-outcome' });
    expect(result.message).toMatch(/^Internal error, please report it: TypeError: x is undefined/);
  });

  it.each<[string, unknown]>([
    ['an error without a stack', Object.assign(new Error('bare'), { stack: undefined })],
    ['a thrown string', 'bare'],
  ])('is reported as an internal error: %s', async (_error, error) => {
    const states = [
      () => {
        throw error;
      },
    ];
    const { result } = await play({ states });
    expect(result.message).toBe('Internal error, please report it: bare');
  });

  it.each(['follow', 'check'] as const)('ends the run in mode %s', async (mode) => {
    const refusal = serviceError(403, { kind: 'permission', hint: 'Ask.' });
    const { result, marketplace } = await play({ states: [refusal] }, { mode });
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'permission' });
    expect(result.message).toMatch(/^The API answers 403\. Ask\./);
  });

  it('is tried again for a minute in mode check, and its correlation ID recorded', async () => {
    const html = unreadableAnswer('Not JSON.', 'c-4');
    const { result, clock } = await play({ states: [html] }, { mode: 'check' });
    expect(clock.elapsedMs()).toBe(minute);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'service', correlationId: 'c-4' });
  });

  it('is tried again until the deadline in mode follow', async () => {
    const script = { states: [serviceError(503)] };
    const { result, clock } = await play(script, { mode: 'follow', timeoutMs: hour });
    expect(clock.elapsedMs()).toBe(hour);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'service' });
  });

  it('is tried again for a minute in mode follow with wait: false', async () => {
    const { result, clock } = await play({ states: [serviceError(503)] }, { mode: 'follow', wait: false });
    expect(clock.elapsedMs()).toBe(minute);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'service' });
  });
});

test('a failure without a correlation ID leaves the last known one in the result', async () => {
  const { result } = await play({
    states: [state('waiting-for-sign-off', { correlationId: 'c-5' })],
    goLives: [serviceError(400)],
  });
  expect(result.correlationId).toBe('c-5');
});

test('a last check that starts late because the machine slept gets its full time', async () => {
  const clock = new (class extends VirtualClock {
    override sleep(ms: number, signal: AbortSignal): Promise<void> {
      return super.sleep(ms + hour, signal);
    }
  })();
  const states = [serviceError(503), state('waiting-for-sign-off')];
  const { marketplace, result } = await play({ states }, { mode: 'follow', timeoutMs: 30_000, clock });
  const [, last] = marketplace.calls;
  expect(last?.atMs).toBeGreaterThan(hour);
  expect(last?.deadlineMs).toBe(clock.startMs + (last?.atMs ?? 0));
  expect(result.status).toBe('waiting-for-review');
});

describe('mode follow', () => {
  it.each<[string, OfferState, Status, string]>([
    ['waits for sign-off', waiting, 'waiting-for-review', ''],
    ['is live', state('live'), 'succeeded', ''],
    ['was never published', state('never-published'), 'not-started', ''],
    ['has a failed preview', state('preview-failed'), 'not-started', ''],
    ['failed to go live', state('go-live-ended'), 'failed', 'service'],
    ['is unclear', state('unclear'), 'unknown', 'unknown-outcome'],
  ])('starts nothing for an offer that %s', async (_offer, offerState, status, failureKind) => {
    const { result, marketplace, told } = await play({ states: [offerState] }, { mode: 'follow' });
    expect(marketplace.story()).toBe('state');
    expect(told.accepted).toEqual([]);
    expect(result).toMatchObject({ status, failureKind, started: false, adopted: false });
  });

  it('follows a running go-live to its end', async () => {
    const script = { states: [state('going-live')], operations: [running, done] };
    const { result } = await play(script, { mode: 'follow' });
    expect(result).toMatchObject({ status: 'succeeded', adopted: true, started: false, operationUrl: url });
  });

  it('follows a preview until it waits for sign-off, and does not take it live', async () => {
    const script = { states: [building], operations: [running, snapshot('waiting-for-review')] };
    const { result, marketplace } = await play(script, { mode: 'follow' });
    expect(marketplace.story()).toBe('state operation operation');
    expect(result).toMatchObject({ status: 'waiting-for-review', failureKind: '', started: false });
  });

  it('makes one check with wait: false', async () => {
    const { result, marketplace } = await play(
      { states: [state('going-live')] },
      { mode: 'follow', wait: false },
    );
    expect(marketplace.story()).toBe('state');
    expect(result).toMatchObject({ status: 'running', failureKind: '', operationUrl: url });
  });
});

describe('an operation URL', () => {
  const given = { mode: 'follow', operation: accepted } as const;

  it('is followed without a check of the offer', async () => {
    const { result, marketplace, told } = await play({ operations: [running, done] }, given);
    expect(marketplace.story()).toBe('operation operation');
    expect(told.accepted[0]).toMatchObject({ status: 'unknown', operationUrl: url, operationId: 'op-1' });
    expect(result).toMatchObject({ status: 'succeeded', started: false, adopted: false });
  });

  it('is checked once with wait: false', async () => {
    const { result, marketplace } = await play({ operations: [running] }, { ...given, wait: false });
    expect(marketplace.story()).toBe('operation');
    expect(result).toMatchObject({ status: 'running', failureKind: '' });
  });

  it('is tried for a minute if it is not found, because it may be new', async () => {
    const missing = serviceError(404, { kind: 'not-found' });
    const { result, clock } = await play({ operations: [missing] }, given);
    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(minute);
    expect(clock.elapsedMs()).toBeLessThan(2 * minute);
    expect(result).toMatchObject({ status: 'unknown', failureKind: 'not-found', operationUrl: url });
  });

  it('fails if its operation fails, without advice to resume', async () => {
    const { result } = await play({ operations: [running, snapshot('failed')] }, given);
    expect(result).toMatchObject({ status: 'failed', failureKind: 'service' });
    expect(result.message).not.toContain('operation-url');
  });
});

describe('mode check', () => {
  it.each<[string, OfferState, Status, string]>([
    ['waits for sign-off', waiting, 'waiting-for-review', ''],
    ['is going live', state('going-live'), 'running', ''],
    ['is live', state('live'), 'succeeded', ''],
    ['is building its preview', building, 'not-started', 'not-ready'],
    ['was never published', state('never-published'), 'not-started', 'not-ready'],
    ['failed to go live', state('go-live-ended'), 'failed', 'service'],
  ])(
    'makes one check and nothing else for an offer that %s',
    async (_offer, offerState, status, failureKind) => {
      const options: RunOptions = { mode: 'check', waitForPreview: true };
      const { result, marketplace } = await play({ states: [offerState] }, options);
      expect(marketplace.story()).toBe('state');
      expect(result).toMatchObject({ status, failureKind, started: false, adopted: false, operationUrl: '' });
    },
  );
});

describe('a go-live whose answer was lost', () => {
  const lost = noAnswer('timeout');

  it('counts as started if the offer is going live', async () => {
    const goingLive = state('going-live', { operation: operation({ tracksOffer: true, id: '' }) });
    const { result, marketplace, told } = await play({
      states: [waiting, goingLive],
      goLives: [lost],
      operations: [running, done],
    });
    expect(marketplace.story()).toBe('state go-live state operation operation');
    expect(told.accepted).toHaveLength(1);
    expect(result).toMatchObject({ status: 'succeeded', started: true, adopted: false });
  });

  it('counts as started if the offer waited before and is live now', async () => {
    const { result } = await play({ states: [waiting, state('live')], goLives: [lost] });
    expect(result).toMatchObject({
      status: 'succeeded',
      started: true,
      failureKind: '',
      message: 'The offer is live.',
    });
  });

  it('counts as started if the offer waited before and has failed now', async () => {
    const { result } = await play({ states: [waiting, state('go-live-ended')], goLives: [lost] });
    expect(result).toMatchObject({ status: 'failed', started: true, failureKind: 'service' });
  });

  it('does not count as started if the offer was unclear before and is live now', async () => {
    const { result } = await play({ states: [state('unclear'), state('live')], goLives: [lost] });
    expect(result).toMatchObject({ status: 'succeeded', started: false, failureKind: '' });
  });

  it('fails with advice if the offer does not show what became of it', async () => {
    const { result } = await play({ states: [waiting, state('unclear')], goLives: [lost] });
    expect(result).toMatchObject({ status: 'unknown', started: false, failureKind: 'unknown-outcome' });
    expect(result.message).toBe(
      'The go-live was sent, but its answer was lost, and the offer does not show whether it was accepted. No answer (timeout). Check in Partner Center whether the offer is going live. If it is not, run this step again: it checks first, and picks up a go-live that runs.',
    );
    expect(result.correlationId).toBe('');
  });

  it('leaves the correlation ID of its answer in the result', async () => {
    const failure = serviceError(500, { correlationId: 'c-7' });
    const { result } = await play({ states: [waiting, state('unclear')], goLives: [failure] });
    expect(result).toMatchObject({ failureKind: 'unknown-outcome', correlationId: 'c-7' });
  });
});

describe('when the runner stops the step', () => {
  const script = (clock: VirtualClock): Script => ({
    states: [taking(clock, 2_000, waiting)],
    goLives: [taking(clock, 2_000, accepted)],
    operations: [taking(clock, 2_000, running)],
  });

  it.each<[string, number, number, Status, boolean, string]>([
    // When the step is stopped and when it ends, in ms.
    ['during the first check, it ends at once', 1_000, 1_000, 'not-started', false, ''],
    ['during the go-live, it waits for the answer', 3_000, 4_000, 'running', true, url],
    ['during a status check, it ends at once', 5_000, 5_000, 'running', true, url],
    ['in a pause, it ends at once', 7_000, 7_000, 'running', true, url],
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
    expect(test.result.message.includes('continues without this step')).toBe(started);
    expect(test.told.accepted).toHaveLength(started ? 1 : 0);
    expect(test.linesWith('warning')).toEqual([]);
    expect(clock.sleepers()).toBe(0);
    expect(test.result.endedAt).not.toBe('');
  });

  test('during a go-live that is not answered soon, the outcome is unknown and the message says how to resume', async () => {
    const clock = new VirtualClock();
    const goLives = [taking(clock, 60_000, accepted)];
    const test = offerRun({ states: [waiting], goLives }, { clock });
    clock.at(1_000, test.stop);
    await goLive(test.run);
    expect(clock.elapsedMs()).toBe(2_500);
    expect(test.result).toMatchObject({ status: 'unknown', started: false, failureKind: 'interrupted' });
    expect(test.result.message).toContain('running this step again picks it up');
  });

  test('while it waits for a preview, nothing is started', async () => {
    const test = offerRun({ states: [building], goLives: [accepted] }, { waitForPreview: true });
    test.clock.at(15_000, test.stop);
    await goLive(test.run);
    expect(test.marketplace.seconds('go-live')).toEqual([]);
    expect(test.result).toMatchObject({ status: 'not-started', failureKind: 'interrupted' });
  });

  test('before the first check, nothing is sent', async () => {
    const test = offerRun({ states: [waiting], goLives: [accepted] });
    test.stop();
    await goLive(test.run);
    expect(test.marketplace.calls).toEqual([]);
    expect(test.result).toMatchObject({ status: 'not-started', failureKind: 'interrupted' });
  });
});

test('the API accepts at most one go-live, whatever answers are lost', async () => {
  const request = fc.record({
    taken: fc.boolean(),
    /** How long it takes until the offer shows the go-live, in ms. */
    showsAfterMs: fc.integer({ min: 0, max: 110_000 }),
    answer: fc.constantFrom('accepted', 'reset', 'error', 'throttled'),
  });
  const story = fc.record({
    requests: fc.array(request, { minLength: 1, maxLength: 4, size: 'max' }),
    /** Which checks fail; the others show where the offer stands. */
    checkFails: fc.array(fc.boolean(), { maxLength: 30, size: 'max' }),
    outcome: fc.constantFrom<Status>('succeeded', 'failed'),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ requests, checkFails, outcome }) => {
      const clock = new VirtualClock();
      let sent = 0;
      let taken = 0;
      let checks = 0;
      let showsAtMs = Number.POSITIVE_INFINITY;
      const endsAtMs = () => showsAtMs + 10 * minute;
      const marketplace: Marketplace = {
        api: 'cloud-partner-portal',
        minPollMs: 10_000,
        canStartWithoutState: true,
        showsSteps: true,
        hasAnswered: () => false,
        async getOfferState() {
          checks += 1;
          if (checkFails[checks]) {
            throw serviceError(503);
          }
          const now = clock.now();
          if (now < showsAtMs) {
            return waiting;
          }
          const ended = state(outcome === 'succeeded' ? 'live' : 'go-live-ended');
          return now < endsAtMs() ? state('going-live') : ended;
        },
        async goLive() {
          const { answer, ...request } = requests[sent] ?? {
            taken: true,
            showsAfterMs: 0,
            answer: 'accepted',
          };
          sent += 1;
          if (request.taken || answer === 'accepted') {
            taken += 1;
            showsAtMs = Math.min(showsAtMs, clock.now() + request.showsAfterMs);
          }
          if (answer === 'accepted') {
            return accepted;
          }
          throw answer === 'reset'
            ? networkFailure('connection', 'Reset.')
            : serviceError(
                answer === 'error' ? 500 : 429,
                answer === 'throttled' ? { kind: 'throttled' } : {},
              );
        },
        getOperation: async () => (clock.now() < endsAtMs() ? running : snapshot(outcome)),
      };
      const { run, result } = offerRunAt(marketplace, { clock });
      await goLive(run);
      expect(taken).toBeLessThanOrEqual(1);
      expect(sent).toBeLessThanOrEqual(3);
      if (result.status === 'succeeded' || result.status === 'failed') {
        expect(taken).toBe(1);
        expect(result.status).toBe(outcome);
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
