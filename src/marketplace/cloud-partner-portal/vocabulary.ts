import type { Status, StepStatus } from '../../golive/operation.ts';

/**
 * Every word that the API was documented or seen to use, without regard to case, blanks and dashes.
 * Sources: [ops] retrieve-operations page, [status] retrieve-offer-status page, [offer] samples of the offer pages,
 * [code] clients in use (SUSE mash and azure-img-utils, devigned/pub), [syn] no source: another spelling of one that has.
 */
export const operationWords: Readonly<Record<string, Status>> = {
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

export const stepWords: Readonly<Record<string, StepStatus>> = {
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

/** What a word of the API means in one of the tables above; undefined where the table does not have it. */
export function meaning<Meaning>(
  table: Readonly<Record<string, Meaning>>,
  word: string,
): Meaning | undefined {
  const entry = tableWord(word);
  return Object.hasOwn(table, entry) ? table[entry] : undefined;
}

/** A word as the tables above spell it. */
export function tableWord(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}
