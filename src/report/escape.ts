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
