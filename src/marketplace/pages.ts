import * as v from 'valibot';
import type { ApiClient } from '../http/api-client.ts';
import { readAs, text } from '../http/json.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';

// A server that always names a next page must neither keep us forever nor fill the memory.
const maxPages = 100;
const maxLength = 16 * 1024 * 1024;

const pageSchema = v.object({
  value: v.array(v.unknown()),
  nextLink: text, // Partner Center
  '@nextLink': text, // product ingestion (cloudpub)
});

/** All items of a list, page by page, in the API's order. @throws Failure */
export async function listItems(
  client: ApiClient,
  first: URL,
  deadline: Deadline,
): Promise<{ items: unknown[]; correlationId: string }> {
  let items: unknown[] = [];
  let url = first;
  let length = 0;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const answer = await client.send({ method: 'GET', url }, deadline);
    const { correlationId } = answer;
    length += answer.body.length;
    if (length > maxLength) {
      throw new Failure('service', `${first.pathname} exceeds the limit of ${maxLength / 1024 / 1024} MiB.`);
    }
    const page = readAs(pageSchema, answer.json(), 'a page of a list', correlationId);
    items = items.concat(page.value);
    const nextLink = page.nextLink || page['@nextLink'];
    if (!nextLink) {
      return { items, correlationId };
    }
    url = nextPage(url, nextLink);
  }
  throw new Failure('service', `${first.pathname} exceeds the limit of ${maxPages} pages.`);
}

/**
 * Next links are absolute, or relative to the host with or without a slash (navcontainerhelper, cloudpub). Pages differ in
 * their query alone, so only that is taken: the request stays at the API, behind a gateway too.
 */
function nextPage(page: URL, nextLink: string): URL {
  const next = new URL(page);
  const query = /\?([^#]*)/.exec(nextLink)?.[1];
  for (const [name, value] of new URLSearchParams(query)) {
    next.searchParams.set(name, value);
  }
  return next;
}
