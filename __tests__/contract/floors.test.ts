import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The floors of src, from the ground up: each folder, and each file at the top, may import from those on its list. */
const floors: Readonly<Record<string, readonly string[]>> = {
  model: [],
  golive: ['model'],
  http: ['model'],
  marketplace: ['golive', 'http', 'model'],
  auth: ['http', 'model'],
  report: ['golive', 'model'],
  'runner.ts': ['model'],
  'input-readers.ts': ['auth', 'model'],
  'api-inputs.ts': ['auth', 'marketplace'],
  'inputs.ts': ['api-inputs.ts', 'auth', 'golive', 'input-readers.ts', 'marketplace', 'model'],
  'main.ts': ['auth', 'golive', 'http', 'inputs.ts', 'marketplace', 'model', 'report'],
  'index.ts': ['http', 'main.ts', 'model', 'report', 'runner.ts'],
};

/** Packages by the floor that may import them; the others are plain TypeScript. */
const packages: Readonly<Record<string, readonly string[]>> = {
  http: ['@actions/http-client', 'html-to-text', 'p-limit', 'valibot'],
  marketplace: ['valibot'],
  auth: ['@azure/msal-node', 'valibot'],
  'runner.ts': ['@actions/core'],
};

interface Import {
  file: string;
  /** A path below src, or the name of a package. */
  target: string;
}

/** Every import of a file, static or dynamic, of types too. */
function importsOf(file: string, text: string): Import[] {
  const specifiers = text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...specifiers].map(([, specifier = '']) => ({
    file,
    target: specifier.startsWith('.') ? join(dirname(file), specifier) : specifier,
  }));
}

const floorOf = (path: string) => path.split('/')[0] as string;
const isPackage = ({ target }: Import) => !target.endsWith('.ts');

/** The rule that an import breaks, in a sentence for whoever wrote it; undefined where it breaks none. */
function violation(one: Import): string | undefined {
  const { file, target } = one;
  const from = floorOf(file);
  const allowed = floors[from];
  if (!allowed) {
    return `src/${file} is on no floor: add "${from}" to the floors in __tests__/contract/floors.test.ts.`;
  }
  if (isPackage(one)) {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? '';
    const isAllowed = target.startsWith('node:') || packages[from]?.includes(name);
    return isAllowed ? undefined : `src/${file} imports the package ${name}, which src/${from} must not.`;
  }
  const to = floorOf(target);
  return to === from || allowed.includes(to)
    ? undefined
    : `src/${file} imports src/${target}, but src/${from} may import ${allowed.length > 0 ? `only from ${allowed.join(', ')}` : 'nothing'} of the other floors.`;
}

/** The imports of all files that match, with paths below a folder. */
function readImports(pattern: string, folder = '.'): Import[] {
  return globSync(pattern, { exclude: ['**/node_modules/**'] }).flatMap((path) =>
    importsOf(relative(folder, path), readFileSync(path, 'utf8')),
  );
}

const files = globSync('src/**/*.ts').map((path) => relative('src', path));
const imports = readImports('src/**/*.ts', 'src');

describe('the floors of src', () => {
  it('are kept by every import', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.map(violation).filter((sentence) => sentence !== undefined)).toEqual([]);
  });

  it('stand on one another: no two of them import each other, not even in a circle', () => {
    const built: string[] = [];
    for (const [floor, below] of Object.entries(floors)) {
      expect(
        below.filter((other) => !built.includes(other)),
        `${floor} may import from floors that are not below it`,
      ).toEqual([]);
      built.push(floor);
    }
  });

  it('list no folder that is gone', () => {
    expect(Object.keys(floors).sort()).toEqual([...new Set(files.map(floorOf))].sort());
  });

  it.each([
    ['golive/poll.ts', 'http/retry-after.ts', 'src/golive may import only from model of the other floors'],
    ['model/offer.ts', 'golive/decide.ts', 'src/model may import nothing of the other floors'],
    ['auth/credential.ts', 'report/report.ts', 'src/auth may import only from http, model of'],
    ['golive/poll.ts', 'valibot', 'imports the package valibot'],
    ['cache/cache.ts', 'model/offer.ts', 'src/cache/cache.ts is on no floor'],
  ])('forbid %s to import %s', (file, target, sentence) => {
    expect(violation({ file, target })).toContain(sentence);
  });

  it('are read from imports of every form', () => {
    const text = `import { a } from './a.ts';
import type { B } from '../model/b.ts';
import {
  c,
} from '../http/c.ts';
export { d } from './d.ts';
const e = await import('html-to-text');
import 'node:fs';
`;
    expect(importsOf('golive/x.ts', text).map(({ target }) => target)).toEqual([
      'golive/a.ts',
      'model/b.ts',
      'http/c.ts',
      'golive/d.ts',
      'html-to-text',
      'node:fs',
    ]);
  });
});

describe('the folders of the APIs', () => {
  it('have files of the same names', () => {
    const filesOf = (api: string) =>
      files.filter((file) => file.startsWith(`marketplace/${api}/`)).map((file) => file.split('/')[2]);
    const apis = new Set(files.flatMap((file) => /^marketplace\/([^/]+)\//.exec(file)?.[1] ?? []));
    expect(apis.size).toBe(3);
    for (const api of apis) {
      expect(filesOf(api).sort(), api).toEqual(['api.ts', 'documents.ts', 'state.ts', 'words.ts']);
    }
  });
});

describe('outside of src', () => {
  it.each([
    // A mistake in the action must not hide in its stand-in.
    ['emulator/**/*.ts', /^(src|__tests__|bench)\//],
    // It measures what is shipped; only the pace is simulated, and that is pure.
    ['bench/*.ts', /^(src\/(?!model\/)|.*\.test\.ts$)/],
    ['__tests__/**/*.ts', /^(bench\/|.*\.test\.ts$)/],
    ['scripts/*.{js,ts}', /^(src|emulator|__tests__|bench)\//],
  ])('%s imports nothing from %s', (pattern, forbidden) => {
    const found = readImports(pattern);
    expect(found).not.toEqual([]);
    expect(found.filter(({ target }) => forbidden.test(target))).toEqual([]);
  });
});
