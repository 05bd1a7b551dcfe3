import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../../../src/model/offer.ts';
import { renderGantt } from '../../../../src/report/summary/gantt.ts';
import type { Span } from '../../../../src/report/timeline.ts';
import { step } from '../../../support/unit/fake-marketplace.ts';

const hour = 3_600_000;
const span = (startMs: number | undefined, endMs: number | undefined, isSeen = false): Span => ({
  startMs,
  endMs,
  isSeen,
  isPartial: false,
});
const named = (status: Step['status'], name = status as string) => step(status, { name });

test('the timeline has a bar for each step with times, and draws what is in progress until now', () => {
  const steps = [
    named('succeeded'),
    named('running'),
    named('not-started'),
    named('failed'),
    named('canceled'),
    named('blocked'),
  ];
  const spans = [
    span(0, hour),
    span(hour, undefined),
    span(undefined, undefined),
    span(2 * hour, 3 * hour),
    span(0, 0),
    span(0, undefined),
  ];
  expect(renderGantt(steps, spans, 4 * hour)).toBe(`\`\`\`mermaid
gantt
  title Times in UTC
  dateFormat YYYY-MM-DDTHH:mm:ss
  axisFormat %H:%M
  tickInterval 1hour
  1 succeeded :done, 1970-01-01T00:00:00, 1970-01-01T01:00:00
  2 running :active, 1970-01-01T01:00:00, 1970-01-01T04:00:00
  4 failed :crit, 1970-01-01T02:00:00, 1970-01-01T03:00:00
  5 canceled :crit, 1970-01-01T00:00:00, 1970-01-01T00:00:00
  6 blocked :crit, 1970-01-01T00:00:00, 1970-01-01T04:00:00
\`\`\``);
});

test.each<[string, Span[], string]>([
  ['the API', [span(0, 1), span(1, 2)], 'Times in UTC'],
  ['this run', [span(0, 1, true), span(1, 2, true)], 'Times in UTC, as this run saw them'],
  ['both', [span(0, 1), span(1, 2, true)], 'Times in UTC, some as this run saw them'],
])('the timeline says that its times come from %s', (_what, spans, title) => {
  expect(renderGantt([named('succeeded'), named('failed')], spans, 3)).toContain(`\n  title ${title}\n`);
});

test.each<[string, Span[]]>([
  ['no times', []],
  ['times of one step', [span(0, 1), span(undefined, 2), span(3, undefined)]],
  ['times in the wrong order', [span(2, 1), span(4, 3)]],
  ['more than a year', [span(0, 1), span(1, 367 * 24 * hour)]],
])('there is no timeline of %s', (_what, spans) => {
  expect(renderGantt([named('succeeded'), named('failed'), named('not-started')], spans, 5)).toBe('');
});

test.each([
  [hour / 12, '%H:%M', '2minute'],
  [hour, '%H:%M', '20minute'],
  [20 * hour, '%H:%M', '3hour'],
  [72 * hour, '%d %b %H:%M', '12hour'],
  [7 * 24 * hour, '%d %b', '1day'],
  [300 * 24 * hour, '%b %Y', '2month'],
])('a timeline of %i ms has at most some ten marks', (ms, format, interval) => {
  const gantt = renderGantt([named('succeeded'), named('failed')], [span(0, 1), span(1, ms)], ms);
  expect(gantt).toContain(`\n  axisFormat ${format}\n  tickInterval ${interval}\n`);
});

describe('the name of a step in the timeline', () => {
  const labelOf = (name: string) => {
    const gantt = renderGantt([named('succeeded', name), named('failed')], [span(0, 1), span(1, 2)], 3);
    return /\n {2}(1 .*) :done,/.exec(gantt)?.[1];
  };

  test.each([
    ['Packaging and Lead Generation Registration', '1 Packaging and Lead Generation'],
    ['click a href "javascript:x"', '1 click a href javascript x'],
    ['a:crit, 2024-01-01\nsection b;%%{init}#x', '1 a crit 2024 01 01 section b init x'],
    ['Prüfung 審査', '1 Prüfung 審査'],
    ['🚀', '1 '],
    ['x'.repeat(41), '1 '],
  ])('"%s" is "%s"', (name, label) => {
    expect(labelOf(name)).toBe(label);
  });

  test('is never more than a number, letters, digits and blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        expect(labelOf(name)).toMatch(/^1 [\p{L}\p{N} ]{0,40}$/u);
      }),
    );
  });
});
