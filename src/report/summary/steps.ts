import { currentStep, type Message, type Step, type StepStatus } from '../../model/offer.ts';
import { formatCount, formatDuration } from '../../model/text.ts';
import { escapeHtml, escapeHtmlWithLinks } from '../escape.ts';
import { type Span, stageOf } from '../timeline.ts';
import { left, right, row, shortTime, table } from './markup.ts';

const icons: Readonly<Record<StepStatus, string>> = {
  'not-started': '⚪',
  running: '⏳',
  'waiting-for-review': '👤',
  'waiting-for-approval': '👤',
  blocked: '⛔',
  rejected: '⛔',
  succeeded: '✅',
  failed: '❌',
  canceled: '🚫',
  unknown: '❓',
};

/**
 * The steps with how long each took. Those that succeeded before the one that matters share a row.
 * @param nowMs the end of this run, in ms since 1970
 */
export function renderSteps(steps: readonly Step[], spans: readonly Span[], nowMs: number): string {
  if (steps.length === 0) {
    return '';
  }
  const current = currentStep(steps);
  const before = current ? steps.indexOf(current) : 0;
  const isFolded = before > 1 && steps.slice(0, before).every(({ status }) => status === 'succeeded');
  const folded = row('td', [
    '✅',
    `${formatCount(before, 'step')} before`,
    right(durationOf(spans[0]?.startMs, spans[before - 1]?.endMs)),
    '',
  ]);
  const rows = steps.map((step, index) =>
    row('td', [
      icons[step.status],
      escapeHtml(step.name),
      right(took(step, spans[index], nowMs)),
      describeStep(step, spans[index]),
    ]),
  );
  return table([
    row('th', ['', left('Step'), right('Took'), '']),
    ...(isFolded ? [folded, ...rows.slice(before)] : rows),
  ]);
}

function took(step: Step, span: Span | undefined, nowMs: number): string {
  if (!span) {
    return '';
  }
  const isActive = stageOf(step) === 'active';
  const duration = durationOf(span.startMs, isActive ? nowMs : span.endMs);
  if (!duration) {
    return '';
  }
  const seen = span.isSeen && !span.isPartial && !isActive ? ' (seen)' : '';
  return `${span.isPartial ? 'over ' : ''}${duration}${seen}${isActive ? ' so far' : ''}`;
}

/** Empty where it is not known. */
function durationOf(startMs: number | undefined, endMs: number | undefined): string {
  return startMs === undefined || endMs === undefined ? '' : formatDuration(endMs - startMs);
}

/**
 * `failed 26 Nov 09:40 UTC`, `running since 25 Nov 10:02 UTC (seen), usually 2-5 days`, `running since before 25 Nov …`,
 * `blocked, began …`. HTML.
 */
export function describeStep(step: Step, span: Span | undefined): string {
  const words = step.status.replaceAll('-', ' ');
  const { startMs, endMs, isSeen = false, isPartial = false } = span ?? {};
  switch (stageOf(step)) {
    case 'ended':
      return endMs === undefined ? words : `${words} ${shortTime(endMs)}${isSeen ? ' (seen)' : ''}`;
    case 'active': {
      if (startMs === undefined) {
        return joined(words, step);
      }
      // When a step was blocked is not known, only when it began.
      const since = `${step.status === 'running' ? ' since' : ', began'}${isPartial ? ' before' : ''}`;
      return joined(`${words}${since} ${shortTime(startMs)}${isSeen && !isPartial ? ' (seen)' : ''}`, step);
    }
    case 'waiting':
      return joined(words, step);
  }
}

/** With how long the step usually takes, where the API says so. HTML. */
function joined(words: string, { timeFrame }: Step): string {
  return timeFrame ? `${words}, usually ${escapeHtml(timeFrame)}` : words;
}

/** Every step with its messages. */
export function renderAllSteps(steps: readonly Step[]): string {
  const rows = steps.map(({ name, status, progress, messages }) =>
    row('td', [escapeHtml(name), status, progress === null ? '' : `${progress} %`, renderMessages(messages)]),
  );
  return rows.length > 0
    ? table([row('th', ['Step', 'Status', 'Progress', 'Messages'].map(left)), ...rows])
    : '';
}

/** Each message on a line of its own, all but information with its level. HTML. */
export function renderMessages(messages: readonly Message[]): string {
  return messages
    .map(
      ({ level, text }) =>
        `${level === 'information' ? '' : `<b>${level}</b>: `}${escapeHtmlWithLinks(text)}`,
    )
    .join('<br>');
}
