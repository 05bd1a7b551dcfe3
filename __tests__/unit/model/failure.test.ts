import { describe, expect, test } from 'vitest';
import {
  Failure,
  type FailureKind,
  failureKinds,
  InputError,
  internalError,
  interrupted,
  type Transience,
} from '../../../src/model/failure.ts';

test('a failure keeps its cause and hint', () => {
  const cause = new Error('why');
  const failure = new Failure('conflict', 'Something runs.', { hint: 'Wait.', cause });
  expect(failure).toBeInstanceOf(Error);
  expect(failure).toMatchObject({
    name: 'Failure',
    kind: 'conflict',
    message: 'Something runs.',
    hint: 'Wait.',
    cause,
  });
  expect(new Failure('service', 'No.').hint).toBe('');
});

describe('the policy of a failure', () => {
  test('by default: not transient, without effect, counted by its kind', () => {
    expect(new Failure('conflict', 'x')).toMatchObject({
      transience: 'never',
      effect: 'none',
      retryAfterMs: undefined,
      correlationId: '',
      label: 'conflict',
    });
  });

  test.each<[Transience, boolean, boolean]>([
    ['always', true, true],
    ['after-success', false, true],
    ['never', false, false],
  ])('transience %s: at first %s, after a success %s', (transience, atFirst, afterSuccess) => {
    const failure = new Failure('service', 'x', { transience });
    expect(failure.isTransient(false)).toBe(atFirst);
    expect(failure.isTransient(true)).toBe(afterSuccess);
  });

  test('the correlation ID comes from the cause, unless the failure has its own', () => {
    const cause = new Failure('service', 'x', { correlationId: 'c-1' });
    expect(new Failure('unknown-outcome', 'y', { cause }).correlationId).toBe('c-1');
    expect(new Failure('unknown-outcome', 'y', { cause, correlationId: 'c-2' }).correlationId).toBe('c-2');
    expect(new Failure('unknown-outcome', 'y', { cause: new Error('z') }).correlationId).toBe('');
  });

  test('only without a token, or when the step is stopped, can no other request succeed', () => {
    const fatal = failureKinds.filter((kind: FailureKind) => new Failure(kind, 'x').isFatal);
    expect(fatal).toEqual(['authentication', 'interrupted']);
    expect(new Failure('network', 'x', { isFatal: true }).isFatal).toBe(true);
  });
});

test('an input error names every problem', () => {
  expect(new InputError(['offer is required.'])).toMatchObject({
    name: 'InputError',
    kind: 'input',
    message: 'Invalid input: offer is required.',
  });
  expect(new InputError(['a.', 'b.'])).toMatchObject({
    message: 'Invalid inputs: a. b.',
    problems: ['a.', 'b.'],
  });
});

test('an interruption names the signal that stopped the step', () => {
  expect(interrupted('SIGTERM')).toMatchObject({
    kind: 'interrupted',
    message: 'The runner stopped this step (SIGTERM).',
  });
});

test('an internal error asks to be reported, with the stack where there is one', () => {
  const bug = new TypeError('x is undefined');
  expect(internalError(bug)).toMatchObject({
    kind: 'unknown-outcome',
    message: `Internal error, please report it: ${bug.stack}`,
  });
  delete bug.stack;
  expect(internalError(bug).message).toBe('Internal error, please report it: x is undefined');
  expect(internalError('x').message).toBe('Internal error, please report it: x');
});
