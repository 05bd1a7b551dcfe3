import type { FailureKind } from './failure.ts';
import {
  type Message,
  maxOperationIdLength,
  type OfferName,
  type Operation,
  type Status,
  type StatusSnapshot,
  type Step,
} from './offer.ts';

/** All that is known of one offer in this run: an element of the output `result`. */
export interface OfferResult extends OfferName {
  api: string;
  status: Status;
  rawStatus: string;
  /** The API accepted a go-live of this run. */
  started: boolean;
  /** This run picked up a go-live that was already running. */
  adopted: boolean;
  timedOut: boolean;
  failureKind: FailureKind | '';
  message: string;
  operationUrl: string;
  operationId: string;
  /** ISO 8601; when this run began with the offer, and when it was done with it (empty until then). */
  startedAt: string;
  endedAt: string;
  steps: Step[];
  /** What the API says of the operation as a whole. */
  messages: Message[];
  /** Where people see the offer in Partner Center; the list of their offers until more is known. */
  portalUrl: string;
  correlationId: string;
  /** How many status checks were made. */
  polls: number;
}

/**
 * The result of an offer before its first status check.
 * @param status what holds until more is known: `not-started` where a go-live is wanted, else `unknown`
 * @param epochMs the time of day, in ms since 1970
 */
export function newResult(
  offer: OfferName,
  api: string,
  status: 'not-started' | 'unknown',
  epochMs: number,
): OfferResult {
  return {
    offer: offer.offer,
    publisher: offer.publisher,
    api,
    status,
    rawStatus: '',
    started: false,
    adopted: false,
    timedOut: false,
    failureKind: '',
    message: '',
    operationUrl: '',
    operationId: '',
    startedAt: new Date(epochMs).toISOString(),
    endedAt: '',
    steps: [],
    messages: [],
    portalUrl: '',
    correlationId: '',
    polls: 0,
  };
}

/** Records the operation that is followed from now on. An ID that is too long to be one is left out; the URL has it. */
export function recordOperation(result: OfferResult, { url, id }: Operation): void {
  result.operationUrl = url.href;
  result.operationId = id.length > maxOperationIdLength ? '' : id;
}

/** Records what a status check showed. */
export function recordSnapshot(result: OfferResult, snapshot: StatusSnapshot): void {
  result.rawStatus = snapshot.rawStatus;
  result.steps = snapshot.steps;
  result.messages = snapshot.messages;
  result.portalUrl = snapshot.portalUrl || result.portalUrl;
  result.correlationId = snapshot.correlationId || result.correlationId;
}

/** How bad a status is, of several offers: the highest number is the worst, and becomes the output `status`. */
const severity: Readonly<Record<Status, number>> = {
  failed: 6,
  canceled: 5,
  unknown: 4,
  'not-started': 3,
  'waiting-for-review': 2,
  running: 1,
  succeeded: 0,
};
const severityOfFailure = 10;

/** Orders results, the worst first: those that failed before the others. */
export function bySeverity(a: OfferResult, b: OfferResult): number {
  const rank = ({ failureKind, status }: OfferResult) =>
    (failureKind ? severityOfFailure : 0) + severity[status];
  return rank(b) - rank(a);
}

/** The result that stands for all: the one with the worst status, among those that failed if there are any. */
export function worst(results: readonly OfferResult[]): OfferResult | undefined {
  return results.toSorted(bySeverity)[0];
}

/** Whether the step may end green. Every red has a failure kind; a timeout can be excused. */
export function isSuccess(result: OfferResult, failOnTimeout: boolean): boolean {
  return result.failureKind === '' || (result.failureKind === 'timeout' && !failOnTimeout);
}
