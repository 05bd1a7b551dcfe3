import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const preload = pathToFileURL(join(import.meta.dirname, './leap-time.js')).href;
const hour = 3_600_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leap-time-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * Runs a script in a process that skips its pauses.
 * @returns the JSON that it prints, and the milliseconds skipped
 */
async function inLeapTime(script: string) {
  const file = join(folder, 'moved');
  const args = ['--import', preload, '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { PATH: process.env['PATH'], LEAP_TIME: file },
    timeout: 30_000,
  });
  return { printed: JSON.parse(stdout), skippedMs: Number(readFileSync(file, 'utf8')) };
}

it('leap-time: skips pauses on all clocks, and fires timers in order', async () => {
  const { printed, skippedMs } = await inLeapTime(`
    const clocks = () => [Date.now(), new Date().getTime(), performance.now()];
    const before = clocks();
    const rung = [];
    const cleared = setTimeout(() => rung.push('cleared'), ${hour});
    setTimeout(() => clearTimeout(cleared), ${hour / 2});
    await Promise.all([72, 48].map((hours) => new Promise((done) => setTimeout(() => done(rung.push(hours)), hours * ${hour}))));
    console.log(JSON.stringify({ rung, passed: clocks().map((after, index) => after - before[index]) }));`);
  expect(printed.rung).toEqual([48, 72]);
  for (const ms of [...printed.passed, skippedMs]) {
    expect(ms / hour).toBeCloseTo(72, 1);
  }
});

it('leap-time: skips nothing during a request', async () => {
  const { printed, skippedMs } = await inLeapTime(`
    import { createServer, get } from 'node:http';
    const server = createServer((request, response) => setTimeout(() => response.end(), 300));
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address();
    let limit = 'kept';
    const timer = setTimeout(() => { limit = 'passed'; }, ${hour});
    await new Promise((done) => get({ port, host: '127.0.0.1', agent: false }, (response) => response.resume().on('end', done)));
    clearTimeout(timer);
    server.close();
    await new Promise((done) => setTimeout(done, ${hour}));
    console.log(JSON.stringify(limit));`);
  expect(printed).toBe('kept');
  expect(skippedMs / hour).toBeCloseTo(1, 1);
});
