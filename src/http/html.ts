import { cleanText, clip } from '../model/text.ts';

// Only markup is worth the converter, which is loaded when it is first needed.
const markup = /<[a-z!/]|&[a-z#]/i;
const maxMarkupLength = 20_000;
const maxTextLength = 4_000;
let converter: Promise<(html: string) => string> | undefined;

/**
 * The text that a person would read in an HTML fragment: step messages come as `messageHtml`, and gateways answer with
 * HTML pages.
 * @returns clean text, at most 4,000 characters, with its line breaks
 */
export async function htmlToText(html: string): Promise<string> {
  let text = clip(html, maxMarkupLength);
  if (markup.test(text)) {
    converter ??= loadConverter();
    text = (await converter)(text);
  }
  return clip(
    cleanText(text)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    maxTextLength,
  );
}

async function loadConverter(): Promise<(html: string) => string> {
  const { compile } = await import('html-to-text');
  return compile({
    wordwrap: false,
    limits: { maxDepth: 50, maxInputLength: maxMarkupLength },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'head', format: 'skip' },
      { selector: 'script', format: 'skip' },
      { selector: 'style', format: 'skip' },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'h3', options: { uppercase: false } },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ],
  });
}
