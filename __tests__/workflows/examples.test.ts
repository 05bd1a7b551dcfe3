import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkflow } from '../support/repository/play-job.ts';
import { type PlayedRun, playWorkflow } from '../support/repository/play-workflow.ts';
import { leaping, Publisher } from '../support/repository/publisher.ts';

const offer = 'contoso-vm';
const hour = 3_600;
const waiting = { offer, state: 'waiting-for-sign-off', type: 'virtual machine' } as const;
/** An offer of another type, whose operation URL has the publisher in it. */
const service = { ...waiting, type: 'managed service' } as const;

/** The jobs of a run that were not skipped, with their results. */
const resultsOf = ({ jobs }: PlayedRun) =>
  Object.fromEntries(
    jobs.filter(({ result }) => result !== 'skipped').map(({ name, result }) => [name, result]),
  );
/** No API answers the publisher any more but with this status. */
const refuse = ({ emulator }: Publisher, status: number, message = 'No.') =>
  emulator.faults.add({
    ...{ kind: 'status', status, body: JSON.stringify({ error: { code: 'No', message } }) },
    on: { path: /^\/(api|rp|v1\.0)\//, times: Number.POSITIVE_INFINITY },
  });
const logOf = ({ jobs }: PlayedRun) => jobs.map(({ log }) => log).join('\n');

it('every example is played here', () => {
  const text = readFileSync(import.meta.filename, 'utf8');
  const others = ['wait-for-days.yml']; // in go-live.test.ts
  const names = globSync('examples/*').map((path) => path.replace('examples/', ''));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !others.includes(name) && !text.includes(`describe('${name}`))).toEqual([]);
});

describe('release.yml', () => {
  const path = 'examples/release.yml';
  const released = { github: { event_name: 'release' }, env: leaping };

  it('starts for a release, and not for a pre-release', () => {
    expect(readWorkflow(path).on).toEqual({ release: { types: ['released'] } });
  });

  it('takes the offer live as soon as its preview is ready', async () => {
    const publisher = await Publisher.start({
      ...{ ...waiting, state: 'preview-building', previewSeconds: hour, goLiveSeconds: 2 * hour },
    });
    const run = await publisher.run(path, released);
    expect(run.result, logOf(run)).toBe('success');
    expect(publisher.offer(offer)).toMatchObject({ state: 'live', goLives: 1 });
  });

  it('ends green after five and a half hours, and the go-live goes on', async () => {
    const publisher = await Publisher.start({ ...waiting, goLiveSeconds: 9 * hour });
    const run = await publisher.run(path, released);
    expect(run.result, logOf(run)).toBe('success');
    expect(logOf(run)).toContain('Timed out after 5 h 30 min');
    expect(publisher.offer(offer).state).toBe('going-live');
  });

  it('is red when the go-live fails', async () => {
    const publisher = await Publisher.start({ ...waiting, goLiveEnds: 'failed', goLiveSeconds: hour });
    expect((await publisher.run(path, released)).result).toBe('failure');
  });
});

describe('manual.yml', () => {
  const path = 'examples/manual.yml';

  it('checks, unless it is told to go live', async () => {
    const publisher = await Publisher.start(waiting);
    const run = await publisher.run(path, { inputs: { offer } });
    expect(run.result, logOf(run)).toBe('success');
    expect(logOf(run)).toContain('Ready to go live.');
    expect(publisher.offer(offer).goLiveRequests).toBe(0);
  });

  it('goes live, and picks up what is in progress', async () => {
    const publisher = await Publisher.start({ ...waiting, goLiveSeconds: 2 * hour });
    const run = await publisher.run(path, { inputs: { offer, mode: 'go-live' }, env: leaping });
    expect(run.result, logOf(run)).toBe('success');
    expect(logOf(run)).toContain('succeeded\nThe offer is live.');

    const again = await publisher.run(path, { inputs: { offer, mode: 'follow' } });
    expect(again.result, logOf(again)).toBe('success');
    expect(publisher.offer(offer).goLives).toBe(1);
  });

  it('shows what came out of a red step, too', async () => {
    const publisher = await Publisher.start(waiting);
    const run = await publisher.run(path, { inputs: { offer: 'contoso-other', mode: 'go-live' } });
    expect(run.result).toBe('failure');
    expect(run.jobs[0]?.steps.at(-1)?.log).toMatch(/^not-started\n.*contoso-other/);
  });

  it('lets go-lives of one offer wait for each other, and nothing else', async () => {
    const publisher = await Publisher.start({ ...waiting, state: 'live' });
    const group = async (inputs: Record<string, string>, run_id: number) =>
      (await publisher.run(path, { inputs, github: { run_id } })).concurrencyGroup;
    expect(await group({ offer, mode: 'go-live' }, 1)).toBe(`marketplace-${offer}`);
    expect(await group({ offer, mode: 'go-live' }, 2)).toBe(`marketplace-${offer}`);
    expect(await group({ offer, mode: 'check' }, 3)).toBe('marketplace-3');
    expect(await group({ offer, mode: 'follow' }, 4)).toBe('marketplace-4');
  });
});

describe('start-then-follow.yml', () => {
  const path = 'examples/start-then-follow.yml';

  it.each([
    ['with the operation URL', {}],
    ['without it, when GitHub has dropped the output', { PUBLISHER: 'contoso' }],
  ])('follows the go-live %s', async (_, secrets) => {
    const publisher = await Publisher.start({ ...service, goLiveSeconds: 3 * hour });
    const run = await publisher.run(path, { secrets, env: leaping });
    expect(resultsOf(run), logOf(run)).toEqual({ start: 'success', follow: 'success' });
    expect(publisher.offer(offer)).toMatchObject({ state: 'live', goLives: 1, goLiveRequests: 1 });
  });

  it('starts nothing in the job that follows, whatever has become of the go-live', async () => {
    const publisher = await Publisher.start({ ...service, goLiveSeconds: 3 * hour, previewSeconds: 1 });
    const run = await publisher.run(path, {
      secrets: { PUBLISHER: 'contoso' },
      fate: (job) => {
        if (job === 'follow') publisher.offer(offer).cancelFromPortal();
        if (job === 'follow') publisher.offer(offer).publishPreview();
        publisher.advance(10_000);
        return undefined;
      },
    });
    expect(resultsOf(run), logOf(run)).toEqual({ start: 'success', follow: 'success' });
    expect(logOf(run)).toContain('Nothing is in progress. The preview is ready');
    expect(publisher.offer(offer).goLiveRequests).toBe(1);
  });

  it('is red when the go-live fails', async () => {
    const publisher = await Publisher.start({ ...service, goLiveEnds: 'failed', goLiveSeconds: hour });
    const run = await publisher.run(path, { env: leaping });
    expect(resultsOf(run)).toEqual({ start: 'success', follow: 'failure' });
  });

  it('has nothing to follow when the offer is live already', async () => {
    const publisher = await Publisher.start({ ...service, state: 'live' });
    expect(resultsOf(await publisher.run(path))).toEqual({ start: 'success' });
  });

  it('makes a record of a deployment for the start alone', async () => {
    const publisher = await Publisher.start({ ...service, goLiveSeconds: hour });
    const run = await publisher.run(path, { env: leaping });
    expect(run.jobs.map(({ isDeployment }) => isDeployment)).toEqual([true, false]);
  });
});

describe('wait-timer.yml', () => {
  const path = 'examples/wait-timer.yml';
  const environments = (publisher: Publisher) => publisher.environments({ 'marketplace-wait': 480 });

  it('ends green with the go-live, and skips the jobs that are left', async () => {
    const publisher = await Publisher.start({ ...waiting, goLiveSeconds: 20 * hour });
    const run = await publisher.run(path, { environments: environments(publisher) });
    expect(resultsOf(run), logOf(run)).toEqual({
      start: 'success',
      'follow-01': 'success',
      'follow-02': 'success',
      'follow-03': 'success',
    });
    expect(run.result).toBe('success');
    expect(publisher.offer(offer).goLives).toBe(1);
  });

  it('follows without the operation URL, too', async () => {
    const publisher = await Publisher.start({ ...service, goLiveSeconds: 12 * hour });
    const run = await publisher.run(path, {
      environments: environments(publisher),
      secrets: { PUBLISHER: 'contoso' },
    });
    expect(run.result, logOf(run)).toBe('success');
    expect(Object.keys(resultsOf(run))).toEqual(['start', 'follow-01', 'follow-02']);
    expect(publisher.offer(offer).goLiveRequests).toBe(1);
  });

  it('ends red with the go-live', async () => {
    const publisher = await Publisher.start({ ...waiting, goLiveEnds: 'failed', goLiveSeconds: hour });
    const run = await publisher.run(path, { environments: environments(publisher) });
    expect(resultsOf(run)).toEqual({ start: 'success', 'follow-01': 'failure' });
  });

  it('is red with a word when the offer is not live after five days, and the next run picks it up', async () => {
    const publisher = await Publisher.start({ ...waiting, goLiveSeconds: 125 * hour });
    const run = await publisher.run(path, { environments: environments(publisher) });
    expect(Object.keys(resultsOf(run)).slice(-2)).toEqual(['follow-15', 'not-live']);
    expect(run.result).toBe('failure');
    expect(run.jobs.at(-1)?.log).toContain('::error::The offer is not live yet. Run this workflow again');

    const again = await publisher.run(path, { environments: environments(publisher) });
    expect(again.result).toBe('success');
    expect(publisher.offer(offer).goLives).toBe(1);
  });

  it('is not green when the preview waits for sign-off again', async () => {
    const publisher = await Publisher.start({ ...service, goLiveSeconds: 20 * hour, previewSeconds: 1 });
    const run = await publisher.run(path, {
      environments: environments(publisher),
      secrets: { PUBLISHER: 'contoso' },
      fate: (job) => {
        if (job === 'follow-01') publisher.offer(offer).cancelFromPortal();
        if (job === 'follow-01') publisher.offer(offer).publishPreview();
        publisher.advance(10_000);
        return undefined;
      },
    });
    expect(resultsOf(run)).toMatchObject({ 'follow-01': 'success', 'not-live': 'failure' });
    expect(publisher.offer(offer).goLiveRequests).toBe(1);
  });

  it.each([
    ['lost', { start: 'success', 'follow-01': 'success', 'follow-02': 'failure' }, 'failure'],
    ['canceled', { start: 'success', 'follow-01': 'success', 'follow-02': 'cancelled' }, 'cancelled'],
  ] as const)('stops when a job is %s, and the next run picks the go-live up', async (fate, jobs, result) => {
    const publisher = await Publisher.start({ ...waiting, goLiveSeconds: 20 * hour });
    const run = await publisher.run(path, {
      environments: environments(publisher),
      fate: (job) => (job === 'follow-02' ? fate : undefined),
    });
    expect(resultsOf(run)).toEqual(jobs);
    expect(run.result).toBe(result);

    const again = await publisher.run(path, { environments: environments(publisher) });
    expect(again.result).toBe('success');
    expect(publisher.offer(offer).goLives).toBe(1);
  });

  it('has jobs that differ in their number alone', () => {
    const { jobs } = readWorkflow(path);
    const following = Object.keys(jobs).filter((name) => name.startsWith('follow-'));
    expect(following).toHaveLength(15);
    for (const [index, name] of following.entries()) {
      expect({ ...jobs[name], needs: '' }).toEqual({ ...jobs['follow-01'], needs: '' });
      expect(jobs[name]?.needs).toBe(following[index - 1] ?? 'start');
    }
    expect(jobs['not-live']?.needs).toEqual(['start', ...following]);
  });
});

/** Stands for GitHub's command line tool: keeps issues in a file, newest first. */
const gh = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs');
const [what, verb, ...rest] = process.argv.slice(2);
const file = process.env.ISSUES;
const issues = JSON.parse(readFileSync(file, 'utf8'));
const option = (name) => rest[rest.indexOf('--' + name) + 1];
const issue = issues.find(({ number }) => String(number) === rest[0]);
if (process.env.GH_TOKEN !== 'the-token-of-the-job' || process.env.GH_REPO !== 'contoso/offers') process.exit(4);
switch (what + ' ' + verb) {
  case 'label create': break;
  case 'issue list':
    console.log(JSON.stringify(issues.map(({ number, title, state }) => ({ number, title, state }))));
    break;
  case 'issue create':
    issues.unshift({ number: issues.length + 1, title: option('title'), state: 'OPEN', said: [option('body')] });
    break;
  case 'issue edit': issue.title = option('title'); break;
  case 'issue comment': issue.said.push(option('body')); break;
  case 'issue close': issue.state = 'CLOSED'; issue.said.push(option('comment')); break;
  default: throw new Error(process.argv.join(' '));
}
writeFileSync(file, JSON.stringify(issues));
`;
/** Stands for curl, and writes down what it is asked to send. */
const curl = `#!/usr/bin/env bash
printf '%s %s\\n' "\${@: -1}" "$(jq --compact-output .)" >> "$SLACK"
`;

describe('follow-on-schedule.yml', () => {
  const path = 'examples/follow-on-schedule.yml';
  const webhook = 'https://hooks.slack.example/a-secret';
  interface Issue {
    title: string;
    state: string;
    said: string[];
  }
  let publisher: Publisher;
  const issues = (): Issue[] => JSON.parse(readFileSync(join(publisher.folder, 'issues'), 'utf8'));
  const inSlack = () => {
    const file = join(publisher.folder, 'slack');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  };
  /** Looks at the offer as the schedule does, six hours after the last time. */
  const look = async () => {
    publisher.advance(6 * hour * 1000);
    const run = await publisher.run(path, {
      github: { event_name: 'schedule' },
      secrets: { SLACK_WEBHOOK: webhook },
      env: { ISSUES: join(publisher.folder, 'issues'), SLACK: join(publisher.folder, 'slack') },
    });
    const [{ title = '', state = '' } = {}] = issues();
    return [run.result, title, state].join(', ');
  };
  const start = async (...offers: Parameters<typeof Publisher.start>) => {
    publisher = await Publisher.start(...offers);
    publisher.program('gh', gh);
    publisher.program('curl', curl);
    writeFileSync(join(publisher.folder, 'issues'), '[]');
  };

  it('says nothing while nothing happens', async () => {
    await start(waiting);
    expect([await look(), await look()]).toEqual(['success, , ', 'success, , ']);
    expect(inSlack()).toEqual([]);
  });

  it('opens an issue when a go-live is in progress, and closes it when the offer is live', async () => {
    await start({ ...waiting, goLiveSeconds: 15 * hour });
    publisher.offer(offer).goLive();
    expect([await look(), await look(), await look(), await look()]).toEqual([
      `success, ${offer}: running, OPEN`,
      `success, ${offer}: running, OPEN`,
      `success, ${offer}: succeeded, CLOSED`,
      `success, ${offer}: succeeded, CLOSED`,
    ]);
    expect(issues()).toHaveLength(1);
    expect(issues()[0]?.said).toEqual([
      expect.stringMatching(/^ {4}In progress/),
      expect.stringMatching(/^ {4}Nothing is in progress\. The offer is live/),
    ]);
    expect(inSlack()).toEqual([
      expect.stringContaining(`${webhook} {"text":"${offer}: In progress`),
      expect.stringContaining(`${webhook} {"text":"${offer}: Nothing is in progress. The offer is live`),
    ]);
  });

  it('is red once for a go-live that failed, and tells of the next one again', async () => {
    await start({ ...waiting, goLiveEnds: 'failed', goLiveSeconds: 9 * hour, previewSeconds: hour });
    publisher.offer(offer).goLive();
    expect([await look(), await look(), await look()]).toEqual([
      `success, ${offer}: running, OPEN`,
      `failure, ${offer}: failed (service), OPEN`,
      `success, ${offer}: failed (service), OPEN`,
    ]);
    publisher.offer(offer).publishPreview();
    expect(await look()).toBe(`success, ${offer}: waiting-for-review, CLOSED`);
    publisher.offer(offer).goLive();
    expect([await look(), await look()]).toEqual([
      `success, ${offer}: running, OPEN`,
      `failure, ${offer}: failed (service), OPEN`,
    ]);
    expect(issues().map(({ title, state }) => [title, state])).toEqual([
      [`${offer}: failed (service)`, 'OPEN'],
      [`${offer}: waiting-for-review`, 'CLOSED'],
    ]);
  });

  it('is red once when somebody closes the issue of a failure', async () => {
    await start({ ...waiting, state: 'failed' });
    expect(await look()).toBe(`failure, ${offer}: failed (service), OPEN`);
    writeFileSync(
      join(publisher.folder, 'issues'),
      JSON.stringify(issues().map((issue) => ({ ...issue, state: 'CLOSED' }))),
    );
    expect(await look()).toBe(`success, ${offer}: failed (service), CLOSED`);
  });

  it('is red once when the application is no longer let in', async () => {
    await start(waiting);
    refuse(publisher, 403, 'Accept the terms & conditions: 1 < 2.');
    expect([await look(), await look()]).toEqual([
      `failure, ${offer}: not-started (permission), OPEN`,
      `success, ${offer}: not-started (permission), OPEN`,
    ]);
    // With & and <, Slack begins a command.
    expect(inSlack()).toEqual([expect.stringContaining('terms &amp; conditions: 1 &lt; 2.')]);
    expect(issues()[0]?.said).toEqual([expect.stringContaining('terms & conditions: 1 < 2.')]);
  });
});

describe('check.yml', () => {
  const path = 'examples/check.yml';
  const pullRequest = (full_name: string) => ({
    github: { event_name: 'pull_request', event: { pull_request: { head: { repo: { full_name } } } } },
  });

  it.each([
    ['of this repository', pullRequest('contoso/offers'), { check: 'success' }],
    ['of a fork, which gets no id token', pullRequest('somebody/offers'), {}],
    ['that is none, but a schedule', { github: { event_name: 'schedule' } }, { check: 'success' }],
  ])('checks for a pull request %s', async (_, options, jobs) => {
    const publisher = await Publisher.start(waiting);
    expect(resultsOf(await publisher.run(path, options))).toEqual(jobs);
    expect(publisher.offer(offer).goLiveRequests).toBe(0);
  });

  it.each([
    ['a pull request, whose author could change it, needs a reviewer', pullRequest('contoso/offers'), ''],
    ['the schedule needs nobody', { github: { event_name: 'schedule' } }, '-follow'],
  ])('%s', async (_, options, suffix) => {
    const publisher = await Publisher.start(waiting);
    const run = await publisher.run(path, options);
    expect(run.jobs[0]?.environment).toBe(`marketplace${suffix}`);
  });

  it('warns when the preview is not ready', async () => {
    const publisher = await Publisher.start({ ...waiting, state: 'preview-building' });
    const run = await publisher.run(path, pullRequest('contoso/offers'));
    expect(run.result).toBe('success');
    expect(run.jobs[0]?.steps.at(-1)?.log).toMatch(/^::warning::The preview is still being built/);
  });

  it.each([
    ['the offer is not found', 404],
    ['access is missing', 403],
  ])('is red when %s', async (_, status) => {
    const publisher = await Publisher.start(waiting);
    refuse(publisher, status);
    const run = await publisher.run(path, pullRequest('contoso/offers'));
    expect(run.result).toBe('failure');
    expect(run.jobs[0]?.steps.at(-1)?.log).toMatch(/^::error::/);
  });

  it('waits for nobody, and makes no record of a deployment', async () => {
    const publisher = await Publisher.start(waiting);
    const run = await publisher.run(path, pullRequest('contoso/offers'));
    expect(readWorkflow(path).concurrency).toBeUndefined();
    expect(run.jobs[0]?.isDeployment).toBe(false);
  });
});

describe('preview-then-go-live.yml', () => {
  const path = 'examples/preview-then-go-live.yml';
  const building = {
    ...waiting,
    state: 'preview-building',
    previewSeconds: hour,
    goLiveSeconds: hour,
  } as const;

  it('waits for the preview, and then takes the offer live', async () => {
    const publisher = await Publisher.start(building);
    const run = await publisher.run(path, { env: leaping });
    expect(resultsOf(run), logOf(run)).toEqual({ preview: 'success', 'go-live': 'success' });
    expect(run.jobs.map(({ environment }) => environment)).toEqual(['marketplace-follow', 'marketplace']);
    expect(publisher.offer(offer)).toMatchObject({ state: 'live', goLives: 1 });
  });

  it('goes on at once when the preview is ready', async () => {
    const publisher = await Publisher.start({ ...waiting, goLiveSeconds: hour });
    const run = await publisher.run(path, { env: leaping });
    expect(resultsOf(run), logOf(run)).toEqual({ preview: 'success', 'go-live': 'success' });
  });

  it('asks nobody when there is no preview', async () => {
    const publisher = await Publisher.start({ ...waiting, state: 'live' });
    expect(resultsOf(await publisher.run(path))).toEqual({ preview: 'success' });
  });

  it('is red, and asks nobody, when somebody cancels the preview meanwhile', async () => {
    const publisher = await Publisher.start(building);
    publisher.onRequest = () => {
      if (publisher.emulator.requests.length === 10) publisher.offer(offer).cancelFromPortal();
    };
    const run = await publisher.run(path, { env: leaping });
    expect(publisher.emulator.requests.length).toBeGreaterThan(10);
    expect(resultsOf(run), logOf(run)).toEqual({ preview: 'failure' });
  });

  it('is red, and asks nobody, when the preview has failed before', async () => {
    const publisher = await Publisher.start(building);
    publisher.offer(offer).cancelFromPortal();
    const run = await publisher.run(path);
    expect(resultsOf(run)).toEqual({ preview: 'failure' });
    expect(logOf(run)).toContain('::error::There is no preview to approve. Nothing is in progress.');
  });
});

describe('many-offers.yml', () => {
  it('takes 205 offers live, in groups of a hundred', async () => {
    const ids = Array.from({ length: 205 }, (_, index) => `contoso-offer-${index}`);
    const publisher = await Publisher.start(
      ...ids.map((id) => ({ ...waiting, offer: id, goLiveSeconds: 30 })),
    );
    writeFileSync(join(publisher.folder, 'offers.txt'), `${ids.join('\n')}\n\n`);
    const run = await publisher.run('examples/many-offers.yml', { env: leaping });
    expect(run.result, logOf(run)).toBe('success');
    expect(
      run.jobs
        .map(({ steps }) => steps.at(-1)?.outputs['result'] ?? '[]')
        .map((result) => JSON.parse(result).length),
    ).toEqual([0, 100, 100, 5]);
    for (const id of ids) expect(publisher.offer(id)).toMatchObject({ state: 'live', goLives: 1 });
  });
});

describe('try-without-azure.yml', () => {
  it('plays a go-live on the emulator, which it starts', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const run = await playWorkflow(readWorkflow('examples/try-without-azure.yml'), {
      env: { PORT: String(port) },
    });
    expect(run.result, logOf(run)).toBe('success');
    expect(logOf(run)).toContain('The offer is live.');
    expect(logOf(run)).toContain('/rp/product-ingestion/');
  });
});
