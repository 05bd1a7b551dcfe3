import { describe, expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { renderOutputs } from '../../../src/report/outputs.ts';

function result(offer: string, known: Partial<OfferResult>): OfferResult {
  return {
    ...newResult({ publisher: 'contoso', offer }, 'cloud-partner-portal', 'not-started', 0),
    ...known,
  };
}

test('without a result nothing was started', () => {
  expect(renderOutputs([])).toEqual({
    status: 'not-started',
    'operation-url': '',
    'operation-id': '',
    started: 'false',
    'timed-out': 'false',
    'failure-kind': '',
    message: '',
    result: '[]',
  });
});

test('one offer speaks for itself', () => {
  const only = result('vm', {
    status: 'running',
    operationUrl: 'https://api.example/operations/1',
    operationId: '1',
    started: true,
    timedOut: true,
    failureKind: 'timeout',
    message: 'The time is up.',
  });
  const outputs = renderOutputs([only]);
  expect(outputs).toMatchObject({
    status: 'running',
    'operation-url': 'https://api.example/operations/1',
    'operation-id': '1',
    started: 'true',
    'timed-out': 'true',
    'failure-kind': 'timeout',
    message: 'The time is up.',
  });
  expect(JSON.parse(outputs.result)).toEqual([only]);
});

test('what would be too long for GitHub is shortened, and stays JSON', () => {
  const messages = Array.from({ length: 50 }, () => ({
    level: 'error' as const,
    text: 'x'.repeat(4_000),
    timestamp: '',
  }));
  const step = { id: 'a', name: 'Certify', status: 'failed' as const, progress: null, messages };
  const long = result('vm', { steps: Array(10).fill(step), operationUrl: 'https://api.example/1' });
  const outputs = renderOutputs([long]);
  expect(outputs.result.length).toBeLessThanOrEqual(250_000);
  const [shortened] = JSON.parse(outputs.result);
  expect(shortened).toMatchObject({ ...long, steps: expect.any(Array) });
  expect(shortened.steps).toHaveLength(10);
  expect(shortened.steps[0].messages.length).toBeGreaterThan(0);
});

test('the longest that can be said of a hundred offers fits', () => {
  const quote = '"'.repeat(4_000);
  // Of a snapshot, a hundred messages are kept.
  const messages = Array(2).fill({ level: 'warning', text: quote, timestamp: '' });
  const step = {
    id: quote.slice(0, 100),
    name: quote.slice(0, 200),
    status: 'failed' as const,
    progress: 100,
    messages,
  };
  const longest = result('o'.repeat(50), {
    publisher: 'p'.repeat(50),
    rawStatus: quote.slice(0, 100),
    failureKind: 'unknown-outcome',
    message: quote.slice(0, 2_000),
    operationUrl: 'x'.repeat(500),
    operationId: 'x'.repeat(200),
    correlationId: quote.slice(0, 100),
    endedAt: '2026-01-02T03:04:05.000Z',
    steps: Array(50).fill(step),
  });
  const outputs = renderOutputs(Array(100).fill(longest));
  expect(outputs.result.length).toBeLessThanOrEqual(250_000);
  expect(JSON.parse(outputs.result)).toHaveLength(100);
  // docs.github.com, output limitations: 1 MB, counted in UTF-16.
  expect(Object.values(outputs).join('').length).toBeLessThanOrEqual(500_000);
});

describe('several offers', () => {
  const live = result('one', {
    status: 'succeeded',
    started: true,
    operationUrl: 'https://api.example/1',
    operationId: '1',
    message: 'Live.',
  });
  const bare = result('two', { status: 'not-started', failureKind: 'not-ready', message: 'Not ready.' });
  const late = result('three', {
    status: 'running',
    timedOut: true,
    failureKind: 'timeout',
    operationUrl: 'https://api.example/3',
    operationId: '3',
    message: 'Time is up.',
  });

  test('the worst stands for all, lines are in the order of the offers', () => {
    expect(renderOutputs([live, bare, late])).toMatchObject({
      status: 'not-started',
      'operation-url': 'https://api.example/1\n\nhttps://api.example/3',
      'operation-id': '1\n\n3',
      started: 'true',
      'timed-out': 'true',
      'failure-kind': 'not-ready',
      message: '1 of 3 offers succeeded. contoso/two: Not ready.',
    });
    expect(JSON.parse(renderOutputs([live, bare, late]).result)).toEqual([live, bare, late]);
  });

  test('one that failed stands for those that did not', () => {
    const waiting = result('four', { status: 'running', message: 'It runs.' });
    expect(renderOutputs([waiting, late])).toMatchObject({
      'failure-kind': 'timeout',
      started: 'false',
      message: '0 of 2 offers succeeded. contoso/three: Time is up.',
    });
  });
});
