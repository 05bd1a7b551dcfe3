import { describe, expect, it } from 'vitest';
import { listItems } from '../../../src/marketplace/pages.ts';
import { Failure } from '../../../src/model/failure.ts';
import { type Scripted, scriptedClient } from '../../support/unit/scripted-client.ts';

const baseUrl = 'https://gateway.example/pc/v1.0/ingestion';

async function itemsFrom(script: Record<string, Scripted | Scripted[]>, path = '/list?a=1') {
  const { client, deadline, asked } = scriptedClient(
    { baseUrl, hint: () => '', kind: () => undefined },
    script,
  );
  const result = await listItems(client, new URL(baseUrl + path), deadline).catch((error: unknown) => error);
  return { result, asked: asked() };
}

describe('listItems', () => {
  it('reads a single page', async () => {
    const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1, null, {}] } } });
    expect(result).toEqual({ items: [1, null, {}], correlationId: 'c-1' });
    expect(asked).toEqual(['GET /list?a=1']);
  });

  it('reads an empty list', async () => {
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value: [], nextLink: null } } });
    expect(result).toMatchObject({ items: [] });
  });

  it.each<[string, object]>([
    ['relative to the host, without a slash', { nextLink: 'v1.0/ingestion/list?$skipToken=x%26y' }],
    ['relative to the host', { nextLink: '/v1.0/ingestion/list?$skipToken=x%26y' }],
    ['only a query', { nextLink: '?$skipToken=x%26y' }],
    ['absolute', { nextLink: `${baseUrl}/list?a=1&$skipToken=x%26y#part` }],
    [
      'absolute, at the API behind the gateway',
      { '@nextLink': 'https://graph.microsoft.com/list?$skipToken=x%26y' },
    ],
    ['at another host', { '@nextLink': 'https://example.com/steal?$skipToken=x%26y' }],
    ['at another host, without a scheme', { nextLink: '//example.com/steal?$skipToken=x%26y' }],
    ['no URL at all', { nextLink: 'https://[?$skipToken=x%26y' }],
  ])('asks the API for the next page, even if its link is %s', async (_form, link) => {
    const { result, asked } = await itemsFrom({
      'GET /list?a=1': { json: { value: ['one'], ...link } },
      'GET /list?a=1&%24skipToken=x%26y': { json: { value: ['two'] } },
    });
    expect(asked).toEqual(['GET /list?a=1', 'GET /list?a=1&%24skipToken=x%26y']);
    expect(result).toEqual({ items: ['one', 'two'], correlationId: 'c-2' });
  });

  it("replaces the last page's token with the next one's", async () => {
    const { asked } = await itemsFrom({
      'GET /list?a=1': { json: { value: [], nextLink: '?t=2' } },
      'GET /list?a=1&t=2': { json: { value: [], nextLink: '?t=3' } },
      'GET /list?a=1&t=3': { json: { value: [] } },
    });
    expect(asked.at(-1)).toBe('GET /list?a=1&t=3');
    expect(asked).toHaveLength(3);
  });

  it.each(['?a=1', 'list', '#'])('gives up on a list without an end: %s', async (nextLink) => {
    const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1], nextLink } } });
    expect(result).toBeInstanceOf(Failure);
    expect(result).toMatchObject({
      kind: 'service',
      message: '/pc/v1.0/ingestion/list exceeds the limit of 100 pages.',
    });
    expect(asked).toHaveLength(100);
  });

  it('reads a page of half a million items', async () => {
    const value = Array(500_000).fill(0);
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value } } });
    expect((result as { items: unknown[] }).items).toHaveLength(500_000);
  });

  it('gives up on a list that would fill the memory', async () => {
    const page = { value: ['x'.repeat(6 * 1024 * 1024)], nextLink: '?a=1' };
    const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: page } });
    expect(result).toBeInstanceOf(Failure);
    expect(result).toMatchObject({
      kind: 'service',
      message: '/pc/v1.0/ingestion/list exceeds the limit of 16 MiB.',
    });
    expect(asked).toHaveLength(3);
  });

  it.each<[string, Scripted, string]>([
    ['HTML', { body: '<html>Sign in</html>' }, 'unreadable answer'],
    ['an empty body', { body: '' }, 'unreadable answer'],
    ['null', { json: null }, 'unreadable answer'],
    ['a bare array', { json: [] }, 'unreadable answer'],
    ['an object in place of the array', { json: { value: {} } }, 'unreadable answer'],
    ['a 503', { status: 503 }, 'HTTP 503'],
  ])('throws if the next page is %s', async (_page, answer, label) => {
    const { result } = await itemsFrom({
      'GET /list?a=1': { json: { value: [], nextLink: '?t=2' } },
      'GET /list?a=1&t=2': answer,
    });
    expect(result).toBeInstanceOf(Failure);
    expect(result).toMatchObject({ label, correlationId: 'c-2' });
  });

  it.each([4, null, {}, ''])('ends at a page whose next link is %j', async (nextLink) => {
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1], nextLink } } });
    expect(result).toMatchObject({ items: [1] });
  });
});
