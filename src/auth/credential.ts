import type { Clock, Within } from '../clock.ts';
import { Failure, Interrupted, SignInError } from '../errors.ts';
import { backoffMs, type Pace } from '../golive/pace.ts';
import { isTransient, retryAfterOf } from '../http/retry.ts';
import { span } from '../report/text.ts';

/** Where access tokens come from. Every token is masked in the log before it is handed out. */
export interface Credential {
  /** An access token to send now. @throws SignInError when none can be had; Interrupted */
  token(within: Within): Promise<string>;
  /** Told that the API refused this token. @returns true if another one can be had */
  refused(token: string): boolean;
}

/** A token from outside: it is what it is, and cannot be renewed. */
export function givenToken(token: string): Credential {
  return {
    token: async () => token,
    refused: () => false,
  };
}

export interface AccessToken {
  token: string;
  /** How long it is valid from now on, in ms; undefined where that was not said, or not so that it can be believed. */
  lifetimeMs: number | undefined;
}

export interface RenewalParts {
  /** Gets a new token. @throws Failure */
  signIn(within: Within): Promise<AccessToken>;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  warn(line: string): void;
  say(line: string): void;
}

// Entra ID's tokens live 60 to 90 minutes by default; where nothing is said, ten minutes are safe to believe in.
const assumedLifetimeMs = 10 * 60_000;
const longestMarginMs = 5 * 60_000;
// Between two tries to renew a token that still works.
const overduePauseMs = 60_000;
const pace: Pace = { fixedMs: undefined, shortestMs: 5_000 };

/**
 * A credential that signs in anew before a token expires, or when the API refuses it. However many ask, there is one
 * sign-in at a time. A sign-in that fails in a way that may pass is tried again until the deadline.
 */
export function renewing(parts: RenewalParts): Credential {
  const { clock } = parts;
  let current: { token: string; renewAtMs: number; expiresAtMs: number; isOverdue: boolean } | undefined;
  let underWay: Promise<string> | undefined;
  let signedInBefore = false;

  async function renew(within: Within): Promise<string> {
    for (let failures = 1; ; failures += 1) {
      within.signal.throwIfAborted();
      try {
        const { token, lifetimeMs = assumedLifetimeMs } = await parts.signIn(within);
        const nowMs = clock.now();
        if (failures > 1 || current?.isOverdue) {
          parts.say('Signing in works again.');
        }
        signedInBefore = true;
        current = {
          token,
          renewAtMs: nowMs + lifetimeMs - Math.min(longestMarginMs, lifetimeMs / 5),
          expiresAtMs: nowMs + lifetimeMs,
          isOverdue: false,
        };
        return token;
      } catch (error) {
        if (!(error instanceof Failure) || error instanceof Interrupted) {
          throw error;
        }
        // The token at hand is good for a while yet, and what is refused now may be put right until then.
        if (current && clock.now() < current.expiresAtMs) {
          if (!current.isOverdue) {
            parts.warn(`The token could not be renewed yet. ${error.message}`);
          }
          current = { ...current, isOverdue: true, renewAtMs: clock.now() + overduePauseMs };
          return current.token;
        }
        if (!isTransient(error, signedInBefore)) {
          throw new SignInError(error, false);
        }
        const leftMs = within.deadlineMs - clock.now();
        if (leftMs <= 0) {
          throw new SignInError(error, true);
        }
        const pauseMs = Math.min(leftMs, backoffMs(pace, failures, retryAfterOf(error), parts.random()));
        if (failures === 1) {
          parts.warn(`Signing in failed; the next try is in ${span(pauseMs)}. ${error.message}`);
        }
        await clock.sleep(pauseMs, within.signal);
      }
    }
  }

  return {
    token(within) {
      if (current && clock.now() < Math.min(current.renewAtMs, current.expiresAtMs)) {
        return Promise.resolve(current.token);
      }
      underWay ??= renew(within).finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    refused(token) {
      if (current?.token === token) {
        current = undefined;
      }
      return true;
    },
  };
}
