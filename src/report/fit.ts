import type { Message, Step } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import { clip, formatCount } from '../model/text.ts';

// From everything to the bare facts: how many messages of a step are kept, and how long each may be.
const cuts = [
  { messages: Number.POSITIVE_INFINITY, length: Number.POSITIVE_INFINITY },
  { messages: 10, length: 1_000 },
  { messages: 3, length: 200 },
  { messages: 0, length: 0 },
] as const;
const bareMessageLength = 200;

/**
 * Renders results in the fullest form that fits, and marks what is left out.
 * @param sizeOf the size of a rendering; each UTF-16 unit of a message must count for at least one
 * @param maxSize the largest size that fits; if even the barest form exceeds it, that form is taken
 */
export function renderToFit(
  results: readonly OfferResult[],
  render: (results: readonly OfferResult[]) => string,
  sizeOf: (rendered: string) => number,
  maxSize: number,
): string {
  for (const cut of cuts) {
    const shortened = results.map((result) => shorten(result, cut));
    // Do not render what cannot fit: the messages of a hundred offers would fill the memory.
    if (messagesLength(shortened) > maxSize) {
      continue;
    }
    const rendered = render(shortened);
    if (sizeOf(rendered) <= maxSize) {
      return rendered;
    }
  }
  return render(results.map(bareFacts));
}

function messagesLength(results: readonly OfferResult[]): number {
  const messages = results.flatMap(({ steps }) => steps.flatMap((step) => step.messages));
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}

/** Small enough for a hundred of them to fit, whatever the API says. */
function bareFacts(result: OfferResult): OfferResult {
  const left = `${formatCount(result.steps.length, 'step')}, left out here`;
  const none: Step = { id: '', name: left, status: 'unknown', progress: null, messages: [] };
  return {
    ...result,
    message: clip(result.message, bareMessageLength),
    steps: result.steps.length > 0 ? [none] : [],
  };
}

function shorten(result: OfferResult, cut: (typeof cuts)[number]): OfferResult {
  const steps = result.steps.map((step) => {
    const left = step.messages.slice(0, cut.messages);
    const more = step.messages.length - left.length;
    const messages: Message[] = left.map((message) => ({ ...message, text: clip(message.text, cut.length) }));
    if (more > 0) {
      messages.push({
        level: 'information',
        text: `${formatCount(more, 'more message')}, left out here`,
        timestamp: '',
      });
    }
    return { ...step, messages };
  });
  return { ...result, steps };
}
