import { describe, expect, it, test } from 'vitest';
import { decide } from '../../../src/golive/decide.ts';
import {
  type Ending,
  endingForOperation,
  endingForState,
  endingForTimeout,
  messageForFailure,
  type StateEnding,
  timeoutFacts,
  unknownOutcome,
} from '../../../src/golive/endings.ts';
import type { Failure } from '../../../src/model/failure.ts';
import type { OfferState, StatusSnapshot } from '../../../src/model/offer.ts';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { message, serviceError, snapshot, state, step } from '../../support/unit/fake-marketplace.ts';

const canceled = { status: 'canceled' } as const;
const rejected = {
  failureKind: 'certification',
  steps: [step('rejected', { messages: [message('error', 'The image does not boot.')] })],
} as const satisfies Partial<OfferState>;

// What to do about an operation that did not succeed.
const advice = {
  certification:
    'Fix that, publish to preview again, review it, then run this workflow again. Running it again alone does not help.',
  blocked:
    'Fix that in Partner Center, or ask Microsoft support. Run this workflow again to follow the go-live.',
  service:
    'Look the offer up in Partner Center. If nothing is wrong with it there, run this workflow again, and give the correlation ID to Microsoft support if it fails again.',
  'not-ready': 'To sell the offer again, publish it to preview in Partner Center.',
  canceled: 'To go live after all, run this workflow again: it checks first where the offer stands.',
};

/** The ending in this mode; undefined where the offer is started, waited for or followed instead. */
function endingIn(mode: 'go-live' | 'follow' | 'check', offerState: OfferState) {
  const decision = decide(mode, offerState, 'none');
  return decision.do === 'end' ? endingForState(decision.as, offerState) : undefined;
}

const summarize = (ending: Ending | undefined) => ending && `${ending.status} ${ending.failureKind}`.trim();

describe('status and failure kind, for an offer that', () => {
  it.each<[string, OfferState, string | undefined, string, string]>([
    // The offer, then its ending in modes go-live, follow and check; undefined where a go-live is sent.
    ['is unclear', state('unclear'), undefined, 'unknown unknown-outcome', 'unknown unknown-outcome'],
    [
      'waits for sign-off',
      state('waiting-for-sign-off'),
      undefined,
      'waiting-for-review',
      'waiting-for-review',
    ],
    ['failed to go live', state('go-live-ended'), undefined, 'failed service', 'failed service'],
    [
      'failed certification',
      state('go-live-ended', rejected),
      undefined,
      'failed certification',
      'failed certification',
    ],
    ['was canceled', state('go-live-ended', canceled), undefined, 'canceled canceled', 'canceled canceled'],
    [
      'is going live without an operation to follow',
      state('going-live', { operation: undefined }),
      undefined,
      'running',
      'running',
    ],
    [
      'is building its preview without an operation to follow',
      state('building-preview', { operation: undefined }),
      'not-started not-ready',
      'running',
      'not-started not-ready',
    ],
    ['is live', state('live'), 'succeeded', 'succeeded', 'succeeded'],
    [
      'was never published',
      state('never-published'),
      'not-started not-ready',
      'not-started',
      'not-started not-ready',
    ],
    [
      'has a failed preview',
      state('preview-failed'),
      'not-started not-ready',
      'not-started',
      'not-started not-ready',
    ],
    [
      'has a dead submission',
      state('dead-submission'),
      'not-started not-ready',
      'not-started',
      'not-started not-ready',
    ],
    [
      'is withdrawn',
      state('withdrawn'),
      'not-started not-ready',
      'not-started not-ready',
      'not-started not-ready',
    ],
  ])('%s', (_offer, offerState, goLive, follow, check) => {
    expect(summarize(endingIn('go-live', offerState))).toBe(goLive);
    expect(summarize(endingIn('follow', offerState))).toBe(follow);
    expect(summarize(endingIn('check', offerState))).toBe(check);
  });

  test('is going live with an operation to follow', () => {
    expect(summarize(endingIn('go-live', state('going-live')))).toBeUndefined();
    expect(summarize(endingIn('follow', state('going-live')))).toBeUndefined();
    expect(summarize(endingIn('check', state('going-live')))).toBe('running');
  });
});

describe('the sentences of the ending', () => {
  const unpublished = state('never-published');
  const provisioning = step('running', { name: 'Provisioning', progress: 40 });

  // A record, so that the compiler asks for each ending.
  const sentences: Record<StateEnding, [OfferState, string][]> = {
    'already-live': [[state('live'), 'The offer is live, with nothing to release.']],
    'not-published': [[unpublished, 'The offer was never published: publish it to preview first.']],
    'preview-failed': [
      [state('preview-failed'), 'The last publish to preview failed. Publish it to preview again.'],
      [
        state('preview-failed', rejected),
        'The last publish to preview failed. Certification: The image does not boot. Publish it to preview again.',
      ],
      [
        state('preview-failed', canceled),
        'The last publish to preview was canceled. Publish it to preview again.',
      ],
    ],
    'preview-not-ready': [
      [
        state('building-preview', { steps: [step('succeeded'), provisioning] }),
        'The preview is still being built, at step Provisioning (running, 40 %). Run this step again when it waits for sign-off, or set wait-for-preview to true.',
      ],
      [
        state('building-preview', { steps: [step('running')] }),
        'The preview is still being built, at step Certification (running). Run this step again when it waits for sign-off, or set wait-for-preview to true.',
      ],
      [
        state('building-preview'),
        'The preview is still being built. Run this step again when it waits for sign-off, or set wait-for-preview to true.',
      ],
    ],
    'preview-blocked': [
      [
        state('building-preview', rejected),
        'The preview is blocked. Certification: The image does not boot. Fix that, then publish it to preview again.',
      ],
    ],
    'dead-submission': [
      [
        state('dead-submission', { rawStatus: 'Deleted/ReadyToPublish' }),
        'The newest submission cannot go live (Deleted/ReadyToPublish). Publish the offer to preview first.',
      ],
    ],
    'idle-with-dead-submission': [
      [
        state('dead-submission', { rawStatus: 'Deleted/ReadyToPublish' }),
        'Nothing is in progress. The newest submission cannot go live (Deleted/ReadyToPublish).',
      ],
    ],
    withdrawn: [
      [
        state('withdrawn', { rawStatus: 'completed/succeeded, deprecated' }),
        'The offer is withdrawn, or about to be (completed/succeeded, deprecated): nothing was started. To sell it again, publish it to preview in Partner Center.',
      ],
    ],
    live: [[state('live'), 'The offer is live.']],
    'idle-with-preview': [
      [state('waiting-for-sign-off'), 'Nothing is in progress. The preview is ready and waits for sign-off.'],
    ],
    'idle-and-live': [[state('live'), 'Nothing is in progress. The offer is live, with nothing to release.']],
    'idle-never-published': [[unpublished, 'Nothing is in progress. The offer was never published.']],
    'idle-preview-failed': [
      [
        state('preview-failed', rejected),
        'Nothing is in progress. The last publish to preview failed. Certification: The image does not boot.',
      ],
      [
        state('preview-failed', canceled),
        'Nothing is in progress. The last publish to preview was canceled.',
      ],
    ],
    'running-without-operation': [
      [state('going-live'), 'Something is in progress, but the API names no operation to follow.'],
    ],
    'check-ready': [
      [state('waiting-for-sign-off'), 'Ready to go live. The preview is ready and waits for sign-off.'],
    ],
    'check-going-live': [[state('going-live'), 'The offer is going live; mode: go-live would pick that up.']],
    'last-go-live-ended': [
      [
        state('go-live-ended', { correlationId: 'c-1' }),
        `Nothing is in progress. The last go-live failed. ${advice.service} [correlation ID c-1]`,
      ],
      [
        state('go-live-ended', rejected),
        `Nothing is in progress. The last go-live failed. Certification: The image does not boot. ${advice.certification}`,
      ],
      [
        state('go-live-ended', canceled),
        `Nothing is in progress. The last go-live was canceled. ${advice.canceled}`,
      ],
    ],
    unclear: [
      [
        state('unclear', { rawStatus: 'paused' }),
        "The API's status of the offer (paused) does not tell where it stands. Look it up in Partner Center.",
      ],
    ],
  };

  it.each(
    Object.entries(sentences).flatMap(([ending, cases]) =>
      cases.map(([offerState, expected]) => ({ ending: ending as StateEnding, offerState, expected })),
    ),
  )('$ending: $expected', ({ ending, offerState, expected }) => {
    expect(endingForState(ending, offerState).message).toBe(expected);
  });
});

describe('the ending of an operation that', () => {
  const ids = { correlationId: 'c-1' };
  const failed = (known: Partial<StatusSnapshot> = {}) => snapshot('failed', { ...ids, ...known });
  const byAnn = { ...ids, messages: [message('information', 'By Ann')] };
  const blocked = snapshot('running', {
    ...ids,
    steps: [step('blocked', { messages: [message('error', 'Port 22 is open')] })],
  });

  it.each<[string, StatusSnapshot, string, string]>([
    ['failed', failed(), 'failed service', `The go-live failed. ${advice.service} [correlation ID c-1]`],
    [
      "failed through the offer's fault",
      failed(rejected),
      'failed certification',
      `The go-live failed. Certification: The image does not boot. ${advice.certification} [correlation ID c-1]`,
    ],
    [
      'failed as the offer was withdrawn',
      failed({ failureKind: 'not-ready' }),
      'failed not-ready',
      `The go-live failed. ${advice['not-ready']} [correlation ID c-1]`,
    ],
    [
      'failed, as far as the API gives a correlation ID',
      failed({ correlationId: '' }),
      'failed service',
      `The go-live failed. ${advice.service}`,
    ],
    [
      'was canceled',
      snapshot('canceled', byAnn),
      'canceled canceled',
      `The go-live was canceled, not by this step. By Ann. ${advice.canceled} [correlation ID c-1]`,
    ],
    [
      'is blocked',
      blocked,
      'failed certification',
      `A step is blocked or rejected. Certification: Port 22 is open. ${advice.blocked} [correlation ID c-1]`,
    ],
  ])('%s', (_operation, last, summary, sentences) => {
    const ending = endingForOperation(last, true, 'go-live');
    expect(summarize(ending)).toBe(summary);
    expect(ending.message).toBe(sentences);
  });

  test('fails as a publish to preview is called by its name', () => {
    expect(endingForOperation(failed(), false, 'preview').message).toMatch(
      /^The publish to preview failed\. /,
    );
  });

  test('has more to complain of than a message holds keeps its advice and its correlation ID', () => {
    const flood = failed({ failureKind: 'certification', messages: [message('error', 'x'.repeat(9_000))] });
    const { message: words } = endingForOperation(flood, false, 'go-live');
    expect(words.length).toBeLessThan(2_000);
    expect(words.endsWith(` … (cut) ${advice.certification} [correlation ID c-1]`)).toBe(true);
  });
});

describe('the ending of a wait that timed out', () => {
  const minutes = 90 * 60_000;
  const known = newResult({ publisher: 'contoso', offer: 'vm' }, 'cloud-partner-portal', 'unknown', 0);
  const resume = 'To pick it up, run this step again, or set operation-url to https://x.example/1';

  it.each<[string, Partial<OfferResult>, string, string]>([
    ['knows nothing', {}, '', 'Timed out after 1 h 30 min.'],
    [
      'says the last status and its step',
      {
        rawStatus: 'InProgress',
        operationUrl: 'https://x.example/1',
        steps: [step('succeeded'), step('running', { name: 'Live', progress: 34 })],
      },
      '',
      `Timed out after 1 h 30 min. The last status: running (InProgress), at step Live (running, 34 %). The go-live continues without this step. ${resume}`,
    ],
    [
      'says why a step is blocked',
      {
        rawStatus: 'running',
        steps: [step('blocked', { messages: [message('error', 'Port 22 is open')] })],
      },
      '',
      'Timed out after 1 h 30 min. The last status: running, at step Certification (blocked). Certification: Port 22 is open.',
    ],
    [
      'says that the last check failed, and what was seen before',
      { rawStatus: 'running' },
      'The last check failed: Busy.',
      'Timed out after 1 h 30 min. The last status: running. The last check failed: Busy.',
    ],
  ])('%s', (_what, seen, facts, expected) => {
    expect(endingForTimeout({ ...known, status: 'running', ...seen }, minutes, facts)).toEqual({
      status: 'running',
      failureKind: 'timeout',
      message: expected,
    });
  });

  test('a failed request has its technical part', () => {
    expect(timeoutFacts.lastCheck(serviceError(503, { technical: 'GET /vm: 503' }))).toBe(
      'The last check failed: The API answers 503. [GET /vm: 503]',
    );
  });
});

describe('the message of a failure', () => {
  const idle = newResult({ publisher: 'contoso', offer: 'vm' }, 'cloud-partner-portal', 'not-started', 0);
  const operationUrl = 'https://x.example/1';
  const resume = `The go-live continues without this step. To pick it up, run this step again, or set operation-url to ${operationUrl}`;
  const refusal = serviceError(403, { hint: 'Ask.', technical: 'GET /vm: 403' });

  it.each<[string, Failure, Partial<OfferResult>, string]>([
    [
      'says what happened, what to do, then the technical part',
      refusal,
      {},
      'The API answers 403. Ask. [GET /vm: 403]',
    ],
    [
      'says how to pick up what runs',
      refusal,
      { operationUrl },
      `The API answers 403. Ask. ${resume} [GET /vm: 403]`,
    ],
    [
      'says how to pick up what may run, if it has no other advice',
      serviceError(403),
      { status: 'unknown' },
      'The API answers 403. If a go-live is running, running this step again picks it up.',
    ],
  ])('%s', (_what, failure, known, expected) => {
    expect(messageForFailure(failure, { ...idle, ...known })).toBe(expected);
  });

  test('of a lost answer keeps its technical part', () => {
    const lost = serviceError(503, { technical: 'POST /vm/golive: 503', correlationId: 'c-1' });
    expect(unknownOutcome(lost)).toMatchObject({
      kind: 'unknown-outcome',
      message: expect.stringMatching(/ its answer was lost, .* The API answers 503\.$/),
      technical: 'POST /vm/golive: 503',
      correlationId: 'c-1',
    });
  });
});
