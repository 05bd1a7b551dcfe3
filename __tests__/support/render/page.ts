/** Shows job summaries as GitHub does, in headless Chromium. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import markdownIt from 'markdown-it';
import { rehype } from 'rehype';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

export type Theme = 'light' | 'dark';

/** The width of a summary on GitHub, about. */
export const width = 900;
const maxHeight = 890;

/** The HTML that GitHub makes of Markdown: by CommonMark, then with all taken out that its schema does not allow. */
export async function toHtml(markdown: string): Promise<string> {
  const html = markdownIt({ html: true }).render(markdown);
  return String(
    await rehype().data('settings', { fragment: true }).use(rehypeSanitize, defaultSchema).process(html),
  );
}

/** What Chromium found of one summary. */
export interface Facts {
  name: string;
  /** Pictures that mermaid has drawn, and code that it could not draw. */
  pictures: number;
  failures: number;
  scripts: number;
  /** What scrolls sideways, with all folded parts open: the page (`ARTICLE`) or a table. */
  scrolling: string[];
  height: number;
  text: string;
  /** Where links lead. */
  links: string[];
}

/** A page that has the summaries one below the other, draws their pictures, and writes down what it found. */
async function page(summaries: Record<string, string>, theme: Theme): Promise<string> {
  const css = await readFile(require.resolve(`github-markdown-css/github-markdown-${theme}.css`), 'utf8');
  const mermaid = pathToFileURL(require.resolve('@mermaid-js/tiny/dist/mermaid.tiny.js'));
  const articles = await Promise.all(
    Object.entries(summaries).map(
      async ([name, markdown]) =>
        `<article class="markdown-body" data-name="${name}">${await toHtml(markdown)}</article>`,
    ),
  );
  return `<!doctype html>
<html><head><meta charset="utf-8"><title>summaries</title>
<style>${css}</style>
<style>body { margin: 0 } article { box-sizing: border-box; width: ${width}px; padding: 24px; overflow-x: auto }</style>
</head><body>
${articles.join('\n')}
<script src="${mermaid}"></script>
<script>
(async () => {
  const found = [];
  mermaid.initialize({ startOnLoad: false, theme: '${theme === 'dark' ? 'dark' : 'default'}' });
  for (const article of document.querySelectorAll('article')) {
    const facts = { name: article.dataset.name, pictures: 0, failures: 0 };
    for (const code of article.querySelectorAll('code.language-mermaid')) {
      try {
        const place = document.createElement('div');
        code.parentElement.replaceWith(place);
        place.className = 'picture';
        const { svg } = await mermaid.render('picture' + document.querySelectorAll('.picture').length, code.textContent, place);
        place.innerHTML = svg;
        facts.pictures += 1;
      } catch (error) {
        facts.failures += 1;
      }
    }
    facts.scripts = article.querySelectorAll('script').length;
    facts.height = article.offsetHeight;
    facts.text = article.innerText;
    const folded = [...article.querySelectorAll('details:not([open])')];
    for (const details of folded) details.open = true;
    facts.scrolling = [article, ...article.querySelectorAll('table')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((element) => element.tagName + ' ' + element.innerText.slice(0, 100));
    for (const details of folded) details.open = false;
    facts.links = [...article.querySelectorAll('a')].map((a) => a.getAttribute('href'));
    found.push(facts);
  }
  const result = document.createElement('pre');
  result.id = 'facts';
  result.hidden = true;
  result.textContent = JSON.stringify({ title: document.title, found });
  document.body.append(result);
})();
</script>
</body></html>`;
}

async function chromium(flags: string[], html: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'summary-'));
  try {
    const file = join(folder, 'page.html');
    await writeFile(file, html);
    const { stdout } = await run(
      'chromium',
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'],
        ...[
          `--user-data-dir=${folder}/profile`,
          '--virtual-time-budget=20000',
          ...flags,
          pathToFileURL(file).href,
        ],
      ],
      { maxBuffer: 64 * 1024 * 1024, timeout: 50_000 },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Renders the summaries, by name. @returns the title of the page, which nothing in a summary can change; and the facts */
export async function render(
  summaries: Record<string, string>,
  theme: Theme,
): Promise<{ title: string; found: Facts[] }> {
  const dom = await chromium([`--window-size=${width},1000`, '--dump-dom'], await page(summaries, theme));
  const json = /<pre id="facts"[^>]*>(.*?)<\/pre>/s.exec(dom)?.[1];
  if (json === undefined) {
    throw new Error(`The page did not get to its end: ${dom.slice(-500)}`);
  }
  return JSON.parse(
    json
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&nbsp;', '\u00a0')
      .replaceAll('&amp;', '&'),
  );
}

/** Takes a picture of one summary, or of its upper part, as a PNG file. */
export async function picture(summary: string, theme: Theme, file: string): Promise<void> {
  const { found } = await render({ summary }, theme);
  const height = Math.min(found[0]?.height ?? maxHeight, maxHeight);
  await chromium(
    [`--window-size=${width},${height}`, `--screenshot=${file}`],
    await page({ summary }, theme),
  );
}
