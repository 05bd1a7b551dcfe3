/** An HTTPS server that records its requests and can simulate an outage, and a client that trusts its CA. */
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Answer, Call } from '../../../emulator/http/answer.ts';
import type { PrivateCa } from './private-ca.ts';

export interface LoggedRequest {
  method: string;
  /** With its query, as received. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  answeredWith: number | 'reset';
}

export type Outage = 'reset' | { status: number; headers?: Record<string, string>; body?: string };

/** An HTTPS server with a certificate from a private CA. */
export class TlsService {
  /** Every request that was read, oldest first. */
  readonly requests: LoggedRequest[] = [];
  readonly #server;
  #outage: { answer: Outage; left: number } | undefined;

  constructor(ca: PrivateCa, answerTo: (call: Call) => Promise<Answer>) {
    this.#server = createServer({ key: ca.key, cert: ca.cert }, async (request, response) => {
      const { method = '', url: path = '', headers, socket } = request;
      const body = await text(request).catch(() => undefined);
      if (body === undefined) return; // The client disconnected in the middle of its request.
      const { pathname, searchParams, origin } = new URL(path, `https://${headers.host}`);
      const answer =
        this.#takeOutage() ??
        (await answerTo({ method, path: pathname, query: searchParams, headers, body, origin }));
      const answeredWith = answer === 'reset' ? answer : answer.status;
      this.requests.push({ method, path, headers, body, answeredWith });
      if (answer === 'reset') socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    // Longer than any client keeps an idle connection, so that no client reuses one that is just being closed.
    this.#server.keepAliveTimeout = 120_000;
  }

  /** Origin, without a trailing slash. Only after `listen`. */
  get url(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Answers the next requests like this, until `up` or `times` is used up. */
  down(answer: Outage, times = Number.POSITIVE_INFINITY): void {
    this.#outage = { answer, left: times };
  }

  up(): void {
    this.#outage = undefined;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #takeOutage(): Answer | 'reset' | undefined {
    if (!this.#outage || this.#outage.left-- <= 0) return undefined;
    const { answer } = this.#outage;
    return answer === 'reset' ? answer : { headers: {}, body: '', ...answer };
  }
}

/** Sends a request over TLS that trusts only this CA. */
export function requestTrusting(
  ca: string,
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const { body = '', ...rest } = options;
  return new Promise((resolve, reject) => {
    httpsRequest(url, { ca, agent: false, ...rest }, async (response) => {
      const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      const { statusCode: status = 0 } = response;
      text(response).then(
        (read) => resolve({ status, headers: Object.fromEntries(headers), body: read }),
        reject,
      );
    })
      .on('error', reject)
      .end(body);
  });
}
