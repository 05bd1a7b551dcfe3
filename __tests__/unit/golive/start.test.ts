import { describe, expect, it, test } from 'vitest';
import { start } from '../../../src/golive/start.ts';
import { unreadableAnswer } from '../../../src/http/failures.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { OfferState } from '../../../src/model/offer.ts';
import {
  noAnswer,
  operation,
  type Script,
  serviceError,
  state,
  taking,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../support/unit/offer-run.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const waiting = state('waiting-for-sign-off');
const accepted = operation();
const goingLive = state('going-live', { operation: operation({ id: 'op-2', tracksOffer: true }) });
const lost = noAnswer('timeout');

function starting(script: Script, options?: RunOptions, before: OfferState | undefined = waiting) {
  const test = offerRun(script, options);
  return { ...test, started: () => start(test.run, before) };
}

describe('start', () => {
  it('sends the go-live once if it is accepted', async () => {
    const { started, marketplace, told, result } = starting({ goLives: [accepted] });
    await expect(started()).resolves.toEqual({ shows: 'running', operation: accepted });
    expect(marketplace.story()).toBe('go-live');
    expect(told.lines).toEqual(['info: Starting the go-live.']);
    expect(result.started).toBe(true);
  });

  it('sets the status to unknown until the request is answered', async () => {
    const test = starting({
      goLives: [
        () => {
          expect(test.result.status).toBe('unknown');
          return accepted;
        },
      ],
    });
    await test.started();
  });

  it("gives the request the run's deadline", async () => {
    const { started, marketplace, run } = starting({ goLives: [accepted] });
    await started();
    expect(marketplace.calls[0]?.deadlineMs).toBe(run.deadline.atMs);
  });

  it.each<[string, Failure]>([
    ['400', serviceError(400, { kind: 'not-ready' })],
    ['401', serviceError(401, { kind: 'authentication' })],
    ['403', serviceError(403, { kind: 'permission' })],
    ['404', serviceError(404, { kind: 'not-found' })],
    ['409', serviceError(409, { kind: 'conflict' })],
    ['412', serviceError(412, { kind: 'conflict' })],
    ['422', serviceError(422, { kind: 'not-ready' })],
    ['a redirect', serviceError(307)],
  ])('throws a refusal and sends nothing again: %s', async (_answer, refusal) => {
    const { started, marketplace, result, told } = starting({ goLives: [refusal], states: [waiting] });
    await expect(started()).rejects.toBe(refusal);
    expect(told.retries).toEqual([]);
    expect(marketplace.seconds('go-live')).toEqual([0]);
    expect(result.status).toBe('not-started');
  });

  it('throws an internal error and sends nothing again', async () => {
    const error = new TypeError('x is undefined');
    const { started, marketplace } = starting({ goLives: [error], states: [goingLive] });
    await expect(started()).rejects.toBe(error);
    expect(marketplace.story()).toBe('go-live');
  });
});

describe('after a refusal that suggests a rival, start', () => {
  const rivalRefusals: [string, Failure][] = [
    ['400', serviceError(400, { kind: 'not-ready' })],
    ['409', serviceError(409, { kind: 'conflict' })],
    ['412', serviceError(412, { kind: 'conflict' })],
  ];

  it.each(rivalRefusals)('picks up what runs by now: %s', async (_status, refusal) => {
    const { started, marketplace, result, linesWith } = starting({ goLives: [refusal], states: [goingLive] });
    await expect(started()).resolves.toEqual({ shows: 'running', operation: goingLive.operation });
    expect(marketplace.story()).toBe('go-live state');
    expect(result).toMatchObject({ started: false, adopted: true });
    expect(
      linesWith('warning: The go-live was refused: checking whether another one is running.'),
    ).toHaveLength(1);
  });

  it.each(rivalRefusals)(
    'ends well if the offer is live by now, without having started it: %s',
    async (_status, refusal) => {
      const { started, marketplace, result } = starting({ goLives: [refusal], states: [state('live')] });
      await expect(started()).resolves.toMatchObject({ shows: 'ended', as: 'live' });
      expect(marketplace.story()).toBe('go-live state');
      expect(result).toMatchObject({ started: false, adopted: false });
    },
  );

  it.each<[string, OfferState | Failure]>([
    ['the offer still waits', waiting],
    ["the rival's go-live has failed", state('go-live-ended')],
    ['another preview is being built', state('building-preview')],
    ['it is unclear', state('unclear')],
    ['the offer is withdrawn', state('withdrawn', { operation: operation() })],
    ['the status check is lost', lost],
    ['the status check is refused', serviceError(403, { kind: 'permission' })],
  ])('throws the refusal after one status check if %s', async (_what, shown) => {
    const [, refusal] = rivalRefusals[1] as [string, Failure];
    const { started, marketplace, result } = starting({ goLives: [refusal], states: [shown] });
    await expect(started()).rejects.toBe(refusal);
    expect(marketplace.story()).toBe('go-live state');
    expect(result).toMatchObject({ status: 'not-started', started: false, adopted: false });
  });

  it.each([401, 403, 404, 422, 307])('is not looked for after a %i', async (status) => {
    const refusal = serviceError(status, { kind: 'service' });
    const { started, marketplace } = starting({ goLives: [refusal], states: [goingLive] });
    await expect(started()).rejects.toBe(refusal);
    expect(marketplace.story()).toBe('go-live');
  });

  it('comes out with a bug of the status check', async () => {
    const bug = new TypeError('x is undefined');
    const [, refusal] = rivalRefusals[0] as [string, Failure];
    await expect(starting({ goLives: [refusal], states: [bug] }).started()).rejects.toBe(bug);
  });
});

describe('after a lost answer, start', () => {
  it.each<[string, Failure]>([
    ['a connection reset', noAnswer('connection')],
    ['a timeout', lost],
    ['an endless body', noAnswer('too-large')],
    ['500', serviceError(500)],
    ['503', serviceError(503)],
    ['408', serviceError(408)],
    ['425', serviceError(425)],
    ['429', serviceError(429, { kind: 'throttled' })],
    ['an unreadable 2xx', unreadableAnswer('Not JSON.', '')],
  ])('checks the offer first, and adopts a go-live that runs: %s', async (_answer, failure) => {
    const { started, marketplace, linesWith, told } = starting({ goLives: [failure], states: [goingLive] });
    await expect(started()).resolves.toEqual({ shows: 'running', operation: goingLive.operation });
    expect(marketplace.story()).toBe('go-live state');
    expect(told.retries).toEqual([failure]);
    expect(linesWith('Unclear whether the go-live was accepted')).toHaveLength(1);
    expect(linesWith('The go-live was accepted.')).toHaveLength(1);
  });

  it('adopts a go-live that the offer shows late', async () => {
    const { started, marketplace } = starting({ goLives: [lost], states: [waiting, waiting, goingLive] });
    await expect(started()).resolves.toMatchObject({ shows: 'running' });
    expect(marketplace.story()).toBe('go-live state state state');
    expect(marketplace.seconds('state')).toEqual([0, 20, 40]);
  });

  it('ends when the offer is live already', async () => {
    const { started } = starting({ goLives: [lost], states: [state('live')] });
    await expect(started()).resolves.toMatchObject({ shows: 'ended', as: 'live' });
  });

  it('ends when the go-live has failed already, if the offer waited before', async () => {
    const { started } = starting({ goLives: [lost], states: [state('go-live-ended')] });
    await expect(started()).resolves.toMatchObject({ shows: 'ended', as: 'last-go-live-ended' });
  });

  it('sends again only when the offer has waited for two minutes', async () => {
    const { started, marketplace, linesWith } = starting({ goLives: [lost, accepted], states: [waiting] });
    await expect(started()).resolves.toEqual({ shows: 'running', operation: accepted });
    expect(marketplace.story()).toBe('go-live state state state state state state state go-live');
    expect(marketplace.seconds('go-live')).toEqual([0, 120]);
    expect(linesWith('Starting the go-live again (try 2 of 3).')).toHaveLength(1);
  });

  it('checks less often if the API asks for longer intervals', async () => {
    const { started, marketplace } = starting(
      { goLives: [lost, accepted], states: [waiting] },
      { traits: { minPollMs: 60_000 } },
    );
    await started();
    expect(marketplace.seconds('state')).toEqual([0, 60, 120]);
  });

  it('sends three times at most', async () => {
    const { started, marketplace, result } = starting({ goLives: [lost], states: [waiting] });
    await expect(started()).rejects.toMatchObject({
      kind: 'unknown-outcome',
      cause: lost,
      hint: expect.stringContaining('Partner Center'),
    });
    expect(marketplace.seconds('go-live')).toEqual([0, 120, 240]);
    expect(marketplace.seconds('state').at(-1)).toBe(360);
    expect(result.status).toBe('unknown');
  });

  it.each<[string, OfferState]>([
    ['is unclear', state('unclear')],
    ['is going live without an operation to follow', state('going-live', { operation: undefined })],
    ['is building its preview', state('building-preview')],
  ])('does not send again if the offer %s', async (_offer, after) => {
    const { started, marketplace } = starting({ goLives: [lost, accepted], states: [after] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('go-live')).toEqual([0]);
    expect(marketplace.seconds('state').at(-1)).toBe(120);
  });

  it('does not send again if the failed go-live may be an earlier one', async () => {
    const ended = state('go-live-ended');
    const { started, marketplace } = starting({ goLives: [lost, accepted], states: [ended] }, {}, ended);
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('go-live')).toEqual([0]);
  });

  it('does not send again if all checks of the offer fail', async () => {
    const { started, marketplace } = starting({ goLives: [lost, accepted], states: [serviceError(503)] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('go-live')).toEqual([0]);
    expect(marketplace.seconds('state').at(-1)).toBe(120);
  });

  it('does not send again if the last check fails, even though earlier ones showed the offer waiting', async () => {
    const states = [...Array<OfferState>(6).fill(waiting), serviceError(503)];
    const { started, marketplace } = starting({ goLives: [lost, accepted], states });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('go-live')).toEqual([0]);
  });

  it('does not send again if the API refuses the check, and warns about that', async () => {
    const refusal = serviceError(403, { kind: 'permission' });
    const { started, marketplace, linesWith } = starting({ goLives: [lost, accepted], states: [refusal] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.story()).toBe('go-live state');
    expect(linesWith('warning: Could not check the offer. The API answers 403.')).toHaveLength(1);
  });

  it('does not send again if time is up', async () => {
    const { started, marketplace } = starting(
      { goLives: [lost, accepted], states: [waiting] },
      { timeoutMs: 30_000 },
    );
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('go-live')).toEqual([0]);
    expect(marketplace.seconds('state')).toEqual([0, 20, 30]);
  });

  it('throws an internal error that occurs while it checks the offer', async () => {
    const error = new TypeError('x is undefined');
    const { started } = starting({ goLives: [lost], states: [error] });
    await expect(started()).rejects.toBe(error);
  });
});

describe('when a go-live could not be sent, start', () => {
  it.each(['unreachable', 'certificate', 'proxy'] as const)(
    'adopts a go-live that runs, but does not say it started it: %s',
    async (fault) => {
      const { started, marketplace, linesWith, result } = starting({
        goLives: [noAnswer(fault)],
        states: [goingLive],
      });
      await expect(started()).resolves.toEqual({ shows: 'running', operation: goingLive.operation });
      expect(marketplace.story()).toBe('go-live state');
      expect(linesWith('The go-live could not be sent')).toHaveLength(1);
      expect(linesWith('Already in progress or finished.')).toHaveLength(1);
      expect(result).toMatchObject({ started: false, adopted: true });
    },
  );

  it.each([
    ['stays unreachable', [state('unclear')]],
    ['comes back and the offer still waits', [waiting]],
  ])('says that nothing was started if the API %s', async (_api, states) => {
    const failure = noAnswer('unreachable');
    const { started, result } = starting({ goLives: [failure], states });
    await expect(started()).rejects.toBe(failure);
    expect(result).toMatchObject({ status: 'not-started', started: false });
  });

  it('leaves the outcome unknown if an earlier request may have been accepted', async () => {
    const { started, result } = starting({
      goLives: [lost, noAnswer('unreachable')],
      states: [...Array<OfferState>(7).fill(waiting), state('unclear')],
    });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(result.status).toBe('unknown');
  });
});

describe('when there is no access token for the go-live, start', () => {
  const noToken = new Failure('authentication', 'Refused.', { isFatal: true, effect: 'not-sent' });

  it('ends at once: nothing was sent, and nothing else can be', async () => {
    const { started, marketplace, result } = starting({ goLives: [noToken] });
    await expect(started()).rejects.toBe(noToken);
    expect(marketplace.story()).toBe('go-live');
    expect(result).toMatchObject({ status: 'not-started', started: false });
  });

  it('says that nothing was started if no earlier request was sent either', async () => {
    const { started, result } = starting({
      goLives: [noAnswer('unreachable'), noToken],
      states: [...Array<OfferState>(7).fill(waiting), noToken],
    });
    await expect(started()).rejects.toBe(noToken);
    expect(result).toMatchObject({ status: 'not-started', started: false });
  });

  it('leaves the outcome unknown if an earlier request may have been accepted', async () => {
    const { started, result } = starting({
      goLives: [lost, noToken],
      states: [...Array<OfferState>(7).fill(waiting), noToken],
    });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome', cause: noToken });
    expect(result.status).toBe('unknown');
  });
});

describe('when the API throttles the go-live (429), start', () => {
  const throttled = serviceError(429, { kind: 'throttled' });

  it('sends again while the offer still waits', async () => {
    const { started, marketplace } = starting({ goLives: [throttled, accepted], states: [waiting] });
    await expect(started()).resolves.toEqual({ shows: 'running', operation: accepted });
    expect(marketplace.seconds('go-live')).toEqual([0, 120]);
  });

  it('sends three times at most, then says that nothing was started', async () => {
    const { started, marketplace, result } = starting({ goLives: [throttled], states: [waiting] });
    await expect(started()).rejects.toBe(throttled);
    expect(marketplace.seconds('go-live')).toEqual([0, 120, 240]);
    expect(result.status).toBe('not-started');
  });

  it('sends as long as there is time, then says that nothing was started', async () => {
    const { started, marketplace, result } = starting(
      { goLives: [throttled], states: [waiting] },
      { timeoutMs: 30_000 },
    );
    await expect(started()).rejects.toBe(throttled);
    expect(marketplace.seconds('go-live')).toEqual([0]);
    expect(result.status).toBe('not-started');
  });

  it('leaves the outcome unknown if the offer is unclear', async () => {
    const { started, result } = starting({ goLives: [throttled], states: [state('unclear')] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome', cause: throttled });
    expect(result.status).toBe('unknown');
  });
});

describe('when the API asks for a pause (Retry-After), start', () => {
  it.each<[string, Failure]>([
    ['429', serviceError(429, { kind: 'throttled', retryAfterMs: 300_000 })],
    ['503', serviceError(503, { retryAfterMs: 300_000 })],
  ])('pauses before its next request: %s', async (_answer, busy) => {
    const { started, marketplace, linesWith } = starting({ goLives: [busy, accepted], states: [waiting] });
    await expect(started()).resolves.toEqual({ shows: 'running', operation: accepted });
    expect(marketplace.seconds('state')).toEqual([300, 320, 340, 360, 380, 400, 420]);
    expect(marketplace.seconds('go-live')).toEqual([0, 420]);
    expect(linesWith('checking the offer in 5 min')).toHaveLength(1);
  });

  it('pauses for an hour at most', async () => {
    const busy = serviceError(503, { retryAfterMs: 1e23 });
    const { started, marketplace } = starting({ goLives: [busy], states: [goingLive] });
    await expect(started()).resolves.toMatchObject({ shows: 'running' });
    expect(marketplace.seconds('state')).toEqual([3_600]);
  });

  it('does not pause past the deadline, at which it makes a last check', async () => {
    const busy = serviceError(503, { retryAfterMs: 300_000 });
    const { started, marketplace } = starting(
      { goLives: [busy], states: [goingLive] },
      { timeoutMs: 30_000 },
    );
    await expect(started()).resolves.toMatchObject({ shows: 'running' });
    expect(marketplace.seconds('state')).toEqual([30]);
  });

  it('ends the pause when the runner stops the step', async () => {
    const busy = serviceError(503, { retryAfterMs: 300_000 });
    const { started, stop, clock, marketplace } = starting({ goLives: [busy], states: [goingLive] });
    clock.at(50_000, stop);
    await expect(started()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.elapsedMs()).toBe(50_000);
    expect(marketplace.story()).toBe('go-live');
  });
});

describe('when a refusal follows a lost answer, start', () => {
  const conflict = serviceError(409, { kind: 'conflict' });
  const waitingTwoMinutes = Array<OfferState>(7).fill(waiting);

  it('adopts a go-live that runs: the API may have accepted the first request', async () => {
    const { started } = starting({ goLives: [lost, conflict], states: [...waitingTwoMinutes, goingLive] });
    await expect(started()).resolves.toEqual({ shows: 'running', operation: goingLive.operation });
  });

  it('says that nothing was started if the offer still waits', async () => {
    const { started, marketplace, result } = starting({ goLives: [lost, conflict], states: [waiting] });
    await expect(started()).rejects.toBe(conflict);
    expect(marketplace.seconds('go-live')).toEqual([0, 120]);
    expect(result.status).toBe('not-started');
  });

  it('says that nothing was started if the offer still waits after the last request', async () => {
    const { started, result } = starting({ goLives: [lost, lost, conflict], states: [waiting] });
    await expect(started()).rejects.toBe(conflict);
    expect(result.status).toBe('not-started');
  });

  it('leaves the outcome unknown if the offer is unclear', async () => {
    const { started, result } = starting({
      goLives: [lost, conflict],
      states: [...waitingTwoMinutes, state('unclear')],
    });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome', cause: conflict });
    expect(result.status).toBe('unknown');
  });
});

describe('when the runner stops the step', () => {
  test('before the go-live is sent, start does not send it', async () => {
    const { started, stop, marketplace, result } = starting({ goLives: [accepted] });
    stop();
    await expect(started()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(marketplace.calls).toEqual([]);
    expect(result.status).toBe('not-started');
  });

  test('while the request is in progress, start waits another 1.5 s for an acceptance', async () => {
    const clock = new VirtualClock();
    const { started, stop } = starting({ goLives: [taking(clock, 6_400, accepted)] }, { clock });
    clock.at(5_000, stop);
    await expect(started()).resolves.toEqual({ shows: 'running', operation: accepted });
    expect(clock.elapsedMs()).toBe(6_400);
  });

  test('while the request is in progress, start waits another 1.5 s for a refusal', async () => {
    const clock = new VirtualClock();
    const refusal = serviceError(400, { kind: 'not-ready' });
    const { started, stop, result } = starting({ goLives: [taking(clock, 6_400, refusal)] }, { clock });
    clock.at(5_000, stop);
    await expect(started()).rejects.toBe(refusal);
    expect(result.status).toBe('not-started');
  });

  test('while the request is in progress, start gives up after 1.5 s and leaves the outcome unknown', async () => {
    const clock = new VirtualClock();
    const { started, stop, result } = starting({ goLives: [taking(clock, 60_000, accepted)] }, { clock });
    clock.at(5_000, stop);
    await expect(started()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.elapsedMs()).toBe(6_500);
    expect(result.status).toBe('unknown');
  });

  test('and the answer is lost, start does not check the offer and leaves the outcome unknown', async () => {
    const clock = new VirtualClock();
    const script = { goLives: [taking(clock, 6_000, lost)], states: [goingLive] };
    const { started, stop, result, marketplace } = starting(script, { clock });
    clock.at(5_000, stop);
    await expect(started()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(marketplace.story()).toBe('go-live');
    expect(result.status).toBe('unknown');
  });

  test('while the offer is checked after a lost answer, start does not send again', async () => {
    const { started, stop, clock, marketplace, result } = starting({ goLives: [lost], states: [waiting] });
    clock.at(50_000, stop);
    await expect(started()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.elapsedMs()).toBe(50_000);
    expect(marketplace.seconds('go-live')).toEqual([0]);
    expect(result.status).toBe('unknown');
  });

  test('and the answer arrives in time, start leaves no timer behind', async () => {
    const clock = new VirtualClock();
    const { started, stop } = starting({ goLives: [taking(clock, 5_500, accepted)] }, { clock });
    clock.at(5_000, stop);
    await started();
    expect(clock.sleepers()).toBe(0);
  });
});
