import { describe, expect, it, test } from 'vitest';
import { type PollOptions, pollStatus } from '../../../src/golive/poll.ts';
import { unreadableAnswer } from '../../../src/http/failures.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { StatusSnapshot } from '../../../src/model/offer.ts';
import {
  noAnswer,
  operation,
  serviceError,
  snapshot,
  step,
  type Turn,
  taking,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../support/unit/offer-run.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const minute = 60_000;
const clockStartMs = new VirtualClock().startMs;
const running = snapshot('running');
const done = snapshot('succeeded', {
  rawStatus: 'complete',
  correlationId: 'c-2',
  steps: [step('succeeded')],
});

/** Polls scripted snapshots until one has succeeded; by default every minute, for ten minutes. */
function polling(
  operations: Turn<StatusSnapshot>[],
  options: Partial<PollOptions<StatusSnapshot>> = {},
  runOptions?: RunOptions,
) {
  const test = offerRun({ operations }, runOptions);
  const polled = () =>
    pollStatus(test.run, () => test.marketplace.getOperation(operation(), undefined, test.run.deadline), {
      isEnd: ({ status }) => status === 'succeeded',
      interval: { fixedMs: minute, minMs: 10_000 },
      untilMs: test.clock.now() + 10 * minute,
      ...options,
    });
  return { ...test, polled };
}

describe('poll', () => {
  it('checks until a snapshot is the end, and records and reports each one', async () => {
    const { polled, marketplace, result, told } = polling([running, running, done]);
    await expect(polled()).resolves.toEqual({ answer: done });
    expect(marketplace.seconds('operation')).toEqual([0, 60, 120]);
    expect(told.snapshots).toEqual([running, running, done]);
    expect(told.pauses).toEqual([minute, minute]);
    expect(result).toMatchObject({
      polls: 3,
      rawStatus: 'complete',
      correlationId: 'c-2',
      steps: [step('succeeded')],
    });
  });

  it('pauses longer the longer it has waited, if the interval is adaptive', async () => {
    const { polled, marketplace } = polling([running], {
      interval: { fixedMs: undefined, minMs: 10_000 },
      untilMs: Number.MAX_SAFE_INTEGER,
      isEnd: () => marketplace.calls.length === 400,
    });
    await polled();
    const seconds = marketplace.seconds('operation');
    const pauses = seconds.slice(1).map((second, index) => Math.round(second - (seconds[index] ?? 0)));
    expect(pauses.slice(0, 20)).toEqual(Array(20).fill(10));
    expect(Math.max(...pauses)).toBe(300);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  });

  it("takes its jitter from the run's random numbers", async () => {
    const { polled, marketplace } = polling(
      [serviceError(500), serviceError(500), done],
      { interval: { fixedMs: undefined, minMs: 10_000 } },
      { random: 1 },
    );
    await polled();
    expect(marketplace.seconds('operation')).toEqual([0, 10, 28]);
  });
});

describe('when time is up, poll', () => {
  it('makes its last check at the deadline, not before', async () => {
    const { polled, marketplace, told } = polling([running], { untilMs: clockStartMs + 150_000 });
    await expect(polled()).resolves.toEqual({ failure: undefined });
    expect(marketplace.seconds('operation')).toEqual([0, 60, 120, 150]);
    expect(told.pauses).toEqual([minute, minute, 30_000]);
  });

  it('accepts the end if the last check shows it', async () => {
    const { polled } = polling([running, running, running, done], { untilMs: clockStartMs + 150_000 });
    await expect(polled()).resolves.toEqual({ answer: done });
  });

  it('makes no further check after one that was in progress at the deadline', async () => {
    const clock = new VirtualClock();
    const slow = taking(clock, 90_000, running);
    const { polled, marketplace } = polling([slow], { untilMs: clock.now() + 160_000 }, { clock });
    await expect(polled()).resolves.toEqual({ failure: undefined });
    expect(marketplace.seconds('operation')).toEqual([0, 150]);
  });

  it('has made one check even if there was no time at all', async () => {
    const { polled, marketplace } = polling([running], { untilMs: 0 });
    await polled();
    expect(marketplace.story()).toBe('operation');
  });

  it('returns the failure of the last check, without a warning', async () => {
    const lost = noAnswer();
    const { polled, told } = polling([running, lost], { untilMs: clockStartMs + 30_000 });
    await expect(polled()).resolves.toEqual({ failure: lost });
    expect(told.lines).toEqual([]);
  });

  it('does not return the failure of an earlier check', async () => {
    const { polled } = polling([noAnswer(), running], { untilMs: clockStartMs + 30_000 });
    await expect(polled()).resolves.toEqual({ failure: undefined });
  });
});

describe('after a failed check, poll', () => {
  it.each<[string, Failure]>([
    ['500', serviceError(500)],
    ['503', serviceError(503)],
    ['599', serviceError(599)],
    ['408', serviceError(408)],
    ['425', serviceError(425)],
    ['429', serviceError(429, { kind: 'throttled' })],
    ['a connection reset', noAnswer('connection')],
    ['a timeout', noAnswer('timeout')],
    ['an endless body', noAnswer('too-large')],
    ['an HTML page with status 200', unreadableAnswer('Not JSON.', '')],
  ])('checks again if the failure may pass: %s', async (_failure, failure) => {
    const { polled, marketplace } = polling([failure, failure, done]);
    await expect(polled()).resolves.toEqual({ answer: done });
    expect(marketplace.story()).toBe('operation operation operation');
  });

  it.each<[string, Failure]>([
    ['a redirect', serviceError(302)],
    ['an untrusted certificate', noAnswer('certificate')],
  ])('checks again only if a check has succeeded before: %s', async (_failure, failure) => {
    await expect(polling([failure, done]).polled()).rejects.toBe(failure);
    await expect(polling([running, failure, done]).polled()).resolves.toEqual({ answer: done });
  });

  it.each<[string, Failure]>([
    ['400', serviceError(400)],
    ['403', serviceError(403, { kind: 'permission' })],
    ['404', serviceError(404, { kind: 'not-found' })],
    ['409', serviceError(409, { kind: 'conflict' })],
    ['410', serviceError(410, { kind: 'not-found' })],
  ])(
    'tolerates an odd refusal for 15 min after a good answer, then throws it: %s',
    async (_status, refusal) => {
      await expect(polling([refusal, done]).polled()).rejects.toBe(refusal);
      await expect(polling([running, refusal, done]).polled()).resolves.toEqual({ answer: done });
      const { polled, marketplace } = polling([running, refusal], { untilMs: Number.MAX_SAFE_INTEGER });
      await expect(polled()).rejects.toBe(refusal);
      expect(marketplace.seconds('operation').at(-1)).toBeGreaterThanOrEqual(60 + 15 * 60);
      expect(marketplace.seconds('operation').at(-1)).toBeLessThan(60 + 30 * 60);
    },
  );

  it('tolerates one 401 after a good answer, and throws a second one in a row', async () => {
    const refusal = serviceError(401, { kind: 'authentication' });
    await expect(polling([refusal, done]).polled()).rejects.toBe(refusal);
    await expect(polling([running, refusal, done]).polled()).resolves.toEqual({ answer: done });
    const { polled, marketplace } = polling([running, refusal]);
    await expect(polled()).rejects.toBe(refusal);
    expect(marketplace.story()).toBe('operation operation operation');
  });

  it('throws after 5 min if the host has never answered in this run, however long the wait may be', async () => {
    for (const fixedMs of [undefined, 60_000, 3_600_000]) {
      const silence = noAnswer('timeout');
      const { polled, marketplace } = polling([silence], {
        interval: { fixedMs, minMs: 10_000 },
        untilMs: Number.MAX_SAFE_INTEGER,
      });
      await expect(polled()).rejects.toBe(silence);
      expect(marketplace.seconds('operation').at(-1)).toBe(300);
    }
  });

  it.each<[string, Error]>([
    ['a failed sign-in', new Failure('authentication', 'No token.')],
    ['an internal error', new TypeError('x is undefined')],
  ])(
    'throws a failure that will not pass, even if a check has succeeded before: %s',
    async (_failure, failure) => {
      const { polled, marketplace } = polling([running, failure, done]);
      await expect(polled()).rejects.toBe(failure);
      expect(marketplace.story()).toBe('operation operation');
    },
  );

  it('doubles the pause with each failure in a row, and starts over after a success', async () => {
    const lost = noAnswer();
    const { polled, marketplace } = polling([lost, lost, lost, running, lost, done], {
      interval: { fixedMs: undefined, minMs: 10_000 },
    });
    await polled();
    expect(marketplace.seconds('operation')).toEqual([0, 10, 30, 70, 80, 90]);
  });

  it('warns once for failures in a row, and logs when checks succeed again', async () => {
    const lost = noAnswer();
    const { polled, told } = polling([lost, lost, running, lost, done]);
    await polled();
    expect(told.lines).toEqual([
      'warning: Status check failed; trying again in 1 min. No answer (connection).',
      'info: Status checks succeed again, after 2 failures.',
      'warning: Status check failed; trying again in 1 min. No answer (connection).',
      'info: Status checks succeed again, after 1 failure.',
    ]);
    expect(told.retries).toEqual([lost, lost, lost]);
  });

  it('pauses as long as Retry-After asks', async () => {
    const { polled, marketplace, told } = polling([serviceError(429, { retryAfterMs: 200_000 }), done]);
    await polled();
    expect(marketplace.seconds('operation')).toEqual([0, 200]);
    expect(told.lines[0]).toContain('trying again in 3 min 20 s');
  });

  it('never pauses past the deadline, whatever Retry-After asks', async () => {
    const { polled, marketplace, told } = polling([serviceError(429, { retryAfterMs: 3_600_000 }), done]);
    await expect(polled()).resolves.toEqual({ answer: done });
    expect(marketplace.seconds('operation')).toEqual([0, 600]);
    expect(told.lines[0]).toContain('trying again in 10 min');
  });
});

describe('just after a go-live was accepted, poll', () => {
  const options = { notFoundUntilMs: clockStartMs + 5 * minute };

  it.each([404, 410])('treats "not found" (%i) as "not yet"', async (status) => {
    const missing = serviceError(status, { kind: 'not-found' });
    const { polled, marketplace } = polling([missing, missing, done], options);
    await expect(polled()).resolves.toEqual({ answer: done });
    expect(marketplace.seconds('operation')).toEqual([0, 60, 180]);
  });

  it.each([404, 410])('throws "not found" (%i) once the grace period is over', async (status) => {
    const missing = serviceError(status, { kind: 'not-found' });
    const { polled, marketplace } = polling([missing], options);
    await expect(polled()).rejects.toBe(missing);
    expect(marketplace.seconds('operation')).toEqual([0, 60, 180, 420]);
  });

  it('throws any other refusal at once', async () => {
    const refusal = serviceError(403, { kind: 'permission' });
    const { polled, marketplace } = polling([refusal], options);
    await expect(polled()).rejects.toBe(refusal);
    expect(marketplace.seconds('operation')).toEqual([0]);
  });
});

describe('when the runner stops the step, poll ends', () => {
  test('before the first check, without making it', async () => {
    const { polled, stop, marketplace } = polling([done]);
    stop();
    await expect(polled()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(marketplace.calls).toEqual([]);
  });

  test('in a pause, at once and without another check', async () => {
    const { polled, stop, clock, marketplace } = polling([running]);
    clock.at(75_000, stop);
    await expect(polled()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.elapsedMs()).toBe(75_000);
    expect(marketplace.story()).toBe('operation operation');
  });

  test('during a check, at once', async () => {
    const clock = new VirtualClock();
    const { polled, stop } = polling([taking(clock, 20_000, done)], {}, { clock });
    clock.at(5_000, stop);
    await expect(polled()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.elapsedMs()).toBe(5_000);
  });
});
