import type { ApiClient } from '../http/api-client.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import { listItems } from './pages.ts';

/** What an API with product IDs of its own calls an offer. */
export interface Product {
  id: string;
  /** The API's word for the type of the offer; empty where it gives none. */
  type: string;
}

/** The products of one API. An offer that was found is not looked up again. */
export interface Products {
  /** The product of an offer. @throws Failure, of kind `not-found` where there is none */
  get(offer: string, deadline: Deadline): Promise<Product>;
  /** The same; undefined where there is none. @throws Failure */
  find(offer: string, deadline: Deadline): Promise<Product | undefined>;
}

/**
 * @param listUrls lists of products that may hold the offer's, in the order in which to ask them; the next is asked if
 * one is refused or does not have it
 * @param readProduct a listed product if it is the offer's, else undefined: a filter may be ignored
 */
export function createProducts(
  client: ApiClient,
  listUrls: (offer: string) => URL[],
  readProduct: (item: unknown, offer: string) => Product | undefined,
): Products {
  const known = new Map<string, Product>();

  /** The products of one list, by ID; the refusal where the API refuses the list. */
  async function list(url: URL, offer: string, deadline: Deadline): Promise<Map<string, Product> | Failure> {
    try {
      const pick = (item: unknown) => readProduct(item, offer);
      const { items } = await listItems(client, url, deadline, pick, { endsAtNotFound: true });
      return byId(items);
    } catch (error) {
      if (error instanceof Failure && error.isRefusal) {
        return error;
      }
      throw error;
    }
  }

  async function lookUp(offer: string, deadline: Deadline): Promise<Product | undefined> {
    let isListed = false;
    let refusal: Failure | undefined;
    for (const url of listUrls(offer)) {
      const found = await list(url, offer, deadline);
      if (found instanceof Failure) {
        // No access explains more than a list that is not there.
        refusal = refusal?.refusesCaller ? refusal : found;
      } else if (found.size > 0) {
        return onlyOne([...found.values()], offer);
      } else {
        isListed = true;
      }
    }
    if (refusal && (!isListed || refusal.refusesCaller)) {
      throw refusal;
    }
    return undefined;
  }

  async function find(offer: string, deadline: Deadline): Promise<Product | undefined> {
    const found = known.get(offer);
    if (found) {
      return found;
    }
    const product = await lookUp(offer, deadline);
    if (product) {
      known.set(offer, product);
    }
    return product;
  }

  return {
    find,
    async get(offer, deadline) {
      const product = await find(offer, deadline);
      if (!product) {
        throw notFound(`No product has the offer ID ${offer}.`);
      }
      return product;
    },
  };
}

/** Products by ID. One that is listed with several types has them all, so that no single one is believed. */
function byId(products: readonly Product[]): Map<string, Product> {
  const types = new Map<string, Set<string>>();
  for (const { id, type } of products) {
    types.set(id, (types.get(id) ?? new Set()).add(type));
  }
  return new Map([...types].map(([id, all]) => [id, { id, type: [...all].filter(Boolean).join(', ') }]));
}

/** Taking another offer live cannot be undone, so nothing is guessed where there are several. */
function onlyOne(products: readonly Product[], offer: string): Product {
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
