import * as v from 'valibot';
import { flattenDetails } from '../../http/error-body.ts';
import { id, list, readAs, text } from '../../http/json.ts';
import type { Message, Step, StepStatus } from '../../model/offer.ts';
import { oneLine } from '../../model/text.ts';
import type { Product } from '../products.ts';
import { lookUp, messageLevel, normalize } from '../words.ts';
import {
  type State,
  type Substate,
  states,
  substates,
  type UpdateStatus,
  updateWords,
  workflowWords,
} from './words.ts';

// Bounds on what a server can make us keep and print.
const maxSteps = 50;
const maxFindings = 50;
const maxDetailsPerFinding = 10;

const productSchema = v.object({ id, externalIDs: list, resourceType: text });
const externalIdSchema = v.object({ type: v.string(), value: v.string() });

const submissionSchema = v.object({
  id,
  state: text,
  substate: v.string(),
  releaseNumber: v.optional(v.fallback(v.optional(v.number()), undefined)),
  pendingUpdateInfo: v.optional(
    v.fallback(v.nullable(v.object({ updateType: text, status: text, failureReason: text })), null),
    null,
  ),
});

const workflowSchema = v.object({ targetEnvironment: text, state: text, workflowSteps: list });
const stepSchema = v.object({ name: text, state: text });
const findingSchema = v.object({ severity: text });

/** A product if it is this offer's (external ID of type AzureOfferId), else undefined. */
export function readProduct(item: unknown, offer: string): Product | undefined {
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
  return isOurs ? { id: parsed.output.id, type: oneLine(parsed.output.resourceType, 100) } : undefined;
}

export interface Submission {
  id: string;
  /** Undefined: the API shows none that can be read. */
  releaseNumber: number | undefined;
  /** Undefined: an unknown word. */
  state: State | undefined;
  /** Undefined: an unknown word. */
  substate: Substate | undefined;
  /** The pending update is a go-live: our reading of `updateType: Promote`, which no source documents. */
  isPromotion: boolean;
  update: UpdateStatus;
  failureReason: string;
  rawStatus: string;
}

/** A submission of a list. */
export function readListedSubmission(item: unknown): Submission | 'unreadable' {
  const parsed = v.safeParse(submissionSchema, item);
  return parsed.success ? toSubmission(parsed.output) : 'unreadable';
}

/** @throws Failure, as for every unreadable answer, when it is no submission */
export function readSubmission(document: unknown, correlationId: string): Submission {
  return toSubmission(readAs(submissionSchema, document, 'a submission', correlationId));
}

function toSubmission(submission: v.InferOutput<typeof submissionSchema>): Submission {
  const { id, state, substate, releaseNumber, pendingUpdateInfo: update } = submission;
  const words = [
    [state, substate].filter(Boolean).join('/'),
    [update?.updateType, update?.status].filter(Boolean).join(' '),
  ];
  return {
    id,
    releaseNumber,
    // Without a state the substate rules, as in the vendor's SDK.
    state: state ? lookUp(states, state) : 'published',
    substate: lookUp(substates, substate),
    isPromotion: normalize(update?.updateType ?? '') === 'promote',
    update: update?.status ? (lookUp(updateWords, update.status) ?? 'unknown') : 'none',
    failureReason: update?.failureReason ?? '',
    rawStatus: oneLine(words.filter(Boolean).join(', '), 100),
  };
}

/** Nothing was submitted yet: somebody is editing the next release. */
export function isDraft({ substate, update }: Submission): boolean {
  return substate === 'draft' && (update === 'none' || update === 'completed');
}

export interface Workflows {
  steps: Step[];
  /** How far the workflow to live has come; `unknown` where it cannot be read. */
  live: StepStatus;
  unknownWords: string[];
}

/** The answer to a promotion is the workflow to live. @throws Failure, as for every unreadable answer, when it is not */
export function checkWorkflow(document: unknown, correlationId: string): void {
  readAs(v.object({ state: v.string() }), document, 'a workflow', correlationId);
}

/**
 * The workflows of a submission: one to preview and one to live, which is listed before it begins (navcontainerhelper).
 * The story does not depend on them, so what cannot be read is left out.
 */
export function readWorkflows(document: unknown): Workflows {
  const workflows: Workflows = { steps: [], live: 'unknown', unknownWords: [] };
  const statusOf = (word: string): StepStatus => {
    const status = lookUp(workflowWords, word);
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
          timeFrame: '',
          messages: [],
        });
      }
    }
  }
  return workflows;
}

/** What validation and certification found, one message per line of each finding. */
export async function readFindings(document: unknown): Promise<Message[]> {
  const messages: Message[] = [];
  for (const item of itemsIn(document)) {
    const finding = v.safeParse(findingSchema, item);
    const level = messageLevel(finding.success ? finding.output.severity : '');
    const lines = await flattenDetails([item], maxDetailsPerFinding);
    messages.push(...lines.map((text) => ({ level, text, timestamp: '' })));
  }
  return messages.slice(0, maxFindings);
}

/** The items of a page, or of a list without one. */
function itemsIn(document: unknown): unknown[] {
  const page = v.safeParse(v.object({ value: list }), document);
  const items = Array.isArray(document) ? document : page.success ? page.output.value : [];
  return items.slice(0, maxFindings);
}
