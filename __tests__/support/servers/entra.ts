/** A stand-in for Entra ID over TLS, built on the certified oidc-provider, with its own stand-in for GitHub's ID tokens. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, decodeJwt, errors as joseErrors, jwtVerify } from 'jose';
import { errors, Provider } from 'oidc-provider';
import { type Answer, type Call, json } from '../../../emulator/http/answer.ts';
import { type Aadsts, aadsts, validTimes } from '../../../emulator/identity/aadsts.ts';
import { apis } from '../../../emulator/marketplace/apis.ts';
import { type IdTokenIssuer, startIdTokenIssuer } from './id-token-issuer.ts';
import { type PrivateCa, privateCa } from './private-ca.ts';
import { requestTrusting, TlsService } from './tls-service.ts';

/** An application in Entra ID. A test can change it at any time. */
export interface Application {
  tenantId: string;
  clientId: string;
  clientSecret?: string;
  secretExpired?: boolean;
  /** A federated credential. Its issuer must publish its keys at /.well-known/jwks, as GitHub does. */
  federated?: { issuer: string; subject: string; audience: string };
  /** Lifetime of an access token. Default one hour. */
  tokenSeconds?: number;
  /** The APIs that its tenant does not have (`https://graph.microsoft.com` ...), so that no token is issued for them. */
  missingResources?: string[];
}

/** oidc-provider, behind a front end that adds what is special about Entra ID. */
export interface Entra extends TlsService {
  /** Signed the certificates of both stand-ins. */
  ca: PrivateCa;
  application: Application;
  /** The stand-in for GitHub, which `application.federated` trusts by default. */
  github: IdTokenIssuer;
  /** Access tokens issued, oldest first. */
  readonly accessTokens: string[];
  /** All secrets: the client secret, the request token, all access tokens and ID tokens. */
  secrets(): string[];
  /** Whether this access token was issued here for the resource, and is still valid. */
  accepts(token: string, resource: string): boolean;
  /** Revokes every access token issued so far. */
  revokeAll(): void;
}

const discovery = '/.well-known/openid-configuration';
const resources = Object.values(apis).map(({ resource }) => resource);
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Starts both stand-ins on loopback. By default the application has a federated credential for the workflow and no secret.
 * @param names host names for the certificate, besides localhost
 */
export async function startEntra(given: Partial<Application> = {}, names: string[] = []): Promise<Entra> {
  const ca = privateCa(names);
  const github = await startIdTokenIssuer(ca);
  const application: Application = {
    tenantId: '11111111-1111-4111-8111-111111111111',
    clientId: '22222222-2222-4222-8222-222222222222',
    federated: { issuer: github.url, subject: github.subject, audience: 'api://AzureADTokenExchange' },
    ...given,
  };
  const valid = new Map<string, { resource: string; until: number }>();
  const accessTokens: string[] = [];

  const front = new TlsService(ca, async (call) => {
    const [, tenant = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(call.path) ?? [];
    if (tenant !== application.tenantId) return aadsts(90002, tenant, call.headers, Date.now());
    if (rest === '/oauth2/v2.0/token' && call.method === 'POST') return signIn(call);
    // The provider serves its discovery document at the root.
    const path = rest === `/v2.0${discovery}` ? discovery : call.path;
    const { status, type, body } = await provider.forward(call, path, call.body);
    return { status, headers: { 'Content-Type': type }, body };
  });

  const signIn = async (call: Call): Promise<Answer> => {
    const refuse = (code: Aadsts, about = application.clientId) =>
      aadsts(code, about, call.headers, Date.now());
    const form = new URLSearchParams(call.body);
    const scope = form.get('scope') ?? '';
    const resource = scope.replace(/\/\.default$/, '');
    if (resource === scope) return refuse(1002012, scope);
    // In Entra ID the scope names the resource. The provider expects a resource indicator (RFC 8707).
    form.delete('scope');
    form.set('resource', resource);
    const assertion = form.get('client_assertion');
    if (
      assertion &&
      form.get('client_assertion_type') === assertionType &&
      form.get('client_id') === application.clientId
    ) {
      const refused = await wrongAssertion(assertion, application, ca.ca);
      if (refused) return refuse(...refused);
      // The provider has no federated credentials, so the front end checks the ID token and signs in with its own client.
      form.delete('client_assertion');
      form.delete('client_assertion_type');
      form.set('client_id', provider.frontEndClient.client_id);
      form.set('client_secret', provider.frontEndClient.client_secret);
    }
    const { status, type, body, error } = await provider.forward(call, call.path, form.toString());
    if (status !== 200) {
      const code = refusals.find(([pattern]) => pattern.test(error))?.[1];
      const abouts: Partial<Record<Aadsts, string | null>> = {
        70003: form.get('grant_type'),
        500011: resource,
        700016: form.get('client_id'),
        900144: 'grant_type',
      };
      if (code) return refuse(code, abouts[code] ?? undefined);
      return { status, headers: { 'Content-Type': type }, body };
    }
    const answer = JSON.parse(body);
    accessTokens.push(answer.access_token);
    valid.set(answer.access_token, { resource, until: Date.now() + answer.expires_in * 1000 });
    return json(
      200,
      { ...answer, ext_expires_in: answer.expires_in },
      { 'Cache-Control': 'no-store, no-cache' },
    );
  };

  await front.listen();
  const provider = await startProvider(`${front.url}/${application.tenantId}`, application);
  return Object.assign(front, {
    ca,
    application,
    github,
    accessTokens,
    secrets: () =>
      [application.clientSecret ?? '', github.request.token, ...accessTokens, ...github.made].filter(Boolean),
    accepts: (token: string, resource: string) => {
      const found = valid.get(token);
      return found?.resource === resource && Date.now() < found.until;
    },
    revokeAll: () => valid.clear(),
    stop: async () => {
      await Promise.all([TlsService.prototype.stop.call(front), github.stop(), provider.stop()]);
      ca.remove();
    },
  });
}

/** The provider's error -> Entra ID's error. */
const refusals: [RegExp, Aadsts][] = [
  [/client not found/, 700016],
  [/invalid secret provided/, 7000215],
  [/client secret is expired/, 7000222],
  [/does not match the registered client authentication method/, 7000216],
  [/missing required parameter.*grant_type/, 900144],
  [/unsupported_grant_type/, 70003],
  [/invalid_target/, 500011],
];

/** Checks an ID token against the federated credential, with the keys that its issuer publishes. */
async function wrongAssertion(
  assertion: string,
  { clientId, federated }: Application,
  ca: string,
): Promise<[Aadsts, string] | undefined> {
  if (!federated) return [70025, clientId];
  const { issuer, subject, audience } = federated;
  try {
    const { iss = '', sub = '', aud = '', nbf = 0, exp = 0 } = decodeJwt(assertion);
    if (iss !== issuer) return [700211, iss];
    const keys = createLocalJWKSet(
      JSON.parse((await requestTrusting(ca, `${issuer}/.well-known/jwks`)).body),
    );
    return await jwtVerify(assertion, keys, { issuer, subject, audience }).then(
      () => undefined,
      (error): [Aadsts, string] => {
        if (error instanceof joseErrors.JWTExpired) return [700024, validTimes(Date.now(), nbf, exp)];
        if (!(error instanceof joseErrors.JWTClaimValidationFailed)) return [50013, error.message];
        return error.claim === 'aud' ? [700212, String(aud)] : [700213, sub];
      },
    );
  } catch {
    return [50027, ''];
  }
}

/** Starts the provider itself, on plain HTTP, because only the front end talks to it. */
async function startProvider(authority: string, application: Application) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { host, pathname } = new URL(authority);
  // The provider requires a secret. For an application without one, it is a secret that nobody knows.
  const unknownSecret = randomBytes(32).toString('base64url');
  /** The front end signs in as this client after it has checked an application's ID token. */
  const frontEndClient = {
    client_id: `${application.clientId}-by-id-token`,
    client_secret: randomBytes(32).toString('base64url'),
  };
  const clients = () => [
    frontEndClient,
    {
      client_id: application.clientId,
      client_secret: application.clientSecret ?? unknownSecret,
      client_secret_expires_at: application.secretExpired ? 1 : 0,
    },
  ];
  const usual = {
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_post',
  };
  const provider = new Provider(`${authority}/v2.0`, {
    // The provider looks the client up each time, so a test can change it.
    adapter: (model: string) => ({
      find: async (id: string) => {
        const found = model === 'Client' && clients().find((one) => one.client_id === id);
        return found ? { ...usual, ...found } : undefined;
      },
      upsert: async () => {},
    }),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] },
    routes: { token: `${pathname}/oauth2/v2.0/token`, jwks: `${pathname}/discovery/v2.0/keys` },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context: unknown, resource: string) => {
          const isMissing = application.missingResources?.includes(resource);
          if (isMissing || !resources.includes(resource)) throw new errors.InvalidTarget();
          return { scope: '', audience: resource, accessTokenFormat: 'jwt' };
        },
      },
    },
    ttl: { ClientCredentials: () => application.tokenSeconds ?? 3600 },
    extraTokenClaims: () => ({ appid: application.clientId, tid: application.tenantId, ver: '1.0' }),
  });
  provider.proxy = true;
  provider.on('grant.error', (context, { message, error_description = '', error_detail = '' }) =>
    context.set('x-error', `${message} ${error_description} ${error_detail}`),
  );
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    frontEndClient,
    /** Forwards a request, with another path and body. */
    forward: async ({ method, headers }: Call, path: string, body: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          'content-type': headers['content-type'] ?? '',
          'x-forwarded-proto': 'https',
          'x-forwarded-host': host,
        },
        ...(method === 'POST' && { body }),
      });
      return {
        status: response.status,
        type: response.headers.get('content-type') ?? '',
        body: await response.text(),
        /** Why the provider refuses, or an empty string. */
        error: response.headers.get('x-error') ?? '',
      };
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
