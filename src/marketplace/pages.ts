import * as v from 'valibot';
import type { ApiClient } from '../http/api-client.ts';
import { readAs, text } from '../http/json.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';

// A server that always names a next page must neither keep us forever nor fill the memory. Pages of one item were seen
// (Partner Center: some 27 products on 9 to 11 pages), so the number of pages is no measure of size.
const maxPages = 1_000;
const maxLength = 16 * 1024 * 1024;

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

/** All items of a list, page by page, in the API's order. @throws Failure */
export async function listItems(
  client: ApiClient,
  first: URL,
  deadline: Deadline,
  { endsAtNotFound }: ListOptions = { endsAtNotFound: false },
): Promise<{ items: unknown[]; correlationId: string }> {
  const items: unknown[] = [];
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
      // One by one: a call does not take as many arguments as a page may have items.
      for (const item of page.value ?? []) {
        items.push(item);
      }
      const nextLink = page.nextLink || page['@nextLink'];
      if (!nextLink) {
        return { items, correlationId };
      }
      url = nextPage(url, nextLink);
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
