import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
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
import { type Daemon, programNamed, startDaemon } from '../support/servers/daemon.ts';
import { type Entra, startEntra } from '../support/servers/entra.ts';
import { hasOpenssl } from '../support/servers/private-ca.ts';

const squid = programNamed('squid');
const checker = ['/usr/lib/squid/basic_ncsa_auth', '/usr/lib64/squid/basic_ncsa_auth'].find(existsSync);

// Names that this machine does not know, as .invalid never is, or knows otherwise; the proxy has them for loopback.
const loginName = 'login.invalid';
const githubName = 'github.invalid';
const apiName = 'cloudpartner.azure.com';
const password = 'p@ss';

function prepare(folder: string, port: number): string[] {
  const file = (name: string, text = '') => {
    writeFileSync(join(folder, name), text, { mode: 0o644 });
    return join(folder, name);
  };
  const hash = execFileSync('openssl', ['passwd', '-apr1', password]).toString();
  const passwords = file('passwords', `somebody:${hash}`);
  const hosts = file('hosts', `127.0.0.1 ${loginName} ${githubName} ${apiName}\n`);
  const settings = `
    http_port 127.0.0.1:${port}
    hosts_file ${hosts}
    dns_nameservers 127.0.0.1
    dns_timeout 1 second
    auth_param basic program ${checker} ${passwords}
    auth_param basic realm here
    acl known proxy_auth REQUIRED
    acl CONNECT method CONNECT
    acl forbidden dstdomain forbidden.invalid
    acl here dst 127.0.0.1
    http_access deny forbidden
    http_access allow CONNECT known
    http_access deny all
    logformat asked %rm %ru %>Hs %un
    access_log stdio:${join(folder, 'access.log')} asked
    cache_log ${join(folder, 'cache.log')}
    coredump_dir ${folder}
    pid_filename none
    cache deny all
    shutdown_lifetime 0 seconds`;
  return ['-N', '-n', `p${port}`, '-f', file('squid.conf', settings.replace(/^ +/gm, ''))];
}

describe.skipIf(!squid || !checker || !hasOpenssl)('through a proxy (it needs squid and openssl)', () => {
  let proxy: Daemon;
  let entra: Entra;
  let api: Emulator;
  beforeAll(async () => {
    proxy = await startDaemon(squid ?? '', prepare);
  });
  afterAll(() => proxy.stop());
  beforeEach(async () => {
    entra = await startEntra({ ...application, clientSecret }, [loginName, githubName, apiName]);
    api = await startEmulator({
      offers: [{ publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off', goLiveSeconds: fast }],
      speed: fast,
      tls: entra.ca,
      tokens: (token) => entra.accepts(token),
    });
  });
  afterEach(async () => {
    await api.stop();
    await entra.stop();
  });

  const named = (url: string, name: string) => {
    const { protocol, port, pathname, search } = new URL(url);
    return `${protocol}//${name}:${port}${pathname === '/' ? '' : pathname}${search}`;
  };
  const asked = () => readFileSync(join(proxy.folder, 'access.log'), 'utf8').trim().split('\n');
  const proxyUrl = (who: string) => `http://${who}127.0.0.1:${proxy.port}`;

  /** Runs it, with Entra ID, GitHub and the API under names that only the proxy knows. */
  async function run(setup: ActionSetup & { proxy?: string; secret?: string } = {}): Promise<StepResult> {
    const { secret, env, proxy: through = proxyUrl('somebody:p%40ss@'), ...rest } = setup;
    const result = await startSignedIn(
      named(api.url, apiName),
      {
        authorityHost: named(entra.url, loginName),
        clientSecret: secret,
        idToken: { ...entra.github.request, url: named(entra.github.request.url, githubName) },
      },
      { env: { NODE_EXTRA_CA_CERTS: entra.ca.file, HTTPS_PROXY: through, ...env }, ...rest },
    ).finished;
    expect(leaks(result, [...entra.secrets(), 'p%40ss', password])).toEqual([]);
    expect(result.rawOutput).not.toContain('DeprecationWarning');
    return result;
  }

  it('reaches GitHub, Entra ID and the API', async () => {
    const before = asked().length;
    const result = await run();
    expect(errorsOf(result)).toEqual([]);
    expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } });

    const tunnels = asked().slice(before);
    const portOf = (url: string) => new URL(url).port;
    expect([...new Set(tunnels)].sort()).toEqual([
      `CONNECT ${apiName}:${portOf(api.url)} 200 somebody`,
      `CONNECT ${githubName}:${portOf(entra.github.url)} 200 somebody`,
      `CONNECT ${loginName}:${portOf(entra.url)} 200 somebody`,
    ]);
    // The password of the proxy is for the proxy.
    const headers = [...entra.requests, ...entra.github.requests, ...api.requests].flatMap((request) =>
      Object.keys(request.headers),
    );
    expect(headers).not.toContain('proxy-authorization');
  });

  it.each([
    ['no user', ''],
    ['a wrong password', 'somebody:wrong@'],
  ])('says what to do when the proxy refuses %s', async (_what, who) => {
    const result = await run({ proxy: proxyUrl(who), secret: clientSecret });
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { status: 'not-started', 'failure-kind': 'network' },
    });
    expect(errorsOf(result).join('\n')).toMatch(
      /The proxy refused the way to login\.invalid:\d+: 407\. .*put them into HTTPS_PROXY, percent-encoded/,
    );
    expect(entra.requests).toEqual([]);
  });

  it('says so when the proxy does not let the host pass', async () => {
    const result = await run({
      secret: clientSecret,
      with: { 'authority-host': 'https://forbidden.invalid' },
    });
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toMatch(
      /The proxy refused the way to forbidden\.invalid: 403\. Let the proxy pass this host/,
    );
  });

  it('goes past the proxy to what NO_PROXY names', async () => {
    const before = asked().length;
    const result = await run({
      secret: clientSecret,
      env: { NO_PROXY: 'elsewhere.example,.invalid' },
      with: { mode: 'check' },
    });
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toMatch(/No answer from login\.invalid:\d+: getaddrinfo/);
    expect(asked().slice(before)).toEqual([]);
    expect(entra.requests).toEqual([]);
  });
});

describe('a proxy that does not do its part', () => {
  const sockets: Socket[] = [];
  const stalling = (says: string) =>
    createServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      socket.once('data', () => socket.write(says));
    });
  let server: ReturnType<typeof createServer>;
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Starts it behind a proxy that says this much, and then nothing. */
  async function start(says: string, setup: ActionSetup = {}) {
    server = stalling(says).listen(0, '127.0.0.1');
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
    ['answers nothing', ''],
    ['answers half', 'HTTP/1.1 200 Conn'],
    ['opens a tunnel to nowhere', 'HTTP/1.1 200 Connection established\r\n\r\n'],
  ])('%s: the step ends at its time', async (_what, says) => {
    const result = await (await start(says)).finished;
    expect(result).toMatchObject({ exitCode: 1, signal: null, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toContain('No whole answer came from login.invalid in 1 min.');
    expect(sockets.length).toBeGreaterThan(0);
  });

  it('the step ends when it is cancelled', async () => {
    const step = await start('', { fast: 1 });
    while (sockets.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    step.cancel();
    const result = await step.finished;
    expect(result).toMatchObject({ exitCode: 1, signal: null, outputs: { 'failure-kind': 'interrupted' } });
  });

  it('says so when there is none', async () => {
    const step = await start('', { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
    const result = await step.finished;
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-kind': 'network' } });
    expect(errorsOf(result).join('\n')).toMatch(/ECONNREFUSED 127\.0\.0\.1:1.*HTTPS_PROXY/);
  });
});
