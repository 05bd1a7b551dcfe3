import { describe, expect, it } from 'vitest';
import { accept, document, look, operation, operationPath, posts, runOnScript } from './fixture.ts';

const running = document('running');
const done = document('complete', 'complete', 'complete');
const reads = ({ requests }: { requests: { path: string }[] }) =>
  requests.filter(({ path }) => path.startsWith(operationPath));

describe('the end of the wait', () => {
  it.concurrent.each([
    { 'fail-on-timeout': 'true', exitCode: 1, type: 'error' },
    { 'fail-on-timeout': 'false', exitCode: 0, type: 'warning' },
  ])('is $type with exit code $exitCode, as fail-on-timeout says', async ({ exitCode, type, ...inputs }) => {
    const { server, outputs, offer, annotations, summary, ...ended } = await runOnScript(
      [look(), accept, ...operation(running)],
      { with: { ...inputs, 'timeout-minutes': '0.1' } },
    );
    const url = `${server.url}${operationPath}?api-version=2017-10-31`;
    expect(ended.exitCode).toBe(exitCode);
    expect(outputs).toMatchObject({
      status: 'running',
      'timed-out': 'true',
      'failure-kind': 'timeout',
      started: 'true',
      'operation-url': url,
    });
    expect(offer).toMatchObject({ timedOut: true, rawStatus: 'running' });
    expect(outputs['message']).toMatch(/time for this wait \(6 s\) is up\..*goes on without this step/);
    expect(outputs['message']).toContain(`set operation-url to ${url}`);
    expect(annotations.filter((annotation) => annotation.type === type)).toHaveLength(1);
    expect(summary).toContain(`mode: follow\n  operation-url: ${url}`);
    expect(posts(server)).toHaveLength(1);
    expect(reads(server).length).toBeGreaterThan(2);
  });

  // A pause longer than the wait: only a look at the deadline itself can see the end.
  it.concurrent.each([
    { last: done, ends: 'succeeded', kind: '', timedOut: 'false' },
    { last: document('failed'), ends: 'failed', kind: 'service', timedOut: 'false' },
    { last: running, ends: 'running', kind: 'timeout', timedOut: 'true' },
  ])('is a last look: $ends', async ({ last, ends, kind, timedOut }) => {
    const { server, outputs } = await runOnScript([look(), accept, ...operation(running, last)], {
      with: { 'timeout-minutes': '0.2', 'poll-interval-seconds': '3600' },
    });
    expect(outputs).toMatchObject({ status: ends, 'failure-kind': kind, 'timed-out': timedOut });
    expect(reads(server)).toHaveLength(2);
  });

  it.concurrent('is not put off by a Retry-After', async () => {
    const { outputs } = await runOnScript(
      [
        look(),
        accept,
        { method: 'GET', path: operationPath, status: 429, headers: { 'Retry-After': '86400' } },
      ],
      { with: { 'timeout-minutes': '0.1', 'fail-on-timeout': 'false' } },
    );
    expect(outputs).toMatchObject({ status: 'running', 'failure-kind': 'timeout' });
    expect(outputs['message']).toMatch(/The last look failed: .*429/);
  });

  it.concurrent('comes while the preview is waited for: nothing was started', async () => {
    const { server, outputs, exitCode } = await runOnScript(
      [look(document('running', 'notStarted', 'notStarted'))],
      { with: { 'timeout-minutes': '0.1', 'wait-for-preview': 'true' } },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({
      status: 'not-started',
      started: 'false',
      'failure-kind': 'timeout',
      message: expect.stringMatching(/preview is still being built, and no go-live was started/),
    });
    expect(posts(server)).toEqual([]);
  });
});

it('looks every ten seconds or less often where no pace is given', async () => {
  const looks = [running, running, running, running, done];
  const { server, outputs, log } = await runOnScript([look(), accept, ...operation(...looks)], {
    fast: 50,
    with: { 'poll-interval-seconds': '', 'timeout-minutes': '43200' },
  });
  expect(outputs['status']).toBe('succeeded');
  expect(reads(server)).toHaveLength(looks.length);
  expect(log.at(-1)).toMatch(/succeeded, after ([4-9]\d s|\d+ min)/);
});

it('Retry-After is waited for, in seconds and as a date', async () => {
  const throttled = (after: string) => ({
    method: 'GET',
    path: operationPath,
    status: 429,
    headers: { 'Retry-After': after },
  });
  // The date is an hour ahead, so only the deadline ends that pause.
  const { server, outputs, log } = await runOnScript(
    [
      look(),
      accept,
      throttled('10'),
      ...operation(running),
      throttled(new Date(Date.now() + 3_600_000).toUTCString()),
      ...operation(done),
    ],
    { with: { 'timeout-minutes': '0.5' } },
  );
  expect(outputs['status']).toBe('succeeded');
  expect(reads(server)).toHaveLength(4);
  expect(log.filter((line) => /A look failed; the next is in \d\d s/.test(line))).toHaveLength(2);
});
