import type { Clock, Within } from '../clock.ts';
import type { Failure } from '../errors.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import type { Mode } from './decide.ts';
import type { OfferName, Operation, Reading } from './operation.ts';
import type { Pace } from './pace.ts';
import type { OfferResult } from './result.ts';

/** What the story tells as it goes, about one offer. */
export interface OfferReport {
  say(line: string): void;
  warn(line: string): void;
  /** A look went well. */
  saw(reading: Reading): void;
  /** A look failed, or the answer to a go-live was lost, and the story goes on. */
  bore(failure: Failure): void;
  /** The operation is known: nothing that comes now may lose it. */
  knows(result: OfferResult): void;
}

export interface Settings {
  mode: Mode;
  wait: boolean;
  waitForPreview: boolean;
  failOnBlocked: boolean;
  /** A go-live may be sent where the look before it failed: the API decides then. */
  startsBlind: boolean;
  pace: Pace;
}

/** One offer in one run of the action: what it needs to go its way, and its result as far as it has come. */
export interface OfferRun {
  readonly offer: OfferName;
  /** Set where an operation URL was given: it is followed, and nothing is started. */
  readonly operation: Operation | undefined;
  readonly settings: Settings;
  readonly marketplace: Marketplace;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly within: Within;
  /** When the run began, on the clock. */
  readonly startMs: number;
  readonly report: OfferReport;
  readonly result: OfferResult;
}
