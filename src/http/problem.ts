import * as v from 'valibot';
import { clip, htmlToText, oneLine } from '../report/text.ts';

/** What an API says of a failure, in its own words, as text. */
export interface Problem {
  code: string;
  message: string;
  /** The nested details, flattened in the order of the tree: one line each. */
  details: string[];
}

// Bounds for a tree of details from a server that means ill.
const maxDepth = 8;
const maxDetails = 20;
const maxVisited = 100;
// Of the markup of a detail; its text is a line of 2,000 characters at most.
const maxMarkupLength = 5_000;
// Leaves room in the output `message` for the correlation ID and the hint.
const maxLineLength = 1_200;

const said = v.union([v.string(), v.pipe(v.number(), v.transform(String))]);
const text = v.optional(v.fallback(said, ''), '');
// A resource is named, or is an object with its name (product ingestion, seen by cloudpub).
const resource = v.optional(
  v.fallback(
    v.union([
      said,
      v.pipe(
        v.record(v.string(), v.unknown()),
        v.transform((named) => Object.values(named).find((name) => typeof name === 'string') ?? ''),
      ),
    ]),
    '',
  ),
  '',
);
const problemSchema = v.object({
  code: text,
  errorCode: text, // of a validation (Partner Center)
  message: text,
  resourceId: resource,
  resource,
  target: resource,
  details: v.optional(v.unknown()),
});

/**
 * Reads the body of a failed answer. Documented: `{"error":{"code","message","details"}}`, optionally (considerations page).
 * Observed besides: the members without the wrapper, `{"Variant":{"serviceName","error"}}` (devigned/pub#28), an HTML page,
 * a plain sentence, nothing.
 */
export async function readProblem(body: string): Promise<Problem> {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
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
  const said = v.parse(problemSchema, asObject(inner));
  const problem: Problem = {
    code: oneLine(said.code, 100),
    message: oneLine(await htmlToText(said.message)),
    details: await detailLines(said.details),
  };
  // A body of yet another form is better shown raw than not at all.
  return problemLine(problem) ? problem : { code: '', message: oneLine(body, 500), details: [] };
}

/**
 * The tree of error details as lines, `code: message [resource]`, parents first.
 * @param details a list (or what stands in its place) of items with code, message, resource and details
 * @param most how many items are read at most
 */
export async function detailLines(details: unknown, most = maxVisited): Promise<string[]> {
  const lines: string[] = [];
  for (const item of walk(details).take(most)) {
    if (lines.length === maxDetails) {
      break;
    }
    const detail = v.parse(problemSchema, asObject(typeof item === 'string' ? { message: item } : item));
    const where = oneLine(detail.resourceId || detail.resource || detail.target, 200);
    const words = [
      oneLine(detail.code || detail.errorCode, 100),
      oneLine(await htmlToText(clip(detail.message, maxMarkupLength))),
    ]
      .filter(Boolean)
      .join(': ');
    if (words) {
      lines.push(where ? `${words} [${where}]` : words);
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

/** The problem in one line: `code: message; detail; detail`. Empty where the API said nothing. */
export function problemLine(problem: Problem): string {
  const head = [problem.code, problem.message].filter(Boolean).join(': ');
  return oneLine([head, ...problem.details].filter(Boolean).join('; '), maxLineLength);
}
