import type { Credential } from '../http/credential.ts';
import { backoffMs, type PollInterval } from '../model/backoff.ts';
import type { Clock, Deadline } from '../model/clock.ts';
import { Failure } from '../model/failure.ts';
import type { Log } from '../model/log.ts';
import { formatDuration } from '../model/text.ts';

/** A token from outside, which cannot be renewed. */
export function staticCredential(token: string): Credential {
  return {
    token: async () => token,
    invalidate: () => false,
  };
}

export interface AccessToken {
  token: string;
  /** How long it is valid from now on, in ms; undefined where the answer did not say so credibly. */
  lifetimeMs: number | undefined;
}

export interface RenewalOptions {
  /** Gets a new token. @throws Failure */
  signIn(deadline: Deadline): Promise<AccessToken>;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: Pick<Log, 'info' | 'warning'>;
}

// Entra ID's tokens live 60 to 90 minutes by default; where the answer does not say, ten minutes are safe to assume.
const assumedLifetimeMs = 10 * 60_000;
const maxMarginMs = 5 * 60_000;
// Between two attempts to renew a token that still works.
const overduePauseMs = 60_000;
// A token endpoint that never answered in this run is out of reach, not having a bad moment.
const silenceMs = 5 * 60_000;
// Some refusals come and go: three attempts take a quarter of a minute.
const maxAttempts = 3;
const interval: PollInterval = { fixedMs: undefined, minMs: 5_000 };

/**
 * A credential that signs in again before its token expires, or when the API refuses it. However many callers ask, there
 * is one sign-in at a time. A sign-in that fails is tried again until the deadline, as far as its failure may pass.
 */
export function renewingCredential(options: RenewalOptions): Credential {
  const { clock, log, random } = options;
  let current: { token: string; renewAtMs: number; expiresAtMs: number; isOverdue: boolean } | undefined;
  let inProgress: { token: Promise<string>; isBrief: boolean } | undefined;
  let signedInBefore = false;
  let hasAnswered = false;
  const startMs = clock.now();

  /** @param refusals how many attempts of this sign-in were refused in a way that comes and goes */
  function mayTryAgain({ refusesCaller, transience }: Failure, refusals: number, isBrief: boolean): boolean {
    switch (transience) {
      case 'always':
        return hasAnswered || clock.now() < startMs + silenceMs;
      case 'after-success':
        return signedInBefore;
      case 'few-attempts':
        return refusals < maxAttempts && !(isBrief && refusesCaller && !signedInBefore);
      case 'briefly-after-success':
      case 'once-after-success':
      case 'never':
        return false;
    }
  }

  async function renew(deadline: Deadline): Promise<string> {
    let refusals = 0;
    for (let failures = 1; ; failures += 1) {
      deadline.signal.throwIfAborted();
      try {
        const { token, lifetimeMs = assumedLifetimeMs } = await options.signIn(deadline);
        const nowMs = clock.now();
        if (failures > 1 || current?.isOverdue) {
          log.info('Signing in works again.');
        }
        signedInBefore = true;
        hasAnswered = true;
        current = {
          token,
          renewAtMs: nowMs + lifetimeMs - Math.min(maxMarginMs, lifetimeMs / 5),
          expiresAtMs: nowMs + lifetimeMs,
          isOverdue: false,
        };
        return token;
      } catch (error) {
        if (!(error instanceof Failure) || error.kind === 'interrupted') {
          throw error;
        }
        // A bad answer is an answer, too.
        hasAnswered ||= error.kind !== 'network';
        refusals += error.transience === 'few-attempts' ? 1 : 0;
        // The token at hand still works for a while, and what fails now may be fixed by then.
        if (current && clock.now() < current.expiresAtMs) {
          if (!current.isOverdue) {
            log.warning(`Could not renew the token yet. ${error.describe()}`);
          }
          current = { ...current, isOverdue: true, renewAtMs: clock.now() + overduePauseMs };
          return current.token;
        }
        if (!mayTryAgain(error, refusals, deadline.isBrief === true)) {
          throw signInFailure(error, 'never');
        }
        const leftMs = deadline.atMs - clock.now();
        if (leftMs <= 0) {
          throw signInFailure(error, 'always');
        }
        // An endpoint that never answered is asked again in time to give up.
        const maxPauseMs = hasAnswered
          ? leftMs
          : Math.min(leftMs, Math.max(0, startMs + silenceMs - clock.now()));
        const pauseMs = Math.min(maxPauseMs, backoffMs(interval, failures, error.retryAfterMs, random()));
        if (failures === 1) {
          log.warning(`Sign-in failed; trying again in ${formatDuration(pauseMs)}. ${error.describe()}`);
        }
        await clock.sleep(pauseMs, deadline.signal);
      }
    }
  }

  return {
    token(deadline) {
      if (current && clock.now() < Math.min(current.renewAtMs, current.expiresAtMs)) {
        return Promise.resolve(current.token);
      }
      const shared = inProgress;
      if (shared) {
        return shared.token.catch((error) => {
          // It ended for a reason of whoever began it: one attempt was enough for them, or they were stopped.
          const isTheirs =
            (shared.isBrief && !deadline.isBrief) ||
            (error instanceof Failure && error.kind === 'interrupted' && !deadline.signal.aborted);
          if (isTheirs) {
            return this.token(deadline);
          }
          throw error;
        });
      }
      const token = renew(deadline).finally(() => {
        inProgress = undefined;
      });
      inProgress = { token, isBrief: deadline.isBrief === true };
      return token;
    },
    invalidate(token) {
      if (current?.token === token) {
        current = undefined;
      }
      return true;
    },
  };
}

/** There is no access token, so the request that needed it was not sent, and no other one can be. */
function signInFailure(cause: Failure, transience: 'always' | 'never'): Failure {
  return cause.with({
    transience,
    effect: 'not-sent',
    isFatal: true,
    suggestsRival: false,
    retryAfterMs: undefined,
    label: `sign-in: ${cause.label}`,
  });
}
