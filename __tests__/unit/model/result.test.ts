import { describe, expect, it, test } from 'vitest';
import type { FailureKind } from '../../../src/model/failure.ts';
import { type Status, statuses } from '../../../src/model/offer.ts';
import {
  isSuccess,
  newResult,
  type OfferResult,
  recordOperation,
  recordSnapshot,
  worst,
} from '../../../src/model/result.ts';
import { message, operation, snapshot, step } from '../../support/unit/fake-marketplace.ts';

const offerName = { publisher: 'contoso', offer: 'vm' };

function freshResult(): OfferResult {
  return newResult(offerName, 'cloud-partner-portal', 'not-started', Date.UTC(2026, 0, 2, 3, 4, 5));
}

test('a new result has the offer, the API, the status and the time, and nothing else', () => {
  expect(freshResult()).toEqual({
    offer: 'vm',
    publisher: 'contoso',
    api: 'cloud-partner-portal',
    status: 'not-started',
    rawStatus: '',
    started: false,
    adopted: false,
    timedOut: false,
    failureKind: '',
    message: '',
    operationUrl: '',
    operationId: '',
    startedAt: '2026-01-02T03:04:05.000Z',
    endedAt: '',
    steps: [],
    messages: [],
    portalUrl: '',
    correlationId: '',
    polls: 0,
  });
});

test('recordOperation records the URL and the ID of the operation', () => {
  const result = freshResult();
  recordOperation(result, operation({ url: new URL('https://api.example/operations/a$b?x=1'), id: 'a$b' }));
  expect(result).toMatchObject({
    operationUrl: 'https://api.example/operations/a$b?x=1',
    operationId: 'a$b',
  });
});

test('recordOperation leaves out an operation ID of more than 200 characters', () => {
  const result = freshResult();
  recordOperation(result, operation({ id: 'x'.repeat(200) }));
  expect(result.operationId).toHaveLength(200);
  recordOperation(result, operation({ id: 'x'.repeat(201) }));
  expect(result.operationId).toBe('');
});

test('recordSnapshot records what a status check showed, except the status', () => {
  const result = freshResult();
  const steps = [step('running')];
  const messages = [message('information', 'Publishing.')];
  const portalUrl = 'https://portal.example/1';
  recordSnapshot(
    result,
    snapshot('running', { rawStatus: 'inProgress', steps, messages, portalUrl, correlationId: 'c-1' }),
  );
  expect(result).toMatchObject({
    status: 'not-started',
    rawStatus: 'inProgress',
    steps,
    messages,
    portalUrl,
    correlationId: 'c-1',
  });
  recordSnapshot(result, snapshot('succeeded', { rawStatus: 'complete' }));
  expect(result).toMatchObject({
    status: 'not-started',
    rawStatus: 'complete',
    steps: [],
    messages: [],
    portalUrl,
    correlationId: 'c-1',
  });
});

describe('the worst of several results', () => {
  const worstFirst: Status[] = [
    'failed',
    'canceled',
    'unknown',
    'not-started',
    'waiting-for-review',
    'running',
    'succeeded',
  ];
  const result = (status: Status, failureKind: FailureKind | '' = ''): OfferResult => ({
    ...freshResult(),
    status,
    failureKind,
  });

  test('is undefined if there are no results', () => {
    expect(worst([])).toBeUndefined();
  });

  test.each<FailureKind | ''>(['', 'service'])(
    'is the one with the worst status, all with failure kind "%s"',
    (failureKind) => {
      expect(worstFirst.toSorted()).toEqual(statuses.toSorted());
      const results = worstFirst.map((status) => result(status, failureKind));
      for (const [index, expected] of results.entries()) {
        expect(worst(results.slice(index))).toBe(expected);
        expect(worst(results.slice(index).toReversed())).toBe(expected);
      }
    },
  );

  it.each<[string, OfferResult[]]>([
    [
      'one with a failure kind, even if another status is worse',
      [result('succeeded', 'timeout'), result('failed')],
    ],
    [
      'the one with the worst status among those with a failure kind',
      [result('canceled', 'canceled'), result('running', 'timeout')],
    ],
    [
      'the one with a failure kind if both have the same status',
      [result('running', 'timeout'), result('running')],
    ],
  ])('is %s', (_which, results) => {
    expect(worst(results)).toBe(results[0]);
    expect(worst(results.toReversed())).toBe(results[0]);
  });

  test('is the first of several equally bad ones', () => {
    const results = [result('running'), result('running')];
    expect(worst(results)).toBe(results[0]);
  });

  test('is found without changing the order of the results', () => {
    const results = [result('succeeded'), result('failed', 'certification')];
    worst(results);
    expect(results.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });
});

test.each<[FailureKind | '', boolean, boolean]>([
  ['', true, true],
  ['', false, true],
  ['timeout', true, false],
  ['timeout', false, true],
  ['certification', false, false],
  ['interrupted', false, false],
  ['unknown-outcome', false, false],
])(
  'with failure kind "%s" and fail-on-timeout %s, isSuccess is %s',
  (failureKind, failOnTimeout, expected) => {
    expect(isSuccess({ ...freshResult(), failureKind }, failOnTimeout)).toBe(expected);
  },
);
