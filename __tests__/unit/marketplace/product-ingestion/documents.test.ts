import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { unreadableAnswer } from '../../../../src/http/failures.ts';
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

describe('a product', () => {
  const id = `product/${guid}`;

  it.each<[string, object]>([
    ['as clients read it', { id, identity: { externalId: 'vm-offer' }, type: 'azureVirtualMachine' }],
    ['as a page spells it', { id, identity: { externalID: 'vm-offer' } }],
    ['its offer ID in other letters', { id, identity: { externalId: 'VM-Offer' } }],
  ])('is the offer: %s', (_what, product) => {
    expect(readProduct(product, 'vm-offer')).toBe(guid);
  });

  it.each<[string, unknown]>([
    ['of another offer', { id, identity: { externalId: 'vm-offer-2' } }],
    ['that does not say of which', { id }],
    ['that says it wrongly', { id, identity: { externalId: ['vm-offer'] } }],
    ['without an ID', { identity: { externalId: 'vm-offer' } }],
    ['with the ID of something else', { id: `plan/${guid}`, identity: { externalId: 'vm-offer' } }],
    ['with an ID that leads elsewhere', { id: 'product/../x', identity: { externalId: 'vm-offer' } }],
    ['with a query in its ID', { id: 'product/x?y', identity: { externalId: 'vm-offer' } }],
    ['null', null],
    ['a text', 'vm-offer'],
    ['a list', [id]],
  ])('is not the offer: one %s', (_what, product) => {
    expect(readProduct(product, 'vm-offer')).toBeUndefined();
  });
});

describe('a submission', () => {
  const id = `submission/${guid}/1152921505000000001`;

  it.each<[string, object, object]>([
    ['the draft', {}, { status: 'unknown', rawStatus: '', isUnderWay: false }],
    ['queued', { status: 'notStarted', result: 'pending' }, { status: 'running', isUnderWay: true }],
    [
      'running',
      { status: 'running', result: 'pending' },
      { status: 'running', rawStatus: 'running/pending', isUnderWay: true },
    ],
    [
      'done',
      { status: 'completed', result: 'succeeded' },
      { status: 'succeeded', rawStatus: 'completed/succeeded', isUnderWay: false },
    ],
    ['failed', { status: 'Completed', result: 'Failed' }, { status: 'failed', isUnderWay: false }],
    ['canceled', { status: 'completed', result: 'cancelled' }, { status: 'canceled' }],
    ['canceled, with one l', { status: 'completed', result: 'canceled' }, { status: 'canceled' }],
    ['done, it is not said how', { status: 'completed' }, { status: 'unknown', isUnderWay: false }],
    [
      'done, in a word that is not known',
      { status: 'completed', result: 'constructor' },
      { status: 'unknown', rawStatus: 'completed/constructor' },
    ],
    [
      'in a state that is not known',
      { status: 'paused', result: 'succeeded' },
      { status: 'unknown', rawStatus: 'paused/succeeded', isUnderWay: true },
    ],
    ['with dates that are none', { status: 'running', created: '2022-03-01-preview2T00:00' }, { id }],
    ['with a status of a wrong type', { status: 4, result: null }, { status: 'unknown', rawStatus: '' }],
  ])('%s', (_what, members, expected) => {
    const submission = { id, target: { targetType: 'Live' }, ...members };
    expect(readSubmission(submission)).toMatchObject({ id, target: 'live', ...expected });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['no object', 'x'],
    ['without an ID', { target: { targetType: 'live' } }],
    ['with an ID that leads elsewhere', { id: 'submission/../../x', target: { targetType: 'live' } }],
    ['without a target', { id }],
    ['with a target that is none', { id, target: 'live' }],
    ['with a target of a wrong type', { id, target: { targetType: null } }],
  ])('that is %s is none', (_what, submission) => {
    expect(readSubmission(submission)).toBeUndefined();
  });

  test('what it says is bounded', () => {
    const status = `a\n${'b'.repeat(1_000)}`;
    const { rawStatus } = readSubmission({ id, target: { targetType: 'live' }, status }) ?? {};
    expect(rawStatus).toHaveLength(100);
    expect(rawStatus).not.toContain('\n');
  });
});

describe('a job', () => {
  it.each(['jobId', 'jobID', 'jobid'])('is accepted under its %s', (name) => {
    expect(readAcceptedJob({ [name]: guid }, '')).toBe(guid);
  });

  it.each([{}, null, [], 'x', { jobId: '' }, { jobId: 7 }, { jobId: '../x' }])(
    'is none as %j',
    (document) => {
      expect(() => readAcceptedJob(document, 'c-1')).toThrow(
        expect.objectContaining({ name: 'UnreadableAnswer', correlationId: 'c-1' }),
      );
    },
  );

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
  ])('of status "%s" and result "%s" is %s', (jobStatus, jobResult, status) => {
    const dates = { jobStart: '2022-03-01-preview2T00:00:00', jobEnd: '0001-01-01T00:00:00' };
    expect(readJob({ jobId: guid, jobStatus, jobResult, ...dates }, '').status).toBe(status);
  });

  it.each([{}, null, [], 4, { jobStatus: null }])('without a status (%j) cannot be read', (document) => {
    expect(() => readJob(document, 'c-1')).toThrow(unreadableAnswer);
  });

  test('names its submission in its detail, among other things', () => {
    const id = `submission/${guid}/1`;
    const resources = [null, { id: `product/${guid}` }, { id: { id } }, { ID: id }, { id: 'submission/x/2' }];
    expect(readJobSubmission({ resources }, '')).toBe(id);
  });

  it.each([{ resources: [] }, { resources: {} }, {}])('may name none: %j', (document) => {
    expect(() => readJobSubmission(document, 'c-1')).toThrow(/names no submission/);
  });

  test('without a detail cannot be read', () => {
    expect(() => readJobSubmission(null, 'c-1')).toThrow(/not the detail of a job/);
  });
});

describe('what it shows', () => {
  const failed = { status: 'failed', rawStatus: 'completed/failed' } as const;
  const read = (errors: unknown) => snapshotOf(failed, errors, 'c-1');

  test('is a reading without steps', async () => {
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

  test('names a word that is not known', async () => {
    const reading = await snapshotOf({ status: 'unknown', rawStatus: 'paused' }, [], '');
    expect(reading.unknownWords).toEqual(['paused']);
  });

  test('the tree of failures is flattened, parents first, with code, message and resource', async () => {
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
  ])('a certification that failed is told apart: %s', async (_where, errors) => {
    expect((await read(errors)).failureKind).toBe('certification');
  });

  it.each([null, 4, 'text', [], {}, [null, 4, [], {}], { code: {} }])('no errors: %j', async (errors) => {
    expect((await read(errors)).messages).toEqual([]);
  });
});

test('the last part of a path', () => {
  expect(lastPart('product/x')).toBe('x');
  expect(lastPart('x')).toBe('x');
});

test('any JSON is either read or refused', async () => {
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
