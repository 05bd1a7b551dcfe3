import type { FailureKind } from './failure.ts';
import { sentence } from './text.ts';

/** Where a go-live stands; the values of the output `status`. */
export const statuses = [
  'succeeded',
  'failed',
  'canceled',
  'running',
  'not-started',
  'waiting-for-review',
  'unknown',
] as const;

export type Status = (typeof statuses)[number];

export type StepStatus =
  | 'not-started'
  | 'running'
  | 'waiting-for-review'
  | 'waiting-for-approval'
  | 'blocked'
  | 'rejected'
  | 'succeeded'
  | 'failed'
  | 'canceled'
  | 'unknown';

export interface Message {
  level: 'error' | 'warning' | 'information';
  /** Plain text. */
  text: string;
  /** As the API gave it, in ISO 8601; empty where it gave none that can be read. */
  timestamp: string;
}

export interface Step {
  id: string;
  name: string;
  status: StepStatus;
  /** Percent; null where the API gave none. Not reliable: samples show complete steps at 0 (operations page). */
  progress: number | null;
  /** How long the step usually takes, in the API's own words, e.g. `~2-5 days`; empty where it gives none. */
  timeFrame: string;
  messages: Message[];
}

/** Where people can look at an offer on the marketplace. */
export interface Link {
  to: 'preview' | 'live';
  text: string;
  /** https. */
  url: string;
}

/** What one status check of an operation or an offer showed. */
export interface StatusSnapshot {
  /** The top level alone decides it: samples succeed while steps read notStarted (offer status page). */
  status: Status;
  /** The API's own word. */
  rawStatus: string;
  /** Words of the API that its vocabulary does not have; they keep the wait going. */
  unknownWords: string[];
  steps: Step[];
  /** What the API says of the operation as a whole. */
  messages: Message[];
  links: Link[];
  /** The offer in Partner Center; empty where the API does not tell its product. */
  portalUrl: string;
  /** The kind of failure, if this is one: `certification` where the API shows that the offer is at fault. */
  failureKind: Extract<FailureKind, 'certification' | 'not-ready' | 'service'>;
  correlationId: string;
}

// Longer than any real one, and short enough for the outputs and the summary of a hundred offers.
export const maxOperationUrlLength = 500;
export const maxOperationIdLength = 200;

/** Something at the API that can be followed. */
export interface Operation {
  url: URL;
  /** Empty where the API names none. */
  id: string;
  /** The URL shows the offer, not one operation: right after a go-live it may still show the operation before. */
  tracksOffer: boolean;
}

/** Which offer, by the API's own IDs. */
export interface OfferName {
  publisher: string;
  offer: string;
}

export type Phase =
  /** Neither a preview nor a live offer. */
  | 'never-published'
  | 'building-preview'
  | 'preview-failed'
  /** The preview is ready: the next step is the publisher's go-live. */
  | 'waiting-for-sign-off'
  | 'going-live'
  /** Live, with nothing to release. */
  | 'live'
  /** The last go-live ended without success. */
  | 'go-live-ended'
  /** The newest submission was deleted or canceled, or is in a state that is not known to be able to go live. */
  | 'dead-submission'
  /** The offer is withdrawn from the marketplace, or about to be. */
  | 'withdrawn'
  /** What the API shows does not tell. */
  | 'unclear';

/** Where an offer stands: its status, and what that means for a go-live. */
export interface OfferState extends StatusSnapshot {
  phase: Phase;
  /** What runs now and can be followed. */
  operation: Operation | undefined;
  /** What a go-live would release or has released, by the API's own name; undefined where there is none, or no need. */
  release: string | undefined;
}

/** `contoso/vm-offer`, or as much of it as is known. */
export function displayName({ publisher, offer }: OfferName): string {
  return [publisher, offer].filter(Boolean).join('/') || 'the offer';
}

/** `running (InProgress)`: the status, and the API's own word where that is another one. */
export function describeStatus({ status, rawStatus }: Pick<StatusSnapshot, 'status' | 'rawStatus'>): string {
  return status === rawStatus.toLowerCase() ? status : `${status} (${rawStatus})`;
}

/** Whether an operation with this status has ended. */
export function hasEnded(status: Status): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'canceled';
}

/** Whether an operation with this status has ended without success. */
export function hasFailed(status: Status): boolean {
  return hasEnded(status) && status !== 'succeeded';
}

/** Whether somebody has to act before this step goes on. */
export function isBlocked({ status }: Pick<Step, 'status'>): boolean {
  return status === 'blocked' || status === 'rejected';
}

/** The step in progress: the first that has neither succeeded nor waits for its turn; else the next one. */
export function currentStep(steps: readonly Step[]): Step | undefined {
  return (
    steps.find((step) => step.status !== 'succeeded' && step.status !== 'not-started') ??
    steps.find((step) => step.status === 'not-started')
  );
}

/**
 * What the API complains of, in its words: each failed, blocked or rejected step with its messages, then the whole. Whole
 * sentences.
 */
export function describeProblems({ steps, messages }: Pick<StatusSnapshot, 'steps' | 'messages'>): string {
  const lines = steps
    .filter(
      (step) =>
        step.status === 'failed' || isBlocked(step) || step.messages.some(({ level }) => level === 'error'),
    )
    .map((step) => sentence(step.name, joinMessages(step.messages) || step.status));
  return [...lines, joinMessages(messages)].filter(Boolean).join(' ');
}

/** The errors, or all messages where there is no error. */
function joinMessages(messages: readonly Message[]): string {
  const errors = messages.filter(({ level }) => level === 'error');
  return (errors.length > 0 ? errors : messages).map(({ text }) => sentence('', text)).join(' ');
}
