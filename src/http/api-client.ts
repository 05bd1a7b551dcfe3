import pLimit, { type LimitFunction } from 'p-limit';
import type { Clock, Deadline } from '../model/clock.ts';
import { Failure, type FailureKind } from '../model/failure.ts';
import type { Log } from '../model/log.ts';
import { errorMessage, formatDuration, oneLine, sentence } from '../model/text.ts';
import type { Credential } from './credential.ts';
import { formatErrorBody, readErrorBody } from './error-body.ts';
import { networkFailure, serviceFailure, unreadableAnswer } from './failures.ts';
import { parseJson } from './json.ts';
import { parseRetryAfterMs } from './retry-after.ts';
import { describeShape } from './shape.ts';
import { type HttpResponse, redact, type Transport } from './transport.ts';

// The API can be slow: one of its clients raised its limit to minutes (devigned/pub, June 2020).
const exchangeLimitMs = 120_000;
// A request that is out at the deadline is the last one, and gets this much longer.
const lastRequestMs = 30_000;
// Several offers go live side by side, but not all of their requests.
const maxConcurrentRequests = 8;

export type RequestLimit = LimitFunction;

/** Bounds how many requests run side by side, over all clients that share it. */
export function createRequestLimit(): RequestLimit {
  return pLimit(maxConcurrentRequests);
}

export interface ApiRequest {
  method: 'GET' | 'POST';
  url: URL;
  /** Sent as JSON. */
  body?: unknown;
}

/** An answer with a status of 2xx. */
export interface Answer {
  status: number;
  headers: HttpResponse['headers'];
  correlationId: string;
  /** Empty where there is none. */
  body: string;
  /** The document in the body. @throws Failure, as for every unreadable answer, when it is not JSON */
  json(): unknown;
}

export interface ApiClientOptions {
  transport: Transport;
  credential: Credential;
  clock: Clock;
  /** The base URL of the API. Tokens are sent to its origin only. */
  baseUrl: URL;
  /** What to do about an answer, for the API in use; empty where there is no advice. */
  hint(status: number, method: ApiRequest['method']): string;
  /** The kind of failure that the words of a refused go-live (POST) tell; undefined where the status is enough. */
  kind(words: string): FailureKind | undefined;
  log: Pick<Log, 'debug' | 'isDebug'>;
  /** See `createRequestLimit`. */
  limit: RequestLimit;
}

/** Sends requests to one API with the caller's token, and turns every answer that is not a success into a `Failure`. */
export class ApiClient {
  readonly #options: ApiClientOptions;
  #hasAnswered = false;

  constructor(options: ApiClientOptions) {
    this.#options = options;
  }

  /** Whether the API has answered any request, well or badly. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /**
   * Sends one request; after a 401 once more, if the credential can get a new token.
   * @throws Failure when the answer is not 2xx, when no complete answer came, or when there is no token; the reason of
   * the signal when it is aborted
   */
  async send(request: ApiRequest, deadline: Deadline): Promise<Answer> {
    const { credential, baseUrl, limit } = this.#options;
    if (request.url.origin !== baseUrl.origin) {
      throw new Failure(
        'service',
        `${oneLine(request.url.href, 300)} is not at ${baseUrl.origin}: nothing was sent there.`,
      );
    }
    // No sign-in begins once no request may.
    const forToken = { ...deadline, signal: deadline.startSignal ?? deadline.signal };
    const token = await credential.token(forToken);
    const exchange = (token: string) => limit(() => this.#exchange(request, token, deadline));
    let response = await exchange(token);
    if (response.status === 401 && credential.invalidate(token)) {
      response = await exchange(await credential.token(forToken));
    }
    if (response.status < 200 || response.status > 299) {
      throw await this.#refusal(request, response);
    }
    const correlationId = correlationIdOf(response);
    return {
      status: response.status,
      headers: response.headers,
      body: response.body,
      correlationId,
      json: () => parseAnswer(response, request, correlationId),
    };
  }

  async #exchange(request: ApiRequest, token: string, deadline: Deadline): Promise<HttpResponse> {
    const { transport, clock, log } = this.#options;
    // It may have waited for others.
    (deadline.startSignal ?? deadline.signal).throwIfAborted();
    const startMs = clock.now();
    const limitMs = Math.min(exchangeLimitMs, deadline.atMs + lastRequestMs - startMs);
    if (limitMs <= 0) {
      throw networkFailure('unreachable', 'The wait ended before the request could be sent.');
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
        { signal: deadline.signal, limitMs },
      );
      this.#hasAnswered = true;
      const response = redact(answer, [token]);
      log.debug(
        `${what}: ${response.status}, ${response.body.length} characters, ${formatDuration(clock.now() - startMs)}, correlation ID ${correlationIdOf(response) || 'none'}`,
      );
      if (log.isDebug) {
        const document = parseJson(response.body);
        log.debug(`The answer is ${document === undefined ? 'no JSON' : describeShape(document)}`);
      }
      return response;
    } catch (error) {
      log.debug(`${what}: ${errorMessage(error)}`);
      throw error;
    }
  }

  async #refusal(request: ApiRequest, response: HttpResponse): Promise<Failure> {
    const { clock, hint, kind } = this.#options;
    const { status } = response;
    const correlationId = correlationIdOf(response);
    const location = response.headers.location;
    const words = isRedirect(status)
      ? `a redirect${location ? ` to ${oneLine(location, 300)}` : ''}, which is not followed`
      : formatErrorBody(await readErrorBody(response.body));
    const { method } = request;
    const kindInWords = method === 'POST' ? kind(words) : undefined;
    return serviceFailure(kindInWords ?? kindOf(status, method), sentence(whatHappened(status), words), {
      status,
      correlationId,
      retryAfterMs: parseRetryAfterMs(response.headers['retry-after'], clock.epoch()),
      // What is in the way is in the way, whatever the status.
      hint: hint(kindInWords === 'conflict' ? 409 : status, method),
      technical: technicalPart(request, response),
      refusesCaller: status === 401 || status === 403,
    });
  }
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** `POST /api/…/golive: 404 Not Found; correlation ID …`. */
function technicalPart({ method, url }: ApiRequest, response: HttpResponse): string {
  const correlationId = correlationIdOf(response);
  const status = [response.status, response.statusText].filter(Boolean).join(' ');
  return `${method} ${url.pathname}: ${status}${correlationId && `; correlation ID ${correlationId}`}`;
}

/** What an answer means, in the first words of a sentence that the API's own words end. */
function whatHappened(status: number): string {
  if (status >= 500) {
    return 'The API failed';
  }
  return sentences[status] ?? (isRedirect(status) ? 'The API answered with' : 'The API refused the request');
}

const sentences: Record<number, string> = {
  401: 'The API did not accept the token',
  403: 'The API refused access',
  404: 'Not found',
  409: 'The API reported a conflict',
  410: 'Not found',
  412: 'The API reported a conflict',
  423: 'The API reported a conflict',
  429: 'The API asked for fewer requests',
};

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
  // If the API rejects a go-live for its content, the offer is at fault, not the service.
  const rejected = method === 'POST' && (status === 400 || status === 422) ? 'not-ready' : 'service';
  return kinds[status] ?? rejected;
}

/** The ID under which Microsoft's support finds the exchange (`X-Ms-Correlation-Request-Id`; Graph: `request-id`). */
function correlationIdOf({ headers }: HttpResponse): string {
  const id =
    headers['x-ms-correlation-request-id'] ?? headers['request-id'] ?? headers['x-ms-request-id'] ?? '';
  return oneLine(String(id), 100);
}

function parseAnswer(response: HttpResponse, request: ApiRequest, correlationId: string): unknown {
  const document = parseJson(response.body);
  if (document === undefined) {
    const start = oneLine(response.body, 80);
    throw unreadableAnswer(sentence('The answer is not JSON', start || 'it is empty'), correlationId, {
      request: `${request.method} ${request.url.pathname}: ${response.status}`,
    });
  }
  return document;
}
