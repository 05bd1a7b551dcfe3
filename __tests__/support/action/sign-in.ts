/** Runs the shipped bundle with a sign-in, by client secret or ID token, and looks for leaked secrets. */
import { expect } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../emulator/emulator.ts';
import { workflowSubject } from '../../../emulator/identity/id-tokens.ts';
import type { IdentitySetup } from '../../../emulator/identity/identity.ts';
import type { OfferSetup } from '../../../emulator/marketplace/offer-setup.ts';
import type { RunningStep, StepResult } from '../../../emulator/runner/runner.ts';
import { type ActionSetup, startAction } from './start-action.ts';

export const clientSecret = 'the-secret+of/the~application.0123456789';
export const application = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
};
export const withSecret: IdentitySetup = { ...application, clientSecret };
export const withIdToken: IdentitySetup = { ...application, federated: { subject: workflowSubject } };

/** How many times faster than the real clock the action and the emulator run. */
export const fast = 20;

/**
 * Starts an emulator whose go-live takes one real second.
 * @param identity the application to sign in as; undefined if tokens come from elsewhere
 */
export function startSignInEmulator(
  identity: IdentitySetup | undefined,
  { offer = {}, ...options }: Partial<EmulatorOptions> & { offer?: Partial<OfferSetup> } = {},
): Promise<Emulator> {
  const offers: OfferSetup[] = [
    { publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off', goLiveSeconds: fast, ...offer },
  ];
  return startEmulator({ offers, speed: fast, ...(identity && { identity }), ...options });
}

/** The proof of identity, and where to sign in. */
export interface Caller {
  clientSecret?: string | undefined;
  authorityHost: string;
  idToken?: { url: string; token: string } | undefined;
}

/** Starts the shipped bundle, which signs in with the client secret or, without one, with an ID token. */
export function startSignedIn(apiUrl: string, caller: Caller, setup: ActionSetup = {}): RunningStep {
  return startAction(apiUrl, {
    fast,
    ...(caller.idToken && { idToken: caller.idToken }),
    ...setup,
    with: {
      token: '',
      'tenant-id': application.tenantId,
      'client-id': application.clientId,
      'client-secret': caller.clientSecret ?? '',
      'authority-host': caller.authorityHost,
      ...setup.with,
    },
  });
}

/** A caller that signs in to the emulator, with the client secret or else with the workflow's ID token. */
export function callerOf({ url, identity }: Emulator, secret?: string): Caller {
  return { clientSecret: secret, authorityHost: url, idToken: secret ? undefined : identity.idTokenRequest };
}

/** The forms in which a secret can leak: as it is, encoded, and the signature of a JWT. */
function leakableForms(secret: string): string[] {
  const whole = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64url').slice(0, -2)];
  const signature = secret.startsWith('ey') ? secret.split('.')[2] : undefined;
  return [...new Set(signature ? [...whole, signature] : whole)];
}

/** Whether the text contains the secret in any form. */
export function holds(text: string, secret: string): boolean {
  return leakableForms(secret).some((form) => text.includes(form));
}

/** Finds the secrets in everything that a step left behind. Ignores `::add-mask::` commands, which the runner never shows. */
export function leaks(
  { rawOutput, log, annotations, files, outputs, state, env, summary }: StepResult,
  secrets: string[],
): string[] {
  const output = rawOutput.replace(/^::add-mask::.*$/gm, '');
  const places = { output, log, annotations, files, outputs, state, env, summary };
  return Object.entries(places).flatMap(([place, content]) => {
    // Not JSON.stringify: it would hide secrets with escaped characters.
    const text = typeof content === 'string' ? content : Object.values(content).map(flat).join('\n');
    return secrets.filter((secret) => holds(text, secret)).map((secret) => `${place}: ${secret}`);
  });
}

function flat(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.values(value).map(flat).join('\n')
    : String(value);
}

/** Signs in, runs the step to its end, and checks that no secret of the emulator leaked. */
export async function runSignedIn(
  emulator: Emulator,
  secret?: string,
  setup?: ActionSetup,
): Promise<StepResult> {
  const result = await startSignedIn(emulator.url, callerOf(emulator, secret), setup).finished;
  expect(leaks(result, emulator.identity.secrets)).toEqual([]);
  expect(result.refused).toEqual([]);
  expect(result.rawOutput).not.toMatch(
    /\[object Object\]|\bNaN\b|\bundefined\b|Internal error, please report it/,
  );
  return result;
}

/** The requests to the token endpoint. */
export const signIns = ({ requests }: { requests: { path: string; body: string }[] }) =>
  requests.filter(({ path }) => /\/oauth2\/v2\.0\/token(\?|$)/.test(path));

/** The messages of a step's error annotations. */
export const errorsOf = ({ annotations }: StepResult) =>
  annotations.filter(({ type }) => type === 'error').map(({ message }) => message);
