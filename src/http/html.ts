import { cleanText, clip } from '../model/text.ts';

// Only markup is worth the converter, which is loaded when it is first needed.
const markup = /<[a-z!/]|&[a-z#]/i;
const maxMarkupLength = 20_000;
const maxTextLength = 4_000;

/**
 * The text that a person would read in an HTML fragment: step messages come as `messageHtml`, and gateways answer with
 * HTML pages.
 * @returns clean text, at most 4,000 characters, with its line breaks
 */
export async function htmlToText(html: string): Promise<string> {
  let text = clip(html, maxMarkupLength);
  if (markup.test(text)) {
    const { convert } = await import('./html-converter.ts');
    text = convert(text);
  }
  return clip(
    cleanText(text)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    maxTextLength,
  );
}
