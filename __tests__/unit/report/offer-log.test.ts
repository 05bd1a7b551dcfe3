import { describe, expect, test } from 'vitest';
import { serviceFailure } from '../../../src/http/failures.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { newResult } from '../../../src/model/result.ts';
import { OfferLog } from '../../../src/report/offer-log.ts';
import { message, snapshot, step } from '../../support/unit/fake-marketplace.ts';

const minute = 60_000;
const busy = serviceFailure('service', 'Busy.', {
  status: 503,
  correlationId: '',
  technical: 'GET /vm: 503',
  retryAfterMs: undefined,
  hint: 'Wait.',
});
const result = newResult({ publisher: '', offer: 'vm' }, 'partner-center', 'not-started', 0);
const notes = (count: number, check = 0) =>
  Array.from({ length: count }, (_, index) => message('information', `note ${check} ${index}`));

/**
 * The log of an offer in a run that began at 00:04, a minute ago.
 * @param name of the offer, where there are several
 * @param isQuiet whether the log has been quiet for long
 */
function stage(name = '', isQuiet = true) {
  let nowMs = 5 * minute;
  const clock: Clock = { now: () => nowMs, epoch: () => nowMs, sleep: () => Promise.reject(new Error()) };
  const lines: string[] = [];
  const log = new OfferLog({
    log: {
      info: (line) => lines.push(`info ${line}`),
      warning: (line) => lines.push(`warning ${line}`),
      group: (title, folded) => lines.push(`group ${title}`, ...folded.map((line) => `| ${line}`)),
    },
    onAccepted: () => lines.push('accepted'),
    clock,
    startMs: 4 * minute,
    name,
    isQuiet: () => isQuiet,
    countOpen: () => 3,
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

describe('the first status', () => {
  const steps = [
    step('succeeded', { id: 'a', name: 'Validation' }),
    step('running', { progress: 5 }),
    step('not-started', { id: 'b', name: 'Live' }),
  ];

  test('is the title of a group of its steps and messages', () => {
    const { log, lines } = stage();
    log.onStatus(snapshot('running', { rawStatus: 'InProgress', steps, messages: notes(1) }));
    expect(lines).toEqual([
      'group status: running (InProgress), at Certification: running, 5 % (after 1 min, 00:05 UTC)',
      '| Validation: succeeded',
      '| Certification: running, 5 %',
      '| note 0 0',
    ]);
  });

  test('is one line where nothing is to be folded away', () => {
    const { log, lines } = stage();
    log.onStatus(snapshot('running'));
    expect(lines).toEqual(['info status: running (after 1 min, 00:05 UTC)']);
  });

  test('does not fold troubles away', () => {
    const { log, lines } = stage();
    const blocked = step('blocked', { messages: [message('error', 'Port 22 is open.')] });
    log.onStatus(
      snapshot('running', { steps: [step('succeeded', { id: 'a', name: 'Validation' }), blocked] }),
    );
    expect(lines).toEqual([
      'group status: running, at Certification: blocked (after 1 min, 00:05 UTC)',
      '| Validation: succeeded',
      'warning Certification: blocked',
      'warning Certification: Port 22 is open.',
    ]);
  });
});

test('a failure is the title of a group of what the operation complains of', () => {
  const { log, later } = stage();
  log.onStatus(snapshot('running', { steps: [step('running')] }));
  const failed = step('failed', {
    messages: [message('error', 'Port 22 is open.'), message('error', 'Old kernel.')],
  });
  expect(later(1, () => log.onStatus(snapshot('failed', { steps: [failed] })))).toEqual([
    'group status: failed, at Certification: failed (after 2 min, 00:06 UTC)',
    '| Certification: failed',
    '| Certification: Port 22 is open.',
    '| Certification: Old kernel.',
  ]);
});

describe('a change', () => {
  test('is logged once, with the elapsed time unless it is a warning', () => {
    const { log, later } = stage();
    const first = snapshot('running', { steps: [step('running', { progress: 5 })] });
    log.onStatus(first);
    expect(later(1, () => log.onStatus(first))).toEqual([]);
    const done = snapshot('running', { steps: [step('succeeded')] });
    expect(later(1, () => log.onStatus(done))).toEqual(['info Certification: succeeded (after 3 min)']);
    const blocked = snapshot('running', {
      steps: [step('blocked', { messages: [message('error', 'No.')] })],
    });
    expect(later(1, () => log.onStatus(blocked))).toEqual([
      'warning Certification: blocked',
      'warning Certification: No.',
    ]);
  });

  test('of the status has the time of day, and comes before its steps', () => {
    const { log, later } = stage();
    log.onStatus(snapshot('waiting-for-review'));
    const running = snapshot('running', { steps: [step('running')] });
    expect(later(61, () => log.onStatus(running))).toEqual([
      'info status: running (after 1 h 2 min, 01:06 UTC)',
      'info Certification: running (after 1 h 2 min)',
    ]);
  });
});

describe('the log is bounded:', () => {
  test('of the changes of one status check, thirty are logged and the others are counted', () => {
    const { log, later } = stage();
    log.onStatus(snapshot('running'));
    expect(later(0, () => log.onStatus(snapshot('running', { messages: notes(30) })))).toHaveLength(30);
    const logged = later(0, () => log.onStatus(snapshot('running', { messages: notes(32, 1) })));
    expect(logged).toHaveLength(31);
    expect(logged.at(-1)).toBe('info and 2 more changes (after 1 min)');
  });

  test('of the changes of the first status check, too', () => {
    const { log, lines } = stage();
    log.onStatus(snapshot('running', { messages: notes(31) }));
    expect(lines).toHaveLength(32);
    expect(lines.at(-1)).toBe('| and 1 more change');
  });

  test.each([
    ['of a whole run, three thousand', '', 100, 3_000],
    ['of one of several offers, three hundred', 'contoso/vm', 10, 300],
  ])('of the changes %s are logged and the others are counted', (_what, name, checks, count) => {
    const { log, lines } = stage(name);
    log.onStatus(snapshot('running'));
    for (let check = 0; check <= checks; check += 1) {
      log.onStatus(snapshot('running', { messages: notes(30, check) }));
    }
    log.end();
    const texts = lines.map((line) => line.replace(/^(info|\|) | \(after.*$/g, ''));
    const logged = texts.filter((text) => text.startsWith('note'));
    // The first status is a line, too.
    expect(logged).toHaveLength(count - 1);
    expect(texts.slice(-2)).toEqual([`note ${checks - 1} 28`, 'No more changes are logged.']);
  });

  test('of the unknown words of a run, the first hundred give a warning', () => {
    const { log, lines } = stage();
    for (let check = 0; check < 30; check += 1) {
      const unknownWords = Array.from({ length: 7 }, (_, index) => `odd ${check} ${index}`);
      log.onStatus(snapshot('unknown', { unknownWords }));
    }
    expect(lines.filter((line) => line.startsWith('warning Unrecognized status'))).toHaveLength(100);
  });
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

describe('with several offers', () => {
  test('each line starts with the name of the offer', () => {
    const { log, lines } = stage('contoso/vm');
    log.info('a');
    log.warning('b');
    log.onStatus(snapshot('running'));
    log.onAccepted({ ...result, operationUrl: 'https://api.example/1' });
    expect(lines).toEqual([
      'info contoso/vm: a',
      'warning contoso/vm: b',
      'info contoso/vm: status: running (after 1 min, 00:05 UTC)',
      'accepted',
      'info contoso/vm: Operation URL: https://api.example/1',
    ]);
  });

  test('changes of status and troubles are logged at once, and how the steps go on in a group at the end', () => {
    const { log, lines, later } = stage('contoso/vm');
    const validated = step('succeeded', { id: 'a', name: 'Validation' });
    log.onStatus(snapshot('running', { steps: [validated, step('running', { progress: 5 })] }));
    const blocked = step('blocked', { messages: [message('error', 'Port 22 is open.')] });
    later(1, () => log.onStatus(snapshot('running', { steps: [validated, blocked] })));
    later(1, () => log.onStatus(snapshot('running', { steps: [validated, step('running')] })));
    later(1, () => log.onStatus(snapshot('succeeded', { steps: [validated, step('succeeded')] })));
    log.end();
    expect(lines).toEqual([
      'info contoso/vm: status: running, at Certification: running, 5 % (after 1 min, 00:05 UTC)',
      'warning contoso/vm: Certification: blocked',
      'warning contoso/vm: Certification: Port 22 is open.',
      'info contoso/vm: status: succeeded (after 4 min, 00:08 UTC)',
      'group Steps of contoso/vm',
      '| Validation: succeeded (after 1 min, 00:05 UTC)',
      '| Certification: running, 5 % (after 1 min, 00:05 UTC)',
      '| Certification: running (after 3 min, 00:07 UTC)',
      '| Certification: succeeded (after 4 min, 00:08 UTC)',
    ]);
  });

  test('what a failed operation complains of is in that group', () => {
    const { log, lines, later } = stage('contoso/vm');
    log.onStatus(snapshot('running'));
    const failed = step('failed', { messages: [message('error', 'Port 22 is open.')] });
    later(1, () => log.onStatus(snapshot('failed', { steps: [failed] })));
    log.end();
    expect(lines).toEqual([
      'info contoso/vm: status: running (after 1 min, 00:05 UTC)',
      'info contoso/vm: status: failed, at Certification: failed (after 2 min, 00:06 UTC)',
      'group Steps of contoso/vm',
      '| Certification: failed (after 2 min, 00:06 UTC)',
      '| Certification: Port 22 is open. (after 2 min, 00:06 UTC)',
    ]);
  });

  test('the heartbeat is about all of them', () => {
    const { log, later } = stage('contoso/vm');
    log.onStatus(snapshot('running'));
    expect(later(10, () => log.onPause(minute))).toEqual([
      'info still waiting for 3 offers (after 11 min, 00:15 UTC; next check at 00:16 UTC)',
    ]);
  });

  test.each(['', 'contoso/vm'])('there is no group without details (%j)', (name) => {
    const { log, lines } = stage(name);
    log.onStatus(snapshot('running'));
    log.end();
    expect(lines).toHaveLength(1);
  });
});

test('a failed request alone is not logged', () => {
  const { log, lines } = stage();
  log.onRetry(busy);
  expect(lines).toEqual([]);
});

describe('the heartbeat', () => {
  const same = snapshot('running', {
    steps: [step('succeeded'), step('running', { id: 'live', name: 'Live', progress: 34 })],
  });

  test('is logged before a pause if the log is quiet, and says when the next check is', () => {
    const { log, later } = stage();
    log.onStatus(same);
    expect(later(10, () => log.onPause(90 * minute))).toEqual([
      'info still running, Live: running, 34 % (after 11 min, 00:15 UTC; next check at 01:45 UTC)',
    ]);
    const { log: other, lines } = stage('', false);
    other.onPause(minute);
    expect(lines).toEqual([]);
  });

  test('says how far the step is now, although progress alone gives no line', () => {
    const { log, later } = stage();
    const at = (progress: number) => snapshot('running', { steps: [step('running', { progress })] });
    log.onStatus(at(34));
    expect(later(10, () => log.onStatus(at(60)))).toEqual([]);
    expect(later(0, () => log.onPause(minute))).toEqual([
      'info still running, Certification: running, 60 % (after 11 min, 00:15 UTC; next check at 00:16 UTC)',
    ]);
  });

  test('names no step if there are none', () => {
    const { log, later } = stage();
    log.onStatus(snapshot('running'));
    expect(later(10, () => log.onPause(minute))).toEqual([
      'info still running (after 11 min, 00:15 UTC; next check at 00:16 UTC)',
    ]);
  });

  test('says what fails, until a status check succeeds', () => {
    const { log, later } = stage();
    log.onStatus(same);
    log.onRetry(busy);
    expect(later(10, () => log.onPause(minute))).toEqual([
      'info still failing: Busy. [GET /vm: 503] (after 11 min, 00:15 UTC; next check at 00:16 UTC)',
    ]);
    log.onStatus(same);
    expect(later(10, () => log.onPause(minute))).toEqual([
      'info still running, Live: running, 34 % (after 21 min, 00:25 UTC; next check at 00:26 UTC)',
    ]);
  });

  test('says that nothing is known yet', () => {
    const { log, later } = stage();
    expect(later(10, () => log.onPause(minute))).toEqual([
      'info still waiting (after 11 min, 00:15 UTC; next check at 00:16 UTC)',
    ]);
  });
});
