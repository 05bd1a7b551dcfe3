import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { aadsts } from '../../emulator/identity/aadsts.ts';
import { workflowSubject } from '../../emulator/identity/id-tokens.ts';
import type { IdentitySetup } from '../../emulator/identity/identity.ts';
import { encodeJwt } from '../../emulator/identity/jwt.ts';
import {
  application,
  callerOf,
  clientSecret,
  errorsOf,
  runSignedIn,
  signIns,
  startSignedIn,
  startSignInEmulator,
  withIdToken,
  withSecret,
} from '../support/action/sign-in.ts';
import { runAction } from '../support/action/start-action.ts';

let emulator: Emulator;
afterEach(() => emulator.stop());

const tokenPath = /\/oauth2\/v2\.0\/token/;
const idTokenPath = /\/_github\/idtoken/;
const live = { exitCode: 0, outputs: { status: 'succeeded', 'failure-kind': '' } };
const forms = () => signIns(emulator).map(({ body }) => new URLSearchParams(body));
const requestsTo = (path: RegExp) => emulator.requests.filter((request) => path.test(request.path));

describe('an application with a client secret', () => {
  it.each([
    ['cloud-partner-portal', '', 'https://cloudpartner.azure.com/.default'],
    ['product-ingestion', '/rp/product-ingestion', 'https://graph.microsoft.com/.default'],
    ['partner-center', '/v1.0/ingestion', 'https://api.partner.microsoft.com/.default'],
  ])('signs in to %s with the scope of that API', async (api, path, scope) => {
    emulator = await startSignInEmulator(withSecret);
    const result = await runSignedIn(emulator, clientSecret, {
      with: { api, 'api-url': `${emulator.url}${path}`, mode: 'check' },
    });
    expect(errorsOf(result)).toEqual([]);
    expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'waiting-for-review' } });
    expect(forms().map((form) => Object.fromEntries(form))).toEqual([
      expect.objectContaining({
        grant_type: 'client_credentials',
        client_id: application.clientId,
        client_secret: clientSecret,
        scope,
      }),
    ]);
    expect(requestsTo(idTokenPath)).toEqual([]);
    expect(result.log.join('\n')).toContain(
      `, with application ${application.clientId} of tenant ${application.tenantId}, using a client secret.`,
    );
  });

  it('signs in with the secret even if the job could get an id token', async () => {
    emulator = await startSignInEmulator(withSecret);
    const { url, identity } = emulator;
    const step = startSignedIn(
      url,
      { clientSecret, authorityHost: `${url}/`, idToken: identity.idTokenRequest },
      { with: { mode: 'check' } },
    );
    expect(await step.finished).toMatchObject({ exitCode: 0 });
    expect(requestsTo(idTokenPath)).toEqual([]);
  });

  it.each([3600, '3600', undefined, 0, '0', -5, 1e12, 'soon', null, {}])(
    'signs in once if the answer says expires_in: %j',
    async (expiresIn) => {
      emulator = await startSignInEmulator({ ...withSecret, expiresIn });
      expect(await runSignedIn(emulator, clientSecret)).toMatchObject(live);
      // The wait is shorter than the ten minutes that are assumed where the answer does not say.
      expect(emulator.identity.accessTokens).toBe(1);
    },
  );
});

describe("a sign-in with the workflow's own identity", () => {
  it('requests a fresh id token each of the many times in one wait', async () => {
    emulator = await startSignInEmulator(
      { ...withIdToken, tokenSeconds: 15 },
      { offer: { goLiveSeconds: 90 } },
    );
    expect(await runSignedIn(emulator)).toMatchObject(live);

    const { accessTokens, idTokens } = emulator.identity;
    expect(accessTokens).toBeGreaterThan(4);
    expect(idTokens).toBe(accessTokens);
    const assertions = forms().map((form) => form.get('client_assertion'));
    expect(new Set(assertions).size).toBe(accessTokens);
    for (const { path } of requestsTo(idTokenPath)) {
      expect(new URL(path, emulator.url).searchParams.getAll('audience')).toEqual([
        'api://AzureADTokenExchange',
      ]);
    }
    expect(forms().every((form) => !form.has('client_secret'))).toBe(true);
  });

  it('fails before any request if the job may not have an id token, and says what to add', async () => {
    emulator = await startSignInEmulator(withIdToken);
    const step = startSignedIn(
      emulator.url,
      { authorityHost: emulator.url },
      { with: { offer: 'vm\nother' } },
    );
    const result = await step.finished;
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { status: 'not-started', 'failure-kind': 'authentication' },
    });
    expect(errorsOf(result).join('\n')).toContain('permissions: id-token: write');
    expect(emulator.requests).toEqual([]);
  });

  it('fails with the subject, issuer and audience to enter in Entra ID if no federated credential matches', async () => {
    emulator = await startSignInEmulator({
      ...application,
      federated: { subject: 'repo:contoso/offers:environment:marketplace' },
    });
    const result = await runSignedIn(emulator);
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'authentication' } });
    expect(errorsOf(result).join('\n')).toContain(
      `issuer https://token.actions.githubusercontent.com, subject identifier ${workflowSubject}, audience api://AzureADTokenExchange.`,
    );
    expect(result.outputs['message']).toContain('AADSTS700213');
  });

  it.each([
    [
      'refuses',
      { kind: 'status', status: 403 } as const,
      'authentication',
      /GitHub gave no id token.*\[403 /,
    ],
    ['answers without', { kind: 'empty' } as const, 'service', /not with an id token/],
  ])('fails if GitHub %s an id token', async (_what, fault, kind, message) => {
    emulator = await startSignInEmulator(withIdToken);
    emulator.faults.add({ ...fault, on: { path: idTokenPath, times: 99 } });
    const result = await runSignedIn(emulator, undefined, { with: { 'timeout-minutes': '0.3' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': kind } });
    expect(errorsOf(result).join('\n')).toMatch(message);
    expect(signIns(emulator)).toEqual([]);
  });
});

describe('a refused sign-in that may come and go', () => {
  const refusal = (code: number) => ({
    kind: 'status' as const,
    status: 400,
    body: JSON.stringify({ error: 'invalid_client', error_description: `AADSTS${code}: Not now.` }),
  });

  it.each([500011, 700213, 7002381])(
    'is tried again with a fresh id token each time, and goes well the third time: AADSTS%i',
    async (code) => {
      emulator = await startSignInEmulator(withIdToken);
      emulator.faults.add({ ...refusal(code), on: { path: tokenPath, times: 2 } });
      expect(await runSignedIn(emulator)).toMatchObject(live);
      expect(new Set(forms().map((form) => form.get('client_assertion'))).size).toBe(3);
    },
  );

  it.each([500011, 700213, 7002381])('fails after the third time: AADSTS%i', async (code) => {
    emulator = await startSignInEmulator(withIdToken);
    emulator.faults.add({ ...refusal(code), on: { path: tokenPath, times: 99 } });
    const result = await runSignedIn(emulator);
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'authentication' } });
    expect(result.outputs['message']).toContain(`AADSTS${code}: Not now.`);
    expect(signIns(emulator)).toHaveLength(3);
  });

  it("outlives GitHub's own 401, and shows GitHub's reason if it stays", async () => {
    emulator = await startSignInEmulator(withIdToken);
    const unauthorized = {
      kind: 'status',
      status: 401,
      body: '{"message":"The run is not in progress."}',
    } as const;
    emulator.faults.add({ ...unauthorized, on: { path: idTokenPath, times: 2 } });
    expect(await runSignedIn(emulator)).toMatchObject(live);
    emulator.faults.add({ ...unauthorized, on: { path: idTokenPath, times: 99 } });
    const result = await runSignedIn(emulator);
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'authentication' } });
    expect(errorsOf(result).join('\n')).toContain('The run is not in progress.');
  });

  it.each([7002138, 70021])('fails at once, with what to enter in Entra ID: AADSTS%i', async (code) => {
    emulator = await startSignInEmulator(withIdToken);
    emulator.faults.add({ ...refusal(code), on: { path: tokenPath, times: 99 } });
    const result = await runSignedIn(emulator);
    expect(signIns(emulator)).toHaveLength(1);
    expect(errorsOf(result).join('\n')).toContain(
      `issuer https://token.actions.githubusercontent.com, subject identifier ${workflowSubject}, audience api://AzureADTokenExchange.`,
    );
  });
});

describe('a given token', () => {
  const jwt = (exp: number) =>
    `${encodeJwt({ alg: 'none' }, { appid: application.clientId, exp })}.a-signature-of-nobody`;
  const inHours = (hours: number) => Math.floor(Date.now() / 1000 + hours * 3600);

  it.each([
    ['expires during the wait', 1, /The token expires in (1 h|59 min.*), and the wait may take 5 h 30 min/],
    ['has expired', -1, /The token has expired\./],
  ])('that %s causes a warning at the start', async (_what, hours, warning) => {
    const token = jwt(inHours(hours));
    emulator = await startSignInEmulator(undefined, { tokens: [token] });
    const { exitCode, annotations } = await runAction(emulator.url, { with: { token } });
    expect(exitCode).toBe(0);
    expect(annotations.map(({ message }) => message)).toEqual([expect.stringMatching(warning)]);
  });

  it.each([
    ['expires after the wait', jwt(inHours(6))],
    ['does not say when it expires', 'no.JSON.but-three-parts'],
    ['is not a JWT', 'one-word-of-no-known-form'],
  ])('that %s causes no warning', async (_what, token) => {
    emulator = await startSignInEmulator(undefined, { tokens: [token] });
    const { exitCode, annotations } = await runAction(emulator.url, { with: { token } });
    expect({ exitCode, annotations }).toEqual({ exitCode: 0, annotations: [] });
  });

  it('that is rejected once during the wait does not end the wait', async () => {
    const token = jwt(inHours(6));
    let uses = 0;
    const tokens = () => {
      uses += 1;
      return uses !== 6;
    };
    emulator = await startSignInEmulator(undefined, { tokens });
    expect(await runAction(emulator.url, { with: { token } })).toMatchObject(live);
    expect(emulator.requests.filter(({ answeredWith }) => answeredWith === 401)).toHaveLength(1);
  });

  it('that is rejected twice in a row during the wait ends the wait, and the message says how to resume', async () => {
    const token = jwt(inHours(6));
    let uses = 0;
    const tokens = () => {
      uses += 1;
      return uses <= 5;
    };
    emulator = await startSignInEmulator(undefined, { tokens });
    const { exitCode, outputs } = await runAction(emulator.url, { with: { token } });
    const url = outputs['operation-url'] ?? '';
    expect({ exitCode, outputs }).toMatchObject({
      exitCode: 1,
      outputs: { status: 'running', 'failure-kind': 'authentication', started: 'true', 'timed-out': 'false' },
    });
    expect(url).toMatch(/^http:.*\/operations\//);
    expect(outputs['message']).toContain('401');
    expect(outputs['message']).toContain(url);
    expect(uses).toBe(7);
  });

  it('works without the code for signing in, which is not loaded', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'without-sign-in-'));
    try {
      cpSync('action.yml', join(copy, 'action.yml'));
      cpSync('dist', join(copy, 'dist'), {
        recursive: true,
        filter: (path) => !path.endsWith('msal.js'),
      });
      emulator = await startSignInEmulator(undefined);
      const { exitCode } = await runAction(emulator.url, { actionDir: copy });
      expect(exitCode).toBe(0);
      // The filter did remove that code: signing in fails without it.
      const { log } = await startSignedIn(
        emulator.url,
        { clientSecret, authorityHost: emulator.url },
        { actionDir: copy },
      ).finished;
      expect(log.join('\n')).toMatch(/Cannot find module/);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

describe('a 401 during the wait', () => {
  it('leads to one new sign-in, however many offers wait', async () => {
    const offers = ['a1', 'b2', 'c3', 'd4'];
    emulator = await startSignInEmulator(withIdToken, {
      offers: offers.map((offer) => ({
        publisher: 'contoso',
        offer,
        state: 'waiting-for-sign-off',
        goLiveSeconds: 60,
      })),
    });
    const step = startSignedIn(emulator.url, callerOf(emulator), { with: { offer: offers.join('\n') } });
    const revoked = setTimeout(() => emulator.identity.revokeAll(), 1_500);
    const { exitCode, log } = await step.finished;
    clearTimeout(revoked);
    expect(exitCode, log.join('\n')).toBe(0);
    expect(emulator.requests.some(({ answeredWith }) => answeredWith === 401)).toBe(true);
    expect(emulator.identity).toMatchObject({ accessTokens: 2, idTokens: 2 });
  });

  const operations = /\/operations\//;
  const statuses = () => requestsTo(operations).map(({ answeredWith }) => answeredWith);

  it('does not end the wait if the new token gets a 401 too, but the next status check succeeds', async () => {
    emulator = await startSignInEmulator(withSecret);
    emulator.faults.add({ kind: 'status', status: 401, on: { path: operations, nth: 3, times: 2 } });
    expect(await runSignedIn(emulator, clientSecret)).toMatchObject(live);
    expect(statuses().slice(0, 5)).toEqual([200, 200, 'status', 'status', 200]);
    expect(emulator.identity.accessTokens).toBe(2);
  });

  it('ends the wait if two status checks in a row get a 401 with a new token too', async () => {
    emulator = await startSignInEmulator(withSecret);
    emulator.faults.add({ kind: 'status', status: 401, on: { path: operations, nth: 3, times: 99 } });
    const result = await runSignedIn(emulator, clientSecret);
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { status: 'running', 'failure-kind': 'authentication', started: 'true' },
    });
    expect(result.outputs['message']).toContain(result.outputs['operation-url']);
    expect(statuses()).toEqual([200, 200, 'status', 'status', 'status', 'status']);
    expect(emulator.identity.accessTokens).toBe(3);
  });
});

describe('a token endpoint that is down for a while', () => {
  const outages = [
    ['429 with Retry-After', { kind: 'status', status: 429, headers: { 'Retry-After': '7' } }],
    ['503', { kind: 'status', status: 503 }],
    ['a reset', { kind: 'reset' }],
    ['a 502 in HTML', { kind: 'html-502' }],
    ['a 200 in HTML', { kind: 'html' }],
    ['a cut body', { kind: 'cut-body', when: 'after' }],
  ] as const;

  it.each(outages)('delays the start of the go-live: %s', async (_what, fault) => {
    emulator = await startSignInEmulator(withSecret);
    emulator.faults.add({ ...fault, on: { path: tokenPath, times: 2 } });
    const result = await runSignedIn(emulator, clientSecret);
    expect(result).toMatchObject(live);
    expect(signIns(emulator)).toHaveLength(3);
    expect(result.log.join('\n')).toMatch(/Sign-in failed; trying again in [5-7] s\./);
    expect(result.log).toContain('Signing in works again.');
  });

  it.each(outages)('does not end the wait: %s', async (_what, fault) => {
    emulator = await startSignInEmulator(
      { ...withIdToken, tokenSeconds: 20 },
      { offer: { goLiveSeconds: 60 } },
    );
    emulator.faults.add({ ...fault, on: { path: tokenPath, nth: 2, times: 3 } });
    const result = await runSignedIn(emulator);
    expect(result).toMatchObject(live);
    expect(emulator.identity.idTokens).toBe(signIns(emulator).length);
    expect(signIns(emulator).length).toBeGreaterThan(4);
  });

  it('ends the step when its time is up, and no go-live is started', async () => {
    emulator = await startSignInEmulator(withSecret);
    emulator.faults.add({ kind: 'status', status: 503, on: { path: tokenPath, times: 999 } });
    const result = await runSignedIn(emulator, clientSecret, { with: { 'timeout-minutes': '1' } });
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { status: 'not-started', 'failure-kind': 'service' },
    });
    expect(result.outputs['message']).toContain('503');
    expect(emulator.offer('contoso', 'vm').goLives).toBe(0);
  });

  it.each([{ mode: 'check' }, { mode: 'follow', wait: 'false' }])(
    'delays a single status check by no more than a minute: %o',
    async (inputs) => {
      emulator = await startSignInEmulator(withSecret);
      emulator.faults.add({ kind: 'reset', on: { path: tokenPath, times: 999 } });
      const result = await runSignedIn(emulator, clientSecret, { with: inputs });
      expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
      expect(signIns(emulator).length).toBeLessThan(10);
    },
  );
});

describe('a refusal of Entra ID', () => {
  const cases: {
    code: Parameters<typeof aadsts>[0];
    advice: RegExp;
    identity?: IdentitySetup;
    inputs?: object;
  }[] = [
    { code: 7000215, advice: /client-secret is wrong/, identity: { ...withSecret, clientSecret: 'another' } },
    { code: 7000222, advice: /client-secret has expired/ },
    {
      code: 700016,
      advice: /check client-id and tenant-id/,
      inputs: { 'client-id': '33333333-3333-4333-8333-333333333333' },
    },
    {
      code: 90002,
      advice: /check tenant-id, and authority-host/,
      inputs: { 'tenant-id': 'contoso.example' },
    },
    {
      code: 700024,
      advice: /check the clock of the runner/,
      identity: { ...withIdToken, idTokenSeconds: -10 },
    },
    { code: 50013, advice: /check the issuer of the federated credential/ },
  ];

  it.each(cases)(
    'with AADSTS$code is final, and the error says what to do',
    async ({ code, advice, identity = withSecret, inputs = {} }) => {
      emulator = await startSignInEmulator(identity);
      const correlationId = '5a3f9c1e-0000-4000-8000-123456789abc';
      if (identity === withSecret && Object.keys(inputs).length === 0) {
        const answer = aadsts(code, 'x', { 'client-request-id': correlationId }, Date.now());
        emulator.faults.add({
          ...answer,
          kind: 'status',
          body: String(answer.body),
          on: { path: tokenPath },
        });
      }
      const secret = identity.federated ? undefined : clientSecret;
      const result = await runSignedIn(emulator, secret, { with: { ...inputs } });
      const [error = ''] = errorsOf(result);
      expect(error).toContain(`AADSTS${code}: `);
      expect(error).toMatch(/correlation ID [0-9a-f-]{36}/);
      expect(error).toMatch(advice);
      expect(error).not.toMatch(/Timestamp:|Trace ID:/);
      expect(result).toMatchObject({
        exitCode: 1,
        outputs: { status: 'not-started', 'failure-kind': 'authentication', started: 'false' },
      });
      expect(signIns(emulator)).toHaveLength(1);
    },
  );
});
