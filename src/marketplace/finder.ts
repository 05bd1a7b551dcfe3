import type { Marketplace, MarketplaceFinder } from '../golive/marketplace.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { OfferName } from '../model/offer.ts';
import type { Connection } from './api.ts';
import { type ApiName, apiNames } from './apis.ts';
import { type Answer, chooseApi, describeAnswers } from './choice.ts';
import { findOfferType } from './offer-types.ts';

/**
 * Finds the API of one offer by asking each API that can be asked for the offer's type, once.
 * @param connect an API in use, the same one each time
 */
export function createFinder(connect: (api: ApiName) => Connection): MarketplaceFinder {
  const answers = new Map<ApiName, Answer>();
  const asked = () => apiNames.filter((api) => connect(api).getOfferType);

  /** @returns the failure where the API gave no answer */
  async function ask(api: ApiName, offer: OfferName, deadline: Deadline): Promise<Failure | undefined> {
    if (answers.has(api)) {
      return undefined;
    }
    try {
      const type = await connect(api).getOfferType?.(offer, deadline);
      answers.set(api, type === undefined ? { says: 'unknown' } : { says: 'type', type });
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') {
        throw error;
      }
      if (error.refusesCaller) {
        answers.set(api, { says: 'refused', failure: error });
      } else if (error.isRefusal && error.kind === 'not-found') {
        answers.set(api, { says: 'unknown' });
      } else if (error.isFatal) {
        // The sign-in failed: that is the same for every API.
        return error;
      } else {
        return error.with({
          message: `Could not ask ${api} for the offer. ${error.message}`,
          hint: `${error.hint} If you know which API carries the offer, set api: then no other is asked.`.trim(),
        });
      }
    }
    return undefined;
  }

  async function askAll(offer: OfferName, deadline: Deadline): Promise<Failure[]> {
    const failures = await Promise.all(asked().map((api) => ask(api, offer, deadline)));
    return failures.filter((failure) => failure !== undefined);
  }

  /** The type by which an API knows the offer; empty where it gave none. */
  function typeAt(api: ApiName): string {
    const answer = answers.get(api);
    return answer?.says === 'type' ? answer.type : '';
  }

  /** One line of the survey. */
  async function describe(api: ApiName, offer: OfferName, deadline: Deadline): Promise<string> {
    const answer = answers.get(api);
    if (answer?.says === 'unknown') {
      return `${api}: not found`;
    }
    if (answer?.says === 'refused') {
      return `${api}: access refused. ${answer.failure.describe()}`;
    }
    if (connect(api).getOfferType === undefined && !offer.publisher) {
      return `${api}: not asked, as publisher is empty`;
    }
    const word = typeAt(api);
    const type = word && `, type "${word}" (${findOfferType(word)?.name ?? 'not known to this action'})`;
    try {
      const { status, rawStatus } = await connect(api).getOfferState(offer, deadline);
      return `${api}: found${type}, ${status} (${rawStatus})`;
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') {
        throw error;
      }
      return `${api}: ${word ? `found${type}, but its state could not be read` : 'could not be read'}. ${error.describe()}`;
    }
  }

  return {
    hasAnswered: () => asked().every((api) => answers.has(api) || connect(api).hasAnswered()),

    async find(offer, deadline) {
      const [failure] = await askAll(offer, deadline);
      if (failure) {
        throw failure;
      }
      const { api, isLast, reason } = chooseApi(offer, answers);
      const marketplace = connect(api);
      return {
        marketplace: isLast
          ? await askLast(marketplace, offer, describeAnswers(answers), deadline)
          : marketplace,
        reason,
      };
    },

    async survey(offer, deadline) {
      await askAll(offer, deadline);
      return Promise.all(apiNames.map((api) => describe(api, offer, deadline)));
    },
  };
}

/**
 * The API that is left when no other one knows the offer. It may not know it either, so it has to show the offer's state
 * before it is used.
 * @param said what the others said
 * @throws Failure
 */
async function askLast(
  marketplace: Marketplace,
  offer: OfferName,
  said: string,
  deadline: Deadline,
): Promise<Marketplace> {
  try {
    const state = await marketplace.getOfferState(offer, deadline);
    let isFresh = true;
    return {
      ...marketplace,
      async getOfferState(offer, deadline) {
        const isKnown = isFresh;
        isFresh = false;
        return isKnown ? state : marketplace.getOfferState(offer, deadline);
      },
    };
  } catch (error) {
    throw error instanceof Failure && (error.refusesCaller || error.kind === 'not-found')
      ? error.with({ message: `${said} ${marketplace.api}: ${error.message}` })
      : error;
  }
}
