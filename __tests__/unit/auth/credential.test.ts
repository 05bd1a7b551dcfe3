import { beforeEach, describe, expect, test } from 'vitest';
import { type AccessToken, renewingCredential, staticCredential } from '../../../src/auth/credential.ts';
import type { Credential } from '../../../src/http/credential.ts';
import { networkFailure, serviceFailure } from '../../../src/http/failures.ts';
import type { Deadline } from '../../../src/model/clock.ts';
import { Failure, interrupted } from '../../../src/model/failure.ts';
import { VirtualClock } from '../../helpers/virtual-clock.ts';

const minute = 60_000;
const lost = networkFailure('connection', 'No answer from login.example.');

/** How a sign-in that failed so is told. */
function failed(cause: Error) {
  const { kind, message, hint } = cause as Failure;
  return { kind, message, hint, cause };
}

test('a token that was given is what it is', async () => {
  const credential = staticCredential('abc');
  const deadline = { signal: new AbortController().signal, atMs: 0 };
  expect(await credential.token(deadline)).toBe('abc');
  expect(credential.invalidate('abc')).toBe(false);
  expect(await credential.token(deadline)).toBe('abc');
});

describe('a credential that renews', () => {
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

  /** Signs in with these outcomes, one after the other; tokens are numbered. @param outcomes a lifetime, or why not */
  function credentialOf(...outcomes: (number | undefined | Error)[]): Credential {
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
    ['an hour: five minutes before its end', 60 * minute, 55 * minute],
    ['ten minutes: after four fifths', 10 * minute, 8 * minute],
    ['nobody knows how long: as if for ten minutes', undefined, 8 * minute],
  ])('renews a token that lives %s', async (_what, lifetimeMs, renewedMs) => {
    const credential = credentialOf(lifetimeMs, lifetimeMs);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(renewedMs - 1);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(1);
    expect(await credential.token(deadline)).toBe('token-2');
    expect(signIns).toEqual([0, renewedMs]);
    expect(lines).toEqual([]);
  });

  test('signs in once, however many ask', async () => {
    const credential = credentialOf(60 * minute);
    const tokens = await Promise.all([1, 2, 3].map(() => credential.token(deadline)));
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(signIns).toHaveLength(1);
  });

  test('signs in anew for a token that was refused, once for all who hold it', async () => {
    const credential = credentialOf(60 * minute, 60 * minute);
    await credential.token(deadline);
    expect(credential.invalidate('token-1')).toBe(true);
    expect(await credential.token(deadline)).toBe('token-2');
    // Another request had gone out with the old token.
    expect(credential.invalidate('token-1')).toBe(true);
    expect(await credential.token(deadline)).toBe('token-2');
    expect(signIns).toHaveLength(2);
  });

  test('tries a sign-in again that may pass, with longer and longer pauses', async () => {
    const credential = credentialOf(lost, lost, lost, 60 * minute);
    expect(await credential.token(deadline)).toBe('token-4');
    expect(signIns).toEqual([0, 5_000, 15_000, 35_000]);
    expect(lines).toEqual([
      'warning: Signing in failed; the next try is in 5 s. No answer from login.example.',
      'Signing in works again.',
    ]);
  });

  test('waits as long as it is asked to', async () => {
    const answer = { status: 429, correlationId: '', retryAfterMs: 90_000, hint: '' };
    const credential = credentialOf(serviceFailure('throttled', 'Slow down.', answer), 60 * minute);
    await credential.token(deadline);
    expect(signIns).toEqual([0, 90_000]);
  });

  test('tries for the last time at the deadline', async () => {
    deadline.atMs = clock.startMs + 12_000;
    const credential = credentialOf(lost, lost, lost);
    await expect(credential.token(deadline)).rejects.toMatchObject({
      ...failed(lost),
      transience: 'always',
      isFatal: true,
    });
    expect(signIns).toEqual([0, 5_000, 12_000]);
  });

  test.each([
    ['lost', lost],
    ['refused', new Failure('authentication', 'The secret is wrong.')],
  ])('keeps to the token at hand when its renewal is %s, and tries again each minute', async (_how, why) => {
    const credential = credentialOf(60 * minute, why, why, 60 * minute);
    await credential.token(deadline);
    await wait(56 * minute);
    expect(await credential.token(deadline)).toBe('token-1');
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(minute);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(minute);
    expect(await credential.token(deadline)).toBe('token-4');
    expect(signIns.map((at) => at / minute)).toEqual([0, 56, 57, 58]);
    expect(lines).toEqual([
      `warning: The token could not be renewed yet. ${why.message}`,
      'Signing in works again.',
    ]);
  });

  test('gives up a token whose renewal is refused when it has expired', async () => {
    const why = new Failure('authentication', 'The secret is wrong.');
    const credential = credentialOf(10 * minute, why, why);
    await credential.token(deadline);
    await wait(9.5 * minute);
    expect(await credential.token(deadline)).toBe('token-1');
    await wait(0.5 * minute);
    await expect(credential.token(deadline)).rejects.toMatchObject(failed(why));
  });

  test('does not keep to one that has expired', async () => {
    const credential = credentialOf(10 * minute, lost, 10 * minute);
    await credential.token(deadline);
    await wait(10 * minute);
    expect(await credential.token(deadline)).toBe('token-3');
    expect(lines).toEqual([expect.stringContaining('Signing in failed'), 'Signing in works again.']);
  });

  test.each([
    ['a refusal', new Failure('authentication', 'No.', { hint: 'Ask.' }), true],
    ['a fault', new TypeError('x is not a function'), false],
    ['an interruption', interrupted('SIGTERM'), false],
  ])('gives up at %s, and asks again when it is asked again', async (_what, error, isFailure) => {
    const credential = credentialOf(error, 60 * minute);
    const asking = credential.token(deadline);
    if (isFailure) {
      await expect(asking).rejects.toMatchObject({ ...failed(error), transience: 'never', isFatal: true });
    } else {
      await expect(asking).rejects.toBe(error);
    }
    expect(await credential.token(deadline)).toBe('token-2');
  });

  test('bears a certificate that is not trusted only where it was before', async () => {
    const distrust = networkFailure('certificate', 'Not trusted.');
    await expect(credentialOf(distrust).token(deadline)).rejects.toMatchObject({
      ...failed(distrust),
      transience: 'never',
      isFatal: true,
    });
    const credential = credentialOf(10 * minute, distrust, 10 * minute);
    await credential.token(deadline);
    credential.invalidate(`token-${signIns.length}`);
    await expect(credential.token(deadline)).resolves.toMatch(/^token-/);
  });

  test('ends with the signal, also in a pause', async () => {
    const reason = interrupted('SIGINT');
    const credential = credentialOf(lost, 60 * minute);
    clock.at(1_000, () => stop.abort(reason));
    await expect(credential.token(deadline)).rejects.toBe(reason);
    expect(signIns).toEqual([0]);
    await expect(credential.token(deadline)).rejects.toBe(reason);
    expect(signIns).toEqual([0]);
  });
});
