import { escapeHtml } from '../escape.ts';

/* HTML of the job summary. GitHub reads it as Markdown: a block of HTML begins with its tag and ends with a blank line. */

export function table(rows: readonly string[]): string {
  return `<table>\n${rows.join('\n')}\n</table>`;
}

/** A cell of a table: its content, or that with more. HTML. */
export type Cell = string | { content: string; align?: 'left' | 'right'; isShort?: boolean };

/** To the left, where GitHub puts all but the heads of columns by itself. */
export function left(content: string): Cell {
  return { content, align: 'left' };
}

/** To the right, on one line. */
export function right(content: string): Cell {
  return { content, align: 'right', isShort: true };
}

export function row(name: 'td' | 'th', cells: readonly Cell[]): string {
  const html = cells.map((cell) => {
    const { content, align, isShort }: Exclude<Cell, string> =
      typeof cell === 'string' ? { content: cell } : cell;
    const attributes = `${align ? ` align="${align}"` : ''}${isShort ? ' nowrap' : ''}`;
    return `<${name}${attributes}>${content}</${name}>`;
  });
  return `<tr>${html.join('')}</tr>`;
}

/** @param text as it is; empty stays empty */
export function code(text: string): string {
  return text && `<code>${escapeHtml(text)}</code>`;
}

/** @param text as it is */
export function link(url: string, text: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
}

/** Something that people can unfold. The blank lines let its content be Markdown. @param title HTML */
export function details(title: string, content: string, isOpen = false): string {
  return `<details${isOpen ? ' open' : ''}><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** A time in UTC, e.g. `3 Nov 09:40 UTC`. @param epochMs in ms since 1970 */
export function shortTime(epochMs: number): string {
  const text = new Date(epochMs).toUTCString(); // Tue, 03 Nov 2026 09:40:00 GMT
  return `${new Date(epochMs).getUTCDate()} ${text.slice(8, 11)} ${text.slice(17, 22)} UTC`;
}
