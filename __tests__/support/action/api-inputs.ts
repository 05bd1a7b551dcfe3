import type { ApiName } from '../../../src/marketplace/apis.ts';

/** One of the APIs as the tests of the bundle see it, on one emulator or on an address of its own. */
export interface Api {
  api: ApiName;
  /** Of its base URL. */
  basePath: string;
  /** A request that every look at an offer makes, once. */
  look: RegExp;
  /** The request that takes an offer live. */
  goLive: { method: 'POST'; path: RegExp };
  /** A request that every look at an operation makes, once. */
  poll: RegExp;
  /** The output `operation-url`, of a go-live and of what was found under way. */
  operationUrl: RegExp;
  /** A refusal in the form of the API. */
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

export const productIngestion: Api = {
  api: 'product-ingestion',
  basePath: '/rp/product-ingestion',
  look: /\/submission\//,
  goLive: { method: 'POST', path: /\/configure\?/ },
  poll: /\/configure\/.+\/status\?/,
  operationUrl: new RegExp(
    String.raw`${origin}/rp/product-ingestion/(configure/${id}/status|submission/${id}/\d+)\?\$version=`,
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

/** What holds of one holds of all, shown by the same tests. */
export const allApis = [cloudPartnerPortal, productIngestion, partnerCenter];
/** Those that came later: their tables of faults are shorter where the code is the same. */
export const laterApis = [productIngestion, partnerCenter];

/** The inputs to use it at this origin. */
export function inputsOf({ api, basePath }: Api, origin: string): Record<string, string> {
  return { api, 'api-url': origin + basePath };
}
