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

/** All faults at the first API, some of each sort at those that share its code. */
const ofApi = ({ api }: Api, rows: Row[], some: RegExp): Row[] =>
  api === cloudPartnerPortal.api ? rows : rows.filter(({ name }) => some.test(name));

/** Runs the go-live of an offer with this fault, which must strike. */
async function runWith(api: Api, fault: Fault, options: { hours?: number; fast?: number } = {}) {
  const { hours = 8, fast = 20 } = options;
  let added: AddedFault | undefined;
  const ended = await runOnEmulator(
    {
      offers,
      hours,
      prepare: ({ faults }) => {
        added = faults.add(fault);
      },
    },
    // For nothing, or too little, to come, the limit of two minutes on an exchange has to pass.
    { api, fast: /stalled|trickle/.test(fault.kind) ? 100 : fast },
  );
  expect(added?.struck).toBeGreaterThan(0);
  return {
    ...ended,
    goLives: ended.emulator.offer('contoso', 'vm').goLives,
    sent: posts(ended.emulator).length,
  };
}

/** What may go wrong with a look, and pass. */
const passing: Row[] = [
  ...(
    [
      ...['reset', 'reset-mid-headers', 'cut-body', 'cut-chunked-body', 'bad-status-line', 'header-flood'],
      ...['empty', 'html', 'html-502', 'truncated-json', 'json-number', 'json-string', 'json-null'],
      ...['json-array', 'deep-json', 'invalid-utf8', 'wrong-content-encoding', 'variant', 'endless-body'],
      ...['trickle', 'stalled-headers', 'stalled-body'],
    ] as FaultKind[]
  ).map((kind) => row({ kind })),
  row({ kind: 'late', milliseconds: 200 }),
  row({ kind: 'refuse-connections', milliseconds: 200 }),
  ...[408, 429, 500, 502, 504].map((status) => row({ kind: 'status', status })),
  row({ kind: 'status', status: 503, headers: { 'Retry-After': '2' }, body: '<h1>Busy</h1>' }),
];

/** What is said of them. */
const words: Partial<Record<FaultKind, RegExp>> = {
  reset: /No answer from 127.*ECONNRESET/,
  'header-flood': /No answer from .*HPE_HEADER_OVERFLOW/,
  'endless-body': /The answer is larger than 8 MiB/,
  'stalled-headers': /No whole answer came from .* in 2 min/,
  'stalled-body': /No whole answer came from .* in 2 min/,
  html: /200, but the answer is not JSON: <!DOCTYPE html>/,
  'html-502': /502 Bad Gateway - .*Server Error/,
  empty: /the answer is not JSON \(it is empty\)/,
  'json-null': /The answer is JSON, but (has no status|not )/,
  variant: /snapshot\(\) resulted in an internal conflict! Retry is OK/,
};

describe.concurrent.each(allApis)('$api: a look in the wait', (api) => {
  // Each in a process of its own: one that ends early must not be kept alive by another offer.
  const rows = ofApi(api, passing, /^(reset|cut-body|html|json-null|stalled-body|status (429|503))$/);
  it.concurrent.each(rows)('$name: is borne', async ({ fault }) => {
    const on = { path: api.poll, nth: 2, times: 2 };
    const { goLives, outputs, exitCode, log } = await runWith(api, { ...fault, on });
    expect(log.join('\n')).toMatch(words[fault.kind] ?? '');
    expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
    expect(goLives).toBe(1);
  });

  it.concurrent('that fails is told of once, and that it passed', async () => {
    const on = { path: api.poll, nth: 2, times: 5 };
    const { log, annotations } = await runWith(api, { kind: 'status', status: 503, on });
    expect(log).toContainEqual(expect.stringMatching(/The API answers again, after 5 failed looks/));
    expect(annotations).toHaveLength(1);
  });

  it.concurrent.each([
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'permission' },
  ])('$status: is final, with the last status seen', async ({ status, kind }) => {
    const on = { path: api.poll, nth: 2, times: 9 };
    const { outputs, exitCode } = await runWith(api, { kind: 'status', status, on });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ status: 'running', 'failure-kind': kind, started: 'true' });
    expect(outputs['message']).toMatch(/goes on without this step.*set operation-url to http/);
  });
});

describe.concurrent.each(allApis)('$api: the first look', (api) => {
  const kinds: FaultKind[] = ['reset', 'html', 'cut-body', 'json-null', 'reset-on-connect'];
  const rows = [...kinds.map((kind) => row({ kind })), row({ kind: 'status', status: 503 })];
  it.concurrent.each(rows)('$name: does not keep the go-live from being sent', async ({ fault }) => {
    const { goLives, outputs } = await runWith(api, { ...fault, on: { path: api.look } });
    expect(outputs['status']).toBe('succeeded');
    expect(goLives).toBe(1);
  });
});

it.concurrent.each([404, 403])('a first look that is answered with %d: the API decides', async (status) => {
  const { goLives, outputs } = await runWith(cloudPartnerPortal, { kind: 'status', status });
  expect(outputs['status']).toBe('succeeded');
  expect(goLives).toBe(1);
});

// Where a go-live has to name what it releases, it cannot be sent without a look.
describe.concurrent.each(laterApis)('$api: a first look', (api) => {
  it.concurrent.each([
    { status: 404, kind: 'not-found' },
    { status: 403, kind: 'permission' },
  ])('that is answered with $status: red, and nothing is sent', async ({ status, kind }) => {
    const { sent, outputs } = await runWith(api, { kind: 'status', status, on: { path: api.look } });
    expect(sent).toBe(0);
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': kind, started: 'false' });
  });
});

describe.concurrent.each(allApis)('$api: an answer to the go-live that is lost', (api) => {
  const kinds: FaultKind[] = [
    ...(['reset', 'reset-mid-headers', 'cut-body', 'cut-chunked-body', 'bad-status-line'] as const),
    ...(['header-flood', 'html', 'html-502', 'empty', 'json-null', 'variant', 'endless-body'] as const),
    ...(['stalled-headers', 'stalled-body'] as const),
  ];
  const taken = [
    ...kinds.map((kind) => row({ kind })),
    ...[429, 500, 504].map((status) => row({ kind: 'status', status })),
  ];
  const some = /^(reset|cut-body|html|html-502|empty|json-null|stalled-headers|status (429|500))$/;
  it.concurrent.each(ofApi(api, taken, some))(
    '$name, although it was taken: is found under way',
    async ({ fault }) => {
      // Slow enough that the go-live still runs when the offer is looked at.
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
  ])('$name, and it was not taken: is sent again', async ({ fault }) => {
    const { goLives, sent, outputs } = await runWith(api, { ...fault, on: api.goLive }, { fast: 50 });
    expect({ goLives, sent }).toEqual({ goLives: 1, sent: 2 });
    expect(outputs).toMatchObject({ status: 'succeeded', started: 'true', 'failure-kind': '' });
  });

  it.concurrent('each time: is an unknown outcome after three', async () => {
    const on = { ...api.goLive, times: 9 };
    const { goLives, sent, outputs, exitCode } = await runWith(api, { kind: 'reset', on }, { fast: 50 });
    expect({ goLives, sent, exitCode }).toEqual({ goLives: 0, sent: 3, exitCode: 1 });
    expect(outputs).toMatchObject({
      status: 'unknown',
      'failure-kind': 'unknown-outcome',
      started: 'false',
      message: expect.stringMatching(/Look in Partner Center whether the offer is going live/),
    });
  });

  it.concurrent('with the offer out of sight: is an unknown outcome, and is not sent again', async () => {
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
