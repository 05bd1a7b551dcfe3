import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rows } from '../support/repository/markdown.ts';
import { readWorkflow } from '../support/repository/play-job.ts';
import type { RunOptions } from '../support/repository/play-workflow.ts';
import { leaping, Publisher, waitMinutes } from '../support/repository/publisher.ts';
import { onRunner, type Wait, waitingTable, withTimer } from '../support/repository/waiting-costs.ts';

const text = readFileSync('docs/waiting.md', 'utf8');
const { on } = readWorkflow('.github/workflows/go-live.yml');
const hour = 3_600_000;

describe('docs/waiting.md', () => {
  it('has the table that bench/waiting.ts prints', () => {
    expect(text).toContain(waitingTable());
  });

  it('lists the inputs and outputs of go-live.yml', () => {
    const inputs = Object.entries(on['workflow_call']?.inputs ?? {});
    const listed = rows('### Inputs and outputs of go-live.yml', text);
    expect(listed.map(([name, value]) => [name, value === '–' ? '' : value])).toEqual(
      inputs.map(([name, input]) => [name, String(input.default ?? '')]),
    );
    const outputs = Object.keys(on['workflow_call']?.outputs ?? {}).map((name) => `\`${name}\``);
    expect(text).toContain(`The outputs are ${outputs.join(', ').replace(/, (?=[^,]*$)/, ' and ')},`);
  });

  it('calls it as the example does', () => {
    const example = readFileSync('examples/wait-for-days.yml', 'utf8');
    const [, block = ''] = /```yaml\n(.*?)```/s.exec(text) ?? [];
    expect(example.endsWith(block)).toBe(true);
  });

  it('recommends the wait timer that the tests play', () => {
    expect(text).toContain(`-F wait_timer=${waitMinutes}`);
  });
});

describe('the simulation', () => {
  const offer = 'contoso-vm';

  /** The jobs of a run of go-live.yml, and how late it has seen the end. */
  async function play(goLiveMs: number, inputs: object, options: RunOptions) {
    const publisher = await Publisher.start({
      ...{ offer, state: 'waiting-for-sign-off', type: 'managed service', goLiveSeconds: goLiveMs / 1000 },
    });
    const workflow = readWorkflow('examples/wait-for-days.yml');
    Object.assign(workflow.jobs['go-live']?.with ?? {}, inputs);
    const startMs = publisher.nowMs;
    const run = await publisher.run(workflow, options);
    expect(run.result).toBe('success');
    return {
      jobs: run.jobs.filter(({ result }) => result !== 'skipped').length,
      lateMs: publisher.nowMs - startMs - goLiveMs,
    };
  }

  it.each([7, 21, 30])('says of a wait timer what a run shows, for a go-live of %s hours', async (hours) => {
    const wait: Wait = withTimer(waitMinutes * 60_000);
    const { minutes, lateMs = 0 } = wait(hours * hour);
    const played = await play(hours * hour, {}, {});
    // Each of these jobs takes less than a minute.
    expect(played.jobs).toBe(minutes);
    expect(Math.abs(played.lateMs - lateMs)).toBeLessThan(2 * 60_000);
  });

  it('says of a wait on the runner what a run shows', async () => {
    const { minutes, lateMs = 0 } = onRunner(9 * hour);
    const inputs = { 'follow-environment': 'marketplace-follow', 'wait-on-runner': true };
    const played = await play(9 * hour, inputs, { env: leaping });
    expect(played.jobs).toBe(4);
    expect(minutes).toBeGreaterThan(9 * 60);
    expect(minutes).toBeLessThan(9 * 60 + 10);
    // The pace shortens its pauses at random, by up to a tenth of five minutes.
    expect(Math.abs(played.lateMs - lateMs)).toBeLessThan(6 * 60_000);
  });
});
