import { expect, it, test } from 'vitest';
import {
  currentStep,
  hasEnded,
  nameOf,
  type Status,
  type StepStatus,
  statuses,
} from '../../../src/golive/operation.ts';
import { step } from '../../support/unit/fake-marketplace.ts';

it.each([
  ['contoso', 'vm', 'contoso/vm'],
  ['', 'vm', 'vm'],
  ['contoso', '', 'contoso'],
  ['', '', 'the offer'],
])('publisher "%s" and offer "%s" are called %s', (publisher, offer, name) => {
  expect(nameOf({ publisher, offer })).toBe(name);
});

test('an operation has ended when it succeeded, failed or was canceled', () => {
  expect(statuses.filter(hasEnded)).toEqual<Status[]>(['failed', 'canceled', 'succeeded']);
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
