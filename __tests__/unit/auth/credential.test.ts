import { beforeEach, describe, expect, test } from 'vitest';
import { type AccessToken, renewingCredential, staticCredential } from '../../../src/auth/credential.ts';
import type { Credential } from '../../../src/http/credential.ts';
import { networkFailure, serviceFailure, unreadableAnswer } from '../../../src/http/failures.ts';
import type { Deadline } from '../../../src/model/clock.ts';
import { Failure, interrupted, type Transience } from '../../../src/model/failure.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const minute = 60_000;
const lost = networkFailure('connection', 'No response from login.example.');
const wrongSecret = new Failure('authentication', 'The secret is wrong.');

/** What a credential throws after a sign-in that failed with this cause. */
function signInFailure(cause: Failure, transience: Transience) {
  const { kind, message, hint } = cause;
  return {
    name: 'Failure',
    kind,
    message,
    hint,
    cause,
    transience,
    effect: 'not-sent',
    isFatal: true,
    label: `sign-in: ${cause.label}`,
  };
}

test('a static credential always gives its token, and cannot get another one', async () => {
  const credential = staticCredential('abc');
  const deadline = { signal: new AbortController().signal, atMs: 0 };
  expect(await credential.token(deadline)).toBe('abc');
  expect(credential.invalidate('abc')).toBe(false);
  expect(await credential.token(deadline)).toBe('abc');
});

describe('a renewing credential', () => {
  let clock: VirtualClock;
  let stop: AbortController;
  let deadline: Deadline;
  let lines: string[];
  let signIns: number[];

  beforeEach(() => {
    clock = new VirtualClock();
    stop = new AbortController();
    deadline = { signal: stop.signal, atMs: clock.startMs + 60 * minute };
    lines = [];
    signIns = [];
  });

  /**
   * A credential whose sign-ins have these outcomes in turn; tokens are numbered.
   * @param outcomes the lifetime of a token, in ms, or the error that a sign-in throws
   */
  function credentialFrom(...outcomes: (number | undefined | Error)[]): Credential {
    return renewingCredential({
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
      log: {
        info: (line) => lines.push(line),
        warning: (line) => lines.push(`warning: ${line}`),
      },
    });
  }

  const wait = (ms: number) => clock.sleep(ms, new AbortController().signal);

  test.each([
    ['an hour five minutes before it expires', 60 * minute, 55 * minute],
    ['ten minutes after eight minutes', 10 * minute, 8 * minute],
    ['an unknown time after eight minutes', undefined, 8 * minute],
  ])('renews a token that lives %s', async (_what, lifetimeMs, renewedMs) => {
    const credential = credentialFrom(lifetimeMs, lifetimeMs);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(renewedMs - 1);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(1);
    expect(await credential.token(deadline)).toBe('token-2');
    expect(signIns).toEqual([0, renewedMs]);
    expect(lines).toEqual([]);
  });

  test('signs in once, however many callers ask at the same time', async () => {
    const credential = credentialFrom(60 * minute);
    const tokens = await Promise.all([1, 2, 3].map(() => credential.token(deadline)));
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(signIns).toHaveLength(1);
  });

  test('signs in again after the API refused a token, once for all requests that used it', async () => {
    const credential = credentialFrom(60 * minute, 60 * minute);
    await credential.token(deadline);
    expect(credential.invalidate('token-1')).toBe(true);
    expect(await credential.token(deadline)).toBe('token-2');
    // Another request was sent with the old token.
    expect(credential.invalidate('token-1')).toBe(true);
    expect(await credential.token(deadline)).toBe('token-2');
    expect(signIns).toHaveLength(2);
  });

  test('retries a sign-in after a transient failure, with longer and longer pauses', async () => {
    const credential = credentialFrom(lost, lost, lost, 60 * minute);
    expect(await credential.token(deadline)).toBe('token-4');
    expect(signIns).toEqual([0, 5_000, 15_000, 35_000]);
    expect(lines).toEqual([
      'warning: Sign-in failed; trying again in 5 s. No response from login.example.',
      'Signing in works again.',
    ]);
  });

  test('pauses as long as Retry-After asks', async () => {
    const answer = { status: 429, correlationId: '', technical: '', retryAfterMs: 90_000, hint: '' };
    const credential = credentialFrom(serviceFailure('throttled', 'Slow down.', answer), 60 * minute);
    await credential.token(deadline);
    expect(signIns).toEqual([0, 90_000]);
  });

  test('makes its last attempt at the deadline, and then fails with a transient failure', async () => {
    deadline.atMs = clock.startMs + 12_000;
    const credential = credentialFrom(lost, lost, lost);
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(lost, 'always'));
    expect(signIns).toEqual([0, 5_000, 12_000]);
  });

  test.each([
    ['gets no answer', lost],
    ['is refused', wrongSecret],
  ])('keeps a valid token if its renewal %s, and retries every minute', async (_how, failure) => {
    const credential = credentialFrom(60 * minute, failure, failure, 60 * minute);
    await credential.token(deadline);
    await wait(56 * minute);
    expect(await credential.token(deadline)).toBe('token-1');
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(minute);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(minute);
    expect(await credential.token(deadline)).toBe('token-4');
    expect(signIns.map((atMs) => atMs / minute)).toEqual([0, 56, 57, 58]);
    expect(lines).toEqual([
      `warning: Could not renew the token yet. ${failure.message}`,
      'Signing in works again.',
    ]);
  });

  test('fails once its token has expired, if the renewal is still refused', async () => {
    const credential = credentialFrom(10 * minute, wrongSecret, wrongSecret);
    await credential.token(deadline);
    await wait(9.5 * minute);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(0.5 * minute);
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(wrongSecret, 'never'));
  });

  test('does not hand out a token that has expired, even if a renewal fails', async () => {
    const credential = credentialFrom(10 * minute, lost, 10 * minute);
    await credential.token(deadline);
    await wait(10 * minute);
    expect(await credential.token(deadline)).toBe('token-3');
    expect(lines).toEqual([
      'warning: Sign-in failed; trying again in 5 s. No response from login.example.',
      'Signing in works again.',
    ]);
  });

  test('fails for good after a refusal, and signs in again at the next call', async () => {
    const refusal = new Failure('authentication', 'No.', { hint: 'Ask.' });
    const credential = credentialFrom(refusal, 60 * minute);
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(refusal, 'never'));
    expect(await credential.token(deadline)).toBe('token-2');
  });

  test.each([
    ['an internal error', new TypeError('x is not a function')],
    ['an interruption', interrupted('SIGTERM')],
  ])('passes on %s unchanged, and signs in again at the next call', async (_what, error) => {
    const credential = credentialFrom(error, 60 * minute);
    await expect(credential.token(deadline)).rejects.toBe(error);
    expect(await credential.token(deadline)).toBe('token-2');
  });

  test('retries after an untrusted certificate only if it has signed in before', async () => {
    const untrusted = networkFailure('certificate', 'Not trusted.');
    await expect(credentialFrom(untrusted).token(deadline)).rejects.toMatchObject(
      signInFailure(untrusted, 'never'),
    );
    const credential = credentialFrom(10 * minute, untrusted, 10 * minute);
    await credential.token(deadline);
    credential.invalidate(`token-${signIns.length}`);
    await expect(credential.token(deadline)).resolves.toMatch(/^token-/);
  });

  const answer = { correlationId: '', technical: '', retryAfterMs: undefined, hint: '' };
  const flaky = serviceFailure('authentication', 'AADSTS700213', {
    ...answer,
    status: 401,
    transience: 'few-attempts',
  });
  const busy = serviceFailure('service', 'Busy.', { ...answer, status: 503 });

  test.each([1, 2])('succeeds after a refusal that comes and goes: %s time(s)', async (times) => {
    const credential = credentialFrom(...Array(times).fill(flaky), 60 * minute);
    expect(await credential.token(deadline)).toBe(`token-${times + 1}`);
    expect(signIns).toEqual([0, 5_000, 15_000].slice(0, times + 1));
    expect(lines).toEqual([
      'warning: Sign-in failed; trying again in 5 s. AADSTS700213',
      'Signing in works again.',
    ]);
  });

  test('gives up after three refusals that come and go, within half a minute', async () => {
    const credential = credentialFrom(flaky, flaky, flaky, 60 * minute, flaky, flaky, flaky);
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(flaky, 'never'));
    expect(signIns).toEqual([0, 5_000, 15_000]);
  });

  test.each([
    ['something else may serve', true, true, 1],
    ['the refusal is about every API', true, false, 2],
    ['there is no other API', false, true, 2],
  ])(
    'tries a first sign-in again after such a refusal, or not: %s',
    async (_what, several, refusesCaller, times) => {
      const refusal = flaky.with({ refusesCaller });
      const first = credentialFrom(refusal, 60 * minute);
      await first
        .token({ ...deadline, isBrief: several })
        .catch((error) => expect(error).toMatchObject({ refusesCaller, isFatal: true }));
      expect(signIns).toHaveLength(times);
    },
  );

  test('tries a later sign-in again, also where something else may serve', async () => {
    const credential = credentialFrom(60 * minute, flaky.with({ refusesCaller: true }), 60 * minute);
    const brief = { ...deadline, isBrief: true };
    credential.invalidate(await credential.token(brief));
    expect(await credential.token(brief)).toBe('token-3');
  });

  test('who goes on does not share the end of somebody who is stopped', async () => {
    const credential = credentialFrom(
      serviceFailure('service', 'Busy.', { ...answer, status: 503 }),
      60 * minute,
    );
    const other = new AbortController();
    const stopped = credential.token({ ...deadline, signal: other.signal });
    const goesOn = credential.token(deadline);
    clock.at(1_000, () => other.abort(interrupted('SIGTERM')));
    await expect(stopped).rejects.toMatchObject({ kind: 'interrupted' });
    await expect(goesOn).resolves.toBe('token-2');
  });

  test('who may wait does not share the single attempt of somebody who may not', async () => {
    const credential = credentialFrom(flaky.with({ refusesCaller: true }), 60 * minute);
    const brief = credential.token({ ...deadline, isBrief: true });
    const patient = credential.token(deadline);
    await expect(brief).rejects.toMatchObject({ refusesCaller: true });
    await expect(patient).resolves.toBe('token-2');
  });

  test('counts such refusals anew in each sign-in, and even after an earlier success', async () => {
    const credential = credentialFrom(
      flaky,
      flaky,
      60 * minute,
      flaky,
      flaky,
      60 * minute,
      flaky,
      flaky,
      flaky,
    );
    expect(await credential.token(deadline)).toBe('token-3');
    credential.invalidate('token-3');
    expect(await credential.token(deadline)).toBe('token-6');
    credential.invalidate('token-6');
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(flaky, 'never'));
    expect(signIns).toHaveLength(9);
  });

  test('does not count other failures among three refusals that come and go', async () => {
    const credential = credentialFrom(busy, lost, flaky, busy, flaky, 60 * minute);
    expect(await credential.token(deadline)).toBe('token-6');
    const another = credentialFrom(busy, flaky, lost, flaky, busy, flaky, 60 * minute);
    await expect(another.token(deadline)).rejects.toMatchObject(signInFailure(flaky, 'never'));
  });

  test('makes no attempt after the deadline for a refusal that comes and goes', async () => {
    deadline.atMs = clock.startMs + 7_000;
    const credential = credentialFrom(flaky, flaky, flaky);
    await expect(credential.token(deadline)).rejects.toMatchObject({ cause: flaky });
    expect(signIns).toEqual([0, 5_000, 7_000]);
  });

  test.each<Transience>(['never', 'briefly-after-success', 'once-after-success'])(
    'fails at once after a refusal with transience "%s", even if it has signed in before',
    async (transience) => {
      const refusal = new Failure('authentication', 'No.', { transience });
      const credential = credentialFrom(refusal, 60 * minute, refusal);
      await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(refusal, 'never'));
      await credential.token(deadline);
      credential.invalidate('token-2');
      await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(refusal, 'never'));
      expect(signIns).toEqual([0, 0, 0]);
    },
  );

  /** Enough of these outcomes for any wait. */
  const forever = (outcome: Error) => Array<Error>(1_000).fill(outcome);

  test('gives up after five minutes if the token endpoint never answers', async () => {
    const credential = credentialFrom(...forever(lost));
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(lost, 'never'));
    expect(signIns.at(-2)).toBeLessThan(5 * minute);
    expect(signIns.at(-1)).toBeGreaterThanOrEqual(5 * minute);
    expect(signIns.at(-1)).toBeLessThan(10 * minute);
  });

  test('counts the five minutes without an answer from its creation, however many callers ask', async () => {
    const credential = credentialFrom(...forever(lost));
    await wait(2 * minute);
    const ends = await Promise.allSettled([1, 2, 3].map(() => credential.token(deadline)));
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(clock.elapsedMs()).toBeLessThan(10 * minute);
    const soFar = signIns.length;
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(lost, 'never'));
    expect(signIns).toHaveLength(soFar + 1);
  });

  test.each([
    ['503', busy],
    ['something that cannot be read', unreadableAnswer('Not JSON.', '')],
  ])('goes on to the deadline if the token endpoint answers with %s', async (_what, failure) => {
    const credential = credentialFrom(...forever(failure));
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(failure, 'always'));
    expect(signIns.at(-1)).toBe(60 * minute);
  });

  test('goes on to the deadline if the token endpoint answered once, with whatever', async () => {
    const credential = credentialFrom(lost, busy, ...forever(lost));
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(lost, 'always'));
    expect(signIns.at(-1)).toBe(60 * minute);
  });

  test('goes on to the deadline without an answer if it has signed in before', async () => {
    const credential = credentialFrom(10 * minute, ...forever(lost));
    await credential.token(deadline);
    credential.invalidate('token-1');
    await expect(credential.token(deadline)).rejects.toMatchObject(signInFailure(lost, 'always'));
    expect(signIns.at(-1)).toBe(60 * minute);
  });

  test('fails with the correlation ID of the failed sign-in', async () => {
    deadline.atMs = clock.startMs;
    const failure = unreadableAnswer('Not JSON.', 'c-1');
    await expect(credentialFrom(failure).token(deadline)).rejects.toMatchObject({
      ...signInFailure(failure, 'always'),
      correlationId: 'c-1',
    });
  });

  test('ends with the reason of the signal, even in a pause', async () => {
    const reason = interrupted('SIGINT');
    const credential = credentialFrom(lost, 60 * minute);
    clock.at(1_000, () => stop.abort(reason));
    await expect(credential.token(deadline)).rejects.toBe(reason);
    expect(signIns).toEqual([0]);
    await expect(credential.token(deadline)).rejects.toBe(reason);
    expect(signIns).toEqual([0]);
  });
});
