/** Measures how the time of a reader grows with the length of what it reads. */

export type Reader = (text: string) => unknown;

/** Texts of any length, of one kind. */
export interface Family {
  name: string;
  /** A text of about this length. */
  make(length: number): string;
}

// What grows in a line takes 8 times as long for 8 times the length, and what grows with the square 64 times. Machines are
// noisy, so the line between them is far from both, times too short to compare do not count, and minima are compared.
const timesLonger = 8;
const maxRatio = 36;
const shortestMs = 0.4;
const maxAttempts = 60;

/** The slowest growth that is too fast, in words; undefined if the time grows in a line. */
export async function findGrowth(
  read: Reader,
  { make }: Family,
  length: number,
): Promise<string | undefined> {
  const [short, long] = [make(length), make(length * timesLonger)];
  let [shortMs, longMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    // The first time is the slowest, and a pause of the machine weighs more in a short time.
    for (let run = 0; run < 3; run += 1) {
      shortMs = Math.min(shortMs, await timeOf(read, short));
    }
    longMs = Math.min(longMs, await timeOf(read, long));
    if (longMs <= maxRatio * Math.max(shortMs, shortestMs)) {
      return undefined;
    }
  }
  return `${short.length} characters: ${shortMs.toFixed(2)} ms, ${long.length}: ${longMs.toFixed(2)} ms`;
}

async function timeOf(read: Reader, text: string): Promise<number> {
  const startMs = performance.now();
  try {
    await read(text);
  } catch {
    // What cannot be read must be refused in no more time.
  }
  return performance.now() - startMs;
}

const units = [
  ...`<>&;"'\\/[]{}(),.:=%#?@!*|$^~\`+-_ \t\n\r\0aA0…`,
  ...['\u2028', '\u00a0', '\u200b', '\u202e', '\ufeff', 'ä', 'İ', '😀', '\ud83d', '\ude00'],
  // Markup.
  ...[
    '<b>',
    '</b>',
    '<b',
    '</',
    '<!--',
    '-->',
    '<!',
    '<p>',
    '<br>',
    '<a href="',
    '<a href=x>',
    '<td>',
    '<ul><li>',
  ],
  ...['<table><tr><td>', '<script>', '<img ', '<pre>', '<blockquote>', '&amp;', '&#', '&#x41;', '&lt;'],
  // JSON.
  ...[
    '\\"',
    '\\\\',
    '\\u',
    '\\u0041',
    '[[',
    '[]',
    '[],',
    '{}',
    '{"a":',
    '{"a":[',
    '"a":1,',
    '1,',
    '"a",',
    '1e9',
  ],
  // URLs and paths.
  ...[
    '%2',
    '%zz',
    '%25',
    '%2F',
    'https:',
    'https:/',
    'https://',
    'a:b@',
    'a@',
    '?a=b',
    '&a=b',
    'a&',
    '//',
    '../',
    './',
  ],
  ...[
    'a/',
    '/api/',
    'operations/',
    '/operations/a',
    'publishers/a/',
    'offers/a/',
    'a$',
    '*.',
    ',*.',
    ', ',
    '.a,',
  ],
  // Words of the log, of Entra ID and of dates.
  ...[
    '##[',
    '::',
    ': :',
    ' :',
    'AADSTS',
    'AADSTS1',
    ' Trace ID',
    ' Trace ID:',
    'certif',
    'validat',
    ' … (cut)',
  ],
  ...[
    'eyJ0eXAi',
    'eyJ0eXA',
    'GMT',
    'Jan ',
    '1 ',
    '-1',
    '+1',
    '1.',
    '\r\n',
    ' \n',
    '\n ',
    ' a',
    'a ',
    '\n\n\n',
    '\t ',
  ],
];

/** How a repeated unit can stand in a text: what precedes it, and what follows it. */
const frames: readonly (readonly [string, string])[] = [
  ['', ''],
  ['a', 'a'],
  ['https://', '\n!'],
];

/** Each unit, repeated, alone and framed; and lists of names that all differ. */
export const families: readonly Family[] = [
  ...units.flatMap((unit, index) => [
    repeated([unit], ['', '']),
    repeated([unit], index % 2 === 0 ? ['a', 'a'] : ['https://', '\n!']),
  ]),
  numbered('?', '=1', '&', ''),
  numbered('{"', '":1', ',"', '}'),
  numbered('["', '"', ',"', ']'),
  numbered('<p ', '="1"', ' ', '>'),
  numbered('<x', '>', '<x', ''),
  numbered('', '', ',', ''),
  numbered('https://x.example/', '', '/', ''),
];

/** Names with numbers, so that all differ. */
export function numbered(before: string, end: string, between: string, after: string): Family {
  return {
    name: JSON.stringify([before, `n1${end}${between}n2${end}`, after]),
    make: (length) => {
      const count = Math.ceil(length / (end.length + between.length + 5));
      return before + Array.from({ length: count }, (_, index) => `n${index}${end}`).join(between) + after;
    },
  };
}

/** Several units in turn, repeated. */
export function repeated(parts: readonly string[], [before, after]: readonly [string, string]): Family {
  const unit = parts.join('');
  return {
    name: JSON.stringify([before, unit, after]),
    make: (length) => before + unit.repeat(Math.ceil(length / unit.length)) + after,
  };
}

export { frames, units };
