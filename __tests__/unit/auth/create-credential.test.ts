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
    expect(runner.calls).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('a sign-in with an id token that is refused in a way that comes and goes', () => {
  const github = 'https://pipelines.example/id-token';
  const token = {
    status: 200,
    body: { token_type: 'Bearer', expires_in: 3600, access_token: 'the-access-token-1' },
  };
  const refusedWith = (code: number) => ({
    status: 401,
    body: { error: 'invalid_client', error_description: `AADSTS${code}: No.` },
  });

  /** Signs in, with these answers of Entra ID and of GitHub in turn; the last one repeats. GitHub's id tokens are numbered. */
  async function signIn(entra: { status: number; body: object }[], githubStatuses: number[] = [200]) {
    const clock = new VirtualClock();
    const asked: string[] = [];
    const proofs: (string | null)[] = [];
    const seconds: number[] = [];
    const next = <T>(turns: T[]) => (turns.length > 1 ? turns.shift() : turns[0]) as T;
    const credential = createCredential(
      { ...application, clientSecret: '' },
      {
        runner: recordingRunner({}, { requestUrl: github, requestToken: 'the-request-token-1' }),
        clock,
        random: () => 0,
        transport: async ({ url, body }) => {
          const isGitHub = url.href.startsWith(github);
          asked.push(isGitHub ? 'GitHub' : 'Entra ID');
          seconds.push(clock.elapsedMs() / 1000);
          if (!isGitHub) {
            proofs.push(new URLSearchParams(body).get('client_assertion'));
          }
          const number = asked.filter((who) => who === 'GitHub').length;
          const { status, body: document } = isGitHub
            ? { status: next(githubStatuses), body: { value: `the-id-token-of-run-${number}` } }
            : next(entra);
          return { status, statusText: '', headers: {}, body: JSON.stringify(document) };
        },
        log: recordingRunner(),
        scope: 'https://cloudpartner.azure.com/.default',
        waitMs: 0,
      },
    );
    const deadline = { signal: new AbortController().signal, atMs: clock.now() + hour };
    const end = await credential.token(deadline).catch((error: unknown) => error);
    return { end, asked, proofs, seconds };
  }

  test.each([7002381, 500011, 700213])(
    'is tried three times within half a minute, each time with a fresh id token: AADSTS%s',
    async (code) => {
      const { end, proofs, seconds } = await signIn([refusedWith(code)]);
      expect(end).toMatchObject({ kind: 'authentication', transience: 'never', isFatal: true });
      expect(proofs).toEqual([1, 2, 3].map((number) => `the-id-token-of-run-${number}`));
      expect(seconds).toEqual([0, 0, 5, 5, 15, 15]);
    },
  );

  test.each([7002381, 500011, 700213])('succeeds if AADSTS%s goes away', async (code) => {
    const { end, proofs } = await signIn([refusedWith(code), refusedWith(code), token]);
    expect(end).toBe('the-access-token-1');
    expect(proofs).toHaveLength(3);
  });

  test("is tried three times after GitHub's own 401, and asks Entra ID only once there is an id token", async () => {
    const refused = await signIn([token], [401]);
    expect(refused.end).toMatchObject({ kind: 'authentication', isFatal: true });
    expect(refused.asked).toEqual(['GitHub', 'GitHub', 'GitHub']);
    expect(refused.seconds).toEqual([0, 5, 15]);
    const { end, asked } = await signIn([token], [401, 401, 200]);
    expect(end).toBe('the-access-token-1');
    expect(asked).toEqual(['GitHub', 'GitHub', 'GitHub', 'Entra ID']);
  });

  test.each([7002138, 70021, 700211, 700016, 90002, 700024, 50013, 53003])(
    'is not tried again after another refusal: AADSTS%s',
    async (code) => {
      const { end, asked } = await signIn([refusedWith(code), token]);
      expect(end).toMatchObject({ kind: 'authentication', transience: 'never' });
      expect(asked).toEqual(['GitHub', 'Entra ID']);
    },
  );

  test.each([400, 403, 404])('is not tried again after another refusal by GitHub: %s', async (status) => {
    const { end, asked } = await signIn([token], [status, 200]);
    expect(end).toMatchObject({ kind: 'authentication', transience: 'never' });
    expect(asked).toEqual(['GitHub']);
  });
});
