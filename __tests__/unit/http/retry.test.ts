import { describe, expect, test } from 'vitest';
import {
  Failure,
  Interrupted,
  NetworkError,
  type NetworkFault,
  ServiceError,
  SignInError,
  UnreadableAnswer,
} from '../../../src/errors.ts';
import { isTransient, isUndecided, retryAfterMs, retryAfterOf } from '../../../src/http/retry.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  ['nothing', undefined, undefined],
  ['an empty value', '', undefined],
  ['seconds', '120', 120_000],
  ['seconds with blanks around', ' 7 ', 7_000],
  ['no seconds at all', '0', 0],
  ['absurdly many seconds', '31536000000', 31_536_000_000_000],
  ['a date', 'Fri, 02 Jan 2026 03:05:05 GMT', 60_000],
  ['a date in the old form', 'Friday, 02-Jan-26 03:05:05 GMT', 60_000],
  ['this very moment', 'Fri, 02 Jan 2026 03:04:05 GMT', 0],
  ['a date gone by', 'Thu, 01 Jan 2026 00:00:00 GMT', 0],
  ['a far date', 'Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - now],
  ['a negative number', '-1', undefined],
  ['a fraction', '1.5', undefined],
  ['a number and more', '5 s', undefined],
  ['hexadecimal', '0x10', undefined],
  ['several values', '1, 2', undefined],
  ['garbage', 'soon', undefined],
  ['a date that is none', 'Fri, 99 Foo 2026 03:05:05 GMT', undefined],
])('Retry-After with %s', (_what, header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

function serviceError(status: number, wishMs?: number): ServiceError {
  return new ServiceError('service', 'x', { status, correlationId: '', retryAfterMs: wishMs, hint: '' });
}

test('what a failure asks us to wait', () => {
  expect(retryAfterOf(serviceError(429, 5_000))).toBe(5_000);
  expect(retryAfterOf(serviceError(429))).toBeUndefined();
  expect(retryAfterOf(new NetworkError('timeout', 'x'))).toBeUndefined();
});

describe('a look that failed', () => {
  test.each([
    [302, false, true],
    [307, false, true],
    [400, false, false],
    [401, false, false],
    [403, false, false],
    [404, false, false],
    [408, true, true],
    [409, false, false],
    [412, false, false],
    [422, false, false],
    [425, true, true],
    [429, true, true],
    [500, true, true],
    [501, true, true],
    [503, true, true],
    [599, true, true],
  ])('with %s may pass: %s, after a good answer: %s', (status, first, later) => {
    expect(isTransient(serviceError(status), false)).toBe(first);
    expect(isTransient(serviceError(status), true)).toBe(later);
  });

  test.each<[NetworkFault, boolean, boolean]>([
    ['timeout', true, true],
    ['connection', true, true],
    ['unreachable', true, true],
    ['too-large', true, true],
    ['certificate', false, true],
    ['proxy', false, true],
  ])('for a %s fault may pass: %s, after a good answer: %s', (fault, first, later) => {
    expect(isTransient(new NetworkError(fault, 'x'), false)).toBe(first);
    expect(isTransient(new NetworkError(fault, 'x'), true)).toBe(later);
  });

  test('an answer that cannot be read may pass, a failure of another kind not', () => {
    expect(isTransient(new UnreadableAnswer('x', ''), false)).toBe(true);
    expect(isTransient(new Failure('authentication', 'x'), true)).toBe(false);
    expect(isTransient(new Interrupted('SIGINT'), true)).toBe(false);
  });

  test.each([true, false])('for want of a token may pass as far as the sign-in may: %s', (isPassing) => {
    const failure = new SignInError(new NetworkError('connection', 'x'), isPassing);
    expect(isTransient(failure, true)).toBe(isPassing);
    expect(isTransient(failure, false)).toBe(isPassing);
  });
});

describe('a go-live that failed', () => {
  test.each([
    [302, false],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [408, true],
    [409, false],
    [412, false],
    [422, false],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
    [504, true],
  ])('with %s leaves open whether it was taken: %s', (status, open) => {
    expect(isUndecided(serviceError(status))).toBe(open);
  });

  test.each<[Failure, boolean]>([
    [new NetworkError('connection', 'x'), true],
    [new NetworkError('timeout', 'x'), true],
    [new NetworkError('certificate', 'x'), true],
    [new UnreadableAnswer('x', ''), true],
    [new Failure('authentication', 'x'), false],
    [new SignInError(new NetworkError('timeout', 'x'), true), false],
  ])('by %s leaves it open: %s', (failure, open) => {
    expect(isUndecided(failure)).toBe(open);
  });
});
