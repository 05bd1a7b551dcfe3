import { describe, expect, it, test } from 'vitest';
import {
  type Decision,
  decide,
  decideLost,
  type LostDecision,
  troubles,
} from '../../../src/golive/decide.ts';
import type { Phase, Standing } from '../../../src/golive/operation.ts';
import { message, operation, standing, step } from '../../support/unit/fake-marketplace.ts';

const none = { operation: undefined };
const canceled = { status: 'canceled' } as const;
const rejected = {
  failureKind: 'certification',
  steps: [step('rejected', { messages: [message('error', 'The image does not boot.')] })],
} as const satisfies Partial<Standing>;

/** A decision in short: what to do, or `status kind` of the end. */
function short(decision: Decision | LostDecision): string {
  return decision.do === 'end'
    ? `${decision.ending.status} ${decision.ending.failureKind}`.trim()
    : decision.do;
}

function endingOf(decision: Decision) {
  expect(decision.do).toBe('end');
  return decision.do === 'end' ? decision.ending : undefined;
}

describe('with mode go-live', () => {
  it.each<[string, Standing | undefined, string, string]>([
    // how the offer stands, decision without and with wait-for-preview
    ['is not known', undefined, 'start', 'start'],
    ['is unclear', standing('unclear'), 'start', 'start'],
    ['waits for sign-off', standing('waiting-for-sign-off'), 'start', 'start'],
    ['failed to go live before', standing('go-live-ended'), 'start', 'start'],
    ['was canceled before', standing('go-live-ended', canceled), 'start', 'start'],
    ['goes live', standing('going-live'), 'adopt', 'adopt'],
    ['goes live, with nothing to hold on to', standing('going-live', none), 'start', 'start'],
    ['builds its preview', standing('building-preview'), 'not-started not-ready', 'await-preview'],
    ['is live', standing('live'), 'succeeded', 'succeeded'],
    ['was never published', standing('never-published'), 'not-started not-ready', 'not-started not-ready'],
    ['failed its preview', standing('preview-failed'), 'not-started not-ready', 'not-started not-ready'],
  ])('an offer that %s', (_how, stands, expected, expectedWhenWaiting) => {
    expect(short(decide('go-live', stands, false))).toBe(expected);
    expect(short(decide('go-live', stands, true))).toBe(expectedWhenWaiting);
  });
});

describe('with mode follow', () => {
  it.each<[string, Standing | undefined, string]>([
    ['is not known', undefined, 'unknown unknown-outcome'],
    ['is unclear', standing('unclear'), 'unknown unknown-outcome'],
    ['is unclear, but something runs', standing('unclear', { operation: operation() }), 'adopt'],
    ['waits for sign-off', standing('waiting-for-sign-off'), 'waiting-for-review'],
    ['failed to go live', standing('go-live-ended'), 'failed service'],
    ['failed certification', standing('go-live-ended', rejected), 'failed certification'],
    ['was canceled', standing('go-live-ended', canceled), 'canceled canceled'],
    ['goes live', standing('going-live'), 'adopt'],
    ['goes live, with nothing to hold on to', standing('going-live', none), 'running'],
    ['builds its preview', standing('building-preview'), 'adopt'],
    ['builds its preview, with nothing to hold on to', standing('building-preview', none), 'running'],
    ['is live', standing('live'), 'succeeded'],
    ['was never published', standing('never-published'), 'not-started'],
    ['failed its preview', standing('preview-failed'), 'not-started'],
  ])('an offer that %s', (_how, stands, expected) => {
    expect(short(decide('follow', stands, false))).toBe(expected);
    expect(short(decide('follow', stands, true))).toBe(expected);
  });
});

describe('with mode check', () => {
  it.each<[string, Standing | undefined, string]>([
    ['is not known', undefined, 'unknown unknown-outcome'],
    ['is unclear', standing('unclear'), 'unknown unknown-outcome'],
    ['waits for sign-off', standing('waiting-for-sign-off'), 'waiting-for-review'],
    ['failed to go live', standing('go-live-ended'), 'failed service'],
    ['was canceled', standing('go-live-ended', canceled), 'canceled canceled'],
    ['goes live', standing('going-live'), 'running'],
    ['goes live, with nothing to hold on to', standing('going-live', none), 'running'],
    ['builds its preview', standing('building-preview'), 'not-started not-ready'],
    ['is live', standing('live'), 'succeeded'],
    ['was never published', standing('never-published'), 'not-started not-ready'],
    ['failed its preview', standing('preview-failed'), 'not-started not-ready'],
  ])('an offer that %s', (_how, stands, expected) => {
    expect(short(decide('check', stands, false))).toBe(expected);
    expect(short(decide('check', stands, true))).toBe(expected);
  });
});

test('what runs is what is adopted', () => {
  const runs = operation({ id: 'op-7' });
  for (const mode of ['go-live', 'follow'] as const) {
    expect(decide(mode, standing('going-live', { operation: runs }), false)).toEqual({
      do: 'adopt',
      operation: runs,
    });
  }
});

describe('the words of an end', () => {
  it.each<[string, Partial<Standing>, string]>([
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
    const ending = endingOf(decide('go-live', standing('building-preview', known), false));
    expect(ending?.message).toContain(words);
    expect(ending?.message).toContain('wait-for-preview');
  });

  test('a preview that failed, with what the API complains of and what to do', () => {
    const ending = endingOf(decide('go-live', standing('preview-failed', rejected), false));
    expect(ending?.message).toBe(
      'The last publish to preview failed. Certification: The image does not boot. Publish it to preview again.',
    );
  });

  test('a preview that was canceled', () => {
    const ending = endingOf(decide('follow', standing('preview-failed', canceled), false));
    expect(ending?.message).toBe('Nothing is under way. The last publish to preview was canceled.');
  });

  test('a go-live that failed, with what the API complains of', () => {
    const ending = endingOf(decide('follow', standing('go-live-ended', rejected), false));
    expect(ending?.message).toBe(
      'Nothing is under way. The last go-live failed. Certification: The image does not boot.',
    );
  });

  test('an unclear offer, with the word of the API', () => {
    const ending = endingOf(decide('check', standing('unclear', { rawStatus: 'paused' }), false));
    expect(ending?.message).toContain('(paused)');
  });

  test('every end has words, and every red one says more than its status', () => {
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
    for (const mode of ['go-live', 'follow', 'check'] as const) {
      for (const phase of phases) {
        const decision = decide(mode, standing(phase, none), false);
        if (decision.do === 'end') {
          expect(decision.ending.message).toMatch(/^[A-Z].{15,}[.]$/);
        }
      }
    }
  });
});

describe('after a lost answer', () => {
  const before = standing('waiting-for-sign-off');
  const of = (release: string) => standing('waiting-for-sign-off', { release });

  it.each<[string, Standing | undefined, Standing, string]>([
    ['goes live', before, standing('going-live'), 'adopt'],
    ['goes live, and how it stood is not known', undefined, standing('going-live'), 'adopt'],
    ['goes live, with nothing to hold on to', before, standing('going-live', none), 'unknown'],
    ['is live', before, standing('live'), 'succeeded'],
    ['still waits for sign-off', before, standing('waiting-for-sign-off'), 'send-again'],
    ['waits for sign-off, and how it stood is not known', undefined, before, 'send-again'],
    ['failed to go live', before, standing('go-live-ended', rejected), 'failed certification'],
    ['was canceled', before, standing('go-live-ended', canceled), 'canceled canceled'],
    ['failed, and how it stood is not known', undefined, standing('go-live-ended'), 'unknown'],
    ['failed, as it had before', standing('go-live-ended'), standing('go-live-ended'), 'unknown'],
    ['was never published', before, standing('never-published'), 'unknown'],
    ['builds its preview', before, standing('building-preview'), 'unknown'],
    ['failed its preview', before, standing('preview-failed'), 'unknown'],
    ['is unclear', before, standing('unclear'), 'unknown'],
    ['is live with it', of('a'), standing('live', { release: 'a' }), 'succeeded'],
    ['is live with another submission', of('a'), standing('live', { release: 'b' }), 'unknown'],
    ['waits with it', of('a'), of('a'), 'send-again'],
    ['waits with another submission', of('a'), of('b'), 'unknown'],
    ['failed with another', of('a'), standing('go-live-ended', { release: 'b' }), 'unknown'],
  ])('an offer that %s', (_how, stoodBefore, after, expected) => {
    expect(short(decideLost(stoodBefore, after))).toBe(expected);
  });
});

describe('what the API complains of', () => {
  it.each<[string, Pick<Standing, 'steps' | 'messages'>, string]>([
    ['nothing', { steps: [step('running'), step('succeeded')], messages: [] }, ''],
    ['a step without a word', { steps: [step('blocked')], messages: [] }, 'Certification: blocked'],
    [
      'the errors of a step rather than what else it says',
      {
        steps: [
          step('failed', { messages: [message('information', 'Begun.'), message('error', 'No image.')] }),
        ],
        messages: [],
      },
      'Certification: No image.',
    ],
    [
      'what a failed step says, where it has no errors',
      { steps: [step('failed', { messages: [message('warning', 'Odd.')] })], messages: [] },
      'Certification: Odd.',
    ],
    [
      'errors of a step that runs, but not its other words',
      {
        steps: [
          step('running', { name: 'One', messages: [message('error', 'Bad.')] }),
          step('running', { name: 'Two', messages: [message('information', 'Good.')] }),
        ],
        messages: [],
      },
      'One: Bad.',
    ],
    [
      'all in order, and the whole last',
      { steps: [step('rejected'), step('failed', { name: 'Live' })], messages: [message('error', 'Sorry.')] },
      'Certification: rejected Live: failed Sorry.',
    ],
  ])('%s', (_what, known, expected) => {
    expect(troubles(known)).toBe(expected);
  });
});
