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
const operationRequests = ({ requests }: { requests: { path: string }[] }) =>
  requests.filter(({ path }) => path.startsWith(operationPath));

const polls = (api: Api, { requests }: { requests: { method: string; path: string }[] }) =>
  requests.filter(({ method, path }) => method === 'GET' && api.poll.test(path));

describe.concurrent.each(allApis)('$api: the end of the wait', (api) => {
  it.concurrent.each([
    { 'fail-on-timeout': 'true', exitCode: 1, type: 'error' },
    { 'fail-on-timeout': 'false', exitCode: 0, type: 'warning' },
  ])(
    'ends the step with exit code $exitCode and one $type, depending on fail-on-timeout',
    async ({ exitCode, type, ...inputs }) => {
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
      expect(outputs['message']).toMatch(/^Timed out after 30 s\. .*continues without this step/);
      expect(outputs['message']).toContain(`set operation-url to ${url}`);
      expect(annotations.filter((annotation) => annotation.type === type)).toHaveLength(1);
      expect(summary).toContain(`mode: follow\n  operation-url: ${url}`);
      expect(posts(emulator)).toHaveLength(1);
      expect(polls(api, emulator).length).toBeGreaterThan(1);
    },
  );

  // The pause is longer than the wait, so only a status check at the deadline can see the end. Emulated time passes with each
  // request: the first check (two requests at partner-center) has to be over before the 48 hours of the go-live.
  const hours = api === partnerCenter ? 20 : 30;
  it.concurrent.each([
    { ends: 'succeeded', kind: '', moves: true },
    { ends: 'failed', kind: 'service', moves: true },
    { ends: 'running', kind: 'timeout', moves: false },
  ] as const)(
    'brings one last status check, which may find the go-live $ends',
    async ({ ends, kind, moves }) => {
      const { emulator, outputs } = await runOnEmulator(
        {
          offers: [{ ...waitingVm, goLiveEnds: ends === 'failed' ? 'failed' : 'succeeded' }],
          hours: moves ? hours : 0,
        },
        { api, with: { 'timeout-minutes': '1', 'poll-interval-seconds': '3600' } },
      );
      const timedOut = String(kind === 'timeout');
      expect(outputs).toMatchObject({ status: ends, 'failure-kind': kind, 'timed-out': timedOut });
      expect(polls(api, emulator)).toHaveLength(2);
    },
  );

  it.concurrent('is not delayed by Retry-After', async () => {
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
    expect(outputs['message']).toMatch(/The last check failed: .*429/);
  });

  it.concurrent('before the preview is ready means that no go-live is started', async () => {
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
])('$api.api: status checks are at least $seconds s apart by default', async ({ api, seconds }) => {
  const { emulator, outputs, log } = await runOnEmulator(
    { offers: [waitingVm] },
    { api, fast: seconds * 5, with: { 'poll-interval-seconds': '', 'timeout-minutes': '43200' } },
  );
  expect(outputs['status']).toBe('succeeded');
  const pauses = polls(api, emulator).length - 1;
  expect(pauses).toBeGreaterThan(1);
  // The log has the duration by the clock of the action.
  const [, minutes = '0', rest = '0'] =
    /\(succeeded; after (?:(\d+) min ?)?(?:(\d+) s)?/.exec(log.at(-1) ?? '') ?? [];
  expect(Number(minutes) * 60 + Number(rest)).toBeGreaterThanOrEqual(pauses * seconds * 0.9);
});

it('Retry-After delays the next status check, in seconds and as a date', async () => {
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
  expect(operationRequests(server)).toHaveLength(4);
  expect(log.filter((line) => /Status check failed; trying again in \d\d s/.test(line))).toHaveLength(2);
});
