import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectOnlyText } from '../support/action/summary-shape.ts';
import { type Facts, render, type Theme, toHtml } from '../support/render/page.ts';
import { hostileSituation, situations } from '../support/render/situations.ts';

// In Debian the package `chromium`, which .ci/run installs. Without it these tests are skipped.
const hasChromium = spawnSync('chromium', ['--version']).status === 0;

const names = [
  'success',
  'certification',
  'blocked',
  'timeout',
  'canceled',
  'five offers',
  'check',
  'bad inputs',
  'hostile',
] as const;

/** Situations with a timeline. Of five offers one that needs attention has steps. */
const drawn = new Set<string>([
  'success',
  'certification',
  'blocked',
  'timeout',
  'canceled',
  'five offers',
  'hostile',
]);

let summaries: Record<string, string>;
beforeAll(async () => {
  summaries = { ...(await situations()), hostile: await hostileSituation() };
});

it('shows every situation', () => {
  expect(Object.keys(summaries)).toEqual(names);
});

it.each(names)('the summary of "%s" has text from outside as text alone', (name) => {
  expectOnlyText(summaries[name] ?? '');
});

it('the page would show a script, if a summary had one and GitHub allowed it', async () => {
  expect(await toHtml('<p>a</p><script>b</script>\n\n<details open>c</details>')).toBe(
    '<p>a</p>\n<details open>c</details>',
  );
});

describe.skipIf(!hasChromium).each<Theme>(['light', 'dark'])('in Chromium, %s,', (theme) => {
  let title: string;
  let found: Map<string, Facts>;
  beforeAll(async () => {
    const rendered = await render(summaries, theme);
    title = rendered.title;
    found = new Map(rendered.found.map((facts) => [facts.name, facts]));
  });

  it('nothing in a summary runs', () => {
    expect(title).toBe('summaries');
  });

  describe.each(names)('the summary of "%s"', (name) => {
    const facts = () => found.get(name) as Facts;

    it('has no script, and links to the web alone', () => {
      expect(facts().scripts).toBe(0);
      expect(facts().links.filter((link) => !/^https?:\/\//.test(link))).toEqual([]);
    });

    it('has its timeline drawn', () => {
      expect(facts()).toMatchObject({ pictures: drawn.has(name) ? 1 : 0, failures: 0 });
    });

    it('does not scroll sideways', () => {
      expect(facts().scrolling).toEqual([]);
    });
  });

  it('hostile text is shown as text', () => {
    const { text } = found.get('hostile') as Facts;
    for (const shown of [
      '</td></table></details><script>document.title="owned"</script>',
      '[x](javascript:alert(1)) ![y](',
      '%%{init: {"securityLevel":"loose"}}%%',
      'gantt\nclick a href "javascript:alert(1)"',
    ]) {
      expect(text).toContain(shown);
    }
  });

  it('findings, advice and times are there to read', () => {
    const { text } = found.get('certification') as Facts;
    expect(text).toMatch(/^❌ contoso-managed-service did not pass certification\n/);
    expect(text).toContain('What to do: Fix the 3 findings, publish to preview again');
    expect(text).toContain('names a plan <basic> that the offer does not have');
    expect(text).toMatch(/Certification\s+23 h 36 min\s+failed 3 Jan 02:40 UTC/);
  });
});

describe.skipIf(!hasChromium)('the proof itself', () => {
  it('finds a timeline that cannot be drawn, and a table that scrolls', async () => {
    const broken = '```mermaid\ngantt\n  click\n  :::\n```';
    const wide = `<table><tr><td nowrap>${'x '.repeat(500)}</td></tr></table>`;
    const { found } = await render({ broken, wide }, 'light');
    expect(found).toMatchObject([
      { pictures: 0, failures: 1, scrolling: [] },
      { failures: 0, scrolling: [expect.stringMatching(/^TABLE x x/)] },
    ]);
  });
});
