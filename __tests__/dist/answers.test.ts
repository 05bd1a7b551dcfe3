import { beforeAll, describe, expect, it } from 'vitest';
import { laterApis } from '../support/action/api-inputs.ts';
import { look, offerPath, runOnScript } from '../support/action/portal-answers.ts';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { type Ended, posts, runAction } from '../support/action/start-action.ts';
import { type Answer, type ScriptServer, startScript } from '../support/servers/script-server.ts';

interface Row {
  status: number;
  /** Of a look, and of a go-live. */
  kind: string;
  ofStart: string;
  hint: RegExp;
  /** Waited out: a look is tried again, and after a go-live the offer is looked at before it is sent again. */
  passes?: true;
}

const fault = /If it stays, give the correlation ID to Microsoft support/;
const rows: Row[] = [
  {
    status: 400,
    kind: 'service',
    ofStart: 'not-ready',
    hint: /whether the preview waits for sign-off.*If-Match/,
  },
  { status: 401, kind: 'authentication', ofStart: 'authentication', hint: /has expired, or is for another/ },
  { status: 403, kind: 'permission', ofStart: 'permission', hint: /Add the application to the publisher/ },
  { status: 404, kind: 'not-found', ofStart: 'not-found', hint: /Check publisher and offer/ },
  { status: 405, kind: 'service', ofStart: 'service', hint: /^/ },
  { status: 409, kind: 'conflict', ofStart: 'conflict', hint: /Look in Partner Center what runs/ },
  { status: 412, kind: 'conflict', ofStart: 'conflict', hint: /changed at the same time/ },
  { status: 422, kind: 'service', ofStart: 'not-ready', hint: /did not pass validation/ },
  {
    status: 429,
    kind: 'throttled',
    ofStart: 'throttled',
    hint: /asks for fewer requests/,
    passes: true,
  },
  { status: 500, kind: 'service', ofStart: 'unknown-outcome', hint: fault, passes: true },
  { status: 502, kind: 'service', ofStart: 'unknown-outcome', hint: fault, passes: true },
  { status: 503, kind: 'service', ofStart: 'unknown-outcome', hint: fault, passes: true },
  { status: 504, kind: 'service', ofStart: 'unknown-outcome', hint: fault, passes: true },
];

const correlationId = '6f1c7a52-1111-4222-8333-944455556666';
const details = [
  { code: 'Outer', message: 'first detail', details: [{ code: 'Inner', message: 'nested detail' }] },
];
const said = (status: number) => `<p>Words of the API <b>${status}</b></p>`;
const refusal = (method: string, path: string, status: number): Answer => ({
  method,
  path,
  status,
  headers: { 'X-Ms-Correlation-Request-Id': correlationId, 'Content-Type': 'application/json' },
  body: { error: { code: `Code${status}`, message: said(status), details } },
});
const words = (status: number) =>
  new RegExp(
    `${status} .*Code${status}: Words of the API ${status}; Outer: first detail; Inner: nested detail \\(correlation ID ${correlationId}\\)`,
  );

describe('a look that is answered with', () => {
  let ended: Ended;
  let server: ScriptServer;
  const offers = rows.map(({ status }) => `offer-${status}`);
  beforeAll(async () => {
    server = await startScript(
      rows.map(({ status }, index) =>
        refusal('GET', `/api/publishers/contoso/offers/${offers[index]}/status`, status),
      ),
    );
    try {
      ended = await runAction(server.url, { with: { mode: 'check', offer: offers.join('\n') }, fast: 50 });
    } finally {
      await server.stop();
    }
  });

  it.each(rows)('$status: $kind', ({ status, kind, hint, passes }) => {
    const result = ended.offers[offers.indexOf(`offer-${status}`)];
    expect(result).toMatchObject({ status: 'unknown', failureKind: kind, correlationId, started: false });
    expect(result?.message).toMatch(words(status));
    expect(result?.message).toMatch(hint);
    const looks = server.requests.filter(({ path }) => path.includes(`offer-${status}/`));
    passes ? expect(looks.length).toBeGreaterThan(2) : expect(looks).toHaveLength(1);
    expect(ended.annotations.some(({ message }) => words(status).test(message))).toBe(true);
    expect(ended.summary).toContain(`Code${status}: Words of the API ${status}`);
  });

  it('ends red', () => {
    expect(ended.exitCode).toBe(1);
    expect(posts(server)).toEqual([]);
  });
});

describe('a go-live that is answered with', () => {
  it.concurrent.each(rows)('$status: $ofStart', async ({ status, ofStart, hint, passes }) => {
    const { server, outputs, offer, exitCode, summary } = await runOnScript(
      [look(), refusal('POST', `${offerPath}/golive`, status)],
      // After a lost answer the offer is looked at for two minutes, and the go-live sent three times at most.
      { fast: passes ? 50 : 20 },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({
      status: ofStart === 'unknown-outcome' ? 'unknown' : 'not-started',
      'failure-kind': ofStart,
      started: 'false',
      'operation-url': '',
      message: expect.stringMatching(words(status)),
    });
    expect(outputs['message']).toMatch(
      ofStart === 'unknown-outcome' ? /Look in Partner Center whether the offer is going live/ : hint,
    );
    expect(posts(server)).toHaveLength(passes ? 3 : 1);
    expect(offer.correlationId).toBe(correlationId);
    expect(summary).toContain(correlationId);
  });
});

describe.concurrent.each(laterApis)('$api', (api) => {
  const rows: Row[] = [
    { status: 400, kind: 'service', ofStart: 'not-ready', hint: /correct it, publish to preview again/ },
    { status: 401, kind: 'authentication', ofStart: 'authentication', hint: /it must be for https:/ },
    { status: 403, kind: 'permission', ofStart: 'permission', hint: /Give the application the Manager role/ },
    { status: 404, kind: 'not-found', ofStart: 'not-found', hint: /that this API carries/ },
    { status: 409, kind: 'conflict', ofStart: 'conflict', hint: /Look in Partner Center what runs/ },
    { status: 423, kind: 'conflict', ofStart: 'conflict', hint: /^/ },
    {
      status: 429,
      kind: 'throttled',
      ofStart: 'throttled',
      hint: /asks for fewer requests/,
      passes: true,
    },
    {
      status: 503,
      kind: 'service',
      ofStart: 'unknown-outcome',
      hint: /A fault of the service/,
      passes: true,
    },
  ];
  const run = (
    { status, passes }: Row,
    on: { method?: string; path: RegExp },
    inputs: Record<string, string> = {},
  ) =>
    runOnEmulator(
      {
        offers: [waitingVm],
        prepare: ({ faults }) =>
          faults.add({
            kind: 'status',
            status,
            headers: { 'request-id': correlationId },
            body: JSON.stringify(api.refusal(`Code${status}`, said(status), details)),
            on: { ...on, times: 999 },
          }),
      },
      { api, with: inputs, fast: passes ? 50 : 20 },
    );
  const count = ({ emulator }: { emulator: { requests: { path: string }[] } }, path: RegExp) =>
    emulator.requests.filter((request) => path.test(request.path)).length;

  it.concurrent.each(rows)('a look that is answered with $status: $kind', async (row) => {
    const ended = await run(row, { path: api.look }, { mode: 'check' });
    expect(ended.exitCode).toBe(1);
    expect(ended.offer).toMatchObject({ status: 'unknown', failureKind: row.kind, correlationId });
    expect(ended.offer.message).toMatch(words(row.status));
    expect(ended.offer.message).toMatch(row.hint);
    row.passes ? expect(count(ended, api.look)).toBeGreaterThan(1) : expect(count(ended, api.look)).toBe(1);
  });

  it.concurrent.each(rows)('a go-live that is answered with $status: $ofStart', async (row) => {
    const ended = await run(row, api.goLive);
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({
      status: row.ofStart === 'unknown-outcome' ? 'unknown' : 'not-started',
      'failure-kind': row.ofStart,
      started: 'false',
      'operation-url': '',
      message: expect.stringMatching(words(row.status)),
    });
    expect(ended.outputs['message']).toMatch(
      row.ofStart === 'unknown-outcome' ? /Look in Partner Center whether the offer is going live/ : row.hint,
    );
    expect(count(ended, api.goLive.path)).toBe(row.passes ? 3 : 1);
    expect(ended.offer.correlationId).toBe(correlationId);
  });
});

describe('an error', () => {
  it.concurrent.each([
    { name: 'empty', body: '', said: /400 Bad Request \(/ },
    { name: 'a sentence', body: 'Nothing to see here.', said: /400 Bad Request - Nothing to see here\./ },
    {
      name: 'an HTML page',
      body: '<html><head><title>t</title></head><body><h1>Oops</h1><p>Try later</p></body></html>',
      said: /400 Bad Request - Oops Try later/,
    },
    { name: 'a string', body: '"Only words"', said: /400 Bad Request \(|Only words/ },
    { name: 'members without the wrapper', body: '{"code":"C","message":"M"}', said: /- C: M/ },
    { name: 'a string for the error', body: '{"error":"E"}', said: /- E/ },
    {
      name: 'the odd Variant document',
      body: '{"Variant":{"serviceName":"Variant","error":"snapshot() resulted in an internal conflict!"}}',
      said: /- snapshot\(\) resulted in an internal conflict!/,
    },
    { name: 'of other types', body: '{"error":{"code":7,"message":["x"],"details":{}}}', said: /- 7/ },
    { name: 'an array', body: '[1,2]', said: /400 Bad Request/ },
    { name: 'null', body: 'null', said: /400 Bad Request/ },
    { name: 'deep', body: `${'['.repeat(50_000)}${']'.repeat(50_000)}`, said: /400 Bad Request/ },
    {
      name: 'long',
      body: JSON.stringify({ error: { code: 'Long', message: 'x'.repeat(1_000_000) } }),
      said: /Long: x{100,}.*\(cut\)/,
    },
  ])('$name', async ({ body, said }) => {
    const { outputs } = await runOnScript([
      look(),
      {
        method: 'POST',
        path: `${offerPath}/golive`,
        status: 400,
        headers: { 'request-id': correlationId },
        body,
      },
    ]);
    expect(outputs).toMatchObject({ 'failure-kind': 'not-ready', message: expect.stringMatching(said) });
    expect(outputs['message']).toContain(correlationId);
  });
});
