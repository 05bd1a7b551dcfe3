import * as v from 'valibot';
import { formatErrorBody, readErrorBody } from '../http/error-body.ts';
import { serviceFailure, unreadableAnswer } from '../http/failures.ts';
import { parseJson } from '../http/json.ts';
import { redact, type Transport } from '../http/transport.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { IdTokenSource } from '../model/runner.ts';
import { oneLine, sentence } from '../model/text.ts';
import { isSecret } from './secret.ts';
import { signInFailureKind, signInTransience } from './sign-in-error.ts';

/** What Entra ID expects as the audience of a federated credential. */
const audience = 'api://AzureADTokenExchange';
const exchangeLimitMs = 30_000;

/** The job may not have an id token: the cure. */
export function missingPermission(): Failure {
  return new Failure(
    'authentication',
    'This job is not allowed to request an id token from GitHub, so it cannot sign in.',
    {
      hint: 'Grant the job the permission (permissions: id-token: write), or set client-secret. A pull request from a fork never gets an id token.',
    },
  );
}

const answerSchema = v.object({ value: v.pipe(v.string(), v.check(isSecret)) });

/**
 * Requests a fresh id token of this workflow from GitHub. It is valid for five minutes, so each sign-in requests its own.
 * The toolkit's getIDToken does the same without a limit on time and size.
 * @throws Failure
 */
export async function requestIdToken(
  source: IdTokenSource,
  transport: Transport,
  deadline: Deadline,
): Promise<string> {
  const url = new URL(source.requestUrl);
  url.searchParams.set('audience', audience);
  const answer = await transport(
    {
      method: 'GET',
      url,
      headers: { Accept: 'application/json', Authorization: `Bearer ${source.requestToken}` },
    },
    { signal: deadline.signal, limitMs: exchangeLimitMs },
  );
  const { status, statusText, body } = redact(answer, [source.requestToken]);
  if (status < 200 || status > 299) {
    const reason = formatErrorBody(await readErrorBody(body));
    throw serviceFailure(signInFailureKind(status), sentence('GitHub gave no id token', reason), {
      status,
      correlationId: '',
      technical: oneLine(`${status} ${statusText}`),
      retryAfterMs: undefined,
      hint: 'Run this step again; if it fails again, check that the job has permissions: id-token: write.',
      // GitHub's own 401 was seen to come and go.
      ...signInTransience(status, status === 401),
    });
  }
  const parsed = v.safeParse(answerSchema, parseJson(body));
  if (!parsed.success) {
    throw unreadableAnswer('GitHub answered, but not with an id token.', '', {
      suspect: 'the network of the runner',
    });
  }
  return parsed.output.value;
}
