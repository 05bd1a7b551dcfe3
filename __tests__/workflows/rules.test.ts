import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { evaluate } from '../support/repository/expressions.ts';
import { type GithubParser, openGithubParser } from '../support/repository/github-parser.ts';
import { readWorkflow } from '../support/repository/play-job.ts';

const paths = globSync('.github/workflows/*.{yml,yaml}').sort();

let parser: GithubParser;
beforeAll(async () => {
  parser = await openGithubParser();
});

/** What a workflow breaks of the rules for all of them, a sentence each. */
function violations(text: string): string[] {
  const workflow: ReturnType<typeof readWorkflow> = parse(text);
  const found: string[] = [];
  if (JSON.stringify(workflow.permissions) !== '{}') found.push('grants rights to every job');
  for (const trigger of ['pull_request_target', 'workflow_run']) {
    if (trigger in workflow.on) found.push(`runs on ${trigger}, with rights and with code of others`);
  }
  for (const [line] of text.matchAll(/^.*\buses:.*$/gm)) {
    if (!/uses: (\.\/\S*|[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(line)) {
      found.push(`is not pinned by its full commit, with the version behind it: ${line.trim()}`);
    }
  }
  for (const [line, name] of text.matchAll(/^ {6}([\w-]+): (?:read|write)\b.*$/gm)) {
    if (!/^ {6}contents: read$/.test(line) && !/ # \S/.test(line))
      found.push(`grants ${name} without a reason`);
  }
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (job.steps && !job['timeout-minutes']) found.push(`${name} has no timeout`);
    for (const { uses, run, with: given } of job.steps ?? []) {
      if (uses?.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false) {
        found.push(`${name} leaves credentials in the checkout`);
      }
      if (run?.includes('${{')) found.push(`${name} puts an expression into a script: ${run.split('\n')[0]}`);
    }
  }
  return found;
}

describe.each(paths)('%s', (path) => {
  const text = readFileSync(path, 'utf8');

  it('is valid for GitHub', async () => {
    expect(await parser.problems(path, text)).toEqual([]);
  });

  it('keeps the rules', () => {
    expect(violations(text)).toEqual([]);
  });

  const { on, concurrency } = readWorkflow(path);
  it.skipIf('workflow_call' in on)('cancels runs of pull requests only', () => {
    const group = (github: object) => evaluateAll(concurrency?.group ?? '', github);
    const isCanceled = (github: object) => evaluateAll(String(concurrency?.['cancel-in-progress']), github);
    const main = { event_name: 'push', ref: 'refs/heads/main', sha: 'a', run_id: 1 };
    expect(isCanceled(main)).toBe('false');
    if ('push' in on) expect(group(main)).not.toBe(group({ ...main, sha: 'b', run_id: 2 }));
    if ('pull_request' in on) {
      const pull = { event_name: 'pull_request', ref: 'refs/pull/1/merge', sha: 'a', run_id: 1 };
      expect(isCanceled(pull)).toBe('true');
      expect(group(pull)).toBe(group({ ...pull, sha: 'b', run_id: 2 }));
      expect(group(pull)).not.toBe(group({ ...pull, ref: 'refs/pull/2/merge' }));
    }
  });
});

const evaluateAll = (text: string, github: object) =>
  text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression) => evaluate(expression, { github }));

describe('the rules', () => {
  const good = readFileSync('.github/workflows/ci.yml', 'utf8');
  it.each([
    ['permissions: {}', 'permissions: read-all', 'grants rights to every job'],
    ['  pull_request:', '  pull_request_target:', 'runs on pull_request_target'],
    [/@[0-9a-f]{40} # v7.0.1/, '@v7', 'is not pinned'],
    [/ # v7.0.0/, '', 'is not pinned'],
    [/(id-token: write) #.*/, '$1', 'grants id-token without a reason'],
    [/ +timeout-minutes: 90\n/, '', 'check has no timeout'],
    ['persist-credentials: false', 'persist-credentials: true', 'check leaves credentials'],
    ['run: .ci/run', 'run: echo $' + '{{ github.head_ref }}', 'check puts an expression into a script'],
  ])('find %s written as %s', (right, wrong, sentence) => {
    const bad = good.replace(right, wrong);
    expect(bad).not.toBe(good);
    expect(violations(bad).join('\n')).toContain(sentence);
  });
});

it('every workflow has the same pin of an action', () => {
  const pins = new Map<string, Set<string>>();
  for (const path of paths) {
    for (const [, action = '', pin = ''] of readFileSync(path, 'utf8').matchAll(
      /uses: ([\w-]+\/[\w-]+)\S*@(.*)$/gm,
    )) {
      pins.set(action, (pins.get(action) ?? new Set()).add(pin));
    }
  }
  expect(pins.size).toBeGreaterThan(5);
  expect([...pins].filter(([, of]) => of.size > 1)).toEqual([]);
});

describe('.github/dependabot.yml', () => {
  const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as {
    updates: { 'package-ecosystem': string; directories: string[]; cooldown: { 'default-days': number } }[];
  };

  it('looks after every lockfile, and after the workflows', () => {
    const lockfiles = globSync('{.,__tests__/*}/package-lock.json').map((path) =>
      path.replace(/\/?package-lock.json$/, ''),
    );
    const npm = updates.filter((one) => one['package-ecosystem'] === 'npm').flatMap((one) => one.directories);
    expect(npm.toSorted()).toEqual(lockfiles.map((folder) => `/${folder === '.' ? '' : folder}`).sort());
    expect(updates.some((one) => one['package-ecosystem'] === 'github-actions')).toBe(true);
  });

  it('waits as long as .npmrc', () => {
    const days = Number(/^min-release-age=(\d+)$/m.exec(readFileSync('.npmrc', 'utf8'))?.[1]);
    expect(days).toBeGreaterThan(0);
    for (const { cooldown } of updates) expect(cooldown['default-days']).toBe(days);
  });
});

it('the licences that dependency review allows are those of the packages, and no others', () => {
  const review = readWorkflow('.github/workflows/ci.yml').jobs['dependency-review']?.steps?.at(-1);
  const allowed = String(review?.with?.['allow-licenses']).split(', ');
  const used = ['package-lock.json', '__tests__/prism/package-lock.json'].flatMap((path) =>
    Object.entries<{ license?: string; link?: boolean }>(JSON.parse(readFileSync(path, 'utf8')).packages)
      .filter(([folder, { link }]) => folder.includes('node_modules/') && !link)
      // Where a package states none, the review only warns.
      .flatMap(([, { license }]) => license ?? []),
  );
  // A choice is allowed if one of its licences is.
  const needed = new Set(
    used.filter((license) => !license.split(' OR ').some((one) => allowed.includes(one))),
  );
  expect([...needed]).toEqual([]);
  expect(allowed.filter((license) => !used.includes(license))).toEqual([]);
});

it('the bug form asks for the debug log, and will not be sent without it', () => {
  const { body } = parse(readFileSync('.github/ISSUE_TEMPLATE/bug.yml', 'utf8')) as {
    body: { id?: string; attributes: { label?: string }; validations?: { required?: boolean } }[];
  };
  expect(body.find(({ id }) => id === 'log')).toMatchObject({
    attributes: { label: 'Log with debug logging on' },
    validations: { required: true },
  });
});
