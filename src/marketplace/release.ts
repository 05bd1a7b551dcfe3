import { Failure } from '../errors.ts';

/** The only product with an offer ID. @throws Failure when none or several were found */
export function onlyOne(products: readonly string[], offer: string): string {
  const [product, ...others] = products;
  if (!product || others.length > 0) {
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

/** A go-live was wanted where there is no preview to release. */
export function nothingToRelease(): Failure {
  return new Failure('not-ready', 'There is no preview that could be released.', {
    hint: 'Publish the offer to preview first.',
  });
}
