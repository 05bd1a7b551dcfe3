/** What came from outside is text: these functions take away whatever else it could be. */

// Control characters but for tab and newline, and the marks that reorder what a reader sees.
const controls = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\ufeff]/gu;

/**
 * Cuts a text at a character boundary and says so.
 * @param maxLength the most UTF-16 units that come out, the mark of the cut included
 */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const mark = ' … (cut)';
  let end = Math.max(0, maxLength - mark.length);
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) {
    end -= 1;
  }
  return text.slice(0, end) + mark;
}

/** With each stretch of white space that has a newline in it replaced. One pass: `\s*\n\s*` would try again from each blank. */
function replaceNewlines(text: string, by: string): string {
  return text.replace(/\s+/g, (space) => (space.includes('\n') ? by : space));
}

/** Text without control characters and broken surrogates; newlines are kept. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '');
}

/** Text on one line: every run of white space becomes one blank. */
export function oneLine(text: string, maxLength = 2_000): string {
  return clip(cleanText(text).replace(/\s+/g, ' ').trim(), maxLength);
}

// Markup is worth the converter only where there is some; the converter is loaded then.
const markup = /<[a-z!/]|&[a-z#]/i;
const maxMarkupLength = 20_000;
let converter: Promise<(html: string) => string> | undefined;

/**
 * The text that a person would read in an HTML fragment (step messages come as `messageHtml`; gateways answer with
 * HTML pages).
 * @returns clean text, at most 4,000 characters; lines are kept
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
    4_000,
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

/**
 * A line of the log in which the runner finds no command. It reads `::name::` at the start of a line and `##[name]`
 * anywhere in it (actions/runner, ActionCommand.cs).
 */
export function logLine(text: string): string {
  return replaceNewlines(cleanText(text), ' ')
    .replaceAll('##[', '# #[')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

/** Text to stand in the job summary, inside HTML: no tag, no entity, no blank line that would end the HTML block. */
export function summaryText(text: string): string {
  const escaped = cleanText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
  return replaceNewlines(escaped, '<br>');
}

/** A time span for people, e.g. `3 d 4 h`, `2 h 5 min`, `1 min 3 s`, `12 s`. @param ms the span in ms */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const units = [
    ['d', Math.floor(seconds / 86_400)],
    ['h', Math.floor(seconds / 3_600) % 24],
    ['min', Math.floor(seconds / 60) % 60],
    ['s', seconds % 60],
  ] as const;
  const first = units.findIndex(([, count]) => count > 0);
  if (first < 0) {
    return '0 s';
  }
  return units
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit}`)
    .join(' ');
}
