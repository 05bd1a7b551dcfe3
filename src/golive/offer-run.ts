import type { PollInterval } from '../model/backoff.ts';
import type { Clock, Deadline } from '../model/clock.ts';
import type { Failure } from '../model/failure.ts';
import type { Log } from '../model/log.ts';
import type { OfferName, Operation, StatusSnapshot } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import type { Mode } from './decide.ts';
import type { Marketplace } from './marketplace.ts';
import type { Patience } from './patience.ts';

/** What the story of one offer reports as it goes. */
export interface OfferListener extends Pick<Log, 'info' | 'warning'> {
  /** A status check succeeded. */
  onStatus(snapshot: StatusSnapshot): void;
  /** A status check failed, or the answer to a go-live was lost, and the story goes on. */
  onRetry(failure: Failure): void;
  /** The story ends with this failure. */
  onFailure(failure: Failure): void;
  /** The operation is known, and nothing that comes may lose it. */
  onAccepted(result: OfferResult): void;
}

export interface Settings {
  mode: Mode;
  wait: boolean;
  waitForPreview: boolean;
  failOnBlocked: boolean;
  /** The API takes a go-live without the offer's state, so it can decide where a status check failed. */
  canStartWithoutState: boolean;
  pollInterval: PollInterval;
}

/** One offer in one run of the action: all that its story needs, and its result so far. */
export interface OfferRun {
  readonly offer: OfferName;
  /** Set where an operation URL was given: it is followed, and nothing is started. */
  readonly operation: Operation | undefined;
  readonly settings: Settings;
  readonly marketplace: Marketplace;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  /** The end of the wait. */
  readonly deadline: Deadline;
  /** When the run began, on the clock, in ms. */
  readonly startMs: number;
  readonly patience: Patience;
  readonly listener: OfferListener;
  readonly result: OfferResult;
}
