import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node';
import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { workflowSubject } from '../../emulator/identity/id-tokens.ts';
import type { IdentitySetup } from '../../emulator/identity/identity.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const clientId = '22222222-2222-4222-8222-222222222222';
const clientSecret = 'the~secret.of+this&application';
const scope = 'https://cloudpartner.azure.com/.default';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchange = 'api://AzureADTokenExchange';

let emulator: Emulator;
afterEach(() => emulator.stop());

/** An emulator with an application to sign in as, on a test clock at speed 1. */
async function start(setup: Partial<IdentitySetup> = {}) {
  const clock = { now: 0 };
  const identity: IdentitySetup = { tenantId, clientId, clientSecret, ...setup };
  emulator = await startEmulator({
    offers: [{ publisher: 'contoso', offer: 'vm', state: 'live' }],
    identity,
    now: () => clock.now,
  });
  return { clock, identity };
}

async function signIn(form: Record<string, string>, tenant = tenantId, headers: Record<string, string> = {}) {
  const all = { client_id: clientId, grant_type: 'client_credentials', scope, ...form };
  const answer = await fetch(`${emulator.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(all),
  });
  return { status: answer.status, headers: answer.headers, json: JSON.parse(await answer.text()) };
}

async function idToken(audience = exchange): Promise<string> {
  const { url, token } = emulator.identity.idTokenRequest;
  const answer = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  return JSON.parse(await answer.text()).value;
}

const withIdToken = (assertion: string) =>
  signIn({ client_assertion_type: assertionType, client_assertion: assertion });

async function offerStatus(token: string): Promise<number> {
  const path = '/api/publishers/contoso/offers/vm/status?api-version=2017-10-31';
  return (await fetch(emulator.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
}

const part = (jwt: string, index: number) =>
  JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString());

describe('token endpoint, client secret', () => {
  test('issues a token that the API accepts for an hour', async () => {
    const { clock } = await start();
    const { status, headers, json } = await signIn({ client_secret: clientSecret });
    expect({ status, json }).toEqual({
      status: 200,
      json: {
        token_type: 'Bearer',
        expires_in: 3600,
        ext_expires_in: 3600,
        access_token: expect.any(String),
      },
    });
    expect(headers.get('cache-control')).toContain('no-store');
    expect(part(json.access_token, 1)).toMatchObject({ appid: clientId, tid: tenantId, appidacr: '1' });
    expect(await offerStatus(json.access_token)).toBe(200);
    clock.now = 3_599_999;
    expect(await offerStatus(json.access_token)).toBe(200);
    clock.now = 3_600_000;
    expect(await offerStatus(json.access_token)).toBe(401);
    expect(await offerStatus('anything')).toBe(401);
    clock.now = 0;
    expect(emulator.identity.accepts(json.access_token, 'https://cloudpartner.azure.com')).toBe(true);
    expect(emulator.identity.accepts(json.access_token, 'https://graph.microsoft.com')).toBe(false);
    expect(emulator.identity.accessTokens).toBe(1);
  });

  test('issues tokens for the three APIs, which work side by side, each at its own API only', async () => {
    await start();
    const paths = {
      'https://cloudpartner.azure.com': '/api/publishers?api-version=2017-10-31',
      'https://graph.microsoft.com': '/rp/product-ingestion/product',
      'https://api.partner.microsoft.com': '/v1.0/ingestion/products',
    };
    const resources = Object.keys(paths);
    for (const resource of resources) {
      const form = { client_secret: clientSecret, scope: `${resource}/.default` };
      const token: string = (await signIn(form)).json.access_token;
      expect(token.split('.')).toHaveLength(3);
      expect(part(token, 1)).toMatchObject({ aud: resource });
      const statuses = await Promise.all(
        Object.values(paths).map(
          async (path) =>
            (await fetch(emulator.url + path, { headers: { authorization: `Bearer ${token}` } })).status,
        ),
      );
      expect(statuses).toEqual(resources.map((one) => (one === resource ? 200 : 401)));
    }
  });

  test('refuses a resource that the tenant does not have, and issues tokens for the others', async () => {
    await start({ missingResources: ['https://api.partner.microsoft.com'] });
    const asked = (resource: string) =>
      signIn({ client_secret: clientSecret, scope: `${resource}/.default` });
    expect(await asked('https://api.partner.microsoft.com')).toMatchObject({
      status: 400,
      json: {
        error: 'invalid_resource',
        error_codes: [500011],
        error_description: expect.stringContaining('https://api.partner.microsoft.com was not found'),
      },
    });
    expect((await asked('https://graph.microsoft.com')).status).toBe(200);
  });

  test('refuses the old secret after a rotation, and accepts the new one', async () => {
    const { identity } = await start();
    identity.clientSecret = 'the next one';
    expect((await signIn({ client_secret: clientSecret })).json.error_codes).toEqual([7000215]);
    expect((await signIn({ client_secret: 'the next one' })).status).toBe(200);
  });

  test('lets MSAL sign in, and MSAL reads its errors', async () => {
    await start();
    const authority = `https://login.test/${tenantId}`;
    const post: INetworkModule['sendPostRequestAsync'] = async (address, options) => {
      const { pathname } = new URL(address);
      const answer = await fetch(emulator.url + pathname, {
        method: 'POST',
        headers: options?.headers ?? {},
        body: options?.body ?? '',
      });
      const headers = Object.fromEntries(answer.headers);
      return { status: answer.status, headers, body: JSON.parse(await answer.text()) };
    };
    const signInAs = (secret: string) =>
      new ConfidentialClientApplication({
        auth: {
          clientId,
          authority,
          clientSecret: secret,
          knownAuthorities: ['login.test'],
          authorityMetadata: JSON.stringify({
            issuer: `${authority}/v2.0`,
            authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
            token_endpoint: `${authority}/oauth2/v2.0/token`,
            jwks_uri: `${authority}/discovery/v2.0/keys`,
          }),
        },
        system: {
          networkClient: { sendPostRequestAsync: post, sendGetRequestAsync: () => Promise.reject() },
        },
      }).acquireTokenByClientCredential({ scopes: [scope] });
    const result = await signInAs(clientSecret);
    expect(await offerStatus(result?.accessToken ?? '')).toBe(200);
    await expect(signInAs('wrong')).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS7000215: '),
    });
  });
});

describe('token endpoint, ID token', () => {
  const federated = { subject: workflowSubject };

  test('exchanges a GitHub ID token for a token that the API accepts', async () => {
    await start({ federated });
    const assertion = await idToken();
    expect(part(assertion, 0)).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
    const claims = part(assertion, 1);
    expect(claims).toMatchObject({
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:contoso/offers:ref:refs/heads/main',
      aud: exchange,
    });
    expect(claims.exp - claims.iat).toBe(300);
    const { status, json } = await withIdToken(assertion);
    expect(status).toBe(200);
    expect(part(json.access_token, 1)).toMatchObject({ appidacr: '2' });
    expect(await offerStatus(json.access_token)).toBe(200);
    expect(emulator.identity).toMatchObject({ accessTokens: 1, idTokens: 1 });
  });

  test('refuses an ID token after five minutes, and before it becomes valid', async () => {
    const { clock } = await start({ federated });
    const assertion = await idToken();
    clock.now = 298_000;
    expect((await withIdToken(assertion)).status).toBe(200);
    clock.now = 300_000;
    const { status, json } = await withIdToken(assertion);
    expect({ status, codes: json.error_codes }).toEqual({ status: 401, codes: [700024] });
    expect(json.error_description).toMatch(
      /Current time: \S+Z, assertion valid from \S+Z, expiry time of assertion \S+Z\./,
    );
    clock.now = -602_000;
    expect((await withIdToken(assertion)).json.error_codes).toEqual([700024]);
  });

  test.for<[string, IdentitySetup['federated'], string, number]>([
    ['subject', { subject: 'repo:contoso/offers:environment:production' }, exchange, 700213],
    ['issuer', { subject: workflowSubject, issuer: 'https://ghes.test/_services/token' }, exchange, 700211],
    ['audience', { subject: workflowSubject }, 'api://another', 700212],
    ['audience', { subject: workflowSubject, audience: 'api://another' }, exchange, 700212],
    ['federated credential', undefined, exchange, 70025],
  ])('refuses an ID token with another %s', async ([, other, audience, code]) => {
    await start(other && { federated: other });
    const { status, json } = await withIdToken(await idToken(audience));
    expect({ status, codes: json.error_codes }).toEqual({ status: 401, codes: [code] });
  });

  test('refuses an ID token that was changed, or that is not a JWT', async () => {
    await start({ federated });
    const [head, body, signature] = (await idToken()).split('.');
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url');
    expect((await withIdToken(`${head}.${forged}.${signature}`)).json.error_codes).toEqual([50013]);
    expect((await withIdToken('nonsense')).json.error_codes).toEqual([50027]);
  });

  test('the ID token endpoint requires the request token of the job', async () => {
    await start({ federated });
    const { url } = emulator.identity.idTokenRequest;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    expect(emulator.identity.idTokens).toBe(0);
  });
});

test.for<[string, Record<string, string>, number, number, string?]>([
  ['a wrong secret', { client_secret: 'wrong' }, 401, 7000215],
  ['an unknown application', { client_id: 'x', client_secret: clientSecret }, 400, 700016],
  ['an unknown tenant', { client_secret: clientSecret }, 400, 90002, 'no-such'],
  ['no proof', {}, 401, 7000216],
  ['an assertion of another type', { client_assertion: 'x', client_assertion_type: 'saml' }, 401, 7000216],
  ['no client', { client_id: '' }, 400, 900144],
  ['another grant', { grant_type: 'password' }, 400, 70003],
  ['a scope that is not /.default', { scope: 'https://cloudpartner.azure.com' }, 400, 1002012],
  ['two scopes', { scope: `openid ${scope}` }, 400, 1002012],
  ['an unknown resource', { scope: 'https://elsewhere.test/.default' }, 400, 500011],
])("token endpoint: refuses %s in Entra ID's format", async ([, form, status, code, tenant]) => {
  await start();
  const answer = await signIn(form, tenant, { 'client-request-id': 'the-id-of-the-client' });
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject({
    error: expect.stringMatching(/^(invalid|unauthorized|unsupported)_/),
    error_codes: [code],
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
    trace_id: expect.any(String),
    correlation_id: 'the-id-of-the-client',
  });
  expect(answer.json.error_description).toMatch(
    new RegExp(
      `^AADSTS${code}: .+\\. Trace ID: \\S+ Correlation ID: the-id-of-the-client Timestamp: [-\\d]+ [:\\d]+Z$`,
    ),
  );
  expect(emulator.identity.accessTokens).toBe(0);
});

test('token endpoint: refuses a body that is not a form, and a GET', async () => {
  await start();
  const path = `${emulator.url}/${tenantId}/oauth2/v2.0/token`;
  const form = await fetch(path, { method: 'POST', body: JSON.stringify({ client_id: clientId }) });
  expect(await form.text()).toContain('AADSTS900144');
  expect(await (await fetch(path)).text()).toContain('AADSTS900561');
});

test('token endpoint: expires_in is what the setup says, or missing', async () => {
  const { identity, clock } = await start({ tokenSeconds: 60 });
  const answered = async () => (await signIn({ client_secret: clientSecret })).json;
  expect((await answered()).expires_in).toBe(60);
  for (const expiresIn of ['3599', 0, -1, 1e12, 'soon', null, [1]]) {
    identity.expiresIn = expiresIn;
    expect((await answered()).expires_in).toEqual(expiresIn);
  }
  identity.expiresIn = undefined;
  const { access_token, ...rest } = await answered();
  expect(rest).toEqual({ token_type: 'Bearer' });
  clock.now = 59_999;
  expect(await offerStatus(access_token)).toBe(200);
  clock.now = 60_000;
  expect(await offerStatus(access_token)).toBe(401);
});

test('token endpoint: a client can send its ID and secret in the Authorization header', async () => {
  await start();
  const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const answer = await fetch(`${emulator.url}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  expect(answer.status).toBe(200);
});

test('MSAL finds the token endpoint through the metadata of the emulator', async () => {
  await start();
  const host = new URL(emulator.url).host;
  const send = async (address: string, init: RequestInit) => {
    const answer = await fetch(address.replace(/^https:/, 'http:'), init);
    const headers = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, body: JSON.parse(await answer.text()) };
  };
  const result = await new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret,
      authority: `https://${host}/${tenantId}`,
      knownAuthorities: [host],
    },
    system: {
      networkClient: {
        sendGetRequestAsync: (address, options) => send(address, { headers: options?.headers ?? {} }),
        sendPostRequestAsync: (address, options) =>
          send(address, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
      },
    },
  }).acquireTokenByClientCredential({ scopes: [scope] });
  expect(await offerStatus(result?.accessToken ?? '')).toBe(200);
  expect(emulator.requests[0]?.path).toContain('/v2.0/.well-known/openid-configuration');
});

describe('token endpoint, version 1', () => {
  const olderSignIn = async (form: Record<string, string>) => {
    const all = {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      ...form,
    };
    const answer = await fetch(`${emulator.url}/${tenantId}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(all),
    });
    return { status: answer.status, json: JSON.parse(await answer.text()) };
  };

  test.for(['https://cloudpartner.azure.com', 'https://cloudpartner.azure.com/'])(
    'issues a token for the resource %s, and writes its times as strings',
    async (resource) => {
      const { clock } = await start({ tokenSeconds: 3599 });
      const { status, json } = await olderSignIn({ resource });
      expect({ status, json }).toEqual({
        status: 200,
        json: {
          token_type: 'Bearer',
          expires_in: '3599',
          ext_expires_in: '3599',
          expires_on: expect.stringMatching(/^\d{10}$/),
          not_before: expect.stringMatching(/^\d{10}$/),
          resource,
          access_token: expect.any(String),
        },
      });
      expect(Number(json.expires_on) - Number(json.not_before)).toBe(3599 + 300);
      expect(await offerStatus(json.access_token)).toBe(200);
      clock.now = 3_599_000;
      expect(await offerStatus(json.access_token)).toBe(401);
    },
  );

  test.for<[string, Record<string, string>, number]>([
    ['a scope instead of a resource', { scope }, 900144],
    ['an unknown resource', { resource: 'https://elsewhere.test' }, 500011],
    ['a wrong secret', { resource: 'https://graph.microsoft.com', client_secret: 'wrong' }, 7000215],
  ])('refuses %s', async ([, form, code]) => {
    await start();
    expect((await olderSignIn(form)).json.error_codes).toEqual([code]);
  });
});

describe('OpenID Connect metadata', () => {
  test.for([
    ['v2.0/', `https://login.microsoftonline.com/${tenantId}/v2.0`, 'scope', scope],
    ['', `https://sts.windows.net/${tenantId}/`, 'resource', 'https://cloudpartner.azure.com'],
  ] as const)(
    'of "%s" names a token endpoint of that version, where a client can sign in',
    async ([version, issuer, field, value]) => {
      await start();
      const answer = await fetch(`${emulator.url}/${tenantId}/${version}.well-known/openid-configuration`);
      const metadata = JSON.parse(await answer.text());
      expect(metadata).toMatchObject({
        issuer,
        token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']),
        jwks_uri: expect.stringContaining('/discovery/'),
        authorization_endpoint: expect.stringContaining('/authorize'),
      });
      const form = {
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'client_credentials',
        [field]: value,
      };
      const signedIn = await fetch(metadata.token_endpoint, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      expect(signedIn.status).toBe(200);
    },
  );

  test('of an unknown tenant is refused with AADSTS90002, and a POST with 405', async () => {
    await start();
    const path = 'v2.0/.well-known/openid-configuration';
    const unknown = await fetch(`${emulator.url}/no-such/${path}`);
    expect({ status: unknown.status, text: await unknown.text() }).toEqual({
      status: 400,
      text: expect.stringContaining('AADSTS90002'),
    });
    expect((await fetch(`${emulator.url}/${tenantId}/${path}`, { method: 'POST' })).status).toBe(405);
  });
});

test('the API refuses revoked tokens, and accepts later ones', async () => {
  await start();
  const newToken = async () => (await signIn({ client_secret: clientSecret })).json.access_token;
  const before = await newToken();
  emulator.identity.revokeAll();
  expect(await offerStatus(before)).toBe(401);
  expect(await offerStatus(await newToken())).toBe(200);
});

test('identity.secrets lists every secret, including one that was rotated', async () => {
  const { identity } = await start({ federated: { subject: workflowSubject } });
  const first = (await signIn({ client_secret: clientSecret })).json.access_token;
  identity.clientSecret = 'the next one';
  const assertion = await idToken();
  const second = (await withIdToken(assertion)).json.access_token;
  const { token } = emulator.identity.idTokenRequest;
  expect(emulator.identity.secrets.toSorted()).toEqual(
    [clientSecret, 'the next one', first, second, assertion, token].toSorted(),
  );
});
