import type { Phase, StatusSnapshot } from '../../model/offer.ts';
import { findStep } from './documents.ts';
import { liveStep, signOffStep } from './words.ts';

/**
 * What an offer's status means for a go-live. One list of steps serves both phases: before the sign-off step the preview
 * is built, after it the offer goes live (operations and offer status pages).
 */
export function readPhase({ status, steps }: StatusSnapshot): Phase {
  const signOff = findStep(steps, signOffStep)?.status;
  const signedOff = signOff === 'succeeded';
  // Once the live step moves, the offer is released; without a sign-off step there is nothing else to tell by.
  const liveStatus = findStep(steps, liveStep)?.status ?? 'not-started';
  const released = signedOff || (signOff === undefined && liveStatus !== 'not-started');
  switch (status) {
    case 'not-started':
      return 'never-published';
    case 'waiting-for-review':
      return 'waiting-for-sign-off';
    case 'running':
      if (released) {
        return 'going-live';
      }
      return signOff === 'not-started' ? 'building-preview' : 'unclear';
    case 'succeeded':
      return 'live';
    case 'failed':
    case 'canceled':
      return signOff === 'not-started' ? 'preview-failed' : 'go-live-ended';
    case 'unknown':
      return 'unclear';
  }
}
