import { Failure, type FailureKind } from '../model/failure.ts';
import {
  currentStep,
  describeProblems,
  describeStatus,
  hasEnded,
  isBlocked,
  type OfferState,
  type Status,
  type StatusSnapshot,
  type Step,
} from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import { formatDuration, oneLine } from '../model/text.ts';
import type { Followed } from './decide.ts';

/*
 * Every sentence with which the story of an offer can end stands in this file. What happened comes first, then what to do.
 * The sentences of requests that failed are those of the failure (src/http/), with the advice of its API (src/marketplace/).
 */

/** How the story of an offer ends. Red exactly where there is a failure kind, unless a timeout is excused. */
export interface Ending {
  status: Status;
  failureKind: FailureKind | '';
  /** One sentence or more for people. */
  message: string;
}

/** The endings that follow from where the offer stands. */
export type StateEnding = keyof typeof stateEndings;

/** The ending for a decision. @param state where the offer stands */
export function endingForState(as: StateEnding, state: OfferState): Ending {
  return stateEndings[as](state);
}

type Facts = Pick<
  OfferState,
  'status' | 'rawStatus' | 'failureKind' | 'steps' | 'messages' | 'correlationId'
>;

const ready = 'The preview is ready and waits for sign-off.';
const live = 'The offer is live, with nothing to release.';

const stateEndings = {
  // A go-live that need not or cannot be started.
  'already-live': () => ending('succeeded', '', live),
  'not-published': () =>
    ending('not-started', 'not-ready', 'The offer was never published: publish it to preview first.'),
  'preview-failed': (state) =>
    ending('not-started', 'not-ready', `${previewFailed(state)} Publish it to preview again.`),
  'preview-not-ready': ({ steps }) => {
    const step = currentStep(steps);
    return ending(
      'not-started',
      'not-ready',
      `The preview is still being built${step ? `, at step ${describeStep(step)}` : ''}. Run this step again when it waits for sign-off, or set wait-for-preview to true.`,
    );
  },

  'preview-blocked': (state) =>
    ending(
      'not-started',
      'not-ready',
      `The preview is blocked. ${problemsOf(state)} Fix that, then publish it to preview again.`,
    ),
  'dead-submission': ({ rawStatus }) =>
    ending(
      'not-started',
      'not-ready',
      `The newest submission cannot go live (${rawStatus}). Publish the offer to preview first.`,
    ),
  withdrawn: ({ rawStatus }) =>
    ending(
      'not-started',
      'not-ready',
      `The offer is withdrawn, or about to be (${rawStatus}): nothing was started. To sell it again, publish it to preview in Partner Center.`,
    ),

  // A go-live whose answer was lost, or that another run was faster with.
  live: () => ending('succeeded', '', 'The offer is live.'),

  // `follow` and nothing to follow.
  'idle-with-preview': () => ending('waiting-for-review', '', `${idle} ${ready}`),
  'idle-and-live': () => ending('succeeded', '', `${idle} ${live}`),
  'idle-never-published': () => ending('not-started', '', `${idle} The offer was never published.`),
  'idle-with-dead-submission': ({ rawStatus }) =>
    ending('not-started', '', `${idle} The newest submission cannot go live (${rawStatus}).`),
  'idle-preview-failed': (state) => ending('not-started', '', `${idle} ${previewFailed(state)}`),
  'running-without-operation': () =>
    ending('running', '', 'Something is in progress, but the API names no operation to follow.'),

  'check-ready': () => ending('waiting-for-review', '', `Ready to go live. ${ready}`),
  'check-going-live': () =>
    ending('running', '', 'The offer is going live; mode: go-live would pick that up.'),

  'last-go-live-ended': (state) =>
    state.status === 'canceled'
      ? canceled(state, `${idle} The last go-live was canceled.`)
      : failed(state, `${idle} The last go-live failed.`),
  unclear: ({ rawStatus }) =>
    ending(
      'unknown',
      'unknown-outcome',
      `The API's status of the offer (${rawStatus}) does not tell where it stands. Look it up in Partner Center.`,
    ),
} as const satisfies Record<string, (state: Facts) => Ending>;

const idle = 'Nothing is in progress.';

function previewFailed(state: Facts): string {
  return `The last publish to preview ${state.status === 'canceled' ? 'was canceled' : 'failed'}. ${problemsOf(state)}`.trim();
}

function describeStep({ name, status, progress }: Step): string {
  return `${name} (${status}${progress === null ? '' : `, ${progress} %`})`;
}

/** The ending of an operation that was followed. @param failOnBlocked a blocked step ends the wait */
export function endingForOperation(snapshot: StatusSnapshot, failOnBlocked: boolean, what: Followed): Ending {
  const subject = what === 'go-live' ? 'The go-live' : 'The publish to preview';
  const { status, rawStatus } = snapshot;
  if (failOnBlocked && !hasEnded(status) && snapshot.steps.some(isBlocked)) {
    return ending(
      'failed',
      'certification',
      'A step is blocked or rejected.',
      problemsOf(snapshot),
      advice.blocked,
      idsOf(snapshot),
    );
  }
  switch (status) {
    case 'succeeded':
      return ending(status, '', 'The offer is live.');
    case 'canceled':
      return canceled(snapshot, `${subject} was canceled, not by this step.`);
    case 'failed':
      return failed(snapshot, `${subject} failed.`);
    case 'waiting-for-review':
      return ending(status, '', ready);
    case 'running':
    case 'not-started':
      return ending(status, '', `In progress (${rawStatus}); not waiting (wait: false).`);
    case 'unknown':
      return ending(status, 'unknown-outcome', `Unrecognized status "${rawStatus}".`);
  }
}

/** @param what what was canceled, in a sentence */
function canceled(facts: Facts, what: string): Ending {
  return ending('canceled', 'canceled', what, problemsOf(facts), advice.canceled, idsOf(facts));
}

/** @param what what failed, in a sentence */
function failed(facts: Facts, what: string): Ending {
  const { failureKind } = facts;
  return ending('failed', failureKind, what, problemsOf(facts), advice[failureKind], idsOf(facts));
}

/** What the API complains of, as far as the output `message` has room for it beside the advice and the correlation ID. */
function problemsOf(facts: Pick<Facts, 'steps' | 'messages'>): string {
  return oneLine(describeProblems(facts), 1_200);
}

function idsOf({ correlationId }: Facts): string {
  return correlationId && `[correlation ID ${correlationId}]`;
}

/** What to do about an operation that did not succeed. */
const advice = {
  certification:
    'Fix that, publish to preview again, review it, then run this workflow again. Running it again alone does not help.',
  blocked:
    'Fix that in Partner Center, or ask Microsoft support. Run this workflow again to follow the go-live.',
  service:
    'Look the offer up in Partner Center. If nothing is wrong with it there, run this workflow again, and give the correlation ID to Microsoft support if it fails again.',
  'not-ready': 'To sell the offer again, publish it to preview in Partner Center.',
  canceled: 'To go live after all, run this workflow again: it checks first where the offer stands.',
} as const;

/** The ending of a go-live that is known to run, with `wait: false`. */
export function endingWithoutWait(result: OfferResult): Ending {
  const what = result.started ? 'The go-live was accepted' : 'In progress';
  return ending('running', '', `${what}; not waiting (wait: false). ${howToResume(result)}`);
}

/**
 * The wait ended first.
 * @param waitedMs the length of the whole wait, in ms
 * @param facts a sentence more on where things stand; may be empty
 */
export function endingForTimeout(result: OfferResult, waitedMs: number, facts: string): Ending {
  return ending(
    result.status,
    'timeout',
    `Timed out after ${formatDuration(waitedMs)}.`,
    lastSeen(result),
    result.steps.some(isBlocked) ? problemsOf(result) : '',
    facts,
    howToResume(result),
  );
}

/** `The last status: running (InProgress), at step Live (running, 34 %).`; empty where none succeeded. */
function lastSeen({ operationUrl, rawStatus, status, steps }: OfferResult): string {
  const step = currentStep(steps);
  const where = step ? `, at step ${describeStep(step)}` : '';
  // Before there is an operation, our status is that of the go-live, and the API's that of the preview.
  const what = operationUrl ? describeStatus({ status, rawStatus }) : rawStatus;
  return rawStatus && `The last status: ${what}${where}.`;
}

/** Facts for `endingForTimeout`. */
export const timeoutFacts = {
  previewNotReady: 'The preview is still being built, and no go-live was started.',
  notStarted: 'No go-live was started.',
  lastCheck: (failure: Failure) => `The last check failed: ${failure.describe()}`,
} as const;

/** The go-live was sent, and nobody can tell whether it runs. @param lost the failure of the last request */
export function unknownOutcome(lost: Failure): Failure {
  return new Failure(
    'unknown-outcome',
    `The go-live was sent, but its answer was lost, and the offer does not show whether it was accepted. ${lost.message}`,
    {
      technical: lost.technical,
      hint: 'Check in Partner Center whether the offer is going live. If it is not, run this step again: it checks first, and picks up a go-live that runs.',
      cause: lost,
    },
  );
}

/** The message of a story that a failure ended. */
export function messageForFailure(failure: Failure, result: OfferResult): string {
  // Advice on the failure comes first; how to resume is worth the room where there is something to resume.
  const resume = failure.hint && !result.operationUrl ? '' : howToResume(result);
  return failure.describe([failure.hint, resume].filter(Boolean).join(' '));
}

/** How to pick up what goes on without this step; empty where nothing does. */
function howToResume({ operationUrl, status }: OfferResult): string {
  if (operationUrl) {
    return `The go-live continues without this step. To pick it up, run this step again, or set operation-url to ${operationUrl}`;
  }
  return status === 'unknown' ? 'If a go-live is running, running this step again picks it up.' : '';
}

/** @param sentences an empty one does not count */
function ending(status: Status, failureKind: Ending['failureKind'], ...sentences: string[]): Ending {
  return {
    status,
    failureKind,
    message: sentences
      .map((sentence) => sentence.trim())
      .filter(Boolean)
      .join(' '),
  };
}
