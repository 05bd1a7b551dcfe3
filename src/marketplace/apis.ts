import type { ApiClient } from '../http/api-client.ts';
import { cloudPartnerPortal } from './cloud-partner-portal/cloud-partner-portal.ts';
import { cloudPartnerPortalTraits } from './cloud-partner-portal/traits.ts';
import type { Marketplace, MarketplaceTraits } from './marketplace.ts';
import { partnerCenter } from './partner-center/partner-center.ts';
import { partnerCenterTraits } from './partner-center/traits.ts';
import { productIngestion } from './product-ingestion/product-ingestion.ts';
import { productIngestionTraits } from './product-ingestion/traits.ts';

interface Api {
  traits: MarketplaceTraits;
  /** @param baseUrl without a slash at its end */
  open(client: ApiClient, baseUrl: string, warn: (line: string) => void): Marketplace;
}

/** The APIs that take an offer live, by the values of the input `api`. */
export const apis = {
  'cloud-partner-portal': { traits: cloudPartnerPortalTraits, open: cloudPartnerPortal },
  'product-ingestion': { traits: productIngestionTraits, open: productIngestion },
  'partner-center': { traits: partnerCenterTraits, open: partnerCenter },
} satisfies Record<string, Api>;

export type ApiName = keyof typeof apis;
