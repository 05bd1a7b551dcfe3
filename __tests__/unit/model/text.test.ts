import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanText,
  clip,
  errorMessage,
  formatCount,
  formatDuration,
  formatTime,
  isGuid,
  oneLine,
  replaceNewlines,
  sentence,
} from '../../../src/model/text.ts';

test.each([
  ['0a1b2c3d-1111-2222-3333-444455556666', true],
  ['0A1B2C3D-1111-2222-3333-444455556666', true],
  [' 0a1b2c3d-1111-2222-3333-444455556666', false],
  ['0a1b2c3d-1111-2222-3333-4444555566667', false],
  ['0a1b2c3d1111222233334444555566667', false],
  ['0a1b2c3g-1111-2222-3333-444455556666', false],
  ['my-offer', false],
  ['', false],
])('"%s" is a GUID: %s', (text, expected) => {
  expect(isGuid(text)).toBe(expected);
});

describe('clip', () => {
  test('leaves a text that fits unchanged', () => {
    expect(clip('abcdefghij', 10)).toBe('abcdefghij');
  });

  test('cuts a text that is too long, and marks the cut within the limit', () => {
    expect(clip('abcdefghijk', 10)).toBe('ab … (cut)');
    expect(clip('abcdefghijklmnopqrstuvwxyz', 20)).toBe('abcdefghijkl … (cut)');
  });

  test('never splits a character', () => {
    expect(clip('ab🚀cdefghijklm', 11)).toBe('ab … (cut)');
    expect(clip('ab🚀cdefghijklm', 12)).toBe('ab🚀 … (cut)');
  });

  test('keeps the whole mark even if the limit is shorter', () => {
    expect(clip('abcdefghijk', 3)).toBe(' … (cut)');
  });

  test('never exceeds the limit and never breaks a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 8, max: 60 }), (text, limit) => {
        const clipped = clip(text.toWellFormed(), limit);
        expect(clipped.length).toBeLessThanOrEqual(limit);
        expect(clipped.isWellFormed()).toBe(true);
      }),
    );
  });
});

test.each([
  ['The API failed', '', 'The API failed.'],
  ['The API failed', 'Busy', 'The API failed: Busy.'],
  ['The API failed', 'Busy.', 'The API failed: Busy.'],
  ['The API failed', 'Really?', 'The API failed: Really?'],
  ['', 'Old image', 'Old image.'],
  ['', 'Waiting…', 'Waiting…'],
  ['', 'It failed:', 'It failed:'],
])('sentence("%s", "%s") is "%s"', (what, words, whole) => {
  expect(sentence(what, words)).toBe(whole);
});

describe('oneLine', () => {
  test.each([
    ['newlines', ' a\r\nb\rc\n\n  d\t', 'a b c d'],
    ['line separators', 'a\u2028b\u2029c', 'a b c'],
    ['control characters', 'a\u0000b\u0007c\u001b[31md\u007fe\u009bf', 'abc[31mdef'],
    ['bidi marks', 'a\u202eb\u2066c\u2069d\u200fe\u200ef\u061cg\u202ah', 'abcdefgh'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['half a surrogate pair', 'a\ud83db', 'a\ufffdb'],
    ['letters of any script', 'Größe 尺寸 🚀', 'Größe 尺寸 🚀'],
    ['nothing but white space', ' \n ', ''],
  ])('gives clean text on one line for text with %s', (_what, text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  test('cuts at the given length, by default at 2,000', () => {
    expect(oneLine('x'.repeat(5_000))).toHaveLength(2_000);
    expect(oneLine('x'.repeat(50), 20)).toHaveLength(20);
  });
});

test('cleanText keeps newlines and tabs', () => {
  expect(cleanText('a\r\n\tb\rc\u0000')).toBe('a\n\tb\nc');
});

test('replaceNewlines replaces white space that has a newline, and keeps the rest', () => {
  expect(replaceNewlines('a \n\t\n b  c\td', '|')).toBe('a|b  c\td');
});

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [499, '0 s'],
  [500, '1 s'],
  [12_000, '12 s'],
  [59_600, '1 min'],
  [63_000, '1 min 3 s'],
  [3_600_000, '1 h'],
  [3_605_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 d'],
  [3 * 86_400_000 + 4 * 3_600_000 + 5 * 60_000, '3 d 4 h'],
  [30 * 86_400_000, '30 d'],
])('formatDuration gives %s ms as "%s"', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, 'step', '0 steps'],
  [1, 'step', '1 step'],
  [2, 'more message', '2 more messages'],
])('formatCount gives %s and "%s" as "%s"', (count, noun, text) => {
  expect(formatCount(count, noun)).toBe(text);
});

test.each([
  [0, '00:00 UTC'],
  [Date.UTC(2026, 0, 2, 13, 40, 59, 999), '13:40 UTC'],
  [Date.UTC(2026, 0, 2, 23, 59), '23:59 UTC'],
])('formatTime gives %s as "%s"', (epochMs, text) => {
  expect(formatTime(epochMs)).toBe(text);
});

test('formatTime gives the date, too, if asked to', () => {
  expect(formatTime(Date.UTC(2026, 0, 2, 13, 40), true)).toBe('2026-01-02 13:40 UTC');
});

test.each([
  ['an error', new TypeError('disk full'), 'disk full'],
  ['a string', 'no space', 'no space'],
  ['undefined', undefined, 'undefined'],
])('errorMessage gives the text of %s', (_what, error, text) => {
  expect(errorMessage(error)).toBe(text);
});
