import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/emulator.ts';
import { type Application, type Entra, startEntra } from './entra.ts';
import { hasOpenssl } from './private-ca.ts';
import { requestTrusting } from './tls-service.ts';

const clientSecret = 'the~secret.of+this&application';
const resource = 'https://cloudpartner.azure.com';
const scope = `${resource}/.default`;
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchange = 'api://AzureADTokenExchange';

let entra: Entra;
afterEach(() => entra.stop());

const ask = (url: string, options?: Parameters<typeof requestTrusting>[2]) =>
  requestTrusting(entra.ca.ca, url, options);

async function signIn(form: Record<string, string>, tenant = entra.application.tenantId) {
  const all = { client_id: entra.application.clientId, grant_type: 'client_credentials', scope, ...form };
  const answer = await ask(`${entra.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(all).toString(),
  });
  return { ...answer, json: answer.body ? JSON.parse(answer.body) : undefined };
}

async function idToken(audience = exchange): Promise<string> {
  const { url, token } = entra.github.request;
  const answer = await ask(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body).value;
}

const withIdToken = (assertion: string) =>
  signIn({ client_assertion_type: assertionType, client_assertion: assertion });

describe.skipIf(!hasOpenssl)('Entra ID on oidc-provider (needs openssl)', () => {
  test("issues a token in Entra ID's format, signed with the keys that it publishes", async () => {
    entra = await startEntra({ clientSecret, tokenSeconds: 600 });
    const { status, json } = await signIn({ client_secret: clientSecret });
    expect({ status, json }).toEqual({
      status: 200,
      json: { token_type: 'Bearer', expires_in: 600, ext_expires_in: 600, access_token: expect.any(String) },
    });
    const authority = `${entra.url}/${entra.application.tenantId}`;
    const discovery = JSON.parse((await ask(`${authority}/v2.0/.well-known/openid-configuration`)).body);
    expect(discovery).toMatchObject({
      issuer: `${authority}/v2.0`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    });
    const keys = createLocalJWKSet(JSON.parse((await ask(discovery.jwks_uri)).body));
    const { payload } = await jwtVerify(json.access_token, keys, {
      issuer: discovery.issuer,
      audience: resource,
    });
    expect(payload).toMatchObject({ appid: entra.application.clientId, tid: entra.application.tenantId });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect(entra.accessTokens).toEqual([json.access_token]);
  });

  test('lets MSAL discover it and sign in, if the process trusts the CA', async () => {
    entra = await startEntra({ clientSecret });
    const { application, ca, url } = entra;
    const script = `
      import { ConfidentialClientApplication } from '@azure/msal-node';
      const [authority, clientId, clientSecret] = process.argv.slice(1);
      const client = new ConfidentialClientApplication({
        auth: { clientId, authority, clientSecret, knownAuthorities: [new URL(authority).host] },
      });
      const get = () => client.acquireTokenByClientCredential({ scopes: ['${scope}'] });
      const first = await get();
      const second = await get();
      console.log(JSON.stringify([first.accessToken, second.accessToken]));`;
    const authority = `${url}/${application.tenantId}`;
    const signedIn = (secret: string, extra: NodeJS.ProcessEnv) =>
      promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', script, authority, application.clientId, secret],
        { env: { ...process.env, ...extra } },
      );
    const trusting = { NODE_EXTRA_CA_CERTS: ca.file };
    // The second token comes from MSAL's cache, as with Entra ID, because the answer has no scope.
    expect(JSON.parse((await signedIn(clientSecret, trusting)).stdout)).toEqual([
      entra.accessTokens[0],
      entra.accessTokens[0],
    ]);
    await expect(signedIn('wrong', trusting)).rejects.toThrow('AADSTS7000215');
    await expect(signedIn(clientSecret, {})).rejects.toThrow(/endpoints_resolution_error|network_error/);
    expect(entra.accessTokens).toHaveLength(1);
  });

  test('accepts an ID token from GitHub, through MSAL', async () => {
    entra = await startEntra();
    const { application, url } = entra;
    const network =
      (method: string) => async (address: string, options?: { headers?: object; body?: string }) => {
        const answer = await ask(address, { method, ...options } as Parameters<typeof ask>[1]);
        return { ...answer, body: JSON.parse(answer.body) };
      };
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: application.clientId,
        authority: `${url}/${application.tenantId}`,
        knownAuthorities: [new URL(url).host],
        clientAssertion: await idToken(),
      },
      system: {
        networkClient: { sendGetRequestAsync: network('GET'), sendPostRequestAsync: network('POST') },
      },
    });
    const result = await client.acquireTokenByClientCredential({ scopes: [scope] });
    expect(entra.accepts(result?.accessToken ?? '', resource)).toBe(true);
    expect(entra.github.made).toHaveLength(1);
  });

  test.for<[string, Partial<Application>, Record<string, string>, number, number, string?]>([
    ['a wrong secret', { clientSecret }, { client_secret: 'wrong' }, 401, 7000215],
    ['a secret where there is none', {}, { client_secret: 'wrong' }, 401, 7000215],
    [
      'an expired secret',
      { clientSecret, secretExpired: true },
      { client_secret: clientSecret },
      401,
      7000222,
    ],
    [
      'an unknown application',
      { clientSecret },
      { client_id: 'x', client_secret: clientSecret },
      400,
      700016,
    ],
    ['an unknown tenant', { clientSecret }, { client_secret: clientSecret }, 400, 90002, 'no-such'],
    ['no proof', { clientSecret }, {}, 401, 7000216],
    ['another grant', { clientSecret }, { client_secret: clientSecret, grant_type: 'password' }, 400, 70003],
    ['no grant', { clientSecret }, { client_secret: clientSecret, grant_type: '' }, 400, 900144],
    ['a bare scope', { clientSecret }, { client_secret: clientSecret, scope: 'openid' }, 400, 1002012],
    [
      'an unknown resource',
      { clientSecret },
      { client_secret: clientSecret, scope: 'https://elsewhere.test/.default' },
      400,
      500011,
    ],
  ])("refuses %s in Entra ID's format", async ([, setup, form, status, code, tenant]) => {
    entra = await startEntra(setup);
    const answer = await signIn(form, tenant);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error: expect.any(String), error_codes: [code] });
    expect(answer.json.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .+ Trace ID: \\S+ Correlation ID: \\S+ Timestamp: \\S+ \\S+Z$`),
    );
    expect(answer.json.error_description).not.toContain('undefined');
    expect(entra.accessTokens).toEqual([]);
  });

  test('issues a token for each of the three APIs, unless the tenant does not have it', async () => {
    const resources = [resource, 'https://graph.microsoft.com', 'https://api.partner.microsoft.com'];
    entra = await startEntra({ clientSecret });
    const ask = (asked: string) => signIn({ client_secret: clientSecret, scope: `${asked}/.default` });
    for (const asked of resources) {
      const token = (await ask(asked)).json.access_token;
      expect(decodeJwt(token).aud).toBe(asked);
      expect(resources.filter((one) => entra.accepts(token, one))).toEqual([asked]);
    }
    entra.application.missingResources = resources.slice(0, 1);
    expect((await ask(resource)).json.error_description).toContain(`AADSTS500011: `);
    expect((await ask('https://graph.microsoft.com')).status).toBe(200);
  });

  test('refuses an ID token with the wrong subject, audience or issuer, and names it', async () => {
    entra = await startEntra();
    const refusal = async (assertion: string) => {
      const { status, json } = await withIdToken(assertion);
      return [status, json.error_codes[0], json.error_description];
    };
    entra.github.subject = 'repo:contoso/offers:environment:production';
    expect(await refusal(await idToken())).toEqual([
      401,
      700213,
      expect.stringContaining("subject 'repo:contoso/offers:environment:production'"),
    ]);
    entra.github.subject = entra.application.federated?.subject ?? '';
    expect(await refusal(await idToken('api://another'))).toEqual([
      401,
      700212,
      expect.stringContaining("audience 'api://another'"),
    ]);
    const { issuer = '', subject = '', audience = '' } = entra.application.federated ?? {};
    entra.application.federated = { issuer: 'https://ghes.test/_services/token', subject, audience };
    expect(await refusal(await idToken())).toEqual([
      401,
      700211,
      expect.stringContaining(`issuer '${issuer}'`),
    ]);
    delete entra.application.federated;
    expect(await refusal(await idToken())).toEqual([401, 70025, expect.anything()]);
    expect(entra.accessTokens).toEqual([]);
  });

  test('refuses an ID token that has expired, was changed, or is not a JWT', async () => {
    entra = await startEntra();
    const errorCode = async (assertion: string) => (await withIdToken(assertion)).json.error_codes?.[0];
    entra.github.lifetimeSeconds = -1;
    expect(await errorCode(await idToken())).toBe(700024);
    entra.github.lifetimeSeconds = 300;
    const [head, body, signature] = (await idToken()).split('.');
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url');
    expect(await errorCode(`${head}.${forged}.${signature}`)).toBe(50013);
    expect(await errorCode('nonsense')).toBe(50027);
    expect(await errorCode(`${head}.${body}.${signature}`)).toBeUndefined();
  });

  test('accepts an ID token although the client secret has expired', async () => {
    entra = await startEntra({ clientSecret, secretExpired: true });
    expect((await withIdToken(await idToken())).status).toBe(200);
  });

  test('refuses the old secret after a rotation, and accepts the new one', async () => {
    entra = await startEntra({ clientSecret });
    expect((await signIn({ client_secret: clientSecret })).status).toBe(200);
    entra.application.clientSecret = 'the next one';
    expect((await signIn({ client_secret: clientSecret })).json.error_codes).toEqual([7000215]);
    expect((await signIn({ client_secret: 'the next one' })).status).toBe(200);
  });

  test('an emulated API can accept its tokens and no others', async () => {
    entra = await startEntra({ clientSecret });
    const { ca, accepts } = entra;
    const emulator = await startEmulator({
      offers: [{ publisher: 'contoso', offer: 'vm', state: 'live' }],
      tokens: accepts,
      tls: ca,
    });
    try {
      const statusWith = async (token: string) => {
        const path = '/api/publishers/contoso/offers/vm/status?api-version=2017-10-31';
        return (await ask(emulator.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
      };
      const newToken = async () => (await signIn({ client_secret: clientSecret })).json.access_token;
      const token = await newToken();
      expect(await statusWith(token)).toBe(200);
      expect(await statusWith(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe(401);
      expect(accepts(token, 'https://graph.microsoft.com')).toBe(false);
      entra.application.tokenSeconds = 1;
      const short = await newToken();
      await expect.poll(() => statusWith(short), { timeout: 30_000 }).toBe(401);
      expect(await statusWith(token)).toBe(200);
      entra.revokeAll();
      expect(await statusWith(token)).toBe(401);
    } finally {
      await emulator.stop();
    }
  });

  test('simulates an outage, and records its requests', async () => {
    entra = await startEntra({ clientSecret });
    const form = { client_secret: clientSecret };
    entra.down({ status: 429, headers: { 'Retry-After': '7' }, body: '{"error":"throttled"}' }, 1);
    expect(await signIn(form)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
      json: { error: 'throttled' },
    });
    entra.down({ status: 503 }, 2);
    expect([(await signIn(form)).status, (await signIn(form)).status]).toEqual([503, 503]);
    entra.down('reset');
    for (const _ of [1, 2, 3]) await expect(signIn(form)).rejects.toMatchObject({ code: 'ECONNRESET' });
    entra.up();
    expect((await signIn(form)).status).toBe(200);
    expect(entra.requests.map(({ answeredWith }) => answeredWith)).toEqual([
      429,
      503,
      503,
      'reset',
      'reset',
      'reset',
      200,
    ]);
    expect(entra.requests[0]).toMatchObject({
      method: 'POST',
      path: `/${entra.application.tenantId}/oauth2/v2.0/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(new URLSearchParams(entra.requests[0]?.body).get('client_secret')).toBe(clientSecret);
  });

  test('its stand-in for GitHub issues ID tokens only for the request token, and simulates an outage', async () => {
    entra = await startEntra();
    const { url, token } = entra.github.request;
    expect((await ask(url)).status).toBe(401);
    expect((await ask(url, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect(entra.github.made).toEqual([]);
    entra.github.down({ status: 503 }, 1);
    expect((await ask(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(503);
    const given = await idToken();
    expect(entra.github.made).toEqual([given]);
    expect(entra.secrets()).toEqual([token, given]);
    expect(entra.github.requests.map(({ answeredWith }) => answeredWith)).toEqual([401, 401, 503, 200]);
  });
});
