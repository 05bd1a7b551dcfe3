import * as v from 'valibot';
import { unreadableAnswer } from './failures.ts';

// The documents of the APIs are nested some ten levels deep. Deep nesting costs a parser far more memory than its length.
const maxDepth = 64;

/** The value of a JSON document; undefined where it is not JSON, or nested deeper than any document of these APIs. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > maxDepth) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How deep brackets and braces are nested, outside of strings; reads no further than one level too deep. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length && deepest <= maxDepth; index += 1) {
    const character = text[index];
    if (isInString) {
      // An escaped character may be a quote.
      index += character === '\\' ? 1 : 0;
      isInString = character !== '"';
    } else if (character === '"') {
      isInString = true;
    } else if (character === '[' || character === '{') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === ']' || character === '}') {
      depth -= 1;
    }
  }
  return deepest;
}

/** A text; empty where the document has none, or something else in its place. */
export const text = v.optional(v.fallback(v.string(), ''), '');

/** A list; empty where the document has none, or something else in its place. */
export const list = v.optional(v.fallback(v.array(v.unknown()), []), []);

/** An ID that can go into a path as it is: all IDs seen so far are GUIDs or numbers. */
export const id = v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/));

/**
 * Reads a document by its schema.
 * @param what what the document should be, with its article
 * @throws Failure, as for every unreadable answer, when it is something else
 */
export function readAs<const Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
  what: string,
  correlationId: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, document);
  if (!parsed.success) {
    throw unreadableAnswer(`The answer is JSON, but not ${what}.`, correlationId);
  }
  return parsed.output;
}
