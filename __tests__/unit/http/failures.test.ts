import { describe, expect, test } from 'vitest';
import {
  isTransientStatus,
  type NetworkFault,
  networkFailure,
  serviceFailure,
  unreadableAnswer,
} from '../../../src/http/failures.ts';
import { type Effect, Failure, type Transience } from '../../../src/model/failure.ts';

function refusal(status: number, retryAfterMs?: number): Failure {
  return serviceFailure('service', 'x', { status, correlationId: 'c-1', retryAfterMs, hint: 'Wait.' });
}

describe('serviceFailure', () => {
  test.each<[number, Transience, Effect]>([
    [100, 'never', 'none'],
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
  ])('gives status %s the transience "%s" and the effect "%s"', (status, transience, effect) => {
    expect(refusal(status)).toMatchObject({ transience, effect, label: `HTTP ${status}` });
    expect(isTransientStatus(status)).toBe(transience === 'always');
  });

  test('keeps what the answer said', () => {
    const failure = refusal(503, 5_000);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      kind: 'service',
      message: 'x',
      correlationId: 'c-1',
      retryAfterMs: 5_000,
      hint: 'Wait.',
    });
    expect(refusal(429).retryAfterMs).toBeUndefined();
  });
});

describe('networkFailure', () => {
  test.each<[NetworkFault, Transience, Effect]>([
    ['timeout', 'always', 'unknown'],
    ['connection', 'always', 'unknown'],
    ['too-large', 'always', 'unknown'],
    ['unreachable', 'always', 'not-sent'],
    ['certificate', 'after-success', 'not-sent'],
    ['proxy', 'after-success', 'not-sent'],
  ])('gives the fault "%s" the transience "%s" and the effect "%s"', (fault, transience, effect) => {
    const cause = new Error('why');
    const failure = networkFailure(fault, 'x', { hint: 'Check.', cause });
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      kind: 'network',
      message: 'x',
      hint: 'Check.',
      cause,
      transience,
      effect,
      label: fault,
    });
    expect(failure.retryAfterMs).toBeUndefined();
  });
});

test('unreadableAnswer is transient, has an unknown effect, and points to api-url', () => {
  const failure = unreadableAnswer('Not JSON.', 'c-1');
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    kind: 'service',
    message: 'Not JSON.',
    transience: 'always',
    effect: 'unknown',
    correlationId: 'c-1',
    label: 'unreadable answer',
  });
  expect(failure.hint).toContain('api-url');
});
