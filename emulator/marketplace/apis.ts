import type { ApiName } from './offer-types.ts';

interface ApiFacts {
  /** What its access tokens are issued for: their audience. */
  resource: string;
  /** Where its paths begin. The base URL of the Cloud Partner Portal, as its documentation writes it, is without `/api`. */
  basePath: string;
}

export const apis: Record<ApiName, ApiFacts> = {
  'cloud-partner-portal': { resource: 'https://cloudpartner.azure.com', basePath: '' },
  'product-ingestion': { resource: 'https://graph.microsoft.com', basePath: '/rp/product-ingestion' },
  'partner-center': { resource: 'https://api.partner.microsoft.com', basePath: '/v1.0/ingestion' },
};
