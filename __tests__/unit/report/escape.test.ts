import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, escapeLogLine } from '../../../src/report/escape.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
// Built from the pieces of attacks, so that attacks are frequent.
const hostileText = fc
  .array(
    fc.constantFrom('#', '[', ':', '::', '##[', 'error', ']', '\n', '\r', ' ', '\u00a0', '\u0000', '<', '&'),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));
const texts = fc.oneof(anyText, hostileText);

describe('escapeLogLine', () => {
  test.each([
    ['breaks a command', '::error::x', ': :error::x'],
    [
      'breaks a command after white space',
      ' \t\u00a0::set-output name=a::b',
      ' \t\u00a0: :set-output name=a::b',
    ],
    ['joins lines, so that no line starts with a command', 'a\n::error::x', 'a ::error::x'],
    ['takes a lone carriage return as a newline', 'a\r::error::x', 'a ::error::x'],
    ['breaks a command after empty lines', '\n\n::error::x', ' : :error::x'],
    ['breaks a command with control characters in it', '\u0000:\u0000:error::x', ': :error::x'],
    ['breaks a command after a byte order mark', '\ufeff::error::x', ': :error::x'],
    ['breaks a long run of colons', ':::::', ': ::::'],
    ['breaks a command in the old form', '##[error]x', '# #[error]x'],
    [
      'breaks each command in the old form, anywhere in the line',
      'a ##[add-mask]b ##[x]',
      'a # #[add-mask]b # #[x]',
    ],
    ['breaks a command in the old form after more number signs', '####[error]x', '### #[error]x'],
    [
      'breaks a command in the old form with control characters in it',
      '#\u0007#\u200f[error]x',
      '# #[error]x',
    ],
    ['breaks the command that stops commands', '::stop-commands::x', ': :stop-commands::x'],
    ['keeps harmless colons', 'a::b https://x :1', 'a::b https://x :1'],
  ])('%s', (_what, text, line) => {
    expect(escapeLogLine(text)).toBe(line);
  });

  test('leaves no command of the runner in any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const line = escapeLogLine(text);
        expect(line).not.toMatch(/[\n\r]/);
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
        expect(line.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('escapeHtml', () => {
  test.each([
    ['escapes a tag', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['escapes the quotes of an attribute', `" onload='x'`, '&quot; onload=&#39;x&#39;'],
    ['escapes an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['turns newlines into line breaks', 'a \n\n b\r\nc', 'a<br>b<br>c'],
    [
      'keeps Markdown from starting after an empty line',
      'a\n\n# b\n\n[c](javascript:d)',
      'a<br># b<br>[c](javascript:d)',
    ],
    ['removes control characters and bidi marks', 'a\u0000\u202eb', 'ab'],
  ])('%s', (_what, text, html) => {
    expect(escapeHtml(text)).toBe(html);
  });

  test('leaves no tag except line breaks, no entity and no newline in any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const html = escapeHtml(text);
        expect(html.replaceAll('<br>', '')).not.toMatch(/[<>"'\n\r]/);
        expect(html.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
      { numRuns: 2_000 },
    );
  });
});
