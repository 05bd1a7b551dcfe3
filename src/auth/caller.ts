import type { Clock, Within } from '../clock.ts';
import type { Transport } from '../http/transport.ts';
import type { Report } from '../report/report.ts';
import { span } from '../report/text.ts';
import type { Runner } from '../runner.ts';
import { describeToken, expiryOf } from './claims.ts';
import { type Credential, givenToken, renewing } from './credential.ts';
import { type Application, signIn } from './entra-id.ts';
import { freshIdToken, missingPermission, permissionLines } from './id-token.ts';

/** What the inputs say of the caller of the API: a token, or the application to sign in as. */
export type Credentials = { token: string } | Application;

export interface CallerParts {
  runner: Runner;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  transport: Transport;
  report: Pick<Report, 'say' | 'warn'>;
  /** What the token is for. */
  scope: string;
  /** How long a token is needed at most, in ms. */
  waitMs: number;
}

/** As whom the action speaks to the API, in a few words. */
export function callerOf(credentials: Credentials): string {
  if ('token' in credentials) {
    return describeToken(credentials.token);
  }
  const proof = credentials.clientSecret ? 'a client secret' : 'the identity of this workflow';
  return `application ${credentials.clientId} of tenant ${credentials.tenantId}, with ${proof}`;
}

/** Where the access tokens of this run come from. */
export function credentialOf(credentials: Credentials, parts: CallerParts): Credential {
  const { clock, random, report } = parts;
  if ('token' in credentials) {
    warnOfExpiry(credentials.token, parts);
    return givenToken(credentials.token);
  }
  const { scope, transport } = parts;
  const mask = (secret: string) => parts.runner.mask(secret);
  const idToken = (within: Within) => idTokenOf(parts, within);
  return renewing({
    signIn: (within) => signIn({ application: credentials, scope, idToken, transport, clock, mask }, within),
    clock,
    random,
    warn: (line) => report.warn(line),
    say: (line) => report.say(line),
  });
}

function warnOfExpiry(token: string, { clock, report, waitMs }: CallerParts): void {
  const expiryMs = expiryOf(token);
  const leftMs = expiryMs === undefined ? Number.POSITIVE_INFINITY : expiryMs - clock.epoch();
  if (leftMs <= 0) {
    report.warn('The token has expired.');
  } else if (leftMs < waitMs) {
    report.warn(
      `The token expires in ${span(leftMs)}, and the wait may take ${span(waitMs)}. A token cannot be renewed: for longer waits give tenant-id and client-id.`,
    );
  }
}

/** A fresh id token of this workflow. @throws Failure with the cure where the job may not have one */
function idTokenOf({ runner, report, transport }: CallerParts, within: Within): Promise<string> {
  const source = runner.idTokenSource();
  if (!source) {
    report.say('Add these lines to the job:');
    for (const line of permissionLines) {
      report.say(line);
    }
    return Promise.reject(missingPermission());
  }
  runner.mask(source.requestToken);
  return freshIdToken(source, transport, within);
}
