/** The three APIs as tests of the shipped bundle see them: their requests, their refusals, and the inputs to use them. */
import type { ApiName } from '../../../src/marketplace/apis.ts';

export interface Api {
  api: ApiName;
  /** Path of the API's base URL. */
  basePath: string;
  /** The request that each status check of an offer sends exactly once. */
  look: RegExp;
  /** The request that takes an offer live. */
  goLive: { method: 'POST'; path: RegExp };
  /** The request that each poll of an operation sends exactly once. */
  poll: RegExp;
  /** The output `operation-url`, both of a go-live that the action started and of one that it found running. */
  operationUrl: RegExp;
  /** A refusal in the API's own format. */
  refusal(code: string, message: string, details?: object[]): object;
}

const id = String.raw`[\w-]+`;
const origin = String.raw`^http://127\.0\.0\.1:\d+`;

export const cloudPartnerPortal: Api = {
  api: 'cloud-partner-portal',
  basePath: '',
  look: /\/status\?/,
  goLive: { method: 'POST', path: /\/golive\?/ },
  poll: /\/operations\//,
  operationUrl: new RegExp(String.raw`${origin}/api/.*\?api-version=2017-10-31$`),
  refusal: (code, message, details = []) => ({ error: { code, message, details } }),
};

const version = String.raw`\?\$version=[\d-]+`;
const job = `configure/${id}/status${version}`;

export const productIngestion: Api = {
  api: 'product-ingestion',
  basePath: '/rp/product-ingestion',
  look: /\/submission\//,
  goLive: { method: 'POST', path: /\/configure\?/ },
  poll: /\/configure\/.+\/status\?/,
  operationUrl: new RegExp(
    // The URL of a job carries its submission, which the API does not name.
    String.raw`${origin}/rp/product-ingestion/(${job}#submission/${id}/\d+|submission/${id}/\d+${version})$`,
  ),
  refusal: (code, message, details = []) => ({
    error: { code, message, details, innerError: { date: '2026-11-22T00:00:00' } },
  }),
};

export const partnerCenter: Api = {
  api: 'partner-center',
  basePath: '/v1.0/ingestion',
  look: /\/submissions$/,
  goLive: { method: 'POST', path: /\/promote$/ },
  poll: /\/submissions\/\d+$/,
  operationUrl: new RegExp(String.raw`${origin}/v1\.0/ingestion/products/${id}/submissions/\d+$`),
  refusal: (code, message, details = []) => ({ statusCode: 400, code, message, details }),
};

export const allApis = [cloudPartnerPortal, productIngestion, partnerCenter];
/** The APIs without the Cloud Partner Portal, for shorter tables of faults where all three share the code. */
export const laterApis = [productIngestion, partnerCenter];

/** The inputs that point the action to this API. */
export function inputsOf({ api, basePath }: Api, origin: string): Record<string, string> {
  return { api, 'api-url': origin + basePath };
}
