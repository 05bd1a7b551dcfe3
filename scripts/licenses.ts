/**
 * Writes dist/licenses.txt: what is shipped in dist, under which licence. ncc's own list holds no more than the packages
 * of the chunk it wrote last.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  version: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  peer?: boolean;
  /** It is a folder of this repository. */
  link?: boolean;
}

const root = new URL('../', import.meta.url);

/**
 * Name, version, licence and licence text of every package that package-lock.json has for production, sorted. What is in a
 * folder of this repository (stubs/) is under its own licence.
 */
export function licenses(): string {
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
  const sections = Object.entries<LockedPackage>(lock.packages)
    .filter(
      ([path, { dev, optional, devOptional, peer, link }]) =>
        path.startsWith('node_modules/') && !(link || dev || optional || devOptional || peer),
    )
    .map(([path, locked]) => section(path, locked));
  return [...new Set(sections)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function section(path: string, { version, license }: LockedPackage): string {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const folder = new URL(`${path}/`, root);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(file))
    .sort()
    .map((file) => `${readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n').trim()}\n`);
  if (!license || texts.length === 0) {
    throw new Error(
      `${name} ${version} comes without a licence or its text: look at it before it is shipped.`,
    );
  }
  return `${name} ${version}\n${license}\n\n${texts.join('\n')}`;
}

if (import.meta.main) {
  writeFileSync(new URL('dist/licenses.txt', root), licenses());
}
