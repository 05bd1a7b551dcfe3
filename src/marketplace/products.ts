import type { ApiClient } from '../http/api-client.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import { listItems } from './pages.ts';

/**
 * Finds the product of an offer, in an API that has product IDs of its own. Each offer is looked up once.
 * @param listUrl a list of products that holds the offer's
 * @param readProduct the ID of a listed product if it is the offer's, else undefined
 */
export function productFinder(
  client: ApiClient,
  listUrl: (offer: string) => URL,
  readProduct: (item: unknown, offer: string) => string | undefined,
): (offer: string, deadline: Deadline) => Promise<string> {
  const known = new Map<string, string>();
  return async (offer, deadline) => {
    let product = known.get(offer);
    if (product === undefined) {
      const { items } = await listItems(client, listUrl(offer), deadline);
      const found = items.map((item) => readProduct(item, offer)).filter((id) => id !== undefined);
      product = onlyOne([...new Set(found)], offer);
      known.set(offer, product);
    }
    return product;
  };
}

/** Taking another offer live cannot be undone, so nothing is guessed where there are several. */
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
