import type { Message } from '../golive/operation.ts';
import type { OfferResult } from '../golive/result.ts';
import { clip } from './text.ts';

// From all there is to the bare facts: how many messages of a step are kept, and how long each may be.
const cuts = [
  { messages: Number.POSITIVE_INFINITY, length: Number.POSITIVE_INFINITY },
  { messages: 10, length: 1_000 },
  { messages: 3, length: 200 },
  { messages: 0, length: 0 },
] as const;

/**
 * Renders results in the fullest form that fits. What is left out is said in its place.
 * @param fits whether a rendering is short enough; the barest one is taken in any case
 */
export function renderToFit(
  results: readonly OfferResult[],
  render: (results: readonly OfferResult[]) => string,
  fits: (rendered: string) => boolean,
): string {
  for (const cut of cuts) {
    const rendered = render(results.map((result) => shorten(result, cut)));
    if (fits(rendered)) {
      return rendered;
    }
  }
  return render(results.map((result) => ({ ...result, steps: [] })));
}

function shorten(result: OfferResult, cut: (typeof cuts)[number]): OfferResult {
  const steps = result.steps.map((step) => {
    const left = step.messages.slice(0, cut.messages);
    const more = step.messages.length - left.length;
    const messages: Message[] = left.map((message) => ({ ...message, text: clip(message.text, cut.length) }));
    if (more > 0) {
      messages.push({ level: 'information', text: `${more} more messages, left out here`, timestamp: '' });
    }
    return { ...step, messages };
  });
  return { ...result, steps };
}
