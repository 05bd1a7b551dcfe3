import { describe, expect, it, test } from 'vitest';
import { Failure, Interrupted, UnreadableAnswer } from '../../../src/errors.ts';
import type { Reading } from '../../../src/golive/operation.ts';
import { type WatchRules, watch } from '../../../src/golive/watch.ts';
import {
  noAnswer,
  operation,
  reading,
  serviceError,
  step,
  type Turn,
  taking,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../support/unit/offer-run.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const minute = 60_000;
const running = reading('running');
const done = reading('succeeded', {
  rawStatus: 'complete',
  correlationId: 'c-2',
  steps: [step('succeeded')],
});

/** Watches the reads of a script until one says succeeded, for ten minutes by default. */
function watching(reads: Turn<Reading>[], rules: Partial<WatchRules<Reading>> = {}, options?: RunOptions) {
  const test = offerRun({ reads }, options);
  const watched = () =>
    watch(test.run, () => test.marketplace.read(operation(), test.run.within), {
      isEnd: ({ status }) => status === 'succeeded',
      pace: { fixedMs: minute, shortestMs: 10_000 },
      untilMs: test.clock.now() + 10 * minute,
      ...rules,
    });
  return { ...test, watched };
}

test('looks until a reading is the end, and notes and tells each', async () => {
  const { watched, marketplace, result, told } = watching([running, running, done]);
  await expect(watched()).resolves.toEqual({ reading: done });
  expect(marketplace.seconds('read')).toEqual([0, 60, 120]);
  expect(told.readings).toEqual([running, running, done]);
  expect(result).toMatchObject({
    polls: 3,
    rawStatus: 'complete',
    correlationId: 'c-2',
    steps: [step('succeeded')],
  });
});

test('the adaptive pace stretches with the time waited', async () => {
  const { watched, marketplace } = watching([running], {
    pace: { fixedMs: undefined, shortestMs: 10_000 },
    untilMs: Number.MAX_SAFE_INTEGER,
    isEnd: () => marketplace.calls.length === 150,
  });
  await watched();
  const seconds = marketplace.seconds('read');
  const pauses = seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0));
  expect(pauses.slice(0, 20)).toEqual(Array(20).fill(10));
  expect(Math.max(...pauses)).toBe(300);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});

test('jitter is taken from the run', async () => {
  const { watched, marketplace } = watching(
    [serviceError(500), serviceError(500), done],
    { pace: { fixedMs: undefined, shortestMs: 10_000 } },
    { random: 1 },
  );
  await watched();
  expect(marketplace.seconds('read')).toEqual([0, 10, 28]);
});

describe('time', () => {
  test('there is a last look at the deadline, not before it', async () => {
    const { watched, marketplace } = watching([running], { untilMs: 1_000_000 + 150_000 });
    await expect(watched()).resolves.toEqual({ failure: undefined });
    expect(marketplace.seconds('read')).toEqual([0, 60, 120, 150]);
  });

  test('an end that the last look shows counts', async () => {
    const { watched } = watching([running, running, running, done], { untilMs: 1_000_000 + 150_000 });
    await expect(watched()).resolves.toEqual({ reading: done });
  });

  test('a look under way at the deadline is the last', async () => {
    const clock = new VirtualClock();
    const slow = taking(clock, 90_000, running);
    const { watched, marketplace } = watching([slow], { untilMs: clock.now() + 160_000 }, { clock });
    await expect(watched()).resolves.toEqual({ failure: undefined });
    expect(marketplace.seconds('read')).toEqual([0, 150]);
  });

  test('with no time there is still one look', async () => {
    const { watched, marketplace } = watching([running], { untilMs: 0 });
    await watched();
    expect(marketplace.story()).toBe('read');
  });

  test('the failure of the last look comes out', async () => {
    const lost = noAnswer();
    const { watched, told } = watching([running, lost], { untilMs: 1_000_000 + 30_000 });
    await expect(watched()).resolves.toEqual({ failure: lost });
    expect(told.lines).toEqual([]);
  });

  test('a failure before the last look does not', async () => {
    const { watched } = watching([noAnswer(), running], { untilMs: 1_000_000 + 30_000 });
    await expect(watched()).resolves.toEqual({ failure: undefined });
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
    ['an HTML page with 200', new UnreadableAnswer('Not JSON.', '')],
  ])('%s is borne', async (_what, failure) => {
    const { watched, marketplace } = watching([failure, failure, done]);
    await expect(watched()).resolves.toEqual({ reading: done });
    expect(marketplace.story()).toBe('read read read');
  });

  it.each<[string, Failure]>([
    ['a redirect', serviceError(302)],
    ['an untrusted certificate', noAnswer('certificate')],
  ])('%s is borne only where a look went well before', async (_what, failure) => {
    await expect(watching([failure, done]).watched()).rejects.toBe(failure);
    await expect(watching([running, failure, done]).watched()).resolves.toEqual({ reading: done });
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
    const { watched, marketplace } = watching([running, failure, done]);
    await expect(watched()).rejects.toBe(failure);
    expect(marketplace.story()).toBe('read read');
  });

  test('pauses double, and start anew after a look that went well', async () => {
    const lost = noAnswer();
    const { watched, marketplace } = watching([lost, lost, lost, running, lost, done], {
      pace: { fixedMs: undefined, shortestMs: 10_000 },
    });
    await watched();
    expect(marketplace.seconds('read')).toEqual([0, 10, 30, 70, 80, 90]);
  });

  test('one warning for failures in a row, and a line when it is over', async () => {
    const lost = noAnswer();
    const { watched, told } = watching([lost, lost, running, lost, done]);
    await watched();
    expect(told.lines).toEqual([
      'warn: A look failed; the next is in 1 min. No answer (connection).',
      'say: The API answers again, after 2 failed looks.',
      'warn: A look failed; the next is in 1 min. No answer (connection).',
      'say: The API answers again, after a failed look.',
    ]);
  });

  test('Retry-After stretches the pause', async () => {
    const { watched, marketplace, told } = watching([serviceError(429, { retryAfterMs: 200_000 }), done]);
    await watched();
    expect(marketplace.seconds('read')).toEqual([0, 200]);
    expect(told.lines[0]).toContain('the next is in 3 min 20 s');
  });

  test('Retry-After never stretches it past the deadline', async () => {
    const { watched, marketplace, told } = watching([serviceError(429, { retryAfterMs: 3_600_000 }), done]);
    await expect(watched()).resolves.toEqual({ reading: done });
    expect(marketplace.seconds('read')).toEqual([0, 600]);
    expect(told.lines[0]).toContain('the next is in 10 min');
  });
});

describe('404 just after acceptance', () => {
  const unknown = serviceError(404, { kind: 'not-found' });
  const rules = { notFoundUntilMs: 1_000_000 + 5 * minute };

  test('means "not yet" until a time', async () => {
    const { watched, marketplace } = watching([unknown, unknown, done], rules);
    await expect(watched()).resolves.toEqual({ reading: done });
    expect(marketplace.seconds('read')).toEqual([0, 60, 180]);
  });

  test('and after it means what it says', async () => {
    const { watched, marketplace } = watching([unknown], rules);
    await expect(watched()).rejects.toBe(unknown);
    expect(marketplace.seconds('read')).toEqual([0, 60, 180, 420]);
  });

  test('other refusals have no such grace', async () => {
    const refusal = serviceError(403, { kind: 'permission' });
    await expect(watching([refusal], rules).watched()).rejects.toBe(refusal);
  });
});

describe('the runner stops the step', () => {
  test('before the first look', async () => {
    const { watched, stop, marketplace } = watching([done]);
    stop();
    await expect(watched()).rejects.toThrow(Interrupted);
    expect(marketplace.calls).toEqual([]);
  });

  test('in a pause: at once, with no further look', async () => {
    const { watched, stop, clock, marketplace } = watching([running]);
    clock.at(75_000, stop);
    await expect(watched()).rejects.toThrow(Interrupted);
    expect(clock.elapsedMs()).toBe(75_000);
    expect(marketplace.story()).toBe('read read');
  });

  test('during a look', async () => {
    const clock = new VirtualClock();
    const { watched, stop } = watching([taking(clock, 20_000, done)], {}, { clock });
    clock.at(5_000, stop);
    await expect(watched()).rejects.toThrow(Interrupted);
    expect(clock.elapsedMs()).toBe(5_000);
  });
});
