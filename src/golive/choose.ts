import type { PollInterval } from '../model/backoff.ts';
import { Failure, interrupted } from '../model/failure.ts';
import type { LookUp } from './marketplace.ts';
import { isPatient, type OfferRun, routeTo, type UnroutedRun } from './offer-run.ts';
import { Patience } from './patience.ts';
import { poll, singleCheckMs } from './poll.ts';

/**
 * Finds the API that carries the offer, for the rest of the run, and says which and why. In `check` mode each API's word on
 * the offer is told, too.
 * @throws Failure where no API can be chosen; or kind `interrupted`
 */
export async function chooseMarketplace(run: UnroutedRun): Promise<OfferRun> {
  const { finder, listener, result, settings } = run;
  try {
    let next = finder.next();
    while (next.lookUps) {
      await answerAll(run, next.lookUps);
      next = finder.next();
    }
    result.api = next.marketplace.api;
    listener.info(next.reason);
    if (settings.mode === 'check') {
      await survey(run);
    }
    return routeTo(next.marketplace, run);
  } catch (error) {
    const isSignIn = error instanceof Failure && error.isFailedSignIn;
    if (settings.mode === 'check' && !isSignIn && result.api === '') {
      await survey(run);
    }
    throw error;
  }
}

/** Asks until each API has answered. The first that will not ends it for all. @throws Failure */
async function answerAll(run: UnroutedRun, lookUps: readonly LookUp[]): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([run.deadline.signal, stop.signal]);
  const errors: unknown[] = [];
  const answers = lookUps.map(async (lookUp) => {
    try {
      await answer({ ...run, deadline: { ...run.deadline, signal } }, lookUp);
    } catch (error) {
      errors.push(error);
      stop.abort(interrupted('another look-up failed'));
    }
  });
  await Promise.all(answers);
  if (errors.length > 0) {
    throw errors[0];
  }
}

/** Asks one API until it has answered. A passing fault is waited for like that of a status check. @throws Failure */
async function answer(run: UnroutedRun, lookUp: LookUp): Promise<void> {
  const { clock, deadline, settings } = run;
  const patience = new Patience(clock.now(), () => lookUp.hasAnswered());
  const interval: PollInterval = { fixedMs: settings.fixedPollMs, minMs: 10_000 };
  const { failure } = await poll({ ...run, patience }, (deadline) => lookUp.ask(deadline), {
    subject: 'Look-up',
    isEnd: () => true,
    interval,
    untilMs: isPatient(settings) ? deadline.atMs : Math.min(deadline.atMs, clock.now() + singleCheckMs),
  });
  if (failure) {
    throw failure;
  }
}

/** Tells what each API says of the offer, as far as there is time. */
async function survey({ clock, deadline, finder, listener }: UnroutedRun): Promise<void> {
  const { signal, atMs } = deadline;
  if (signal.aborted || clock.now() >= atMs) {
    return;
  }
  for (const line of await finder.survey({ signal, atMs: Math.min(atMs, clock.now() + singleCheckMs) })) {
    listener.info(line);
  }
}
