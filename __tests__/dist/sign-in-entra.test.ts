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

interface Scene {
  entra?: Partial<Application>;
  goLiveSeconds?: number;
  /** Before the nth request with a token. */
  before?: { request: number; happens: () => void };
}

/** A stand-in for Entra ID, and an API over TLS that takes its tokens and no others. */
async function start({ entra: given = {}, goLiveSeconds = fast, before }: Scene = {}): Promise<void> {
  entra = await startEntra({ ...application, ...given });
  let requests = 0;
  api = await startEmulator({
    offers: [{ publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off', goLiveSeconds }],
    speed: fast,
    tls: entra.ca,
    tokens: (token) => {
      requests += 1;
      if (requests === before?.request) before.happens();
      return entra.accepts(token);
    },
  });
}

/** Runs it; whatever comes of it, no secret shows. */
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
const refused = { exitCode: 1, outputs: { status: 'not-started', 'failure-kind': 'authentication' } };
const lostInTheWait = {
  exitCode: 1,
  outputs: { status: 'running', 'failure-kind': 'authentication', started: 'true' },
};
const said = (result: StepResult) => errorsOf(result).join('\n');

describe.skipIf(!hasOpenssl)('with a certified OpenID provider, over TLS (it needs openssl)', () => {
  it('takes the right secret', async () => {
    await start({ entra: { clientSecret } });
    expect(await run({ secret: clientSecret })).toMatchObject(live);
    expect(entra.accessTokens).toHaveLength(1);
    expect(entra.github.requests).toEqual([]);
  });

  it('takes the right id token, and asks for nothing else', async () => {
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
    ['a wrong secret', '7000215', { clientSecret: 'another-secret-than-this-one' }],
    ['a secret that has expired', '7000222', { clientSecret, secretExpired: true }],
    [
      'an application that is not known',
      '700016',
      { clientId: '33333333-3333-4333-8333-333333333333', clientSecret },
    ],
    [
      'a tenant that is not known',
      '90002',
      { tenantId: '44444444-4444-4444-8444-444444444444', clientSecret },
    ],
  ])('says what is wrong with %s', async (_what, code, given) => {
    await start({ entra: given });
    const result = await run({ secret: clientSecret });
    expect(result).toMatchObject(refused);
    expect(said(result)).toContain(`AADSTS${code}: `);
    expect(api.requests).toEqual([]);
  });

  const exchange = 'api://AzureADTokenExchange';
  const subject = 'repo:contoso/offers:ref:refs/heads/main';
  it.each([
    ['audience', '700212', { audience: 'api://another' }],
    ['issuer', '700211', { issuer: 'https://token.actions.githubusercontent.example' }],
    ['subject', '700213', { subject: 'repo:contoso/offers:pull_request' }],
  ])('says what is wrong with the %s of the federated credential', async (_what, code, wrong) => {
    await start();
    const { url: issuer } = entra.github;
    entra.application.federated = { issuer, subject, audience: exchange, ...wrong };
    const result = await run();
    expect(result).toMatchObject(refused);
    expect(said(result)).toContain(`AADSTS${code}: `);
    expect(said(result)).toContain(`issuer ${issuer}, subject identifier ${subject}, audience ${exchange}.`);
  });

  it('says what is wrong with an id token that has expired', async () => {
    await start();
    entra.github.lifetimeSeconds = -10;
    const result = await run();
    expect(result).toMatchObject(refused);
    expect(said(result)).toMatch(/AADSTS700024: .*check the clock of the runner/);
  });

  it('says so when the application has no federated credential', async () => {
    await start({ entra: { clientSecret } });
    delete entra.application.federated;
    const result = await run();
    expect(result).toMatchObject(refused);
    expect(said(result)).toMatch(/AADSTS70025: .*Add one in Entra ID .*subject identifier/);
  });

  it('renews short-lived tokens many times in one wait, each with a fresh id token', async () => {
    await start({ entra: { tokenSeconds: 10 }, goLiveSeconds: 100 });
    expect(await run()).toMatchObject(live);
    const { accessTokens, github } = entra;
    expect(accessTokens.length).toBeGreaterThan(5);
    expect(new Set(accessTokens).size).toBe(accessTokens.length);
    expect(github.made.length).toBe(accessTokens.length);
    expect(api.requests.every(({ answeredWith }) => answeredWith !== 401)).toBe(true);
  });

  it('gets one new token when all are revoked between two looks', async () => {
    await start({ before: { request: 6, happens: () => entra.revokeAll() } });
    expect(await run()).toMatchObject(live);
    expect(entra.accessTokens).toHaveLength(2);
    expect(entra.github.made).toHaveLength(2);
    expect(api.requests.filter(({ answeredWith }) => answeredWith === 401)).toHaveLength(1);
  });

  it('ends the wait when the secret was replaced between two looks, and says how to go on', async () => {
    const happens = () => {
      entra.application.clientSecret = 'the-next-secret-of-it';
      entra.revokeAll();
    };
    await start({ entra: { clientSecret }, before: { request: 6, happens } });
    const result = await run({ secret: clientSecret });
    expect(result).toMatchObject(lostInTheWait);
    expect(result.outputs['message']).toContain('AADSTS7000215');
    expect(result.outputs['message']).toContain(result.outputs['operation-url']);
  });

  it.each([
    ['503', { status: 503, headers: { 'retry-after': '6' } }],
    ['reset', 'reset'],
  ] as const)('waits while the token endpoint is down in the wait: %s', async (_what, outage) => {
    const happens = () => {
      entra.revokeAll();
      entra.down(outage, 4);
    };
    await start({ before: { request: 6, happens }, goLiveSeconds: 3 * fast });
    const result = await run();
    expect(result).toMatchObject(live);
    expect(result.log.join('\n')).toMatch(/Signing in failed; the next try is in [56] s/);
    expect(entra.requests.length).toBe(6);
  });

  it('tells an unknown certificate from a host that cannot be reached', async () => {
    await start({ entra: { clientSecret } });
    const untrusted = await run({ secret: clientSecret, env: {} });
    expect(untrusted).toMatchObject({
      exitCode: 1,
      outputs: { status: 'not-started', 'failure-kind': 'network' },
    });
    expect(said(untrusted)).toMatch(/The certificate of localhost:\d+ is not trusted: .*NODE_EXTRA_CA_CERTS/);
    expect(entra.requests).toEqual([]);

    const unreachable = await run({
      secret: clientSecret,
      with: { 'authority-host': 'https://127.0.0.1:1', mode: 'check' },
    });
    expect(unreachable).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(said(unreachable)).toMatch(/No answer from 127\.0\.0\.1:1: .*ECONNREFUSED/);
  });
});
