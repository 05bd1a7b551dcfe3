import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  action,
  documents,
  expectedPin,
  placeholder,
  readReleases,
  uses,
  withCommit,
} from '../../scripts/pin.ts';

const commit = '0123456789012345678901234567890123456789';
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const releases = readReleases(changelog);

describe('README, docs and examples', () => {
  const pins = documents.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(uses)].map(([, , pin]) => ({ path, pin })),
  );

  it('pin the newest release of CHANGELOG.md by its full commit, or say that there is none', () => {
    expect(pins.length).toBeGreaterThan(7);
    expect(pins.filter(({ pin }) => pin !== expectedPin(releases))).toEqual([]);
  });

  it('use the action in no other form', () => {
    const all = documents.flatMap(
      (path) => readFileSync(path, 'utf8').match(/(uses|repository): *['"]?azure-marketplace-go-live/g) ?? [],
    );
    expect(all.length).toBe(pins.length);
  });
});

describe('CHANGELOG.md', () => {
  it('has a version for each heading, newest first, and the commit of each that is released', () => {
    const headings = changelog.match(/^## (?!\[Unreleased\]$).*/gm) ?? [];
    expect(releases.length).toBe(headings.length);
    const versions = releases.map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })));
    expect(releases.slice(1).filter((release) => !release.commit)).toEqual([]);
  });

  it('begins with what is not released yet', () => {
    expect(/^## .*$/m.exec(changelog)?.[0]).toBe('## [Unreleased]');
  });
});

describe('the pin', () => {
  const entry = (version: string, commit = '') =>
    `\n## [${version}] - 2026-12-01\n${commit && `\nCommit: \`${commit}\`\n`}\n### Added\n\n- Something.\n`;
  const older = 'f'.repeat(40);

  it.each([
    ['nothing is released', '', placeholder],
    ['the first version is being released', entry('1.0.0'), placeholder],
    ['it is released', entry('1.0.0', commit), `${commit} # v1.0.0`],
    ['the next one is being released', entry('1.1.0') + entry('1.0.0', commit), `${commit} # v1.0.0`],
    ['that is released too', entry('1.1.0', commit) + entry('1.0.0', older), `${commit} # v1.1.0`],
  ])('when %s', (_, entries, pin) => {
    expect(expectedPin(readReleases(`# Changelog\n\n## [Unreleased]\n${entries}`))).toBe(pin);
  });

  it('is entered with the commit of the version that was just released', () => {
    const before = `# Changelog\n\n## [Unreleased]\n${entry('1.1.0')}${entry('1.0.0', older)}`;
    const after = withCommit(before, commit);
    expect(after).toBe(`# Changelog\n\n## [Unreleased]\n${entry('1.1.0', commit)}${entry('1.0.0', older)}`);
    expect(() => withCommit(after, commit)).toThrow('no version without its commit');
    expect(() => withCommit(before, '0123456')).toThrow('40 hexadecimal digits');
  });

  it('is replaced in every form of use, and nowhere else', () => {
    const text = `uses: ${action}@old # v1\n- uses: ${action}/.github/workflows/go-live.yml@old\nuses: actions/checkout@old\nrepository: ${action}\n  ref: old\n${action}@old\n`;
    expect(text.replaceAll(uses, `$1${commit} # v1.0.0`)).toBe(
      `uses: ${action}@${commit} # v1.0.0\n- uses: ${action}/.github/workflows/go-live.yml@${commit} # v1.0.0\nuses: actions/checkout@old\nrepository: ${action}\n  ref: ${commit} # v1.0.0\n${action}@old\n`,
    );
  });
});
