import { describe, expect, it, test } from 'vitest';
import { decide } from '../../../src/golive/decide.ts';
import { type Ending, endingForState } from '../../../src/golive/endings.ts';
import type { OfferState, Phase } from '../../../src/model/offer.ts';
import { message, operation, state, step } from '../../helpers/fake-marketplace.ts';

const canceled = { status: 'canceled' } as const;
const rejected = {
  failureKind: 'certification',
  steps: [step('rejected', { messages: [message('error', 'The image does not boot.')] })],
} as const satisfies Partial<OfferState>;

/** The ending of an offer that is not started and not followed. */
function endingOf(mode: 'go-live' | 'follow' | 'check', offer: OfferState | undefined): Ending {
  const decision = decide(mode, offer, false);
  if (decision.do !== 'end') {
    throw new Error(`This is no ending: ${decision.do}`);
  }
  return endingForState(decision.as, offer);
}

const summarize = ({ status, failureKind }: Ending) => `${status} ${failureKind}`.trim();

describe('status and failure kind, for an offer that', () => {
  it.each<[string, OfferState | undefined, string | undefined, string | undefined, string]>([
    // the offer; its ending in modes go-live, follow and check; undefined: it is started or followed
    ['could not be read', undefined, undefined, 'unknown unknown-outcome', 'unknown unknown-outcome'],
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
    ['is going live', state('going-live', { operation: undefined }), undefined, 'running', 'running'],
    [
      'is building its preview',
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
      'failed its preview',
      state('preview-failed'),
      'not-started not-ready',
      'not-started',
      'not-started not-ready',
    ],
  ])('%s', (_offer, offer, goLive, follow, check) => {
    if (goLive) {
      expect(summarize(endingOf('go-live', offer))).toBe(goLive);
    }
    if (follow) {
      expect(summarize(endingOf('follow', offer))).toBe(follow);
    }
    expect(summarize(endingOf('check', offer))).toBe(check);
  });
});

describe('sentences', () => {
  it.each<[string, Partial<OfferState>, string]>([
    [
      'with the step and its progress',
      { steps: [step('succeeded'), step('running', { name: 'Provisioning', progress: 40 })] },
      'still being built, at step Provisioning (running, 40 %).',
    ],
    [
      'with the step alone',
      { steps: [step('blocked')] },
      'still being built, at step Certification (blocked).',
    ],
    ['without a step', {}, 'still being built. Run this step again'],
  ])('a preview that is not ready, %s', (_what, known, words) => {
    const { message } = endingOf('go-live', state('building-preview', known));
    expect(message).toContain(words);
    expect(message).toContain('wait-for-preview');
  });

  test('a failed preview, with what the API complains of and what to do', () => {
    expect(endingOf('go-live', state('preview-failed', rejected)).message).toBe(
      'The last publish to preview failed. Certification: The image does not boot. Publish it to preview again.',
    );
  });

  test('a canceled preview', () => {
    expect(endingOf('follow', state('preview-failed', canceled)).message).toBe(
      'Nothing is in progress. The last publish to preview was canceled.',
    );
  });

  test('a failed go-live, with what the API complains of', () => {
    expect(endingOf('follow', state('go-live-ended', rejected)).message).toBe(
      'Nothing is in progress. The last go-live failed. Certification: The image does not boot.',
    );
  });

  test("an unclear offer, with the API's own word", () => {
    expect(endingOf('check', state('unclear', { rawStatus: 'paused' })).message).toContain('(paused)');
  });

  test('each ending is a sentence', () => {
    const phases: Phase[] = [
      'never-published',
      'building-preview',
      'preview-failed',
      'waiting-for-sign-off',
      'going-live',
      'live',
      'go-live-ended',
      'unclear',
    ];
    for (const mode of ['follow', 'check'] as const) {
      for (const offer of [undefined, ...phases.map((phase) => state(phase, { operation: undefined }))]) {
        expect(endingOf(mode, offer).message).toMatch(/^[A-Z].{15,}[.]$/);
      }
    }
    expect(endingOf('check', state('going-live', { operation: operation() })).message).toMatch(/[.]$/);
  });
});
