import { expect, test } from 'vitest';
import { summaryToText } from '../../emulator/terminal.ts';

test('a summary of HTML is text on the terminal', () => {
  const html =
    '<h3>Not done</h3>\n<table><tr><th>Step</th><td>Live</td></tr></table>\n<p>A &lt;none&gt; <a href="https://x.test">link</a></p>';
  expect(summaryToText(html)).toBe('Not done\n\nStep   Live\n\nA <none> link [https://x.test]');
});

test('a summary of Markdown keeps its lines, its HTML is text, and a fence stays as it is', () => {
  const markdown = `### ❌ contoso-vm did not pass

<blockquote><b>What to do:</b> fix &amp; publish.<br>
<a href="https://x.test">Open</a></blockquote>

\`\`\`mermaid
gantt
  dateFormat YYYY-MM-DD

  Live :crit, 2026-11-25, 2026-11-26
\`\`\`

| | Step | Took |
|:-:|:--|--:|
| ✅ | Validate &amp; build | 4 min |

<details><summary>All steps</summary>

| Step |
|:--|

</details>`;
  expect(summaryToText(markdown)).toBe(`### ❌ contoso-vm did not pass

> What to do: fix & publish.
> Open [https://x.test]

\`\`\`mermaid
gantt
  dateFormat YYYY-MM-DD

  Live :crit, 2026-11-25, 2026-11-26
\`\`\`

| | Step | Took |
|:-:|:--|--:|
| ✅ | Validate & build | 4 min |

All steps

| Step |
|:--|`);
});
