import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { id, list, parseJson, readAs, text } from '../../../src/http/json.ts';
import { Failure } from '../../../src/model/failure.ts';

describe('parseJson', () => {
  test.each([
    ['{"a":[1,"ä"]}', { a: [1, 'ä'] }],
    ['null', null],
    [' "x"\n', 'x'],
  ])('gives the value of %j', (json, value) => {
    expect(parseJson(json)).toEqual(value);
  });

  test.each(['', '<html>', '{"a":', 'undefined'])('gives undefined for %j, which is not JSON', (json) => {
    expect(parseJson(json)).toBeUndefined();
  });
});

describe('parseJson, of a nested document,', () => {
  const lists = (depth: number, inner = '') => '['.repeat(depth) + inner + ']'.repeat(depth);
  const objects = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
  const mixed = (depth: number) => `${'[{"a":'.repeat(depth / 2)}0${'}]'.repeat(depth / 2)}`;

  test.each<[string, string]>([
    ['of lists', lists(64)],
    ['of objects', objects(64)],
    ['of both', mixed(64)],
    ['of lists in a string', JSON.stringify(lists(100))],
    ['of brackets after an escaped quote in a string', JSON.stringify(`"${lists(100)}`)],
    ['of brackets after an escaped backslash and an escaped quote', JSON.stringify(`\\"${lists(100)}`)],
    ['of brackets in a name', JSON.stringify({ [lists(100)]: 1 })],
    ['64 levels deep, with brackets in a string inside', lists(64, JSON.stringify(lists(100)))],
    ['with many lists side by side', `[${Array(1_000).fill('[[]]').join()}]`],
  ])('gives the value of one %s', (_what, json) => {
    expect(parseJson(json)).toEqual(JSON.parse(json));
  });

  test.each<[string, string]>([
    ['of 65 lists', lists(65)],
    ['of 65 objects', objects(65)],
    ['of 66 of both', mixed(66)],
    ['of 65 lists after a string that ends with an escaped backslash', `["\\\\",${lists(64)}]`],
    ['of 65 lists after a string with an escaped quote', `["\\"",${lists(64)}]`],
    ['of 65 lists after a list', `[[],${lists(64)}]`],
    ['of 500,000 lists', lists(500_000)],
    ['of 100,000 objects', objects(100_000)],
  ])('gives undefined for one %s', (_what, json) => {
    // It is JSON: only the depth is at fault.
    expect(() => JSON.parse(json)).not.toThrow();
    expect(parseJson(json)).toBeUndefined();
  });

  test.each<[string, string]>([
    ['of brackets that are never closed', '['.repeat(1_000)],
    ['of brackets that are never opened', `${']'.repeat(100)}${'['.repeat(100)}`],
    ['with a string that never ends', `["${lists(100)}`],
    ['with a string that ends in a backslash', `["${lists(100)}\\`],
  ])('gives undefined for one %s, which is not JSON', (_what, json) => {
    expect(parseJson(json)).toBeUndefined();
  });

  test('agrees with JSON.parse on any value that is not too deep', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), (json) => {
        expect(parseJson(json)).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('readAs', () => {
  const schema = v.object({ name: text, items: list, id: v.optional(id) });

  test('gives the members that the schema names', () => {
    expect(readAs(schema, { name: 'vm', items: [1], id: 'a-1_b', other: true }, 'an offer', 'c-1')).toEqual({
      name: 'vm',
      items: [1],
      id: 'a-1_b',
    });
  });

  test.each([{}, { name: null, items: null }, { name: 7, items: 'x' }])(
    'takes %j as an empty text and an empty list',
    (document) => {
      expect(readAs(schema, document, 'an offer', '')).toEqual({ name: '', items: [] });
    },
  );

  test.each([
    ['null', null],
    ['a string', 'x'],
    ['undefined', undefined],
    ['an object with a slash in its ID', { id: '../x' }],
    ['an object with an empty ID', { id: '' }],
    ['an object with an ID of more than 100 characters', { id: 'x'.repeat(101) }],
  ])('reports an unreadable answer if the document is %s', (_what, document) => {
    let failure: unknown;
    try {
      readAs(schema, document, 'an offer', 'c-1');
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      kind: 'service',
      message: 'The answer is JSON, but not an offer.',
      transience: 'always',
      effect: 'unknown',
      correlationId: 'c-1',
      label: 'unreadable answer',
    });
  });
});
