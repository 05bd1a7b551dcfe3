import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  lastPart,
  readAcceptedJob,
  readJob,
  readJobResource,
  readProduct,
  readSubmission,
  snapshotOf,
} from '../../../../src/marketplace/product-ingestion/documents.ts';
import { interpretSubmissions } from '../../../../src/marketplace/product-ingestion/state.ts';
import { statuses } from '../../../../src/model/offer.ts';
import { readSubmissions } from '../../../support/unit/submission-list.ts';

const guid = '11111111-2222-3333-4444-555555555555';

describe('readProduct', () => {
  const id = `product/${guid}`;

  it.each<[string, object, string]>([
    [
      'as clients read it',
      { id, identity: { externalId: 'vm-offer' }, type: 'azureVirtualMachine' },
      'azureVirtualMachine',
    ],
    ['as a documentation page spells it', { id, identity: { externalID: 'vm-offer' } }, ''],
    ['with its offer ID in another case', { id, identity: { externalId: 'VM-Offer' }, type: {} }, ''],
  ])("returns the offer's product: %s", (_what, product, type) => {
    expect(readProduct(product, 'vm-offer')).toEqual({ id: guid, type });
  });

  it.each<[string, unknown]>([
    ['of another offer', { id, identity: { externalId: 'vm-offer-2' } }],
    ['without an offer ID', { id }],
    ['with an offer ID of a wrong type', { id, identity: { externalId: ['vm-offer'] } }],
    ['without an ID', { identity: { externalId: 'vm-offer' } }],
    ['with the ID of something else', { id: `plan/${guid}`, identity: { externalId: 'vm-offer' } }],
    ['with a path in its ID', { id: 'product/../x', identity: { externalId: 'vm-offer' } }],
    ['with a query in its ID', { id: 'product/x?y', identity: { externalId: 'vm-offer' } }],
    ['that is null', null],
    ['that is a string', 'vm-offer'],
    ['that is an array', [id]],
  ])('ignores a product %s', (_what, product) => {
    expect(readProduct(product, 'vm-offer')).toBeUndefined();
  });
});

describe('readSubmission, for each entry of a list,', () => {
  const id = `submission/${guid}/1152921505000000001`;

  it.each<[string, object, object]>([
    ['one without a status', {}, { status: 'unknown', rawStatus: '', isRunning: false }],
    ['a queued one', { status: 'notStarted', result: 'pending' }, { status: 'running', isRunning: true }],
    [
      'a running one',
      { status: 'running', result: 'pending' },
      { status: 'running', rawStatus: 'running/pending', isRunning: true },
    ],
    [
      'one that succeeded',
      { status: 'completed', result: 'succeeded' },
      { status: 'succeeded', rawStatus: 'completed/succeeded', isRunning: false },
    ],
    ['one that failed', { status: 'Completed', result: 'Failed' }, { status: 'failed', isRunning: false }],
    ['one that was canceled', { status: 'completed', result: 'cancelled' }, { status: 'canceled' }],
    [
      'one that was canceled, with one l',
      { status: 'completed', result: 'canceled' },
      { status: 'canceled' },
    ],
    ['a completed one without a result', { status: 'completed' }, { status: 'unknown', isRunning: false }],
    [
      'a completed one with an unknown result',
      { status: 'completed', result: 'constructor' },
      { status: 'unknown', rawStatus: 'completed/constructor' },
    ],
    [
      'one with an unknown status',
      { status: 'paused', result: 'succeeded' },
      { status: 'unknown', rawStatus: 'paused/succeeded', isRunning: true },
    ],
    ['one with a status of a wrong type', { status: 4, result: null }, { status: 'unknown', rawStatus: '' }],
  ])('reads %s', (_submission, members, expected) => {
    const submission = { id, target: { targetType: 'Live' }, ...members };
    const list = readSubmissions([submission]);
    expect(list.submissions).toHaveLength(1);
    expect(list.submissions[0]).toMatchObject({ id, target: 'live', ...expected });
    expect(list.hasUnreadable).toBe(false);
  });

  it.each<[string, unknown, number | undefined]>([
    ['in UTC', '2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['in UTC, with fractions', '2026-01-02T03:04:05.1234567Z', Date.UTC(2026, 0, 2, 3, 4, 5, 123)],
    ['with an offset', '2026-01-02T03:04:05+01:00', Date.UTC(2026, 0, 2, 2, 4, 5)],
    ['the year 1, which stands for none', '0001-01-01T00:00:00', undefined],
    ['1970', '1970-01-01T00:00:00Z', undefined],
    ['an invalid date', '2022-03-01-preview2T00:00', undefined],
    ['empty', '', undefined],
    ['missing', undefined, undefined],
    ['null', null, undefined],
    ['a number', 1767323045, undefined],
  ])('reads when a submission was created: %s', (_what, created, createdMs) => {
    const { submissions } = readSubmissions([{ id, target: { targetType: 'live' }, created }]);
    expect(submissions[0]?.createdMs).toBe(createdMs);
  });

  const done = { status: 'completed', result: 'succeeded' };

  it.each<[string, object, boolean]>([
    ['the state deprecated', { lifecycleState: 'deprecated' }, true],
    ['the state deprecated, in another spelling', { lifeCycleState: ' Deprecated' }, true],
    ['another state', { lifecycleState: 'generallyAvailable' }, false],
    ['a state of a wrong type', { lifecycleState: { deprecated: true } }, false],
    [
      'a schedule',
      { lifecycleState: 'generallyAvailable', deprecationSchedule: { date: '2027-01-01', reason: 'other' } },
      true,
    ],
    ['a schedule in a list', { deprecationSchedule: [{ date: '2027-01-01' }] }, true],
    ['a schedule in lower case', { deprecationschedule: { date: '2027-01-01' } }, true],
    ['an empty schedule', { deprecationSchedule: {} }, false],
    ['an empty list of schedules', { deprecationSchedule: [] }, false],
    ['no schedule', { deprecationSchedule: null }, false],
    ['a schedule that is a word', { deprecationSchedule: 'none' }, false],
    ['neither', {}, false],
  ])('recognizes a withdrawal by %s', (_what, members, isWithdrawal) => {
    const { submissions, hasUnreadable } = readSubmissions([
      { id, target: { targetType: 'live' }, ...done, ...members },
    ]);
    expect(submissions[0]).toMatchObject({
      isWithdrawal,
      status: 'succeeded',
      rawStatus: isWithdrawal ? 'completed/succeeded, deprecated' : 'completed/succeeded',
    });
    expect(hasUnreadable).toBe(false);
  });

  it.each<[string, unknown]>([
    ['that is null', null],
    ['that is no object', 'x'],
    ['that is an array', [{ id, target: { targetType: 'live' } }]],
    ['without an ID', { target: { targetType: 'live' } }],
    ['without an ID, running', { target: { targetType: 'preview' }, status: 'running' }],
    ['without an ID, completed', { target: { targetType: 'live' }, ...done }],
    ['with an ID of a wrong type', { id: 7, target: { targetType: 'live' } }],
    ['with a path in its ID', { id: 'submission/../../x', target: { targetType: 'live' } }],
    ['without a target', { id }],
    ['with a target that is no object', { id, target: 'live' }],
    ['with a target of a wrong type', { id, target: { targetType: null } }],
    ['with the word draft in place of the target', { target: 'draft' }],
  ])('tells that a list has an entry that cannot be read: one %s', (_what, submission) => {
    const readable = { id, target: { targetType: 'live' }, ...done };
    expect(readSubmission(submission)).toBe('unreadable');
    expect(readSubmissions([submission])).toEqual({ submissions: [], hasUnreadable: true });
    for (const items of [
      [readable, submission],
      [submission, readable],
    ]) {
      const { submissions, hasUnreadable } = readSubmissions(items);
      expect(submissions.map(({ id }) => id)).toEqual([id]);
      expect(hasUnreadable).toBe(true);
    }
  });

  it.each<[string, object]>([
    ['without an ID', { target: { targetType: 'draft' } }],
    ['in another spelling', { Target: { TargetType: ' Draft' } }],
    ['with an ID of a wrong type', { id: 0, target: { targetType: 'draft' } }],
    ['with a path in its ID', { id: 'submission/../../x', target: { targetType: 'draft' } }],
  ])('ignores a draft that cannot be read: %s', (_what, draft) => {
    expect(readSubmission(draft)).toBeUndefined();
    expect(readSubmissions([draft])).toEqual({ submissions: [], hasUnreadable: false });
  });

  it('keeps the order of the list', () => {
    const items = [3, 1, 2].map((number) => ({
      id: `submission/${guid}/${number}`,
      target: { targetType: 'preview' },
    }));
    expect(readSubmissions(items).submissions.map(({ id }) => lastPart(id))).toEqual(['3', '1', '2']);
  });

  it('limits the raw status to 100 characters on one line', () => {
    const status = `a\n${'b'.repeat(1_000)}`;
    const { submissions } = readSubmissions([{ id, target: { targetType: 'live' }, status }]);
    const [{ rawStatus } = { rawStatus: '' }] = submissions;
    expect(rawStatus).toHaveLength(100);
    expect(rawStatus).not.toContain('\n');
  });
});

const notReadable = { name: 'Failure', label: 'unreadable answer', correlationId: 'c-1' };

describe('readAcceptedJob', () => {
  it.each(['jobId', 'jobID', 'jobid'])('reads the ID from the member %s', (name) => {
    expect(readAcceptedJob({ [name]: guid }, '')).toBe(guid);
  });

  it.each([[{}], [null], [[]], ['x'], [{ jobId: '' }], [{ jobId: 7 }], [{ jobId: '../x' }]])(
    'throws for %j',
    (document) => {
      expect(() => readAcceptedJob(document, 'c-1')).toThrow(expect.objectContaining(notReadable));
    },
  );
});

describe('readJob', () => {
  it.each<[string, string, string]>([
    ['notStarted', 'pending', 'running'],
    ['running', 'pending', 'running'],
    ['running', 'failed', 'running'],
    ['completed', 'succeeded', 'succeeded'],
    ['COMPLETED', 'Succeeded', 'succeeded'],
    ['completed', 'failed', 'failed'],
    ['completed', 'cancelled', 'canceled'],
    ['completed', 'pending', 'unknown'],
    ['succeeded', '', 'unknown'],
    ['', '', 'unknown'],
  ])('reads status "%s" and result "%s" as %s', (jobStatus, jobResult, status) => {
    const dates = { jobStart: '2022-03-01-preview2T00:00:00', jobEnd: '0001-01-01T00:00:00' };
    expect(readJob({ jobId: guid, jobStatus, jobResult, ...dates }, '').status).toBe(status);
  });

  it.each([[{}], [null], [[]], [4], [{ jobStatus: null }]])('throws for %j', (document) => {
    expect(() => readJob(document, 'c-1')).toThrow(expect.objectContaining(notReadable));
  });
});

describe('readJobResource', () => {
  const submission = `submission/${guid}/1`;
  const product = `product/${guid}`;

  it.each<[string, unknown[], string]>([
    ['the submission', [{ id: submission }], submission],
    [
      'the submission, among other resources',
      [null, { id: product }, { id: { id: submission } }, { ID: submission }, { id: 'submission/x/2' }],
      submission,
    ],
    ['the first of several submissions', [{ id: submission }, { id: `submission/${guid}/2` }], submission],
    [
      'the product, as the documentation shows it',
      [{ id: product, identity: { externalID: 'contoso-vm' } }],
      product,
    ],
    [
      'the product, among resources that cannot be read',
      [7, [], { id: `plan/${guid}/1` }, { id: 'submission/x' }, { id: 'product/../x' }, { Id: product }],
      product,
    ],
  ])('returns %s', (_what, resources, resource) => {
    expect(readJobResource({ resources }, '')).toBe(resource);
  });

  it.each([
    { resources: [] },
    { resources: {} },
    { resources: null },
    { resources: [{ id: `plan/${guid}/1` }] },
    { resources: [{ id: 'product/a/b' }, { id: 'product/../x' }, { id: 'submission/x' }, null] },
    {},
  ])('throws if there is neither a submission nor a product: %j', (document) => {
    expect(() => readJobResource(document, 'c-1')).toThrow(
      expect.objectContaining({
        ...notReadable,
        message: 'The details of the job name neither a submission nor a product.',
      }),
    );
  });

  it('throws for null', () => {
    expect(() => readJobResource(null, 'c-1')).toThrow(
      expect.objectContaining({
        ...notReadable,
        message: 'The answer is JSON, but not the details of a job.',
      }),
    );
  });
});

describe('snapshotOf', () => {
  const failed = { status: 'failed', rawStatus: 'completed/failed' } as const;
  const read = (errors: unknown) => snapshotOf(failed, errors, 'c-1');

  it('returns a snapshot without steps', async () => {
    await expect(read(undefined)).resolves.toEqual({
      status: 'failed',
      rawStatus: 'completed/failed',
      unknownWords: [],
      steps: [],
      messages: [],
      links: [],
      portalUrl: '',
      failureKind: 'service',
      correlationId: 'c-1',
    });
  });

  it('names an unknown word', async () => {
    const { unknownWords } = await snapshotOf({ status: 'unknown', rawStatus: 'paused' }, [], '');
    expect(unknownWords).toEqual(['paused']);
  });

  it('flattens the tree of errors, parents first, with code, message and resource', async () => {
    const { messages, failureKind } = await read([
      {
        code: 'invalidState',
        message: 'The <b>submission</b> was not published.',
        resourceId: `submission/${guid}/1`,
        details: [
          {
            code: 'businessValidationError',
            message: 'Updates are missing.',
            resourceId: { externalId: 'plan-1' },
            details: [{ code: 'x', message: 'Two of them.', details: {} }],
          },
          { code: 'notDeployed', message: 'Not everywhere.', resourceId: {}, details: {} },
          { message: 'No code.', resourceId: ['a', 7] },
          { code: 'no message', resourceId: { number: 7 } },
        ],
      },
    ]);
    expect(messages).toEqual(
      [
        `invalidState: The submission was not published. [submission/${guid}/1]`,
        'businessValidationError: Updates are missing. [plan-1]',
        'x: Two of them.',
        'notDeployed: Not everywhere.',
        'No code. [a]',
        'no message',
      ].map((text) => ({ level: 'error', text, timestamp: '' })),
    );
    expect(failureKind).toBe('service');
  });

  it.each<[string, unknown]>([
    ['at the top', [{ code: 'invalidState', message: 'Certification failed.' }]],
    ['deep in the tree', [{ code: 'a', details: [{ code: 'b', details: { message: 'certification' } }] }]],
  ])('recognizes a failed certification %s', async (_where, errors) => {
    expect((await read(errors)).failureKind).toBe('certification');
  });

  it.each([[null], [4], ['text'], [[]], [{}], [[null, 4, [], {}]], [{ code: {} }]])(
    'finds no messages in %j',
    async (errors) => {
      expect((await read(errors)).messages).toEqual([]);
    },
  );
});

test('lastPart returns the last part of a path', () => {
  expect(lastPart('product/x')).toBe('x');
  expect(lastPart('x')).toBe('x');
});

test('the readers read any JSON, or throw that it is unreadable', async () => {
  const word = fc.oneof(
    fc.constantFrom('completed', 'running', 'succeeded', 'failed', '__proto__'),
    fc.string(),
  );
  const any = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        id: fc.oneof(fc.constant(`submission/${guid}/1`), fc.jsonValue()),
        target: fc.oneof(fc.record({ targetType: word }), fc.jsonValue()),
        identity: fc.jsonValue(),
        created: fc.oneof(fc.constant('2026-01-02T03:04:05Z'), fc.jsonValue()),
        lifecycleState: fc.oneof(fc.constant('deprecated'), fc.jsonValue()),
        deprecationSchedule: fc.jsonValue(),
        status: fc.oneof(word, fc.jsonValue()),
        result: fc.oneof(word, fc.jsonValue()),
        jobId: fc.jsonValue(),
        jobStatus: fc.oneof(word, fc.jsonValue()),
        jobResult: fc.oneof(word, fc.jsonValue()),
        errors: fc.jsonValue(),
        resources: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(any, async (document) => {
      const list = readSubmissions([document]);
      for (const { status } of list.submissions) {
        expect(statuses).toContain(status);
      }
      expect(typeof interpretSubmissions(list).phase).toBe('string');
      readProduct(document, 'vm-offer');
      for (const reader of [readAcceptedJob, readJob, readJobResource]) {
        try {
          reader(document, '');
        } catch (error) {
          expect(error).toMatchObject({ label: 'unreadable answer' });
        }
      }
      const { messages } = await snapshotOf({ status: 'failed', rawStatus: '' }, document, '');
      expect(messages.length).toBeLessThanOrEqual(20);
    }),
  );
});
