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
