import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import * as v from 'valibot';
import type { Clock, Within } from '../clock.ts';
import { Failure, UnreadableAnswer } from '../errors.ts';
import { type HttpResponse, type Transport, withoutSecrets } from '../http/transport.ts';
import { type FederatedIdentity, federatedIdentityOf } from './claims.ts';
import type { AccessToken } from './credential.ts';
import { isSecret } from './secret.ts';
import { signInError } from './sign-in-error.ts';

// Longer than any lifetime that Entra ID can be set to (one day): such an answer is not believed.
const longestLifetimeS = 24 * 3_600;
const exchangeLimitMs = 60_000;
// MSAL hands out whatever stands there.
const tokenSchema = v.pipe(v.string(), v.check(isSecret));

export interface Application {
  tenantId: string;
  clientId: string;
  /** Empty: the workflow's own identity. */
  clientSecret: string;
  /** Without a slash at its end. */
  authorityHost: string;
}

export interface SignInParts {
  application: Application;
  /** What the token is for, e.g. `https://cloudpartner.azure.com/.default`. */
  scope: string;
  /** A fresh id token of this workflow. */
  idToken(within: Within): Promise<string>;
  transport: Transport;
  clock: Clock;
  mask(secret: string): void;
}

/**
 * Signs in to Entra ID as an application, once: client credentials, with a secret or with an id token of the workflow.
 * MSAL does the protocol, over our transport. It is loaded only here, for it is heavier than all the rest.
 * @throws ServiceError when Entra ID refuses, NetworkError when it can't be reached, UnreadableAnswer
 */
export async function signIn(parts: SignInParts, within: Within): Promise<AccessToken> {
  const { application, clock, mask } = parts;
  const { ConfidentialClientApplication } = await import('@azure/msal-node');
  const { authorityHost, tenantId, clientId, clientSecret } = application;

  let identity: FederatedIdentity | undefined;
  let secret = clientSecret;
  if (!clientSecret) {
    secret = await parts.idToken(within);
    mask(secret);
    identity = federatedIdentityOf(secret);
  }

  // MSAL takes https only; http, on loopback, is put back by the network client.
  const authority = `${authorityHost.replace(/^http:/, 'https:')}/${tenantId}`;
  const network = new MsalNetwork(parts, within, secret);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority,
      knownAuthorities: [new URL(authority).host],
      // The endpoints are known (learn.microsoft.com, OAuth 2.0 client credentials flow): no request to discover them.
      authorityMetadata: JSON.stringify({
        issuer: `${authority}/v2.0`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      }),
      ...(clientSecret ? { clientSecret } : { clientAssertion: secret }),
    },
    system: {
      networkClient: network as Partial<INetworkModule> as INetworkModule,
      disableInternalRetries: true,
    },
  });
  try {
    const result = await client.acquireTokenByClientCredential({ scopes: [parts.scope], skipCache: true });
    const token = v.safeParse(tokenSchema, result?.accessToken);
    if (!token.success) {
      throw new UnreadableAnswer('Entra ID answered, but not with an access token.', '');
    }
    mask(token.output);
    return { token: token.output, lifetimeMs: network.lifetimeMs };
  } catch (error) {
    // MSAL hides the cause; the network client has kept it.
    if (network.failure) {
      throw network.failure;
    }
    if (network.response) {
      throw await signInError(network.response, identity, clock.epoch());
    }
    throw error instanceof Failure
      ? error
      : new Failure('authentication', `The sign-in failed: ${error}`, {
          cause: error,
        });
  }
}

/**
 * MSAL's requests over our transport: the proxy, the limits and the cap on the size hold for them too. With the endpoints
 * known it has nothing to get, and each thing it posts has headers and a body.
 */
class MsalNetwork implements Pick<INetworkModule, 'sendPostRequestAsync'> {
  /** Why the last request got no answer that can be read. */
  failure: Failure | undefined;
  /** The last answer, if it was a refusal. */
  response: HttpResponse | undefined;
  /** How long the last token lives, in ms. MSAL tells a time of day, by a clock that may be set meanwhile. */
  lifetimeMs: number | undefined;
  readonly #parts: SignInParts;
  readonly #within: Within;
  readonly #secret: string;

  constructor(parts: SignInParts, within: Within, secret: string) {
    this.#parts = parts;
    this.#within = within;
    this.#secret = secret;
  }

  async sendPostRequestAsync<T>(
    address: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const { headers, body } = options as Required<NetworkRequestOptions>;
    const { pathname, search } = new URL(address);
    const url = new URL(pathname + search, this.#parts.application.authorityHost);
    try {
      const answer = await this.#parts.transport(
        { method: 'POST', url, headers, body },
        { signal: this.#within.signal, limitMs: exchangeLimitMs },
      );
      const response = withoutSecrets(answer, [this.#secret]);
      if (response.status < 200 || response.status > 299) {
        this.response = response;
      }
      const document = parse(response);
      this.lifetimeMs = lifetimeOf(document);
      return {
        status: response.status,
        headers: Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
        ),
        body: document as T,
      };
    } catch (error) {
      this.failure = error as Failure;
      throw error;
    }
  }
}

// A number, or as a string (Entra ID's v1 endpoint).
const lifetimeSchema = v.object({
  expires_in: v.pipe(
    v.union([v.number(), v.string()]),
    v.transform(Number),
    v.gtValue(0),
    v.maxValue(longestLifetimeS),
  ),
});

function lifetimeOf(body: unknown): number | undefined {
  const parsed = v.safeParse(lifetimeSchema, body);
  return parsed.success ? parsed.output.expires_in * 1000 : undefined;
}

function parse(response: HttpResponse): unknown {
  try {
    return v.parse(v.looseObject({}), JSON.parse(response.body));
  } catch (error) {
    // What is no success, a redirect too, is told by its status.
    if (response.status >= 300) {
      return {};
    }
    throw new UnreadableAnswer('Entra ID answered, but not with a JSON object.', '', error);
  }
}
