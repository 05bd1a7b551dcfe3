import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/clock.ts';
import { Failure, InputError, NetworkError, ServiceError, UnreadableAnswer } from '../../../src/errors.ts';
import type { Message, Reading, Step } from '../../../src/golive/operation.ts';
import { isWell, newResult, type OfferResult } from '../../../src/golive/result.ts';
import { Report } from '../../../src/report/report.ts';
import { type RecordingRunner, recordingRunner } from '../../support/unit/recording-runner.ts';

const minute = 60_000;
const portal = 'https://partner.example/offers';

interface Stage {
  runner: RecordingRunner;
  report: Report;
  /** Lets time pass. */
  wait(ms: number): void;
}

function stage(broken: Partial<RecordingRunner> = {}): Stage {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs, epoch: () => nowMs, sleep: () => Promise.reject(new Error()) };
  const runner = Object.assign(recordingRunner(), broken);
  return {
    runner,
    report: new Report(runner, clock),
    wait: (ms) => {
      nowMs += ms;
    },
  };
}

function result(offer: string, known: Partial<OfferResult> = {}): OfferResult {
  const fresh = newResult({ publisher: 'contoso', offer }, 'cloud-partner-portal', 'not-started', 0);
  return { ...fresh, endedAt: fresh.startedAt, ...known };
}

function reading(known: Partial<Reading> = {}): Reading {
  return {
    status: 'running',
    rawStatus: 'running',
    unknownWords: [],
    steps: [],
    messages: [],
    failureKind: 'service',
    correlationId: '',
    ...known,
  };
}

function step(name: string, status: Step['status'], progress: number | null = null): Step {
  return { id: name, name, status, progress, messages: [] };
}

const notes = (count: number, level: Message['level'] = 'information'): Message[] =>
  Array.from({ length: count }, (_, index) => ({ level, text: `note ${index + 1}`, timestamp: '' }));

describe('lines', () => {
  test('each goes to its place, and none can be a command', () => {
    const { runner, report } = stage();
    report.say('::error::a\nb');
    report.warn('##[error]c');
    report.fail(' ::set-output name=d::e');
    report.debug('::f::');
    expect(runner.calls).toEqual([
      ['info', ': :error::a b'],
      ['warning', '# #[error]c'],
      ['error', ' : :set-output name=d::e'],
      ['debug', ': :f::'],
    ]);
  });

  test('they are bounded', () => {
    const { runner, report } = stage();
    report.say('x'.repeat(10_000));
    report.warn('x'.repeat(10_000));
    report.fail('x'.repeat(10_000));
    report.debug('x'.repeat(10_000));
    // The runner cuts an annotation at 4,096 characters (actions/runner, ExecutionContext.cs).
    expect(runner.calls.map(([name, text]) => [name, text?.length])).toEqual([
      ['info', 8_000],
      ['warning', 4_000],
      ['error', 4_000],
      ['debug', 8_000],
    ]);
  });

  test('from the eleventh on an annotation is a line, for each kind by itself', () => {
    const { runner, report } = stage();
    for (let count = 1; count <= 12; count += 1) {
      report.warn(`w${count}`);
    }
    report.fail('e1');
    expect(runner.told('warning')).toHaveLength(10);
    expect(runner.told('info')).toEqual(['warning: w11', 'warning: w12']);
    expect(runner.told('error')).toEqual(['e1']);
    for (let count = 2; count <= 11; count += 1) {
      report.fail(`e${count}`);
    }
    expect(runner.told('error')).toHaveLength(10);
    expect(runner.told('info').at(-1)).toBe('error: e11');
  });
});

describe('an offer', () => {
  test('alone it is not named, one of several is', () => {
    const { runner, report, wait } = stage();
    const alone = report.offer(result('vm'), true);
    const oneOfMany = report.offer(result('vm'), false);
    wait(65_000);
    for (const offer of [alone, oneOfMany]) {
      offer.say('Hello.');
      offer.warn('Mind.');
      offer.saw(reading({ steps: [step('Certify', 'blocked')] }));
    }
    expect(runner.calls).toEqual([
      ['info', 'Hello.'],
      ['warning', 'Mind.'],
      ['info', 'status: running (after 1 min 5 s)'],
      ['warning', 'Certify: blocked'],
      ['info', 'contoso/vm: Hello.'],
      ['warning', 'contoso/vm: Mind.'],
      ['info', 'contoso/vm: status: running (after 1 min 5 s)'],
      ['warning', 'contoso/vm: Certify: blocked'],
    ]);
  });

  test('only what is new is told', () => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true);
    offer.saw(reading());
    wait(minute);
    offer.saw(reading());
    wait(minute);
    offer.saw(reading({ steps: [step('Live', 'running', 10)] }));
    expect(runner.told('info')).toEqual(['status: running (after 0 s)', 'Live: running, 10 % (after 2 min)']);
  });

  test('an unknown word is warned of once, also when it comes back', () => {
    const { runner, report } = stage();
    const offer = report.offer(result('vm'), true);
    offer.saw(reading({ unknownWords: ['odd'] }));
    offer.saw(reading({ unknownWords: [] }));
    offer.saw(reading({ unknownWords: ['odd', 'strange'] }));
    offer.saw(reading({ unknownWords: ['odd', 'strange'] }));
    expect(runner.told('warning')).toEqual([
      'The API says "odd", a word not known to this action. The wait goes on.',
      'The API says "strange", a word not known to this action. The wait goes on.',
    ]);
  });

  test('very many changes at once are counted, not listed', () => {
    const { runner, report } = stage();
    const offer = report.offer(result('vm'), true);
    offer.saw(reading());
    offer.saw(reading({ messages: notes(30) }));
    expect(runner.told('info').slice(1)).toHaveLength(30);
    expect(runner.told('info').at(-1)).toBe('note 30 (after 0 s)');

    const crowded = report.offer(result('vm'), true);
    crowded.saw(reading({ messages: notes(40) }));
    expect(runner.told('info').slice(-2)).toEqual(['note 29 (after 0 s)', 'and 11 more changes (after 0 s)']);
  });
});

describe('a sign of life', () => {
  test('comes when nothing was told for ten minutes', () => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true);
    const same = reading({ steps: [step('Certify', 'running', 40), step('Live', 'not-started')] });
    offer.saw(same);
    for (let minutes = 5; minutes <= 30; minutes += 5) {
      wait(5 * minute);
      offer.saw(same);
    }
    expect(runner.told('info').slice(2)).toEqual([
      'still running, Certify: running, 40 % (after 10 min)',
      'still running, Certify: running, 40 % (after 20 min)',
      'still running, Certify: running, 40 % (after 30 min)',
    ]);
  });

  test('goes without a step where there is none', () => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true);
    offer.saw(reading());
    wait(10 * minute);
    offer.saw(reading());
    expect(runner.told('info').at(-1)).toBe('still running (after 10 min)');
  });

  test.each([
    ['a line', 'say'],
    ['a warning', 'warn'],
  ] as const)('is put off by %s', (_what, how) => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true);
    offer.saw(reading());
    wait(9 * minute);
    offer[how]('Something.');
    wait(9 * minute);
    const before = runner.calls.length;
    offer.saw(reading());
    expect(runner.calls).toHaveLength(before);
    wait(minute);
    offer.saw(reading());
    expect(runner.told('info').at(-1)).toBe('still running (after 19 min)');
  });

  test('is put off by news, too', () => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true);
    offer.saw(reading());
    wait(10 * minute);
    offer.saw(reading({ messages: notes(1, 'warning') }));
    expect(runner.told('info')).toEqual(['status: running (after 0 s)']);
    expect(runner.told('warning')).toEqual(['note 1']);
  });
});

describe('looks that fail', () => {
  const lost = new NetworkError('timeout', 'No whole answer came.');
  const busy = new ServiceError('service', 'Busy.', {
    status: 503,
    correlationId: '',
    retryAfterMs: undefined,
    hint: '',
  });

  test('are counted in the summary, each offer for itself', async () => {
    const { runner, report } = stage();
    const one = report.offer(result('one'), false);
    report.offer(result('two'), false);
    for (const failure of [lost, busy, new UnreadableAnswer('x', ''), busy, new Failure('not-found', 'x')]) {
      one.bore(failure);
    }
    expect(runner.calls).toEqual([]);
    await report.end(() => true, portal);
    const [summary = ''] = runner.told('summary');
    expect(summary.match(/Failed requests.*?<\/tr>/g)).toEqual([
      'Failed requests</b></td><td>2 × HTTP 503, 2 × unreadable answer, 1 × timeout</td></tr>',
    ]);
  });

  test('are told of when nothing else was for ten minutes', () => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true);
    for (let minutes = 5; minutes <= 20; minutes += 5) {
      wait(5 * minute);
      offer.bore(lost);
    }
    expect(runner.told('info')).toEqual([
      'still no good answer: No whole answer came. (after 10 min)',
      'still no good answer: No whole answer came. (after 20 min)',
    ]);
  });
});

describe('outputs', () => {
  test('are written as soon as the operation is known, for all offers', () => {
    const { runner, report } = stage();
    const known = result('one', {
      status: 'running',
      operationUrl: 'https://api.example/1',
      operationId: '1',
    });
    const offer = report.offer(known, false);
    report.offer(result('two'), false);
    offer.knows(known);
    expect(runner.told('info')).toEqual(['contoso/one: Operation URL: https://api.example/1']);
    expect(runner.outputs()).toMatchObject({
      status: 'not-started',
      'operation-url': 'https://api.example/1\n',
      'operation-id': '1\n',
    });
    expect(Object.keys(runner.outputs())).toHaveLength(8);
  });

  test('that cannot be written then are a warning, and do not stop the offer', () => {
    const { runner, report } = stage({
      output() {
        throw new Error('disk full');
      },
    });
    const known = result('one');
    report.offer(known, true).knows(known);
    expect(runner.told('warning')).toEqual(['The outputs could not be written yet. disk full']);
  });
});

describe('the end', () => {
  const isGreen = (known: OfferResult) => isWell(known, false);

  test('has a line for each offer, red, yellow or plain, then outputs, then the summary', async () => {
    const { runner, report, wait } = stage();
    report.offer(result('one', { status: 'succeeded', message: 'Live.' }), false);
    report.offer(
      result('two', { status: 'running', failureKind: 'timeout', timedOut: true, message: 'Time is up.' }),
      false,
    );
    report.offer(result('three', { status: 'failed', failureKind: 'certification', message: 'No.' }), false);
    wait(125 * minute);
    expect(await report.end(isGreen, portal)).toBe(true);
    expect(runner.calls.slice(0, 3)).toEqual([
      ['info', 'contoso/one: succeeded, after 2 h 5 min. Live.'],
      ['warning', 'contoso/two: running (timeout), after 2 h 5 min. Time is up.'],
      ['error', 'contoso/three: failed (certification), after 2 h 5 min. No.'],
    ]);
    expect(runner.calls.slice(3).map(([name]) => name)).toEqual([...Array(8).fill('output'), 'summary']);
    expect(runner.outputs()).toMatchObject({ status: 'failed', 'failure-kind': 'certification' });
    const [summary = ''] = runner.told('summary');
    expect(summary.match(/<h3>/g)).toHaveLength(3);
    expect(summary).toContain(portal);
  });

  test.each([
    [new Error('disk full'), 'disk full'],
    ['no space', 'no space'],
  ])('says what could not be written, and writes the rest (%s)', async (fault, words) => {
    const unwritable = stage({
      output() {
        throw fault;
      },
    });
    unwritable.report.offer(result('one', { status: 'succeeded' }), true);
    expect(await unwritable.report.end(isGreen, portal)).toBe(false);
    expect(unwritable.runner.told('error')).toEqual([`The outputs could not be written. ${words}`]);
    expect(unwritable.runner.told('summary')).toHaveLength(1);

    const unsummable = stage({ summary: () => Promise.reject(fault) });
    unsummable.report.offer(result('one', { status: 'succeeded' }), true);
    expect(await unsummable.report.end(isGreen, portal)).toBe(false);
    expect(unsummable.runner.told('error')).toEqual([`The job summary could not be written. ${words}`]);
    expect(unsummable.runner.outputs()).toMatchObject({ status: 'succeeded' });
  });
});

test('inputs that are wrong are one error, outputs and a summary', async () => {
  const { runner, report } = stage();
  await report.refuse(new InputError(['offer: missing.', 'mode: "##[x]" is wrong.']));
  expect(runner.told('error')).toEqual(['Inputs are wrong: offer: missing. mode: "# #[x]" is wrong.']);
  expect(runner.outputs()).toEqual({
    status: 'not-started',
    'operation-url': '',
    'operation-id': '',
    started: 'false',
    'timed-out': 'false',
    'failure-kind': 'input',
    message: 'Inputs are wrong: offer: missing. mode: "##[x]" is wrong.',
    result: '[]',
  });
  expect(runner.told('summary')[0]).toContain('<li>offer: missing.</li>');
});
