import type { Within } from '../../clock.ts';
import type { Operation, Phase, Reading, Standing } from '../../golive/operation.ts';
import type { ApiClient } from '../../http/api-client.ts';
import type { Marketplace } from '../marketplace.ts';
import { itemsOf } from '../pages.ts';
import { productFinder } from '../products.ts';
import { releaseOf } from '../release.ts';
import {
  lastPart,
  readAcceptedJob,
  readingOf,
  readJob,
  readJobSubmission,
  readProductOf,
  readSubmission,
  type Submission,
} from './documents.ts';

// The highest schema version wanted (clients in use in 2026: Red Hat, AlmaLinux).
const version = '$version=2022-07-01';
const schemaUrl = 'https://schema.mp.microsoft.com/schema';
const schemaVersion = '2022-03-01-preview2';

/**
 * The Product Ingestion API on Microsoft Graph (learn.microsoft.com, product-ingestion-api).
 * @param baseUrl without a slash at its end, e.g. https://graph.microsoft.com/rp/product-ingestion
 */
export function productIngestion(client: ApiClient, baseUrl: string): Marketplace {
  const urlOf = (path: string, query = '') => new URL(`${baseUrl}/${path}?${query}${version}`);
  const get = (url: URL, within: Within) => client.send({ method: 'GET', url }, within);

  const productOf = productFinder(
    client,
    (offer) => urlOf('product', `externalId=${encodeURIComponent(offer)}&`),
    readProductOf,
  );
  /** The submissions that jobs of this run release, by the ID of the job. */
  const released = new Map<string, string>();

  async function submissionsOf(product: string, within: Within) {
    const { items, correlationId } = await itemsOf(client, urlOf(`submission/${product}`), within);
    const submissions = items.map(readSubmission).filter((submission) => submission !== undefined);
    return { submissions, correlationId };
  }

  /** Reads a submission as the go-live that it is, or as the preview that it may still be. */
  async function readGoLive(product: string, submission: string, within: Within): Promise<Reading> {
    const { submissions, correlationId } = await submissionsOf(product, within);
    const entries = submissions.filter(({ id }) => id === `submission/${product}/${submission}`);
    const live = entries.findLast(({ target }) => target === 'live');
    const preview = entries.findLast(({ target }) => target === 'preview');
    if (live) {
      return readingOf(live, [], correlationId);
    }
    if (preview) {
      const reading = await readingOf(preview, [], correlationId);
      return reading.status === 'succeeded' ? { ...reading, status: 'waiting-for-review' } : reading;
    }
    // Another submission may have taken its place: then it is not ours that is live.
    const text = `The submission ${submission} is neither live nor in preview. The wait goes on.`;
    return {
      ...(await readingOf({ status: 'unknown', rawStatus: 'not listed' }, [], correlationId)),
      unknownWords: [],
      messages: [{ level: 'warning', text, timestamp: '' }],
    };
  }

  /** A job that succeeded is no live offer yet: what counts is that its submission is live, completed and succeeded. */
  async function verify(job: string, within: Within): Promise<Reading> {
    const [, product = '', submission = ''] = (
      released.get(job) ?? (await submissionOfJob(job, within))
    ).split('/');
    const reading = await readGoLive(product, submission, within);
    return reading.status === 'waiting-for-review' ? { ...reading, status: 'running' } : reading;
  }

  /** The submission of a job that another run started; the detail of a completed job lists it. */
  async function submissionOfJob(job: string, within: Within): Promise<string> {
    const detail = await get(urlOf(`configure/${job}`), within);
    return readJobSubmission(detail.json(), detail.correlationId);
  }

  const operation = (path: string, id: string): Operation => ({ url: urlOf(path), id, ofOffer: false });

  return {
    async look({ offer }, within): Promise<Standing> {
      const product = await productOf(offer, within);
      const { submissions, correlationId } = await submissionsOf(product, within);
      const { phase, submission } = standingOf(submissions);
      if (!submission) {
        const nothing = { status: 'not-started', rawStatus: 'no submission' } as const;
        const reading = await readingOf(nothing, [], correlationId);
        return { ...reading, phase, operation: undefined, release: undefined };
      }
      const { id } = submission;
      const reading = await readingOf(submission, [], correlationId);
      const isReady = phase === 'waiting-for-sign-off';
      return {
        ...reading,
        status: isReady ? 'waiting-for-review' : reading.status,
        phase,
        operation: submission.isUnderWay ? operation(id, lastPart(id)) : undefined,
        release: isReady || phase === 'live' || phase === 'go-live-ended' ? id : undefined,
      };
    },

    async start(_offer, standing, within): Promise<Operation> {
      const id = releaseOf(standing);
      const body = {
        $schema: `${schemaUrl}/configure/${schemaVersion}`,
        resources: [
          {
            $schema: `${schemaUrl}/submission/${schemaVersion}`,
            id,
            product: `product/${id.split('/')[1]}`,
            target: { targetType: 'live' },
          },
        ],
      };
      const answer = await client.send({ method: 'POST', url: urlOf('configure'), body }, within);
      const job = readAcceptedJob(answer.json(), answer.correlationId);
      released.set(job, id);
      return operation(`configure/${job}/status`, job);
    },

    async read({ url, id }, within): Promise<Reading> {
      const [, product, submission] = /\/submission\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? [];
      if (product && submission) {
        return readGoLive(product, submission, within);
      }
      const answer = await get(url, within);
      const job = readJob(answer.json(), answer.correlationId);
      return job.status === 'succeeded'
        ? verify(id, within)
        : readingOf(job, job.errors, answer.correlationId);
    },

    operationAt(url) {
      const id = /\/configure\/([^/]+)\/status$/.exec(url.pathname)?.[1] ?? lastPart(url.pathname);
      return { operation: { url, id, ofOffer: false }, offer: { publisher: '', offer: '' } };
    },
  };
}

/**
 * What the submissions of a product mean for a go-live. Once a preview goes live, the same submission stands for both until
 * there is a new preview (product ingestion page): preview absent or the same as live means that there is nothing to release.
 */
export function standingOf(submissions: readonly Submission[]): {
  phase: Phase;
  /** What the phase is seen by; undefined where there is nothing. */
  submission: Submission | undefined;
} {
  const lives = submissions.filter(({ target }) => target === 'live');
  const goingLive = lives.find(({ isUnderWay }) => isUnderWay);
  if (goingLive) {
    return { phase: 'going-live', submission: goingLive };
  }
  const previews = submissions.filter(({ target }) => target === 'preview');
  const preview = previews.find(({ isUnderWay }) => isUnderWay) ?? previews.at(-1);
  const live = preview ? lives.findLast(({ id }) => id === preview.id) : lives.at(-1);
  if (preview?.isUnderWay) {
    return { phase: 'building-preview', submission: preview };
  }
  if (live) {
    return { phase: phaseOf(live), submission: live };
  }
  return { phase: preview ? phaseOf(preview) : 'never-published', submission: preview };
}

/** What a submission that is not under way means. */
function phaseOf({ target, status }: Submission): Phase {
  switch (status) {
    case 'succeeded':
      return target === 'live' ? 'live' : 'waiting-for-sign-off';
    case 'failed':
    case 'canceled':
      return target === 'live' ? 'go-live-ended' : 'preview-failed';
    default:
      return 'unclear';
  }
}
