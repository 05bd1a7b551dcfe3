import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/marketplace/cloud-partner-portal/documents.ts';
import { readPhase } from '../../../../src/marketplace/cloud-partner-portal/state.ts';
import type { Phase } from '../../../../src/model/offer.ts';

describe('readPhase, for an offer that', () => {
  const signOff = (status: string) => ({ id: 'publisher-signoff', stepName: 'Publisher signoff', status });
  const live = (status: string) => ({ id: '', stepName: 'Live', status });

  it.each<[string, string, object[], Phase]>([
    ['was never published', 'neverPublished', [], 'never-published'],
    [
      'waits for sign-off, as a step says',
      'running',
      [signOff('waitingForPublisherReview')],
      'waiting-for-sign-off',
    ],
    ['waits for sign-off, as the top level says', 'waitingForPublisherReview', [], 'waiting-for-sign-off'],
    [
      'waits for sign-off, although the publish to preview succeeded',
      'succeeded',
      [signOff('waitingForPublisherReview')],
      'waiting-for-sign-off',
    ],
    ['is signed off', 'running', [signOff('complete'), live('notStarted')], 'going-live'],
    [
      'is signed off, with a live step in progress',
      'running',
      [signOff('complete'), live('inProgress')],
      'going-live',
    ],
    ['has a live step in progress, and no sign-off step', 'running', [live('inProgress')], 'going-live'],
    [
      'is running before the sign-off',
      'running',
      [signOff('notStarted'), live('notStarted')],
      'building-preview',
    ],
    ['is queued before the sign-off', 'notStarted', [signOff('notStarted')], 'building-preview'],
    ['is running without steps', 'running', [], 'unclear'],
    ['is running, with a live step that has not started', 'running', [live('notStarted')], 'unclear'],
    ['is running, with a blocked sign-off step', 'running', [signOff('blocked')], 'unclear'],
    [
      'is running before the sign-off, although its live step has some status',
      'running',
      [signOff('notStarted'), live('odd')],
      'building-preview',
    ],
    ['is running, with an unknown word for the sign-off step', 'running', [signOff('odd')], 'unclear'],
    ['is live', 'succeeded', [signOff('complete'), live('complete')], 'live'],
    [
      'is live, with steps that have not started',
      'succeeded',
      [signOff('notStarted'), live('notStarted')],
      'live',
    ],
    ['is live, without steps', 'published', [], 'live'],
    ['failed before the sign-off', 'failed', [signOff('notStarted')], 'preview-failed'],
    ['was canceled before the sign-off', 'canceled', [signOff('notStarted')], 'preview-failed'],
    ['failed after the sign-off', 'failed', [signOff('complete'), live('failed')], 'go-live-ended'],
    ['was canceled after the sign-off', 'canceled', [signOff('complete')], 'go-live-ended'],
    ['failed without steps', 'failed', [], 'go-live-ended'],
    [
      'is running before the sign-off, with a blocked step',
      'running',
      [{ id: 'displaycertify', status: 'blocked' }, signOff('notStarted')],
      'building-preview',
    ],
    ['has an unknown word for its status', 'odd', [signOff('waitingForPublisherReview')], 'unclear'],
  ])('%s', async (_offer, status, steps, phase) => {
    expect(readPhase(await readDocument({ status, steps }, ''))).toBe(phase);
  });
});
