import { describe, expect, test } from 'vitest';
import { missingPermission, requestIdToken } from '../../../src/auth/id-token.ts';
import { networkFailure } from '../../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest } from '../../../src/http/transport.ts';

const source = {
  requestUrl: 'https://pipelines.example/token?api-version=2.0&audience=default',
  requestToken: 'request-token',
};
const deadline = { signal: new AbortController().signal, atMs: 0 };

test('missingPermission names the permission that the job needs', () => {
  expect(missingPermission()).toMatchObject({
    kind: 'authentication',
    hint: expect.stringContaining('permissions: id-token: write'),
  });
});

describe('requestIdToken', () => {
  /** Requests an id token from a GitHub that gives this answer. */
  async function request(status: number, body: unknown, requests: (HttpRequest & ExchangeLimits)[] = []) {
    return requestIdToken(
      source,
      async (request, limits) => {
        requests.push({ ...request, ...limits });
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return { status, statusText: 'Odd\u0007', headers: {}, body: text };
      },
      deadline,
    );
  }

  test('sends one request, for the audience of Entra ID alone', async () => {
    const requests: (HttpRequest & ExchangeLimits)[] = [];
    expect(await request(200, { value: 'the-fresh-id-token', count: 1 }, requests)).toBe(
      'the-fresh-id-token',
    );
    expect(requests).toEqual([
      {
        method: 'GET',
        url: new URL(
          'https://pipelines.example/token?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
        ),
        headers: { Accept: 'application/json', Authorization: 'Bearer request-token' },
        signal: deadline.signal,
        limitMs: 30_000,
      },
    ]);
  });

  test.each([
    [199, 'authentication'],
    [302, 'authentication'],
    [401, 'authentication'],
    [403, 'authentication'],
    [408, 'service'],
    [425, 'service'],
    [429, 'throttled'],
    [500, 'service'],
  ])('fails if GitHub answers with %s: kind "%s"', async (status, kind) => {
    await expect(request(status, '')).rejects.toMatchObject({
      name: 'Failure',
      kind,
      label: `HTTP ${status}`,
      message: `GitHub gave no id token: ${status} Odd`,
      hint: expect.stringContaining('id-token: write'),
    });
  });

  test.each([
    ['an HTML page', '<html>'],
    ['an empty body', ''],
    ['no value', {}],
    ['an empty value', { value: '' }],
    ['a word too short for a token', { value: 'x' }],
    ['a value of two lines', { value: 'the-fresh-id-token\n::error::x' }],
    ['a value that is a number', { value: 7 }],
    ['null', null],
  ])('reports an unreadable answer if GitHub answers with %s', async (_what, body) => {
    await expect(request(200, body)).rejects.toMatchObject({
      name: 'Failure',
      kind: 'service',
      label: 'unreadable answer',
      transience: 'always',
    });
  });

  test('fails as the transport fails', async () => {
    const lost = networkFailure('timeout', 'No complete response.');
    await expect(requestIdToken(source, () => Promise.reject(lost), deadline)).rejects.toBe(lost);
  });
});
