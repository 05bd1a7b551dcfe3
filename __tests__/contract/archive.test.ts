import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/** What else is in the archive: what its users read, and what runs. */
const read = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'action.yml'];
/** What dist is built from, with `npm ci && npm run build`; and the folders that are there as a whole. */
const built = ['.npmrc', 'package-lock.json', 'package.json', 'tsconfig.json'];
const folders = ['dist', 'scripts', 'src', 'stubs'];

/** Compressed, as it is downloaded. */
const maxBytes = 500_000;

/** git in this checkout, whoever owns it. */
const git = (...args: string[]) =>
  execFileSync('git', ['-c', `safe.directory=${process.cwd()}`, ...args], { maxBuffer: 64 * 1024 * 1024 });
const lines = (output: Buffer) => output.toString().trim().split('\n');

describe.skipIf(!existsSync('.git'))(
  'the archive of this commit, which every job downloads (needs .git),',
  () => {
    // What GitHub does.
    const archive = git('archive', '--worktree-attributes', 'HEAD');
    const files = lines(execFileSync('tar', ['-t'], { input: archive })).filter(
      (path) => !path.endsWith('/'),
    );

    it('is small', () => {
      expect(gzipSync(archive).length).toBeLessThan(maxBytes);
    });

    it('has what dist is built from', () => {
      expect(files).toEqual(expect.arrayContaining(built));
      const committed = lines(git('ls-tree', '-r', '--name-only', 'HEAD', ...folders));
      expect(committed).toEqual(expect.arrayContaining(['dist/index.js', 'src/index.ts']));
      expect(committed.filter((path) => !files.includes(path))).toEqual([]);
    });

    it('has nothing that only those need who work on the action', () => {
      const isKnown = (path: string) =>
        [...read, ...built].includes(path) || folders.includes(path.split('/')[0] ?? '');
      expect(
        files.filter((path) => !isKnown(path)),
        'for .gitattributes, or for this test',
      ).toEqual([]);
    });
  },
);
