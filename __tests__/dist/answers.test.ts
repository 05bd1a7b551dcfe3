import { beforeAll, describe, expect, it } from 'vitest';
import { laterApis } from '../support/action/api-inputs.ts';
import { look, offerPath, runOnScript } from '../support/action/portal-answers.ts';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { type Ended, posts, runAction } from '../support/action/start-action.ts';
import { type Answer, type ScriptServer, startScript } from '../support/servers/script-server.ts';

interface Row {
  status: number;
  /** The failure kind when a status check gets this status. */
  checkKind: string;
  /** The failure kind when a go-live request gets it. */
  goLiveKind: string;
  hint: RegExp;
  /** The advice for a status check, where it is not that for a go-live: only a go-live is refused for the offer's content. */
  checkHint?: RegExp;
  /** A status check is repeated; a go-live is sent again after a check of the offer. */
  isTransient?: true;
}

const serviceError = /If it fails again, give the correlation ID to Microsoft support/;
const checkIdAndUrl =
  /\. Check the offer ID and api-url\. If they are right, please report this answer: the API may have changed\. \[[^[]*\]$/;
const noAdvice = /\. If a go-live is running, running this step again picks it up\. \[[^[]*\]$/;
/** What only a refused go-live is advised. */
const goLiveAdvice = /publish to preview|certification|validation|If-Match|changed the offer/i;
const rows: Row[] = [
  {
    status: 400,
    checkKind: 'service',
    goLiveKind: 'not-ready',
    hint: /whether the preview waits for sign-off.*If-Match/,
    checkHint: checkIdAndUrl,
  },
  {
    status: 401,
    checkKind: 'authentication',
    goLiveKind: 'authentication',
    hint: /has expired, or is for another/,
  },
  {
    status: 403,
    checkKind: 'permission',
    goLiveKind: 'permission',
    hint: /Add the application to the publisher/,
  },
  { status: 404, checkKind: 'not-found', goLiveKind: 'not-found', hint: /Check publisher and offer/ },
  { status: 405, checkKind: 'service', goLiveKind: 'service', hint: /^/ },
  {
    status: 409,
    checkKind: 'conflict',
    goLiveKind: 'conflict',
    hint: /Check in Partner Center what is running/,
  },
  {
    status: 412,
    checkKind: 'conflict',
    goLiveKind: 'conflict',
    hint: /changed the offer at the same time/,
    checkHint: noAdvice,
  },
  {
    status: 422,
    checkKind: 'service',
    goLiveKind: 'not-ready',
    hint: /did not pass validation/,
    checkHint: noAdvice,
  },
  {
    status: 429,
    checkKind: 'throttled',
    goLiveKind: 'throttled',
    hint: /asks for fewer requests/,
    isTransient: true,
  },
  { status: 500, checkKind: 'service', goLiveKind: 'unknown-outcome', hint: serviceError, isTransient: true },
  { status: 502, checkKind: 'service', goLiveKind: 'unknown-outcome', hint: serviceError, isTransient: true },
  { status: 503, checkKind: 'service', goLiveKind: 'unknown-outcome', hint: serviceError, isTransient: true },
  { status: 504, checkKind: 'service', goLiveKind: 'unknown-outcome', hint: serviceError, isTransient: true },
];

const correlationId = '6f1c7a52-1111-4222-8333-944455556666';
const details = [
  { code: 'Outer', message: 'first detail', details: [{ code: 'Inner', message: 'nested detail' }] },
];
const apiMessage = (status: number) => `<p>The API says <b>${status}</b></p>`;
const refusal = (method: string, path: string, status: number): Answer => ({
  method,
  path,
  status,
  headers: { 'X-Ms-Correlation-Request-Id': correlationId, 'Content-Type': 'application/json' },
  body: { error: { code: `Code${status}`, message: apiMessage(status), details } },
});
const messagePattern = (status: number) =>
  new RegExp(
    `Code${status}: The API says ${status}; Outer: first detail; Inner: nested detail\\. .*\\[(GET|POST) /\\S+: ${status} .+; correlation ID ${correlationId}\\]`,
  );

describe('a status check', () => {
  let ended: Ended;
  let server: ScriptServer;
  const offers = rows.map(({ status }) => `offer-${status}`);
  beforeAll(async () => {
    server = await startScript([
      ...rows.map(({ status }, index) =>
        refusal('GET', `/api/publishers/contoso/offers/${offers[index]}/status`, status),
      ),
      // The offer itself is not there either.
      refusal('GET', '/api/publishers/contoso/offers/offer-404', 404),
    ]);
    try {
      ended = await runAction(server.url, { with: { mode: 'check', offer: offers.join('\n') }, fast: 50 });
    } finally {
      await server.stop();
    }
  });

  it.each(rows)('that gets $status fails as $checkKind', (row) => {
    const { status, checkKind, hint, checkHint = hint, isTransient } = row;
    const result = ended.offers[offers.indexOf(`offer-${status}`)];
    expect(result).toMatchObject({
      status: 'unknown',
      failureKind: checkKind,
      correlationId,
      started: false,
    });
    expect(result?.message).toMatch(messagePattern(status));
    expect(result?.message).toMatch(checkHint);
    expect(result?.message).not.toMatch(goLiveAdvice);
    const checks = server.requests.filter(({ path }) => path.includes(`offer-${status}/`));
    isTransient ? expect(checks.length).toBeGreaterThan(2) : expect(checks).toHaveLength(1);
    expect(ended.annotations.some(({ message }) => messagePattern(status).test(message))).toBe(true);
    expect(ended.summary).toContain(`Code${status}: The API says ${status}`);
  });

  it('that fails makes the step red, and never sends a go-live', () => {
    expect(ended.exitCode).toBe(1);
    expect(posts(server)).toEqual([]);
  });
});

describe('a go-live', () => {
  it.concurrent.each(rows)(
    'that gets $status fails as $goLiveKind',
    async ({ status, goLiveKind, hint, isTransient }) => {
      const { server, outputs, offer, exitCode, summary } = await runOnScript(
        [look(), refusal('POST', `${offerPath}/golive`, status)],
        // After a lost answer the offer is checked for two minutes, and the go-live is sent three times at most.
        { fast: isTransient ? 50 : 20 },
      );
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({
        status: goLiveKind === 'unknown-outcome' ? 'unknown' : 'not-started',
        'failure-kind': goLiveKind,
        started: 'false',
        'operation-url': '',
        message: expect.stringMatching(messagePattern(status)),
      });
      expect(outputs['message']).toMatch(
        goLiveKind === 'unknown-outcome' ? /Check in Partner Center whether the offer is going live/ : hint,
      );
      expect(posts(server)).toHaveLength(isTransient ? 3 : 1);
      expect(offer.correlationId).toBe(correlationId);
      expect(summary).toContain(correlationId);
    },
  );
});

describe.concurrent.each(laterApis)('$api', (api) => {
  const rows: Row[] = [
    {
      status: 400,
      checkKind: 'service',
      goLiveKind: 'not-ready',
      hint: /fix that, publish to preview again/,
      checkHint: checkIdAndUrl,
    },
    { status: 401, checkKind: 'authentication', goLiveKind: 'authentication', hint: /it must be for https:/ },
    {
      status: 403,
      checkKind: 'permission',
      goLiveKind: 'permission',
      hint: /Give the application the Manager role/,
    },
    { status: 404, checkKind: 'not-found', goLiveKind: 'not-found', hint: /that this API carries/ },
    {
      status: 409,
      checkKind: 'conflict',
      goLiveKind: 'conflict',
      hint: /Check in Partner Center what is running/,
    },
    { status: 423, checkKind: 'conflict', goLiveKind: 'conflict', hint: /^/ },
    {
      status: 429,
      checkKind: 'throttled',
      goLiveKind: 'throttled',
      hint: /asks for fewer requests/,
      isTransient: true,
    },
    {
      status: 503,
      checkKind: 'service',
      goLiveKind: 'unknown-outcome',
      hint: /An error of the service/,
      isTransient: true,
    },
  ];
  const run = (
    { status, isTransient }: Row,
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
            body: JSON.stringify(api.refusal(`Code${status}`, apiMessage(status), details)),
            on: { ...on, times: 999 },
          }),
      },
      { api, with: inputs, fast: isTransient ? 50 : 20 },
    );
  const count = ({ emulator }: { emulator: { requests: { path: string }[] } }, path: RegExp) =>
    emulator.requests.filter((request) => path.test(request.path)).length;

  it.concurrent.each(rows)('a status check that gets $status fails as $checkKind', async (row) => {
    const ended = await run(row, { path: api.look }, { mode: 'check' });
    expect(ended.exitCode).toBe(1);
    expect(ended.offer).toMatchObject({ status: 'unknown', failureKind: row.checkKind, correlationId });
    expect(ended.offer.message).toMatch(messagePattern(row.status));
    expect(ended.offer.message).toMatch(row.checkHint ?? row.hint);
    expect(ended.offer.message).not.toMatch(goLiveAdvice);
    const checks = count(ended, api.look);
    row.isTransient ? expect(checks).toBeGreaterThan(1) : expect(checks).toBe(1);
  });

  it.concurrent.each(rows)('a go-live that gets $status fails as $goLiveKind', async (row) => {
    const ended = await run(row, api.goLive);
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs).toMatchObject({
      status: row.goLiveKind === 'unknown-outcome' ? 'unknown' : 'not-started',
      'failure-kind': row.goLiveKind,
      started: 'false',
      'operation-url': '',
      message: expect.stringMatching(messagePattern(row.status)),
    });
    expect(ended.outputs['message']).toMatch(
      row.goLiveKind === 'unknown-outcome'
        ? /Check in Partner Center whether the offer is going live/
        : row.hint,
    );
    expect(count(ended, api.goLive.path)).toBe(row.isTransient ? 3 : 1);
    expect(ended.offer.correlationId).toBe(correlationId);
  });
});

describe('the message of a rejected go-live', () => {
  it.concurrent.each([
    { name: 'nothing', body: '', shown: /^The API refused the request\. / },
    {
      name: 'a sentence',
      body: 'Nothing to see here.',
      shown: /^The API refused the request: Nothing to see here\. /,
    },
    {
      name: 'an HTML page',
      body: '<html><head><title>t</title></head><body><h1>Oops</h1><p>Try later</p></body></html>',
      shown: /: Oops Try later\. /,
    },
    { name: 'a JSON string', body: '"Only words"', shown: /^The API refused the request: Only words\. / },
    {
      name: 'an error object without a wrapper',
      body: '{"code":"C","message":"M"}',
      shown: /: C: M\. /,
    },
    { name: 'a string as `error`', body: '{"error":"E"}', shown: /: E\. / },
    {
      name: 'the Variant document',
      body: '{"Variant":{"serviceName":"Variant","error":"snapshot() resulted in an internal conflict!"}}',
      shown: /: snapshot\(\) resulted in an internal conflict!/,
    },
    {
      name: 'code, message and details of other types',
      body: '{"error":{"code":7,"message":["x"],"details":{}}}',
      shown: /: 7/,
    },
    { name: 'an array', body: '[1,2]', shown: /^The API refused the request[.:]/ },
    { name: 'null', body: 'null', shown: /^The API refused the request[.:]/ },
    {
      name: 'deeply nested JSON',
      body: `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      shown: /^The API refused the request[.:]/,
    },
    {
      name: 'a message of a million characters',
      body: JSON.stringify({ error: { code: 'Long', message: 'x'.repeat(1_000_000) } }),
      shown: /Long: x{100,}.*\(cut\)/,
    },
  ])('is readable and has the correlation ID when the body is $name', async ({ body, shown }) => {
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
    expect(outputs).toMatchObject({ 'failure-kind': 'not-ready', message: expect.stringMatching(shown) });
    expect(outputs['message']).toMatch(
      new RegExp(`\\[POST ${offerPath}/golive: 400 Bad Request; correlation ID ${correlationId}\\]$`),
    );
  });
});
