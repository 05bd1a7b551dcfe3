/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface NetworkSettings {
  /** What is set but cannot be used, one sentence each. No value is shown, as a proxy's URL may hold a password. */
  problems: string[];
  /** Variables to set so that @actions/http-client understands what is meant. */
  changes: Record<string, string>;
}

// The names that @actions/http-client reads; of two spellings the first counts.
const proxyNames = [
  ['https_proxy', 'HTTPS_PROXY'],
  ['http_proxy', 'HTTP_PROXY'],
] as const;

// Longer than any, and short enough for a parser that a long host costs more than its length.
const maxLength = 2_000;

/**
 * Checks the settings of the network before the first request. What @actions/http-client cannot read it ignores, and the
 * request goes out without the proxy; a proxy without a scheme it takes for another scheme.
 */
export function readNetworkSettings(env: Environment): NetworkSettings {
  const settings: NetworkSettings = { problems: [], changes: {} };
  for (const names of proxyNames) {
    const name = names.find((name) => env[name]);
    const value = name && env[name];
    if (!value) {
      continue;
    }
    const url = readProxyUrl(value);
    if (!url) {
      settings.problems.push(
        `${name} cannot be used: it must be the URL of an http or https proxy, e.g. http://proxy.example:8080, with user and password percent-encoded.`,
      );
    } else if (url !== value) {
      settings.changes[name] = url;
    }
  }
  const noProxy = env['no_proxy'] || env['NO_PROXY'];
  if (noProxy?.includes('*.')) {
    // http-client knows `.example.com`, but not the common `*.example.com`.
    settings.changes['no_proxy'] = noProxy.replace(/(^|,)(\s*)\*\./g, '$1$2.');
  }
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    settings.problems.push(
      'NODE_TLS_REJECT_UNAUTHORIZED is 0, so tokens would be sent to servers with any certificate. Remove it; to trust a certificate authority of your own, name its root certificate in NODE_EXTRA_CA_CERTS.',
    );
  }
  return settings;
}

/** The URL of a proxy, with the scheme that curl assumes if there is none; undefined if it cannot be used. */
function readProxyUrl(value: string): string | undefined {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  // `http:proxy.example` would be a host for some and a user for others.
  if (text.length > maxLength || /^https?:(?!\/\/)/i.test(value) || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isProxy = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
  const isPlain = (url.pathname === '/' || url.pathname === '') && url.search === '' && url.hash === '';
  return isProxy && isPlain && isEncoded(url.username) && isEncoded(url.password) ? text : undefined;
}

/** Whether http-client can decode a user or a password. */
function isEncoded(text: string): boolean {
  return /^([^%]|%[0-9a-f]{2})*$/i.test(text);
}
