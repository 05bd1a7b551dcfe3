import { beforeEach, describe, expect, test } from 'vitest';
import { ApiClient, type ApiClientOptions, type ApiRequest } from '../../../src/http/api-client.ts';
import { networkFailure, unreadableAnswer } from '../../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest, HttpResponse } from '../../../src/http/transport.ts';
import { Failure, interrupted } from '../../../src/model/failure.ts';

const secret = 'the-secret-token-1';
const deadline = { signal: new AbortController().signal, atMs: 3_600_000 };
const get: ApiRequest = { method: 'GET', url: new URL('https://api.example/api/offers/vm/status?v=1') };
const post: ApiRequest = { method: 'POST', url: new URL('https://api.example/api/offers/vm/golive?v=1') };

let sent: (HttpRequest & ExchangeLimits)[];
let debugged: string[];
let nowMs = 0;

beforeEach(() => {
  sent = [];
  debugged = [];
  nowMs = 0;
});

function answer(status: number, body: unknown = '', headers: HttpResponse['headers'] = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, statusText: `Status ${status}`, headers, body: text };
}

/** A client whose requests are answered so, one after the other; the last answer repeats. */
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
    hint: (status) => `hint ${status}`,
    kind: (words) => (words.includes('productLocked') ? 'conflict' : undefined),
    log: { debug: (line) => debugged.push(line) },
    ...options,
  });
}

/** How the sending of this request failed. */
async function failureOf(answers: Parameters<typeof client>[0], request = get): Promise<unknown> {
  return client(answers)
    .send(request, deadline)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}

describe('a good answer', () => {
  test('gives its headers, its correlation ID and its document', async () => {
    const headers = { location: '/api/operations/1', 'x-ms-correlation-request-id': 'c-1' };
    const good = await client([answer(202, { status: 'running' }, headers)]).send(get, deadline);
    expect(good.body).toBe('{"status":"running"}');
    expect(good.headers).toEqual(headers);
    expect(good.correlationId).toBe('c-1');
    expect(good.json()).toEqual({ status: 'running' });
  });

  test.each([200, 201, 202, 204, 299])('may have status %s', async (status) => {
    await expect(client([answer(status)]).send(get, deadline)).resolves.toMatchObject({ correlationId: '' });
  });

  test.each([
    [{ 'x-ms-correlation-request-id': 'a', 'request-id': 'b' }, 'a'],
    [{ 'request-id': 'b', 'x-ms-request-id': 'c' }, 'b'],
    [{ 'x-ms-request-id': 'c\t\u202e::d' }, 'c ::d'],
    [{ 'x-ms-request-id': 'x'.repeat(500) }, `${'x'.repeat(92)} … (cut)`],
  ])('tells its correlation ID in one of several headers (%#)', async (headers, id) => {
    expect((await client([answer(200, '', headers)]).send(get, deadline)).correlationId).toBe(id);
  });

  test.each([
    ['a page', '<html>\n<h1>Sign in</h1>', ': <html> <h1>Sign in</h1>'],
    ['cut JSON', '{"status": "run', ': {"status": "run'],
    ['nothing', '', ' (it is empty)'],
  ])('with %s in it cannot be read', async (_what, body, words) => {
    const good = await client([answer(200, body, { 'request-id': 'r-1' })]).send(get, deadline);
    expect(() => good.json()).toThrow(unreadableAnswer);
    expect(() => good.json()).toThrow(`GET /api/offers/vm/status: 200, but the answer is not JSON${words}`);
    try {
      good.json();
    } catch (error) {
      expect(error).toMatchObject({ correlationId: 'r-1', cause: expect.any(SyntaxError) });
    }
  });
});

describe('a request', () => {
  test('carries the token and asks for JSON', async () => {
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

  test('has a body only where there is one', async () => {
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
  ])('is not sent to %s, and no token is asked for', async (address) => {
    const tokens: string[] = [];
    const credential = {
      token: async () => {
        tokens.push('asked');
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
    await expect(sending).rejects.toMatchObject({ kind: 'service' });
    expect([...sent, ...tokens]).toEqual([]);
  });

  test.each([
    ['far from the deadline', 0, 3_600_000, 120_000],
    ['near the deadline', 3_580_000, 3_600_000, 50_000],
    ['at the deadline', 3_600_000, 3_600_000, 30_000],
    ['after the deadline', 3_620_000, 3_600_000, 10_000],
  ])('%s has so long for its answer', async (_what, startMs, atMs, limitMs) => {
    nowMs = startMs;
    await client([answer(200)]).send(get, { ...deadline, atMs });
    expect(sent[0]?.limitMs).toBe(limitMs);
  });

  test('is not sent when time is up', async () => {
    nowMs = deadline.atMs + 30_000;
    await expect(client([answer(200)]).send(get, deadline)).rejects.toMatchObject({
      kind: 'network',
      fault: 'unreachable',
      message: 'Time was up before the request could be sent.',
    });
    expect(sent).toEqual([]);
  });
});

describe('eight requests go at once', () => {
  /** Thirty requests; each ends, for good or ill, when told so. */
  function thirty() {
    const underWay: { limitMs: number; end(): void }[] = [];
    let most = 0;
    const one = client([], {
      transport: (_request, { limitMs }) =>
        new Promise((resolve, reject) => {
          const isLost = underWay.length % 2 === 0;
          const end = () => (isLost ? reject(networkFailure('connection', 'Lost.')) : resolve(answer(200)));
          underWay.push({ limitMs, end });
          most = Math.max(most, underWay.length);
        }),
    });
    const ends = Promise.allSettled(Array.from({ length: 30 }, () => one.send(get, deadline)));
    return { underWay, ends, most: () => most };
  }

  test('and the others in turn, however one ends', async () => {
    const { underWay, ends, most } = thirty();
    for (let ended = 0; ended < 30; ended += 1) {
      await new Promise(setImmediate);
      underWay.shift()?.end();
    }
    expect((await ends).map(({ status }) => status)).toContain('rejected');
    expect((await ends).map(({ status }) => status)).toContain('fulfilled');
    expect(most()).toBe(8);
  });

  test('and a limit counts from the turn', async () => {
    nowMs = deadline.atMs;
    const { underWay, ends } = thirty();
    await new Promise(setImmediate);
    expect(underWay.map(({ limitMs }) => limitMs)).toEqual(Array(8).fill(30_000));
    nowMs += 29_000;
    underWay.shift()?.end();
    await new Promise(setImmediate);
    expect(underWay.at(-1)?.limitMs).toBe(1_000);
    nowMs += 1_000;
    for (const { end } of underWay) {
      end();
    }
    const failures = (await ends).map((end) => (end.status === 'rejected' ? end.reason.message : ''));
    expect(failures.filter((message) => message.startsWith('Time was up'))).toHaveLength(21);
  });
});

describe('a refusal', () => {
  test('tells status, words, correlation ID, wish and hint', async () => {
    const failure = await failureOf([
      answer(
        429,
        { error: { code: 'TooMany', message: 'Slow <b>down</b>', details: [{ code: 'A' }] } },
        { 'x-ms-correlation-request-id': 'c-1', 'retry-after': '7' },
      ),
    ]);
    expect(failure).toMatchObject({ label: expect.stringMatching(/^HTTP /) });
    expect(failure).toMatchObject({
      message: 'GET /api/offers/vm/status: 429 Status 429 - TooMany: Slow down; A (correlation ID c-1)',
      kind: 'throttled',
      status: 429,
      correlationId: 'c-1',
      retryAfterMs: 7_000,
      hint: 'hint 429',
    });
  });

  test('may be of a special kind by its words', async () => {
    const kind = (words: string) =>
      words.includes('Certification') ? ('certification' as const) : undefined;
    const api = client([answer(409, { error: { code: 'CertificationFailed' } }), answer(409)], { kind });
    await expect(api.send(get, deadline)).rejects.toMatchObject({ kind: 'certification', label: 'HTTP 409' });
    await expect(api.send(get, deadline)).rejects.toMatchObject({ kind: 'conflict', label: 'HTTP 409' });
  });

  test('has a date for a wish measured by the time of day', async () => {
    const failure = await failureOf([answer(503, '', { 'retry-after': 'Fri, 02 Jan 2026 00:01:00 GMT' })]);
    expect(failure).toMatchObject({ retryAfterMs: 60_000 });
  });

  test('without words is told by its status', async () => {
    const bare = { ...answer(500), statusText: '' };
    expect(await failureOf([bare])).toMatchObject({
      message: 'GET /api/offers/vm/status: 500',
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
  ])('with %s is a matter of %s for a look and of %s for a go-live', async (status, look, goLive) => {
    expect(await failureOf([answer(status)])).toMatchObject({ kind: look, status });
    expect(await failureOf([answer(status)], post)).toMatchObject({ kind: goLive, status });
  });

  test.each([
    [
      302,
      { location: 'https://login.example/?next=\u202e' },
      'a redirect to https://login.example/?next=, which is not followed',
    ],
    [307, {}, 'a redirect, which is not followed'],
  ])('by a redirect (%s) names where to, and goes nowhere', async (status, headers, words) => {
    const failure = await failureOf([answer(status, '<h1>Moved</h1>', headers)], post);
    expect(failure).toMatchObject({
      message: `POST /api/offers/vm/golive: ${status} Status ${status} - ${words}`,
      kind: 'service',
      status,
    });
    expect(sent).toHaveLength(1);
  });
});

describe('a 401', () => {
  function renewable() {
    const log: string[] = [];
    return {
      log,
      token: async () => {
        const token = `token-${log.filter((entry) => entry === 'asked').length + 1}`;
        log.push('asked');
        return token;
      },
      invalidate: (token: string) => {
        log.push(`refused ${token}`);
        return true;
      },
    };
  }

  test('is final for a token that cannot be renewed', async () => {
    expect(await failureOf([answer(401)])).toMatchObject({ kind: 'authentication' });
    expect(sent).toHaveLength(1);
  });

  test('has the request sent again, once, with a new token', async () => {
    const credential = renewable();
    const good = await client([answer(401), answer(202, { ok: true })], { credential }).send(
      { ...post, body: 1 },
      deadline,
    );
    expect(good.json()).toEqual({ ok: true });
    expect(credential.log).toEqual(['asked', 'refused token-1', 'asked']);
    expect(sent.map(({ method, headers, body }) => [method, headers['Authorization'], body])).toEqual([
      ['POST', 'Bearer token-1', '1'],
      ['POST', 'Bearer token-2', '1'],
    ]);
  });

  test('is final the second time in a row', async () => {
    const credential = renewable();
    const sending = client([answer(401)], { credential }).send(get, deadline);
    await expect(sending).rejects.toMatchObject({ kind: 'authentication', label: 'HTTP 401' });
    expect(sent).toHaveLength(2);
  });

  test('and then something else is that', async () => {
    const sending = client([answer(401), answer(503)], { credential: renewable() }).send(get, deadline);
    await expect(sending).rejects.toMatchObject({ kind: 'service', label: 'HTTP 503' });
  });
});

describe('no answer', () => {
  test('fails as the transport fails', async () => {
    const lost = networkFailure('connection', 'No answer from api.example.');
    expect(await failureOf([lost])).toBe(lost);
    expect(sent).toHaveLength(1);
  });

  test('for an interruption fails with it', async () => {
    const stop = interrupted('SIGINT');
    expect(await failureOf([stop])).toBe(stop);
  });

  test('for want of a token fails as that does', async () => {
    const failure = new Failure('authentication', 'No token.');
    const credential = { token: () => Promise.reject(failure), invalidate: () => false };
    await expect(client([answer(200)], { credential }).send(get, deadline)).rejects.toBe(failure);
    expect(sent).toEqual([]);
  });
});

describe('a token that is echoed', () => {
  const echo = `You sent: Bearer ${secret}, ${secret}`;

  test('is taken out of a good answer', async () => {
    const headers = { 'request-id': secret, 'set-cookie': ['a=b'], location: `/x?token=${secret}` };
    const good = await client([answer(200, { echo }, headers)]).send(get, deadline);
    expect(good.json()).toEqual({ echo: 'You sent: Bearer ***, ***' });
    expect(good.correlationId).toBe('***');
    expect(good.headers).toEqual({ 'request-id': '***', 'set-cookie': ['a=b'], location: '/x?token=***' });
  });

  test('is taken out of a refusal', async () => {
    const refusal = { ...answer(400, { error: { message: echo } }), statusText: `Bad ${secret}` };
    expect(await failureOf([refusal])).toMatchObject({
      message: 'GET /api/offers/vm/status: 400 Bad *** - You sent: Bearer ***, ***',
    });
    expect(await failureOf([answer(302, '', { location: `/x?token=${secret}` })])).toMatchObject({
      message: expect.stringContaining('a redirect to /x?token=***,'),
    });
    expect(debugged.join()).not.toContain(secret);
  });
});

describe('the debug log', () => {
  test('has a line for each exchange, without the token', async () => {
    await client([answer(200, 'äöü', { 'request-id': 'r-1' })]).send(get, deadline);
    await failureOf([answer(500)], post);
    await failureOf([networkFailure('timeout', 'No whole answer came.')]);
    await failureOf(['a bare word']);
    expect(debugged).toEqual([
      'GET https://api.example/api/offers/vm/status?v=1: 200, 3 characters, 2 s, correlation ID r-1',
      'POST https://api.example/api/offers/vm/golive?v=1: 500, 0 characters, 2 s, correlation ID none',
      'GET https://api.example/api/offers/vm/status?v=1: No whole answer came.',
      'GET https://api.example/api/offers/vm/status?v=1: a bare word',
    ]);
    expect(debugged.join()).not.toContain(secret);
  });
});
