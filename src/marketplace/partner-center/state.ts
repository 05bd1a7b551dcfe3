import type { Phase, Status, StepStatus } from '../../model/offer.ts';
import type { Submission } from './documents.ts';

/**
 * What a submission means for a go-live. It can go live when it is ready, and is live in the store; a failed step fails it
 * (navcontainerhelper). An accepted go-live can come to nothing, which only its pending update shows.
 * @param live how far the workflow to live has come
 */
export function interpretSubmission(
  { state, substate, isPromotion, update }: Submission,
  live: StepStatus,
): { phase: Phase; status: Status } {
  switch (state) {
    case 'canceled':
      return { phase: 'dead-submission', status: 'canceled' };
    case 'dead':
      return { phase: 'dead-submission', status: 'failed' };
    case 'undetermined':
    case undefined:
      return { phase: 'dead-submission', status: 'unknown' };
    case 'in-progress':
    case 'published':
  }
  // Where the workflows cannot be read, Published/Published is as good as in the store.
  const isPublished =
    substate === 'published' && (live === 'succeeded' || (state === 'published' && live === 'unknown'));
  if (substate === 'in-store' || isPublished) {
    return { phase: 'live', status: 'succeeded' };
  }
  // The targets of a submission do not tell: they are seen to stay at Preview when it is live.
  const isGoLive = isPromotion || !(live === 'not-started' || live === 'unknown');
  const ended = isGoLive ? 'go-live-ended' : 'preview-failed';
  const isRunning = live === 'running' || update === 'running';
  if (live === 'failed' || update === 'failed') {
    return { phase: ended, status: 'failed' };
  }
  if (live === 'canceled' || update === 'canceled') {
    return { phase: ended, status: 'canceled' };
  }
  switch (substate) {
    case 'ready':
      return isGoLive && isRunning
        ? { phase: 'going-live', status: 'running' }
        : { phase: 'waiting-for-sign-off', status: 'waiting-for-review' };
    case 'publishing':
      return { phase: 'going-live', status: 'running' };
    case 'submitted':
      return { phase: isGoLive ? 'going-live' : 'building-preview', status: 'running' };
    case 'failed':
    case 'canceled':
      return { phase: ended, status: substate };
    case 'draft':
      return isRunning
        ? { phase: 'building-preview', status: 'running' }
        : { phase: 'never-published', status: 'not-started' };
    default:
      return { phase: 'unclear', status: 'unknown' };
  }
}
