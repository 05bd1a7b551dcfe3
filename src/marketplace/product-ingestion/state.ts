import type { Phase } from '../../model/offer.ts';
import { lastPart, type Submission, type SubmissionList } from './documents.ts';

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
  const goingLive = running.find(({ target }) => target === 'live');
  if (goingLive) {
    return { phase: goingLive.isWithdrawal ? 'withdrawn' : 'going-live', submission: goingLive };
  }
  if (hasUnreadable) {
    return { phase: 'unclear', submission: undefined };
  }
  const [building] = running;
  if (building) {
    return { phase: 'building-preview', submission: building };
  }
  const newest = findNewest(entries);
  if (newest === 'unclear') {
    return { phase: 'unclear', submission: undefined };
  }
  return { phase: newest ? phaseAtRest(newest) : 'never-published', submission: newest };
}

/** The newest entry, as live if it is live. `unclear` where nothing tells which one is newer: that is not guessed. */
function findNewest(entries: readonly Submission[]): Submission | undefined | 'unclear' {
  const isDated = entries.every(({ createdMs }) => createdMs !== undefined);
  const compare = (a: Submission, b: Submission) =>
    (isDated ? Number(a.createdMs) - Number(b.createdMs) : 0) || compareNumbers(a.id, b.id);
  const ordered = entries.toSorted(compare);
  const newest = ordered.at(-1);
  const rival = ordered.findLast(({ id }) => id !== newest?.id);
  if (newest && rival && compare(rival, newest) === 0) {
    return 'unclear';
  }
  return ordered.findLast(({ id, target }) => id === newest?.id && target === 'live') ?? newest;
}

/** Compares the numbers of two submissions, which have more digits than a number holds; 0 where one has another form. */
function compareNumbers(a: string, b: string): number {
  const [first, second] = [lastPart(a), lastPart(b)];
  if (!/^\d+$/.test(first) || !/^\d+$/.test(second)) {
    return 0;
  }
  return Number(BigInt(first) > BigInt(second)) - Number(BigInt(first) < BigInt(second));
}

/** What the newest submission means, if it is not running. */
function phaseAtRest({ target, status, isWithdrawal }: Submission): Phase {
  if (isWithdrawal) {
    return 'withdrawn';
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
