/**
 * Preloaded with `--import`, makes a process run FAST_TIME times faster (default 1): divides delays by it, and speeds up Date
 * and performance.now. Socket timeouts are internal to Node and do not change.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';

const factor = Number(process.env.FAST_TIME ?? 1);
if (!(factor > 0)) throw new Error(`FAST_TIME is ${process.env.FAST_TIME}`);

/** Node rejects a delay that is not a number. */
const divided = (delay) => (delay === undefined ? undefined : delay / factor);

const realPromises = {
  setTimeout: promises.setTimeout,
  setInterval: promises.setInterval,
};
promises.setTimeout = (delay, ...rest) => realPromises.setTimeout(divided(delay), ...rest);
promises.setInterval = (delay, ...rest) => realPromises.setInterval(divided(delay), ...rest);

for (const name of ['setTimeout', 'setInterval']) {
  const real = timers[name];
  const fast = (callback, delay, ...args) => real(callback, divided(delay), ...args);
  if (name === 'setTimeout')
    Object.defineProperty(fast, promisify.custom, { get: () => promises.setTimeout });
  globalThis[name] = fast;
  timers[name] = fast;
}
// Without this, named imports of these modules would keep the original functions.
syncBuiltinESMExports();

const realTimeout = AbortSignal.timeout;
AbortSignal.timeout = (delay) => realTimeout.call(AbortSignal, Math.ceil(divided(delay)));

const realNow = performance.now.bind(performance);
const startedAt = realNow();
performance.now = () => startedAt + (realNow() - startedAt) * factor;

const RealDate = Date;
const startedOn = RealDate.now();
RealDate.now = () => Math.floor(startedOn + performance.now() - startedAt);
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(RealDate.now()).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [RealDate.now()], newTarget),
});
RealDate.prototype.constructor = globalThis.Date;
