import { describe, expect, it } from 'vitest';
import { readWorkflow, type Workflow } from '../support/repository/play-job.ts';
import type { PlayedRun, RunOptions } from '../support/repository/play-workflow.ts';
import { leaping, Publisher, waitMinutes } from '../support/repository/publisher.ts';

const offer = 'contoso-vm';
const hour = 3_600;
const waiting = { state: 'waiting-for-sign-off', type: 'virtual machine' } as const;

let publisher: Publisher;

const expression = (text: string) => `\${{ ${text} }}`;

/** The example that calls go-live.yml, with more inputs, and with a job that reads its outputs. */
function caller(inputs: Record<string, unknown> = {}): Workflow {
  const workflow = readWorkflow('examples/wait-for-days.yml');
  const job = workflow.jobs['go-live'];
  Object.assign(job?.with ?? {}, inputs);
  workflow.jobs['after'] = {
    needs: 'go-live',
    if: 'always()',
    outputs: {},
    steps: [
      {
        env: { OUTPUTS: expression('toJSON(needs.go-live.outputs)') },
        run: 'printf %s "$OUTPUTS"',
        shell: 'bash',
      },
    ],
  };
  return workflow;
}

interface Ended {
  result: PlayedRun['result'];
  /** The jobs of go-live.yml that were not skipped, in order. */
  ran: string[];
  outcome: string;
  outputs: { status: string; message: string; result: { offer: string; status: string }[] };
  run: PlayedRun;
}

async function run(inputs?: Record<string, unknown>, options?: RunOptions): Promise<Ended> {
  const run = await publisher.run(caller(inputs), options);
  const logOf = (name: string) => run.jobs.find((job) => job.name === name)?.log ?? '';
  const outputs = JSON.parse(logOf('after'));
  return {
    result: run.result,
    ran: run.jobs
      .filter(({ name, result }) => name !== 'after' && result !== 'skipped')
      .map(({ name }) => name.replace('go-live / ', '')),
    outcome: logOf('go-live / outcome').trim(),
    outputs: { ...outputs, result: JSON.parse(outputs.result) },
    run,
  };
}

/** The names of the first jobs that follow. */
const follow = (count: number) =>
  Array.from({ length: count }, (_, index) => `follow-${String(index + 1).padStart(2, '0')}`);

describe('go-live.yml takes an offer live, and ends with the go-live:', () => {
  it.each([
    ['virtual machine', 'product-ingestion'],
    ['Azure application', 'partner-center'],
    ['managed service', 'cloud-partner-portal'],
  ] as const)('green when a %s is live', async (type, api) => {
    publisher = await Publisher.start({ offer, ...waiting, type, goLiveSeconds: 11 * hour });
    const startMs = publisher.nowMs;
    const { result, ran, outcome, outputs } = await run();
    expect({ result, ran, outcome }).toEqual({
      result: 'success',
      ran: ['start', ...follow(3), 'outcome'],
      outcome: '::notice::The offer is live.',
    });
    expect(outputs).toMatchObject({
      status: 'succeeded',
      message: 'The offer is live.',
      result: [{ offer, api, status: 'succeeded' }],
    });
    expect(publisher.offer(offer).goLives).toBe(1);
    const hours = (publisher.nowMs - startMs) / 3_600_000;
    expect(hours).toBeGreaterThan(12);
    expect(hours).toBeLessThan(12.2);
  });

  it('green at once when there is nothing to release', async () => {
    publisher = await Publisher.start({ offer, type: 'virtual machine', state: 'live' });
    const { result, ran, outputs } = await run();
    expect({ result, ran }).toEqual({ result: 'success', ran: ['start', 'outcome'] });
    expect(outputs.message).toBe('The offer is live, with nothing to release.');
  });

  it.each([
    ['virtual machine', 'failed', 'The go-live failed.'],
    ['Azure application', 'failed', 'The go-live failed.'],
    ['managed service', 'failed', 'The go-live failed.'],
    ['virtual machine', 'canceled', 'The go-live was canceled'],
  ] as const)(
    'red with the reason when the go-live of a %s ends as %s',
    async (type, goLiveEnds, sentence) => {
      const certifiedAfterGoLive = true;
      publisher = await Publisher.start({
        ...{ offer, ...waiting, type, goLiveEnds, certifiedAfterGoLive, goLiveSeconds: 6 * hour },
      });
      const { result, ran, outcome, outputs } = await run();
      expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', ...follow(2), 'outcome'] });
      expect(outcome).toContain(`::error::${sentence}`);
      expect(outputs).toMatchObject({ status: goLiveEnds, result: [{ status: goLiveEnds }] });
      expect(outputs.message).toContain(sentence);
    },
  );

  it('red, with nothing started, when it cannot start', async () => {
    publisher = await Publisher.start({ offer, type: 'virtual machine', state: 'never-published' });
    const { result, ran, outcome, outputs } = await run();
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', 'outcome'] });
    expect(outcome).toContain('::error::The offer was never published: publish it to preview first.');
    expect(outputs.status).toBe('not-started');
  });

  it('red when it goes on for longer than the jobs that follow, and the next run picks it up', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 20 * hour });
    const first = await run({ 'follow-jobs': 3 });
    expect({ result: first.result, ran: first.ran }).toEqual({
      result: 'failure',
      ran: ['start', ...follow(3), 'outcome'],
    });
    expect(first.outcome).toMatch(
      /^::error::The go-live is still in progress, and this run no longer follows it\. Run the workflow again/,
    );
    expect(first.outputs).toMatchObject({ status: 'running', result: [{ offer, status: 'running' }] });

    const second = await run({ 'follow-jobs': 3 });
    expect({ result: second.result, ran: second.ran }).toEqual({
      result: 'success',
      ran: ['start', ...follow(2), 'outcome'],
    });
    expect(publisher.offer(offer).goLives).toBe(1);
  });

  it('green with a warning in that case, where a timeout is no failure', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 20 * hour });
    const { result, outcome, outputs } = await run({ 'follow-jobs': 1, 'fail-on-timeout': false });
    expect(result).toBe('success');
    expect(outcome).toMatch(/^::warning::The go-live is still in progress/);
    expect(outputs.status).toBe('running');
  });

  it('red after its 36 jobs, which are six days', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 7 * 24 * hour });
    const startMs = publisher.nowMs;
    const { result, ran, outcome } = await run();
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', ...follow(36), 'outcome'] });
    expect(outcome).toMatch(/^::error::The go-live is still in progress/);
    expect((publisher.nowMs - startMs) / 3_600_000).toBeGreaterThan(6 * 24);
  }, 180_000);
});

describe('go-live.yml takes several offers live', () => {
  const others = [
    { offer: 'contoso-app', ...waiting, type: 'Azure application', goLiveSeconds: 3 * hour },
    { offer: 'contoso-service', ...waiting, type: 'managed service', goLiveSeconds: 10 * hour },
  ] as const;

  it.each([
    ['a JSON list', '["contoso-app", "contoso-service"]'],
    ['lines', 'contoso-app\ncontoso-service\n'],
  ])('given as %s, and follows them until the last one is live', async (_, offers) => {
    publisher = await Publisher.start(...others);
    const { result, ran, outputs } = await run({ offer: offers });
    expect({ result, ran }).toEqual({ result: 'success', ran: ['start', ...follow(3), 'outcome'] });
    expect(outputs.result).toMatchObject([
      { offer: 'contoso-app', status: 'succeeded' },
      { offer: 'contoso-service', status: 'succeeded' },
    ]);
    for (const { offer } of others) expect(publisher.offer(offer).goLives).toBe(1);
  });

  it('and follows the others when one has failed; red in the end', async () => {
    publisher = await Publisher.start(others[1], { ...others[0], goLiveEnds: 'failed' });
    const { result, ran, outputs } = await run({ offer: '["contoso-app", "contoso-service"]' });
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', ...follow(3), 'outcome'] });
    expect(outputs.status).toBe('failed');
    expect(outputs.result).toMatchObject([{ status: 'failed' }, { status: 'succeeded' }]);
  });

  it('and follows the others when one was not started; red in the end', async () => {
    publisher = await Publisher.start(others[1], { ...others[0], state: 'never-published' });
    const { result, ran, outputs } = await run({ offer: '["contoso-app", "contoso-service"]' });
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', ...follow(3), 'outcome'] });
    expect(outputs.result).toMatchObject([{ status: 'not-started' }, { status: 'succeeded' }]);
  });
});

describe('go-live.yml goes on', () => {
  it('after a job whose runner is lost', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 11 * hour });
    const {
      result,
      ran,
      run: whole,
    } = await run(
      {},
      {
        fate: (job) => (/follow-0[12]$/.test(job) ? 'lost' : undefined),
      },
    );
    expect({ result, ran }).toEqual({ result: 'success', ran: ['start', ...follow(3), 'outcome'] });
    expect(whole.jobs.map(({ result }) => result).slice(0, 4)).toEqual([
      'success',
      'failure',
      'failure',
      'success',
    ]);
  });

  it.each([
    ['with the operation URL', {}],
    ['without it', { WORD: 'product-ingestion' }],
  ])('after a job in which the APIs were not there, %s', async (_, secrets) => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 7 * hour });
    const path = /^\/(api|rp|v1\.0)\//;
    const always = { path, times: Number.POSITIVE_INFINITY };
    let fault: { on?: object; struck: number } | undefined;
    const { result, ran } = await run(
      {},
      {
        secrets,
        // The minute that a single check may take passes at once.
        env: leaping,
        fate: (job) => {
          if (fault) fault.on = { ...always, times: 0 };
          if (job.endsWith('follow-01'))
            fault = publisher.emulator.faults.add({ kind: 'status', status: 503, on: always });
          return undefined;
        },
      },
    );
    expect(fault?.struck).toBeGreaterThan(1);
    expect({ result, ran }).toEqual({ result: 'success', ran: ['start', ...follow(2), 'outcome'] });
  });

  it('without the operation URL, when GitHub drops outputs that contain a secret', async () => {
    publisher = await Publisher.start({
      offer,
      ...waiting,
      type: 'managed service',
      goLiveSeconds: 7 * hour,
    });
    const {
      result,
      ran,
      outcome,
      outputs,
      run: whole,
    } = await run({}, { secrets: { PUBLISHER: 'contoso' } });
    expect({ result, ran }).toEqual({ result: 'success', ran: ['start', ...follow(2), 'outcome'] });
    expect(outcome).toContain('::notice::Nothing is in progress. The offer is live');
    // The result has the publisher, so it is lost as well.
    expect(outputs).toMatchObject({ status: 'succeeded', result: [] });
    expect(whole.jobs.find(({ name }) => name.endsWith('follow-01'))?.log).toContain('Already in progress');
    expect(publisher.offer(offer).goLiveRequests).toBe(1);
  });

  it('and does not start what is gone: red when the preview waits for sign-off again', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 20 * hour, previewSeconds: hour });
    const { result, ran, outputs } = await run(
      {},
      {
        // Without the operation URL, the jobs follow the offer.
        secrets: { WORD: 'product-ingestion' },
        fate: (job) => {
          if (job.endsWith('follow-01')) publisher.offer(offer).cancelFromPortal();
          if (job.endsWith('follow-01')) publisher.offer(offer).publishPreview();
          return undefined;
        },
      },
    );
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', ...follow(2), 'outcome'] });
    expect(outputs.status).toBe('waiting-for-review');
    expect(publisher.offer(offer).goLiveRequests).toBe(1);
  });
});

describe('go-live.yml stops', () => {
  it('when somebody cancels the run between two checks; the go-live goes on, and the next run picks it up', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 10 * hour });
    const first = await run({}, { fate: (job) => (job.endsWith('follow-02') ? 'canceled' : undefined) });
    expect({ result: first.result, ran: first.ran }).toEqual({
      result: 'cancelled',
      ran: ['start', ...follow(2), 'outcome'],
    });
    expect(first.outcome).toContain(
      'the run was canceled, or a job failed. A go-live that was started continues.',
    );
    expect(first.outputs.status).toBe('unknown');

    const second = await run();
    expect(second.result).toBe('success');
    expect(publisher.offer(offer).goLives).toBe(1);
  });

  it('when the job that starts is lost, after which nobody knows whether there is anything to follow', async () => {
    publisher = await Publisher.start({ offer, ...waiting });
    const { result, ran, outcome } = await run(
      {},
      {
        fate: (job) => (job.endsWith('start') ? 'lost' : undefined),
      },
    );
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', 'outcome'] });
    expect(outcome).toContain('No job could tell how it ended');
  });

  it.each([
    ['the application has lost its right', /product-ingestion/, 403, 'No.', /^::error::.*403/],
    [
      'the environment has no federated credential',
      /\/oauth2\//,
      401,
      'AADSTS70025: The client has no configured federated identity credentials.',
      /^::error::.*AADSTS70025/,
    ],
  ])('when %s, instead of asking for days', async (_, path, status, words, error) => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 20 * hour });
    const on = { path, times: Number.POSITIVE_INFINITY };
    const body = JSON.stringify({ error: 'no', error_description: words, error_codes: [70025] });
    const { result, ran, outcome } = await run(
      {},
      {
        env: leaping,
        fate: (job) => {
          if (job.endsWith('follow-02')) publisher.emulator.faults.add({ kind: 'status', status, body, on });
          return undefined;
        },
      },
    );
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', ...follow(2), 'outcome'] });
    expect(outcome).toMatch(error);
  });

  it('when the environment has no wait timer, instead of checking 36 times in a few minutes', async () => {
    publisher = await Publisher.start({ offer, ...waiting });
    const { result, ran, outcome } = await run({ 'follow-environment': 'marketplace-follow' });
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', 'follow-01', 'outcome'] });
    expect(outcome).toContain('The environment marketplace-follow has no wait timer');
  });
});

describe('go-live.yml without wait timers', () => {
  it('follows on the runner, for five and a half hours in each job', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 9 * hour });
    const startMs = publisher.nowMs;
    const {
      result,
      ran,
      run: whole,
    } = await run({ 'follow-environment': 'marketplace-follow', 'wait-on-runner': true }, { env: leaping });
    expect({ result, ran }).toEqual({ result: 'success', ran: ['start', ...follow(2), 'outcome'] });
    expect(whole.jobs.find(({ name }) => name.endsWith('follow-01'))?.log).toContain(
      'Timed out after 5 h 30 min',
    );
    expect((publisher.nowMs - startMs) / 3_600_000).toBeLessThan(9.3);
  });
});

describe('go-live.yml starts nothing', () => {
  it('when GitHub does not say from which commit it is', async () => {
    publisher = await Publisher.start({ offer, ...waiting });
    const { result, ran, run: whole } = await run({}, { workflowIdentity: {} });
    expect({ result, ran }).toEqual({ result: 'failure', ran: ['start', 'outcome'] });
    expect(whole.jobs[0]?.log).toContain('::error::GitHub does not say from which commit this workflow is');
    expect(publisher.emulator.requests).toEqual([]);
  });

  it.each([0, 37, 1.5])('with %s jobs that follow', async (jobs) => {
    publisher = await Publisher.start({ offer, ...waiting });
    const { result, run: whole } = await run({ 'follow-jobs': jobs });
    expect(result).toBe('failure');
    expect(whole.jobs[0]?.log).toContain('::error::follow-jobs must be a whole number from 1 to 36.');
    expect(publisher.emulator.requests).toEqual([]);
  });

  it('when the calling job does not let it ask for id tokens', async () => {
    publisher = await Publisher.start({ offer, ...waiting });
    const workflow = caller();
    delete workflow.jobs['go-live']?.permissions;
    await expect(publisher.run(workflow)).rejects.toThrow('asks for id-token');
  });
});

describe('the jobs of go-live.yml', () => {
  const { on, jobs } = readWorkflow('.github/workflows/go-live.yml');
  const following = Object.keys(jobs).filter((name) => name.startsWith('follow-'));

  it('go one after the other, as many as the input allows', () => {
    expect(following).toEqual(follow(36));
    for (const [index, name] of following.entries()) {
      const { needs, env } = jobs[name] ?? {};
      expect({ needs, env }).toEqual({
        needs: index === 0 ? ['start'] : ['start', following[index - 1]],
        env: { JOB: index + 1 },
      });
    }
    expect(on['workflow_call']?.inputs?.['follow-jobs']?.default).toBe(36);
    expect(jobs['outcome']?.needs).toEqual(['start', ...following]);
  });

  it('are all the same but for that', () => {
    const rest = following.map((name) => ({ ...jobs[name], needs: [], env: {} }));
    for (const job of rest) expect(job).toEqual(rest[0]);
  });

  it('make a record of a deployment for the start alone', async () => {
    publisher = await Publisher.start({ offer, ...waiting, goLiveSeconds: 7 * hour });
    const { run: whole } = await run();
    expect(whole.jobs.filter(({ isDeployment }) => isDeployment).map(({ name }) => name)).toEqual([
      'go-live / start',
    ]);
    expect(whole.jobs[1]).toMatchObject({ environment: 'marketplace-wait', isDeployment: false });
    expect(waitMinutes).toBe(240);
  });

  it('use the action of the commit of the workflow, and nothing else of it', () => {
    for (const { steps = [] } of Object.values(jobs)) {
      for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
        expect(step.with).toEqual({
          repository: expression('job.workflow_repository'),
          ref: expression('job.workflow_sha'),
          path: 'go-live',
          'sparse-checkout': 'dist',
          'persist-credentials': false,
        });
      }
    }
  });
});
