import type { LookUp, Marketplace, MarketplaceFinder } from '../golive/marketplace.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { OfferName } from '../model/offer.ts';
import type { Connection } from './api.ts';
import { type ApiName, apiNames } from './apis.ts';
import { type Answer, chooseApi, describeAnswers } from './choice.ts';
import { findOfferType } from './offer-types.ts';

/**
 * Finds the API of one offer by asking each API that can be asked for the offer's type.
 * @param connect an API in use, the same one each time
 */
export function createFinder(connect: (api: ApiName) => Connection, offer: OfferName): MarketplaceFinder {
  const answers = new Map<ApiName, Answer>();
  // Refusals of a sign-in that were seen to come and go are tried again only where all depends on them.
  const doubted = new Set<ApiName>();
  let last: Marketplace | undefined;

  /** Asks for the type of the offer. */
  function typeLookUp(api: ApiName): LookUp {
    const isBrief = !doubted.has(api);
    return {
      hasAnswered: () => connect(api).hasAnswered(),
      async ask(deadline) {
        try {
          const type = await connect(api).getOfferType?.(offer, { ...deadline, isBrief });
          answers.set(api, type === undefined ? { says: 'unknown' } : { says: 'type', type });
        } catch (error) {
          if (!(error instanceof Failure)) {
            throw error;
          }
          if (error.refusesCaller || (error.isRefusal && error.kind !== 'not-found')) {
            answers.set(api, { says: 'refused', failure: error });
          } else if (error.isRefusal) {
            answers.set(api, { says: 'unknown' });
          } else {
            throw explain(error, `Could not ask ${api} for the offer. ${error.message}`);
          }
        }
      },
    };
  }

  /** Asks the API that is left for the offer's state: it cannot be asked for the type, and may not know the offer either. */
  function stateLookUp(api: ApiName): LookUp {
    return {
      hasAnswered: () => connect(api).hasAnswered(),
      async ask(deadline) {
        try {
          last = withFirstState(connect(api), await connect(api).getOfferState(offer, deadline));
        } catch (error) {
          if (!(error instanceof Failure)) {
            throw error;
          }
          // Not final: the offer is there, though its status is not.
          if (error.kind !== 'not-found' || error.isFatal) {
            throw explain(error, `${describeAnswers(answers)} ${api}: ${error.message}`);
          }
          last = connect(api);
        }
      },
    };
  }

  /** The look-ups that are worth another try before the choice fails, or falls on what is left. */
  function doubt(): LookUp[] {
    const refused = [...answers].filter(
      ([api, answer]) =>
        answer.says === 'refused' && answer.failure.effect === 'not-sent' && !doubted.has(api),
    );
    return refused.map(([api]) => {
      doubted.add(api);
      answers.delete(api);
      return typeLookUp(api);
    });
  }

  /** One line of the survey. */
  async function describe(api: ApiName, deadline: Deadline): Promise<string> {
    const answer = answers.get(api);
    const connection = connect(api);
    if (answer?.says === 'unknown') {
      return `${api}: not found`;
    }
    if (answer?.says === 'refused') {
      return `${api}: access refused. ${answer.failure.describe()}`;
    }
    if (!connection.getOfferType && !offer.publisher) {
      return `${api}: not asked, as publisher is empty`;
    }
    const word = answer?.says === 'type' ? answer.type : '';
    const type = word && `, type "${word}" (${findOfferType(word)?.name ?? 'not known to this action'})`;
    try {
      const { status, rawStatus } = await connection.getOfferState(offer, deadline);
      return `${api}: found${type}, ${status} (${rawStatus})`;
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') {
        throw error;
      }
      if (!answer && error.isFatal && (error.refusesCaller || error.kind === 'not-found')) {
        return `${api}: ${error.refusesCaller ? 'access refused' : 'not found'}. ${error.describe()}`;
      }
      return `${api}: ${answer ? `found${type}, but its state could not be read` : 'could not be read'}. ${error.describe()}`;
    }
  }

  return {
    next() {
      const open = apiNames.filter((api) => connect(api).getOfferType && !answers.has(api));
      if (open.length > 0) {
        return { lookUps: open.map(typeLookUp) };
      }
      try {
        const { api, isLast, reason } = chooseApi(offer, answers);
        if (isLast && !last) {
          const again = doubt();
          return { lookUps: again.length > 0 ? again : [stateLookUp(api)] };
        }
        return { marketplace: last ?? connect(api), reason };
      } catch (error) {
        const lookUps = doubt();
        if (lookUps.length === 0) {
          throw error;
        }
        return { lookUps };
      }
    },

    async survey(deadline) {
      return Promise.all(apiNames.map((api) => describe(api, deadline)));
    },
  };
}

/** The failure of a look-up, with what it was for. A failed sign-in, which is the same for every API, stays as it is. */
function explain(failure: Failure, message: string): Failure {
  if (failure.kind === 'interrupted' || failure.isFailedSignIn) {
    return failure;
  }
  if (failure.isFatal) {
    return failure.with({ message });
  }
  return failure.with({
    message,
    hint: `${failure.hint} If you know which API carries the offer, set api: then no other is asked.`.trim(),
  });
}

/** An API of which the state of the offer has just been read, and need not be read again at first. */
function withFirstState(
  connection: Connection,
  state: Awaited<ReturnType<Marketplace['getOfferState']>>,
): Marketplace {
  let isFresh = true;
  return {
    ...connection,
    async getOfferState(offer, deadline) {
      const isKnown = isFresh;
      isFresh = false;
      return isKnown ? state : connection.getOfferState(offer, deadline);
    },
  };
}
