import { describe, expect, it, test } from 'vitest';
import { follow } from '../../../src/golive/follow.ts';
import type { Operation, Reading, Status } from '../../../src/golive/operation.ts';
import { noteOperation } from '../../../src/golive/result.ts';
import {
  message,
  noAnswer,
  operation,
  reading,
  serviceError,
  step,
  type Turn,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../support/unit/offer-run.ts';

const minute = 60_000;
const ofOffer = operation({ id: '', ofOffer: true });
const running = reading('running', { rawStatus: 'inProgress' });
const blocked = reading('running', {
  steps: [step('blocked', { messages: [message('error', 'No image.')] })],
});

/** Follows an operation that runs, at a pace of a minute. */
function following(
  reads: Turn<Reading>[],
  options: RunOptions & { justStarted?: boolean; of?: Operation } = {},
) {
  const { justStarted = true, of = operation(), ...rest } = options;
  const test = offerRun({ reads }, { pace: { fixedMs: minute, shortestMs: 10_000 }, ...rest });
  noteOperation(test.result, of);
  test.result.status = 'running';
  return { ...test, ending: () => follow(test.run, of, justStarted) };
}

describe('the end of an operation', () => {
  it.each<[string, Reading, Status, string, string]>([
    ['succeeded', reading('succeeded'), 'succeeded', '', 'The offer is live.'],
    [
      'succeeded, whatever its steps read',
      reading('succeeded', { steps: [step('not-started'), step('running')] }),
      'succeeded',
      '',
      'The offer is live.',
    ],
    ['failed', reading('failed'), 'failed', 'service', 'The go-live failed.'],
    [
      'failed for the offer',
      reading('failed', {
        failureKind: 'certification',
        steps: [step('failed', { messages: [message('error', 'Two\nlines.')] })],
      }),
      'failed',
      'certification',
      'The go-live failed. Certification: Two lines.',
    ],
    [
      'was canceled',
      reading('canceled', { messages: [message('information', 'By Ann.')] }),
      'canceled',
      'canceled',
      'The go-live was canceled, not by this step. By Ann.',
    ],
  ])('%s', async (_how, last, status, failureKind, words) => {
    const { ending, marketplace } = following([running, last]);
    const end = await ending();
    expect(end).toMatchObject({ status, failureKind });
    expect(end.message.trim()).toBe(words);
    expect(marketplace.seconds('read')).toEqual([0, 60]);
  });

  test.each<Status>(['running', 'not-started', 'unknown', 'waiting-for-review'])(
    '%s is none: the wait goes on',
    async (status) => {
      const { ending, marketplace } = following([reading(status), reading(status), reading('succeeded')]);
      await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
      expect(marketplace.story()).toBe('read read read');
    },
  );
});

describe('time is up', () => {
  it.each<[Status]>([['running'], ['unknown'], ['waiting-for-review']])(
    'with the last status seen: %s',
    async (status) => {
      const { ending } = following([running, reading(status)], { timeoutMs: 90_000 });
      const end = await ending();
      expect(end).toMatchObject({ status, failureKind: 'timeout' });
      expect(end.message).toContain('The time for this wait (1 min 30 s) is up.');
      expect(end.message).toContain('set operation-url to https://api.example/operations/op-1');
    },
  );

  test('with the failure of the last look', async () => {
    const { ending } = following([running, noAnswer()], { timeoutMs: 30_000 });
    await expect(ending()).resolves.toMatchObject({
      status: 'running',
      failureKind: 'timeout',
      message: expect.stringContaining('The last look failed: No answer (connection).'),
    });
  });
});

describe('just started', () => {
  const notFound = serviceError(404, { kind: 'not-found' });

  test('a 404 means "not yet" for five minutes', async () => {
    const { ending } = following([notFound, notFound, reading('succeeded')]);
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
  });

  test('and then is final', async () => {
    const { ending, clock } = following([notFound]);
    await expect(ending()).rejects.toBe(notFound);
    expect(clock.elapsedMs()).toBe(7 * minute);
  });

  test('a 404 of an operation picked up is final', async () => {
    const { ending } = following([notFound], { justStarted: false });
    await expect(ending()).rejects.toBe(notFound);
  });

  test.each<Status>(['succeeded', 'failed', 'canceled', 'waiting-for-review'])(
    'what the offer still shows of before (%s) is not taken for the end',
    async (status) => {
      const stale = reading(status);
      const { ending, result } = following([stale, stale, running, reading('succeeded')], { of: ofOffer });
      await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
      expect(result.polls).toBe(4);
    },
  );

  test('what the offer shows while it runs is ours', async () => {
    const { ending } = following([running, reading('failed')], { of: ofOffer });
    await expect(ending()).resolves.toMatchObject({ status: 'failed' });
  });

  test('an offer that never shows it running is believed after five minutes', async () => {
    const { ending, clock } = following([reading('succeeded')], { of: ofOffer });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
    expect(clock.elapsedMs()).toBe(5 * minute);
  });

  test('until then the status is still that of a go-live under way', async () => {
    const { ending } = following([reading('failed')], { of: ofOffer, timeoutMs: 2 * minute });
    await expect(ending()).resolves.toMatchObject({ status: 'running', failureKind: 'timeout' });
  });

  test('the status of an operation is its own from the first look on', async () => {
    const { ending, marketplace } = following([reading('failed')]);
    await expect(ending()).resolves.toMatchObject({ status: 'failed' });
    expect(marketplace.story()).toBe('read');
  });

  test('the status of an offer that was picked up too', async () => {
    const { ending, marketplace } = following([reading('succeeded')], { of: ofOffer, justStarted: false });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
    expect(marketplace.story()).toBe('read');
  });
});

describe('a blocked or rejected step', () => {
  test('does not end the wait by itself', async () => {
    const { ending } = following([blocked, reading('succeeded')]);
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
  });

  it.each<[string, Reading]>([
    ['blocked', blocked],
    ['rejected', reading('running', { steps: [step('rejected')] })],
    ['blocked under an unknown word', { ...blocked, status: 'unknown' }],
    ['blocked under a sign-off', { ...blocked, status: 'waiting-for-review' }],
  ])('ends it with fail-on-blocked: %s', async (_how, stuck) => {
    const { ending, marketplace } = following([running, stuck], { failOnBlocked: true });
    const end = await ending();
    expect(end).toMatchObject({ status: 'failed', failureKind: 'certification' });
    expect(end.message).toMatch(/^A step is blocked or rejected. Certification: /);
    expect(marketplace.story()).toBe('read read');
  });

  test('does not spoil a success', async () => {
    const { ending } = following([{ ...blocked, status: 'succeeded' }], { failOnBlocked: true });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded', failureKind: '' });
  });

  test('does not end the wait on what is left of the go-live before', async () => {
    const { ending } = following([{ ...blocked, status: 'failed' }, running, reading('succeeded')], {
      of: ofOffer,
      failOnBlocked: true,
    });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
  });
});

describe('with mode follow', () => {
  test('a preview that comes to wait for sign-off is the end', async () => {
    const { ending } = following([running, reading('waiting-for-review')], {
      mode: 'follow',
      justStarted: false,
    });
    await expect(ending()).resolves.toEqual({
      status: 'waiting-for-review',
      failureKind: '',
      message: 'The preview is ready and waits for sign-off.',
    });
  });

  it.each<[Status, string, string]>([
    ['running', '', 'It is under way'],
    ['unknown', 'unknown-outcome', 'is not known to this action'],
    ['succeeded', '', 'The offer is live.'],
    ['waiting-for-review', '', 'The preview is ready'],
  ])('and wait: false there is one look: %s', async (status, failureKind, words) => {
    const { ending, marketplace } = following([reading(status)], {
      mode: 'follow',
      wait: false,
      justStarted: false,
    });
    const end = await ending();
    expect(end).toMatchObject({ status, failureKind });
    expect(end.message).toContain(words);
    expect(marketplace.story()).toBe('read');
  });

  test('and wait: false a look that fails is tried again for a minute', async () => {
    const failure = serviceError(503);
    const { ending, clock } = following([failure], { mode: 'follow', wait: false, justStarted: false });
    await expect(ending()).rejects.toBe(failure);
    expect(clock.elapsedMs()).toBe(minute);
  });

  test('and wait: false with less time than that, no longer than the time there is', async () => {
    const failure = serviceError(503);
    const options = { mode: 'follow', wait: false, justStarted: false, timeoutMs: 5_000 } as const;
    const { ending, clock } = following([failure], options);
    await expect(ending()).rejects.toBe(failure);
    expect(clock.elapsedMs()).toBe(5_000);
  });
});
