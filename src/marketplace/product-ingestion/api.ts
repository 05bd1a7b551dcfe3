import type { ApiClient } from '../../http/api-client.ts';
import type { Deadline } from '../../model/clock.ts';
import type { Operation, Phase, StatusSnapshot } from '../../model/offer.ts';
import { type Api, type Connection, foreignOperation, pathBelow, portalUrlOf } from '../api.ts';
import { createHints } from '../hints.ts';
import { listItems } from '../pages.ts';
import { createProducts } from '../products.ts';
import { requireRelease } from '../release.ts';
import {
  lastPart,
  readAcceptedJob,
  readJob,
  readJobResource,
  readProduct,
  readSubmission,
  type Submission,
  snapshotOf,
} from './documents.ts';
import { interpretSubmissions } from './state.ts';

const origin = 'https://graph.microsoft.com';
// The highest schema version asked for (clients in use in 2026: Red Hat, AlmaLinux).
const version = '$version=2022-07-01';
const schemaUrl = 'https://schema.mp.microsoft.com/schema';
const schemaVersion = '2022-03-01-preview2';

/** The Product Ingestion API on Microsoft Graph (learn.microsoft.com, product-ingestion-api). */
export const productIngestion: Api = {
  baseUrl: `${origin}/rp/product-ingestion`,
  needsPublisher: false,
  // A token may name Graph by its application ID.
  audiences: [origin, '00000003-0000-0000-c000-000000000000'],
  scope: `${origin}/.default`,
  // From the documentation and the users of the API (AlmaLinux cloud-images, cloudpub, the vendor's CLI).
  hint: createHints(
    origin,
    {
      404: 'Check the offer ID, and that this API carries the offer (virtual machine, container, SaaS).',
      423: 'Something in progress locks the product. Run this step again when it has ended.',
    },
    {
      400: 'If the answer names what is wrong with the offer, fix that, publish to preview again, then go live. If it says that the submission is not the latest, the offer has changed meanwhile: run this step again.',
    },
  ),
  kind(words) {
    if (/productLocked/i.test(words)) {
      return 'conflict';
    }
    return /certification/i.test(words) ? 'certification' : undefined;
  },
  parseOperationUrl,
  connect,
};

function connect(client: ApiClient, baseUrl: string): Connection {
  const urlOf = (path: string, query = '') => new URL(`${baseUrl}/${path}?${query}${version}`);
  const get = (url: URL, deadline: Deadline) => client.send({ method: 'GET', url }, deadline);
  const operationAt = (path: string, id: string): Operation => ({ url: urlOf(path), id, tracksOffer: false });

  const products = createProducts(
    client,
    (offer) => [urlOf('product', `externalId=${encodeURIComponent(offer)}&`)],
    readProduct,
  );

  async function listSubmissions(product: string, deadline: Deadline) {
    const { items, correlationId } = await listItems(
      client,
      urlOf(`submission/${product}`),
      deadline,
      readSubmission,
    );
    const submissions = items.filter((item) => item !== 'unreadable');
    return { submissions, hasUnreadable: submissions.length < items.length, correlationId };
  }

  /** Reads a submission as the go-live that it is, or as the preview that it may still be. */
  async function getSubmission(path: string, deadline: Deadline): Promise<StatusSnapshot> {
    const [, product = '', submission = ''] = path.split('/');
    const { correlationId, ...list } = await listSubmissions(product, deadline);
    const whole = interpretSubmissions(list);
    if (whole.phase === 'withdrawn' && whole.submission) {
      return snapshotIn(whole.phase, whole.submission, correlationId);
    }
    const own = list.submissions.filter(({ id }) => id === path);
    const live = own.filter(({ target }) => target === 'live');
    const { phase, submission: entry } = interpretSubmissions({
      submissions: live.length > 0 ? live : own,
      // The entry that cannot be read may be the one for live.
      hasUnreadable: list.hasUnreadable && live.length === 0,
    });
    if (entry) {
      return snapshotIn(phase, entry, correlationId);
    }
    if (phase === 'unclear') {
      return unknownSnapshot(unclear, correlationId);
    }
    // Another submission may have taken its place: then what is live is not ours.
    const text = `The submission ${submission} is neither live nor in preview. Still waiting.`;
    return {
      ...(await unknownSnapshot('not listed', correlationId)),
      messages: [{ level: 'warning', text, timestamp: '' }],
    };
  }

  /** The newest submission of a product, as the go-live of a job that has succeeded and names no submission. */
  async function getNewest(product: string, deadline: Deadline): Promise<StatusSnapshot> {
    const { correlationId, ...list } = await listSubmissions(product, deadline);
    const { phase, submission } = interpretSubmissions(list);
    if (!submission) {
      return unknownSnapshot(phase === 'unclear' ? unclear : nothing, correlationId);
    }
    const snapshot = await snapshotIn(phase, submission, correlationId);
    // A preview is not live, so the go-live is not done, or a newer preview hides it: that is not for us to guess.
    return submission.target === 'preview' ? { ...snapshot, status: 'running' } : snapshot;
  }

  /** A job that succeeded does not make the offer live yet: its submission must be live, completed and succeeded. */
  async function verify({ url, id }: Operation, deadline: Deadline): Promise<StatusSnapshot> {
    const resource = releaseIn(url) ?? (await getJobResource(id, deadline));
    const snapshot = resource.startsWith('submission/')
      ? await getSubmission(resource, deadline)
      : await getNewest(lastPart(resource), deadline);
    return {
      ...snapshot,
      status: snapshot.status === 'waiting-for-review' ? 'running' : snapshot.status,
      portalUrl: portalUrlOf(productOf(resource)),
    };
  }

  async function getJobResource(job: string, deadline: Deadline): Promise<string> {
    const details = await get(urlOf(`configure/${job}`), deadline);
    return readJobResource(details.json(), details.correlationId);
  }

  return {
    api: 'product-ingestion',
    // The documented limit for the status of a job: one request a minute.
    minPollMs: 60_000,
    canStartWithoutState: false,
    showsSteps: false,
    hasAnswered: () => client.hasAnswered,

    async getOfferType({ offer }, deadline) {
      return (await products.find(offer, deadline))?.type;
    },

    async getOfferState({ offer }, deadline) {
      const product = (await products.get(offer, deadline)).id;
      const { correlationId, ...list } = await listSubmissions(product, deadline);
      const { phase, submission } = interpretSubmissions(list);
      if (!submission) {
        const snapshot =
          phase === 'unclear'
            ? await unknownSnapshot(unclear, correlationId)
            : await snapshotOf({ status: 'not-started', rawStatus: nothing }, [], correlationId);
        return {
          ...snapshot,
          phase,
          operation: undefined,
          release: undefined,
          portalUrl: portalUrlOf(product),
        };
      }
      const { id } = submission;
      const snapshot = await snapshotIn(phase, submission, correlationId);
      const isReady = phase === 'waiting-for-sign-off';
      const canBeFollowed = phase === 'going-live' || phase === 'building-preview';
      return {
        ...snapshot,
        phase,
        operation: canBeFollowed ? operationAt(id, lastPart(id)) : undefined,
        release: isReady || phase === 'live' || phase === 'go-live-ended' ? id : undefined,
        portalUrl: portalUrlOf(product),
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
            product: `product/${productOf(id)}`,
            target: { targetType: 'live' },
          },
        ],
      };
      const answer = await client.send({ method: 'POST', url: urlOf('configure'), body }, deadline);
      const job = readAcceptedJob(answer.json(), answer.correlationId);
      const operation = operationAt(`configure/${job}/status`, job);
      // The API does not name the submission of a job, so the URL carries it for a later run, where it is not sent.
      operation.url.hash = id;
      return operation;
    },

    async getOperation(operation, offer, deadline) {
      const url = new URL(operation.url);
      url.hash = '';
      const [path] = /submission\/[^/]+\/[^/]+$/.exec(url.pathname) ?? [];
      const product = productOf(path ?? releaseIn(operation.url) ?? '');
      // The URL of a job alone names nothing that could be compared.
      if (offer && product && (await products.get(offer.offer, deadline)).id !== product) {
        throw foreignOperation(offer);
      }
      const portalUrl = portalUrlOf(product);
      if (path) {
        return { ...(await getSubmission(path, deadline)), portalUrl };
      }
      const answer = await get(url, deadline);
      const job = readJob(answer.json(), answer.correlationId);
      return job.status === 'succeeded'
        ? verify(operation, deadline)
        : { ...(await snapshotOf(job, job.errors, answer.correlationId)), portalUrl };
    },
  };
}

const jobPath = /^configure\/([\w-]{1,100})\/status$/;
const submissionPath = /^submission\/[\w-]{1,100}\/([\w-]{1,100})$/;

function parseOperationUrl(url: URL, baseUrl: string): ReturnType<Api['parseOperationUrl']> {
  const path = pathBelow(baseUrl, url) ?? '';
  const [, id] = jobPath.exec(path) ?? submissionPath.exec(path) ?? [];
  return id === undefined
    ? undefined
    : {
        operation: { url, id, tracksOffer: false },
        offer: { publisher: '', offer: '' },
      };
}

/** The submission that the URL of a go-live carries; undefined where it carries none. */
function releaseIn({ hash }: URL): string | undefined {
  return /^#(submission\/[\w-]{1,100}\/[\w-]{1,100})$/.exec(hash)?.[1];
}

/** The ID of the product in `submission/<product>/<submission>` or `product/<product>`; empty for an empty path. */
function productOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** What a submission shows in a phase: the API's own words do not tell a ready preview from a live offer. */
async function snapshotIn(
  phase: Phase,
  submission: Submission,
  correlationId: string,
): Promise<StatusSnapshot> {
  if (phase === 'withdrawn') {
    return withdrawal(submission, correlationId);
  }
  const snapshot = await snapshotOf(submission, [], correlationId);
  return phase === 'waiting-for-sign-off' ? { ...snapshot, status: 'waiting-for-review' } : snapshot;
}

/** @param rawStatus why it is unknown, in our words */
async function unknownSnapshot(rawStatus: string, correlationId: string): Promise<StatusSnapshot> {
  return { ...(await snapshotOf({ status: 'unknown', rawStatus }, [], correlationId)), unknownWords: [] };
}

/** What a submission shows that takes the offer off the market: whatever its result, no go-live comes of it. */
function withdrawal({ rawStatus }: Submission, correlationId: string): StatusSnapshot {
  const text = `The submission takes the offer off the market (${rawStatus}).`;
  return {
    status: 'failed',
    rawStatus,
    unknownWords: [],
    steps: [],
    messages: [{ level: 'error', text, timestamp: '' }],
    links: [],
    portalUrl: '',
    failureKind: 'not-ready',
    correlationId,
  };
}

const nothing = 'no submission';
const unclear = 'submissions that cannot be read or put in order';
