import { describe, expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { renderOutputs } from '../../../src/report/outputs.ts';

function resultWith(offer: string, known: Partial<OfferResult>): OfferResult {
  return {
    ...newResult({ publisher: 'contoso', offer }, 'cloud-partner-portal', 'not-started', 0),
    ...known,
  };
}

test('without results, the outputs say that nothing was started', () => {
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

test('with one offer, the outputs are those of its result', () => {
  const only = resultWith('vm', {
    status: 'running',
    operationUrl: 'https://api.example/operations/1',
    operationId: '1',
    started: true,
    timedOut: true,
    failureKind: 'timeout',
    message: 'Timed out.',
  });
  const { result, ...outputs } = renderOutputs([only]);
  expect(outputs).toEqual({
    status: 'running',
    'operation-url': 'https://api.example/operations/1',
    'operation-id': '1',
    started: 'true',
    'timed-out': 'true',
    'failure-kind': 'timeout',
    message: 'Timed out.',
  });
  expect(JSON.parse(result)).toEqual([only]);
});

test('the output "result" is shortened to the limit of GitHub, and is still JSON', () => {
  const messages = Array.from({ length: 50 }, () => ({
    level: 'error' as const,
    text: 'x'.repeat(4_000),
    timestamp: '',
  }));
  const step = { id: 'a', name: 'Certify', status: 'failed' as const, progress: null, messages };
  const long = resultWith('vm', { steps: Array(10).fill(step), operationUrl: 'https://api.example/1' });
  const outputs = renderOutputs([long]);
  expect(outputs.result.length).toBeLessThanOrEqual(250_000);
  const [shortened] = JSON.parse(outputs.result);
  expect(shortened).toMatchObject({ ...long, steps: expect.any(Array) });
  expect(shortened.steps).toHaveLength(10);
  expect(shortened.steps[0].messages.length).toBeGreaterThan(0);
});

test('the longest possible results of a hundred offers fit into the outputs', () => {
  const quotes = '"'.repeat(4_000);
  // A snapshot keeps at most a hundred messages.
  const messages = Array(2).fill({ level: 'warning', text: quotes, timestamp: '' });
  const step = {
    id: quotes.slice(0, 100),
    name: quotes.slice(0, 200),
    status: 'failed' as const,
    progress: 100,
    messages,
  };
  const longest = resultWith('o'.repeat(50), {
    publisher: 'p'.repeat(50),
    rawStatus: quotes.slice(0, 100),
    failureKind: 'unknown-outcome',
    message: quotes.slice(0, 2_000),
    operationUrl: 'x'.repeat(500),
    operationId: 'x'.repeat(200),
    correlationId: quotes.slice(0, 100),
    endedAt: '2026-01-02T03:04:05.000Z',
    steps: Array(50).fill(step),
  });
  const outputs = renderOutputs(Array(100).fill(longest));
  expect(outputs.result.length).toBeLessThanOrEqual(250_000);
  expect(JSON.parse(outputs.result)).toHaveLength(100);
  // docs.github.com, output limitations: 1 MB, counted in UTF-16.
  expect(Object.values(outputs).join('').length).toBeLessThanOrEqual(500_000);
});

describe('with several offers, the outputs', () => {
  const live = resultWith('one', {
    status: 'succeeded',
    started: true,
    operationUrl: 'https://api.example/1',
    operationId: '1',
    message: 'Live.',
  });
  const notReady = resultWith('two', {
    status: 'not-started',
    failureKind: 'not-ready',
    message: 'Not ready.',
  });
  const late = resultWith('three', {
    status: 'running',
    timedOut: true,
    failureKind: 'timeout',
    operationUrl: 'https://api.example/3',
    operationId: '3',
    message: 'Timed out.',
  });

  test('are those of the worst result, with a line for each offer in order', () => {
    const { result, ...outputs } = renderOutputs([live, notReady, late]);
    expect(outputs).toEqual({
      status: 'not-started',
      'operation-url': 'https://api.example/1\n\nhttps://api.example/3',
      'operation-id': '1\n\n3',
      started: 'true',
      'timed-out': 'true',
      'failure-kind': 'not-ready',
      message: '1 of 3 offers succeeded. contoso/two: Not ready.',
    });
    expect(JSON.parse(result)).toEqual([live, notReady, late]);
  });

  test('are those of a result with a failure kind rather than one without', () => {
    const waiting = resultWith('four', { status: 'running', message: 'In progress.' });
    expect(renderOutputs([waiting, late])).toMatchObject({
      status: 'running',
      'failure-kind': 'timeout',
      started: 'false',
      message: '0 of 2 offers succeeded. contoso/three: Timed out.',
    });
  });
});
