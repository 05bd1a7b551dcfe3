import { hasEnded, isBlocked, type OfferState, type Operation, type StatusSnapshot } from '../model/offer.ts';
import type { Followed } from './decide.ts';
import { type Ending, endingForOperation, endingForTimeout, timeoutFacts } from './endings.ts';
import type { OfferRun } from './offer-run.ts';
import { pollStatus, singleCheckMs } from './poll.ts';

// Just after acceptance the API may not know an operation yet, and an offer may still show the one before.
const graceMs = 5 * 60_000;

/** A go-live that began a moment ago. */
export interface Start {
  /** Where the offer stood before, as far as that could be read. */
  before: OfferState | undefined;
}

/**
 * Follows an operation until it ends, or until the wait does.
 * @param start undefined if the operation did not begin a moment ago
 * @throws Failure that will not pass, or kind `interrupted`
 */
export async function follow(
  run: OfferRun,
  operation: Operation,
  start: Start | undefined,
  what: Followed = 'go-live',
): Promise<Ending> {
  const { clock, settings, marketplace, result, deadline } = run;
  const graceEndsMs = start ? clock.now() + graceMs : Number.NEGATIVE_INFINITY;
  let isOurs = !operation.tracksOffer;
  if (settings.wait && !marketplace.showsSteps) {
    run.listener.info(`${marketplace.api} shows no steps, only the status of the whole.`);
  }
  const claimed = run.operation && run.offer.offer ? run.offer : undefined;
  const { answer: snapshot, failure } = await pollStatus(
    run,
    (deadline) => marketplace.getOperation(operation, claimed, deadline),
    {
      isEnd(snapshot) {
        isOurs ||=
          snapshot.status === 'running' || differs(snapshot, start?.before) || clock.now() >= graceEndsMs;
        if (!isOurs) {
          return false;
        }
        result.status = snapshot.status;
        return (
          hasEnded(snapshot.status) ||
          !settings.wait ||
          (settings.failOnBlocked && snapshot.steps.some(isBlocked)) ||
          (settings.mode === 'follow' && snapshot.status === 'waiting-for-review')
        );
      },
      interval: run.pollInterval,
      // A preview ends with the step before the sign-off.
      stepsToEnd: ({ steps }) => (what === 'go-live' ? steps : []),
      untilMs: settings.wait ? deadline.atMs : Math.min(deadline.atMs, clock.now() + singleCheckMs),
      // An operation URL that was given may come from a job that ended a moment ago.
      notFoundUntilMs: clock.now() + (start ? graceMs : singleCheckMs),
    },
  );
  if (snapshot) {
    return endingForOperation(snapshot, settings.failOnBlocked, what);
  }
  if (failure && !settings.wait) {
    throw failure;
  }
  return timedOut(run, failure ? timeoutFacts.lastCheck(failure) : '');
}

/** Whether the offer no longer stands as it did before the go-live, so that what it shows is ours. */
function differs(now: StatusSnapshot, before: OfferState | undefined): boolean {
  return (
    before !== undefined &&
    before.status !== 'unknown' &&
    now.status !== 'unknown' &&
    now.status !== before.status
  );
}

/** The ending of a wait that took all its time. @param facts a sentence more on where things stand; may be empty */
export function timedOut({ result, deadline, startMs }: OfferRun, facts: string): Ending {
  return endingForTimeout(result, deadline.atMs - startMs, facts);
}
