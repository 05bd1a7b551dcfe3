import { describe, expect, test } from 'vitest';
import {
  baseUrl,
  clientId,
  id,
  lines,
  number,
  oneOf,
  operationUrls,
  optional,
  type Reader,
  secret,
  tenantId,
  trueOrFalse,
} from '../../src/input-readers.ts';

/** The value that a reader gives. */
function parse<T>(reader: Reader<T>, text: string): T {
  const read = reader(text);
  if (read.problems) {
    throw new Error(read.problems.join('\n'));
  }
  return read.value;
}

/** What a reader finds wrong. */
const problemsOf = (reader: Reader<unknown>, text: string) => reader(text).problems;

describe('oneOf', () => {
  const word = oneOf(['go-live', 'follow']);

  test('accepts each word, with blanks around it', () => {
    expect(parse(word, 'go-live')).toBe('go-live');
    expect(parse(word, ' follow\n')).toBe('follow');
  });

  test.each(['publish', 'Go-Live', 'go-live,'])('rejects %s', (text) => {
    expect(problemsOf(word, text)).toEqual([`must be one of go-live, follow; it is "${text}"`]);
  });

  test('is required', () => {
    expect(problemsOf(word, ' ')).toEqual(['is required: one of go-live, follow']);
  });
});

describe('trueOrFalse', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    [' false ', false],
    ['False', false],
    ['FALSE', false],
  ])('accepts %s', (text, value) => {
    expect(parse(trueOrFalse, text)).toBe(value);
  });

  test.each(['yes', '1', 'on', 'tRUE'])('rejects %s', (text) => {
    expect(problemsOf(trueOrFalse, text)).toEqual([`must be true or false; it is "${text}"`]);
  });
});

describe('number', () => {
  const minutes = number('minutes, e.g. 360', 0, 43_200);
  const seconds = number('seconds, e.g. 60', 1, 3600);

  test.each([
    [minutes, '0.001', 0.001],
    [minutes, '43200', 43_200],
    [minutes, '043200.0', 43_200],
    [seconds, '1', 1],
    [seconds, ' 3600 ', 3600],
    [seconds, '1.5', 1.5],
  ])('accepts numbers in its range: %#', (reader, text, value) => {
    expect(parse(reader, text)).toBe(value);
  });

  test.each([
    '0',
    '0.0',
    '-1',
    '43200.1',
    '43201',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    '6h',
    '1,5',
    '.5',
    '5.',
    '1 2',
    `0.${'0'.repeat(400)}1`,
  ])('rejects %s minutes', (text) => {
    expect(problemsOf(minutes, text)).toEqual([
      expect.stringMatching(/^must be minutes, e\.g\. 360 \(more than 0, at most 43200\); it is ".*"$/),
    ]);
  });

  test.each(['0', '0.9', '3601', '-5', 'fast'])('rejects %s seconds', (text) => {
    expect(problemsOf(seconds, text)).toEqual([
      `must be seconds, e.g. 60 (at least 1, at most 3600); it is "${text}"`,
    ]);
  });
});

describe('id', () => {
  const offer = id('the offer ID');

  test.each(['a', 'contoso', 'Contoso_1-x', '0', 'x'.repeat(50)])('accepts %s', (text) => {
    expect(parse(offer, text)).toBe(text);
  });

  test.each(['x'.repeat(51), '-x', '_x', 'a b', 'a/b', '..', 'a?b', 'a%2fb', 'a.b', 'ä', '<b>', 'a, b'])(
    'rejects %s',
    (text) => {
      expect(problemsOf(offer, text)).toEqual([`must be the offer ID; it is "${text}"`]);
    },
  );
});

describe('lines', () => {
  test('reads one value per line and skips empty lines', () => {
    expect(parse(lines('offers', id('an ID')), '\none\r\n\n  two \nthree\n')).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(parse(lines('offers', id('an ID')), '')).toEqual([]);
  });

  test('names each invalid line', () => {
    expect(problemsOf(lines('offers', id('an ID')), 'one\nt/wo\nthr ee')).toEqual([
      'must be an ID; it is "t/wo". Put several offers one per line, without commas',
      'must be an ID; it is "thr ee". Put several offers one per line, without commas',
    ]);
  });
});

describe('optional', () => {
  test('gives its own value for an empty text, and reads any other', () => {
    const reader = optional(trueOrFalse, 'absent');
    expect(parse(reader, ' \n')).toBe('absent');
    expect(parse(reader, 'true')).toBe(true);
    expect(problemsOf(reader, 'x')).toEqual(['must be true or false; it is "x"']);
  });
});

describe('secret', () => {
  const token = 'a-token-of-twenty-ch';

  test('accepts one word', () => {
    expect(parse(secret('a token'), ` ${token}\n`)).toBe(token);
  });

  test.each([
    ['too short', 'short-secret-15'],
    ['with its scheme', `Bearer ${token}`],
    ['of two lines', `${token}\n${token}`],
    ['with a control character', `${token}\u0007`],
    ['with a letter outside ASCII', `${token}é`],
  ])('rejects a value %s, and does not show it', (_what, text) => {
    expect(problemsOf(secret('a token'), text)).toEqual(['must be a token, 16 characters or more']);
  });
});

test.each(['a/b', '..', 'a b', '-a', 'a?b', 'x'.repeat(254), 'common', 'Organizations'])(
  'tenantId rejects %s',
  (text) => {
    expect(problemsOf(tenantId, text)).toEqual([
      expect.stringMatching(/^must be the ID or the domain of an Entra ID tenant; it is "/),
    ]);
  },
);

test.each(['contoso.onmicrosoft.com', '11111111-2222-3333-4444-555555555555'])(
  'tenantId accepts %s',
  (text) => {
    expect(parse(tenantId, text)).toBe(text);
  },
);

test.each(['contoso', '11111111-2222-3333-4444-55555555555', '11111111222233334444555555555555'])(
  'clientId rejects %s',
  (text) => {
    expect(problemsOf(clientId, text)).toEqual([
      `must be the application (client) ID of an Entra ID application; it is "${text}"`,
    ]);
  },
);

describe('baseUrl', () => {
  const expected =
    'must be a base URL with https, or with http on loopback, without user, query and fragment, of at most 200 characters';

  test.each([
    ['https://cloudpartner.azure.com', 'https://cloudpartner.azure.com'],
    ['https://gateway.example:8443/a/b/', 'https://gateway.example:8443/a/b'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://127.9.9.9:1/', 'http://127.9.9.9:1'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
  ])('accepts %s, without the trailing slash', (text, value) => {
    expect(parse(baseUrl, text)).toBe(value);
  });

  test.each([
    'cloudpartner.azure.com',
    'http://cloudpartner.azure.com',
    'http://localhost.example',
    'http://127.0.0.1.example',
    'http://10.0.0.1',
    'ftp://localhost',
    'file:///etc/passwd',
    'https://',
  ])('rejects %s', (text) => {
    expect(problemsOf(baseUrl, text)).toEqual([`${expected}; it is "${text}"`]);
  });

  test('rejects more than 200 characters', () => {
    const longest = `https://gateway.example/${'x'.repeat(176)}`;
    expect(parse(baseUrl, longest)).toBe(longest);
    expect(problemsOf(baseUrl, `${longest}x`)).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    ['https://x.example/?key=sesame', 'https://x.example/?***'],
    ['https://x.example/#sesame', 'https://x.example/?***'],
    ['https://user:sesame@x.example/a', 'https://***@x.example/a'],
    ['https://sesame@x.example', 'https://***@x.example'],
    ['https://user:ses@me@x.example', 'https://***@x.example'],
    ['https://user:sesame/@x.example', 'https://***@x.example'],
    ['https://user:sesame?#@x.example', 'https://***@x.example'],
    ['HTTPS:\\\\user:sesame@x.example', 'HTTPS:\\\\***@x.example'],
    ['https:user:sesame@x.example', 'https:***@x.example'],
    ['user:sesame@x.example', '***@x.example'],
    ['https:////user:sesame@x.example', 'https:////***@x.example'],
    ['https://user:ses\name@x.example', 'https://***@x.example'],
    ['ftp://user:sesame@x.example/?a#b', '***@x.example/?***'],
  ])('does not show the user or the query of %s', (text, shown) => {
    const [problem = '', ...others] = problemsOf(baseUrl, text) ?? [];
    expect(problem).toBe(`${expected}; it is "${shown}"`);
    expect(others).toEqual([]);
  });
});

describe('operationUrls', () => {
  const url = 'https://cloudpartner.azure.com/api/operations/1';

  test('keeps empty lines in their place, except at the end', () => {
    expect(parse(operationUrls, `\n${url}\n\n${url}\n\n`)).toEqual([
      undefined,
      new URL(url),
      undefined,
      new URL(url),
    ]);
  });

  test('rejects what the output cannot give, and shows no password', () => {
    expect(problemsOf(operationUrls, `${url}\noperations/1\nhttps://:sesame@x.example/a`)).toEqual([
      'must be an operation URL, as the output gives it; it is "operations/1"',
      'must be an operation URL, as the output gives it; it is "https://***@x.example/a"',
    ]);
    expect(problemsOf(operationUrls, `${url}${'x'.repeat(500)}`)).toHaveLength(1);
  });
});

test('an invalid value is shown on one short line', () => {
  const [problem = ''] = problemsOf(oneOf(['follow']), `follow\n::error::${'x'.repeat(500)}\u202e`) ?? [];
  expect(problem).toMatch(/^must be one of follow; it is "follow ::error::x+ … \(cut\)"$/);
  expect(problem.length).toBeLessThan(150);
});

test.each([
  ['a zero-width blank', 'vm\u200bone', 'vm<U+200B>one'],
  ['a mark of direction', '\u202evm', '<U+202E>vm'],
  ['a byte order mark', 'v\ufeffm', 'v<U+FEFF>m'],
  ['a blank that does not break', 'a\u00a0b', 'a<U+00A0>b'],
  ['a soft hyphen', 'a\u00adb', 'a<U+00AD>b'],
  ['a joiner of words', 'a\u2060b', 'a<U+2060>b'],
  ['a selector of a variation', 'a\ufe0fb', 'a<U+FE0F>b'],
  ['a filler', 'a\u3164b', 'a<U+3164>b'],
  ['a tag beyond the first plane', 'a\u{e0041}b', 'a<U+E0041>b'],
  ['a separator of lines', 'a\u2028b', 'a<U+2028>b'],
  ['a control character', 'a\u0000b\u0007c\u001bd\u009be', 'a<U+0000>b<U+0007>c<U+001B>d<U+009B>e'],
])('an invalid value shows %s by its name', (_what, text, shown) => {
  expect(problemsOf(id('an ID'), text)).toEqual([`must be an ID; it is "${shown}"`]);
});
