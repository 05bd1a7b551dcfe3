import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
import { type Entra, startEntra } from '../support/servers/entra.ts';
import {
  blockedName,
  hasSquid,
  proxyPassword,
  proxyUser,
  type Squid,
  startSquid,
} from '../support/servers/squid.ts';

// Names that this machine cannot resolve (.invalid), or resolves differently. For the proxy they are all on loopback.
const loginName = 'login.invalid';
const githubName = 'github.invalid';
const apiName = 'cloudpartner.azure.com';
const names = [loginName, githubName, apiName];
const encodedPassword = encodeURIComponent(proxyPassword);

describe.skipIf(!hasSquid)('behind a proxy (needs squid and openssl), the action', () => {
  let proxy: Squid;
  let entra: Entra;
  let api: Emulator;
  beforeAll(async () => {
    proxy = await startSquid(names);
  });
  afterAll(() => proxy.stop());
  beforeEach(async () => {
    entra = await startEntra({ ...application, clientSecret }, names);
    api = await startEmulator({
      offers: [{ publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off', goLiveSeconds: fast }],
      speed: fast,
      tls: entra.ca,
      tokens: entra.accepts,
    });
  });
  afterEach(async () => {
    await api.stop();
    await entra.stop();
  });

  const withHost = (url: string, name: string) => {
    const { protocol, port, pathname, search } = new URL(url);
    return `${protocol}//${name}:${port}${pathname === '/' ? '' : pathname}${search}`;
  };
  const proxyUrl = (userInfo: string) => `http://${userInfo}127.0.0.1:${proxy.port}`;

  /** Runs the action with names of Entra ID, GitHub and the API that only the proxy knows. */
  async function run(setup: ActionSetup & { proxy?: string; secret?: string } = {}): Promise<StepResult> {
    const { secret, env, proxy: through = proxy.url, ...rest } = setup;
    const result = await startSignedIn(
      withHost(api.url, apiName),
      {
        authorityHost: withHost(entra.url, loginName),
        clientSecret: secret,
        idToken: { ...entra.github.request, url: withHost(entra.github.request.url, githubName) },
      },
      { env: { NODE_EXTRA_CA_CERTS: entra.ca.file, HTTPS_PROXY: through, ...env }, ...rest },
    ).finished;
    expect(leaks(result, [...entra.secrets(), encodedPassword, proxyPassword])).toEqual([]);
    expect(result.rawOutput).not.toContain('DeprecationWarning');
    return result;
  }

  it('reaches GitHub, Entra ID and the API', async () => {
    const before = proxy.accessLog().length;
    const result = await run();
    expect(errorsOf(result)).toEqual([]);
    expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } });

    const tunnels = proxy.accessLog().slice(before);
    const portOf = (url: string) => new URL(url).port;
    expect([...new Set(tunnels)].sort()).toEqual([
      `CONNECT ${apiName}:${portOf(api.url)} 200 ${proxyUser}`,
      `CONNECT ${githubName}:${portOf(entra.github.url)} 200 ${proxyUser}`,
      `CONNECT ${loginName}:${portOf(entra.url)} 200 ${proxyUser}`,
    ]);
    // Nobody but the proxy gets its password.
    const headers = [...entra.requests, ...entra.github.requests, ...api.requests].flatMap((request) =>
      Object.keys(request.headers),
    );
    expect(headers).not.toContain('proxy-authorization');
  });

  it('uses a proxy without a scheme, as curl does, and leaves out the hosts of NO_PROXY=*.domain', async () => {
    const before = proxy.accessLog().length;
    const withoutScheme = proxy.url.replace('http://', '');
    const result = await run({ proxy: withoutScheme, secret: clientSecret });
    expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } });
    expect(proxy.accessLog().length).toBeGreaterThan(before);

    const leftOut = await run({
      proxy: withoutScheme,
      secret: clientSecret,
      env: {
        NODE_EXTRA_CA_CERTS: entra.ca.file,
        HTTPS_PROXY: withoutScheme,
        NO_PROXY: 'a.example, *.invalid',
      },
      with: { 'timeout-minutes': '0.05' },
    });
    // Without the proxy nobody knows the name of Entra ID.
    expect(errorsOf(leftOut).join('\n')).toMatch(/login\.invalid/);
    expect(leftOut).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
  });

  it.each([
    ['a missing user', ''],
    ['a wrong password', `${proxyUser}:wrong@`],
  ])('says what to do when the proxy rejects %s', async (_what, userInfo) => {
    const result = await run({ proxy: proxyUrl(userInfo), secret: clientSecret });
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { status: 'not-started', 'failure-kind': 'network' },
    });
    expect(errorsOf(result).join('\n')).toMatch(
      /The proxy refused to connect to login\.invalid:\d+: 407\. .*put them into HTTPS_PROXY, percent-encoded/,
    );
    expect(entra.requests).toEqual([]);
  });

  it('says what to do when the proxy blocks the host', async () => {
    const result = await run({
      secret: clientSecret,
      with: { 'authority-host': `https://${blockedName}` },
    });
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toMatch(
      /The proxy refused to connect to forbidden\.invalid: 403\. Allow this host on the proxy/,
    );
  });

  it('bypasses the proxy for the hosts in NO_PROXY', async () => {
    const before = proxy.accessLog().length;
    const result = await run({
      secret: clientSecret,
      env: { NO_PROXY: 'elsewhere.example,.invalid' },
      with: { mode: 'check' },
    });
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toMatch(/No response from login\.invalid:\d+: getaddrinfo/);
    expect(proxy.accessLog().slice(before)).toEqual([]);
    expect(entra.requests).toEqual([]);
  });
});

describe('a proxy that fails', () => {
  const sockets: Socket[] = [];
  const stallingProxy = (answer: string) =>
    createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      socket.once('data', () => socket.write(answer));
    });
  let server: ReturnType<typeof createServer>;
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Starts the action behind a proxy that sends this, and then nothing more. */
  async function start(answer: string, setup: ActionSetup = {}) {
    server = stallingProxy(answer).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    return startSignedIn(
      'https://cloudpartner.invalid',
      { clientSecret, authorityHost: 'https://login.invalid' },
      {
        fast: 60,
        env: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
        ...setup,
        with: { mode: 'check', ...setup.with },
      },
    );
  }

  it.each([
    ['does not answer', ''],
    ['sends half an answer', 'HTTP/1.1 200 Conn'],
    ['opens a tunnel to nowhere', 'HTTP/1.1 200 Connection established\r\n\r\n'],
  ])('because it %s does not delay the end of the step', async (_what, answer) => {
    const result = await (await start(answer)).finished;
    expect(result).toMatchObject({ exitCode: 1, signal: null, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toContain('No complete response from login.invalid within 1 min.');
    expect(sockets.length).toBeGreaterThan(0);
  });

  it('does not delay the end of a step that is canceled', async () => {
    const step = await start('', { fast: 1 });
    while (sockets.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    step.cancel();
    const result = await step.finished;
    expect(result).toMatchObject({ exitCode: 1, signal: null, outputs: { 'failure-kind': 'interrupted' } });
  });

  it('is named in the error when nothing listens there', async () => {
    const step = await start('', { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
    const result = await step.finished;
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toMatch(/ECONNREFUSED 127\.0\.0\.1:1.*HTTPS_PROXY/);
  });
});
