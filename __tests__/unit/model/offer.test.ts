import { describe, expect, it, test } from 'vitest';
import {
  currentStep,
  describeProblems,
  describeStatus,
  displayName,
  hasEnded,
  hasFailed,
  type OfferState,
  type Status,
  type StepStatus,
  statuses,
} from '../../../src/model/offer.ts';
import { message, step } from '../../support/unit/fake-marketplace.ts';

test.each([
  ['contoso', 'vm', 'contoso/vm'],
  ['', 'vm', 'vm'],
  ['contoso', '', 'contoso'],
  ['', '', 'the offer'],
])('the display name of publisher "%s" and offer "%s" is "%s"', (publisher, offer, name) => {
  expect(displayName({ publisher, offer })).toBe(name);
});

test('an operation has ended if it succeeded, failed or was canceled', () => {
  expect(statuses.filter(hasEnded)).toEqual<Status[]>(['succeeded', 'failed', 'canceled']);
  expect(statuses.filter(hasFailed)).toEqual<Status[]>(['failed', 'canceled']);
});

test.each<[string, StepStatus[], number | undefined]>([
  ['undefined if there are no steps', [], undefined],
  ['undefined if all steps succeeded', ['succeeded', 'succeeded'], undefined],
  ['the one that is running', ['succeeded', 'running', 'not-started'], 1],
  ['the one that is running, even after one that has not started', ['not-started', 'running'], 1],
  ['the one that is blocked', ['succeeded', 'blocked', 'not-started'], 1],
  ['the first of two in progress', ['succeeded', 'waiting-for-review', 'running'], 1],
  ['the next one if none is in progress', ['succeeded', 'not-started', 'not-started'], 1],
])('the current step is %s', (_which, stepStatuses, index) => {
  const steps = stepStatuses.map((status, number) => step(status, { id: String(number) }));
  expect(currentStep(steps)?.id).toBe(index === undefined ? undefined : String(index));
});

test.each([
  ['running', 'Running', 'running'],
  ['running', 'notStarted', 'running (notStarted)'],
  ['succeeded', 'complete', 'succeeded (complete)'],
  ['unknown', 'odd', 'unknown (odd)'],
] as const)(
  'describeStatus shows the status "%s" with the raw status "%s" as "%s"',
  (status, rawStatus, words) => {
    expect(describeStatus({ status, rawStatus })).toBe(words);
  },
);

describe('describeProblems gives', () => {
  it.each<[string, Pick<OfferState, 'steps' | 'messages'>, string]>([
    ['nothing if there are no problems', { steps: [step('running'), step('succeeded')], messages: [] }, ''],
    [
      'the status of a blocked step without messages',
      { steps: [step('blocked')], messages: [] },
      'Certification: blocked.',
    ],
    [
      'the errors of a failed step, without its other messages',
      {
        steps: [
          step('failed', { messages: [message('information', 'Started.'), message('error', 'No image.')] }),
        ],
        messages: [],
      },
      'Certification: No image.',
    ],
    [
      'all messages of a failed step without errors',
      { steps: [step('failed', { messages: [message('warning', 'Old image.')] })], messages: [] },
      'Certification: Old image.',
    ],
    [
      'the errors of a running step, and nothing about a running step without errors',
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
      'a sentence for each message',
      { steps: [], messages: [message('error', 'Port 22 is open'), message('error', 'Old kernel!')] },
      'Port 22 is open. Old kernel!',
    ],
    [
      'the steps in order, then the messages of the whole operation',
      {
        steps: [step('rejected'), step('failed', { name: 'Live' })],
        messages: [message('error', 'Not published.')],
      },
      'Certification: rejected. Live: failed. Not published.',
    ],
  ])('%s', (_what, snapshot, expected) => {
    expect(describeProblems(snapshot)).toBe(expected);
  });
});
