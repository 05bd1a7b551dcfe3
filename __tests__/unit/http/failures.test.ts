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
  return serviceFailure('service', 'x', {
    status,
    correlationId: 'c-1',
    technical: 'GET /x: 503',
    retryAfterMs,
    hint: 'Wait.',
  });
}

describe('serviceFailure', () => {
  test.each<[number, Transience, Effect]>([
    [100, 'after-success', 'none'],
    [302, 'after-success', 'none'],
    [307, 'after-success', 'none'],
    [400, 'briefly-after-success', 'none'],
    [401, 'once-after-success', 'none'],
    [403, 'briefly-after-success', 'none'],
    [404, 'briefly-after-success', 'none'],
    [405, 'briefly-after-success', 'none'],
    [408, 'always', 'unknown'],
    [409, 'briefly-after-success', 'none'],
    [410, 'briefly-after-success', 'none'],
    [412, 'briefly-after-success', 'none'],
    [422, 'briefly-after-success', 'none'],
    [423, 'briefly-after-success', 'none'],
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

  test.each([
    [400, true],
    [409, true],
    [412, true],
    [401, false],
    [403, false],
    [404, false],
    [422, false],
    [423, false],
    [429, false],
    [503, false],
  ])('with status %s suggests that another run was faster: %s', (status, suggestsRival) => {
    expect(refusal(status).suggestsRival).toBe(suggestsRival);
  });

  test('has the transience that the caller knows better than the status', () => {
    const answer = { status: 401, correlationId: '', technical: '', retryAfterMs: undefined, hint: '' };
    const failure = serviceFailure('authentication', 'x', { ...answer, transience: 'few-attempts' });
    expect(failure.transience).toBe('few-attempts');
  });

  test('keeps what the answer said', () => {
    const failure = refusal(503, 5_000);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      kind: 'service',
      message: 'x',
      correlationId: 'c-1',
      technical: 'GET /x: 503',
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

test.each(['authority-host', 'the network of the runner'] as const)(
  'unreadableAnswer of another server points to %s, not to api-url',
  (suspect) => {
    const { hint } = unreadableAnswer('Not JSON.', '', { suspect });
    expect(hint).toMatch(new RegExp(`: check ${suspect}\\.$`));
    expect(hint).not.toContain('api-url');
  },
);

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
