import { describe, expect, it } from 'vitest';
import { allApis, productIngestion } from '../support/action/api-inputs.ts';
import {
  accept,
  document,
  goLiveOf,
  look,
  operation,
  runOnScript,
} from '../support/action/portal-answers.ts';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import type { Ended } from '../support/action/start-action.ts';

const MiB = 1024 * 1024;

/** What GitHub takes of a step. @param mostMemory in bytes, about twice what it was seen to be; an idle run takes 75 MB */
function isBounded(ended: Ended, mostMemory: number): void {
  const { files, summary, outputs, rawOutput, log, peakMemoryBytes = 0 } = ended;
  expect(peakMemoryBytes).toBeLessThan(mostMemory);
  // actions/runner, FileCommandManager.cs; docs.github.com, output limitations (1 MB, counted in UTF-16).
  expect(Buffer.byteLength(files.summary)).toBeLessThanOrEqual(MiB);
  expect(summary).not.toBe('');
  expect(Object.values(outputs).join('').length).toBeLessThanOrEqual(500_000);
  // actions/runner, ExecutionContext.cs.
  const commands = (name: string) => rawOutput.split('\n').filter((line) => line.startsWith(`::${name}::`));
  for (const annotation of [commands('warning'), commands('error')]) {
    expect(annotation.length).toBeLessThanOrEqual(10);
    expect(Math.max(0, ...annotation.map((line) => line.length))).toBeLessThanOrEqual(4_096);
  }
  expect(Math.max(...log.map((line) => line.length))).toBeLessThanOrEqual(8_192);
  // A cut is not through a character.
  expect([summary, ...log, ...Object.values(outputs)].every((text) => text.isWellFormed())).toBe(true);
}

const rocket = '🚀';
/** More than is read of it: 50 steps, and a hundred messages. */
const wordy = (status: string, text: string) =>
  Buffer.from(
    JSON.stringify({
      ...document(status),
      steps: Array.from({ length: 60 }, (_, index) => ({
        id: `step-${index}`,
        stepName: `Step ${index} ${rocket.repeat(200)}`,
        status: 'failed',
        messages: Array(3).fill({ messageHtml: text, level: 'error' }),
      })),
    }),
  );

describe('a flood of words', () => {
  it.concurrent('from a hundred offers is cut, and says so', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `offer-${index}`);
    // In the summary a quotation mark is six characters.
    const failed = wordy('failed', `${rocket}${'"'.repeat(10)}`.repeat(800));
    const ended = await runOnScript(
      names.flatMap((name) => goLiveOf(name, [failed])),
      { with: { offer: names.join('\n') } },
    );
    isBounded(ended, 1_200 * MiB);
    expect(ended.offers.map(({ status, started }) => `${status} ${started}`)).toEqual(
      Array(100).fill('failed true'),
    );
    expect(ended.outputs['operation-url']?.split('\n')).toHaveLength(100);
    expect(ended.summary.match(/<h3>/g)).toHaveLength(100);
    expect(ended.summary).toContain('(cut)');
    expect(ended.log.length).toBeLessThan(100 * 40);
  });

  it.concurrent('that is new at each look is told for a while, then counted', async () => {
    const looks = 150;
    const news = Array.from({ length: looks }, (_, number) =>
      document('running', 'complete', 'inProgress', {
        messages: Array.from({ length: 40 }, (_, index) => ({ messageHtml: `Note ${number} ${index}` })),
      }),
    );
    const ended = await runOnScript([look(), accept, ...operation(...news, document('complete'))], {
      fast: 50,
    });
    isBounded(ended, 300 * MiB);
    expect(ended.exitCode).toBe(0);
    expect(ended.log.length).toBeLessThan(3_000 + looks + 20);
    expect(ended.log).toContainEqual(expect.stringMatching(/and 40 more changes/));
    expect(ended.log.at(-1)).toMatch(/The offer is live/);
  });
});

describe('a flood of data', () => {
  it.concurrent.each(allApis)('$api: bodies without an end are given up, each in its turn', async (api) => {
    const ended = await runOnEmulator(
      {
        offers: [waitingVm],
        prepare: ({ faults }) =>
          faults.add({ kind: 'endless-body', on: { path: api.poll, nth: 2, times: 4 } }),
      },
      { api },
    );
    isBounded(ended, 350 * MiB);
    expect(ended.outputs['status']).toBe('succeeded');
    expect(ended.summary).toContain('4 × too-large');
  });

  it.concurrent('documents as large as they can be are read', async () => {
    const padding = 'x'.repeat(8 * MiB - 2_000);
    const large = (status: string) => Buffer.from(JSON.stringify({ ...document(status), padding }));
    const ended = await runOnScript([
      look(),
      accept,
      ...operation(...Array(5).fill(large('running')), large('complete')),
    ]);
    isBounded(ended, 350 * MiB);
    expect(ended.exitCode).toBe(0);
  });

  it.concurrent('a list without an end is given up', async () => {
    const page = Buffer.from(
      JSON.stringify({ value: ['x'.repeat(7 * MiB)], '@nextLink': '?continuationToken=next' }),
    );
    const ended = await runOnScript([{ method: 'GET', path: /\/product\?/, status: 200, body: page }], {
      api: productIngestion,
    });
    isBounded(ended, 350 * MiB);
    expect(ended.outputs).toMatchObject({
      'failure-kind': 'service',
      started: 'false',
      status: 'not-started',
    });
    expect(ended.outputs['message']).toMatch(/\/product is longer than 16 MiB/);
    expect(ended.server.requests).toHaveLength(3);
  });
});
