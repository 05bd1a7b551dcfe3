import type { Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { type Answer, json, page } from './answer.ts';

/** A fault and the requests it hits. */
export interface Fault {
  kind: FaultKind;
  /**
   * Matches the method and the path with its query. The fault hits the `nth` matching request (from 1, the default) and
   * `times` requests in all (default 1). `reset-on-connect` reads no request, so it counts connections instead.
   */
  on?: { method?: string; path?: RegExp; nth?: number; times?: number };
  /** `before` (default): the API never sees the request. `after`: the API acts on it, and then the answer is damaged. */
  when?: 'before' | 'after';
  /** For `status` (default 500) and `redirect` (default 302). */
  status?: number;
  /** For `status`. */
  headers?: Record<string, string>;
  /** For `status`. Default empty. */
  body?: string;
  /** For `redirect`: the Location. */
  to?: string;
  /** For `late` and `refuse-connections`, in real time. Default 1000. */
  milliseconds?: number;
}

export type FaultKind =
  | keyof typeof answerFaults
  | keyof typeof connectionFaults
  | 'reset-on-connect'
  | 'refuse-connections'
  | 'late';

/** A fault that was added, and how often it has struck. */
export type AddedFault = Fault & { struck: number };

export class Faults {
  readonly #added: { fault: AddedFault; seen: number }[] = [];

  add(fault: Fault): AddedFault {
    const added = { ...fault, struck: 0 };
    this.#added.push({ fault: added, seen: 0 });
    return added;
  }

  /** The fault for this request: the one added first, if several are due. */
  take(method: string, path: string): AddedFault | undefined {
    return this.#take(
      ({ kind, on }) =>
        kind !== 'reset-on-connect' && (on?.method ?? method) === method && path.search(on?.path ?? '') >= 0,
    );
  }

  /** The fault for a new connection, before the server reads from it. */
  takeConnection(): AddedFault | undefined {
    return this.#take(({ kind }) => kind === 'reset-on-connect');
  }

  #take(matches: (fault: Fault) => boolean): AddedFault | undefined {
    const due = this.#added.filter((one) => {
      if (!matches(one.fault)) return false;
      one.seen++;
      const { nth = 1, times = 1 } = one.fault.on ?? {};
      return one.seen >= nth && one.seen < nth + times;
    })[0]?.fault;
    if (due) due.struck++;
    return due;
  }
}

/** The answer to damage if the API never saw the request. */
const sample = json(200, { status: 'running', messages: [], steps: [] });

/** Faults that are still valid HTTP: kind -> the answer to send instead. */
const answerFaults = {
  status: (_answer, { status = 500, headers, body = '' }) => ({
    status,
    headers: { 'Content-Type': body.startsWith('<') ? 'text/html' : 'application/json', ...headers },
    body,
  }),
  redirect: (_answer, { status = 302, to = '/' }) => ({ status, headers: { Location: to }, body: '' }),
  // Seen once from the real server: devigned/pub#28.
  variant: () =>
    json(500, {
      Variant: { serviceName: 'Variant', error: 'snapshot() resulted in an internal conflict! Retry is OK.' },
    }),
  empty: () => ({ status: 200, headers: {}, body: '' }),
  html: () => page(200, 'Sign in'),
  'html-502': () => page(502, 'Bad Gateway'),
  'truncated-json': (answer) => ({ ...answer, body: half(answer) }),
  'json-number': () => json(200, 42),
  'json-string': () => json(200, 'succeeded'),
  'json-null': () => json(200, null),
  'json-array': () => json(200, [1, 2, 3]),
  'deep-json': () => ({ ...sample, body: '['.repeat(100_000) + ']'.repeat(100_000) }),
  // Parsing it would take a hundred times its size.
  'bracket-bomb': () => ({ ...sample, body: '['.repeat(1_000_000) }),
  'invalid-utf8': () => ({ ...sample, body: Buffer.from('{"status":"run\xff\xfening"}', 'latin1') }),
  'wrong-content-encoding': (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
  }),
} satisfies Record<string, (answer: Answer, fault: Fault) => Answer>;

const flood = `X-Flood: ${'x'.repeat(1000)}\r\n`.repeat(1000);
const switching = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n';

/** Faults of the connection: kind -> what happens to the socket after the request was read. */
const connectionFaults = {
  reset: (socket) => reset(socket),
  'reset-mid-headers': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Ty', () => reset(socket)),
  'cut-body': (socket, answer) => socket.write(head(answer) + half(answer), () => socket.destroy()),
  'cut-chunked-body': (socket, answer) =>
    socket.write(head(answer, 'chunked') + chunk(half(answer)), () => socket.destroy()),
  'stalled-headers': () => {},
  'stalled-body': (socket, answer) => socket.write(head(answer) + half(answer)),
  trickle: (socket, answer) => {
    const bytes = Buffer.from(answer.body);
    let sent = 0;
    socket.write(head(answer));
    const timer = setInterval(() => {
      socket.write(bytes.subarray(sent, ++sent));
      if (sent < bytes.length) return;
      clearInterval(timer);
      socket.end();
    }, 100);
    socket.once('close', () => clearInterval(timer));
  },
  'endless-body': (socket, answer) => {
    socket.write(head(answer, 'chunked'));
    pipeline(Readable.from(endless()), socket, () => {});
  },
  'header-flood': (socket) => socket.end(`HTTP/1.1 200 OK\r\n${flood}\r\n`),
  // Node gives the socket away and forgets the request.
  upgrade: (socket) => socket.write(`${switching}\r\n`),
  'upgrade-flood': (socket) => socket.write(`${switching}${flood}\r\n`),
  'bad-status-line': (socket) => socket.end('HTTP/1.1 OK 200\r\nContent-Length: 0\r\n\r\n'),
} satisfies Record<string, (socket: Socket, answer: Answer) => void>;

/**
 * Applies the fault to the socket, or returns the answer to send instead.
 * @param pause makes the server refuse connections for a while
 */
export async function applyFault(
  fault: AddedFault,
  socket: Socket,
  answer: Answer | undefined,
  pause: (milliseconds: number) => void,
): Promise<Answer | undefined> {
  const { kind, milliseconds = 1000 } = fault;
  if (kind === 'late') {
    await sleep(milliseconds, undefined, { ref: false });
    return answer ?? sample;
  }
  // An accepted go-live has no body, but a fault that cuts, stalls or trickles the body needs one.
  const target = !answer || answer.body ? (answer ?? sample) : { ...answer, body: sample.body };
  if (kind === 'refuse-connections') pause(milliseconds);
  else if (hasKey(connectionFaults, kind)) connectionFaults[kind](socket, target);
  else if (hasKey(answerFaults, kind)) return answerFaults[kind](target, fault);
  return undefined;
}

/** Ends a connection with RST. Node cannot do that over TLS, so there it closes without `close_notify`. */
export function reset(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

function hasKey<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}

function head({ status, headers, body }: Answer, framing?: 'chunked'): string {
  const length = framing ? 'Transfer-Encoding: chunked' : `Content-Length: ${Buffer.byteLength(body)}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} \r\n${lines.join('')}Connection: close\r\n${length}\r\n\r\n`;
}

function half({ body }: Answer): string {
  return body.toString().slice(0, body.length / 2);
}

function chunk(data: string): string {
  return `${Buffer.byteLength(data).toString(16)}\r\n${data}\r\n`;
}

/** Chunks of a JSON string that never ends. The stream pulls the next one when the socket has room. */
function* endless(): Generator<string> {
  yield chunk('"');
  const more = chunk('x'.repeat(65_536));
  while (true) yield more;
}
