import { describe, expect, it, test } from 'vitest';
import {
  type Decision,
  decide,
  decideResend,
  type Evidence,
  type FailedSend,
  findEvidence,
} from '../../../src/golive/decide.ts';
import type { Effect } from '../../../src/model/failure.ts';
import type { OfferState } from '../../../src/model/offer.ts';
import { operation, state, step } from '../../support/unit/fake-marketplace.ts';

const noOperation = { operation: undefined };
const canceled = { status: 'canceled' } as const;

/** What to do; for an end, its tag too. */
function summarizeDecision(decision: Decision): string {
  return decision.do === 'end' ? `end: ${decision.as}` : decision.do;
}

const blocked = { steps: [step('blocked')] };

/** A decision in short: what to do, or the tag of the ending. */
function short(decision: Decision): string {
  switch (decision.do) {
    case 'end':
      return `end: ${decision.as}`;
    case 'await-preview':
      return `await until ${decision.until}`;
    default:
      return decision.do;
  }
}

describe('decide in mode go-live, for an offer that', () => {
  it.each<[string, OfferState, string, string, string]>([
    // the offer; the decision if no preview is waited for, until it is ready, and until one begins
    ['is unclear', state('unclear'), 'start', 'start', 'start'],
    ['waits for sign-off', state('waiting-for-sign-off'), 'start', 'start', 'start'],
    ['failed to go live before', state('go-live-ended'), 'start', 'start', 'start'],
    ['was canceled before', state('go-live-ended', canceled), 'start', 'start', 'start'],
    ['is going live', state('going-live'), 'adopt', 'adopt', 'adopt'],
    [
      'is going live without an operation to follow',
      state('going-live', noOperation),
      'start',
      'start',
      'start',
    ],
    [
      'is building its preview',
      state('building-preview'),
      'end: preview-not-ready',
      'await until ready',
      'await until ready',
    ],
    [
      'has a blocked preview',
      state('building-preview', blocked),
      'end: preview-blocked',
      'await until ready',
      'await until ready',
    ],
    ['is live', state('live'), 'end: already-live', 'end: already-live', 'await until begin'],
    [
      'was never published',
      state('never-published'),
      'end: not-published',
      'end: not-published',
      'end: not-published',
    ],
    [
      'failed its preview',
      state('preview-failed'),
      'end: preview-failed',
      'end: preview-failed',
      'end: preview-failed',
    ],
    [
      'has a dead submission',
      state('dead-submission'),
      'end: dead-submission',
      'end: dead-submission',
      'end: dead-submission',
    ],
    ['is withdrawn', state('withdrawn'), 'end: withdrawn', 'end: withdrawn', 'end: withdrawn'],
  ])('%s', (_offer, before, expected, expectedWhenReady, expectedWhenBegun) => {
    expect(short(decide('go-live', before, 'none'))).toBe(expected);
    expect(short(decide('go-live', before, 'ready'))).toBe(expectedWhenReady);
    expect(short(decide('go-live', before, 'begin'))).toBe(expectedWhenBegun);
  });
});

describe('decide in mode follow, for an offer that', () => {
  it.each<[string, OfferState, string]>([
    ['is unclear', state('unclear'), 'end: unclear'],
    ['is unclear with an operation to follow', state('unclear', { operation: operation() }), 'adopt'],
    ['waits for sign-off', state('waiting-for-sign-off'), 'end: idle-with-preview'],
    ['failed to go live', state('go-live-ended'), 'end: last-go-live-ended'],
    ['was canceled', state('go-live-ended', canceled), 'end: last-go-live-ended'],
    ['is going live', state('going-live'), 'adopt'],
    [
      'is going live without an operation to follow',
      state('going-live', noOperation),
      'end: running-without-operation',
    ],
    ['is building its preview', state('building-preview'), 'adopt'],
    [
      'is building its preview without an operation to follow',
      state('building-preview', noOperation),
      'end: running-without-operation',
    ],
    ['is live', state('live'), 'end: idle-and-live'],
    ['was never published', state('never-published'), 'end: idle-never-published'],
    ['has a failed preview', state('preview-failed'), 'end: idle-preview-failed'],
  ])('%s', (_offer, offerState, expected) => {
    expect(summarizeDecision(decide('follow', offerState, 'none'))).toBe(expected);
    expect(summarizeDecision(decide('follow', offerState, 'begin'))).toBe(expected);
  });
});

describe('decide in mode check, for an offer that', () => {
  it.each<[string, OfferState, string]>([
    ['is unclear', state('unclear'), 'end: unclear'],
    ['waits for sign-off', state('waiting-for-sign-off'), 'end: check-ready'],
    ['failed to go live', state('go-live-ended'), 'end: last-go-live-ended'],
    ['was canceled', state('go-live-ended', canceled), 'end: last-go-live-ended'],
    ['is going live', state('going-live'), 'end: check-going-live'],
    [
      'is going live without an operation to follow',
      state('going-live', noOperation),
      'end: check-going-live',
    ],
    ['is building its preview', state('building-preview'), 'end: preview-not-ready'],
    ['is live', state('live'), 'end: already-live'],
    ['was never published', state('never-published'), 'end: not-published'],
    ['has a failed preview', state('preview-failed'), 'end: preview-failed'],
  ])('%s', (_offer, offerState, expected) => {
    expect(summarizeDecision(decide('check', offerState, 'none'))).toBe(expected);
    expect(summarizeDecision(decide('check', offerState, 'begin'))).toBe(expected);
  });
});

test.each(['go-live', 'follow'] as const)(
  'decide in mode %s adopts the operation that the offer shows',
  (mode) => {
    const running = operation({ id: 'op-7' });
    expect(decide(mode, state('going-live', { operation: running }), 'none')).toEqual({
      do: 'adopt',
      operation: running,
      what: 'go-live',
    });
  },
);

test('decide tells a preview that is followed from a go-live', () => {
  expect(decide('follow', state('building-preview'), 'none')).toMatchObject({ what: 'preview' });
  expect(decide('follow', state('going-live'), 'none')).toMatchObject({ what: 'go-live' });
});

describe('findEvidence, for an offer that', () => {
  const waiting = state('waiting-for-sign-off');
  const waitingWith = (release: string) => state('waiting-for-sign-off', { release });
  const summarizeEvidence = (evidence: Evidence) =>
    evidence.shows === 'ended' ? `ended: ${evidence.as}` : evidence.shows;

  it.each<[string, OfferState | undefined, OfferState, string]>([
    ['is going live', waiting, state('going-live'), 'running'],
    ['is going live, and was not read before', undefined, state('going-live'), 'running'],
    ['is going live without an operation to follow', waiting, state('going-live', noOperation), 'nothing'],
    ['is live', waiting, state('live'), 'ended: live'],
    ['still waits for sign-off', waiting, state('waiting-for-sign-off'), 'not-accepted'],
    ['waits for sign-off, and was not read before', undefined, waiting, 'not-accepted'],
    ['failed to go live', waiting, state('go-live-ended'), 'ended: last-go-live-ended'],
    ['was canceled', waiting, state('go-live-ended', canceled), 'ended: last-go-live-ended'],
    ['failed, and was not read before', undefined, state('go-live-ended'), 'nothing'],
    ['failed, and had failed before', state('go-live-ended'), state('go-live-ended'), 'nothing'],
    ['was never published', waiting, state('never-published'), 'nothing'],
    ['is building its preview', waiting, state('building-preview'), 'nothing'],
    ['has a failed preview', waiting, state('preview-failed'), 'nothing'],
    ['is unclear', waiting, state('unclear'), 'nothing'],
    ['is live with the same submission', waitingWith('a'), state('live', { release: 'a' }), 'ended: live'],
    ['is live with another submission', waitingWith('a'), state('live', { release: 'b' }), 'nothing'],
    ['waits with the same submission', waitingWith('a'), waitingWith('a'), 'not-accepted'],
    ['waits with another submission', waitingWith('a'), waitingWith('b'), 'nothing'],
    ['failed with another submission', waitingWith('a'), state('go-live-ended', { release: 'b' }), 'nothing'],
  ])('%s', (_offer, before, after, expected) => {
    expect(summarizeEvidence(findEvidence(before, after))).toBe(expected);
  });

  test('is going live, gives the operation that the offer shows', () => {
    const running = operation({ id: 'op-7' });
    expect(findEvidence(waiting, state('going-live', { operation: running }))).toEqual({
      shows: 'running',
      operation: running,
    });
  });

  test('failed to go live, gives the state for the ending', () => {
    const after = state('go-live-ended', { failureKind: 'certification' });
    expect(findEvidence(waiting, after)).toMatchObject({ state: after });
  });
});

describe('decideResend', () => {
  type Row = [
    effect: Effect,
    answer: 'throttled' | 'not throttled',
    taken: 'may be accepted' | 'none accepted',
    left: 'last' | 'more left',
    ifWaiting: string,
    ifUnclear: string,
  ];

  // The last two columns: the decision where the offer still waits, and where it does not tell.
  it.each<Row>([
    ['none', 'not throttled', 'may be accepted', 'more left', 'not-started', 'unknown-outcome'],
    ['none', 'not throttled', 'may be accepted', 'last', 'not-started', 'unknown-outcome'],
    ['not-sent', 'not throttled', 'none accepted', 'more left', 'send-again', 'not-started'],
    ['not-sent', 'not throttled', 'none accepted', 'last', 'not-started', 'not-started'],
    ['not-sent', 'not throttled', 'may be accepted', 'more left', 'send-again', 'unknown-outcome'],
    ['not-sent', 'not throttled', 'may be accepted', 'last', 'unknown-outcome', 'unknown-outcome'],
    ['unknown', 'not throttled', 'may be accepted', 'more left', 'send-again', 'unknown-outcome'],
    ['unknown', 'not throttled', 'may be accepted', 'last', 'unknown-outcome', 'unknown-outcome'],
    ['unknown', 'throttled', 'may be accepted', 'more left', 'send-again', 'unknown-outcome'],
    ['unknown', 'throttled', 'may be accepted', 'last', 'not-started', 'unknown-outcome'],
  ])('after a failure with effect %s: %s, %s, %s', (effect, answer, taken, left, ifWaiting, ifUnclear) => {
    const send: Omit<FailedSend, 'evidence'> = {
      effect,
      isThrottled: answer === 'throttled',
      mayBeAccepted: taken === 'may be accepted',
      isLast: left === 'last',
    };
    expect(decideResend({ ...send, evidence: 'not-accepted' })).toBe(ifWaiting);
    expect(decideResend({ ...send, evidence: 'nothing' })).toBe(ifUnclear);
  });

  it('never sends again unless the offer shows that nothing was accepted', () => {
    for (const effect of ['none', 'not-sent', 'unknown'] as const) {
      for (const isThrottled of [true, false]) {
        for (const mayBeAccepted of [true, false]) {
          for (const isLast of [true, false]) {
            const send = { effect, isThrottled, mayBeAccepted, isLast, evidence: 'nothing' } as const;
            expect(decideResend(send)).not.toBe('send-again');
          }
        }
      }
    }
  });
});
