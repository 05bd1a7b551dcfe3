import { afterEach, describe, expect, test, vi } from 'vitest';
import { type SignInOptions, signIn } from '../../../src/auth/entra-id.ts';
import { networkFailure } from '../../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest, HttpResponse } from '../../../src/http/transport.ts';
import { Failure, interrupted } from '../../../src/model/failure.ts';

const tenantId = '11111111-2222-3333-4444-555555555555';
const idToken = `e30.${Buffer.from(JSON.stringify({ iss: 'i', sub: 's', aud: 'a' })).toString('base64url')}.c2ln`;
const deadline = { signal: new AbortController().signal, atMs: 0 };
const tokenAnswer = {
  token_type: 'Bearer',
  expires_in: 3600,
  ext_expires_in: 3600,
  access_token: 'access-token-0001',
};

interface Recorded {
  requests: (HttpRequest & ExchangeLimits)[];
  masked: string[];
}

afterEach(() => {
  vi.useRealTimers();
});

/** Signs in to an Entra ID that always gives this answer. */
async function attempt(
  answer: { status?: number; body: unknown; headers?: HttpResponse['headers'] } | Error,
  { requests, masked }: Recorded = { requests: [], masked: [] },
  application: Partial<SignInOptions['application']> = {},
  options: Partial<SignInOptions> = {},
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
        requests.push({ ...request, ...limits });
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
      ...options,
    },
    deadline,
  );
}

describe('a sign-in', () => {
  test('with a client secret sends one request to the authority, and masks the token', async () => {
    const recorded: Recorded = { requests: [], masked: [] };
    const { token, lifetimeMs } = await attempt({ body: tokenAnswer }, recorded);
    expect(token).toBe('access-token-0001');
    expect(lifetimeMs).toBe(3_600_000);
    expect(recorded.masked).toEqual(['access-token-0001']);
    expect(recorded.requests).toHaveLength(1);
    const [request] = recorded.requests;
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

  test("without a client secret sends the workflow's id token, and masks it first", async () => {
    const recorded: Recorded = { requests: [], masked: [] };
    await attempt({ body: tokenAnswer }, recorded, { clientSecret: '' });
    expect(recorded.masked).toEqual([idToken, 'access-token-0001']);
    const form = new URLSearchParams(recorded.requests[0]?.body);
    expect(form.get('client_assertion')).toBe(idToken);
    expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(form.has('client_secret')).toBe(false);
  });

  test('goes to another authority, over http too if that is on loopback', async () => {
    const recorded: Recorded = { requests: [], masked: [] };
    await attempt({ body: tokenAnswer }, recorded, { authorityHost: 'http://127.0.0.1:8080' });
    await attempt({ body: tokenAnswer }, recorded, { authorityHost: 'https://login.microsoftonline.us' });
    expect(recorded.requests.map(({ url }) => url.origin)).toEqual([
      'http://127.0.0.1:8080',
      'https://login.microsoftonline.us',
    ]);
  });

  test.each([undefined, null, 0, '0', '', 'soon', -5, 90_000, 1e12])(
    'ignores a lifetime of %s seconds, which is not credible',
    async (seconds) => {
      const { token, lifetimeMs } = await attempt({ body: { ...tokenAnswer, expires_in: seconds } });
      expect(token).toBe('access-token-0001');
      expect(lifetimeMs).toBeUndefined();
    },
  );

  test.each([3600, '3600'])('accepts a lifetime of %j seconds, whatever the time of day', async (seconds) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2016, 0, 2, 3, 4, 5, 600) });
    const { lifetimeMs } = await attempt({ body: { ...tokenAnswer, expires_in: seconds } });
    expect(lifetimeMs).toBe(3_600_000);
  });

  test('sends a new request each time', async () => {
    const recorded: Recorded = { requests: [], masked: [] };
    await attempt({ body: tokenAnswer }, recorded);
    await attempt({ body: tokenAnswer }, recorded);
    expect(recorded.requests).toHaveLength(2);
  });
});

describe('a failed sign-in', () => {
  const refusal = {
    error: 'invalid_client',
    error_description: 'AADSTS7000215: Invalid client secret provided.',
  };

  test("has Entra ID's own words and advice, and is not retried", async () => {
    const recorded: Recorded = { requests: [], masked: [] };
    await expect(attempt({ status: 401, body: refusal }, recorded)).rejects.toMatchObject({
      name: 'Failure',
      kind: 'authentication',
      label: 'HTTP 401',
      transience: 'never',
      message: expect.stringContaining('AADSTS7000215: Invalid client secret provided.'),
      hint: expect.stringContaining('client-secret is wrong'),
    });
    expect(recorded.requests).toHaveLength(1);
  });

  test.each([
    ['the client secret', 'secret-1', 'secret-1'],
    ['the id token', '', idToken],
  ])('does not show %s, even if Entra ID echoes it', async (_what, clientSecret, proof) => {
    const body = { error: 'invalid_client', error_description: `AADSTS1: You sent ${proof}.` };
    await expect(attempt({ status: 401, body }, undefined, { clientSecret })).rejects.toMatchObject({
      message: expect.stringContaining('You sent ***.'),
    });
  });

  test('names the federated credential to add for this workflow', async () => {
    const body = { error: 'invalid_request', error_description: 'AADSTS700213: No matching credential.' };
    await expect(attempt({ status: 401, body }, undefined, { clientSecret: '' })).rejects.toMatchObject({
      hint: expect.stringContaining('issuer i, subject identifier s, audience a.'),
    });
  });

  test.each([429, 500, 503])(
    'with status %s is transient, has the pause that Entra ID asks for, and is not retried here',
    async (status) => {
      const recorded: Recorded = { requests: [], masked: [] };
      const headers = { 'retry-after': '7', 'set-cookie': ['a=b'] };
      await expect(attempt({ status, body: '<h1>Busy</h1>', headers }, recorded)).rejects.toMatchObject({
        label: `HTTP ${status}`,
        transience: 'always',
        retryAfterMs: 7_000,
      });
      expect(recorded.requests).toHaveLength(1);
    },
  );

  test('is what a redirect leads to, because it is not followed', async () => {
    const recorded: Recorded = { requests: [], masked: [] };
    await expect(attempt({ status: 302, body: '<html>Moved</html>' }, recorded)).rejects.toMatchObject({
      name: 'Failure',
      kind: 'authentication',
      label: 'HTTP 302',
    });
    expect(recorded.requests).toHaveLength(1);
  });

  test.each([
    ['an HTML page', '<html>Sign in</html>'],
    ['cut JSON', '{"access_token": "acc'],
    ['an answer without a token', { token_type: 'Bearer', expires_in: 3600 }],
    ['an empty token', { ...tokenAnswer, access_token: '' }],
    ['a word too short for a token', { ...tokenAnswer, access_token: 'x' }],
    ['a token of several words', { ...tokenAnswer, access_token: 'a token of several words' }],
    ['a token that is a list', { ...tokenAnswer, access_token: ['access-token-0001'] }],
    ['an empty object', {}],
    ['a list', []],
    ['null', 'null'],
    ['a string', '"x"'],
  ])('is transient if Entra ID answers with %s', async (_what, body) => {
    const recorded: Recorded = { requests: [], masked: [] };
    await expect(attempt({ status: 200, body }, recorded)).rejects.toMatchObject({
      name: 'Failure',
      kind: 'service',
      label: 'unreadable answer',
      transience: 'always',
    });
    expect(recorded.masked).toEqual([]);
  });

  test('is final for an invalid tenant, before anything is sent', async () => {
    const recorded: Recorded = { requests: [], masked: [] };
    const signingIn = attempt({ body: tokenAnswer }, recorded, { tenantId: 'common' });
    await expect(signingIn).rejects.toBeInstanceOf(Failure);
    await expect(signingIn).rejects.toMatchObject({
      kind: 'authentication',
      message: expect.stringContaining('missing_tenant_id_error'),
      transience: 'never',
      cause: expect.any(Error),
    });
    expect(recorded.requests).toEqual([]);
  });

  test.each([networkFailure('timeout', 'No complete response.'), interrupted('SIGINT')])(
    'is the failure of the transport (%s)',
    async (failure) => {
      await expect(attempt(failure)).rejects.toBe(failure);
    },
  );

  test('is the failure to get an id token, and nothing is sent', async () => {
    const failure = new Failure('authentication', 'No id token.');
    const recorded: Recorded = { requests: [], masked: [] };
    const signingIn = attempt(
      { body: tokenAnswer },
      recorded,
      { clientSecret: '' },
      { idToken: () => Promise.reject(failure) },
    );
    await expect(signingIn).rejects.toBe(failure);
    expect(recorded.requests).toEqual([]);
  });
});
