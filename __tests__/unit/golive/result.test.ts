import { describe, expect, it, test } from 'vitest';
import type { FailureKind } from '../../../src/errors.ts';
import { type Status, statuses } from '../../../src/golive/operation.ts';
import {
  isWell,
  newResult,
  noteOperation,
  noteReading,
  type OfferResult,
  worst,
} from '../../../src/golive/result.ts';
import { operation, reading, step } from '../../support/unit/fake-marketplace.ts';

const name = { publisher: 'contoso', offer: 'vm' };
const fresh = () => newResult(name, 'cloud-partner-portal', 'not-started', Date.UTC(2026, 0, 2, 3, 4, 5));

test('a new result knows the offer, the API and the time, and nothing else', () => {
  expect(fresh()).toEqual({
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
    correlationId: '',
    polls: 0,
  });
});

test('an operation is noted by its URL and its ID', () => {
  const result = fresh();
  noteOperation(result, operation({ url: new URL('https://api.example/operations/a$b?x=1'), id: 'a$b' }));
  expect(result).toMatchObject({
    operationUrl: 'https://api.example/operations/a$b?x=1',
    operationId: 'a$b',
  });
});

test('an ID that is none, for its length, is left to the URL', () => {
  const result = fresh();
  noteOperation(result, operation({ id: 'x'.repeat(200) }));
  expect(result.operationId).toHaveLength(200);
  noteOperation(result, operation({ id: 'x'.repeat(201) }));
  expect(result.operationId).toBe('');
});

test('a reading is noted, but for its status: whether that counts is for the story to say', () => {
  const result = fresh();
  const steps = [step('running')];
  noteReading(result, reading('running', { rawStatus: 'inProgress', steps, correlationId: 'c-1' }));
  expect(result).toMatchObject({
    status: 'not-started',
    rawStatus: 'inProgress',
    steps,
    correlationId: 'c-1',
  });
  noteReading(result, reading('succeeded', { rawStatus: 'complete' }));
  expect(result).toMatchObject({ rawStatus: 'complete', steps: [], correlationId: 'c-1' });
});

describe('the result that stands for all', () => {
  const result = (status: Status, failureKind: FailureKind | '' = ''): OfferResult => ({
    ...fresh(),
    status,
    failureKind,
  });

  test('is none of none', () => {
    expect(worst([])).toBeUndefined();
  });

  test('is the one with the worst status', () => {
    const results = statuses.map((status) => result(status));
    for (const [index, expected] of results.entries()) {
      expect(worst(results.slice(index).toReversed())).toBe(expected);
    }
  });

  it.each<[string, OfferResult[]]>([
    ['one that failed before one that did not', [result('running', 'timeout'), result('not-started')]],
    ['of those that failed the worst', [result('canceled', 'canceled'), result('running', 'timeout')]],
    ['of equals the one that failed', [result('running', 'timeout'), result('running')]],
  ])('is %s', (_which, results) => {
    expect(worst(results)).toBe(results[0]);
    expect(worst(results.toReversed())).toBe(results[0]);
  });

  test('is the first of equals', () => {
    const results = [result('running'), result('running')];
    expect(worst(results)).toBe(results[0]);
  });

  test('leaves the order of the results alone', () => {
    const results = [result('succeeded'), result('failed', 'certification')];
    worst(results);
    expect(results.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });
});

it.each<[FailureKind | '', boolean, boolean]>([
  ['', true, true],
  ['', false, true],
  ['timeout', true, false],
  ['timeout', false, true],
  ['certification', false, false],
  ['interrupted', false, false],
  ['unknown-outcome', false, false],
])('failure kind "%s" with fail-on-timeout %s: well is %s', (failureKind, failOnTimeout, expected) => {
  expect(isWell({ ...fresh(), failureKind }, failOnTimeout)).toBe(expected);
});
