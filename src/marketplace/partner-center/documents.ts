import * as v from 'valibot';
import { UnreadableAnswer } from '../../errors.ts';
import type { Message, Phase, Status, Step, StepStatus } from '../../golive/operation.ts';
import { detailLines } from '../../http/problem.ts';
import { oneLine } from '../../report/text.ts';
import type { Page } from '../pages.ts';

const text = v.optional(v.fallback(v.string(), ''), '');
const list = v.optional(v.fallback(v.array(v.unknown()), []), []);

/** Part of an address. */
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/));

const pageSchema = v.object({ value: v.array(v.unknown()), nextLink: text });

const productSchema = v.object({
  id,
  externalIDs: v.optional(v.fallback(v.array(v.object({ type: text, value: text })), []), []),
});

const submissionSchema = v.object({
  id,
  state: v.string(),
  substate: v.string(),
  releaseNumber: v.optional(v.fallback(v.number(), 0), 0),
  targets: v.optional(v.fallback(v.array(v.object({ type: text, value: text })), []), []),
  pendingUpdateInfo: v.optional(
    v.fallback(v.nullable(v.object({ updateType: text, status: text, failureReason: text })), null),
    null,
  ),
});

// Bounds for what a server may make us keep and print.
const maxSteps = 50;
const maxMessages = 50;

const workflowSchema = v.object({ workflowSteps: list });
const stepSchema = v.object({ name: text, stepName: text, state: text, messages: list });
const findingSchema = v.looseObject({ errorCode: text, severity: text });

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
  /** Why its last update failed, where the API says so. */
  failureReason: string;
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
  const updateType = update?.updateType.toLowerCase() ?? '';
  // The targets were seen to stay at Preview; that an update is a promotion tells it too.
  const isForLive = updateType === 'promote' || targets.some(({ value }) => value.toLowerCase() === 'live');
  const pending = update ? `${update.updateType} ${update.status}` : '';
  return {
    id,
    releaseNumber,
    rawStatus: oneLine([`${state}/${substate}`, pending].filter(Boolean).join(', '), 100),
    failureReason: update?.failureReason ?? '',
    ...meaningOf(substate.toLowerCase(), update?.status.toLowerCase() ?? '', isForLive),
  };
}

/**
 * What a substate means (values of the vendor's SDK, partnercenter-cli-extension; go live at ReadyToPublish, done at
 * Published or InStore: navcontainerhelper). A promotion that fails without another word shows in pendingUpdateInfo alone.
 */
function meaningOf(substate: string, update: string, isForLive: boolean): { phase: Phase; status: Status } {
  const ended: Phase = isForLive ? 'go-live-ended' : 'preview-failed';
  if (update === 'failed' || update === 'canceled' || update === 'cancelled') {
    return { phase: ended, status: update === 'failed' ? 'failed' : 'canceled' };
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
      // After its promotion it may show as ready until that is picked up.
      return isForLive
        ? { phase: 'going-live', status: 'running' }
        : { phase: 'waiting-for-sign-off', status: 'waiting-for-review' };
    case 'failed':
    case 'failedincertification':
      return { phase: ended, status: 'failed' };
    case 'cancelled':
    case 'canceled':
      return { phase: ended, status: 'canceled' };
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
  cancelled: 'canceled',
  canceled: 'canceled',
};

/**
 * The steps of a submission, from its workflow details: one workflow to preview and one to live. Nothing hangs on them: what
 * cannot be read is left out.
 */
export async function readSteps(document: unknown): Promise<Step[]> {
  const steps: Step[] = [];
  for (const item of itemsIn(document).flatMap(stepsIn).slice(0, maxSteps)) {
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

function stepsIn(workflow: unknown): unknown[] {
  const parsed = v.safeParse(workflowSchema, workflow);
  return parsed.success ? parsed.output.workflowSteps : [];
}

/** Why a submission failed: what its update says, and what validation and certification found. */
export function readFindings(failureReason: string, document: unknown): Promise<Message[]> {
  return messagesOf([failureReason, ...itemsIn(document)]);
}

// The severities of a finding.
const levels: Readonly<Record<string, Message['level']>> = {
  warning: 'warning',
  informational: 'information',
  information: 'information',
};

/** Messages of a step, or findings: sentences, or objects with a code, a message and details. */
async function messagesOf(items: readonly unknown[]): Promise<Message[]> {
  const messages: Message[] = [];
  for (const item of items.slice(0, maxMessages)) {
    const finding = v.safeParse(findingSchema, item);
    const { errorCode, severity, ...rest } = finding.success
      ? finding.output
      : { errorCode: '', severity: '' };
    const told = errorCode ? { ...rest, code: errorCode } : item;
    for (const text of await detailLines([told])) {
      messages.push({ level: levels[severity.toLowerCase()] ?? 'error', text, timestamp: '' });
    }
  }
  return messages;
}

/** The members of a list, in a page or bare; a single one where it is none. */
function itemsIn(document: unknown): unknown[] {
  const page = v.safeParse(pageSchema, document);
  if (page.success) {
    return page.output.value;
  }
  return Array.isArray(document) ? document : [document];
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
