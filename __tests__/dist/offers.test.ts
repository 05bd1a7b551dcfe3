import { describe, expect, it } from 'vitest';
import type { OfferSetup } from '../../emulator/offer.ts';
import { startScript } from '../helpers/script-server.ts';
import {
  accept,
  document,
  look,
  operation,
  posts,
  runAction,
  runOnEmulator,
  runOnScript,
  startCountingEmulator,
} from './fixture.ts';

const waits = { publisher: 'contoso', state: 'waiting-for-sign-off' } as const;
const vm: OfferSetup = { ...waits, offer: 'vm' };

describe('several offers in one step', () => {
  it.concurrent('one fails and one is live: red, with each in the result', async () => {
    const { emulator, outputs, offers, exitCode, summary, annotations } = await runOnEmulator(
      {
        offers: [
          { ...waits, offer: 'bad', goLiveEnds: 'failed' },
          { publisher: 'contoso', offer: 'done', state: 'live' },
          vm,
        ],
      },
      { with: { offer: 'bad\ndone\nvm' } },
    );
    expect(exitCode).toBe(1);
    expect(offers).toMatchObject([
      { offer: 'bad', status: 'failed', started: true, failureKind: 'service' },
      { offer: 'done', status: 'succeeded', started: false, operationUrl: '' },
      { offer: 'vm', status: 'succeeded', started: true, failureKind: '' },
    ]);
    expect(outputs).toMatchObject({
      status: 'failed',
      'failure-kind': 'service',
      started: 'true',
      message: expect.stringMatching(/^2 of 3 offers succeeded\. contoso\/bad: The go-live failed/),
    });
    // One line for each, in their order: the offer that is live has no operation.
    const urls = outputs['operation-url']?.split('\n') ?? [];
    expect(urls).toEqual([expect.stringContaining('/bad/'), '', expect.stringContaining('/vm/')]);
    expect(outputs['operation-id']?.split('\n').map((id) => id.length)).toEqual([36, 0, 36]);
    expect(posts(emulator)).toHaveLength(2);
    for (const offer of ['bad', 'done', 'vm']) {
      expect(summary).toContain(`<h3>Go-live of contoso/${offer}: `);
    }
    expect(annotations.filter(({ type }) => type === 'error')).toHaveLength(1);
  });

  it.concurrent('one of them is not there: the others are taken live', async () => {
    const { offers, outputs } = await runOnEmulator({ offers: [vm] }, { with: { offer: 'nowhere\nvm' } });
    expect(offers).toMatchObject([
      { status: 'not-started', failureKind: 'not-found' },
      { status: 'succeeded', failureKind: '' },
    ]);
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
  });

  it.concurrent('of a publisher that the token may not act for: permission', async () => {
    const { outputs } = await runOnEmulator({ offers: [vm] }, { with: { publisher: 'fabrikam' } });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'permission' });
    expect(outputs['message']).toMatch(/Add the application to the publisher/);
  });

  it.concurrent('with a token that is not valid: nothing is sent', async () => {
    const { emulator, outputs } = await runOnEmulator(
      { offers: [vm] },
      { with: { token: 'another-token-that-is-not-known' } },
    );
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'authentication' });
    expect(outputs['message']).toMatch(/The token is missing, has expired/);
    expect(posts(emulator)).toEqual([]);
  });
});

describe('start now, wait in another run', () => {
  it.concurrent.each([
    { name: 'migrated', setup: {} },
    { name: 'not migrated', setup: { migrated: false } },
    { name: 'without a location', setup: { location: { header: 'none' } } },
  ])('$name: by the operation URL alone', async ({ setup }) => {
    const emulator = await startCountingEmulator({ offers: [{ ...vm, ...setup }] });
    try {
      const first = await runAction(emulator.url, { with: { wait: 'false' } });
      expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'running', started: 'true' } });
      const url = first.outputs['operation-url'] ?? '';
      const second = await runAction(emulator.url, {
        with: { publisher: '', offer: '', 'operation-url': url },
      });
      expect(second).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'false' } });
      expect(second.outputs['operation-url']).toBe(url);
      expect(second.offer).toMatchObject({ publisher: 'contoso', offer: 'vm', polls: expect.any(Number) });
      expect(posts(emulator)).toHaveLength(1);
    } finally {
      await emulator.stop();
    }
  });

  it.concurrent('several, with the lines that the first run gave out', async () => {
    const emulator = await startCountingEmulator({
      offers: [vm, { publisher: 'contoso', offer: 'done', state: 'live' }, { ...waits, offer: 'third' }],
      hours: 4,
    });
    try {
      const offer = 'vm\ndone\nthird';
      const first = await runAction(emulator.url, { with: { offer, wait: 'false' } });
      const second = await runAction(emulator.url, {
        with: { offer, 'operation-url': first.outputs['operation-url'] ?? '' },
      });
      expect(second.exitCode).toBe(0);
      expect(second.offers).toMatchObject([
        { offer: 'vm', status: 'succeeded' },
        { offer: 'done', status: 'succeeded' },
        { offer: 'third', status: 'succeeded' },
      ]);
      expect(posts(emulator)).toHaveLength(2);
    } finally {
      await emulator.stop();
    }
  });

  it.concurrent.each([
    { status: 200, body: document('failed'), ends: 'failed', kind: 'service' },
    { status: 200, body: document('canceled'), ends: 'canceled', kind: 'canceled' },
    { status: 404, body: {}, ends: 'unknown', kind: 'not-found' },
    { status: 403, body: {}, ends: 'unknown', kind: 'permission' },
  ])('$status, $ends: red', async ({ status, body, ends, kind }) => {
    const path = '/api/operations/contoso$vm$2$preview';
    const server = await startScript([{ method: 'GET', path, status, body }]);
    try {
      const { outputs, exitCode, offer } = await runAction(server.url, {
        with: { publisher: '', offer: '', 'operation-url': `${server.url}${path}` },
      });
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({ status: ends, 'failure-kind': kind });
      expect(offer).toMatchObject({ publisher: 'contoso', offer: 'vm' });
      expect(server.requests.map((request) => request.path)).toEqual([`${path}?api-version=2017-10-31`]);
    } finally {
      await server.stop();
    }
  });

  it.concurrent('and by the offer alone', async () => {
    const emulator = await startCountingEmulator({ offers: [vm] });
    try {
      await runAction(emulator.url, { with: { wait: 'false' } });
      const second = await runAction(emulator.url, { with: { mode: 'follow' } });
      expect(second).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'false' } });
      expect(second.offer.adopted).toBe(true);
      expect(posts(emulator)).toHaveLength(1);
    } finally {
      await emulator.stop();
    }
  });
});

it('a 404 just after the acceptance means not yet, and later it is an end', async () => {
  const { outputs } = await runOnScript(
    [
      look(),
      accept,
      ...operation(document('running')).map((answer) => ({ ...answer, status: 404, body: {} })),
    ],
    { fast: 200 },
  );
  expect(outputs).toMatchObject({ status: 'running', 'failure-kind': 'not-found' });
});
