import { describe, expect, test } from 'vitest';
import { missingPermission, requestIdToken } from '../../../src/auth/id-token.ts';
import { networkFailure } from '../../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest } from '../../../src/http/transport.ts';
import type { Transience } from '../../../src/model/failure.ts';

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
      message: 'GitHub gave no id token.',
      technical: `${status} Odd`,
      hint: expect.stringContaining('id-token: write'),
    });
  });

  test.each([
    [
      'as JSON',
      403,
      { message: 'This workflow was triggered by a pull request from a fork.' },
      'GitHub gave no id token: This workflow was triggered by a pull request from a fork.',
    ],
    [
      'as an error of its service',
      401,
      {
        $id: '1',
        typeName: 'X',
        typeKey: 'UnauthorizedRequestException',
        message: "The user '<b>System</b>' is not authorized.",
      },
      "GitHub gave no id token: The user 'System' is not authorized.",
    ],
    [
      'as an error with a code',
      400,
      { error: { code: 'InvalidAudience', message: 'No.' } },
      'GitHub gave no id token: InvalidAudience: No.',
    ],
    ['as text', 500, 'Try again\nlater.', 'GitHub gave no id token: Try again later.'],
    ['as an HTML page', 502, '<html><h1>Bad Gateway</h1></html>', 'GitHub gave no id token: Bad Gateway.'],
    ['not at all', 401, '', 'GitHub gave no id token.'],
  ])("shows GitHub's reason, given %s", async (_how, status, body, message) => {
    await expect(request(status, body)).rejects.toMatchObject({
      name: 'Failure',
      message,
      technical: `${status} Odd`,
    });
  });

  test('does not show the request token, even if GitHub echoes it', async () => {
    await expect(request(401, { message: 'You sent request-token.' })).rejects.toMatchObject({
      message: 'GitHub gave no id token: You sent ***.',
    });
  });

  test.each<[number, Transience]>([
    [302, 'after-success'],
    [400, 'never'],
    // GitHub's own 401 was seen to come and go.
    [401, 'few-attempts'],
    [403, 'never'],
    [404, 'never'],
    [429, 'always'],
    [500, 'always'],
    [503, 'always'],
  ])('gives status %s the transience "%s"', async (status, transience) => {
    await expect(request(status, '')).rejects.toMatchObject({ transience });
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
