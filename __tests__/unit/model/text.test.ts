import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../../src/http/html.ts';
import { cleanText, clip, formatDuration, oneLine } from '../../../src/model/text.ts';
import { escapeHtml, escapeLogLine } from '../../../src/report/escape.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
// Made of what attacks are made of, so that they come about often.
const hostileText = fc
  .array(
    fc.constantFrom('#', '[', ':', '::', '##[', 'error', ']', '\n', '\r', ' ', '\u00a0', '\u0000', '<', '&'),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));
const texts = fc.oneof(anyText, hostileText);

describe('clip', () => {
  test('what fits stays as it is', () => {
    expect(clip('abcdefghij', 10)).toBe('abcdefghij');
  });

  test('what does not fit is cut, and says so, within the bound', () => {
    expect(clip('abcdefghijk', 10)).toBe('ab … (cut)');
    expect(clip('abcdefghijklmnopqrstuvwxyz', 20)).toBe('abcdefghijkl … (cut)');
  });

  test('no character is cut in two', () => {
    expect(clip('ab🚀cdefghijklm', 11)).toBe('ab … (cut)');
    expect(clip('ab🚀cdefghijklm', 12)).toBe('ab🚀 … (cut)');
  });

  test('a bound shorter than the mark leaves the mark', () => {
    expect(clip('abcdefghijk', 3)).toBe(' … (cut)');
  });

  test('the result is never longer than the bound and never broken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 8, max: 60 }), (text, bound) => {
        const cut = clip(text.toWellFormed(), bound);
        expect(cut.length).toBeLessThanOrEqual(bound);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('oneLine', () => {
  test.each([
    ['lines', ' a\r\nb\rc\n\n  d\t', 'a b c d'],
    ['line separators', 'a\u2028b\u2029c', 'a b c'],
    ['controls', 'a\u0000b\u0007c\u001b[31md\u007fe\u009bf', 'abc[31mdef'],
    ['bidi marks', 'a\u202eb\u2066c\u2069d\u200fe\u200ef\u061cg\u202ah', 'abcdefgh'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['letters of any script', 'Größe 尺寸 🚀', 'Größe 尺寸 🚀'],
    ['nothing', ' \n ', ''],
  ])('%s', (_what, text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  test('it is bounded', () => {
    expect(oneLine('x'.repeat(5_000))).toHaveLength(2_000);
    expect(oneLine('x'.repeat(50), 20)).toHaveLength(20);
  });
});

test('cleanText keeps lines and tabs', () => {
  expect(cleanText('a\r\n\tb\rc\u0000')).toBe('a\n\tb\nc');
});

describe('htmlToText', () => {
  test.each([
    ['plain text', 'Just 3 < 4 words', 'Just 3 < 4 words'],
    ['markup', '<p>Step <b>completed</b>.</p>', 'Step completed.'],
    ['entities', 'A &amp; B &lt;c&gt; &#x41;', 'A & B <c> A'],
    ['lists', '<ul><li>one</li><li>two</li></ul>', '* one\n * two'],
    ['lines', 'one<br>two<br/>three', 'one\ntwo\nthree'],
    ['many lines', 'one\n\n\n\n\ntwo', 'one\n\ntwo'],
    ['links', 'See <a href="https://aka.ms/x">the docs</a>.', 'See the docs [https://aka.ms/x].'],
    ['links that say it themselves', '<a href="https://aka.ms/x">https://aka.ms/x</a>', 'https://aka.ms/x'],
    ['images', 'a <img src="https://evil.example/t.gif" alt="x"> b', 'a b'],
    ['scripts and styles', '<style>p{}</style><script>alert(1)</script>text', 'text'],
    [
      'a page',
      '<html><head><title>502</title></head><body><h1>Bad Gateway</h1><hr>nginx</body></html>',
      /^Bad Gateway\n\n-+\n\nnginx$/,
    ],
    ['headings as they are', '<h2>Not shouted</h2><h3>Nor this</h3>', 'Not shouted\n\nNor this'],
    ['hidden commands', 'a<br>&#58;:error::b', 'a\n::error::b'],
    ['hidden bidi marks', 'a&#x202e;b&#0;', /^ab\ufffd?$/],
    ['what was escaped twice', '&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['open tags', 'a <b c', /^a/],
    ['nothing', '', ''],
  ])('%s', async (_what, html, text) => {
    const result = await htmlToText(html);
    if (text instanceof RegExp) {
      expect(result).toMatch(text);
    } else {
      expect(result).toBe(text);
    }
  });

  test('long text is cut', async () => {
    const text = await htmlToText('x'.repeat(100_000));
    expect(text).toHaveLength(4_000);
    expect(text).toMatch(/x … \(cut\)$/);
  });

  test.each([
    ['deep', '<div>'.repeat(4_000)],
    ['open', '<'.repeat(20_000)],
    ['full of entities', '&'.repeat(20_000)],
    ['a deep table', '<table><tr><td>'.repeat(1_300)],
    ['deep lists', '<ul><li>'.repeat(2_000)],
  ])('markup that is %s does no harm', async (_what, html) => {
    expect((await htmlToText(html)).length).toBeLessThanOrEqual(4_000);
  });
});

describe('logLine', () => {
  test.each([
    ['a command', '::error::x', ': :error::x'],
    ['a command after blanks', ' \t\u00a0::set-output name=a::b', ' \t\u00a0: :set-output name=a::b'],
    ['a command on a line of its own', 'a\n::error::x', 'a ::error::x'],
    ['after a lone return', 'a\r::error::x', 'a ::error::x'],
    ['a command after lines', '\n\n::error::x', ' : :error::x'],
    ['a command behind a control character', '\u0000:\u0000:error::x', ': :error::x'],
    ['a command behind a byte order mark', '\ufeff::error::x', ': :error::x'],
    ['colons without end', ':::::', ': ::::'],
    ['the old form', '##[error]x', '# #[error]x'],
    ['the old form inside', 'a ##[add-mask]b ##[x]', 'a # #[add-mask]b # #[x]'],
    ['the old form with more marks', '####[error]x', '### #[error]x'],
    ['the old form with a control character in it', '#\u0007#\u200f[error]x', '# #[error]x'],
    ['the end of a stopped section', '::stop-commands::x', ': :stop-commands::x'],
    ['harmless colons', 'a::b https://x :1', 'a::b https://x :1'],
  ])('%s', (_what, text, line) => {
    expect(escapeLogLine(text)).toBe(line);
  });

  test('nothing that the runner takes for a command is left in any text', () => {
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

describe('summaryText', () => {
  test.each([
    ['a tag', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['an attribute', `" onload='x'`, '&quot; onload=&#39;x&#39;'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['lines', 'a \n\n b\r\nc', 'a<br>b<br>c'],
    ['Markdown after an empty line', 'a\n\n# b\n\n[c](javascript:d)', 'a<br># b<br>[c](javascript:d)'],
    ['controls', 'a\u0000\u202eb', 'ab'],
  ])('%s', (_what, text, html) => {
    expect(escapeHtml(text)).toBe(html);
  });

  test('any text stays text: no tag but a line break, no line of its own', () => {
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
])('%s ms are %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
