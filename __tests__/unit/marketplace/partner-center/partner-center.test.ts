import { describe, expect, it, test } from 'vitest';
import {
  Failure,
  Interrupted,
  NetworkError,
  ServiceError,
  SignInError,
  UnreadableAnswer,
} from '../../../../src/errors.ts';
import type { Standing } from '../../../../src/golive/operation.ts';
import { partnerCenter } from '../../../../src/marketplace/partner-center/partner-center.ts';
import { partnerCenterTraits as traits } from '../../../../src/marketplace/partner-center/traits.ts';
import { standing } from '../../../support/unit/fake-marketplace.ts';
import { type Scripted, scriptedClient } from '../../../support/unit/scripted-client.ts';

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

function api(script: Record<string, Scripted | Scripted[]>) {
  const { client, within, requests, asked } = scriptedClient(traits, {
    [products]: { json: { value: [productOf('other', 'app-2'), productOf(product, 'app')] } },
    [workflows]: workflowsOf('NotStarted'),
    [validations]: { json: { value: [] } },
    ...script,
  });
  const marketplace = partnerCenter(client, traits.baseUrl);
  const url = (below: string) => new URL(`${traits.baseUrl}/${below}`);
  return {
    requests,
    asked,
    look: (offer = 'app') => marketplace.look({ publisher: '', offer }, within),
    start: (release: string | undefined) =>
      marketplace.start(
        { publisher: '', offer: 'app' },
        standing('waiting-for-sign-off', { release }),
        within,
      ),
    read: (below = path) => marketplace.read(marketplace.operationAt(url(below)).operation, within),
    operationAt: (below: string) => marketplace.operationAt(url(below)),
  };
}

const listOf = (...value: unknown[]) => ({ json: { value } });

describe('look', () => {
  test('asks for the product once, then for its submissions and the workflows of the newest', async () => {
    const { look, asked } = api({ [submissions]: listOf(documentOf('ReadyToPublish')) });
    await expect(look()).resolves.toMatchObject({
      phase: 'waiting-for-sign-off',
      status: 'waiting-for-review',
      rawStatus: 'InProgress/ReadyToPublish, Create Completed',
      correlationId: 'c-2',
      steps: [{ name: 'Preview Creation' }, { name: 'Certification' }],
    });
    await look();
    expect(asked()).toEqual([products, submissions, workflows, submissions, workflows]);
  });

  it.each<[string, object, string, Partial<Standing>]>([
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
    const { look } = api({ [submissions]: listOf(document), [workflows]: workflowsOf(live) });
    const seen = await look();
    expect(seen).toMatchObject(expected);
    const isUnderWay = seen.phase === 'going-live' || seen.phase === 'building-preview';
    expect(seen.operation?.url.href).toBe(isUnderWay ? `${traits.baseUrl}/${path}` : undefined);
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
    const { look, asked } = api({ [submissions]: listOf(...value) });
    await expect(look()).resolves.toMatchObject({ phase });
    expect(asked().at(-1)).toBe(workflows);
  });

  it.each<[string, unknown[]]>([
    ['none', []],
    ['a draft', [documentOf('InDraft', { pendingUpdateInfo: null })]],
  ])('an offer with no submission but %s was never published', async (_what, value) => {
    const { look, asked } = api({ [submissions]: listOf(...value) });
    await expect(look()).resolves.toEqual({
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
    const { look, asked } = api({
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
    await expect(look()).resolves.toMatchObject({ phase: 'waiting-for-sign-off', release: path });
    expect(asked()).toHaveLength(5);
  });

  it.each<[string, object[], string]>([
    ['none', [productOf('other', 'app-2')], 'No product has'],
    ['two', [productOf('one', 'app'), productOf('two', 'APP')], '2 products have'],
  ])('takes no product for the offer where it finds %s', async (_what, value, words) => {
    const { look, asked } = api({ [products]: listOf(...value) });
    await expect(look()).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining(words),
    });
    expect(asked()).toEqual([products]);
  });

  it.each<[string, Record<string, Scripted>, unknown]>([
    ['no JSON', { [products]: { body: '<html>Sign in</html>' } }, UnreadableAnswer],
    ['no list', { [submissions]: { json: { value: 7 } } }, UnreadableAnswer],
    ['403', { [products]: { status: 403 } }, ServiceError],
    ['no answer', { [submissions]: new NetworkError('timeout', 'None.') }, NetworkError],
  ])('throws for %s', async (_what, script, type) => {
    const { look } = api(script);
    await expect(look()).rejects.toThrow(type as typeof Error);
  });
});

describe('start', () => {
  it.each<[string, Scripted]>([
    ['the workflow to live', { json: { targetEnvironment: 'Live', state: 'InProgress' } }],
    ['202 and nothing', { status: 202 }],
    ['204', { status: 204 }],
  ])('promotes the submission, once; answered by %s', async (_what, answer) => {
    const { start, asked, requests } = api({ [promote]: answer });
    const operation = await start(path);
    expect(asked()).toEqual([promote]);
    expect(requests[0]).not.toHaveProperty('body');
    expect(operation.url.href).toBe(`${traits.baseUrl}/${path}`);
    // The submission was there before, and may still show how it stood.
    expect(operation).toMatchObject({ id: newest, ofOffer: true });
  });

  it.each([
    ['a page of something else', '<html>Sign in</html>'],
    ['nothing', ''],
    ['a number', '42'],
    ['a list', '[]'],
    ['another document', '{"status":"running"}'],
  ])('%s with a 200 is no acceptance', async (_what, body) => {
    const { start, asked } = api({ [promote]: { body } });
    await expect(start(path)).rejects.toThrow(UnreadableAnswer);
    expect(asked()).toEqual([promote]);
  });

  test('without a preview sends nothing', async () => {
    const { start, asked } = api({});
    await expect(start(undefined)).rejects.toMatchObject({ kind: 'not-ready' });
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
    const { start, asked } = api({ [promote]: { status: statusCode, body } });
    const thrown = await start(path).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ServiceError);
    expect(thrown).toMatchObject({ kind, message: expect.stringContaining(`Code: ${message}`) });
    expect(asked()).toEqual([promote]);
  });
});

describe('read', () => {
  test('reads the submission and its workflows', async () => {
    const { read, asked } = api({
      [submission]: { json: documentOf('Publishing') },
      [workflows]: workflowsOf('InProgress', 'InProgress'),
    });
    await expect(read()).resolves.toMatchObject({
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
    const { read, asked } = api({ [`GET /gw/${path}`]: { json: documentOf('InStore') } });
    await expect(read(`gw/${path}`)).resolves.toMatchObject({ status: 'succeeded' });
    expect(asked()).toEqual([`GET /gw/${path}`, `GET /gw/${path}/workflowdetails`]);
  });

  test('words that are not known are told once each', async () => {
    const { read } = api({
      [submission]: { json: documentOf('Paused', { pendingUpdateInfo: null }) },
      [workflows]: workflowsOf('Odd', 'Odd'),
    });
    await expect(read()).resolves.toMatchObject({
      status: 'unknown',
      unknownWords: ['InProgress/Paused', 'Odd'],
    });
  });

  test('a failure is told with what validation and certification found', async () => {
    const { read, asked } = api({
      [submission]: { json: documentOf('Failed') },
      [workflows]: workflowsOf('Failed', 'Failed'),
      [validations]: listOf(
        { errorCode: 'Policy-1', severity: 'Error', message: 'No.', resource: 'Listing' },
        { errorCode: 'Policy-2', severity: 'Warning', message: 'Hm.' },
      ),
    });
    await expect(read()).resolves.toMatchObject({
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
    const { read } = api({ [submission]: { json: documentOf('ReadyToPublish', { pendingUpdateInfo }) } });
    await expect(read()).resolves.toMatchObject({
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
    const { read } = api({
      [submission]: { json: documentOf(substate) },
      [workflows]: details,
      [validations]: findings,
    });
    await expect(read()).resolves.toMatchObject({ status: 'failed', failureKind: 'certification' });
  });

  it.each<[string, Scripted]>([
    ['404', { status: 404 }],
    ['503', { status: 503 }],
    ['HTML', { body: '<html>' }],
    ['null', { json: null }],
    ['no answer', new NetworkError('connection', 'None.')],
  ])('goes without workflows and findings: %s', async (_what, answer) => {
    const { read } = api({
      [submission]: { json: documentOf('Failed') },
      [workflows]: answer,
      [validations]: answer,
    });
    await expect(read()).resolves.toMatchObject({ status: 'failed', steps: [], messages: [] });
  });

  it.each<[string, Error]>([
    ['the end of the step', new Interrupted('SIGTERM')],
    ['a token that cannot be had', new SignInError(new Failure('authentication', 'No.'), false)],
    ['a fault of ours', new TypeError('x')],
  ])('does not go on past %s', async (_what, error) => {
    const { read } = api({ [submission]: { json: documentOf('Publishing') }, [workflows]: error });
    await expect(read()).rejects.toBe(error);
  });

  it.each<[string, Scripted, unknown]>([
    ['no JSON', { body: 'busy' }, UnreadableAnswer],
    ['no submission', { json: {} }, UnreadableAnswer],
    ['404', { status: 404 }, ServiceError],
  ])('throws for %s', async (_what, answer, type) => {
    const { read, asked } = api({ [submission]: answer });
    await expect(read()).rejects.toThrow(type as typeof Error);
    expect(asked()).toEqual([submission]);
  });
});

test('the operation at a URL is the submission', () => {
  const { operationAt, asked } = api({});
  const at = operationAt(path);
  expect(at).toMatchObject({
    operation: { id: newest, ofOffer: false },
    offer: { publisher: '', offer: '' },
  });
  expect(at.operation.url.href).toBe(`${traits.baseUrl}/${path}`);
  expect(asked()).toEqual([]);
});
