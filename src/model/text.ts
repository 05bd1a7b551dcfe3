// Control characters except tab and newline, and the marks that change the order in which a reader sees text.
const controls = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\ufeff]/gu;

/**
 * Cuts a text at a character boundary and marks the cut.
 * @param maxLength the most UTF-16 units that come out, the mark included
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

/** Replaces each stretch of white space that has a newline. One pass: `\s*\n\s*` would try again from each blank. */
export function replaceNewlines(text: string, by: string): string {
  return text.replace(/\s+/g, (space) => (space.includes('\n') ? by : space));
}

/** Text without control characters and broken surrogates; newlines are kept. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '');
}

/** Clean text on one line: each run of white space becomes one blank. @param maxLength in UTF-16 units */
export function oneLine(text: string, maxLength = 2_000): string {
  return clip(cleanText(text).replace(/\s+/g, ' ').trim(), maxLength);
}

/** Whether the whole text is a GUID, as Entra ID and Partner Center write them; in upper or lower case. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** A duration for people, e.g. `3 d 4 h`, `2 h 5 min`, `1 min 3 s`, `12 s`. @param ms in ms */
export function formatDuration(ms: number): string {
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

/** `What happened: the words of another.`, which ends like a sentence. @param what, words may be empty */
export function sentence(what: string, words: string): string {
  const text = [what, words].filter(Boolean).join(': ');
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}

/** A number of things, e.g. `1 step`, `2 steps`. @param noun in the singular, with a regular plural */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A time, e.g. `13:40 UTC`, or `2026-11-28 13:40 UTC`. @param epochMs in ms since 1970 */
export function formatTime(epochMs: number, withDate = false): string {
  const iso = new Date(epochMs).toISOString();
  return `${withDate ? `${iso.slice(0, 10)} ` : ''}${iso.slice(11, 16)} UTC`;
}

/** What a caught value says, whatever it is. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The text with each character that means something in HTML as an entity. */
export function encodeEntities(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
