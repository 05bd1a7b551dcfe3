import type { Within } from '../../clock.ts';
import { Failure } from '../../errors.ts';
import type { Operation, Reading, Standing } from '../../golive/operation.ts';
import type { ApiClient } from '../../http/api-client.ts';
import type { Marketplace } from '../marketplace.ts';
import { pages } from '../pages.ts';
import { nothingToRelease, onlyOne } from '../release.ts';
import {
  readFindings,
  readListedSubmission,
  readPage,
  readProductOf,
  readSteps,
  readSubmission,
  type Submission,
} from './documents.ts';

/**
 * The Partner Center submission API (learn.microsoft.com, submission-api-overview and azure-app-apis; its parts as the
 * vendor's SDK and navcontainerhelper use them).
 * @param baseUrl without a slash at its end, e.g. https://api.partner.microsoft.com/v1.0/ingestion
 */
export function partnerCenter(client: ApiClient, baseUrl: string): Marketplace {
  const products = new Map<string, string>();
  const sent = new Map<string, string>();

  async function itemsOf(path: string, within: Within): Promise<unknown[]> {
    const items: unknown[] = [];
    for await (const page of pages(client, new URL(`${baseUrl}/${path}`), readPage, baseUrl, within)) {
      items.push(...page.items);
    }
    return items;
  }

  async function productOf(offer: string, within: Within): Promise<string> {
    const known = products.get(offer);
    if (known) {
      return known;
    }
    const items = await itemsOf('products', within);
    const product = onlyOne(
      items.map((item) => readProductOf(item, offer)).filter((id) => id !== undefined),
      offer,
    );
    products.set(offer, product);
    return product;
  }

  async function latestSubmissionOf(product: string, within: Within): Promise<Submission | undefined> {
    const items = await itemsOf(`products/${product}/submissions`, within);
    return items
      .map(readListedSubmission)
      .filter((submission) => submission !== undefined)
      .reduce<Submission | undefined>(
        (latest, next) => (latest && latest.releaseNumber >= next.releaseNumber ? latest : next),
        undefined,
      );
  }

  /** The reading of a submission, with its steps as far as they can be had. */
  async function readingOf(
    submission: Submission,
    path: string,
    correlationId: string,
    within: Within,
  ): Promise<Reading> {
    const steps = await readSteps(await optional(`${path}/workflowdetails`, within));
    const failed = submission.status === 'failed';
    const messages = failed
      ? await readFindings(submission.failureReason, await optional(`${path}/validations`, within))
      : [];
    return {
      status: submission.status,
      rawStatus: submission.rawStatus,
      unknownWords: submission.status === 'unknown' ? [submission.rawStatus] : [],
      steps,
      messages,
      failureKind: /certification/i.test(submission.rawStatus) ? 'certification' : 'service',
      correlationId,
    };
  }

  /** A document that the story can do without. */
  async function optional(path: string, within: Within): Promise<unknown> {
    try {
      return (await client.send({ method: 'GET', url: new URL(`${baseUrl}/${path}`) }, within)).json();
    } catch (error) {
      if (error instanceof Failure && error.kind !== 'interrupted' && error.kind !== 'authentication') {
        return undefined;
      }
      throw error;
    }
  }

  const operationOf = (path: string): Operation => ({
    url: new URL(`${baseUrl}/${path}`),
    id: path.slice(path.lastIndexOf('/') + 1),
    ofOffer: false,
  });

  return {
    async look({ offer }, within): Promise<Standing> {
      const product = await productOf(offer, within);
      const submission = await latestSubmissionOf(product, within);
      if (!submission) {
        return neverPublished;
      }
      const path = `products/${product}/submissions/${submission.id}`;
      // Another submission does not tell what became of the one that a go-live was sent for.
      const phase = (sent.get(offer) ?? path) === path ? submission.phase : 'unclear';
      return {
        ...(await readingOf(submission, path, '', within)),
        phase,
        operation: phase === 'going-live' || phase === 'building-preview' ? operationOf(path) : undefined,
        release: phase === 'waiting-for-sign-off' || phase === 'go-live-ended' ? path : undefined,
      };
    },

    async start({ offer }, standing, within): Promise<Operation> {
      const path = standing?.release;
      if (!path) {
        throw nothingToRelease();
      }
      sent.set(offer, path);
      const answer = await client.send(
        { method: 'POST', url: new URL(`${baseUrl}/${path}/promote`) },
        within,
      );
      // A page of something else (a sign-in, a proxy) is no acceptance, though it has a 200 too.
      if (answer.body) {
        answer.json();
      }
      return operationOf(path);
    },

    async read({ url }, within): Promise<Reading> {
      const answer = await client.send({ method: 'GET', url }, within);
      const submission = readSubmission(answer.json(), answer.correlationId);
      const path = /products\/[^/]+\/submissions\/[^/]+$/.exec(url.pathname)?.[0] ?? '';
      return readingOf(submission, path, answer.correlationId, within);
    },

    operationAt(url) {
      return {
        operation: { url, id: url.pathname.slice(url.pathname.lastIndexOf('/') + 1), ofOffer: false },
        offer: { publisher: '', offer: '' },
      };
    },
  };
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
