import type { Within } from '../clock.ts';
import { Failure, type FailureKind, ServiceError, SignInError, UnreadableAnswer } from '../errors.ts';
import { oneLine } from '../report/text.ts';
import { decide, type Ending } from './decide.ts';
import { follow, howToGoOn, timeIsUp } from './follow.ts';
import type { Operation, Standing } from './operation.ts';
import { noteOperation } from './result.ts';
import type { OfferRun } from './run.ts';
import { start } from './start.ts';
import { singleLookMs, watch } from './watch.ts';

const finalKinds: ReadonlySet<FailureKind> = new Set(['interrupted', 'authentication']);

/** The story of one offer: look, decide, start, follow. Never throws: every way it can end is in `run.result`. */
export async function goLive(run: OfferRun): Promise<void> {
  const { result } = run;
  try {
    const ending = await story(run);
    result.status = ending.status;
    result.failureKind = ending.failureKind;
    result.timedOut = ending.failureKind === 'timeout';
    result.message = oneLine(ending.message);
  } catch (error) {
    const failure = error instanceof Failure ? error : faultOfOurs(error);
    const answered = failure.cause instanceof Failure ? failure.cause : failure;
    if (answered instanceof ServiceError || answered instanceof UnreadableAnswer) {
      result.correlationId = answered.correlationId || result.correlationId;
    }
    result.failureKind = failure.kind;
    const goOn = failure.hint && !result.operationUrl ? '' : howToGoOn(run);
    result.message = oneLine([failure.message, failure.hint, goOn].filter(Boolean).join(' '));
  }
  result.endedAt = new Date(run.clock.epoch()).toISOString();
}

async function story(run: OfferRun): Promise<Ending> {
  const { settings, report } = run;
  if (run.operation) {
    noteOperation(run.result, run.operation);
    report.knows(run.result);
    return follow(run, run.operation, false);
  }
  let standing = await look(run);
  let decision = decide(settings.mode, standing, settings.waitForPreview);
  if (decision.do === 'await-preview') {
    report.say('The preview is still being built: waiting for it.');
    standing = await awaitPreview(run);
    if (!standing) {
      return timeIsUp(run, 'The preview is still being built, and no go-live was started.');
    }
    decision = decide(settings.mode, standing, false);
  }
  switch (decision.do) {
    case 'end':
      return decision.ending;
    case 'adopt':
      report.say('It is under way already: picking it up.');
      run.result.adopted = true;
      return take(run, decision.operation, false);
    default: {
      if (run.clock.now() >= run.within.deadlineMs) {
        return timeIsUp(run, 'No go-live was started.');
      }
      const started = await start(run, standing);
      return started.do === 'end' ? started.ending : take(run, started.operation, true);
    }
  }
}

/** Where the offer stands. Undefined where that can't be read, and a go-live can be sent all the same. */
async function look(run: OfferRun): Promise<Standing | undefined> {
  const { mode, pace, wait, startsBlind } = run.settings;
  const canDoWithout = mode === 'go-live' && startsBlind;
  const isPatient = mode !== 'check' && wait;
  // The look can be done without, the sign-in cannot: it is waited for as long as the run waits for anything.
  const patiently = (within: Within): Within => ({
    ...within,
    deadlineMs: Math.max(within.deadlineMs, run.within.deadlineMs),
  });
  const lookOnce = (within: Within) =>
    run.marketplace.look(run.offer, isPatient ? patiently(within) : within);
  try {
    const { reading, failure } = await watch(run, lookOnce, {
      isEnd: () => true,
      pace,
      untilMs:
        isPatient && !canDoWithout
          ? run.within.deadlineMs
          : Math.min(run.within.deadlineMs, run.clock.now() + singleLookMs),
    });
    if (failure) {
      throw failure;
    }
    return reading;
  } catch (error) {
    // Without a token there is nothing that the API could decide.
    const isFinal = !(error instanceof Failure) || error instanceof SignInError || finalKinds.has(error.kind);
    if (!canDoWithout || isFinal) {
      throw error;
    }
    run.report.warn(`Where the offer stands could not be read, so the API decides. ${error.message}`);
    return undefined;
  }
}

async function awaitPreview(run: OfferRun): Promise<Standing | undefined> {
  const { reading } = await watch(run, (within) => run.marketplace.look(run.offer, within), {
    // A word that is not known does not end a wait.
    isEnd: ({ phase, status }) => phase !== 'building-preview' && status !== 'unknown',
    pace: run.settings.pace,
    untilMs: run.within.deadlineMs,
  });
  return reading;
}

/** From here on the operation is known: it is given out at once, and followed if that is wanted. */
async function take(run: OfferRun, operation: Operation, justStarted: boolean): Promise<Ending> {
  noteOperation(run.result, operation);
  run.result.status = 'running';
  run.report.knows(run.result);
  if (!run.settings.wait) {
    const what = justStarted ? 'The go-live was accepted' : 'It is under way';
    return {
      status: 'running',
      failureKind: '',
      message: `${what}, and is not waited for. ${howToGoOn(run)}`,
    };
  }
  return follow(run, operation, justStarted);
}

function faultOfOurs(error: unknown): Failure {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failure('unknown-outcome', `A fault of this action, please report it: ${what}`);
}
