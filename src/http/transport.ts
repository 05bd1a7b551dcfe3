import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient, type HttpClientResponse } from '@actions/http-client';
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
    throw abort.signal.aborted ? abort.signal.reason : networkError(error, request.url);
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener('abort', onAbort);
  }
};

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
      statusText: oneLine(message.statusMessage ?? '', 100),
      headers: message.headers,
      body: await readBody(message),
    };
  } finally {
    client.dispose();
  }
}

/** http-client has no signal of its own; a request handler may set one on node's request options. */
function onRequest(signal: AbortSignal) {
  return {
    prepareRequest(options: RequestOptions) {
      options.signal = signal;
      // http-client keeps the brackets of an IPv6 host, which node would look up as a name.
      options.host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? null;
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('not used')),
  };
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

const certificateCodes = /^(UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|ERR_SSL_)/;

function networkError(error: unknown, url: URL): NetworkError {
  if (error instanceof NetworkError) {
    return error;
  }
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const cause = oneLine(message, 300);
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
  return new NetworkError('connection', `No answer from ${url.host}: ${cause}${code ? ` (${code})` : ''}.`, {
    hint: 'Check that the runner reaches the host, and HTTPS_PROXY and NO_PROXY where a proxy is in use.',
    cause: error,
  });
}
