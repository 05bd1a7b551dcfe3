import * as v from 'valibot';
import { unreadableAnswer } from '../../http/failures.ts';
import { htmlToText } from '../../http/html.ts';
import { list, readAs, text } from '../../http/json.ts';
import type { Link, Message, Status, StatusSnapshot, Step } from '../../model/offer.ts';
import { oneLine } from '../../model/text.ts';
import { isOfferFault } from '../offer-fault.ts';
import { lookUp, messageLevel, normalize } from '../words.ts';
import { operationWords, signOffStep, stepWords } from './words.ts';

// Bounds on what a server can make us keep and print.
const maxSteps = 50;
const maxMessages = 50; // of a step, or of the operation as a whole
const maxMessagesInAll = 100;
const maxLinks = 5; // of a kind
const maxLinkLength = 500;

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
  estimatedTimeFrame: text,
  status: text,
  progressPercentage: number,
  processPercentage: number, // the spelling of the property table on the offer status page
  messages: list,
});

// Documented as not implemented yet; the members are a guess of a client (devigned/pub).
const linkSchema = v.object({ displayText: text, uri: v.string() });

// Only the status is required: without it, nothing is known.
const documentSchema = v.object({
  status: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  steps: list,
  messages: list,
  previewLinks: list,
  liveLinks: list,
});

/**
 * Reads the document of an operation or of an offer's status; both have the same members.
 * @param document parsed JSON: an object (as every client reads it) or an array of one (as the operations page shows it)
 * @throws Failure, as for every unreadable answer, when it has no status
 */
export async function readDocument(document: unknown, correlationId: string): Promise<StatusSnapshot> {
  const only = Array.isArray(document) && document.length === 1 ? document[0] : document;
  const parsed = v.safeParse(documentSchema, only);
  if (!parsed.success) {
    throw unreadableAnswer('The answer is JSON, but has no status of an operation.', correlationId);
  }
  const { status: rawStatus } = parsed.output;
  const word = lookUp(operationWords, rawStatus);
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
    links: [
      ...readLinks(parsed.output.liveLinks, 'live'),
      ...readLinks(parsed.output.previewLinks, 'preview'),
    ],
    // The portal goes by the ID of the product, which this API does not tell.
    portalUrl: '',
    failureKind: isOfferFault(steps) ? 'certification' : 'service',
    correlationId,
  };
}

const offerSchema = v.union([
  v.object({ id: v.string() }),
  v.object({ publisherId: v.string() }),
  v.object({ offerTypeId: v.string() }),
]);

/** Checks that a document is an offer (retrieve-specific-offer page). @throws Failure, as for every unreadable answer */
export function checkOffer(document: unknown, correlationId: string): void {
  readAs(offerSchema, document, 'an offer', correlationId);
}

/**
 * At the sign-off the top level still says running, or that the publish to preview succeeded; only the step tells (SUSE mash
 * and azure-img-utils).
 */
function atSignOff(status: Status | undefined, steps: readonly Step[]): boolean {
  return (
    (status === 'running' || status === 'succeeded') &&
    findStep(steps, signOffStep)?.status === 'waiting-for-review'
  );
}

async function readStep(item: unknown, unknownWords: string[], room: number): Promise<Step | undefined> {
  const parsed = v.safeParse(stepSchema, item);
  if (!parsed.success) {
    return undefined;
  }
  const { id, stepName, status, estimatedTimeFrame, progressPercentage, processPercentage, messages } =
    parsed.output;
  const word = lookUp(stepWords, status);
  if (!word && status.trim()) {
    unknownWords.push(status);
  }
  const progress = progressPercentage ?? processPercentage;
  return {
    id: oneLine(id, 100),
    name: oneLine(stepName || id || 'unnamed step', 200),
    status: word ?? 'unknown',
    progress: progress === null ? null : Math.round(Math.min(100, Math.max(0, progress))),
    timeFrame: oneLine(estimatedTimeFrame, 100),
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
        level: messageLevel(parsed.output.level),
        text: message,
        timestamp: readTimestamp(parsed.output.timestamp),
      });
    }
  }
  return messages;
}

/** Only addresses that people can open safely: https, without a user name that could look like a host. */
function readLinks(items: readonly unknown[], to: Link['to']): Link[] {
  return items.slice(0, maxLinks).flatMap((item) => {
    const parsed = v.safeParse(linkSchema, item);
    // The length comes first: a host of many letters beyond ASCII costs a parser more than its length.
    if (!parsed.success || parsed.output.uri.length > maxLinkLength) {
      return [];
    }
    const url = URL.parse(parsed.output.uri);
    return url?.protocol === 'https:' && !url.username && url.href.length <= maxLinkLength
      ? [{ to, text: oneLine(parsed.output.displayText, 100) || url.host, url: url.href }]
      : [];
  });
}

function readTimestamp(value: string): string {
  const time = Date.parse(value);
  return time > 0 ? new Date(time).toISOString() : '';
}

/** The step whose ID or name is this word. */
export function findStep(steps: readonly Step[], word: string): Step | undefined {
  return steps.find(({ id, name }) => normalize(id) === word || normalize(name) === word);
}
