import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient, type HttpClientResponse } from '@actions/http-client';
import type { RequestHandler } from '@actions/http-client/lib/interfaces';
import { Failure } from '../model/failure.ts';
import { formatDuration, oneLine } from '../model/text.ts';
import { networkFailure } from './failures.ts';

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
  /** Ends the exchange at once; its reason is thrown. */
  signal: AbortSignal;
  /** How long the whole exchange may take, in ms. */
  limitMs: number;
}

/**
 * One exchange: one request and its complete answer, whatever its status.
 * @throws Failure of kind `network` when no complete answer came; the signal's reason when it was aborted
 */
export type Transport = (request: HttpRequest, limits: ExchangeLimits) => Promise<HttpResponse>;

// The documents of the APIs are tens of kB. The bound keeps a runaway answer from filling the memory.
const maxBodyBytes = 1024 * 1024;

/**
 * The transport over @actions/http-client, which honors the proxy settings of the runner. This closes the gaps it leaves:
 * no redirect is followed (it would send the token along); nothing is retried (it repeats requests blindly); a cut
 * connection rejects (its readBody would never settle); the size of the body is capped; and the whole exchange has a
 * limit (its socketTimeout is idle time only).
 */
export const httpTransport: Transport = async (request, limits) => {
  limits.signal.throwIfAborted();
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort(
      networkFailure(
        'timeout',
        `No complete response from ${request.url.host} within ${formatDuration(limits.limitMs)}.`,
      ),
    );
  }, limits.limitMs);
  const onAbort = () => abort.abort(limits.signal.reason);
  limits.signal.addEventListener('abort', onAbort, { once: true });
  try {
    // Node drops the socket of an answer that switches protocols (101), and http-client then never settles.
    return await Promise.race([exchange(request, abort.signal), rejectOnAbort(abort.signal)]);
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : toFailure(error as Error, request.url);
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener('abort', onAbort);
  }
};

/** Never resolves. @throws the reason of the signal */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/**
 * The answer without the secrets that were sent with the request: a server may echo them, and its words go into outputs,
 * which the runner does not mask.
 */
export function redact(response: HttpResponse, secrets: readonly string[]): HttpResponse {
  // In both forms in which they are sent; a form body encodes them.
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
      // The types want a string; without a body the code wants null (and then sends Content-Length: 0).
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

/** http-client takes no signal, but a request handler may set one on node's request options. */
function onRequest(signal: AbortSignal): RequestHandler {
  const handler: Partial<RequestHandler> = {
    prepareRequest(options) {
      options.signal = signal;
      // The tunnel through a proxy is a request of its own, which would outlive ours.
      const { proxyOptions = {} } = options.agent as { proxyOptions?: RequestOptions };
      proxyOptions.signal = signal;
      // http-client keeps the brackets of an IPv6 host, and node would look those up as a name.
      options.host = String(options.host).replace(/^\[(.*)\]$/, '$1');
    },
    // A 401 is an answer like any other, so no other method of the handler is ever called.
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
      throw networkFailure(
        'too-large',
        `The response exceeds the limit of ${maxBodyBytes / 1024 / 1024} MiB.`,
      );
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

// No connection was made: the name is unknown, or nobody listens there.
const unreachableCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const certificateCodes = /^(UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|ERR_SSL_)/;

/** The failure behind an error of http-client, of the tunnel through a proxy, or of node. */
function toFailure(error: NodeJS.ErrnoException, { host }: URL): Failure {
  if (error instanceof Failure) {
    return error;
  }
  const { code = '' } = error;
  // If a host has several addresses, each attempt failed in its own way.
  const attempts: Error[] = error instanceof AggregateError ? error.errors : [error];
  const cause = oneLine(attempts.map((attempt) => attempt.message).join('; '), 300);
  // The words of the package tunnel, with which http-client reaches a proxy.
  const [, proxyCause] = /^tunneling socket could not be established, cause=(.*)/s.exec(error.message) ?? [];
  if (proxyCause !== undefined) {
    return networkFailure('unreachable', `No response from the proxy: ${oneLine(proxyCause, 300)}.`, {
      hint: 'Check HTTPS_PROXY, and that the runner can reach the proxy.',
      cause: error,
    });
  }
  const refused = /^tunneling socket could not be established, statusCode=(4\d\d)/.exec(error.message);
  if (refused) {
    return networkFailure('proxy', `The proxy refused to connect to ${host}: ${refused[1]}.`, {
      hint:
        refused[1] === '407'
          ? 'The proxy requires a user and a password: put them into HTTPS_PROXY, percent-encoded.'
          : 'Allow this host on the proxy, or name the host in NO_PROXY.',
      cause: error,
    });
  }
  if (certificateCodes.test(code)) {
    // After a semicolon Node advises what is no use here: an option of its own.
    const reason = cause.split(';')[0];
    return networkFailure('certificate', `The certificate of ${host} is not trusted: ${reason} (${code}).`, {
      hint: 'On a self-hosted runner behind a proxy that inspects TLS, name its root certificate in NODE_EXTRA_CA_CERTS.',
      cause: error,
    });
  }
  const fault = unreachableCodes.has(code) ? 'unreachable' : 'connection';
  return networkFailure(fault, `No response from ${host}: ${cause}${code ? ` (${code})` : ''}.`, {
    hint: 'Check that the runner can reach the host, and check HTTPS_PROXY and NO_PROXY if a proxy is in use.',
    cause: error,
  });
}
