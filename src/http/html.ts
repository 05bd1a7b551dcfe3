import { cleanText, clip } from '../model/text.ts';

// Only markup is worth the converter, which is loaded when it is first needed.
const markup = /<[a-z!/]|&[a-z#]/i;
// The elements of HTML, current and obsolete. What else stands in angle brackets is no markup but a word of the message, such
// as `<none>` or `<plan-id>`. Names with a colon come from word processors.
const elements =
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp';
const unknownTag = new RegExp(
  String.raw`<(?=/?[a-z])(?!/?(?:${elements.replaceAll(' ', '|')}|[a-z]\w{0,19}:\w{1,20})(?![\w:.@-]))`,
  'gi',
);
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
    text = convert(text.replace(unknownTag, '&lt;'));
  }
  return clip(
    cleanText(text)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    maxTextLength,
  );
}
