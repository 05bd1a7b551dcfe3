import { afterEach, describe, expect, test, vi } from 'vitest';
import { type SignInOptions, signIn } from '../../../src/auth/entra-id.ts';
import { networkFailure } from '../../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest, HttpResponse } from '../../../src/http/transport.ts';
import { Failure, interrupted } from '../../../src/model/failure.ts';

const tenantId = '11111111-2222-3333-4444-555555555555';
const idToken = `e30.${Buffer.from(JSON.stringify({ iss: 'i', sub: 's', aud: 'a' })).toString('base64url')}.c2ln`;
const deadline = { signal: new AbortController().signal, atMs: 0 };
const good = {
  token_type: 'Bearer',
  expires_in: 3600,
  ext_expires_in: 3600,
  access_token: 'access-token-0001',
};

interface Told {
  sent: (HttpRequest & ExchangeLimits)[];
  masked: string[];
}

afterEach(() => {
  vi.useRealTimers();
});

/** Signs in, and Entra ID answers so. */
async function attempt(
  answer: { status?: number; body: unknown; headers?: HttpResponse['headers'] } | Error,
  { sent, masked }: Told = { sent: [], masked: [] },
  application: Partial<SignInOptions['application']> = {},
  parts: Partial<SignInOptions> = {},
) {
  return signIn(
    {
      application: {
        tenantId,
        clientId: 'client-1',
        clientSecret: 'secret-1',
        authorityHost: 'https://login.microsoftonline.com',
        ...application,
      },
      scope: 'https://cloudpartner.azure.com/.default',
      idToken: async () => idToken,
      transport: async (request, limits) => {
        sent.push({ ...request, ...limits });
        if (answer instanceof Error) {
          throw answer;
        }
        const { status = 200, body, headers = {} } = answer;
        return {
          status,
          statusText: '',
          headers,
          body: typeof body === 'string' ? body : JSON.stringify(body),
        };
      },
      clock: { now: () => 0, epoch: () => Date.now(), sleep: () => Promise.reject(new Error('not used')) },
      mask: (secret) => masked.push(secret),
      ...parts,
    },
    deadline,
  );
}

describe('a sign-in', () => {
  test('with a secret is one request to the authority, and its token is masked', async () => {
    const told: Told = { sent: [], masked: [] };
    const { token, lifetimeMs } = await attempt({ body: good }, told);
    expect(token).toBe('access-token-0001');
    // MSAL counts in whole seconds.
    expect(lifetimeMs).toBe(3_600_000);
    expect(told.masked).toEqual(['access-token-0001']);
    expect(told.sent).toHaveLength(1);
    const [request] = told.sent;
    expect(request?.method).toBe('POST');
    expect(`${request?.url.origin}${request?.url.pathname}`).toBe(
      `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    );
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: 'secret-1',
    });
    expect(new URLSearchParams(request?.body).get('scope')).toContain(
      'https://cloudpartner.azure.com/.default',
    );
    expect(request).toMatchObject({ signal: deadline.signal, limitMs: 60_000 });
  });

  test('without one presents the id token of the workflow, masked first', async () => {
    const told: Told = { sent: [], masked: [] };
    await attempt({ body: good }, told, { clientSecret: '' });
    expect(told.masked).toEqual([idToken, 'access-token-0001']);
    const form = new URLSearchParams(told.sent[0]?.body);
    expect(form.get('client_assertion')).toBe(idToken);
    expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(form.has('client_secret')).toBe(false);
  });

  test('goes to another authority, also over http on loopback', async () => {
    const told: Told = { sent: [], masked: [] };
    await attempt({ body: good }, told, { authorityHost: 'http://127.0.0.1:8080' });
    await attempt({ body: good }, told, { authorityHost: 'https://login.microsoftonline.us' });
    expect(told.sent.map(({ url }) => url.origin)).toEqual([
      'http://127.0.0.1:8080',
      'https://login.microsoftonline.us',
    ]);
  });

  test.each([undefined, null, 0, '0', '', 'soon', -5, 90_000, 1e12])(
    'does not believe in a lifetime of %s seconds',
    async (seconds) => {
      const { token, lifetimeMs } = await attempt({ body: { ...good, expires_in: seconds } });
      expect(token).toBe('access-token-0001');
      expect(lifetimeMs).toBeUndefined();
    },
  );

  test.each([3600, '3600'])('takes a lifetime of %j, whatever the time of day', async (seconds) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2016, 0, 2, 3, 4, 5, 600) });
    const { lifetimeMs } = await attempt({ body: { ...good, expires_in: seconds } });
    expect(lifetimeMs).toBe(3_600_000);
  });

  test('asks anew each time', async () => {
    const told: Told = { sent: [], masked: [] };
    await attempt({ body: good }, told);
    await attempt({ body: good }, told);
    expect(told.sent).toHaveLength(2);
  });
});

describe('a sign-in fails', () => {
  const refusal = {
    error: 'invalid_client',
    error_description: 'AADSTS7000215: Invalid client secret provided.',
  };

  test('with the words of Entra ID', async () => {
    const told: Told = { sent: [], masked: [] };
    const signing = attempt({ status: 401, body: refusal }, told);
    await expect(signing).rejects.toMatchObject({ label: expect.stringMatching(/^HTTP /) });
    await expect(signing).rejects.toMatchObject({
      kind: 'authentication',
      message: expect.stringContaining('AADSTS7000215: Invalid client secret provided.'),
      hint: expect.stringContaining('client-secret is wrong'),
    });
    expect(told.sent).toHaveLength(1);
  });

  test.each([
    ['the client secret', 'secret-1', 'secret-1'],
    ['the id token', '', idToken],
  ])('without %s, should it be echoed', async (_what, clientSecret, proof) => {
    const body = { error: 'invalid_client', error_description: `AADSTS1: You sent ${proof}.` };
    await expect(attempt({ status: 401, body }, undefined, { clientSecret })).rejects.toMatchObject({
      message: expect.stringContaining('You sent ***.'),
    });
  });

  test('with what to enter for this workflow', async () => {
    const body = { error: 'invalid_request', error_description: 'AADSTS700213: No matching credential.' };
    await expect(attempt({ status: 401, body }, undefined, { clientSecret: '' })).rejects.toMatchObject({
      hint: expect.stringContaining('issuer i, subject identifier s, audience a.'),
    });
  });

  test.each([429, 500, 503])('for a while with %s, once, with the wish for a pause', async (status) => {
    const told: Told = { sent: [], masked: [] };
    const headers = { 'retry-after': '7', 'set-cookie': ['a=b'] };
    const signing = attempt({ status, body: '<h1>Busy</h1>', headers }, told);
    await expect(signing).rejects.toMatchObject({ status, retryAfterMs: 7_000 });
    expect(told.sent).toHaveLength(1);
  });

  test('with a redirect, which is not followed', async () => {
    const told: Told = { sent: [], masked: [] };
    const signing = attempt({ status: 302, body: '<html>Moved</html>' }, told);
    await expect(signing).rejects.toMatchObject({ label: expect.stringMatching(/^HTTP /) });
    await expect(signing).rejects.toMatchObject({ kind: 'authentication', status: 302 });
    expect(told.sent).toHaveLength(1);
  });

  test.each([
    ['a page', '<html>Sign in</html>', 200],
    ['cut JSON', '{"access_token": "acc', 200],
    ['no token', { token_type: 'Bearer', expires_in: 3600 }, 200],
    ['an empty token', { ...good, access_token: '' }, 200],
    ['a word too short for a token', { ...good, access_token: 'x' }, 200],
    ['words that are no token', { ...good, access_token: 'a token of several words' }, 200],
    ['a token of another type', { ...good, access_token: ['access-token-0001'] }, 200],
    ['an empty object', {}, 200],
    ['a list', [], 200],
    ['null', 'null', 200],
    ['a string', '"x"', 200],
  ])('for a while when the answer is %s', async (_what, body, status) => {
    const told: Told = { sent: [], masked: [] };
    await expect(attempt({ status, body }, told)).rejects.toMatchObject({ label: 'unreadable answer' });
    expect(told.masked).toEqual([]);
  });

  test('for good for a tenant that is none, before anything is sent', async () => {
    const told: Told = { sent: [], masked: [] };
    const signing = attempt({ body: good }, told, { tenantId: 'common' });
    await expect(signing).rejects.toBeInstanceOf(Failure);
    await expect(signing).rejects.toMatchObject({
      kind: 'authentication',
      message: expect.stringContaining('missing_tenant_id_error'),
      cause: expect.any(Error),
    });
    expect(told.sent).toEqual([]);
  });

  test.each([networkFailure('timeout', 'No whole answer.'), interrupted('SIGINT')])(
    'as the transport fails (%s)',
    async (error) => {
      await expect(attempt(error)).rejects.toBe(error);
    },
  );

  test('where no id token is to be had', async () => {
    const failure = new Failure('authentication', 'No id token.');
    const told: Told = { sent: [], masked: [] };
    const signing = attempt(
      { body: good },
      told,
      { clientSecret: '' },
      { idToken: () => Promise.reject(failure) },
    );
    await expect(signing).rejects.toBe(failure);
    expect(told.sent).toEqual([]);
  });
});
