import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, escapeHtmlWithLinks, escapeLogLine } from '../../../src/report/escape.ts';

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

describe('escapeHtmlWithLinks', () => {
  test.each([
    [
      'makes an address a link that shows where it leads',
      'See https://aka.ms/x?a=1&b=2.',
      'See <a href="https://aka.ms/x?a=1&amp;b=2">aka.ms/x?a=1&amp;b=2</a>.',
    ],
    [
      'takes away the brackets around the address of a link',
      'See the docs [https://aka.ms/x] (http://a.example/).',
      'See the docs <a href="https://aka.ms/x">aka.ms/x</a> (<a href="http://a.example/">a.example</a>).',
    ],
    [
      'shows a host beyond ASCII so that it looks like no other',
      'https://miсrosoft.com/',
      '<a href="https://xn--mirosoft-gch.com/">xn--mirosoft-gch.com</a>',
    ],
    [
      'shortens what it shows of a long one',
      `https://a.example/${'x'.repeat(100)}`,
      `<a href="https://a.example/${'x'.repeat(100)}">a.example/${'x'.repeat(69)}…</a>`,
    ],
    ['leaves an address that was cut', 'See https://aka.ms/lo … (cut)', 'See https://aka.ms/lo … (cut)'],
    ['leaves one that hides its host', 'https://a.example@evil.example/', 'https://a.example@evil.example/'],
    ['leaves one that is too long', `https://${'a'.repeat(501)}`, `https://${'a'.repeat(501)}`],
    [
      'leaves what no browser opens',
      'https://%zz/ javascript:alert(1) data:x',
      'https://%zz/ javascript:alert(1) data:x',
    ],
    [
      'ends an address at a quote or a tag',
      'https://a.example/"onclick="x" https://b.example/<b>',
      '<a href="https://a.example/">a.example</a>&quot;onclick=&quot;x&quot; <a href="https://b.example/">b.example</a>&lt;b&gt;',
    ],
  ])('%s', (_what, text, html) => {
    const linked = escapeHtmlWithLinks(text);
    expect(linked).toBe(html);
  });

  test('leaves no other tag, and links of the web alone, in any text', () => {
    const address = fc.constantFrom(
      'https://a.example/',
      'HTTP://b',
      '[https://c]',
      '"',
      "'",
      '<',
      '>',
      ' ',
      '…',
      '@',
      '\n',
    );
    const mixed = fc.array(fc.oneof(address, texts), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(mixed, (text) => {
        const html = escapeHtmlWithLinks(text);
        const rest = html
          .replaceAll(/<a href="https?:\/\/[^"<>\s]*">[^<>"]*<\/a>/g, '')
          .replaceAll('<br>', '');
        expect(rest).not.toMatch(/[<>"'\n\r]/);
      }),
      { numRuns: 2_000 },
    );
  });
});
