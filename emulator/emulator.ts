import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Accepts, type Answer, type Call, page } from './http/answer.ts';
import { applyFault, Faults, reset } from './http/faults.ts';
import { Identity, type IdentitySetup } from './identity/identity.ts';
import { cloudPartnerPortal } from './marketplace/cloud-partner-portal.ts';
import { EmulatedOffer } from './marketplace/offer.ts';
import type { OfferSetup } from './marketplace/offer-setup.ts';
import { partnerCenter } from './marketplace/partner-center.ts';
import { productIngestion } from './marketplace/product-ingestion.ts';

export interface EmulatorOptions {
  /** Default: any free port. */
  port?: number;
  /** Emulated seconds per real second. Default 1. */
  speed?: number;
  /** Accepted bearer tokens, or a function that checks one for the resource of an API. Default: any token. */
  tokens?: string[] | Accepts;
  /** An application that clients can sign in as. The APIs then accept only tokens from these sign-ins. */
  identity?: IdentitySetup;
  offers: OfferSetup[];
  /** A monotonic clock, in milliseconds. Default `performance.now`. */
  now?: () => number;
  /** Serves https with this key and certificate, in PEM. */
  tls?: { key: string; cert: string };
  /** Hears of each request, just before it is answered. */
  onRequest?: (request: RecordedRequest) => void;
}

export interface RecordedRequest {
  method: string;
  /** With its query, as received. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The status, or the kind of the fault that replaced the answer. */
  answeredWith: number | string;
  /** When the emulator read it, by the clock `now`. */
  at: number;
}

export interface Emulator {
  /** Origin, without a trailing slash. */
  url: string;
  /** Every request that was read, oldest first. */
  requests: RecordedRequest[];
  offer(publisher: string, offer: string): EmulatedOffer;
  /** Throws unless `EmulatorOptions.identity` was set. */
  readonly identity: Identity;
  faults: Faults;
  stop(): Promise<void>;
}

/** Starts the three APIs on loopback, with one state behind them. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { speed = 1, now = () => performance.now() } = options;
  const start = now();
  const epoch = Date.now();
  const emulatedNow = () => epoch + (now() - start) * speed;
  const offers = options.offers.map((setup) => new EmulatedOffer(setup, emulatedNow));
  const identity = options.identity && new Identity(options.identity, emulatedNow, () => url);
  const { tokens } = options;
  const accepts: Accepts = (token, resource) => {
    if (identity) return identity.accepts(token, resource);
    return typeof tokens === 'function' ? tokens(token, resource) : (tokens?.includes(token) ?? true);
  };
  const services = [
    cloudPartnerPortal(offers, accepts),
    productIngestion(offers, accepts, emulatedNow),
    partnerCenter(offers, accepts),
    ...(identity ? [identity.service] : []),
  ];
  const requests: RecordedRequest[] = [];
  const faults = new Faults();
  const sockets = new Set<Socket>();
  const scheme = options.tls ? 'https' : 'http';

  const answerTo = (call: Call): Answer => {
    for (const service of services) {
      const answer = service(call);
      if (answer) return answer;
    }
    return page(404, 'File or directory not found.');
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = now();
    const body = await text(request);
    const { method = '', url: path = '', headers } = request;
    const base = `${scheme}://${headers.host ?? 'emulator'}`;
    // A path that starts with two slashes would read as a host if it were resolved against the base.
    const target = path.startsWith('/') ? new URL(base + path) : new URL(path, base);
    const call: Call = {
      method,
      // Clients that join a base and a path send doubled slashes.
      path: target.pathname.replace(/\/{2,}/g, '/'),
      query: target.searchParams,
      headers,
      body,
      origin: target.origin,
    };
    const fault = faults.take(method, path);
    const answer = fault && fault.when !== 'after' ? undefined : answerTo(call);
    const recorded = { method, path, headers, body, answeredWith: fault?.kind ?? answer?.status ?? 0, at };
    requests.push(recorded);
    options.onRequest?.(recorded);
    const sent = fault
      ? await applyFault(fault, request.socket, answer && withUsualHeaders(answer), pause)
      : answer;
    if (sent) send(response, sent);
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // Fails if the client disconnects in the middle of its request, which does not concern the emulator.
    handle(request, response).catch(() => request.destroy());
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  // Longer than any client keeps an idle connection, so that no client reuses one that is just being closed.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    if (faults.takeConnection()) reset(socket);
  });

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });

  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  let reopening: NodeJS.Timeout | undefined;
  const pause = (milliseconds: number): void => {
    void close();
    reopening = setTimeout(() => void listen(port), milliseconds);
  };

  const url = `${scheme}://127.0.0.1:${port}`;
  return {
    url,
    requests,
    offer: (publisher, id) => {
      const found = offers.find(({ setup }) => setup.publisher === publisher && setup.offer === id);
      if (!found) throw new Error(`No offer ${publisher}/${id} was set up.`);
      return found;
    },
    get identity() {
      if (!identity) throw new Error('No identity was set up.');
      return identity;
    },
    faults,
    stop: () => {
      clearTimeout(reopening);
      return close();
    },
  };
}

/** Headers seen on every answer of the Cloud Partner Portal. The other APIs have their own correlation ID. */
function withUsualHeaders(answer: Answer): Answer {
  return {
    ...answer,
    headers: {
      'Cache-Control': 'no-cache',
      Server: 'Microsoft-IIS/10.0',
      ...(!('request-id' in answer.headers) && { 'X-Ms-Correlation-Request-Id': randomUUID() }),
      ...answer.headers,
    },
  };
}

function send(response: ServerResponse, answer: Answer): void {
  const { status, headers, body } = withUsualHeaders(answer);
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}
