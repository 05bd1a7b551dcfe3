import * as v from 'valibot';
import { unreadableAnswer } from './failures.ts';

/** The value of a JSON document; undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
