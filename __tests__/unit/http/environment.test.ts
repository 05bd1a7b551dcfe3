import { describe, expect, it, test } from 'vitest';
import { readNetworkSettings } from '../../../src/http/environment.ts';

const password = 'sesame';

describe('readNetworkSettings, for a proxy', () => {
  it.each([
    'http://proxy.example:8080',
    'https://proxy.example',
    'HTTP://PROXY.EXAMPLE:1/',
    `http://user:${password}@proxy.example:8080`,
    'http://user:p%40ss%25w%23rd@proxy.example:8080/',
    'http://[::1]:8080',
  ])('leaves %s as it is', (HTTPS_PROXY) => {
    expect(readNetworkSettings({ HTTPS_PROXY })).toEqual({ problems: [], changes: {} });
  });

  it.each([
    ['proxy.example:8080', 'http://proxy.example:8080'],
    ['proxy.example', 'http://proxy.example'],
    [`user:${password}@proxy.example:8080`, `http://user:${password}@proxy.example:8080`],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128'],
  ])('takes %s for an http proxy, as curl does', (https_proxy, url) => {
    expect(readNetworkSettings({ https_proxy })).toEqual({ problems: [], changes: { https_proxy: url } });
  });

  it.each([
    ['a raw % in the password', `http://user:${password}%@proxy.example:8080`],
    ['a raw % before letters', `http://user:${password}%zz@proxy.example:8080`],
    ['a raw # in the password', `http://user:${password}#1@proxy.example:8080`],
    ['a raw / in the password', `http://user:${password}/1@proxy.example:8080`],
    ['a port that is none', `http://user:${password}@proxy.example:99999`],
    ['another kind of proxy', `socks5://user:${password}@proxy.example:1080`],
    ['a path', `http://user:${password}@proxy.example/pac`],
    ['a raw ? in the password', `http://user:${password}?1@proxy.example:8080`],
    ['a raw % at the end of the user', `http://us%er:${password}@proxy.example:8080`],
    ['a raw % without a scheme', `user:${password}%@proxy.example:8080`],
    ['a raw # without a scheme', `user:${password}#@proxy.example:8080`],
    ['a raw / without a scheme', `user:${password}/@proxy.example:8080`],
    ['a port of letters', `http://user:${password}@proxy.example:http`],
    ['a port below zero', `http://user:${password}@proxy.example:-1`],
    ['a port that is none, without a scheme', `user:${password}@proxy.example:65536`],
    ['socks', `socks://user:${password}@proxy.example:1080`],
    ['socks4a', `socks4a://user:${password}@proxy.example:1080`],
    ['ftp', `ftp://user:${password}@proxy.example:21`],
    ['a file', `file:///${password}`],
    ['a script', `pac+https://${password}.example/proxy.pac`],
    ['a scheme without slashes', `http:user:${password}@proxy.example:8080`],
    ['a fragment', `http://${password}.example:8080/#a`],
    ['no host, but a port', 'http://:8080'],
    ['an invalid IPv6 address', 'http://[::1:8080'],
    ['a host with a blank', `${password} .example:8080`],
    ['quotes around it', `"http://user:${password}@proxy.example:8080"`],
    ['a query', `http://user:${password}@proxy.example/?a=b`],
    ['no host', 'http://'],
    ['a blank', `http://user:${password} 1@proxy .example`],
  ])('refuses %s without showing it', (_what, value) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
      const { problems, changes } = readNetworkSettings({ [name]: value });
      expect(problems).toEqual([
        `${name} cannot be used: it must be the URL of an http or https proxy, e.g. http://proxy.example:8080, with user and password percent-encoded.`,
      ]);
      expect(changes).toEqual({});
    }
  });

  it('looks at the spelling that @actions/http-client looks at', () => {
    const env = { https_proxy: 'http://a.example', HTTPS_PROXY: 'socks5://b.example' };
    expect(readNetworkSettings(env).problems).toEqual([]);
  });
});

test.each([
  ['*.example.com', '.example.com'],
  ['localhost,*.example.com, *.other.example', 'localhost,.example.com, .other.example'],
])('readNetworkSettings makes NO_PROXY=%s understood', (NO_PROXY, no_proxy) => {
  expect(readNetworkSettings({ NO_PROXY })).toEqual({ problems: [], changes: { no_proxy } });
});

test.each(['', '*', 'localhost,.example.com'])(
  'readNetworkSettings leaves NO_PROXY=%s as it is',
  (NO_PROXY) => {
    expect(readNetworkSettings({ NO_PROXY })).toEqual({ problems: [], changes: {} });
  },
);

test('readNetworkSettings refuses to trust any certificate, and names the cure', () => {
  const { problems } = readNetworkSettings({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  expect(problems).toEqual([expect.stringContaining('NODE_EXTRA_CA_CERTS')]);
  expect(readNetworkSettings({ NODE_TLS_REJECT_UNAUTHORIZED: '1' }).problems).toEqual([]);
});

test('readNetworkSettings reports each setting that cannot be used, and shows no value', () => {
  const { problems } = readNetworkSettings({
    https_proxy: `socks5://${password}.example`,
    HTTP_PROXY: `http://user:${password}%@proxy.example`,
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'https_proxy',
    'HTTP_PROXY',
    'NODE_TLS_REJECT_UNAUTHORIZED',
  ]);
  expect(problems.join()).not.toContain(password);
});

test.each(['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'])(
  'readNetworkSettings takes an empty %s for none',
  (name) => {
    expect(readNetworkSettings({ [name]: '' })).toEqual({ problems: [], changes: {} });
  },
);

test('readNetworkSettings makes the spelling of NO_PROXY understood that counts', () => {
  const { changes } = readNetworkSettings({ no_proxy: 'a.example', NO_PROXY: '*.b.example' });
  expect(changes).toEqual({});
  expect(readNetworkSettings({ no_proxy: '*.a.example', NO_PROXY: 'b.example' }).changes).toEqual({
    no_proxy: '.a.example',
  });
});

test('readNetworkSettings takes a proxy of 2,000 characters, and none that is longer', () => {
  const HTTPS_PROXY = `http://user:${'x'.repeat(1_974)}@proxy.example`;
  expect(HTTPS_PROXY).toHaveLength(2_000);
  expect(readNetworkSettings({ HTTPS_PROXY }).problems).toEqual([]);
  expect(readNetworkSettings({ HTTPS_PROXY: `${HTTPS_PROXY}x` }).problems).toHaveLength(1);
});
