import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../../src/marketplace/partner-center/documents.ts';
import { interpretSubmission } from '../../../../src/marketplace/partner-center/state.ts';
import type { Phase, Status, StepStatus } from '../../../../src/model/offer.ts';

/** @param update type and status of the pending update; empty if there is none */
function interpret(state: string, substate: string, live: StepStatus, update = '') {
  const [updateType, status] = update.split(' ');
  return interpretSubmission(
    readSubmission({ id: '1', state, substate, pendingUpdateInfo: { updateType, status } }, ''),
    live,
  );
}

const lives: StepStatus[] = ['not-started', 'running', 'succeeded', 'failed', 'canceled', 'unknown'];
const substates = [
  'InDraft',
  'Submitted',
  'Failed',
  'FailedInCertification',
  'Cancelled',
  'ReadyToPublish',
  'Publishing',
  'Published',
  'InStore',
  'Paused',
];

describe('interpretSubmission', () => {
  it.each<[string, string, StepStatus, Phase, Status]>([
    // The substate, the pending update and the workflow to live; then phase and status.
    ['InDraft', '', 'not-started', 'never-published', 'not-started'],
    ['InDraft', 'Create Running', 'not-started', 'building-preview', 'running'],
    ['InDraft', 'Create Failed', 'not-started', 'preview-failed', 'failed'],
    ['Submitted', 'Create Completed', 'not-started', 'building-preview', 'running'],
    ['Submitted', 'Create Completed', 'unknown', 'building-preview', 'running'],
    ['Submitted', 'Create Completed', 'running', 'going-live', 'running'],
    ['Submitted', 'Promote Running', 'not-started', 'going-live', 'running'],
    ['ReadyToPublish', 'Create Completed', 'not-started', 'waiting-for-sign-off', 'waiting-for-review'],
    ['ReadyToPublish', '', 'unknown', 'waiting-for-sign-off', 'waiting-for-review'],
    ['ReadyToPublish', 'Create Completed', 'running', 'going-live', 'running'],
    ['ReadyToPublish', 'Promote Running', 'not-started', 'going-live', 'running'],
    ['ReadyToPublish', 'Promote Completed', 'not-started', 'waiting-for-sign-off', 'waiting-for-review'],
    ['ReadyToPublish', 'Update Running', 'not-started', 'waiting-for-sign-off', 'waiting-for-review'],
    ['ReadyToPublish', 'Promote Failed', 'not-started', 'go-live-ended', 'failed'],
    ['ReadyToPublish', 'Promote Cancelled', 'not-started', 'go-live-ended', 'canceled'],
    ['ReadyToPublish', 'Create Completed', 'failed', 'go-live-ended', 'failed'],
    ['ReadyToPublish', 'Create Completed', 'canceled', 'go-live-ended', 'canceled'],
    ['Publishing', 'Create Completed', 'running', 'going-live', 'running'],
    ['Publishing', '', 'unknown', 'going-live', 'running'],
    ['Publishing', 'Promote Failed', 'running', 'go-live-ended', 'failed'],
    ['InStore', 'Create Completed', 'succeeded', 'live', 'succeeded'],
    ['InStore', '', 'unknown', 'live', 'succeeded'],
    ['INSTORE', 'Promote Failed', 'failed', 'live', 'succeeded'],
    ['Published', '', 'succeeded', 'live', 'succeeded'],
    ['Published', 'Create Completed', 'not-started', 'unclear', 'unknown'],
    ['Published', '', 'unknown', 'live', 'succeeded'],
    ['Failed', 'Create Completed', 'not-started', 'preview-failed', 'failed'],
    ['Failed', 'Create Completed', 'unknown', 'preview-failed', 'failed'],
    ['Failed', 'Create Completed', 'failed', 'go-live-ended', 'failed'],
    ['Failed', 'Promote Running', 'not-started', 'go-live-ended', 'failed'],
    ['FailedInCertification', '', 'not-started', 'preview-failed', 'failed'],
    ['FailedInCertification', '', 'running', 'go-live-ended', 'failed'],
    ['Cancelled', '', 'not-started', 'preview-failed', 'canceled'],
    ['Canceled', 'Promote Running', 'running', 'go-live-ended', 'canceled'],
    ['Paused', 'Create Completed', 'not-started', 'unclear', 'unknown'],
    ['', '', 'not-started', 'unclear', 'unknown'],
    ['constructor', '', 'unknown', 'unclear', 'unknown'],
    // In another spelling.
    ['ready_to-publish', 'promote RUNNING', 'not-started', 'going-live', 'running'],
    ['in store', '', 'unknown', 'live', 'succeeded'],
    ['failed in certification', '', 'not-started', 'preview-failed', 'failed'],
  ])(
    'without a state, substate "%s", update "%s", live %s: %s, %s',
    (substate, update, live, phase, status) => {
      expect(interpret('', substate, live, update)).toEqual({ phase, status });
    },
  );

  it.each(['InProgress', 'in progress', 'Published', 'PUBLISHED'])(
    'goes by the substate alone if the state is %s, apart from Published/Published',
    (state) => {
      for (const substate of substates) {
        for (const live of lives) {
          for (const update of ['', 'Create Completed', 'Promote Running', 'Promote Failed']) {
            const isSpecial = substate === 'Published' && live === 'unknown';
            if (!isSpecial) {
              expect(interpret(state, substate, live, update)).toEqual(interpret('', substate, live, update));
            }
          }
        }
      }
    },
  );

  it.each<[string, StepStatus, Phase, Status]>([
    // Where the workflows cannot be read, state and substate together tell.
    ['Published', 'unknown', 'live', 'succeeded'],
    ['InProgress', 'unknown', 'unclear', 'unknown'],
    ['Published', 'succeeded', 'live', 'succeeded'],
    ['InProgress', 'succeeded', 'live', 'succeeded'],
    ['Published', 'not-started', 'unclear', 'unknown'],
    ['InProgress', 'not-started', 'unclear', 'unknown'],
    ['Published', 'running', 'unclear', 'unknown'],
    ['Published', 'failed', 'go-live-ended', 'failed'],
  ])('state %s, substate Published, live %s: %s, %s', (state, live, phase, status) => {
    expect(interpret(state, 'Published', live)).toEqual({ phase, status });
  });

  it.each<[string, Status]>([
    ['Cancelled', 'canceled'],
    ['Canceled', 'canceled'],
    ['Deleted', 'failed'],
    ['Archived', 'failed'],
    ['RolledBack', 'failed'],
    ['rolled back', 'failed'],
    ['NotSet', 'unknown'],
    ['Unknown', 'unknown'],
    ['ModularCert', 'unknown'],
    ['Shadow', 'unknown'],
    ['Suspended', 'unknown'],
    ['constructor', 'unknown'],
    [' ', 'unknown'],
  ])(
    'a submission in state "%s" cannot go live, whatever its substate; seen in a wait it is %s',
    (state, status) => {
      for (const substate of substates) {
        for (const live of lives) {
          for (const update of ['', 'Promote Running', 'Promote Completed']) {
            expect(interpret(state, substate, live, update), `${substate} ${live} ${update}`).toEqual({
              phase: 'dead-submission',
              status,
            });
          }
        }
      }
    },
  );
});
