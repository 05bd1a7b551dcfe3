import { backoffMs, nextPollMs, type PollInterval } from '../model/backoff.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { StatusSnapshot } from '../model/offer.ts';
import { recordSnapshot } from '../model/result.ts';
import { formatCount, formatDuration } from '../model/text.ts';
import type { OfferRun } from './offer-run.ts';

/** How long a single status check is tried, where the wait does not depend on it. */
export const singleCheckMs = 60_000;

export interface PollOptions<S> {
  /** Whether this snapshot ends the polling. */
  isEnd(snapshot: S): boolean;
  interval: PollInterval;
  /** What is waited for is the end of the last step, so the steps tell how near it is; default: they do not. */
  endsWithLastStep?: boolean;
  /** When to give up, on the clock; the last status check is at that time, not before it. */
  untilMs: number;
  /** Until then "not found" means "not yet", on the clock: the API may not know an operation it has just accepted. */
  notFoundUntilMs?: number;
}

/** Either the snapshot that ended the polling; or none, and the failure of the last status check if it failed. */
export type PollResult<S> =
  | { snapshot: S; failure?: never }
  | { snapshot?: never; failure: Failure | undefined };

/**
 * Checks the status, pauses, and checks again, until a snapshot is the end or time is up. Failures that may pass do not
 * end it. Each check is recorded in the result and reported to the listener.
 * @param check one status check
 * @throws Failure that the run's patience does not cover, or kind `interrupted`
 */
export async function poll<S extends StatusSnapshot>(
  run: OfferRun,
  check: (deadline: Deadline) => Promise<S>,
  options: PollOptions<S>,
): Promise<PollResult<S>> {
  const { clock, listener, patience, result } = run;
  const { signal } = run.deadline;
  const { interval, untilMs, notFoundUntilMs = Number.NEGATIVE_INFINITY } = options;
  const startMs = clock.now();
  let atMs = untilMs;
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    let failure: Failure | undefined;
    let pauseMs: number;
    try {
      result.polls += 1;
      const snapshot = await check({ signal, atMs });
      if (failures > 0) {
        listener.info(`Status checks succeed again, after ${formatCount(failures, 'failure')}.`);
      }
      failures = 0;
      patience.onSuccess();
      recordSnapshot(result, snapshot);
      listener.onStatus(snapshot);
      if (options.isEnd(snapshot)) {
        return { snapshot };
      }
      const steps = options.endsWithLastStep ? snapshot.steps : [];
      pauseMs = nextPollMs(interval, clock.now() - startMs, steps, run.random());
    } catch (error) {
      if (!(error instanceof Failure)) {
        throw error;
      }
      const isNotYet = error.kind === 'not-found' && clock.now() < notFoundUntilMs;
      patience.onFailure(error, clock.now());
      if (!patience.tolerates(error, clock.now()) && !isNotYet) {
        throw error;
      }
      failure = error;
      failures += 1;
      listener.onRetry(error);
      pauseMs = Math.min(
        backoffMs(interval, failures, error.retryAfterMs, run.random()),
        patience.maxPauseMs(clock.now()),
      );
    }
    const leftMs = untilMs - clock.now();
    if (leftMs <= 0) {
      return { failure };
    }
    if (failure && failures === 1) {
      listener.warning(
        `Status check failed; trying again in ${formatDuration(Math.min(pauseMs, leftMs))}. ${failure.message}`,
      );
    }
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
    // If the machine slept, the last check starts late; it gets its full time all the same.
    atMs = Math.max(atMs, clock.now());
  }
}
