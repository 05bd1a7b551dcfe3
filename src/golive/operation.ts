import type { FailureKind } from '../errors.ts';

/** Where a go-live stands; the values of the output `status`, from worst to best. */
export const statuses = [
  'failed',
  'canceled',
  'unknown',
  'not-started',
  'waiting-for-review',
  'running',
  'succeeded',
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
  /** As the API gave it, ISO 8601; empty where it gave none or none that can be. */
  timestamp: string;
}

export interface Step {
  id: string;
  name: string;
  status: StepStatus;
  /** Percent; null where the API gave none. Not reliable: samples show complete steps at 0 (operations page). */
  progress: number | null;
  messages: Message[];
}

/** What one look at an operation, or at an offer, showed. */
export interface Reading {
  /** Ruled by the top level alone: samples succeed while steps read notStarted (offer status page). */
  status: Status;
  /** The API's own word. */
  rawStatus: string;
  /** Words of the API that are not in its vocabulary; they keep the wait going. */
  unknownWords: string[];
  steps: Step[];
  /** What the API says of the operation as a whole. */
  messages: Message[];
  /** Whose matter a failure is, where the API lets it be told: `certification` for the offer, `service` otherwise. */
  failureKind: Extract<FailureKind, 'certification' | 'service'>;
  correlationId: string;
}

// Longer than any, and short enough for the outputs and the summary of a hundred offers.
export const longestOperationUrl = 500;
export const longestOperationId = 200;

/** Something at the API that can be followed. */
export interface Operation {
  url: URL;
  /** Empty where the API names none. */
  id: string;
  /** The URL tells of the offer, not of one operation: right after a start it may still tell of the one before. */
  ofOffer: boolean;
}

/** Which offer, in the words of the API: publisher ID and offer ID. */
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
  /** The evidence does not tell. */
  | 'unclear';

/** Where an offer stands: the last reading, and what it means for a go-live. */
export interface Standing extends Reading {
  phase: Phase;
  /** What runs now and can be followed. */
  operation: Operation | undefined;
  /** What a go-live would release or has released, as the API names it; undefined where there is nothing, or no need to. */
  release: string | undefined;
}

/** `contoso/vm-offer`; what is known of it where an operation URL alone was given. */
export function nameOf({ publisher, offer }: OfferName): string {
  return [publisher, offer].filter(Boolean).join('/') || 'the offer';
}

/** Whether an operation in this status has ended. */
export function hasEnded(status: Status): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'canceled';
}

/** The step that is being worked on: the first that neither ended well nor waits for its turn. */
export function currentStep(steps: readonly Step[]): Step | undefined {
  return (
    steps.find((step) => step.status !== 'succeeded' && step.status !== 'not-started') ??
    steps.find((step) => step.status === 'not-started')
  );
}
