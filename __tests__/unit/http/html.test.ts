import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../../src/http/html.ts';

describe('htmlToText', () => {
  test.each([
    ['keeps plain text', 'Just 3 < 4 words', 'Just 3 < 4 words'],
    ['removes tags', '<p>Step <b>completed</b>.</p>', 'Step completed.'],
    ['decodes entities', 'A &amp; B &lt;c&gt; &#x41;', 'A & B <c> A'],
    ['keeps list items apart', '<ul><li>one</li><li>two</li></ul>', '* one\n * two'],
    ['keeps line breaks', 'one<br>two<br/>three', 'one\ntwo\nthree'],
    ['reduces several empty lines to one', 'one\n\n\n\n\ntwo', 'one\n\ntwo'],
    [
      'shows the address of a link',
      'See <a href="https://aka.ms/x">the docs</a>.',
      'See the docs [https://aka.ms/x].',
    ],
    [
      'shows the address of a link once if it is also its text',
      '<a href="https://aka.ms/x">https://aka.ms/x</a>',
      'https://aka.ms/x',
    ],
    ['leaves out images', 'a <img src="https://evil.example/t.gif" alt="x"> b', 'a b'],
    ['keeps what only looks like a tag', 'Plan <none> was not <b>found</b>.', 'Plan <none> was not found.'],
    [
      'keeps placeholders, addresses and generics',
      'Use <plan-id> or </plan-id>, ask <ops@contoso.example>, a List<br-1>, not <i-d>',
      'Use <plan-id> or </plan-id>, ask <ops@contoso.example>, a List<br-1>, not <i-d>',
    ],
    ['removes the tags of a word processor', '<o:p>one</o:p> <st1:place>two</st1:place>', 'one two'],
    ['leaves out drawings', 'a<svg viewBox="0 0 1 1"><path d="M0 0"/><g>x</g></svg> b', 'a b'],
    ['leaves out scripts and styles', '<style>p{}</style><script>alert(1)</script>text', 'text'],
    [
      'reads the body of an HTML page, without its head',
      '<html><head><title>502</title></head><body><h1>Bad Gateway</h1><hr>nginx</body></html>',
      /^Bad Gateway\n\n-+\n\nnginx$/,
    ],
    [
      'keeps the case of headings',
      '<h2>Not uppercase</h2><h3>Neither is this</h3>',
      'Not uppercase\n\nNeither is this',
    ],
    ['decodes a hidden workflow command', 'a<br>&#58;:error::b', 'a\n::error::b'],
    ['removes encoded bidi marks and control characters', 'a&#x202e;b&#0;', /^ab\ufffd?$/],
    ['decodes text that was escaped twice only once', '&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['reads up to a tag that is never closed', 'a <b c', /^a/],
    ['gives empty text for empty text', '', ''],
  ])('%s', async (_what, html, expected) => {
    const text = await htmlToText(html);
    if (expected instanceof RegExp) {
      expect(text).toMatch(expected);
    } else {
      expect(text).toBe(expected);
    }
  });

  test('cuts text at 4,000 characters', async () => {
    const text = await htmlToText('x'.repeat(100_000));
    expect(text).toHaveLength(4_000);
    expect(text).toMatch(/x … \(cut\)$/);
  });

  test.each([
    ['deeply nested elements', '<div>'.repeat(4_000)],
    ['opening brackets alone', '<'.repeat(20_000)],
    ['ampersands alone', '&'.repeat(20_000)],
    ['deeply nested tables', '<table><tr><td>'.repeat(1_300)],
    ['deeply nested lists', '<ul><li>'.repeat(2_000)],
  ])('copes with hostile markup: %s', async (_what, html) => {
    expect((await htmlToText(html)).length).toBeLessThanOrEqual(4_000);
  });
});
