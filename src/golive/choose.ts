import type { PollInterval } from '../model/backoff.ts';
import { isPatient, type OfferRun, routeTo, type UnroutedRun } from './offer-run.ts';
import { Patience } from './patience.ts';
import { poll, singleCheckMs } from './poll.ts';

/**
 * Finds the API that carries the offer, for the rest of the run, and says which and why. A passing fault is waited for like
 * that of a status check. In `check` mode each API's word on the offer is told, too.
 * @throws Failure where no API can be chosen; or kind `interrupted`
 */
export async function chooseMarketplace(run: UnroutedRun): Promise<OfferRun> {
  const { clock, deadline, finder, listener, offer, result, settings, startMs } = run;
  const patience = new Patience(startMs, () => finder.hasAnswered());
  const interval: PollInterval = { fixedMs: settings.fixedPollMs, minMs: 10_000 };
  try {
    const { answer, failure } = await poll({ ...run, patience }, (deadline) => finder.find(offer, deadline), {
      isEnd: () => true,
      interval,
      untilMs: isPatient(settings) ? deadline.atMs : Math.min(deadline.atMs, clock.now() + singleCheckMs),
    });
    if (!answer) {
      throw failure;
    }
    result.api = answer.marketplace.api;
    listener.info(answer.reason);
    return routeTo(answer.marketplace, run);
  } finally {
    const { signal, atMs } = deadline;
    if (settings.mode === 'check' && !signal.aborted && clock.now() < atMs) {
      const untilMs = Math.min(atMs, clock.now() + singleCheckMs);
      for (const line of await finder.survey(offer, { signal, atMs: untilMs })) {
        listener.info(line);
      }
    }
  }
}
