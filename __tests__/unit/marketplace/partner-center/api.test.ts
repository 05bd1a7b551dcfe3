import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../../src/http/failures.ts';
import { partnerCenter as api } from '../../../../src/marketplace/partner-center/api.ts';
import { Failure, interrupted } from '../../../../src/model/failure.ts';
import type { OfferState } from '../../../../src/model/offer.ts';
import { state } from '../../../support/unit/fake-marketplace.ts';
import { type Scripted, scriptedClient } from '../../../support/unit/scripted-client.ts';

const product = '5fbe0803-a545-4504-b41a-d9d158112360';
const portalUrl = `https://partner.microsoft.com/dashboard/commercial-marketplace/offers/${product}/overview`;
const newest = '1152921505695125040';
const path = `products/${product}/submissions/${newest}`;

// What the vendor's CLI sends. An apostrophe is encoded in a URL.
const productsFor = (offer: string) =>
  `GET /products?$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offer}')`).replaceAll("'", '%27')}`;
const products = productsFor('app');
const allProducts = 'GET /products';
const submissions = `GET /products/${product}/submissions`;
const submission = `GET /${path}`;
const workflows = `GET /${path}/workflowdetails`;
const validations = `GET /${path}/validations`;
const promote = `POST /${path}/promote`;

const productOf = (id: string, value: string) => ({ id, externalIDs: [{ type: 'AzureOfferId', value }] });
const created = { updateType: 'Create', status: 'Completed' };

function documentOf(substate: string, known: object = {}) {
  return {
    id: newest,
    state: 'InProgress',
    substate,
    releaseNumber: 2,
    pendingUpdateInfo: created,
    ...known,
  };
}

/** @param live the state of the workflow to live, with its only step in the state `certification` */
const workflowsOf = (live: string, certification = 'NotStarted') => ({
  json: {
    value: [
      {
        targetEnvironment: 'Preview',
        state: 'Success',
        workflowSteps: [{ name: 'Preview Creation', state: 'Success' }],
      },
      {
        targetEnvironment: 'Live',
        state: live,
        workflowSteps: [{ name: 'Certification', state: certification }],
      },
    ],
  },
});

function connect(script: Record<string, Scripted | Scripted[]>) {
  const { client, deadline, requests, asked } = scriptedClient(api, {
    [products]: { json: { value: [productOf('other', 'app-2'), productOf(product, 'app')] } },
    [workflows]: workflowsOf('NotStarted'),
    [validations]: { json: { value: [] } },
    ...script,
  });
  const marketplace = api.connect(client, api.baseUrl, () => {});
  const url = (below: string) => new URL(`${api.baseUrl}/${below}`);
  return {
    requests,
    asked,
    getOfferType: () => marketplace.getOfferType?.({ publisher: '', offer: 'app' }, deadline),
    getOfferState: (offer = 'app') => marketplace.getOfferState({ publisher: '', offer }, deadline),
    goLive: (release: string | undefined) =>
      marketplace.goLive(
        { publisher: '', offer: 'app' },
        state('waiting-for-sign-off', { release }),
        deadline,
      ),
    /** @param offer the offer that a user gives beside the URL */
    getOperation: (below = path, offer?: string) =>
      marketplace.getOperation(
        { url: url(below), id: newest, tracksOffer: false },
        offer === undefined ? undefined : { publisher: '', offer },
        deadline,
      ),
  };
}

const listOf = (...value: unknown[]) => ({ json: { value } });

describe('the Partner Center submission API', () => {
  it('is described as documented', () => {
    expect(api).toMatchObject({
      baseUrl: 'https://api.partner.microsoft.com/v1.0/ingestion',
      needsPublisher: false,
      audiences: ['https://api.partner.microsoft.com'],
      scope: 'https://api.partner.microsoft.com/.default',
    });
  });

  it.each<[number, string]>([
    [400, 'Check the offer ID and api-url.'],
    [401, 'https://api.partner.microsoft.com'],
    [404, 'Azure application, Dynamics 365, SaaS'],
    [500, 'Microsoft support'],
  ])('has a hint for a status check answered with %i: %s', (status, words) => {
    expect(api.hint(status, 'GET')).toContain(words);
  });

  it.each<[number, string]>([
    [400, 'fix that, publish to preview again'],
    [401, 'https://api.partner.microsoft.com'],
    [403, 'Manager role'],
    [404, 'Azure application, Dynamics 365, SaaS'],
    [409, 'Something else is in progress'],
    [429, 'fewer requests'],
    [500, 'Microsoft support'],
  ])('has a hint for a go-live answered with %i: %s', (status, words) => {
    expect(api.hint(status, 'POST')).toContain(words);
  });

  it('tells the kind of a refusal only if it mentions certification', () => {
    expect(api.kind('The submission FAILED Certification.')).toBe('certification');
    expect(api.kind('Conflict: A newer submission has taken the place of this one.')).toBeUndefined();
  });
});

describe('getOfferType', () => {
  it("gives the API's word for the type of the offer", async () => {
    const item = { ...productOf(product, 'app'), resourceType: 'AzureApplication' };
    await expect(connect({ [products]: { json: { value: [item] } } }).getOfferType()).resolves.toBe(
      'AzureApplication',
    );
  });

  it('gives nothing for an offer that the API does not know', async () => {
    await expect(
      connect({ [products]: { json: { value: [] } }, [allProducts]: { json: { value: [] } } }).getOfferType(),
    ).resolves.toBeUndefined();
  });
});

describe('getOfferState', () => {
  it('looks up the product once, then reads its submissions and the workflows of the newest', async () => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(documentOf('ReadyToPublish')) });
    await expect(getOfferState()).resolves.toMatchObject({
      phase: 'waiting-for-sign-off',
      status: 'waiting-for-review',
      rawStatus: 'InProgress/ReadyToPublish, Create Completed',
      correlationId: 'c-2',
      steps: [{ name: 'Preview Creation' }, { name: 'Certification' }],
    });
    await getOfferState();
    expect(asked()).toEqual([products, submissions, workflows, submissions, workflows]);
  });

  it.each<[string, object, string, Partial<OfferState>]>([
    ['a running preview', documentOf('Submitted'), 'NotStarted', { phase: 'building-preview' }],
    [
      'a preview that was just submitted',
      documentOf('InDraft', { pendingUpdateInfo: { updateType: 'Create', status: 'Running' } }),
      'NotStarted',
      { phase: 'building-preview' },
    ],
    [
      'a preview that is ready',
      documentOf('ReadyToPublish'),
      'NotStarted',
      { phase: 'waiting-for-sign-off' },
    ],
    [
      'a preview that failed',
      documentOf('Failed'),
      'NotStarted',
      { phase: 'preview-failed', status: 'failed' },
    ],
    [
      'a preview that was canceled',
      documentOf('Cancelled'),
      'NotStarted',
      { phase: 'preview-failed', status: 'canceled' },
    ],
    ['a running go-live', documentOf('Publishing'), 'InProgress', { phase: 'going-live', status: 'running' }],
    ['a go-live that was just accepted', documentOf('ReadyToPublish'), 'InProgress', { phase: 'going-live' }],
    [
      'a go-live that failed',
      documentOf('FailedInCertification'),
      'Failed',
      { phase: 'go-live-ended', status: 'failed', failureKind: 'certification' },
    ],
    [
      'a go-live whose update failed',
      documentOf('ReadyToPublish', { pendingUpdateInfo: { updateType: 'Promote', status: 'Failed' } }),
      'NotStarted',
      { phase: 'go-live-ended', status: 'failed', failureKind: 'service' },
    ],
    ['a live offer', documentOf('InStore'), 'Success', { phase: 'live', status: 'succeeded' }],
    ['an unknown substate', documentOf('Paused'), 'NotStarted', { phase: 'unclear', status: 'unknown' }],
  ])('recognizes %s', async (_what, document, live, expected) => {
    const { getOfferState } = connect({ [submissions]: listOf(document), [workflows]: workflowsOf(live) });
    const offerState = await getOfferState();
    const { phase, release, operation } = offerState;
    expect(offerState).toMatchObject(expected);
    const isRunning = phase === 'going-live' || phase === 'building-preview';
    expect(operation?.url.href).toBe(isRunning ? `${api.baseUrl}/${path}` : undefined);
    const hasRelease = ['waiting-for-sign-off', 'live', 'go-live-ended'].includes(phase);
    expect(release).toBe(hasRelease ? path : undefined);
  });

  it.each<[string, unknown[], string]>([
    [
      'the one with the highest release number',
      [documentOf('InStore'), { ...documentOf('InStore'), id: '7', releaseNumber: 1 }],
      'live',
    ],
    [
      'the only one that is not a draft, numbered or not',
      [{ id: '7', substate: 'InDraft', releaseNumber: 3 }, documentOf('InStore', { releaseNumber: null })],
      'live',
    ],
    [
      'the newest one that is not a draft',
      [documentOf('InStore'), { id: '7', substate: 'InDraft', releaseNumber: 3 }],
      'live',
    ],
    [
      'the newest one although it is dead',
      [
        documentOf('ReadyToPublish', { state: 'Deleted' }),
        { ...documentOf('InStore'), id: '7', releaseNumber: 1 },
      ],
      'dead-submission',
    ],
    [
      'the newest one that is not a draft, dead or not',
      [documentOf('InStore'), { id: '7', state: 'Deleted', substate: 'InDraft', releaseNumber: 3 }],
      'live',
    ],
  ])('of several submissions reads %s', async (_which, value, phase) => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(...value) });
    await expect(getOfferState()).resolves.toMatchObject({ phase });
    expect(asked().at(-1)).toBe(workflows);
  });

  it('does not guess which of two submissions is the newest if one has no release number', async () => {
    const unnumbered = { ...documentOf('Failed'), id: '7', releaseNumber: null };
    for (const value of [
      [unnumbered, documentOf('InStore')],
      [documentOf('InStore'), unnumbered],
    ]) {
      const { getOfferState } = connect({ [submissions]: listOf(...value) });
      await expect(getOfferState()).resolves.toMatchObject({ phase: 'unclear', release: undefined });
    }
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a word', 'x'],
    ['without an ID', { substate: 'Publishing', releaseNumber: 1 }],
    ['with a path in its ID', { id: '../x', substate: 'Failed', releaseNumber: 9 }],
    ['without a substate', { id: '7', state: 'Published', releaseNumber: 1 }],
  ])('does not guess which submission is the newest if one cannot be read: %s', async (_what, unreadable) => {
    for (const value of [
      [unreadable, documentOf('InStore')],
      [documentOf('InStore'), unreadable],
      [unreadable],
    ]) {
      const { getOfferState, asked } = connect({ [submissions]: listOf(...value) });
      await expect(getOfferState()).resolves.toEqual({
        status: 'unknown',
        rawStatus: 'a submission that cannot be read',
        unknownWords: [],
        steps: [],
        messages: [],
        links: [],
        portalUrl,
        failureKind: 'service',
        correlationId: 'c-2',
        phase: 'unclear',
        operation: undefined,
        release: undefined,
      });
      expect(asked()).toEqual([products, submissions]);
    }
  });

  it.each<[string, string, Partial<OfferState>]>([
    ['Deleted', 'ReadyToPublish', { status: 'failed' }],
    ['Archived', 'InStore', { status: 'failed' }],
    ['RolledBack', 'Published', { status: 'failed' }],
    ['Cancelled', 'Publishing', { status: 'canceled', messages: [] }],
    ['NotSet', 'ReadyToPublish', { status: 'unknown', unknownWords: ['NotSet/ReadyToPublish'] }],
    ['Unknown', 'Submitted', { status: 'unknown' }],
    ['ModularCert', 'ReadyToPublish', { status: 'unknown' }],
    ['Shadow', 'ReadyToPublish', { status: 'unknown' }],
    ['Suspended', 'ReadyToPublish', { status: 'unknown', unknownWords: ['Suspended/ReadyToPublish'] }],
  ])('has nothing to release or to follow in a submission %s/%s', async (state, substate, expected) => {
    const { getOfferState } = connect({
      [submissions]: listOf(documentOf(substate, { state, pendingUpdateInfo: null })),
    });
    await expect(getOfferState()).resolves.toMatchObject({
      ...expected,
      phase: 'dead-submission',
      rawStatus: `${state}/${substate}`,
      operation: undefined,
      release: undefined,
    });
  });

  it.each<[string, Scripted]>([
    ['not found', { status: 404 }],
    ['not readable', { body: '<html>' }],
    ['empty', listOf()],
  ])('reads Published/Published as live although the workflows are %s', async (_what, answer) => {
    const published = documentOf('Published', { state: 'Published' });
    const { getOfferState } = connect({ [submissions]: listOf(published), [workflows]: answer });
    await expect(getOfferState()).resolves.toMatchObject({
      phase: 'live',
      status: 'succeeded',
      release: path,
      steps: [],
      unknownWords: [],
    });
  });

  it.each<[string, unknown[]]>([
    ['no submission', []],
    ['only a draft', [documentOf('InDraft', { pendingUpdateInfo: null })]],
  ])('treats an offer with %s as never published', async (_what, value) => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(...value) });
    await expect(getOfferState()).resolves.toEqual({
      status: 'not-started',
      rawStatus: 'no submission',
      unknownWords: [],
      steps: [],
      messages: [],
      links: [],
      portalUrl,
      failureKind: 'service',
      correlationId: 'c-2',
      phase: 'never-published',
      operation: undefined,
      release: undefined,
    });
    expect(asked()).toEqual([products, submissions]);
  });

  it('finds product and submission on later pages, by links relative to the host', async () => {
    const { getOfferState, asked } = connect({
      [products]: { status: 400 },
      [allProducts]: {
        json: { value: [productOf('other', 'app-2')], nextLink: 'v1.0/ingestion/products?$skipToken=1' },
      },
      'GET /products?%24skipToken=1': listOf(productOf(product, 'app')),
      [submissions]: {
        json: {
          value: [{ ...documentOf('InStore'), id: '7', releaseNumber: 1 }],
          nextLink: `v1.0/ingestion/products/${product}/submissions?$skipToken=2`,
        },
      },
      [`${submissions}?%24skipToken=2`]: listOf(documentOf('ReadyToPublish')),
    });
    await expect(getOfferState()).resolves.toMatchObject({ phase: 'waiting-for-sign-off', release: path });
    expect(asked()).toHaveLength(6);
  });

  it('throws if a later page of the submissions is not found: the newest may be there', async () => {
    const { getOfferState } = connect({
      [submissions]: { json: { value: [documentOf('InStore')], nextLink: '?$skipToken=2' } },
    });
    await expect(getOfferState()).rejects.toMatchObject({ kind: 'not-found', label: 'HTTP 404' });
  });

  it('finds the product although the last page of the plain list is not found', async () => {
    const { getOfferState } = connect({
      [products]: { status: 400 },
      [allProducts]: { json: { value: [productOf(product, 'app')], nextLink: '?$skipToken=2' } },
      [submissions]: listOf(documentOf('InStore')),
    });
    await expect(getOfferState()).resolves.toMatchObject({ phase: 'live' });
  });

  it.each<[string, Scripted]>([
    ['refused with 400', { status: 400 }],
    ['refused with 403', { status: 403 }],
    ['refused with 404', { status: 404 }],
    ['refused with 405', { status: 405 }],
    ['refused with 409', { status: 409 }],
    ['answered with no product', listOf()],
    ['answered with an empty object', { json: {} }],
    ['ignored, and leaves the product out', listOf(productOf('other', 'app-2'))],
  ])('looks the product up in the plain list if the filter is %s', async (_what, answer) => {
    const { getOfferState, asked } = connect({
      [products]: answer,
      [allProducts]: listOf(productOf('other', 'app-2'), productOf(product, 'APP')),
      [submissions]: listOf(documentOf('InStore')),
    });
    await expect(getOfferState()).resolves.toMatchObject({ phase: 'live' });
    expect(asked()).toEqual([products, allProducts, submissions, workflows]);
  });

  it('does without the plain list, which was seen to be refused, and to leave products out', async () => {
    const { getOfferState, asked } = connect({
      [products]: listOf(productOf('other', 'app-2'), productOf(product, 'app')),
      [allProducts]: { status: 400 },
      [submissions]: listOf(documentOf('InStore')),
    });
    await expect(getOfferState()).resolves.toMatchObject({ phase: 'live' });
    expect(asked()).toEqual([products, submissions, workflows]);
  });

  it('shows the words of a refused look-up, and gives no advice about certification', async () => {
    const words =
      'ICH50400 - Unable to complete request. {"faultCode":50400,"reasonPhrase":"Request validation failed.","data":{"ProductTypeFilter[0]":["The field is invalid for certification."]}}';
    const refusal = { status: 400, body: JSON.stringify(words) };
    const { getOfferState, asked } = connect({ [products]: refusal, [allProducts]: refusal });
    await expect(getOfferState()).rejects.toMatchObject({
      kind: 'service',
      label: 'HTTP 400',
      message: `The API refused the request: ${words}.`,
      technical: 'GET /v1.0/ingestion/products: 400; correlation ID c-2',
      hint: 'Check the offer ID and api-url. If they are right, please report this answer: the API may have changed.',
    });
    expect(asked()).toEqual([products, allProducts]);
  });

  it('encodes the offer ID in the filter', async () => {
    const { getOfferState, asked } = connect({});
    await expect(getOfferState('a&b=c#d')).rejects.toMatchObject({ label: 'HTTP 404' });
    expect(asked()[0]).toContain('i%2Fvalue%20eq%20%27a%26b%3Dc%23d%27)');
  });

  it.each<[string, object[], string, string[]]>([
    [
      'only another product',
      [productOf('other', 'app-2')],
      'No product has the offer ID app.',
      [products, allProducts],
    ],
    [
      'two products with its ID',
      [productOf('one', 'app'), productOf('two', 'APP')],
      '2 products have the offer ID app.',
      [products],
    ],
  ])(
    'throws instead of guessing the product if the API lists %s',
    async (_what, value, message, requests) => {
      const { getOfferState, asked } = connect({
        [products]: listOf(...value),
        [allProducts]: listOf(productOf('other', 'app-2')),
      });
      await expect(getOfferState()).rejects.toMatchObject({ kind: 'not-found', message });
      expect(asked()).toEqual(requests);
    },
  );

  it.each<[string, Record<string, Scripted>, string]>([
    ['the products are not JSON', { [products]: { body: '<html>Sign in</html>' } }, 'unreadable answer'],
    ['the submissions are not a list', { [submissions]: { json: { value: 7 } } }, 'unreadable answer'],
    ['the look-up is answered with 401', { [products]: { status: 401 } }, 'HTTP 401'],
    ['the look-up is answered with 503', { [products]: { status: 503 } }, 'HTTP 503'],
    ['the submissions are an error', { [submissions]: { json: { error: {} } } }, 'unreadable answer'],
    ['the API answers 403', { [products]: { status: 403 }, [allProducts]: { status: 403 } }, 'HTTP 403'],
    ['there is no answer', { [submissions]: networkFailure('timeout', 'None.') }, 'timeout'],
  ])('throws if %s', async (_what, script, label) => {
    const { getOfferState } = connect(script);
    await expect(getOfferState()).rejects.toMatchObject({ name: 'Failure', label });
  });
});

describe('goLive', () => {
  it.each<[string, Scripted]>([
    ['the workflow to live', { json: { targetEnvironment: 'Live', state: 'InProgress' } }],
    ['an empty 202', { status: 202 }],
    ['a 204', { status: 204 }],
  ])('promotes the submission with one request, and treats %s as an acceptance', async (_what, answer) => {
    const { goLive, asked, requests } = connect({ [promote]: answer });
    const operation = await goLive(path);
    expect(asked()).toEqual([promote]);
    expect(requests[0]).not.toHaveProperty('body');
    expect(operation.url.href).toBe(`${api.baseUrl}/${path}`);
    // The submission existed before: for a moment it may still show the state before the go-live.
    expect(operation).toMatchObject({ id: newest, tracksOffer: true });
  });

  it.each([
    ['HTML', '<html>Sign in</html>'],
    ['an empty body', ''],
    ['a number', '42'],
    ['an array', '[]'],
    ['another document', '{"status":"running"}'],
  ])('does not treat a 200 with %s as an acceptance', async (_what, body) => {
    const { goLive, asked } = connect({ [promote]: { body } });
    await expect(goLive(path)).rejects.toMatchObject({ name: 'Failure', label: 'unreadable answer' });
    expect(asked()).toEqual([promote]);
  });

  it('sends nothing without a preview', async () => {
    const { goLive, asked } = connect({});
    await expect(goLive(undefined)).rejects.toMatchObject({ kind: 'not-ready' });
    expect(asked()).toEqual([]);
  });

  it.each<[number, string, string]>([
    [400, 'No preview waits.', 'not-ready'],
    [409, 'A newer submission has taken its place.', 'conflict'],
    [403, 'No.', 'permission'],
    [400, 'It failed certification.', 'certification'],
    [500, 'Oops.', 'service'],
  ])('throws the kind of a refusal: %i %s', async (statusCode, message, kind) => {
    const body = JSON.stringify({ statusCode, code: 'Code', message, details: [] });
    const { goLive, asked } = connect({ [promote]: { status: statusCode, body } });
    await expect(goLive(path)).rejects.toMatchObject({
      name: 'Failure',
      label: `HTTP ${statusCode}`,
      kind,
      message: expect.stringContaining(`Code: ${message}`),
    });
    expect(asked()).toEqual([promote]);
  });
});

describe('getOperation', () => {
  it('reads the submission and its workflows', async () => {
    const { getOperation, asked } = connect({
      [submission]: { json: documentOf('Publishing') },
      [workflows]: workflowsOf('InProgress', 'InProgress'),
    });
    await expect(getOperation()).resolves.toMatchObject({
      status: 'running',
      rawStatus: 'InProgress/Publishing, Create Completed',
      unknownWords: [],
      steps: [
        { id: 'Preview/Preview Creation', status: 'succeeded' },
        { id: 'Live/Certification', status: 'running' },
      ],
      messages: [],
      portalUrl,
      correlationId: 'c-1',
    });
    expect(asked()).toEqual([submission, workflows]);
  });

  it.each<[string, string, object]>([
    [
      'Deleted',
      'ReadyToPublish',
      {
        status: 'failed',
        failureKind: 'service',
        messages: [
          {
            level: 'error',
            text: 'The submission is no longer there to go live (Deleted/ReadyToPublish).',
            timestamp: '',
          },
        ],
      },
    ],
    ['Archived', 'Publishing', { status: 'failed', failureKind: 'service' }],
    ['RolledBack', 'InStore', { status: 'failed', failureKind: 'service' }],
    ['Cancelled', 'Publishing', { status: 'canceled', messages: [] }],
    ['NotSet', 'Publishing', { status: 'unknown', unknownWords: ['NotSet/Publishing'], messages: [] }],
    ['Unknown', 'InStore', { status: 'unknown', messages: [] }],
    ['ModularCert', 'Publishing', { status: 'unknown', messages: [] }],
    ['Shadow', 'InStore', { status: 'unknown', messages: [] }],
    ['InProgress', 'Publishing', { status: 'running', messages: [] }],
    ['Published', 'InStore', { status: 'succeeded', messages: [] }],
  ])('reads a submission that is %s/%s during the wait', async (state, substate, expected) => {
    const { getOperation, asked } = connect({
      [submission]: { json: documentOf(substate, { state, pendingUpdateInfo: null }) },
    });
    await expect(getOperation()).resolves.toMatchObject({ ...expected, rawStatus: `${state}/${substate}` });
    expect(asked()).toEqual([submission, workflows]);
  });

  it.each<[string, string, Scripted]>([
    ['succeeded', 'Published', { status: 404 }],
    ['unknown', 'InProgress', { status: 404 }],
    ['succeeded', 'Published', workflowsOf('Success')],
    ['unknown', 'Published', workflowsOf('InProgress')],
    ['unknown', 'Published', workflowsOf('NotStarted')],
  ])('is %s for %s/Published, depending on the workflows (%#)', async (status, state, answer) => {
    const { getOperation } = connect({
      [submission]: { json: documentOf('Published', { state }) },
      [workflows]: answer,
    });
    await expect(getOperation()).resolves.toMatchObject({ status });
  });

  it('reads the workflows below the URL of the submission, behind a gateway too', async () => {
    const { getOperation, asked } = connect({ [`GET /gw/${path}`]: { json: documentOf('InStore') } });
    await expect(getOperation(`gw/${path}`)).resolves.toMatchObject({ status: 'succeeded' });
    expect(asked()).toEqual([`GET /gw/${path}`, `GET /gw/${path}/workflowdetails`]);
  });

  it('names each unknown word once', async () => {
    const { getOperation } = connect({
      [submission]: { json: documentOf('Paused', { pendingUpdateInfo: null }) },
      [workflows]: workflowsOf('Odd', 'Odd'),
    });
    await expect(getOperation()).resolves.toMatchObject({
      status: 'unknown',
      unknownWords: ['InProgress/Paused', 'Odd'],
    });
  });

  it('reads what validation and certification found if the go-live failed', async () => {
    const { getOperation, asked } = connect({
      [submission]: { json: documentOf('Failed') },
      [workflows]: workflowsOf('Failed', 'Failed'),
      [validations]: listOf(
        { errorCode: 'Policy-1', severity: 'Error', message: 'No.', resource: 'Listing' },
        { errorCode: 'Policy-2', severity: 'Warning', message: 'Hm.' },
      ),
    });
    await expect(getOperation()).resolves.toMatchObject({
      status: 'failed',
      failureKind: 'certification',
      messages: [
        { level: 'error', text: 'Policy-1: No. [Listing]' },
        { level: 'warning', text: 'Policy-2: Hm.' },
      ],
    });
    expect(asked()).toEqual([submission, workflows, validations]);
  });

  it('reads the reason of a failed update, although the substate does not show it', async () => {
    const pendingUpdateInfo = {
      updateType: 'Promote',
      status: 'Failed',
      failureReason: 'It could <b>not</b>.',
    };
    const { getOperation } = connect({
      [submission]: { json: documentOf('ReadyToPublish', { pendingUpdateInfo }) },
    });
    await expect(getOperation()).resolves.toMatchObject({
      status: 'failed',
      failureKind: 'service',
      messages: [{ level: 'error', text: 'It could not.' }],
    });
  });

  it.each<[string, string, Scripted, Scripted]>([
    ['its substate', 'FailedInCertification', workflowsOf('InProgress'), listOf()],
    ['a step', 'Failed', workflowsOf('Failed', 'Failed'), listOf()],
    [
      'a finding',
      'Failed',
      workflowsOf('Failed'),
      listOf({ errorCode: 'CertificationFailed', message: 'No.' }),
    ],
  ])('recognizes a failed certification by %s', async (_by, substate, details, findings) => {
    const { getOperation } = connect({
      [submission]: { json: documentOf(substate) },
      [workflows]: details,
      [validations]: findings,
    });
    await expect(getOperation()).resolves.toMatchObject({ status: 'failed', failureKind: 'certification' });
  });

  it.each<[string, Scripted]>([
    ['404', { status: 404 }],
    ['503', { status: 503 }],
    ['HTML', { body: '<html>' }],
    ['null', { json: null }],
    ['nothing', networkFailure('connection', 'None.')],
  ])('does without workflows and findings if they are answered with %s', async (_answer, answer) => {
    const { getOperation } = connect({
      [submission]: { json: documentOf('Failed') },
      [workflows]: answer,
      [validations]: answer,
    });
    await expect(getOperation()).resolves.toMatchObject({ status: 'failed', steps: [], messages: [] });
  });

  it.each<[string, Error]>([
    ['the runner stops the step', interrupted('SIGTERM')],
    ['the sign-in fails, for any reason', new Failure('network', 'No token.', { isFatal: true })],
    ['there is an internal error', new TypeError('x')],
  ])('does not do without the workflows if %s', async (_what, error) => {
    const { getOperation } = connect({
      [submission]: { json: documentOf('Publishing') },
      [workflows]: error,
    });
    await expect(getOperation()).rejects.toBe(error);
  });

  it.each<[string, Scripted, string]>([
    ['is not JSON', { body: 'busy' }, 'unreadable answer'],
    ['is another document', { json: {} }, 'unreadable answer'],
    ['is not found', { status: 404 }, 'HTTP 404'],
  ])('throws if the submission %s', async (_what, answer, label) => {
    const { getOperation, asked } = connect({ [submission]: answer });
    await expect(getOperation()).rejects.toMatchObject({ name: 'Failure', label });
    expect(asked()).toEqual([submission]);
  });
});

describe('parseOperationUrl of partner-center', () => {
  const parse = (url: string, baseUrl = api.baseUrl) => api.parseOperationUrl(new URL(url), baseUrl);

  it.each([path, `x/../${path}`])('reads the URL of a submission: %s', (below) => {
    const url = new URL(`${api.baseUrl}/${below}`);
    expect(parse(url.href)).toEqual({
      operation: { url, id: newest, tracksOffer: false },
      offer: { publisher: '', offer: '' },
    });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a word', 'x'],
    ['the products', 'products'],
    ['a product', `products/${product}`],
    ['the submissions of a product', `products/${product}/submissions`],
    ['something below a submission', `${path}/promote`],
    ['a submission, with a slash at its end', `${path}/`],
    ['a submission in another case', path.replace('products', 'Products')],
    ['an ID that is too long', `products/${product}/submissions/${'1'.repeat(101)}`],
    ['an encoded slash', `products/${product}%2Fsubmissions/1`],
    ['an encoded letter', 'products/%78/submissions/1'],
    ['dots that lead out', `../../${path}`],
    ['encoded dots that lead out', `%2e%2e/.%2E/${path}`],
    ['dots in place of the ID', `products/${product}/submissions/..`],
  ])('reads no URL of %s', (_what, below) => {
    expect(parse(`${api.baseUrl}/${below}`)).toBeUndefined();
  });

  it.each([
    'https://api.partner.microsoft.com/v1.0/me/messages',
    `https://api.partner.microsoft.com/${path}`,
    `https://api.partner.microsoft.com/v1.0/ingestion2/${path}`,
    `https://api.partner.microsoft.com/v2.0/ingestion/${path}`,
    `https://api.partner.microsoft.com//v1.0/ingestion/${path}`,
  ])('reads no URL outside the path of the API: %s', (url) => {
    expect(parse(url)).toBeUndefined();
  });

  it('reads a URL below the path of a gateway, and none outside of it', () => {
    const gateway = 'https://gateway.example/pc';
    expect(parse(`${gateway}/${path}`, gateway)).toBeDefined();
    expect(parse(`https://gateway.example/${path}`, gateway)).toBeUndefined();
    expect(parse(`https://gateway.example/pc/../${path}`, gateway)).toBeUndefined();
  });

  it('reads every URL that the API gives out', async () => {
    const name = { publisher: '', offer: '' };
    const { url } = await connect({ [promote]: { status: 202 } }).goLive(path);
    expect(parse(url.href)).toMatchObject({ operation: { url, id: newest }, offer: name });
    const { operation } = await connect({ [submissions]: listOf(documentOf('Publishing')) }).getOfferState();
    expect(parse(operation?.url.href ?? '')).toEqual({ operation, offer: name });
  });
});

describe('getOperation of partner-center, of a URL beside an offer,', () => {
  it("follows a submission of the offer's own product, and looks that up once", async () => {
    const { getOperation, asked } = connect({ [submission]: { json: documentOf('Publishing') } });
    await expect(getOperation(path, 'app')).resolves.toMatchObject({ status: 'running' });
    await getOperation(path, 'app');
    expect(asked()).toEqual([products, submission, workflows, submission, workflows]);
  });

  it('refuses a submission of another product, and asks nothing of that', async () => {
    const { getOperation, asked } = connect({});
    await expect(getOperation('products/other/submissions/1', 'app')).rejects.toMatchObject({
      name: 'Failure',
      kind: 'input',
      message: 'operation-url belongs to another product than the offer app.',
      hint: expect.stringContaining('Give the line of operation-url'),
      transience: 'never',
    });
    expect(asked()).toEqual([products]);
  });

  it.each<[string, Scripted, Scripted, object, string[]]>([
    [
      'no product',
      listOf(),
      listOf(),
      { kind: 'not-found', message: 'No product has the offer ID app.' },
      [products, allProducts],
    ],
    [
      'two products',
      listOf(productOf(product, 'app'), productOf('other', 'App')),
      listOf(),
      { kind: 'not-found', message: '2 products have the offer ID app.' },
      [products],
    ],
    ['a refusal', { status: 409 }, { status: 409 }, { kind: 'conflict' }, [products, allProducts]],
    ['no answer', networkFailure('connection', 'None.'), listOf(), { kind: 'network' }, [products]],
  ])('asks nothing more where the look-up finds %s', async (_what, filtered, all, failure, requests) => {
    const { getOperation, asked } = connect({ [products]: filtered, [allProducts]: all });
    await expect(getOperation(path, 'app')).rejects.toMatchObject({ name: 'Failure', ...failure });
    expect(asked()).toEqual(requests);
  });

  it('compares nothing where no offer is given', async () => {
    const { getOperation, asked } = connect({ [submission]: { json: documentOf('Publishing') } });
    await getOperation();
    expect(asked()).toEqual([submission, workflows]);
  });
});
