import type { Clock } from '../../../src/clock.ts';

interface Timer {
  atMs: number;
  /** Time goes on only as long as somebody sleeps. */
  isSleep: boolean;
  ring(): void;
}

/** A clock on which time passes only while everybody sleeps, and then at once. */
export class VirtualClock implements Clock {
  /** An arbitrary start, as `Clock.now()` may have any. */
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

  /** The time since the start, in ms. */
  elapsedMs(): number {
    return this.#nowMs - this.startMs;
  }

  /** How many sleep now. */
  sleepers(): number {
    return this.#timers.filter(({ isSleep }) => isSleep).length;
  }

  /** Does something when this time has come. @param ms since the start */
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
      // Whole ms, as of a real timer: else the rounding of sums could end a sleep before its time.
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
    // Of equal times the first that was set comes first: the sort is stable.
    this.#timers.sort((a, b) => a.atMs - b.atMs);
    this.#awaitTurn();
  }

  /** Lets everything else be done before time goes on. */
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
