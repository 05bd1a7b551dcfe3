import * as v from 'valibot';
import { clip, oneLine } from '../model/text.ts';
import { htmlToText } from './html.ts';
import { parseJson } from './json.ts';

/** What an API says about a failure, in its own words, as text. */
export interface ErrorBody {
  code: string;
  message: string;
  /** The nested details, flattened in the order of the tree: one line each. */
  details: string[];
}

// Bounds on a tree of details from a malicious server.
const maxDepth = 8;
const maxDetails = 20;
const maxVisited = 100;
// Of the markup of one detail; its text is one line of 2,000 characters at most.
const maxMarkupLength = 5_000;
// Leaves room in the output `message` for the correlation ID and the hint.
const maxLineLength = 1_200;

const word = v.union([v.string(), v.pipe(v.number(), v.transform(String))]);
const textOrNumber = v.optional(v.fallback(word, ''), '');
// A resource is a name, or an object that holds its name (product ingestion, seen in cloudpub).
const resource = v.optional(
  v.fallback(
    v.union([
      word,
      v.pipe(
        v.record(v.string(), v.unknown()),
        v.transform((named) => Object.values(named).find((name) => typeof name === 'string') ?? ''),
      ),
    ]),
    '',
  ),
  '',
);
const errorSchema = v.object({
  code: textOrNumber,
  errorCode: textOrNumber, // of a validation (Partner Center)
  message: textOrNumber,
  resourceId: resource,
  resource,
  target: resource,
  details: v.optional(v.unknown()),
});

/**
 * Reads the body of a failed answer. Documented: `{"error":{"code","message","details"}}`, optional (considerations page).
 * Also seen: its members without the wrapper, `{"Variant":{"serviceName","error"}}` (devigned/pub#28), an HTML page, a
 * plain sentence, nothing.
 */
export async function readErrorBody(body: string): Promise<ErrorBody> {
  const document = parseJson(body);
  if (document === undefined) {
    return { code: '', message: oneLine(await htmlToText(body), 500), details: [] };
  }
  const wrapper = asObject(document);
  const variant = asObject(wrapper['Variant']);
  const inner = wrapper['error'] ?? wrapper['Error'] ?? variant['error'] ?? document;
  if (typeof inner === 'string') {
    const description = wrapper['error_description'];
    return typeof description === 'string'
      ? { code: oneLine(inner, 100), message: oneLine(description), details: [] }
      : { code: '', message: oneLine(await htmlToText(inner)), details: [] };
  }
  const parsed = v.parse(errorSchema, asObject(inner));
  const error: ErrorBody = {
    code: oneLine(parsed.code, 100),
    message: oneLine(await htmlToText(parsed.message)),
    details: await flattenDetails(parsed.details),
  };
  // Better to show an unknown form as it is than to show nothing.
  return formatErrorBody(error) ? error : { code: '', message: oneLine(body, 500), details: [] };
}

/**
 * The tree of error details as lines, `code: message [resource]`, parents first.
 * @param details a list (or a single item) with code, message, resource and details
 * @param maxItems how many items are read at most
 */
export async function flattenDetails(details: unknown, maxItems = maxVisited): Promise<string[]> {
  const lines: string[] = [];
  for (const item of walk(details).take(maxItems)) {
    if (lines.length === maxDetails) {
      break;
    }
    const detail = v.parse(errorSchema, asObject(typeof item === 'string' ? { message: item } : item));
    const where = oneLine(detail.resourceId || detail.resource || detail.target, 200);
    const what = [
      oneLine(detail.code || detail.errorCode, 100),
      oneLine(await htmlToText(clip(detail.message, maxMarkupLength))),
    ]
      .filter(Boolean)
      .join(': ');
    if (what) {
      lines.push(where ? `${what} [${where}]` : what);
    }
  }
  return lines;
}

/** The items of a tree of details, parents first. */
function* walk(details: unknown, depth = 1): Generator<unknown> {
  const items = Array.isArray(details) ? details : isObject(details) ? [details] : [];
  for (const item of items) {
    yield item;
    if (depth < maxDepth) {
      yield* walk(asObject(item)['details'], depth + 1);
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** The error on one line: `code: message; detail; detail`. Empty where the API said nothing. */
export function formatErrorBody({ code, message, details }: ErrorBody): string {
  const head = [code, message].filter(Boolean).join(': ');
  return oneLine([head, ...details].filter(Boolean).join('; '), maxLineLength);
}
