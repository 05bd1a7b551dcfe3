import type { Mode } from '../../golive/decide.ts';
import type { FailureKind } from '../../model/failure.ts';
import { hasEnded, isBlocked, type Status } from '../../model/offer.ts';
import type { OfferResult } from '../../model/result.ts';

/** How it went with one offer, in words. */
export interface Outcome {
  icon: string;
  /** What follows the name of the offer, e.g. `is live`. */
  words: string;
  /** What to do next, in a sentence or two; empty where there is nothing to do. */
  advice: string;
}

/** Somebody has to do something about it, or this run does not know how it ends. */
export function needsAttention({ failureKind }: OfferResult): boolean {
  return failureKind !== '' && failureKind !== 'timeout';
}

/** @param findings how many things the API complains of */
export function describeOutcome(result: OfferResult, mode: Mode, findings: number): Outcome {
  const { failureKind } = result;
  return failureKind === '' ? success(result, mode) : failure(result, failureKind, mode, findings);
}

const goesOn =
  'Nothing to fix: the go-live continues without this run. To see how it ends, run this workflow again, or follow it in a later job.';

function success({ status, started, adopted, operationUrl }: OfferResult, mode: Mode): Outcome {
  switch (status) {
    case 'succeeded': {
      const isDone = started || adopted || operationUrl !== '';
      return { icon: '✅', words: isDone ? 'is live' : 'is live already', advice: '' };
    }
    case 'waiting-for-review':
      return {
        icon: '✅',
        words: 'is ready to go live',
        advice: 'Review the preview, then run the workflow that takes it live.',
      };
    case 'running':
      return {
        icon: '⏳',
        words: mode === 'follow' && !operationUrl ? 'has something in progress' : 'is in progress',
        advice: operationUrl ? goesOn : '',
      };
    case 'not-started':
      return { icon: '⚪', words: 'has nothing in progress', advice: '' };
    case 'unknown':
    case 'failed':
    case 'canceled':
      return { icon: '❓', words: 'has a status that is not known', advice: operationUrl ? goesOn : '' };
  }
}

function failure(result: OfferResult, kind: FailureKind, mode: Mode, findings: number): Outcome {
  const { status, operationUrl, steps } = result;
  if (status === 'succeeded') {
    return { icon: '⚠️', words: 'is live, but this step failed', advice: 'Correct what the message says.' };
  }
  const isOpen = operationUrl !== '' && !hasEnded(status);
  const notDone = {
    'go-live': 'was not started',
    follow: 'could not be followed',
    check: 'could not be checked',
  }[mode];
  switch (kind) {
    case 'timeout':
      return { icon: '⏱️', words: 'is not live yet', advice: isOpen ? goesOn : 'Run this workflow again.' };
    case 'interrupted':
      return isOpen
        ? { icon: '⏹️', words: 'was not followed to its end: this run was stopped', advice: goesOn }
        : { icon: '⏹️', words: `${notDone}: this run was stopped`, advice: 'Run this workflow again.' };
    case 'certification':
      return {
        icon: steps.some(isBlocked) ? '⛔' : '❌',
        words: steps.some(isBlocked) ? 'is blocked' : 'did not pass certification',
        advice: `Fix ${describeFindings(findings)}, publish to preview again, review, run this workflow again. Running it again alone does not help.`,
      };
    case 'canceled':
      return {
        icon: '🚫',
        words: 'did not go live: it was canceled',
        advice:
          'Find out in Partner Center who canceled it, and why. If it is to go live, run this workflow again.',
      };
    case 'not-ready':
      return {
        icon: '❌',
        words: 'is not ready to go live',
        advice: 'Do what the message says, then run this workflow again.',
      };
    case 'not-found':
      return {
        icon: '❌',
        words: isOpen ? 'was not found any more' : 'was not found',
        advice: 'Check the IDs, and that the application may see the offer. Then run this workflow again.',
      };
    case 'unknown-outcome':
      return {
        icon: '❓',
        words: mode === 'go-live' ? 'may or may not be going live' : 'has a status that does not tell',
        advice:
          'See in Partner Center whether the offer is going live. If it is not, run this workflow again: it checks first.',
      };
    default:
      return failedRequest(kind, status, isOpen ? 'was not followed to its end' : notDone, isOpen);
  }
}

function describeFindings(count: number): string {
  if (count === 0) {
    return 'what the API complains of';
  }
  return count === 1 ? 'the finding' : `the ${count} findings`;
}

type RequestKind =
  | 'input'
  | 'authentication'
  | 'permission'
  | 'conflict'
  | 'throttled'
  | 'service'
  | 'network';

const causes: Readonly<Record<RequestKind, { why: string; advice: string }>> = {
  input: {
    why: 'an input is invalid',
    advice: 'Correct the inputs as the message says, then run this workflow again.',
  },
  authentication: {
    why: 'the sign-in failed',
    advice: 'Correct the sign-in as the message says, then run this workflow again.',
  },
  permission: {
    why: 'it has no access',
    advice: 'Give the application access as the message says, then run this workflow again.',
  },
  conflict: {
    why: 'something else is in progress',
    advice: 'Wait until that has ended, then run this workflow again.',
  },
  throttled: { why: 'the API was too busy', advice: 'Run this workflow again later.' },
  service: {
    why: 'the API failed',
    advice: 'Run this workflow again. If it fails again, give the correlation ID below to Microsoft support.',
  },
  network: {
    why: 'the API did not answer',
    advice: 'Check the connection as the message says, then run this workflow again.',
  },
};

function failedRequest(kind: RequestKind, status: Status, notDone: string, isOpen: boolean): Outcome {
  if (status === 'failed') {
    return {
      icon: '❌',
      words: 'did not go live',
      advice:
        'If the API names something in the offer, fix it, publish to preview again, and review. Then run this workflow again.',
    };
  }
  const { why, advice } = causes[kind];
  return {
    icon: '❌',
    words: `${notDone}: ${why}`,
    advice: isOpen ? `${advice} The go-live continues meanwhile, and is picked up.` : advice,
  };
}
