import { expect, test } from 'vitest';
import { parseRetryAfterMs } from '../../../src/http/retry-after.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  ['seconds', '120', 120_000],
  ['seconds between blanks', ' 7 ', 7_000],
  ['zero seconds', '0', 0],
  ['an absurd number of seconds', '31536000000', 31_536_000_000_000],
  ['a date', 'Fri, 02 Jan 2026 03:05:05 GMT', 60_000],
  ['a date in the obsolete format', 'Friday, 02-Jan-26 03:05:05 GMT', 60_000],
  ['the current time', 'Fri, 02 Jan 2026 03:04:05 GMT', 0],
  ['a date in the past', 'Thu, 01 Jan 2026 00:00:00 GMT', 0],
  ['a date in the far future', 'Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - now],
])('parseRetryAfterMs parses %s', (_what, header, ms) => {
  expect(parseRetryAfterMs(header, now)).toBe(ms);
});

test.each([
  ['a missing header', undefined],
  ['an empty value', ''],
  ['a negative number', '-1'],
  ['a fraction', '1.5'],
  ['a number with a unit', '5 s'],
  ['a hexadecimal number', '0x10'],
  ['several values', '1, 2'],
  ['a word', 'soon'],
  ['an invalid date', 'Fri, 99 Foo 2026 03:05:05 GMT'],
])('parseRetryAfterMs gives undefined for %s', (_what, header) => {
  expect(parseRetryAfterMs(header, now)).toBeUndefined();
});
