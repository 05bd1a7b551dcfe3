import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rows, section } from '../support/repository/readme.ts';

const documents = ['README.md', ...globSync('docs/*.md')];

describe.each(documents)('%s', (path) => {
  const text = readFileSync(path, 'utf8');

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
  });

  it('names files and folders that are there', () => {
    const named = [
      ...text.matchAll(
        /`((?:__tests__|bench|dist|docs|emulator|examples|scripts|src|\.ci|\.github)\/[^`\s*]*)`/g,
      ),
    ];
    expect(named.map(([, name = '']) => name).filter((name) => !existsSync(name))).toEqual([]);
  });

  it('links to headings that are there', () => {
    const slugs = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    const linked = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, slug]) => slug);
    expect(slugs).toEqual(expect.arrayContaining(linked));
  });
});

it('docs/dependencies.md lists every dependency at its pin', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const pins = { ...dependencies, ...devDependencies, ...optionalDependencies };
  const listed = readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| `([^`]+)` \| ([^ ]+) \|/gm);
  expect(Object.fromEntries([...listed].map(([, name, pin]) => [name, pin]))).toEqual(pins);
});

it('README.md backs each promise with a test folder', () => {
  const promises = section('## Promises').match(/^\d+\. .*$/gm) ?? [];
  expect(promises.length).toBeGreaterThan(0);
  expect(promises.filter((promise) => !promise.includes('`__tests__/'))).toEqual([]);
});

it('README.md explains every folder', () => {
  const listed = rows('### Layout').map(([name = '']) => name);
  const folders = globSync('*/', { exclude: (name) => ['node_modules', 'lib', 'coverage'].includes(name) });
  expect(listed).toEqual(expect.arrayContaining(folders.map((folder) => folder.replace(/\/?$/, '/'))));
});
