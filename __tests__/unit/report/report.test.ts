import { describe, expect, test } from 'vitest';
import { networkFailure, serviceFailure, unreadableAnswer } from '../../../src/http/failures.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { Failure, InputError } from '../../../src/model/failure.ts';
import type { StatusSnapshot, Step } from '../../../src/model/offer.ts';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { Report } from '../../../src/report/report.ts';
import { snapshot as snapshotWith } from '../../support/unit/fake-marketplace.ts';
import { type RecordingRunner, recordingRunner } from '../../support/unit/recording-runner.ts';

const minute = 60_000;
const context = { mode: 'go-live', followInputs: {} } as const;

interface Stage {
  runner: RecordingRunner;
  report: Report;
  /** Lets time pass. */
  wait(ms: number): void;
}

/** @param broken calls of the runner that fail */
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

function snapshot(known: Partial<StatusSnapshot> = {}): StatusSnapshot {
  return snapshotWith('running', known);
}

function step(name: string, status: Step['status'], progress: number | null = null): Step {
  return { id: name, name, status, progress, timeFrame: '', messages: [] };
}

describe('a line', () => {
  test('goes to the runner on its level, and never contains a command', () => {
    const { runner, report } = stage();
    report.info('::error::a\nb');
    report.warning('##[error]c');
    report.error(' ::set-output name=d::e');
    report.debug('::f::');
    expect(runner.calls).toEqual([
      ['info', ': :error::a b'],
      ['warning', '# #[error]c'],
      ['error', ' : :set-output name=d::e'],
      ['debug', ': :f::'],
    ]);
  });

  test('is cut if it is too long', () => {
    const { runner, report } = stage();
    report.info('x'.repeat(10_000));
    report.warning('x'.repeat(10_000));
    report.error('x'.repeat(10_000));
    report.debug('x'.repeat(10_000));
    // The runner cuts an annotation at 4,096 characters (actions/runner, ExecutionContext.cs).
    expect(runner.calls.map(([name, text]) => [name, text?.length])).toEqual([
      ['info', 8_000],
      ['warning', 4_000],
      ['error', 4_000],
      ['debug', 8_000],
    ]);
  });

  test('is a line of the log instead of an annotation after ten annotations of its level', () => {
    const { runner, report } = stage();
    for (let count = 1; count <= 12; count += 1) {
      report.warning(`w${count}`);
    }
    report.error('e1');
    expect(runner.told('warning')).toHaveLength(10);
    expect(runner.told('info')).toEqual(['warning: w11', 'warning: w12']);
    expect(runner.told('error')).toEqual(['e1']);
    for (let count = 2; count <= 11; count += 1) {
      report.error(`e${count}`);
    }
    expect(runner.told('error')).toHaveLength(10);
    expect(runner.told('info').at(-1)).toBe('error: e11');
  });
});

describe('a group', () => {
  test('never contains a command, in its title or its lines', () => {
    const { runner, report } = stage();
    report.group('::error::a\nb', ['::endgroup::', '##[error]c\n::d::']);
    expect(runner.calls).toEqual([['group', ': :error::a b', ': :endgroup::', '# #[error]c ::d::']]);
  });

  test('is cut if a line is too long', () => {
    const { runner, report } = stage();
    report.group('x'.repeat(10_000), ['y'.repeat(10_000)]);
    expect(runner.calls[0]?.map((text) => text.length)).toEqual([5, 8_000, 8_000]);
  });
});

describe('an error of several lines', () => {
  test('is one annotation, without a command in any of its lines', () => {
    const { runner, report } = stage();
    report.error('a', '::error::b\nc', '##[error]d');
    expect(runner.calls).toEqual([['error', 'a\n: :error::b c\n# #[error]d']]);
  });

  test('is cut if it is too long as a whole', () => {
    const { runner, report } = stage();
    report.error('x'.repeat(3_000), 'y'.repeat(3_000));
    const [error = ''] = runner.told('error');
    expect(error).toHaveLength(4_000);
    expect(error).toMatch(/^x{3000}\ny+ … \(cut\)$/);
  });

  test('is one line of the log after ten errors', () => {
    const { runner, report } = stage();
    for (let count = 1; count <= 10; count += 1) {
      report.error(`e${count}`);
    }
    report.error('a', 'b');
    expect(runner.told('info')).toEqual(['error: a b']);
  });
});

describe('the lines of an offer', () => {
  test('start with its name if there are several offers', () => {
    const { runner, report, wait } = stage();
    const onlyOffer = report.offer(result('vm'), true, context);
    const oneOfSeveral = report.offer(result('vm'), false, context);
    wait(65_000);
    for (const offer of [onlyOffer, oneOfSeveral]) {
      offer.info('Hello.');
      offer.warning('Careful.');
      offer.onStatus(snapshot({ steps: [step('Certify', 'blocked')] }));
    }
    expect(runner.calls).toEqual([
      ['info', 'Hello.'],
      ['warning', 'Careful.'],
      ['info', 'status: running, at Certify: blocked (after 1 min 5 s, 00:01 UTC)'],
      ['warning', 'Certify: blocked'],
      ['info', 'contoso/vm: Hello.'],
      ['warning', 'contoso/vm: Careful.'],
      ['info', 'contoso/vm: status: running, at Certify: blocked (after 1 min 5 s, 00:01 UTC)'],
      ['warning', 'contoso/vm: Certify: blocked'],
    ]);
  });

  test('warn of an unknown word once, even if it comes back', () => {
    const { runner, report } = stage();
    const offer = report.offer(result('vm'), true, context);
    offer.onStatus(snapshot({ unknownWords: ['odd'] }));
    offer.onStatus(snapshot({ unknownWords: [] }));
    offer.onStatus(snapshot({ unknownWords: ['odd', 'strange'] }));
    offer.onStatus(snapshot({ unknownWords: ['odd', 'strange'] }));
    expect(runner.told('warning')).toEqual([
      'Unrecognized status "odd". Still waiting.',
      'Unrecognized status "strange". Still waiting.',
    ]);
  });

  test('are folded away at its first status, and at its end with several offers', () => {
    const { runner, report, wait } = stage();
    const only = report.offer(result('vm'), true, context);
    only.onStatus(snapshot({ steps: [step('Certify', 'running', 5)] }));
    const several = result('two');
    const oneOfSeveral = report.offer(several, false, context);
    oneOfSeveral.onStatus(snapshot({ steps: [step('Certify', 'running', 5)] }));
    wait(minute);
    report.endOffer({ ...several, status: 'succeeded', message: 'Live.' }, true);
    report.endOffer(several, true);
    expect(runner.calls).toEqual([
      ['group', 'status: running, at Certify: running, 5 % (after 0 s, 00:00 UTC)', 'Certify: running, 5 %'],
      ['info', 'contoso/two: status: running, at Certify: running, 5 % (after 0 s, 00:00 UTC)'],
      ['info', expect.stringContaining('Live.')],
      ['group', 'Steps of contoso/two', 'Certify: running, 5 % (after 0 s, 00:00 UTC)'],
      ['info', expect.stringContaining('contoso/two')],
    ]);
  });
});

describe('the heartbeat', () => {
  const same = snapshot({ steps: [step('Certify', 'running', 40)] });

  test('is logged before a pause, after each ten minutes without a line', () => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true, context);
    offer.onStatus(same);
    for (let minutes = 5; minutes <= 20; minutes += 5) {
      wait(5 * minute);
      offer.onPause(5 * minute);
    }
    expect(runner.told('info')).toEqual([
      'still running, Certify: running, 40 % (after 10 min, 00:10 UTC; next check at 00:15 UTC)',
      'still running, Certify: running, 40 % (after 20 min, 00:20 UTC; next check at 00:25 UTC)',
    ]);
  });

  test('is one for several offers, and counts those that have not ended', () => {
    const { runner, report, wait } = stage();
    const [one, two] = ['one', 'two', 'three'].map((name) =>
      report.offer(result(name, name === 'three' ? {} : { endedAt: '' }), false, context),
    );
    wait(10 * minute);
    one?.onPause(minute);
    two?.onPause(minute);
    expect(runner.told('info')).toEqual([
      'still waiting for 2 offers (after 10 min, 00:10 UTC; next check at 00:11 UTC)',
    ]);
  });

  test.each<[string, (report: Report) => void]>([
    ['a line', (report) => report.info('x')],
    ['a warning', (report) => report.warning('x')],
    ['an error', (report) => report.error('x')],
    ['a group', (report) => report.group('x', [])],
    ['a change', (report) => report.offer(result('other'), true, context).onStatus(same)],
  ])('is postponed by %s', (_what, act) => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true, context);
    wait(9 * minute);
    act(report);
    wait(9 * minute);
    const before = runner.calls.length;
    offer.onPause(minute);
    expect(runner.calls).toHaveLength(before);
    wait(minute);
    offer.onPause(minute);
    expect(runner.calls).toHaveLength(before + 1);
  });

  test('is not postponed by a debug line', () => {
    const { runner, report, wait } = stage();
    const offer = report.offer(result('vm'), true, context);
    wait(10 * minute);
    report.debug('x');
    offer.onPause(minute);
    expect(runner.told('info')).toEqual(['still waiting (after 10 min, 00:10 UTC; next check at 00:11 UTC)']);
  });
});

describe('failed requests', () => {
  const lost = networkFailure('timeout', 'No complete response.');
  const busy = serviceFailure('service', 'Busy.', {
    status: 503,
    correlationId: '',
    technical: '',
    retryAfterMs: undefined,
    hint: '',
  });

  test('are counted by label in the summary, for each offer separately', async () => {
    const { runner, report } = stage();
    const one = report.offer(result('one'), false, context);
    report.offer(result('two'), false, context);
    for (const failure of [lost, busy, unreadableAnswer('x', ''), busy, new Failure('not-found', 'x')]) {
      one.onRetry(failure);
    }
    expect(runner.calls).toEqual([]);
    await report.end();
    const [summary = ''] = runner.told('summary');
    expect(summary.match(/Failed requests.*?<\/tr>/g)).toEqual([
      'Failed requests</b></td><td>2 × HTTP 503, 1 × timeout, 1 × unreadable answer, 1 × not-found</td></tr>',
    ]);
  });

  test('count the one that ended the story, once', async () => {
    const { runner, report } = stage();
    const only = report.offer(result('vm'), true, context);
    only.onRetry(busy);
    only.onFailure(busy);
    only.onFailure(lost);
    await report.end();
    expect(runner.told('summary')[0]).toContain('<td>1 × HTTP 503, 1 × timeout</td>');
  });
});

describe('the outputs', () => {
  test('are written as soon as an operation is known, for all offers', () => {
    const { runner, report } = stage();
    const running = result('one', {
      status: 'running',
      operationUrl: 'https://api.example/1',
      operationId: '1',
    });
    const offer = report.offer(running, false, context);
    report.offer(result('two'), false, context);
    offer.onAccepted(running);
    expect(runner.told('info')).toEqual(['contoso/one: Operation URL: https://api.example/1']);
    // No more than what must not be lost: a step of a hundred offers writes them a hundred times.
    expect(runner.outputs()).toEqual({
      status: 'not-started',
      started: 'false',
      'operation-url': 'https://api.example/1\n',
      'operation-id': '1\n',
    });
  });

  test('give a warning if they cannot be written then, and the offer goes on', () => {
    const { runner, report } = stage({
      output() {
        throw new Error('disk full');
      },
    });
    const running = result('one');
    report.offer(running, true, context).onAccepted(running);
    expect(runner.told('warning')).toEqual(['The outputs could not be written yet. disk full']);
  });
});

test.each([
  [
    result('one', { status: 'succeeded', message: 'Live.' }),
    true,
    'info',
    'contoso/one: Live. (succeeded; after 2 h 5 min, 02:05 UTC)',
  ],
  [
    result('two', { status: 'running', failureKind: 'timeout', message: 'Timed out.' }),
    true,
    'warning',
    'contoso/two: Timed out. (running, timeout; after 2 h 5 min, 02:05 UTC)',
  ],
  [
    result('three', { status: 'failed', failureKind: 'certification', message: 'No.' }),
    false,
    'error',
    'contoso/three: No. (failed, certification; after 2 h 5 min, 02:05 UTC)',
  ],
] as const)('the end of an offer is one line, with its own time: %#', (ended, isGreen, level, line) => {
  const { runner, report, wait } = stage();
  wait(125 * minute);
  report.endOffer(ended, isGreen);
  expect(runner.calls).toEqual([[level, line]]);
});

test('the times at which the run saw its steps are in the summary', async () => {
  const { runner, report, wait } = stage();
  const running = result('vm', { status: 'running', operationUrl: 'https://api.example/1' });
  const only = report.offer(running, true, context);
  only.onStatus(snapshot({ steps: [step('Live', 'not-started')] }));
  wait(90 * minute);
  only.onStatus(snapshot({ steps: [step('Live', 'running')] }));
  wait(45 * minute);
  running.steps = [step('Live', 'running')];
  running.endedAt = new Date(135 * minute).toISOString();
  await report.end();
  expect(runner.told('summary')[0]).toContain('Now at <b>Live</b>: running since 1 Jan 01:30 UTC (seen).');
  expect(runner.told('summary')[0]).toContain('45 min so far');
});

describe('the end of the run', () => {
  test('writes the outputs, then the summary', async () => {
    const { runner, report } = stage();
    report.offer(result('one', { status: 'succeeded', message: 'Live.' }), false, context);
    report.offer(
      result('two', { status: 'failed', failureKind: 'certification', message: 'No.' }),
      false,
      context,
    );
    await report.end();
    expect(runner.calls.map(([name]) => name)).toEqual([...Array(9).fill('output'), 'summary']);
    expect(runner.outputs()).toMatchObject({ status: 'failed', 'failure-kind': 'certification' });
    const [summary = ''] = runner.told('summary');
    expect(summary).toContain('❌ 1 of 2 offers needs attention');
  });

  test.each([
    [new Error('disk full'), 'disk full'],
    ['no space', 'no space'],
  ])(
    'fails every offer if the outputs cannot be written, and says so in the summary (%s)',
    async (error, words) => {
      const { runner, report } = stage({
        output() {
          throw error;
        },
      });
      const success = result('one', { status: 'succeeded', message: 'Live.' });
      const failure = result('two', { status: 'failed', failureKind: 'certification', message: 'No.' });
      report.offer(success, false, context);
      report.offer(failure, false, context);
      await report.end();
      const sentence = `The outputs could not be written (service): check the disk of the runner. ${words}`;
      expect(runner.told('error')).toEqual([sentence]);
      expect(success).toMatchObject({
        status: 'succeeded',
        failureKind: 'service',
        message: `${sentence} Live.`,
      });
      expect(failure).toMatchObject({ failureKind: 'certification', message: 'No.' });
      expect(runner.told('summary')[0]).toContain(sentence);
    },
  );

  test.each([
    [new Error('disk full'), 'disk full'],
    ['no space', 'no space'],
  ])('only warns if the summary cannot be written (%s)', async (error, words) => {
    const { runner, report } = stage({ summary: () => Promise.reject(error) });
    const success = result('one', { status: 'succeeded' });
    report.offer(success, true, context);
    await report.end();
    expect(runner.told('warning')).toEqual([`The job summary could not be written. ${words}`]);
    expect(runner.told('error')).toEqual([]);
    expect(success.failureKind).toBe('');
    expect(runner.outputs()).toMatchObject({ status: 'succeeded' });
  });
});

test.each([true, false])('a report shows debug lines as its runner does: %s', (isDebug) => {
  const { report } = stage({ isDebug: () => isDebug });
  expect(report.isDebug).toBe(isDebug);
});

describe('invalid inputs', () => {
  test('give one error with a line for each problem, the outputs and a summary', async () => {
    const { runner, report } = stage();
    await report.rejectInputs(new InputError(['offer is required.', 'mode is "##[x]".']));
    expect(runner.told('error')).toEqual(['Invalid inputs:\noffer is required.\nmode is "# #[x]".']);
    expect(runner.outputs()).toEqual({
      status: 'not-started',
      'operation-url': '',
      'operation-id': '',
      started: 'false',
      'timed-out': 'false',
      'failure-kind': 'input',
      message: 'Invalid inputs: offer is required. mode is "##[x]".',
      'portal-url': '',
      result: '[]',
    });
    expect(runner.told('summary')[0]).toContain('<li><code>offer</code> is required.</li>');
    expect(runner.calls.map(([name]) => name)).toEqual(['error', ...Array(9).fill('output'), 'summary']);
  });

  test('are an error even if the outputs cannot be written', async () => {
    const { runner, report } = stage({
      output() {
        throw new Error('disk full');
      },
    });
    await report.rejectInputs(new InputError(['offer is required.']));
    expect(runner.told('error')).toEqual([
      'Invalid input: offer is required.',
      'The outputs could not be written (service): check the disk of the runner. disk full',
    ]);
    expect(runner.told('summary')).toHaveLength(1);
  });

  test('give an error of one line if there is one problem', async () => {
    const { runner, report } = stage();
    await report.rejectInputs(new InputError(['offer is required.']));
    expect(runner.told('error')).toEqual(['Invalid input: offer is required.']);
    expect(runner.outputs()).toMatchObject({
      'failure-kind': 'input',
      message: 'Invalid input: offer is required.',
    });
    expect(runner.told('summary')[0]).toContain('<li><code>offer</code> is required.</li>');
  });
});
