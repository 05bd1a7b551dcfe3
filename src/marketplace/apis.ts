import type { Api } from './api.ts';
import { cloudPartnerPortal } from './cloud-partner-portal/api.ts';
import { partnerCenter } from './partner-center/api.ts';
import { productIngestion } from './product-ingestion/api.ts';

/** The APIs by the values of the input `api`. */
export const apis = {
  'cloud-partner-portal': cloudPartnerPortal,
  'product-ingestion': productIngestion,
  'partner-center': partnerCenter,
} satisfies Record<string, Api>;

export type ApiName = keyof typeof apis;
export const apiNames = Object.keys(apis) as ApiName[];
