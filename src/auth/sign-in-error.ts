import * as v from 'valibot';
import { isTransientStatus, serviceFailure } from '../http/failures.ts';
import { htmlToText } from '../http/html.ts';
import { parseJson, text } from '../http/json.ts';
import { parseRetryAfterMs } from '../http/retry-after.ts';
import type { HttpResponse } from '../http/transport.ts';
import type { Failure, FailureKind, Transience } from '../model/failure.ts';
import { oneLine, sentence } from '../model/text.ts';
import type { FederatedIdentity } from './token-claims.ts';

const noMatch = 'No federated credential of the application matches this workflow.';
const noMatchInCase =
  'A federated credential matches this workflow only if upper and lower case are ignored, and Entra ID does not ignore them.';

// By AADSTS code. Sources: learn.microsoft.com, "Microsoft Entra authentication and authorization error codes"; and the
// threads in which people met 700024 (Azure/login#180, #372), 7002138 (#515, #517) and 7002381.
const hints: Readonly<Record<string, string>> = {
  7000215: 'client-secret is wrong. Enter the value of the secret, not its ID, and of this application.',
  7000222:
    'client-secret has expired. Create a new one in Entra ID (App registrations, Certificates & secrets), or go without: leave client-secret out and add a federated credential.',
  700016: 'This tenant does not know the application: check client-id and tenant-id.',
  90002: 'Entra ID does not know the tenant: check tenant-id, and authority-host for another cloud.',
  500011:
    'The tenant does not know the API that the token is for. If it fails again, check tenant-id, and that the tenant is linked to Partner Center.',
  7002381:
    "The tenant accepts GitHub's id tokens only from the GitHub enterprises that the error names. If it fails again, run the workflow in a repository of one of them, or set client-secret.",
  70021: noMatch,
  70025: noMatch,
  700211: noMatch,
  700212: noMatch,
  700213: noMatch,
  7002138: noMatchInCase,
  700024: "The workflow's id token had expired or was not valid yet: check the clock of the runner.",
  50013:
    "Entra ID could not verify the workflow's id token: check the issuer of the federated credential, and on GitHub Enterprise Server that Entra ID can reach its keys.",
};

// Refusals that were seen to come and go without a change of the set-up (reports of 2025 and 2026).
const flakyCodes: ReadonlySet<string> = new Set(['500011', '700213', '7002381']);

// Refusals of a token for one API, where the application may get one for another: the tenant does not know that API, or has
// it disabled; the application has no role there, or may not ask for it (the page of the codes above).
const codesOfOneApi: ReadonlySet<string> = new Set(['500011', '500014', '501051', '650057']);

const bodySchema = v.object({ error: text, error_description: text, correlation_id: text, trace_id: text });
const emptyBody = { error: '', error_description: '', correlation_id: '', trace_id: '' };

/** The kind of failure when there is no token, from the status of the answer. */
export function signInFailureKind(status: number): FailureKind {
  if (status === 429) {
    return 'throttled';
  }
  return isTransientStatus(status) ? 'service' : 'authentication';
}

/**
 * Entra ID's refusal in its own words, and what to do about it.
 * @param identity what our id token says about the workflow, if it signed in with one
 * @param nowEpochMs the time of day, in ms since 1970
 */
export async function signInError(
  response: HttpResponse,
  identity: FederatedIdentity | undefined,
  nowEpochMs: number,
): Promise<Failure> {
  const { status } = response;
  const parsed = v.safeParse(bodySchema, parseJson(response.body));
  const body = parsed.success ? parsed.output : emptyBody;
  const words = body.error_description || body.error || (await htmlToText(response.body));
  const code = /AADSTS(\d+)/.exec(words)?.[1] ?? '';
  // The description ends with trace ID, correlation ID and time. The IDs are appended below.
  const description = oneLine(words.replace(/\s(?:Trace ID|Correlation ID|Timestamp):.*$/s, ''), 1_000);
  const correlationId = oneLine(body.correlation_id, 100);
  const technical = [
    oneLine(`${status} ${response.statusText}`),
    correlationId && `correlation ID ${correlationId}`,
    body.trace_id && `trace ID ${oneLine(body.trace_id, 100)}`,
  ];
  const hint = hints[code] ?? '';
  return serviceFailure(signInFailureKind(status), sentence('Entra ID refused the sign-in', description), {
    status,
    correlationId,
    technical: technical.filter(Boolean).join('; '),
    retryAfterMs: parseRetryAfterMs(response.headers['retry-after'], nowEpochMs),
    hint:
      (hint === noMatch || hint === noMatchInCase) && identity
        ? `${hint} ${credentialToAdd(identity)}`
        : hint,
    refusesCaller: codesOfOneApi.has(code),
    ...signInTransience(status, flakyCodes.has(code)),
  });
}

/** Whether signing in may succeed later, where the status does not say so. @param isFlaky the refusal was seen to come and go */
export function signInTransience(status: number, isFlaky: boolean): { transience?: Transience } {
  if (isTransientStatus(status) || (status >= 300 && status < 400)) {
    return {};
  }
  return { transience: isFlaky ? 'few-attempts' : 'never' };
}

/** What to enter in Entra ID so that it accepts this workflow as the application. */
function credentialToAdd({ issuer, subject, audience }: FederatedIdentity): string {
  return `Add one in Entra ID (App registrations, Certificates & secrets, Federated credentials): issuer ${issuer}, subject identifier ${subject}, audience ${audience}.`;
}
