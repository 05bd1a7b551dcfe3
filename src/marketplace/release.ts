import { Failure } from '../model/failure.ts';
import type { OfferState } from '../model/offer.ts';

/** What a go-live will release. @throws Failure of kind `not-ready` where the API shows nothing to release */
export function requireRelease(state: OfferState | undefined): string {
  if (!state?.release) {
    const word = state?.rawStatus ? ` (${state.rawStatus})` : '';
    throw new Failure('not-ready', `The API shows no preview that can be released${word}.`, {
      hint: 'Publish the offer to preview first.',
    });
  }
  return state.release;
}
