import { expect, test } from 'vitest';
import type { Message, StatusSnapshot, Step } from '../../../src/model/offer.ts';
import { describeStep, findChanges } from '../../../src/report/changes.ts';

const say = (level: Message['level'], text: string): Message => ({ level, text, timestamp: '' });

function step(name: string, known: Partial<Step> = {}): Step {
  return { id: name, name, status: 'not-started', progress: null, messages: [], ...known };
}

function snapshot(known: Partial<StatusSnapshot> = {}): StatusSnapshot {
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

/** The lines that tell what is new. */
function lines(before: StatusSnapshot | undefined, after: StatusSnapshot): string[] {
  return findChanges(before, after).map(({ level, text }) => (level === 'warning' ? `! ${text}` : text));
}

test('the first look tells the status and the steps that moved', () => {
  const first = snapshot({
    steps: [
      step('Validate', { status: 'succeeded', progress: 100 }),
      step('Certify', { status: 'running', progress: 40 }),
      step('Live'),
    ],
  });
  expect(lines(undefined, first)).toEqual([
    'status: running',
    'Validate: succeeded',
    'Certify: running, 40 %',
  ]);
});

test('a look that shows nothing new is not told', () => {
  const same = snapshot({
    steps: [step('Certify', { status: 'running', progress: 40, messages: [say('error', 'x')] })],
    messages: [say('information', 'y')],
  });
  expect(lines(same, structuredClone(same))).toEqual([]);
});

test.each([
  ['running', 'Running', 'status: running'],
  ['running', 'notStarted', 'status: running (notStarted)'],
  ['succeeded', 'complete', 'status: succeeded (complete)'],
  ['unknown', 'odd', 'status: unknown (odd)'],
] as const)('the status %s is shown with the word %s where it tells more', (status, rawStatus, line) => {
  expect(lines(snapshot({ rawStatus: 'before' }), snapshot({ status, rawStatus }))).toEqual([line]);
});

test('a status that is read in another way under the same word is told', () => {
  expect(lines(snapshot(), snapshot({ status: 'waiting-for-review' }))).toEqual([
    'status: waiting-for-review (running)',
  ]);
});

test.each([
  ['begins', step('Live'), { status: 'running' }, ['Live: running']],
  ['goes on', step('Live', { status: 'running', progress: 1 }), { progress: 2 }, ['Live: running, 2 %']],
  ['ends', step('Live', { status: 'running', progress: 99 }), { status: 'succeeded' }, ['Live: succeeded']],
  ['fails', step('Live', { status: 'running' }), { status: 'failed' }, ['Live: failed']],
  [
    'falls back',
    step('Live', { status: 'running', progress: 1 }),
    { status: 'not-started' },
    ['Live: not-started'],
  ],
  ['is blocked', step('Live', { status: 'running' }), { status: 'blocked' }, ['! Live: blocked']],
  ['is rejected', step('Live', { status: 'blocked' }), { status: 'rejected' }, ['! Live: rejected']],
  [
    'moves while it is blocked',
    step('Live', { status: 'blocked', progress: 1 }),
    { progress: 2 },
    ['Live: blocked, 2 %'],
  ],
] as const)('a step that %s', (_what, before, news, told) => {
  const after = { ...before, ...news };
  expect(lines(snapshot({ steps: [before] }), snapshot({ steps: [after] }))).toEqual(told);
});

test('a step that is blocked at the first look is a warning', () => {
  expect(lines(undefined, snapshot({ steps: [step('Certify', { status: 'blocked' })] }))).toEqual([
    'status: running',
    '! Certify: blocked',
  ]);
});

test('a step that moved tells its news on one line, its warnings and errors on their own', () => {
  const messages = [
    say('information', 'Scan began'),
    say('error', 'Port 22 is open'),
    say('information', 'Scan ended'),
    say('warning', 'Old kernel'),
  ];
  const after = snapshot({ steps: [step('Certify', { status: 'running', messages })] });
  expect(lines(snapshot({ steps: [step('Certify')] }), after)).toEqual([
    'Certify: running. Scan began. Scan ended',
    '! Certify: Port 22 is open',
    '! Certify: Old kernel',
  ]);
});

test('a step that did not move tells new messages alone, each once, whatever its time', () => {
  const at = (timestamp: string) => ({ ...say('information', 'Working'), timestamp });
  const before = snapshot({ steps: [step('Live', { messages: [at('2026-01-01T00:00:00.000Z')] })] });
  const after = snapshot({
    steps: [
      step('Live', {
        messages: [
          at('2026-01-02T00:00:00.000Z'),
          say('error', 'Working'),
          say('information', 'Nearly there'),
        ],
      }),
    ],
  });
  expect(lines(before, after)).toEqual(['! Live: Working', 'Live: Nearly there']);
});

test('another step in the place of one is new', () => {
  const before = snapshot({ steps: [step('One', { status: 'running' })] });
  expect(lines(before, snapshot({ steps: [step('Two', { status: 'running' })] }))).toEqual(['Two: running']);
  const renamed = step('One', { id: 'other', status: 'running' });
  expect(lines(before, snapshot({ steps: [renamed] }))).toEqual(['One: running']);
});

test('messages of the whole stand alone', () => {
  const after = snapshot({
    messages: [say('information', 'Hello'), say('warning', 'Mind'), say('error', 'Oh')],
  });
  expect(lines(snapshot({ messages: [say('information', 'Hello')] }), after)).toEqual(['! Mind', '! Oh']);
});

test('each word that is not known is a warning', () => {
  expect(lines(snapshot(), snapshot({ unknownWords: ['odd', 'strange'] }))).toEqual([
    '! The API says "odd", a word not known to this action. The wait goes on.',
    '! The API says "strange", a word not known to this action. The wait goes on.',
  ]);
});

test.each([
  [step('Live', { status: 'running', progress: 0 }), 'Live: running, 0 %'],
  [step('Live', { status: 'running' }), 'Live: running'],
  [step('Live', { status: 'succeeded', progress: 0 }), 'Live: succeeded'],
  [step('Live', { status: 'not-started', progress: 0 }), 'Live: not-started'],
  [step('Live', { status: 'failed', progress: 30 }), 'Live: failed, 30 %'],
])('a step is described in a few words (%#)', (known, words) => {
  expect(describeStep(known)).toBe(words);
});
