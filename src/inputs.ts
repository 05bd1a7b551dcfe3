import {
  type ApiInputs,
  apiOfOperationUrl,
  apiOfTarget,
  apiOfToken,
  baseUrlOf,
  type KnownApi,
} from './api-inputs.ts';
import type { Credentials } from './auth/create-credential.ts';
import { minSecretLength } from './auth/secret.ts';
import { readAudiences } from './auth/token-claims.ts';
import type { Mode } from './golive/decide.ts';
import {
  baseUrl,
  clientId,
  id,
  lines,
  number,
  oneOf,
  operationUrls,
  optional,
  type Reader,
  secret,
  tenantId,
  trueOrFalse,
} from './input-readers.ts';
import { type ApiName, apiNames, apis } from './marketplace/apis.ts';
import { InputError } from './model/failure.ts';
import { displayName, type OfferName } from './model/offer.ts';
import type { Runner } from './model/runner.ts';
import { formatCount, isGuid, oneLine } from './model/text.ts';

/** The inputs, checked and resolved. */
export interface Inputs {
  /** In the order given. A target from an operation URL alone has no publisher and offer. */
  targets: Target[];
  credentials: Credentials;
  mode: Mode;
  wait: boolean;
  waitForPreview: boolean;
  timeoutMs: number;
  /** Undefined: adaptive. */
  pollIntervalMs: number | undefined;
  failOnTimeout: boolean;
  failOnBlocked: boolean;
  /** The base URL of an API, without a trailing slash. */
  baseUrlOf(api: ApiName): string;
  /** The inputs that a step needs beside an operation URL of this run, to follow it. */
  followInputs: Readonly<Record<string, string>>;
}

export interface Target extends OfferName {
  operationUrl: URL | undefined;
  /** Undefined where the marketplace has to be asked which API carries the offer. */
  api: KnownApi | undefined;
}

const modes = ['go-live', 'follow', 'check'] as const satisfies readonly Mode[];
const defaultAuthority = 'https://login.microsoftonline.com';
// Outputs and summary have room for so many.
const maxOffers = 100;

/**
 * Every input, in the order of action.yml: how it is read, and its default there. An input that the workflow sets to
 * nothing takes the default, too: that is what an expression without a value gives.
 */
export const inputs = {
  publisher: input(optional(id('the publisher ID from Partner Center, e.g. contoso'), '')),
  offer: input(lines('offers', id('the offer ID from Partner Center, e.g. contoso-vm'))),
  token: secretInput('the bare access token: no "Bearer ", no spaces'),
  'tenant-id': input(optional(tenantId, '')),
  'client-id': input(optional(clientId, '')),
  'client-secret': secretInput('the value of the client secret: no spaces'),
  api: input(oneOf<ApiInputs['api']>(['auto', ...apiNames]), 'auto'),
  mode: input(oneOf(modes), 'go-live'),
  'operation-url': input(optional(operationUrls, [])),
  wait: input(trueOrFalse, 'true'),
  'wait-for-preview': input(trueOrFalse, 'false'),
  'timeout-minutes': input(number('minutes, e.g. 360', 0, 43_200), '330'),
  'poll-interval-seconds': input(optional(number('seconds, e.g. 60', 1, 3600), undefined)),
  'fail-on-timeout': input(trueOrFalse, 'true'),
  'fail-on-blocked': input(trueOrFalse, 'false'),
  'api-url': input(optional(baseUrl, '')),
  'authority-host': input(baseUrl, defaultAuthority),
} as const;

interface Input<T> {
  read: Reader<T>;
  default: string;
  /** Its value is masked before anything else happens. */
  isSecret: boolean;
}

function input<T>(reader: Reader<T>, byDefault = ''): Input<T> {
  return { read: reader, default: byDefault, isSecret: false };
}

function secretInput(expected: string): Input<string> {
  return { read: optional(secret(expected), ''), default: '', isSecret: true };
}

export type InputName = keyof typeof inputs;
type Value<Name extends InputName> = (typeof inputs)[Name]['read'] extends Reader<infer T> ? T : never;
type Values = { [Name in InputName]: Value<Name> };
/** Without those that are invalid. */
type ValidValues = Partial<Values>;

/**
 * Reads and checks the inputs, and masks the secrets before anything else.
 * @param environmentProblems what is wrong with the environment, to be reported with the problems of the inputs
 * @throws InputError with every problem there is
 */
export function readInputs(
  runner: Pick<Runner, 'input' | 'mask'>,
  environmentProblems: readonly string[] = [],
): Inputs {
  const given = (name: InputName) => runner.input(name)?.trim() ?? '';
  const names = Object.keys(inputs) as InputName[];
  for (const name of names.filter((name) => inputs[name].isSecret)) {
    // Masking a short word would ruin the log, and no secret is that short.
    if (given(name).length >= minSecretLength) {
      runner.mask(given(name));
    }
  }

  const problems = [...environmentProblems];
  const valid: ValidValues = {};
  for (const name of names) {
    const text = runner.input(name) ?? '';
    const read = inputs[name].read(text.trim() ? text : inputs[name].default);
    if (read.problems) {
      problems.push(...read.problems.map((problem) => `${name} ${problem}.`));
    } else {
      Object.assign(valid, { [name]: read.value });
    }
  }
  // As `mode` has a default, only an expression that gives nothing can make it empty, and that must not start a go-live.
  if (runner.input('mode') !== undefined && given('mode') === '') {
    problems.push(
      `mode is empty: the expression that sets it gave nothing. Set it to ${modes.join(', ')}, or leave it out for ${inputs.mode.default}.`,
    );
  }
  for (const rule of rules) {
    problems.push(...rule(valid, (name) => given(name) !== ''));
  }
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return resolve(valid as Values);
}

/** What inputs must be together. @param isSet whether the workflow sets the input, valid or not */
type Rule = (valid: ValidValues, isSet: (name: InputName) => boolean) => string[];

const applicationInputs = ['tenant-id', 'client-id', 'client-secret'] as const;

const credentialsRule: Rule = (_, isSet) => {
  if (!applicationInputs.some(isSet)) {
    return isSet('token')
      ? []
      : [
          'No credentials: tenant-id and client-id are empty, and token is, too. If they come from `vars`, check that they are set in the environment that the job names.',
        ];
  }
  const problems = isSet('token')
    ? ['token cannot be combined with tenant-id, client-id or client-secret: set one or the other.']
    : [];
  for (const name of ['tenant-id', 'client-id'] as const) {
    if (!isSet(name)) {
      problems.push(`${name} is required to sign in as an application.`);
    }
  }
  return problems;
};

const offerRule: Rule = ({ api, offer = [], token = '', ...valid }, isSet) => {
  const problems: string[] = [];
  const urlsAlone = isSet('operation-url') && !isSet('offer');
  const known = api && apiOfTarget(undefined, { api, apiUrl: valid['api-url'] ?? '', token });
  const urls = valid['operation-url'] ?? [];
  const hasOfferAlone = !urlsAlone && (offer.length === 0 || offer.some((_, index) => !urls[index]));
  if (!isSet('publisher') && known && apis[known.name].needsPublisher && hasOfferAlone) {
    problems.push(
      `publisher is required for ${known.name}: the publisher ID from Partner Center, e.g. contoso.`,
    );
  }
  if (!isSet('offer') && !urlsAlone) {
    problems.push('offer is required: the offer ID from Partner Center, e.g. contoso-vm.');
  }
  // Partner Center does not tell upper from lower case.
  const ids = new Set<string>();
  const duplicate = offer.find((id) => ids.size === ids.add(id.toLowerCase()).size);
  if (duplicate) {
    problems.push(`offer lists ${oneLine(duplicate, 80)} twice.`);
  }
  return problems;
};

const operationUrlRule: Rule = ({ mode, api, offer, ...valid }, isSet) => {
  const urls = valid['operation-url'] ?? [];
  const problems: string[] = [];
  if (isSet('operation-url') && mode === 'check') {
    problems.push('operation-url cannot be used with mode: check, which checks offers.');
  }
  if (isSet('offer') && offer && urls.length > offer.length) {
    problems.push(
      `operation-url has ${formatCount(urls.length, 'line')} for ${formatCount(offer.length, 'offer')}: give one for each, or leave offer out.`,
    );
  }
  const count = Math.max(offer?.length ?? 0, urls.length);
  if (count > maxOffers) {
    problems.push(`offer: a step takes at most ${maxOffers} offers; there are ${count}.`);
  }
  const apiUrl = valid['api-url'] ?? '';
  const isUrlValid = !isSet('api-url') || apiUrl !== '';
  if (api && isUrlValid) {
    for (const [index, url] of urls.entries()) {
      const expected = { publisher: valid.publisher ?? '', offer: offer?.[index] ?? '' };
      const problem = url && operationUrlProblem(url, { api, apiUrl }, expected);
      problems.push(...(problem ? [problem] : []));
    }
  }
  return problems;
};

const apiUrlRule: Rule = ({ api, ...valid }) =>
  api === 'auto' && valid['api-url'] && new URL(valid['api-url']).pathname !== '/'
    ? ['api-url must be an origin without a path where api is auto: leave out the path, or set api.']
    : [];

/** A token is for one API. Which one is read unverified: to find a mistake early, not to trust the token. */
const tokenRule: Rule = ({ api, token, offer = [], ...valid }) => {
  if (!api || !token) {
    return [];
  }
  const audiences = readAudiences(token);
  const [audience] = audiences;
  if (audience === undefined) {
    return [];
  }
  const own = apiOfToken(token);
  const urls = valid['operation-url'] ?? [];
  if (!own) {
    const isAskedFor = api === 'auto' && (urls.length === 0 || offer.some((_, index) => !urls[index]));
    return isAskedFor
      ? [
          `token is for ${oneLine(audiences.join(', '), 200)}, which does not tell the API: set api to the API that carries the offer.`,
        ]
      : [];
  }
  const apiInputs = { api, apiUrl: valid['api-url'] ?? '' };
  const named =
    api === 'auto' ? urls.flatMap((url) => (url && apiOfOperationUrl(url, apiInputs)) ?? []) : [api];
  const other = named.find((name) => name !== own);
  if (!other) {
    return [];
  }
  const contrary = api === 'auto' ? `operation-url is one of ${other}` : `api is ${other}`;
  return [
    `token is for ${audience} (${own}), but ${contrary}: its token must be for ${apis[other].audiences[0]}.`,
  ];
};

/**
 * What is wrong with an operation URL, in a sentence; undefined if nothing is.
 * @param expected the publisher and the offer that it stands beside; empty where they are not given
 */
function operationUrlProblem(
  url: URL,
  inputs: Pick<ApiInputs, 'api' | 'apiUrl'>,
  expected: OfferName,
): string | undefined {
  const { api, apiUrl } = inputs;
  const origins = [
    ...new Set((api === 'auto' ? apiNames : [api]).map((name) => new URL(baseUrlOf(name, inputs)).origin)),
  ];
  if (!origins.includes(url.origin)) {
    const otherApi = apiNames.find((name) => new URL(apis[name].baseUrl).origin === url.origin);
    return otherApi && !apiUrl
      ? `operation-url is at ${url.host}, but api is ${api}: set \`api: ${otherApi}\`, or leave api out.`
      : `operation-url must be at ${origins.join(' or ')}, as the output gives it; it is at ${oneLine(url.host, 80)}.`;
  }
  const name = apiOfOperationUrl(url, inputs);
  const parsed = name && apis[name].parseOperationUrl(url, baseUrlOf(name, inputs));
  if (!parsed) {
    return `operation-url must be the URL of an operation${name ? ` of ${name}` : ''}, as the output gives it; its path is "${oneLine(url.pathname, 80)}".`;
  }
  // Partner Center does not tell upper from lower case. A GUID in place of the offer ID (2018) cannot be compared.
  const differs = (named: string, given: string) =>
    named !== '' && given !== '' && !isGuid(named) && named.toLowerCase() !== given.toLowerCase();
  const { offer } = parsed;
  return differs(offer.offer, expected.offer) || differs(offer.publisher, expected.publisher)
    ? `operation-url belongs to ${displayName(offer)}, but stands beside ${displayName(expected)}.`
    : undefined;
}

const rules: readonly Rule[] = [credentialsRule, offerRule, operationUrlRule, apiUrlRule, tokenRule];

function resolve(values: Values): Inputs {
  const targets = resolveTargets(values);
  const apiInputs = { api: values.api, apiUrl: values['api-url'] };
  return {
    targets,
    credentials: values.token
      ? { token: values.token }
      : {
          tenantId: values['tenant-id'],
          clientId: values['client-id'],
          clientSecret: values['client-secret'],
          authorityHost: values['authority-host'],
        },
    mode: targets.some(({ operationUrl }) => operationUrl) ? 'follow' : values.mode,
    wait: values.wait,
    waitForPreview: values['wait-for-preview'],
    timeoutMs: values['timeout-minutes'] * 60_000,
    pollIntervalMs: values['poll-interval-seconds'] && values['poll-interval-seconds'] * 1000,
    failOnTimeout: values['fail-on-timeout'],
    failOnBlocked: values['fail-on-blocked'],
    baseUrlOf: (api) => baseUrlOf(api, apiInputs),
    followInputs: values['api-url']
      ? { ...(values.api !== 'auto' && { api: values.api }), 'api-url': values['api-url'] }
      : {},
  };
}

function resolveTargets({ api, publisher, offer, token, ...values }: Values): Target[] {
  const urls = values['operation-url'];
  const target = (offer: string, operationUrl: URL | undefined): Target => ({
    publisher,
    offer,
    operationUrl,
    api: apiOfTarget(operationUrl, { api, apiUrl: values['api-url'], token }),
  });
  return offer.length > 0
    ? offer.map((offer, index) => target(offer, urls[index]))
    : urls.filter((url) => url !== undefined).map((url) => target('', url));
}
