import { describe, expect, test } from 'vitest';
import {
  Failure,
  failureKinds,
  InputError,
  internalError,
  interrupted,
  type Transience,
} from '../../../src/model/failure.ts';

/** Everything that a failure carries. */
function membersOf(failure: Failure) {
  const { message, cause } = failure;
  return { ...failure, message, cause };
}

test('a failure keeps what it is given, and has a default for the rest', () => {
  const cause = new Error('why');
  const failure = new Failure('conflict', 'Something is running.', { hint: 'Wait.', cause });
  expect(failure).toBeInstanceOf(Error);
  expect(membersOf(failure)).toEqual({
    name: 'Failure',
    kind: 'conflict',
    message: 'Something is running.',
    hint: 'Wait.',
    technical: '',
    cause,
    transience: 'never',
    effect: 'none',
    suggestsRival: false,
    isFatal: false,
    refusesCaller: false,
    retryAfterMs: undefined,
    correlationId: '',
    label: 'conflict',
  });
  expect(new Failure('service', 'No.').hint).toBe('');
});

test('a failure keeps the policy that it is given', () => {
  const policy = {
    transience: 'always',
    effect: 'unknown',
    suggestsRival: true,
    isFatal: true,
    refusesCaller: true,
    retryAfterMs: 5_000,
    correlationId: 'c-1',
    label: 'HTTP 503',
  } as const;
  const failure = new Failure('service', 'Busy.', { ...policy, hint: 'Wait.', technical: 'GET /vm: 503' });
  expect(failure).toMatchObject(policy);
  expect(failure.with({ message: 'Asked.', isFatal: false })).toMatchObject({
    ...policy,
    kind: 'service',
    message: 'Asked.',
    hint: 'Wait.',
    technical: 'GET /vm: 503',
    cause: failure,
    isFatal: false,
  });
  expect(failure.with({ hint: '' })).toMatchObject({ ...policy, message: 'Busy.', hint: '' });
});

test.each([
  [{}, '', 'Busy.'],
  [{ hint: 'Wait.' }, '', 'Busy.'],
  [{}, 'Wait.', 'Busy. Wait.'],
  [{ technical: 'GET /vm: 503' }, '', 'Busy. [GET /vm: 503]'],
  [{ technical: 'GET /vm: 503' }, 'Wait.', 'Busy. Wait. [GET /vm: 503]'],
])('a failure with %j and the advice "%s" is described as "%s"', (options, advice, words) => {
  expect(new Failure('service', 'Busy.', options).describe(advice)).toBe(words);
});

describe('the policy of a failure', () => {
  test.each<[Transience, boolean]>([
    ['always', false],
    ['after-success', false],
    ['briefly-after-success', true],
    ['once-after-success', false],
    ['few-attempts', false],
    ['never', false],
  ])('with transience "%s" is a refusal of this request alone: %s', (transience, isRefusal) => {
    expect(new Failure('service', 'x', { transience }).isRefusal).toBe(isRefusal);
  });

  test('is no refusal of this request alone if no other request can succeed either', () => {
    const transience = 'briefly-after-success';
    expect(new Failure('not-found', 'x', { transience, isFatal: true }).isRefusal).toBe(false);
    expect(new Failure('authentication', 'x', { transience }).isRefusal).toBe(false);
  });

  test.each<[string, Failure, boolean]>([
    ['no token', new Failure('authentication', 'x', { effect: 'not-sent' }), true],
    ['no connection for one', new Failure('network', 'x', { effect: 'not-sent', isFatal: true }), true],
    [
      'no token for this API',
      new Failure('authentication', 'x', { effect: 'not-sent', refusesCaller: true }),
      false,
    ],
    ['an API that refuses the token', new Failure('authentication', 'x'), false],
    ['an API out of reach', new Failure('network', 'x', { effect: 'not-sent' }), false],
    ['a stop by the runner', interrupted('SIGINT'), false],
  ])('tells whether it is a sign-in that fails for every API: %s', (_, failure, isFailedSignIn) => {
    expect(failure.isFailedSignIn).toBe(isFailedSignIn);
  });

  test('takes the correlation ID from the cause, unless the failure has its own', () => {
    const cause = new Failure('service', 'x', { correlationId: 'c-1' });
    expect(new Failure('unknown-outcome', 'y', { cause }).correlationId).toBe('c-1');
    expect(new Failure('unknown-outcome', 'y', { cause, correlationId: 'c-2' }).correlationId).toBe('c-2');
    expect(new Failure('unknown-outcome', 'y', { cause: new Error('z') }).correlationId).toBe('');
  });

  test('is fatal by default only for the kinds "authentication" and "interrupted"', () => {
    const fatalKinds = failureKinds.filter((kind) => new Failure(kind, 'x').isFatal);
    expect(fatalKinds).toEqual(['authentication', 'interrupted']);
    expect(new Failure('network', 'x', { isFatal: true }).isFatal).toBe(true);
    expect(new Failure('authentication', 'x', { isFatal: false }).isFatal).toBe(false);
  });
});

test('an input error names every problem', () => {
  const one = new InputError(['offer is required.']);
  expect(one).toBeInstanceOf(Failure);
  expect(one).toMatchObject({
    name: 'InputError',
    kind: 'input',
    message: 'Invalid input: offer is required.',
    problems: ['offer is required.'],
  });
  expect(new InputError(['a.', 'b.'])).toMatchObject({
    message: 'Invalid inputs: a. b.',
    problems: ['a.', 'b.'],
  });
});

test('an interruption names the signal that stopped the step, and is fatal', () => {
  const failure = interrupted('SIGTERM');
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    kind: 'interrupted',
    message: 'The runner stopped this step (SIGTERM).',
    transience: 'never',
    effect: 'none',
    isFatal: true,
  });
});

test('an internal error asks to be reported, with the stack trace if there is one', () => {
  const bug = new TypeError('x is undefined');
  expect(internalError(bug)).toMatchObject({
    kind: 'unknown-outcome',
    message: `Internal error, please report it: ${bug.stack}`,
  });
  delete bug.stack;
  expect(internalError(bug).message).toBe('Internal error, please report it: x is undefined');
  expect(internalError('x').message).toBe('Internal error, please report it: x');
});
