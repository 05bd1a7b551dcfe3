/** How the time between two looks is chosen. */
export interface Pace {
  /** A pace set by the user, in ms: taken as given. Undefined: adaptive. */
  fixedMs: number | undefined;
  /** The shortest pause of the adaptive pace, in ms. */
  shortestMs: number;
}

const longestMs = 5 * 60_000;
// A longer Retry-After is a mistake, or as good as one: a look an hour does no harm.
const longestAskedMs = 60 * 60_000;
// The end is then seen at most about 5 % late, and a wait of days costs few requests.
const shareOfWait = 0.05;

/**
 * The pause before the next look, in ms.
 * @param waitedMs the time waited so far
 * @param random 0 to 1; takes away up to a tenth, so that many runs do not look at once
 */
export function nextPauseMs(pace: Pace, waitedMs: number, random: number): number {
  if (pace.fixedMs !== undefined) {
    return pace.fixedMs;
  }
  const pauseMs = Math.min(longestMs, waitedMs * shareOfWait);
  return Math.max(pace.shortestMs, pauseMs * (1 - random / 10));
}

/**
 * The pause after a look that failed, in ms: the shortest one, doubled with each failure in a row.
 * @param failures how many looks have failed in a row, at least 1
 * @param retryAfterMs what the API asked for, which stretches the pause
 * @param random 0 to 1
 */
export function backoffMs(
  pace: Pace,
  failures: number,
  retryAfterMs: number | undefined,
  random: number,
): number {
  const firstMs = pace.fixedMs ?? pace.shortestMs;
  const pauseMs = Math.min(Math.max(longestMs, firstMs), firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.max(firstMs, pauseMs * (1 - random / 10), askedMs(retryAfterMs));
}

/** The pause that the API is given because it asked for one, in ms: an hour at most. */
export function askedMs(retryAfterMs: number | undefined): number {
  return Math.min(longestAskedMs, retryAfterMs ?? 0);
}
