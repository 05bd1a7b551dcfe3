import type { Marketplace } from '../golive/marketplace.ts';
import type { ApiClient } from '../http/api-client.ts';
import type { Deadline } from '../model/clock.ts';
import { Failure, type FailureKind } from '../model/failure.ts';
import type { OfferName, Operation } from '../model/offer.ts';
import { isGuid } from '../model/text.ts';
import type { Hint } from './hints.ts';

/** One of the APIs that take an offer live: what the action has to know before it uses it, and how to use it. */
export interface Api {
  baseUrl: string;
  needsPublisher: boolean;
  /** What its access tokens are for: the values that `aud` may have, its own first. */
  audiences: readonly string[];
  /** The scope to ask Entra ID for. */
  scope: string;
  hint: Hint;
  /** The kind of failure that the words of a refused go-live tell; undefined where the status is enough. */
  kind(words: string): FailureKind | undefined;
  /**
   * The operation behind a URL that an earlier run gave out, and the offer as far as the URL names it.
   * @param baseUrl without a trailing slash; the URL must be at the same origin
   * @returns undefined if the path is none of an operation of this API: a token must not be sent just anywhere
   */
  parseOperationUrl(url: URL, baseUrl: string): { operation: Operation; offer: OfferName } | undefined;
  /**
   * @param baseUrl without a trailing slash
   * @param warn takes a line for the log
   */
  connect(client: ApiClient, baseUrl: string, warn: (line: string) => void): Connection;
}

/** An API in use. */
export interface Connection extends Marketplace {
  /**
   * The type of an offer, in the API's word; undefined where the API does not know the offer. Absent where the API has no
   * products to ask for.
   * @throws Failure
   */
  getOfferType?(offer: OfferName, deadline: Deadline): Promise<string | undefined>;
}

/** The path below the base URL; undefined if the URL is not below it. */
export function pathBelow(baseUrl: string, { pathname }: URL): string | undefined {
  const basePath = new URL(`${baseUrl}/`).pathname;
  return pathname.startsWith(basePath) ? pathname.slice(basePath.length) : undefined;
}

/** An operation that was given by its URL belongs to another offer than the one given with it. */
export function foreignOperation({ offer }: OfferName): Failure {
  return new Failure('input', `operation-url belongs to another product than the offer ${offer}.`, {
    hint: 'Give the line of operation-url that the output gave for this offer, or leave one of the two out.',
  });
}

/** Where people see their offers. */
export const portalUrl = 'https://partner.microsoft.com/dashboard/marketplace-offers/overview';

/**
 * Where people see one offer. The form of the address is not documented and was not verified live.
 * @param product the ID of its product; left out where it is not known
 * @returns empty where the ID is not a GUID
 */
export function portalUrlOf(product = ''): string {
  return isGuid(product)
    ? `https://partner.microsoft.com/dashboard/commercial-marketplace/offers/${product.toLowerCase()}/overview`
    : '';
}
