import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { licenses } from '../../scripts/licenses.js';

/** `name version` of each package that the action imports, found by another bundler than the one that builds dist. */
async function importedPackages(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const folders = Object.keys(metafile.inputs).flatMap(
    (path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return [...new Set(folders)].map((folder) => {
    const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return `${name} ${version}`;
  });
}

it('dist/licenses.txt has the licence of every package that is bundled', async () => {
  const listed = readFileSync('dist/licenses.txt', 'utf8').split('\n');
  const packages = await importedPackages();
  expect(packages.length).toBeGreaterThan(10);
  expect(listed).toEqual(expect.arrayContaining(packages));
});

it('dist/licenses.txt is up to date', () => {
  expect(readFileSync('dist/licenses.txt', 'utf8')).toBe(licenses());
});
