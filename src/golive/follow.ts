import { oneLine, span } from '../report/text.ts';
import { type Ending, troubles } from './decide.ts';
import { hasEnded, type Operation, type Reading } from './operation.ts';
import type { OfferRun } from './run.ts';
import { singleLookMs, watch } from './watch.ts';

// Just after its acceptance an operation may not be found yet, and an offer may still show its last one.
const graceMs = 5 * 60_000;

/**
 * Follows an operation to its end, or to the end of the wait.
 * @param justStarted it was accepted in this run, a moment ago
 */
export async function follow(run: OfferRun, operation: Operation, justStarted: boolean): Promise<Ending> {
  const { clock, settings, marketplace, result, within } = run;
  const graceEndsMs = justStarted ? clock.now() + graceMs : Number.NEGATIVE_INFINITY;
  let isOurs = !operation.ofOffer;
  const { reading, failure } = await watch(run, (within) => marketplace.read(operation, within), {
    isEnd(reading) {
      isOurs ||= reading.status === 'running' || clock.now() >= graceEndsMs;
      if (!isOurs) {
        return false;
      }
      result.status = reading.status;
      return (
        hasEnded(reading.status) ||
        !settings.wait ||
        (settings.failOnBlocked && isBlocked(reading)) ||
        (settings.mode === 'follow' && reading.status === 'waiting-for-review')
      );
    },
    pace: settings.pace,
    untilMs: settings.wait ? within.deadlineMs : Math.min(within.deadlineMs, clock.now() + singleLookMs),
    // A URL that was given may come from a job that ended a moment ago.
    notFoundUntilMs: clock.now() + (justStarted ? graceMs : singleLookMs),
  });
  if (failure && !settings.wait) {
    throw failure;
  }
  if (!reading) {
    return timeIsUp(run, failure ? `The last look failed: ${failure.message}` : '');
  }
  return endingOf(reading, settings.failOnBlocked);
}

function endingOf(reading: Reading, failOnBlocked: boolean): Ending {
  const { status } = reading;
  const trouble = oneLine(troubles(reading));
  if (failOnBlocked && isBlocked(reading) && !hasEnded(status)) {
    return {
      status: 'failed',
      failureKind: 'certification',
      message: `A step is blocked or rejected. ${trouble}`,
    };
  }
  switch (status) {
    case 'succeeded':
      return { status, failureKind: '', message: 'The offer is live.' };
    case 'canceled':
      return {
        status,
        failureKind: 'canceled',
        message: `The go-live was canceled, not by this step. ${trouble}`,
      };
    case 'failed':
      return { status, failureKind: reading.failureKind, message: `The go-live failed. ${trouble}` };
    case 'waiting-for-review':
      return { status, failureKind: '', message: 'The preview is ready and waits for sign-off.' };
    case 'running':
    case 'not-started':
      return {
        status,
        failureKind: '',
        message: `It is under way (${reading.rawStatus}), and is not waited for.`,
      };
    case 'unknown':
      return {
        status,
        failureKind: 'unknown-outcome',
        message: `What the API says of it (${reading.rawStatus}) is not known to this action.`,
      };
  }
}

function isBlocked(reading: Reading): boolean {
  return reading.steps.some(({ status }) => status === 'blocked' || status === 'rejected');
}

/** The wait ended before what was waited for. @param what a word more on how things stand */
export function timeIsUp(run: OfferRun, what: string): Ending {
  return {
    status: run.result.status,
    failureKind: 'timeout',
    message: `The time for this wait (${span(run.within.deadlineMs - run.startMs)}) is up. ${what} ${howToGoOn(run)}`,
  };
}

/** How to pick up what goes on without this step; empty where nothing does. */
export function howToGoOn({ result }: OfferRun): string {
  if (result.operationUrl) {
    return `The go-live goes on without this step. To pick it up, run this step again, or set operation-url to ${result.operationUrl}`;
  }
  return result.status === 'unknown' ? 'If a go-live runs, running this step again picks it up.' : '';
}
