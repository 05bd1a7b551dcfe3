import * as v from 'valibot';
import { flattenDetails } from '../../http/error-body.ts';
import { unreadableAnswer } from '../../http/failures.ts';
import { id, list, readAs, text } from '../../http/json.ts';
import type { Message, Status, StatusSnapshot } from '../../model/offer.ts';
import { oneLine } from '../../model/text.ts';
import type { Product } from '../products.ts';
import { lookUp, normalize } from '../words.ts';
import { resultWords, statusWords } from './words.ts';

const submissionId = v.pipe(v.string(), v.regex(/^submission\/[\w-]{1,100}\/[\w-]{1,100}$/));
const productId = v.pipe(v.string(), v.regex(/^product\/[\w-]{1,100}$/));

// Member names are in lower case here, see lowerCaseKeys.
const productSchema = v.object({
  id: productId,
  identity: v.object({ externalid: v.string() }),
  type: text,
});

const submissionSchema = v.object({
  id: submissionId,
  target: v.object({ targettype: v.string() }),
  status: text,
  result: text,
  created: text,
  lifecyclestate: text,
  deprecationschedule: v.optional(v.unknown()),
});
const draftSchema = v.object({
  target: v.object({ targettype: v.pipe(v.string(), v.transform(normalize), v.literal('draft')) }),
});

const jobSchema = v.object({ jobstatus: v.string(), jobresult: text, errors: v.optional(v.unknown()) });
const acceptedSchema = v.object({ jobid: id });
const jobDetailSchema = v.object({ resources: list });
const resourceSchema = v.object({ id: v.union([submissionId, productId]) });

/** How far something has come. */
export interface Progress {
  status: Status;
  rawStatus: string;
}

/** A submission, for one target. While a preview goes live, and after that, there is an entry with its ID for `live`. */
export interface Submission extends Progress {
  /** `submission/<product>/<submission>`. */
  id: string;
  target: string;
  /** When it was created, in ms since 1970; undefined where that cannot be read, or is the year 1. */
  createdMs: number | undefined;
  /** It takes the offer off the market, now or on a schedule. */
  isWithdrawal: boolean;
  /** It was submitted and has not completed, whatever word the API has for that (cloudpub). */
  isRunning: boolean;
}

export interface Job extends Progress {
  errors: unknown;
}

/**
 * A product, with its ID without `product/`, if it is this offer's, else undefined. The list is filtered by offer ID, but an
 * API that ignored the filter would list every product.
 */
export function readProduct(item: unknown, offer: string): Product | undefined {
  const parsed = v.safeParse(productSchema, lowerCaseKeys(item));
  const isOurs = parsed.success && parsed.output.identity.externalid.toLowerCase() === offer.toLowerCase();
  return isOurs ? { id: lastPart(parsed.output.id), type: oneLine(parsed.output.type, 100) } : undefined;
}

/** What stands for an entry of a list that cannot be read. */
export type Unreadable = 'unreadable';

/** An entry of a list of submissions; undefined for a draft, which nothing depends on. */
export function readSubmission(item: unknown): Submission | Unreadable | undefined {
  const entry = lowerCaseKeys(item);
  const parsed = v.safeParse(submissionSchema, entry);
  if (parsed.success) {
    return toSubmission(parsed.output);
  }
  return v.is(draftSchema, entry) ? undefined : 'unreadable';
}

function toSubmission(submission: v.InferOutput<typeof submissionSchema>): Submission {
  const { id, target, status, result, created, lifecyclestate, deprecationschedule } = submission;
  const createdMs = Date.parse(created);
  const isWithdrawal = normalize(lifecyclestate) === 'deprecated' || isScheduled(deprecationschedule);
  const progress = toProgress(status, result);
  return {
    ...progress,
    id,
    target: normalize(target.targettype),
    createdMs: createdMs > 0 ? createdMs : undefined,
    isWithdrawal,
    isRunning: status !== '' && lookUp(statusWords, status) !== 'completed',
    rawStatus: isWithdrawal ? `${progress.rawStatus}, deprecated` : progress.rawStatus,
  };
}

function isScheduled(deprecation: unknown): boolean {
  return typeof deprecation === 'object' && deprecation !== null && Object.keys(deprecation).length > 0;
}

/** The ID of the job that carries out an accepted go-live. @throws Failure, as for every unreadable answer */
export function readAcceptedJob(document: unknown, correlationId: string): string {
  return readAs(acceptedSchema, lowerCaseKeys(document), 'a job', correlationId).jobid;
}

/** @throws Failure, as for every unreadable answer */
export function readJob(document: unknown, correlationId: string): Job {
  const job = readAs(jobSchema, lowerCaseKeys(document), 'the status of a job', correlationId);
  return { ...toProgress(job.jobstatus, job.jobresult), errors: job.errors };
}

/**
 * What a completed job was about, as its details list it.
 * @returns `submission/<product>/<submission>`, or `product/<product>`: documented is the product alone
 * @throws Failure, as for every unreadable answer, when it names neither
 */
export function readJobResource(document: unknown, correlationId: string): string {
  const { resources } = readAs(
    jobDetailSchema,
    lowerCaseKeys(document),
    'the details of a job',
    correlationId,
  );
  const ids = resources.flatMap((resource) => {
    const parsed = v.safeParse(resourceSchema, lowerCaseKeys(resource));
    return parsed.success ? [parsed.output.id] : [];
  });
  const resource = ids.find((id) => id.startsWith('submission/')) ?? ids[0];
  if (resource === undefined) {
    throw unreadableAnswer('The details of the job name neither a submission nor a product.', correlationId);
  }
  return resource;
}

/** The snapshot of a job or a submission. @param errors the tree of errors of a job */
export async function snapshotOf(
  { status, rawStatus }: Progress,
  errors: unknown,
  correlationId: string,
): Promise<StatusSnapshot> {
  const lines = await flattenDetails(errors);
  return {
    status,
    rawStatus,
    unknownWords: status === 'unknown' ? [rawStatus] : [],
    steps: [],
    messages: lines.map((line): Message => ({ level: 'error', text: line, timestamp: '' })),
    links: [],
    portalUrl: '',
    // A failed certification is an invalidState with a sentence on certification, anywhere in the tree (cloudpub).
    failureKind: lines.some((line) => /certification/i.test(line)) ? 'certification' : 'service',
    correlationId,
  };
}

/** The last part of a path. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function toProgress(status: string, result: string): Progress {
  return {
    status: readStatus(status, result),
    rawStatus: oneLine([status, result].filter(Boolean).join('/'), 100),
  };
}

function readStatus(status: string, result: string): Status {
  switch (lookUp(statusWords, status)) {
    case 'completed':
      return lookUp(resultWords, result) ?? 'unknown';
    case 'running':
      return 'running';
    case undefined:
      return 'unknown';
  }
}

/** Clients spell members jobId and jobID, externalId and externalID: two levels are read without regard to case. */
function lowerCaseKeys(value: unknown, levels = 2): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || levels === 0) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerCaseKeys(item, levels - 1)]),
  );
}
