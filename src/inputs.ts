import { InputError } from './errors.ts';
import type { Mode } from './golive/decide.ts';
import type { OfferName } from './golive/operation.ts';
import { type ApiName, apis } from './marketplace/apis.ts';
import { oneLine } from './report/text.ts';
import type { Runner } from './runner.ts';

/** The inputs, checked and resolved. */
export interface Inputs {
  /** In the order given. An operation URL alone leaves publisher and offer empty. */
  targets: Target[];
  token: string;
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
} as const;

const modes = ['go-live', 'follow', 'check'] as const;
const longestTimeoutMinutes = 43_200;
// Shorter than any token, and so short that hiding it would spoil the log.
const shortestSecret = 16;

/**
 * Reads and checks the inputs, and masks the secrets before anything else.
 * @throws InputError with every problem there is
 */
export function readInputs(runner: Pick<Runner, 'input' | 'mask'>): Inputs {
  const problems: string[] = [];
  const read = (name: string) =>
    runner.input(name).trim() || ((defaults as Record<string, string>)[name] ?? '');

  const token = readSecret('token');
  const api = readWord('api', Object.keys(apis) as ApiName[]);
  const mode = readWord('mode', modes);
  const apiUrl = readBaseUrl('api-url', apis[api].traits.baseUrl);
  const targets = readTargets();
  const inputs: Inputs = {
    targets,
    token,
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
    apiUrl: apiUrl.href.replace(/\/+$/, ''),
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

  function readSecret(name: string): string {
    const value = read(name);
    if (value.length >= shortestSecret) {
      runner.mask(value);
    }
    if (!value) {
      refuse(name, '', 'an access token for the API');
    } else if (value.length < shortestSecret || !/^[\x21-\x7e]+$/.test(value)) {
      // The value itself is never shown.
      problems.push(
        `${name}: not a token; it is one word of at least ${shortestSecret} characters, without "Bearer" before it.`,
      );
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
    if (!url || !plain || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
      refuse(
        name,
        withoutUserInfo(value),
        'a base URL with https, or with http on loopback, without user, query and fragment',
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
      if (value && (url?.origin !== apiUrl.origin || url.username || url.password)) {
        refuse(name, withoutUserInfo(value), `a URL at ${apiUrl.origin}, as the output gives it`);
      }
      return url;
    });
  }
}

function lines(value: string): string[] {
  return value.split('\n').map((line) => line.trim());
}

/** A URL fit to be shown: a password that was put into it is not. */
function withoutUserInfo(value: string): string {
  return value.replace(/\/\/[^/?#]*@/, '//***@');
}
