import { beforeEach, describe, expect, test } from 'vitest';
import {
  ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  createRequestLimit,
} from '../../../src/http/api-client.ts';
import { networkFailure } from '../../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest, HttpResponse } from '../../../src/http/transport.ts';
import { Failure, interrupted } from '../../../src/model/failure.ts';

const secret = 'the-secret-token-1';
const deadline = { signal: new AbortController().signal, atMs: 3_600_000 };
const get: ApiRequest = { method: 'GET', url: new URL('https://api.example/api/offers/vm/status?v=1') };
const post: ApiRequest = { method: 'POST', url: new URL('https://api.example/api/offers/vm/golive?v=1') };

let sent: (HttpRequest & ExchangeLimits)[];
let debugLines: string[];
let nowMs = 0;

beforeEach(() => {
  sent = [];
  debugLines = [];
  nowMs = 0;
});

function answer(status: number, body: unknown = '', headers: HttpResponse['headers'] = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, statusText: `Status ${status}`, headers, body: text };
}

/** A client that gets these answers in turn; the last one repeats. */
function client(
  answers: (HttpResponse | Error | string)[],
  options: Partial<ApiClientOptions> = {},
): ApiClient {
  return new ApiClient({
    transport: async (request, limits) => {
      sent.push({ ...request, ...limits });
      nowMs += 2_000;
      const next = answers.length > 1 ? answers.shift() : answers[0];
      if (next === undefined || next instanceof Error || typeof next === 'string') {
        throw next;
      }
      return next;
    },
    credential: { token: async () => secret, invalidate: () => false },
    clock: {
      now: () => nowMs,
      epoch: () => Date.UTC(2026, 0, 2),
      sleep: () => Promise.reject(new Error('not used')),
    },
    baseUrl: new URL('https://api.example/base'),
    hint: (status, method) => `hint ${status} ${method}`,
    kind: (words) => (words.includes('productLocked') ? 'conflict' : undefined),
    log: { debug: (line) => debugLines.push(line), isDebug: false },
    limit: createRequestLimit(),
    ...options,
  });
}

/** What send() throws if the client gets these answers; undefined if it throws nothing. */
async function failureFrom(answers: Parameters<typeof client>[0], request = get): Promise<unknown> {
  return client(answers)
    .send(request, deadline)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}

describe('an answer with a status of 2xx', () => {
  test('has headers, a correlation ID and a document', async () => {
    const headers = { location: '/api/operations/1', 'x-ms-correlation-request-id': 'c-1' };
    const { body, correlationId, json, ...rest } = await client([
      answer(202, { status: 'running' }, headers),
    ]).send(get, deadline);
    expect(body).toBe('{"status":"running"}');
    expect(rest).toEqual({ status: 202, headers });
    expect(correlationId).toBe('c-1');
    expect(json()).toEqual({ status: 'running' });
  });

  test.each([200, 201, 202, 204, 299])('may have status %s', async (status) => {
    await expect(client([answer(status)]).send(get, deadline)).resolves.toMatchObject({
      status,
      correlationId: '',
    });
  });

  test.each([
    [{ 'x-ms-correlation-request-id': 'a', 'request-id': 'b' }, 'a'],
    [{ 'request-id': 'b', 'x-ms-request-id': 'c' }, 'b'],
    [{ 'x-ms-request-id': 'c\t\u202e::d' }, 'c ::d'],
    [{ 'x-ms-request-id': 'x'.repeat(500) }, `${'x'.repeat(92)} … (cut)`],
  ])('has its correlation ID in one of several headers (%#)', async (headers, id) => {
    expect((await client([answer(200, '', headers)]).send(get, deadline)).correlationId).toBe(id);
  });

  test.each([
    ['an HTML page', '<html>\n<h1>Sign in</h1>', '<html> <h1>Sign in</h1>'],
    ['cut JSON', '{"status": "run', '{"status": "run'],
    ['nothing', '', 'it is empty'],
  ])('and %s in its body is unreadable', async (_what, body, words) => {
    const { json } = await client([answer(200, body, { 'request-id': 'r-1' })]).send(get, deadline);
    await expect(async () => json()).rejects.toMatchObject({
      name: 'Failure',
      kind: 'service',
      message: `The answer is not JSON: ${words}.`,
      technical: 'GET /api/offers/vm/status: 200; correlation ID r-1',
      hint: expect.stringContaining('api-url'),
      transience: 'always',
      effect: 'unknown',
      correlationId: 'r-1',
      label: 'unreadable answer',
    });
  });
});

describe('a request', () => {
  test('has the token, and asks for JSON', async () => {
    await client([answer(200)]).send(post, deadline);
    expect(sent).toEqual([
      {
        method: 'POST',
        url: post.url,
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/json',
          Authorization: `Bearer ${secret}`,
        },
        signal: deadline.signal,
        limitMs: 120_000,
      },
    ]);
  });

  test('has a JSON body if it is given one, even null', async () => {
    const api = client([answer(200)]);
    await api.send({ ...post, body: { a: ['ä'] } }, deadline);
    await api.send({ ...post, body: null }, deadline);
    await api.send(post, deadline);
    expect(sent.map(({ body }) => body)).toEqual(['{"a":["ä"]}', 'null', undefined]);
  });

  test.each([
    'https://evil.example/api',
    'https://api.example.evil.example/api',
    'https://api.example:8443/api',
    'http://api.example/api',
    'https://api.example@evil.example/api',
  ])('to %s, which is not at the API, is not sent, and gets no token', async (address) => {
    let tokens = 0;
    const credential = {
      token: async () => {
        tokens += 1;
        return secret;
      },
      invalidate: () => false,
    };
    const sending = client([answer(200)], { credential }).send(
      { method: 'GET', url: new URL(address) },
      deadline,
    );
    await expect(sending).rejects.toThrow(
      /^https?:\/\/.* is not at https:\/\/api\.example: nothing was sent there\.$/,
    );
    await expect(sending).rejects.toMatchObject({ kind: 'service', transience: 'never' });
    expect(sent).toEqual([]);
    expect(tokens).toBe(0);
  });

  test.each([
    ['long before', 0, 3_600_000, 120_000],
    ['shortly before', 3_580_000, 3_600_000, 50_000],
    ['at', 3_600_000, 3_600_000, 30_000],
    ['shortly after', 3_620_000, 3_600_000, 10_000],
  ])(
    'that starts %s the deadline may take until 30 s after it, but not more than 2 minutes',
    async (_when, startMs, atMs, limitMs) => {
      nowMs = startMs;
      await client([answer(200)]).send(get, { ...deadline, atMs });
      expect(sent[0]?.limitMs).toBe(limitMs);
    },
  );

  test('is not sent 30 s after the deadline', async () => {
    nowMs = deadline.atMs + 30_000;
    await expect(client([answer(200)]).send(get, deadline)).rejects.toMatchObject({
      name: 'Failure',
      kind: 'network',
      label: 'unreachable',
      effect: 'not-sent',
      message: 'The wait ended before the request could be sent.',
    });
    expect(sent).toEqual([]);
  });
});

describe('of thirty requests at the same time, eight', () => {
  /** Thirty requests; `end` ends one, the first with a failure, the next with an answer, and so on. */
  function sendThirty() {
    const inProgress: { limitMs: number; end(): void }[] = [];
    let most = 0;
    const api = client([], {
      transport: (_request, { limitMs }) =>
        new Promise((resolve, reject) => {
          const isLost = inProgress.length % 2 === 0;
          const end = () => (isLost ? reject(networkFailure('connection', 'Lost.')) : resolve(answer(200)));
          inProgress.push({ limitMs, end });
          most = Math.max(most, inProgress.length);
        }),
    });
    const ends = Promise.allSettled(Array.from({ length: 30 }, () => api.send(get, deadline)));
    return { inProgress, ends, most: () => most };
  }

  test('are in progress, and another one starts whenever one ends, with or without an answer', async () => {
    const { inProgress, ends, most } = sendThirty();
    for (let ended = 0; ended < 30; ended += 1) {
      await new Promise(setImmediate);
      inProgress.shift()?.end();
    }
    expect((await ends).map(({ status }) => status)).toContain('rejected');
    expect((await ends).map(({ status }) => status)).toContain('fulfilled');
    expect(most()).toBe(8);
  });

  test('are in progress, and the time limit of another one counts from its own start', async () => {
    nowMs = deadline.atMs;
    const { inProgress, ends } = sendThirty();
    await new Promise(setImmediate);
    expect(inProgress.map(({ limitMs }) => limitMs)).toEqual(Array(8).fill(30_000));
    nowMs += 29_000;
    inProgress.shift()?.end();
    await new Promise(setImmediate);
    expect(inProgress.at(-1)?.limitMs).toBe(1_000);
    nowMs += 1_000;
    for (const { end } of inProgress) {
      end();
    }
    const messages = (await ends).map((end) => (end.status === 'rejected' ? end.reason.message : ''));
    expect(
      messages.filter((message) => message === 'The wait ended before the request could be sent.'),
    ).toHaveLength(21);
  });
});

describe('a refusal', () => {
  test("has the status, the API's own words, the correlation ID, Retry-After and the hint", async () => {
    const failure = await failureFrom([
      answer(
        429,
        { error: { code: 'TooMany', message: 'Slow <b>down</b>', details: [{ code: 'A' }] } },
        { 'x-ms-correlation-request-id': 'c-1', 'retry-after': '7' },
      ),
    ]);
    expect(failure).toMatchObject({
      name: 'Failure',
      message: 'The API asked for fewer requests: TooMany: Slow down; A.',
      technical: 'GET /api/offers/vm/status: 429 Status 429; correlation ID c-1',
      kind: 'throttled',
      label: 'HTTP 429',
      transience: 'always',
      effect: 'unknown',
      correlationId: 'c-1',
      retryAfterMs: 7_000,
      hint: 'hint 429 GET',
    });
  });

  test('of a go-live has the kind that the API derives from its words, if any', async () => {
    const kind = (words: string) =>
      words.includes('Certification') ? ('certification' as const) : undefined;
    const api = client([answer(409, { error: { code: 'CertificationFailed' } }), answer(409)], { kind });
    await expect(api.send(post, deadline)).rejects.toMatchObject({
      kind: 'certification',
      label: 'HTTP 409',
      hint: 'hint 409 POST',
    });
    await expect(api.send(post, deadline)).rejects.toMatchObject({ kind: 'conflict', label: 'HTTP 409' });
  });

  test('of a request that only reads has the kind of its status, whatever its words say', async () => {
    const kind = () => 'certification' as const;
    const api = client([answer(400, { error: { message: 'Certification failed.' } })], { kind });
    await expect(api.send(get, deadline)).rejects.toMatchObject({ kind: 'service', hint: 'hint 400 GET' });
  });

  test.each([
    [
      'a JSON string that holds JSON',
      400,
      JSON.stringify(
        'ICH50400 - Unable to complete request. {"faultCode":50400,"data":{"ProductTypeFilter[0]":["The field is invalid (value \'Application\')."]}}',
      ),
      'The API refused the request: ICH50400 - Unable to complete request. {"faultCode":50400,"data":{"ProductTypeFilter[0]":["The field is invalid (value \'Application\')."]}}.',
    ],
    [
      'plain text',
      400,
      'The API you have called is not applicable for this product',
      'The API refused the request: The API you have called is not applicable for this product.',
    ],
    [
      'a missing header',
      400,
      JSON.stringify({ code: 'BadRequest', message: 'The header x-ms-publisherId is required.' }),
      'The API refused the request: BadRequest: The header x-ms-publisherId is required.',
    ],
    [
      'a missing role',
      403,
      JSON.stringify({
        error: { code: 'Forbidden', message: 'User does not have the required permissions' },
      }),
      'The API refused access: Forbidden: User does not have the required permissions.',
    ],
  ])('shows the words of a body seen from a real server: %s', async (_what, status, body, message) => {
    expect(await failureFrom([answer(status, body)])).toMatchObject({
      message,
      technical: `GET /api/offers/vm/status: ${status} Status ${status}`,
    });
  });

  test('measures a date in Retry-After by the time of day', async () => {
    const failure = await failureFrom([answer(503, '', { 'retry-after': 'Fri, 02 Jan 2026 00:01:00 GMT' })]);
    expect(failure).toMatchObject({ retryAfterMs: 60_000 });
  });

  test.each([
    [100, 'The API refused the request.'],
    [301, 'The API answered with: a redirect, which is not followed.'],
    [400, 'The API refused the request.'],
    [401, 'The API did not accept the token.'],
    [403, 'The API refused access.'],
    [404, 'Not found.'],
    [409, 'The API reported a conflict.'],
    [410, 'Not found.'],
    [412, 'The API reported a conflict.'],
    [422, 'The API refused the request.'],
    [423, 'The API reported a conflict.'],
    [429, 'The API asked for fewer requests.'],
    [500, 'The API failed.'],
    [503, 'The API failed.'],
  ])('with status %s says what happened: %s', async (status, message) => {
    expect(await failureFrom([answer(status)])).toMatchObject({ message });
  });

  test('without any words shows its status', async () => {
    const bare = { ...answer(500), statusText: '' };
    expect(await failureFrom([bare])).toMatchObject({
      message: 'The API failed.',
      technical: 'GET /api/offers/vm/status: 500',
      correlationId: '',
      retryAfterMs: undefined,
    });
  });

  test.each([
    [400, 'service', 'not-ready'],
    [401, 'authentication', 'authentication'],
    [402, 'service', 'service'],
    [403, 'permission', 'permission'],
    [404, 'not-found', 'not-found'],
    [408, 'service', 'service'],
    [409, 'conflict', 'conflict'],
    [410, 'not-found', 'not-found'],
    [412, 'conflict', 'conflict'],
    [422, 'service', 'not-ready'],
    [423, 'conflict', 'conflict'],
    [429, 'throttled', 'throttled'],
    [500, 'service', 'service'],
    [503, 'service', 'service'],
    [100, 'service', 'service'],
  ])('with status %s has kind "%s" for a GET and "%s" for a POST', async (status, kindOfGet, kindOfPost) => {
    const label = `HTTP ${status}`;
    expect(await failureFrom([answer(status)])).toMatchObject({ kind: kindOfGet, label });
    expect(await failureFrom([answer(status)], post)).toMatchObject({ kind: kindOfPost, label });
  });

  test.each([
    [
      302,
      { location: 'https://login.example/?next=\u202e' },
      'a redirect to https://login.example/?next=, which is not followed',
    ],
    [307, {}, 'a redirect, which is not followed'],
  ])('by a redirect (%s) shows its target, and nothing is sent there', async (status, headers, words) => {
    const failure = await failureFrom([answer(status, '<h1>Moved</h1>', headers)], post);
    expect(failure).toMatchObject({
      message: `The API answered with: ${words}.`,
      technical: `POST /api/offers/vm/golive: ${status} Status ${status}`,
      kind: 'service',
      label: `HTTP ${status}`,
    });
    expect(sent).toHaveLength(1);
  });
});

describe('a 401', () => {
  /** A credential that numbers its tokens, and logs its calls. */
  function renewable() {
    const calls: string[] = [];
    return {
      calls,
      token: async () => {
        const token = `token-${calls.filter((call) => call === 'token').length + 1}`;
        calls.push('token');
        return token;
      },
      invalidate: (token: string) => {
        calls.push(`invalidate ${token}`);
        return true;
      },
    };
  }

  test('is final if the token cannot be renewed', async () => {
    expect(await failureFrom([answer(401)])).toMatchObject({ kind: 'authentication', label: 'HTTP 401' });
    expect(sent).toHaveLength(1);
  });

  test('makes the client send the request again, once, with a new token', async () => {
    const credential = renewable();
    const { json } = await client([answer(401), answer(202, { ok: true })], { credential }).send(
      { ...post, body: 1 },
      deadline,
    );
    expect(json()).toEqual({ ok: true });
    expect(credential.calls).toEqual(['token', 'invalidate token-1', 'token']);
    expect(sent.map(({ method, headers, body }) => [method, headers['Authorization'], body])).toEqual([
      ['POST', 'Bearer token-1', '1'],
      ['POST', 'Bearer token-2', '1'],
    ]);
  });

  test('is final the second time in a row', async () => {
    const sending = client([answer(401)], { credential: renewable() }).send(get, deadline);
    await expect(sending).rejects.toMatchObject({ kind: 'authentication', label: 'HTTP 401' });
    expect(sent).toHaveLength(2);
  });

  test('followed by another refusal gives that refusal', async () => {
    const sending = client([answer(401), answer(503)], { credential: renewable() }).send(get, deadline);
    await expect(sending).rejects.toMatchObject({ kind: 'service', label: 'HTTP 503' });
  });
});

describe('without an answer, send() throws', () => {
  test('the failure of the transport', async () => {
    const lost = networkFailure('connection', 'No response from api.example.');
    expect(await failureFrom([lost])).toBe(lost);
    expect(sent).toHaveLength(1);
  });

  test('the interruption that ended the request', async () => {
    const stop = interrupted('SIGINT');
    expect(await failureFrom([stop])).toBe(stop);
  });

  test('the failure to get a token', async () => {
    const failure = new Failure('authentication', 'No token.');
    const credential = { token: () => Promise.reject(failure), invalidate: () => false };
    await expect(client([answer(200)], { credential }).send(get, deadline)).rejects.toBe(failure);
    expect(sent).toEqual([]);
  });
});

describe('a token that the API echoes', () => {
  const echo = `You sent: Bearer ${secret}, ${secret}`;

  test('is removed from an answer', async () => {
    const headers = { 'request-id': secret, 'set-cookie': ['a=b'], location: `/x?token=${secret}` };
    const redacted = await client([answer(200, { echo }, headers)]).send(get, deadline);
    expect(redacted.json()).toEqual({ echo: 'You sent: Bearer ***, ***' });
    expect(redacted.correlationId).toBe('***');
    expect(redacted.headers).toEqual({
      'request-id': '***',
      'set-cookie': ['a=b'],
      location: '/x?token=***',
    });
  });

  test('is removed from a refusal', async () => {
    const refusal = { ...answer(400, { error: { message: echo } }), statusText: `Bad ${secret}` };
    expect(await failureFrom([refusal])).toMatchObject({
      message: 'The API refused the request: You sent: Bearer ***, ***.',
      technical: 'GET /api/offers/vm/status: 400 Bad ***',
    });
    expect(await failureFrom([answer(302, '', { location: `/x?token=${secret}` })])).toMatchObject({
      message: expect.stringContaining('a redirect to /x?token=***,'),
    });
    expect(debugLines.join()).not.toContain(secret);
  });
});

test('the debug log has a line for each exchange, without the token', async () => {
  await client([answer(200, 'äöü', { 'request-id': 'r-1' })]).send(get, deadline);
  await failureFrom([answer(500)], post);
  await failureFrom([networkFailure('timeout', 'No complete response.')]);
  await failureFrom(['not an Error']);
  expect(debugLines).toEqual([
    'GET https://api.example/api/offers/vm/status?v=1: 200, 3 characters, 2 s, correlation ID r-1',
    'POST https://api.example/api/offers/vm/golive?v=1: 500, 0 characters, 2 s, correlation ID none',
    'GET https://api.example/api/offers/vm/status?v=1: No complete response.',
    'GET https://api.example/api/offers/vm/status?v=1: not an Error',
  ]);
  expect(debugLines.join()).not.toContain(secret);
});

test('with RUNNER_DEBUG the debug log has the shape of each document, and no free text of it', async () => {
  const log = { debug: (line: string) => debugLines.push(line), isDebug: true };
  const document = { status: 'inProgress', note: `Certified by Ann ${secret}` };
  await client([answer(200, document)], { log }).send(get, deadline);
  await expect(
    client([answer(403, { error: { code: 'Forbidden' } })], { log }).send(get, deadline),
  ).rejects.toThrow();
  await client([answer(200, '<html>Sign in, Ann</html>')], { log }).send(get, deadline);
  expect(debugLines.filter((line) => !line.startsWith('GET'))).toEqual([
    'The answer is {status: "inProgress", note: text(20)}',
    'The answer is {error: {code: "Forbidden"}}',
    'The answer is no JSON',
  ]);
  expect(debugLines.join()).not.toMatch(/Ann|the-secret/);
});
