import type { Failure } from '../model/failure.ts';

// What never answered in this run is a closed network, a blocked port or a wrong address, not a bad moment.
const silenceMs = 5 * 60_000;
// After good answers, a refusal that stays this long is meant.
const refusalMs = 15 * 60_000;

/**
 * What a run puts up with from the API, for one offer: it decides whether the wait goes on after a failed status check.
 * All times are on the clock, in ms.
 */
export class Patience {
  readonly #startMs: number;
  readonly #hasApiAnswered: () => boolean;
  #hasFailedOtherwise = false;
  #hasSucceeded = false;
  /** The first refusal since the last good answer. */
  #refusedSinceMs = Number.POSITIVE_INFINITY;
  /** How many status checks in a row were refused with 401. */
  #unauthorized = 0;

  /** @param hasApiAnswered whether the API has answered any request of this run, for any offer */
  constructor(startMs: number, hasApiAnswered: () => boolean) {
    this.#startMs = startMs;
    this.#hasApiAnswered = hasApiAnswered;
  }

  /** A status check succeeded, or a go-live was accepted. */
  onSuccess(): void {
    this.#hasSucceeded = true;
    this.#refusedSinceMs = Number.POSITIVE_INFINITY;
    this.#unauthorized = 0;
  }

  /** A status check failed, or a go-live did. */
  onFailure({ kind, transience }: Failure, nowMs: number): void {
    this.#hasFailedOtherwise ||= kind !== 'network';
    this.#unauthorized = transience === 'once-after-success' ? this.#unauthorized + 1 : 0;
    if (transience === 'briefly-after-success') {
      this.#refusedSinceMs = Math.min(this.#refusedSinceMs, nowMs);
    }
  }

  /** Whether to check again after the failure that came last. */
  tolerates({ transience }: Failure, nowMs: number): boolean {
    switch (transience) {
      case 'always':
        return this.#hasAnswered() || nowMs < this.#startMs + silenceMs;
      case 'after-success':
        return this.#hasSucceeded;
      case 'briefly-after-success':
        return this.#hasSucceeded && nowMs < this.#refusedSinceMs + refusalMs;
      case 'once-after-success':
        return this.#hasSucceeded && this.#unauthorized === 1;
      // Signing in has its own attempts.
      case 'few-attempts':
      case 'never':
        return false;
    }
  }

  /** The longest pause before the next check: what never answered is checked again in time to give up. */
  maxPauseMs(nowMs: number): number {
    return this.#hasAnswered() ? Number.POSITIVE_INFINITY : Math.max(0, this.#startMs + silenceMs - nowMs);
  }

  /** The API or the sign-in, for which a failure that is not of the network must have come from a server. */
  #hasAnswered(): boolean {
    return this.#hasSucceeded || this.#hasFailedOtherwise || this.#hasApiAnswered();
  }
}
