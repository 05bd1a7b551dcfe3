// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Name, version, licence and licence text of every package that files are from, sorted. What is in a folder of this repository
 * is under its own licence.
 * @param {readonly string[]} files paths in this repository
 * @throws {Error} if a package comes without a licence or its text
 */
export function licenses(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const sections = new Set(folders.map(section));
  return [...sections].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} folder */
function section(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(file))
    .sort()
    .map((file) => `${readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim()}\n`);
  if (!license || texts.length === 0) {
    throw new Error(
      `${name} ${version} comes without a licence or its text: look at it before it is shipped.`,
    );
  }
  return `${name} ${version}\n${license}\n\n${texts.join('\n')}`;
}
