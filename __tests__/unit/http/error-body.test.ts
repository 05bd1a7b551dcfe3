import { describe, expect, test } from 'vitest';
import { flattenDetails, formatErrorBody, readErrorBody } from '../../../src/http/error-body.ts';

async function format(body: unknown): Promise<string> {
  return formatErrorBody(await readErrorBody(typeof body === 'string' ? body : JSON.stringify(body)));
}

test.each([
  [
    'in the documented form',
    { error: { code: 'InvalidAPIVersion', message: 'No such version.' } },
    'InvalidAPIVersion: No such version.',
  ],
  [
    'without the wrapper',
    { code: 'Conflict', message: 'Something is running.' },
    'Conflict: Something is running.',
  ],
  ['with "Error" in upper case', { Error: { code: 'A', message: 'b' } }, 'A: b'],
  [
    'with a variant',
    { Variant: { serviceName: 'offers', error: 'Failed. Retry is OK &amp; fine.' } },
    'Failed. Retry is OK & fine.',
  ],
  [
    'of OAuth',
    { error: 'invalid_grant', error_description: 'It expired.\r\nTrace' },
    'invalid_grant: It expired. Trace',
  ],
  ['of OAuth without a description', { error: 'invalid_grant', error_description: 7 }, 'invalid_grant'],
  ['with a number as its code', { error: { code: 40013, message: 'x' } }, '40013: x'],
  ['without a code', { error: { message: 'Only words.' } }, 'Only words.'],
  ['without a message', { error: { code: 'OnlyACode' } }, 'OnlyACode'],
  [
    'with values of other types',
    { error: { code: null, message: { a: 1 }, details: 'x' } },
    '{"error":{"code":null,"message":{"a":1},"details":"x"}}',
  ],
  ['with markup', { error: { message: '<p>Not <b>allowed</b></p>' } }, 'Not allowed'],
  ['in an unknown form', { Message: 'An error has occurred.' }, '{"Message":"An error has occurred."}'],
  ['that is a list', '[{"code":"A"}]', '[{"code":"A"}]'],
  ['that is a JSON string', '"Just a word"', 'Just a word'],
  ['that is null', 'null', 'null'],
  ['that is a plain sentence', 'The service is unavailable.\n', 'The service is unavailable.'],
  [
    'that is an HTML page',
    '<html><head><title>t</title></head><body><h1>502 Bad Gateway</h1></body></html>',
    '502 Bad Gateway',
  ],
  ['that is cut JSON', '{"error":{"code":"A', '{"error":{"code":"A'],
  ['that is empty', '', ''],
  ['that is blank', ' \n', ''],
])('readErrorBody reads a body %s', async (_what, body, words) => {
  expect(await format(body)).toBe(words);
});

describe('the details of an error body', () => {
  test('are flattened, parents first, each with the resource that it is about', async () => {
    const body = {
      error: {
        code: 'BadRequest',
        message: 'Two errors.',
        details: [
          {
            code: 'A',
            message: 'First.',
            target: 'plan',
            details: [{ code: 'A1', message: 'Nested.', resourceId: 'offer/1', target: 'not shown' }],
          },
          { message: 'Second.' },
          'Third, <i>as a string</i>.',
          { code: '', message: '', target: 'no message' },
          7,
          null,
        ],
      },
    };
    expect((await readErrorBody(JSON.stringify(body))).details).toEqual([
      'A: First. [plan]',
      'A1: Nested. [offer/1]',
      'Second.',
      'Third, as a string.',
    ]);
    expect(await format(body)).toBe(
      'BadRequest: Two errors.; A: First. [plan]; A1: Nested. [offer/1]; Second.; Third, as a string.',
    );
  });

  test('name a resource that is a string, a number, or an object that holds its name', async () => {
    const resources = ['offer/1', 7, { version: 1, name: 'offer/2' }, {}, null];
    expect(await flattenDetails(resources.map((resource) => ({ code: 'A', resource })))).toEqual([
      'A [offer/1]',
      'A [7]',
      'A [offer/2]',
      'A',
      'A',
    ]);
  });

  test('may be a single item instead of a list (seen: details: {})', async () => {
    expect(await flattenDetails({ code: 'A' })).toEqual(['A']);
    expect(await flattenDetails({})).toEqual([]);
    expect(await flattenDetails('x')).toEqual([]);
    expect(await flattenDetails(undefined)).toEqual([]);
  });

  test('are shown even if the error has no code and no message', async () => {
    expect(await format({ error: { details: [{ code: 'A' }] } })).toBe('A');
  });

  test('are cut after 20 lines', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ code: `C${index}` }));
    expect(await flattenDetails(many)).toEqual(many.slice(0, 20).map(({ code }) => code));
    const wide = many.map(({ code }) => ({ code, details: many }));
    expect(await flattenDetails(wide)).toHaveLength(20);
  });

  test('are cut below the eighth level', async () => {
    let chain: object = { code: 'C30' };
    for (let depth = 29; depth > 0; depth -= 1) {
      chain = { code: `C${depth}`, details: [chain] };
    }
    expect(await flattenDetails([chain])).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8']);
  });

  test('do no harm if a hostile server nests them endlessly or sends many empty ones', async () => {
    const nested = (levels: number) =>
      `{"error":{"code":"A","details":${'{"details":['.repeat(levels)}${']}'.repeat(levels)}}}`;
    expect(await readErrorBody(nested(31))).toEqual({ code: 'A', message: '', details: [] });
    // Deeper than any document: shown as text.
    const deep = await readErrorBody(nested(100_000));
    expect(deep).toEqual({
      code: '',
      message: expect.stringMatching(/^\{"error".* … \(cut\)$/),
      details: [],
    });
    expect(deep.message).toHaveLength(500);
    const empty = JSON.stringify(Array(20).fill(Array(20).fill({})).flat());
    expect(await flattenDetails(JSON.parse(empty))).toEqual([]);
  });
});

test('every part of an error body is one short line of clean text, even if the body is hostile', async () => {
  const evil = `a\n::error::${'x'.repeat(5_000)}\u202e`;
  const error = await readErrorBody(
    JSON.stringify({
      error: { code: evil, message: evil, details: [{ code: evil, message: evil, target: evil }] },
    }),
  );
  for (const part of [error.code, error.message, ...error.details]) {
    expect(part).not.toMatch(/[\n\u202e]/);
    expect(part.length).toBeLessThan(2_400);
  }
  expect(error.code).toHaveLength(100);
  expect(formatErrorBody(error).length).toBeLessThanOrEqual(3_000);
});
