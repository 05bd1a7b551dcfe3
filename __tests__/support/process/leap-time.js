/**
 * Preloaded with `--import`, makes a process skip its pauses: while it waits for timers alone, its clock jumps to the next
 * timer. During a request, time passes as usual. So a wait of days takes only as long as its requests. The file LEAP_TIME has
 * the milliseconds skipped so far, so that a server in another process can follow.
 */
import { writeFileSync } from 'node:fs';

const file = process.env.LEAP_TIME;
if (!file) throw new Error('LEAP_TIME names no file.');

const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout, Date: RealDate } = globalThis;
const realNow = performance.now.bind(performance);
let skippedMs = 0;
performance.now = () => realNow() + skippedMs;

const shortestMs = 1_000;
const checkMs = 2;
/** The resources that a process has while it waits for timers alone: timers, and the pipes to the runner. */
const idle = new Set(['Timeout', 'Immediate', 'PipeWrap']);
/** Running timers, and when they are due. */
const pending = new Map();
let idleChecks = 0;

globalThis.setTimeout = (callback, delay, ...args) => {
  if (!(delay >= shortestMs)) return realSetTimeout(callback, delay, ...args);
  const ring = () => {
    pending.delete(timer);
    callback(...args);
  };
  const timer = realSetTimeout(ring, delay);
  pending.set(timer, { due: performance.now() + delay, ring });
  if (pending.size === 1) realSetTimeout(check, checkMs);
  return timer;
};
globalThis.clearTimeout = (timer) => {
  pending.delete(timer);
  realClearTimeout(timer);
};

/** Moves the clock to the next timer once two checks in a row find nothing else to wait for. */
function check() {
  if (pending.size === 0) return;
  idleChecks = process.getActiveResourcesInfo().every((name) => idle.has(name)) ? idleChecks + 1 : 0;
  if (idleChecks > 1) {
    idleChecks = 0;
    const [[timer, { due, ring }]] = [...pending].sort(([, a], [, b]) => a.due - b.due);
    skippedMs += Math.max(0, due - performance.now());
    writeFileSync(file, String(skippedMs));
    realClearTimeout(timer);
    ring();
  }
  if (pending.size > 0) realSetTimeout(check, checkMs);
}

const realDateNow = RealDate.now;
RealDate.now = () => Math.floor(realDateNow() + skippedMs);
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(RealDate.now()).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [RealDate.now()], newTarget),
});
RealDate.prototype.constructor = globalThis.Date;
