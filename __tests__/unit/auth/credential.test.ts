import { beforeEach, describe, expect, test } from 'vitest';
import { type AccessToken, type Credential, givenToken, renewing } from '../../../src/auth/credential.ts';
import type { Within } from '../../../src/clock.ts';
import { Failure, Interrupted, NetworkError, ServiceError, SignInError } from '../../../src/errors.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const minute = 60_000;
const lost = new NetworkError('connection', 'No answer from login.example.');

/** How a sign-in that failed so is told. */
function failed(cause: Error) {
  const { kind, message, hint } = cause as Failure;
  return { kind, message, hint, cause };
}

test('a token that was given is what it is', async () => {
  const credential = givenToken('abc');
  const within = { signal: new AbortController().signal, deadlineMs: 0 };
  expect(await credential.token(within)).toBe('abc');
  expect(credential.refused('abc')).toBe(false);
  expect(await credential.token(within)).toBe('abc');
});

describe('a credential that renews', () => {
  let clock: VirtualClock;
  let stop: AbortController;
  let within: Within;
  let lines: string[];
  let signIns: number[];

  beforeEach(() => {
    clock = new VirtualClock();
    stop = new AbortController();
    within = { signal: stop.signal, deadlineMs: clock.startMs + 60 * minute };
    lines = [];
    signIns = [];
  });

  /** Signs in with these outcomes, one after the other; tokens are numbered. @param outcomes a lifetime, or why not */
  function credentialOf(...outcomes: (number | undefined | Error)[]): Credential {
    return renewing({
      async signIn(): Promise<AccessToken> {
        signIns.push(clock.elapsedMs());
        await Promise.resolve();
        const outcome = outcomes.shift();
        if (outcome instanceof Error) {
          throw outcome;
        }
        return { token: `token-${signIns.length}`, lifetimeMs: outcome };
      },
      clock,
      random: () => 0,
      warn: (line) => lines.push(`warn: ${line}`),
      say: (line) => lines.push(line),
    });
  }

  const wait = (ms: number) => clock.sleep(ms, new AbortController().signal);

  test.each([
    ['an hour: five minutes before its end', 60 * minute, 55 * minute],
    ['ten minutes: after four fifths', 10 * minute, 8 * minute],
    ['nobody knows how long: as if for ten minutes', undefined, 8 * minute],
  ])('renews a token that lives %s', async (_what, lifetimeMs, renewedMs) => {
    const credential = credentialOf(lifetimeMs, lifetimeMs);
    expect(await credential.token(within)).toBe('token-1');
    await wait(renewedMs - 1);
    expect(await credential.token(within)).toBe('token-1');
    await wait(1);
    expect(await credential.token(within)).toBe('token-2');
    expect(signIns).toEqual([0, renewedMs]);
    expect(lines).toEqual([]);
  });

  test('signs in once, however many ask', async () => {
    const credential = credentialOf(60 * minute);
    const tokens = await Promise.all([1, 2, 3].map(() => credential.token(within)));
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(signIns).toHaveLength(1);
  });

  test('signs in anew for a token that was refused, once for all who hold it', async () => {
    const credential = credentialOf(60 * minute, 60 * minute);
    await credential.token(within);
    expect(credential.refused('token-1')).toBe(true);
    expect(await credential.token(within)).toBe('token-2');
    // Another request had gone out with the old token.
    expect(credential.refused('token-1')).toBe(true);
    expect(await credential.token(within)).toBe('token-2');
    expect(signIns).toHaveLength(2);
  });

  test('tries a sign-in again that may pass, with longer and longer pauses', async () => {
    const credential = credentialOf(lost, lost, lost, 60 * minute);
    expect(await credential.token(within)).toBe('token-4');
    expect(signIns).toEqual([0, 5_000, 15_000, 35_000]);
    expect(lines).toEqual([
      'warn: Signing in failed; the next try is in 5 s. No answer from login.example.',
      'Signing in works again.',
    ]);
  });

  test('waits as long as it is asked to', async () => {
    const answer = { status: 429, correlationId: '', retryAfterMs: 90_000, hint: '' };
    const credential = credentialOf(new ServiceError('throttled', 'Slow down.', answer), 60 * minute);
    await credential.token(within);
    expect(signIns).toEqual([0, 90_000]);
  });

  test('tries for the last time at the deadline', async () => {
    within.deadlineMs = clock.startMs + 12_000;
    const credential = credentialOf(lost, lost, lost);
    await expect(credential.token(within)).rejects.toMatchObject({ ...failed(lost), isPassing: true });
    expect(signIns).toEqual([0, 5_000, 12_000]);
  });

  test.each([
    ['lost', lost],
    ['refused', new Failure('authentication', 'The secret is wrong.')],
  ])('keeps to the token at hand when its renewal is %s, and tries again each minute', async (_how, why) => {
    const credential = credentialOf(60 * minute, why, why, 60 * minute);
    await credential.token(within);
    await wait(56 * minute);
    expect(await credential.token(within)).toBe('token-1');
    expect(await credential.token(within)).toBe('token-1');
    await wait(minute);
    expect(await credential.token(within)).toBe('token-1');
    await wait(minute);
    expect(await credential.token(within)).toBe('token-4');
    expect(signIns.map((at) => at / minute)).toEqual([0, 56, 57, 58]);
    expect(lines).toEqual([
      `warn: The token could not be renewed yet. ${why.message}`,
      'Signing in works again.',
    ]);
  });

  test('gives up a token whose renewal is refused when it has expired', async () => {
    const why = new Failure('authentication', 'The secret is wrong.');
    const credential = credentialOf(10 * minute, why, why);
    await credential.token(within);
    await wait(9.5 * minute);
    expect(await credential.token(within)).toBe('token-1');
    await wait(0.5 * minute);
    await expect(credential.token(within)).rejects.toMatchObject(failed(why));
  });

  test('does not keep to one that has expired', async () => {
    const credential = credentialOf(10 * minute, lost, 10 * minute);
    await credential.token(within);
    await wait(10 * minute);
    expect(await credential.token(within)).toBe('token-3');
    expect(lines).toEqual([expect.stringContaining('Signing in failed'), 'Signing in works again.']);
  });

  test.each([
    ['a refusal', new Failure('authentication', 'No.', { hint: 'Ask.' }), true],
    ['a fault', new TypeError('x is not a function'), false],
    ['an interruption', new Interrupted('SIGTERM'), false],
  ])('gives up at %s, and asks again when it is asked again', async (_what, error, isSignInError) => {
    const credential = credentialOf(error, 60 * minute);
    const asking = credential.token(within);
    if (isSignInError) {
      await expect(asking).rejects.toMatchObject({ ...failed(error), isPassing: false });
      await expect(asking).rejects.toBeInstanceOf(SignInError);
    } else {
      await expect(asking).rejects.toBe(error);
    }
    expect(await credential.token(within)).toBe('token-2');
  });

  test('bears a certificate that is not trusted only where it was before', async () => {
    const distrust = new NetworkError('certificate', 'Not trusted.');
    await expect(credentialOf(distrust).token(within)).rejects.toMatchObject({
      ...failed(distrust),
      isPassing: false,
    });
    const credential = credentialOf(10 * minute, distrust, 10 * minute);
    await credential.token(within);
    credential.refused(`token-${signIns.length}`);
    await expect(credential.token(within)).resolves.toMatch(/^token-/);
  });

  test('ends with the signal, also in a pause', async () => {
    const reason = new Interrupted('SIGINT');
    const credential = credentialOf(lost, 60 * minute);
    clock.at(1_000, () => stop.abort(reason));
    await expect(credential.token(within)).rejects.toBe(reason);
    expect(signIns).toEqual([0]);
    await expect(credential.token(within)).rejects.toBe(reason);
    expect(signIns).toEqual([0]);
  });
});
