import { hintsOf } from '../hints.ts';
import type { MarketplaceTraits } from '../marketplace.ts';

export const partnerCenterTraits: MarketplaceTraits = {
  baseUrl: 'https://api.partner.microsoft.com/v1.0/ingestion',
  shortestPauseSeconds: 30,
  needsPublisher: false,
  startsBlind: false,
  scope: 'https://api.partner.microsoft.com/.default',
  portalUrl: 'https://partner.microsoft.com/dashboard/marketplace-offers/overview',
  // What the documentation and the users of the API say (submission-api-onboard page, AL-Go, navcontainerhelper).
  hint: hintsOf({
    400: 'If the answer names what is wrong with the offer, correct it, publish to preview again, then go live.',
    401: 'The token is missing, has expired, or is for another audience: it must be for https://api.partner.microsoft.com.',
    404: 'Check the offer ID, and that the offer is one that this API carries (Azure application, Dynamics 365, SaaS).',
  }),
  kind: (words) => (/certification/i.test(words) ? 'certification' : undefined),
};
