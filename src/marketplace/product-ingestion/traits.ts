import { hintsOf } from '../hints.ts';
import type { MarketplaceTraits } from '../marketplace.ts';

export const productIngestionTraits: MarketplaceTraits = {
  baseUrl: 'https://graph.microsoft.com/rp/product-ingestion',
  // The documented limit of the status of a job: one request a minute.
  shortestPauseSeconds: 60,
  needsPublisher: false,
  startsBlind: false,
  scope: 'https://graph.microsoft.com/.default',
  portalUrl: 'https://partner.microsoft.com/dashboard/marketplace-offers/overview',
  // What the documentation and the users of the API say (AlmaLinux cloud-images, cloudpub, the vendor's CLI).
  hint: hintsOf({
    400: 'If the answer names what is wrong with the offer, correct it, publish to preview again, then go live. A submission that is not the latest means that the offer changed meanwhile: run this step again.',
    401: 'The token is missing, has expired, or is for another audience: it must be for https://graph.microsoft.com.',
    404: 'Check the offer ID, and that the offer is one that this API carries (virtual machine, container, SaaS).',
    423: 'The product is locked by something that is under way. Run this step again when it has ended.',
  }),
  kind(words) {
    if (/productLocked/i.test(words)) {
      return 'conflict';
    }
    return /certification/i.test(words) ? 'certification' : undefined;
  },
};
