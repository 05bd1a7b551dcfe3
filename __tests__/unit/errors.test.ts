import { expect, test } from 'vitest';
import {
  Failure,
  InputError,
  Interrupted,
  NetworkError,
  ServiceError,
  SignInError,
  UnreadableAnswer,
} from '../../src/errors.ts';

test('a failure keeps its cause and hint', () => {
  const cause = new Error('why');
  const failure = new Failure('conflict', 'Something runs.', { hint: 'Wait.', cause });
  expect(failure).toBeInstanceOf(Error);
  expect({ ...failure, message: failure.message, cause: failure.cause }).toEqual({
    name: 'Failure',
    kind: 'conflict',
    message: 'Something runs.',
    hint: 'Wait.',
    cause,
  });
  expect(new Failure('service', 'No.').hint).toBe('');
});

test.each([
  [new InputError(['offer: missing.']), 'InputError', 'input'],
  [
    new ServiceError('throttled', 'Slow down.', {
      status: 429,
      correlationId: 'id',
      retryAfterMs: 1000,
      hint: 'Later.',
    }),
    'ServiceError',
    'throttled',
  ],
  [new UnreadableAnswer('Not JSON.', 'id'), 'UnreadableAnswer', 'service'],
  [new NetworkError('connection', 'No answer.'), 'NetworkError', 'network'],
  [new Interrupted('SIGINT'), 'Interrupted', 'interrupted'],
])('%s tells its name and kind', (failure, name, kind) => {
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.name).toBe(name);
  expect(failure.kind).toBe(kind);
});

test('an input error names every problem', () => {
  expect(new InputError(['offer: missing.']).message).toBe('An input is wrong: offer: missing.');
  expect(new InputError(['a.', 'b.']).message).toBe('Inputs are wrong: a. b.');
});

test('an answer that cannot be read points to the address', () => {
  const cause = new SyntaxError('x');
  const failure = new UnreadableAnswer('Not JSON.', 'id-1', cause);
  expect(failure).toMatchObject({ correlationId: 'id-1', cause });
  expect(failure.hint).toContain('api-url');
});

test('a failed sign-in has the words of its cause', () => {
  const cause = new NetworkError('certificate', 'Not trusted.', { hint: 'Name it.' });
  expect(new SignInError(cause, true)).toMatchObject({
    name: 'SignInError',
    kind: 'network',
    message: 'Not trusted.',
    hint: 'Name it.',
    cause,
    isPassing: true,
  });
});

test('the signal that stopped the step is named', () => {
  expect(new Interrupted('SIGTERM').message).toBe('The runner stopped this step (SIGTERM).');
});
