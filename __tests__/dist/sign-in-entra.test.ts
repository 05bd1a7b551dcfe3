import { afterEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { StepResult } from '../../emulator/runner/runner.ts';
import {
  application,
  clientSecret,
  errorsOf,
  fast,
  leaks,
  startSignedIn,
} from '../support/action/sign-in.ts';
import type { ActionSetup } from '../support/action/start-action.ts';
import { type Application, type Entra, startEntra } from '../support/servers/entra.ts';
import { hasOpenssl } from '../support/servers/private-ca.ts';

let entra: Entra;
let api: Emulator;
afterEach(async () => {
  await api.stop();
  await entra.stop();
});

interface Services {
  /** How the application differs from the one that the action signs in as. */
  entra?: Partial<Application>;
  goLiveSeconds?: number;
  /** Something that happens just before the nth request with a token. */
  before?: { request: number; happens: () => void };
}

/** Starts a stand-in for Entra ID, and an API over TLS that accepts only its tokens. */
async function start({ entra: changes = {}, goLiveSeconds = fast, before }: Services = {}): Promise<void> {
  entra = await startEntra({ ...application, ...changes });
  let requests = 0;
  api = await startEmulator({
    offers: [{ publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off', goLiveSeconds }],
    speed: fast,
    tls: entra.ca,
    tokens: (token, resource) => {
      requests += 1;
      if (requests === before?.request) before.happens();
      return entra.accepts(token, resource);
    },
  });
}

/** Runs the action, and expects that no secret leaks however it ends. */
async function run(setup: ActionSetup & { secret?: string } = {}): Promise<StepResult> {
  const { secret, ...rest } = setup;
  const caller = { authorityHost: entra.url, clientSecret: secret, idToken: entra.github.request };
  const result = await startSignedIn(api.url, caller, {
    env: { NODE_EXTRA_CA_CERTS: entra.ca.file },
    ...rest,
  }).finished;
  expect(leaks(result, secret ? [...entra.secrets(), secret] : entra.secrets())).toEqual([]);
  return result;
}

const live = { exitCode: 0, outputs: { status: 'succeeded', 'failure-kind': '' } };
const rejected = { exitCode: 1, outputs: { status: 'not-started', 'failure-kind': 'authentication' } };
const rejectedDuringTheWait = {
  exitCode: 1,
  outputs: { status: 'running', 'failure-kind': 'authentication', started: 'true' },
};
const errorText = (result: StepResult) => errorsOf(result).join('\n');

describe.skipIf(!hasOpenssl)('the sign-in at a certified OpenID provider over TLS (needs openssl)', () => {
  it('succeeds with the right client secret, without an id token', async () => {
    await start({ entra: { clientSecret } });
    expect(await run({ secret: clientSecret })).toMatchObject(live);
    expect(entra.accessTokens).toHaveLength(1);
    expect(entra.github.requests).toEqual([]);
  });

  it('succeeds with the right id token, and sends no other requests', async () => {
    await start();
    expect(await run()).toMatchObject(live);
    expect(entra.accessTokens).toHaveLength(1);
    expect(entra.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(entra.github.requests.map(({ path }) => path.split('?')[0])).toEqual([
      '/idtoken',
      '/.well-known/jwks',
    ]);
  });

  it.each([
    ['a wrong client secret', '7000215', { clientSecret: 'another-secret-than-this-one' }],
    ['an expired client secret', '7000222', { clientSecret, secretExpired: true }],
    ['an unknown application', '700016', { clientId: '33333333-3333-4333-8333-333333333333', clientSecret }],
    ['an unknown tenant', '90002', { tenantId: '44444444-4444-4444-8444-444444444444', clientSecret }],
  ])('fails with the AADSTS code for %s', async (_what, code, changes) => {
    await start({ entra: changes });
    const result = await run({ secret: clientSecret });
    expect(result).toMatchObject(rejected);
    expect(errorText(result)).toContain(`AADSTS${code}: `);
    expect(api.requests).toEqual([]);
  });

  const expectedAudience = 'api://AzureADTokenExchange';
  const subject = 'repo:contoso/offers:ref:refs/heads/main';
  it.each([
    ['audience', '700212', { audience: 'api://another' }],
    ['issuer', '700211', { issuer: 'https://token.actions.githubusercontent.example' }],
    ['subject', '700213', { subject: 'repo:contoso/offers:pull_request' }],
  ])(
    'fails with the credential to add if the federated credential has another %s',
    async (_what, code, wrong) => {
      await start();
      const { url: issuer } = entra.github;
      entra.application.federated = { issuer, subject, audience: expectedAudience, ...wrong };
      const result = await run();
      expect(result).toMatchObject(rejected);
      expect(errorText(result)).toContain(`AADSTS${code}: `);
      expect(errorText(result)).toContain(
        `issuer ${issuer}, subject identifier ${subject}, audience ${expectedAudience}.`,
      );
    },
  );

  it('fails with a hint at the clock of the runner if the id token has expired', async () => {
    await start();
    entra.github.lifetimeSeconds = -10;
    const result = await run();
    expect(result).toMatchObject(rejected);
    expect(errorText(result)).toMatch(/AADSTS700024: .*check the clock of the runner/);
  });

  it('fails with the credential to add if the application has no federated credential', async () => {
    await start({ entra: { clientSecret } });
    delete entra.application.federated;
    const result = await run();
    expect(result).toMatchObject(rejected);
    expect(errorText(result)).toMatch(/AADSTS70025: .*Add one in Entra ID .*subject identifier/);
  });

  it('is repeated many times in one wait if tokens are short-lived, each time with a fresh id token', async () => {
    await start({ entra: { tokenSeconds: 10 }, goLiveSeconds: 100 });
    expect(await run()).toMatchObject(live);
    const { accessTokens, github } = entra;
    expect(accessTokens.length).toBeGreaterThan(5);
    expect(new Set(accessTokens).size).toBe(accessTokens.length);
    expect(github.made.length).toBe(accessTokens.length);
    expect(api.requests.every(({ answeredWith }) => answeredWith !== 401)).toBe(true);
  });

  it('is repeated once if all tokens are revoked between two status checks', async () => {
    await start({ before: { request: 6, happens: () => entra.revokeAll() } });
    expect(await run()).toMatchObject(live);
    expect(entra.accessTokens).toHaveLength(2);
    expect(entra.github.made).toHaveLength(2);
    expect(api.requests.filter(({ answeredWith }) => answeredWith === 401)).toHaveLength(1);
  });

  it('ends the wait if the client secret is replaced meanwhile, and the message says how to resume', async () => {
    const happens = () => {
      entra.application.clientSecret = 'the-next-secret-of-it';
      entra.revokeAll();
    };
    await start({ entra: { clientSecret }, before: { request: 6, happens } });
    const result = await run({ secret: clientSecret });
    expect(result).toMatchObject(rejectedDuringTheWait);
    expect(result.outputs['message']).toContain('AADSTS7000215');
    expect(result.outputs['message']).toContain(result.outputs['operation-url']);
  });

  it.each([
    ['503', { status: 503, headers: { 'retry-after': '6' } }],
    ['reset', 'reset'],
  ] as const)('is retried while the token endpoint is down during the wait: %s', async (_what, outage) => {
    const happens = () => {
      entra.revokeAll();
      entra.down(outage, 4);
    };
    await start({ before: { request: 6, happens }, goLiveSeconds: 3 * fast });
    const result = await run();
    expect(result).toMatchObject(live);
    expect(result.log.join('\n')).toMatch(/Sign-in failed; trying again in [56] s/);
    expect(entra.requests.length).toBe(6);
  });

  it('fails with different errors for an untrusted certificate and an unreachable host', async () => {
    await start({ entra: { clientSecret } });
    const untrusted = await run({ secret: clientSecret, env: {} });
    expect(untrusted).toMatchObject({
      exitCode: 1,
      outputs: { status: 'not-started', 'failure-kind': 'network' },
    });
    expect(errorText(untrusted)).toMatch(
      /The certificate of localhost:\d+ is not trusted: .*NODE_EXTRA_CA_CERTS/,
    );
    expect(entra.requests).toEqual([]);

    const unreachable = await run({
      secret: clientSecret,
      with: { 'authority-host': 'https://127.0.0.1:1', mode: 'check' },
    });
    expect(unreachable).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(errorText(unreachable)).toMatch(/No response from 127\.0\.0\.1:1: .*ECONNREFUSED/);
  });
});
