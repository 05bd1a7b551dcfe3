import { beforeAll, describe, expect, it } from 'vitest';
import { document, goLiveOf, runOnScript } from '../support/action/portal-answers.ts';
import { type Ended, runAction } from '../support/action/start-action.ts';
import { type Answer, type ScriptServer, startScript } from '../support/servers/script-server.ts';

/** Every spelling that is documented or was seen, and a few that are neither. */
const operationWords = {
  succeeded: ['complete', 'completed', 'succeeded', 'published', 'Complete', 'COMPLETED', 'Succeeded'],
  failed: ['failed', 'Failed', 'FAILED', 'rejected'],
  canceled: ['canceled', 'cancelled', 'Canceled', 'CANCELLED'],
  running: [
    ...['running', 'Running', 'inProgress', 'InProgress', 'in progress', 'not started', 'notStarted'],
    ...['NotStarted', 'waitingForPublisherReview', 'WaitingForPublisherReview', 'neverPublished'],
  ],
  unknown: [
    'quantumReview',
    'not complete',
    'succeeded?!no',
    'succeed',
    'true',
    '成功',
    '未complete',
    'complete 50%',
  ],
};

const offers = Object.entries(operationWords).flatMap(([meaning, words], group) =>
  words.map((word, index) => ({ meaning, word, offer: `offer-${group}-${index}` })),
);

async function runOffers(
  answers: Answer[],
  names: string[],
  inputs: Record<string, string> = {},
): Promise<{ ended: Ended; server: ScriptServer }> {
  const server = await startScript(answers);
  try {
    return { ended: await runAction(server.url, { with: { offer: names.join('\n'), ...inputs } }), server };
  } finally {
    await server.stop();
  }
}

describe('the status of an operation', () => {
  let ended: Ended;
  let server: ScriptServer;
  beforeAll(async () => {
    ({ ended, server } = await runOffers(
      offers.flatMap(({ offer, word }) =>
        goLiveOf(offer, [document(word), document(word), document('complete')]),
      ),
      offers.map(({ offer }) => offer),
    ));
  });

  it.each(offers)('"$word" is $meaning', ({ offer, word, meaning }) => {
    const result = ended.offers.find((one) => one.offer === offer);
    const polls = server.requests.filter(({ path }) => path.includes(`${offer}/operations/`));
    const warnings = ended.log.filter((line) =>
      line.includes(`Unrecognized status "${word}". Still waiting.`),
    );
    if (meaning === 'running' || meaning === 'unknown') {
      expect(result).toMatchObject({ status: 'succeeded', rawStatus: 'complete', failureKind: '' });
      expect(polls).toHaveLength(3);
    } else {
      const failureKind = { failed: 'service', canceled: 'canceled' }[meaning] ?? '';
      expect(result).toMatchObject({ status: meaning, rawStatus: word, failureKind });
      expect(polls).toHaveLength(1);
    }
    expect(warnings).toHaveLength(meaning === 'unknown' ? 1 : 0);
  });

  it('that is the worst of all offers becomes the output status, and makes the step red', () => {
    expect(ended.outputs).toMatchObject({ status: 'failed', 'failure-kind': 'service', started: 'true' });
    expect(ended.exitCode).toBe(1);
  });
});

describe('the status of an offer', () => {
  const rows = [
    { status: 'NeverPublished', ends: 'not-started', kind: 'not-ready' },
    { status: 'neverPublished', ends: 'not-started', kind: 'not-ready' },
    { status: 'Succeeded', ends: 'succeeded' },
    { status: 'published', ends: 'succeeded' },
    { status: 'succeeded', signOff: 'WaitingForPublisherReview', ends: 'waiting-for-review' },
    { status: 'WaitingForPublisherReview', ends: 'waiting-for-review' },
    { status: 'Running', signOff: 'waitingForPublisherReview', ends: 'waiting-for-review' },
    { status: 'Running', signOff: 'Complete', ends: 'running' },
    { status: 'running', signOff: 'notStarted', ends: 'not-started', kind: 'not-ready' },
    { status: 'Failed', ends: 'failed', kind: 'service' },
    { status: 'failed', signOff: 'notStarted', ends: 'not-started', kind: 'not-ready' },
    { status: 'Canceled', ends: 'canceled', kind: 'canceled' },
    { status: 'Dreaming', ends: 'unknown', kind: 'unknown-outcome' },
  ].map((row, index) => ({ signOff: 'complete', kind: '', ...row, offer: `offer-${index}` }));
  let ended: Ended;
  beforeAll(async () => {
    ({ ended } = await runOffers(
      rows.map(({ offer, status, signOff }) => ({
        method: 'GET',
        path: `/api/publishers/contoso/offers/${offer}/status`,
        status: 200,
        body: document(status, signOff),
      })),
      rows.map(({ offer }) => offer),
      { mode: 'check' },
    ));
  });

  it.each(rows)('"$status" with sign-off step "$signOff" is $ends', ({ offer, status, ends, kind }) => {
    const result = ended.offers.find((one) => one.offer === offer);
    expect(result).toMatchObject({ status: ends, failureKind: kind, rawStatus: status });
  });
});

it('the status words of steps are reported, but do not decide the outcome', async () => {
  const words = {
    notStarted: 'not-started',
    NotStarted: 'not-started',
    running: 'running',
    inProgress: 'running',
    InProgress: 'running',
    WaitingForPublisherReview: 'waiting-for-review',
    waitingForApproval: 'waiting-for-approval',
    Blocked: 'blocked',
    blocked: 'blocked',
    Rejected: 'rejected',
    complete: 'succeeded',
    Complete: 'succeeded',
    completed: 'succeeded',
    failed: 'failed',
    Canceled: 'canceled',
    dozing: 'unknown',
  };
  const steps = Object.keys(words).map((status, index) => ({
    id: `step-${index}`,
    stepName: `Step ${index}`,
    status,
    // Both spellings of the property, as a number and as text.
    [index % 2 ? 'progressPercentage' : 'processPercentage']: index % 3 ? index : String(index),
    messages: ['A sentence.', { messageHtml: '<p>Another</p>', level: 'Error', timestamp: '0001-01-01' }],
  }));
  const { offer, exitCode, annotations } = await runOnScript(
    goLiveOf('vm', [
      document('running', 'complete', 'inProgress', { steps }),
      { status: 'succeeded', steps },
    ]),
  );
  expect({ exitCode, status: offer.status }).toEqual({ exitCode: 0, status: 'succeeded' });
  expect(offer.steps.map(({ status }) => status)).toEqual(Object.values(words));
  expect(offer.steps.map(({ progress }) => progress)).toEqual(steps.map((_step, index) => index));
  expect(offer.steps[7]?.messages).toEqual([
    { level: 'information', text: 'A sentence.', timestamp: '' },
    { level: 'error', text: 'Another', timestamp: '' },
  ]);
  expect(annotations.map(({ message }) => message)).toContainEqual(expect.stringMatching(/Step 7: blocked/));
});
