import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Answer, type ScriptServer, startScript } from './script-server.ts';

const script: Answer[] = [
  { method: 'GET', path: '/status', status: 200, body: 'one' },
  { method: 'GET', path: '/status', status: 429, headers: { 'retry-after': '7' } },
  { method: 'GET', path: '/status', status: 200, body: { state: 'live' } },
  { method: 'POST', path: /golive\?api-version=/, status: 202, headers: { location: '/operations/1' } },
  { method: 'GET', path: '/raw', raw: 'HTTP/1.1 299 Odd\r\ncontent-length: 2\r\n\r\nok' },
  { method: 'GET', path: '/reset', act: (_, socket) => socket.resetAndDestroy() },
  { method: 'GET', path: '/stall', act: () => {} },
];
let server: ScriptServer;

beforeEach(async () => {
  server = await startScript(script);
});
afterEach(() => server.stop());

const get = (path: string) => fetch(`${server.url}${path}`);

it('script server: answers in order, and repeats the last answer', async () => {
  const first = await get('/status');
  expect([first.status, await first.text()]).toEqual([200, 'one']);
  const second = await get('/status?page=2');
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, '7']);
  for (const _ of [3, 4]) expect(await (await get('/status')).json()).toEqual({ state: 'live' });
});

it('script server: gives an answer as often as the script has it', async () => {
  const ok: Answer = { method: 'GET', path: '/', status: 200 };
  const twice = await startScript([ok, ok, { ...ok, status: 503 }]);
  const statuses = [];
  for (const _ of [1, 2, 3]) statuses.push((await fetch(twice.url)).status);
  await twice.stop();
  expect(statuses).toEqual([200, 200, 503]);
});

it('script server: records requests, and those without a scripted answer', async () => {
  const answer = await fetch(`${server.url}/golive?api-version=1`, {
    method: 'POST',
    headers: { authorization: 'Bearer t' },
    body: '{"a":1}',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([202, '/operations/1']);
  expect((await get('/golive?api-version=1')).status).toBe(501);
  expect(server.requests).toMatchObject([
    {
      method: 'POST',
      path: '/golive?api-version=1',
      headers: { authorization: 'Bearer t' },
      body: '{"a":1}',
    },
    { method: 'GET', path: '/golive?api-version=1', body: '' },
  ]);
  expect(server.unexpected).toEqual([server.requests[1]]);
});

it('script server: sends raw bytes', async () => {
  const answer = await get('/raw');
  expect([answer.status, answer.statusText, await answer.text()]).toEqual([299, 'Odd', 'ok']);
});

it('script server: an answer can take over the socket', async () => {
  const failed = await new Promise<NodeJS.ErrnoException>((resolve) => {
    request(`${server.url}/reset`).on('error', resolve).end();
  });
  expect(failed.code).toBe('ECONNRESET');
});

it('script server: ignores an incomplete request, and stops despite open sockets', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write('POST /golive?api-version=1 HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf');
  const stalled = get('/stall').catch((error: Error) => error);
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await server.stop();
  expect(await text(socket).catch(() => '')).toBe('');
  expect(await stalled).toBeInstanceOf(Error);
  expect(server.requests.map(({ path }) => path)).toEqual(['/stall']);
  server = await startScript([]);
});
