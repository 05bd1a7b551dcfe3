import { describe, expect, it, test } from 'vitest';
import { serviceFailure } from '../../../src/http/failures.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { newResult } from '../../../src/model/result.ts';
import { OfferLog } from '../../../src/report/offer-log.ts';
import { message, snapshot, step } from '../../support/unit/fake-marketplace.ts';

const minute = 60_000;
const busy = serviceFailure('service', 'Busy.', {
  status: 503,
  correlationId: '',
  retryAfterMs: undefined,
  hint: '',
});
const result = newResult({ publisher: '', offer: 'vm' }, 'partner-center', 'not-started', 0);

/** The log of an offer in a run that began a minute ago. */
function stage(prefix = '') {
  let nowMs = 5 * minute;
  const clock: Clock = { now: () => nowMs, epoch: () => nowMs, sleep: () => Promise.reject(new Error()) };
  const lines: string[] = [];
  const log = new OfferLog({
    log: {
      info: (line) => lines.push(`info ${line}`),
      warning: (line) => lines.push(`warning ${line}`),
    },
    onAccepted: () => lines.push('accepted'),
    clock,
    startMs: 4 * minute,
    prefix,
  });
  /** Lets time pass, and gives the lines that an action then logs. */
  const later = (minutes: number, act: () => void) => {
    nowMs += minutes * minute;
    const before = lines.length;
    act();
    return lines.slice(before);
  };
  return { log, lines, later };
}

test('each line starts with the prefix', () => {
  const { log, lines } = stage('contoso/vm: ');
  log.info('a');
  log.warning('b');
  log.onStatus(snapshot('running'));
  expect(lines).toEqual([
    'info contoso/vm: a',
    'warning contoso/vm: b',
    'info contoso/vm: status: running (after 1 min)',
  ]);
});

test('each change is logged once, with the elapsed time unless it is a warning', () => {
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

test('of the changes of one status check, thirty are logged and the others are counted', () => {
  const { log, later } = stage();
  const messages = Array.from({ length: 31 }, (_, index) => message('information', `note ${index}`));
  later(0, () => log.onStatus(snapshot('running')));
  expect(later(0, () => log.onStatus(snapshot('running', { messages: messages.slice(0, 30) })))).toHaveLength(
    30,
  );
  const { log: other, lines } = stage();
  other.onStatus(snapshot('running', { messages }));
  expect(lines).toHaveLength(31);
  expect(lines.at(-1)).toBe('info and 2 more changes (after 1 min)');
});

test('of the changes of a whole run, three thousand are logged and the others are counted', () => {
  const { log, lines } = stage();
  log.onStatus(snapshot('running'));
  for (let check = 0; check < 100; check += 1) {
    const messages = Array.from({ length: 30 }, (_, index) =>
      message('information', `note ${check} ${index}`),
    );
    log.onStatus(snapshot('running', { messages }));
  }
  expect(lines).toHaveLength(3_001);
  expect(lines.at(-2)).toMatch(/^info note 99 28 /);
  expect(lines.at(-1)).toBe('info and 1 more change (after 1 min)');
});

test('of the unknown words of a run, the first hundred give a warning', () => {
  const { log, lines } = stage();
  for (let check = 0; check < 30; check += 1) {
    const unknownWords = Array.from({ length: 7 }, (_, index) => `odd ${check} ${index}`);
    log.onStatus(snapshot('unknown', { unknownWords }));
  }
  expect(lines.filter((line) => line.startsWith('warning Unrecognized status'))).toHaveLength(100);
});

test('an unknown word gives a warning once, even if it comes back', () => {
  const { log, later } = stage();
  const odd = snapshot('unknown', { unknownWords: ['odd'] });
  expect(later(0, () => log.onStatus(odd))).toContainEqual(
    'warning Unrecognized status "odd". Still waiting.',
  );
  expect(later(1, () => log.onStatus(snapshot('unknown')))).toEqual([]);
  expect(later(1, () => log.onStatus(odd))).toEqual([]);
});

test('an accepted operation is passed on before its URL is logged', () => {
  const { log, lines } = stage();
  log.onAccepted({ ...result, operationUrl: 'https://api.example/1' });
  expect(lines).toEqual(['accepted', 'info Operation URL: https://api.example/1']);
});

test('a failed request alone is not logged', () => {
  const { log, lines } = stage();
  log.onRetry(busy);
  expect(lines).toEqual([]);
});

describe('the heartbeat', () => {
  const same = snapshot('running', {
    steps: [step('succeeded'), step('running', { id: 'live', name: 'Live' })],
  });

  test('is logged after ten minutes without a line, not earlier', () => {
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

  test('names no step if there are none', () => {
    const { log, later } = stage();
    later(0, () => log.onStatus(snapshot('running')));
    expect(later(10, () => log.onStatus(snapshot('running')))).toEqual(['info still running (after 11 min)']);
  });

  test('is logged while requests fail, too', () => {
    const { log, later } = stage();
    expect(later(9, () => log.onRetry(busy))).toEqual([]);
    expect(later(1, () => log.onRetry(busy))).toEqual(['info still failing: Busy. (after 11 min)']);
    expect(later(9, () => log.onRetry(busy))).toEqual([]);
  });

  it.each<[string, (log: OfferLog) => void]>([
    ['a line', (log) => log.info('x')],
    ['a warning', (log) => log.warning('x')],
    ['a change', (log) => log.onStatus(snapshot('waiting-for-review'))],
    ['an accepted operation', (log) => log.onAccepted(result)],
  ])('is postponed by %s', (_what, act) => {
    const { log, later } = stage();
    later(9, () => act(log));
    expect(later(9, () => log.onRetry(busy))).toEqual([]);
    expect(later(1, () => log.onRetry(busy))).toHaveLength(1);
  });
});
