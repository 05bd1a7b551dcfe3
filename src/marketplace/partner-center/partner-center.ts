import type { Within } from '../../clock.ts';
import { Failure } from '../../errors.ts';
import type { Operation, Phase, Reading, Standing } from '../../golive/operation.ts';
import type { ApiClient } from '../../http/api-client.ts';
import type { Marketplace } from '../marketplace.ts';
import { itemsOf } from '../pages.ts';
import { productFinder } from '../products.ts';
import { releaseOf } from '../release.ts';
import { isOffersMatter } from '../schema.ts';
import {
  checkWorkflow,
  isDraft,
  meaningOf,
  readFindings,
  readListedSubmission,
  readProductOf,
  readSubmission,
  readWorkflows,
  type Submission,
} from './documents.ts';

/**
 * The Partner Center submission API (learn.microsoft.com, submission-api-overview and azure-app-apis; its parts as the
 * vendor's SDK and navcontainerhelper use them).
 * @param baseUrl without a slash at its end, e.g. https://api.partner.microsoft.com/v1.0/ingestion
 */
export function partnerCenter(client: ApiClient, baseUrl: string): Marketplace {
  const urlOf = (path: string) => new URL(`${baseUrl}/${path}`);
  const get = (url: URL, within: Within) => client.send({ method: 'GET', url }, within);
  const productOf = productFinder(client, () => urlOf('products'), readProductOf);

  /** A document of a submission that the story can do without; undefined where it cannot be had. */
  async function optional(submission: URL, name: string, within: Within): Promise<unknown> {
    try {
      return (await get(partOf(submission, name), within)).json();
    } catch (error) {
      if (error instanceof Failure && error.kind !== 'interrupted' && error.kind !== 'authentication') {
        return undefined;
      }
      throw error;
    }
  }

  /** What a submission shows, and what that means for a go-live. */
  async function readingOf(
    submission: Submission,
    url: URL,
    correlationId: string,
    within: Within,
  ): Promise<Reading & { phase: Phase }> {
    const { rawStatus, failureReason } = submission;
    const { steps, live, unknownWords } = readWorkflows(await optional(url, 'workflowdetails', within));
    const { phase, status } = meaningOf(submission, live);
    const messages =
      status === 'failed'
        ? [
            ...(await readFindings([{ severity: 'error', message: failureReason }])),
            ...(await readFindings(await optional(url, 'validations', within))),
          ]
        : [];
    const isOffers =
      isOffersMatter(steps) || [rawStatus, ...messages.map(({ text }) => text)].some(isOnCertification);
    return {
      phase,
      status,
      rawStatus,
      unknownWords: [...new Set(status === 'unknown' ? [rawStatus, ...unknownWords] : unknownWords)],
      steps,
      messages,
      failureKind: isOffers ? 'certification' : 'service',
      correlationId,
    };
  }

  return {
    async look({ offer }, within): Promise<Standing> {
      const product = await productOf(offer, within);
      const listed = await itemsOf(client, urlOf(`products/${product}/submissions`), within);
      const submission = latest(listed.items);
      if (!submission) {
        return { ...neverPublished, correlationId: listed.correlationId };
      }
      const path = `products/${product}/submissions/${submission.id}`;
      const url = urlOf(path);
      const reading = await readingOf(submission, url, listed.correlationId, within);
      const { phase } = reading;
      const isUnderWay = phase === 'going-live' || phase === 'building-preview';
      const isReady = phase === 'waiting-for-sign-off';
      return {
        ...reading,
        operation: isUnderWay ? operationAt(url) : undefined,
        release: isReady || phase === 'live' || phase === 'go-live-ended' ? path : undefined,
      };
    },

    async start(_offer, standing, within): Promise<Operation> {
      const url = urlOf(releaseOf(standing));
      const answer = await client.send({ method: 'POST', url: partOf(url, 'promote') }, within);
      // What a proxy or a sign-in page says with a 200 is no acceptance.
      if (answer.status === 200) {
        checkWorkflow(answer.json(), answer.correlationId);
      }
      // The submission was there before: for a moment it may still show how it stood then.
      return { ...operationAt(url), ofOffer: true };
    },

    async read({ url }, within): Promise<Reading> {
      const answer = await get(url, within);
      const submission = readSubmission(answer.json(), answer.correlationId);
      return readingOf(submission, url, answer.correlationId, within);
    },

    operationAt: (url) => ({ operation: operationAt(url), offer: { publisher: '', offer: '' } }),
  };
}

function operationAt(url: URL): Operation {
  return { url, id: url.pathname.slice(url.pathname.lastIndexOf('/') + 1), ofOffer: false };
}

/** What is under a submission. */
function partOf(submission: URL, name: string): URL {
  const part = new URL(submission);
  part.pathname += `/${name}`;
  return part;
}

/** The newest submission: the one with the highest release number. A draft is none yet. */
function latest(items: readonly unknown[]): Submission | undefined {
  return items
    .map(readListedSubmission)
    .filter((submission) => submission !== undefined)
    .filter((submission) => !isDraft(submission))
    .toSorted((a, b) => a.releaseNumber - b.releaseNumber)
    .at(-1);
}

function isOnCertification(words: string): boolean {
  return /certification/i.test(words);
}

const neverPublished: Standing = {
  status: 'not-started',
  rawStatus: 'no submission',
  unknownWords: [],
  steps: [],
  messages: [],
  failureKind: 'service',
  correlationId: '',
  phase: 'never-published',
  operation: undefined,
  release: undefined,
};
