import * as v from 'valibot';
import { UnreadableAnswer } from '../../errors.ts';
import type { Message, Reading, Status } from '../../golive/operation.ts';
import { detailLines } from '../../http/problem.ts';
import { oneLine } from '../../report/text.ts';
import type { Page } from '../pages.ts';

const text = v.optional(v.fallback(v.string(), ''), '');

/** References to a resource come as a string or as an object with one (`resourceId`; seen by cloudpub). */
const reference = v.optional(
  v.fallback(
    v.union([
      v.string(),
      v.pipe(
        v.looseObject({ id: v.string() }),
        v.transform(({ id }) => id),
      ),
    ]),
    '',
  ),
  '',
);

const productsSchema = v.object({
  value: v.array(v.object({ id: v.pipe(v.string(), v.regex(/^product\/[\w-]{1,100}$/)) })),
});

const submissionId = v.regex(/^submission\/[\w-]{1,100}\/[\w-]{1,100}$/);

const submissionSchema = v.object({
  id: v.pipe(v.string(), submissionId),
  target: v.object({ targettype: v.string() }),
  status: text,
  result: text,
});

const submissionsSchema = v.object({ value: v.array(v.unknown()), '@nextlink': text });

const jobSchema = v.object({
  jobid: v.optional(v.fallback(v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/)), ''), ''),
  jobstatus: v.string(),
  jobresult: text,
  errors: v.optional(v.unknown()),
});

const jobDetailSchema = v.object({ resources: v.array(v.unknown()) });
const submissionReferenceSchema = v.object({ id: v.pipe(reference, submissionId) });

/** One submission, for one target. While a preview goes live, and after, there is an entry of the same ID for `live`. */
export interface Submission {
  /** `submission/<product>/<submission>`. */
  id: string;
  target: string;
  status: Status;
  rawStatus: string;
}

export interface Job {
  id: string;
  status: Status;
  rawStatus: string;
  errors: unknown;
}

/** The product IDs (`product/<guid>`) that a search by offer ID found. */
export function readProducts(document: unknown, correlationId: string): string[] {
  return read(productsSchema, document, correlationId, 'a list of products').value.map(({ id }) => id);
}

/** One page of submissions; what cannot be read is left out. */
export function readSubmissions(document: unknown, correlationId: string): Page<Submission> {
  const page = read(submissionsSchema, document, correlationId, 'a list of submissions');
  const items = page.value.flatMap((item) => {
    const parsed = v.safeParse(submissionSchema, lowerKeys(item));
    if (!parsed.success) {
      return [];
    }
    const { id, target, status, result } = parsed.output;
    return [
      {
        id,
        target: target.targettype.toLowerCase(),
        status: statusOf(status, result),
        rawStatus: rawStatusOf(status, result),
      },
    ];
  });
  return { items, nextLink: page['@nextlink'] };
}

export function readJob(document: unknown, correlationId: string): Job {
  const { jobid, jobstatus, jobresult, errors } = read(
    jobSchema,
    document,
    correlationId,
    'the status of a job',
  );
  return {
    id: jobid,
    status: statusOf(jobstatus, jobresult),
    rawStatus: rawStatusOf(jobstatus, jobresult),
    errors,
  };
}

/** The ID of the submission that a job is about. @param document the detail of a completed job */
export function readJobSubmission(document: unknown, correlationId: string): string {
  const { resources } = read(jobDetailSchema, document, correlationId, 'the detail of a job');
  for (const resource of resources) {
    const parsed = v.safeParse(submissionReferenceSchema, lowerKeys(resource));
    if (parsed.success) {
      return parsed.output.id;
    }
  }
  throw new UnreadableAnswer('The detail of the job names no submission.', correlationId);
}

/** What a job or a submission shows. @param errors the tree of errors of a job */
export async function readingOf(
  { status, rawStatus }: { status: Status; rawStatus: string },
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

const results: Readonly<Record<string, Status>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled', // missing in one of the vendor's lists
  canceled: 'canceled',
};

/**
 * Status and result of a job or a submission (product ingestion page): notStarted, running, completed; pending, succeeded,
 * failed, cancelled. Only a completed one has a result that counts.
 */
function statusOf(status: string, result: string): Status {
  switch (status.toLowerCase()) {
    case 'completed':
      return results[result.toLowerCase()] ?? 'unknown';
    case 'running':
    case 'notstarted':
      return 'running';
    default:
      return 'unknown';
  }
}

function rawStatusOf(status: string, result: string): string {
  return oneLine([status, result].filter(Boolean).join('/'), 100);
}

function read<const Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
  correlationId: string,
  what: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, lowerKeys(document));
  if (!parsed.success) {
    throw new UnreadableAnswer(`The answer is JSON, but not ${what}.`, correlationId);
  }
  return parsed.output;
}

/** Members are spelled jobId and jobID, externalId and externalID: read without regard to case. */
function lowerKeys(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 1) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerKeys(item, depth + 1)]),
  );
}
