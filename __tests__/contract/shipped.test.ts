import { globSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { licenses } from '../../scripts/licenses.ts';

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

describe('undici, which is not shipped,', () => {
  const shipped = globSync('dist/*.js')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const count = (pattern: RegExp) => shipped.match(pattern)?.length ?? 0;

  it('has a stub in its place, which throws when it is used', async () => {
    const { ProxyAgent } = await import('undici' as string);
    expect(() => new ProxyAgent({ uri: 'http://proxy.example' })).toThrow(
      'undici is left out of this bundle',
    );
    expect(count(/undici is left out of this bundle/g)).toBe(1);
    // The codes of its errors.
    expect(count(/UND_ERR_/g)).toBe(0);
  });

  it('is asked for by one method of http-client alone, which nothing calls', () => {
    expect(count(/new [\w.$]*ProxyAgent\(/g)).toBe(1);
    expect(count(/\._getProxyAgentDispatcher\b/g)).toBe(1);
    expect(count(/^ *getAgentDispatcher\(serverUrl\) \{$/gm)).toBe(1);
    expect(count(/[.'"]_?get(Proxy)?AgentDispatcher\b/g)).toBe(1);
  });
});
