import { describe, expect, it, test } from 'vitest';
import { type Failure, Interrupted, UnreadableAnswer } from '../../../src/errors.ts';
import type { Standing } from '../../../src/golive/operation.ts';
import { start } from '../../../src/golive/start.ts';
import {
  noAnswer,
  operation,
  type Script,
  serviceError,
  standing,
  taking,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../support/unit/offer-run.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const waiting = standing('waiting-for-sign-off');
const accepted = operation();
const runs = standing('going-live', { operation: operation({ id: 'op-2', ofOffer: true }) });
const lost = noAnswer('timeout');

function starting(script: Script, options?: RunOptions, before: Standing | undefined = waiting) {
  const test = offerRun(script, options);
  return { ...test, started: () => start(test.run, before) };
}

test('an accepted go-live is sent once', async () => {
  const { started, marketplace, told } = starting({ starts: [accepted] });
  await expect(started()).resolves.toEqual({ do: 'adopt', operation: accepted });
  expect(marketplace.story()).toBe('start');
  expect(told.lines).toEqual(['say: Sending the go-live.']);
});

test('until it is answered, where it stands is not known', async () => {
  const test = starting({
    starts: [
      () => {
        expect(test.result.status).toBe('unknown');
        return accepted;
      },
    ],
  });
  await test.started();
});

test('the request has the deadline of the run', async () => {
  const { started, marketplace, run } = starting({ starts: [accepted] });
  await started();
  expect(marketplace.calls[0]?.deadlineMs).toBe(run.within.deadlineMs);
});

describe('a refusal', () => {
  it.each<[string, Failure]>([
    ['400', serviceError(400, { kind: 'not-ready' })],
    ['401', serviceError(401, { kind: 'authentication' })],
    ['403', serviceError(403, { kind: 'permission' })],
    ['404', serviceError(404, { kind: 'not-found' })],
    ['409', serviceError(409, { kind: 'conflict' })],
    ['412', serviceError(412, { kind: 'conflict' })],
    ['422', serviceError(422, { kind: 'not-ready' })],
    ['a redirect', serviceError(307)],
  ])('%s is final: nothing was started, and nothing is sent again', async (_what, refusal) => {
    const { started, marketplace, result, told } = starting({ starts: [refusal] });
    await expect(started()).rejects.toBe(refusal);
    expect(told.borne).toEqual([]);
    expect(marketplace.story()).toBe('start');
    expect(result.status).toBe('not-started');
  });
});

describe('a lost answer', () => {
  it.each<[string, Failure]>([
    ['a reset', noAnswer('connection')],
    ['a timeout', lost],
    ['an endless body', noAnswer('too-large')],
    ['500', serviceError(500)],
    ['503', serviceError(503)],
    ['408', serviceError(408)],
    ['425', serviceError(425)],
    ['429', serviceError(429, { kind: 'throttled' })],
    ['an unreadable 2xx', new UnreadableAnswer('Not JSON.', '')],
  ])('%s: looks before anything else, and adopts what runs', async (_what, failure) => {
    const { started, marketplace, linesWith, told } = starting({ starts: [failure], looks: [runs] });
    await expect(started()).resolves.toEqual({ do: 'adopt', operation: runs.operation });
    expect(marketplace.story()).toBe('start look');
    expect(told.borne).toEqual([failure]);
    expect(linesWith('Whether the go-live was taken is not known')).toHaveLength(1);
    expect(linesWith('The go-live was taken.')).toHaveLength(1);
  });

  it.each(['unreachable', 'certificate', 'proxy'] as const)(
    '%s: it was never sent, so what runs is not ours',
    async (fault) => {
      const { started, marketplace, linesWith, result } = starting({
        starts: [noAnswer(fault)],
        looks: [runs],
      });
      await expect(started()).resolves.toEqual({ do: 'adopt', operation: runs.operation });
      expect(marketplace.story()).toBe('start look');
      expect(linesWith('The go-live could not be sent')).toHaveLength(1);
      expect(result).toMatchObject({ started: false, adopted: true });
    },
  );

  it.each([
    ['stays unreachable', [standing('unclear')]],
    ['comes back, and the offer still waits', [waiting]],
  ])('an API that %s: nothing was started', async (_what, looks) => {
    const failure = noAnswer('unreachable');
    const { started, result } = starting({ starts: [failure], looks });
    await expect(started()).rejects.toBe(failure);
    expect(result).toMatchObject({ status: 'not-started', started: false });
  });

  test('once a request may have come through, that it was taken can no longer be ruled out', async () => {
    const { started, result } = starting({
      starts: [lost, noAnswer('unreachable')],
      looks: [waiting, waiting, waiting, waiting, waiting, waiting, waiting, standing('unclear')],
    });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(result.status).toBe('unknown');
  });

  test('a fault of our own is none', async () => {
    const fault = new TypeError('x is undefined');
    const { started, marketplace } = starting({ starts: [fault], looks: [runs] });
    await expect(started()).rejects.toBe(fault);
    expect(marketplace.story()).toBe('start');
  });

  test('a go-live that shows late is still adopted', async () => {
    const { started, marketplace } = starting({ starts: [lost], looks: [waiting, waiting, runs] });
    await expect(started()).resolves.toMatchObject({ do: 'adopt' });
    expect(marketplace.story()).toBe('start look look look');
    expect(marketplace.seconds('look')).toEqual([0, 20, 40]);
  });

  test('a go-live that has ended already ends the story', async () => {
    const { started } = starting({ starts: [lost], looks: [standing('live')] });
    await expect(started()).resolves.toMatchObject({ do: 'end', ending: { status: 'succeeded' } });
  });

  test('a failed one too, where the offer waited before', async () => {
    const { started } = starting({ starts: [lost], looks: [standing('go-live-ended')] });
    await expect(started()).resolves.toMatchObject({
      do: 'end',
      ending: { status: 'failed', failureKind: 'service' },
    });
  });

  test('it is sent again only after the offer plainly waited for two minutes', async () => {
    const { started, marketplace, linesWith } = starting({ starts: [lost, accepted], looks: [waiting] });
    await expect(started()).resolves.toEqual({ do: 'adopt', operation: accepted });
    expect(marketplace.story()).toBe('start look look look look look look look start');
    expect(marketplace.seconds('start')).toEqual([0, 120]);
    expect(linesWith('Sending the go-live again (2 of at most 3).')).toHaveLength(1);
  });

  test('at the pace of a slower API', async () => {
    const pace = { fixedMs: undefined, shortestMs: 60_000 };
    const { started, marketplace } = starting({ starts: [lost, accepted], looks: [waiting] }, { pace });
    await started();
    expect(marketplace.seconds('look')).toEqual([0, 60, 120]);
  });

  test('it is sent three times at most', async () => {
    const { started, marketplace, result } = starting({ starts: [lost], looks: [waiting] });
    await expect(started()).rejects.toMatchObject({
      kind: 'unknown-outcome',
      cause: lost,
      hint: expect.stringContaining('Partner Center'),
    });
    expect(marketplace.seconds('start')).toEqual([0, 120, 240]);
    expect(marketplace.seconds('look').at(-1)).toBe(360);
    expect(result.status).toBe('unknown');
  });

  it.each<[string, Standing]>([
    ['is unclear', standing('unclear')],
    ['goes live, with nothing to hold on to', standing('going-live', { operation: undefined })],
    ['builds its preview', standing('building-preview')],
  ])('it is not sent again when the offer %s', async (_how, after) => {
    const { started, marketplace } = starting({ starts: [lost, accepted], looks: [after] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('start')).toEqual([0]);
    expect(marketplace.seconds('look').at(-1)).toBe(120);
  });

  test('nor when an end may be that of the go-live before', async () => {
    const ended = standing('go-live-ended');
    const { started, marketplace } = starting({ starts: [lost, accepted], looks: [ended] }, {}, ended);
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('start')).toEqual([0]);
  });

  test('nor when it cannot be looked at', async () => {
    const { started, marketplace } = starting({ starts: [lost, accepted], looks: [serviceError(503)] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('start')).toEqual([0]);
    expect(marketplace.seconds('look').at(-1)).toBe(120);
  });

  test('nor when the last look fails, though looks before it showed it waiting', async () => {
    const looks = [...Array<Standing>(6).fill(waiting), serviceError(503)];
    const { started, marketplace } = starting({ starts: [lost, accepted], looks });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('start')).toEqual([0]);
  });

  test('nor when looking is refused, which is told', async () => {
    const refusal = serviceError(403, { kind: 'permission' });
    const { started, marketplace, linesWith } = starting({ starts: [lost, accepted], looks: [refusal] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.story()).toBe('start look');
    expect(linesWith('warn: The offer cannot be looked at. The API answers 403.')).toHaveLength(1);
  });

  test('nor when the time is up', async () => {
    const { started, marketplace } = starting(
      { starts: [lost, accepted], looks: [waiting] },
      { timeoutMs: 30_000 },
    );
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(marketplace.seconds('start')).toEqual([0]);
    expect(marketplace.seconds('look')).toEqual([0, 20, 30]);
  });

  test('a fault of our own while looking comes out', async () => {
    const fault = new TypeError('x is undefined');
    const { started } = starting({ starts: [lost], looks: [fault] });
    await expect(started()).rejects.toBe(fault);
  });
});

describe('a go-live that the API has no time for (429)', () => {
  const throttled = serviceError(429, { kind: 'throttled' });

  test('is sent again while the offer plainly waits', async () => {
    const { started, marketplace } = starting({ starts: [throttled, accepted], looks: [waiting] });
    await expect(started()).resolves.toEqual({ do: 'adopt', operation: accepted });
    expect(marketplace.seconds('start')).toEqual([0, 120]);
  });

  test('three times at most; then nothing was started', async () => {
    const { started, marketplace, result } = starting({ starts: [throttled], looks: [waiting] });
    await expect(started()).rejects.toBe(throttled);
    expect(marketplace.seconds('start')).toEqual([0, 120, 240]);
    expect(result.status).toBe('not-started');
  });

  test('as long as there is time; then nothing was started', async () => {
    const { started, marketplace, result } = starting(
      { starts: [throttled], looks: [waiting] },
      { timeoutMs: 30_000 },
    );
    await expect(started()).rejects.toBe(throttled);
    expect(marketplace.seconds('start')).toEqual([0]);
    expect(result.status).toBe('not-started');
  });

  test('leaves the outcome unknown when the offer does not tell', async () => {
    const { started, result } = starting({ starts: [throttled], looks: [standing('unclear')] });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome', cause: throttled });
    expect(result.status).toBe('unknown');
  });
});

describe('an API that asks for a pause (Retry-After)', () => {
  it.each<[string, Failure]>([
    ['429', serviceError(429, { kind: 'throttled', retryAfterMs: 300_000 })],
    ['503', serviceError(503, { retryAfterMs: 300_000 })],
  ])('gets it before it is asked anything again: %s', async (_what, busy) => {
    const { started, marketplace, linesWith } = starting({ starts: [busy, accepted], looks: [waiting] });
    await expect(started()).resolves.toEqual({ do: 'adopt', operation: accepted });
    expect(marketplace.seconds('look')).toEqual([300, 320, 340, 360, 380, 400, 420]);
    expect(marketplace.seconds('start')).toEqual([0, 420]);
    expect(linesWith('looking at the offer in 5 min')).toHaveLength(1);
  });

  test('gets an hour at most', async () => {
    const busy = serviceError(503, { retryAfterMs: 1e23 });
    const { started, marketplace } = starting({ starts: [busy], looks: [runs] });
    await expect(started()).resolves.toMatchObject({ do: 'adopt' });
    expect(marketplace.seconds('look')).toEqual([3_600]);
  });

  test('gets none beyond the end of the wait: there is a last look', async () => {
    const busy = serviceError(503, { retryAfterMs: 300_000 });
    const { started, marketplace } = starting({ starts: [busy], looks: [runs] }, { timeoutMs: 30_000 });
    await expect(started()).resolves.toMatchObject({ do: 'adopt' });
    expect(marketplace.seconds('look')).toEqual([30]);
  });

  test('is left when the runner stops the step', async () => {
    const busy = serviceError(503, { retryAfterMs: 300_000 });
    const { started, stop, clock, marketplace } = starting({ starts: [busy], looks: [runs] });
    clock.at(50_000, stop);
    await expect(started()).rejects.toThrow(Interrupted);
    expect(clock.elapsedMs()).toBe(50_000);
    expect(marketplace.story()).toBe('start');
  });
});

describe('a refusal after a lost answer', () => {
  const conflict = serviceError(409, { kind: 'conflict' });
  const waits = Array<Standing>(7).fill(waiting);

  test('may come from an API that took the first one: what runs is adopted', async () => {
    const { started } = starting({ starts: [lost, conflict], looks: [...waits, runs] });
    await expect(started()).resolves.toEqual({ do: 'adopt', operation: runs.operation });
  });

  test('counts when the offer plainly still waits: nothing was started', async () => {
    const { started, marketplace, result } = starting({ starts: [lost, conflict], looks: [waiting] });
    await expect(started()).rejects.toBe(conflict);
    expect(marketplace.seconds('start')).toEqual([0, 120]);
    expect(result.status).toBe('not-started');
  });

  test('counts after the last request too', async () => {
    const { started, result } = starting({ starts: [lost, lost, conflict], looks: [waiting] });
    await expect(started()).rejects.toBe(conflict);
    expect(result.status).toBe('not-started');
  });

  test('leaves the outcome unknown when the offer does not tell', async () => {
    const { started, result } = starting({
      starts: [lost, conflict],
      looks: [...waits, standing('unclear')],
    });
    await expect(started()).rejects.toMatchObject({ kind: 'unknown-outcome', cause: conflict });
    expect(result.status).toBe('unknown');
  });
});

describe('the runner stops the step', () => {
  const onTime = () => new VirtualClock();

  test('before the go-live is sent: it is not', async () => {
    const { started, stop, marketplace, result } = starting({ starts: [accepted] });
    stop();
    await expect(started()).rejects.toThrow(Interrupted);
    expect(marketplace.calls).toEqual([]);
    expect(result.status).toBe('not-started');
  });

  test('while it is under way: an answer within 1.5 s is still taken', async () => {
    const clock = onTime();
    const { started, stop } = starting({ starts: [taking(clock, 6_400, accepted)] }, { clock });
    clock.at(5_000, stop);
    await expect(started()).resolves.toEqual({ do: 'adopt', operation: accepted });
    expect(clock.elapsedMs()).toBe(6_400);
  });

  test('while it is under way: a refusal within 1.5 s too', async () => {
    const clock = onTime();
    const refusal = serviceError(400, { kind: 'not-ready' });
    const { started, stop, result } = starting({ starts: [taking(clock, 6_400, refusal)] }, { clock });
    clock.at(5_000, stop);
    await expect(started()).rejects.toBe(refusal);
    expect(result.status).toBe('not-started');
  });

  test('while it is under way: after 1.5 s it is given up, its outcome unknown', async () => {
    const clock = onTime();
    const { started, stop, result } = starting({ starts: [taking(clock, 60_000, accepted)] }, { clock });
    clock.at(5_000, stop);
    await expect(started()).rejects.toThrow(Interrupted);
    expect(clock.elapsedMs()).toBe(6_500);
    expect(result.status).toBe('unknown');
  });

  test('while it is under way, and its answer is lost: no look, its outcome unknown', async () => {
    const clock = onTime();
    const script = { starts: [taking(clock, 6_000, lost)], looks: [runs] };
    const { started, stop, result, marketplace } = starting(script, { clock });
    clock.at(5_000, stop);
    await expect(started()).rejects.toThrow(Interrupted);
    expect(marketplace.story()).toBe('start');
    expect(result.status).toBe('unknown');
  });

  test('while the offer is looked at after a lost answer: it is not sent again', async () => {
    const { started, stop, clock, marketplace, result } = starting({ starts: [lost], looks: [waiting] });
    clock.at(50_000, stop);
    await expect(started()).rejects.toThrow(Interrupted);
    expect(clock.elapsedMs()).toBe(50_000);
    expect(marketplace.seconds('start')).toEqual([0]);
    expect(result.status).toBe('unknown');
  });

  test('after the answer: no timer is left', async () => {
    const clock = onTime();
    const { started, stop } = starting({ starts: [taking(clock, 5_500, accepted)] }, { clock });
    clock.at(5_000, stop);
    await started();
    expect(clock.sleepers()).toBe(0);
  });
});
