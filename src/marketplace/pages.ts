import type { Within } from '../clock.ts';
import type { ApiClient } from '../http/api-client.ts';

// A server that always names a next page must not keep us for ever.
const maxPages = 100;

/** One page of a list. */
export interface Page<Item> {
  items: Item[];
  /** Where the next page is, as the API says it; empty after the last one. */
  nextLink: string;
}

/**
 * Gets a list page by page, in order.
 * @param read makes a page of a document
 * @param baseUrl what a next link without a host is relative to; it may lack its first slash (Partner Center)
 */
export async function* pages<Item>(
  client: ApiClient,
  first: URL,
  read: (document: unknown, correlationId: string) => Page<Item>,
  baseUrl: string,
  within: Within,
): AsyncGenerator<{ items: Item[]; correlationId: string }> {
  let url: URL | undefined = first;
  for (let page = 0; url && page < maxPages; page += 1) {
    const answer = await client.send({ method: 'GET', url }, within);
    const { items, nextLink } = read(answer.json(), answer.correlationId);
    yield { items, correlationId: answer.correlationId };
    url = nextLink ? new URL(nextLink.replace(/^(?!https?:|\/)/, '/'), baseUrl) : undefined;
  }
}
