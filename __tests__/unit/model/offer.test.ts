import { describe, expect, it, test } from 'vitest';
import {
  currentStep,
  describeProblems,
  displayName,
  hasEnded,
  type OfferState,
  type Status,
  type StepStatus,
  statuses,
} from '../../../src/model/offer.ts';
import { message, step } from '../../helpers/fake-marketplace.ts';

it.each([
  ['contoso', 'vm', 'contoso/vm'],
  ['', 'vm', 'vm'],
  ['contoso', '', 'contoso'],
  ['', '', 'the offer'],
])('publisher "%s" and offer "%s" are called %s', (publisher, offer, name) => {
  expect(displayName({ publisher, offer })).toBe(name);
});

test('an operation has ended when it succeeded, failed or was canceled', () => {
  expect(statuses.filter(hasEnded)).toEqual<Status[]>(['succeeded', 'failed', 'canceled']);
});

it.each<[string, StepStatus[], number | undefined]>([
  ['none of none', [], undefined],
  ['none when all are done', ['succeeded', 'succeeded'], undefined],
  ['the one that runs', ['succeeded', 'running', 'not-started'], 1],
  ['the one that runs, behind one that waits for its turn', ['not-started', 'running'], 1],
  ['the blocked one', ['succeeded', 'blocked', 'not-started'], 1],
  ['the first of two that move', ['succeeded', 'waiting-for-review', 'running'], 1],
  ['the next when none moves', ['succeeded', 'not-started', 'not-started'], 1],
])('the current step is %s', (_which, states, index) => {
  const steps = states.map((status, number) => step(status, { id: String(number) }));
  expect(currentStep(steps)?.id).toBe(index === undefined ? undefined : String(index));
});

describe('describeProblems gives', () => {
  it.each<[string, Pick<OfferState, 'steps' | 'messages'>, string]>([
    ['nothing', { steps: [step('running'), step('succeeded')], messages: [] }, ''],
    [
      'the status of a step without messages',
      { steps: [step('blocked')], messages: [] },
      'Certification: blocked',
    ],
    [
      'the errors of a step, not its other messages',
      {
        steps: [
          step('failed', { messages: [message('information', 'Begun.'), message('error', 'No image.')] }),
        ],
        messages: [],
      },
      'Certification: No image.',
    ],
    [
      'all messages of a failed step without errors',
      { steps: [step('failed', { messages: [message('warning', 'Odd.')] })], messages: [] },
      'Certification: Odd.',
    ],
    [
      'the errors of a running step, not its other messages',
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
      'steps in order, then the operation as a whole',
      { steps: [step('rejected'), step('failed', { name: 'Live' })], messages: [message('error', 'Sorry.')] },
      'Certification: rejected Live: failed Sorry.',
    ],
  ])('%s', (_what, known, expected) => {
    expect(describeProblems(known)).toBe(expected);
  });
});
