import * as v from 'valibot';
import { UnreadableAnswer } from '../../errors.ts';
import type { Message, Phase, Reading, Status, Step } from '../../golive/operation.ts';
import { htmlToText, oneLine } from '../../report/text.ts';
import { isOffersMatter, levelOf, list, text } from '../schema.ts';
import { meaning, operationWords, stepWords, tableWord } from './vocabulary.ts';

// Bounds for what a server may make us keep and print.
const maxSteps = 50;
const maxMessages = 50; // of a step, or of the whole
const maxMessagesInAll = 100;

const number = v.optional(
  v.fallback(
    v.nullable(
      v.pipe(
        v.union([v.number(), v.pipe(v.string(), v.trim(), v.nonEmpty())]),
        v.transform(Number),
        v.finite(),
      ),
    ),
    null,
  ),
  null,
);

const messageSchema = v.union([
  v.pipe(
    v.string(), // "array of strings", says a property table of the operations page
    v.transform((messageHtml) => ({ messageHtml, message: '', level: '', timestamp: '' })),
  ),
  v.object({ messageHtml: text, message: text, level: text, timestamp: text }),
]);

const stepSchema = v.object({
  id: text,
  stepName: text,
  status: text,
  progressPercentage: number,
  processPercentage: number, // the spelling of the property table on the offer status page
  messages: list,
});

// Of the whole document only the status must be there: without it, nothing is known.
const documentSchema = v.object({
  status: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  steps: list,
  messages: list,
});

/** The step in which the publisher signs the preview off: documented as id `publisher-signoff`, named "Publisher signoff". */
const signOffWord = 'publishersignoff';
const liveWord = 'live';

/**
 * Reads the document of an operation or of an offer's status; they have the same members.
 * @param document parsed JSON: an object (as every client reads it) or an array with one (as the operations page shows it)
 * @throws UnreadableAnswer when it has no status
 */
export async function readDocument(document: unknown, correlationId: string): Promise<Reading> {
  const only = Array.isArray(document) && document.length === 1 ? document[0] : document;
  const parsed = v.safeParse(documentSchema, only);
  if (!parsed.success) {
    throw new UnreadableAnswer('The answer is JSON, but has no status of an operation.', correlationId);
  }
  const { status: rawStatus } = parsed.output;
  const word = meaning(operationWords, rawStatus);
  const unknownWords = word ? [] : [rawStatus];
  const messages = await readMessages(parsed.output.messages, maxMessages);
  const steps: Step[] = [];
  let room = maxMessagesInAll - messages.length;
  for (const item of parsed.output.steps.slice(0, maxSteps)) {
    const step = await readStep(item, unknownWords, Math.min(room, maxMessages));
    if (step) {
      steps.push(step);
      room -= step.messages.length;
    }
  }
  return {
    status: atSignOff(word, steps) ? 'waiting-for-review' : (word ?? 'unknown'),
    rawStatus: oneLine(rawStatus, 100),
    unknownWords: [...new Set(unknownWords.map((unknown) => oneLine(unknown, 100)))],
    steps,
    messages,
    failureKind: isOffersMatter(steps) ? 'certification' : 'service',
    correlationId,
  };
}

/** At the sign-off the top level still says running, and only the step tells (SUSE mash and azure-img-utils). */
function atSignOff(status: Status | undefined, steps: readonly Step[]): boolean {
  return status === 'running' && find(steps, signOffWord)?.status === 'waiting-for-review';
}

async function readStep(item: unknown, unknownWords: string[], room: number): Promise<Step | undefined> {
  const parsed = v.safeParse(stepSchema, item);
  if (!parsed.success) {
    return undefined;
  }
  const { id, stepName, status, progressPercentage, processPercentage, messages } = parsed.output;
  const word = meaning(stepWords, status);
  if (!word && status.trim()) {
    unknownWords.push(status);
  }
  const progress = progressPercentage ?? processPercentage;
  return {
    id: oneLine(id, 100),
    name: oneLine(stepName || id || 'unnamed step', 200),
    status: word ?? 'unknown',
    progress: progress === null ? null : Math.round(Math.min(100, Math.max(0, progress))),
    messages: await readMessages(messages, room),
  };
}

async function readMessages(items: readonly unknown[], room: number): Promise<Message[]> {
  const messages: Message[] = [];
  for (const item of items.slice(0, room)) {
    const parsed = v.safeParse(messageSchema, item);
    const message = parsed.success
      ? await htmlToText(parsed.output.messageHtml || parsed.output.message)
      : '';
    if (parsed.success && message) {
      messages.push({
        level: levelOf(parsed.output.level),
        text: message,
        timestamp: timestampOf(parsed.output.timestamp),
      });
    }
  }
  return messages;
}

function timestampOf(value: string): string {
  const time = Date.parse(value);
  return time > 0 ? new Date(time).toISOString() : '';
}

function find(steps: readonly Step[], word: string): Step | undefined {
  return steps.find(({ id, name }) => tableWord(id) === word || tableWord(name) === word);
}

/**
 * What an offer's status means for a go-live. Before the sign-off step the preview is built, after it the offer goes live
 * (the same list of steps serves both; operations and offer status pages).
 */
export function phaseOf({ status, steps }: Reading): Phase {
  const signOff = find(steps, signOffWord)?.status;
  const signedOff = signOff === 'succeeded';
  // A live step that moved has been released; without a sign-off step it is all there is to tell by.
  const liveStep = find(steps, liveWord)?.status ?? 'not-started';
  const released = signedOff || (signOff === undefined && liveStep !== 'not-started');
  switch (status) {
    case 'not-started':
      return 'never-published';
    case 'waiting-for-review':
      return 'waiting-for-sign-off';
    case 'running':
      if (released) {
        return 'going-live';
      }
      return signOff === 'not-started' ? 'building-preview' : 'unclear';
    case 'succeeded':
      // The publish to preview may be what succeeded: then the sign-off is still to come.
      return signOff === 'waiting-for-review' ? 'waiting-for-sign-off' : 'live';
    case 'failed':
    case 'canceled':
      return signOff === 'not-started' ? 'preview-failed' : 'go-live-ended';
    case 'unknown':
      return 'unclear';
  }
}
