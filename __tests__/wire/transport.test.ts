import dns from 'node:dns';
import { getEventListeners } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type HttpRequest, type HttpResponse, httpTransport } from '../../src/http/transport.ts';
import { Failure, interrupted } from '../../src/model/failure.ts';
import { hasOpenssl, type PrivateCa, privateCa } from '../support/servers/private-ca.ts';

const MiB = 1024 * 1024;
/** Only a test that fails takes this long. */
const longMs = 30_000;

interface Wire {
  /** Origin, without a slash at the end. */
  url: string;
  port: number;
  /** The requests as received, head and body. */
  requests: string[];
  /** Connections that are not closed yet. */
  open: Set<Socket>;
}

/** What the server does once it has received a complete request. */
type Act = (socket: Socket, request: string) => void;

const servers: { server: Server; open: Set<Socket> }[] = [];

/** Starts a server that does the same with every connection. */
async function listen(
  act: Act,
  { host = '127.0.0.1', tls }: { host?: string; tls?: { key: string; cert: string } } = {},
): Promise<Wire> {
  const requests: string[] = [];
  const open = new Set<Socket>();
  const serve = (socket: Socket) => {
    socket.on('error', () => {});
    let request = '';
    let isAnswered = false;
    socket.on('data', (bytes) => {
      request += bytes;
      const [head = '', body] = request.split('\r\n\r\n', 2);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      if (!isAnswered && body !== undefined && body.length >= length) {
        isAnswered = true;
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

/** Sends these bytes, and leaves the connection open. */
const respondWith =
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
  return exchange({ method: 'GET', url: new URL(url), headers: {} }, limits);
}

function exchange(
  request: HttpRequest,
  { limitMs = longMs, signal = new AbortController().signal }: Limits = {},
) {
  return httpTransport(request, { limitMs, signal });
}

/** The network failure with which an exchange ends. */
async function failureFrom(sending: Promise<unknown>): Promise<Failure> {
  const failure = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ kind: 'network' });
  return failure as Failure;
}

/** Resolves when all connections are closed. These servers leave that to the client. */
async function allClosed(...wires: Wire[]): Promise<void> {
  await vi.waitUntil(() => wires.every(({ open }) => open.size === 0), { timeout: longMs, interval: 5 });
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
  test('is one request and one complete answer', async () => {
    const wire = await listen(respondWith(ok('{"a":"ä"}', 'Request-Id: r-1', 'Retry-After: 5')));
    const response = await exchange({
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

  test('reads a body that arrives in chunks, even if a chunk ends in the middle of a letter', async () => {
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

  test('reads a body of unknown length until the connection ends', async () => {
    const wire = await listen((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nall of it'));
    expect((await get(wire.url)).body).toBe('all of it');
  });

  test('removes a byte order mark from the body, and replaces bytes that are not UTF-8', async () => {
    const body = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0xff]);
    const wire = await listen(respondWith('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n', body));
    expect((await get(wire.url)).body).toBe('{}\ufffd');
  });

  test('gives the reason phrase as clean text, at most 100 characters; empty if there is none', async () => {
    const bare = await listen(respondWith('HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n'));
    expect(await get(bare.url)).toMatchObject({ status: 404, statusText: '', body: '' });
    const long = await listen(
      respondWith(`HTTP/1.1 404 \u001b[1m${'x'.repeat(500)}\r\nContent-Length: 0\r\n\r\n`),
    );
    const { statusText } = await get(long.url);
    expect(statusText).toHaveLength(100);
    expect(statusText).not.toContain('\u001b');
  });

  test.each([204, 400, 401, 404, 429, 500, 502, 503, 504])(
    'gives an answer with status %s as it is, and sends nothing again',
    async (status) => {
      const wire = await listen(
        respondWith(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\nWWW-Authenticate: Basic\r\n\r\n`),
      );
      expect(await get(wire.url)).toMatchObject({ status, body: '' });
      await allClosed(wire);
      expect(wire.requests).toHaveLength(1);
    },
  );

  test.each([301, 302, 303, 307, 308])(
    'gives a redirect (%s) as it is, and does not follow it',
    async (status) => {
      const other = await listen(respondWith(ok('')));
      const wire = await listen(
        respondWith(`HTTP/1.1 ${status} X\r\nContent-Length: 5\r\nLocation: ${other.url}/x\r\n\r\nmoved`),
      );
      expect(await get(wire.url)).toMatchObject({
        status,
        headers: { location: `${other.url}/x` },
        body: 'moved',
      });
      await allClosed(wire);
      expect([wire.requests.length, other.requests.length]).toEqual([1, 0]);
    },
  );

  test('without a body sends Content-Length: 0 with a POST', async () => {
    const wire = await listen(respondWith(ok('')));
    await exchange({ method: 'POST', url: new URL(wire.url), headers: {} });
    expect(wire.requests[0]).toMatch(/^POST \/ HTTP\/1\.1\r\n/);
    expect(wire.requests[0]).toMatch(/^content-length: 0\r$/im);
    expect(wire.requests[0]).not.toMatch(/transfer-encoding/i);
  });

  test('with a body sends its bytes and their number', async () => {
    const wire = await listen(respondWith(ok('')));
    await exchange({ method: 'POST', url: new URL(wire.url), headers: {}, body: '{"a":"b"}' });
    expect(wire.requests[0]).toMatch(/^content-length: 9\r$/im);
    expect(wire.requests[0]).toMatch(/\r\n\r\n\{"a":"b"\}$/);
  });

  test('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const wire = await listen(respondWith(ok('')));
    await get(wire.url, { signal });
    const silent = await listen(() => {});
    await failureFrom(get(silent.url, { signal, limitMs: 50 }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

test('the timer of an exchange ends with it, so that it does not keep the process alive', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const wire = await listen(respondWith(ok('')));
  const before = timers();
  await get(wire.url);
  await allClosed(wire);
  expect(timers()).toBeLessThanOrEqual(before);
});

describe('an incomplete or invalid answer', () => {
  test.each<[string, Act, RegExp]>([
    [
      'that ends in its body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"'),
      /aborted|reset/,
    ],
    [
      'that ends in a chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"a"'),
      /aborted|reset/,
    ],
    [
      'that is reset in its body',
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"', () => socket.resetAndDestroy()),
      /aborted|reset/i,
    ],
    [
      'that ends in its headers',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'),
      /socket hang up|Parse Error/,
    ],
    [
      'that never starts because the server closes the connection',
      (socket) => socket.end(),
      /socket hang up/,
    ],
    [
      'that never starts because the server resets the connection',
      (socket) => socket.resetAndDestroy(),
      /ECONNRESET|hang up/,
    ],
    ['in another protocol', respondWith('SSH-2.0-OpenSSH_9.6\r\n'), /Parse Error/],
    ['in an unknown version of HTTP', respondWith('HTTP/9.9 200 OK\r\n\r\n'), /Parse Error/],
    ['with an invalid length', respondWith('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n'), /Parse Error/],
    [
      'with headers that are too long',
      respondWith('HTTP/1.1 200 OK\r\n', `X: ${'x'.repeat(70_000)}\r\n`),
      /Header overflow|Parse Error/,
    ],
  ])('%s is a connection failure', async (_what, act, words) => {
    const wire = await listen(act);
    const failure = await failureFrom(get(wire.url));
    expect(failure.label).toBe('connection');
    expect(failure.message).toMatch(new RegExp(`^No response from 127\\.0\\.0\\.1:${wire.port}: \\S`));
    expect(failure.message).toMatch(words);
    expect(failure.hint).toContain('HTTPS_PROXY');
    expect(failure.cause).toBeInstanceOf(Error);
    await allClosed(wire);
    expect(wire.requests).toHaveLength(1);
  });

  test.each<[string, Act]>([
    ['never starts', () => {}],
    ['stalls in its headers', respondWith('HTTP/1.1 200 OK\r\nContent-')],
    ['stalls in its body', respondWith('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"')],
    ['stalls after an interim response', respondWith('HTTP/1.1 102 Processing\r\n\r\n')],
    [
      'arrives too slowly',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 5);
        socket.on('close', () => clearInterval(drip));
      },
    ],
  ])('that %s ends at the time limit, and so does the connection', async (_what, act) => {
    const wire = await listen(act);
    const failure = await failureFrom(get(wire.url, { limitMs: 100 }));
    expect(failure.label).toBe('timeout');
    expect(failure.message).toBe(`No complete response from 127.0.0.1:${wire.port} within 0 s.`);
    await allClosed(wire);
  });
});

describe('an answer', () => {
  test('of 1 MiB is read, and a larger one is a failure', async () => {
    const large = await listen(respondWith(ok('x'.repeat(MiB))));
    expect((await get(large.url)).body).toHaveLength(MiB);
    const larger = await listen(respondWith(ok('x'.repeat(MiB + 1))));
    const failure = await failureFrom(get(larger.url));
    expect(failure).toMatchObject({
      label: 'too-large',
      message: 'The response exceeds the limit of 1 MiB.',
    });
    await allClosed(large, larger);
  });

  test('without end is a failure as soon as it exceeds the limit', async () => {
    const wire = await listen((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
      const pour = () => {
        while (socket.writable && socket.write(chunk)) {}
      };
      socket.on('drain', pour);
      pour();
    });
    expect(await failureFrom(get(wire.url))).toMatchObject({ label: 'too-large' });
    await allClosed(wire);
  });
});

describe('an exchange whose signal is aborted', () => {
  const reason = interrupted('SIGINT');

  test('before it starts sends nothing', async () => {
    const wire = await listen(respondWith(ok('')));
    await expect(get(wire.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(wire.open.size).toBe(0);
    expect(wire.requests).toEqual([]);
  });

  test.each<[string, Act]>([
    ['before the answer starts', () => {}],
    ['in the middle of the body', respondWith('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"')],
  ])('%s ends at once, with the reason of the signal', async (_what, act) => {
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

describe('an answer that switches protocols (101), which node never gives to anyone,', () => {
  const reason = interrupted('SIGTERM');
  const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
  const forms: [string, Act][] = [
    ['alone', respondWith(`${upgrade}\r\n`)],
    ['with a body', respondWith(`${upgrade}\r\n`, '{"status":"running"}')],
    ['with a length and a body', respondWith(`${upgrade}Content-Length: 2\r\n\r\n{}`)],
    ['with another answer after it', respondWith(`${upgrade}\r\n`, ok('{}'))],
    ['with a closed connection after it', (socket) => socket.end(`${upgrade}\r\n`)],
    ['to HTTP/2', respondWith(upgrade.replace('websocket', 'h2c'), '\r\n')],
  ];
  const all = (['GET', 'POST'] as const).flatMap((method) =>
    forms.map(([form, act]): [string, string, HttpRequest, Act] => [
      method,
      form,
      {
        method,
        url: new URL('http://x.example'),
        headers: {},
        ...(method === 'POST' && { body: '{}' }),
      },
      act,
    ]),
  );

  test.each(all)('to a %s, %s, ends at the time limit', async (_method, _form, request, act) => {
    const wire = await listen(act);
    const { signal } = new AbortController();
    const sending = exchange({ ...request, url: new URL(wire.url) }, { limitMs: 100, signal });
    const failure = await failureFrom(sending);
    expect(['timeout', 'connection']).toContain(failure.label);
    expect(failure).toMatchObject({ transience: 'always', effect: 'unknown' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(wire.requests).toHaveLength(1);
  });

  test.each(all)('to a %s, %s, ends by the signal', async (_method, _form, request, act) => {
    const stop = new AbortController();
    const wire = await listen((socket, received) => {
      act(socket, received);
      setTimeout(() => stop.abort(reason), 20);
    });
    const sending = exchange({ ...request, url: new URL(wire.url) }, { signal: stop.signal });
    await expect(sending).rejects.toBe(reason);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  test('does not stop the exchanges beside it', async () => {
    const switching = await listen(respondWith(`${upgrade}\r\n`));
    const good = await listen(respondWith(ok('{}')));
    const lost = failureFrom(get(switching.url, { limitMs: 200 }));
    expect((await get(good.url)).body).toBe('{}');
    expect(await lost).toMatchObject({ label: 'timeout' });
  });

  test('is an answer like any other without the headers Connection and Upgrade', async () => {
    const wire = await listen(respondWith('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    expect(await get(wire.url)).toMatchObject({ status: 101, body: '' });
    await allClosed(wire);
  });
});

describe('a host', () => {
  test('may be an IPv6 address', async () => {
    const wire = await listen(respondWith(ok('six')), { host: '::1' });
    expect((await get(wire.url)).body).toBe('six');
    expect(wire.requests[0]).toMatch(new RegExp(`^host: \\[::1\\]:${wire.port}\\r$`, 'im'));
    await allClosed(wire);
  });

  test('may be a name', async () => {
    const wire = await listen(respondWith(ok('local')));
    expect((await get(`http://localhost:${wire.port}`)).body).toBe('local');
    expect(wire.requests[0]).toMatch(new RegExp(`^host: localhost:${wire.port}\\r$`, 'im'));
  });

  test('whose name is unknown is unreachable', async () => {
    // Too long for a name, so no resolver is asked.
    const failure = await failureFrom(get(`http://${'a'.repeat(64)}.invalid/`));
    expect(failure.label).toBe('unreachable');
    expect(failure.message).toMatch(/ENOTFOUND/);
  });

  test('that refuses the connection is unreachable', async () => {
    const wire = await listen(() => {});
    await new Promise((resolve) => servers.pop()?.server.close(resolve));
    const failure = await failureFrom(get(wire.url));
    expect(failure.label).toBe('unreachable');
    expect(failure.message).toBe(
      `No response from 127.0.0.1:${wire.port}: connect ECONNREFUSED 127.0.0.1:${wire.port} (ECONNREFUSED).`,
    );
  });

  test('that refuses the connection at each of its addresses is unreachable, and each attempt is shown', async () => {
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
    const failure = await failureFrom(get(`http://two.example:${wire.port}`));
    expect(failure.label).toBe('unreachable');
    expect(failure.message).toBe(
      `No response from two.example:${wire.port}: connect ECONNREFUSED 127.0.0.1:${wire.port}; connect ECONNREFUSED ::1:${wire.port} (ECONNREFUSED).`,
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

  test('a certificate from a known authority is trusted', async () => {
    setDefaultCACertificates([...known, authority.ca]);
    const wire = await listen(respondWith(ok('safe')), { tls: authority });
    expect((await get(wire.url)).body).toBe('safe');
    await allClosed(wire);
  });

  test('a certificate from an unknown authority is not trusted, and nothing is sent; of what Node advises, nothing is shown', async () => {
    const wire = await listen(respondWith(ok('')), { tls: authority });
    const failure = await failureFrom(get(wire.url));
    expect(failure.label).toBe('certificate');
    expect(failure.message).toBe(
      `The certificate of 127.0.0.1:${wire.port} is not trusted: self-signed certificate in certificate chain (SELF_SIGNED_CERT_IN_CHAIN).`,
    );
    expect(failure.hint).toContain('NODE_EXTRA_CA_CERTS');
    await allClosed(wire);
    expect(wire.requests).toEqual([]);
  });

  test('a certificate for another name is not trusted, and nothing is sent', async () => {
    setDefaultCACertificates([...known, authority.ca]);
    const wire = await listen(respondWith(ok('')), { tls: authority, host: '::1' });
    expect(await failureFrom(get(wire.url))).toMatchObject({
      label: 'certificate',
      effect: 'not-sent',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(wire.requests).toEqual([]);
  });

  test('a server that does not speak TLS is a connection failure', async () => {
    const wire = await listen(() => {});
    servers.at(-1)?.server.on('connection', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const failure = await failureFrom(get(wire.url.replace('http', 'https')));
    expect(failure).toMatchObject({ label: 'connection' });
    expect(failure.message).toMatch(/^No response from .*SSL routines/);
    await allClosed(wire);
  });

  test.each([
    ['in the handshake', false],
    ['in the body', true],
  ])('an exchange that stalls %s ends at the time limit', async (_what, speaksTls) => {
    setDefaultCACertificates([...known, authority.ca]);
    const stall = respondWith('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"');
    const wire = speaksTls ? await listen(stall, { tls: authority }) : await listen(() => {});
    const failure = await failureFrom(get(wire.url.replace(/^http:/, 'https:'), { limitMs: 300 }));
    expect(failure.label).toBe('timeout');
    await allClosed(wire);
  });
});

describe('behind a proxy', () => {
  /** Starts a proxy. @param act what it does with CONNECT; by default it connects to the target */
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

  test('an exchange reaches a host that only the proxy knows', async () => {
    const target = await listen(respondWith(ok('through')));
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

  test('a request to loopback does not go through the proxy', async () => {
    const target = await listen(respondWith(ok('past')));
    const between = await proxy(target);
    expect((await get(target.url)).body).toBe('past');
    expect(between.requests).toEqual([]);
  });

  test.each([
    [407, 'proxy', 'The proxy refused to connect to api.only-inside.example: 407.', 'a user and a password'],
    [403, 'proxy', 'The proxy refused to connect to api.only-inside.example: 403.', 'NO_PROXY'],
    [
      502,
      'connection',
      /^No response from api\.only-inside\.example: .* statusCode=502 \(ECONNRESET\)\.$/,
      'HTTPS_PROXY',
    ],
  ])('a proxy that answers with %s is a %s failure', async (status, fault, message, hint) => {
    const target = await listen(respondWith(ok('')));
    const between = await proxy(target, respondWith(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`));
    const failure = await failureFrom(get('http://api.only-inside.example'));
    expect(failure.label).toBe(fault);
    expect(failure.message).toMatch(message);
    expect(failure.hint).toContain(hint);
    expect(failure.cause).toBeInstanceOf(Error);
    await allClosed(between);
    expect(target.requests).toEqual([]);
  });

  test('a proxy that cannot be reached is named as the proxy, and nothing was sent', async () => {
    const { port } = await listen(() => {});
    await new Promise((resolve) => servers.pop()?.server.close(resolve));
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${port}`);
    expect(await failureFrom(get('http://api.only-inside.example'))).toMatchObject({
      label: 'unreachable',
      effect: 'not-sent',
      message: `No response from the proxy: connect ECONNREFUSED 127.0.0.1:${port}.`,
      hint: 'Check HTTPS_PROXY, and that the runner can reach the proxy.',
      cause: expect.any(Error),
    });
  });

  test('a proxy that hangs up is named as the proxy', async () => {
    const target = await listen(respondWith(ok('')));
    const between = await proxy(target, (socket) => socket.destroy());
    expect(await failureFrom(get('http://api.only-inside.example'))).toMatchObject({
      label: 'unreachable',
      message: 'No response from the proxy: socket hang up.',
    });
    await allClosed(between);
  });

  test('an invalid address of the proxy is a connection failure', async () => {
    vi.stubEnv('HTTP_PROXY', 'us%zzer@127.0.0.1:1');
    expect(await failureFrom(get('http://api.only-inside.example'))).toMatchObject({
      label: 'connection',
      message: 'No response from api.only-inside.example: URI malformed.',
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
  });

  test.each<[string, Act | undefined]>([
    ['the proxy stalls', () => {}],
    ['the host behind it stalls', undefined],
  ])(
    'if %s, the exchange ends at the time limit or by the signal, and leaves no connection open',
    async (_what, act) => {
      const target = await listen(() => {});
      const between = await proxy(target, act);
      expect(await failureFrom(get('http://api.only-inside.example', { limitMs: 100 }))).toMatchObject({
        label: 'timeout',
      });
      await allClosed(target, between);
      const reason = interrupted('SIGTERM');
      const stop = new AbortController();
      setTimeout(() => stop.abort(reason), 100);
      await expect(get('http://api.only-inside.example', { signal: stop.signal })).rejects.toBe(reason);
      await allClosed(target, between);
    },
  );

  test.skipIf(!hasOpenssl)('TLS is end to end: the proxy does not see the request', async () => {
    const known = getCACertificates('default');
    const authority = privateCa(['api.only-inside.example']);
    try {
      setDefaultCACertificates([...known, authority.ca]);
      const target = await listen(respondWith(ok('sealed')), { tls: authority });
      const between = await proxy(target);
      const response = await exchange({
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
