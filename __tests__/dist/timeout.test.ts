import { describe, expect, it } from 'vitest';
import {
  type Api,
  allApis,
  cloudPartnerPortal,
  partnerCenter,
  productIngestion,
} from '../support/action/api-inputs.ts';
import {
  accept,
  document,
  look,
  operation,
  operationPath,
  runOnScript,
} from '../support/action/portal-answers.ts';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts } from '../support/action/start-action.ts';

const running = document('running');
const done = document('complete', 'complete', 'complete');
const reads = ({ requests }: { requests: { path: string }[] }) =>
  requests.filter(({ path }) => path.startsWith(operationPath));

const pollsOf = (api: Api, { requests }: { requests: { method: string; path: string }[] }) =>
  requests.filter(({ method, path }) => method === 'GET' && api.poll.test(path));

describe.concurrent.each(allApis)('$api: the end of the wait', (api) => {
  it.concurrent.each([
    { 'fail-on-timeout': 'true', exitCode: 1, type: 'error' },
    { 'fail-on-timeout': 'false', exitCode: 0, type: 'warning' },
  ])('is $type with exit code $exitCode, as fail-on-timeout says', async ({ exitCode, type, ...inputs }) => {
    const { emulator, outputs, offer, annotations, summary, ...ended } = await runOnEmulator(
      { offers: [waitingVm], hours: 0 },
      { api, with: { ...inputs, 'timeout-minutes': '0.5' } },
    );
    const url = outputs['operation-url'] ?? '';
    expect(url).toMatch(api.operationUrl);
    expect(ended.exitCode).toBe(exitCode);
    expect(outputs).toMatchObject({
      status: 'running',
      'timed-out': 'true',
      'failure-kind': 'timeout',
      started: 'true',
    });
    expect(offer).toMatchObject({ timedOut: true, operationUrl: url });
    expect(outputs['message']).toMatch(/time for this wait \(30 s\) is up\..*goes on without this step/);
    expect(outputs['message']).toContain(`set operation-url to ${url}`);
    expect(annotations.filter((annotation) => annotation.type === type)).toHaveLength(1);
    expect(summary).toContain(`mode: follow\n  operation-url: ${url}`);
    expect(posts(emulator)).toHaveLength(1);
    expect(pollsOf(api, emulator).length).toBeGreaterThan(1);
  });

  // A pause longer than the wait: only a look at the deadline itself can see the end. Time goes by with the requests: the
  // first look, which is of two requests at partner-center, is over before the 48 hours of the go-live are.
  const hours = api === partnerCenter ? 20 : 30;
  it.concurrent.each([
    { ends: 'succeeded', kind: '', moves: true },
    { ends: 'failed', kind: 'service', moves: true },
    { ends: 'running', kind: 'timeout', moves: false },
  ] as const)('is a last look: $ends', async ({ ends, kind, moves }) => {
    const { emulator, outputs } = await runOnEmulator(
      {
        offers: [{ ...waitingVm, goLiveEnds: ends === 'failed' ? 'failed' : 'succeeded' }],
        hours: moves ? hours : 0,
      },
      { api, with: { 'timeout-minutes': '1', 'poll-interval-seconds': '3600' } },
    );
    const timedOut = String(kind === 'timeout');
    expect(outputs).toMatchObject({ status: ends, 'failure-kind': kind, 'timed-out': timedOut });
    expect(pollsOf(api, emulator)).toHaveLength(2);
  });

  it.concurrent('is not put off by a Retry-After', async () => {
    const { outputs } = await runOnEmulator(
      {
        offers: [waitingVm],
        prepare: ({ faults }) =>
          faults.add({
            kind: 'status',
            status: 429,
            headers: { 'Retry-After': '86400' },
            on: { method: 'GET', path: api.poll, times: 99 },
          }),
      },
      { api, with: { 'timeout-minutes': '0.5', 'fail-on-timeout': 'false' } },
    );
    expect(outputs).toMatchObject({ status: 'running', 'failure-kind': 'timeout' });
    expect(outputs['message']).toMatch(/The last look failed: .*429/);
  });

  it.concurrent('comes while the preview is waited for: nothing was started', async () => {
    const { emulator, outputs, exitCode } = await runOnEmulator(
      { offers: [{ ...waitingVm, state: 'preview-building' }], hours: 0 },
      { api, with: { 'timeout-minutes': '0.5', 'wait-for-preview': 'true' } },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({
      status: 'not-started',
      started: 'false',
      'failure-kind': 'timeout',
      message: expect.stringMatching(/preview is still being built, and no go-live was started/),
    });
    expect(posts(emulator)).toEqual([]);
  });
});

it.each([
  { api: cloudPartnerPortal, seconds: 10 },
  { api: productIngestion, seconds: 60 },
  { api: partnerCenter, seconds: 30 },
])('$api.api: looks every $seconds s or less often where no pace is given', async ({ api, seconds }) => {
  const { emulator, outputs, log } = await runOnEmulator(
    { offers: [waitingVm] },
    { api, fast: seconds * 5, with: { 'poll-interval-seconds': '', 'timeout-minutes': '43200' } },
  );
  expect(outputs['status']).toBe('succeeded');
  const pauses = pollsOf(api, emulator).length - 1;
  expect(pauses).toBeGreaterThan(1);
  // The log tells it in the time of the action.
  const [, minutes = '0', rest = '0'] =
    / succeeded, after (?:(\d+) min ?)?(?:(\d+) s)?/.exec(log.at(-1) ?? '') ?? [];
  expect(Number(minutes) * 60 + Number(rest)).toBeGreaterThanOrEqual(pauses * seconds * 0.9);
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
