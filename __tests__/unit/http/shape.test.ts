import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeShape } from '../../../src/http/shape.ts';

test.each<[string, unknown, string]>([
  ['a text by its length', 'Ann', 'text(3)'],
  ['a number by its kind', 7, 'number'],
  ['a flag by its kind', true, 'boolean'],
  ['nothing as null', null, 'null'],
  [
    'an object by its members',
    { id: 'x', count: 1, done: false, error: null },
    '{id: text(1), count: number, done: boolean, error: null}',
  ],
  ['an empty object', {}, '{}'],
  ['an empty list', [], '[]×0'],
  ['a list by the kinds of its items', ['a', 'b', 7, null], '[text(1) | number | null]×4'],
  [
    'steps that look alike once',
    {
      steps: [
        { id: 'a', status: 'complete' },
        { id: 'b', status: 'complete' },
        { id: 'c', status: 'blocked' },
      ],
    },
    '{steps: [{id: text(1), status: "complete"} | {id: text(1), status: "blocked"}]×3}',
  ],
])('shows %s', (_what, document, shape) => {
  expect(describeShape(document)).toBe(shape);
});

test.each([
  'status',
  'jobStatus',
  'jobResult',
  'state',
  'substate',
  'lifecycleState',
  'resourceType',
  'level',
  'code',
  'errorCode',
])('shows the word of the member %s', (name) => {
  expect(describeShape({ [name]: 'In-Progress' })).toBe(`{${name}: "In-Progress"}`);
  expect(describeShape({ [name]: ['InProgress'] })).toBe(`{${name}: ["InProgress"]×1}`);
});

test.each([
  ['a sentence', 'Refused by Ann'],
  ['a word of more than forty letters', 'x'.repeat(41)],
  ['a token', 'eyJ0eXAi.OiJKV1Qi'],
  ['a number', '12345'],
  ['nothing', ''],
])('does not show the value of a status member that is %s', (_what, value) => {
  expect(describeShape({ status: value })).toBe(`{status: text(${value.length})}`);
});

test.each(['name', 'message', 'statusMessage', 'token', 'url'])(
  'does not show the word of another member, like %s',
  (name) => {
    expect(describeShape({ [name]: 'Ann' })).toBe(`{${name}: text(3)}`);
  },
);

test('goes six levels deep', () => {
  expect(describeShape({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } })).toBe(
    '{a: {b: {c: {d: {e: {f: …}}}}}}',
  );
});

test('shows thirty members, and no name that may be data', () => {
  const names = Array.from({ length: 31 }, (_, index) => `m${index}`);
  const shape = describeShape(Object.fromEntries(names.map((name) => [name, 1])));
  expect(shape).toMatch(/, m29: number, …\}$/);
  for (const name of ['n'.repeat(50), 'ann@contoso.com', '1152921505', 'two words', '']) {
    expect(describeShape({ [name]: 1 })).toBe(`{text(${name.length}): number}`);
  }
  expect(describeShape({ accessCode: 'HunterTwo', '@nextLink': 'x' })).toBe(
    '{accessCode: text(9), @nextLink: text(1)}',
  );
});

test('looks at thirty items of a list', () => {
  expect(describeShape([...Array(30).fill(1), 'x'])).toBe('[number]×31');
});

test('is short, whatever the document', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      const shape = describeShape(document);
      expect(shape.length).toBeGreaterThan(0);
      expect(shape.length).toBeLessThanOrEqual(2_000);
    }),
  );
  const wide = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`${index}${'x'.repeat(40)}`, wideItem]),
  );
  expect(describeShape([wide])).toHaveLength(2_000);
});

const wideItem = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [`${index}${'y'.repeat(40)}`, 1]),
);
