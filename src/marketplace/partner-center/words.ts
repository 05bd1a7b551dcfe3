import type { StepStatus } from '../../model/offer.ts';
import type { Words } from '../words.ts';

/** States of workflows and of their steps (navcontainerhelper). */
export const workflowWords: Words<StepStatus> = {
  notstarted: 'not-started',
  inprogress: 'running',
  success: 'succeeded',
  succeeded: 'succeeded',
  failed: 'failed',
  failure: 'failed',
  cancelled: 'canceled',
  canceled: 'canceled',
};

/** What has become of a submission as a whole. */
export type State = 'in-progress' | 'published' | 'canceled' | 'dead' | 'undetermined';

/** States of a submission (enums of clients in use). Only the first two are alive. */
export const states: Words<State> = {
  inprogress: 'in-progress',
  published: 'published',
  cancelled: 'canceled',
  canceled: 'canceled',
  deleted: 'dead',
  archived: 'dead',
  rolledback: 'dead',
  notset: 'undetermined',
  unknown: 'undetermined',
  modularcert: 'undetermined',
  shadow: 'undetermined',
};

/** How far a submission has come. */
export type Substate =
  | 'draft'
  | 'submitted'
  | 'failed'
  | 'canceled'
  | 'ready'
  | 'publishing'
  | 'published'
  | 'in-store';

/** Substates of a submission (vendor's SDK, partnercenter-cli-extension). */
export const substates: Words<Substate> = {
  indraft: 'draft',
  submitted: 'submitted',
  failed: 'failed',
  failedincertification: 'failed',
  cancelled: 'canceled',
  canceled: 'canceled',
  readytopublish: 'ready',
  publishing: 'publishing',
  published: 'published',
  instore: 'in-store',
};

/** How far the pending update of a submission has come. */
export type UpdateStatus = 'none' | 'running' | 'completed' | 'failed' | 'canceled' | 'unknown';

/** `pendingUpdateInfo.status` (vendor's SDK, navcontainerhelper). */
export const updateWords: Words<UpdateStatus> = {
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'canceled',
  canceled: 'canceled',
};
