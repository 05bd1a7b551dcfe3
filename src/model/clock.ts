/** Time as the story needs it; tests pass a clock of their own. */
export interface Clock {
  /** Monotonic time in ms, from an arbitrary start. */
  now(): number;
  /** Time of day, in ms since 1970. */
  epoch(): number;
  /** Waits `ms` milliseconds, or until the signal is aborted; never throws. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** When a piece of work has to end: at a time, or earlier if the signal is aborted. */
export interface Deadline {
  signal: AbortSignal;
  /** No request begins once this is aborted; default: `signal`. */
  startSignal?: AbortSignal;
  /** On `Clock.now()`, in ms. */
  atMs: number;
  /** Something else may serve, so a sign-in that is refused for this API alone is not tried again. Default: false. */
  isBrief?: boolean;
}

// setTimeout treats a longer delay as 1 ms.
const maxTimerMs = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  async sleep(ms, signal) {
    const endMs = performance.now() + ms;
    for (let leftMs = ms; leftMs > 0 && !signal.aborted; leftMs = endMs - performance.now()) {
      await timer(Math.min(Math.ceil(leftMs), maxTimerMs), signal);
    }
  },
};

function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timeout);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timeout = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
