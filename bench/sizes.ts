import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatNumber, renderTable } from './table.ts';

const root = join(import.meta.dirname, '..');

/** The files of dist, and the archive of the last commit, which every job downloads. */
export function measureSizes(): string {
  const dist = join(root, 'dist');
  const files = readdirSync(dist).map(
    (name) => [`\`dist/${name}\``, readFileSync(join(dist, name))] as const,
  );
  const archive = execFileSync(
    'git',
    ['-c', `safe.directory=${root}`, 'archive', '--worktree-attributes', 'HEAD'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  return renderTable(
    ['', 'bytes', 'compressed'],
    [...files, ['archive of the commit', archive] as const].map(([name, content]) => [
      name,
      formatNumber(content.length),
      formatNumber(gzipSync(content).length),
    ]),
  );
}
