import type { Within } from '../clock.ts';
import { Failure, ServiceError } from '../errors.ts';
import { isTransient, retryAfterOf } from '../http/retry.ts';
import { span } from '../report/text.ts';
import type { Reading } from './operation.ts';
import { backoffMs, nextPauseMs, type Pace } from './pace.ts';
import { noteReading } from './result.ts';
import type { OfferRun } from './run.ts';

/** How long a single look is tried for, where the wait does not hang on it. */
export const singleLookMs = 60_000;

export interface WatchRules<R> {
  /** Whether this reading is what is waited for. */
  isEnd(reading: R): boolean;
  pace: Pace;
  /** When to give up, on the clock of the run; there is a last look at that time. */
  untilMs: number;
  /** Until then a 404 means "not yet": an operation may be unknown just after it was accepted. */
  notFoundUntilMs?: number;
}

/** Either what was waited for, or nothing: time is up. Then the failure of the last look, if it failed. */
export type Watched<R> = { reading: R; failure?: never } | { reading?: never; failure: Failure | undefined };

/**
 * Looks, pauses, and looks again, until a reading is the end or time is up. Bears every failure that may pass.
 * @throws Failure that will not pass; Interrupted when the runner stops the step
 */
export async function watch<R extends Reading>(
  run: OfferRun,
  look: (within: Within) => Promise<R>,
  rules: WatchRules<R>,
): Promise<Watched<R>> {
  const { clock, report, result } = run;
  const { signal } = run.within;
  const startMs = clock.now();
  let deadlineMs = rules.untilMs;
  let failures = 0;
  let answeredBefore = false;
  for (;;) {
    signal.throwIfAborted();
    let failure: Failure | undefined;
    let pauseMs: number;
    try {
      result.polls += 1;
      const reading = await look({ signal, deadlineMs });
      if (failures > 0) {
        report.say(
          `The API answers again, after ${failures === 1 ? 'a failed look' : `${failures} failed looks`}.`,
        );
      }
      failures = 0;
      answeredBefore = true;
      noteReading(result, reading);
      report.saw(reading);
      if (rules.isEnd(reading)) {
        return { reading };
      }
      pauseMs = nextPauseMs(rules.pace, clock.now() - startMs, run.random());
    } catch (error) {
      failure = error as Failure;
      if (
        !(error instanceof Failure) ||
        !(isTransient(error, answeredBefore) || isNotYet(error, rules, clock.now()))
      ) {
        throw error;
      }
      failures += 1;
      report.bore(error);
      pauseMs = backoffMs(rules.pace, failures, retryAfterOf(error), run.random());
    }
    const leftMs = rules.untilMs - clock.now();
    if (leftMs <= 0) {
      return { failure };
    }
    if (failure && failures === 1) {
      report.warn(`A look failed; the next is in ${span(Math.min(pauseMs, leftMs))}. ${failure.message}`);
    }
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
    // Where the machine slept, the last look begins late; it has its time all the same.
    deadlineMs = Math.max(deadlineMs, clock.now());
  }
}

function isNotYet<R>(failure: Failure, rules: WatchRules<R>, nowMs: number): boolean {
  return failure instanceof ServiceError && failure.status === 404 && nowMs < (rules.notFoundUntilMs ?? 0);
}
