import { describe, expect, test } from 'vitest';
import { signInError, signInFailureKind } from '../../../src/auth/sign-in-error.ts';
import type { Failure, Transience } from '../../../src/model/failure.ts';

const identity = { issuer: 'https://issuer.example', subject: 'repo:contoso/vm:ref:x', audience: 'api://y' };

function errorFrom(status: number, body: unknown, headers = {}, who?: typeof identity): Promise<Failure> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return signInError({ status, statusText: 'Odd', headers, body: text }, who, Date.UTC(2026, 0, 2));
}

/** The body of a refusal in Entra ID's form. */
function refusal(code: number, words = 'Access denied.') {
  return {
    error: 'invalid_client',
    error_description: `AADSTS${code}: ${words} Trace ID: t-1 Correlation ID: c-1 Timestamp: 2026-01-02 03:04:05Z`,
    error_codes: [code],
    trace_id: 't-1',
    correlation_id: 'c-1',
  };
}

test("a sign-in error has Entra ID's own words, and its IDs in the technical part", async () => {
  expect(await errorFrom(401, refusal(7000215, 'Invalid\r\n client secret.'))).toMatchObject({
    name: 'Failure',
    kind: 'authentication',
    label: 'HTTP 401',
    correlationId: 'c-1',
    retryAfterMs: undefined,
    message: 'Entra ID refused the sign-in: AADSTS7000215: Invalid client secret.',
    technical: '401 Odd; correlation ID c-1; trace ID t-1',
  });
});

test.each([
  [500011, true],
  [500014, true],
  [501051, true],
  [650057, true],
  [7000215, false],
  [700213, false],
])('AADSTS%s is about one API alone: %s', async (code, refusesCaller) => {
  expect(await errorFrom(400, refusal(code))).toMatchObject({ refusesCaller });
});

describe('the hint of a sign-in error', () => {
  test.each([
    [7000215, 'client-secret is wrong'],
    [7000222, 'client-secret has expired'],
    [700016, 'client-id and tenant-id'],
    [90002, 'tenant-id'],
    [500011, 'tenant is linked to Partner Center'],
    [7002381, 'only from the GitHub enterprises that the error names'],
    [70021, 'No federated credential'],
    [70025, 'No federated credential'],
    [700211, 'No federated credential'],
    [700212, 'No federated credential'],
    [700213, 'No federated credential'],
    [7002138, 'only if upper and lower case are ignored'],
    [700024, 'clock of the runner'],
    [50013, 'issuer of the federated credential'],
  ])('for AADSTS%s says "%s"', async (code, words) => {
    expect((await errorFrom(400, refusal(code))).hint).toContain(words);
  });

  test.each([
    [70021, 'No federated credential of the application matches this workflow.'],
    [70025, 'No federated credential of the application matches this workflow.'],
    [700211, 'No federated credential of the application matches this workflow.'],
    [700212, 'No federated credential of the application matches this workflow.'],
    [700213, 'No federated credential of the application matches this workflow.'],
    [
      7002138,
      'A federated credential matches this workflow only if upper and lower case are ignored, and Entra ID does not ignore them.',
    ],
  ])('for AADSTS%s says which federated credential to add', async (code, words) => {
    const { hint } = await errorFrom(401, refusal(code), {}, identity);
    expect(hint).toBe(
      `${words} Add one in Entra ID (App registrations, Certificates & secrets, Federated credentials): issuer https://issuer.example, subject identifier repo:contoso/vm:ref:x, audience api://y.`,
    );
    expect((await errorFrom(401, refusal(code))).hint).toBe(words);
  });

  test.each([700024, 50013, 7002381, 7000215])('for AADSTS%s does not say which one to add', async (code) => {
    expect((await errorFrom(401, refusal(code), {}, identity)).hint).not.toContain('issuer.example');
  });

  test('for an unknown code is empty', async () => {
    expect((await errorFrom(400, refusal(123))).hint).toBe('');
  });
});

test.each<[number, number, Transience]>([
  [401, 7002381, 'few-attempts'],
  [400, 500011, 'few-attempts'],
  [401, 700213, 'few-attempts'],
  [400, 700213, 'few-attempts'],
  [403, 7002381, 'few-attempts'],
  [401, 7002138, 'never'],
  [401, 70021, 'never'],
  [401, 7000215, 'never'],
  [401, 7000222, 'never'],
  [400, 700016, 'never'],
  [400, 90002, 'never'],
  [401, 700024, 'never'],
  [401, 50013, 'never'],
  [400, 123, 'never'],
  [404, 0, 'never'],
  [302, 0, 'after-success'],
  [429, 700213, 'always'],
  [503, 7002381, 'always'],
])('a sign-in answered with %s and AADSTS%s has the transience "%s"', async (status, code, transience) => {
  expect((await errorFrom(status, refusal(code))).transience).toBe(transience);
});

test.each([
  [400, 'authentication'],
  [401, 'authentication'],
  [302, 'authentication'],
  [429, 'throttled'],
  [408, 'service'],
  [500, 'service'],
  [503, 'service'],
])('a sign-in answered with %s fails with kind "%s", and keeps Retry-After', async (status, kind) => {
  expect(signInFailureKind(status)).toBe(kind);
  expect((await errorFrom(status, '', { 'retry-after': '5' })).kind).toBe(kind);
  expect((await errorFrom(status, '', { 'retry-after': '5' })).retryAfterMs).toBe(5_000);
});

test.each([
  ['without a description', { error: 'invalid_request' }, /: invalid_request\. \[400 Odd\]$/],
  [
    'with values of other types',
    { error: 7, error_description: {}, correlation_id: null, trace_id: [] },
    /: \{.*\}\. \[400 Odd\]$/,
  ],
  ['of a gateway', '<html><body><h1>502 Bad Gateway</h1></body></html>', /: 502 Bad Gateway\. \[400 Odd\]$/],
  ['that is null', 'null', /: null\. \[400 Odd\]$/],
  ['that is empty', '', /sign-in\. \[400 Odd\]$/],
  ['with a trace ID alone', { error: 'x', trace_id: 't-1' }, /: x\. \[400 Odd; trace ID t-1\]$/],
])('a sign-in error says what can be read from a body %s', async (_what, body, words) => {
  const said = (await errorFrom(400, body)).describe();
  expect(said).toMatch(/^Entra ID refused the sign-in/);
  expect(said).toMatch(words);
});

test('a sign-in error is one short line of clean text, even if the body is hostile', async () => {
  const evil = `AADSTS1:\n::error::${'x'.repeat(5_000)}\u202e`;
  const failure = await errorFrom(400, {
    error: evil,
    error_description: evil,
    correlation_id: evil,
    trace_id: evil,
  });
  expect(failure.describe()).not.toMatch(/[\n\u202e]/);
  expect(failure.describe().length).toBeLessThan(1_400);
  expect(failure.correlationId).toHaveLength(100);
});
