import type { Within } from '../clock.ts';
import { Failure, Interrupted } from '../errors.ts';
import { isUndecided, retryAfterOf, wasNeverSent } from '../http/retry.ts';
import { span } from '../report/text.ts';
import { decideLost, type LostDecision } from './decide.ts';
import type { Operation, Standing } from './operation.ts';
import { askedMs } from './pace.ts';
import type { OfferRun } from './run.ts';
import { watch } from './watch.ts';

const maxSends = 3;
// After a lost answer: how long it may take until the offer shows that the go-live was taken.
const reconcileMs = 120_000;
const reconcilePauseMs = 20_000;
// A go-live that is under way when the step is stopped gets this long to be answered: its operation URL is worth it.
const graceMs = 1_500;

/**
 * Sends the go-live. It cannot be taken back, so a request whose answer was lost is repeated only when the offer plainly
 * still waits for sign-off.
 * @param before where the offer stood, as far as that could be read
 * Notes in `run.result` whether this run started it.
 * @returns the accepted operation, or the way in which the offer shows that it has ended already
 * @throws Failure: refused; or `unknown-outcome` when it can't be told whether it was taken
 */
export async function start(
  run: OfferRun,
  before: Standing | undefined,
): Promise<Extract<LostDecision, { do: 'adopt' | 'end' }>> {
  const { report, result } = run;
  let mayBeTaken = false;
  for (let sends = 1; ; sends += 1) {
    run.within.signal.throwIfAborted();
    report.say(
      sends === 1 ? 'Sending the go-live.' : `Sending the go-live again (${sends} of at most ${maxSends}).`,
    );
    const sent = await send(run, before);
    if (sent.operation) {
      result.started = true;
      return { do: 'adopt', operation: sent.operation };
    }
    const refused = !isUndecided(sent.failure);
    if (!refused) {
      report.bore(sent.failure);
    }
    if (refused && sends === 1) {
      result.status = 'not-started';
      throw sent.failure;
    }
    // A "no" to a repeated request may come from an API that took the first one.
    mayBeTaken ||= !wasNeverSent(sent.failure);
    const doubt = mayBeTaken ? 'Whether the go-live was taken is not known' : 'The go-live could not be sent';
    const pauseMs = Math.min(askedMs(retryAfterOf(sent.failure)), run.within.deadlineMs - run.clock.now());
    const when = pauseMs > 0 ? ` in ${span(pauseMs)}` : '';
    report.warn(`${doubt}: looking at the offer${when}. ${sent.failure.message}`);
    await run.clock.sleep(pauseMs, run.within.signal);
    const decision = await reconcile(run, before);
    if (decision.do === 'adopt' || decision.do === 'end') {
      const isOurs = decision.do === 'adopt' || before?.phase === 'waiting-for-sign-off';
      result.started = mayBeTaken && isOurs;
      result.adopted = !mayBeTaken && decision.do === 'adopt';
      report.say(result.started ? 'The go-live was taken.' : 'It is under way, or done, already.');
      return decision;
    }
    const isLast = sends === maxSends || run.clock.now() >= run.within.deadlineMs;
    // A throttled request was answered, and the offer shows that it was not taken.
    const notTaken = refused || (isLast && sent.failure.kind === 'throttled');
    if (notTaken && decision.do === 'send-again') {
      result.status = 'not-started';
      throw sent.failure;
    }
    if (decision.do === 'unknown' || isLast) {
      result.status = mayBeTaken ? 'unknown' : 'not-started';
      throw mayBeTaken ? unknownOutcome(sent.failure) : sent.failure;
    }
  }
}

type Sent = { operation: Operation; failure?: never } | { operation?: never; failure: Failure };

/** One request. Until it is answered, where the go-live stands is unknown. */
async function send(run: OfferRun, standing: Standing | undefined): Promise<Sent> {
  const held = heldBack(run);
  run.result.status = 'unknown';
  try {
    const within = { ...run.within, signal: held.signal };
    return { operation: await run.marketplace.start(run.offer, standing, within) };
  } catch (error) {
    if (error instanceof Failure && !(error instanceof Interrupted)) {
      return { failure: error };
    }
    throw error;
  } finally {
    held.release();
  }
}

/** Looks at the offer until it shows what became of the go-live, or for two minutes. */
async function reconcile(run: OfferRun, before: Standing | undefined): Promise<LostDecision> {
  const untilMs = Math.min(run.within.deadlineMs, run.clock.now() + reconcileMs);
  let decision: LostDecision = { do: 'unknown' };
  let beganMs: number;
  const lookOnce = async (within: Within) => {
    decision = { do: 'unknown' };
    beganMs = run.clock.now();
    const standing = await run.marketplace.look(run.offer, within);
    decision = decideLost(before, standing);
    return standing;
  };
  // What a slow look shows is as old as its request: that nothing was taken is for a look to tell that began late enough.
  const isTooOld = () => decision.do === 'send-again' && beganMs < untilMs;
  try {
    do {
      await watch(run, lookOnce, {
        isEnd: () => decision.do === 'adopt' || decision.do === 'end',
        pace: { fixedMs: Math.max(reconcilePauseMs, run.settings.pace.shortestMs), shortestMs: 0 },
        untilMs,
      });
    } while (isTooOld());
  } catch (error) {
    if (!(error instanceof Failure) || error instanceof Interrupted) {
      throw error;
    }
    run.report.warn(`The offer cannot be looked at. ${error.message}`);
  }
  return decision;
}

function unknownOutcome(lost: Failure): Failure {
  return new Failure(
    'unknown-outcome',
    `The go-live was sent, but whether it was taken is not known: its answer was lost, and the offer does not show it. ${lost.message}`,
    {
      hint: 'Look in Partner Center whether the offer is going live. If it is not, run this step again: it looks first, and picks up a go-live that runs.',
      cause: lost,
    },
  );
}

/** The signal of the run, held back for a moment. */
function heldBack({ within: { signal }, clock }: OfferRun): { signal: AbortSignal; release(): void } {
  const held = new AbortController();
  const released = new AbortController();
  const onAbort = async () => {
    await clock.sleep(graceMs, released.signal);
    held.abort(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true, signal: released.signal });
  return { signal: held.signal, release: () => released.abort() };
}
