import { describe, expect, test } from 'vitest';
import type { Message, Step } from '../../../src/model/offer.ts';
import { Timeline } from '../../../src/report/timeline.ts';
import { step as stepWith } from '../../support/unit/fake-marketplace.ts';

const minute = 60_000;
const nowMs = Date.parse('2026-01-02T12:00:00Z');
const at = (time: string) => Date.parse(`2026-01-02T${time}:00Z`);
const unknown = { startMs: undefined, endMs: undefined, isSeen: false, isPartial: false };

/** @param times of its messages; `-` is a message without one */
function step(name: string, status: Step['status'], ...times: string[]): Step {
  const messages = times.map((time): Message => {
    const timestamp = time === '-' ? '' : new Date(at(time)).toISOString();
    return { level: 'information', text: 'x', timestamp };
  });
  return stepWith(status, { id: name, name, messages });
}

/** The spans of steps that were seen like this, minute by minute, as minutes. */
function seen(...statuses: Step['status'][]) {
  const timeline = new Timeline();
  for (const [index, status] of statuses.entries()) {
    timeline.onStatus([step('Live', status)], index * minute);
  }
  const [span] = timeline.spans([step('Live', statuses.at(-1) ?? 'unknown')], statuses.length * minute);
  const minutes = (ms: number | undefined) => (ms === undefined ? undefined : ms / minute);
  const { isSeen, isPartial } = span ?? {};
  return { start: minutes(span?.startMs), end: minutes(span?.endMs), isSeen, isPartial };
}

describe('the times of the API', () => {
  const spans = (...steps: Step[]) => new Timeline().spans(steps, nowMs);

  test('show that a step begins when the one before it ends', () => {
    expect(
      spans(
        step('A', 'succeeded', '08:00'),
        step('B', 'succeeded', '08:30', '09:00'),
        step('C', 'failed', '11:00'),
        step('D', 'not-started'),
      ),
    ).toEqual([
      { startMs: undefined, endMs: at('08:00'), isSeen: false, isPartial: false },
      { startMs: at('08:00'), endMs: at('09:00'), isSeen: false, isPartial: false },
      { startMs: at('09:00'), endMs: at('11:00'), isSeen: false, isPartial: false },
      unknown,
    ]);
  });

  test('show since when a step is in progress', () => {
    const running = { startMs: at('08:00'), endMs: undefined, isSeen: false, isPartial: false };
    expect(spans(step('A', 'succeeded', '08:00'), step('B', 'running'))[1]).toEqual(running);
    expect(spans(step('B', 'blocked', '08:00', '09:00'))[0]).toEqual(running);
  });

  test('show both ends of a first step with two messages', () => {
    expect(spans(step('A', 'succeeded', '08:30', '08:00'))).toEqual([
      { startMs: at('08:00'), endMs: at('08:30'), isSeen: false, isPartial: false },
    ]);
  });

  test('claim nothing where there is a gap, or the order is wrong', () => {
    expect(
      spans(step('A', 'succeeded', '08:00'), step('B', 'succeeded', '-'), step('C', 'succeeded', '09:00')),
    ).toEqual([
      { startMs: undefined, endMs: at('08:00'), isSeen: false, isPartial: false },
      unknown,
      { startMs: undefined, endMs: at('09:00'), isSeen: false, isPartial: false },
    ]);
    expect(spans(step('A', 'succeeded', '10:00'), step('B', 'succeeded', '09:00'))[1]).toEqual({
      startMs: undefined,
      endMs: at('09:00'),
      isSeen: false,
      isPartial: false,
    });
  });

  test('are not believed if they lie ahead', () => {
    expect(spans(step('A', 'succeeded', '13:00'))[0]?.endMs).toBe(at('13:00'));
    expect(spans(step('A', 'succeeded', '13:01'))).toEqual([unknown]);
  });
});

describe('without times of the API, a step', () => {
  test.each<[string, Step['status'][], object]>([
    [
      'that runs was seen since it first did',
      ['not-started', 'running', 'running'],
      { start: 1, isSeen: true },
    ],
    [
      'that ran from the first status check was seen since then',
      ['running', 'running'],
      { start: 0, isSeen: true, isPartial: true },
    ],
    [
      'has a start and an end that were seen',
      ['not-started', 'running', 'running', 'succeeded', 'succeeded'],
      { start: 1, end: 3, isSeen: true },
    ],
    ['that was not seen to run has an end alone', ['not-started', 'failed'], { end: 1, isSeen: true }],
    ['that had ended before has no times', ['succeeded', 'succeeded'], { isSeen: false, isPartial: false }],
    ['that waits has no times', ['not-started'], { isSeen: false, isPartial: false }],
    ['that starts again begins anew', ['running', 'canceled', 'running'], { start: 2, isSeen: true }],
    ['that goes back has no times', ['running', 'not-started'], { isSeen: false, isPartial: false }],
    ['with an unknown status has no times', ['running', 'unknown'], { isSeen: false, isPartial: false }],
    [
      'that is blocked is still in progress',
      ['running', 'blocked', 'waiting-for-approval'],
      { start: 0, isSeen: true, isPartial: true },
    ],
  ])('%s', (_what, statuses, expected) => {
    expect(seen(...statuses)).toEqual({ start: undefined, end: undefined, isPartial: false, ...expected });
  });

  test('that takes the place of another one is not taken for it', () => {
    const timeline = new Timeline();
    timeline.onStatus([step('A', 'running')], 0);
    timeline.onStatus([step('B', 'running')], minute);
    expect(timeline.spans([step('B', 'running')], nowMs)).toEqual([
      { startMs: minute, endMs: undefined, isSeen: true, isPartial: true },
    ]);
    expect(timeline.spans([step('A', 'running')], nowMs)).toEqual([unknown]);
  });
});

test('the times of the API count for more than those at which they were seen', () => {
  const timeline = new Timeline();
  const steps = [step('A', 'succeeded', '08:00'), step('B', 'running')];
  timeline.onStatus(steps, at('11:00'));
  expect(timeline.spans(steps, nowMs)[1]).toEqual({
    startMs: at('08:00'),
    endMs: undefined,
    isSeen: false,
    isPartial: false,
  });
});
