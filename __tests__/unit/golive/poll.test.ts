import { describe, expect, it, test } from 'vitest';
import { type PollOptions, poll } from '../../../src/golive/poll.ts';
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
} from '../../helpers/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../helpers/offer-run.ts';
import { VirtualClock } from '../../helpers/virtual-clock.ts';

const minute = 60_000;
const running = snapshot('running');
const done = snapshot('succeeded', {
  rawStatus: 'complete',
  correlationId: 'c-2',
  steps: [step('succeeded')],
});

/** Watches the reads of a script until one says succeeded, for ten minutes by default. */
function polling(
  operations: Turn<StatusSnapshot>[],
  rules: Partial<PollOptions<StatusSnapshot>> = {},
  options?: RunOptions,
) {
  const test = offerRun({ operations }, options);
  const polled = () =>
    poll(test.run, () => test.marketplace.getOperation(operation(), test.run.deadline), {
      isEnd: ({ status }) => status === 'succeeded',
      interval: { fixedMs: minute, minMs: 10_000 },
      untilMs: test.clock.now() + 10 * minute,
      ...rules,
    });
  return { ...test, polled };
}

test('looks until a reading is the end, and notes and tells each', async () => {
  const { polled, marketplace, result, told } = polling([running, running, done]);
  await expect(polled()).resolves.toEqual({ snapshot: done });
  expect(marketplace.seconds('operation')).toEqual([0, 60, 120]);
  expect(told.snapshots).toEqual([running, running, done]);
  expect(result).toMatchObject({
    polls: 3,
    rawStatus: 'complete',
    correlationId: 'c-2',
    steps: [step('succeeded')],
  });
});

test('the adaptive pace stretches with the time waited', async () => {
  const { polled, marketplace } = polling([running], {
    interval: { fixedMs: undefined, minMs: 10_000 },
    untilMs: Number.MAX_SAFE_INTEGER,
    isEnd: () => marketplace.calls.length === 150,
  });
  await polled();
  const seconds = marketplace.seconds('operation');
  const pauses = seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0));
  expect(pauses.slice(0, 20)).toEqual(Array(20).fill(10));
  expect(Math.max(...pauses)).toBe(300);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});

test('jitter is taken from the run', async () => {
  const { polled, marketplace } = polling(
    [serviceError(500), serviceError(500), done],
    { interval: { fixedMs: undefined, minMs: 10_000 } },
    { random: 1 },
  );
  await polled();
  expect(marketplace.seconds('operation')).toEqual([0, 10, 28]);
});

describe('time', () => {
  test('there is a last look at the deadline, not before it', async () => {
    const { polled, marketplace } = polling([running], { untilMs: 1_000_000 + 150_000 });
    await expect(polled()).resolves.toEqual({ failure: undefined });
    expect(marketplace.seconds('operation')).toEqual([0, 60, 120, 150]);
  });

  test('an end that the last look shows counts', async () => {
    const { polled } = polling([running, running, running, done], { untilMs: 1_000_000 + 150_000 });
    await expect(polled()).resolves.toEqual({ snapshot: done });
  });

  test('a look under way at the deadline is the last', async () => {
    const clock = new VirtualClock();
    const slow = taking(clock, 90_000, running);
    const { polled, marketplace } = polling([slow], { untilMs: clock.now() + 160_000 }, { clock });
    await expect(polled()).resolves.toEqual({ failure: undefined });
    expect(marketplace.seconds('operation')).toEqual([0, 150]);
  });

  test('with no time there is still one look', async () => {
    const { polled, marketplace } = polling([running], { untilMs: 0 });
    await polled();
    expect(marketplace.story()).toBe('operation');
  });

  test('the failure of the last look comes out', async () => {
    const lost = noAnswer();
    const { polled, told } = polling([running, lost], { untilMs: 1_000_000 + 30_000 });
    await expect(polled()).resolves.toEqual({ failure: lost });
    expect(told.lines).toEqual([]);
  });

  test('a failure before the last look does not', async () => {
    const { polled } = polling([noAnswer(), running], { untilMs: 1_000_000 + 30_000 });
    await expect(polled()).resolves.toEqual({ failure: undefined });
  });
});

describe('failures that may pass', () => {
  it.each<[string, Failure]>([
    ['500', serviceError(500)],
    ['503', serviceError(503)],
    ['599', serviceError(599)],
    ['408', serviceError(408)],
    ['425', serviceError(425)],
    ['429', serviceError(429, { kind: 'throttled' })],
    ['a reset', noAnswer('connection')],
    ['a timeout', noAnswer('timeout')],
    ['an endless body', noAnswer('too-large')],
    ['an HTML page with 200', unreadableAnswer('Not JSON.', '')],
  ])('%s is borne', async (_what, failure) => {
    const { polled, marketplace } = polling([failure, failure, done]);
    await expect(polled()).resolves.toEqual({ snapshot: done });
    expect(marketplace.story()).toBe('operation operation operation');
  });

  it.each<[string, Failure]>([
    ['a redirect', serviceError(302)],
    ['an untrusted certificate', noAnswer('certificate')],
  ])('%s is borne only where a look went well before', async (_what, failure) => {
    await expect(polling([failure, done]).polled()).rejects.toBe(failure);
    await expect(polling([running, failure, done]).polled()).resolves.toEqual({ snapshot: done });
  });

  it.each<[string, Error]>([
    ['400', serviceError(400)],
    ['401', serviceError(401, { kind: 'authentication' })],
    ['403', serviceError(403, { kind: 'permission' })],
    ['404', serviceError(404, { kind: 'not-found' })],
    ['410', serviceError(410)],
    ['lost credentials', new Failure('authentication', 'No token.')],
    ['a fault of our own', new TypeError('x is undefined')],
  ])('%s is not borne, even if a look went well before', async (_what, failure) => {
    const { polled, marketplace } = polling([running, failure, done]);
    await expect(polled()).rejects.toBe(failure);
    expect(marketplace.story()).toBe('operation operation');
  });

  test('pauses double, and start anew after a look that went well', async () => {
    const lost = noAnswer();
    const { polled, marketplace } = polling([lost, lost, lost, running, lost, done], {
      interval: { fixedMs: undefined, minMs: 10_000 },
    });
    await polled();
    expect(marketplace.seconds('operation')).toEqual([0, 10, 30, 70, 80, 90]);
  });

  test('one warning for failures in a row, and a line when it is over', async () => {
    const lost = noAnswer();
    const { polled, told } = polling([lost, lost, running, lost, done]);
    await polled();
    expect(told.lines).toEqual([
      'warning: A look failed; the next is in 1 min. No answer (connection).',
      'info: The API answers again, after 2 failed looks.',
      'warning: A look failed; the next is in 1 min. No answer (connection).',
      'info: The API answers again, after a failed look.',
    ]);
  });

  test('Retry-After stretches the pause', async () => {
    const { polled, marketplace, told } = polling([serviceError(429, { retryAfterMs: 200_000 }), done]);
    await polled();
    expect(marketplace.seconds('operation')).toEqual([0, 200]);
    expect(told.lines[0]).toContain('the next is in 3 min 20 s');
  });

  test('Retry-After never stretches it past the deadline', async () => {
    const { polled, marketplace, told } = polling([serviceError(429, { retryAfterMs: 3_600_000 }), done]);
    await expect(polled()).resolves.toEqual({ snapshot: done });
    expect(marketplace.seconds('operation')).toEqual([0, 600]);
    expect(told.lines[0]).toContain('the next is in 10 min');
  });
});

describe('404 just after acceptance', () => {
  const unknown = serviceError(404, { kind: 'not-found' });
  const rules = { notFoundUntilMs: 1_000_000 + 5 * minute };

  test('means "not yet" until a time', async () => {
    const { polled, marketplace } = polling([unknown, unknown, done], rules);
    await expect(polled()).resolves.toEqual({ snapshot: done });
    expect(marketplace.seconds('operation')).toEqual([0, 60, 180]);
  });

  test('and after it means what it says', async () => {
    const { polled, marketplace } = polling([unknown], rules);
    await expect(polled()).rejects.toBe(unknown);
    expect(marketplace.seconds('operation')).toEqual([0, 60, 180, 420]);
  });

  test('other refusals have no such grace', async () => {
    const refusal = serviceError(403, { kind: 'permission' });
    await expect(polling([refusal], rules).polled()).rejects.toBe(refusal);
  });
});

describe('the runner stops the step', () => {
  test('before the first look', async () => {
    const { polled, stop, marketplace } = polling([done]);
    stop();
    await expect(polled()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(marketplace.calls).toEqual([]);
  });

  test('in a pause: at once, with no further look', async () => {
    const { polled, stop, clock, marketplace } = polling([running]);
    clock.at(75_000, stop);
    await expect(polled()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.elapsedMs()).toBe(75_000);
    expect(marketplace.story()).toBe('operation operation');
  });

  test('during a look', async () => {
    const clock = new VirtualClock();
    const { polled, stop } = polling([taking(clock, 20_000, done)], {}, { clock });
    clock.at(5_000, stop);
    await expect(polled()).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.elapsedMs()).toBe(5_000);
  });
});
