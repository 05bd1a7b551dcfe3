import { describe, expect, test } from 'vitest';
import {
  type NetworkFault,
  networkFailure,
  serviceFailure,
  unreadableAnswer,
} from '../../../src/http/failures.ts';
import type { Effect, Transience } from '../../../src/model/failure.ts';

function refusal(status: number) {
  return serviceFailure('service', 'x', { status, correlationId: 'c-1', retryAfterMs: 5_000, hint: 'Wait.' });
}

describe('the policy of an answer outside 2xx', () => {
  test.each<[number, Transience, Effect]>([
    [302, 'after-success', 'none'],
    [307, 'after-success', 'none'],
    [400, 'never', 'none'],
    [401, 'never', 'none'],
    [403, 'never', 'none'],
    [404, 'never', 'none'],
    [408, 'always', 'unknown'],
    [409, 'never', 'none'],
    [412, 'never', 'none'],
    [422, 'never', 'none'],
    [425, 'always', 'unknown'],
    [429, 'always', 'unknown'],
    [500, 'always', 'unknown'],
    [501, 'always', 'unknown'],
    [503, 'always', 'unknown'],
    [504, 'always', 'unknown'],
    [599, 'always', 'unknown'],
  ])('%s is transient: %s, effect: %s', (status, transience, effect) => {
    expect(refusal(status)).toMatchObject({ transience, effect, label: `HTTP ${status}` });
  });

  test('it carries what the answer said', () => {
    expect(refusal(503)).toMatchObject({ correlationId: 'c-1', retryAfterMs: 5_000, hint: 'Wait.' });
  });
});

test.each<[NetworkFault, Transience, Effect]>([
  ['timeout', 'always', 'unknown'],
  ['connection', 'always', 'unknown'],
  ['too-large', 'always', 'unknown'],
  ['unreachable', 'always', 'not-sent'],
  ['certificate', 'after-success', 'not-sent'],
  ['proxy', 'after-success', 'not-sent'],
])('the policy of a network failure: %s is transient: %s, effect: %s', (fault, transience, effect) => {
  const cause = new Error('why');
  const failure = networkFailure(fault, 'x', { hint: 'Check.', cause });
  expect(failure).toMatchObject({ kind: 'network', transience, effect, label: fault, hint: 'Check.', cause });
  expect(failure.retryAfterMs).toBeUndefined();
});

test('the policy of an unreadable answer: transient, effect unknown; it points to the address', () => {
  const failure = unreadableAnswer('Not JSON.', 'c-1');
  expect(failure).toMatchObject({
    kind: 'service',
    transience: 'always',
    effect: 'unknown',
    correlationId: 'c-1',
    label: 'unreadable answer',
  });
  expect(failure.hint).toContain('api-url');
});
