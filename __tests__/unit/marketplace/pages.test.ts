import { describe, expect, it } from 'vitest';
import { type ListOptions, listItems } from '../../../src/marketplace/pages.ts';
import { Failure } from '../../../src/model/failure.ts';
import { type Scripted, scriptedClient } from '../../support/unit/scripted-client.ts';

const baseUrl = 'https://gateway.example/pc/v1.0/ingestion';

async function itemsFrom(
  script: Record<string, Scripted | Scripted[]>,
  options?: ListOptions,
  path = '/list?a=1',
  pick: (item: unknown) => unknown = (item) => item,
) {
  const { client, deadline, asked } = scriptedClient(
    { baseUrl, hint: () => '', kind: () => undefined },
    script,
  );
  const result = await listItems(client, new URL(baseUrl + path), deadline, pick, options).catch(
    (error: unknown) => error,
  );
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

  it.each<[string, string]>([
    ['$skipToken', 'WzEsIjIwMjYtMDEtMDJUMDM6MDQ6MDUiXQ=='],
    ['$skipToken', 'a%2Fb%2Bc%3D%3D'],
    ['$skipToken', 'a/b+c=='],
    ['continuationToken', 'eyJuZXh0IjoiMSJ9'],
    ['continuationToken', '%2BRID%3A~x%23RT%3A1%23TRC%3A10=='],
  ])('keeps an opaque token of a next link as the API gave it: %s=%s', async (name, token) => {
    // A plus sign is what it is in a query: the API reads it as it meant it.
    const value = encodeURIComponent(decodeURIComponent(token));
    const key = `GET /list?a=1&${name.replace('$', '%24')}=${value.replaceAll('~', '%7E')}`;
    for (const member of ['nextLink', '@nextLink']) {
      for (const spelled of [value, token].map((word) => word.replaceAll('+', '%2B'))) {
        const { result, asked } = await itemsFrom({
          'GET /list?a=1': { json: { value: ['one'], [member]: `/v1.0/ingestion/list?${name}=${spelled}` } },
          [key]: { json: { value: ['two'] } },
        });
        expect(asked).toEqual(['GET /list?a=1', key]);
        expect(result).toMatchObject({ items: ['one', 'two'] });
      }
    }
  });

  it('sends a plus sign of a next link as a plus sign', async () => {
    const { asked } = await itemsFrom({
      'GET /list?a=1': { json: { value: [], nextLink: '?$skipToken=a+b==' } },
    });
    expect(asked.at(-1)).toBe('GET /list?a=1&%24skipToken=a+b%3D%3D');
  });

  it('keeps the filter of the first page', async () => {
    const filter = "externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'app')";
    // An apostrophe is encoded in a URL.
    const path = `/products?$filter=${encodeURIComponent(filter).replaceAll("'", '%27')}`;
    const { asked } = await itemsFrom(
      { [`GET ${path}`]: { json: { value: [], nextLink: 'v1.0/ingestion/products?$skipToken=t' } } },
      undefined,
      path,
    );
    const { searchParams } = new URL(baseUrl + asked.at(-1)?.slice('GET '.length));
    expect(Object.fromEntries(searchParams)).toEqual({ $filter: filter, $skipToken: 't' });
  });

  it.each(['?a=1', 'list?a=1', '?', `${baseUrl}/list?a=1#2`])(
    'gives up on a list whose next page is one that it has read: %s',
    async (nextLink) => {
      const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1], nextLink } } });
      expect(result).toBeInstanceOf(Failure);
      expect(result).toMatchObject({
        kind: 'service',
        transience: 'never',
        message: '/pc/v1.0/ingestion/list repeats its pages, so the list cannot be read to its end.',
      });
      expect(asked).toHaveLength(1);
    },
  );

  it('gives up on a list whose pages go round in a circle', async () => {
    const { result, asked } = await itemsFrom({
      'GET /list?a=1': { json: { value: [1], nextLink: '?t=2' } },
      'GET /list?a=1&t=2': { json: { value: [2], nextLink: '?t=3' } },
      'GET /list?a=1&t=3': { json: { value: [3], nextLink: '?t=2' } },
    });
    expect(result).toMatchObject({ message: expect.stringContaining('repeats its pages') });
    expect(asked).toHaveLength(3);
  });

  /** Pages of one item each. */
  function pagesOfOne(count: number): Record<string, Scripted> {
    const pages = Array.from({ length: count }, (_, index): [string, Scripted] => [
      index === 0 ? 'GET /list?a=1' : `GET /list?a=1&t=${index}`,
      { json: { value: [index], ...(index < count - 1 && { nextLink: `?t=${index + 1}` }) } },
    ]);
    return Object.fromEntries(pages);
  }

  it.each([27, 1_000])('reads %i pages of one item', async (count) => {
    const { result, asked } = await itemsFrom(pagesOfOne(count));
    expect(result).toMatchObject({ items: Array.from({ length: count }, (_, index) => index) });
    expect(asked).toHaveLength(count);
  });

  it('gives up on a list of more than 1,000 pages', async () => {
    const { result, asked } = await itemsFrom(pagesOfOne(1_001));
    expect(result).toBeInstanceOf(Failure);
    expect(result).toMatchObject({
      kind: 'service',
      message: '/pc/v1.0/ingestion/list exceeds the limit of 1000 pages.',
    });
    expect(asked).toHaveLength(1_000);
  });

  it.each<[object]>([
    [{}],
    [{ value: null }],
    [{ value: [] }],
    [{ '@odata.context': 'x' }],
    [{ '@odata.context': 'x', value: null, nextLink: null, '@nextLink': '' }],
    [{ totalCount: 0 }],
  ])('reads %j as an empty list', async (page) => {
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: page } });
    expect(result).toEqual({ items: [], correlationId: 'c-1' });
  });

  it('goes on after a page without items', async () => {
    const { result } = await itemsFrom({
      'GET /list?a=1': { json: { nextLink: '?t=2' } },
      'GET /list?a=1&t=2': { json: { value: ['two'] } },
    });
    expect(result).toMatchObject({ items: ['two'] });
  });

  it.each<[unknown]>([
    [{ error: {} }],
    [{ error: { code: 'InternalError', message: 'Later.' } }],
    [{ value: null, error: {} }],
    [{ status: 'running' }],
    [{ items: [] }],
    [{ Value: [] }],
    [{ value: {} }],
    [{ value: '' }],
    [{ value: false }],
    [[]],
    [[{ id: 1 }]],
    ['x'],
    [''],
    [7],
    [true],
    [null],
  ])('does not read %j as a list', async (page) => {
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: page } });
    expect(result).toBeInstanceOf(Failure);
    expect(result).toMatchObject({
      label: 'unreadable answer',
      message: 'The answer is JSON, but not a page of a list.',
      correlationId: 'c-1',
    });
  });

  it('reads a page of half a million items', async () => {
    const value = Array(500_000).fill(0);
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value } } });
    expect((result as { items: unknown[] }).items).toHaveLength(500_000);
  });

  it('keeps what is picked of each item, and nothing of the others', async () => {
    const { result } = await itemsFrom(
      {
        'GET /list?a=1': { json: { value: [1, 2, 3], nextLink: '?t=2' } },
        'GET /list?a=1&t=2': { json: { value: [4, null, 'x', 6] } },
      },
      undefined,
      undefined,
      (item) => (Number(item) % 2 === 0 && item !== null ? { half: Number(item) / 2 } : undefined),
    );
    expect(result).toEqual({ items: [{ half: 1 }, { half: 2 }, { half: 3 }], correlationId: 'c-2' });
  });

  it('takes a next link of 2,000 characters, and none that is longer', async () => {
    const link = `?t=${'x'.repeat(1_997)}`;
    const longest = await itemsFrom({
      'GET /list?a=1': { json: { value: [1], nextLink: link } },
      [`GET /list?a=1&${link.slice(1)}`]: { json: { value: [2] } },
    });
    expect(longest.result).toMatchObject({ items: [1, 2] });
    for (const nextLink of [`${link}x`, `${link}${'&a=b'.repeat(200_000)}`]) {
      const { result, asked } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1], nextLink } } });
      expect(result).toBeInstanceOf(Failure);
      expect(result).toMatchObject({
        kind: 'service',
        transience: 'never',
        message: '/pc/v1.0/ingestion/list has a next link that exceeds the limit of 2000 characters.',
      });
      expect(asked).toHaveLength(1);
    }
  });

  it("builds each next page on the first page's query, so that what one link adds does not grow with the next", async () => {
    const { asked } = await itemsFrom({
      'GET /list?a=1': { json: { value: [], nextLink: '?b=2' } },
      'GET /list?a=1&b=2': { json: { value: [], nextLink: '?c=3&a=4' } },
      'GET /list?a=4&c=3': { json: { value: [] } },
    });
    expect(asked).toEqual(['GET /list?a=1', 'GET /list?a=1&b=2', 'GET /list?a=4&c=3']);
  });

  it('gives up on a list that would fill the memory', async () => {
    const value = ['x'.repeat(3 * 1024 * 1024)];
    const { result, asked } = await itemsFrom({
      'GET /list?a=1': { json: { value, nextLink: '?t=2' } },
      'GET /list?a=1&t=2': { json: { value, nextLink: '?t=3' } },
      'GET /list?a=1&t=3': { json: { value, nextLink: '?t=4' } },
    });
    expect(result).toBeInstanceOf(Failure);
    expect(result).toMatchObject({
      kind: 'service',
      message: '/pc/v1.0/ingestion/list exceeds the limit of 8 MiB.',
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

  describe('if a page is not found', () => {
    const list = (status: number): Record<string, Scripted> => ({
      'GET /list?a=1': { json: { value: ['one'], nextLink: '?t=2' } },
      'GET /list?a=1&t=2': { json: { value: ['two'], nextLink: '?t=3' } },
      'GET /list?a=1&t=3': { status },
    });

    it.each([404, 410])('ends there where that is known to be the end: %i', async (status) => {
      const { result } = await itemsFrom(list(status), { endsAtNotFound: true });
      expect(result).toEqual({ items: ['one', 'two'], correlationId: 'c-2' });
    });

    it.each<[string, ListOptions | undefined]>([
      ['by default', undefined],
      ['if told so', { endsAtNotFound: false }],
    ])('throws %s: the newest item may be on the missing page', async (_when, options) => {
      const { result } = await itemsFrom(list(404), options);
      expect(result).toBeInstanceOf(Failure);
      expect(result).toMatchObject({ kind: 'not-found', label: 'HTTP 404' });
    });

    it('throws if that is the first page, always', async () => {
      const { result, asked } = await itemsFrom({}, { endsAtNotFound: true });
      expect(result).toBeInstanceOf(Failure);
      expect(result).toMatchObject({ kind: 'not-found', label: 'HTTP 404' });
      expect(asked).toHaveLength(1);
    });

    it.each([400, 401, 403, 429, 500, 503])(
      'throws all the same if a later page is answered with %i',
      async (status) => {
        const { result } = await itemsFrom(list(status), { endsAtNotFound: true });
        expect(result).toMatchObject({ name: 'Failure', label: `HTTP ${status}` });
      },
    );
  });

  it.each([4, null, {}, ''])('ends at a page whose next link is %j', async (nextLink) => {
    const { result } = await itemsFrom({ 'GET /list?a=1': { json: { value: [1], nextLink } } });
    expect(result).toMatchObject({ items: [1] });
  });
});
