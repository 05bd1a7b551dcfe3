import { describe, expect, it } from 'vitest';
import type { AddedFault, Fault, FaultKind } from '../../emulator/http/faults.ts';
import { type Api, allApis, cloudPartnerPortal, laterApis } from '../support/action/api-inputs.ts';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts } from '../support/action/start-action.ts';

const offers = [waitingVm];

interface Row {
  name: string;
  fault: Fault;
}
const row = (fault: Fault): Row => ({ name: [fault.kind, fault.status].filter(Boolean).join(' '), fault });

/** All rows for the first API, and a sample of them for the APIs that share its code. */
const rowsFor = ({ api }: Api, rows: Row[], sample: RegExp): Row[] =>
  api === cloudPartnerPortal.api ? rows : rows.filter(({ name }) => sample.test(name));

/** Runs a go-live with this fault, which must occur. */
async function runWith(
  api: Api,
  fault: Fault,
  options: { hours?: number; fast?: number; inputs?: Record<string, string> } = {},
) {
  const { hours = 8, fast = 20, inputs = {} } = options;
  let added: AddedFault | undefined;
  const ended = await runOnEmulator(
    {
      offers,
      hours,
      prepare: ({ faults }) => {
        added = faults.add(fault);
      },
    },
    // These faults use up the limit of two minutes for an exchange.
    { api, fast: /stalled|trickle/.test(fault.kind) ? 100 : fast, with: inputs },
  );
  const struck = added?.struck ?? 0;
  expect(struck).toBeGreaterThan(0);
  return {
    ...ended,
    struck,
    minutes: (Date.parse(ended.offer.endedAt) - Date.parse(ended.offer.startedAt)) / 60_000,
    goLives: ended.emulator.offer('contoso', 'vm').goLives,
    sent: posts(ended.emulator).length,
  };
}

/** Transient failures of a status check. */
const transientFaults: Row[] = [
  ...(
    [
      ...['reset', 'reset-mid-headers', 'cut-body', 'cut-chunked-body', 'bad-status-line', 'header-flood'],
      ...['empty', 'html', 'html-502', 'truncated-json', 'json-number', 'json-string', 'json-null'],
      ...['json-array', 'deep-json', 'invalid-utf8', 'wrong-content-encoding', 'variant', 'endless-body'],
      ...['trickle', 'stalled-headers', 'stalled-body', 'bracket-bomb', 'upgrade', 'upgrade-flood'],
    ] as FaultKind[]
  ).map((kind) => row({ kind })),
  row({ kind: 'late', milliseconds: 200 }),
  row({ kind: 'refuse-connections', milliseconds: 200 }),
  ...[408, 429, 500, 502, 504].map((status) => row({ kind: 'status', status })),
  row({ kind: 'status', status: 503, headers: { 'Retry-After': '2' }, body: '<h1>Busy</h1>' }),
];

/** What the log says about them. */
const logPatterns: Partial<Record<FaultKind, RegExp>> = {
  reset: /No response from 127.*ECONNRESET/,
  'header-flood': /No response from .*HPE_HEADER_OVERFLOW/,
  'endless-body': /The response exceeds the limit of 1 MiB/,
  upgrade: /No complete response from .* within 2 min/,
  'stalled-headers': /No complete response from .* within 2 min/,
  'stalled-body': /No complete response from .* within 2 min/,
  html: /The answer is not JSON: <!DOCTYPE html>.*: 200; /,
  'html-502': /The API failed: Server Error.*: 502 Bad Gateway/,
  empty: /The answer is not JSON: it is empty\./,
  'json-null': /The answer is JSON, but (has no status|not )/,
  variant: /snapshot\(\) resulted in an internal conflict! Retry is OK/,
};

describe.concurrent.each(allApis)('$api: a failed status check during the wait', (api) => {
  // Each in a process of its own: a process that exits early must not be kept alive by another offer.
  const rows = rowsFor(
    api,
    transientFaults,
    /^(reset|cut-body|html|json-null|stalled-body|status (429|503))$/,
  );
  it.concurrent.each(rows)('does not end the wait if the failure is transient: $name', async ({ fault }) => {
    const on = { path: api.poll, nth: 2, times: 2 };
    const { goLives, outputs, exitCode, log } = await runWith(api, { ...fault, on });
    expect(log.join('\n')).toMatch(logPatterns[fault.kind] ?? '');
    expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
    expect(goLives).toBe(1);
  });

  it.concurrent('is annotated once however often it fails, and the log says when checks succeed again', async () => {
    const on = { path: api.poll, nth: 2, times: 5 };
    const { log, annotations } = await runWith(api, { kind: 'status', status: 503, on });
    expect(log).toContainEqual(expect.stringMatching(/Status checks succeed again, after 5 failures\./));
    expect(annotations).toHaveLength(1);
  });

  /** The wait has failed, and the outputs keep what is known of the go-live. */
  const endedAs = (kind: string) => ({
    exitCode: 1,
    outputs: {
      status: 'running',
      'failure-kind': kind,
      started: 'true',
      'timed-out': 'false',
      'operation-url': expect.stringMatching(api.operationUrl),
      message: expect.stringMatching(/continues without this step.*set operation-url to http/),
    },
  });

  it.concurrent('does not end the wait if a single one gets 401', async () => {
    const on = { path: api.poll, nth: 2 };
    const { outputs, goLives, annotations } = await runWith(api, { kind: 'status', status: 401, on });
    expect(outputs).toMatchObject({ status: 'succeeded', 'failure-kind': '', started: 'true' });
    expect(goLives).toBe(1);
    expect(annotations).toHaveLength(1);
  });

  it.concurrent('ends the wait if two in a row get 401, and the outputs keep the last known status', async () => {
    const on = { path: api.poll, nth: 2, times: 9 };
    const ended = await runWith(api, { kind: 'status', status: 401, on });
    expect(ended).toMatchObject({ ...endedAs('authentication'), struck: 2, goLives: 1 });
  });

  // A check every minute, so three refusals last seven minutes.
  const minutely = { fast: 200, inputs: { 'poll-interval-seconds': '60', 'timeout-minutes': '600' } };
  it.concurrent('does not end the wait if 403 passes within 15 minutes', async () => {
    const on = { path: api.poll, nth: 2, times: 3 };
    const { outputs, goLives, struck } = await runWith(api, { kind: 'status', status: 403, on }, minutely);
    expect(outputs).toMatchObject({ status: 'succeeded', 'failure-kind': '', started: 'true' });
    expect({ goLives, struck }).toEqual({ goLives: 1, struck: 3 });
  });

  it.concurrent('ends the wait after 15 minutes of 403, and the outputs keep the last known status', async () => {
    const on = { path: api.poll, nth: 2, times: 999 };
    const ended = await runWith(api, { kind: 'status', status: 403, on }, minutely);
    expect(ended).toMatchObject({ ...endedAs('permission'), goLives: 1 });
    expect(ended.outputs['message']).toMatch(/^The API refused access.*: 403 /);
    // The pauses double up to five minutes.
    expect(ended.struck).toBeGreaterThan(4);
    expect(ended.minutes).toBeGreaterThanOrEqual(15);
    expect(ended.minutes).toBeLessThan(25);
  });
});

describe.concurrent.each(allApis)('$api: a transient failure of the first status check', (api) => {
  const kinds: FaultKind[] = ['reset', 'html', 'cut-body', 'json-null', 'reset-on-connect'];
  const rows = [...kinds.map((kind) => row({ kind })), row({ kind: 'status', status: 503 })];
  it.concurrent.each(rows)('does not prevent the go-live: $name', async ({ fault }) => {
    const { goLives, outputs } = await runWith(api, { ...fault, on: { path: api.look } });
    expect(outputs['status']).toBe('succeeded');
    expect(goLives).toBe(1);
  });
});

describe.concurrent('cloud-partner-portal: a first status check', () => {
  it.concurrent.each([404, 410, 400])('that gets %d does not prevent the go-live', async (status) => {
    const on = { path: cloudPartnerPortal.look };
    const { goLives, outputs } = await runWith(cloudPartnerPortal, { kind: 'status', status, on });
    expect(outputs['status']).toBe('succeeded');
    expect(goLives).toBe(1);
  });

  it.concurrent.each([
    { what: '403', status: 403, path: cloudPartnerPortal.look, kind: 'permission' },
    // Neither the offer nor its status.
    { what: '404 like the offer itself', status: 404, path: /\/offers\/vm/, kind: 'not-found' },
  ])('that gets $what ends the step as $kind, and no go-live is sent', async ({ status, path, kind }) => {
    const on = { path, times: 9 };
    const { sent, outputs } = await runWith(cloudPartnerPortal, { kind: 'status', status, on });
    expect(sent).toBe(0);
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': kind, started: 'false' });
  });
});

// These APIs need to know what to release, so they cannot start a go-live without a status check.
describe.concurrent.each(laterApis)('$api: a first status check', (api) => {
  it.concurrent.each([
    { status: 404, kind: 'not-found' },
    { status: 403, kind: 'permission' },
  ])('that gets $status ends the step as $kind, and no go-live is sent', async ({ status, kind }) => {
    const { sent, outputs } = await runWith(api, { kind: 'status', status, on: { path: api.look } });
    expect(sent).toBe(0);
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': kind, started: 'false' });
  });
});

describe.concurrent.each(allApis)('$api: a go-live whose answer is lost', (api) => {
  const kinds: FaultKind[] = [
    ...(['reset', 'reset-mid-headers', 'cut-body', 'cut-chunked-body', 'bad-status-line'] as const),
    ...(['header-flood', 'html', 'html-502', 'empty', 'json-null', 'variant', 'endless-body'] as const),
    ...(['stalled-headers', 'stalled-body'] as const),
  ];
  const afterAcceptance = [
    ...kinds.map((kind) => row({ kind })),
    ...[429, 500, 504].map((status) => row({ kind: 'status', status })),
  ];
  const sample = /^(reset|cut-body|html|html-502|empty|json-null|stalled-headers|status (429|500))$/;
  it.concurrent.each(rowsFor(api, afterAcceptance, sample))(
    'is picked up and not sent again if the API accepted it: $name',
    async ({ fault }) => {
      // Slow enough that the go-live still runs when the offer is checked.
      const options = { hours: 4, fast: 50 };
      const { goLives, sent, outputs } = await runWith(
        api,
        { ...fault, when: 'after', on: api.goLive },
        options,
      );
      expect({ goLives, sent }).toEqual({ goLives: 1, sent: 1 });
      expect(outputs).toMatchObject({ status: 'succeeded', started: 'true', 'failure-kind': '' });
      expect(outputs['operation-url']).toMatch(api.operationUrl);
    },
  );

  it.concurrent.each([
    row({ kind: 'reset' }),
    row({ kind: 'html' }),
    row({ kind: 'status', status: 429 }),
    row({ kind: 'status', status: 503 }),
  ])('is sent again if the API did not accept it: $name', async ({ fault }) => {
    const { goLives, sent, outputs } = await runWith(api, { ...fault, on: api.goLive }, { fast: 50 });
    expect({ goLives, sent }).toEqual({ goLives: 1, sent: 2 });
    expect(outputs).toMatchObject({ status: 'succeeded', started: 'true', 'failure-kind': '' });
  });

  it.concurrent('three times in a row ends as unknown-outcome', async () => {
    const on = { ...api.goLive, times: 9 };
    const { goLives, sent, outputs, exitCode } = await runWith(api, { kind: 'reset', on }, { fast: 50 });
    expect({ goLives, sent, exitCode }).toEqual({ goLives: 0, sent: 3, exitCode: 1 });
    expect(outputs).toMatchObject({
      status: 'unknown',
      'failure-kind': 'unknown-outcome',
      started: 'false',
      message: expect.stringMatching(/Check in Partner Center whether the offer is going live/),
    });
  });

  it.concurrent('is not sent again and ends as unknown-outcome if the offer cannot be checked', async () => {
    const { emulator, outputs, exitCode } = await runOnEmulator(
      {
        offers,
        prepare: ({ faults }) => {
          faults.add({ kind: 'reset', when: 'after', on: api.goLive });
          faults.add({ kind: 'status', status: 503, on: { path: api.look, nth: 2, times: 999 } });
        },
      },
      { api, fast: 50 },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ status: 'unknown', 'failure-kind': 'unknown-outcome' });
    expect(posts(emulator)).toHaveLength(1);
  });
});
