/** Time as the story needs it; tests hand in a clock of their own. */
export interface Clock {
  /** A time that only moves forward, in ms, from an arbitrary start. */
  now(): number;
  /** The time of day, in ms since 1970. */
  epoch(): number;
  /** Waits; ends early, without an error, when the signal is aborted. @param ms how long, in ms */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** What bounds a piece of work. */
export interface Within {
  signal: AbortSignal;
  /** The end of the wait, on `Clock.now()`. */
  deadlineMs: number;
}

// setTimeout takes a longer delay for 1 ms.
const longestTimerMs = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  async sleep(ms, signal) {
    const endMs = performance.now() + ms;
    for (let leftMs = ms; leftMs > 0 && !signal.aborted; leftMs = endMs - performance.now()) {
      await pause(Math.min(Math.ceil(leftMs), longestTimerMs), signal);
    }
  },
};

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
