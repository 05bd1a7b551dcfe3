/**
 * Preloaded with `--import`: the process leaps over its pauses. While it waits for timers alone, its clock is moved on to the
 * next of them; while a request is under way, time goes as usual. So a wait of days takes no longer than its requests. How far
 * the clock was moved, in ms, stands in the file LEAP_TIME, for the servers that are asked.
 */
import { writeFileSync } from 'node:fs';

const file = process.env.LEAP_TIME;
if (!file) throw new Error('LEAP_TIME names no file.');

const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout, Date: RealDate } = globalThis;
const realNow = performance.now.bind(performance);
let movedMs = 0;
performance.now = () => realNow() + movedMs;

const shortestMs = 1_000;
const lookMs = 2;
/** What may be there while nothing but timers is waited for: timers, and the pipes to the runner. */
const idle = new Set(['Timeout', 'Immediate', 'PipeWrap']);
/** Timers that run, and when they are due. */
const pending = new Map();
let idleLooks = 0;

globalThis.setTimeout = (callback, delay, ...args) => {
  if (!(delay >= shortestMs)) return realSetTimeout(callback, delay, ...args);
  const ring = () => {
    pending.delete(timer);
    callback(...args);
  };
  const timer = realSetTimeout(ring, delay);
  pending.set(timer, { due: performance.now() + delay, ring });
  if (pending.size === 1) realSetTimeout(look, lookMs);
  return timer;
};
globalThis.clearTimeout = (timer) => {
  pending.delete(timer);
  realClearTimeout(timer);
};

/** Moves the clock on to the next timer when two looks in a row found nothing else to wait for. */
function look() {
  if (pending.size === 0) return;
  idleLooks = process.getActiveResourcesInfo().every((name) => idle.has(name)) ? idleLooks + 1 : 0;
  if (idleLooks > 1) {
    idleLooks = 0;
    const [[timer, { due, ring }]] = [...pending].sort(([, a], [, b]) => a.due - b.due);
    movedMs += Math.max(0, due - performance.now());
    writeFileSync(file, String(movedMs));
    realClearTimeout(timer);
    ring();
  }
  if (pending.size > 0) realSetTimeout(look, lookMs);
}

const realDateNow = RealDate.now;
RealDate.now = () => Math.floor(realDateNow() + movedMs);
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(RealDate.now()).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [RealDate.now()], newTarget),
});
RealDate.prototype.constructor = globalThis.Date;
