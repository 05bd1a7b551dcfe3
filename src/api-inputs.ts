import { readAudiences } from './auth/token-claims.ts';
import { type ApiName, apiNames, apis } from './marketplace/apis.ts';

/** The inputs that may tell which API carries an offer. */
export interface ApiInputs {
  /** `auto`: whatever else tells, or else the marketplace. */
  api: ApiName | 'auto';
  /** The input `api-url`: with `auto` an origin that serves every API; empty where it is not given. */
  apiUrl: string;
  /** Empty where the action signs in. */
  token: string;
}

/** Where an API is, without a trailing slash. */
export function baseUrlOf(name: ApiName, { api, apiUrl }: Pick<ApiInputs, 'api' | 'apiUrl'>): string {
  const { baseUrl } = apis[name];
  if (!apiUrl) {
    return baseUrl;
  }
  return api === 'auto' ? apiUrl + new URL(baseUrl).pathname.replace(/\/$/, '') : apiUrl;
}

/** The API of an operation; where no API has such operations, the one at the same host. */
export function apiOfOperationUrl(url: URL, inputs: Pick<ApiInputs, 'api' | 'apiUrl'>): ApiName | undefined {
  const { api, apiUrl } = inputs;
  if (api !== 'auto') {
    return api;
  }
  const atHost = apiNames.filter((name) => new URL(baseUrlOf(name, inputs)).origin === url.origin);
  return (
    atHost.find((name) => apis[name].parseOperationUrl(url, baseUrlOf(name, inputs))) ??
    (apiUrl ? undefined : atHost[0])
  );
}

/** The API that a token is for; undefined where its audience is none of the three, or not the only one. */
export function apiOfToken(token: string): ApiName | undefined {
  const [api, ...others] = new Set(readAudiences(token).map(apiOfAudience));
  return others.length === 0 ? api : undefined;
}

function apiOfAudience(audience: string): ApiName | undefined {
  const normalized = audience.toLowerCase().replace(/\/$/, '');
  return apiNames.find((name) => apis[name].audiences.includes(normalized));
}

/** The API that the inputs tell for an offer. */
export interface KnownApi {
  name: ApiName;
  /** A sentence for the log; empty where the input `api` names it. */
  reason: string;
}

/**
 * The API that carries an offer, as far as the inputs tell; undefined where the marketplace has to be asked. A token that
 * cannot be read is for the Cloud Partner Portal.
 */
export function apiOfTarget(operationUrl: URL | undefined, inputs: ApiInputs): KnownApi | undefined {
  const { api, token } = inputs;
  if (api !== 'auto') {
    return { name: api, reason: '' };
  }
  if (operationUrl) {
    const name = apiOfOperationUrl(operationUrl, inputs);
    return name && { name, reason: `The operation URL is one of ${name}: using that API.` };
  }
  if (token === '') {
    return undefined;
  }
  if (readAudiences(token).length === 0) {
    const reason = 'The token does not say what it is for: using cloud-partner-portal.';
    return { name: 'cloud-partner-portal', reason };
  }
  const name = apiOfToken(token);
  return name && { name, reason: `The token is for ${apis[name].audiences[0]}: using ${name}.` };
}
