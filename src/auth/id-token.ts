import * as v from 'valibot';
import type { Within } from '../clock.ts';
import { Failure, ServiceError, UnreadableAnswer } from '../errors.ts';
import { type HttpResponse, type Transport, withoutSecrets } from '../http/transport.ts';
import { oneLine } from '../report/text.ts';
import { isSecret } from './secret.ts';
import { signInFailureKind } from './sign-in-error.ts';

/** What Entra ID expects in the id token of a federated credential. */
const audience = 'api://AzureADTokenExchange';
const exchangeLimitMs = 30_000;

/** Where a job asks GitHub for its id token; there only with `permissions: id-token: write`. */
export interface IdTokenSource {
  requestUrl: string;
  requestToken: string;
}

/** The two lines of YAML that give a job an id token. */
export const permissionLines = ['permissions:', '  id-token: write'] as const;

/** The job may not have an id token: the cure. */
export function missingPermission(): Failure {
  return new Failure('authentication', 'This job may not ask GitHub for an id token, so it cannot sign in.', {
    hint: `Give the job the permission (${permissionLines.map((line) => line.trim()).join(' ')}), or give client-secret. A pull request from a fork never gets an id token.`,
  });
}

const answerSchema = v.object({ value: v.pipe(v.string(), v.check(isSecret)) });

/**
 * Asks GitHub for a fresh id token of this workflow. It lives five minutes, so each sign-in asks for its own. The toolkit's
 * getIDToken does the same without a limit on time and size.
 */
export async function freshIdToken(
  source: IdTokenSource,
  transport: Transport,
  within: Within,
): Promise<string> {
  const url = new URL(source.requestUrl);
  url.searchParams.set('audience', audience);
  const answer = await transport(
    {
      method: 'GET',
      url,
      headers: { Accept: 'application/json', Authorization: `Bearer ${source.requestToken}` },
    },
    { signal: within.signal, limitMs: exchangeLimitMs },
  );
  const response = withoutSecrets(answer, [source.requestToken]);
  if (response.status < 200 || response.status > 299) {
    throw refusal(response);
  }
  const parsed = v.safeParse(answerSchema, parse(response.body));
  if (!parsed.success) {
    throw new UnreadableAnswer('GitHub answered, but not with an id token.', '');
  }
  return parsed.output.value;
}

function refusal(response: HttpResponse): ServiceError {
  const { status } = response;
  return new ServiceError(
    signInFailureKind(status),
    `GitHub gave no id token: ${oneLine(`${status} ${response.statusText}`)}`,
    {
      status,
      correlationId: '',
      retryAfterMs: undefined,
      hint: 'Run this step again; if it stays, check that the job has permissions: id-token: write.',
    },
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
