// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} LockedPackage
 * @property {string} version
 * @property {string} [license]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [peer]
 */

const root = new URL('../', import.meta.url);

/**
 * Name, version, licence and licence text of every package that package-lock.json has for production, sorted. ncc's own list
 * holds no more than the packages of the chunk it wrote last.
 */
export function licenses() {
  /** @type {{ packages: Record<string, LockedPackage> }} */
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
  const sections = Object.entries(lock.packages)
    .filter(
      ([path, { dev, optional, devOptional, peer }]) => path && !(dev || optional || devOptional || peer),
    )
    .map(([path, locked]) => section(path, locked));
  return [...new Set(sections)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * @param {string} path
 * @param {LockedPackage} locked
 */
function section(path, { version, license }) {
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
