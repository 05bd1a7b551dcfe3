import { backoffMs, nextPollMs, type PollInterval } from '../model/backoff.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { StatusSnapshot, Step } from '../model/offer.ts';
import { recordSnapshot } from '../model/result.ts';
import { formatCount, formatDuration } from '../model/text.ts';
import type { OfferContext, OfferRun } from './offer-run.ts';
import type { Patience } from './patience.ts';

/** How long a single status check is tried, where the wait does not depend on it. */
export const singleCheckMs = 60_000;

export interface PollOptions<A> {
  /** What is repeated, for the log. Default: `Status check`. */
  subject?: string;
  /** Whether this answer ends the polling. */
  isEnd(answer: A): boolean;
  interval: PollInterval;
  /** The steps of which the last one is the end of the wait, so they tell how near it is; default: none. */
  stepsToEnd?(answer: A): readonly Step[];
  /** When to give up, on the clock; the last status check is at that time, not before it. */
  untilMs: number;
  /** Until then "not found" means "not yet", on the clock: the API may not know an operation it has just accepted. */
  notFoundUntilMs?: number;
}

/** Either the answer that ended the polling; or none, and the failure of the last attempt if it failed. */
export type PollResult<A> = { answer: A; failure?: never } | { answer?: never; failure: Failure | undefined };

/**
 * Checks the status, pauses, and checks again, until a snapshot is the end or time is up. Failures that may pass do not
 * end it. Each check is recorded in the result and reported to the listener.
 * @param check one status check
 * @throws Failure that the run's patience does not cover, or kind `interrupted`
 */
export function pollStatus<S extends StatusSnapshot>(
  run: OfferRun,
  check: (deadline: Deadline) => Promise<S>,
  options: PollOptions<S>,
): Promise<PollResult<S>> {
  const { listener, result } = run;
  const countedCheck = (deadline: Deadline) => {
    result.polls += 1;
    return check(deadline);
  };
  return poll(run, countedCheck, {
    ...options,
    isEnd(snapshot) {
      recordSnapshot(result, snapshot);
      listener.onStatus(snapshot);
      return options.isEnd(snapshot);
    },
  });
}

/**
 * Asks, pauses, and asks again, until an answer is the end or time is up. Failures that may pass do not end it.
 * @param ask one attempt
 * @throws Failure that the patience does not cover, or kind `interrupted`
 */
export async function poll<A>(
  run: OfferContext & { readonly patience: Patience },
  ask: (deadline: Deadline) => Promise<A>,
  options: PollOptions<A>,
): Promise<PollResult<A>> {
  const { clock, listener, patience } = run;
  const { signal } = run.deadline;
  const { interval, subject = 'Status check', untilMs, notFoundUntilMs = Number.NEGATIVE_INFINITY } = options;
  const startMs = clock.now();
  let atMs = untilMs;
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    let failure: Failure | undefined;
    let pauseMs: number;
    try {
      const answer = await ask({ signal, atMs });
      if (failures > 0) {
        listener.info(`${subject}s succeed again, after ${formatCount(failures, 'failure')}.`);
      }
      failures = 0;
      patience.onSuccess();
      if (options.isEnd(answer)) {
        return { answer };
      }
      const steps = options.stepsToEnd?.(answer) ?? [];
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
        `${subject} failed; trying again in ${formatDuration(Math.min(pauseMs, leftMs))}. ${failure.describe()}`,
      );
    }
    listener.onPause(Math.min(pauseMs, leftMs));
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
    // If the machine slept, the last check starts late; it gets its full time all the same.
    atMs = Math.max(atMs, clock.now());
  }
}
