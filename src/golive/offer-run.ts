import type { PollInterval } from '../model/backoff.ts';
import type { Clock, Deadline } from '../model/clock.ts';
import type { Failure } from '../model/failure.ts';
import type { Log } from '../model/log.ts';
import type { OfferName, Operation, StatusSnapshot } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import type { Mode } from './decide.ts';
import type { Marketplace, MarketplaceFinder } from './marketplace.ts';
import { Patience } from './patience.ts';

/** What the story of one offer reports as it goes. */
export interface OfferListener extends Pick<Log, 'info' | 'warning'> {
  /** A status check succeeded. */
  onStatus(snapshot: StatusSnapshot): void;
  /** A status check failed, or the answer to a go-live was lost, and the story goes on. */
  onRetry(failure: Failure): void;
  /** A pause of this length follows, in ms, and then another status check. */
  onPause(pauseMs: number): void;
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
  /** The user's own pause between two status checks, in ms. Undefined: adaptive. */
  fixedPollMs: number | undefined;
}

/** Whether the run has the whole wait for what it needs to know first; else a single attempt must do. */
export function isPatient({ mode, wait }: Settings): boolean {
  return mode !== 'check' && wait;
}

/** One offer in one run of the action, whichever API carries it, and its result so far. */
export interface OfferContext {
  readonly offer: OfferName;
  /** Set where an operation URL was given: it is followed, and nothing is started. */
  readonly operation: Operation | undefined;
  readonly settings: Settings;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  /** The end of the wait. */
  readonly deadline: Deadline;
  /** When the run began, on the clock, in ms. */
  readonly startMs: number;
  readonly listener: OfferListener;
  readonly result: OfferResult;
}

/** An offer whose API has to be found first. */
export interface UnroutedRun extends OfferContext {
  readonly finder: MarketplaceFinder;
}

/** An offer and the API that carries it: all that its story needs. */
export interface OfferRun extends OfferContext {
  readonly marketplace: Marketplace;
  readonly pollInterval: PollInterval;
  readonly patience: Patience;
}

/** The run of an offer through one API. */
export function routeTo(marketplace: Marketplace, context: OfferContext): OfferRun {
  return {
    ...context,
    marketplace,
    pollInterval: { fixedMs: context.settings.fixedPollMs, minMs: marketplace.minPollMs },
    patience: new Patience(context.clock.now(), () => marketplace.hasAnswered()),
  };
}
