/** An API client that answers requests from a script. */
import { staticCredential } from '../../../src/auth/credential.ts';
import { ApiClient, createRequestLimit } from '../../../src/http/api-client.ts';
import type { HttpRequest, HttpResponse } from '../../../src/http/transport.ts';
import type { Api } from '../../../src/marketplace/api.ts';
import type { Deadline } from '../../../src/model/clock.ts';
import { VirtualClock } from './virtual-clock.ts';

/** One answer: a document, a response that differs from the usual one, or an error to throw. */
export type Scripted = { json: unknown } | Partial<HttpResponse> | Error;

export interface ScriptedClient {
  client: ApiClient;
  deadline: Deadline;
  requests: HttpRequest[];
  /** The requests in order, without the base URL: `GET /products?page=2`. */
  asked(): string[];
}

/**
 * Creates an API client that answers from a script. A request that is not in the script gets a 404.
 * @param script by method and URL below the base URL; the last of several answers repeats
 */
export function scriptedClient(
  { baseUrl, hint, kind }: Pick<Api, 'baseUrl' | 'hint' | 'kind'>,
  script: Record<string, Scripted | Scripted[]>,
): ScriptedClient {
  const clock = new VirtualClock();
  const requests: HttpRequest[] = [];
  const key = ({ method, url }: HttpRequest) => `${method} ${url.href.replace(baseUrl, '')}`;
  const client = new ApiClient({
    async transport(request) {
      const earlier = requests.filter((one) => key(one) === key(request)).length;
      requests.push(request);
      const turns = [script[key(request)] ?? { status: 404 }].flat();
      const turn = turns[Math.min(earlier, turns.length - 1)] as Scripted;
      if (turn instanceof Error) {
        throw turn;
      }
      const answer = 'json' in turn ? { body: JSON.stringify(turn.json) } : turn;
      return {
        status: 200,
        statusText: '',
        headers: { 'request-id': `c-${requests.length}` },
        body: '',
        ...answer,
      };
    },
    credential: staticCredential('a-token-of-some-length'),
    clock,
    baseUrl: new URL(baseUrl),
    hint,
    kind,
    log: { debug: () => {}, isDebug: false },
    limit: createRequestLimit(),
  });
  const deadline = { signal: new AbortController().signal, atMs: clock.now() + 60_000 };
  return { client, deadline, requests, asked: () => requests.map(key) };
}
