import { describe, expect, test } from 'vitest';
import { missingPermission, requestIdToken } from '../../../src/auth/id-token.ts';
import { networkFailure } from '../../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest } from '../../../src/http/transport.ts';

const source = {
  requestUrl: 'https://pipelines.example/token?api-version=2.0&audience=default',
  requestToken: 'request-token',
};
const deadline = { signal: new AbortController().signal, atMs: 0 };

test('a job without the permission is told the cure', () => {
  expect(missingPermission()).toMatchObject({
    kind: 'authentication',
    hint: expect.stringContaining('permissions: id-token: write'),
  });
});

describe('a fresh id token', () => {
  /** Asks, and is answered so. */
  async function ask(status: number, body: unknown, sent: (HttpRequest & ExchangeLimits)[] = []) {
    return requestIdToken(
      source,
      async (request, limits) => {
        sent.push({ ...request, ...limits });
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return { status, statusText: 'Odd\u0007', headers: {}, body: text };
      },
      deadline,
    );
  }

  test('is asked for with the audience of Entra ID, and for nobody else', async () => {
    const sent: (HttpRequest & ExchangeLimits)[] = [];
    expect(await ask(200, { value: 'the-fresh-id-token', count: 1 }, sent)).toBe('the-fresh-id-token');
    expect(sent).toEqual([
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
  ])('is refused with %s: %s', async (status, kind) => {
    const asking = ask(status, '');
    await expect(asking).rejects.toMatchObject({ label: expect.stringMatching(/^HTTP /) });
    await expect(asking).rejects.toMatchObject({
      kind,
      status,
      message: `GitHub gave no id token: ${status} Odd`,
      hint: expect.stringContaining('id-token: write'),
    });
  });

  test.each([
    ['a page', '<html>'],
    ['nothing', ''],
    ['no value', {}],
    ['an empty value', { value: '' }],
    ['a word too short for a token', { value: 'x' }],
    ['two lines', { value: 'the-fresh-id-token\n::error::x' }],
    ['another value', { value: 7 }],
    ['null', null],
  ])('is not in %s', async (_what, body) => {
    await expect(ask(200, body)).rejects.toMatchObject({ label: 'unreadable answer' });
  });

  test('is not had without an answer', async () => {
    const lost = networkFailure('timeout', 'No answer.');
    await expect(requestIdToken(source, () => Promise.reject(lost), deadline)).rejects.toBe(lost);
  });
});
