import { describe, expect, test } from 'vitest';
import { flattenDetails, formatErrorBody, readErrorBody } from '../../../src/http/error-body.ts';

async function line(body: unknown): Promise<string> {
  return formatErrorBody(await readErrorBody(typeof body === 'string' ? body : JSON.stringify(body)));
}

test.each([
  [
    'as documented',
    { error: { code: 'InvalidAPIVersion', message: 'No such version.' } },
    'InvalidAPIVersion: No such version.',
  ],
  ['without its wrapper', { code: 'Conflict', message: 'Something runs.' }, 'Conflict: Something runs.'],
  ['with a capital', { Error: { code: 'A', message: 'b' } }, 'A: b'],
  [
    'as a variant',
    { Variant: { serviceName: 'offers', error: 'Failed. Retry is OK &amp; fine.' } },
    'Failed. Retry is OK & fine.',
  ],
  [
    'of OAuth',
    { error: 'invalid_grant', error_description: 'It expired.\r\nTrace' },
    'invalid_grant: It expired. Trace',
  ],
  ['of OAuth without a description', { error: 'invalid_grant', error_description: 7 }, 'invalid_grant'],
  ['with a number for a code', { error: { code: 40013, message: 'x' } }, '40013: x'],
  ['without a code', { error: { message: 'Only words.' } }, 'Only words.'],
  ['without words', { error: { code: 'OnlyACode' } }, 'OnlyACode'],
  [
    'with other types',
    { error: { code: null, message: { a: 1 }, details: 'x' } },
    '{"error":{"code":null,"message":{"a":1},"details":"x"}}',
  ],
  ['with markup', { error: { message: '<p>Not <b>allowed</b></p>' } }, 'Not allowed'],
  ['of no known form', { Message: 'An error has occurred.' }, '{"Message":"An error has occurred."}'],
  ['a list', '[{"code":"A"}]', '[{"code":"A"}]'],
  ['a JSON string', '"Just a word"', 'Just a word'],
  ['a JSON null', 'null', 'null'],
  ['a plain sentence', 'The service is unavailable.\n', 'The service is unavailable.'],
  [
    'a page',
    '<html><head><title>t</title></head><body><h1>502 Bad Gateway</h1></body></html>',
    '502 Bad Gateway',
  ],
  ['cut JSON', '{"error":{"code":"A', '{"error":{"code":"A'],
  ['empty', '', ''],
  ['blank', ' \n', ''],
])('a body %s', async (_what, body, words) => {
  expect(await line(body)).toBe(words);
});

describe('details', () => {
  test('are flattened, parents first, each with the place it is about', async () => {
    const body = {
      error: {
        code: 'BadRequest',
        message: 'Two faults.',
        details: [
          {
            code: 'A',
            message: 'First.',
            target: 'plan',
            details: [{ code: 'A1', message: 'Deeper.', resourceId: 'offer/1', target: 'not shown' }],
          },
          { message: 'Second.' },
          'Third, <i>as a string</i>.',
          { code: '', message: '', target: 'nothing said' },
          7,
          null,
        ],
      },
    };
    expect((await readErrorBody(JSON.stringify(body))).details).toEqual([
      'A: First. [plan]',
      'A1: Deeper. [offer/1]',
      'Second.',
      'Third, as a string.',
    ]);
    expect(await line(body)).toBe(
      'BadRequest: Two faults.; A: First. [plan]; A1: Deeper. [offer/1]; Second.; Third, as a string.',
    );
  });

  test('may be one instead of a list (seen: details: {})', async () => {
    expect(await flattenDetails({ code: 'A' })).toEqual(['A']);
    expect(await flattenDetails({})).toEqual([]);
    expect(await flattenDetails('x')).toEqual([]);
    expect(await flattenDetails(undefined)).toEqual([]);
  });

  test('are all there is to say', async () => {
    expect(await line({ error: { details: [{ code: 'A' }] } })).toBe('A');
  });

  test('that are too many are cut', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ code: `C${index}` }));
    expect(await flattenDetails(many)).toEqual(many.slice(0, 20).map(({ code }) => code));
    const wide = many.map(({ code }) => ({ code, details: many }));
    expect(await flattenDetails(wide)).toHaveLength(20);
  });

  test('that go too deep are cut', async () => {
    let chain: object = { code: 'C30' };
    for (let depth = 29; depth > 0; depth -= 1) {
      chain = { code: `C${depth}`, details: [chain] };
    }
    expect(await flattenDetails([chain])).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8']);
  });

  test('of a hostile server do no harm', async () => {
    const deep = `${'{"details":['.repeat(100_000)}${']}'.repeat(100_000)}`;
    expect((await readErrorBody(`{"error":{"code":"A","details":${deep}}}`)).code).toBe('A');
    const silent = JSON.stringify(Array(20).fill(Array(20).fill({})).flat());
    expect(await flattenDetails(JSON.parse(silent))).toEqual([]);
  });
});

test('every part is one short line of text', async () => {
  const evil = `a\n::error::${'x'.repeat(5_000)}\u202e`;
  const problem = await readErrorBody(
    JSON.stringify({
      error: { code: evil, message: evil, details: [{ code: evil, message: evil, target: evil }] },
    }),
  );
  for (const part of [problem.code, problem.message, ...problem.details]) {
    expect(part).not.toMatch(/[\n\u202e]/);
    expect(part.length).toBeLessThan(2_400);
  }
  expect(problem.code).toHaveLength(100);
  expect(formatErrorBody(problem).length).toBeLessThanOrEqual(3_000);
});
