import type { Marketplace } from '../golive/marketplace.ts';
import type { ApiClient } from '../http/api-client.ts';
import type { FailureKind } from '../model/failure.ts';
import type { Hint } from './hints.ts';

/** One of the APIs that take an offer live: what the action has to know before it uses it, and how to use it. */
export interface Api {
  baseUrl: string;
  /** The shortest adaptive pause between two status checks, in seconds. */
  minPollSeconds: number;
  needsPublisher: boolean;
  /** A go-live can be sent without the offer's state. */
  canStartWithoutState: boolean;
  /** The scope to ask Entra ID for. */
  scope: string;
  hint: Hint;
  /** The kind of failure that the words of a refused go-live tell; undefined where the status is enough. */
  kind(words: string): FailureKind | undefined;
  /**
   * @param baseUrl without a trailing slash
   * @param warn takes a line for the log
   */
  connect(client: ApiClient, baseUrl: string, warn: (line: string) => void): Marketplace;
}

/** Where people see their offers. */
export const portalUrl = 'https://partner.microsoft.com/dashboard/marketplace-offers/overview';
