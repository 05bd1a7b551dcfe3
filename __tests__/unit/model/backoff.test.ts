import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, cappedRetryAfterMs, nextPollMs, type PollInterval } from '../../../src/model/backoff.ts';
import type { StepStatus } from '../../../src/model/offer.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const adaptive: PollInterval = { fixedMs: undefined, minMs: 10 * second };
const slow: PollInterval = { fixedMs: undefined, minMs: minute };
const fixed = (fixedMs: number): PollInterval => ({ fixedMs, minMs: 10 * second });

describe('the pause before the next status check', () => {
  it.each<[string, PollInterval, number, number, number]>([
    ['the minimum at first', adaptive, 0, 0, 10 * second],
    ['the minimum while 5 % of the wait is less', adaptive, 200 * second, 0, 10 * second],
    ['5 % of the wait so far', adaptive, 20 * minute, 0, minute],
    ['2 minutes after an hour', adaptive, hour, 0, 2 * minute],
    ['twice as long after four times the wait', adaptive, 4 * hour, 0, 4 * minute],
    ['at most 5 minutes', adaptive, 7 * hour, 0, 5 * minute],
    ['at most 5 minutes, even after days', adaptive, 72 * hour, 0, 5 * minute],
    ['a tenth shorter at random 1', adaptive, 20 * minute, 1, 54 * second],
    ['a twentieth shorter at random 0.5', adaptive, 20 * minute, 0.5, 57 * second],
    ['a tenth shorter than 5 minutes after days, at random 1', adaptive, 72 * hour, 1, 4.5 * minute],
    ['never below the minimum, even at random 1', adaptive, 0, 1, 10 * second],
    ['the longer minimum of a slower API', slow, 0, 0.5, minute],
    ['a fixed interval, unchanged', fixed(minute), 72 * hour, 1, minute],
    ['a fixed interval below the minimum, unchanged', fixed(second), 0, 0.5, second],
    ['a fixed interval above 5 minutes, unchanged', fixed(hour), 0, 0.5, hour],
  ])('is %s', (_what, interval, waitedMs, random, expected) => {
    expect(nextPollMs(interval, waitedMs, [], random)).toBeCloseTo(expected, 6);
  });

  it.each<[string, StepStatus[], number]>([
    ['twice the usual while the last step has not begun', ['running', 'not-started'], 120],
    ['twice the usual while the step before the last is blocked', ['blocked', 'not-started'], 120],
    ['a third of the usual while the last step runs', ['succeeded', 'running'], 20],
    ['a third of the usual while it runs, though steps were skipped', ['not-started', 'running'], 20],
    ['a third of the usual while the only step runs', ['running'], 20],
    ['the usual one while the last step is blocked', ['succeeded', 'blocked'], 60],
    ['the usual one while the last step waits for an approval', ['succeeded', 'waiting-for-approval'], 60],
    ['the usual one while the last step has an unknown word', ['running', 'unknown'], 60],
    ['the usual one when all steps have succeeded', ['succeeded', 'succeeded'], 60],
  ])('is %s', (_what, statuses, expected) => {
    const steps = statuses.map((status) => ({ status }));
    expect(nextPollMs(adaptive, 20 * minute, steps, 0)).toBeCloseTo(expected * second, 6);
    expect(nextPollMs(adaptive, 0, steps, 0)).toBe(10 * second);
    expect(nextPollMs(slow, 10 * minute, steps, 0)).toBe(minute);
    expect(nextPollMs(adaptive, 30 * 24 * hour, steps, 0)).toBe(5 * minute);
    expect(nextPollMs(fixed(second), 20 * minute, steps, 0)).toBe(second);
  });

  it('adds at most 5 % to any wait, apart from the minimum', () => {
    const waits = fc.double({ min: 0, max: 30 * 24 * hour, noNaN: true });
    const randoms = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(waits, randoms, (waitedMs, random) => {
        const pauseMs = nextPollMs(adaptive, waitedMs, [], random);
        expect(pauseMs).toBeGreaterThanOrEqual(10 * second);
        expect(pauseMs).toBeLessThanOrEqual(5 * minute);
        expect(pauseMs).toBeLessThanOrEqual(Math.max(10 * second, waitedMs * 0.05));
      }),
    );
  });

  it('keeps a wait of four days below 1,400 status checks', () => {
    let checks = 0;
    for (let waitedMs = 0; waitedMs < 96 * hour; waitedMs += nextPollMs(adaptive, waitedMs, [], 0)) {
      checks += 1;
    }
    expect(checks).toBeLessThan(1_400);
  });
});

describe('the pause after a failed attempt', () => {
  it.each<[string, PollInterval, number, number | undefined, number, number]>([
    ['the minimum after the first failure', adaptive, 1, undefined, 0, 10 * second],
    ['twice as long after the second failure', adaptive, 2, undefined, 0, 20 * second],
    ['twice as long again after the third failure', adaptive, 3, undefined, 0, 40 * second],
    ['a tenth shorter at random 1', adaptive, 2, undefined, 1, 18 * second],
    ['never below the minimum, even at random 1', adaptive, 1, undefined, 1, 10 * second],
    ['at most 5 minutes', adaptive, 6, undefined, 0, 5 * minute],
    ['at most 5 minutes after any number of failures', adaptive, 10_000, undefined, 0, 5 * minute],
    ['what the API asks for, if that is longer', adaptive, 1, 90 * second, 1, 90 * second],
    ['more than 5 minutes if the API asks for it', adaptive, 1, hour, 0, hour],
    ['never longer than an hour, whatever the API asks for', adaptive, 1, 1e23, 0, hour],
    ['not shortened by what the API asks for', adaptive, 3, second, 0, 40 * second],
    ['not shortened when the API asks for no pause', adaptive, 1, 0, 0, 10 * second],
    ['a fixed interval, doubled with each failure', fixed(second), 3, undefined, 0, 4 * second],
    ['a fixed interval above 5 minutes, unchanged', fixed(hour), 5, undefined, 1, hour],
    ['longer than a fixed interval if the API asks for it', fixed(second), 1, minute, 0, minute],
  ])('is %s', (_what, interval, failures, retryAfterMs, random, expected) => {
    expect(backoffMs(interval, failures, retryAfterMs, random)).toBeCloseTo(expected, 6);
  });
});

it.each([
  [undefined, 0],
  [0, 0],
  [7_000, 7_000],
  [hour, hour],
  [hour + 1, hour],
])('cappedRetryAfterMs turns %s ms into %s ms', (retryAfterMs, expected) => {
  expect(cappedRetryAfterMs(retryAfterMs)).toBe(expected);
});
