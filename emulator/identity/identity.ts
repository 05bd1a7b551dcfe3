import { randomBytes, randomUUID } from 'node:crypto';
import { type Answer, type Call, json, type Service } from '../http/answer.ts';
import { type Aadsts, aadsts, validTimes } from './aadsts.ts';
import { githubIssuer, IdTokens } from './id-tokens.ts';
import { decodeClaims, encodeJwt } from './jwt.ts';
import { openIdMetadata, type Version } from './metadata.ts';

/** An application in Entra ID. Every sign-in reads it again, so a test can change it at any time. */
export interface IdentitySetup {
  tenantId: string;
  clientId: string;
  clientSecret?: string;
  /** The application's federated credential. By default it has the issuer and the audience of GitHub's workflows. */
  federated?: { issuer?: string; subject: string; audience?: string };
  /** The APIs that the tenant does not have (`https://graph.microsoft.com` ...), so that no token is issued for them. */
  missingResources?: string[];
  /** Lifetime of an access token, in emulated seconds. Default one hour. */
  tokenSeconds?: number;
  /** Lifetime of an ID token, in emulated seconds. Default five minutes. */
  idTokenSeconds?: number;
  /** The `expires_in` of the answer, instead of `tokenSeconds`. An explicit undefined leaves it out. */
  expiresIn?: unknown;
}

/** The APIs that a token can be issued for. */
const resources = [
  'https://cloudpartner.azure.com',
  'https://graph.microsoft.com',
  'https://api.partner.microsoft.com',
];
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Refusal = [code: Aadsts, about: string];

/** The parts of Entra ID and of GitHub's ID tokens that a workflow uses to sign in. */
export class Identity {
  readonly #setup: IdentitySetup;
  readonly #now: () => number;
  readonly #url: () => string;
  readonly #idTokens = new IdTokens();
  readonly #secretsSeen = new Set<string>();
  readonly #valid = new Map<string, { resource: string; until: number }>();
  /** Number of access tokens issued. */
  accessTokens = 0;

  /**
   * @param now the emulated time, in milliseconds since 1970
   * @param url the origin of the emulator
   */
  constructor(setup: IdentitySetup, now: () => number, url: () => string) {
    this.#setup = setup;
    this.#now = now;
    this.#url = url;
  }

  /** Number of ID tokens issued. */
  get idTokens(): number {
    return this.#idTokens.made.length;
  }

  /** What a job with `permissions: id-token: write` gets from the runner. */
  get idTokenRequest(): { url: string; token: string } {
    return { url: `${this.#url()}/_github/idtoken?api-version=2.0`, token: this.#idTokens.requestToken };
  }

  /** Every secret so far: client secrets, the request token, all access tokens and ID tokens. */
  get secrets(): string[] {
    const { clientSecret } = this.#setup;
    const given = clientSecret === undefined ? [] : [clientSecret];
    const { requestToken, made } = this.#idTokens;
    return [...new Set([...given, ...this.#secretsSeen, requestToken, ...made])];
  }

  /** Revokes every access token issued so far. */
  revokeAll(): void {
    this.#valid.clear();
  }

  /** Whether this access token is valid now, for this API. */
  accepts(token: string, resource: string): boolean {
    const found = this.#valid.get(token);
    return found?.resource === resource && this.#now() < found.until;
  }

  readonly service: Service = (call) => {
    if (call.path === '/_github/idtoken')
      return this.#idTokens.answer(call, this.#now(), this.#setup.idTokenSeconds ?? 300);
    const [, tenant = '', part = ''] =
      /^\/([^/]+)(\/oauth2\/v2\.0\/token|\/oauth2\/token|(?:\/v2\.0)?\/\.well-known\/openid-configuration)$/i.exec(
        call.path,
      ) ?? [];
    const version: Version = /v2\.0/i.test(part) ? 'v2.0' : 'v1.0';
    if (!part) return undefined;
    return /token$/i.test(part) ? this.#signIn(call, tenant, version) : this.#metadata(call, tenant, version);
  };

  #metadata({ method, headers }: Call, tenant: string, version: Version): Answer {
    if (method !== 'GET') return json(405, { message: 'Only GET is supported here.' }, { Allow: 'GET' });
    return this.#isTenant(tenant)
      ? json(200, openIdMetadata(this.#url(), this.#setup.tenantId, version))
      : aadsts(90002, tenant, headers, this.#now());
  }

  #isTenant(tenant: string): boolean {
    return tenant.toLowerCase() === this.#setup.tenantId.toLowerCase();
  }

  /** docs: "OAuth 2.0 client credentials flow" pages. The older version takes `resource` instead of `scope`. */
  #signIn({ method, body, headers }: Call, tenant: string, version: Version): Answer {
    const form = withBasicCredential(new URLSearchParams(body), headers.authorization);
    const wanted = version === 'v2.0' ? 'scope' : 'resource';
    const asked = form.get(wanted) ?? '';
    const resource = asked.replace(version === 'v2.0' ? /\/\.default$/ : /\/$/, '');
    const refused =
      method === 'POST'
        ? (this.#wrongRequest(form, tenant, wanted) ??
          (wanted === 'scope' ? wrongScope(asked, resource) : undefined) ??
          this.#wrongResource(resource) ??
          this.#wrongProof(form))
        : ([900561, method] satisfies Refusal);
    if (refused) return aadsts(...refused, headers, this.#now());
    const { tokenSeconds = 3600 } = this.#setup;
    const expiresIn = 'expiresIn' in this.#setup ? this.#setup.expiresIn : tokenSeconds;
    const token = this.#accessToken(resource, tokenSeconds, form.has('client_secret') ? '1' : '2');
    const times = { expires_in: expiresIn, ext_expires_in: expiresIn };
    return json(
      200,
      version === 'v2.0'
        ? { token_type: 'Bearer', ...times, access_token: token }
        : {
            token_type: 'Bearer',
            ...this.#olderTimes(times, tokenSeconds),
            resource: asked,
            access_token: token,
          },
      { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' },
    );
  }

  /** The older version writes every number as a string, and has two more (seen in many samples of the documentation). */
  #olderTimes(times: Record<string, unknown>, seconds: number): Record<string, unknown> {
    const now = Math.floor(this.#now() / 1000);
    const strings = Object.entries(times).map(([name, value]) => [
      name,
      typeof value === 'number' ? String(value) : value,
    ]);
    return {
      ...Object.fromEntries(strings),
      expires_on: String(Math.floor(now + seconds)),
      not_before: String(now - 300),
    };
  }

  #wrongRequest(form: URLSearchParams, tenant: string, wanted: string): Refusal | undefined {
    const { clientId } = this.#setup;
    const grant = form.get('grant_type');
    const missing = ['grant_type', 'client_id', wanted].find((name) => !form.get(name));
    if (!this.#isTenant(tenant)) return [90002, tenant];
    if (missing) return [900144, missing];
    if (grant !== 'client_credentials') return [70003, grant ?? ''];
    if (form.get('client_id') !== clientId) return [700016, form.get('client_id') ?? ''];
    return undefined;
  }

  #wrongResource(resource: string): Refusal | undefined {
    const { missingResources = [] } = this.#setup;
    return resources.includes(resource) && !missingResources.includes(resource)
      ? undefined
      : [500011, resource];
  }

  #wrongProof(form: URLSearchParams): Refusal | undefined {
    const { clientId, clientSecret } = this.#setup;
    const secret = form.get('client_secret');
    const assertion = form.get('client_assertion');
    // A test may replace the secret later.
    if (clientSecret !== undefined) this.#secretsSeen.add(clientSecret);
    if (secret) return secret === clientSecret ? undefined : [7000215, clientId];
    if (!assertion || form.get('client_assertion_type') !== assertionType) return [7000216, ''];
    return this.#wrongAssertion(assertion);
  }

  #wrongAssertion(assertion: string): Refusal | undefined {
    const { clientId, federated } = this.#setup;
    if (!federated) return [70025, clientId];
    const claims = decodeClaims(assertion);
    if (!claims) return [50027, ''];
    const { iss, sub, aud, nbf, exp } = claims;
    const { issuer = githubIssuer, subject, audience = 'api://AzureADTokenExchange' } = federated;
    const now = this.#now();
    if (iss !== issuer) return [700211, iss];
    if (!this.#idTokens.isGenuine(assertion))
      return [50013, 'The key was found, but the signature does not match.'];
    if (!(nbf * 1000 <= now && now < exp * 1000)) return [700024, validTimes(now, nbf, exp)];
    if (aud !== audience) return [700212, aud];
    return sub === subject ? undefined : [700213, sub];
  }

  #accessToken(resource: string, seconds: number, proof: '1' | '2'): string {
    const { tenantId, clientId } = this.#setup;
    const iat = Math.floor(this.#now() / 1000);
    const claims = {
      aud: resource,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat,
      nbf: iat,
      exp: Math.floor(iat + seconds),
      appid: clientId,
      appidacr: proof,
      tid: tenantId,
      uti: randomUUID(),
      ver: '1.0',
    };
    // The emulated APIs look tokens up, so nobody checks the signature.
    const signature = randomBytes(256).toString('base64url');
    const token = `${encodeJwt({ typ: 'JWT', alg: 'RS256' }, claims)}.${signature}`;
    this.#valid.set(token, { resource, until: this.#now() + seconds * 1000 });
    this.#secretsSeen.add(token);
    this.accessTokens++;
    return token;
  }
}

/** A client may send its ID and secret in the header instead of the form (RFC 6749, section 2.3.1). */
function withBasicCredential(form: URLSearchParams, authorization = ''): URLSearchParams {
  const encoded = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return form;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  // Both are encoded as in a form.
  const pair = new URLSearchParams(`client_id=${id}&client_secret=${secret}`);
  return new URLSearchParams([...form, ...pair]);
}

function wrongScope(scope: string, resource: string): Refusal | undefined {
  return resource === scope || /\s/.test(scope) ? [1002012, scope] : undefined;
}
