import { describe, expect, it, test } from 'vitest';
import type { Clock } from '../../../src/clock.ts';
import {
  type Failure,
  NetworkError,
  ServiceError,
  SignInError,
  UnreadableAnswer,
} from '../../../src/errors.ts';
import { newResult } from '../../../src/golive/result.ts';
import { OfferLog } from '../../../src/report/offer-log.ts';
import { message, reading, step } from '../../support/unit/fake-marketplace.ts';

const minute = 60_000;
const busy = new ServiceError('service', 'Busy.', {
  status: 503,
  correlationId: '',
  retryAfterMs: undefined,
  hint: '',
});

/** A log whose run began a minute before it. */
function stage(prefix = '') {
  let nowMs = 5 * minute;
  const clock: Clock = { now: () => nowMs, epoch: () => nowMs, sleep: () => Promise.reject(new Error()) };
  const told: string[] = [];
  const log = new OfferLog({
    say: (line) => told.push(`say ${line}`),
    warn: (line) => told.push(`warn ${line}`),
    known: () => told.push('known'),
    clock,
    startMs: 4 * minute,
    prefix,
  });
  /** What is told by what is done after this time. */
  const later = (minutes: number, act: () => void) => {
    nowMs += minutes * minute;
    const before = told.length;
    act();
    return told.slice(before);
  };
  return { log, told, later };
}

test('each line begins with the name of the offer, where there is one to tell it by', () => {
  const { log, told } = stage('contoso/vm: ');
  log.say('a');
  log.warn('b');
  log.saw(reading('running'));
  expect(told).toEqual([
    'say contoso/vm: a',
    'warn contoso/vm: b',
    'say contoso/vm: status: running (after 1 min)',
  ]);
});

test('news is told with the time, what warns without', () => {
  const { log, later } = stage();
  const first = reading('running', { steps: [step('running', { progress: 5 })] });
  expect(later(1, () => log.saw(first))).toEqual([
    'say status: running (after 2 min)',
    'say Certification: running, 5 % (after 2 min)',
  ]);
  expect(later(1, () => log.saw(first))).toEqual([]);
  const second = reading('running', { steps: [step('blocked', { messages: [message('error', 'No.')] })] });
  expect(later(1, () => log.saw(second))).toEqual(['warn Certification: blocked', 'warn Certification: No.']);
});

test('thirty changes are listed at once, more are counted', () => {
  const { log, later } = stage();
  const messages = Array.from({ length: 31 }, (_, index) => message('information', `note ${index}`));
  later(0, () => log.saw(reading('running')));
  expect(later(0, () => log.saw(reading('running', { messages: messages.slice(0, 30) })))).toHaveLength(30);
  const { log: other, told } = stage();
  other.saw(reading('running', { messages }));
  expect(told).toHaveLength(31);
  expect(told.at(-1)).toBe('say and 2 more changes (after 1 min)');
});

test('three thousand changes are listed in a run, then they are only counted', () => {
  const { log, told } = stage();
  log.saw(reading('running'));
  for (let look = 0; look < 100; look += 1) {
    const messages = Array.from({ length: 30 }, (_, index) =>
      message('information', `note ${look} ${index}`),
    );
    log.saw(reading('running', { messages }));
  }
  expect(told).toHaveLength(3_001);
  expect(told.at(-2)).toMatch(/^say note 99 28 /);
  expect(told.at(-1)).toBe('say and 1 more changes (after 1 min)');
});

test('of words that are not known, the first hundred are warned of', () => {
  const { log, told } = stage();
  for (let look = 0; look < 30; look += 1) {
    const unknownWords = Array.from({ length: 7 }, (_, index) => `odd ${look} ${index}`);
    log.saw(reading('unknown', { unknownWords }));
  }
  expect(told.filter((line) => line.includes('a word not known'))).toHaveLength(100);
});

test('a word that is not known is warned of once', () => {
  const { log, later } = stage();
  const odd = reading('unknown', { unknownWords: ['odd'] });
  expect(later(0, () => log.saw(odd))).toContainEqual(expect.stringContaining('warn The API says "odd"'));
  expect(later(1, () => log.saw(reading('unknown')))).toEqual([]);
  expect(later(1, () => log.saw(odd))).toEqual([]);
});

test('an operation that gets known is passed on, then told', () => {
  const { log, told } = stage();
  const result = newResult({ publisher: '', offer: 'vm' }, 'partner-center', 'not-started', 0);
  log.knows({ ...result, operationUrl: 'https://api.example/1' });
  expect(told).toEqual(['known', 'say Operation URL: https://api.example/1']);
});

describe('looks that fail', () => {
  it.each<[Failure, string]>([
    [busy, 'HTTP 503'],
    [new NetworkError('timeout', 'x'), 'timeout'],
    [new NetworkError('connection', 'x'), 'connection'],
    [new UnreadableAnswer('x', ''), 'unreadable answer'],
    [new SignInError(busy, true), 'sign-in: HTTP 503'],
  ])('are tallied by the way in which they do: %s', (failure, way) => {
    const { log, told } = stage();
    log.bore(failure);
    log.bore(failure);
    expect([...log.failedRequests]).toEqual([[way, 2]]);
    expect(told).toEqual([]);
  });

  test('are tallied side by side', () => {
    const { log } = stage();
    for (const failure of [busy, new NetworkError('timeout', 'x'), busy]) {
      log.bore(failure);
    }
    expect(Object.fromEntries(log.failedRequests)).toEqual({ 'HTTP 503': 2, timeout: 1 });
  });
});

describe('the sign of life', () => {
  const same = reading('running', {
    steps: [step('succeeded'), step('running', { id: 'live', name: 'Live' })],
  });

  test('comes after ten silent minutes, not before', () => {
    const { log, later } = stage();
    later(0, () => log.saw(same));
    expect(later(9.9, () => log.saw(same))).toEqual([]);
    expect(later(0.1, () => log.saw(same))).toEqual(['say still running, Live: running (after 11 min)']);
    expect(later(9.9, () => log.saw(same))).toEqual([]);
    expect(later(0.1, () => log.saw(same))).toEqual(['say still running, Live: running (after 21 min)']);
  });

  test('comes without a step where there is none', () => {
    const { log, later } = stage();
    later(0, () => log.saw(reading('running')));
    expect(later(10, () => log.saw(reading('running')))).toEqual(['say still running (after 11 min)']);
  });

  test('comes while looks fail, too', () => {
    const { log, later } = stage();
    expect(later(9, () => log.bore(busy))).toEqual([]);
    expect(later(1, () => log.bore(busy))).toEqual(['say still no good answer: Busy. (after 11 min)']);
    expect(later(9, () => log.bore(busy))).toEqual([]);
  });

  it.each<[string, (log: OfferLog) => void]>([
    ['a line', (log) => log.say('x')],
    ['a warning', (log) => log.warn('x')],
    ['news', (log) => log.saw(reading('waiting-for-review'))],
    [
      'an operation',
      (log) => log.knows(newResult({ publisher: '', offer: 'vm' }, 'partner-center', 'not-started', 0)),
    ],
  ])('is put off by %s', (_what, act) => {
    const { log, later } = stage();
    later(9, () => act(log));
    expect(later(9, () => log.bore(busy))).toEqual([]);
    expect(later(1, () => log.bore(busy))).toHaveLength(1);
  });
});
