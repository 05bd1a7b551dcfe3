import type { Deadline } from '../model/clock.ts';
import type { OfferName, OfferState, Operation, StatusSnapshot } from '../model/offer.ts';

/**
 * One of the APIs that take an offer live, as the story sees it. Each call makes as few requests as the API allows, and
 * repeats none of them, except once with a new token after a 401.
 */
export interface Marketplace {
  /** Where the offer stands. @throws Failure */
  getOfferState(offer: OfferName, deadline: Deadline): Promise<OfferState>;
  /**
   * Starts the go-live, with one request.
   * @param state where the offer stood at the last status check; undefined where that failed
   * @returns the accepted operation
   * @throws Failure, whose `effect` tells whether the API may have started the go-live all the same
   */
  goLive(offer: OfferName, state: OfferState | undefined, deadline: Deadline): Promise<Operation>;
  /**
   * Where an operation stands.
   * @param offer the offer that it must belong to, where a user says so; undefined where there is no doubt
   * @throws Failure; of kind `input` where the operation is known to belong to another offer
   */
  getOperation(
    operation: Operation,
    offer: OfferName | undefined,
    deadline: Deadline,
  ): Promise<StatusSnapshot>;
}
