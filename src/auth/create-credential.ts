import type { Credential } from '../http/credential.ts';
import type { Transport } from '../http/transport.ts';
import type { Clock, Deadline } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import type { Runner } from '../model/runner.ts';
import { formatDuration } from '../model/text.ts';
import { renewingCredential, staticCredential } from './credential.ts';
import { type Application, signIn } from './entra-id.ts';
import { missingPermission, requestIdToken } from './id-token.ts';
import { describeToken, readExpiryMs } from './token-claims.ts';

/** What the inputs give to call the API with: a token, or the application to sign in as. */
export type Credentials = { token: string } | Application;

export interface CredentialOptions {
  runner: Pick<Runner, 'mask' | 'idTokenSource'>;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  transport: Transport;
  log: Pick<Log, 'info' | 'warning'>;
  /** What the token is for, e.g. `https://cloudpartner.azure.com/.default`. */
  scope: string;
  /** How long a token is needed at most, in ms. */
  waitMs: number;
}

/** Who calls the API, in a few words that follow "with". */
export function describeCredentials(credentials: Credentials): string {
  if ('token' in credentials) {
    return describeToken(credentials.token);
  }
  const proof = credentials.clientSecret ? 'a client secret' : "the workflow's own identity";
  return `application ${credentials.clientId} of tenant ${credentials.tenantId}, using ${proof}`;
}

/** The source of this run's access tokens. Warns of a given token that expires before the wait ends. */
export function createCredential(credentials: Credentials, options: CredentialOptions): Credential {
  const { clock, log, random, runner, scope, transport } = options;
  if ('token' in credentials) {
    warnOfExpiry(credentials.token, options);
    return staticCredential(credentials.token);
  }
  const application = credentials;
  const mask = (secret: string) => runner.mask(secret);
  const idToken = (deadline: Deadline) => freshIdToken(options, deadline);
  return renewingCredential({
    signIn: (deadline) => signIn({ application, scope, idToken, transport, clock, mask }, deadline),
    clock,
    random,
    log,
  });
}

function warnOfExpiry(token: string, { clock, log, waitMs }: CredentialOptions): void {
  const expiryMs = readExpiryMs(token);
  const leftMs = expiryMs === undefined ? Number.POSITIVE_INFINITY : expiryMs - clock.epoch();
  if (leftMs <= 0) {
    log.warning('The token has expired.');
  } else if (leftMs < waitMs) {
    log.warning(
      `The token expires in ${formatDuration(leftMs)}, and the wait may take ${formatDuration(waitMs)}. A given token cannot be renewed: for longer waits, set tenant-id and client-id instead.`,
    );
  }
}

/** A fresh id token of this workflow. @throws Failure with the cure where the job may not have one */
async function freshIdToken({ runner, transport }: CredentialOptions, deadline: Deadline): Promise<string> {
  const source = runner.idTokenSource();
  if (!source) {
    throw missingPermission();
  }
  runner.mask(source.requestToken);
  return requestIdToken(source, transport, deadline);
}
