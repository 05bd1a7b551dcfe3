import type { MarketplaceTraits } from '../marketplace.ts';

// What the documentation and the users of the API say of each status (submission-api-onboard page, AL-Go, navcontainerhelper).
const hints: Readonly<Record<number, string>> = {
  400: 'If the answer names what is wrong with the offer, correct it, publish to preview again, then go live.',
  401: 'The token is missing, has expired, or is for another audience: it must be for https://api.partner.microsoft.com.',
  403: 'Give the application the Manager role in Partner Center (User management, Microsoft Entra applications).',
  404: 'Check the offer ID, and that the offer is one that this API carries (Azure application, Dynamics 365, SaaS).',
  409: 'Something else is under way for this offer. Look in Partner Center what runs, or run this step again when it has ended.',
  429: 'The API asks for fewer requests. Run this step again later; a running go-live is picked up.',
};

export const partnerCenterTraits: MarketplaceTraits = {
  baseUrl: 'https://api.partner.microsoft.com/v1.0/ingestion',
  shortestPauseSeconds: 30,
  needsPublisher: false,
  startsBlind: false,
  scope: 'https://api.partner.microsoft.com/.default',
  portalUrl: 'https://partner.microsoft.com/dashboard/marketplace-offers/overview',
  hint: (status) =>
    hints[status] ??
    (status >= 500 ? 'A fault of the service. Run this step again; a running go-live is picked up.' : ''),
  kind: (words) => (/certification/i.test(words) ? 'certification' : undefined),
};
