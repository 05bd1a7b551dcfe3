import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { portalUrlOf } from '../../../src/marketplace/api.ts';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { renderOutputs, renderUrgentOutputs } from '../../../src/report/outputs.ts';

const longestPortalUrl = portalUrlOf('5fbe0803-a545-4504-b41a-d9d158112360');

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
    'portal-url': '',
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
    messages: [{ level: 'information', text: 'Publishing.', timestamp: '' }],
    portalUrl: 'https://portal.example/1',
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
    'portal-url': 'https://portal.example/1',
  });
  expect(JSON.parse(result)).toEqual([only]);
});

test('the output "result" is shortened to 100,000 bytes, which a shell variable holds, and is still JSON', () => {
  const messages = Array.from({ length: 50 }, () => ({
    level: 'error' as const,
    text: 'x'.repeat(4_000),
    timestamp: '',
  }));
  const step = { id: 'a', name: 'Certify', status: 'failed' as const, progress: null, messages };
  const long = resultWith('vm', { steps: Array(10).fill(step), operationUrl: 'https://api.example/1' });
  const outputs = renderOutputs([long]);
  expect(outputs.result.length).toBeLessThanOrEqual(100_000);
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
    timeFrame: quotes.slice(0, 100),
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
    messages: Array(50).fill(messages).flat(),
    portalUrl: longestPortalUrl,
  });
  const outputs = renderOutputs(Array(100).fill(longest));
  expect(Buffer.byteLength(outputs.result)).toBeLessThanOrEqual(100_000);
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
    portalUrl: 'https://portal.example/1',
  });
  const notReady = resultWith('two', {
    status: 'not-started',
    failureKind: 'not-ready',
    message: 'Not ready.',
    portalUrl: 'https://portal.example/2',
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
      'portal-url': 'https://portal.example/1\nhttps://portal.example/2\n',
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

test('the urgent outputs are four of all outputs, with the same values', () => {
  const running = resultWith('vm', { status: 'running', operationUrl: 'https://x.example/1', started: true });
  for (const results of [[], [running], [resultWith('other', {}), running]]) {
    const urgent = renderUrgentOutputs(results);
    expect(Object.keys(urgent).toSorted()).toEqual(['operation-id', 'operation-url', 'started', 'status']);
    expect(renderOutputs(results)).toMatchObject(urgent);
  }
});

test('the output "result" has at most 100,000 bytes and an element for each offer, whatever the API says', () => {
  // What a result can hold: the bounds of model and documents, filled with what costs most in JSON and in UTF-8.
  const filler = fc.constantFrom(
    'x',
    '"',
    '\\',
    '<',
    '&',
    '\t',
    '\u2028',
    'ä',
    '€',
    '😀',
    '\ud800',
    '\u0001',
  );
  const text = (maxLength: number) =>
    fc
      .tuple(filler, fc.nat(maxLength), fc.boolean())
      .map(([unit, length, isFull]) => unit.repeat(isFull ? maxLength : length).slice(0, maxLength));
  const message = fc.record({
    level: fc.constantFrom('error' as const, 'information' as const),
    text: text(4_000),
    timestamp: fc.constant('2026-01-02T03:04:05.000Z'),
  });
  const step = fc.record({
    id: text(100),
    name: text(200),
    status: fc.constant('failed' as const),
    progress: fc.constant(100),
    timeFrame: text(100),
    messages: fc.array(message, { maxLength: 3 }),
  });
  const result = fc
    .record({
      rawStatus: text(100),
      message: text(2_000),
      operationUrl: text(400).map((query) => new URL(`https://x.example/?${query}`).href.slice(0, 500)),
      operationId: text(200),
      correlationId: text(100),
      steps: fc.array(step, { maxLength: 5 }),
      messages: fc.array(message, { maxLength: 3 }),
      portalUrl: fc.constant(longestPortalUrl),
    })
    .map((known) =>
      resultWith('o'.repeat(50), { publisher: 'p'.repeat(50), failureKind: 'unknown-outcome', ...known }),
    );
  fc.assert(
    fc.property(
      fc.array(result, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(1, 3, 25),
      (some, times) => {
        const results = Array(times).fill(some).flat();
        const outputs = renderOutputs(results);
        expect(Buffer.byteLength(outputs.result)).toBeLessThanOrEqual(100_000);
        const offers: OfferResult[] = JSON.parse(outputs.result);
        expect(offers).toHaveLength(results.length);
        for (const [index, { offer, status, failureKind }] of offers.entries()) {
          expect({ offer, status, failureKind }).toEqual({
            offer: results[index].offer,
            status: results[index].status,
            failureKind: results[index].failureKind,
          });
        }
      },
    ),
    { numRuns: 150 },
  );
});
