import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient, type HttpClientResponse } from '@actions/http-client';
import type { RequestHandler } from '@actions/http-client/lib/interfaces';
import { NetworkError } from '../errors.ts';
import { oneLine, span } from '../report/text.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string;
}

export interface HttpResponse {
  status: number;
  statusText: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Bounds on one exchange. */
export interface ExchangeLimits {
  /** Ends the exchange at once; what is thrown is its reason. */
  signal: AbortSignal;
  /** The longest the whole exchange may take, in ms. */
  limitMs: number;
}

/**
 * One exchange: one request, one whole answer, whatever its status.
 * @throws NetworkError when no whole answer came; the signal's reason when it was aborted
 */
export type Transport = (request: HttpRequest, limits: ExchangeLimits) => Promise<HttpResponse>;

// The documents of the APIs are some tens of kB. A bound keeps a runaway answer from filling the memory.
const maxBodyBytes = 8 * 1024 * 1024;

/**
 * The transport over @actions/http-client, which brings the proxy settings of the runner. What it leaves open is closed
 * here: no redirect is followed (it would send the token along), no retry (it repeats without a plan), the body is read so
 * that a cut connection rejects (its readBody would never settle), with a cap on the size and a limit on the whole exchange
 * (its socketTimeout is idle time only).
 */
export const httpTransport: Transport = async (request, limits) => {
  limits.signal.throwIfAborted();
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort(
      new NetworkError(
        'timeout',
        `No whole answer came from ${request.url.host} in ${span(limits.limitMs)}.`,
      ),
    );
  }, limits.limitMs);
  const onAbort = () => abort.abort(limits.signal.reason);
  limits.signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await exchange(request, abort.signal);
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : networkError(error as Error, request.url);
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener('abort', onAbort);
  }
};

/**
 * The answer without the secrets that were sent with the request: a server may echo them, and what it says goes into
 * outputs and summary, which the runner does not mask.
 */
export function withoutSecrets(response: HttpResponse, secrets: readonly string[]): HttpResponse {
  // As they were sent: a form has them encoded.
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const hide = (text: string) => forms.reduce((hidden, form) => hidden.replaceAll(form, '***'), text);
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? hide(value) : value,
  ]);
  return {
    ...response,
    statusText: hide(response.statusText),
    headers: Object.fromEntries(headers),
    body: hide(response.body),
  };
}

async function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
  const client = new HttpClient('azure-marketplace-go-live', [onRequest(signal)], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: false,
  });
  try {
    const response: HttpClientResponse = await client.request(
      request.method,
      request.url.href,
      // The types ask for a string, the code for null where there is no body (it then sends Content-Length: 0).
      (request.body ?? null) as string,
      request.headers,
    );
    const message = response.message;
    return {
      status: message.statusCode as number,
      statusText: oneLine(message.statusMessage as string, 100),
      headers: message.headers,
      body: await readBody(message),
    };
  } finally {
    client.dispose();
  }
}

/** http-client has no signal of its own; a request handler may set one on node's request options. */
function onRequest(signal: AbortSignal): RequestHandler {
  const handler: Partial<RequestHandler> = {
    prepareRequest(options) {
      options.signal = signal;
      // The request for a tunnel through a proxy is one of its own; it would go on after the end of ours.
      const { proxyOptions = {} } = options.agent as { proxyOptions?: RequestOptions };
      proxyOptions.signal = signal;
      // http-client keeps the brackets of an IPv6 host, which node would look up as a name.
      options.host = String(options.host).replace(/^\[(.*)\]$/, '$1');
    },
    // A 401 is an answer like any other, so nothing more of a handler is ever called.
    canHandleAuthentication: () => false,
  };
  return handler as RequestHandler;
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      throw new NetworkError('too-large', `The answer is larger than ${maxBodyBytes / 1024 / 1024} MiB.`);
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

// No connection came about: the name is not known, or nobody listens there.
const unreachableCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const certificateCodes = /^(UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|ERR_SSL_)/;

function networkError(error: NodeJS.ErrnoException, url: URL): NetworkError {
  if (error instanceof NetworkError) {
    return error;
  }
  const { code = '' } = error;
  // Where a host has several addresses, each attempt has failed in its own way.
  const attempts: Error[] = error instanceof AggregateError ? error.errors : [error];
  const cause = oneLine(attempts.map((attempt) => attempt.message).join('; '), 300);
  // In the words of the package tunnel, which http-client reaches a proxy with.
  const refused = /^tunneling socket could not be established, statusCode=(4\d\d)/.exec(error.message);
  if (refused) {
    return new NetworkError('proxy', `The proxy refused the way to ${url.host}: ${refused[1]}.`, {
      hint:
        refused[1] === '407'
          ? 'The proxy wants a user and a password: put them into HTTPS_PROXY, percent-encoded.'
          : 'Let the proxy pass this host, or name the host in NO_PROXY.',
      cause: error,
    });
  }
  if (certificateCodes.test(code)) {
    return new NetworkError(
      'certificate',
      `The certificate of ${url.host} is not trusted: ${cause} (${code}).`,
      {
        hint: 'On a self-hosted runner behind an inspecting proxy, name its root certificate in NODE_EXTRA_CA_CERTS.',
        cause: error,
      },
    );
  }
  const fault = unreachableCodes.has(code) ? 'unreachable' : 'connection';
  return new NetworkError(fault, `No answer from ${url.host}: ${cause}${code ? ` (${code})` : ''}.`, {
    hint: 'Check that the runner reaches the host, and HTTPS_PROXY and NO_PROXY where a proxy is in use.',
    cause: error,
  });
}
