import { afterEach, expect, test, vi } from 'vitest';
import { realClock } from '../../../src/model/clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

const neverAborted = new AbortController().signal;

test('a sleep lasts as long as asked, even beyond the longest timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  let isAwake = false;
  const sixtyDays = 60 * 86_400_000; // more than two of the longest timers
  const sleep = realClock.sleep(sixtyDays, neverAborted).then(() => {
    isAwake = true;
  });
  await vi.advanceTimersByTimeAsync(sixtyDays - 1);
  expect(isAwake).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(isAwake).toBe(true);
  await sleep;
  expect(vi.getTimerCount()).toBe(0);
});

test('an abort ends a sleep at once, without an error, and leaves no timer or listener behind', async () => {
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

test('a sleep that ends by itself removes its listener from the signal', async () => {
  const stop = new AbortController();
  const added = vi.spyOn(stop.signal, 'addEventListener');
  const removed = vi.spyOn(stop.signal, 'removeEventListener');
  await realClock.sleep(1, stop.signal);
  expect(removed.mock.calls.length).toBe(added.mock.calls.length);
  expect(added).toHaveBeenCalled();
});

test.each([0, -1, Number.NEGATIVE_INFINITY])('a sleep of %s ms sets no timer', async (ms) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await realClock.sleep(ms, neverAborted);
  expect(vi.getTimerCount()).toBe(0);
});

test('a sleep sets no timer if the signal is already aborted', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await realClock.sleep(60_000, AbortSignal.abort());
  expect(vi.getTimerCount()).toBe(0);
});

test('a sleep is never shorter than asked', async () => {
  const startMs = realClock.now();
  await realClock.sleep(5.5, neverAborted);
  expect(realClock.now() - startMs).toBeGreaterThanOrEqual(5.5);
});

test('epoch() follows the system time, even backward; now() only moves forward', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 2) });
  expect(realClock.epoch()).toBe(Date.UTC(2026, 0, 2));
  const before = realClock.now();
  vi.setSystemTime(0);
  expect(realClock.epoch()).toBe(0);
  expect(realClock.now()).toBeGreaterThanOrEqual(before);
});
