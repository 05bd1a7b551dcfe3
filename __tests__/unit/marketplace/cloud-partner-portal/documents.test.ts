import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readDocument } from '../../../../src/marketplace/cloud-partner-portal/documents.ts';
import { readPhase } from '../../../../src/marketplace/cloud-partner-portal/state.ts';
import { Failure } from '../../../../src/model/failure.ts';
import { type Status, type StatusSnapshot, statuses } from '../../../../src/model/offer.ts';

const read = (document: unknown) => readDocument(document, 'c-1');
const readStep = async (step: unknown) => (await read({ status: 'running', steps: [step] })).steps[0];
const readMessage = async (message: unknown) =>
  (await read({ status: 'running', messages: [message] })).messages[0];

/** An operation as the operations page shows it: it is running, although a step is blocked. */
const document = {
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

const expected: StatusSnapshot = {
  status: 'running',
  rawStatus: 'running',
  unknownWords: [],
  steps: [
    {
      id: 'displaydummycertify',
      name: 'Validate Pre-Requisites',
      status: 'succeeded',
      progress: 100,
      timeFrame: '< 15 min',
      messages: [{ level: 'information', text: 'Step completed.', timestamp: '2026-01-02T03:04:05.600Z' }],
    },
    {
      id: 'displaycertify',
      name: 'Certification',
      status: 'blocked',
      progress: 0,
      timeFrame: '',
      messages: [{ level: 'error', text: 'No image was found for the plan basic.', timestamp: '' }],
    },
    {
      id: 'publisher-signoff',
      name: 'Publisher signoff',
      status: 'not-started',
      progress: 0,
      timeFrame: '',
      messages: [],
    },
    { id: 'live', name: 'Live', status: 'not-started', progress: 0, timeFrame: '', messages: [] },
  ],
  messages: [],
  links: [],
  portalUrl: '',
  failureKind: 'certification',
  correlationId: 'c-1',
};

describe('readDocument', () => {
  it('reads an object', async () => {
    await expect(read(document)).resolves.toEqual(expected);
    expect(readPhase(expected)).toBe('building-preview');
  });

  it('reads an array of one object', async () => {
    await expect(read([document])).resolves.toEqual(expected);
  });

  it('needs only a status', async () => {
    await expect(read({ status: ' Running ' })).resolves.toEqual({
      status: 'running',
      rawStatus: 'Running',
      unknownWords: [],
      steps: [],
      messages: [],
      links: [],
      portalUrl: '',
      failureKind: 'service',
      correlationId: 'c-1',
    });
  });

  it.each<[string, unknown]>([
    ['a string', 'running'],
    ['a number', 7],
    ['null', null],
    ['undefined', undefined],
    ['an empty object', {}],
    ['an empty array', []],
    ['an array of two', [document, document]],
    ['an array in an array', [[document]]],
    ['an error', { error: { code: 'InternalServerError', message: 'Later.' } }],
    ['an object whose status is null', { status: null }],
    ['an object whose status is a number', { status: 1 }],
    ['an object whose status is empty', { status: '' }],
    ['an object whose status is blank', { status: ' \n' }],
  ])('throws for %s', async (_what, document) => {
    await expect(read(document)).rejects.toMatchObject({
      name: 'Failure',
      kind: 'service',
      label: 'unreadable answer',
      correlationId: 'c-1',
    });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a string', 'none'],
    ['an object', { 0: 'a' }],
    ['a number', 3],
  ])('reads no steps and no messages if they are %s', async (_what, value) => {
    const document = { status: 'running', steps: value, messages: value };
    await expect(read(document)).resolves.toMatchObject({ status: 'running', steps: [], messages: [] });
  });

  it('limits the number and the length of steps, messages and words', async () => {
    const message = { messageHtml: 'x'.repeat(10_000) };
    const step = { id: 'i'.repeat(500), stepName: 'n'.repeat(500), status: 'running', messages: [] };
    const long = {
      status: 's'.repeat(500),
      steps: Array(80).fill(step),
      messages: Array(80).fill(message),
    };
    const snapshot = await read(long);
    expect(snapshot.rawStatus).toHaveLength(100);
    expect(snapshot.unknownWords[0]).toHaveLength(100);
    expect(snapshot.steps).toHaveLength(50);
    expect(snapshot.steps[0]?.id).toHaveLength(100);
    expect(snapshot.steps[0]?.name).toHaveLength(200);
    expect(snapshot.messages).toHaveLength(50);
    expect(snapshot.messages[0]?.text).toHaveLength(4_000);
  });
});

describe('the status of a snapshot', () => {
  it.each<[string, Status]>([
    ['complete', 'succeeded'],
    ['Published', 'succeeded'],
    ['FAILED', 'failed'],
    ['cancelled', 'canceled'],
    ['not started', 'running'],
    ['WaitingForPublisherReview', 'waiting-for-review'],
    ['neverPublished', 'not-started'],
  ])('for the raw status "%s" is %s, and the raw status is kept as it is', async (rawStatus, status) => {
    await expect(read({ status: rawStatus })).resolves.toMatchObject({ status, rawStatus, unknownWords: [] });
  });

  it.each(['blocked', 'running', 'failed', 'notStarted', 'rejected'])(
    'is succeeded if the top level is, although a step is %s',
    async (step) => {
      const snapshot = await read({ status: 'succeeded', steps: [{ id: 'displaycertify', status: step }] });
      expect(snapshot.status).toBe('succeeded');
    },
  );

  it('is running if the top level is, although all steps are complete', async () => {
    const snapshot = await read({ status: 'running', steps: [{ id: 'live', status: 'complete' }] });
    expect(snapshot.status).toBe('running');
  });

  it.each(['constructor', 'almost there', 'çomplete'])('is unknown for the word "%s"', async (word) => {
    await expect(read({ status: word })).resolves.toMatchObject({
      status: 'unknown',
      rawStatus: word,
      unknownWords: [word],
    });
  });

  it('comes with each unknown word once', async () => {
    const steps = [
      { status: 'dozing' },
      { status: 'dozing' },
      { status: 'odd' },
      { status: 'complete' },
      { status: '' },
    ];
    const snapshot = await read({ status: 'odd', steps });
    expect(snapshot.unknownWords).toEqual(['odd', 'dozing']);
    expect(snapshot.steps.map(({ status }) => status)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'succeeded',
      'unknown',
    ]);
  });

  it('has words on one line', async () => {
    const snapshot = await read({ status: 'odd\n::error::\u0007', steps: [{ status: 'a\r\nb' }] });
    expect(snapshot.rawStatus).toBe('odd ::error::');
    expect(snapshot.unknownWords).toEqual(['odd ::error::', 'a b']);
  });
});

describe('the sign-off step', () => {
  const waits = 'waitingForPublisherReview';

  it.each<[string, object]>([
    ['by its ID', { id: 'publisher-signoff', status: waits }],
    ['by its ID, in capital letters', { id: 'PUBLISHER-SIGNOFF', status: waits }],
    ['by its ID, with another name', { id: 'publisher-signoff', stepName: 'Your approval', status: waits }],
    ['by its name', { id: '7', stepName: 'Publisher signoff', status: waits }],
    ['by a name like the ID', { stepName: 'publisher-signoff', status: 'WaitingForPublisherReview' }],
    ['by a name in another spelling', { stepName: 'Publisher Sign-Off', status: waits }],
  ])('is found %s, and makes a running operation wait for review', async (_how, step) => {
    const snapshot = await read({ status: 'running', steps: [{ id: 'displaycertify' }, step] });
    expect(snapshot).toMatchObject({ status: 'waiting-for-review', rawStatus: 'running' });
    expect(readPhase(snapshot)).toBe('waiting-for-sign-off');
  });

  it.each(['succeeded', 'complete', 'published'])(
    'makes an operation wait for review whose publish to preview has the status %s',
    async (rawStatus) => {
      const snapshot = await read({ status: rawStatus, steps: [{ id: 'publisher-signoff', status: waits }] });
      expect(snapshot).toMatchObject({ status: 'waiting-for-review', rawStatus });
      expect(readPhase(snapshot)).toBe('waiting-for-sign-off');
    },
  );

  it('is not found in a step that waits for review under another name', async () => {
    const snapshot = await read({ status: 'running', steps: [{ id: 'displaycertify', status: waits }] });
    expect(snapshot.status).toBe('running');
  });

  it.each<[string, Status]>([
    ['failed', 'failed'],
    ['canceled', 'canceled'],
    ['neverPublished', 'not-started'],
    ['odd', 'unknown'],
  ])('does not change the status %s', async (word, status) => {
    const steps = [{ id: 'publisher-signoff', status: waits }];
    expect((await read({ status: word, steps })).status).toBe(status);
  });

  it('is not needed if the top level waits for review', async () => {
    const snapshot = await read({ status: waits });
    expect(snapshot.status).toBe('waiting-for-review');
    expect(readPhase(snapshot)).toBe('waiting-for-sign-off');
  });
});

describe('a link', () => {
  const readLinks = async (...previewLinks: unknown[]) =>
    (await read({ status: 'running', previewLinks })).links;

  it('to the live offer stands before those to the preview', async () => {
    const linked = {
      status: 'succeeded',
      previewLinks: [{ displayText: 'Azure portal', uri: 'https://portal.example/preview?a=1&b=2' }],
      liveLinks: [{ uri: 'HTTPS://marketplace.example/apps/vm' }],
    };
    await expect(read(linked)).resolves.toMatchObject({
      links: [
        { to: 'live', text: 'marketplace.example', url: 'https://marketplace.example/apps/vm' },
        { to: 'preview', text: 'Azure portal', url: 'https://portal.example/preview?a=1&b=2' },
      ],
    });
  });

  it.each<[string, unknown]>([
    ['plain http', { uri: 'http://x.example/' }],
    ['a script', { uri: 'javascript:alert(1)' }],
    ['data', { uri: 'data:text/html,x' }],
    ['no URL', { uri: '/relative' }],
    ['a user name that looks like a host', { uri: 'https://partner.microsoft.com@evil.example/' }],
    ['more than 500 characters', { uri: `https://x.example/${'x'.repeat(500)}` }],
    ['more than 500 characters once it is encoded', { uri: `https://x.example/${'ä'.repeat(200)}` }],
    ['no text', { uri: 7 }],
    ['nothing', null],
  ])('is left out if it is %s', async (_what, link) => {
    await expect(readLinks(link)).resolves.toEqual([]);
  });

  it('is one of five of its kind at most, with a text of at most 100 characters', async () => {
    const links = await readLinks(
      ...Array(9).fill({ displayText: 'x'.repeat(300), uri: 'https://x.example' }),
    );
    expect(links).toHaveLength(5);
    expect(links[0]?.text).toHaveLength(100);
  });
});

describe('a step', () => {
  it('has the time frame that the API gives, as one short line', async () => {
    await expect(readStep({ estimatedTimeFrame: ' ~2-5\n days\u202e' })).resolves.toMatchObject({
      timeFrame: '~2-5 days',
    });
    const { timeFrame } = (await readStep({ estimatedTimeFrame: 'x'.repeat(500) })) ?? {};
    expect(timeFrame).toHaveLength(100);
    await expect(readStep({ estimatedTimeFrame: 5 })).resolves.toMatchObject({ timeFrame: '' });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a string', 'live'],
    ['a number', 1],
  ])('is left out if it is %s', async (_what, step) => {
    const snapshot = await read({ status: 'running', steps: [step, { id: 'live' }] });
    expect(snapshot.steps.map(({ id }) => id)).toEqual(['live']);
  });

  it('has defaults for all members', async () => {
    await expect(readStep({})).resolves.toEqual({
      id: '',
      name: 'unnamed step',
      status: 'unknown',
      progress: null,
      timeFrame: '',
      messages: [],
    });
  });

  it('has defaults for members of a wrong type', async () => {
    const step = { id: 1, stepName: [], status: {}, progressPercentage: true, messages: 'x' };
    await expect(readStep(step)).resolves.toEqual({
      id: '',
      name: 'unnamed step',
      status: 'unknown',
      progress: null,
      timeFrame: '',
      messages: [],
    });
  });

  it('has defaults for members that are null', async () => {
    const step = { id: null, stepName: null, status: null, progressPercentage: null, messages: null };
    await expect(readStep(step)).resolves.toMatchObject({ name: 'unnamed step', progress: null });
  });

  it('uses its ID as its name if it has none', async () => {
    await expect(readStep({ id: 'live' })).resolves.toMatchObject({ id: 'live', name: 'live' });
  });

  it.each<[string, object, number | null]>([
    ['a number', { progressPercentage: 40 }, 40],
    ['a fraction', { progressPercentage: 33.5 }, 34],
    ['zero', { progressPercentage: 0 }, 0],
    ['a number in a string', { progressPercentage: ' 40 ' }, 40],
    ['more than 100', { progressPercentage: 250 }, 100],
    ['less than 0', { progressPercentage: -3 }, 0],
    ['another spelling', { processPercentage: 25 }, 25],
    ['two spellings', { progressPercentage: 30, processPercentage: 25 }, 30],
    ['null in one spelling', { progressPercentage: null, processPercentage: 25 }, 25],
    ['missing', {}, null],
    ['null', { progressPercentage: null }, null],
    ['an empty string', { progressPercentage: '' }, null],
    ['a blank string', { progressPercentage: ' ' }, null],
    ['a word', { progressPercentage: 'half' }, null],
    ['a number with a percent sign', { progressPercentage: '50%' }, null],
    ['infinite', { progressPercentage: Number.POSITIVE_INFINITY }, null],
    ['a boolean', { progressPercentage: true }, null],
    ['an array', { progressPercentage: [50] }, null],
  ])('has the progress that the API gives: %s', async (_what, step, progress) => {
    expect((await readStep(step))?.progress).toBe(progress);
  });
});

describe('a message', () => {
  it.each<[string, unknown, string]>([
    ['a string', 'Done.', 'Done.'],
    ['a string of HTML', '<p>Done.</p>', 'Done.'],
    ['HTML', { messageHtml: 'No <b>image</b> &amp; no plan.' }, 'No image & no plan.'],
    ['HTML with active content', { messageHtml: '<script>x()</script><img src=x>Done.' }, 'Done.'],
    ['plain text in another member', { message: 'Done.' }, 'Done.'],
    ['HTML rather than plain text', { messageHtml: 'One.', message: 'Two.' }, 'One.'],
    ['plain text if the HTML is null', { messageHtml: null, message: 'Two.' }, 'Two.'],
    ['text with control characters', { messageHtml: 'a\u001b[31mb\u202ec' }, 'a[31mbc'],
  ])('is read from %s', async (_what, message, text) => {
    await expect(readMessage(message)).resolves.toEqual({ level: 'information', text, timestamp: '' });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 4],
    ['an empty object', {}],
    ['an empty string', ''],
    ['blank', { messageHtml: ' \n ' }],
    ['markup without text', { messageHtml: '<br><img src="https://example.com/x.png">' }],
    ['of a wrong type', { messageHtml: 4, message: [] }],
  ])('is left out if it is %s', async (_what, message) => {
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
  ])('has, for the level %j, the level %s', async (level, expected) => {
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
  ])('has, for the timestamp %j, the timestamp "%s"', async (timestamp, expected) => {
    expect((await readMessage({ messageHtml: 'x', timestamp }))?.timestamp).toBe(expected);
  });
});

test.each<[StatusSnapshot['failureKind'], object]>([
  ['certification', { id: 'displaycertify', stepName: 'Certification', status: 'failed' }],
  ['certification', { id: '3', stepName: 'Test Drive Validation', status: 'failed' }],
  ['certification', { id: 'displaydummycertify', status: 'failed' }],
  ['certification', { id: 'displayprovision', stepName: 'Provisioning', status: 'rejected' }],
  ['certification', { id: 'live', status: 'blocked' }],
  ['service', { id: 'displayprovision', stepName: 'Provisioning', status: 'failed' }],
  ['service', { id: 'live', status: 'failed' }],
  ['service', { id: 'displaycertify', stepName: 'Certification', status: 'complete' }],
])('the failure kind is %s after the step %j', async (kind, step) => {
  const steps = [{ id: 'displaypackage', status: 'complete' }, step];
  expect((await read({ status: 'failed', steps })).failureKind).toBe(kind);
});

test('readDocument reads any JSON, or throws that it is unreadable', async () => {
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
      const snapshot = await read(value).catch((error: unknown) => {
        if (error instanceof Failure && error.label === 'unreadable answer') {
          return undefined;
        }
        throw error;
      });
      if (!snapshot) {
        return;
      }
      const { status, steps } = snapshot;
      expect(statuses).toContain(status);
      expect(typeof readPhase(snapshot)).toBe('string');
      for (const { progress } of steps) {
        expect(progress === null || (Number.isInteger(progress) && progress >= 0 && progress <= 100)).toBe(
          true,
        );
      }
    }),
  );
});
