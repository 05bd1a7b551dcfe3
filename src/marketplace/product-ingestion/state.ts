import type { Phase } from '../../model/offer.ts';
import { lastPart, type Submission } from './documents.ts';

/** The submissions of a product. */
export interface SubmissionList {
  /** In no order that is documented. */
  submissions: readonly Submission[];
  /** One could not be read: what it is, and whether it is the newest, is unclear. */
  hasUnreadable: boolean;
}

/**
 * What the submissions of a product mean for a go-live. Once a preview goes live, one submission stands for both until
 * there is a new preview (product ingestion page). So the newest submission rules: it is live, or it is a preview that can
 * be released. The order of the list is not documented, so it does not count.
 */
export function interpretSubmissions({ submissions, hasUnreadable }: SubmissionList): {
  phase: Phase;
  /** The submission that shows the phase; undefined where there is none. */
  submission: Submission | undefined;
} {
  const entries = submissions.filter(({ target }) => target === 'live' || target === 'preview');
  const running = entries.filter(({ isRunning }) => isRunning);
  const goingLive = findNewest(running.filter(({ target }) => target === 'live'));
  // What runs is not at rest, so the newest of those that run rules.
  const newest = goingLive ?? (hasUnreadable ? 'unclear' : (findNewest(running) ?? findNewest(entries)));
  if (newest === 'unclear') {
    return { phase: 'unclear', submission: undefined };
  }
  return { phase: newest ? phaseOf(newest) : 'never-published', submission: newest };
}

/** The newest entry, as live if it is live. `unclear` where nothing tells which one is newer: that is not guessed. */
function findNewest(entries: readonly Submission[]): Submission | undefined | 'unclear' {
  const isDated = entries.every(({ createdMs }) => createdMs !== undefined);
  /** Whether the first entry counts for more than the second, or says the same. */
  const outranks = (a: Submission, b: Submission) => {
    if (a.id === b.id && a.target !== b.target) {
      return a.target === 'live';
    }
    const order = (isDated ? Number(a.createdMs) - Number(b.createdMs) : 0) || compareNumbers(a.id, b.id);
    return order > 0 || (order === 0 && a.id === b.id && a.rawStatus === b.rawStatus);
  };
  const newest = entries.reduce<Submission | undefined>(
    (newest, entry) => (newest && !outranks(entry, newest) ? newest : entry),
    undefined,
  );
  return entries.every((entry) => newest && outranks(newest, entry)) ? newest : 'unclear';
}

/** Compares the numbers of two submissions, which have more digits than a number holds; 0 where one has another form. */
function compareNumbers(a: string, b: string): number {
  const [first, second] = [lastPart(a), lastPart(b)];
  if (!/^\d+$/.test(first) || !/^\d+$/.test(second)) {
    return 0;
  }
  return Number(BigInt(first) > BigInt(second)) - Number(BigInt(first) < BigInt(second));
}

/** What the newest submission means. */
function phaseOf({ target, status, isRunning, isWithdrawal }: Submission): Phase {
  if (isRunning && target === 'preview') {
    return 'building-preview';
  }
  if (isWithdrawal) {
    return 'withdrawn';
  }
  if (isRunning) {
    return 'going-live';
  }
  switch (status) {
    case 'succeeded':
      return target === 'live' ? 'live' : 'waiting-for-sign-off';
    case 'failed':
    case 'canceled':
      return target === 'live' ? 'go-live-ended' : 'preview-failed';
    default:
      return 'unclear';
  }
}
