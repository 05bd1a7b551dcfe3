/** How long to pause between two status checks. */
export interface PollInterval {
  /** The user's own choice, in ms, taken as given. Undefined: adaptive. */
  fixedMs: number | undefined;
  /** The shortest adaptive pause, in ms. */
  minMs: number;
}

const maxPauseMs = 5 * 60_000;
// A longer Retry-After is a mistake, or as good as one: one request an hour harms nobody.
const maxRetryAfterMs = 60 * 60_000;
// So the end is seen about 5 % late at most, and a wait of days takes few requests.
const shareOfWait = 0.05;

/**
 * The pause before the next status check, in ms.
 * @param waitedMs how long the wait has lasted
 * @param random 0 to 1; shortens the pause by up to a tenth, so that many runs do not poll in step
 */
export function nextPollMs(interval: PollInterval, waitedMs: number, random: number): number {
  if (interval.fixedMs !== undefined) {
    return interval.fixedMs;
  }
  const pauseMs = Math.min(maxPauseMs, waitedMs * shareOfWait);
  return Math.max(interval.minMs, pauseMs * (1 - random / 10));
}

/**
 * The pause after a failed attempt, in ms: the shortest one, doubled with each failure in a row.
 * @param failures how many attempts have failed in a row, at least 1
 * @param retryAfterMs what the API asked for; it stretches the pause
 * @param random 0 to 1; shortens the pause by up to a tenth
 */
export function backoffMs(
  interval: PollInterval,
  failures: number,
  retryAfterMs: number | undefined,
  random: number,
): number {
  const firstMs = interval.fixedMs ?? interval.minMs;
  const pauseMs = Math.min(Math.max(maxPauseMs, firstMs), firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.max(firstMs, pauseMs * (1 - random / 10), cappedRetryAfterMs(retryAfterMs));
}

/** The pause that the API asked for, in ms: an hour at most, 0 where it asked for none. */
export function cappedRetryAfterMs(retryAfterMs: number | undefined): number {
  return Math.min(maxRetryAfterMs, retryAfterMs ?? 0);
}
