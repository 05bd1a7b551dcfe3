import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The environment of somebody who types npm, not that of a script that npm runs. */
const { NODE: _, npm_node_execpath: __, PATH = '', ...others } = process.env;
const env = {
  ...others,
  PATH: PATH.split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
};

describe('npm run build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  const run = (...command: [string, ...string[]]) =>
    execFileSync(command[0], command.slice(1), { cwd: folder, env, encoding: 'utf8' }).trim();

  beforeAll(() => {
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/.bin/node'), '#!/bin/sh\necho node_modules/.bin/node\n', {
      mode: 0o755,
    });
    mkdirSync(join(folder, 'scripts'));
    writeFileSync(join(folder, 'scripts/build.js'), 'console.log(process.execPath);');
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ scripts: { build: scripts.build, other: 'node scripts/build.js' } }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('runs on the Node that npm runs on, not on the one in node_modules', () => {
    expect(run('npm', 'run', '--silent', 'other')).toBe('node_modules/.bin/node');
    expect(run('npm', 'run', '--silent', 'build')).toBe(run('node', '-p', 'process.execPath'));
  });
});
