import { describe, expect, test } from 'vitest';
import type { Mode } from '../../../../src/golive/decide.ts';
import { type FailureKind, failureKinds } from '../../../../src/model/failure.ts';
import { type Status, statuses } from '../../../../src/model/offer.ts';
import { newResult, type OfferResult } from '../../../../src/model/result.ts';
import { describeOutcome, needsAttention } from '../../../../src/report/summary/outcome.ts';
import { step } from '../../../support/unit/fake-marketplace.ts';

const url = 'https://api.example/1';

function resultWith(
  status: Status,
  failureKind: FailureKind | '',
  known: Partial<OfferResult> = {},
): OfferResult {
  const fresh = newResult({ publisher: 'contoso', offer: 'vm' }, 'partner-center', 'not-started', 0);
  return { ...fresh, status, failureKind, ...known };
}

/** `icon words | advice` */
function outcome(
  status: Status,
  failureKind: FailureKind | '' = '',
  known: Partial<OfferResult> = {},
  mode: Mode = 'go-live',
  findings = 0,
) {
  const { icon, words, advice } = describeOutcome(resultWith(status, failureKind, known), mode, findings);
  return `${icon} ${words} | ${advice}`;
}

const open = { operationUrl: url };

test.each<[string, string]>([
  [outcome('succeeded', '', { started: true }), '✅ is live | '],
  [outcome('succeeded', '', { adopted: true }), '✅ is live | '],
  [outcome('succeeded', '', open, 'follow'), '✅ is live | '],
  [outcome('succeeded'), '✅ is live already | '],
  [outcome('succeeded', 'service'), '⚠️ is live, but this step failed | Correct what the message says.'],
  [
    outcome('waiting-for-review', '', {}, 'check'),
    '✅ is ready to go live | Review the preview, then run the workflow that takes it live.',
  ],
  [
    outcome('running', '', open),
    '⏳ is in progress | Nothing to fix: the go-live continues without this run.',
  ],
  [outcome('running', '', {}, 'check'), '⏳ is in progress | '],
  [outcome('running', '', {}, 'follow'), '⏳ has something in progress | '],
  [outcome('not-started', '', {}, 'follow'), '⚪ has nothing in progress | '],
  [outcome('unknown', '', open, 'follow'), '❓ has a status that is not known | Nothing to fix'],
  [outcome('unknown', '', {}, 'follow'), '❓ has a status that is not known | '],
  [outcome('running', 'timeout', open), '⏱️ is not live yet | Nothing to fix: the go-live continues'],
  [outcome('not-started', 'timeout'), '⏱️ is not live yet | Run this workflow again.'],
  [
    outcome('running', 'interrupted', open),
    '⏹️ was not followed to its end: this run was stopped | Nothing to fix',
  ],
  [
    outcome('not-started', 'interrupted'),
    '⏹️ was not started: this run was stopped | Run this workflow again.',
  ],
  [
    outcome('failed', 'certification', open, 'go-live', 3),
    '❌ did not pass certification | Fix the 3 findings, publish to preview again, review, run this workflow again. Running it again alone does not help.',
  ],
  [
    outcome('failed', 'certification', open, 'go-live', 1),
    '❌ did not pass certification | Fix the finding, publish',
  ],
  [
    outcome('failed', 'certification'),
    '❌ did not pass certification | Fix what the API complains of, publish',
  ],
  [outcome('failed', 'certification', { steps: [step('blocked')] }), '⛔ is blocked | Fix'],
  [outcome('canceled', 'canceled'), '🚫 did not go live: it was canceled | Find out in Partner Center'],
  [outcome('not-started', 'not-ready'), '❌ is not ready to go live | Do what the message says'],
  [outcome('not-started', 'not-found'), '❌ was not found | Check the IDs'],
  [outcome('running', 'not-found', open), '❌ was not found any more | Check the IDs'],
  [outcome('unknown', 'unknown-outcome'), '❓ may or may not be going live | See in Partner Center'],
  [
    outcome('unknown', 'unknown-outcome', {}, 'check'),
    '❓ has a status that does not tell | See in Partner Center',
  ],
  [outcome('not-started', 'input'), '❌ was not started: an input is invalid | Correct the inputs'],
  [outcome('not-started', 'authentication'), '❌ was not started: the sign-in failed | Correct the sign-in'],
  [
    outcome('unknown', 'permission', {}, 'check'),
    '❌ could not be checked: it has no access | Give the application access',
  ],
  [
    outcome('unknown', 'network', {}, 'follow'),
    '❌ could not be followed: the API did not answer | Check the connection',
  ],
  [
    outcome('not-started', 'conflict'),
    '❌ was not started: something else is in progress | Wait until that has ended',
  ],
  [
    outcome('not-started', 'throttled'),
    '❌ was not started: the API was too busy | Run this workflow again later.',
  ],
  [outcome('failed', 'service', open), '❌ did not go live | If the API names something in the offer'],
  [
    outcome('running', 'authentication', open),
    '❌ was not followed to its end: the sign-in failed | Correct the sign-in as the message says, then run this workflow again. The go-live continues meanwhile, and is picked up.',
  ],
])('an outcome in words: %s', (words, expected) => {
  expect(words.startsWith(expected)).toBe(true);
});

describe('every outcome', () => {
  const modes: Mode[] = ['go-live', 'follow', 'check'];
  const all = modes.flatMap((mode) =>
    statuses.flatMap((status) =>
      (['', ...failureKinds] as const).flatMap((kind) =>
        ['', url].map((operationUrl) => [mode, resultWith(status, kind, { operationUrl })] as const),
      ),
    ),
  );

  test('has an icon, and words that follow a name', () => {
    for (const [mode, result] of all) {
      const { icon, words } = describeOutcome(result, mode, 0);
      expect(icon).toMatch(/^\p{Extended_Pictographic}\ufe0f?$/u);
      expect(words).toMatch(/^(is|was|has|did|may|could) /);
    }
  });

  test('with a failure has advice', () => {
    for (const [mode, result] of all.filter(([, { failureKind }]) => failureKind !== '')) {
      expect(describeOutcome(result, mode, 0).advice).toMatch(/\.$/);
    }
  });

  test('without a known success has no green icon', () => {
    const good: Status[] = ['succeeded', 'waiting-for-review'];
    for (const [mode, result] of all) {
      const isGreen = describeOutcome(result, mode, 0).icon === '✅';
      expect(isGreen).toBe(result.failureKind === '' && good.includes(result.status));
    }
  });
});

test('an offer needs attention if it failed, except for a wait that timed out', () => {
  expect(needsAttention(resultWith('succeeded', ''))).toBe(false);
  expect(needsAttention(resultWith('running', 'timeout'))).toBe(false);
  expect(needsAttention(resultWith('running', 'interrupted'))).toBe(true);
});
