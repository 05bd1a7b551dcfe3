import type { Deadline } from '../model/clock.ts';
import type { OfferName, OfferState, Operation, StatusSnapshot } from '../model/offer.ts';

/**
 * One of the APIs that take an offer live, as the story sees it. Each call makes as few requests as the API allows, and
 * repeats none of them, except once with a new token after a 401.
 */
export interface Marketplace {
  /** The name of the API, as the input `api` has it. */
  readonly api: string;
  /** The shortest adaptive pause between two status checks, in ms. */
  readonly minPollMs: number;
  /** The API takes a go-live without the offer's state, so it can decide where a status check failed. */
  readonly canStartWithoutState: boolean;
  /** Whether it shows the steps of a go-live, and not only the status of the whole. */
  readonly showsSteps: boolean;
  /** Whether the API has answered any request of this run, well or badly. */
  hasAnswered(): boolean;
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

/** A question to one API, of which the answer is needed to choose. */
export interface LookUp {
  /** Whether the API has answered any request of this run, well or badly. */
  hasAnswered(): boolean;
  /** Asks it. @throws Failure where it gave no answer */
  ask(deadline: Deadline): Promise<void>;
}

/** Finds out which API carries one offer. */
export interface MarketplaceFinder {
  /**
   * What to ask before the choice; once all is answered, the API that carries the offer, and the sentence that says why.
   * @throws Failure where that cannot be told, and nothing must be guessed
   */
  next(): { lookUps: readonly LookUp[] } | { lookUps?: never; marketplace: Marketplace; reason: string };
  /** What each API says of the offer, in a line each, for people. @throws Failure of kind `interrupted` alone */
  survey(deadline: Deadline): Promise<string[]>;
}
