import type { Effect } from '../model/failure.ts';
import { isBlocked, type OfferState, type Operation } from '../model/offer.ts';
import type { StateEnding } from './endings.ts';

export type Mode = 'go-live' | 'follow' | 'check';

/** Which preview a go-live still waits for: one that has to begin yet, one that has begun, or none. */
export type PreviewWait = 'begin' | 'ready' | 'none';

/** What an operation brings about. */
export type Followed = 'go-live' | 'preview';

export type Decision =
  | { do: 'start' }
  | { do: 'adopt'; operation: Operation; what: Followed }
  | { do: 'await-preview'; until: 'begin' | 'ready' }
  | { do: 'end'; as: StateEnding };

/** What to do about an offer, from where it stands. */
export function decide(mode: Mode, state: OfferState, previewWait: PreviewWait): Decision {
  switch (mode) {
    case 'go-live':
      return decideGoLive(state, previewWait);
    case 'follow':
      return decideFollow(state);
    case 'check':
      return { do: 'end', as: decideCheck(state) };
  }
}

function decideGoLive(state: OfferState, previewWait: PreviewWait): Decision {
  switch (state.phase) {
    case 'unclear':
    case 'waiting-for-sign-off':
    case 'go-live-ended':
      return { do: 'start' };
    case 'going-live':
      // Without an operation there is nothing to follow: the API decides.
      return state.operation ? { do: 'adopt', operation: state.operation, what: 'go-live' } : { do: 'start' };
    case 'building-preview':
      return previewWait === 'none'
        ? { do: 'end', as: unreadyPreview(state) }
        : { do: 'await-preview', until: 'ready' };
    case 'live':
      return previewWait === 'begin'
        ? { do: 'await-preview', until: 'begin' }
        : { do: 'end', as: 'already-live' };
    case 'dead-submission':
    case 'withdrawn':
      return { do: 'end', as: state.phase };
    case 'never-published':
      return { do: 'end', as: 'not-published' };
    case 'preview-failed':
      return { do: 'end', as: 'preview-failed' };
  }
}

/** Waiting helps a preview that is being built, but not one that is blocked. */
function unreadyPreview({ steps }: OfferState): StateEnding {
  return steps.some(isBlocked) ? 'preview-blocked' : 'preview-not-ready';
}

function decideFollow({ phase, operation }: OfferState): Decision {
  switch (phase) {
    case 'going-live':
    case 'building-preview':
      return operation
        ? { do: 'adopt', operation, what: phase === 'going-live' ? 'go-live' : 'preview' }
        : { do: 'end', as: 'running-without-operation' };
    case 'unclear':
      return operation ? { do: 'adopt', operation, what: 'go-live' } : { do: 'end', as: 'unclear' };
    case 'waiting-for-sign-off':
      return { do: 'end', as: 'idle-with-preview' };
    case 'live':
      return { do: 'end', as: 'idle-and-live' };
    case 'never-published':
      return { do: 'end', as: 'idle-never-published' };
    case 'preview-failed':
      return { do: 'end', as: 'idle-preview-failed' };
    case 'go-live-ended':
      return { do: 'end', as: 'last-go-live-ended' };
    case 'dead-submission':
      return { do: 'end', as: 'idle-with-dead-submission' };
    case 'withdrawn':
      return { do: 'end', as: 'withdrawn' };
  }
}

function decideCheck(state: OfferState): StateEnding {
  switch (state.phase) {
    case 'waiting-for-sign-off':
      return 'check-ready';
    case 'going-live':
      return 'check-going-live';
    case 'live':
      return 'already-live';
    case 'building-preview':
      return unreadyPreview(state);
    case 'never-published':
      return 'not-published';
    case 'preview-failed':
      return 'preview-failed';
    case 'go-live-ended':
      return 'last-go-live-ended';
    case 'unclear':
    case 'dead-submission':
    case 'withdrawn':
      return state.phase;
  }
}

/** What the offer shows of a go-live whose answer was lost. */
export type Evidence =
  | { shows: 'running'; operation: Operation }
  | { shows: 'ended'; as: StateEnding; state: OfferState }
  /** The offer still waits for sign-off, so the go-live was not accepted. */
  | { shows: 'not-accepted' }
  | { shows: 'nothing' };

/**
 * What became of a go-live whose answer was lost.
 * @param before where the offer stood before it was sent, as far as that could be read
 * @param after where it stands now
 */
export function findEvidence(before: OfferState | undefined, after: OfferState): Evidence {
  if (before?.release && after.release && after.release !== before.release) {
    // Another preview was published, or this one was withdrawn: the offer no longer tells what became of ours.
    return { shows: 'nothing' };
  }
  switch (after.phase) {
    case 'going-live':
      return after.operation ? { shows: 'running', operation: after.operation } : { shows: 'nothing' };
    case 'live':
      return { shows: 'ended', as: 'live', state: after };
    case 'waiting-for-sign-off':
      return { shows: 'not-accepted' };
    case 'go-live-ended':
      // Only an offer that waited before can have ended by this go-live; otherwise it was the one before.
      return before?.phase === 'waiting-for-sign-off'
        ? { shows: 'ended', as: 'last-go-live-ended', state: after }
        : { shows: 'nothing' };
    case 'never-published':
    case 'building-preview':
    case 'preview-failed':
    case 'unclear':
    case 'dead-submission':
    case 'withdrawn':
      return { shows: 'nothing' };
  }
}

/** A go-live request that failed, after which the offer shows no go-live. */
export interface FailedSend {
  /** What the request that failed last can have done. */
  effect: Effect;
  /** The API answered it: too many requests. */
  isThrottled: boolean;
  /** One of the requests so far may have been taken. */
  mayBeAccepted: boolean;
  /** No more requests are allowed, or no time is left. */
  isLast: boolean;
  evidence: 'not-accepted' | 'nothing';
}

/**
 * What to do after a failed go-live request. A go-live cannot be taken back, so it is sent again only if the offer shows
 * that none so far was accepted.
 * @returns `not-started`: the failure is the end, and nothing runs; `unknown-outcome`: nobody can tell whether it runs
 */
export function decideResend(send: FailedSend): 'send-again' | 'not-started' | 'unknown-outcome' {
  // A throttled request was answered, and the offer confirms the answer.
  const isRefusal = send.effect === 'none' || (send.isLast && send.isThrottled);
  if (isRefusal && send.evidence === 'not-accepted') {
    return 'not-started';
  }
  if (send.isLast || send.evidence === 'nothing') {
    return send.mayBeAccepted ? 'unknown-outcome' : 'not-started';
  }
  return 'send-again';
}
