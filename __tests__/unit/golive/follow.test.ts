import { describe, expect, it, test } from 'vitest';
import type { Followed } from '../../../src/golive/decide.ts';
import { follow } from '../../../src/golive/follow.ts';
import type { OfferState, Operation, Status, StatusSnapshot, Step } from '../../../src/model/offer.ts';
import { recordOperation } from '../../../src/model/result.ts';
import {
  message,
  noAnswer,
  operation,
  serviceError,
  snapshot,
  state,
  step,
  type Turn,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../support/unit/offer-run.ts';

const minute = 60_000;
const tracksOffer = operation({ id: '', tracksOffer: true });
const running = snapshot('running', { rawStatus: 'inProgress' });
const blocked = snapshot('running', {
  steps: [step('blocked', { messages: [message('error', 'No image.')] })],
});

/** Follows a running operation, with a status check every minute. */
function following(
  operations: Turn<StatusSnapshot>[],
  options: RunOptions & { justStarted?: boolean; of?: Operation; before?: OfferState } = {},
) {
  const { justStarted = true, of = operation(), before, ...rest } = options;
  const test = offerRun({ operations }, { fixedPollMs: minute, ...rest });
  recordOperation(test.result, of);
  test.result.status = 'running';
  return { ...test, ending: () => follow(test.run, of, justStarted ? { before } : undefined) };
}

describe('follow ends with an operation that', () => {
  it.each<[string, StatusSnapshot, Status, string, string]>([
    ['succeeded', snapshot('succeeded'), 'succeeded', '', 'The offer is live.'],
    [
      'succeeded, whatever its steps say',
      snapshot('succeeded', { steps: [step('not-started'), step('running')] }),
      'succeeded',
      '',
      'The offer is live.',
    ],
    ['failed', snapshot('failed'), 'failed', 'service', 'The go-live failed. Look the offer up'],
    [
      "failed through the offer's fault",
      snapshot('failed', {
        failureKind: 'certification',
        steps: [step('failed', { messages: [message('error', 'Two\nlines.')] })],
      }),
      'failed',
      'certification',
      'The go-live failed. Certification: Two lines. Fix that',
    ],
    [
      'was canceled',
      snapshot('canceled', { messages: [message('information', 'By Ann.')] }),
      'canceled',
      'canceled',
      'The go-live was canceled, not by this step. By Ann. To go live after all',
    ],
  ])('%s', async (_operation, last, status, failureKind, sentence) => {
    const { ending, marketplace } = following([running, last]);
    await expect(ending()).resolves.toEqual({
      status,
      failureKind,
      message: expect.stringContaining(sentence),
    });
    expect(marketplace.seconds('operation')).toEqual([0, 60]);
  });
});

describe('follow checks', () => {
  const far = [step('running'), step('not-started')];
  const near = [step('succeeded'), step('running')];

  /** How often an operation is checked in 100 minutes. */
  async function checks(steps: Step[], what?: Followed): Promise<number> {
    const { run, marketplace } = offerRun(
      { operations: [snapshot('running', { steps })] },
      { timeoutMs: 100 * minute },
    );
    await follow(run, operation(), undefined, what);
    return marketplace.calls.length;
  }

  it('a go-live more often while its last step runs, and less often while that has not begun', async () => {
    const usual = await checks([]);
    expect(await checks(near)).toBeGreaterThan(usual);
    expect(await checks(far)).toBeLessThan(usual);
  });

  it('a preview as often as if it had no steps, for it does not end with the last one', async () => {
    const usual = await checks([]);
    expect(await checks(near, 'preview')).toBe(usual);
    expect(await checks(far, 'preview')).toBe(usual);
  });
});

test.each<Status>(['running', 'not-started', 'unknown', 'waiting-for-review'])(
  'follow keeps waiting while an operation is %s',
  async (status) => {
    const { ending, marketplace } = following([snapshot(status), snapshot(status), snapshot('succeeded')]);
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
    expect(marketplace.story()).toBe('operation operation operation');
  },
);

describe('when time is up, follow', () => {
  it.each<Status>(['running', 'unknown', 'waiting-for-review'])(
    'ends with the last known status: %s',
    async (status) => {
      const { ending } = following([running, snapshot(status)], { timeoutMs: 90_000 });
      await expect(ending()).resolves.toMatchObject({
        status,
        failureKind: 'timeout',
        message: expect.stringMatching(
          /^Timed out after 1 min 30 s\. .* set operation-url to https:\/\/api\.example\/operations\/op-1$/,
        ),
      });
    },
  );

  it('says what the last check showed', async () => {
    const live = snapshot('running', {
      rawStatus: 'inProgress',
      steps: [step('running', { name: 'Live', progress: 34 })],
    });
    const { ending } = following([live], { timeoutMs: 30_000 });
    await expect(ending()).resolves.toMatchObject({
      message: expect.stringContaining(
        'The last status: running (inProgress), at step Live (running, 34 %). The go-live continues',
      ),
    });
  });

  it('says why the last check failed', async () => {
    const { ending } = following([running, noAnswer()], { timeoutMs: 30_000 });
    await expect(ending()).resolves.toMatchObject({
      status: 'running',
      failureKind: 'timeout',
      message: expect.stringContaining('The last check failed: No answer (connection).'),
    });
  });
});

describe('just after a go-live was accepted, follow', () => {
  const notFound = serviceError(404, { kind: 'not-found' });

  it.each([404, 410])('treats "not found" (%i) as "not yet"', async (status) => {
    const missing = serviceError(status, { kind: 'not-found' });
    const { ending } = following([missing, missing, snapshot('succeeded')]);
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('throws "not found" after five minutes', async () => {
    const { ending, clock } = following([notFound]);
    await expect(ending()).rejects.toBe(notFound);
    expect(clock.elapsedMs()).toBe(7 * minute);
  });

  it.each<Status>(['succeeded', 'failed', 'canceled', 'waiting-for-review'])(
    'ignores the old status (%s) that the offer still shows',
    async (status) => {
      const stale = snapshot(status);
      const { ending, result } = following([stale, stale, running, snapshot('succeeded')], {
        of: tracksOffer,
      });
      await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
      expect(result.polls).toBe(4);
    },
  );

  it('believes the offer once it has shown something running', async () => {
    const { ending } = following([running, snapshot('failed')], { of: tracksOffer });
    await expect(ending()).resolves.toMatchObject({ status: 'failed' });
  });

  it('believes the offer at once if its status differs from before the go-live', async () => {
    const before = state('waiting-for-sign-off');
    const { ending, clock } = following([snapshot('succeeded')], { of: tracksOffer, before });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
    expect(clock.elapsedMs()).toBe(0);
  });

  it.each<[string, OfferState, StatusSnapshot]>([
    [
      'only in its word',
      state('go-live-ended', { status: 'failed', rawStatus: 'Published, Promote Failed' }),
      snapshot('failed', { rawStatus: 'Published/ReadyToPublish, Promote Failed' }),
    ],
    [
      'from an unknown word',
      state('unclear', { status: 'unknown', rawStatus: 'Resting' }),
      snapshot('failed', { rawStatus: 'failed' }),
    ],
  ])('does not believe an offer that differs %s', async (_what, before, stale) => {
    const { ending } = following([stale, stale, snapshot('succeeded')], { of: tracksOffer, before });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('does not believe an offer that stands as it did before the go-live', async () => {
    const before = state('go-live-ended');
    const { ending, clock } = following([snapshot('failed'), snapshot('failed'), snapshot('succeeded')], {
      of: tracksOffer,
      before,
    });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
    expect(clock.elapsedMs()).toBe(2 * minute);
  });

  it('believes the offer after five minutes, even if it has shown nothing running', async () => {
    const { ending, clock } = following([snapshot('succeeded')], { of: tracksOffer });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
    expect(clock.elapsedMs()).toBe(5 * minute);
  });

  it('leaves the status at running until it believes the offer', async () => {
    const { ending } = following([snapshot('failed')], { of: tracksOffer, timeoutMs: 2 * minute });
    await expect(ending()).resolves.toMatchObject({ status: 'running', failureKind: 'timeout' });
  });

  it('believes an operation from the first check', async () => {
    const { ending, marketplace } = following([snapshot('failed')]);
    await expect(ending()).resolves.toMatchObject({ status: 'failed' });
    expect(marketplace.story()).toBe('operation');
  });
});

describe('after picking up a go-live, follow', () => {
  it('throws "not found" after a minute', async () => {
    const notFound = serviceError(404, { kind: 'not-found' });
    const { ending, clock } = following([notFound], { justStarted: false });
    await expect(ending()).rejects.toBe(notFound);
    expect(clock.elapsedMs()).toBe(minute);
  });

  it('believes the offer from the first check', async () => {
    const { ending, marketplace } = following([snapshot('succeeded')], {
      of: tracksOffer,
      justStarted: false,
    });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
    expect(marketplace.story()).toBe('operation');
  });
});

describe('a blocked or rejected step', () => {
  it('does not end the wait without fail-on-blocked', async () => {
    const { ending } = following([blocked, snapshot('succeeded')]);
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
  });

  it.each<[string, StatusSnapshot]>([
    ['blocked', blocked],
    ['rejected', snapshot('running', { steps: [step('rejected')] })],
    ['blocked while the status is unknown', { ...blocked, status: 'unknown' }],
    ['blocked while the offer waits for sign-off', { ...blocked, status: 'waiting-for-review' }],
  ])('ends the wait with fail-on-blocked: %s', async (_step, stuck) => {
    const { ending, marketplace } = following([running, stuck], { failOnBlocked: true });
    const end = await ending();
    expect(end).toMatchObject({ status: 'failed', failureKind: 'certification' });
    expect(end.message).toMatch(/^A step is blocked or rejected. Certification: /);
    expect(marketplace.story()).toBe('operation operation');
  });

  it('does not turn a success into a failure', async () => {
    const { ending } = following([{ ...blocked, status: 'succeeded' }], { failOnBlocked: true });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded', failureKind: '' });
  });

  it('does not end the wait if it belongs to an earlier go-live', async () => {
    const { ending } = following([{ ...blocked, status: 'failed' }, running, snapshot('succeeded')], {
      of: tracksOffer,
      failOnBlocked: true,
    });
    await expect(ending()).resolves.toMatchObject({ status: 'succeeded' });
  });
});

describe('in mode follow, follow', () => {
  it('ends when a preview waits for sign-off', async () => {
    const { ending } = following([running, snapshot('waiting-for-review')], {
      mode: 'follow',
      justStarted: false,
    });
    await expect(ending()).resolves.toEqual({
      status: 'waiting-for-review',
      failureKind: '',
      message: 'The preview is ready and waits for sign-off.',
    });
  });
});

describe('with wait: false, follow', () => {
  const options = { mode: 'follow', wait: false, justStarted: false } as const;

  it.each<[Status, string, string]>([
    ['running', '', 'In progress (running); not waiting (wait: false).'],
    ['not-started', '', 'In progress (not-started); not waiting (wait: false).'],
    ['unknown', 'unknown-outcome', 'Unrecognized status "unknown".'],
    ['succeeded', '', 'The offer is live.'],
    ['waiting-for-review', '', 'The preview is ready and waits for sign-off.'],
  ])('makes one check: %s', async (status, failureKind, sentence) => {
    const { ending, marketplace } = following([snapshot(status)], options);
    await expect(ending()).resolves.toEqual({ status, failureKind, message: sentence });
    expect(marketplace.story()).toBe('operation');
  });

  it('tries a failed check again for a minute', async () => {
    const failure = serviceError(503);
    const { ending, clock } = following([failure], options);
    await expect(ending()).rejects.toBe(failure);
    expect(clock.elapsedMs()).toBe(minute);
  });

  it('tries a failed check again until the deadline, if that is sooner', async () => {
    const failure = serviceError(503);
    const { ending, clock } = following([failure], { ...options, timeoutMs: 5_000 });
    await expect(ending()).rejects.toBe(failure);
    expect(clock.elapsedMs()).toBe(5_000);
  });
});

describe('an API that shows no steps is named once', () => {
  const line = 'info: cloud-partner-portal shows no steps, only the status of the whole.';

  it.each([
    ['before the wait', { showsSteps: false }, true, [line]],
    ['unless nobody waits', { showsSteps: false }, false, []],
    ['unless it shows steps', { showsSteps: true }, true, []],
  ])('%s', async (_when, traits, wait, lines) => {
    const { ending, linesWith } = following([running, running, snapshot('succeeded')], { traits, wait });
    await ending();
    expect(linesWith('shows no steps')).toEqual(lines);
  });
});
