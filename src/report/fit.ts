import type { Message, Step } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import { clip, formatCount } from '../model/text.ts';

type Form = (result: OfferResult) => OfferResult;

// From everything to the barest facts. The last form takes some 900 bytes in JSON, whatever the API says.
const forms: readonly Form[] = [
  (result) => result,
  (result) => shortenMessages(result, 10, 1_000),
  (result) => shortenMessages(result, 3, 200),
  (result) => shortenMessages(result, 0, 0),
  (result) => leaveOutSteps(result, 200),
  (result) => leaveOutSteps(result, 60),
  (result) => ({ ...leaveOutSteps(result, 60), rawStatus: '', operationId: '', correlationId: '' }),
  (result) => ({
    ...leaveOutSteps(result, 60),
    message: 'Left out here: see the outputs operation-url and operation-id.',
    rawStatus: '',
    operationUrl: '',
    operationId: '',
    correlationId: '',
  }),
];

const firstBare = 4;

/**
 * Renders results in the fullest form that fits, and marks what is left out.
 * @param render told whether the steps are left out, so that it can leave out what goes with them
 * @param sizeOf the size of a rendering; each UTF-16 unit of a message must count for at least one
 * @param maxSize the largest size that fits; if even the barest form exceeds it, that form is taken
 */
export function renderToFit(
  results: readonly OfferResult[],
  render: (results: readonly OfferResult[], isBare: boolean) => string,
  sizeOf: (rendered: string) => number,
  maxSize: number,
): string {
  let rendered = '';
  for (const [index, form] of forms.entries()) {
    const shortened = results.map(form);
    // Do not render what cannot fit: the messages of a hundred offers would fill the memory.
    if (messagesLength(shortened) > maxSize) {
      continue;
    }
    rendered = render(shortened, index >= firstBare);
    if (sizeOf(rendered) <= maxSize) {
      break;
    }
  }
  return rendered;
}

function messagesLength(results: readonly OfferResult[]): number {
  const messages = results.flatMap(({ steps, messages }) => [
    messages,
    ...steps.map((step) => step.messages),
  ]);
  return messages.flat().reduce((sum, { text }) => sum + text.length, 0);
}

/** Without steps and messages, except for their number. */
function leaveOutSteps(result: OfferResult, maxMessageLength: number): OfferResult {
  const name = `${formatCount(result.steps.length, 'step')}, left out here`;
  const placeholder: Step = { id: '', name, status: 'unknown', progress: null, timeFrame: '', messages: [] };
  return {
    ...result,
    message: clip(result.message, maxMessageLength),
    steps: result.steps.length > 0 ? [placeholder] : [],
    messages: shorten(result.messages, 0, 0),
  };
}

/** With at most so many messages per step and of the whole, each of at most this length in UTF-16 units. */
function shortenMessages(result: OfferResult, maxMessages: number, maxLength: number): OfferResult {
  return {
    ...result,
    steps: result.steps.map((step) => ({
      ...step,
      messages: shorten(step.messages, maxMessages, maxLength),
    })),
    messages: shorten(result.messages, maxMessages, maxLength),
  };
}

function shorten(messages: readonly Message[], maxMessages: number, maxLength: number): Message[] {
  const kept = messages.slice(0, maxMessages);
  const more = messages.length - kept.length;
  const shortened = kept.map((message) => ({ ...message, text: clip(message.text, maxLength) }));
  const text = `${formatCount(more, 'more message')}, left out here`;
  return more > 0 ? [...shortened, { level: 'information', text, timestamp: '' }] : shortened;
}
