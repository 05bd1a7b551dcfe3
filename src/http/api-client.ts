import pLimit from 'p-limit';
import type { Credential } from '../auth/credential.ts';
import type { Clock, Within } from '../clock.ts';
import { Failure, type FailureKind, NetworkError, ServiceError, UnreadableAnswer } from '../errors.ts';
import { oneLine, span } from '../report/text.ts';
import { problemLine, readProblem } from './problem.ts';
import { retryAfterMs } from './retry.ts';
import { type HttpResponse, type Transport, withoutSecrets } from './transport.ts';

// The API can be slow: a client of it raised its limit to minutes (devigned/pub, June 2020).
const exchangeLimitMs = 120_000;
// A request under way at the deadline is the last look; it gets this long beyond it.
const lastLookMs = 30_000;
// Several offers go side by side, but not all of their requests.
const requestsAtOnce = 8;

export interface ApiRequest {
  method: 'GET' | 'POST';
  url: URL;
  /** Sent as JSON. */
  body?: unknown;
}

/** A good answer (2xx). */
export interface Answer {
  status: number;
  headers: HttpResponse['headers'];
  correlationId: string;
  /** Empty where there is none. */
  body: string;
  /** The document in the body. @throws UnreadableAnswer when it is not JSON */
  json(): unknown;
}

export interface ApiClientParts {
  transport: Transport;
  credential: Credential;
  clock: Clock;
  /** The base URL of the API: its origin is the only place that the token is sent to. */
  baseUrl: URL;
  /** What to do about an answer with this status, in the words of the API in use. */
  hint(status: number): string;
  /** What is special in the words of a refusal; undefined where its status tells all. */
  kind(words: string): FailureKind | undefined;
  debug(line: string): void;
}

/** Sends requests to one API, as its caller, and tells apart the ways in which an answer can be none. */
export class ApiClient {
  readonly #parts: ApiClientParts;
  readonly #inTurn = pLimit(requestsAtOnce);

  constructor(parts: ApiClientParts) {
    this.#parts = parts;
  }

  /**
   * Sends one request; after a 401 once more, with a new token where one can be had.
   * @throws ServiceError for an answer outside 2xx, NetworkError when no whole answer came, the signal's reason
   */
  async send(request: ApiRequest, within: Within): Promise<Answer> {
    const { credential, baseUrl } = this.#parts;
    if (request.url.origin !== baseUrl.origin) {
      throw new Failure(
        'service',
        `${oneLine(request.url.href, 300)} is not at ${baseUrl.origin}: nothing was sent there.`,
      );
    }
    const token = await credential.token(within);
    const exchange = (token: string) => this.#inTurn(() => this.#exchange(request, token, within));
    let response = await exchange(token);
    if (response.status === 401 && credential.refused(token)) {
      response = await exchange(await credential.token(within));
    }
    if (response.status < 200 || response.status > 299) {
      throw await this.#refusal(request, response);
    }
    const correlationId = correlationOf(response);
    return {
      status: response.status,
      headers: response.headers,
      body: response.body,
      correlationId,
      json: () => parseJson(response, request, correlationId),
    };
  }

  async #exchange(request: ApiRequest, token: string, within: Within): Promise<HttpResponse> {
    const { transport, clock, debug } = this.#parts;
    const startMs = clock.now();
    const limitMs = Math.min(exchangeLimitMs, within.deadlineMs + lastLookMs - startMs);
    if (limitMs <= 0) {
      throw new NetworkError('unreachable', 'Time was up before the request could be sent.');
    }
    const what = `${request.method} ${request.url.href}`;
    try {
      const answer = await transport(
        {
          method: request.method,
          url: request.url,
          headers: {
            Accept: 'application/json',
            'Content-Type': 'application/json',
            Authorization: `Bearer ${token}`,
          },
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        },
        { signal: within.signal, limitMs },
      );
      const response = withoutSecrets(answer, [token]);
      debug(
        `${what}: ${response.status}, ${response.body.length} characters, ${span(clock.now() - startMs)}, correlation ID ${correlationOf(response) || 'none'}`,
      );
      return response;
    } catch (error) {
      debug(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }

  async #refusal(request: ApiRequest, response: HttpResponse): Promise<ServiceError> {
    const { clock, hint, kind } = this.#parts;
    const { status } = response;
    const correlationId = correlationOf(response);
    const location = response.headers.location;
    const words =
      status >= 300 && status < 400
        ? `a redirect${location ? ` to ${oneLine(location, 300)}` : ''}, which is not followed`
        : problemLine(await readProblem(response.body));
    const said = [
      `${request.method} ${request.url.pathname}: ${[status, response.statusText].filter(Boolean).join(' ')}`,
      words && ` - ${words}`,
      correlationId && ` (correlation ID ${correlationId})`,
    ];
    return new ServiceError(kind(words) ?? kindOf(status, request.method), said.filter(Boolean).join(''), {
      status,
      correlationId,
      retryAfterMs: retryAfterMs(response.headers['retry-after'], clock.epoch()),
      hint: hint(status),
    });
  }
}

const kinds: Record<number, FailureKind> = {
  401: 'authentication',
  403: 'permission',
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  412: 'conflict',
  423: 'conflict',
  429: 'throttled',
};

function kindOf(status: number, method: string): FailureKind {
  // A go-live that the API finds fault with is the offer's matter, not a fault of the service.
  const refused = method === 'POST' && (status === 400 || status === 422) ? 'not-ready' : 'service';
  return kinds[status] ?? refused;
}

/** The ID under which Microsoft's support finds the exchange (`X-Ms-Correlation-Request-Id`, Graph: `request-id`). */
function correlationOf(response: HttpResponse): string {
  const { headers } = response;
  const id =
    headers['x-ms-correlation-request-id'] ?? headers['request-id'] ?? headers['x-ms-request-id'] ?? '';
  return oneLine(String(id), 100);
}

function parseJson(response: HttpResponse, request: ApiRequest, correlationId: string): unknown {
  try {
    return JSON.parse(response.body);
  } catch (error) {
    const start = oneLine(response.body, 80);
    throw new UnreadableAnswer(
      `${request.method} ${request.url.pathname}: ${response.status}, but the answer is not JSON${start ? `: ${start}` : ' (it is empty)'}`,
      correlationId,
      error,
    );
  }
}
