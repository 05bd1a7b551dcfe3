import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { playJob, readWorkflow } from '../support/repository/play-job.ts';

const release = readWorkflow('.github/workflows/release.yml');

/** Stands for GitHub's command line tool: answers from files, and writes down what it was asked to do. */
const gh = `#!/usr/bin/env bash
echo "gh $*" >> "$STAND_IN/asked"
case "$1 $2" in
  api\\ */check-runs*) file=check-runs ;;
  api\\ */commits/*) file=commit ;;
  api\\ */releases/*) file=release ;;
  'release view') file=draft ;;
  'release create') cp "\${@: -1}" "$STAND_IN/notes"; exit ;;
  *) exit ;;
esac
[ -e "$STAND_IN/$file" ] || exit 1
if [ "\${*: -2:1}" = --jq ]; then jq --raw-output "\${@: -1}" "$STAND_IN/$file"; fi
`;

const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-12-01

### Added

- Something.

## [1.1.0] - 2026-11-01

- Something else.
`;

let root: string;
let commit: string;
const inRoot = (...path: string[]) => join(root, ...path);
const git = (folder: string, ...args: string[]) =>
  execFileSync(
    'git',
    ['-C', inRoot(folder), '-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  ).trim();
const answer = (file: string, document: unknown) =>
  writeFileSync(inRoot('stand-in', file), JSON.stringify(document));
const asked = () =>
  existsSync(inRoot('stand-in/asked')) ? readFileSync(inRoot('stand-in/asked'), 'utf8') : '';

/** A repository with the tag v1.1.0, and a clone of it for the job, as of actions/checkout without tags. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'release-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ['bin', 'stand-in', 'origin']) mkdirSync(inRoot(folder));
  writeFileSync(inRoot('bin/gh'), gh, { mode: 0o755 });
  git('origin', 'init', '--quiet', '--initial-branch=main');
  writeFileSync(inRoot('origin/CHANGELOG.md'), changelog);
  writeFileSync(inRoot('origin/package.json'), JSON.stringify({ version: '1.1.0' }));
  git('origin', 'add', '.');
  git('origin', 'commit', '--quiet', '--message', 'before');
  git('origin', 'tag', 'v1.1.0');
  git('origin', 'tag', 'v1.0.9');
  writeFileSync(inRoot('origin/package.json'), JSON.stringify({ version: '1.2.0' }));
  git('origin', 'commit', '--quiet', '--all', '--message', 'Version 1.2.0');
  git('.', 'clone', '--quiet', '--no-tags', '--depth=1', `file://${inRoot('origin')}`, 'clone');
  commit = git('clone', 'rev-parse', 'HEAD');
  answer('check-runs', { check_runs: [{ conclusion: 'success' }] });
});

const play = (job: string, version = '1.2.0', env: Record<string, string> = {}) =>
  playJob(release, job, {
    folder: inRoot('clone'),
    contexts: { inputs: { version }, github: { token: 'a-token' } },
    env: {
      PATH: [inRoot('bin'), process.env['PATH']].join(delimiter),
      STAND_IN: inRoot('stand-in'),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: commit,
      GITHUB_REPOSITORY: 'contoso/action',
      ...env,
    },
  });

describe('release.yml validates', () => {
  const rewrite = (file: string, change: (text: string) => string) =>
    writeFileSync(inRoot('clone', file), change(readFileSync(inRoot('clone', file), 'utf8')));

  it('a commit of main that is made for the version, and that CI has passed', async () => {
    const { result, log } = await play('validate');
    expect(result, log).toBe('success');
    expect(asked()).toContain(
      `gh api repos/contoso/action/commits/${commit}/check-runs?check_name=required&app_id=15368`,
    );
  });

  it('the first version, when there is no tag yet', async () => {
    git('origin', 'tag', '--delete', 'v1.1.0', 'v1.0.9');
    const { result, log } = await play('validate');
    expect(result, log).toBe('success');
  });

  it.each(['v1.2.0', '1.2', '1.2.0-rc.1', '01.2.0', '1.2.0"; true "', ''])(
    'and refuses the version "%s"',
    async (version) => {
      const { result, log } = await play('validate', version);
      expect(result).toBe('failure');
      expect(log).toContain('::error::The version must be like 1.2.3.');
    },
  );

  it('and refuses another branch', async () => {
    const { result, log } = await play('validate', '1.2.0', { GITHUB_REF: 'refs/heads/next' });
    expect(result).toBe('failure');
    expect(log).toContain('::error::Start it on main.');
  });

  it.each<[string, string, (text: string) => string, string]>([
    ['another version', 'package.json', (text) => text.replace('1.2.0', '1.2.1'), 'package.json has another'],
    ['no entry', 'CHANGELOG.md', (text) => text.replace('[1.2.0]', '[1.3.0]'), 'is not for 1.2.0'],
    ['no date', 'CHANGELOG.md', (text) => text.replace(' - 2026-12-01', ''), 'is not for 1.2.0'],
    ['a dot that is none', 'CHANGELOG.md', (text) => text.replace('[1.2.0]', '[1x2.0]'), 'is not for 1.2.0'],
    ['no entry at all', 'CHANGELOG.md', () => '# Changelog\n', 'is not for 1.2.0'],
    [
      'changes that nobody has assigned',
      'CHANGELOG.md',
      (text) => text.replace('[Unreleased]\n', '[Unreleased]\n\n- More.\n'),
      'has changes under Unreleased',
    ],
  ])('and refuses a commit with %s', async (_, file, change, sentence) => {
    rewrite(file, change);
    const { result, log } = await play('validate');
    expect(result).toBe('failure');
    expect(log).toContain(sentence);
  });

  it.each(['v1.2.0', 'v1.10.0', 'v2.0.0'])('and refuses it when there is %s already', async (tag) => {
    git('origin', 'tag', tag);
    const { result, log } = await play('validate');
    expect(result).toBe('failure');
    expect(log).toContain(`::error::The version must be above ${tag.slice(1)}, the last one.`);
  });

  it.each([
    [[{ conclusion: 'failure' }], 'failure'],
    [[{ conclusion: null }], ''],
    [[], ''],
    [[{ conclusion: 'success' }, { conclusion: 'failure' }], 'failure success'],
  ])('and refuses it when CI says %o', async (runs, said) => {
    answer('check-runs', { check_runs: runs });
    const { result, log } = await play('validate');
    expect(result).toBe('failure');
    expect(log).toContain(`The check "required" of this commit says "${said}", not "success".`);
  });
});

describe('release.yml drafts', () => {
  it('the release on exactly this commit, with the notes of CHANGELOG.md', async () => {
    const { result, log } = await play('draft');
    expect(result, log).toBe('success');
    expect(asked()).toContain(
      `gh release create v1.2.0 --draft --target ${commit} --title v1.2.0 --notes-file `,
    );
    expect(readFileSync(inRoot('stand-in/notes'), 'utf8').trim()).toBe('### Added\n\n- Something.');
  });

  it('nothing when there is one already', async () => {
    answer('draft', { isDraft: true, targetCommitish: commit });
    const { result, log } = await play('draft');
    expect(result).toBe('failure');
    expect(log).toContain('There is a release or a draft v1.2.0 already.');
    expect(asked()).not.toContain('create');
  });
});

describe('release.yml publishes', () => {
  const published = () => {
    answer('draft', { isDraft: true, targetCommitish: commit });
    answer('commit', { sha: commit });
    answer('release', { immutable: true });
  };

  it('the draft once, and says what is to be pinned', async () => {
    published();
    const { result, log, summary } = await play('publish');
    expect(result, log).toBe('success');
    expect(asked().match(/release edit .*/g)).toEqual(['release edit v1.2.0 --draft=false']);
    expect(summary).toContain(`contoso/action@${commit} # v1.2.0`);
    expect(summary).toContain(`node scripts/pin.ts ${commit}`);
  });

  it.each([
    ['a draft of another commit', { isDraft: true, targetCommitish: 'main' }],
    ['what is published already', { isDraft: false, targetCommitish: '0' }],
  ])('nothing when it finds %s', async (_, draft) => {
    published();
    answer('draft', draft);
    const { result, log } = await play('publish');
    expect(result).toBe('failure');
    expect(log).toContain('::error::The draft is for ');
    expect(asked()).not.toContain('edit');
  });

  it.each([
    ['the tag is elsewhere', 'commit', { sha: 'another' }, 'The tag is on another, not on '],
    ['it can be changed', 'release', { immutable: false }, 'The release can be changed'],
  ])('and is red when %s', async (_, file, document, sentence) => {
    published();
    answer(file, document);
    const { result, log } = await play('publish');
    expect(result).toBe('failure');
    expect(log).toContain(sentence);
  });
});

describe('the jobs of release.yml', () => {
  const { jobs } = release;
  const stepsOf = (name: string) => jobs[name]?.steps ?? [];

  it('go one after the other: checks, draft, approval by a person, publication', () => {
    expect(jobs['draft']?.needs).toEqual(['validate', 'rebuild']);
    expect(jobs['publish']?.needs).toBe('draft');
    expect(jobs['publish']?.environment).toBe('release');
  });

  it('run no package, and set up no program, where they may write or sign', () => {
    const privileged = Object.entries(jobs).filter(([, { permissions = {} }]) =>
      Object.values(permissions).includes('write'),
    );
    expect(privileged.map(([name]) => name)).toEqual(['draft', 'publish']);
    for (const { uses = '', run = '' } of privileged.flatMap(([name]) => stepsOf(name))) {
      expect(uses).toMatch(/^$|^actions\/(checkout|attest)@/);
      expect(run).not.toMatch(/\b(npm|npx|node) (?!scripts\/pin)/);
    }
  });

  it('attest what GitHub runs, before it is published', () => {
    const steps = stepsOf('publish');
    const attest = steps.findIndex(({ uses }) => uses?.startsWith('actions/attest@'));
    const publish = steps.findIndex(({ run }) => run?.includes('--draft=false'));
    expect(attest).toBeGreaterThan(-1);
    expect(publish).toBeGreaterThan(attest);
    expect(steps[attest]?.with).toEqual({ 'subject-path': 'action.yml\ndist/*\n' });
  });

  it('rebuild dist as the job dist of ci.yml does', () => {
    const runs = (steps: { run?: string }[] = []) => steps.flatMap(({ run }) => run ?? []);
    const ci = readWorkflow('.github/workflows/ci.yml').jobs['dist'];
    expect(runs(stepsOf('rebuild')).slice(0, 2)).toEqual(runs(ci?.steps).slice(0, 2));
  });
});
