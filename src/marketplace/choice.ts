import { Failure } from '../model/failure.ts';
import { displayName, type OfferName } from '../model/offer.ts';
import { oneLine } from '../model/text.ts';
import type { ApiName } from './apis.ts';
import { findOfferType, type OfferType } from './offer-types.ts';

/** What an API says when it is asked for an offer. */
export type Answer =
  /** It knows the offer, as this type, in the API's word; empty where it names none. */
  | { says: 'type'; type: string }
  | { says: 'unknown' }
  /** It refuses the look-up, as a rule because it does not let this caller in. */
  | { says: 'refused'; failure: Failure };

export type Answers = ReadonlyMap<ApiName, Answer>;

export interface Choice {
  api: ApiName;
  /** A sentence for the log. */
  reason: string;
  /** No API that was asked knows the offer: this one, which cannot be asked for its type, is what is left. */
  isLast: boolean;
}

// The only API that cannot be asked for the type of an offer.
const lastApi: ApiName = 'cloud-partner-portal';
const setApi = 'If you know which API carries the offer, set api.';

/**
 * Which API carries an offer, from what the APIs say of it. Nothing is guessed: a go-live cannot be taken back.
 * @throws Failure of kind `input` where the answers do not tell; the refusal's own kind where every API refuses alike
 */
export function chooseApi(offer: OfferName, answers: Answers): Choice {
  const known = [...answers].flatMap(([api, answer]) =>
    answer.says === 'type' ? [{ api, word: answer.type, type: findOfferType(answer.type) }] : [],
  );
  if (known.length === 0) {
    return chooseLast(offer, answers);
  }
  const typed = known.filter(({ word }) => word !== '');
  const type = typed[0]?.type;
  const words = known.map(({ api }) => describeAnswer(api, answers)).join(' ');
  if (!type || typed.some((other) => !other.type)) {
    throw new Failure('input', `The type of ${displayName(offer)} is not known to this action. ${words}`, {
      hint: 'Set api to the API that carries the offer.',
    });
  }
  if (typed.some((other) => other.type !== type)) {
    throw new Failure('input', `The APIs disagree on the type of ${displayName(offer)}. ${words}`, {
      hint: setApi,
    });
  }
  return chooseByType(offer, answers, type);
}

function chooseByType(offer: OfferName, answers: Answers, { name, api }: OfferType): Choice {
  const what = `${displayName(offer)} is ${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name} offer`;
  if (api === lastApi) {
    if (!offer.publisher) {
      throw new Failure('input', `${what}, which needs publisher.`, { hint: setPublisher });
    }
  } else if (answers.get(api)?.says !== 'type') {
    const said = describeAnswer(api, answers);
    const refusal = refusalOf(answers.get(api));
    throw new Failure('input', `${what}, which ${api} takes live, but ${said}`, {
      hint: `${refusal?.hint ?? ''} ${setApi}`.trim(),
      cause: refusal,
    });
  }
  return { api, reason: `${what}: using ${api}.`, isLast: false };
}

function chooseLast(offer: OfferName, answers: Answers): Choice {
  const said = describeAnswers(answers);
  if (offer.publisher) {
    return { api: lastApi, reason: `${said} So ${lastApi} is left for ${displayName(offer)}.`, isLast: true };
  }
  const failures = [...answers.values()].map(refusalOf);
  const [first] = failures;
  if (first && failures.every((failure) => failure?.kind === first.kind)) {
    // Each sentence has its technical part already.
    throw first.with({ message: said, technical: '' });
  }
  const refusal = failures.find((failure) => failure !== undefined);
  throw new Failure(
    'input',
    `${said} So ${lastApi} is left for ${displayName(offer)}, which needs publisher.`,
    {
      hint: [`Check offer. If it is right: ${setPublisher}`, refusal?.hint].filter(Boolean).join(' '),
      cause: refusal,
    },
  );
}

const setPublisher = 'Set publisher to the publisher ID from Partner Center, e.g. contoso.';

function refusalOf(answer: Answer | undefined): Failure | undefined {
  return answer?.says === 'refused' ? answer.failure : undefined;
}

// Leaves room in the output `message` for the other APIs and the advice.
const maxQuoteLength = 300;

/** What each API said, a sentence each. */
export function describeAnswers(answers: Answers): string {
  return [...answers.keys()].map((api) => describeAnswer(api, answers)).join(' ');
}

function describeAnswer(api: ApiName, answers: Answers): string {
  const answer = answers.get(api);
  switch (answer?.says) {
    case 'type':
      return answer.type
        ? `${api} knows the offer as "${answer.type}".`
        : `${api} knows the offer, but not its type.`;
    case 'refused':
      return `${api} refused the look-up: ${oneLine(answer.failure.describe(), maxQuoteLength)}`;
    default:
      return `${api} does not know the offer.`;
  }
}
