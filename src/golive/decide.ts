import type { FailureKind } from '../errors.ts';
import { currentStep, type Operation, type Standing, type Status, type Step } from './operation.ts';

export type Mode = 'go-live' | 'follow' | 'check';

/** How the story of an offer ends. Red exactly where there is a failure kind (but for a timeout that is excused). */
export interface Ending {
  status: Status;
  failureKind: FailureKind | '';
  /** One sentence or two for people: what happened, then what to do. */
  message: string;
}

export type Decision =
  | { do: 'start' }
  | { do: 'adopt'; operation: Operation }
  | { do: 'await-preview' }
  | { do: 'end'; ending: Ending };

const ready = 'The preview is ready and waits for sign-off.';
const live = 'The offer is live, with nothing to release.';

/**
 * What to do about an offer that stands so.
 * @param standing undefined when the look failed: then the API decides
 */
export function decide(mode: Mode, standing: Standing | undefined, waitForPreview: boolean): Decision {
  if (mode === 'go-live') {
    return decideGoLive(standing, waitForPreview);
  }
  if (!standing) {
    return end('unknown', 'unknown-outcome', 'Where the offer stands could not be read.');
  }
  return mode === 'follow' ? decideFollow(standing) : decideCheck(standing);
}

export type LostDecision =
  | { do: 'adopt'; operation: Operation }
  | { do: 'end'; ending: Ending }
  /** The offer plainly still waits for sign-off: the go-live was not taken. */
  | { do: 'send-again' }
  | { do: 'unknown' };

/**
 * What became of a go-live whose answer was lost.
 * @param before where the offer stood before it was sent, as far as that could be read
 * @param after where it stands now
 */
export function decideLost(before: Standing | undefined, after: Standing): LostDecision {
  if (before?.release && after.release && after.release !== before.release) {
    // Another preview was published, or this one taken back: the offer no longer tells what became of ours.
    return { do: 'unknown' };
  }
  switch (after.phase) {
    case 'going-live':
      return after.operation ? { do: 'adopt', operation: after.operation } : { do: 'unknown' };
    case 'live':
      return end('succeeded', '', 'The offer is live.');
    case 'waiting-for-sign-off':
      return { do: 'send-again' };
    case 'go-live-ended':
      // Only what waited before can have ended by this go-live; else it is the one before that ended so.
      return before?.phase === 'waiting-for-sign-off' ? endedGoLive(after) : { do: 'unknown' };
    case 'never-published':
    case 'building-preview':
    case 'preview-failed':
    case 'unclear':
      return { do: 'unknown' };
  }
}

function decideGoLive(standing: Standing | undefined, waitForPreview: boolean): Decision {
  switch (standing?.phase) {
    case undefined:
    case 'unclear':
    case 'waiting-for-sign-off':
    case 'go-live-ended':
      return { do: 'start' };
    case 'going-live':
      // Without an operation there is nothing to hold on to: the API decides.
      return standing.operation ? { do: 'adopt', operation: standing.operation } : { do: 'start' };
    case 'building-preview':
      return waitForPreview ? { do: 'await-preview' } : notReady(standing);
    case 'live':
      return end('succeeded', '', live);
    case 'never-published':
    case 'preview-failed':
      return notReady(standing);
  }
}

function decideFollow(standing: Standing): Decision {
  switch (standing.phase) {
    case 'going-live':
    case 'building-preview':
      return standing.operation
        ? { do: 'adopt', operation: standing.operation }
        : end('running', '', 'Something is under way, but the API names no operation to follow.');
    case 'waiting-for-sign-off':
      return end('waiting-for-review', '', `Nothing is under way. ${ready}`);
    case 'live':
      return end('succeeded', '', `Nothing is under way. ${live}`);
    case 'never-published':
      return end('not-started', '', 'Nothing is under way. The offer was never published.');
    case 'preview-failed':
      return end('not-started', '', `Nothing is under way. ${previewFailed(standing)}`);
    case 'go-live-ended':
      return endedGoLive(standing);
    case 'unclear':
      return standing.operation ? { do: 'adopt', operation: standing.operation } : unclear(standing);
  }
}

function decideCheck(standing: Standing): Decision {
  switch (standing.phase) {
    case 'waiting-for-sign-off':
      return end('waiting-for-review', '', `All is well. ${ready}`);
    case 'going-live':
      return end('running', '', 'All is well. The offer is going live; a go-live would pick that up.');
    case 'live':
      return end('succeeded', '', `All is well. ${live}`);
    case 'building-preview':
    case 'never-published':
    case 'preview-failed':
      return notReady(standing);
    case 'go-live-ended':
      return endedGoLive(standing);
    case 'unclear':
      return unclear(standing);
  }
}

function endedGoLive(standing: Standing) {
  return standing.status === 'canceled'
    ? end('canceled', 'canceled', 'Nothing is under way. The last go-live was canceled.')
    : end(
        'failed',
        standing.failureKind,
        `Nothing is under way. The last go-live failed. ${troubles(standing)}`,
      );
}

function unclear(standing: Standing): Decision {
  return end(
    'unknown',
    'unknown-outcome',
    `What the API says of the offer (${standing.rawStatus}) does not tell where it stands. Look it up in Partner Center.`,
  );
}

function notReady(standing: Standing): Decision {
  const step = currentStep(standing.steps);
  const why =
    standing.phase === 'never-published'
      ? 'The offer was never published: publish it to preview first.'
      : standing.phase === 'preview-failed'
        ? `${previewFailed(standing)} Publish it to preview again.`
        : `The preview is still being built${step ? `, at step ${describe(step)}` : ''}. Run this step again when it waits for sign-off, or set wait-for-preview to true.`;
  return end('not-started', 'not-ready', why);
}

function previewFailed(standing: Standing): string {
  return `The last publish to preview ${standing.status === 'canceled' ? 'was canceled' : 'failed'}. ${troubles(standing)}`.trim();
}

function describe(step: Step): string {
  const progress = step.progress === null ? '' : `, ${step.progress} %`;
  return `${step.name} (${step.status}${progress})`;
}

/** What the API complains of, in its words: each failed, blocked or rejected step with its messages, worst first. */
export function troubles(reading: Pick<Standing, 'steps' | 'messages'>): string {
  const lines = reading.steps
    .filter((step) => isTrouble(step) || step.messages.some((message) => message.level === 'error'))
    .map((step) => `${step.name}: ${words(step.messages) || step.status}`);
  return [...lines, words(reading.messages)].filter(Boolean).join(' ');
}

function isTrouble({ status }: Step): boolean {
  return status === 'failed' || status === 'blocked' || status === 'rejected';
}

function words(messages: Standing['messages']): string {
  const errors = messages.filter((message) => message.level === 'error');
  return (errors.length > 0 ? errors : messages).map((message) => message.text).join(' ');
}

function end(status: Status, failureKind: Ending['failureKind'], message: string) {
  return { do: 'end' as const, ending: { status, failureKind, message: message.trim() } };
}
