import { describe, expect, it, test } from 'vitest';
import { Patience } from '../../../src/golive/patience.ts';
import { Failure, type Transience } from '../../../src/model/failure.ts';

const minute = 60_000;
const silence = new Failure('network', 'No response.', { transience: 'always' });
const busy = new Failure('service', 'Busy.', { transience: 'always' });
const untrusted = new Failure('network', 'Not trusted.', { transience: 'after-success' });
const refusal = new Failure('permission', 'No.', { transience: 'briefly-after-success' });
const unauthorized = new Failure('authentication', 'Who?', { transience: 'once-after-success' });
const final = new Failure('not-found', 'No product.');

type Event = 'success' | Failure;

/** Plays events, each at its minute. @returns whether the last one, a failure, is tolerated */
function play(...events: [number, Event][]): boolean {
  const patience = new Patience(0, () => false);
  let isTolerated = false;
  for (const [minutes, event] of events) {
    const nowMs = minutes * minute;
    if (event === 'success') {
      patience.onSuccess();
    } else {
      patience.onFailure(event, nowMs);
      isTolerated = patience.tolerates(event, nowMs);
    }
  }
  return isTolerated;
}

describe('patience with a host that', () => {
  it.each<[string, [number, Event][], boolean]>([
    ['has not answered for 4 min', [[4, silence]], true],
    [
      'has not answered for 5 min',
      [
        [0, silence],
        [5, silence],
      ],
      false,
    ],
    [
      'answered once, badly, and then went silent',
      [
        [1, busy],
        [300, silence],
      ],
      true,
    ],
    [
      'refused once, and then went silent',
      [
        [1, refusal],
        [300, silence],
      ],
      true,
    ],
    [
      'answered well once, and then went silent',
      [
        [1, 'success'],
        [300, silence],
      ],
      true,
    ],
    ['is busy from the start', [[300, busy]], true],
  ])('%s: %#', (_host, events, expected) => {
    expect(play(...events)).toBe(expected);
  });
});

describe('patience with what never worked', () => {
  it.each<[Transience, boolean]>([
    ['always', true],
    ['after-success', false],
    ['briefly-after-success', false],
    ['once-after-success', false],
    ['few-attempts', false],
    ['never', false],
  ])('transience %s: %s', (transience, expected) => {
    expect(play([0, new Failure('service', 'x', { transience })])).toBe(expected);
  });
});

describe('patience with what worked before', () => {
  it.each<[string, [number, Event][], boolean]>([
    [
      'a certificate',
      [
        [0, 'success'],
        [300, untrusted],
      ],
      true,
    ],
    [
      'a refusal',
      [
        [0, 'success'],
        [1, refusal],
      ],
      true,
    ],
    [
      'refusals for 14 min',
      [
        [0, 'success'],
        [1, refusal],
        [15, refusal],
      ],
      true,
    ],
    [
      'refusals for 15 min',
      [
        [0, 'success'],
        [1, refusal],
        [16, refusal],
      ],
      false,
    ],
    [
      'refusals for 15 min, with a busy moment between',
      [
        [0, 'success'],
        [1, refusal],
        [8, busy],
        [16, refusal],
      ],
      false,
    ],
    [
      'refusals again after a good answer',
      [
        [0, 'success'],
        [1, refusal],
        [15, 'success'],
        [16, refusal],
      ],
      true,
    ],
    [
      'a 401',
      [
        [0, 'success'],
        [1, unauthorized],
      ],
      true,
    ],
    [
      'a second 401 in a row',
      [
        [0, 'success'],
        [1, unauthorized],
        [2, unauthorized],
      ],
      false,
    ],
    [
      'a second 401 after a good answer',
      [
        [0, 'success'],
        [1, unauthorized],
        [2, 'success'],
        [3, unauthorized],
      ],
      true,
    ],
    [
      'a second 401 after a busy moment',
      [
        [0, 'success'],
        [1, unauthorized],
        [2, busy],
        [3, unauthorized],
      ],
      true,
    ],
    [
      'a final failure',
      [
        [0, 'success'],
        [1, final],
      ],
      false,
    ],
  ])('%s: %#', (_what, events, expected) => {
    expect(play(...events)).toBe(expected);
  });
});

test('a host that never answered is checked again in time to give up, any other as the pace says', () => {
  const patience = new Patience(2 * minute, () => false);
  patience.onFailure(silence, 3 * minute);
  expect(patience.maxPauseMs(3 * minute)).toBe(4 * minute);
  expect(patience.maxPauseMs(10 * minute)).toBe(0);
  patience.onFailure(busy, 4 * minute);
  expect(patience.maxPauseMs(4 * minute)).toBe(Number.POSITIVE_INFINITY);
});

test('a host that has answered a request of this run is waited for, even if no status check of the offer was whole', () => {
  let hasApiAnswered = false;
  const patience = new Patience(0, () => hasApiAnswered);
  patience.onFailure(silence, 5 * minute);
  expect(patience.tolerates(silence, 5 * minute)).toBe(false);
  hasApiAnswered = true;
  expect(patience.tolerates(silence, 5 * minute)).toBe(true);
  expect(patience.maxPauseMs(5 * minute)).toBe(Number.POSITIVE_INFINITY);
});
