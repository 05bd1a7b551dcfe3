import type { ApiClient } from '../../http/api-client.ts';
import type { Deadline } from '../../model/clock.ts';
import { Failure } from '../../model/failure.ts';
import type { Message, OfferState, Operation, Phase, StatusSnapshot } from '../../model/offer.ts';
import { type Api, type Connection, foreignOperation, pathBelow, portalUrlOf } from '../api.ts';
import { createHints } from '../hints.ts';
import { isOfferFault } from '../offer-fault.ts';
import { listItems } from '../pages.ts';
import { createProducts } from '../products.ts';
import { requireRelease } from '../release.ts';
import {
  checkWorkflow,
  isDraft,
  readFindings,
  readListedSubmission,
  readProduct,
  readSubmission,
  readWorkflows,
  type Submission,
} from './documents.ts';
import { interpretSubmission } from './state.ts';

const origin = 'https://api.partner.microsoft.com';

/**
 * The Partner Center submission API (learn.microsoft.com, submission-api-overview and azure-app-apis; the rest as the
 * vendor's SDK and navcontainerhelper use it).
 */
export const partnerCenter: Api = {
  baseUrl: `${origin}/v1.0/ingestion`,
  needsPublisher: false,
  audiences: [origin],
  scope: `${origin}/.default`,
  // From the documentation and the users of the API (submission-api-onboard page, AL-Go, navcontainerhelper).
  hint: createHints(
    origin,
    {
      404: 'Check the offer ID, and that this API carries the offer (Azure application, Dynamics 365, SaaS).',
    },
    {
      400: 'If the answer names what is wrong with the offer, fix that, publish to preview again, then go live.',
    },
  ),
  kind: (words) => (mentionsCertification(words) ? 'certification' : undefined),
  parseOperationUrl,
  connect,
};

function connect(client: ApiClient, baseUrl: string): Connection {
  const urlOf = (path: string) => new URL(`${baseUrl}/${path}`);
  const get = (url: URL, deadline: Deadline) => client.send({ method: 'GET', url }, deadline);
  // The filter is what the vendor's CLI sends. The plain list was seen to be refused, and to leave products out.
  const products = createProducts(
    client,
    (offer) => [
      urlOf(
        `products?$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offer}')`)}`,
      ),
      urlOf('products'),
    ],
    readProduct,
  );

  /** A document that the story can go without; undefined where it cannot be read. */
  async function getOptional(url: URL, deadline: Deadline): Promise<unknown> {
    try {
      return (await get(url, deadline)).json();
    } catch (error) {
      if (error instanceof Failure && !error.isFatal) {
        return undefined;
      }
      throw error;
    }
  }

  /** What a submission shows, and what that means for a go-live. */
  async function snapshotOf(
    submission: Submission,
    url: URL,
    correlationId: string,
    deadline: Deadline,
  ): Promise<StatusSnapshot & { phase: Phase }> {
    const { rawStatus, failureReason } = submission;
    const { steps, live, unknownWords } = readWorkflows(
      await getOptional(partOf(url, 'workflowdetails'), deadline),
    );
    const { phase, status } = interpretSubmission(submission, live);
    const isDead = phase === 'dead-submission' && status === 'failed';
    const deadMessage: Message = {
      level: 'error',
      text: `The submission is no longer there to go live (${rawStatus}).`,
      timestamp: '',
    };
    const messages = isDead
      ? [deadMessage]
      : status === 'failed'
        ? [
            ...(await readFindings([{ severity: 'error', message: failureReason }])),
            ...(await readFindings(await getOptional(partOf(url, 'validations'), deadline))),
          ]
        : [];
    const isCertification =
      isOfferFault(steps) || [rawStatus, ...messages.map(({ text }) => text)].some(mentionsCertification);
    return {
      phase,
      status,
      rawStatus,
      unknownWords: [...new Set(status === 'unknown' ? [rawStatus, ...unknownWords] : unknownWords)],
      steps,
      messages,
      links: [],
      portalUrl: portalUrlOf(productIn(url)),
      failureKind: isCertification ? 'certification' : 'service',
      correlationId,
    };
  }

  return {
    api: 'partner-center',
    // What navcontainerhelper does.
    minPollMs: 30_000,
    canStartWithoutState: false,
    showsSteps: true,
    hasAnswered: () => client.hasAnswered,

    async getOfferType({ offer }, deadline) {
      return (await products.find(offer, deadline))?.type;
    },

    async getOfferState({ offer }, deadline) {
      const product = (await products.get(offer, deadline)).id;
      const { items, correlationId } = await listItems(
        client,
        urlOf(`products/${product}/submissions`),
        deadline,
        readListedSubmission,
      );
      const submission = newestSubmission(items);
      if (submission === 'unclear') {
        return { ...unclear, portalUrl: portalUrlOf(product), correlationId };
      }
      if (!submission) {
        return { ...neverPublished, portalUrl: portalUrlOf(product), correlationId };
      }
      const path = `products/${product}/submissions/${submission.id}`;
      const url = urlOf(path);
      const snapshot = await snapshotOf(submission, url, correlationId, deadline);
      const { phase } = snapshot;
      const isRunning = phase === 'going-live' || phase === 'building-preview';
      const isReady = phase === 'waiting-for-sign-off';
      return {
        ...snapshot,
        operation: isRunning ? submissionOperation(url) : undefined,
        release: isReady || phase === 'live' || phase === 'go-live-ended' ? path : undefined,
      };
    },

    async goLive(_offer, state, deadline) {
      const url = urlOf(requireRelease(state));
      const answer = await client.send({ method: 'POST', url: partOf(url, 'promote') }, deadline);
      // A 200 from a proxy or a sign-in page is no acceptance.
      if (answer.status === 200) {
        checkWorkflow(answer.json(), answer.correlationId);
      }
      // The submission existed before: for a moment it may still show the state before the go-live.
      return { ...submissionOperation(url), tracksOffer: true };
    },

    async getOperation({ url }, offer, deadline) {
      if (offer && (await products.get(offer.offer, deadline)).id !== productIn(url)) {
        throw foreignOperation(offer);
      }
      const answer = await get(url, deadline);
      const submission = readSubmission(answer.json(), answer.correlationId);
      return snapshotOf(submission, url, answer.correlationId, deadline);
    },
  };
}

function parseOperationUrl(url: URL, baseUrl: string): ReturnType<Api['parseOperationUrl']> {
  return /^products\/[\w-]{1,100}\/submissions\/[\w-]{1,100}$/.test(pathBelow(baseUrl, url) ?? '')
    ? { operation: submissionOperation(url), offer: { publisher: '', offer: '' } }
    : undefined;
}

function productIn({ pathname }: URL): string | undefined {
  return /\/products\/([^/]+)\/submissions\/[^/]+$/.exec(pathname)?.[1];
}

function submissionOperation(url: URL): Operation {
  return { url, id: url.pathname.slice(url.pathname.lastIndexOf('/') + 1), tracksOffer: false };
}

/** The URL of something under a submission. */
function partOf(submission: URL, name: string): URL {
  const part = new URL(submission);
  part.pathname += `/${name}`;
  return part;
}

/** The submission with the highest release number, drafts aside. One that cannot be read or placed may be the newest. */
function newestSubmission(items: readonly (Submission | 'unreadable')[]): Submission | 'unclear' | undefined {
  const submissions = items.filter((item) => item !== 'unreadable');
  const released = submissions.filter((submission) => !isDraft(submission));
  const isPlaceless =
    released.length > 1 && released.some(({ releaseNumber }) => releaseNumber === undefined);
  if (submissions.length < items.length || isPlaceless) {
    return 'unclear';
  }
  return released.toSorted((a, b) => Number(a.releaseNumber) - Number(b.releaseNumber)).at(-1);
}

function mentionsCertification(words: string): boolean {
  return /certification/i.test(words);
}

const neverPublished: OfferState = {
  status: 'not-started',
  rawStatus: 'no submission',
  unknownWords: [],
  steps: [],
  messages: [],
  links: [],
  portalUrl: '',
  failureKind: 'service',
  correlationId: '',
  phase: 'never-published',
  operation: undefined,
  release: undefined,
};

const unclear: OfferState = {
  ...neverPublished,
  status: 'unknown',
  rawStatus: 'a submission that cannot be read',
  phase: 'unclear',
};
