import { describe, expect, test } from 'vitest';
import type { Step, StepStatus } from '../../../../src/model/offer.ts';
import { describeStep, renderSteps } from '../../../../src/report/summary/steps.ts';
import type { Span } from '../../../../src/report/timeline.ts';
import { step } from '../../../support/unit/fake-marketplace.ts';

const hour = 3_600_000;
const unknown: Span = { startMs: undefined, endMs: undefined, isSeen: false, isPartial: false };
const span = (startMs: number, endMs?: number, isSeen = false, isPartial = false): Span => ({
  startMs,
  endMs,
  isSeen,
  isPartial,
});
const named = (name: string, status: StepStatus, timeFrame = ''): Step => step(status, { name, timeFrame });

/** The rows of the table as text, cells apart. */
function rows(steps: Step[], spans: Span[], nowMs = 10 * hour): string[] {
  return renderSteps(steps, spans, nowMs)
    .split('\n')
    .slice(1, -1)
    .map((row) =>
      row
        .replaceAll('</td><td', '|<td')
        .replaceAll('</th><th', '|<th')
        .replace(/<[^>]*>/g, ''),
    );
}

describe('the table of steps', () => {
  test('shows how long each took', () => {
    const steps = [named('A', 'succeeded'), named('B', 'failed')];
    expect(rows(steps, [span(0, hour), span(hour, 3 * hour, true)])).toEqual([
      '|Step|Took|',
      '✅|A|1 h|succeeded 1 Jan 01:00 UTC',
      '❌|B|2 h (seen)|failed 1 Jan 03:00 UTC (seen)',
    ]);
  });

  test('joins the steps before the one that matters', () => {
    const steps = [
      named('A', 'succeeded'),
      named('B', 'succeeded'),
      named('C', 'running', '~2-5 days'),
      named('D', 'not-started', '< 1 day'),
    ];
    expect(rows(steps, [span(0, 1), span(1, 4 * hour), span(4 * hour), unknown])).toEqual([
      '|Step|Took|',
      '✅|2 steps before|4 h|',
      '⏳|C|6 h so far|running since 1 Jan 04:00 UTC, usually ~2-5 days',
      '⚪|D||not started, usually &lt; 1 day',
    ]);
  });

  test('joins nothing where all is done, or one step stands before', () => {
    expect(rows([named('A', 'succeeded'), named('B', 'succeeded')], [])).toHaveLength(3);
    expect(rows([named('A', 'succeeded'), named('B', 'running')], [])).toHaveLength(3);
  });

  test('joins no steps of which one waits', () => {
    const steps = [named('A', 'not-started'), named('B', 'succeeded'), named('C', 'failed')];
    expect(rows(steps, [])).toHaveLength(4);
  });

  test('does not claim to know how long a step took that had begun before', () => {
    const steps = [named('A', 'succeeded'), named('B', 'running')];
    expect(rows(steps, [span(0, hour, true, true), span(hour, undefined, true, true)])).toEqual([
      '|Step|Took|',
      '✅|A|over 1 h|succeeded 1 Jan 01:00 UTC (seen)',
      '⏳|B|over 9 h so far|running since before 1 Jan 01:00 UTC',
    ]);
  });

  test('is left out without steps', () => {
    expect(renderSteps([], [], 0)).toBe('');
  });
});

test.each<[StepStatus, Span | undefined, string]>([
  ['succeeded', undefined, 'succeeded'],
  ['canceled', unknown, 'canceled'],
  ['running', undefined, 'running, usually 1 h'],
  ['running', span(hour, undefined, true), 'running since 1 Jan 01:00 UTC (seen), usually 1 h'],
  ['running', span(hour, undefined, true, true), 'running since before 1 Jan 01:00 UTC, usually 1 h'],
  ['rejected', span(hour, undefined, true, true), 'rejected, began before 1 Jan 01:00 UTC, usually 1 h'],
  ['blocked', span(hour), 'blocked, began 1 Jan 01:00 UTC, usually 1 h'],
  ['waiting-for-approval', unknown, 'waiting for approval, usually 1 h'],
  ['unknown', undefined, 'unknown, usually 1 h'],
])('a step that is %s reads so: %#', (status, known, words) => {
  expect(describeStep(named('A', status, '1 h'), known)).toBe(words);
});
