import dns from 'node:dns';
import { getEventListeners } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Interrupted, NetworkError } from '../../src/errors.ts';
import { type HttpRequest, type HttpResponse, httpTransport } from '../../src/http/transport.ts';
import { hasOpenssl, type PrivateCa, privateCa } from '../support/servers/private-ca.ts';

const MiB = 1024 * 1024;
/** Long: reached only by a test that fails. */
const ample = 30_000;

interface Wire {
  /** Origin, without a slash at the end. */
  url: string;
  port: number;
  /** The requests, as they came. */
  requests: string[];
  /** Connections that neither side has closed. */
  open: Set<Socket>;
}

/** What to do with a connection when a whole request head has come over it. */
type Act = (socket: Socket, request: string) => void;

const servers: { server: Server; open: Set<Socket> }[] = [];

/** Listens, and acts upon each request. */
async function listen(
  act: Act,
  { host = '127.0.0.1', tls }: { host?: string; tls?: { key: string; cert: string } } = {},
): Promise<Wire> {
  const requests: string[] = [];
  const open = new Set<Socket>();
  const serve = (socket: Socket) => {
    socket.on('error', () => {});
    let request = '';
    let answered = false;
    socket.on('data', (bytes) => {
      request += bytes;
      const [head = '', body] = request.split('\r\n\r\n', 2);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      if (!answered && body !== undefined && body.length >= length) {
        answered = true;
        requests.push(request);
        act(socket, request);
      }
    });
  };
  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  servers.push({ server, open });
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `${tls ? 'https' : 'http'}://${name}:${port}`, port, requests, open };
}

/** Answers every request with these bytes, and leaves the connection open. */
const say =
  (...bytes: (string | Uint8Array)[]): Act =>
  (socket) => {
    for (const part of bytes) {
      socket.write(part);
    }
  };

const ok = (body: string, ...headers: string[]) =>
  ['HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(body)}`, ...headers, '', body].join('\r\n');

interface Limits {
  limitMs?: number;
  signal?: AbortSignal;
}

function get(url: string, limits: Limits = {}): Promise<HttpResponse> {
  return send({ method: 'GET', url: new URL(url), headers: {} }, limits);
}

function send(request: HttpRequest, { limitMs = ample, signal = new AbortController().signal }: Limits = {}) {
  return httpTransport(request, { limitMs, signal });
}

async function failureOf(exchange: Promise<unknown>): Promise<NetworkError> {
  const failure = await exchange.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(NetworkError);
  return failure as NetworkError;
}

/** Resolves when the client has closed every connection; nobody else does. */
async function allClosed(...wires: Wire[]): Promise<void> {
  await vi.waitUntil(() => wires.every(({ open }) => open.size === 0), { timeout: ample, interval: 5 });
}

beforeEach(() => {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    vi.stubEnv(name, '');
    vi.stubEnv(name.toUpperCase(), '');
  }
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const { server, open } of servers.splice(0)) {
    for (const socket of open) {
      socket.destroy();
    }
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('an exchange', () => {
  test('is one request and one whole answer', async () => {
    const wire = await listen(say(ok('{"a":"ä"}', 'Request-Id: r-1', 'Retry-After: 5')));
    const response = await send({
      method: 'GET',
      url: new URL(`${wire.url}/a%20b/c$d?e=f&g`),
      headers: { Accept: 'application/json', Authorization: 'Bearer abc' },
    });
    expect(response).toMatchObject({
      status: 200,
      statusText: 'OK',
      headers: { 'request-id': 'r-1', 'retry-after': '5' },
      body: '{"a":"ä"}',
    });
    expect(wire.requests).toHaveLength(1);
    const [head = ''] = wire.requests;
    expect(head).toMatch(/^GET \/a%20b\/c\$d\?e=f&g HTTP\/1\.1\r\n/);
    expect(head).toMatch(new RegExp(`^host: 127\\.0\\.0\\.1:${wire.port}\\r$`, 'im'));
    expect(head).toMatch(/^accept: application\/json\r$/im);
    expect(head).toMatch(/^authorization: Bearer abc\r$/im);
    expect(head).toMatch(/^user-agent: azure-marketplace-go-live/im);
    expect(head).not.toMatch(/^(content-length|transfer-encoding):/im);
    await allClosed(wire);
  });

  test('reads a body that comes in pieces, letters cut in two', async () => {
    const [first, second] = [Buffer.from('{"a":"ä').subarray(0, 7), Buffer.from('ä"}').subarray(1)];
    const wire = await listen((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.write(Buffer.concat([Buffer.from('7\r\n'), first, Buffer.from('\r\n')]));
      setImmediate(() =>
        socket.write(Buffer.concat([Buffer.from('3\r\n'), second, Buffer.from('\r\n0\r\n\r\n')])),
      );
    });
    expect((await get(wire.url)).body).toBe('{"a":"ä"}');
    await allClosed(wire);
  });

  test('reads a body that ends with the connection', async () => {
    const wire = await listen((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nall of it'));
    expect((await get(wire.url)).body).toBe('all of it');
  });

  test('takes a mark at the beginning and broken letters for what they are', async () => {
    const body = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0xff]);
    const wire = await listen(say('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n', body));
    expect((await get(wire.url)).body).toBe('{}\ufffd');
  });

  test('without a reason in the status line has an empty one; a hostile one is text', async () => {
    const bare = await listen(say('HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n'));
    expect(await get(bare.url)).toMatchObject({ status: 404, statusText: '', body: '' });
    const long = await listen(say(`HTTP/1.1 404 \u001b[1m${'x'.repeat(500)}\r\nContent-Length: 0\r\n\r\n`));
    const { statusText } = await get(long.url);
    expect(statusText).toHaveLength(100);
    expect(statusText).not.toContain('\u001b');
  });

  test.each([204, 400, 401, 404, 429, 500, 502, 503, 504])(
    'is answered by %s, and not repeated',
    async (status) => {
      const wire = await listen(
        say(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\nWWW-Authenticate: Basic\r\n\r\n`),
      );
      expect(await get(wire.url)).toMatchObject({ status, body: '' });
      await allClosed(wire);
      expect(wire.requests).toHaveLength(1);
    },
  );

  test.each([301, 302, 303, 307, 308])('is answered by a redirect (%s) as it is', async (status) => {
    const elsewhere = await listen(say(ok('')));
    const wire = await listen(
      say(`HTTP/1.1 ${status} X\r\nContent-Length: 5\r\nLocation: ${elsewhere.url}/x\r\n\r\nmoved`),
    );
    expect(await get(wire.url)).toMatchObject({
      status,
      headers: { location: `${elsewhere.url}/x` },
      body: 'moved',
    });
    await allClosed(wire);
    expect([wire.requests.length, elsewhere.requests.length]).toEqual([1, 0]);
  });

  test('POST without a body says that it has none', async () => {
    const wire = await listen(say(ok('')));
    await send({ method: 'POST', url: new URL(wire.url), headers: {} });
    expect(wire.requests[0]).toMatch(/^POST \/ HTTP\/1\.1\r\n/);
    expect(wire.requests[0]).toMatch(/^content-length: 0\r$/im);
    expect(wire.requests[0]).not.toMatch(/transfer-encoding/i);
  });

  test('POST with a body sends its bytes', async () => {
    const wire = await listen(say(ok('')));
    await send({ method: 'POST', url: new URL(wire.url), headers: {}, body: '{"a":"b"}' });
    expect(wire.requests[0]).toMatch(/^content-length: 9\r$/im);
    expect(wire.requests[0]).toMatch(/\r\n\r\n\{"a":"b"\}$/);
  });

  test('lets go of the signal', async () => {
    const { signal } = new AbortController();
    const wire = await listen(say(ok('')));
    await get(wire.url, { signal });
    const mute = await listen(() => {});
    await failureOf(get(mute.url, { signal, limitMs: 50 }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

test('the limit of an exchange that has ended keeps nobody waiting', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const wire = await listen(say(ok('')));
  const before = timers();
  await get(wire.url);
  await allClosed(wire);
  expect(timers()).toBeLessThanOrEqual(before);
});

describe('an answer that is not whole', () => {
  test.each<[string, Act, RegExp]>([
    [
      'cut in its body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"'),
      /aborted|reset/,
    ],
    [
      'cut in a chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"a"'),
      /aborted|reset/,
    ],
    [
      'reset in its body',
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"', () => socket.resetAndDestroy()),
      /aborted|reset/i,
    ],
    [
      'cut in its headers',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'),
      /socket hang up|Parse Error/,
    ],
    ['never begun', (socket) => socket.end(), /socket hang up/],
    ['reset before it began', (socket) => socket.resetAndDestroy(), /ECONNRESET|hang up/],
    ['of another protocol', say('SSH-2.0-OpenSSH_9.6\r\n'), /Parse Error/],
    ['in a wrong version of HTTP', say('HTTP/9.9 200 OK\r\n\r\n'), /Parse Error/],
    ['with a broken length', say('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n'), /Parse Error/],
    [
      'with headers without end',
      say('HTTP/1.1 200 OK\r\n', `X: ${'x'.repeat(70_000)}\r\n`),
      /Header overflow|Parse Error/,
    ],
  ])('%s is a failed connection', async (_what, act, words) => {
    const wire = await listen(act);
    const failure = await failureOf(get(wire.url));
    expect(failure.fault).toBe('connection');
    expect(failure.message).toMatch(new RegExp(`^No answer from 127\\.0\\.0\\.1:${wire.port}: \\S`));
    expect(failure.message).toMatch(words);
    expect(failure.hint).toContain('HTTPS_PROXY');
    expect(failure.cause).toBeInstanceOf(Error);
    await allClosed(wire);
    expect(wire.requests).toHaveLength(1);
  });

  test.each<[string, Act]>([
    ['never begins', () => {}],
    ['stalls in its headers', say('HTTP/1.1 200 OK\r\nContent-')],
    ['stalls in its body', say('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"')],
    ['stalls after an interim answer', say('HTTP/1.1 102 Processing\r\n\r\n')],
    [
      'trickles',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 5);
        socket.on('close', () => clearInterval(drip));
      },
    ],
  ])('%s: it ends at the limit, and the connection with it', async (_what, act) => {
    const wire = await listen(act);
    const failure = await failureOf(get(wire.url, { limitMs: 100 }));
    expect(failure.fault).toBe('timeout');
    expect(failure.message).toBe(`No whole answer came from 127.0.0.1:${wire.port} in 0 s.`);
    await allClosed(wire);
  });

  test('a whole answer may be large, but not too large', async () => {
    const large = await listen(say(ok('x'.repeat(8 * MiB))));
    expect((await get(large.url)).body).toHaveLength(8 * MiB);
    const larger = await listen(say(ok('x'.repeat(8 * MiB + 1))));
    const failure = await failureOf(get(larger.url));
    expect(failure).toMatchObject({ fault: 'too-large', message: 'The answer is larger than 8 MiB.' });
    await allClosed(large, larger);
  });

  test('an endless one is cut off', async () => {
    const wire = await listen((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
      const pour = () => {
        while (socket.writable && socket.write(chunk)) {}
      };
      socket.on('drain', pour);
      pour();
    });
    expect(await failureOf(get(wire.url))).toMatchObject({ fault: 'too-large' });
    await allClosed(wire);
  });
});

describe('the signal', () => {
  const reason = new Interrupted('SIGINT');

  test('that is aborted already sends nothing', async () => {
    const wire = await listen(say(ok('')));
    await expect(get(wire.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(wire.open.size).toBe(0);
    expect(wire.requests).toEqual([]);
  });

  test.each<[string, Act]>([
    ['before the answer', () => {}],
    ['in the body', say('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"')],
  ])('ends an exchange %s at once, with its reason', async (_what, act) => {
    const stop = new AbortController();
    const wire = await listen((socket, request) => {
      act(socket, request);
      setTimeout(() => stop.abort(reason), 20);
    });
    await expect(get(wire.url, { signal: stop.signal })).rejects.toBe(reason);
    await allClosed(wire);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});

describe('a host', () => {
  test('may be an IPv6 address', async () => {
    const wire = await listen(say(ok('six')), { host: '::1' });
    expect((await get(wire.url)).body).toBe('six');
    expect(wire.requests[0]).toMatch(new RegExp(`^host: \\[::1\\]:${wire.port}\\r$`, 'im'));
    await allClosed(wire);
  });

  test('may be a name', async () => {
    const wire = await listen(say(ok('local')));
    expect((await get(`http://localhost:${wire.port}`)).body).toBe('local');
    expect(wire.requests[0]).toMatch(new RegExp(`^host: localhost:${wire.port}\\r$`, 'im'));
  });

  test('that is not known cannot be reached', async () => {
    // Too long for a name: no resolver is asked.
    const failure = await failureOf(get(`http://${'a'.repeat(64)}.invalid/`));
    expect(failure.fault).toBe('unreachable');
    expect(failure.message).toMatch(/ENOTFOUND/);
  });

  test('that refuses cannot be reached', async () => {
    const wire = await listen(() => {});
    await new Promise((resolve) => servers.pop()?.server.close(resolve));
    const failure = await failureOf(get(wire.url));
    expect(failure.message).toBe(
      `No answer from 127.0.0.1:${wire.port}: connect ECONNREFUSED 127.0.0.1:${wire.port} (ECONNREFUSED).`,
    );
  });

  test('that refuses at each of its addresses names them all', async () => {
    const wire = await listen(() => {});
    await new Promise((resolve) => servers.pop()?.server.close(resolve));
    vi.spyOn(dns, 'lookup').mockImplementation(((
      _name: string,
      _options: object,
      done: (...found: unknown[]) => void,
    ) => {
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]);
    }) as typeof dns.lookup);
    const failure = await failureOf(get(`http://two.example:${wire.port}`));
    expect(failure.message).toBe(
      `No answer from two.example:${wire.port}: connect ECONNREFUSED 127.0.0.1:${wire.port}; connect ECONNREFUSED ::1:${wire.port} (ECONNREFUSED).`,
    );
  });
});

describe.skipIf(!hasOpenssl)('over TLS', () => {
  let authority: PrivateCa;
  const known = getCACertificates('default');
  beforeAll(() => {
    authority = privateCa();
  });
  afterEach(() => setDefaultCACertificates(known));
  afterAll(() => authority.remove());

  test('a certificate of a known authority is good', async () => {
    setDefaultCACertificates([...known, authority.ca]);
    const wire = await listen(say(ok('safe')), { tls: authority });
    expect((await get(wire.url)).body).toBe('safe');
    await allClosed(wire);
  });

  test('one of an unknown authority is not, and nothing is sent', async () => {
    const wire = await listen(say(ok('')), { tls: authority });
    const failure = await failureOf(get(wire.url));
    expect(failure.fault).toBe('certificate');
    expect(failure.message).toMatch(
      new RegExp(
        `^The certificate of 127\\.0\\.0\\.1:${wire.port} is not trusted: \\S.+ \\(SELF_SIGNED_CERT_IN_CHAIN\\)\\.$`,
      ),
    );
    expect(failure.hint).toContain('NODE_EXTRA_CA_CERTS');
    await allClosed(wire);
    expect(wire.requests).toEqual([]);
  });

  test('nor is one for another name', async () => {
    setDefaultCACertificates([...known, authority.ca]);
    const wire = await listen(say(ok('')), { tls: authority, host: '::1' });
    expect(await failureOf(get(wire.url))).toMatchObject({
      fault: 'certificate',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(wire.requests).toEqual([]);
  });

  test('a server that does not speak TLS is a failed connection', async () => {
    const wire = await listen(() => {});
    servers.at(-1)?.server.on('connection', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const failure = await failureOf(get(wire.url.replace('http', 'https')));
    expect(failure).toMatchObject({ fault: 'connection' });
    expect(failure.message).toMatch(/^No answer from .*SSL routines/);
    await allClosed(wire);
  });

  test.each([
    ['in the handshake', false],
    ['in the body', true],
  ])('a stall %s ends at the limit', async (_what, speaksTls) => {
    setDefaultCACertificates([...known, authority.ca]);
    const stall = say('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"');
    const wire = speaksTls ? await listen(stall, { tls: authority }) : await listen(() => {});
    const failure = await failureOf(get(wire.url.replace(/^http:/, 'https:'), { limitMs: 300 }));
    expect(failure.fault).toBe('timeout');
    await allClosed(wire);
  });
});

describe('behind a proxy', () => {
  /** A proxy that answers CONNECT so; by default it connects. */
  async function proxy(target: Wire, act?: Act): Promise<Wire> {
    const wire = await listen(
      act ??
        ((socket) => {
          const onward = connect(target.port, '127.0.0.1', () => {
            socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
            socket.pipe(onward).pipe(socket);
          });
          onward.on('error', () => socket.destroy());
          socket.on('close', () => onward.destroy());
        }),
    );
    vi.stubEnv('HTTP_PROXY', `http://user:p%40ss@127.0.0.1:${wire.port}`);
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${wire.port}`);
    return wire;
  }

  test('the exchange goes through it, to a host that only the proxy knows', async () => {
    const target = await listen(say(ok('through')));
    const between = await proxy(target);
    expect((await get('http://api.only-inside.example/x')).body).toBe('through');
    expect(between.requests[0]).toMatch(/^CONNECT api\.only-inside\.example:80 HTTP\/1\.1\r\n/);
    expect(between.requests[0]).toMatch(
      new RegExp(`^proxy-authorization: Basic ${Buffer.from('user:p@ss').toString('base64')}\\r$`, 'im'),
    );
    expect(target.requests[0]).toMatch(/^GET \/x HTTP\/1\.1\r\n/);
    expect(target.requests[0]).not.toMatch(/proxy-authorization/i);
    await allClosed(target, between);
  });

  test('loopback and NO_PROXY go past it', async () => {
    const target = await listen(say(ok('past')));
    const between = await proxy(target);
    expect((await get(target.url)).body).toBe('past');
    expect(between.requests).toEqual([]);
  });

  test.each([
    [407, 'proxy', 'The proxy refused the way to api.only-inside.example: 407.', 'a user and a password'],
    [403, 'proxy', 'The proxy refused the way to api.only-inside.example: 403.', 'NO_PROXY'],
    [
      502,
      'connection',
      /^No answer from api\.only-inside\.example: .* statusCode=502 \(ECONNRESET\)\.$/,
      'HTTPS_PROXY',
    ],
  ])('its answer %s is a fault of the %s', async (status, fault, message, hint) => {
    const target = await listen(say(ok('')));
    const between = await proxy(target, say(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`));
    const failure = await failureOf(get('http://api.only-inside.example'));
    expect(failure.fault).toBe(fault);
    expect(failure.message).toMatch(message);
    expect(failure.hint).toContain(hint);
    expect(failure.cause).toBeInstanceOf(Error);
    await allClosed(between);
    expect(target.requests).toEqual([]);
  });

  test('an address of it that is none is told', async () => {
    vi.stubEnv('HTTP_PROXY', 'us%zzer@127.0.0.1:1');
    expect(await failureOf(get('http://api.only-inside.example'))).toMatchObject({
      fault: 'connection',
      message: 'No answer from api.only-inside.example: URI malformed.',
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
  });

  test.each<[string, Act | undefined]>([
    ['the proxy stalls', () => {}],
    ['the host behind it stalls', undefined],
  ])(
    'where %s, the exchange ends at the limit or by the signal, and no connection stays',
    async (_what, act) => {
      const target = await listen(() => {});
      const between = await proxy(target, act);
      expect(await failureOf(get('http://api.only-inside.example', { limitMs: 100 }))).toMatchObject({
        fault: 'timeout',
      });
      await allClosed(target, between);
      const reason = new Interrupted('SIGTERM');
      const stop = new AbortController();
      setTimeout(() => stop.abort(reason), 100);
      await expect(get('http://api.only-inside.example', { signal: stop.signal })).rejects.toBe(reason);
      await allClosed(target, between);
    },
  );

  test.skipIf(!hasOpenssl)('TLS is between the ends', async () => {
    const known = getCACertificates('default');
    const authority = privateCa(['api.only-inside.example']);
    try {
      setDefaultCACertificates([...known, authority.ca]);
      const target = await listen(say(ok('sealed')), { tls: authority });
      const between = await proxy(target);
      const response = await send({
        method: 'GET',
        url: new URL('https://api.only-inside.example'),
        headers: { Authorization: 'Bearer abc' },
      });
      expect(response.body).toBe('sealed');
      expect(between.requests.join()).not.toContain('Bearer');
      await allClosed(target, between);
    } finally {
      setDefaultCACertificates(known);
      authority.remove();
    }
  });
});
