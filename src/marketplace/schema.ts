import * as v from 'valibot';
import { UnreadableAnswer } from '../errors.ts';
import type { Message, Step } from '../golive/operation.ts';

/** A text; whatever else stands there is an empty one. */
export const text = v.optional(v.fallback(v.string(), ''), '');

/** A list; whatever else stands there is an empty one. */
export const list = v.optional(v.fallback(v.array(v.unknown()), []), []);

/** An ID that can go into a path as it is: a GUID or a number in all that were seen. */
export const id = v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/));

/** @param what what the document should be @throws UnreadableAnswer when it is something else */
export function readAs<const Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
  what: string,
  correlationId: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, document);
  if (!parsed.success) {
    throw new UnreadableAnswer(`The answer is JSON, but not ${what}.`, correlationId);
  }
  return parsed.output;
}

/** The level of a message, from the word of an API. */
export function levelOf(word: string): Message['level'] {
  const level = word.toLowerCase();
  return level === 'error' || level === 'warning' ? level : 'information';
}

/** Whether a failure lies with the offer: a step was rejected or blocked, or certification or validation did not pass. */
export function isOffersMatter(steps: readonly Step[]): boolean {
  return steps.some(
    ({ id, name, status }) =>
      status === 'rejected' ||
      status === 'blocked' ||
      (status === 'failed' && /certif|validat/i.test(`${id} ${name}`)),
  );
}
