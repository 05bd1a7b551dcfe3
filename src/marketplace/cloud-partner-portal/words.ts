import type { Status, StepStatus } from '../../model/offer.ts';
import type { Words } from '../words.ts';

/*
 * Every word that the API is documented or was seen to use.
 * Sources: [ops] retrieve-operations page, [status] retrieve-offer-status page, [offer] samples on the offer pages,
 * [code] clients in use (SUSE mash and azure-img-utils, devigned/pub), [syn] no source: another spelling of a known word.
 */
export const operationWords: Words<Status> = {
  complete: 'succeeded', // [code]
  completed: 'succeeded', // [ops]
  succeeded: 'succeeded', // [status]
  published: 'succeeded', // [offer]
  failed: 'failed', // [ops] [status] [code]
  rejected: 'failed', // [syn]
  canceled: 'canceled', // [status] [code]
  cancelled: 'canceled', // [syn]
  running: 'running', // [ops] [status]
  inprogress: 'running', // [syn]
  notstarted: 'running', // [ops] "not started", [status]: accepted, and waiting for its turn
  waitingforpublisherreview: 'waiting-for-review', // [status]
  neverpublished: 'not-started', // [status]
};

export const stepWords: Words<StepStatus> = {
  notstarted: 'not-started', // [ops] [status]
  running: 'running', // [ops]
  inprogress: 'running', // [status] [code]
  waitingforpublisherreview: 'waiting-for-review', // [status] [code]
  waitingforapproval: 'waiting-for-approval', // [status]
  blocked: 'blocked', // [ops] sample, [status]
  rejected: 'rejected', // [status]
  complete: 'succeeded', // [ops] sample, [status]
  completed: 'succeeded', // [ops]
  succeeded: 'succeeded', // [syn]
  failed: 'failed', // [ops]
  canceled: 'canceled', // [status]
  cancelled: 'canceled', // [syn]
};

/** The step in which the publisher signs off: documented as ID `publisher-signoff`, named "Publisher signoff". */
export const signOffStep = 'publishersignoff';
export const liveStep = 'live';
