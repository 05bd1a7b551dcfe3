import type { FailureKind } from '../errors.ts';
import {
  longestOperationId,
  type OfferName,
  type Operation,
  type Reading,
  type Status,
  type Step,
  statuses,
} from './operation.ts';

/** All that is known of one offer in this run: an element of the output `result`. */
export interface OfferResult extends OfferName {
  api: string;
  status: Status;
  rawStatus: string;
  /** A go-live of this run was accepted. */
  started: boolean;
  /** A go-live that ran already was picked up. */
  adopted: boolean;
  timedOut: boolean;
  failureKind: FailureKind | '';
  message: string;
  operationUrl: string;
  operationId: string;
  /** ISO 8601; when this run took the offer up, and when it was done with it (empty until then). */
  startedAt: string;
  endedAt: string;
  steps: Step[];
  correlationId: string;
  /** How many times the API was looked at. */
  polls: number;
}

/**
 * The result of an offer that was not looked at yet.
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
    correlationId: '',
    polls: 0,
  };
}

/** Notes which operation is followed from now on. An ID that is none, for its length, stands in the URL all the same. */
export function noteOperation(result: OfferResult, { url, id }: Operation): void {
  result.operationUrl = url.href;
  result.operationId = id.length > longestOperationId ? '' : id;
}

/** Notes what a look showed. */
export function noteReading(result: OfferResult, reading: Reading): void {
  result.rawStatus = reading.rawStatus;
  result.steps = reading.steps;
  result.correlationId = reading.correlationId || result.correlationId;
}

/** The result that stands for all: the one with the worst status, of those that failed if there are any. */
export function worst(results: readonly OfferResult[]): OfferResult | undefined {
  const rank = ({ failureKind, status }: OfferResult) =>
    (failureKind ? 0 : statuses.length) + statuses.indexOf(status);
  return results.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Whether the step may end green. Every red has a failure kind; a timeout can be excused. */
export function isWell(result: OfferResult, failOnTimeout: boolean): boolean {
  return result.failureKind === '' || (result.failureKind === 'timeout' && !failOnTimeout);
}
