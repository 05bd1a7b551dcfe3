import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rows, section } from '../support/repository/markdown.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'emulator/README.md', ...globSync('docs/*.md')];
const architecture = readFileSync('docs/architecture.md', 'utf8');

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

it('docs/architecture.md backs each promise with tests', () => {
  const promises = section('## Promises', architecture).match(/^\d+\. .*$/gm) ?? [];
  expect(promises.length).toBeGreaterThan(0);
  expect(promises.filter((promise) => !promise.includes('`__tests__/'))).toEqual([]);
});

/** The folders in a folder, each with a trailing slash. */
const foldersIn = (path: string) => globSync(`${path}*/`).map((folder) => folder.replace(/\/?$/, '/'));

it('docs/architecture.md explains every folder of the repository and of src', () => {
  const listed = rows('## The repository', architecture).map(([name = '']) => name);
  const folders = foldersIn('').filter((name) => !['node_modules/', 'coverage/'].includes(name));
  expect(listed).toEqual(expect.arrayContaining(folders));
  expect(
    foldersIn('src/').filter((folder) => !section('## Floors', architecture).includes(`\`${folder}\``)),
  ).toEqual([]);
});

it('CONTRIBUTING.md has every folder of tests on its map', () => {
  const map = section('## Map of the tests', readFileSync('CONTRIBUTING.md', 'utf8'));
  expect(foldersIn('__tests__/').filter((folder) => !map.includes(`\`${folder}\``))).toEqual([]);
});
