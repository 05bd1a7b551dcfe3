import { describe, expect, it, test } from 'vitest';
import { Failure, ServiceError, UnreadableAnswer } from '../../../src/errors.ts';
import { itemsOf } from '../../../src/marketplace/pages.ts';
import { type Scripted, scriptedClient } from '../../support/unit/scripted-client.ts';

const baseUrl = 'https://gateway.example/pc/v1.0/ingestion';

async function itemsFrom(script: Record<string, Scripted | Scripted[]>, path = '/list?a=1') {
  const { client, within, asked } = scriptedClient(
    { baseUrl, hint: () => '', kind: () => undefined },
    script,
  );
  const result = await itemsOf(client, new URL(baseUrl + path), within).catch((error: unknown) => error);
  return { result, asked: asked() };
}

test('one page is all there is', async () => {
  const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1, null, {}] } } });
  expect(result).toEqual({ items: [1, null, {}], correlationId: 'c-1' });
  expect(asked).toEqual(['GET /list?a=1']);
});

test('a list may be empty', async () => {
  const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value: [], nextLink: null } } });
  expect(result).toMatchObject({ items: [] });
});

describe('the next page is found at the API, whatever the link begins with', () => {
  it.each<[string, object]>([
    ['relative to the host, without a slash', { nextLink: 'v1.0/ingestion/list?$skipToken=x%26y' }],
    ['relative to the host', { nextLink: '/v1.0/ingestion/list?$skipToken=x%26y' }],
    ['the query alone', { nextLink: '?$skipToken=x%26y' }],
    ['absolute', { nextLink: `${baseUrl}/list?a=1&$skipToken=x%26y#part` }],
    ['absolute, past the gateway', { '@nextLink': 'https://graph.microsoft.com/list?$skipToken=x%26y' }],
    ['to a host that is not ours', { '@nextLink': 'https://example.com/steal?$skipToken=x%26y' }],
    ['to such a host by two slashes', { nextLink: '//example.com/steal?$skipToken=x%26y' }],
    ['no address at all', { nextLink: 'https://[?$skipToken=x%26y' }],
  ])('%s', async (_form, link) => {
    const { result, asked } = await itemsFrom({
      'GET /list?a=1': { json: { value: ['one'], ...link } },
      'GET /list?a=1&%24skipToken=x%26y': { json: { value: ['two'] } },
    });
    expect(asked).toEqual(['GET /list?a=1', 'GET /list?a=1&%24skipToken=x%26y']);
    expect(result).toEqual({ items: ['one', 'two'], correlationId: 'c-2' });
  });
});

test('a token of the page before gives way to that of the next', async () => {
  const { asked } = await itemsFrom({
    'GET /list?a=1': { json: { value: [], nextLink: '?t=2' } },
    'GET /list?a=1&t=2': { json: { value: [], nextLink: '?t=3' } },
    'GET /list?a=1&t=3': { json: { value: [] } },
  });
  expect(asked.at(-1)).toBe('GET /list?a=1&t=3');
  expect(asked).toHaveLength(3);
});

test.each(['?a=1', 'list', '#'])('a list without an end (%s) is given up', async (nextLink) => {
  const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1], nextLink } } });
  expect(result).toBeInstanceOf(Failure);
  expect(result).toMatchObject({ kind: 'service', message: expect.stringContaining('100 pages') });
  expect(asked).toHaveLength(100);
});

test('a page of very many items is no trouble', async () => {
  const value = Array(500_000).fill(0);
  const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value } } });
  expect((result as { items: unknown[] }).items).toHaveLength(500_000);
});

test('a list that would fill the memory is given up', async () => {
  const page = { value: ['x'.repeat(6 * 1024 * 1024)], nextLink: '?a=1' };
  const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: page } });
  expect(result).toMatchObject({ kind: 'service', message: expect.stringContaining('longer than 16 MiB') });
  expect(asked).toHaveLength(3);
});

describe('nothing but a page is taken for one', () => {
  it.each<[string, Scripted, unknown]>([
    ['HTML', { body: '<html>Sign in</html>' }, UnreadableAnswer],
    ['nothing', { body: '' }, UnreadableAnswer],
    ['null', { json: null }, UnreadableAnswer],
    ['a list', { json: [] }, UnreadableAnswer],
    ['no list', { json: { value: {} } }, UnreadableAnswer],
    ['503', { status: 503 }, ServiceError],
  ])('%s', async (_what, answer, type) => {
    const { result } = await itemsFrom({
      'GET /list?a=1': { json: { value: [], nextLink: '?t=2' } },
      'GET /list?a=1&t=2': answer,
    });
    expect(result).toBeInstanceOf(type);
    expect(result).toMatchObject({ correlationId: 'c-2' });
  });

  it.each([4, null, {}, ''])('a next link that is %j is none', async (nextLink) => {
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1], nextLink } } });
    expect(result).toMatchObject({ items: [1] });
  });
});
