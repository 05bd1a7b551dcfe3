import type { Within } from '../clock.ts';
import { Failure } from '../errors.ts';
import type { ApiClient } from '../http/api-client.ts';
import { itemsOf } from './pages.ts';

/**
 * Finds the product that an offer is: an API that knows products by IDs of its own has a list of them. Each is looked up
 * once.
 * @param listUrl where products are listed that may be the offer
 * @param read the ID of a listed product if it is the offer, else undefined
 */
export function productFinder(
  client: ApiClient,
  listUrl: (offer: string) => URL,
  read: (item: unknown, offer: string) => string | undefined,
): (offer: string, within: Within) => Promise<string> {
  const known = new Map<string, string>();
  return async (offer, within) => {
    let product = known.get(offer);
    if (product === undefined) {
      const { items } = await itemsOf(client, listUrl(offer), within);
      const found = items.map((item) => read(item, offer)).filter((id) => id !== undefined);
      product = onlyOne([...new Set(found)], offer);
      known.set(offer, product);
    }
    return product;
  };
}

/** Taking another offer live cannot be undone, so there is no guess among several. */
function onlyOne(products: readonly string[], offer: string): string {
  const [product, ...others] = products;
  if (product === undefined || others.length > 0) {
    throw new Failure(
      'not-found',
      `${product ? `${products.length} products have` : 'No product has'} the offer ID ${offer}.`,
      {
        hint: 'Check offer and api, and that the application may see the offer. The offer ID is the one shown in Partner Center.',
      },
    );
  }
  return product;
}
