// @ts-check
/**
 * Writes dist: the action, bundled from src, and the licences of what is bundled. Code that nothing uses is left out; the rest
 * stays readable, one comment for each file it is from.
 *
 * `node scripts/build.js` writes the same bytes with Node 20 or newer, so it is JavaScript. It runs on the Node that runs this
 * script, and looks no program up on PATH, where npm puts the Node of the tests first.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licenses } from './licenses.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** What src imports only when it is needed: a file of its own in dist. */
const loadedLater = ['src/auth/msal.ts', 'src/http/html-converter.ts'];

/** @type {import('esbuild').Plugin} */
const dynamicImports = {
  name: 'dynamic imports',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${basename(path, '.ts')}.js`, external: true } : undefined,
    );
  },
};

/**
 * Node's own modules, each loaded when its first part is used. An import statement would load all their parts at the start:
 * for `crypto` that alone takes 5 ms, a tenth of the time to the first request.
 * @type {import('esbuild').Plugin}
 */
const nodeModules = {
  name: 'modules of Node',
  setup({ onLoad, onResolve }) {
    const filter = new RegExp(`^(node:)?(${builtinModules.join('|')})$`);
    onResolve({ filter }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: 'node',
      sideEffects: false,
    }));
    onLoad({ filter: /./, namespace: 'node' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['src/index.ts', ...loadedLater],
  entryNames: '[name]',
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  plugins: [dynamicImports, nodeModules],
});
const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
writeFileSync('dist/licenses.txt', licenses(inputs));
writeFileSync('dist/package.json', '{ "type": "module" }\n');
