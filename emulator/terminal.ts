import { styleText } from 'node:util';
import { convert } from 'html-to-text';

export function heading(text: string): void {
  console.log(`\n${styleText('bold', `== ${text}`)}`);
}

/** Prints log lines one by one: annotations in their colors, groups indented under their titles. */
export function linePrinter(): (line: string) => void {
  const tags = { error: 'red', warning: 'yellow', notice: 'cyan', debug: 'gray' } as const;
  let indent = '';
  return (line) => {
    const [, tag = '', text = ''] =
      /^##\[(error|warning|notice|debug|group|endgroup)\](.*)$/s.exec(line) ?? [];
    if (tag === 'endgroup') indent = '';
    else if (tag === 'group') {
      console.log(`▼ ${styleText('bold', text)}`);
      indent = '  ';
    } else if (tag in tags) {
      const name = `${tag.charAt(0).toUpperCase()}${tag.slice(1)}`;
      console.log(`${indent}${styleText(tags[tag as keyof typeof tags], `${name}: ${text}`)}`);
    } else console.log(`${indent}${line}`);
  };
}

/** Prints names and values in two columns, each on one line. */
export function printTable(rows: Record<string, string>): void {
  const width = Math.max(0, ...Object.keys(rows).map((name) => name.length));
  for (const [name, value] of Object.entries(rows)) {
    console.log(`${name.padEnd(width)}  ${truncate(value.replaceAll('\n', ' '))}`);
  }
}

/** A job summary as text. HTML is rendered; Markdown keeps its lines, and a fence (a picture, a workflow) stays as it is. */
export function summaryToText(summary: string): string {
  const parts = summary.split(/^(```.*?^```)$/ms);
  const blocks = parts.flatMap((part) =>
    part.startsWith('```') ? [part] : part.split(/\n\s*\n/).map(toText),
  );
  return blocks.filter((block) => block !== '').join('\n\n');
}

function toText(block: string): string {
  return block.trimStart().startsWith('<') ? htmlToText(block) : block.split('\n').map(htmlToText).join('\n');
}

function htmlToText(html: string): string {
  const selectors = [
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ];
  return convert(html, { wordwrap: false, selectors });
}

function truncate(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
