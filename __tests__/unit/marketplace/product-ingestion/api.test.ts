import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../../src/http/failures.ts';
import { productIngestion as api } from '../../../../src/marketplace/product-ingestion/api.ts';
import { interrupted } from '../../../../src/model/failure.ts';
import type { OfferState, Operation } from '../../../../src/model/offer.ts';
import { state } from '../../../support/unit/fake-marketplace.ts';
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
const details = `GET /configure/${job}?${version}`;

const productList = {
  json: { value: [{ id: `product/${product}`, identity: { externalId: 'vm-offer' } }] },
};

const running = { status: 'running', result: 'pending' };
const succeeded = { status: 'completed', result: 'succeeded' };
const failed = { status: 'completed', result: 'failed' };
const canceled = { status: 'completed', result: 'cancelled' };

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
  return {
    requests,
    asked,
    getOfferType: () => marketplace.getOfferType?.({ publisher: '', offer: 'vm-offer' }, deadline),
    getOfferState: (offer = 'vm-offer') => marketplace.getOfferState({ publisher: '', offer }, deadline),
    goLive: (release: string | undefined) =>
      marketplace.goLive(
        { publisher: '', offer: 'vm-offer' },
        state('waiting-for-sign-off', { release }),
        deadline,
      ),
    /** @param offer the offer that a user gives beside the URL */
    getOperation: (path: string, offer?: string) =>
      marketplace.getOperation(
        operationAt(path),
        offer === undefined ? undefined : { publisher: '', offer },
        deadline,
      ),
    /** Starts a go-live, and reads its operation. */
    follow: async (release: string) =>
      marketplace.getOperation(
        await marketplace.goLive(
          { publisher: '', offer: 'vm-offer' },
          state('waiting-for-sign-off', { release }),
          deadline,
        ),
        undefined,
        deadline,
      ),
  };
}

/** The operation behind a URL below the base URL. */
function operationAt(path: string): Operation {
  const parsed = api.parseOperationUrl(new URL(`${api.baseUrl}/${path}`), api.baseUrl);
  if (!parsed) {
    throw new Error(`${path} is no operation.`);
  }
  return parsed.operation;
}

describe('the product ingestion API', () => {
  it('is described as documented', () => {
    expect(api).toMatchObject({
      baseUrl: 'https://graph.microsoft.com/rp/product-ingestion',
      needsPublisher: false,
      audiences: ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'],
      scope: 'https://graph.microsoft.com/.default',
    });
  });

  it.each<[number, string]>([
    [400, 'Check the offer ID and api-url.'],
    [401, 'https://graph.microsoft.com'],
    [404, 'virtual machine, container, SaaS'],
    [500, 'Microsoft support'],
  ])('has a hint for a status check answered with %i: %s', (status, words) => {
    expect(api.hint(status, 'GET')).toContain(words);
  });

  it.each<[number, string]>([
    [400, 'not the latest'],
    [401, 'https://graph.microsoft.com'],
    [403, 'Manager role'],
    [404, 'virtual machine, container, SaaS'],
    [409, 'Something else is in progress'],
    [423, 'locks the product'],
    [429, 'fewer requests'],
    [500, 'Microsoft support'],
  ])('has a hint for a go-live answered with %i: %s', (status, words) => {
    expect(api.hint(status, 'POST')).toContain(words);
  });

  it.each<[string, string | undefined]>([
    ['badRequest: No.; productLocked: Locked for certification.', 'conflict'],
    ['badRequest: No.; PRODUCTLOCKED', 'conflict'],
    ['invalidState: The submission failed certification.', 'certification'],
    ['invalidState: Certification failed.', 'certification'],
    ['badRequest: The submission cannot be pushed to as its not the latest', undefined],
    ['', undefined],
  ])('tells the kind of the refusal "%s": %s', (words, kind) => {
    expect(api.kind(words)).toBe(kind);
  });
});

describe('getOfferType', () => {
  it("gives the API's word for the type of the offer", async () => {
    const item = {
      id: `product/${product}`,
      identity: { externalId: 'vm-offer' },
      type: 'azureVirtualMachine',
    };
    await expect(connect({ [products]: { json: { value: [item] } } }).getOfferType()).resolves.toBe(
      'azureVirtualMachine',
    );
  });

  it('gives nothing for an offer that the API does not know', async () => {
    await expect(connect({ [products]: { json: { value: [] } } }).getOfferType()).resolves.toBeUndefined();
  });
});

describe('getOfferState', () => {
  it("looks up the offer's product once, and lists its submissions each time", async () => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(draft) });
    await getOfferState();
    await getOfferState();
    expect(asked()).toEqual([products, submissions, submissions]);
  });

  it.each<[string, object[], Partial<OfferState>]>([
    ['no submission', [], { phase: 'never-published', status: 'not-started', rawStatus: 'no submission' }],
    ['only a draft', [draft], { phase: 'never-published', status: 'not-started' }],
    ['a running preview', [draft, entry(first, 'preview', running)], { phase: 'building-preview' }],
    [
      'a preview with an unknown status',
      [entry(first, 'preview', { status: 'paused' })],
      { phase: 'building-preview', status: 'unknown', unknownWords: ['paused'] },
    ],
    [
      'a preview that is ready',
      [draft, entry(first, 'preview', succeeded)],
      { phase: 'waiting-for-sign-off', status: 'waiting-for-review', rawStatus: 'completed/succeeded' },
    ],
    [
      'two previews, one of them running',
      [entry(first, 'preview', running), entry(second, 'preview', succeeded)],
      { phase: 'building-preview', status: 'running' },
    ],
    [
      'two previews that have ended, the last of which counts',
      [entry(first, 'preview', failed), entry(second, 'preview', succeeded)],
      { phase: 'waiting-for-sign-off', release: second },
    ],
    [
      'a preview that is ready, and an older live submission',
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
      [entry(second, 'preview', canceled)],
      { phase: 'preview-failed', status: 'canceled' },
    ],
    [
      'a preview that has completed without a result',
      [entry(second, 'preview', { status: 'completed' })],
      { phase: 'unclear', status: 'unknown' },
    ],
    [
      'a running go-live',
      [entry(first, 'live', succeeded), entry(second, 'live', running), entry(second, 'preview', succeeded)],
      { phase: 'going-live', status: 'running' },
    ],
    [
      'a go-live with an unknown status',
      [entry(second, 'live', { status: 'paused' }), entry(second, 'preview', succeeded)],
      { phase: 'going-live', status: 'unknown' },
    ],
    [
      'a running go-live, and the next preview running',
      [entry(second, 'preview', running), entry(first, 'live', running)],
      { phase: 'going-live', status: 'running' },
    ],
    [
      'the same submission live and in preview',
      [entry(first, 'preview', succeeded), entry(first, 'live', succeeded)],
      { phase: 'live', status: 'succeeded', release: first },
    ],
    [
      'only a live submission',
      [draft, entry(first, 'live', succeeded)],
      { phase: 'live', status: 'succeeded' },
    ],
    [
      'a go-live that failed',
      [entry(first, 'live', succeeded), entry(second, 'live', failed), entry(second, 'preview', succeeded)],
      { phase: 'go-live-ended', status: 'failed', release: second },
    ],
    [
      'a go-live that was canceled in the portal',
      [entry(second, 'live', canceled), entry(second, 'preview', succeeded)],
      { phase: 'go-live-ended', status: 'canceled', release: second },
    ],
    [
      'a go-live that failed, without its preview',
      [entry(second, 'live', failed)],
      { phase: 'go-live-ended', status: 'failed', release: second },
    ],
    [
      'a go-live that has completed with an unknown result',
      [entry(second, 'live', { status: 'completed', result: 'odd' })],
      { phase: 'unclear', status: 'unknown' },
    ],
    [
      'only an entry with an unknown target',
      [entry(first, 'flight', succeeded)],
      { phase: 'never-published' },
    ],
    [
      'only entries that cannot be read',
      [null as never, { id: 7 }, entry('submission/../x', 'live', succeeded)],
      {
        phase: 'unclear',
        status: 'unknown',
        rawStatus: 'submissions that cannot be read or put in order',
        unknownWords: [],
      },
    ],
    [
      'a live submission, and an entry without an ID that is running',
      [entry(first, 'live', succeeded), { target: { targetType: 'preview' }, ...running }],
      { phase: 'unclear', status: 'unknown', unknownWords: [] },
    ],
    [
      'two submissions that cannot be put in order',
      [
        entry(`submission/${product}/a`, 'live', succeeded),
        entry(`submission/${product}/b`, 'preview', failed),
      ],
      { phase: 'unclear', status: 'unknown', unknownWords: [] },
    ],
    [
      'an older submission listed first, although it is live',
      [
        entry(second, 'live', { ...succeeded, created: '2024-01-02T03:04:05Z' }),
        entry(first, 'live', { ...failed, created: '2026-01-02T03:04:05Z' }),
      ],
      { phase: 'go-live-ended', status: 'failed', release: first },
    ],
    [
      'an offer that is withdrawn',
      [entry(second, 'live', { ...succeeded, lifecycleState: 'deprecated' })],
      {
        phase: 'withdrawn',
        status: 'failed',
        rawStatus: 'completed/succeeded, deprecated',
        unknownWords: [],
        failureKind: 'not-ready',
        messages: [
          {
            level: 'error',
            text: 'The submission takes the offer off the market (completed/succeeded, deprecated).',
            timestamp: '',
          },
        ],
      },
    ],
    [
      'an offer that is about to be withdrawn',
      [entry(second, 'live', { ...succeeded, deprecationSchedule: { date: '2027-01-01' } })],
      { phase: 'withdrawn', failureKind: 'not-ready' },
    ],
    [
      'a running withdrawal',
      [entry(second, 'live', { ...running, lifecycleState: 'deprecated' }), entry(first, 'live', succeeded)],
      { phase: 'withdrawn', failureKind: 'not-ready', rawStatus: 'running/pending, deprecated' },
    ],
    [
      'a new preview of an offer that was withdrawn',
      [
        entry(first, 'live', { ...succeeded, lifecycleState: 'deprecated' }),
        entry(second, 'preview', succeeded),
      ],
      { phase: 'waiting-for-sign-off', status: 'waiting-for-review', release: second },
    ],
  ])('recognizes %s', async (_what, value, expected) => {
    const { getOfferState, asked } = connect({ [submissions]: listOf(...value) });
    const offerState = await getOfferState();
    const { phase, release, operation, correlationId } = offerState;
    expect(offerState).toMatchObject(expected);
    expect(correlationId).toBe('c-2');
    const hasRelease = ['waiting-for-sign-off', 'live', 'go-live-ended'].includes(phase);
    expect(release !== undefined).toBe(hasRelease);
    const isRunning = phase === 'going-live' || phase === 'building-preview';
    expect(operation !== undefined).toBe(isRunning);
    expect(asked()).toHaveLength(2);
  });

  it('names the running submission as the operation', async () => {
    const { getOfferState } = connect({
      [submissions]: listOf(entry(first, 'live', running), entry(second, 'preview', succeeded)),
    });
    const { operation } = await getOfferState();
    expect(operation?.url.href).toBe(`${api.baseUrl}/${first}?${version}`);
    expect(operation).toMatchObject({ id: '1152921505000000001', tracksOffer: false });
  });

  it('reads the submissions page by page', async () => {
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
    ['no product', []],
    ['only another one, as an API that ignores the filter would list it', [{ externalId: 'other' }]],
    ['two products with its ID', [{ externalId: 'vm-offer' }, { externalID: 'VM-OFFER' }]],
  ])('throws instead of guessing the product if the API lists %s', async (_what, identities) => {
    const value = identities.map((identity, index) => ({ id: `product/${index}`, identity }));
    const { getOfferState, asked } = connect({ [products]: { json: { value } } });
    await expect(getOfferState()).rejects.toMatchObject({ kind: 'not-found' });
    expect(asked()).toEqual([products]);
  });

  it.each<[string, Scripted]>([
    ['an empty object', { json: {} }],
    ['null', { json: { value: null } }],
    ['an empty list', listOf()],
  ])('reads submissions answered with %s as none', async (_what, answer) => {
    const { getOfferState } = connect({ [submissions]: answer });
    await expect(getOfferState()).resolves.toMatchObject({ phase: 'never-published' });
  });

  it('says that no product has the offer ID if the products are answered with an empty object', async () => {
    const { getOfferState } = connect({ [products]: { json: {} } });
    await expect(getOfferState()).rejects.toThrow('No product has the offer ID vm-offer.');
  });

  it('keeps the continuation token of a next link, which is a base64 word', async () => {
    const token = 'W3sidG9rZW4iOiIrUklEOn4/YSt6In1d+/==';
    const next = `${submissions}&continuationToken=${encodeURIComponent(token)}`.replace('$', '%24');
    const { getOfferState, asked } = connect({
      [submissions]: {
        json: {
          value: [],
          '@nextLink': `${api.baseUrl}/submission/${product}?${version}&continuationToken=${encodeURIComponent(token)}`,
        },
      },
      [next]: listOf(entry(first, 'live', succeeded)),
    });
    await expect(getOfferState()).resolves.toMatchObject({ phase: 'live' });
    expect(asked().at(-1)).toBe(next);
  });

  it("finds the offer's product among those of other kinds, however the member is spelled", async () => {
    for (const name of ['externalId', 'externalID', 'externalid']) {
      const { getOfferState } = connect({
        [products]: listOf(
          { id: 'product/bc', type: 'dynamics365BusinessCentral', identity: {} },
          { id: 'product/other', identity: { [name]: 'vm-offer-2' } },
          { id: `product/${product}`, identity: { [name]: 'vm-offer' } },
        ),
        [submissions]: listOf(entry(first, 'live', succeeded)),
      });
      await expect(getOfferState()).resolves.toMatchObject({ phase: 'live' });
    }
  });

  it('encodes the offer ID in the query', async () => {
    const { getOfferState, asked } = connect({});
    await expect(getOfferState('a&b=c')).rejects.toMatchObject({ name: 'Failure', label: 'HTTP 404' });
    expect(asked()).toEqual([`GET /product?externalId=a%26b%3Dc&${version}`]);
  });

  it.each<[string, string, Scripted, string]>([
    ['the products are not JSON', products, { body: '<html>Sign in</html>' }, 'unreadable answer'],
    ['the products are not a list', products, { json: { value: {} } }, 'unreadable answer'],
    ['the submissions are not a list', submissions, { json: { error: {} } }, 'unreadable answer'],
    ['the look-up is refused with 400', products, { status: 400 }, 'HTTP 400'],
    ['the look-up is answered with 401', products, { status: 401 }, 'HTTP 401'],
    [
      'a later page of the submissions is not found, as the newest may be there',
      submissions,
      { json: { value: [entry(first, 'live', succeeded)], '@nextLink': '?continuationToken=t' } },
      'HTTP 404',
    ],
    ['the API answers 403', submissions, { status: 403 }, 'HTTP 403'],
    ['there is no answer', submissions, networkFailure('timeout', 'None.'), 'timeout'],
  ])('throws if %s', async (_what, request, answer, label) => {
    const { getOfferState } = connect({ [submissions]: listOf(), [request]: answer });
    await expect(getOfferState()).rejects.toMatchObject({ name: 'Failure', label });
  });
});

describe('goLive', () => {
  const accepted = { jobId: job, jobStatus: 'notStarted', jobResult: 'pending', errors: [] };

  it('configures the submission of the preview for live, with one request', async () => {
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
    // A later run learns from the URL which submission the job is about.
    expect(operation.url.href).toBe(`${api.baseUrl}/configure/${job}/status?${version}#${second}`);
    expect(operation).toMatchObject({ id: job, tracksOffer: false });
  });

  it.each<[string, object]>([
    ['a job in the other spelling of its ID', { jobID: job, jobStatus: 'running' }],
    ['only the ID of a job', { jobId: job }],
  ])('treats %s as an acceptance, answered with 200 or 202', async (_what, document) => {
    const accepted202 = connect({ [configure]: { status: 202, body: JSON.stringify(document) } });
    await expect(accepted202.goLive(second)).resolves.toMatchObject({ id: job });
    const { goLive } = connect({ [configure]: { json: document } });
    await expect(goLive(second)).resolves.toMatchObject({ id: job });
  });

  it.each<[string, Scripted]>([
    ['HTML', { body: '<html>Sign in</html>' }],
    ['an empty body', { body: '' }],
    ['a job without an ID', { json: { jobStatus: 'notStarted' } }],
    ['an ID with a path', { json: { jobId: '../../x' } }],
  ])('does not treat %s as an acceptance', async (_what, answer) => {
    const { goLive, asked } = connect({ [configure]: answer });
    await expect(goLive(second)).rejects.toMatchObject({ name: 'Failure', label: 'unreadable answer' });
    expect(asked()).toEqual([configure]);
  });

  it('sends nothing without a preview', async () => {
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
    ['a failed certification', 400, refusal('invalidState', 'It failed certification.'), 'certification'],
    ['a missing role', 403, {}, 'permission'],
  ])('throws the kind of a refusal: %s', async (_refusal, status, document, kind) => {
    const { goLive, asked } = connect({ [configure]: { status, body: JSON.stringify(document) } });
    await expect(goLive(second)).rejects.toMatchObject({
      name: 'Failure',
      label: `HTTP ${status}`,
      kind,
      hint: api.hint(kind === 'conflict' && 'error' in document ? 409 : status, 'POST'),
      message: expect.stringContaining('error' in document ? `[${second}]` : '{}'),
      technical: expect.stringContaining(`: ${status}; correlation ID`),
    });
    expect(asked()).toEqual([configure]);
  });
});

describe('getOperation, of a job', () => {
  const path = `configure/${job}/status`;
  const jobIs = (jobStatus: string, jobResult: string, known: object = {}) => ({
    json: { jobID: job, jobStatus, jobResult, jobStart: 'x', jobEnd: '0001-01-01T00:00:00', ...known },
  });

  it('sends one request if the job is running', async () => {
    const { getOperation, asked } = connect({ [status]: jobIs('running', 'pending') });
    await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject({
      status: 'running',
      rawStatus: 'running/pending',
      correlationId: 'c-1',
    });
    expect(asked()).toEqual([status]);
  });

  it('reads the errors if the job failed', async () => {
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

  it('only reads if the job was canceled in the portal', async () => {
    const { getOperation, requests } = connect({ [status]: jobIs('completed', 'cancelled') });
    await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject({ status: 'canceled' });
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  describe('depends on the submission if the job succeeded, which', () => {
    it.each<[string, object[], object]>([
      [
        'is live',
        [
          entry(first, 'live', succeeded),
          entry(second, 'live', succeeded),
          entry(second, 'preview', succeeded),
        ],
        { status: 'succeeded' },
      ],
      [
        'is going live',
        [entry(second, 'live', running)],
        { status: 'running', rawStatus: 'running/pending' },
      ],
      ['is still a preview', [entry(second, 'preview', succeeded)], { status: 'running' }],
      ['failed', [entry(second, 'live', failed)], { status: 'failed' }],
      ['was canceled', [entry(second, 'live', canceled)], { status: 'canceled' }],
      [
        'is not listed, because another one is live',
        [entry(first, 'live', succeeded), entry(first, 'preview', succeeded)],
        {
          status: 'unknown',
          rawStatus: 'not listed',
          unknownWords: [],
          messages: [
            {
              level: 'warning',
              text: 'The submission 1152921505000000002 is neither live nor in preview. Still waiting.',
            },
          ],
        },
      ],
      ['is not listed, because there are none', [], { status: 'unknown', rawStatus: 'not listed' }],
    ])('%s', async (_what, value, expected) => {
      const { getOperation, asked } = connect({
        [status]: jobIs('completed', 'succeeded'),
        [submissions]: listOf(...value),
      });
      await expect(getOperation(`${path}?${version}#${second}`)).resolves.toMatchObject(expected);
      expect(asked()).toEqual([status, submissions]);
    });
  });

  it('is followed by the operation of the go-live, and the fragment is not sent', async () => {
    const { follow, requests } = connect({
      [configure]: { json: { jobId: job } },
      [status]: jobIs('completed', 'succeeded'),
      [submissions]: listOf(entry(second, 'live', succeeded), entry(first, 'live', failed)),
    });
    await expect(follow(second)).resolves.toMatchObject({ status: 'succeeded' });
    expect(requests.map(({ url }) => url.hash)).toEqual(['', '', '']);
    expect(requests).toHaveLength(3);
  });

  it.each([
    '',
    '#',
    '#x',
    '#submission',
    '#submission/x',
    `#product/${product}`,
    `#${second}/x`,
    `#x/${second}`,
    '#submission/../x',
    '#submission/a/b?c',
  ])('asks for the details of the job if its URL names no submission: "%s"', async (fragment) => {
    const { getOperation, asked } = connect({
      [status]: jobIs('completed', 'succeeded'),
      [details]: { json: { resources: [entry(second, 'live', succeeded)] } },
      [submissions]: listOf(entry(second, 'live', succeeded)),
    });
    await expect(getOperation(`${path}?${version}${fragment}`)).resolves.toMatchObject({
      status: 'succeeded',
    });
    expect(asked()).toEqual([status, details, submissions]);
  });

  describe('depends on the newest submission if the job succeeded and its details list only the product, which', () => {
    const deprecated = { lifecycleState: 'deprecated' };

    it.each<[string, object[], object]>([
      [
        'is live',
        [entry(first, 'live', failed), entry(second, 'live', succeeded), entry(second, 'preview', succeeded)],
        { status: 'succeeded', rawStatus: 'completed/succeeded' },
      ],
      [
        'is going live',
        [entry(first, 'live', succeeded), entry(second, 'live', running)],
        { status: 'running', rawStatus: 'running/pending' },
      ],
      [
        'is going live, with an unknown status',
        [entry(second, 'live', { status: 'paused' })],
        { status: 'unknown', unknownWords: ['paused'] },
      ],
      [
        'failed to go live',
        [entry(second, 'live', failed), entry(second, 'preview', succeeded)],
        { status: 'failed' },
      ],
      ['was canceled', [entry(second, 'live', canceled)], { status: 'canceled' }],
      [
        'is a preview that is ready',
        [entry(first, 'live', succeeded), entry(second, 'preview', succeeded)],
        { status: 'running' },
      ],
      ['is a running preview', [entry(second, 'preview', running)], { status: 'running' }],
      [
        'is a preview that failed',
        [entry(first, 'live', succeeded), entry(second, 'preview', failed)],
        { status: 'running' },
      ],
      [
        'takes the offer off the market',
        [entry(second, 'live', { ...succeeded, ...deprecated })],
        { status: 'failed', failureKind: 'not-ready' },
      ],
      [
        'is about to take the offer off the market',
        [entry(second, 'live', { ...running, ...deprecated })],
        { status: 'failed', failureKind: 'not-ready' },
      ],
      [
        'has completed without a result',
        [entry(second, 'live', { status: 'completed' })],
        { status: 'unknown', rawStatus: 'completed' },
      ],
      ['does not exist', [], { status: 'unknown', rawStatus: 'no submission', unknownWords: [] }],
      [
        'cannot be read',
        [entry(first, 'live', succeeded), { target: { targetType: 'live' }, ...running }],
        { status: 'unknown', rawStatus: 'submissions that cannot be read or put in order', unknownWords: [] },
      ],
    ])('%s', async (_what, value, expected) => {
      const { getOperation, asked } = connect({
        [status]: jobIs('completed', 'succeeded'),
        [details]: {
          json: { resources: [{ id: `product/${product}`, identity: { externalID: 'vm-offer' } }] },
        },
        [submissions]: listOf(draft, ...value),
      });
      await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject(expected);
      expect(asked()).toEqual([status, details, submissions]);
    });
  });

  it('finds the submission in the details of the job if another run started it', async () => {
    const { getOperation, asked } = connect({
      [status]: jobIs('completed', 'succeeded'),
      [details]: { json: { resources: [{ id: `product/${product}` }, entry(second, 'live', succeeded)] } },
      [submissions]: listOf(entry(second, 'live', succeeded)),
    });
    await expect(getOperation(`${path}?${version}`)).resolves.toMatchObject({ status: 'succeeded' });
    expect(asked()).toEqual([status, details, submissions]);
  });

  it.each<[string, Record<string, Scripted>, string]>([
    ['the status of the job is not JSON', { [status]: { body: 'busy' } }, 'unreadable answer'],
    ['the job has no status', { [status]: { json: {} } }, 'unreadable answer'],
    ['the API answers 503', { [status]: { status: 503 } }, 'HTTP 503'],
    ['the job has no details', { [status]: jobIs('completed', 'succeeded') }, 'HTTP 404'],
    [
      'the details name neither a submission nor a product',
      { [status]: jobIs('completed', 'succeeded'), [details]: { json: { resources: [] } } },
      'unreadable answer',
    ],
    ['the runner stops the step', { [status]: interrupted('SIGTERM') }, 'interrupted'],
  ])('throws if %s', async (_what, script, label) => {
    const { getOperation } = connect(script);
    await expect(getOperation(`${path}?${version}`)).rejects.toMatchObject({ name: 'Failure', label });
  });
});

describe('getOperation, of a submission that', () => {
  it.each<[string, object[], object]>([
    ['is a running preview', [entry(second, 'preview', running)], { status: 'running' }],
    [
      'is a preview that is ready',
      [entry(second, 'preview', succeeded), entry(first, 'live', succeeded)],
      { status: 'waiting-for-review', rawStatus: 'completed/succeeded' },
    ],
    ['is a preview that failed', [entry(second, 'preview', failed)], { status: 'failed' }],
    [
      'is going live',
      [entry(second, 'preview', succeeded), entry(second, 'live', running)],
      { status: 'running' },
    ],
    ['is live', [entry(second, 'live', succeeded)], { status: 'succeeded' }],
    ['is not listed', [entry(first, 'live', succeeded)], { status: 'unknown', rawStatus: 'not listed' }],
    [
      'is live, although its preview is listed as running',
      [entry(second, 'live', succeeded), entry(second, 'preview', running)],
      { status: 'succeeded' },
    ],
    [
      'failed to go live, and is going live again',
      [entry(second, 'live', running), entry(second, 'live', failed)],
      { status: 'running' },
    ],
    [
      'failed to go live, after an earlier success',
      [
        entry(second, 'live', { ...failed, created: '2026-01-02T03:04:05Z' }),
        entry(second, 'live', { ...succeeded, created: '2024-01-02T03:04:05Z' }),
      ],
      { status: 'failed' },
    ],
    [
      'has two results, of which nothing tells which one is newer',
      [entry(second, 'live', succeeded), entry(second, 'live', failed)],
      {
        status: 'unknown',
        rawStatus: 'submissions that cannot be read or put in order',
        unknownWords: [],
        messages: [],
      },
    ],
    [
      'takes the offer off the market',
      [entry(second, 'live', { ...running, lifecycleState: 'deprecated' })],
      { status: 'failed', failureKind: 'not-ready', rawStatus: 'running/pending, deprecated' },
    ],
    [
      'would take the offer off the market',
      [entry(second, 'preview', { ...succeeded, deprecationSchedule: [{ date: '2027-01-01' }] })],
      { status: 'failed', failureKind: 'not-ready' },
    ],
    [
      'is live, beside an entry that cannot be read',
      [{ id: 7 }, entry(second, 'live', succeeded)],
      { status: 'succeeded' },
    ],
    [
      'is a preview, beside an entry that cannot be read and may be its go-live',
      [entry(second, 'preview', succeeded), { target: { targetType: 'live' }, ...running }],
      { status: 'unknown', rawStatus: 'submissions that cannot be read or put in order' },
    ],
    [
      'may be the entry that cannot be read',
      [entry(first, 'live', succeeded), { target: { targetType: 'live' }, ...running }],
      { status: 'unknown', rawStatus: 'submissions that cannot be read or put in order' },
    ],
    [
      'has completed without a result',
      [entry(second, 'live', { status: 'completed' })],
      { status: 'unknown', rawStatus: 'completed', unknownWords: ['completed'] },
    ],
  ])('%s', async (_what, value, expected) => {
    const { getOperation, asked } = connect({ [submissions]: listOf(draft, ...value) });
    await expect(getOperation(`${second}?${version}`)).resolves.toMatchObject(expected);
    expect(asked()).toEqual([submissions]);
  });
});

describe('the address of the offer in Partner Center', () => {
  const portalUrl = `https://partner.microsoft.com/dashboard/commercial-marketplace/offers/${product}/overview`;

  it.each<[string, object[]]>([
    ['has no submission', []],
    ['is in preview', [entry(second, 'preview', succeeded)]],
    ['has submissions that cannot be read', [{ id: 7 }]],
  ])('names the product where the offer %s', async (_what, entries) => {
    const { getOfferState } = connect({ [submissions]: listOf(...entries) });
    await expect(getOfferState()).resolves.toMatchObject({ portalUrl });
  });

  it.each<[string, string, object]>([
    ['a submission', second, {}],
    [
      'a job that names a submission',
      `configure/${job}/status?${version}#${second}`,
      { jobStatus: 'running' },
    ],
    [
      'a job that succeeded',
      `configure/${job}/status?${version}`,
      { jobStatus: 'completed', jobResult: 'succeeded' },
    ],
  ])('names the product of %s', async (_what, path, answer) => {
    const { getOperation } = connect({
      [submissions]: listOf(entry(second, 'live', succeeded)),
      [status]: { json: answer },
      [details]: { json: { resources: [{ id: `product/${product}` }] } },
    });
    await expect(getOperation(path)).resolves.toMatchObject({ portalUrl });
  });

  it('is not known for a job that names nothing yet', async () => {
    const { getOperation } = connect({ [status]: { json: { jobStatus: 'running' } } });
    await expect(getOperation(`configure/${job}/status?${version}`)).resolves.toMatchObject({
      portalUrl: '',
    });
  });
});

describe('parseOperationUrl of product-ingestion', () => {
  const parse = (url: string, baseUrl = api.baseUrl) => api.parseOperationUrl(new URL(url), baseUrl);

  it.each<[string, string, string]>([
    ['a job', `configure/${job}/status?${version}`, job],
    ['a job, without a version', `configure/${job}/status`, job],
    ['a job, with its submission', `configure/${job}/status?${version}#${second}`, job],
    ['a submission', `${second}?${version}`, '1152921505000000002'],
    ['a submission, with dots that lead back to it', `x/../${second}`, '1152921505000000002'],
  ])('reads the URL of %s', (_what, path, id) => {
    const url = new URL(`${api.baseUrl}/${path}`);
    expect(parse(url.href)).toEqual({
      operation: { url, id, tracksOffer: false },
      offer: { publisher: '', offer: '' },
    });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a word', 'x'],
    ['the jobs', 'configure'],
    ['a job without its status', `configure/${job}`],
    ['the status of no job', 'configure//status'],
    ['something below the status of a job', `configure/${job}/status/1`],
    ['a job, with a slash at its end', `configure/${job}/status/`],
    ['the submissions of a product', `submission/${product}`],
    ['something below a submission', `${second}/1`],
    ['a submission, with a slash at its end', `${second}/`],
    ['a product', `product/${product}`],
    ['a submission in another case', second.replace('submission', 'Submission')],
    ['an ID that is too long', `submission/${product}/${'1'.repeat(101)}`],
    ['an encoded slash', `submission/${product}%2F1`],
    ['an encoded letter', `submission/%78/1`],
    ['dots that lead out', `../../v1.0/${second}`],
    ['encoded dots that lead out', `%2e%2e/%2E./v1.0/${second}`],
  ])('reads no URL of %s', (_what, path) => {
    expect(parse(`${api.baseUrl}/${path}`)).toBeUndefined();
  });

  it.each([
    `https://graph.microsoft.com/v1.0/me/messages`,
    `https://graph.microsoft.com/${second}`,
    `https://graph.microsoft.com/rp/product-ingestion2/${second}`,
    `https://graph.microsoft.com/RP/product-ingestion/${second}`,
    `https://graph.microsoft.com//rp/product-ingestion/${second}`,
  ])('reads no URL outside the path of the API: %s', (url) => {
    expect(parse(url)).toBeUndefined();
  });

  it('reads a URL below the path of a gateway, and none outside of it', () => {
    const gateway = 'https://gateway.example/pi';
    expect(parse(`${gateway}/${second}`, gateway)).toBeDefined();
    expect(parse(`https://gateway.example/${second}`, gateway)).toBeUndefined();
    expect(parse(`https://gateway.example/pi/../${second}`, gateway)).toBeUndefined();
  });

  it('reads every URL that the API gives out', async () => {
    const { goLive } = connect({ [configure]: { json: { jobId: job } } });
    const operation = await goLive(second);
    expect(parse(operation.url.href)).toEqual({ operation, offer: { publisher: '', offer: '' } });
    const { getOfferState } = connect({ [submissions]: listOf(entry(second, 'live', running)) });
    const { operation: adopted } = await getOfferState();
    expect(parse(adopted?.url.href ?? '')).toEqual({
      operation: adopted,
      offer: { publisher: '', offer: '' },
    });
  });
});

describe('getOperation of product-ingestion, of a URL beside an offer,', () => {
  const other = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
  const jobPath = `configure/${job}/status?${version}`;
  const twoProducts = {
    json: {
      value: [product, other].map((id) => ({ id: `product/${id}`, identity: { externalId: 'vm-offer' } })),
    },
  };
  const succeededJob = { [status]: { json: { jobStatus: 'completed', jobResult: 'succeeded' } } };

  it.each<[string, string, string[]]>([
    ['a submission', `${second}?${version}`, [products, submissions]],
    ['a job, with its submission', `${jobPath}#${second}`, [products, status, submissions]],
  ])("follows %s of the offer's own product", async (_what, path, expected) => {
    const { getOperation, asked } = connect({
      ...succeededJob,
      [submissions]: listOf(entry(second, 'live', succeeded)),
    });
    await expect(getOperation(path, 'vm-offer')).resolves.toMatchObject({ status: 'succeeded' });
    expect(asked()).toEqual(expected);
  });

  it('looks the product up once, however often it asks', async () => {
    const { getOperation, asked } = connect({ [submissions]: listOf(entry(second, 'live', running)) });
    await getOperation(`${second}?${version}`, 'vm-offer');
    await getOperation(`${second}?${version}`, 'vm-offer');
    expect(asked()).toEqual([products, submissions, submissions]);
  });

  it.each<[string, string]>([
    ['a submission', `submission/${other}/1?${version}`],
    ['a job, with its submission', `${jobPath}#submission/${other}/1`],
    ['a submission that carries one of the own product', `submission/${other}/1?${version}#${second}`],
  ])('refuses %s of another product, and asks nothing of that', async (_what, path) => {
    const { getOperation, asked } = connect(succeededJob);
    await expect(getOperation(path, 'vm-offer')).rejects.toMatchObject({
      name: 'Failure',
      kind: 'input',
      message: 'operation-url belongs to another product than the offer vm-offer.',
      hint: expect.stringContaining('Give the line of operation-url'),
      transience: 'never',
    });
    expect(asked()).toEqual([products]);
  });

  it.each<[string, Scripted, object]>([
    ['no product', listOf(), { kind: 'not-found', message: 'No product has the offer ID vm-offer.' }],
    ['two products', twoProducts, { kind: 'not-found', message: '2 products have the offer ID vm-offer.' }],
    ['an answer that locks it', { status: 423 }, { kind: 'conflict' }],
    ['no answer', networkFailure('connection', 'None.'), { kind: 'network' }],
  ])('asks nothing more where the look-up finds %s', async (_what, answer, failure) => {
    for (const path of [`${second}?${version}`, `${jobPath}#${second}`]) {
      const { getOperation, asked } = connect({ [products]: answer });
      await expect(getOperation(path, 'vm-offer')).rejects.toMatchObject({ name: 'Failure', ...failure });
      expect(asked()).toEqual([products]);
    }
  });

  it.each(['', '#', '#x', `#product/${product}`])(
    'compares nothing for a job that names no submission: "%s"',
    async (fragment) => {
      const { getOperation, asked } = connect({ [status]: { json: { jobStatus: 'running' } } });
      await expect(getOperation(jobPath + fragment, 'vm-offer')).resolves.toMatchObject({
        status: 'running',
      });
      expect(asked()).toEqual([status]);
    },
  );

  it('compares nothing where no offer is given', async () => {
    const { getOperation, asked } = connect({ [submissions]: listOf(entry(second, 'live', running)) });
    await getOperation(`${second}?${version}`);
    expect(asked()).toEqual([submissions]);
  });
});
