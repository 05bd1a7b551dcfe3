import { hintsOf } from '../hints.ts';
import type { MarketplaceTraits } from '../marketplace.ts';

export const cloudPartnerPortalTraits: MarketplaceTraits = {
  baseUrl: 'https://cloudpartner.azure.com',
  shortestPauseSeconds: 10,
  needsPublisher: true,
  startsBlind: true,
  scope: 'https://cloudpartner.azure.com/.default',
  portalUrl: 'https://partner.microsoft.com/dashboard/marketplace-offers/overview',
  // What the documentation and the users of the API say (troubleshooting-authentication-errors, api-considerations,
  // concurrency-control and publish-offer pages).
  hint: hintsOf({
    400: 'Check api-url and the offer ID, and whether the preview waits for sign-off in Partner Center: only then can an offer go live. If the answer speaks of If-Match, the API now wants a header that this action does not send: report it.',
    401: 'The token is missing, has expired, or is for another audience: it must be for https://cloudpartner.azure.com.',
    403: 'Add the application to the publisher in Partner Center (User management, Microsoft Entra applications) as a manager or owner. Usual causes: the object ID of the app registration was entered instead of that of the enterprise application, or the publisher ID is wrong.',
    404: 'Check publisher and offer: both are the textual IDs as in Partner Center. An offer that was never published to preview is not found either. Azure applications, SaaS and Dynamics 365 offers are not carried by this API.',
    412: 'The offer was changed at the same time by someone else. Run this step again.',
    422: 'The offer did not pass validation. Correct what the answer names, publish to preview again, then go live.',
  }),
  kind: () => undefined,
};
