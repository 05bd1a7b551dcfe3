import { expect, test } from 'vitest';
import type { StatusSnapshot, Step } from '../../../src/model/offer.ts';
import { describeStep, findChanges, findStatusChange } from '../../../src/report/changes.ts';
import { message, snapshot as snapshotWith } from '../../support/unit/fake-marketplace.ts';

function step(name: string, known: Partial<Step> = {}): Step {
  return { id: name, name, status: 'not-started', progress: null, timeFrame: '', messages: [], ...known };
}

function snapshot(known: Partial<StatusSnapshot> = {}): StatusSnapshot {
  return snapshotWith('running', known);
}

/** The lines of the changes; a warning starts with `! `. */
function lines(before: StatusSnapshot | undefined, after: StatusSnapshot): string[] {
  return findChanges(before, after).map(({ level, text }) => (level === 'warning' ? `! ${text}` : text));
}

test('the first status check gives each step that has started', () => {
  const first = snapshot({
    steps: [
      step('Validate', { status: 'succeeded', progress: 100 }),
      step('Certify', { status: 'running', progress: 40 }),
      step('Live'),
    ],
  });
  expect(lines(undefined, first)).toEqual(['Validate: succeeded', 'Certify: running, 40 %']);
  expect(findStatusChange(undefined, first)).toBe('status: running');
});

test('a status check without changes gives no lines', () => {
  const same = snapshot({
    steps: [step('Certify', { status: 'running', progress: 40, messages: [message('error', 'x')] })],
    messages: [message('information', 'y')],
  });
  expect(lines(same, structuredClone(same))).toEqual([]);
  expect(findStatusChange(same, structuredClone(same))).toBeUndefined();
});

test.each([
  ['running', 'Running', 'status: running'],
  ['running', 'notStarted', 'status: running (notStarted)'],
  ['succeeded', 'complete', 'status: succeeded (complete)'],
  ['unknown', 'odd', 'status: unknown (odd)'],
] as const)('the status "%s" with the raw status "%s" is shown as "%s"', (status, rawStatus, line) => {
  const after = snapshot({ status, rawStatus });
  expect(findStatusChange(snapshot({ rawStatus: 'before' }), after)).toBe(line);
  expect(lines(snapshot({ rawStatus: 'before' }), after)).toEqual([]);
});

test('a status that changes while the raw status stays the same is shown', () => {
  expect(findStatusChange(snapshot(), snapshot({ status: 'waiting-for-review' }))).toBe(
    'status: waiting-for-review (running)',
  );
});

test.each([
  ['starts', step('Live'), { status: 'running' }, 'Live: running'],
  ['succeeds', step('Live', { status: 'running', progress: 99 }), { status: 'succeeded' }, 'Live: succeeded'],
  ['fails', step('Live', { status: 'running' }), { status: 'failed' }, '! Live: failed'],
  [
    'goes back to not started',
    step('Live', { status: 'running', progress: 1 }),
    { status: 'not-started' },
    'Live: not-started',
  ],
  ['gets blocked', step('Live', { status: 'running' }), { status: 'blocked' }, '! Live: blocked'],
  ['gets rejected', step('Live', { status: 'blocked' }), { status: 'rejected' }, '! Live: rejected'],
] as const)('a step that %s gives one line', (_what, before, changed, line) => {
  const after = { ...before, ...changed };
  expect(lines(snapshot({ steps: [before] }), snapshot({ steps: [after] }))).toEqual([line]);
});

test.each(['running', 'blocked'] as const)(
  'progress alone, of a step that is %s, gives no line',
  (status) => {
    const at = (progress: number) => snapshot({ steps: [step('Live', { status, progress })] });
    expect(lines(at(1), at(2))).toEqual([]);
  },
);

test('a step that is blocked at the first status check gives a warning', () => {
  expect(lines(undefined, snapshot({ steps: [step('Certify', { status: 'blocked' })] }))).toEqual([
    '! Certify: blocked',
  ]);
});

test.each(['Step completed.', 'Step completed', 'step completed.'])(
  'that a step has succeeded is not said twice: "%s"',
  (text) => {
    const messages = [message('information', text), message('information', 'Copied to 54 regions.')];
    const done = step('Provision', { status: 'succeeded', messages });
    expect(lines(undefined, snapshot({ steps: [done] }))).toEqual([
      'Provision: succeeded. Copied to 54 regions.',
    ]);
    const running = step('Provision', { status: 'running', messages });
    expect(lines(undefined, snapshot({ steps: [running] }))).toEqual([
      `Provision: running. ${text}. Copied to 54 regions.`,
    ]);
  },
);

test.each(['failed', 'canceled'] as const)(
  'what an operation that %s complains of gives no warnings: the error that ends the run says it',
  (status) => {
    const after = snapshot({
      status,
      unknownWords: ['odd'],
      steps: [
        step('Validate', { status: 'succeeded' }),
        step('Certify', { status: 'failed', messages: [message('error', 'Port 22 is open')] }),
      ],
      messages: [message('warning', 'Slow'), message('information', 'Ended')],
    });
    expect(lines(snapshot({ steps: [step('Validate'), step('Certify')] }), after)).toEqual([
      'Validate: succeeded',
      'Certify: failed',
      'Certify: Port 22 is open',
      'Slow',
      'Ended',
    ]);
  },
);

test('a success with warnings gives them', () => {
  const after = snapshot({ status: 'succeeded', messages: [message('warning', 'Old kernel')] });
  expect(lines(snapshot(), after)).toEqual(['! Old kernel']);
});

test('a step that changed gives one line with its information, and one for each warning and error', () => {
  const messages = [
    message('information', 'Scan started'),
    message('error', 'Port 22 is open'),
    message('information', 'Scan finished'),
    message('warning', 'Old kernel'),
  ];
  const after = snapshot({ steps: [step('Certify', { status: 'running', messages })] });
  expect(lines(snapshot({ steps: [step('Certify')] }), after)).toEqual([
    'Certify: running. Scan started. Scan finished',
    '! Certify: Port 22 is open',
    '! Certify: Old kernel',
  ]);
});

test('a step that did not change gives a line for each new message, whatever the timestamps', () => {
  const at = (timestamp: string) => ({ ...message('information', 'Working'), timestamp });
  const before = snapshot({ steps: [step('Live', { messages: [at('2026-01-01T00:00:00.000Z')] })] });
  const after = snapshot({
    steps: [
      step('Live', {
        messages: [
          at('2026-01-02T00:00:00.000Z'),
          message('error', 'Working'),
          message('information', 'Nearly finished'),
        ],
      }),
    ],
  });
  expect(lines(before, after)).toEqual(['! Live: Working', 'Live: Nearly finished']);
});

test('a step with another name or ID in the same place counts as new', () => {
  const before = snapshot({ steps: [step('One', { status: 'running' })] });
  expect(lines(before, snapshot({ steps: [step('Two', { status: 'running' })] }))).toEqual(['Two: running']);
  const sameName = step('One', { id: 'other', status: 'running' });
  expect(lines(before, snapshot({ steps: [sameName] }))).toEqual(['One: running']);
});

test('each new message about the whole operation gives a line without the name of a step', () => {
  const after = snapshot({
    messages: [
      message('information', 'Working'),
      message('information', 'Nearly finished'),
      message('warning', 'Slow'),
      message('error', 'Failed'),
    ],
  });
  expect(lines(snapshot({ messages: [message('information', 'Working')] }), after)).toEqual([
    'Nearly finished',
    '! Slow',
    '! Failed',
  ]);
});

test('each unknown word gives a warning', () => {
  expect(lines(snapshot(), snapshot({ unknownWords: ['odd', 'strange'] }))).toEqual([
    '! Unrecognized status "odd". Still waiting.',
    '! Unrecognized status "strange". Still waiting.',
  ]);
});

test.each([
  [step('Live', { status: 'running', progress: 0 }), 'Live: running, 0 %'],
  [step('Live', { status: 'running' }), 'Live: running'],
  [step('Live', { status: 'succeeded', progress: 0 }), 'Live: succeeded'],
  [step('Live', { status: 'not-started', progress: 0 }), 'Live: not-started'],
  [step('Live', { status: 'failed', progress: 30 }), 'Live: failed, 30 %'],
])('describeStep gives name, status and progress, if the progress says something (%#)', (known, words) => {
  expect(describeStep(known)).toBe(words);
});
