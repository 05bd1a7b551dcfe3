import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
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
import type { Answer } from '../support/servers/script-server.ts';

const MiB = 1024 * 1024;

/**
 * Expects a step within GitHub's limits.
 * @param maxMemory in bytes, about twice the measured value; an idle run takes 75 MB
 */
function expectBounded(ended: Ended, maxMemory: number): void {
  const { files, summary, outputs, rawOutput, log, peakMemoryBytes = 0 } = ended;
  expect(peakMemoryBytes).toBeLessThan(maxMemory);
  // actions/runner, FileCommandManager.cs; docs.github.com, output limitations (1 MB, counted in UTF-16).
  expect(Buffer.byteLength(files.summary)).toBeLessThanOrEqual(MiB);
  expect(summary).not.toBe('');
  expect(Object.values(outputs).join('').length).toBeLessThanOrEqual(500_000);
  // actions/runner, ExecutionContext.cs.
  const commands = (name: string) => rawOutput.split('\n').filter((line) => line.startsWith(`::${name}::`));
  for (const annotations of [commands('warning'), commands('error')]) {
    expect(annotations.length).toBeLessThanOrEqual(10);
    expect(Math.max(0, ...annotations.map((line) => line.length))).toBeLessThanOrEqual(4_096);
  }
  expect(Math.max(...log.map((line) => line.length))).toBeLessThanOrEqual(8_192);
  // Nothing is cut in the middle of a character.
  expect([summary, ...log, ...Object.values(outputs)].every((text) => text.isWellFormed())).toBe(true);
}

const rocket = '🚀';
/** A document with more than the action reads: it reads 50 steps and a hundred messages. */
const longDocument = (status: string, text: string) =>
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

describe('a flood of text', () => {
  it.concurrent('from a hundred offers is cut, and the cuts are marked', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `offer-${index}`);
    // In the summary a quotation mark is six characters.
    const failed = longDocument('failed', `${rocket}${'"'.repeat(10)}`.repeat(200));
    const ended = await runOnScript(
      names.flatMap((name) => goLiveOf(name, [failed])),
      { with: { offer: names.join('\n') } },
    );
    expectBounded(ended, 1_200 * MiB);
    expect(ended.offers.map(({ status, started }) => `${status} ${started}`)).toEqual(
      Array(100).fill('failed true'),
    );
    expect(ended.outputs['operation-url']?.split('\n')).toHaveLength(100);
    expect(ended.summary.match(/<summary>\S+ offer-\d+ did not go live/g)).toHaveLength(100);
    expect(ended.summary).toContain('(cut)');
    expect(ended.log.length).toBeLessThan(100 * 45);
  });

  it.concurrent('that is new at each status check is logged up to a limit', async () => {
    const checks = 150;
    const documents = Array.from({ length: checks }, (_, number) =>
      document('running', 'complete', 'inProgress', {
        messages: Array.from({ length: 40 }, (_, index) => ({ messageHtml: `Note ${number} ${index}` })),
      }),
    );
    const ended = await runOnScript([look(), accept, ...operation(...documents, document('complete'))], {
      fast: 50,
    });
    expectBounded(ended, 300 * MiB);
    expect(ended.exitCode).toBe(0);
    expect(ended.log.length).toBeLessThan(3_000 + 20);
    expect(ended.log).toContainEqual(expect.stringMatching(/No more changes are logged/));
    expect(ended.log.at(-1)).toMatch(/The offer is live/);
  });
});

describe('a flood of data', () => {
  it.concurrent.each(allApis)('$api: each endless body is aborted, and the wait continues', async (api) => {
    const ended = await runOnEmulator(
      {
        offers: [waitingVm],
        prepare: ({ faults }) =>
          faults.add({ kind: 'endless-body', on: { path: api.poll, nth: 2, times: 4 } }),
      },
      { api },
    );
    expectBounded(ended, 350 * MiB);
    expect(ended.outputs['status']).toBe('succeeded');
    expect(ended.summary).toContain('4 × too-large');
  });

  it.concurrent('documents just below the size limit are read', async () => {
    const padding = 'x'.repeat(MiB - 2_000);
    const large = (status: string) => Buffer.from(JSON.stringify({ ...document(status), padding }));
    const ended = await runOnScript([
      look(),
      accept,
      ...operation(...Array(5).fill(large('running')), large('complete')),
    ]);
    expectBounded(ended, 350 * MiB);
    expect(ended.exitCode).toBe(0);
  });

  /** An endless list of products: each page names the next, by its number. */
  const endlessList = (page: (next: number) => object): Answer => {
    let pages = 0;
    const act = (_request: IncomingMessage, socket: Socket) => {
      pages += 1;
      const body = JSON.stringify(page(pages));
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    return { method: 'GET', path: /\/product\?/, act };
  };
  it.concurrent.each<{ what: string; page: (next: number) => object; requests: number; message: RegExp }>([
    {
      what: 'an endless list is aborted at 8 MiB',
      page: (next) => ({
        value: ['x'.repeat(900 * 1024)],
        '@nextLink': `?continuationToken=${next}`,
      }),
      requests: 10,
      message: /\/product exceeds the limit of 8 MiB/,
    },
    {
      what: 'an endless list of small pages is aborted at 1,000 pages',
      page: (next) => ({ value: ['x'], '@nextLink': `?continuationToken=${next}` }),
      requests: 1_000,
      message: /\/product exceeds the limit of 1000 pages/,
    },
    {
      what: 'a list that repeats a page is aborted at once',
      page: () => ({ value: ['x'], '@nextLink': '?continuationToken=same' }),
      requests: 2,
      message: /\/product repeats its pages/,
    },
  ])('$what', async ({ page, requests, message }) => {
    const ended = await runOnScript([endlessList(page)], { api: productIngestion });
    expectBounded(ended, 350 * MiB);
    expect(ended.outputs).toMatchObject({
      'failure-kind': 'service',
      started: 'false',
      status: 'not-started',
    });
    expect(ended.outputs['message']).toMatch(message);
    expect(ended.server.requests).toHaveLength(requests);
  });
});
