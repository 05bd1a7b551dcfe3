import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  isDraft,
  readFindings,
  readListedSubmission,
  readProduct,
  readSubmission,
  readWorkflows,
} from '../../../../src/marketplace/partner-center/documents.ts';
import { interpretSubmission } from '../../../../src/marketplace/partner-center/state.ts';
import { type StepStatus, statuses } from '../../../../src/model/offer.ts';

const id = '5fbe0803-a545-4504-b41a-d9d158112360';

describe('readProduct', () => {
  it.each<[string, unknown[]]>([
    ['as clients read it', [{ type: 'AzureOfferId', value: 'app' }]],
    ['in another case', [{ type: 'azureOfferID', value: 'App' }]],
    [
      'among other external IDs',
      [null, 7, {}, { type: 'AzureProductId', value: 'x' }, { type: 'AzureOfferId', value: 'app' }],
    ],
  ])("returns a product with the offer's external ID: %s", (_what, externalIDs) => {
    const resourceType = 'AzureApplication';
    expect(readProduct({ id, externalIDs, resourceType }, 'app')).toEqual({ id, type: resourceType });
    expect(readProduct({ id, externalIDs, resourceType: 7 }, 'app')).toEqual({ id, type: '' });
  });

  it.each<[string, unknown]>([
    ['of another offer', { id, externalIDs: [{ type: 'AzureOfferId', value: 'app-2' }] }],
    ['with an ID of another type', { id, externalIDs: [{ type: 'AzureProductId', value: 'app' }] }],
    ['without external IDs', { id, name: 'app' }],
    ['with external IDs of a wrong type', { id, externalIDs: { type: 'AzureOfferId', value: 'app' } }],
    ['without an ID', { externalIDs: [{ type: 'AzureOfferId', value: 'app' }] }],
    ['with a path in its ID', { id: '../x', externalIDs: [{ type: 'AzureOfferId', value: 'app' }] }],
    ['that is null', null],
    ['that is an array', []],
  ])('ignores a product %s', (_what, product) => {
    expect(readProduct(product, 'app')).toBeUndefined();
  });
});

describe('readSubmission and readListedSubmission', () => {
  // As a client prints it (navcontainerhelper, Get-AppSourceSubmission).
  const sample = {
    resourceType: 'Submission',
    state: 'Published',
    substate: 'InStore',
    targets: [{ type: 'Scope', value: 'Preview' }],
    publishedTimeInUtc: '1601-01-01T00:00:00Z',
    pendingUpdateInfo: { updateType: 'Create', status: 'Completed' },
    releaseNumber: 28,
    id: '1152921505695125040',
  };
  const expected = {
    id: '1152921505695125040',
    releaseNumber: 28,
    state: 'published',
    substate: 'in-store',
    isPromotion: false,
    update: 'completed',
    failureReason: '',
    rawStatus: 'Published/InStore, Create Completed',
  };

  it('read a submission as clients print it', () => {
    expect(readSubmission(sample, '')).toEqual(expected);
    expect(readListedSubmission(sample)).toEqual(expected);
  });

  it.each<[string, object, object]>([
    [
      'a promotion',
      { pendingUpdateInfo: { updateType: 'Promote', status: 'Running' } },
      { isPromotion: true, update: 'running', rawStatus: 'Published/InStore, Promote Running' },
    ],
    [
      'no update',
      { pendingUpdateInfo: undefined },
      { isPromotion: false, update: 'none', rawStatus: 'Published/InStore' },
    ],
    [
      'a null update',
      { pendingUpdateInfo: null },
      { isPromotion: false, update: 'none', rawStatus: 'Published/InStore' },
    ],
    [
      'an update of a wrong type',
      { pendingUpdateInfo: 'Promote' },
      { isPromotion: false, update: 'none', rawStatus: 'Published/InStore' },
    ],
    [
      'an update without a type',
      { pendingUpdateInfo: { status: 'Failed', updateType: 7, failureReason: 'No.' } },
      {
        isPromotion: false,
        update: 'failed',
        failureReason: 'No.',
        rawStatus: 'Published/InStore, Failed',
      },
    ],
    [
      'an update without a status',
      { pendingUpdateInfo: { updateType: 'Promote' } },
      { isPromotion: true, update: 'none', rawStatus: 'Published/InStore, Promote' },
    ],
    [
      'an update with an unknown status',
      { pendingUpdateInfo: { updateType: 'Promote', status: 'Paused' } },
      { isPromotion: true, update: 'unknown', rawStatus: 'Published/InStore, Promote Paused' },
    ],
    [
      'words in another spelling',
      { substate: 'in-store', pendingUpdateInfo: { updateType: ' PROMOTE', status: 'Can_celled' } },
      { substate: 'in-store', isPromotion: true, update: 'canceled' },
    ],
    [
      'an unknown substate',
      { substate: 'constructor', pendingUpdateInfo: null },
      { substate: undefined, rawStatus: 'Published/constructor' },
    ],
    [
      'no state, of which the substate rules',
      { state: null, pendingUpdateInfo: null },
      { state: 'published', substate: 'in-store', rawStatus: 'InStore' },
    ],
    ['an empty state', { state: '' }, { state: 'published' }],
    ['a state of a wrong type', { state: 7 }, { state: 'published' }],
    [
      'a state that is not alive',
      { state: 'Deleted', substate: 'ReadyToPublish', pendingUpdateInfo: null },
      { state: 'dead', substate: 'ready', rawStatus: 'Deleted/ReadyToPublish' },
    ],
    [
      'an unknown state',
      { state: 'constructor', pendingUpdateInfo: null },
      { state: undefined, rawStatus: 'constructor/InStore' },
    ],
    ['a blank state', { state: ' ' }, { state: undefined }],
    ['a release number of a wrong type', { releaseNumber: '28' }, { releaseNumber: undefined }],
  ])('read a submission with %s', (_what, members, read) => {
    expect(readListedSubmission({ ...sample, ...members })).toMatchObject(read);
    expect(readSubmission({ ...sample, ...members }, '')).toMatchObject(read);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a string', 'x'],
    ['an array', []],
    ['an empty object', {}],
    ['an object without a substate', { id: '1' }],
    ['an object whose substate is null', { ...sample, substate: null }],
    ['an object whose ID is a number', { ...sample, id: 1152921505 }],
    ['an object whose ID is a path', { ...sample, id: '../x' }],
  ])('find %s unreadable in a list, and throw for it otherwise', (_what, document) => {
    expect(readListedSubmission(document)).toBe('unreadable');
    expect(() => readSubmission(document, 'c-1')).toThrow(
      expect.objectContaining({ name: 'Failure', label: 'unreadable answer', correlationId: 'c-1' }),
    );
  });

  it('limit the raw status to 100 characters on one line', () => {
    const { rawStatus } = readSubmission({ id, substate: `a\n${'b'.repeat(1_000)}` }, '');
    expect(rawStatus).toHaveLength(100);
    expect(rawStatus).not.toContain('\n');
  });
});

describe('isDraft', () => {
  it.each<[string, object | undefined, boolean]>([
    ['InDraft', undefined, true],
    ['InDraft', { updateType: 'Create', status: 'Completed' }, true],
    ['InDraft', { updateType: 'Create', status: 'Running' }, false],
    ['InDraft', { updateType: 'Create', status: 'Failed' }, false],
    ['Submitted', undefined, false],
  ])('for a submission %s with the update %j: %s', (substate, pendingUpdateInfo, expected) => {
    expect(isDraft(readSubmission({ id, substate, pendingUpdateInfo }, ''))).toBe(expected);
  });
});

describe('readWorkflows', () => {
  const workflow = (targetEnvironment: string, state: string, ...workflowSteps: unknown[]) => ({
    type: 'Push',
    targetEnvironment,
    state,
    workflowSteps,
  });

  it('reads the steps of all workflows in order', () => {
    const value = [
      workflow('Preview', 'Success', { name: 'Automated validation', state: 'Success' }),
      workflow('Live', 'InProgress', { name: 'Publish', state: 'InProgress', startDateTimeInUtc: 'x' }),
    ];
    const step = { progress: null, timeFrame: '', messages: [] };
    const expected = {
      steps: [
        { ...step, id: 'Preview/Automated validation', name: 'Automated validation', status: 'succeeded' },
        { ...step, id: 'Live/Publish', name: 'Publish', status: 'running' },
      ],
      live: 'running',
      unknownWords: [],
    };
    expect(readWorkflows({ value })).toEqual(expected);
    expect(readWorkflows(value)).toEqual(expected);
  });

  it.each<[string, StepStatus]>([
    ['NotStarted', 'not-started'],
    ['InProgress', 'running'],
    ['Success', 'succeeded'],
    ['succeeded', 'succeeded'],
    ['Failed', 'failed'],
    ['Failure', 'failed'],
    ['Cancelled', 'canceled'],
    ['canceled', 'canceled'],
    ['not started', 'not-started'],
    ['in_progress', 'running'],
    ['', 'unknown'],
  ])('reads the state "%s" as %s', (state, status) => {
    const { steps, live, unknownWords } = readWorkflows({ value: [workflow('live', state, { state })] });
    expect([live, steps[0]?.status, unknownWords]).toEqual([status, status, []]);
  });

  it('names unknown words', () => {
    const workflows = readWorkflows([workflow('Live', 'odd\nword', { name: 'a', state: 'constructor' })]);
    expect(workflows).toMatchObject({
      live: 'unknown',
      steps: [{ status: 'unknown' }],
      unknownWords: ['odd word', 'constructor'],
    });
  });

  it('reads steps without a name', () => {
    const { steps } = readWorkflows([workflow('Live', '', {}), workflow('', '', { name: 7 }, { name: 'a' })]);
    expect(steps.map(({ id, name }) => [id, name])).toEqual([
      ['Live', 'unnamed step'],
      ['', 'unnamed step'],
      ['a', 'a'],
    ]);
  });

  it.each([[undefined], [null], [4], ['x'], [[]], [{}], [{ value: null }], [{ value: [null, 4, []] }]])(
    'finds no workflow in %j',
    (document) => {
      expect(readWorkflows(document)).toEqual({ steps: [], live: 'unknown', unknownWords: [] });
    },
  );

  it('leaves out steps that are no objects, and reads 50 steps at most', () => {
    const steps = [null, 4, ...Array(100).fill({ name: 'a' })];
    const long = workflow('Preview', '', ...steps);
    expect(readWorkflows([long]).steps).toHaveLength(48);
    const longer = workflow('Live', '', ...Array(100).fill({ name: 'b' }));
    expect(readWorkflows([long, longer, longer]).steps).toHaveLength(50);
  });
});

describe('readFindings', () => {
  const texts = async (document: unknown) => (await readFindings(document)).map(({ text }) => text);

  it('returns messages with code and resource', async () => {
    const value = [
      { errorCode: 'Policy-1', severity: 'Error', message: '<b>One</b> &lt;x&gt;.', resource: 'Listing' },
      { errorCode: 'Policy-2', severity: 'warning', message: 'Two.' },
      { severity: 'Informational', message: 'Three.' },
      { message: 'Four.', severity: 7 },
      'Five.',
    ];
    const message = (level: string, text: string) => ({ level, text, timestamp: '' });
    const expected = [
      message('error', 'Policy-1: One <x>. [Listing]'),
      message('warning', 'Policy-2: Two.'),
      message('information', 'Three.'),
      message('information', 'Four.'),
      message('information', 'Five.'),
    ];
    await expect(readFindings({ value })).resolves.toEqual(expected);
    await expect(readFindings(value)).resolves.toEqual(expected);
  });

  it('returns the details of a finding after it', async () => {
    const details = [{ code: 'b', message: 'B.', target: 'plan' }];
    await expect(texts([{ code: 'a', message: 'A.', details }])).resolves.toEqual(['a: A.', 'b: B. [plan]']);
  });

  it.each([
    [undefined],
    [null],
    [4],
    ['x'],
    [[]],
    [{}],
    [{ value: {} }],
    [[null, 4, {}, [], { message: ' ' }]],
  ])('finds nothing in %j', async (document) => {
    await expect(readFindings(document)).resolves.toEqual([]);
  });

  it('returns 50 messages at most, and 10 of each finding', async () => {
    const details = Array(10).fill('x');
    await expect(texts(Array(100).fill({ message: 'x', details }))).resolves.toHaveLength(50);
    await expect(texts([{ message: 'x', details: Array(100).fill('x') }])).resolves.toHaveLength(10);
  });
});

test('the readers read any JSON, or throw that it is unreadable', async () => {
  const any = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        id: fc.oneof(fc.constant(id), fc.jsonValue()),
        externalIDs: fc.jsonValue(),
        state: fc.oneof(fc.constantFrom('InProgress', 'Deleted', '__proto__'), fc.jsonValue()),
        substate: fc.oneof(fc.constantFrom('InStore', '__proto__'), fc.string(), fc.jsonValue()),
        releaseNumber: fc.jsonValue(),
        pendingUpdateInfo: fc.oneof(
          fc.record({ updateType: fc.jsonValue(), status: fc.jsonValue(), failureReason: fc.jsonValue() }),
          fc.jsonValue(),
        ),
        targetEnvironment: fc.oneof(fc.constant('Live'), fc.jsonValue()),
        workflowSteps: fc.jsonValue(),
        severity: fc.jsonValue(),
        errorCode: fc.jsonValue(),
        resource: fc.jsonValue(),
        message: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(any, async (document) => {
      readProduct(document, 'app');
      const { steps, live } = readWorkflows([document]);
      expect(steps.length).toBeLessThanOrEqual(50);
      expect((await readFindings({ value: [document] })).length).toBeLessThanOrEqual(50);
      try {
        expect(statuses).toContain(interpretSubmission(readSubmission(document, ''), live).status);
      } catch (error) {
        expect(error).toMatchObject({ label: 'unreadable answer' });
      }
    }),
  );
});
