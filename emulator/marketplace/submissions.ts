import { createHash } from 'node:crypto';
import type { EmulatedOffer, Operation } from './offer.ts';

/** The submissions of the Product Ingestion API. */
export interface SubmissionDocument {
  $schema: string;
  id?: string;
  product: string;
  target: { targetType: 'draft' | 'preview' | 'live' };
  lifecycleState?: 'generallyAvailable' | 'deprecated';
  deprecationSchedule?: { date: string; reason: string };
  status?: 'running' | 'completed';
  result?: string;
  created?: string;
}

export const schemaBase = 'https://schema.mp.microsoft.com/schema/';

/** The words for the result of a job. */
export const resultWords = { succeeded: 'succeeded', failed: 'failed', canceled: 'cancelled' } as const;

/** The active submissions: the draft, those live or going live, the preview (docs: "Querying your submissions"). */
export function activeSubmissions(offer: EmulatedOffer): SubmissionDocument[] {
  const { withoutId } = offer.setup.productIngestion;
  return inOrder(offer, activeOperations(offer)).map((one) => {
    const document = submissionDocument(offer, one);
    const { id, ...rest } = document;
    return document.target.targetType === withoutId ? rest : document;
  });
}

function activeOperations(offer: EmulatedOffer): Operation[] {
  const { previewWhenLive = 'absent' } = offer.setup.productIngestion;
  const operations = offer.operations.filter((one) => offer.isVisible(one));
  const newest = operations.at(-1);
  const goLive = newest?.kind === 'goLive' ? newest : undefined;
  // A withdrawal publishes the live submission once more, so it takes the place of the go-live before it.
  const live = goLive?.submissionId === offer.live?.submissionId ? undefined : offer.live;
  const preview = operations.findLast(({ kind }) => kind === 'publish');
  const isLive = preview?.submissionId === offer.live?.submissionId;
  const shown = isLive && previewWhenLive === 'absent' ? undefined : preview;
  return [live, goLive, shown].filter((one) => one !== undefined);
}

/** Puts the draft and the operations into the order that the setup asks for. */
function inOrder(offer: EmulatedOffer, operations: Operation[]): ('draft' | Operation)[] {
  const { order = 'by-target', orderSeed = 1 } = offer.setup.productIngestion;
  const byAge = operations.toSorted((one, other) => one.startedAt - other.startedAt);
  switch (order) {
    case 'by-target':
      return ['draft', ...operations];
    case 'oldest-first':
      return ['draft', ...byAge];
    case 'newest-first':
      return [...byAge.toReversed(), 'draft'];
    case 'shuffled':
      return shuffled(['draft', ...operations], orderSeed);
  }
}

/** The same list in another order, which depends on the seed alone. */
function shuffled<T>(list: T[], seed: number): T[] {
  const key = (index: number) => createHash('sha256').update(`${seed} ${index}`).digest('hex');
  return list
    .map((item, index) => ({ item, key: key(index) }))
    .sort((one, other) => one.key.localeCompare(other.key))
    .map(({ item }) => item);
}

/** In this API a preview has completed once it can be reviewed. */
export function submissionDocument(offer: EmulatedOffer, at: Operation | 'draft'): SubmissionDocument {
  const submission = {
    $schema: schema(offer, 'submission'),
    id: durable(offer, at === 'draft' ? '0' : at.submissionId),
    product: `product/${offer.productId}`,
  };
  if (at === 'draft') return { ...submission, target: { targetType: 'draft' } };
  const { canceledResult = 'failed' } = offer.setup.productIngestion;
  const status = offer.status(at);
  const done = status === 'waitingForPublisherReview' ? 'succeeded' : status;
  const words = { ...resultWords, canceled: canceledResult };
  const { done: isWithdrawn, scheduledAt } = offer.withdrawal(at);
  return {
    ...submission,
    target: { targetType: at.kind === 'goLive' ? 'live' : 'preview' },
    lifecycleState: isWithdrawn ? 'deprecated' : 'generallyAvailable',
    ...(scheduledAt !== undefined && {
      deprecationSchedule: { date: new Date(scheduledAt).toISOString(), reason: 'endOfSupport' },
    }),
    status: done === 'running' ? 'running' : 'completed',
    result: done === 'running' ? 'pending' : words[done],
    ...created(offer, at.startedAt),
  };
}

function created(offer: EmulatedOffer, milliseconds: number): { created?: string } {
  const { created: form = 'date' } = offer.setup.productIngestion;
  switch (form) {
    case 'date':
      return { created: date(offer, milliseconds) };
    case 'missing':
      return {};
    case 'year-one':
      return { created: yearOne };
    case 'no-date':
      return { created: noDate(milliseconds) };
  }
}

export function durable({ productId }: EmulatedOffer, submissionId: string): string {
  return `submission/${productId}/${submissionId}`;
}

export function schema({ setup }: EmulatedOffer, name: string): string {
  return `${setup.productIngestion.schemaBase ?? schemaBase}${name}/2022-03-01-preview2`;
}

export function date({ setup }: EmulatedOffer, milliseconds: number): string {
  const { dates = 'usual' } = setup.productIngestion;
  if (dates === 'year-one') return yearOne;
  return dates === 'usual' ? new Date(milliseconds).toISOString() : noDate(milliseconds);
}

const yearOne = '0001-01-01T00:00:00';

/** As in the sample of 2022. */
function noDate(milliseconds: number): string {
  return `2022-03-01-preview2${new Date(milliseconds).toISOString().slice(10)}`;
}
