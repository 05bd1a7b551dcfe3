import { describe, expect, it, test } from 'vitest';
import { networkFailure, serviceFailure, unreadableAnswer } from '../../../src/http/failures.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { Failure } from '../../../src/model/failure.ts';
import { newResult } from '../../../src/model/result.ts';
import { OfferLog } from '../../../src/report/offer-log.ts';
import { message, snapshot, step } from '../../helpers/fake-marketplace.ts';

const minute = 60_000;
const busy = serviceFailure('service', 'Busy.', {
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
    log: {
      info: (line) => told.push(`info ${line}`),
      warning: (line) => told.push(`warning ${line}`),
    },
    onAccepted: () => told.push('accepted'),
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
  log.info('a');
  log.warning('b');
  log.onStatus(snapshot('running'));
  expect(told).toEqual([
    'info contoso/vm: a',
    'warning contoso/vm: b',
    'info contoso/vm: status: running (after 1 min)',
  ]);
});

test('news is told with the time, what warns without', () => {
  const { log, later } = stage();
  const first = snapshot('running', { steps: [step('running', { progress: 5 })] });
  expect(later(1, () => log.onStatus(first))).toEqual([
    'info status: running (after 2 min)',
    'info Certification: running, 5 % (after 2 min)',
  ]);
  expect(later(1, () => log.onStatus(first))).toEqual([]);
  const second = snapshot('running', { steps: [step('blocked', { messages: [message('error', 'No.')] })] });
  expect(later(1, () => log.onStatus(second))).toEqual([
    'warning Certification: blocked',
    'warning Certification: No.',
  ]);
});

test('thirty changes are listed at once, more are counted', () => {
  const { log, later } = stage();
  const messages = Array.from({ length: 31 }, (_, index) => message('information', `note ${index}`));
  later(0, () => log.onStatus(snapshot('running')));
  expect(later(0, () => log.onStatus(snapshot('running', { messages: messages.slice(0, 30) })))).toHaveLength(
    30,
  );
  const { log: other, told } = stage();
  other.onStatus(snapshot('running', { messages }));
  expect(told).toHaveLength(31);
  expect(told.at(-1)).toBe('info and 2 more changes (after 1 min)');
});

test('three thousand changes are listed in a run, then they are only counted', () => {
  const { log, told } = stage();
  log.onStatus(snapshot('running'));
  for (let look = 0; look < 100; look += 1) {
    const messages = Array.from({ length: 30 }, (_, index) =>
      message('information', `note ${look} ${index}`),
    );
    log.onStatus(snapshot('running', { messages }));
  }
  expect(told).toHaveLength(3_001);
  expect(told.at(-2)).toMatch(/^say note 99 28 /);
  expect(told.at(-1)).toBe('info and 1 more changes (after 1 min)');
});

test('of words that are not known, the first hundred are warned of', () => {
  const { log, told } = stage();
  for (let look = 0; look < 30; look += 1) {
    const unknownWords = Array.from({ length: 7 }, (_, index) => `odd ${look} ${index}`);
    log.onStatus(snapshot('unknown', { unknownWords }));
  }
  expect(told.filter((line) => line.includes('a word not known'))).toHaveLength(100);
});

test('a word that is not known is warned of once', () => {
  const { log, later } = stage();
  const odd = snapshot('unknown', { unknownWords: ['odd'] });
  expect(later(0, () => log.onStatus(odd))).toContainEqual(
    expect.stringContaining('warning The API says "odd"'),
  );
  expect(later(1, () => log.onStatus(snapshot('unknown')))).toEqual([]);
  expect(later(1, () => log.onStatus(odd))).toEqual([]);
});

test('an operation that gets known is passed on, then told', () => {
  const { log, told } = stage();
  const result = newResult({ publisher: '', offer: 'vm' }, 'partner-center', 'not-started', 0);
  log.onAccepted({ ...result, operationUrl: 'https://api.example/1' });
  expect(told).toEqual(['accepted', 'info Operation URL: https://api.example/1']);
});

describe('looks that fail', () => {
  it.each<[Failure, string]>([
    [busy, 'HTTP 503'],
    [networkFailure('timeout', 'x'), 'timeout'],
    [networkFailure('connection', 'x'), 'connection'],
    [unreadableAnswer('x', ''), 'unreadable answer'],
    [new Failure('service', 'x', { label: 'sign-in: HTTP 503' }), 'sign-in: HTTP 503'],
  ])('are tallied by the way in which they do: %s', (failure, way) => {
    const { log, told } = stage();
    log.onRetry(failure);
    log.onRetry(failure);
    expect([...log.failedRequests]).toEqual([[way, 2]]);
    expect(told).toEqual([]);
  });

  test('are tallied side by side', () => {
    const { log } = stage();
    for (const failure of [busy, networkFailure('timeout', 'x'), busy]) {
      log.onRetry(failure);
    }
    expect(Object.fromEntries(log.failedRequests)).toEqual({ 'HTTP 503': 2, timeout: 1 });
  });
});

describe('the sign of life', () => {
  const same = snapshot('running', {
    steps: [step('succeeded'), step('running', { id: 'live', name: 'Live' })],
  });

  test('comes after ten silent minutes, not before', () => {
    const { log, later } = stage();
    later(0, () => log.onStatus(same));
    expect(later(9.9, () => log.onStatus(same))).toEqual([]);
    expect(later(0.1, () => log.onStatus(same))).toEqual([
      'info still running, Live: running (after 11 min)',
    ]);
    expect(later(9.9, () => log.onStatus(same))).toEqual([]);
    expect(later(0.1, () => log.onStatus(same))).toEqual([
      'info still running, Live: running (after 21 min)',
    ]);
  });

  test('comes without a step where there is none', () => {
    const { log, later } = stage();
    later(0, () => log.onStatus(snapshot('running')));
    expect(later(10, () => log.onStatus(snapshot('running')))).toEqual(['info still running (after 11 min)']);
  });

  test('comes while looks fail, too', () => {
    const { log, later } = stage();
    expect(later(9, () => log.onRetry(busy))).toEqual([]);
    expect(later(1, () => log.onRetry(busy))).toEqual(['info still no good answer: Busy. (after 11 min)']);
    expect(later(9, () => log.onRetry(busy))).toEqual([]);
  });

  it.each<[string, (log: OfferLog) => void]>([
    ['a line', (log) => log.info('x')],
    ['a warning', (log) => log.warning('x')],
    ['news', (log) => log.onStatus(snapshot('waiting-for-review'))],
    [
      'an operation',
      (log) => log.onAccepted(newResult({ publisher: '', offer: 'vm' }, 'partner-center', 'not-started', 0)),
    ],
  ])('is put off by %s', (_what, act) => {
    const { log, later } = stage();
    later(9, () => act(log));
    expect(later(9, () => log.onRetry(busy))).toEqual([]);
    expect(later(1, () => log.onRetry(busy))).toHaveLength(1);
  });
});
