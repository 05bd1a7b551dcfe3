import type { Within } from '../../clock.ts';
import { UnreadableAnswer } from '../../errors.ts';
import type { OfferName, Operation, Phase, Reading, Standing } from '../../golive/operation.ts';
import type { ApiClient } from '../../http/api-client.ts';
import type { Marketplace } from '../marketplace.ts';
import { pages } from '../pages.ts';
import { nothingToRelease, onlyOne } from '../release.ts';
import {
  readingOf,
  readJob,
  readJobSubmission,
  readProducts,
  readSubmissions,
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

  const products = new Map<string, string>();
  const sent = new Map<string, string>();
  const released = new Map<string, string>();

  /** The ID of the product of an offer, without `product/`. */
  async function productOf({ offer }: OfferName, within: Within): Promise<string> {
    const known = products.get(offer);
    if (known) {
      return known;
    }
    const answer = await get(urlOf('product', `externalId=${encodeURIComponent(offer)}&`), within);
    const product = lastPart(onlyOne(readProducts(answer.json(), answer.correlationId), offer));
    products.set(offer, product);
    return product;
  }

  async function submissionsOf(
    product: string,
    within: Within,
  ): Promise<{ submissions: Submission[]; correlationId: string }> {
    const submissions: Submission[] = [];
    let correlationId = '';
    for await (const page of pages(
      client,
      urlOf(`submission/${product}`),
      readSubmissions,
      baseUrl,
      within,
    )) {
      submissions.push(...page.items);
      correlationId = page.correlationId;
    }
    return { submissions, correlationId };
  }

  /** Reads a submission as the go-live that it is, or as the preview that it may still be. */
  async function readSubmission(id: string, within: Within): Promise<Reading> {
    const { submissions, correlationId } = await submissionsOf(id.split('/')[1] ?? '', within);
    const entries = submissions.filter((submission) => submission.id === id);
    const live = entries.findLast(({ target }) => target === 'live');
    const preview = entries.findLast(({ target }) => target === 'preview');
    if (!live && preview?.status === 'succeeded') {
      return readingOf({ status: 'waiting-for-review', rawStatus: preview.rawStatus }, [], correlationId);
    }
    return readingOf(live ?? preview ?? { status: 'unknown', rawStatus: 'not listed' }, [], correlationId);
  }

  /** A job that succeeded is no live offer yet: what counts is that its submission is live, completed and succeeded. */
  async function verify(operation: Operation, within: Within): Promise<Reading> {
    const id = released.get(operation.id) ?? (await submissionOfJob(operation.id, within));
    const reading = await readSubmission(id, within);
    return reading.status === 'waiting-for-review' ? { ...reading, status: 'running' } : reading;
  }

  /** The submission of a job that another run started; the detail of a completed job lists it. */
  async function submissionOfJob(job: string, within: Within): Promise<string> {
    const detail = await get(urlOf(`configure/${job}`), within);
    return readJobSubmission(detail.json(), detail.correlationId);
  }

  return {
    async look(offer, within): Promise<Standing> {
      const product = await productOf(offer, within);
      const { submissions, correlationId } = await submissionsOf(product, within);
      const { phase: found, submission } = standingOf(submissions);
      // Another submission does not tell what became of the one that a go-live was sent for.
      const phase = (sent.get(product) ?? submission?.id) === submission?.id ? found : 'unclear';
      const reading = await readingOf(
        submission ?? { status: 'not-started', rawStatus: 'no submission' },
        [],
        correlationId,
      );
      const isUnderWay = phase === 'going-live' || phase === 'building-preview';
      return {
        ...reading,
        status: phase === 'waiting-for-sign-off' ? 'waiting-for-review' : reading.status,
        phase,
        operation: submission && isUnderWay ? submissionOperation(urlOf, submission.id) : undefined,
        release: phase === 'waiting-for-sign-off' || phase === 'go-live-ended' ? submission?.id : undefined,
      };
    },

    async start(_offer, standing, within): Promise<Operation> {
      const id = standing?.release;
      if (!id) {
        throw nothingToRelease();
      }
      const product = id.split('/')[1] ?? '';
      sent.set(product, id);
      const answer = await client.send(
        {
          method: 'POST',
          url: urlOf('configure'),
          body: {
            $schema: `${schemaUrl}/configure/${schemaVersion}`,
            resources: [
              {
                $schema: `${schemaUrl}/submission/${schemaVersion}`,
                id,
                product: `product/${product}`,
                target: { targetType: 'live' },
              },
            ],
          },
        },
        within,
      );
      const job = readJob(answer.json(), answer.correlationId);
      if (!job.id) {
        throw new UnreadableAnswer(
          'The go-live was answered without the ID of its job.',
          answer.correlationId,
        );
      }
      released.set(job.id, id);
      return { url: urlOf(`configure/${job.id}/status`), id: job.id, ofOffer: false };
    },

    async read(operation, within): Promise<Reading> {
      const submission = /\/submission\/([^/]+)\/([^/]+)$/.exec(operation.url.pathname);
      if (submission) {
        return readSubmission(`submission/${submission[1]}/${submission[2]}`, within);
      }
      const answer = await get(operation.url, within);
      const job = readJob(answer.json(), answer.correlationId);
      return job.status === 'succeeded'
        ? verify(operation, within)
        : readingOf(job, job.errors, answer.correlationId);
    },

    operationAt(url) {
      const id = /\/configure\/([^/]+)\/status$/.exec(url.pathname)?.[1] ?? lastPart(url.pathname);
      return { operation: { url, id, ofOffer: false }, offer: { publisher: '', offer: '' } };
    },
  };
}

function submissionOperation(urlOf: (path: string) => URL, id: string): Operation {
  return { url: urlOf(id), id: lastPart(id), ofOffer: false };
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * What the submissions of a product mean for a go-live. Once a preview goes live, the same submission stands for both until
 * there is a new preview (product ingestion page): preview absent or the same as live means that there is nothing to release.
 */
export function standingOf(submissions: readonly Submission[]): {
  phase: Phase;
  submission: Submission | undefined;
} {
  const previews = submissions.filter(({ target }) => target === 'preview');
  const lives = submissions.filter(({ target }) => target === 'live');
  const goingLive = lives.find(({ status }) => status === 'running');
  const preview = previews.find(({ status }) => status === 'running') ?? previews.at(-1);
  if (goingLive) {
    return { phase: 'going-live', submission: goingLive };
  }
  if (preview?.status === 'running') {
    return { phase: 'building-preview', submission: preview };
  }
  if (!preview) {
    const live = lives.at(-1);
    return { phase: live ? phaseOfLive(live) : 'never-published', submission: live };
  }
  const live = lives.find(({ id }) => id === preview.id);
  if (live) {
    return { phase: phaseOfLive(live), submission: live };
  }
  switch (preview.status) {
    case 'succeeded':
      return { phase: 'waiting-for-sign-off', submission: preview };
    case 'failed':
    case 'canceled':
      return { phase: 'preview-failed', submission: preview };
    default:
      return { phase: 'unclear', submission: preview };
  }
}

function phaseOfLive({ status }: Submission): Phase {
  switch (status) {
    case 'succeeded':
      return 'live';
    case 'failed':
    case 'canceled':
      return 'go-live-ended';
    default:
      return 'unclear';
  }
}
