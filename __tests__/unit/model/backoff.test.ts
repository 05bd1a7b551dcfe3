import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { backoffMs, nextPollMs, type PollInterval } from '../../../src/model/backoff.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const adaptive: PollInterval = { fixedMs: undefined, minMs: 10 * second };
const slow: PollInterval = { fixedMs: undefined, minMs: minute };
const fixed = (fixedMs: number): PollInterval => ({ fixedMs, minMs: 10 * second });

describe('the pause before the next look', () => {
  it.each<[string, PollInterval, number, number, number]>([
    ['the shortest at first', adaptive, 0, 0, 10 * second],
    ['the shortest as long as 5 % are less', adaptive, 200 * second, 0, 10 * second],
    ['5 % of the time waited', adaptive, 20 * minute, 0, minute],
    ['at most 5 minutes', adaptive, 100 * minute, 0, 5 * minute],
    ['at most 5 minutes after days', adaptive, 72 * hour, 0, 5 * minute],
    ['up to a tenth less', adaptive, 20 * minute, 1, 54 * second],
    ['half of that tenth', adaptive, 20 * minute, 0.5, 57 * second],
    ['a tenth less of the longest', adaptive, 72 * hour, 1, 4.5 * minute],
    ['no jitter below the shortest', adaptive, 0, 1, 10 * second],
    ['the floor of a slower API', slow, 0, 0.5, minute],
    ['a fixed pace as given', fixed(minute), 72 * hour, 1, minute],
    ['a fixed pace below the floor', fixed(second), 0, 0.5, second],
    ['a fixed pace above the cap', fixed(hour), 0, 0.5, hour],
  ])('is %s', (_what, pace, waitedMs, random, expected) => {
    expect(nextPollMs(pace, waitedMs, random)).toBeCloseTo(expected, 6);
  });

  test('sees the end at most about 5 % late, for any wait', () => {
    const waits = fc.double({ min: 0, max: 30 * 24 * hour, noNaN: true });
    const randoms = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(waits, randoms, (waitedMs, random) => {
        const pauseMs = nextPollMs(adaptive, waitedMs, random);
        expect(pauseMs).toBeGreaterThanOrEqual(10 * second);
        expect(pauseMs).toBeLessThanOrEqual(5 * minute);
        expect(pauseMs).toBeLessThanOrEqual(Math.max(10 * second, waitedMs * 0.05));
      }),
    );
  });

  test('takes few looks for a wait of days', () => {
    let looks = 0;
    for (let waitedMs = 0; waitedMs < 96 * hour; waitedMs += nextPollMs(adaptive, waitedMs, 0)) {
      looks += 1;
    }
    expect(looks).toBeLessThan(1_300);
  });
});

describe('the pause after a look that failed', () => {
  it.each<[string, PollInterval, number, number | undefined, number, number]>([
    ['the shortest after the first', adaptive, 1, undefined, 0, 10 * second],
    ['doubled after the second', adaptive, 2, undefined, 0, 20 * second],
    ['doubled again', adaptive, 3, undefined, 0, 40 * second],
    ['up to a tenth less', adaptive, 2, undefined, 1, 18 * second],
    ['no jitter below the shortest', adaptive, 1, undefined, 1, 10 * second],
    ['at most 5 minutes', adaptive, 6, undefined, 0, 5 * minute],
    ['at most 5 minutes after any number', adaptive, 10_000, undefined, 0, 5 * minute],
    ['what the API asks for, if that is longer', adaptive, 1, 90 * second, 1, 90 * second],
    ['longer than the cap if the API asks for it', adaptive, 1, hour, 0, hour],
    ['never longer than an hour, whatever the API asks for', adaptive, 1, 1e23, 0, hour],
    ['not shortened by the API', adaptive, 3, second, 0, 40 * second],
    ['not shortened to nothing by the API', adaptive, 1, 0, 0, 10 * second],
    ['grown from a fixed pace', fixed(second), 3, undefined, 0, 4 * second],
    ['a fixed pace above the cap as given', fixed(hour), 5, undefined, 1, hour],
    ['a fixed pace stretched by the API', fixed(second), 1, minute, 0, minute],
  ])('is %s', (_what, pace, failures, retryAfterMs, random, expected) => {
    expect(backoffMs(pace, failures, retryAfterMs, random)).toBeCloseTo(expected, 6);
  });
});
