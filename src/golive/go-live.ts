import type { Deadline } from '../model/clock.ts';
import { Failure, internalError } from '../model/failure.ts';
import { isBlocked, type OfferState, type Operation } from '../model/offer.ts';
import { recordOperation } from '../model/result.ts';
import { formatDuration, oneLine } from '../model/text.ts';
import { chooseMarketplace } from './choose.ts';
import { decide, type Followed } from './decide.ts';
import {
  type Ending,
  endingForState,
  endingWithoutWait,
  messageForFailure,
  timeoutFacts,
} from './endings.ts';
import { follow, type Start, timedOut } from './follow.ts';
import { isPatient, type OfferContext, type OfferRun, type UnroutedRun } from './offer-run.ts';
import { type PollResult, pollStatus, singleCheckMs } from './poll.ts';
import { start } from './start.ts';

// How long a live offer may take to show a preview that a workflow has just started.
const newPreviewMs = 10 * 60_000;

/**
 * The story of one offer: choose its API where that is not known, then check, decide, start, follow. Never throws: however
 * it ends, `run.result` says so.
 */
export async function goLive(run: OfferRun | UnroutedRun): Promise<void> {
  const { result } = run;
  try {
    const ending = await story('finder' in run ? await chooseMarketplace(run) : run);
    result.status = ending.status;
    result.failureKind = ending.failureKind;
    result.timedOut = ending.failureKind === 'timeout';
    result.message = oneLine(ending.message);
  } catch (error) {
    const failure = error instanceof Failure ? error : internalError(error);
    run.listener.onFailure(failure);
    recordFailure(run, failure);
  }
  result.endedAt = new Date(run.clock.epoch()).toISOString();
}

/** Ends the story of an offer that would not end by itself, because it waits for something that never comes. */
export function abandon(run: OfferContext): void {
  recordFailure(run, internalError('The run stalled.'));
  run.result.endedAt = new Date(run.clock.epoch()).toISOString();
}

function recordFailure({ result }: OfferContext, failure: Failure): void {
  if (failure.kind === 'input' || result.api === '') {
    result.status = 'not-started';
  }
  result.correlationId = failure.correlationId || result.correlationId;
  result.failureKind = failure.kind;
  result.message = oneLine(messageForFailure(failure, result));
}

async function story(run: OfferRun): Promise<Ending> {
  const { settings, listener } = run;
  if (run.operation) {
    recordOperation(run.result, run.operation);
    listener.onAccepted(run.result);
    return follow(run, run.operation, undefined);
  }
  const before = await checkOffer(run);
  if (!before) {
    return startAndFollow(run, undefined);
  }
  let state = before;
  let decision = decide(settings.mode, state, settings.waitForPreview ? 'begin' : 'none');
  if (decision.do === 'await-preview' && decision.until === 'begin') {
    const seen = await awaitNewPreview(run, state);
    if (seen instanceof Failure) {
      return timedOut(run, timeoutFacts.lastCheck(seen));
    }
    state = seen;
    decision =
      state.phase === 'unclear' ? { do: 'end', as: 'unclear' } : decide(settings.mode, state, 'ready');
  }
  if (decision.do === 'await-preview') {
    listener.info('The preview is still being built: waiting for it.');
    const { answer: snapshot, failure } = await awaitPreview(run);
    if (!snapshot) {
      const lastCheck = failure ? ` ${timeoutFacts.lastCheck(failure)}` : '';
      return timedOut(run, timeoutFacts.previewNotReady + lastCheck);
    }
    state = snapshot;
    decision = decide(settings.mode, state, 'none');
  }
  switch (decision.do) {
    case 'end':
      return endingForState(decision.as, state);
    case 'adopt':
      listener.info('Already in progress: picking it up.');
      run.result.adopted = decision.what === 'go-live';
      return adoptOrFollow(run, decision.operation, undefined, decision.what);
    default:
      return startAndFollow(run, state);
  }
}

/** @param before where the offer stands; undefined where that could not be read: then the API decides */
async function startAndFollow(run: OfferRun, before: OfferState | undefined): Promise<Ending> {
  if (run.clock.now() >= run.deadline.atMs) {
    return timedOut(run, timeoutFacts.notStarted);
  }
  const started = await start(run, before);
  return started.shows === 'ended'
    ? endingForState(started.as, started.state)
    : adoptOrFollow(run, started.operation, { before });
}

/** Where the offer stands. Undefined where that cannot be read, and a go-live can be sent all the same. */
async function checkOffer(run: OfferRun): Promise<OfferState | undefined> {
  const isOptional = run.settings.mode === 'go-live' && run.marketplace.canStartWithoutState;
  const hasTime = isPatient(run.settings);
  // The check may be optional, the sign-in is not: a run that waits at all waits for it.
  const withTimeToSignIn = ({ signal, atMs }: Deadline): Deadline => ({
    signal,
    atMs: Math.max(atMs, run.deadline.atMs),
  });
  const check = (deadline: Deadline) =>
    run.marketplace.getOfferState(run.offer, hasTime ? withTimeToSignIn(deadline) : deadline);
  try {
    const { answer: snapshot, failure } = await pollStatus(run, check, {
      isEnd: () => true,
      interval: run.pollInterval,
      untilMs:
        hasTime && !isOptional
          ? run.deadline.atMs
          : Math.min(run.deadline.atMs, run.clock.now() + singleCheckMs),
    });
    if (failure) {
      throw failure;
    }
    return snapshot;
  } catch (error) {
    if (!isOptional || !(error instanceof Failure) || error.isFatal) {
      throw error;
    }
    run.listener.warning(
      `Could not read the offer's status; the API will reject the go-live if the offer is not ready. ${error.describe()}`,
    );
    return undefined;
  }
}

/**
 * A release workflow may start a preview and get here before it shows, so a live offer gets a few minutes for one to begin.
 * @returns what the offer showed last, or the failure if it could not be read at the end
 */
async function awaitNewPreview(run: OfferRun, live: OfferState): Promise<OfferState | Failure> {
  const { clock, deadline, listener } = run;
  const waitMs = Math.min(newPreviewMs, deadline.atMs - clock.now());
  if (waitMs <= 0) {
    return live;
  }
  const interval = run.pollInterval;
  let last = live;
  const check = async (deadline: Deadline) => {
    last = await run.marketplace.getOfferState(run.offer, deadline);
    return last;
  };
  listener.info(
    `The offer is live, with nothing to release: waiting up to ${formatDuration(waitMs)} for a preview to begin.`,
  );
  const waited = await pollStatus(run, check, {
    isEnd: ({ phase, status }) => phase !== 'live' && status !== 'unknown',
    interval,
    untilMs: clock.now() + waitMs,
  });
  // Whether a preview began cannot be told from a check that failed.
  const { failure } = waited.failure
    ? await pollStatus(run, check, { isEnd: () => true, interval, untilMs: deadline.atMs })
    : waited;
  if (failure) {
    return failure;
  }
  if (last.phase === 'live') {
    listener.warning(`No preview began within ${formatDuration(waitMs)}: nothing was released.`);
  }
  return last;
}

/** Waits until the preview is no longer being built, or the wait ends. */
function awaitPreview(run: OfferRun): Promise<PollResult<OfferState>> {
  const { failOnBlocked } = run.settings;
  return pollStatus(run, (deadline) => run.marketplace.getOfferState(run.offer, deadline), {
    // An unknown word does not end a wait.
    isEnd: ({ phase, status, steps }) =>
      status !== 'unknown' && (phase !== 'building-preview' || (failOnBlocked && steps.some(isBlocked))),
    interval: run.pollInterval,
    untilMs: run.deadline.atMs,
  });
}

/**
 * The operation is known from here on: it is given out at once, and followed if the user wants to wait.
 * @param start where the offer stood before; undefined if this is no go-live of a moment ago
 */
async function adoptOrFollow(
  run: OfferRun,
  operation: Operation,
  start: Start | undefined,
  what: Followed = 'go-live',
): Promise<Ending> {
  recordOperation(run.result, operation);
  run.result.status = 'running';
  run.listener.onAccepted(run.result);
  return run.settings.wait ? follow(run, operation, start, what) : endingWithoutWait(run.result);
}
