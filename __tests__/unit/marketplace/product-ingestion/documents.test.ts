import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  lastPart,
  readAcceptedJob,
  readJob,
  readJobSubmission,
  readProduct,
  readSubmission,
  snapshotOf,
} from '../../../../src/marketplace/product-ingestion/documents.ts';
import { statuses } from '../../../../src/model/offer.ts';

const guid = '11111111-2222-3333-4444-555555555555';

describe('readProduct', () => {
  const id = `product/${guid}`;

  it.each<[string, object]>([
    ['as clients read it', { id, identity: { externalId: 'vm-offer' }, type: 'azureVirtualMachine' }],
    ['as a documentation page spells it', { id, identity: { externalID: 'vm-offer' } }],
    ['with its offer ID in another case', { id, identity: { externalId: 'VM-Offer' } }],
  ])("returns the ID of the offer's product: %s", (_what, product) => {
    expect(readProduct(product, 'vm-offer')).toBe(guid);
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

describe('readSubmission', () => {
  const id = `submission/${guid}/1152921505000000001`;

  it.each<[string, object, object]>([
    ['a draft', {}, { status: 'unknown', rawStatus: '', isRunning: false }],
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
    ['one with an invalid date', { status: 'running', created: '2022-03-01-preview2T00:00' }, { id }],
    ['one with a status of a wrong type', { status: 4, result: null }, { status: 'unknown', rawStatus: '' }],
  ])('reads %s', (_submission, members, expected) => {
    const submission = { id, target: { targetType: 'Live' }, ...members };
    expect(readSubmission(submission)).toMatchObject({ id, target: 'live', ...expected });
  });

  it.each<[string, unknown]>([
    ['that is null', null],
    ['that is no object', 'x'],
    ['without an ID', { target: { targetType: 'live' } }],
    ['with a path in its ID', { id: 'submission/../../x', target: { targetType: 'live' } }],
    ['without a target', { id }],
    ['with a target that is no object', { id, target: 'live' }],
    ['with a target of a wrong type', { id, target: { targetType: null } }],
  ])('ignores an item %s', (_what, submission) => {
    expect(readSubmission(submission)).toBeUndefined();
  });

  it('limits the raw status to 100 characters on one line', () => {
    const status = `a\n${'b'.repeat(1_000)}`;
    const { rawStatus } = readSubmission({ id, target: { targetType: 'live' }, status }) ?? {};
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

describe('readJobSubmission', () => {
  it('finds the submission among other resources', () => {
    const id = `submission/${guid}/1`;
    const resources = [null, { id: `product/${guid}` }, { id: { id } }, { ID: id }, { id: 'submission/x/2' }];
    expect(readJobSubmission({ resources }, '')).toBe(id);
  });

  it.each([{ resources: [] }, { resources: {} }, {}])('throws if there is none: %j', (document) => {
    expect(() => readJobSubmission(document, 'c-1')).toThrow(
      expect.objectContaining({
        ...notReadable,
        message: 'The details of the job name no submission.',
      }),
    );
  });

  it('throws for null', () => {
    expect(() => readJobSubmission(null, 'c-1')).toThrow(
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
      expect(statuses).toContain(readSubmission(document)?.status ?? 'unknown');
      readProduct(document, 'vm-offer');
      for (const reader of [readAcceptedJob, readJob, readJobSubmission]) {
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
