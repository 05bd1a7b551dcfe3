import { describe, expect, it, test } from 'vitest';
import {
  type Failure,
  Interrupted,
  NetworkError,
  ServiceError,
  UnreadableAnswer,
} from '../../../../src/errors.ts';
import type { Standing } from '../../../../src/golive/operation.ts';
import { productIngestion } from '../../../../src/marketplace/product-ingestion/product-ingestion.ts';
import { productIngestionTraits as traits } from '../../../../src/marketplace/product-ingestion/traits.ts';
import { standing } from '../../../support/unit/fake-marketplace.ts';
import { type Scripted, scriptedClient } from '../../../support/unit/scripted-client.ts';

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

function api(script: Record<string, Scripted | Scripted[]>) {
  const { client, within, requests, asked } = scriptedClient(traits, { [products]: productList, ...script });
  const marketplace = productIngestion(client, traits.baseUrl);
  const operationAt = (path: string) => marketplace.operationAt(new URL(`${traits.baseUrl}/${path}`));
  return {
    requests,
    asked,
    look: (offer = 'vm-offer') => marketplace.look({ publisher: '', offer }, within),
    start: (release: string | undefined) =>
      marketplace.start(
        { publisher: '', offer: 'vm-offer' },
        standing('waiting-for-sign-off', { release }),
        within,
      ),
    read: (path: string) => marketplace.read(operationAt(path).operation, within),
    operationAt,
  };
}

describe('look', () => {
  test('asks for the product of the offer once, and for its submissions each time', async () => {
    const { look, asked } = api({ [submissions]: listOf(draft) });
    await look();
    await look();
    expect(asked()).toEqual([products, submissions, submissions]);
  });

  it.each<[string, object[], Partial<Standing>]>([
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
    const { look, asked } = api({ [submissions]: listOf(...value) });
    const seen = await look();
    expect(seen).toMatchObject(expected);
    expect(seen.correlationId).toBe('c-2');
    const isNamed = ['waiting-for-sign-off', 'live', 'go-live-ended'].includes(seen.phase);
    expect(seen.release !== undefined).toBe(isNamed);
    const isUnderWay = seen.phase === 'going-live' || seen.phase === 'building-preview';
    expect(seen.operation === undefined).toBe(!isUnderWay);
    expect(asked()).toHaveLength(2);
  });

  test('what is under way can be followed where its submission is', async () => {
    const { look } = api({
      [submissions]: listOf(entry(first, 'live', running), entry(second, 'preview', succeeded)),
    });
    const { operation } = await look();
    expect(operation?.url.href).toBe(`${traits.baseUrl}/${first}?${version}`);
    expect(operation).toMatchObject({ id: '1152921505000000001', ofOffer: false });
  });

  test('reads submissions page by page', async () => {
    const next = `${submissions}&continuationToken=t`.replace('$', '%24');
    const { look, asked } = api({
      [submissions]: {
        json: {
          value: [entry(first, 'preview', succeeded)],
          '@nextLink': `${traits.baseUrl}/submission/${product}?continuationToken=t`,
        },
      },
      [next]: listOf(entry(first, 'live', running)),
    });
    await expect(look()).resolves.toMatchObject({ phase: 'going-live', correlationId: 'c-3' });
    expect(asked()).toEqual([products, submissions, next]);
  });

  it.each<[string, object[]]>([
    ['none', []],
    ['another one alone, as an API lists that does not know the parameter', [{ externalId: 'other' }]],
    ['two', [{ externalId: 'vm-offer' }, { externalID: 'VM-OFFER' }]],
  ])('takes no product for the offer where it finds %s', async (_what, identities) => {
    const value = identities.map((identity, index) => ({ id: `product/${index}`, identity }));
    const { look, asked } = api({ [products]: { json: { value } } });
    await expect(look()).rejects.toMatchObject({ kind: 'not-found' });
    expect(asked()).toEqual([products]);
  });

  test('puts the offer ID into the query as it must be', async () => {
    const { look, asked } = api({});
    await expect(look('a&b=c')).rejects.toThrow(ServiceError);
    expect(asked()).toEqual([`GET /product?externalId=a%26b%3Dc&${version}`]);
  });

  it.each<[string, string, Scripted, unknown]>([
    ['no JSON', products, { body: '<html>Sign in</html>' }, UnreadableAnswer],
    ['no list', products, { json: { value: null } }, UnreadableAnswer],
    ['no submissions', submissions, { json: {} }, UnreadableAnswer],
    ['403', submissions, { status: 403 }, ServiceError],
    ['no answer', submissions, new NetworkError('timeout', 'None.'), NetworkError],
  ])('throws for %s', async (_what, request, answer, type) => {
    const { look } = api({ [submissions]: listOf(), [request]: answer });
    await expect(look()).rejects.toThrow(type as typeof Error);
  });
});

describe('start', () => {
  const accepted = { jobId: job, jobStatus: 'notStarted', jobResult: 'pending', errors: [] };

  test('sends the submission of the preview to live, once', async () => {
    const { start, asked, requests } = api({ [configure]: { json: accepted } });
    const operation = await start(second);
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
    expect(operation.url.href).toBe(`${traits.baseUrl}/configure/${job}/status?${version}`);
    expect(operation).toMatchObject({ id: job, ofOffer: false });
  });

  it.each<[string, object]>([
    ['the other spelling of its ID', { jobID: job, jobStatus: 'running' }],
    ['an ID alone', { jobId: job }],
  ])('takes an acceptance with %s', async (_what, document) => {
    const { start } = api({ [configure]: { json: document } });
    await expect(start(second)).resolves.toMatchObject({ id: job });
  });

  it.each<[string, Partial<Scripted>]>([
    ['HTML', { body: '<html>Sign in</html>' }],
    ['nothing', { body: '' }],
    ['a job without an ID', { json: { jobStatus: 'notStarted' } }],
    ['an ID that leads elsewhere', { json: { jobId: '../../x' } }],
  ])('is not answered by %s', async (_what, answer) => {
    const { start, asked } = api({ [configure]: answer as Scripted });
    await expect(start(second)).rejects.toThrow(UnreadableAnswer);
    expect(asked()).toEqual([configure]);
  });

  test('without a preview sends nothing', async () => {
    const { start, asked } = api({});
    await expect(start(undefined)).rejects.toMatchObject({ kind: 'not-ready' });
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
    const { start, asked } = api({ [configure]: { status, body: JSON.stringify(document) } });
    const thrown = await start(second).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ServiceError);
    expect(thrown).toMatchObject({ kind, hint: traits.hint(status) });
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
    const { read, asked } = api({ [status]: jobIs('running', 'pending') });
    await expect(read(`${path}?${version}`)).resolves.toMatchObject({
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
    const { read } = api({ [status]: jobIs('completed', 'failed', { errors }) });
    await expect(read(`${path}?${version}`)).resolves.toMatchObject({
      status: 'failed',
      failureKind: 'certification',
      messages: [{ text: 'invalidState: No.' }, { text: 'Certification failed.' }],
    });
  });

  test('that was canceled in the portal is canceled, and sends nothing', async () => {
    const { read, requests } = api({ [status]: jobIs('completed', 'cancelled') });
    await expect(read(`${path}?${version}`)).resolves.toMatchObject({ status: 'canceled' });
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
      const { start, read, asked } = api({
        [configure]: { json: { jobId: job } },
        [status]: jobIs('completed', 'succeeded'),
        [submissions]: listOf(...value),
      });
      await start(second);
      await expect(read(`${path}?${version}`)).resolves.toMatchObject(expected);
      expect(asked()).toEqual([configure, status, submissions]);
    });
  });

  test('of another run is verified by its detail', async () => {
    const { read, asked } = api({
      [status]: jobIs('completed', 'succeeded'),
      [detail]: { json: { resources: [{ id: `product/${product}` }, entry(second, 'live', succeeded)] } },
      [submissions]: listOf(entry(second, 'live', succeeded)),
    });
    await expect(read(`${path}?${version}`)).resolves.toMatchObject({ status: 'succeeded' });
    expect(asked()).toEqual([status, detail, submissions]);
  });

  it.each<[string, Record<string, Scripted>, unknown]>([
    ['nothing but JSON', { [status]: { body: 'busy' } }, UnreadableAnswer],
    ['no status', { [status]: { json: {} } }, UnreadableAnswer],
    ['503', { [status]: { status: 503 } }, ServiceError],
    ['no detail', { [status]: jobIs('completed', 'succeeded') }, ServiceError],
    [
      'a detail without a submission',
      { [status]: jobIs('completed', 'succeeded'), [detail]: { json: { resources: [] } } },
      UnreadableAnswer,
    ],
    ['the end of the step', { [status]: new Interrupted('SIGTERM') }, Interrupted],
  ])('throws for %s', async (_what, script, type) => {
    const { read } = api(script);
    await expect(read(`${path}?${version}`)).rejects.toThrow(type as typeof Error);
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
    const { read, asked } = api({ [submissions]: listOf(draft, ...value) });
    await expect(read(`${second}?${version}`)).resolves.toMatchObject(expected);
    expect(asked()).toEqual([submissions]);
  });
});

describe('the operation at a URL', () => {
  it.each<[string, string, string]>([
    ['a job', `configure/${job}/status?${version}`, job],
    ['a submission', `${second}?${version}`, '1152921505000000002'],
    ['something else', 'x', 'x'],
  ])('%s', (_what, path, id) => {
    const { operationAt, asked } = api({});
    const at = operationAt(path);
    expect(at).toMatchObject({ operation: { id, ofOffer: false }, offer: { publisher: '', offer: '' } });
    expect(at.operation.url.href).toBe(`${traits.baseUrl}/${path}`);
    expect(asked()).toEqual([]);
  });
});
