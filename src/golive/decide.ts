import type { Effect } from '../model/failure.ts';
import type { OfferState, Operation } from '../model/offer.ts';
import type { StateEnding } from './endings.ts';

export type Mode = 'go-live' | 'follow' | 'check';

export type Decision =
  | { do: 'start' }
  | { do: 'adopt'; operation: Operation }
  | { do: 'await-preview' }
  | { do: 'end'; as: StateEnding };

/**
 * What to do about an offer, from where it stands.
 * @param state undefined when the status check failed: then a go-live is sent, and the API decides
 */
export function decide(mode: Mode, state: OfferState | undefined, waitForPreview: boolean): Decision {
  switch (mode) {
    case 'go-live':
      return decideGoLive(state, waitForPreview);
    case 'follow':
      return state ? decideFollow(state) : { do: 'end', as: 'unreadable' };
    case 'check':
      return { do: 'end', as: state ? decideCheck(state) : 'unreadable' };
  }
}

function decideGoLive(state: OfferState | undefined, waitForPreview: boolean): Decision {
  switch (state?.phase) {
    case undefined:
    case 'unclear':
    case 'waiting-for-sign-off':
    case 'go-live-ended':
      return { do: 'start' };
    case 'going-live':
      // Without an operation there is nothing to follow: the API decides.
      return state.operation ? { do: 'adopt', operation: state.operation } : { do: 'start' };
    case 'building-preview':
      return waitForPreview ? { do: 'await-preview' } : { do: 'end', as: 'preview-not-ready' };
    case 'live':
      return { do: 'end', as: 'already-live' };
    case 'never-published':
      return { do: 'end', as: 'not-published' };
    case 'preview-failed':
      return { do: 'end', as: 'preview-failed' };
  }
}

function decideFollow({ phase, operation }: OfferState): Decision {
  switch (phase) {
    case 'going-live':
    case 'building-preview':
      return operation ? { do: 'adopt', operation } : { do: 'end', as: 'running-without-operation' };
    case 'unclear':
      return operation ? { do: 'adopt', operation } : { do: 'end', as: 'unclear' };
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
  }
}

function decideCheck({ phase }: OfferState): StateEnding {
  switch (phase) {
    case 'waiting-for-sign-off':
      return 'check-ready';
    case 'going-live':
      return 'check-going-live';
    case 'live':
      return 'already-live';
    case 'building-preview':
      return 'preview-not-ready';
    case 'never-published':
      return 'not-published';
    case 'preview-failed':
      return 'preview-failed';
    case 'go-live-ended':
      return 'last-go-live-ended';
    case 'unclear':
      return 'unclear';
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
