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

/** Sends a request with Node's client, which keeps connections alive, and reads the whole answer. */
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

/** Sends a request over a plain socket. Gives each piece as it arrives, and how the connection ended: `end` or an error code. */
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
  ['bracket-bomb', {}, 200, /^\[{1000000}$/],
  ['invalid-utf8', {}, 200, /^{"status":"run\ufffd\ufffdning"}$/],
  ['wrong-content-encoding', {}, 200, /^{"status":"running",/],
])('the fault %s %j answers with %i, once', async ([kind, rest, code, body]) => {
  const fault = emulator.faults.add({ kind, ...rest });
  const answer = await call();
  expect(answer.status).toBe(code);
  expect(answer.body).toMatch(body);
  expect(fault.struck).toBe(1);
  expect(emulator.requests).toMatchObject([{ answeredWith: kind }]);
  expect(await call()).toMatchObject({ status: 200 });
});

test('the faults status, redirect and wrong-content-encoding set their headers', async () => {
  emulator.faults.add({ kind: 'status', status: 429, headers: { 'Retry-After': '86400', Server: 'other' } });
  expect((await call()).headers).toMatchObject({ 'retry-after': '86400', server: 'other' });
  emulator.faults.add({ kind: 'redirect', to: 'https://elsewhere.example/' });
  expect((await call()).headers.location).toBe('https://elsewhere.example/');
  emulator.faults.add({ kind: 'wrong-content-encoding' });
  expect((await call()).headers['content-encoding']).toBe('gzip');
  emulator.faults.add({ kind: 'status', body: '<p>' });
  expect((await call()).headers['content-type']).toBe('text/html');
});

test('the fault reset-on-connect resets before the request is read or recorded', async () => {
  const fault = emulator.faults.add({ kind: 'reset-on-connect' });
  const { received, ended } = open();
  expect(await ended).toMatch(/^(ECONNRESET|EPIPE)$/);
  expect(received()).toBe('');
  expect(fault.struck).toBe(1);
  expect(emulator.requests).toEqual([]);
  expect((await call()).status).toBe(200);
});

test('the fault reset resets after the request was recorded', async () => {
  emulator.faults.add({ kind: 'reset' });
  const { received, ended } = open();
  expect(await ended).toBe('ECONNRESET');
  expect(received()).toBe('');
  expect(emulator.requests).toMatchObject([{ method: 'GET', path: status, answeredWith: 'reset' }]);
});

test('the fault reset-mid-headers resets before the headers end', async () => {
  emulator.faults.add({ kind: 'reset-mid-headers' });
  const { received, ended } = open();
  expect(await ended).toBe('ECONNRESET');
  expect(received()).not.toContain('\r\n\r\n');
});

test('the fault cut-body sends a body that is shorter than its Content-Length', async () => {
  emulator.faults.add({ kind: 'cut-body', on: { times: 2 } });
  const { received, body, ended } = open();
  expect(await ended).toBe('end');
  expect(received()).toContain(`Content-Length: ${sample.length}\r\n`);
  expect(body()).toBe(sample.slice(0, sample.length / 2));
  await expect(call()).rejects.toThrow('aborted');
});

test('the fault cut-chunked-body leaves out the last chunk', async () => {
  emulator.faults.add({ kind: 'cut-chunked-body', on: { times: 2 } });
  const { received, body, ended } = open();
  expect(await ended).toBe('end');
  expect(received()).toContain('Transfer-Encoding: chunked\r\n');
  expect(body()).toBe(`16\r\n${sample.slice(0, 22)}\r\n`.split('\r\n\r\n')[0]);
  await expect(call()).rejects.toThrow('aborted');
});

test('the fault stalled-headers sends nothing until the emulator stops', async () => {
  emulator.faults.add({ kind: 'stalled-headers' });
  const { received, ended } = open();
  await expect.poll(() => emulator.requests.length).toBe(1);
  await emulator.stop();
  expect(await ended).toMatch(/^(end|ECONNRESET)$/);
  expect(received()).toBe('');
});

test('the fault stalled-body sends half a body and keeps the connection open', async () => {
  emulator.faults.add({ kind: 'stalled-body' });
  const { socket, body } = open();
  await expect.poll(body).toBe(sample.slice(0, sample.length / 2));
  expect(socket.readableEnded).toBe(false);
  socket.destroy();
});

test('the fault trickle sends the body byte by byte', async () => {
  emulator.faults.add({ kind: 'trickle' });
  const { socket, pieces, body } = open();
  await expect.poll(() => body().length).toBeGreaterThanOrEqual(3);
  expect(sample.startsWith(body())).toBe(true);
  expect(body().length).toBeLessThan(sample.length);
  expect(pieces.length).toBeGreaterThanOrEqual(3);
  socket.destroy();
});

test('the fault trickle sends the complete body in the end', async () => {
  emulator.faults.add({ kind: 'trickle', when: 'after' });
  const none = status.replace('status', 'submissions');
  expect((await call('GET', `${none}&status=none`)).body).toBe('[]');
});

test('the fault late sends the complete answer', async () => {
  emulator.faults.add({ kind: 'late', when: 'after', milliseconds: 20 });
  expect(await call('POST', goLive)).toMatchObject({ status: 202, body: '' });
  emulator.faults.add({ kind: 'late', milliseconds: 20 });
  expect((await call()).body).toBe(sample);
});

test('the fault endless-body sends data until the client closes the connection', async () => {
  emulator.faults.add({ kind: 'endless-body' });
  const { socket } = open();
  await expect.poll(() => socket.bytesRead).toBeGreaterThan(8 * 1024 * 1024);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.destroy();
  await closed;
});

test('the faults header-flood and bad-status-line break the HTTP parser', async () => {
  emulator.faults.add({ kind: 'header-flood' });
  await expect(call()).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  emulator.faults.add({ kind: 'bad-status-line' });
  await expect(call()).rejects.toMatchObject({ code: expect.stringMatching(/^HPE_/) });
});

test.each(['upgrade', 'upgrade-flood'] as const)('the fault %s switches protocols', async (kind) => {
  emulator.faults.add({ kind });
  const { socket, received } = open();
  await expect.poll(received).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\nUpgrade: h2c\r\n/);
  socket.destroy();
});

test('the fault refuse-connections refuses for a while, then accepts on the same port', async () => {
  emulator.faults.add({ kind: 'refuse-connections', milliseconds: 500 });
  expect(await open().ended).toMatch(/^(end|ECONNRESET)$/);
  await expect(call()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect.poll(() => call().then((answer) => answer.status, String), { timeout: 20_000 }).toBe(200);
});

test('an emulator stopped while it refuses connections stays stopped', async () => {
  emulator.faults.add({ kind: 'refuse-connections', milliseconds: 50 });
  await open().ended;
  await emulator.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(call()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a fault "before" keeps the go-live from the offer; a fault "after" only damages the answer', async () => {
  emulator.faults.add({ kind: 'reset', on: { method: 'POST' } });
  await expect(call('POST', goLive)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(offer()).toMatchObject({ state: 'waiting-for-sign-off', goLives: 0 });
  emulator.faults.add({ kind: 'reset', on: { method: 'POST' }, when: 'after' });
  await expect(call('POST', goLive)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(offer()).toMatchObject({ state: 'going-live', goLives: 1 });
});

test('a damaged acceptance keeps its status and its location', async () => {
  emulator.faults.add({ kind: 'cut-body', when: 'after' });
  const { received, ended } = open('POST', goLive);
  await ended;
  expect(received()).toMatch(/^HTTP\/1\.1 202 /);
  expect(received()).toMatch(/\r\nLocation: \/api\/publishers\/contoso\//);
  expect(received()).toMatch(/\r\nX-Ms-Correlation-Request-Id: /);
});

test('a fault hits the nth matching request, and as many as "times" says', async () => {
  emulator.faults.add({ kind: 'html', on: { path: /status/, nth: 2, times: 2 } });
  const seen = [];
  for (const path of [status, '/other', status, status, status]) seen.push((await call('GET', path)).body[0]);
  expect(seen).toEqual(['{', '<', '<', '<', '{']);
  expect(emulator.requests.map(({ answeredWith }) => answeredWith)).toEqual([200, 404, 'html', 'html', 200]);
});

test('a fault must match both method and path; a global regular expression matches every time', async () => {
  const wrongMethod = emulator.faults.add({ kind: 'empty', on: { method: 'POST', path: /status/ } });
  const both = emulator.faults.add({ kind: 'html', on: { method: 'GET', path: /status/g, times: 3 } });
  for (let n = 0; n < 3; n++) expect((await call()).body).toMatch(/^</);
  expect([wrongMethod.struck, both.struck]).toEqual([0, 3]);
});

test('of two faults that are due, the first one hits, and both count the request', async () => {
  const first = emulator.faults.add({ kind: 'html' });
  const second = emulator.faults.add({ kind: 'json-null', on: { nth: 2 } });
  expect([(await call()).body[0], (await call()).body]).toEqual(['<', 'null']);
  expect([first.struck, second.struck]).toEqual([1, 1]);
});
