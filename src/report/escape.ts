import { cleanText, encodeEntities, replaceNewlines } from '../model/text.ts';

/* What came from outside is text: these functions take away whatever else the runner or a browser could see in it. */

/**
 * A line of the log without a command. The runner reads `::name::` at the start of a line and `##[name]` anywhere in it
 * (actions/runner, ActionCommand.cs).
 */
export function escapeLogLine(text: string): string {
  return replaceNewlines(cleanText(text), ' ')
    .replaceAll('##[', '# #[')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

/** Text for the HTML of the job summary: no tag, no entity, no blank line that would end the HTML block. */
export function escapeHtml(text: string): string {
  return replaceNewlines(encodeEntities(cleanText(text)), '<br>');
}

// An address of the web as a whole, with the brackets that stand around it where it was a link (html-to-text). None that was
// cut, which leads elsewhere.
const character = String.raw`[^\s<>"'\x60\\[\](){}|^]`;
const address = new RegExp(
  String.raw`\[(https?:\/\/${character}{1,500})\]|(https?:\/\/${character}{1,500})(?!${character}| …)`,
  'gi',
);
const maxShownLength = 80;

/** The same, with each address of the web as a link that shows where it leads. */
export function escapeHtmlWithLinks(text: string): string {
  let html = '';
  let from = 0;
  for (const match of text.matchAll(address)) {
    const [whole, bracketed, bare = ''] = match;
    const address = bracketed ?? bare.replace(/[.,;:!?]+$/, '');
    const link = linkTo(address);
    if (link) {
      html += escapeHtml(text.slice(from, match.index)) + link;
      from = match.index + (bracketed ? whole : address).length;
    }
  }
  return html + escapeHtml(text.slice(from));
}

/** Undefined for what a browser would not open, or what hides where it leads behind a user name. */
function linkTo(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || url.username || url.password) {
    return undefined;
  }
  const place = url.href.slice(url.protocol.length + 2).replace(/\/$/, '');
  const shown = place.length > maxShownLength ? `${place.slice(0, maxShownLength - 1)}…` : place;
  return `<a href="${escapeHtml(url.href)}">${escapeHtml(shown)}</a>`;
}
