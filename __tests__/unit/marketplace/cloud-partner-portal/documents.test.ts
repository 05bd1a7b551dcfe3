import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { unreadableAnswer } from '../../../../src/http/failures.ts';
import { readDocument, readPhase } from '../../../../src/marketplace/cloud-partner-portal/documents.ts';
import { type Phase, type Status, type StatusSnapshot, statuses } from '../../../../src/model/offer.ts';

const read = (document: unknown) => readDocument(document, 'c-1');
const readStep = async (step: unknown) => (await read({ status: 'running', steps: [step] })).steps[0];
const readMessage = async (message: unknown) =>
  (await read({ status: 'running', messages: [message] })).messages[0];

/** An operation as the operations page shows it: it runs, though a step is blocked. */
const operation = {
  status: 'running',
  messages: [],
  publishingVersion: 4,
  offerVersion: 3,
  cancellationRequestState: 'canCancel',
  steps: [
    {
      estimatedTimeFrame: '< 15 min',
      id: 'displaydummycertify',
      stepName: 'Validate Pre-Requisites',
      description: 'Offer settings are validated.',
      status: 'complete',
      progressPercentage: 100,
      messages: [
        {
          messageHtml: 'Step completed.',
          level: 'information',
          timestamp: '2026-01-02T03:04:05.6Z',
        },
      ],
    },
    {
      id: 'displaycertify',
      stepName: 'Certification',
      status: 'blocked',
      progressPercentage: 0,
      messages: [
        {
          messageHtml: '<p>No image was found for the plan <b>basic</b>.</p>',
          level: 'error',
          timestamp: 'n/a',
        },
      ],
    },
    {
      id: 'publisher-signoff',
      stepName: 'Publisher signoff',
      status: 'notStarted',
      messages: [],
      progressPercentage: 0,
    },
    { id: 'live', stepName: 'Live', status: 'notStarted', messages: [], progressPercentage: 0 },
  ],
  previewLinks: [],
  liveLinks: [],
  notificationEmails: 'ops@contoso.com',
};

const operationRead: StatusSnapshot = {
  status: 'running',
  rawStatus: 'running',
  unknownWords: [],
  steps: [
    {
      id: 'displaydummycertify',
      name: 'Validate Pre-Requisites',
      status: 'succeeded',
      progress: 100,
      messages: [{ level: 'information', text: 'Step completed.', timestamp: '2026-01-02T03:04:05.600Z' }],
    },
    {
      id: 'displaycertify',
      name: 'Certification',
      status: 'blocked',
      progress: 0,
      messages: [{ level: 'error', text: 'No image was found for the plan basic.', timestamp: '' }],
    },
    {
      id: 'publisher-signoff',
      name: 'Publisher signoff',
      status: 'not-started',
      progress: 0,
      messages: [],
    },
    { id: 'live', name: 'Live', status: 'not-started', progress: 0, messages: [] },
  ],
  messages: [],
  failureKind: 'certification',
  correlationId: 'c-1',
};

describe('the document', () => {
  test('of an operation, as an object', async () => {
    await expect(read(operation)).resolves.toEqual(operationRead);
  });

  test('of an operation, as an array with one', async () => {
    await expect(read([operation])).resolves.toEqual(operationRead);
  });

  test('needs nothing but a status', async () => {
    await expect(read({ status: ' Running ' })).resolves.toEqual({
      status: 'running',
      rawStatus: 'Running',
      unknownWords: [],
      steps: [],
      messages: [],
      failureKind: 'service',
      correlationId: 'c-1',
    });
  });

  it.each<[string, unknown]>([
    ['no object', 'running'],
    ['a number', 7],
    ['null', null],
    ['nothing', undefined],
    ['an empty object', {}],
    ['an empty array', []],
    ['an array of two', [operation, operation]],
    ['an array in an array', [[operation]]],
    ['an error', { error: { code: 'InternalServerError', message: 'Later.' } }],
    ['a status that is null', { status: null }],
    ['a status that is a number', { status: 1 }],
    ['an empty status', { status: '' }],
    ['a blank status', { status: ' \n' }],
  ])('%s is not readable', async (_what, document) => {
    const thrown = await read(document).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ label: 'unreadable answer' });
    expect(thrown).toMatchObject({ kind: 'service', correlationId: 'c-1' });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'none'],
    ['an object', { 0: 'a' }],
    ['a number', 3],
  ])('steps and messages that are %s are none', async (_what, value) => {
    const document = { status: 'running', steps: value, messages: value };
    await expect(read(document)).resolves.toMatchObject({ status: 'running', steps: [], messages: [] });
  });

  test('is bounded in steps, messages and words', async () => {
    const message = { messageHtml: 'x'.repeat(10_000) };
    const step = { id: 'i'.repeat(500), stepName: 'n'.repeat(500), status: 'running', messages: [] };
    const document = {
      status: 's'.repeat(500),
      steps: Array(80).fill(step),
      messages: Array(80).fill(message),
    };
    const reading = await read(document);
    expect(reading.rawStatus).toHaveLength(100);
    expect(reading.unknownWords[0]).toHaveLength(100);
    expect(reading.steps).toHaveLength(50);
    expect(reading.steps[0]?.id).toHaveLength(100);
    expect(reading.steps[0]?.name).toHaveLength(200);
    expect(reading.messages).toHaveLength(50);
    expect(reading.messages[0]?.text).toHaveLength(4_000);
  });
});

describe('the status', () => {
  it.each<[string, Status]>([
    ['complete', 'succeeded'],
    ['Published', 'succeeded'],
    ['FAILED', 'failed'],
    ['cancelled', 'canceled'],
    ['not started', 'running'],
    ['WaitingForPublisherReview', 'waiting-for-review'],
    ['neverPublished', 'not-started'],
  ])('%s is %s, and is kept as the API wrote it', async (rawStatus, status) => {
    await expect(read({ status: rawStatus })).resolves.toMatchObject({ status, rawStatus, unknownWords: [] });
  });

  test.each(['blocked', 'running', 'failed', 'notStarted', 'rejected'])(
    'of the top level rules: succeeded, though a step reads %s',
    async (step) => {
      const reading = await read({ status: 'succeeded', steps: [{ id: 'displaycertify', status: step }] });
      expect(reading.status).toBe('succeeded');
    },
  );

  test('of the top level rules: running, though all steps are complete', async () => {
    const reading = await read({ status: 'running', steps: [{ id: 'live', status: 'complete' }] });
    expect(reading.status).toBe('running');
  });

  test.each(['constructor', 'almost there', 'çomplete'])('%s is unknown, with its word', async (word) => {
    await expect(read({ status: word })).resolves.toMatchObject({
      status: 'unknown',
      rawStatus: word,
      unknownWords: [word],
    });
  });

  test('words that are not known are named once each', async () => {
    const steps = [
      { status: 'dozing' },
      { status: 'dozing' },
      { status: 'odd' },
      { status: 'complete' },
      { status: '' },
    ];
    const reading = await read({ status: 'odd', steps });
    expect(reading.unknownWords).toEqual(['odd', 'dozing']);
    expect(reading.steps.map(({ status }) => status)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'succeeded',
      'unknown',
    ]);
  });

  test('is text on one line', async () => {
    const reading = await read({ status: 'odd\n::error::\u0007', steps: [{ status: 'a\r\nb' }] });
    expect(reading.rawStatus).toBe('odd ::error::');
    expect(reading.unknownWords).toEqual(['odd ::error::', 'a b']);
  });
});

describe('the sign-off', () => {
  const waits = 'waitingForPublisherReview';

  it.each<[string, object]>([
    ['by id', { id: 'publisher-signoff', status: waits }],
    ['by id, in capitals', { id: 'PUBLISHER-SIGNOFF', status: waits }],
    ['by id, under another name', { id: 'publisher-signoff', stepName: 'Your approval', status: waits }],
    ['by name', { id: '7', stepName: 'Publisher signoff', status: waits }],
    ['by a name like the id', { stepName: 'publisher-signoff', status: 'WaitingForPublisherReview' }],
    ['by a name of its own', { stepName: 'Publisher Sign-Off', status: waits }],
  ])('is found in a step %s, under an operation that runs', async (_how, step) => {
    const reading = await read({ status: 'running', steps: [{ id: 'displaycertify' }, step] });
    expect(reading).toMatchObject({ status: 'waiting-for-review', rawStatus: 'running' });
    expect(readPhase(reading)).toBe('waiting-for-sign-off');
  });

  test('is not found in another step', async () => {
    const reading = await read({ status: 'running', steps: [{ id: 'displaycertify', status: waits }] });
    expect(reading.status).toBe('running');
  });

  it.each<[string, Status]>([
    ['failed', 'failed'],
    ['canceled', 'canceled'],
    ['succeeded', 'succeeded'],
    ['odd', 'unknown'],
  ])('does not change a status of %s', async (word, status) => {
    const steps = [{ id: 'publisher-signoff', status: waits }];
    expect((await read({ status: word, steps })).status).toBe(status);
  });

  test('at the top level needs no steps', async () => {
    const reading = await read({ status: waits });
    expect(reading.status).toBe('waiting-for-review');
    expect(readPhase(reading)).toBe('waiting-for-sign-off');
  });
});

describe('a step', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'live'],
    ['a number', 1],
  ])('that is %s is left out', async (_what, step) => {
    const reading = await read({ status: 'running', steps: [step, { id: 'live' }] });
    expect(reading.steps.map(({ id }) => id)).toEqual(['live']);
  });

  test('without anything', async () => {
    await expect(readStep({})).resolves.toEqual({
      id: '',
      name: 'unnamed step',
      status: 'unknown',
      progress: null,
      messages: [],
    });
  });

  test('with all members of a wrong type', async () => {
    const step = { id: 1, stepName: [], status: {}, progressPercentage: true, messages: 'x' };
    await expect(readStep(step)).resolves.toEqual({
      id: '',
      name: 'unnamed step',
      status: 'unknown',
      progress: null,
      messages: [],
    });
  });

  test('with all members null', async () => {
    const step = { id: null, stepName: null, status: null, progressPercentage: null, messages: null };
    await expect(readStep(step)).resolves.toMatchObject({ name: 'unnamed step', progress: null });
  });

  test('without a name has that of its id', async () => {
    await expect(readStep({ id: 'live' })).resolves.toMatchObject({ id: 'live', name: 'live' });
  });

  it.each<[string, object, number | null]>([
    ['a number', { progressPercentage: 40 }, 40],
    ['a fraction', { progressPercentage: 33.5 }, 34],
    ['zero', { progressPercentage: 0 }, 0],
    ['a text', { progressPercentage: ' 40 ' }, 40],
    ['more than all', { progressPercentage: 250 }, 100],
    ['less than nothing', { progressPercentage: -3 }, 0],
    ['another spelling', { processPercentage: 25 }, 25],
    ['two spellings', { progressPercentage: 30, processPercentage: 25 }, 30],
    ['null in one spelling', { progressPercentage: null, processPercentage: 25 }, 25],
    ['missing', {}, null],
    ['null', { progressPercentage: null }, null],
    ['an empty text', { progressPercentage: '' }, null],
    ['a blank text', { progressPercentage: ' ' }, null],
    ['words', { progressPercentage: 'half' }, null],
    ['with a sign', { progressPercentage: '50%' }, null],
    ['beyond a number', { progressPercentage: Number.POSITIVE_INFINITY }, null],
    ['a boolean', { progressPercentage: true }, null],
    ['a list', { progressPercentage: [50] }, null],
  ])('with progress: %s', async (_what, step, progress) => {
    expect((await readStep(step))?.progress).toBe(progress);
  });
});

describe('a message', () => {
  it.each<[string, unknown, string]>([
    ['a text alone', 'Done.', 'Done.'],
    ['HTML alone', '<p>Done.</p>', 'Done.'],
    ['HTML', { messageHtml: 'No <b>image</b> &amp; no plan.' }, 'No image & no plan.'],
    ['HTML that would be active', { messageHtml: '<script>x()</script><img src=x>Done.' }, 'Done.'],
    ['plain text under another name', { message: 'Done.' }, 'Done.'],
    ['HTML before plain text', { messageHtml: 'One.', message: 'Two.' }, 'One.'],
    ['plain text where the HTML is null', { messageHtml: null, message: 'Two.' }, 'Two.'],
    ['control characters', { messageHtml: 'a\u001b[31mb\u202ec' }, 'a[31mbc'],
  ])('is read from %s', async (_what, message, text) => {
    await expect(readMessage(message)).resolves.toEqual({ level: 'information', text, timestamp: '' });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 4],
    ['an empty object', {}],
    ['an empty text', ''],
    ['blank', { messageHtml: ' \n ' }],
    ['markup without text', { messageHtml: '<br><img src="https://example.com/x.png">' }],
    ['of a wrong type', { messageHtml: 4, message: [] }],
  ])('that is %s is left out', async (_what, message) => {
    await expect(readMessage(message)).resolves.toBeUndefined();
  });

  it.each<[unknown, string]>([
    ['error', 'error'],
    ['Error', 'error'],
    ['WARNING', 'warning'],
    ['information', 'information'],
    ['verbose', 'information'],
    ['', 'information'],
    [undefined, 'information'],
    [null, 'information'],
    [2, 'information'],
  ])('of level %s is of level %s', async (level, expected) => {
    expect((await readMessage({ messageHtml: 'x', level }))?.level).toBe(expected);
  });

  it.each<[unknown, string]>([
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05+01:00', '2026-01-02T02:04:05.000Z'],
    ['0001-01-01T00:00:00Z', ''],
    ['1970-01-01T00:00:00Z', ''],
    ['yesterday', ''],
    ['', ''],
    [undefined, ''],
    [null, ''],
    [1767323045, ''],
  ])('at %s is at "%s"', async (timestamp, expected) => {
    expect((await readMessage({ messageHtml: 'x', timestamp }))?.timestamp).toBe(expected);
  });
});

describe('whose matter a failure is', () => {
  it.each<[object, StatusSnapshot['failureKind']]>([
    [{ id: 'displaycertify', stepName: 'Certification', status: 'failed' }, 'certification'],
    [{ id: '3', stepName: 'Test Drive Validation', status: 'failed' }, 'certification'],
    [{ id: 'displaydummycertify', status: 'failed' }, 'certification'],
    [{ id: 'displayprovision', stepName: 'Provisioning', status: 'rejected' }, 'certification'],
    [{ id: 'live', status: 'blocked' }, 'certification'],
    [{ id: 'displayprovision', stepName: 'Provisioning', status: 'failed' }, 'service'],
    [{ id: 'live', status: 'failed' }, 'service'],
    [{ id: 'displaycertify', stepName: 'Certification', status: 'complete' }, 'service'],
  ])('%j: %s', async (step, kind) => {
    const steps = [{ id: 'displaypackage', status: 'complete' }, step];
    expect((await read({ status: 'failed', steps })).failureKind).toBe(kind);
  });
});

describe('where an offer stands', () => {
  const signOff = (status: string) => ({ id: 'publisher-signoff', stepName: 'Publisher signoff', status });
  const live = (status: string) => ({ id: '', stepName: 'Live', status });

  it.each<[string, string, object[], Phase]>([
    ['never published', 'neverPublished', [], 'never-published'],
    ['waiting, in a step', 'running', [signOff('waitingForPublisherReview')], 'waiting-for-sign-off'],
    ['waiting, at the top', 'waitingForPublisherReview', [], 'waiting-for-sign-off'],
    [
      'waiting, though the publish is called done',
      'succeeded',
      [signOff('waitingForPublisherReview')],
      'waiting-for-sign-off',
    ],
    ['signed off', 'running', [signOff('complete'), live('notStarted')], 'going-live'],
    ['signed off, and on its way', 'running', [signOff('complete'), live('inProgress')], 'going-live'],
    ['on its way, without a sign-off step', 'running', [live('inProgress')], 'going-live'],
    ['before the sign-off', 'running', [signOff('notStarted'), live('notStarted')], 'building-preview'],
    ['queued before the sign-off', 'notStarted', [signOff('notStarted')], 'building-preview'],
    ['running with no steps', 'running', [], 'unclear'],
    ['running, its live step still to come', 'running', [live('notStarted')], 'unclear'],
    ['running, its sign-off blocked', 'running', [signOff('blocked')], 'unclear'],
    [
      'before the sign-off, though its live step says something',
      'running',
      [signOff('notStarted'), live('odd')],
      'building-preview',
    ],
    ['running, its sign-off in an unknown state', 'running', [signOff('odd')], 'unclear'],
    ['live', 'succeeded', [signOff('complete'), live('complete')], 'live'],
    ['live, its steps not kept', 'succeeded', [signOff('notStarted'), live('notStarted')], 'live'],
    ['live, without steps', 'published', [], 'live'],
    ['failed before the sign-off', 'failed', [signOff('notStarted')], 'preview-failed'],
    ['canceled before the sign-off', 'canceled', [signOff('notStarted')], 'preview-failed'],
    ['failed after the sign-off', 'failed', [signOff('complete'), live('failed')], 'go-live-ended'],
    ['canceled after the sign-off', 'canceled', [signOff('complete')], 'go-live-ended'],
    ['failed with no steps', 'failed', [], 'go-live-ended'],
    ['a word that is not known', 'odd', [signOff('waitingForPublisherReview')], 'unclear'],
  ])('%s', async (_how, status, steps, phase) => {
    expect(readPhase(await read({ status, steps }))).toBe(phase);
  });

  test('the sample of the operations page builds its preview', () => {
    expect(readPhase(operationRead)).toBe('building-preview');
  });
});

test('any JSON is either read or refused', async () => {
  const status = fc.oneof(fc.string(), fc.constantFrom('running', 'complete', 'failed', 'constructor'));
  const message = fc.oneof(fc.jsonValue(), fc.record({ messageHtml: fc.jsonValue(), level: fc.jsonValue() }));
  const step = fc.oneof(
    fc.jsonValue(),
    fc.record({
      id: fc.jsonValue(),
      stepName: fc.jsonValue(),
      status: fc.oneof(status, fc.jsonValue()),
      progressPercentage: fc.jsonValue(),
      messages: fc.oneof(fc.array(message), fc.jsonValue()),
    }),
  );
  const document = fc.oneof(
    fc.jsonValue(),
    fc.record({ status, steps: fc.oneof(fc.array(step), fc.jsonValue()), messages: fc.array(message) }),
  );
  await fc.assert(
    fc.asyncProperty(document, async (value) => {
      const reading = await read(value).catch((error: unknown) => error);
      if (reading instanceof unreadableAnswer) {
        return;
      }
      const { status, steps } = reading as StatusSnapshot;
      expect(statuses).toContain(status);
      expect(typeof readPhase(reading as StatusSnapshot)).toBe('string');
      for (const { progress } of steps) {
        expect(progress === null || (Number.isInteger(progress) && progress >= 0 && progress <= 100)).toBe(
          true,
        );
      }
    }),
  );
});
