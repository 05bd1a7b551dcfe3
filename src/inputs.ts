import type { Credentials } from './auth/caller.ts';
import { isSecret, shortestSecret } from './auth/secret.ts';
import { InputError } from './errors.ts';
import type { Mode } from './golive/decide.ts';
import { longestOperationUrl, type OfferName } from './golive/operation.ts';
import { type ApiName, apis } from './marketplace/apis.ts';
import { oneLine } from './report/text.ts';
import type { Runner } from './runner.ts';

/** The inputs, checked and resolved. */
export interface Inputs {
  /** In the order given. An operation URL alone leaves publisher and offer empty. */
  targets: Target[];
  credentials: Credentials;
  api: ApiName;
  mode: Mode;
  wait: boolean;
  waitForPreview: boolean;
  timeoutMs: number;
  /** Undefined: the pace adapts. */
  pollIntervalMs: number | undefined;
  failOnTimeout: boolean;
  failOnBlocked: boolean;
  /** Without a slash at its end. */
  apiUrl: string;
}

export interface Target extends OfferName {
  operationUrl: URL | undefined;
}

/** The defaults of action.yml: an expression that yields nothing gives an empty input, which counts as not given. */
export const defaults = {
  api: 'cloud-partner-portal',
  mode: 'go-live',
  wait: 'true',
  'wait-for-preview': 'false',
  'timeout-minutes': '330',
  'fail-on-timeout': 'true',
  'fail-on-blocked': 'false',
  'authority-host': 'https://login.microsoftonline.com',
} as const;

const modes = ['go-live', 'follow', 'check'] as const;
// So that outputs and summary hold what is to be said of each.
const maxOffers = 100;
const longestTimeoutMinutes = 43_200;
const longestBaseUrl = 200;
// Endpoints for people of any tenant: an application signs in to one.
const sharedTenants: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);

/**
 * Reads and checks the inputs, and masks the secrets before anything else.
 * @throws InputError with every problem there is
 */
export function readInputs(runner: Pick<Runner, 'input' | 'mask'>): Inputs {
  const problems: string[] = [];
  const read = (name: string) =>
    runner.input(name).trim() || ((defaults as Record<string, string>)[name] ?? '');

  const credentials = readCredentials();
  const api = readWord('api', Object.keys(apis) as ApiName[]);
  const mode = readWord('mode', modes);
  const apiUrl = readBaseUrl('api-url', apis[api].traits.baseUrl);
  const targets = readTargets();
  const inputs: Inputs = {
    targets,
    credentials,
    api,
    mode: targets.some((target) => target.operationUrl) ? 'follow' : mode,
    wait: readBoolean('wait'),
    waitForPreview: readBoolean('wait-for-preview'),
    timeoutMs: readNumber('timeout-minutes', 0, longestTimeoutMinutes) * 60_000,
    pollIntervalMs: read('poll-interval-seconds')
      ? readNumber('poll-interval-seconds', 1, 3600) * 1000
      : undefined,
    failOnTimeout: readBoolean('fail-on-timeout'),
    failOnBlocked: readBoolean('fail-on-blocked'),
    apiUrl: withoutSlash(apiUrl),
  };
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return inputs;

  function refuse(name: string, value: string, allowed: string): void {
    problems.push(
      `${name}: ${value ? `"${oneLine(value, 80)}" is not ${allowed}` : `missing; it is ${allowed}`}.`,
    );
  }

  function readCredentials(): Credentials {
    const token = readSecret('token', 'a token; it is one word, without "Bearer" before it');
    const clientSecret = readSecret('client-secret', 'a client secret; it is one word');
    const tenantId = read('tenant-id');
    const clientId = read('client-id');
    const authorityHost = readBaseUrl('authority-host', defaults['authority-host']);
    if (!tenantId && !clientId && !clientSecret) {
      if (!token) {
        problems.push(
          'token: missing; give an access token for the API, or tenant-id and client-id to sign in with the identity of this workflow or with client-secret.',
        );
      }
      return { token };
    }
    if (token) {
      problems.push(
        'token: cannot be given beside tenant-id, client-id or client-secret; give one or the other.',
      );
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(tenantId) || sharedTenants.has(tenantId.toLowerCase())) {
      refuse('tenant-id', tenantId, 'the ID or the domain of an Entra ID tenant');
    }
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(clientId)) {
      refuse('client-id', clientId, 'the application (client) ID of an Entra ID application');
    }
    return { tenantId, clientId, clientSecret, authorityHost: withoutSlash(authorityHost) };
  }

  /** @param what what the value must be; the value itself is never shown */
  function readSecret(name: string, what: string): string {
    const value = read(name);
    if (value.length >= shortestSecret) {
      runner.mask(value);
    }
    if (value && !isSecret(value)) {
      problems.push(`${name}: not ${what}, and has at least ${shortestSecret} characters.`);
    }
    return value;
  }

  function readWord<Word extends string>(name: string, allowed: readonly Word[]): Word {
    const value = read(name);
    const word = allowed.find((candidate) => candidate === value);
    if (!word) {
      refuse(name, value, `one of ${allowed.join(', ')}`);
    }
    return word ?? (allowed[0] as Word);
  }

  function readBoolean(name: string): boolean {
    const value = read(name);
    // The words of YAML's core schema, as the toolkit's getBooleanInput takes them.
    if (!/^(true|True|TRUE|false|False|FALSE)$/.test(value)) {
      refuse(name, value, 'true or false');
    }
    return value.toLowerCase() === 'true';
  }

  /** @param least the smallest value allowed; 0 stands for anything above it */
  function readNumber(name: string, least: number, most: number): number {
    const value = read(name);
    const number = Number(value);
    if (!/^\d+(\.\d+)?$/.test(value) || number < least || number > most || number === 0) {
      refuse(name, value, `a number ${least > 0 ? `from ${least}` : 'above 0,'} up to ${most}`);
    }
    return number;
  }

  function readBaseUrl(name: string, fallback: string): URL {
    const value = read(name) || fallback;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const loopback = url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    const plain = url && !url.username && !url.password && !url.search && !url.hash;
    const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback);
    if (!url || !plain || !isSecure || url.href.length > longestBaseUrl) {
      refuse(
        name,
        withoutSecrets(value),
        `a base URL with https, or with http on loopback, without user, query and fragment, of at most ${longestBaseUrl} characters`,
      );
      return new URL(fallback);
    }
    return url;
  }

  function readTargets(): Target[] {
    const offers = lines(read('offer')).filter(Boolean);
    const operationUrls = readOperationUrls(offers.length);
    const publisher = read('publisher');
    const { needsPublisher } = apis[api].traits;
    const urlsAlone = operationUrls.length > 0 && offers.length === 0;
    if (publisher || (needsPublisher && !urlsAlone)) {
      checkId('publisher', publisher);
    }
    if (!urlsAlone) {
      for (const offer of offers.length > 0 ? offers : ['']) {
        checkId('offer', offer);
      }
    }
    if (Math.max(offers.length, operationUrls.length) > maxOffers) {
      problems.push(
        `offer: ${Math.max(offers.length, operationUrls.length)} offers; at most ${maxOffers} go in one step.`,
      );
    }
    const twice = offers.find((offer, index) => offers.indexOf(offer) !== index);
    if (twice) {
      problems.push(`offer: "${oneLine(twice, 80)}" is given twice.`);
    }
    return urlsAlone
      ? operationUrls.map((operationUrl) => ({ publisher, offer: '', operationUrl }))
      : offers.map((offer, index) => ({ publisher, offer, operationUrl: operationUrls[index] }));
  }

  /** Letters, digits, dashes and underscores are what Partner Center lets a publisher choose, at most 50 of them. */
  function checkId(name: string, value: string): void {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/.test(value)) {
      refuse(name, value, 'an ID as in Partner Center (letters, digits, - and _, at most 50)');
    }
  }

  function readOperationUrls(offerCount: number): (URL | undefined)[] {
    const name = 'operation-url';
    // The output has an empty line for an offer without an operation, so beside offers the place of a line counts.
    const raw = runner.input(name);
    const values = offerCount > 0 && raw.trim() ? lines(raw.replace(/\s+$/, '')) : lines(raw).filter(Boolean);
    if (values.length === 0) {
      return [];
    }
    if (mode === 'check') {
      problems.push(`${name}: cannot be followed with mode: check, which looks at offers.`);
    }
    if (offerCount > 0 && values.length > offerCount) {
      problems.push(
        `${name}: ${values.length} lines for ${offerCount} offers; give one for each, or leave offer out.`,
      );
    }
    return values.map((value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      const isThere = url?.origin === apiUrl.origin && !url.username && !url.password;
      if (value && !(isThere && url.href.length <= longestOperationUrl)) {
        refuse(name, withoutSecrets(value), `a URL at ${apiUrl.origin}, as the output gives it`);
      }
      return url;
    });
  }
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

function lines(value: string): string[] {
  return value.split('\n').map((line) => line.trim());
}

/** A URL fit to be shown: what stands before an @ may be a password, and a query a key, whether or not that makes a URL. */
function withoutSecrets(value: string): string {
  return value.replace(/^(https?:[/\\]*)?.*@/is, '$1***@').replace(/[?#].*/s, '?***');
}
