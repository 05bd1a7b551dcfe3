import { isBlocked, type Step } from '../../model/offer.ts';
import { type Span, stageOf } from '../timeline.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// A picture of more than a year shows nothing.
const maxSpanMs = 366 * day;
const maxLabelLength = 40;

/** Marks on the axis: at most some eight. */
const ticks: readonly { upToMs: number; interval: string; format: string }[] = [
  { upToMs: 10 * minute, interval: '2minute', format: '%H:%M' },
  { upToMs: 40 * minute, interval: '5minute', format: '%H:%M' },
  { upToMs: 2 * hour, interval: '20minute', format: '%H:%M' },
  { upToMs: 8 * hour, interval: '1hour', format: '%H:%M' },
  { upToMs: day, interval: '3hour', format: '%H:%M' },
  { upToMs: 2 * day, interval: '6hour', format: '%d %b %H:%M' },
  { upToMs: 4 * day, interval: '12hour', format: '%d %b %H:%M' },
  { upToMs: 8 * day, interval: '1day', format: '%d %b' },
  { upToMs: 56 * day, interval: '1week', format: '%d %b' },
  { upToMs: maxSpanMs, interval: '2month', format: '%b %Y' },
];

/**
 * A picture of what took how long, in mermaid; empty where fewer than two steps have times. GitHub draws it where it is
 * Markdown, so it stands between blank lines.
 * @param nowMs until when the steps in progress are drawn, in ms since 1970
 */
export function renderGantt(steps: readonly Step[], spans: readonly Span[], nowMs: number): string {
  const bars = steps.flatMap((step, index) => {
    const { startMs, endMs = stageOf(step) === 'active' ? nowMs : undefined, isSeen } = spans[index] ?? {};
    return startMs !== undefined && endMs !== undefined && startMs <= endMs
      ? [{ step, number: index + 1, startMs, endMs, isSeen }]
      : [];
  });
  const firstMs = Math.min(...bars.map(({ startMs }) => startMs));
  const lastMs = Math.max(...bars.map(({ endMs }) => endMs));
  const tick = ticks.find(({ upToMs }) => lastMs - firstMs <= upToMs);
  if (bars.length < 2 || !tick) {
    return '';
  }
  const seen = bars.filter(({ isSeen }) => isSeen).length;
  const asSeen = seen === bars.length ? ', as this run saw them' : ', some as this run saw them';
  return [
    '```mermaid',
    'gantt',
    `  title Times in UTC${seen > 0 ? asSeen : ''}`,
    '  dateFormat YYYY-MM-DDTHH:mm:ss',
    `  axisFormat ${tick.format}`,
    `  tickInterval ${tick.interval}`,
    ...bars.map(
      ({ step, number, startMs, endMs }) =>
        `  ${number} ${label(step.name)} :${tag(step)}, ${stamp(startMs)}, ${stamp(endMs)}`,
    ),
    '```',
  ].join('\n');
}

/** Letters, digits and blanks: nothing else of a name can be trusted in mermaid. A number stands before it. */
function label(name: string): string {
  const words = name.toWellFormed().replace(/[^\p{L}\p{N}]+/gu, ' ');
  let text = '';
  for (const word of words.trim().split(' ')) {
    if (text.length + 1 + word.length > maxLabelLength) {
      break;
    }
    text += `${text && ' '}${word}`;
  }
  return text;
}

function tag(step: Step): 'crit' | 'active' | 'done' {
  if (step.status === 'failed' || step.status === 'canceled' || isBlocked(step)) {
    return 'crit';
  }
  return stageOf(step) === 'active' ? 'active' : 'done';
}

function stamp(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19);
}
