// @ts-check
/**
 * Builds dist/ from src/: `node scripts/build.js`, with Node 20 or newer, which writes the same bytes. All of it runs on the Node
 * that runs this script, so it is JavaScript, and no program is looked up on PATH, where npm puts the Node of the tests first.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { licenses } from './licenses.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** @param {string[]} args the script of a package, and its arguments */
const run = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });
/** @param {string} folder */
const remove = (folder) => rmSync(folder, { recursive: true, force: true });

remove('lib');
run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json');
// Only now: a source with an error in it leaves dist as it was.
remove('dist');
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  'build',
  'lib/index.js',
  '--out',
  'dist',
  '--no-cache',
  '--quiet',
);
writeFileSync('dist/licenses.txt', licenses());
