import type { Step } from './offer.ts';

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
// A twentieth of the wait so far, so that a quick go-live is not seen late. From half an hour on it grows with the square root of
// the wait: that is how requests and lateness are in balance if an end is as likely to take twice the time as half.
const shareOfWait = 0.05;
const rootOfMs = 4_000;
/** How much longer or shorter the pause is. bench/pace.ts plays ten thousand go-lives with these, and with other paces. */
const factors = { far: 2, unknown: 1, near: 1 / 3 };

/**
 * The pause before the next status check, in ms: longer while the last step has not begun, shorter while it runs.
 * @param waitedMs how long the wait has lasted
 * @param steps in their order; empty where the end does not depend on them
 * @param random 0 to 1; shortens the pause by up to a tenth, so that many runs do not poll in step
 */
export function nextPollMs(
  interval: PollInterval,
  waitedMs: number,
  steps: readonly Pick<Step, 'status'>[],
  random: number,
): number {
  if (interval.fixedMs !== undefined) {
    return interval.fixedMs;
  }
  const usualMs = Math.min(waitedMs * shareOfWait, Math.sqrt(waitedMs * rootOfMs));
  const pauseMs = Math.min(maxPauseMs, usualMs * factors[nearnessOfEnd(steps)]);
  return Math.max(interval.minMs, pauseMs * (1 - random / 10));
}

/** The last step alone tells: the samples show steps that are skipped (offer status page), and progress that is wrong. */
function nearnessOfEnd(steps: readonly Pick<Step, 'status'>[]): keyof typeof factors {
  switch (steps.at(-1)?.status) {
    case 'not-started':
      return 'far';
    case 'running':
      return 'near';
    default:
      return 'unknown';
  }
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
