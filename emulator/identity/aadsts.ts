import { randomUUID } from 'node:crypto';
import { type Answer, type Call, json } from '../http/answer.ts';

/**
 * Why Entra ID refuses a sign-in: code -> status, OAuth error and sentence (docs: "Microsoft Entra authentication and
 * authorization error codes" page, and answers quoted in public). The status of 700211 to 700213 and 50013 is a guess.
 */
const refusals = {
  50013: [401, 'invalid_client', (reason) => `Assertion failed signature validation. [Reason - ${reason}]`],
  50027: [400, 'invalid_request', () => 'JWT token is invalid or malformed.'],
  70003: [
    400,
    'unsupported_grant_type',
    (grant) =>
      `The app requested an unsupported grant type '${grant}' that is disallowed or not supported here.`,
  ],
  70025: [
    401,
    'invalid_client',
    (client) => `The client '${client}' has no configured federated identity credentials.`,
  ],
  90002: [
    400,
    'invalid_request',
    (tenant) =>
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  ],
  500011: [
    400,
    'invalid_resource',
    (resource) => `The resource principal named ${resource} was not found in the tenant.`,
  ],
  700016: [
    400,
    'unauthorized_client',
    (client) => `Application with identifier '${client}' was not found in the directory.`,
  ],
  700024: [
    401,
    'invalid_client',
    (times) => `Client assertion is not within its valid time range. ${times}.`,
  ],
  700211: [401, 'invalid_client', (issuer) => unmatched(`issuer '${issuer}'`)],
  700212: [401, 'invalid_client', (audience) => unmatched(`audience '${audience}'`)],
  700213: [401, 'invalid_client', (subject) => unmatched(`subject '${subject}'`)],
  900144: [
    400,
    'invalid_request',
    (name) => `The request body must contain the following parameter: '${name}'.`,
  ],
  900561: [
    400,
    'invalid_request',
    (method) => `The endpoint only accepts POST requests. Received a ${method} request.`,
  ],
  1002012: [
    400,
    'invalid_scope',
    (scope) =>
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  ],
  7000215: [
    401,
    'invalid_client',
    (client) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client}'.`,
  ],
  7000216: [
    401,
    'invalid_client',
    () =>
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  ],
  7000222: [
    401,
    'invalid_client',
    (client) => `The provided client secret keys for app '${client}' are expired.`,
  ],
} satisfies Record<number, [number, string, (about: string) => string]>;

export type Aadsts = keyof typeof refusals;

function unmatched(what: string): string {
  return `No matching federated identity record found for presented assertion ${what}. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`;
}

/**
 * A refusal in the form of the token endpoint.
 * @param about what the sentence names: the client, the tenant, the subject ...
 * @param now in milliseconds since 1970
 */
export function aadsts(code: Aadsts, about: string, headers: Call['headers'], now: number): Answer {
  const [status, error, sentence] = refusals[code];
  const ids = {
    trace_id: randomUUID(),
    correlation_id: String(headers['client-request-id'] ?? randomUUID()),
  };
  const timestamp = new Date(now).toISOString().replace('T', ' ').replace(/\.\d+/, '');
  const error_description = `AADSTS${code}: ${sentence(about)} Trace ID: ${ids.trace_id} Correlation ID: ${ids.correlation_id} Timestamp: ${timestamp}`;
  return json(status, {
    error,
    error_description,
    error_codes: [code],
    timestamp,
    ...ids,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  });
}

/** The times in the sentence of 700024. `from` and `to` are in seconds since 1970, `now` in milliseconds. */
export function validTimes(now: number, from: number, to: number): string {
  const [at, start, end] = [now, from * 1000, to * 1000].map((time) => new Date(time).toISOString());
  return `Current time: ${at}, assertion valid from ${start}, expiry time of assertion ${end}`;
}
