import * as v from 'valibot';
import { UnreadableAnswer } from '../../errors.ts';
import type { Message, Phase, Status, Step, StepStatus } from '../../golive/operation.ts';
import { detailLines } from '../../http/problem.ts';
import { oneLine } from '../../report/text.ts';
import type { Page } from '../pages.ts';

const text = v.optional(v.fallback(v.string(), ''), '');
const list = v.optional(v.fallback(v.array(v.unknown()), []), []);

const pageSchema = v.object({ value: v.array(v.unknown()), nextLink: text });

const productSchema = v.object({
  id: v.string(),
  externalIDs: v.optional(v.fallback(v.array(v.object({ type: text, value: text })), []), []),
});

const submissionSchema = v.object({
  id: v.string(),
  state: v.string(),
  substate: v.string(),
  releaseNumber: v.optional(v.fallback(v.number(), 0), 0),
  targets: v.optional(v.fallback(v.array(v.object({ type: text, value: text })), []), []),
  pendingUpdateInfo: v.optional(
    v.fallback(v.nullable(v.object({ updateType: text, status: text })), null),
    null,
  ),
});

const stepSchema = v.object({ name: text, stepName: text, state: text, messages: list });

/** One page of a list. */
export function readPage(document: unknown, correlationId: string): Page<unknown> {
  const page = read(pageSchema, document, correlationId, 'a list');
  return { items: page.value, nextLink: page.nextLink };
}

/** The ID of a product if it carries this offer (external ID of type AzureOfferId), else undefined. */
export function readProductOf(item: unknown, offer: string): string | undefined {
  const parsed = v.safeParse(productSchema, item);
  const isOurs =
    parsed.success &&
    parsed.output.externalIDs.some(
      ({ type, value }) =>
        type.toLowerCase() === 'azureofferid' && value.toLowerCase() === offer.toLowerCase(),
    );
  return isOurs ? parsed.output.id : undefined;
}

export interface Submission {
  id: string;
  releaseNumber: number;
  phase: Phase;
  status: Status;
  rawStatus: string;
}

/** A submission of a list; undefined where it cannot be read. */
export function readListedSubmission(item: unknown): Submission | undefined {
  const parsed = v.safeParse(submissionSchema, item);
  return parsed.success ? submissionOf(parsed.output) : undefined;
}

/** @throws UnreadableAnswer when it is no submission */
export function readSubmission(document: unknown, correlationId: string): Submission {
  return submissionOf(read(submissionSchema, document, correlationId, 'a submission'));
}

function submissionOf(submission: v.InferOutput<typeof submissionSchema>): Submission {
  const { id, state, substate, releaseNumber, targets, pendingUpdateInfo: update } = submission;
  const isForLive = targets.some(({ value }) => value.toLowerCase() === 'live');
  const pending = update ? `${update.updateType} ${update.status}` : '';
  return {
    id,
    releaseNumber,
    rawStatus: oneLine([`${state}/${substate}`, pending].filter(Boolean).join(', '), 100),
    ...meaningOf(substate.toLowerCase(), update?.status.toLowerCase() ?? '', isForLive),
  };
}

/**
 * What a substate means (values of the vendor's SDK, partnercenter-cli-extension; go live at ReadyToPublish, done at
 * Published or InStore: navcontainerhelper). A promotion that fails without another word shows in pendingUpdateInfo alone.
 */
function meaningOf(substate: string, update: string, isForLive: boolean): { phase: Phase; status: Status } {
  if (update === 'failed' || update === 'canceled' || update === 'cancelled') {
    return { phase: 'go-live-ended', status: update === 'failed' ? 'failed' : 'canceled' };
  }
  switch (substate) {
    case 'published':
    case 'instore':
      return { phase: 'live', status: 'succeeded' };
    case 'publishing':
      return { phase: 'going-live', status: 'running' };
    case 'submitted':
      return { phase: isForLive ? 'going-live' : 'building-preview', status: 'running' };
    case 'readytopublish':
      return update
        ? { phase: 'going-live', status: 'running' }
        : { phase: 'waiting-for-sign-off', status: 'waiting-for-review' };
    case 'failed':
    case 'failedincertification':
      return { phase: isForLive ? 'go-live-ended' : 'preview-failed', status: 'failed' };
    case 'indraft':
      return { phase: 'never-published', status: 'not-started' };
    default:
      return { phase: 'unclear', status: 'unknown' };
  }
}

// States of workflow steps (navcontainerhelper): any other is a failure.
const stepStates: Readonly<Record<string, StepStatus>> = {
  notstarted: 'not-started',
  inprogress: 'running',
  success: 'succeeded',
  succeeded: 'succeeded',
  failed: 'failed',
};

/** The steps of a submission, from its workflow details. Nothing hangs on them: what cannot be read is left out. */
export async function readSteps(document: unknown): Promise<Step[]> {
  const parsed = v.safeParse(
    v.object({ workflowSteps: list }),
    Array.isArray(document) ? document[0] : document,
  );
  const steps: Step[] = [];
  for (const item of parsed.success ? parsed.output.workflowSteps.slice(0, 50) : []) {
    const step = v.safeParse(stepSchema, item);
    if (step.success) {
      const { name, stepName, state, messages } = step.output;
      steps.push({
        id: oneLine(name || stepName, 100),
        name: oneLine(name || stepName || 'unnamed step', 200),
        status: stepStates[state.toLowerCase().replace(/[^a-z]/g, '')] ?? 'unknown',
        progress: null,
        messages: await messagesOf(messages),
      });
    }
  }
  return steps;
}

/** Messages of a step or of a validation: sentences, or objects with code, message and details. */
export async function messagesOf(items: unknown): Promise<Message[]> {
  return (await detailLines(items)).map((text) => ({ level: 'error', text, timestamp: '' }));
}

function read<const Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
  correlationId: string,
  what: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, document);
  if (!parsed.success) {
    throw new UnreadableAnswer(`The answer is JSON, but not ${what}.`, correlationId);
  }
  return parsed.output;
}
