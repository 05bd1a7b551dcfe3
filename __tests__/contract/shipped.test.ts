import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { licenses } from '../../scripts/licenses.js';

const files = Object.fromEntries(globSync('dist/*.js').map((path) => [path, readFileSync(path, 'utf8')]));
const entry = files['dist/index.js'] ?? '';
const shipped = Object.values(files).join('\n');
const count = (pattern: RegExp) => shipped.match(pattern)?.length ?? 0;

/** The files that code is from: esbuild names each above its code. */
const sourcesOf = (code: string) =>
  [...code.matchAll(/^ *\/\/ ((?:src|node_modules)\/.*)$/gm)].map(([, path = '']) => path);

it('dist/licenses.txt has the licence of every package that is bundled, and no other', () => {
  const sources = sourcesOf(shipped);
  expect(sources.length).toBeGreaterThan(100);
  expect(readFileSync('dist/licenses.txt', 'utf8')).toBe(licenses(sources));
});

describe('what is loaded at the start', () => {
  it('is small', () => {
    expect(Buffer.byteLength(entry)).toBeLessThan(300_000);
  });

  it('is one file, which imports the others only when they are needed', () => {
    expect(Object.keys(files)).toHaveLength(3);
    expect(entry.match(/^import\b.*/gm)).toBeNull();
    expect(
      [...entry.matchAll(/\bimport\("(.*?)"\)/g)].map(([, path]) => `dist/${path?.slice(2)}`).sort(),
    ).toEqual(
      Object.keys(files)
        .filter((path) => path !== 'dist/index.js')
        .sort(),
    );
  });

  it('has no code for signing in and none for HTML', () => {
    const packages = sourcesOf(entry).flatMap(
      (path) => /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
    );
    expect(new Set(packages)).toContain('valibot');
    expect(packages.filter((name) => /msal|html|semver|jsonwebtoken/.test(name))).toEqual([]);
  });
});

describe('undici, which is not shipped,', () => {
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

describe('jsonwebtoken, which is not shipped,', () => {
  it('has a stub in its place, which throws when it is used', async () => {
    const { default: jsonwebtoken } = await import('jsonwebtoken' as string);
    expect(() => jsonwebtoken.sign({}, '')).toThrow('jsonwebtoken is left out of this bundle');
    expect(count(/jsonwebtoken is left out of this bundle/g)).toBe(1);
    // The names of its errors.
    expect(count(/JsonWebTokenError/g)).toBe(0);
  });

  it('is asked for by one method of MSAL alone, for a private key, and MSAL gets no certificate from us', () => {
    expect(count(/jsonwebtoken\w*\.\w+/g)).toBe(1);
    expect(count(/jsonwebtoken\w*\.sign\(payload, this\.privateKey,/g)).toBe(1);
    const ours = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
    expect(ours.filter((code) => /clientCertificate|privateKey/.test(code))).toEqual([]);
  });
});
