import type { Marketplace } from '../../golive/marketplace.ts';
import type { ApiClient } from '../../http/api-client.ts';
import type { Deadline } from '../../model/clock.ts';
import type { Operation, Phase, StatusSnapshot } from '../../model/offer.ts';
import type { Api } from '../api.ts';
import { createHints } from '../hints.ts';
import { listItems } from '../pages.ts';
import { productFinder } from '../products.ts';
import { requireRelease } from '../release.ts';
import {
  lastPart,
  readAcceptedJob,
  readJob,
  readJobSubmission,
  readProduct,
  readSubmission,
  type Submission,
  snapshotOf,
} from './documents.ts';

const origin = 'https://graph.microsoft.com';
// The highest schema version asked for (clients in use in 2026: Red Hat, AlmaLinux).
const version = '$version=2022-07-01';
const schemaUrl = 'https://schema.mp.microsoft.com/schema';
const schemaVersion = '2022-03-01-preview2';

/** The Product Ingestion API on Microsoft Graph (learn.microsoft.com, product-ingestion-api). */
export const productIngestion: Api = {
  baseUrl: `${origin}/rp/product-ingestion`,
  // The documented limit for the status of a job: one request a minute.
  minPollSeconds: 60,
  needsPublisher: false,
  canStartWithoutState: false,
  scope: `${origin}/.default`,
  // From the documentation and the users of the API (AlmaLinux cloud-images, cloudpub, the vendor's CLI).
  hint: createHints(origin, {
    400: 'If the answer names what is wrong with the offer, fix that, publish to preview again, then go live. If it says that the submission is not the latest, the offer has changed meanwhile: run this step again.',
    404: 'Check the offer ID, and that this API carries the offer (virtual machine, container, SaaS).',
    423: 'Something in progress locks the product. Run this step again when it has ended.',
  }),
  kind(words) {
    if (/productLocked/i.test(words)) {
      return 'conflict';
    }
    return /certification/i.test(words) ? 'certification' : undefined;
  },
  connect,
};

function connect(client: ApiClient, baseUrl: string): Marketplace {
  const urlOf = (path: string, query = '') => new URL(`${baseUrl}/${path}?${query}${version}`);
  const get = (url: URL, deadline: Deadline) => client.send({ method: 'GET', url }, deadline);
  const operationAt = (path: string, id: string): Operation => ({ url: urlOf(path), id, tracksOffer: false });

  const findProduct = productFinder(
    client,
    (offer) => urlOf('product', `externalId=${encodeURIComponent(offer)}&`),
    readProduct,
  );
  /** The submissions that this run's jobs release, by job ID. */
  const releases = new Map<string, string>();

  async function listSubmissions(product: string, deadline: Deadline) {
    const { items, correlationId } = await listItems(client, urlOf(`submission/${product}`), deadline);
    const submissions = items.map(readSubmission).filter((submission) => submission !== undefined);
    return { submissions, correlationId };
  }

  /** Reads a submission as the go-live that it is, or as the preview that it may still be. */
  async function getSubmission(
    product: string,
    submission: string,
    deadline: Deadline,
  ): Promise<StatusSnapshot> {
    const { submissions, correlationId } = await listSubmissions(product, deadline);
    const entries = submissions.filter(({ id }) => id === `submission/${product}/${submission}`);
    const live = entries.findLast(({ target }) => target === 'live');
    const preview = entries.findLast(({ target }) => target === 'preview');
    if (live) {
      return snapshotOf(live, [], correlationId);
    }
    if (preview) {
      const snapshot = await snapshotOf(preview, [], correlationId);
      return snapshot.status === 'succeeded' ? { ...snapshot, status: 'waiting-for-review' } : snapshot;
    }
    // Another submission may have taken its place: then what is live is not ours.
    const text = `The submission ${submission} is neither live nor in preview. Still waiting.`;
    return {
      ...(await snapshotOf({ status: 'unknown', rawStatus: 'not listed' }, [], correlationId)),
      unknownWords: [],
      messages: [{ level: 'warning', text, timestamp: '' }],
    };
  }

  /** A job that succeeded does not make the offer live yet: its submission must be live, completed and succeeded. */
  async function verify(job: string, deadline: Deadline): Promise<StatusSnapshot> {
    const path = releases.get(job) ?? (await findJobSubmission(job, deadline));
    const [, product = '', submission = ''] = path.split('/');
    const snapshot = await getSubmission(product, submission, deadline);
    return snapshot.status === 'waiting-for-review' ? { ...snapshot, status: 'running' } : snapshot;
  }

  /** The submission of a job that another run started: the details of a completed job list it. */
  async function findJobSubmission(job: string, deadline: Deadline): Promise<string> {
    const details = await get(urlOf(`configure/${job}`), deadline);
    return readJobSubmission(details.json(), details.correlationId);
  }

  return {
    async getOfferState({ offer }, deadline) {
      const product = await findProduct(offer, deadline);
      const { submissions, correlationId } = await listSubmissions(product, deadline);
      const { phase, submission } = interpretSubmissions(submissions);
      if (!submission) {
        const nothing = { status: 'not-started', rawStatus: 'no submission' } as const;
        const snapshot = await snapshotOf(nothing, [], correlationId);
        return { ...snapshot, phase, operation: undefined, release: undefined };
      }
      const { id } = submission;
      const snapshot = await snapshotOf(submission, [], correlationId);
      const isReady = phase === 'waiting-for-sign-off';
      return {
        ...snapshot,
        status: isReady ? 'waiting-for-review' : snapshot.status,
        phase,
        operation: submission.isRunning ? operationAt(id, lastPart(id)) : undefined,
        release: isReady || phase === 'live' || phase === 'go-live-ended' ? id : undefined,
      };
    },

    async goLive(_offer, state, deadline) {
      const id = requireRelease(state);
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
      const answer = await client.send({ method: 'POST', url: urlOf('configure'), body }, deadline);
      const job = readAcceptedJob(answer.json(), answer.correlationId);
      releases.set(job, id);
      return operationAt(`configure/${job}/status`, job);
    },

    async getOperation({ url, id }, deadline) {
      const [, product, submission] = /\/submission\/([^/]+)\/([^/]+)$/.exec(url.pathname) ?? [];
      if (product && submission) {
        return getSubmission(product, submission, deadline);
      }
      const answer = await get(url, deadline);
      const job = readJob(answer.json(), answer.correlationId);
      return job.status === 'succeeded'
        ? verify(id, deadline)
        : snapshotOf(job, job.errors, answer.correlationId);
    },

    parseOperationUrl(url) {
      const id = /\/configure\/([^/]+)\/status$/.exec(url.pathname)?.[1] ?? lastPart(url.pathname);
      return { operation: { url, id, tracksOffer: false }, offer: { publisher: '', offer: '' } };
    },
  };
}

/**
 * What the submissions of a product mean for a go-live. Once a preview goes live, one submission stands for both until there
 * is a new preview (product ingestion page): so no preview, or one that is live too, means that there is nothing to release.
 */
export function interpretSubmissions(submissions: readonly Submission[]): {
  phase: Phase;
  /** The submission that shows the phase; undefined where there is none. */
  submission: Submission | undefined;
} {
  const lives = submissions.filter(({ target }) => target === 'live');
  const goingLive = lives.find(({ isRunning }) => isRunning);
  if (goingLive) {
    return { phase: 'going-live', submission: goingLive };
  }
  const previews = submissions.filter(({ target }) => target === 'preview');
  const preview = previews.find(({ isRunning }) => isRunning) ?? previews.at(-1);
  const live = preview ? lives.findLast(({ id }) => id === preview.id) : lives.at(-1);
  if (preview?.isRunning) {
    return { phase: 'building-preview', submission: preview };
  }
  if (live) {
    return { phase: phaseAtRest(live), submission: live };
  }
  return { phase: preview ? phaseAtRest(preview) : 'never-published', submission: preview };
}

/** What a submission that is not running means. */
function phaseAtRest({ target, status }: Submission): Phase {
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
