import { expect, test } from 'vitest';
import { parseRetryAfterMs } from '../../../src/http/retry-after.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  ['missing', undefined, undefined],
  ['empty', '', undefined],
  ['seconds', '120', 120_000],
  ['seconds between blanks', ' 7 ', 7_000],
  ['zero seconds', '0', 0],
  ['absurdly many seconds', '31536000000', 31_536_000_000_000],
  ['a date', 'Fri, 02 Jan 2026 03:05:05 GMT', 60_000],
  ['a date in the old form', 'Friday, 02-Jan-26 03:05:05 GMT', 60_000],
  ['this very moment', 'Fri, 02 Jan 2026 03:04:05 GMT', 0],
  ['a past date', 'Thu, 01 Jan 2026 00:00:00 GMT', 0],
  ['a distant date', 'Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - now],
  ['a negative number', '-1', undefined],
  ['a fraction', '1.5', undefined],
  ['a number with a unit', '5 s', undefined],
  ['hexadecimal', '0x10', undefined],
  ['several values', '1, 2', undefined],
  ['garbage', 'soon', undefined],
  ['an invalid date', 'Fri, 99 Foo 2026 03:05:05 GMT', undefined],
])('retryAfterMs: %s', (_what, header, ms) => {
  expect(parseRetryAfterMs(header, now)).toBe(ms);
});
