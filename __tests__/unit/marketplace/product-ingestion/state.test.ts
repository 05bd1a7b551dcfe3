import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { interpretSubmissions } from '../../../../src/marketplace/product-ingestion/state.ts';
import type { Phase } from '../../../../src/model/offer.ts';
import { readSubmissions } from '../../../support/unit/submission-list.ts';

const running = { status: 'running', result: 'pending' };
const succeeded = { status: 'completed', result: 'succeeded' };
const failed = { status: 'completed', result: 'failed' };
const canceled = { status: 'completed', result: 'cancelled' };
const deprecated = { lifecycleState: 'deprecated' };
const year1 = '0001-01-01T00:00:00';

const submission = (number: number | string) => `submission/p/${number}`;

/** An entry of a list. @param number the number of the submission */
function entry(number: number | string, targetType: string, ...members: object[]): object {
  return Object.assign({ id: submission(number), target: { targetType } }, ...members);
}
const live = (number: number | string, ...members: object[]) => entry(number, 'live', ...members);
const preview = (number: number | string, ...members: object[]) => entry(number, 'preview', ...members);
/** In the year 2000 and this many. */
const in20 = (years: number) => ({ created: `20${years}-03-04T05:06:07Z` });

function interpret(items: readonly unknown[]) {
  const { phase, submission } = interpretSubmissions(readSubmissions(items));
  return { phase, id: submission?.id, target: submission?.target, rawStatus: submission?.rawStatus };
}

function permutations<T>(items: readonly T[]): T[][] {
  return items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) =>
        permutations(items.toSpliced(index, 1)).map((others) => [item, ...others]),
      );
}

/** What a list means, whatever its order. */
function interpretInAnyOrder(items: readonly unknown[]) {
  const result = interpret(items);
  for (const order of permutations(items)) {
    expect(interpret(order), JSON.stringify(order)).toEqual(result);
  }
  return result;
}

describe('interpretSubmissions, in any order of the list', () => {
  it.each<[string, object[], Phase, string | undefined]>([
    // By date.
    [
      'a live submission, and a newer one that failed to go live',
      [live(1, failed, in20(26)), live(2, succeeded, in20(24))],
      'go-live-ended',
      submission(1),
    ],
    [
      'a go-live that failed, and a newer one that succeeded',
      [live(1, failed, in20(24)), live(2, succeeded, in20(26))],
      'live',
      submission(2),
    ],
    [
      'two go-lives of the same submission, of which the newer one failed',
      [live(1, failed, in20(26)), live(1, succeeded, in20(24))],
      'go-live-ended',
      submission(1),
    ],
    [
      'a preview that failed, and a newer one that is ready',
      [preview(2, failed, in20(24)), preview(1, succeeded, in20(26)), live(3, succeeded, in20(22))],
      'waiting-for-sign-off',
      submission(1),
    ],
    [
      'a preview that is ready, and a newer one that failed',
      [preview(2, succeeded, in20(24)), preview(1, failed, in20(26)), live(3, succeeded, in20(22))],
      'preview-failed',
      submission(1),
    ],
    [
      'a preview, and a newer live submission',
      [preview(2, succeeded, in20(24)), live(1, succeeded, in20(25)), preview(1, succeeded, in20(25))],
      'live',
      submission(1),
    ],
    [
      'a preview that was canceled, and an older live submission',
      [preview(1, canceled, in20(26)), live(2, succeeded, in20(24)), entry(0, 'draft')],
      'preview-failed',
      submission(1),
    ],
    // By number, where a date is missing.
    [
      'two previews without a date',
      [preview(1, succeeded), preview(2, failed)],
      'preview-failed',
      submission(2),
    ],
    [
      'three submissions, one of which has no date',
      [preview(3, succeeded), live(2, failed, in20(26)), live(1, succeeded, in20(24))],
      'waiting-for-sign-off',
      submission(3),
    ],
    [
      'two submissions of the year 1',
      [live(1, succeeded, { created: year1 }), preview(2, succeeded, { created: year1 })],
      'waiting-for-sign-off',
      submission(2),
    ],
    [
      'submissions of which one is of the year 1',
      [live(2, succeeded, { created: year1 }), preview(1, succeeded, in20(26))],
      'live',
      submission(2),
    ],
    [
      'submissions of the same date',
      [live(1, succeeded, in20(26)), preview(2, failed, in20(26))],
      'preview-failed',
      submission(2),
    ],
    [
      'numbers of different lengths',
      [live('9', succeeded), preview('10', succeeded)],
      'waiting-for-sign-off',
      submission('10'),
    ],
    [
      'numbers that differ only beyond the precision of a double',
      [preview('1152921505000000002', failed), live('1152921505000000001', succeeded)],
      'preview-failed',
      submission('1152921505000000002'),
    ],
    // Neither a date nor a number tells.
    [
      'IDs that are no numbers, without a date',
      [live('a', succeeded), preview('b', succeeded)],
      'unclear',
      undefined,
    ],
    [
      'an ID that is no number beside numbers, without a date',
      [live(1, succeeded), preview('x', succeeded), preview(2, failed)],
      'unclear',
      undefined,
    ],
    [
      'IDs that are no numbers, of the same date',
      [live('a', succeeded, in20(26)), preview('b', succeeded, in20(26))],
      'unclear',
      undefined,
    ],
    [
      'two results of one go-live, without a date',
      [live(1, failed), live(1, succeeded)],
      'unclear',
      undefined,
    ],
    [
      'two results of one preview, without a date',
      [preview(1, failed), preview(1, succeeded), live(0, succeeded)],
      'unclear',
      undefined,
    ],
    // Clear all the same.
    [
      'IDs that are no numbers, with dates',
      [live('a', succeeded, in20(24)), preview('b', succeeded, in20(26))],
      'waiting-for-sign-off',
      submission('b'),
    ],
    [
      'a newer number beside older IDs that differ in nothing else',
      [live('a', failed, in20(24)), live('b', succeeded, in20(24)), preview(2, succeeded, in20(26))],
      'waiting-for-sign-off',
      submission(2),
    ],
    ['one submission listed twice', [live('a', succeeded), live('a', succeeded)], 'live', submission('a')],
    [
      'one submission in preview and live, without a date',
      [preview('a', succeeded), live('a', succeeded)],
      'live',
      submission('a'),
    ],
    [
      'one submission in preview and live, of which the preview has the later date',
      [preview(1, succeeded, in20(26)), live(1, succeeded, in20(24))],
      'live',
      submission(1),
    ],
    // What runs.
    [
      'a running go-live beside a newer preview',
      [live(1, running, in20(24)), preview(2, succeeded, in20(26)), preview(1, succeeded, in20(24))],
      'going-live',
      submission(1),
    ],
    [
      'a running go-live beside a running preview',
      [live(1, running, in20(24)), preview(2, running, in20(26))],
      'going-live',
      submission(1),
    ],
    [
      'two running go-lives',
      [live(1, running, in20(24)), live(2, running, in20(26)), preview(2, succeeded, in20(26))],
      'going-live',
      submission(2),
    ],
    [
      'two running go-lives that cannot be put in order',
      [live('a', running), live('b', running), live('c', succeeded)],
      'unclear',
      undefined,
    ],
    [
      'two running previews',
      [preview(1, running), preview(2, running), live(3, succeeded)],
      'building-preview',
      submission(2),
    ],
    [
      'two running previews that cannot be put in order',
      [preview('a', running), preview('b', running)],
      'unclear',
      undefined,
    ],
    [
      'a running preview that is not the newest',
      [preview(1, running, in20(24)), preview(2, succeeded, in20(26))],
      'building-preview',
      submission(1),
    ],
    // Withdrawals.
    ['a withdrawal', [live(1, succeeded, deprecated)], 'withdrawn', submission(1)],
    [
      'a withdrawal on a schedule',
      [live(1, succeeded, { deprecationSchedule: { date: '2027-01-01' } })],
      'withdrawn',
      submission(1),
    ],
    [
      'a withdrawal on a list of schedules',
      [live(1, succeeded, { deprecationSchedule: [{ date: '2027-01-01' }] })],
      'withdrawn',
      submission(1),
    ],
    [
      'an offer without a schedule',
      [
        live(1, succeeded, { deprecationSchedule: {} }),
        preview(1, succeeded, { deprecationSchedule: [] }),
        live(0, succeeded, { deprecationSchedule: null }),
      ],
      'live',
      submission(1),
    ],
    [
      'a running withdrawal',
      [live(1, running, deprecated), preview(1, succeeded, deprecated), live(0, succeeded)],
      'withdrawn',
      submission(1),
    ],
    ['a withdrawal that failed', [live(1, failed, deprecated)], 'withdrawn', submission(1)],
    [
      'a withdrawal in preview',
      [preview(2, succeeded, deprecated), live(1, succeeded)],
      'withdrawn',
      submission(2),
    ],
    [
      'an older withdrawal beside a newer preview',
      [live(1, succeeded, deprecated, in20(24)), preview(2, succeeded, in20(26))],
      'waiting-for-sign-off',
      submission(2),
    ],
    [
      'an older withdrawal beside a newer preview that is running',
      [live(1, succeeded, deprecated, in20(24)), preview(2, running, in20(26))],
      'building-preview',
      submission(2),
    ],
    [
      'an older withdrawal beside a newer live submission',
      [live(1, succeeded, deprecated, in20(24)), live(2, succeeded, in20(26))],
      'live',
      submission(2),
    ],
    [
      'a running withdrawal beside an older running go-live',
      [live(2, running, deprecated), live(1, running)],
      'withdrawn',
      submission(2),
    ],
    [
      'a running withdrawal beside a newer preview',
      [live(1, running, deprecated, in20(24)), preview(2, running, in20(26))],
      'withdrawn',
      submission(1),
    ],
    // What cannot be read.
    [
      'an entry without an ID, running',
      [{ target: { targetType: 'preview' }, ...running }],
      'unclear',
      undefined,
    ],
    [
      'an entry without an ID, completed',
      [{ target: { targetType: 'live' }, ...succeeded }],
      'unclear',
      undefined,
    ],
    [
      'an entry that cannot be read beside a live submission',
      [null as never, live(1, succeeded)],
      'unclear',
      undefined,
    ],
    [
      'an entry that cannot be read beside a running preview',
      [{ id: 7 }, preview(1, running)],
      'unclear',
      undefined,
    ],
    [
      'an entry that cannot be read beside a running go-live',
      [{ id: 7 }, live(1, running), preview(1, succeeded)],
      'going-live',
      submission(1),
    ],
    [
      'an entry that cannot be read beside a running withdrawal',
      [{ id: 7 }, live(1, running, deprecated)],
      'withdrawn',
      submission(1),
    ],
    [
      'a draft that cannot be read beside a live submission',
      [{ target: { targetType: 'draft' } }, live(1, succeeded)],
      'live',
      submission(1),
    ],
    // At rest.
    ['no submission', [], 'never-published', undefined],
    ['only drafts', [entry(1, 'draft'), entry(2, 'draft', running)], 'never-published', undefined],
    ['only an unknown target', [entry(1, 'flight', succeeded)], 'never-published', undefined],
    [
      'a go-live that was canceled',
      [live(1, canceled), preview(1, succeeded)],
      'go-live-ended',
      submission(1),
    ],
    ['a go-live without a result', [live(1, { status: 'completed' })], 'unclear', submission(1)],
    [
      'a go-live with an unknown result',
      [live(1, { status: 'completed', result: 'odd' })],
      'unclear',
      submission(1),
    ],
    ['a go-live with an unknown status', [live(1, { status: 'paused' })], 'going-live', submission(1)],
    ['a go-live without a status', [live(1)], 'unclear', submission(1)],
    ['a preview without a status', [preview(1)], 'unclear', submission(1)],
    [
      'a preview with an unknown status',
      [preview(1, { status: 'paused' })],
      'building-preview',
      submission(1),
    ],
  ])('%s', (_what, items, phase, id) => {
    const result = interpretInAnyOrder(items);
    expect({ phase: result.phase, id: result.id }).toEqual({ phase, id });
  });
});

test('interpretSubmissions gives the same result for all orders of any list of two to four entries', () => {
  const anyEntry = fc.record(
    {
      id: fc.constantFrom('1', '2', '10', 'a', 'b').map(submission),
      target: fc.constantFrom('live', 'preview', 'draft').map((targetType) => ({ targetType })),
      status: fc.constantFrom('completed', 'completed', 'running'),
      result: fc.constantFrom('succeeded', 'failed'),
      created: fc.constantFrom('2024-01-01T00:00:00Z', '2026-01-01T00:00:00Z', year1),
      lifecycleState: fc.constantFrom('deprecated', 'generallyAvailable'),
    },
    { requiredKeys: ['id', 'target', 'status', 'result'] },
  );
  const unreadable = fc.constant(null);
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ arbitrary: anyEntry, weight: 9 }, unreadable), { minLength: 2, maxLength: 4 }),
      (items) => {
        interpretInAnyOrder(items);
      },
    ),
    { numRuns: 2_000 },
  );
});
