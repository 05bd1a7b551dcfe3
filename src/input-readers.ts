import { isSecret, minSecretLength } from './auth/secret.ts';
import { maxOperationUrlLength } from './model/offer.ts';
import { isGuid, oneLine } from './model/text.ts';

/** What an input gives: its value, or what is wrong with it, in predicates that follow the name of the input. */
export type Read<T> = { value: T; problems?: never } | { problems: string[] };

/** Reads the text of one input, as the workflow gives it; empty where it gives none. */
export type Reader<T> = (text: string) => Read<T>;

const maxBaseUrlLength = 200;
// These endpoints serve people of any tenant; an application signs in to one.
const sharedTenants: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);

/** An input that may be left out. @param absent its value then */
export function optional<T, A>(reader: Reader<T>, absent: A): Reader<T | A> {
  return (text) => (text.trim() ? reader(text) : { value: absent });
}

export function oneOf<Word extends string>(words: readonly Word[]): Reader<Word> {
  return single(`one of ${words.join(', ')}`, (text) => words.find((word) => word === text));
}

/** The words of YAML's core schema, as the toolkit's getBooleanInput accepts them. */
export const trueOrFalse: Reader<boolean> = single('true or false', (text) =>
  /^(true|True|TRUE|false|False|FALSE)$/.test(text) ? text.toLowerCase() === 'true' : undefined,
);

/**
 * A number, fractions too.
 * @param expected what it counts, e.g. `minutes, e.g. 360`
 * @param min the smallest number allowed; 0 stands for anything above it
 */
export function number(expected: string, min: number, max: number): Reader<number> {
  const range = `${min > 0 ? `at least ${min}` : 'more than 0'}, at most ${max}`;
  return single(`${expected} (${range})`, (text) => {
    const value = Number(text);
    const isAllowed = /^\d+(\.\d+)?$/.test(text) && value >= min && value <= max && value > 0;
    return isAllowed ? value : undefined;
  });
}

/** An ID that publishers choose: letters, digits, dashes and underscores, at most 50 (Partner Center). */
export function id(expected: string): Reader<string> {
  return single(expected, (text) => (/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/.test(text) ? text : undefined));
}

/** Several values, one per line; empty lines do not count. @param plural what they are */
export function lines<T>(plural: string, reader: Reader<T>): Reader<T[]> {
  return (text) => {
    const read = all(splitLines(text).filter(Boolean).map(reader));
    const advice = `Put several ${plural} one per line, without commas`;
    return read.problems ? { problems: read.problems.map((problem) => `${problem}. ${advice}`) } : read;
  };
}

/** A secret in one word. Its value is never shown. @param expected what it must be */
export function secret(expected: string): Reader<string> {
  return (text) => {
    const value = text.trim();
    return isSecret(value)
      ? { value }
      : { problems: [`must be ${expected}, ${minSecretLength} characters or more`] };
  };
}

export const tenantId: Reader<string> = single('the ID or the domain of an Entra ID tenant', (text) =>
  /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(text) && !sharedTenants.has(text.toLowerCase()) ? text : undefined,
);

export const clientId: Reader<string> = single(
  'the application (client) ID of an Entra ID application',
  (text) => (isGuid(text) ? text : undefined),
);

/** The value has no trailing slash. */
export const baseUrl: Reader<string> = single(
  `a base URL with https, or with http on loopback, without user, query and fragment, of at most ${maxBaseUrlLength} characters`,
  (text) => {
    const url = parseUrl(text, maxBaseUrlLength);
    if (
      !url ||
      url.username ||
      url.password ||
      url.search ||
      url.hash ||
      url.href.length > maxBaseUrlLength
    ) {
      return undefined;
    }
    const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
    return isSecure ? url.href.replace(/\/+$/, '') : undefined;
  },
  redactUrl,
);

/** Operation URLs, one per line. An empty line stands for an offer without one, so beside offers its place counts. */
export const operationUrls: Reader<(URL | undefined)[]> = (text) =>
  all(splitLines(text.trimEnd()).map(optional(operationUrl, undefined)));

const operationUrl: Reader<URL> = single(
  'an operation URL, as the output gives it',
  (text) => {
    const url = parseUrl(text, maxOperationUrlLength);
    return url && !url.username && !url.password && url.href.length <= maxOperationUrlLength
      ? url
      : undefined;
  },
  redactUrl,
);

/**
 * A reader of one value.
 * @param expected what the value must be
 * @param parse the value of the trimmed text; undefined where it is invalid
 * @param show the invalid text as it may be shown
 */
function single<T>(
  expected: string,
  parse: (text: string) => T | undefined,
  show: (text: string) => string = (text) => text,
): Reader<T> {
  return (text) => {
    const trimmed = text.trim();
    const value = parse(trimmed);
    if (value !== undefined) {
      return { value };
    }
    const problem = trimmed
      ? `must be ${expected}; it is "${oneLine(nameInvisible(show(trimmed)), 80)}"`
      : `is required: ${expected}`;
    return { problems: [problem] };
  };
}

function all<T>(reads: readonly Read<T>[]): Read<T[]> {
  const problems: string[] = [];
  const value: T[] = [];
  for (const read of reads) {
    if (read.problems) {
      problems.push(...read.problems);
    } else {
      value.push(read.value);
    }
  }
  return problems.length > 0 ? { problems } : { value };
}

function splitLines(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}

/** With each invisible character named, as in `vm<U+200B>`: a value that looks right is hard to correct. */
function nameInvisible(text: string): string {
  const name = (character: string) =>
    `<U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`;
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\u00a0]/gu, name);
}

/** The length comes first: a host of many letters beyond ASCII costs a parser more than its length. */
function parseUrl(text: string, maxLength: number): URL | undefined {
  return text.length <= maxLength && URL.canParse(text) ? new URL(text) : undefined;
}

/** A URL as it may be shown: what precedes an @ may be a password, and a query a key, even in an invalid URL. */
function redactUrl(text: string): string {
  const [scheme = ''] = /^https?:[/\\]*/i.exec(text) ?? [];
  const afterUser = text.lastIndexOf('@') + 1;
  const shown = afterUser > 0 ? `${scheme}***@${text.slice(afterUser)}` : text;
  return shown.replace(/[?#].*/s, '?***');
}
