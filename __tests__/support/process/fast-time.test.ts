import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const preload = pathToFileURL(join(import.meta.dirname, './fast-time.js')).href;

/** Runs a script in accelerated time, and parses the JSON that it prints. */
async function inFastTime(factor: string | undefined, script: string) {
  const env = { PATH: process.env['PATH'], ...(factor !== undefined && { FAST_TIME: factor }) };
  const args = ['--import', preload, '--input-type=module', '-e', script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env, timeout: 30_000 });
  return { printed: JSON.parse(stdout), stderr };
}

/** A script that measures a pause on all clocks, in milliseconds. `real` is a clock that fast-time does not change. */
const measure = (pause: string) => `
  import { setTimeout as pauseFor } from 'node:timers/promises';
  const clocks = () => [Date.now(), new Date().getTime(), Date.parse(Date()), performance.now(), Number(process.hrtime.bigint()) / 1e6];
  const before = clocks();
  await ${pause};
  const [now, date, text, performanceNow, real] = clocks().map((after, index) => after - before[index]);
  console.log(JSON.stringify({ now, date, text, performanceNow, real }));`;

it.each([
  ['setTimeout', 'new Promise((done) => setTimeout(done, 600_000))'],
  [
    'setInterval',
    'new Promise((done) => { const timer = setInterval(() => { clearInterval(timer); done(); }, 600_000); })',
  ],
  ['timers/promises', 'pauseFor(600_000)'],
  ['promisify', '(await import("node:util")).promisify(setTimeout)(600_000)'],
  [
    'AbortSignal.timeout',
    'new Promise((done) => { const alive = setInterval(() => {}, 1e6); AbortSignal.timeout(600_000).onabort = () => { clearInterval(alive); done(); }; })',
  ],
])('fast-time: ten minutes of %s pass quickly, and all clocks agree', async (_, pause) => {
  const { printed } = await inFastTime('10000', measure(pause));
  for (const clock of ['now', 'date', 'text', 'performanceNow']) {
    // A timer can fire up to a real millisecond early, and Date() has whole seconds.
    expect(printed[clock], clock).toBeGreaterThan(570_000);
    expect(Math.abs(printed[clock] - printed.performanceNow), clock).toBeLessThan(60_000);
  }
  expect(printed.real).toBeLessThan(60_000);
});

it('fast-time: changes nothing by default', async () => {
  const { printed } = await inFastTime(undefined, measure('pauseFor(200)'));
  for (const clock of ['now', 'date', 'performanceNow']) {
    expect(printed[clock], clock).toBeGreaterThan(150);
    expect(Math.abs(printed[clock] - printed.real), clock).toBeLessThan(50);
  }
});

it('fast-time: timers otherwise behave as in Node', async () => {
  const { printed } = await inFastTime(
    '1000',
    `const got = await new Promise((done) => setTimeout((...args) => done(args), 1, 'a', 'b'));
     const timer = setTimeout(() => {}, 1e9);
     const kinds = [timer.constructor.name, timer.hasRef(), timer.unref().hasRef(), timer.ref().hasRef()];
     clearTimeout(timer);
     setInterval(() => {}, 1000).unref();
     let refused = '';
     try { setTimeout('no function', 1); } catch (error) { refused = error.code; }
     const fired = [];
     const stopped = setTimeout(() => fired.push('stopped'), 10);
     setTimeout(() => fired.push('no delay'));
     clearTimeout(stopped);
     await new Promise((done) => setTimeout(done, 50_000));
     console.log(JSON.stringify({ got, kinds, refused, fired }));`,
  );
  expect(printed).toEqual({
    got: ['a', 'b'],
    kinds: ['Timeout', true, false, true],
    refused: 'ERR_INVALID_ARG_TYPE',
    fired: ['no delay'],
  });
});

it('fast-time: the limit on delays applies after the division', async () => {
  const { printed, stderr } = await inFastTime(
    '10',
    `const fired = [];
     setTimeout(() => fired.push('ten times too long'), 2 ** 31 * 10);
     const fits = setTimeout(() => fired.push('fits'), 2 ** 31 * 9);
     await new Promise((done) => setTimeout(done, 1000));
     clearTimeout(fits);
     console.log(JSON.stringify(fired));`,
  );
  expect(printed).toEqual(['ten times too long']);
  expect(stderr.match(/TimeoutOverflowWarning/g)).toHaveLength(1);
});

it('fast-time: dates otherwise behave as in Node', async () => {
  const { printed } = await inFastTime(
    '1000',
    `class Day extends Date {}
     console.log(JSON.stringify([
       new Date(0).toISOString(), new Date(2020, 1, 2).getDate(), Date.UTC(1970, 0, 1), Date.parse('1970-01-01'),
       new Date() instanceof Date, new Date().constructor === Date, new Day(0) instanceof Day, typeof Date(), typeof Date(0),
     ]));`,
  );
  expect(printed).toEqual(['1970-01-01T00:00:00.000Z', 2, 0, 0, true, true, true, 'string', 'string']);
});

it('fast-time: refuses a factor that is not a number', async () => {
  await expect(inFastTime('fast', '')).rejects.toThrow('FAST_TIME is fast');
});
