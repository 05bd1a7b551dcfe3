import * as v from 'valibot';
import { UnreadableAnswer } from '../../errors.ts';
import type { Message, Reading, Status } from '../../golive/operation.ts';
import { detailLines } from '../../http/problem.ts';
import { oneLine } from '../../report/text.ts';
import { id, list, readAs, text } from '../schema.ts';

const submissionId = v.pipe(v.string(), v.regex(/^submission\/[\w-]{1,100}\/[\w-]{1,100}$/));

// Members are in small letters here, see lowerKeys.
const productSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^product\/[\w-]{1,100}$/)),
  identity: v.object({ externalid: v.string() }),
});

const submissionSchema = v.object({
  id: submissionId,
  target: v.object({ targettype: v.string() }),
  status: text,
  result: text,
});

const jobSchema = v.object({ jobstatus: v.string(), jobresult: text, errors: v.optional(v.unknown()) });
const acceptedSchema = v.object({ jobid: id });
const jobDetailSchema = v.object({ resources: list });

/** How far something has come. */
export interface Progress {
  status: Status;
  rawStatus: string;
}

/** One submission, for one target. While a preview goes live, and after, there is an entry of the same ID for `live`. */
export interface Submission extends Progress {
  /** `submission/<product>/<submission>`. */
  id: string;
  target: string;
  /** It was submitted and has not completed, whatever the API calls that (cloudpub). */
  isUnderWay: boolean;
}

export interface Job extends Progress {
  errors: unknown;
}

/**
 * The ID of a product, without `product/`, if it is this offer, else undefined. The search is by offer ID, but is not
 * relied on: an API that did not know the parameter would list every product.
 */
export function readProductOf(item: unknown, offer: string): string | undefined {
  const parsed = v.safeParse(productSchema, lowerKeys(item));
  const isOurs = parsed.success && parsed.output.identity.externalid.toLowerCase() === offer.toLowerCase();
  return isOurs ? lastPart(parsed.output.id) : undefined;
}

/** A submission of a list; undefined where it cannot be read. */
export function readSubmission(item: unknown): Submission | undefined {
  const parsed = v.safeParse(submissionSchema, lowerKeys(item));
  if (!parsed.success) {
    return undefined;
  }
  const { id, target, status, result } = parsed.output;
  return {
    id,
    target: target.targettype.toLowerCase(),
    isUnderWay: status !== '' && status.toLowerCase() !== 'completed',
    ...progressOf(status, result),
  };
}

/** The ID of the job that a go-live was accepted as. @throws UnreadableAnswer */
export function readAcceptedJob(document: unknown, correlationId: string): string {
  return readAs(acceptedSchema, lowerKeys(document), 'a job', correlationId).jobid;
}

/** @throws UnreadableAnswer */
export function readJob(document: unknown, correlationId: string): Job {
  const job = readAs(jobSchema, lowerKeys(document), 'the status of a job', correlationId);
  return { ...progressOf(job.jobstatus, job.jobresult), errors: job.errors };
}

/** The ID of the submission that a job is about. @param document the detail of a completed job @throws UnreadableAnswer */
export function readJobSubmission(document: unknown, correlationId: string): string {
  const { resources } = readAs(jobDetailSchema, lowerKeys(document), 'the detail of a job', correlationId);
  for (const resource of resources) {
    const parsed = v.safeParse(v.object({ id: submissionId }), lowerKeys(resource));
    if (parsed.success) {
      return parsed.output.id;
    }
  }
  throw new UnreadableAnswer('The detail of the job names no submission.', correlationId);
}

/** What a job or a submission shows. @param errors the tree of errors of a job */
export async function readingOf(
  { status, rawStatus }: Progress,
  errors: unknown,
  correlationId: string,
): Promise<Reading> {
  const lines = await detailLines(errors);
  return {
    status,
    rawStatus,
    unknownWords: status === 'unknown' ? [rawStatus] : [],
    steps: [],
    messages: lines.map((line): Message => ({ level: 'error', text: line, timestamp: '' })),
    // A certification that failed is told as invalidState with a sentence on certification, anywhere in the tree (cloudpub).
    failureKind: lines.some((line) => /certification/i.test(line)) ? 'certification' : 'service',
    correlationId,
  };
}

/** The last part of a path. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const results = new Map<string, Status>([
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['cancelled', 'canceled'], // missing in one of the vendor's lists
  ['canceled', 'canceled'],
]);

/**
 * Status and result of a job or a submission (product ingestion page): notStarted, running, completed; pending, succeeded,
 * failed, cancelled. Only a completed one has a result that counts.
 */
function progressOf(status: string, result: string): Progress {
  return {
    status: statusOf(status, result),
    rawStatus: oneLine([status, result].filter(Boolean).join('/'), 100),
  };
}

function statusOf(status: string, result: string): Status {
  switch (status.toLowerCase()) {
    case 'completed':
      return results.get(result.toLowerCase()) ?? 'unknown';
    case 'running':
    case 'notstarted':
      return 'running';
    default:
      return 'unknown';
  }
}

/** Members are spelled jobId and jobID, externalId and externalID: two levels of them are read without regard to case. */
function lowerKeys(value: unknown, levels = 2): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || levels === 0) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerKeys(item, levels - 1)]),
  );
}
