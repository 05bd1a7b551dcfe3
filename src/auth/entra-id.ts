import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import * as v from 'valibot';
import { unreadableAnswer } from '../http/failures.ts';
import { parseJson } from '../http/json.ts';
import { type HttpResponse, redact, type Transport } from '../http/transport.ts';
import type { Clock, Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { AccessToken } from './credential.ts';
import { isSecret } from './secret.ts';
import { signInError } from './sign-in-error.ts';
import { type FederatedIdentity, readFederatedIdentity } from './token-claims.ts';

// Entra ID allows lifetimes of one day at most: a longer one is not credible.
const maxLifetimeS = 24 * 3_600;
const exchangeLimitMs = 60_000;
// MSAL hands out any value that it finds.
const tokenSchema = v.pipe(v.string(), v.check(isSecret));

export interface Application {
  tenantId: string;
  clientId: string;
  /** Empty: sign in with the workflow's own identity. */
  clientSecret: string;
  /** Without a slash at its end. */
  authorityHost: string;
}

export interface SignInOptions {
  application: Application;
  /** What the token is for, e.g. `https://cloudpartner.azure.com/.default`. */
  scope: string;
  /** A fresh id token of this workflow. */
  idToken(deadline: Deadline): Promise<string>;
  transport: Transport;
  clock: Clock;
  mask(secret: string): void;
}

/**
 * Signs in to Entra ID as an application, once: client credentials flow, with a secret or an id token of the workflow.
 * MSAL speaks the protocol, over our transport. It is larger than all the rest, so it is loaded here, when it is needed.
 * @throws Failure when Entra ID refuses, cannot be reached, or gives an answer that cannot be read
 */
export async function signIn(options: SignInOptions, deadline: Deadline): Promise<AccessToken> {
  const { application, clock, mask } = options;
  const { ConfidentialClientApplication } = await import('./msal.ts');
  const { authorityHost, tenantId, clientId, clientSecret } = application;

  let identity: FederatedIdentity | undefined;
  let secret = clientSecret;
  if (!clientSecret) {
    secret = await options.idToken(deadline);
    mask(secret);
    identity = readFederatedIdentity(secret);
  }

  // MSAL accepts https only; the network client puts http on loopback back in place.
  const authority = `${authorityHost.replace(/^http:/, 'https:')}/${tenantId}`;
  const network = new MsalNetwork(options, deadline, secret);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority,
      knownAuthorities: [new URL(authority).host],
      // The endpoints are known (learn.microsoft.com, OAuth 2.0 client credentials flow): no need to discover them.
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
    const result = await client.acquireTokenByClientCredential({ scopes: [options.scope], skipCache: true });
    const token = v.safeParse(tokenSchema, result?.accessToken);
    if (!token.success) {
      throw unreadableAnswer('Entra ID answered, but not with an access token.', '', {
        suspect: 'authority-host',
      });
    }
    mask(token.output);
    return { token: token.output, lifetimeMs: network.lifetimeMs };
  } catch (error) {
    // MSAL hides the cause, but the network client has kept it.
    if (network.failure) {
      throw network.failure;
    }
    if (network.response) {
      throw await signInError(network.response, identity, clock.epoch());
    }
    throw error instanceof Failure
      ? error
      : new Failure('authentication', `The sign-in failed: ${error}`, { cause: error });
  }
}

/**
 * Sends MSAL's requests over our transport, so that proxy, limits and size cap apply to them too. As the endpoints are
 * known it never sends a GET, and each of its POSTs has headers and a body.
 */
class MsalNetwork implements Pick<INetworkModule, 'sendPostRequestAsync'> {
  /** Why the last request got no readable answer. */
  failure: Failure | undefined;
  /** The last answer, if it was not a success. */
  response: HttpResponse | undefined;
  /** The lifetime of the last token, in ms. MSAL gives a time of day instead, by a clock that may be set meanwhile. */
  lifetimeMs: number | undefined;
  readonly #options: SignInOptions;
  readonly #deadline: Deadline;
  readonly #secret: string;

  constructor(options: SignInOptions, deadline: Deadline, secret: string) {
    this.#options = options;
    this.#deadline = deadline;
    this.#secret = secret;
  }

  async sendPostRequestAsync<T>(
    address: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const { headers, body } = options as Required<NetworkRequestOptions>;
    const { pathname, search } = new URL(address);
    const url = new URL(pathname + search, this.#options.application.authorityHost);
    try {
      const answer = await this.#options.transport(
        { method: 'POST', url, headers, body },
        { signal: this.#deadline.signal, limitMs: exchangeLimitMs },
      );
      const response = redact(answer, [this.#secret]);
      if (response.status < 200 || response.status > 299) {
        this.response = response;
      }
      const document = parse(response);
      this.lifetimeMs = readLifetimeMs(document);
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

// Entra ID's v1 endpoint gives a string.
const lifetimeSchema = v.object({
  expires_in: v.pipe(
    v.union([v.number(), v.string()]),
    v.transform(Number),
    v.gtValue(0),
    v.maxValue(maxLifetimeS),
  ),
});

function readLifetimeMs(body: unknown): number | undefined {
  const parsed = v.safeParse(lifetimeSchema, body);
  return parsed.success ? parsed.output.expires_in * 1000 : undefined;
}

/** The JSON object in an answer. A refusal or a redirect may have any body. */
function parse(response: HttpResponse): object {
  const parsed = v.safeParse(v.looseObject({}), parseJson(response.body));
  if (parsed.success) {
    return parsed.output;
  }
  if (response.status >= 300) {
    return {};
  }
  throw unreadableAnswer('Entra ID answered, but not with a JSON object.', '', { suspect: 'authority-host' });
}
