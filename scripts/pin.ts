/**
 * After a release: `node scripts/pin.ts <commit>` enters the commit of the newest version in CHANGELOG.md, and pins it wherever
 * README.md, docs/ and examples/ use the action, or check it out.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';

export const action = 'azure-marketplace-go-live/azure-marketplace-go-live';

/** What stands behind `@` before the first release. There is no such commit, so GitHub does not start a workflow that keeps it. */
export const placeholder = 'FULL_COMMIT_SHA # vX.Y.Z: see docs/verify.md#pin';

export interface Release {
  version: string;
  /** Undefined while the version is being released: only then is its commit known. */
  commit?: string | undefined;
}

/** The versions that CHANGELOG.md lists, newest first. */
export function readReleases(changelog: string): Release[] {
  const entries = changelog.matchAll(
    /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d\n(?:\nCommit: `([0-9a-f]{40})`\n)?/gm,
  );
  return [...entries].map(([, version = '', commit]) => ({ version, commit }));
}

/** What must stand behind `@` in every example. */
export function expectedPin(releases: Release[]): string {
  const released = releases.find(({ commit }) => commit);
  return released ? `${released.commit} # v${released.version}` : placeholder;
}

/** The files that show how to use the action. */
export const documents = ['README.md', ...globSync(['docs/*.md', 'examples/*.yml']).sort()];

/** `uses: <action>@` or a checkout of this repository, and the pin behind it. Not to be mistaken for prose about the action. */
export const uses = new RegExp(
  `(uses: ${action}(?:/[\\w./-]+)?@|repository: ${action}\\n +ref: )(.*)$`,
  'gm',
);

/** CHANGELOG.md with the commit of its newest version. Throws if that is no version that was just released. */
export function withCommit(changelog: string, commit: string): string {
  const [newest] = readReleases(changelog);
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error('Give the full commit: 40 hexadecimal digits.');
  if (!newest || newest.commit) throw new Error('CHANGELOG.md has no version without its commit.');
  return changelog.replace(/^## \[\d.*\n/m, (heading) => `${heading}\nCommit: \`${commit}\`\n`);
}

if (import.meta.main) {
  const changelog = withCommit(readFileSync('CHANGELOG.md', 'utf8'), process.argv[2] ?? '');
  writeFileSync('CHANGELOG.md', changelog);
  const pin = expectedPin(readReleases(changelog));
  for (const path of documents) {
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(uses, `$1${pin}`));
  }
}
