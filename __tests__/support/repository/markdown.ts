/** Reads sections, tables and code blocks of Markdown files. */
import { readFileSync } from 'node:fs';

export const readme = readFileSync('README.md', 'utf8');

/** The text under a heading, up to the next heading of the same or a higher level. */
export function section(heading: string, text = readme): string {
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  const level = heading.indexOf(' ');
  const length = lines.slice(start + 1).findIndex((line) => {
    const [marks] = /^#+(?= )/.exec(line) ?? [];
    return marks !== undefined && marks.length <= level;
  });
  if (start < 0) {
    throw new Error(`There is no heading "${heading}".`);
  }
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The rows of the tables in a section, without the header row and without backticks around cells. */
export function rows(heading: string, text = readme): string[][] {
  return section(heading, text)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
    );
}

/** The fenced code blocks of a language in README.md, each with its first line number. */
export function blocks(language: string): { line: number; text: string }[] {
  const fence = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms');
  return [...readme.matchAll(fence)].map(({ 1: text = '', index }) => ({
    line: readme.slice(0, index).split('\n').length + 1,
    text,
  }));
}
