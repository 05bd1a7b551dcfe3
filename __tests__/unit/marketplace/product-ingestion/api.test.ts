import { describe, expect, it, test } from 'vitest';
import { networkFailure, serviceFailure, unreadableAnswer } from '../../../../src/http/failures.ts';
import { productIngestion as api } from '../../../../src/marketplace/product-ingestion/api.ts';
import { type Failure, interrupted } from '../../../../src/model/failure.ts';
import type { OfferState } from '../../../../src/model/offer.ts';
import { state } from '../../../helpers/fake-marketplace.ts';
import { type Scripted, scriptedClient } from '../../../helpers/scripted-client.ts';

const product = '11111111-2222-3333-4444-555555555555';
const job = '66666666-7777-8888-9999-000000000000';
const version = '$version=2022-07-01';
const first = `submission/${product}/1152921505000000001`;
const second = `submission/${product}/1152921505000000002`;

const products = `GET /product?externalId=vm-offer&${version}`;
const submissions = `GET /submission/${product}?${version}`;
const configure = `POST /configure?${version}`;
const status = `GET /configure/${job}/status?${version}`;
const detail = `GET /configure/${job}?${version}`;

const productList = {
  json: { value: [{ id: `product/${product}`, identity: { externalId: 'vm-offer' } }] },
};

const running = { status: 'running', result: 'pending' };
const succeeded = { status: 'completed', result: 'succeeded' };
const failed = { status: 'completed', result: 'failed' };
const cancelled = { status: 'completed', result: 'cancelled' };

const entry = (id: string, targetType: string, progress: object = {}) => ({
  id,
  target: { targetType },
  ...progress,
});
const draft = entry(`submission/${product}/0`, 'draft');
const listOf = (...value: unknown[]) => ({ json: { value } });

function connect(script: Record<string, Scripted | Scripted[]>) {
  const { client, deadline, requests, asked } = scriptedClient(api, { [products]: productList, ...script });
  const marketplace = api.connect(client, api.baseUrl, () => {});
  const parseOperationUrl = (path: string) =>
    marketplace.parseOperationUrl(new URL(`${api.baseUrl}/${path}`));
  return {
    requests,
    asked,
    getOfferState: (offer = 'vm-offer') => marketplace.getOfferState({ publisher: '', offer }, deadline),
    goLive: (release: string | undefined) =>
      marketplace.goLive(
        { publisher: '', offer: 'vm-offer' },
        state('waiting-for-sign-off', { release }),
        deadline,
      ),
    getOperation: (path: string) => marketplace.getOperation(parseOperationUrl(path).operation, deadline),
    parseOperationUrl,
  };
}

describe('getOfferState', () => {
  test('asks for the product of the offer once, and for its submissions each time', async () => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(draft) });
    await getOfferState();
    await getOfferState();
    expect(asked()).toEqual([products, submissions, submissions]);
  });

  it.each<[string, object[], Partial<OfferState>]>([
    ['nothing', [], { phase: 'never-published', status: 'not-started', rawStatus: 'no submission' }],
    ['a draft alone', [draft], { phase: 'never-published', status: 'not-started' }],
    ['a preview at work', [draft, entry(first, 'preview', running)], { phase: 'building-preview' }],
    [
      'a preview in a state that is not known',
      [entry(first, 'preview', { status: 'paused' })],
      { phase: 'building-preview', status: 'unknown', unknownWords: ['paused'] },
    ],
    [
      'a preview that is ready',
      [draft, entry(first, 'preview', succeeded)],
      { phase: 'waiting-for-sign-off', status: 'waiting-for-review', rawStatus: 'completed/succeeded' },
    ],
    [
      'two previews, of which one is at work',
      [entry(first, 'preview', running), entry(second, 'preview', succeeded)],
      { phase: 'building-preview', status: 'running' },
    ],
    [
      'two previews that have ended: the last one counts',
      [entry(first, 'preview', failed), entry(second, 'preview', succeeded)],
      { phase: 'waiting-for-sign-off', release: second },
    ],
    [
      'a preview that is ready, beside an older one live',
      [entry(second, 'preview', succeeded), entry(first, 'live', succeeded)],
      { phase: 'waiting-for-sign-off', status: 'waiting-for-review', release: second },
    ],
    [
      'a preview that failed',
      [entry(first, 'live', succeeded), entry(second, 'preview', failed)],
      { phase: 'preview-failed', status: 'failed' },
    ],
    [
      'a preview that was canceled',
      [entry(second, 'preview', cancelled)],
      { phase: 'preview-failed', status: 'canceled' },
    ],
    [
      'a preview that ended, it is not known how',
      [entry(second, 'preview', { status: 'completed' })],
      { phase: 'unclear', status: 'unknown' },
    ],
    [
      'a go-live at work',
      [entry(first, 'live', succeeded), entry(second, 'live', running), entry(second, 'preview', succeeded)],
      { phase: 'going-live', status: 'running' },
    ],
    [
      'a go-live in a state that is not known',
      [entry(second, 'live', { status: 'paused' }), entry(second, 'preview', succeeded)],
      { phase: 'going-live', status: 'unknown' },
    ],
    [
      'a go-live and the next preview at work',
      [entry(second, 'preview', running), entry(first, 'live', running)],
      { phase: 'going-live', status: 'running' },
    ],
    [
      'the same one live and in preview',
      [entry(first, 'preview', succeeded), entry(first, 'live', succeeded)],
      { phase: 'live', status: 'succeeded', release: first },
    ],
    ['a live one alone', [draft, entry(first, 'live', succeeded)], { phase: 'live', status: 'succeeded' }],
    [
      'a go-live that failed',
      [entry(first, 'live', succeeded), entry(second, 'live', failed), entry(second, 'preview', succeeded)],
      { phase: 'go-live-ended', status: 'failed', release: second },
    ],
    [
      'a go-live that was canceled in the portal',
      [entry(second, 'live', cancelled), entry(second, 'preview', succeeded)],
      { phase: 'go-live-ended', status: 'canceled', release: second },
    ],
    [
      'a go-live that failed, its preview not kept',
      [entry(second, 'live', failed)],
      { phase: 'go-live-ended', status: 'failed', release: second },
    ],
    [
      'a go-live that ended, it is not known how',
      [entry(second, 'live', { status: 'completed', result: 'odd' })],
      { phase: 'unclear', status: 'unknown' },
    ],
    [
      'what cannot be read',
      [null as never, { id: 7 }, entry('submission/../x', 'live', succeeded), entry(first, 'flight')],
      { phase: 'never-published' },
    ],
  ])('sees %s', async (_what, value, expected) => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(...value) });
    const seen = await getOfferState();
    expect(seen).toMatchObject(expected);
    expect(seen.correlationId).toBe('c-2');
    const isNamed = ['waiting-for-sign-off', 'live', 'go-live-ended'].includes(seen.phase);
    expect(seen.release !== undefined).toBe(isNamed);
    const isUnderWay = seen.phase === 'going-live' || seen.phase === 'building-preview';
    expect(seen.operation === undefined).toBe(!isUnderWay);
    expect(asked()).toHaveLength(2);
  });

  test('what is under way can be followed where its submission is', async () => {
    const { getOfferState } = connect({
      [submissions]: listOf(entry(first, 'live', running), entry(second, 'preview', succeeded)),
    });
    const { operation } = await getOfferState();
    expect(operation?.url.href).toBe(`${api.baseUrl}/${first}?${version}`);
    expect(operation).toMatchObject({ id: '1152921505000000001', tracksOffer: false });
  });

  test('reads submissions page by page', async () => {
    const next = `${submissions}&continuationToken=t`.replace('$', '%24');
    const { getOfferState, asked } = connect({
      [submissions]: {
        json: {
          value: [entry(first, 'preview', succeeded)],
          '@nextLink': `${api.baseUrl}/submission/${product}?continuationToken=t`,
        },
      },
      [next]: listOf(entry(first, 'live', running)),
    });
    await expect(getOfferState()).resolves.toMatchObject({ phase: 'going-live', correlationId: 'c-3' });
    expect(asked()).toEqual([products, submissions, next]);
  });

  it.each<[string, object[]]>([
    ['none', []],
    ['another one alone, as an API lists that does not know the parameter', [{ externalId: 'other' }]],
    ['two', [{ externalId: 'vm-offer' }, { externalID: 'VM-OFFER' }]],
  ])('takes no product for the offer where it finds %s', async (_what, identities) => {
    const value = identities.map((identity, index) => ({ id: `product/${index}`, identity }));
    const { getOfferState, asked } = connect({ [products]: { json: { value } } });
    await expect(getOfferState()).rejects.toMatchObject({ kind: 'not-found' });
    expect(asked()).toEqual([products]);
  });

  test('puts the offer ID into the query as it must be', async () => {
    const { getOfferState, asked } = connect({});
    await expect(getOfferState('a&b=c')).rejects.toThrow(serviceFailure);
    expect(asked()).toEqual([`GET /product?externalId=a%26b%3Dc&${version}`]);
  });

  it.each<[string, string, Scripted, unknown]>([
    ['no JSON', products, { body: '<html>Sign in</html>' }, unreadableAnswer],
    ['no list', products, { json: { value: null } }, unreadableAnswer],
    ['no submissions', submissions, { json: {} }, unreadableAnswer],
    ['403', submissions, { status: 403 }, serviceFailure],
    ['no answer', submissions, networkFailure('timeout', 'None.'), networkFailure],
  ])('throws for %s', async (_what, request, answer, type) => {
    const { getOfferState } = connect({ [submissions]: listOf(), [request]: answer });
    await expect(getOfferState()).rejects.toThrow(type as typeof Error);
  });
});

describe('goLive', () => {
  const accepted = { jobId: job, jobStatus: 'notStarted', jobResult: 'pending', errors: [] };

  test('sends the submission of the preview to live, once', async () => {
    const { goLive, asked, requests } = connect({ [configure]: { json: accepted } });
    const operation = await goLive(second);
    expect(asked()).toEqual([configure]);
    expect(requests[0]?.headers['Content-Type']).toBe('application/json');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      $schema: 'https://schema.mp.microsoft.com/schema/configure/2022-03-01-preview2',
      resources: [
        {
          $schema: 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2',
          id: second,
          product: `product/${product}`,
          target: { targetType: 'live' },
        },
      ],
    });
    expect(operation.url.href).toBe(`${api.baseUrl}/configure/${job}/status?${version}`);
    expect(operation).toMatchObject({ id: job, tracksOffer: false });
  });

  it.each<[string, object]>([
    ['the other spelling of its ID', { jobID: job, jobStatus: 'running' }],
    ['an ID alone', { jobId: job }],
  ])('takes an acceptance with %s', async (_what, document) => {
    const { goLive } = connect({ [configure]: { json: document } });
    await expect(goLive(second)).resolves.toMatchObject({ id: job });
  });

  it.each<[string, Partial<Scripted>]>([
    ['HTML', { body: '<html>Sign in</html>' }],
    ['nothing', { body: '' }],
    ['a job without an ID', { json: { jobStatus: 'notStarted' } }],
    ['an ID that leads elsewhere', { json: { jobId: '../../x' } }],
  ])('is not answered by %s', async (_what, answer) => {
    const { goLive, asked } = connect({ [configure]: answer as Scripted });
    await expect(goLive(second)).rejects.toThrow(unreadableAnswer);
    expect(asked()).toEqual([configure]);
  });

  test('without a preview sends nothing', async () => {
    const { goLive, asked } = connect({});
    await expect(goLive(undefined)).rejects.toMatchObject({ kind: 'not-ready' });
    expect(asked()).toEqual([]);
  });

  const refusal = (code: string, message: string) => ({
    error: { code: 'badRequest', message: 'No.', details: [{ code, message, resourceId: second }] },
  });

  it.each<[string, number, object, string]>([
    ['a locked product', 400, refusal('productLocked', 'Locked.'), 'conflict'],
    ['a locked product, as 409', 409, refusal('productLocked', 'Locked.'), 'conflict'],
    ['a locked product, as 423', 423, {}, 'conflict'],
    ['an older submission', 400, refusal('invalidEntityStatus', 'It is not the latest.'), 'not-ready'],
    ['a certification', 400, refusal('invalidState', 'It failed certification.'), 'certification'],
    ['a role that is missing', 403, {}, 'permission'],
  ])('says why it was refused: %s', async (_what, status, document, kind) => {
    const { goLive, asked } = connect({ [configure]: { status, body: JSON.stringify(document) } });
    const thrown = await goLive(second).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ label: expect.stringMatching(/^HTTP /) });
    expect(thrown).toMatchObject({ kind, hint: api.hint(status) });
    if ('error' in document) {
      expect((thrown as Failure).message).toContain(`[${second}]`);
    }
    expect(asked()).toEqual([configure]);
  });
});

describe('read, of a job', () => {
  const path = `configure/${job}/status`;
  const jobIs = (jobStatus: string, jobResult: string, known: object = {}) => ({
    json: { jobID: job, jobStatus, jobResult, jobStart: 'x', jobEnd: '0001-01-01T00:00:00', ...known },
  });

  test('that runs asks for nothing more', async () => {
    const { getOperation, asked } = connect({ [status]: jobIs('running', 'pending') });
    await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject({
      status: 'running',
      rawStatus: 'running/pending',
      correlationId: 'c-1',
    });
    expect(asked()).toEqual([status]);
  });

  test('that failed says why', async () => {
    const errors = [
      { code: 'invalidState', message: 'No.', details: [{ message: 'Certification failed.' }] },
    ];
    const { getOperation } = connect({ [status]: jobIs('completed', 'failed', { errors }) });
    await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject({
      status: 'failed',
      failureKind: 'certification',
      messages: [{ text: 'invalidState: No.' }, { text: 'Certification failed.' }],
    });
  });

  test('that was canceled in the portal is canceled, and sends nothing', async () => {
    const { getOperation, requests } = connect({ [status]: jobIs('completed', 'cancelled') });
    await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject({ status: 'canceled' });
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  describe('that succeeded counts when its submission is live', () => {
    it.each<[string, object[], object]>([
      [
        'live',
        [
          entry(first, 'live', succeeded),
          entry(second, 'live', succeeded),
          entry(second, 'preview', succeeded),
        ],
        { status: 'succeeded' },
      ],
      ['on its way', [entry(second, 'live', running)], { status: 'running', rawStatus: 'running/pending' }],
      ['not there yet', [entry(second, 'preview', succeeded)], { status: 'running' }],
      ['failed', [entry(second, 'live', failed)], { status: 'failed' }],
      ['canceled', [entry(second, 'live', cancelled)], { status: 'canceled' }],
      [
        'not the live one',
        [entry(first, 'live', succeeded), entry(first, 'preview', succeeded)],
        {
          status: 'unknown',
          rawStatus: 'not listed',
          unknownWords: [],
          messages: [{ level: 'warning', text: expect.stringContaining('neither live nor in preview') }],
        },
      ],
      ['nowhere', [], { status: 'unknown', rawStatus: 'not listed' }],
    ])('%s', async (_what, value, expected) => {
      const { goLive, getOperation, asked } = connect({
        [configure]: { json: { jobId: job } },
        [status]: jobIs('completed', 'succeeded'),
        [submissions]: listOf(...value),
      });
      await goLive(second);
      await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject(expected);
      expect(asked()).toEqual([configure, status, submissions]);
    });
  });

  test('of another run is verified by its detail', async () => {
    const { getOperation, asked } = connect({
      [status]: jobIs('completed', 'succeeded'),
      [detail]: { json: { resources: [{ id: `product/${product}` }, entry(second, 'live', succeeded)] } },
      [submissions]: listOf(entry(second, 'live', succeeded)),
    });
    await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject({ status: 'succeeded' });
    expect(asked()).toEqual([status, detail, submissions]);
  });

  it.each<[string, Record<string, Scripted>, unknown]>([
    ['nothing but JSON', { [status]: { body: 'busy' } }, unreadableAnswer],
    ['no status', { [status]: { json: {} } }, unreadableAnswer],
    ['503', { [status]: { status: 503 } }, serviceFailure],
    ['no detail', { [status]: jobIs('completed', 'succeeded') }, serviceFailure],
    [
      'a detail without a submission',
      { [status]: jobIs('completed', 'succeeded'), [detail]: { json: { resources: [] } } },
      unreadableAnswer,
    ],
    ['the end of the step', { [status]: interrupted('SIGTERM') }, interrupted],
  ])('throws for %s', async (_what, script, type) => {
    const { getOperation } = connect(script);
    await expect(getOperation(`${path}?${version}`)).rejects.toThrow(type as typeof Error);
  });
});

describe('read, of a submission', () => {
  it.each<[string, object[], object]>([
    ['still a preview at work', [entry(second, 'preview', running)], { status: 'running' }],
    [
      'a preview that is ready',
      [entry(second, 'preview', succeeded), entry(first, 'live', succeeded)],
      { status: 'waiting-for-review', rawStatus: 'completed/succeeded' },
    ],
    ['a preview that failed', [entry(second, 'preview', failed)], { status: 'failed' }],
    [
      'going live',
      [entry(second, 'preview', succeeded), entry(second, 'live', running)],
      { status: 'running' },
    ],
    ['live', [entry(second, 'live', succeeded)], { status: 'succeeded' }],
    ['gone', [entry(first, 'live', succeeded)], { status: 'unknown', rawStatus: 'not listed' }],
  ])('%s', async (_what, value, expected) => {
    const { getOperation, asked } = connect({ [submissions]: listOf(draft, ...value) });
    await expect(getOperation(`${second}?${version}`)).resolves.toMatchObject(expected);
    expect(asked()).toEqual([submissions]);
  });
});

describe('the operation at a URL', () => {
  it.each<[string, string, string]>([
    ['a job', `configure/${job}/status?${version}`, job],
    ['a submission', `${second}?${version}`, '1152921505000000002'],
    ['something else', 'x', 'x'],
  ])('%s', (_what, path, id) => {
    const { parseOperationUrl, asked } = connect({});
    const at = parseOperationUrl(path);
    expect(at).toMatchObject({ operation: { id, tracksOffer: false }, offer: { publisher: '', offer: '' } });
    expect(at.operation.url.href).toBe(`${api.baseUrl}/${path}`);
    expect(asked()).toEqual([]);
  });
});
