import type { Within } from '../clock.ts';
import type { FailureKind } from '../errors.ts';
import type { OfferName, Operation, Reading, Standing } from '../golive/operation.ts';

/** One of the APIs that take an offer live. Each call is made of as few requests as the API allows, none repeated. */
export interface Marketplace {
  /** Where the offer stands. @throws Failure */
  look(offer: OfferName, within: Within): Promise<Standing>;
  /**
   * Sends the go-live, once.
   * @param standing where the offer was seen to stand; undefined where the look failed
   * @returns the accepted operation
   * @throws Failure; whether the go-live was taken all the same is for the caller to find out
   */
  start(offer: OfferName, standing: Standing | undefined, within: Within): Promise<Operation>;
  /** Reads an operation. @throws Failure */
  read(operation: Operation, within: Within): Promise<Reading>;
  /** The operation behind a URL that an earlier run gave out, and the offer as far as the URL tells. */
  operationAt(url: URL): { operation: Operation; offer: OfferName };
}

/** What the rest of the action needs to know of an API before it is in use. */
export interface MarketplaceTraits {
  baseUrl: string;
  /** The shortest time between two looks at the adaptive pace, in seconds. */
  shortestPauseSeconds: number;
  needsPublisher: boolean;
  /** A go-live can be sent without a look before it. */
  startsBlind: boolean;
  /** What an access token is for: the scope to ask Entra ID for. */
  scope: string;
  /** Where a person sees the offer. */
  portalUrl: string;
  /** What to do about an answer with this status; empty where there is no advice. */
  hint(status: number): string;
  /** What is special in the words of a refusal; undefined where its status tells all. */
  kind(words: string): FailureKind | undefined;
}
