import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rows, section } from '../support/repository/markdown.ts';

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'emulator/README.md'],
  ...globSync('docs/*.md'),
];
const architecture = readFileSync('docs/architecture.md', 'utf8');

/** What the headings of a document are linked by, as GitHub makes it. */
const slugs = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

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

  it('links to headings that are there, here and in other documents', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const missing = links.filter(([, target, slug = '']) => {
      const linked = target ? readFileSync(join(dirname(path), target), 'utf8') : text;
      return !slugs(linked).includes(slug);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  const text = readFileSync('docs/dependencies.md', 'utf8');
  const packages = ['package.json', '__tests__/prism/package.json'].flatMap((path) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(path, 'utf8'));
    return Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
  });

  it('gives a reason for every dependency', () => {
    // What stays outdated is said of several at once.
    const reasons = text.slice(0, text.indexOf('## What `npm outdated` shows'));
    const listed = [...reasons.matchAll(/^\| `([^`]+)` \| \S/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(packages.map(([name]) => name).sort());
  });

  it('repeats no version, so that an update changes package.json alone', () => {
    expect(packages.filter(([, version]) => text.includes(version))).toEqual([]);
  });
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
