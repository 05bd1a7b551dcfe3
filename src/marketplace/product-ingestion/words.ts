import type { Status } from '../../model/offer.ts';
import type { Words } from '../words.ts';

/** The status of a job or a submission (product ingestion page). Only `completed` has a result that counts. */
export const statusWords: Words<'running' | 'completed'> = {
  notstarted: 'running',
  running: 'running',
  completed: 'completed',
};

/** The result of a completed job or submission (product ingestion page). */
export const resultWords: Words<Status> = {
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled', // missing in one of the vendor's lists
  canceled: 'canceled',
};
