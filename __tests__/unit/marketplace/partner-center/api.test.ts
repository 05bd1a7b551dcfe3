import { describe, expect, it, test } from 'vitest';
import { networkFailure, serviceFailure, unreadableAnswer } from '../../../../src/http/failures.ts';
import { partnerCenter as api } from '../../../../src/marketplace/partner-center/api.ts';
import { Failure, interrupted } from '../../../../src/model/failure.ts';
import type { OfferState } from '../../../../src/model/offer.ts';
import { state } from '../../../helpers/fake-marketplace.ts';
import { type Scripted, scriptedClient } from '../../../helpers/scripted-client.ts';

const product = '5fbe0803-a545-4504-b41a-d9d158112360';
const newest = '1152921505695125040';
const path = `products/${product}/submissions/${newest}`;

const products = 'GET /products';
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

/** The two workflows; `live` is the state of the second. */
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
    getOfferState: (offer = 'app') => marketplace.getOfferState({ publisher: '', offer }, deadline),
    goLive: (release: string | undefined) =>
      marketplace.goLive(
        { publisher: '', offer: 'app' },
        state('waiting-for-sign-off', { release }),
        deadline,
      ),
    getOperation: (below = path) =>
      marketplace.getOperation(marketplace.parseOperationUrl(url(below)).operation, deadline),
    parseOperationUrl: (below: string) => marketplace.parseOperationUrl(url(below)),
  };
}

const listOf = (...value: unknown[]) => ({ json: { value } });

describe('getOfferState', () => {
  test('asks for the product once, then for its submissions and the workflows of the newest', async () => {
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
    ['a preview at work', documentOf('Submitted'), 'NotStarted', { phase: 'building-preview' }],
    [
      'a preview that was just sent',
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
    ['a go-live at work', documentOf('Publishing'), 'InProgress', { phase: 'going-live', status: 'running' }],
    ['a go-live that was just accepted', documentOf('ReadyToPublish'), 'InProgress', { phase: 'going-live' }],
    [
      'a go-live that failed',
      documentOf('FailedInCertification'),
      'Failed',
      { phase: 'go-live-ended', status: 'failed', failureKind: 'certification' },
    ],
    [
      'a go-live that came to nothing',
      documentOf('ReadyToPublish', { pendingUpdateInfo: { updateType: 'Promote', status: 'Failed' } }),
      'NotStarted',
      { phase: 'go-live-ended', status: 'failed', failureKind: 'service' },
    ],
    ['a live offer', documentOf('InStore'), 'Success', { phase: 'live', status: 'succeeded' }],
    [
      'a state that is not known',
      documentOf('Paused'),
      'NotStarted',
      { phase: 'unclear', status: 'unknown' },
    ],
  ])('sees %s', async (_what, document, live, expected) => {
    const { getOfferState } = connect({ [submissions]: listOf(document), [workflows]: workflowsOf(live) });
    const seen = await getOfferState();
    expect(seen).toMatchObject(expected);
    const isUnderWay = seen.phase === 'going-live' || seen.phase === 'building-preview';
    expect(seen.operation?.url.href).toBe(isUnderWay ? `${api.baseUrl}/${path}` : undefined);
    const isKnown = /^(waiting-for-sign-off|live|go-live-ended)$/.test(seen.phase);
    expect(seen.release).toBe(isKnown ? path : undefined);
  });

  it.each<[string, unknown[], string]>([
    [
      'the one with the highest release number',
      [documentOf('InStore'), { ...documentOf('InStore'), id: '7', releaseNumber: 1 }],
      'live',
    ],
    [
      'the last of those without one',
      [
        { ...documentOf('Failed'), id: '7', releaseNumber: null },
        documentOf('InStore', { releaseNumber: null }),
      ],
      'live',
    ],
    [
      'not a draft of the next',
      [documentOf('InStore'), { id: '7', substate: 'InDraft', releaseNumber: 3 }],
      'live',
    ],
    [
      'not what cannot be read',
      [documentOf('InStore'), null, { id: '../x', substate: 'Failed', releaseNumber: 9 }],
      'live',
    ],
  ])('of several submissions takes %s', async (_what, value, phase) => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(...value) });
    await expect(getOfferState()).resolves.toMatchObject({ phase });
    expect(asked().at(-1)).toBe(workflows);
  });

  it.each<[string, unknown[]]>([
    ['none', []],
    ['a draft', [documentOf('InDraft', { pendingUpdateInfo: null })]],
  ])('an offer with no submission but %s was never published', async (_what, value) => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(...value) });
    await expect(getOfferState()).resolves.toEqual({
      status: 'not-started',
      rawStatus: 'no submission',
      unknownWords: [],
      steps: [],
      messages: [],
      failureKind: 'service',
      correlationId: 'c-2',
      phase: 'never-published',
      operation: undefined,
      release: undefined,
    });
    expect(asked()).toEqual([products, submissions]);
  });

  test('finds product and submission on later pages, by links relative to the host', async () => {
    const { getOfferState, asked } = connect({
      [products]: {
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
    expect(asked()).toHaveLength(5);
  });

  it.each<[string, object[], string]>([
    ['none', [productOf('other', 'app-2')], 'No product has'],
    ['two', [productOf('one', 'app'), productOf('two', 'APP')], '2 products have'],
  ])('takes no product for the offer where it finds %s', async (_what, value, words) => {
    const { getOfferState, asked } = connect({ [products]: listOf(...value) });
    await expect(getOfferState()).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining(words),
    });
    expect(asked()).toEqual([products]);
  });

  it.each<[string, Record<string, Scripted>, unknown]>([
    ['no JSON', { [products]: { body: '<html>Sign in</html>' } }, unreadableAnswer],
    ['no list', { [submissions]: { json: { value: 7 } } }, unreadableAnswer],
    ['403', { [products]: { status: 403 } }, serviceFailure],
    ['no answer', { [submissions]: networkFailure('timeout', 'None.') }, networkFailure],
  ])('throws for %s', async (_what, script, type) => {
    const { getOfferState } = connect(script);
    await expect(getOfferState()).rejects.toThrow(type as typeof Error);
  });
});

describe('goLive', () => {
  it.each<[string, Scripted]>([
    ['the workflow to live', { json: { targetEnvironment: 'Live', state: 'InProgress' } }],
    ['202 and nothing', { status: 202 }],
    ['204', { status: 204 }],
  ])('promotes the submission, once; answered by %s', async (_what, answer) => {
    const { goLive, asked, requests } = connect({ [promote]: answer });
    const operation = await goLive(path);
    expect(asked()).toEqual([promote]);
    expect(requests[0]).not.toHaveProperty('body');
    expect(operation.url.href).toBe(`${api.baseUrl}/${path}`);
    // The submission was there before, and may still show how it stood.
    expect(operation).toMatchObject({ id: newest, tracksOffer: true });
  });

  it.each([
    ['a page of something else', '<html>Sign in</html>'],
    ['nothing', ''],
    ['a number', '42'],
    ['a list', '[]'],
    ['another document', '{"status":"running"}'],
  ])('%s with a 200 is no acceptance', async (_what, body) => {
    const { goLive, asked } = connect({ [promote]: { body } });
    await expect(goLive(path)).rejects.toThrow(unreadableAnswer);
    expect(asked()).toEqual([promote]);
  });

  test('without a preview sends nothing', async () => {
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
  ])('says why it was refused: %i %s', async (statusCode, message, kind) => {
    const body = JSON.stringify({ statusCode, code: 'Code', message, details: [] });
    const { goLive, asked } = connect({ [promote]: { status: statusCode, body } });
    const thrown = await goLive(path).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ label: expect.stringMatching(/^HTTP /) });
    expect(thrown).toMatchObject({ kind, message: expect.stringContaining(`Code: ${message}`) });
    expect(asked()).toEqual([promote]);
  });
});

describe('getOperation', () => {
  test('reads the submission and its workflows', async () => {
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
      correlationId: 'c-1',
    });
    expect(asked()).toEqual([submission, workflows]);
  });

  test('behind a gateway reads the parts where the submission is', async () => {
    const { getOperation, asked } = connect({ [`GET /gw/${path}`]: { json: documentOf('InStore') } });
    await expect(getOperation(`gw/${path}`)).resolves.toMatchObject({ status: 'succeeded' });
    expect(asked()).toEqual([`GET /gw/${path}`, `GET /gw/${path}/workflowdetails`]);
  });

  test('words that are not known are told once each', async () => {
    const { getOperation } = connect({
      [submission]: { json: documentOf('Paused', { pendingUpdateInfo: null }) },
      [workflows]: workflowsOf('Odd', 'Odd'),
    });
    await expect(getOperation()).resolves.toMatchObject({
      status: 'unknown',
      unknownWords: ['InProgress/Paused', 'Odd'],
    });
  });

  test('a failure is told with what validation and certification found', async () => {
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

  test('a go-live that came to nothing without a word is a failure, with its reason', async () => {
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
    ['its state', 'FailedInCertification', workflowsOf('InProgress'), listOf()],
    ['a step', 'Failed', workflowsOf('Failed', 'Failed'), listOf()],
    [
      'a finding',
      'Failed',
      workflowsOf('Failed'),
      listOf({ errorCode: 'CertificationFailed', message: 'No.' }),
    ],
  ])('a certification that failed is told apart by %s', async (_by, substate, details, findings) => {
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
    ['no answer', networkFailure('connection', 'None.')],
  ])('goes without workflows and findings: %s', async (_what, answer) => {
    const { getOperation } = connect({
      [submission]: { json: documentOf('Failed') },
      [workflows]: answer,
      [validations]: answer,
    });
    await expect(getOperation()).resolves.toMatchObject({ status: 'failed', steps: [], messages: [] });
  });

  it.each<[string, Error]>([
    ['the end of the step', interrupted('SIGTERM')],
    ['a token that cannot be had', new Failure('network', 'No token.', { isFatal: true })],
    ['a fault of ours', new TypeError('x')],
  ])('does not go on past %s', async (_what, error) => {
    const { getOperation } = connect({
      [submission]: { json: documentOf('Publishing') },
      [workflows]: error,
    });
    await expect(getOperation()).rejects.toBe(error);
  });

  it.each<[string, Scripted, unknown]>([
    ['no JSON', { body: 'busy' }, unreadableAnswer],
    ['no submission', { json: {} }, unreadableAnswer],
    ['404', { status: 404 }, serviceFailure],
  ])('throws for %s', async (_what, answer, type) => {
    const { getOperation, asked } = connect({ [submission]: answer });
    await expect(getOperation()).rejects.toThrow(type as typeof Error);
    expect(asked()).toEqual([submission]);
  });
});

test('the operation at a URL is the submission', () => {
  const { parseOperationUrl, asked } = connect({});
  const at = parseOperationUrl(path);
  expect(at).toMatchObject({
    operation: { id: newest, tracksOffer: false },
    offer: { publisher: '', offer: '' },
  });
  expect(at.operation.url.href).toBe(`${api.baseUrl}/${path}`);
  expect(asked()).toEqual([]);
});
