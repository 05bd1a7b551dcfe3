import { hasEnded, isBlocked, type Operation } from '../model/offer.ts';
import { type Ending, endingForOperation, endingForTimeout, timeoutFacts } from './endings.ts';
import type { OfferRun } from './offer-run.ts';
import { poll, singleCheckMs } from './poll.ts';

// Just after acceptance the API may not know an operation yet, and an offer may still show the one before.
const graceMs = 5 * 60_000;

/**
 * Follows an operation until it ends, or until the wait does.
 * @param justStarted this run started it, a moment ago
 * @throws Failure that will not pass, or kind `interrupted`
 */
export async function follow(run: OfferRun, operation: Operation, justStarted: boolean): Promise<Ending> {
  const { clock, settings, marketplace, result, deadline } = run;
  const graceEndsMs = justStarted ? clock.now() + graceMs : Number.NEGATIVE_INFINITY;
  let isOurs = !operation.tracksOffer;
  const { snapshot, failure } = await poll(run, (deadline) => marketplace.getOperation(operation, deadline), {
    isEnd(snapshot) {
      isOurs ||= snapshot.status === 'running' || clock.now() >= graceEndsMs;
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
    interval: settings.pollInterval,
    untilMs: settings.wait ? deadline.atMs : Math.min(deadline.atMs, clock.now() + singleCheckMs),
    // An operation URL that was given may come from a job that ended a moment ago.
    notFoundUntilMs: clock.now() + (justStarted ? graceMs : singleCheckMs),
  });
  if (snapshot) {
    return endingForOperation(snapshot, settings.failOnBlocked);
  }
  if (failure && !settings.wait) {
    throw failure;
  }
  return timedOut(run, failure ? timeoutFacts.lastCheck(failure) : '');
}

/** The ending of a wait that took all its time. @param facts a sentence more on where things stand; may be empty */
export function timedOut({ result, deadline, startMs }: OfferRun, facts: string): Ending {
  return endingForTimeout(result, deadline.atMs - startMs, facts);
}
