/** What every job summary must be: HTML of a few tags of ours, and timelines in which nothing can be said but times. */
import { expect } from 'vitest';

const bar = String.raw`  \d+ [\p{L}\p{N} ]*:(done|active|crit), \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d, \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\n`;
const timeline = new RegExp(
  String.raw`^\x60{3}mermaid\ngantt\n  title Times in UTC(?:, (?:some )?as this run saw them)?\n  dateFormat YYYY-MM-DDTHH:mm:ss\n  axisFormat [%a-zA-Z: ]+\n  tickInterval \d+\w+\n(?:${bar}){2,}\x60{3}$`,
  'u',
);
const tags =
  /<\/?(?:h3|p|b|i|br|code|li|ol|ul|pre|table|td|th|tr|blockquote|details|summary)>|<details open>|<t[dh](?: align="(?:left|right)")?(?: nowrap)?>|<a href="https?:\/\/[^"<>\s]*">|<\/a>/g;

/** Expects a summary in which all text from outside is text. */
export function expectOnlyText(summary: string): void {
  // A blank line ends HTML and begins Markdown, so each block is a tag of ours or a timeline.
  for (const block of summary.trimEnd().split(/\n[ \t]*\n/)) {
    if (block.startsWith('`')) {
      expect(block).toMatch(timeline);
    } else {
      expect(block).toMatch(/^<\/?(h3|p|blockquote|ol|ul|table|details)\b/);
      expect(block.replace(tags, '')).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
    }
  }
  expect(summary).toContain('<h3>');
}
