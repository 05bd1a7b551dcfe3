import * as v from 'valibot';
import { type FailureKind, ServiceError } from '../errors.ts';
import { isTransientStatus, retryAfterMs } from '../http/retry.ts';
import type { HttpResponse } from '../http/transport.ts';
import { htmlToText, oneLine } from '../report/text.ts';
import type { FederatedIdentity } from './claims.ts';

const unmatched = 'No federated credential of the application matches this workflow.';

// learn.microsoft.com, "Microsoft Entra authentication and authorization error codes", and the threads in which people met
// them (Azure/login#180, #372 for 700024).
const hints: Readonly<Record<string, string>> = {
  7000215: 'client-secret is wrong. Enter the value of the secret, not its ID, and of this application.',
  7000222:
    'client-secret has expired. Make a new one in Entra ID (App registrations, Certificates & secrets), or do without: leave client-secret out and add a federated credential.',
  700016: 'The application is not known in this tenant: check client-id and tenant-id.',
  90002: 'The tenant is not known: check tenant-id, and authority-host for another cloud.',
  70025: unmatched,
  700211: unmatched,
  700212: unmatched,
  700213: unmatched,
  700024: 'The id token of the workflow had expired or was not valid yet: check the clock of the runner.',
  50013:
    'Entra ID could not verify the id token of the workflow: check the issuer of the federated credential, and on GitHub Enterprise Server that Entra ID reaches its keys.',
};

const text = v.optional(v.fallback(v.string(), ''), '');
const bodySchema = v.fallback(
  v.object({
    error: text,
    error_description: text,
    correlation_id: text,
    trace_id: text,
  }),
  { error: '', error_description: '', correlation_id: '', trace_id: '' },
);

/** What it means for the run that a token was not given, with this status. */
export function signInFailureKind(status: number): FailureKind {
  if (status === 429) {
    return 'throttled';
  }
  return isTransientStatus(status) ? 'service' : 'authentication';
}

/**
 * Entra ID's refusal in its own words, with what to do about it.
 * @param identity what our id token says of the workflow, where it signed in with one
 * @param epochMs the time of day, in ms since 1970
 */
export async function signInError(
  response: HttpResponse,
  identity: FederatedIdentity | undefined,
  epochMs: number,
): Promise<ServiceError> {
  const { status } = response;
  const body = v.parse(bodySchema, parse(response.body));
  const said = body.error_description || body.error || (await htmlToText(response.body));
  const code = /AADSTS(\d+)/.exec(said)?.[1] ?? '';
  // The description goes on with trace and correlation IDs and the time, which are told apart below.
  const description = oneLine(said.replace(/\s(?:Trace ID|Correlation ID|Timestamp):.*$/s, ''), 1_000);
  const correlationId = oneLine(body.correlation_id, 100);
  const ids = [
    correlationId && `correlation ID ${correlationId}`,
    body.trace_id && `trace ID ${oneLine(body.trace_id, 100)}`,
  ];
  const idText = ids.filter(Boolean).join(', ');
  return new ServiceError(
    signInFailureKind(status),
    `Entra ID refused the sign-in: ${oneLine(`${status} ${response.statusText}`)}${description && ` - ${description}`}${idText && ` (${idText})`}`,
    {
      status,
      correlationId,
      retryAfterMs: retryAfterMs(response.headers['retry-after'], epochMs),
      hint: [hints[code], hints[code] === unmatched && identity ? federation(identity) : '']
        .filter(Boolean)
        .join(' '),
    },
  );
}

/** What to enter in Entra ID so that it takes this workflow for the application. */
function federation({ issuer, subject, audience }: FederatedIdentity): string {
  return `Add one in Entra ID (App registrations, Certificates & secrets, Federated credentials): issuer ${issuer}, subject identifier ${subject}, audience ${audience}.`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
