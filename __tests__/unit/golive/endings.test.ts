import { describe, expect, it, test } from 'vitest';
import { decide } from '../../../src/golive/decide.ts';
import { type Ending, endingForState, type StateEnding } from '../../../src/golive/endings.ts';
import type { OfferState } from '../../../src/model/offer.ts';
import { message, state, step } from '../../support/unit/fake-marketplace.ts';

const canceled = { status: 'canceled' } as const;
const rejected = {
  failureKind: 'certification',
  steps: [step('rejected', { messages: [message('error', 'The image does not boot.')] })],
} as const satisfies Partial<OfferState>;

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
      [state('go-live-ended'), 'Nothing is in progress. The last go-live failed.'],
      [
        state('go-live-ended', rejected),
        'Nothing is in progress. The last go-live failed. Certification: The image does not boot.',
      ],
      [state('go-live-ended', canceled), 'Nothing is in progress. The last go-live was canceled.'],
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
