import { isBlocked, type Message, type Step } from '../../model/offer.ts';
import type { OfferResult } from '../../model/result.ts';
import { escapeHtml, escapeHtmlWithLinks } from '../escape.ts';

/** Something that the API complains of. */
export interface Finding {
  /** The name of the step; empty for the operation as a whole. */
  step: string;
  message: Message;
}

/** What the API says of a failure or a block: each thing once, in its order, the steps first. */
export function findFindings({ status, steps, messages }: OfferResult): Finding[] {
  if (status === 'succeeded') {
    return [];
  }
  const found = steps.flatMap((step) =>
    complaints(step.messages, isBad(step)).map((message) => ({ step: step.name, message })),
  );
  const isBadEnd = status === 'failed' || status === 'canceled';
  const ofWhole = complaints(messages, isBadEnd).map((message) => ({ step: '', message }));
  const seen = new Set<string>();
  return [...found, ...ofWhole].filter(
    ({ message: { text } }) => seen.size < seen.add(text.replace(/\s+/g, ' ')).size,
  );
}

function isBad(step: Step): boolean {
  return step.status === 'failed' || isBlocked(step);
}

/** Errors and warnings. Where something failed without any, all messages: one of them may say why. */
function complaints(messages: readonly Message[], isBad: boolean): readonly Message[] {
  const errors = messages.filter(({ level }) => level === 'error');
  const all = messages.filter(({ level }) => level !== 'information');
  if (isBad) {
    return all.length > 0 ? all : messages;
  }
  return errors;
}

export function renderFindings(findings: readonly Finding[]): string {
  const items = findings.map(({ step, message: { level, text } }) => {
    const where = step && `<b>${escapeHtml(step)}</b>: `;
    return `<li>${where}${level === 'warning' ? '<i>warning</i>: ' : ''}${escapeHtmlWithLinks(text)}</li>`;
  });
  return items.length > 0 ? `<ol>\n${items.join('\n')}\n</ol>` : '';
}
