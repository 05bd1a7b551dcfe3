import type { Mode } from '../golive/decide.ts';
import type { Failure } from '../model/failure.ts';
import type { Link, StatusSnapshot } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import { Timeline } from './timeline.ts';

export interface OfferRecordOptions {
  mode: Mode;
  /** What a later step needs to follow an operation, by the name of the input, apart from its URL and the credentials. */
  followInputs: Readonly<Record<string, string>>;
}

/** All that the summary tells of one offer: its result, and what this run saw on the way. */
export class OfferRecord {
  readonly result: OfferResult;
  readonly mode: Mode;
  readonly followInputs: Readonly<Record<string, string>>;
  /** How many requests failed, by the label of the failure. */
  readonly failedRequests = new Map<string, number>();
  readonly timeline = new Timeline();
  links: readonly Link[] = [];
  /** The portal has a page of the offer that is known. */
  hasOfferPage = false;
  /** When this run first saw the offer in progress, in ms since 1970. */
  runningSinceMs: number | undefined;
  /** The failure of the last status check, if it failed. */
  lastFailure: Failure | undefined;
  readonly #counted = new WeakSet<Failure>();

  constructor(result: OfferResult, { mode, followInputs }: OfferRecordOptions) {
    this.result = result;
    this.mode = mode;
    this.followInputs = followInputs;
  }

  /** @param nowMs the time of day, in ms since 1970 */
  onStatus({ steps, links, status, portalUrl }: StatusSnapshot, nowMs: number): void {
    this.timeline.onStatus(steps, nowMs);
    this.links = links;
    this.hasOfferPage ||= portalUrl !== '';
    this.lastFailure = undefined;
    this.runningSinceMs = status === 'running' ? (this.runningSinceMs ?? nowMs) : undefined;
  }

  /** A request failed, and the story goes on. */
  onRetry(failure: Failure): void {
    this.lastFailure = failure;
    this.#counted.add(failure);
    this.failedRequests.set(failure.label, (this.failedRequests.get(failure.label) ?? 0) + 1);
  }

  /** The story ends with this failure. What is no failure of a request has no label of its own. */
  onFailure(failure: Failure): void {
    if (failure.label !== failure.kind && !this.#counted.has(failure)) {
      this.onRetry(failure);
    }
  }
}
