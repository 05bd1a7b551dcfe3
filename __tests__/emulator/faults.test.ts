import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Fault, FaultKind } from '../../emulator/http/faults.ts';

const status = '/api/publishers/contoso/offers/vm/status?api-version=2017-10-31';
const goLive = '/api/publishers/contoso/offers/vm/golive?api-version=2017-10-31';
const sample = '{"status":"running","messages":[],"steps":[]}';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({
    offers: [{ publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off' }],
  });
});
afterEach(() => emulator.stop());

const offer = () => emulator.offer('contoso', 'vm');

/** A whole answer, by a client that keeps its connections. */
function call(method = 'GET', path = status) {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      request(emulator.url + path, { method, headers: { authorization: 'Bearer abc' } }, (response) => {
        text(response).then(
          (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
          reject,
        );
      })
        .on('error', reject)
        .end();
    },
  );
}

/** What comes over a bare socket: each piece as it arrives, and how the connection ended (`end` or an error code). */
function open(method = 'GET', path = status) {
  const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer abc\r\nContent-Length: 0\r\n\r\n`,
  );
  socket.on('data', (piece) => pieces.push(piece));
  const ended = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.on('end', () => resolve('end'));
  });
  const received = () => Buffer.concat(pieces).toString();
  return { socket, pieces, received, body: () => received().split('\r\n\r\n')[1] ?? '', ended };
}

test.for<[FaultKind, Partial<Fault>, number, RegExp]>([
  ['status', {}, 500, /^$/],
  ['status', { status: 503, body: '<p>Sorry</p>' }, 503, /^<p>/],
  ['status', { status: 400, body: '{"error":{}}' }, 400, /^{"error":{}}$/],
  ['redirect', { to: '/x' }, 302, /^$/],
  ['redirect', { to: '/x', status: 307 }, 307, /^$/],
  ['variant', {}, 500, /^{"Variant":{"serviceName":"Variant","error":".*Retry is OK/],
  ['empty', {}, 200, /^$/],
  ['html', {}, 200, /^<!DOCTYPE html>/],
  ['html-502', {}, 502, /^<!DOCTYPE html>/],
  ['truncated-json', {}, 200, /^{"status":"running","m\w*$/],
  ['json-number', {}, 200, /^42$/],
  ['json-string', {}, 200, /^"succeeded"$/],
  ['json-null', {}, 200, /^null$/],
  ['json-array', {}, 200, /^\[1,2,3\]$/],
  ['deep-json', {}, 200, /^\[{100000}\]{100000}$/],
  ['invalid-utf8', {}, 200, /^{"status":"run\ufffd\ufffdning"}$/],
  ['wrong-content-encoding', {}, 200, /^{"status":"running",/],
])('%s %j is an answer with %i', async ([kind, rest, code, body]) => {
  const fault = emulator.faults.add({ kind, ...rest });
  const answer = await call();
  expect(answer.status).toBe(code);
  expect(answer.body).toMatch(body);
  expect(fault.struck).toBe(1);
  expect(emulator.requests).toMatchObject([{ answeredWith: kind }]);
  expect(await call()).toMatchObject({ status: 200 });
});

test('a status carries its headers, a redirect its target, a wrong encoding its claim', async () => {
  emulator.faults.add({ kind: 'status', status: 429, headers: { 'Retry-After': '86400', Server: 'other' } });
  expect((await call()).headers).toMatchObject({ 'retry-after': '86400', server: 'other' });
  emulator.faults.add({ kind: 'redirect', to: 'https://elsewhere.example/' });
  expect((await call()).headers.location).toBe('https://elsewhere.example/');
  emulator.faults.add({ kind: 'wrong-content-encoding' });
  expect((await call()).headers['content-encoding']).toBe('gzip');
  emulator.faults.add({ kind: 'status', body: '<p>' });
  expect((await call()).headers['content-type']).toBe('text/html');
});

test('a reset before the request is read leaves no trace of it', async () => {
  const fault = emulator.faults.add({ kind: 'reset-on-connect' });
  const { received, ended } = open();
  expect(await ended).toMatch(/^(ECONNRESET|EPIPE)$/);
  expect(received()).toBe('');
  expect(fault.struck).toBe(1);
  expect(emulator.requests).toEqual([]);
  expect((await call()).status).toBe(200);
});

test('a reset after the request was read leaves the request', async () => {
  emulator.faults.add({ kind: 'reset' });
  const { received, ended } = open();
  expect(await ended).toBe('ECONNRESET');
  expect(received()).toBe('');
  expect(emulator.requests).toMatchObject([{ method: 'GET', path: status, answeredWith: 'reset' }]);
});

test('a reset within the headers', async () => {
  emulator.faults.add({ kind: 'reset-mid-headers' });
  const { received, ended } = open();
  expect(await ended).toBe('ECONNRESET');
  expect(received()).not.toContain('\r\n\r\n');
});

test('a cut body is shorter than announced', async () => {
  emulator.faults.add({ kind: 'cut-body', on: { times: 2 } });
  const { received, body, ended } = open();
  expect(await ended).toBe('end');
  expect(received()).toContain(`Content-Length: ${sample.length}\r\n`);
  expect(body()).toBe(sample.slice(0, sample.length / 2));
  await expect(call()).rejects.toThrow('aborted');
});

test('a cut chunked body has no last chunk', async () => {
  emulator.faults.add({ kind: 'cut-chunked-body', on: { times: 2 } });
  const { received, body, ended } = open();
  expect(await ended).toBe('end');
  expect(received()).toContain('Transfer-Encoding: chunked\r\n');
  expect(body()).toBe(`16\r\n${sample.slice(0, 22)}\r\n`.split('\r\n\r\n')[0]);
  await expect(call()).rejects.toThrow('aborted');
});

test('stalled headers: nothing comes until the emulator stops', async () => {
  emulator.faults.add({ kind: 'stalled-headers' });
  const { received, ended } = open();
  await expect.poll(() => emulator.requests.length).toBe(1);
  await emulator.stop();
  expect(await ended).toMatch(/^(end|ECONNRESET)$/);
  expect(received()).toBe('');
});

test('a stalled body: half of it comes, and the connection stays', async () => {
  emulator.faults.add({ kind: 'stalled-body' });
  const { socket, body } = open();
  await expect.poll(body).toBe(sample.slice(0, sample.length / 2));
  expect(socket.readableEnded).toBe(false);
  socket.destroy();
});

test('a trickle comes byte by byte', async () => {
  emulator.faults.add({ kind: 'trickle' });
  const { socket, pieces, body } = open();
  await expect.poll(() => body().length).toBeGreaterThanOrEqual(3);
  expect(sample.startsWith(body())).toBe(true);
  expect(body().length).toBeLessThan(sample.length);
  expect(pieces.length).toBeGreaterThanOrEqual(3);
  socket.destroy();
});

test('a trickle ends in a whole answer', async () => {
  emulator.faults.add({ kind: 'trickle', when: 'after' });
  const none = status.replace('status', 'submissions');
  expect((await call('GET', `${none}&status=none`)).body).toBe('[]');
});

test('a late answer is whole', async () => {
  emulator.faults.add({ kind: 'late', when: 'after', milliseconds: 20 });
  expect(await call('POST', goLive)).toMatchObject({ status: 202, body: '' });
  emulator.faults.add({ kind: 'late', milliseconds: 20 });
  expect((await call()).body).toBe(sample);
});

test('an endless body flows as long as it is read', async () => {
  emulator.faults.add({ kind: 'endless-body' });
  const { socket } = open();
  await expect.poll(() => socket.bytesRead).toBeGreaterThan(8 * 1024 * 1024);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.destroy();
  await closed;
});

test('an endless body waits for its reader', async () => {
  emulator.faults.add({ kind: 'endless-body' });
  const { socket } = open();
  socket.pause();
  // Without back-pressure nothing else would get its turn, this test neither.
  await expect.poll(() => emulator.requests.length).toBe(1);
  await emulator.stop();
  socket.destroy();
});

test('a header flood and a bad status line are no HTTP', async () => {
  emulator.faults.add({ kind: 'header-flood' });
  await expect(call()).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  emulator.faults.add({ kind: 'bad-status-line' });
  await expect(call()).rejects.toMatchObject({ code: expect.stringMatching(/^HPE_/) });
});

test('connections are refused for a while, then taken on the same port', async () => {
  emulator.faults.add({ kind: 'refuse-connections', milliseconds: 500 });
  expect(await open().ended).toMatch(/^(end|ECONNRESET)$/);
  await expect(call()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect.poll(() => call().then((answer) => answer.status, String), { timeout: 20_000 }).toBe(200);
});

test('an emulator that refuses connections can be stopped', async () => {
  emulator.faults.add({ kind: 'refuse-connections', milliseconds: 50 });
  await open().ended;
  await emulator.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(call()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a fault before leaves the offer alone; a fault after spoils the answer of what was done', async () => {
  emulator.faults.add({ kind: 'reset', on: { method: 'POST' } });
  await expect(call('POST', goLive)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(offer()).toMatchObject({ state: 'waiting-for-sign-off', goLives: 0 });
  emulator.faults.add({ kind: 'reset', on: { method: 'POST' }, when: 'after' });
  await expect(call('POST', goLive)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(offer()).toMatchObject({ state: 'going-live', goLives: 1 });
});

test('a spoilt acceptance keeps its status and its location', async () => {
  emulator.faults.add({ kind: 'cut-body', when: 'after' });
  const { received, ended } = open('POST', goLive);
  await ended;
  expect(received()).toMatch(/^HTTP\/1\.1 202 /);
  expect(received()).toMatch(/\r\nLocation: \/api\/publishers\/contoso\//);
  expect(received()).toMatch(/\r\nX-Ms-Correlation-Request-Id: /);
});

test('a fault strikes the nth matching request, and so many of them', async () => {
  emulator.faults.add({ kind: 'html', on: { path: /status/, nth: 2, times: 2 } });
  const seen = [];
  for (const path of [status, '/other', status, status, status]) seen.push((await call('GET', path)).body[0]);
  expect(seen).toEqual(['{', '<', '<', '<', '{']);
  expect(emulator.requests.map(({ answeredWith }) => answeredWith)).toEqual([200, 404, 'html', 'html', 200]);
});

test('the method and the path must both match, and a global expression matches every time', async () => {
  const wrongMethod = emulator.faults.add({ kind: 'empty', on: { method: 'POST', path: /status/ } });
  const both = emulator.faults.add({ kind: 'html', on: { method: 'GET', path: /status/g, times: 3 } });
  for (let n = 0; n < 3; n++) expect((await call()).body).toMatch(/^</);
  expect([wrongMethod.struck, both.struck]).toEqual([0, 3]);
});

test('of two faults that are due the first strikes, and both count the request', async () => {
  const first = emulator.faults.add({ kind: 'html' });
  const second = emulator.faults.add({ kind: 'json-null', on: { nth: 2 } });
  expect([(await call()).body[0], (await call()).body]).toEqual(['<', 'null']);
  expect([first.struck, second.struck]).toEqual([1, 1]);
});

test('faults can be cleared', async () => {
  emulator.faults.add({ kind: 'html', on: { times: Number.POSITIVE_INFINITY } });
  await call();
  expect((await call()).body).toMatch(/^</);
  emulator.faults.clear();
  expect((await call()).body).toMatch(/^{/);
});
