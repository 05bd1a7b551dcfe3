import { cappedRetryAfterMs } from '../model/backoff.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { OfferState, Operation } from '../model/offer.ts';
import { formatDuration } from '../model/text.ts';
import { decideResend, type Evidence, findEvidence } from './decide.ts';
import { unknownOutcome } from './endings.ts';
import type { OfferRun } from './offer-run.ts';
import { pollStatus } from './poll.ts';

const maxSends = 3;
// After a lost answer: how long the offer may take to show that the go-live was accepted.
const reconcileMs = 120_000;
const reconcilePauseMs = 20_000;
// If the step is stopped while a go-live request is out, its answer gets this long: the operation URL is worth it.
const stopGraceMs = 1_500;

const foundAnother = 'Already in progress or finished.';

/** What a go-live request led to: an operation that runs, or an offer that shows that it has ended already. */
export type Started = Extract<Evidence, { shows: 'running' | 'ended' }>;

/**
 * Starts the go-live. After a failure it is sent again only if the offer shows that none so far was accepted.
 * Records in `run.result` whether this run started it.
 * @param before where the offer stood before, as far as that could be read
 * @throws Failure: the API's refusal; kind `unknown-outcome` where nobody can tell whether it runs; or `interrupted`
 */
export async function start(run: OfferRun, before: OfferState | undefined): Promise<Started> {
  const { listener, result } = run;
  let mayBeAccepted = false;
  for (let sends = 1; ; sends += 1) {
    run.deadline.signal.throwIfAborted();
    listener.info(
      sends === 1 ? 'Starting the go-live.' : `Starting the go-live again (try ${sends} of ${maxSends}).`,
    );
    const { operation, failure } = await send(run, before);
    if (operation) {
      result.started = true;
      return { shows: 'running', operation };
    }
    if (sends === 1 && (failure.effect === 'none' || failure.isFatal)) {
      return afterFirstFailure(run, before, failure);
    }
    if (failure.effect !== 'none') {
      listener.onRetry(failure);
    }
    mayBeAccepted ||= failure.effect === 'unknown';
    await pauseAsAsked(run, failure, mayBeAccepted);
    const evidence = await reconcile(run, before);
    if (evidence.shows === 'running' || evidence.shows === 'ended') {
      // What ended is ours only if it was seen to wait before.
      const isOurs = evidence.shows === 'running' || before?.phase === 'waiting-for-sign-off';
      result.started = mayBeAccepted && isOurs;
      result.adopted = !mayBeAccepted && evidence.shows === 'running';
      listener.info(result.started ? 'The go-live was accepted.' : foundAnother);
      return evidence;
    }
    const next = decideResend({
      effect: failure.effect,
      isThrottled: failure.kind === 'throttled',
      mayBeAccepted,
      isLast: sends === maxSends || run.clock.now() >= run.deadline.atMs,
      evidence: evidence.shows,
    });
    if (next !== 'send-again') {
      result.status = next === 'not-started' ? 'not-started' : 'unknown';
      throw next === 'not-started' ? failure : unknownOutcome(failure);
    }
  }
}

type Sent = { operation: Operation; failure?: never } | { operation?: never; failure: Failure };

/** One request. Until it is answered, nobody knows where the go-live stands. */
async function send(run: OfferRun, state: OfferState | undefined): Promise<Sent> {
  const stop = delayedStop(run);
  run.result.status = 'unknown';
  try {
    const deadline = { ...run.deadline, signal: stop.signal, startSignal: run.deadline.signal };
    const operation = await run.marketplace.goLive(run.offer, state, deadline);
    run.patience.onSuccess();
    return { operation };
  } catch (error) {
    if (error instanceof Failure && error.kind !== 'interrupted') {
      run.patience.onFailure(error, run.clock.now());
      return { failure: error };
    }
    throw error;
  } finally {
    stop.release();
  }
}

/**
 * The first go-live failed for good: it was refused, or could not be sent. If that suggests a rival, one status check shows whether another run was faster: what runs
 * is picked up, and what is live by now is a success, though not of this run.
 * @throws Failure: the one given
 */
async function afterFirstFailure(
  run: OfferRun,
  before: OfferState | undefined,
  failure: Failure,
): Promise<Started> {
  run.result.status = 'not-started';
  if (failure.suggestsRival && !run.deadline.signal.aborted) {
    run.listener.warning(
      `The go-live was refused: checking whether another one is running. ${failure.describe()}`,
    );
    const evidence = await checkOnce(run, before);
    if (evidence.shows === 'running' || (evidence.shows === 'ended' && evidence.as === 'live')) {
      run.result.adopted = evidence.shows === 'running';
      run.listener.info(foundAnother);
      return evidence;
    }
  }
  throw failure;
}

/** What one status check shows; nothing if it fails. */
async function checkOnce(run: OfferRun, before: OfferState | undefined): Promise<Evidence> {
  try {
    const { answer: snapshot } = await pollStatus(
      run,
      (deadline) => run.marketplace.getOfferState(run.offer, deadline),
      {
        isEnd: () => true,
        interval: run.pollInterval,
        untilMs: Math.min(run.deadline.atMs, run.clock.now()),
      },
    );
    return snapshot ? findEvidence(before, snapshot) : { shows: 'nothing' };
  } catch (error) {
    reportFailedCheck(run, error);
    return { shows: 'nothing' };
  }
}

/** Gives the API the pause it asked for before the offer is checked, and says what comes next. */
async function pauseAsAsked(run: OfferRun, failure: Failure, mayBeAccepted: boolean): Promise<void> {
  const { clock, deadline, listener } = run;
  const pauseMs = Math.min(cappedRetryAfterMs(failure.retryAfterMs), deadline.atMs - clock.now());
  const what = mayBeAccepted ? 'Unclear whether the go-live was accepted' : 'The go-live could not be sent';
  const when = pauseMs > 0 ? ` in ${formatDuration(pauseMs)}` : '';
  listener.warning(`${what}: checking the offer${when}. ${failure.describe()}`);
  await clock.sleep(pauseMs, deadline.signal);
}

/** Checks the offer until it shows what became of the go-live, for two minutes at most. */
async function reconcile(run: OfferRun, before: OfferState | undefined): Promise<Evidence> {
  const { clock, deadline } = run;
  const untilMs = Math.min(deadline.atMs, clock.now() + reconcileMs);
  let evidence: Evidence = { shows: 'nothing' };
  let checkedAtMs: number;
  const check = async (deadline: Deadline) => {
    evidence = { shows: 'nothing' };
    checkedAtMs = clock.now();
    const state = await run.marketplace.getOfferState(run.offer, deadline);
    evidence = findEvidence(before, state);
    return state;
  };
  // A slow answer is as old as its request: only a check that began late enough shows that nothing was accepted.
  const isTooOld = () => evidence.shows === 'not-accepted' && checkedAtMs < untilMs;
  try {
    do {
      await pollStatus(run, check, {
        isEnd: () => evidence.shows === 'running' || evidence.shows === 'ended',
        interval: { fixedMs: Math.max(reconcilePauseMs, run.pollInterval.minMs), minMs: 0 },
        untilMs,
      });
    } while (isTooOld());
  } catch (error) {
    reportFailedCheck(run, error);
  }
  return evidence;
}

/** @throws what is no failure of the check: a bug, or the end of the step */
function reportFailedCheck(run: OfferRun, error: unknown): void {
  if (!(error instanceof Failure) || error.kind === 'interrupted') {
    throw error;
  }
  run.listener.warning(`Could not check the offer. ${error.describe()}`);
}

/** The run's signal, but a moment later, so that an answer on its way still arrives. */
function delayedStop({ deadline: { signal }, clock }: OfferRun): { signal: AbortSignal; release(): void } {
  const delayed = new AbortController();
  const released = new AbortController();
  const onAbort = async () => {
    await clock.sleep(stopGraceMs, released.signal);
    delayed.abort(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true, signal: released.signal });
  return { signal: delayed.signal, release: () => released.abort() };
}
