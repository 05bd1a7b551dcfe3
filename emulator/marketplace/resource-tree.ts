import type { EmulatedOffer } from './offer.ts';
import { schema, submissionDocument } from './submissions.ts';

/**
 * The resources of a product for one target: here the product, and its submission if there is one (docs: "Method 1:
 * Resource-tree" section of the product ingestion page).
 */
export function resourceTree(
  offer: EmulatedOffer,
  product: object,
  targetType: 'draft' | 'preview' | 'live',
): object {
  const target = { targetType };
  const at = { draft: 'draft', preview: offer.shown('publish'), live: offer.shown('goLive') } as const;
  const shown = at[targetType];
  return {
    $schema: schema(offer, 'resource-tree'),
    root: `product/${offer.productId}`,
    target,
    resources: [product, ...(shown ? [submissionDocument(offer, shown)] : [])],
  };
}
