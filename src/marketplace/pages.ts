import * as v from 'valibot';
import type { ApiClient } from '../http/api-client.ts';
import { readAs, text } from '../http/json.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';

// A server that always names a next page must neither keep us forever nor fill the memory. Pages of one item were seen
// (Partner Center: some 27 products on 9 to 11 pages), so the number of pages is no measure of size.
const maxPages = 1_000;
const maxLength = 8 * 1024 * 1024;

// Longer than any that was seen; a link of hundreds of kB would keep the event loop busy for seconds.
const maxNextLinkLength = 2_000;

const emptyListMembers = /^(value|nextLink|totalCount|@.*)$/;

const pageSchema = v.pipe(
  v.unknown(),
  v.check((page) => !Array.isArray(page)),
  v.looseObject({
    value: v.optional(v.nullable(v.array(v.unknown()))),
    nextLink: text, // Partner Center
    '@nextLink': text, // product ingestion (cloudpub)
  }),
  // An empty list may come as `{}` (seen from Partner Center), but an error is none.
  v.check((page) => Boolean(page.value) || Object.keys(page).every((name) => emptyListMembers.test(name))),
);

export interface ListOptions {
  /** A next page that is not found is the end of the list, as Partner Center's list of products was seen to end. */
  endsAtNotFound: boolean;
}

/**
 * All items of a list, page by page, in the API's order.
 * @param pick what is needed of an item, if anything: the rest of a page is let go before the next one is read
 * @throws Failure
 */
export async function listItems<T>(
  client: ApiClient,
  first: URL,
  deadline: Deadline,
  pick: (item: unknown) => T | undefined,
  { endsAtNotFound }: ListOptions = { endsAtNotFound: false },
): Promise<{ items: T[]; correlationId: string }> {
  const items: T[] = [];
  const seen = new Set<string>();
  let url = first;
  let length = 0;
  let correlationId = '';
  while (seen.size < maxPages) {
    seen.add(url.href);
    try {
      const answer = await client.send({ method: 'GET', url }, deadline);
      length += answer.body.length;
      correlationId = answer.correlationId;
      if (length > maxLength) {
        throw new Failure(
          'service',
          `${first.pathname} exceeds the limit of ${maxLength / 1024 / 1024} MiB.`,
        );
      }
      const page = readAs(pageSchema, answer.json(), 'a page of a list', correlationId);
      for (const item of page.value ?? []) {
        const picked = pick(item);
        if (picked !== undefined) {
          items.push(picked);
        }
      }
      const nextLink = page.nextLink || page['@nextLink'];
      if (!nextLink) {
        return { items, correlationId };
      }
      if (nextLink.length > maxNextLinkLength) {
        throw new Failure(
          'service',
          `${first.pathname} has a next link that exceeds the limit of ${maxNextLinkLength} characters.`,
        );
      }
      url = nextPage(first, nextLink);
    } catch (error) {
      if (endsAtNotFound && seen.size > 1 && error instanceof Failure && error.kind === 'not-found') {
        return { items, correlationId };
      }
      throw error;
    }
    if (seen.has(url.href)) {
      throw new Failure(
        'service',
        `${first.pathname} repeats its pages, so the list cannot be read to its end.`,
      );
    }
  }
  throw new Failure('service', `${first.pathname} exceeds the limit of ${maxPages} pages.`);
}

/**
 * Next links are absolute, or relative to the host with or without a slash (navcontainerhelper, cloudpub). Pages differ in
 * their query alone, so only that is taken, on top of the first page's: the request stays at the API, behind a gateway too.
 */
function nextPage(first: URL, nextLink: string): URL {
  const next = new URL(first);
  const query = /\?([^#]*)/.exec(nextLink)?.[1];
  for (const [name, value] of new URLSearchParams(query)) {
    next.searchParams.set(name, value);
  }
  return next;
}
