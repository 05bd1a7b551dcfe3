import * as v from 'valibot';
import type { Message, Phase, Status, Step, StepStatus } from '../../golive/operation.ts';
import { detailLines } from '../../http/problem.ts';
import { oneLine } from '../../report/text.ts';
import { id, levelOf, list, readAs, text } from '../schema.ts';

// Bounds for what a server may make us keep and print.
const maxSteps = 50;
const maxFindings = 50;
const maxDetailsOfFinding = 10;

const productSchema = v.object({ id, externalIDs: list });
const externalIdSchema = v.object({ type: v.string(), value: v.string() });

const submissionSchema = v.object({
  id,
  state: text,
  substate: v.string(),
  releaseNumber: v.optional(v.fallback(v.number(), 0), 0),
  pendingUpdateInfo: v.optional(
    v.fallback(v.nullable(v.object({ updateType: text, status: text, failureReason: text })), null),
    null,
  ),
});

const workflowSchema = v.object({ targetEnvironment: text, state: text, workflowSteps: list });
const stepSchema = v.object({ name: text, state: text });
const findingSchema = v.object({ severity: text });

/** The ID of a product if it is this offer (external ID of type AzureOfferId), else undefined. */
export function readProductOf(item: unknown, offer: string): string | undefined {
  const parsed = v.safeParse(productSchema, item);
  const isOurs =
    parsed.success &&
    parsed.output.externalIDs.some((externalId) => {
      const pair = v.safeParse(externalIdSchema, externalId);
      return (
        pair.success &&
        pair.output.type.toLowerCase() === 'azureofferid' &&
        pair.output.value.toLowerCase() === offer.toLowerCase()
      );
    });
  return isOurs ? parsed.output.id : undefined;
}

export interface Submission {
  id: string;
  releaseNumber: number;
  /** In small letters, as the next two. */
  substate: string;
  updateType: string;
  updateStatus: string;
  failureReason: string;
  rawStatus: string;
}

/** A submission of a list; undefined where it cannot be read. */
export function readListedSubmission(item: unknown): Submission | undefined {
  const parsed = v.safeParse(submissionSchema, item);
  return parsed.success ? submissionOf(parsed.output) : undefined;
}

/** @throws UnreadableAnswer when it is no submission */
export function readSubmission(document: unknown, correlationId: string): Submission {
  return submissionOf(readAs(submissionSchema, document, 'a submission', correlationId));
}

function submissionOf(submission: v.InferOutput<typeof submissionSchema>): Submission {
  const { id, state, substate, releaseNumber, pendingUpdateInfo: update } = submission;
  const words = [
    [state, substate].filter(Boolean).join('/'),
    [update?.updateType, update?.status].filter(Boolean).join(' '),
  ];
  return {
    id,
    releaseNumber,
    substate: substate.toLowerCase(),
    updateType: update?.updateType.toLowerCase() ?? '',
    updateStatus: update?.status.toLowerCase() ?? '',
    failureReason: update?.failureReason ?? '',
    rawStatus: oneLine(words.filter(Boolean).join(', '), 100),
  };
}

/** Nothing was submitted yet: somebody edits the next release. */
export function isDraft({ substate, updateStatus }: Submission): boolean {
  return substate === 'indraft' && (updateStatus === '' || updateStatus === 'completed');
}

// Words for workflows and their steps (navcontainerhelper).
const workflowWords = new Map<string, StepStatus>([
  ['notstarted', 'not-started'],
  ['inprogress', 'running'],
  ['success', 'succeeded'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['cancelled', 'canceled'],
  ['canceled', 'canceled'],
]);

export interface Workflows {
  steps: Step[];
  /** How far the workflow to live has come; `unknown` where that cannot be read. */
  live: StepStatus;
  unknownWords: string[];
}

/** The answer to a promotion is the workflow to live. @throws UnreadableAnswer when it is something else */
export function checkWorkflow(document: unknown, correlationId: string): void {
  readAs(v.object({ state: v.string() }), document, 'a workflow', correlationId);
}

/**
 * The workflows of a submission: one to preview and one to live, which is listed before it has begun (navcontainerhelper).
 * The wait can do without: what cannot be read is left out.
 */
export function readWorkflows(document: unknown): Workflows {
  const workflows: Workflows = { steps: [], live: 'unknown', unknownWords: [] };
  const statusOf = (word: string): StepStatus => {
    const status = workflowWords.get(word.toLowerCase());
    if (!status && word) {
      workflows.unknownWords.push(oneLine(word, 100));
    }
    return status ?? 'unknown';
  };
  for (const item of itemsIn(document)) {
    const workflow = v.safeParse(workflowSchema, item);
    if (!workflow.success) {
      continue;
    }
    const { targetEnvironment, state, workflowSteps } = workflow.output;
    if (targetEnvironment.toLowerCase() === 'live') {
      workflows.live = statusOf(state);
    }
    for (const item of workflowSteps.slice(0, maxSteps - workflows.steps.length)) {
      const step = v.safeParse(stepSchema, item);
      if (step.success) {
        const { name, state } = step.output;
        workflows.steps.push({
          id: oneLine([targetEnvironment, name].filter(Boolean).join('/'), 100),
          name: oneLine(name || 'unnamed step', 200),
          status: statusOf(state),
          progress: null,
          messages: [],
        });
      }
    }
  }
  return workflows;
}

/** What validation and certification found. */
export async function readFindings(document: unknown): Promise<Message[]> {
  const messages: Message[] = [];
  for (const item of itemsIn(document)) {
    const finding = v.safeParse(findingSchema, item);
    const level = levelOf(finding.success ? finding.output.severity : '');
    const lines = await detailLines([item], maxDetailsOfFinding);
    messages.push(...lines.map((text) => ({ level, text, timestamp: '' })));
  }
  return messages.slice(0, maxFindings);
}

/**
 * What a submission means for a go-live: substates of the vendor's SDK (partnercenter-cli-extension); go live at
 * ReadyToPublish, done at InStore, failed with a step (navcontainerhelper). A go-live may be accepted and come to nothing,
 * which shows in pendingUpdateInfo alone.
 */
export function meaningOf(
  { substate, updateType, updateStatus }: Submission,
  live: StepStatus,
): { phase: Phase; status: Status } {
  if (substate === 'instore' || (substate === 'published' && live === 'succeeded')) {
    return { phase: 'live', status: 'succeeded' };
  }
  // The targets of a submission do not tell: they are seen to stay at Preview when it is live.
  const isGoLive = updateType === 'promote' || !(live === 'not-started' || live === 'unknown');
  const ended = isGoLive ? 'go-live-ended' : 'preview-failed';
  const isRunning = live === 'running' || updateStatus === 'running';
  if (live === 'failed' || updateStatus === 'failed') {
    return { phase: ended, status: 'failed' };
  }
  if (live === 'canceled' || workflowWords.get(updateStatus) === 'canceled') {
    return { phase: ended, status: 'canceled' };
  }
  switch (substate) {
    case 'readytopublish':
      return isGoLive && isRunning
        ? { phase: 'going-live', status: 'running' }
        : { phase: 'waiting-for-sign-off', status: 'waiting-for-review' };
    case 'publishing':
      return { phase: 'going-live', status: 'running' };
    case 'submitted':
      return { phase: isGoLive ? 'going-live' : 'building-preview', status: 'running' };
    case 'failed':
    case 'failedincertification':
      return { phase: ended, status: 'failed' };
    case 'cancelled':
    case 'canceled':
      return { phase: ended, status: 'canceled' };
    case 'indraft':
      return isRunning
        ? { phase: 'building-preview', status: 'running' }
        : { phase: 'never-published', status: 'not-started' };
    default:
      return { phase: 'unclear', status: 'unknown' };
  }
}

/** The items of a page, or of a list that is none. */
function itemsIn(document: unknown): unknown[] {
  const page = v.safeParse(v.object({ value: list }), document);
  const items = Array.isArray(document) ? document : page.success ? page.output.value : [];
  return items.slice(0, maxFindings);
}
