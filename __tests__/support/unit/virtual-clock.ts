/** A clock for tests of waits: time passes only while everybody sleeps, and then at once. */
import type { Clock } from '../../../src/model/clock.ts';

interface Timer {
  atMs: number;
  /** Time advances only while a sleep is pending. */
  isSleep: boolean;
  ring(): void;
}

export class VirtualClock implements Clock {
  /** Arbitrary, because `Clock.now()` can start anywhere. */
  readonly startMs = 1_000_000;
  #nowMs = this.startMs;
  #timers: Timer[] = [];
  #turnIsDue = false;

  now(): number {
    return this.#nowMs;
  }

  epoch(): number {
    return Date.parse('2026-01-02T03:04:05Z') + this.elapsedMs();
  }

  /** Milliseconds since the start. */
  elapsedMs(): number {
    return this.#nowMs - this.startMs;
  }

  /** Number of pending sleeps. */
  sleepers(): number {
    return this.#timers.filter(({ isSleep }) => isSleep).length;
  }

  /**
   * Calls `ring` at this time.
   * @param ms since the start
   */
  at(ms: number, ring: () => void): void {
    this.#add({ atMs: this.startMs + ms, isSleep: false, ring });
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms <= 0 || signal.aborted) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const ring = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      // Whole milliseconds, like a real timer. Otherwise rounding could end a sleep too early.
      const timer: Timer = { atMs: Math.ceil(this.#nowMs + ms), isSleep: true, ring };
      const wake = () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
        resolve();
      };
      signal.addEventListener('abort', wake, { once: true });
      this.#add(timer);
    });
  }

  #add(timer: Timer): void {
    this.#timers.push(timer);
    // The sort is stable, so of two timers for the same time, the first one set rings first.
    this.#timers.sort((a, b) => a.atMs - b.atMs);
    this.#awaitTurn();
  }

  /** Lets all pending work finish before time advances. */
  #awaitTurn(): void {
    if (!this.#turnIsDue && this.sleepers() > 0) {
      this.#turnIsDue = true;
      setImmediate(() => {
        this.#turnIsDue = false;
        this.#next();
        this.#awaitTurn();
      });
    }
  }

  #next(): void {
    const [next] = this.#timers;
    if (next && this.sleepers() > 0) {
      this.#timers.shift();
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.ring();
    }
  }
}
