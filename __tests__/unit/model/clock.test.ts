import { afterEach, expect, test, vi } from 'vitest';
import { realClock } from '../../../src/model/clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

test('a sleep lasts as long as asked, also beyond the longest timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  let awake = false;
  const days = 60 * 86_400_000; // more than two of the longest timers
  const sleep = realClock.sleep(days, never).then(() => {
    awake = true;
  });
  await vi.advanceTimersByTimeAsync(days - 1);
  expect(awake).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(awake).toBe(true);
  await sleep;
  expect(vi.getTimerCount()).toBe(0);
});

test('an abort ends a sleep at once, without an error, and leaves nothing behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const stop = new AbortController();
  const removed = vi.spyOn(stop.signal, 'removeEventListener');
  const sleep = realClock.sleep(60_000, stop.signal);
  await vi.advanceTimersByTimeAsync(1_000);
  stop.abort(new Error('stop'));
  await expect(sleep).resolves.toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
  expect(removed).toHaveBeenCalledOnce();
});

test('a sleep that ends by itself lets go of the signal', async () => {
  const stop = new AbortController();
  const added = vi.spyOn(stop.signal, 'addEventListener');
  const removed = vi.spyOn(stop.signal, 'removeEventListener');
  await realClock.sleep(1, stop.signal);
  expect(removed.mock.calls.length).toBe(added.mock.calls.length);
  expect(added).toHaveBeenCalled();
});

test.each([0, -1, Number.NEGATIVE_INFINITY])('a sleep of %s ms does not set a timer', async (ms) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await realClock.sleep(ms, never);
  expect(vi.getTimerCount()).toBe(0);
});

test('nor does one under a signal that is aborted already', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await realClock.sleep(60_000, AbortSignal.abort());
  expect(vi.getTimerCount()).toBe(0);
});

test('a sleep is never shorter than asked', async () => {
  const startMs = realClock.now();
  await realClock.sleep(5.5, never);
  expect(realClock.now() - startMs).toBeGreaterThanOrEqual(5.5);
});

test('the time of day is that of the system, the clock only moves forward', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 2) });
  expect(realClock.epoch()).toBe(Date.UTC(2026, 0, 2));
  const before = realClock.now();
  vi.setSystemTime(0);
  expect(realClock.epoch()).toBe(0);
  expect(realClock.now()).toBeGreaterThanOrEqual(before);
});
