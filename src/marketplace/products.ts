import type { ApiClient } from '../http/api-client.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import { listItems } from './pages.ts';

/**
 * Finds the product of an offer, in an API that has product IDs of its own. Each offer is looked up once.
 * @param listUrls lists of products that may hold the offer's, in the order in which to ask them; the next is asked if
 * one is refused or does not have it
 * @param readProduct the ID of a listed product if it is the offer's, else undefined: a filter may be ignored
 */
export function productFinder(
  client: ApiClient,
  listUrls: (offer: string) => URL[],
  readProduct: (item: unknown, offer: string) => string | undefined,
): (offer: string, deadline: Deadline) => Promise<string> {
  const known = new Map<string, string>();

  /** The products of one list; the refusal where the API refuses the list. */
  async function list(url: URL, offer: string, deadline: Deadline): Promise<Set<string> | Failure> {
    try {
      const pick = (item: unknown) => readProduct(item, offer);
      const { items } = await listItems(client, url, deadline, pick, { endsAtNotFound: true });
      return new Set(items);
    } catch (error) {
      if (error instanceof Failure && error.isRefusal) {
        return error;
      }
      throw error;
    }
  }

  async function find(offer: string, deadline: Deadline): Promise<string> {
    let isListed = false;
    let refusal: Failure | undefined;
    for (const url of listUrls(offer)) {
      const found = await list(url, offer, deadline);
      if (found instanceof Failure) {
        refusal = found;
      } else if (found.size > 0) {
        return onlyOne([...found], offer);
      } else {
        isListed = true;
      }
    }
    if (refusal && !isListed) {
      throw refusal;
    }
    throw notFound(`No product has the offer ID ${offer}.`);
  }

  return async (offer, deadline) => {
    const product = known.get(offer) ?? (await find(offer, deadline));
    known.set(offer, product);
    return product;
  };
}

/** Taking another offer live cannot be undone, so nothing is guessed where there are several. */
function onlyOne(products: readonly string[], offer: string): string {
  const [product, ...others] = products;
  if (product === undefined || others.length > 0) {
    throw notFound(`${products.length} products have the offer ID ${offer}.`);
  }
  return product;
}

function notFound(message: string): Failure {
  return new Failure('not-found', message, {
    hint: 'Check offer and api, and that the application may see the offer. The offer ID is the one shown in Partner Center.',
  });
}
