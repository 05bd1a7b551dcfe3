import { describe, expect, test } from 'vitest';
import {
  type CredentialOptions,
  type Credentials,
  createCredential,
  describeCredentials,
} from '../../../src/auth/create-credential.ts';
import type { Application } from '../../../src/auth/entra-id.ts';
import type { HttpRequest } from '../../../src/http/transport.ts';
import type { IdTokenSource } from '../../../src/model/runner.ts';
import { recordingRunner } from '../../support/unit/recording-runner.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const application: Application = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  clientId: 'client-1',
  clientSecret: 'the-client-secret-1',
  authorityHost: 'https://login.microsoftonline.com',
};
const hour = 3_600_000;

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

/** A credential for these inputs, and an outside world that answers each request with the next of these documents. */
function stage(credentials: Credentials, waitMs = 0, source?: IdTokenSource, ...documents: object[]) {
  const clock = new VirtualClock();
  const runner = recordingRunner({}, source);
  const requests: HttpRequest[] = [];
  const options: CredentialOptions = {
    runner,
    clock,
    random: () => 0,
    transport: async (request) => {
      requests.push(request);
      return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(documents.shift()) };
    },
    log: runner,
    scope: 'https://cloudpartner.azure.com/.default',
    waitMs,
  };
  const credential = createCredential(credentials, options);
  const deadline = { signal: new AbortController().signal, atMs: clock.now() };
  return { runner, requests, credential, token: () => credential.token(deadline) };
}

test.each<[Credentials, string]>([
  [{ token: jwt({ appid: 'app-1' }) }, 'application app-1'],
  [{ token: 'opaque' }, 'the given token'],
  [application, `application client-1 of tenant ${application.tenantId}, using a client secret`],
  [
    { ...application, clientSecret: '' },
    `application client-1 of tenant ${application.tenantId}, using the workflow's own identity`,
  ],
])('describeCredentials says who calls the API (%#)', (credentials, words) => {
  expect(describeCredentials(credentials)).toBe(words);
});

describe('a credential from a given token', () => {
  // The virtual clock starts at this time.
  const nowSeconds = new VirtualClock().epoch() / 1000;

  test('gives that token, without any request', async () => {
    const { credential, requests, runner, token } = stage({ token: 'opaque' }, hour);
    expect(await token()).toBe('opaque');
    expect(credential.invalidate('opaque')).toBe(false);
    expect(requests).toEqual([]);
    expect(runner.calls).toEqual([]);
  });

  test.each([
    [
      'expires during the wait',
      30 * 60,
      'The token expires in 30 min, and the wait may take 1 h. A given token cannot be renewed: for longer waits, set tenant-id and client-id instead.',
    ],
    ['has just expired', 0, 'The token has expired.'],
  ])('warns if the token %s', (_when, leftSeconds, warning) => {
    const { runner } = stage({ token: jwt({ exp: nowSeconds + leftSeconds }) }, hour);
    expect(runner.calls).toEqual([['warning', warning]]);
  });

  test('does not warn if the token expires at the end of the wait or later', () => {
    expect(stage({ token: jwt({ exp: nowSeconds + 3_600 }) }, hour).runner.calls).toEqual([]);
  });
});

describe('a credential from an application', () => {
  const accessToken = { token_type: 'Bearer', expires_in: 3600, access_token: 'the-access-token-1' };

  test('signs in with the client secret, and masks the access token', async () => {
    const { credential, requests, runner, token } = stage(application, 0, undefined, accessToken);
    expect(await token()).toBe('the-access-token-1');
    expect(requests.map(({ url }) => url.origin)).toEqual(['https://login.microsoftonline.com']);
    expect(runner.calls).toEqual([['mask', 'the-access-token-1']]);
    expect(credential.invalidate('the-access-token-1')).toBe(true);
  });

  test("signs in with the workflow's id token, and masks each secret before it is sent", async () => {
    const source = { requestUrl: 'https://pipelines.example/id-token', requestToken: 'the-request-token-1' };
    const { requests, runner, token } = stage(
      { ...application, clientSecret: '' },
      0,
      source,
      { value: 'the-id-token-of-run-1' },
      accessToken,
    );
    expect(await token()).toBe('the-access-token-1');
    expect(requests.map(({ url }) => url.origin)).toEqual([
      'https://pipelines.example',
      'https://login.microsoftonline.com',
    ]);
    expect(runner.calls).toEqual([
      ['mask', 'the-request-token-1'],
      ['mask', 'the-id-token-of-run-1'],
      ['mask', 'the-access-token-1'],
    ]);
  });

  test('without a client secret fails if the job may not request an id token, and says what to add', async () => {
    const { requests, runner, token } = stage({ ...application, clientSecret: '' });
    await expect(token()).rejects.toMatchObject({
      kind: 'authentication',
      transience: 'never',
      isFatal: true,
      hint: expect.stringContaining('permissions: id-token: write'),
    });
    expect(runner.calls).toEqual([
      ['info', 'Add these lines to the job:'],
      ['info', 'permissions:'],
      ['info', '  id-token: write'],
    ]);
    expect(requests).toEqual([]);
  });
});
