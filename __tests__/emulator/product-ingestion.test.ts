import { afterEach, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import type { ProductIngestionQuirks } from '../../emulator/marketplace/quirks.ts';

const hour = 3_600_000;
const version = '$version=2022-07-01';
const waiting: OfferSetup = { publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off' };
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let emulator: Emulator | undefined;
afterEach(() => emulator?.stop());

/** An emulator with one offer, on a test clock at speed 1. */
async function start(setup: Partial<OfferSetup> = {}, options: Partial<EmulatorOptions> = {}) {
  const clock = { now: 5000 };
  emulator = await startEmulator({ offers: [{ ...waiting, ...setup }], now: () => clock.now, ...options });
  const offer = emulator.offer('contoso', 'vm');
  const { productId } = offer;
  return { emulator, clock, offer, productId };
}

const withQuirks = (productIngestion: ProductIngestionQuirks) => start({ productIngestion });

async function call(method: string, target: string, init: RequestInit = {}) {
  const url = new URL(target.startsWith('http') ? target : `/rp/product-ingestion/${target}`, emulator?.url);
  const headers = { authorization: 'Bearer abc', 'content-type': 'application/json', ...init.headers };
  const response = await fetch(url, { method, ...init, headers });
  return { status: response.status, headers: response.headers, json: JSON.parse(await response.text()) };
}

const get = (target: string) => call('GET', target);
const list = async (productId: string) => (await get(`submission/${productId}?${version}`)).json.value;

/** Target, status and result of the listed submissions. */
const listed = async (productId: string) =>
  (await list(productId)).map(
    ({ target, status, result }: { target: { targetType: string }; status?: string; result?: string }) =>
      [target.targetType, status, result].filter(Boolean).join(' '),
  );

function configure(submission: object, request: object = {}) {
  const body = {
    $schema: 'https://schema.mp.microsoft.com/schema/configure/2022-03-01-preview2',
    resources: [
      { $schema: 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2', ...submission },
    ],
    ...request,
  };
  return call('POST', `configure?${version}`, { body: JSON.stringify(body) });
}

/** Takes the listed preview live, or the submission that stands for preview and live. */
async function goLive(productId: string) {
  const submissions: { id: string; target: { targetType: string } }[] = await list(productId);
  const at = (type: string) => submissions.find(({ target }) => target.targetType === type);
  return configure({
    id: (at('preview') ?? at('live'))?.id,
    product: `product/${productId}`,
    target: { targetType: 'live' },
  });
}

test('Product Ingestion: a go-live from the product to success, as documented', async () => {
  const { clock, offer, productId } = await start({ liveBefore: true });
  const product = (await get(`product?externalId=vm&${version}`)).json;
  expect(product).toEqual({
    value: [
      {
        $schema: 'https://schema.mp.microsoft.com/schema/product/2022-07-01',
        id: `product/${productId}`,
        identity: { externalId: 'vm' },
        type: 'azureVirtualMachine',
        alias: 'vm',
      },
    ],
  });
  const [draft, live, preview] = await list(productId);
  expect(draft).toEqual({
    $schema: 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2',
    id: `submission/${productId}/0`,
    product: `product/${productId}`,
    target: { targetType: 'draft' },
  });
  expect(live).toMatchObject({ target: { targetType: 'live' }, status: 'completed', result: 'succeeded' });
  expect(preview).toMatchObject({
    id: expect.stringMatching(`^submission/${productId}/\\d{19}$`),
    target: { targetType: 'preview' },
    status: 'completed',
    result: 'succeeded',
    lifecycleState: 'generallyAvailable',
  });
  expect(live.id).not.toBe(preview.id);

  const accepted = await goLive(productId);
  expect(accepted).toMatchObject({
    status: 200,
    json: {
      $schema: 'https://schema.mp.microsoft.com/schema/configure-status/2022-03-01-preview2',
      jobId: expect.stringMatching(guid),
      jobStatus: 'notStarted',
      jobResult: 'pending',
      jobEnd: '0001-01-01T00:00:00',
      errors: [],
    },
  });
  const { jobId } = accepted.json;
  expect(offer.goLives).toBe(1);

  clock.now += 47 * hour;
  expect((await get(`configure/${jobId}/status?${version}`)).json).toMatchObject({
    jobStatus: 'running',
    jobResult: 'pending',
  });
  expect(await listed(productId)).toEqual([
    'draft',
    'live completed succeeded',
    'live running pending',
    'preview completed succeeded',
  ]);
  const one = (await get(preview.id)).json;
  expect(one).toMatchObject({ id: preview.id, target: { targetType: 'live' }, status: 'running' });

  clock.now += hour;
  const ended = (await get(`configure/${jobId}/status?${version}`)).json;
  expect(ended).toMatchObject({ jobId, jobStatus: 'completed', jobResult: 'succeeded', errors: [] });
  expect(Date.parse(ended.jobEnd) - Date.parse(ended.jobStart)).toBe(48 * hour);
  expect((await get(`configure/${jobId}?${version}`)).json).toMatchObject({
    $schema: 'https://schema.mp.microsoft.com/schema/configure-detail/2022-03-01-preview2',
    resources: [{ id: `product/${productId}`, identity: { externalID: 'vm' } }],
  });
  const after = await list(productId);
  expect(after.map(({ id }: { id: string }) => id)).toEqual([draft.id, preview.id]);
  expect(await listed(productId)).toEqual(['draft', 'live completed succeeded']);
});

test.for([
  [{ state: 'never-published' }, ['draft']],
  [{ state: 'preview-building' }, ['draft', 'preview running pending']],
  [{ state: 'waiting-for-sign-off' }, ['draft', 'preview completed succeeded']],
  [{ state: 'going-live' }, ['draft', 'live running pending', 'preview completed succeeded']],
  [{ state: 'blocked' }, ['draft', 'live running pending', 'preview completed succeeded']],
  [{ state: 'live' }, ['draft', 'live completed succeeded']],
  [{ state: 'failed' }, ['draft', 'live completed failed', 'preview completed succeeded']],
  [{ state: 'canceled' }, ['draft', 'live completed failed', 'preview completed succeeded']],
  [
    { state: 'canceled', productIngestion: { canceledResult: 'cancelled' } },
    ['draft', 'live completed cancelled', 'preview completed succeeded'],
  ],
  [
    { state: 'live', productIngestion: { previewWhenLive: 'listed' } },
    ['draft', 'live completed succeeded', 'preview completed succeeded'],
  ],
  [
    { state: 'preview-building', liveBefore: true },
    ['draft', 'live completed succeeded', 'preview running pending'],
  ],
] as const)('Product Ingestion: the submissions of an offer with %j', async ([setup, expected]) => {
  const { productId } = await start(setup);
  expect(await listed(productId)).toEqual(expected);
});

test('Product Ingestion: lists a new preview after the live submission', async () => {
  const { offer, clock, productId } = await start({ state: 'live' });
  offer.publishPreview();
  expect(await listed(productId)).toEqual(['draft', 'live completed succeeded', 'preview running pending']);
  clock.now += 4 * hour;
  const [, live, preview] = await list(productId);
  expect(preview.result).toBe('succeeded');
  expect(preview.id).not.toBe(live.id);
});

test('Product Ingestion: reads submissions by target and one by one, without a $version as clients do', async () => {
  const { productId } = await start();
  expect((await get(`submission/${productId}?targetType=preview&${version}`)).json.value).toHaveLength(1);
  expect((await get(`submission/${productId}?targetType=live&${version}`)).json.value).toEqual([]);
  expect((await get(`submission/${productId}/0`)).json.target.targetType).toBe('draft');
  expect((await get(`submission/${productId}/1152921505000000000`)).json.error.code).toBe('notFound');
});

test('Product Ingestion: the next link of a list is absolute', async () => {
  const { emulator, productId } = await start({ liveBefore: true, productIngestion: { pageSize: 1 } });
  const targets = [];
  let next: string | undefined = `submission/${productId}?${version}`;
  while (next) {
    const { json } = await get(next);
    targets.push(...json.value.map((one: { target: object }) => one.target));
    next = json['@nextLink'];
    if (next) expect(next.startsWith(`${emulator.url}/rp/product-ingestion/submission/`)).toBe(true);
    const query = new URL(next ?? emulator.url).searchParams;
    if (next) expect(query.get('$version')).toBe('2022-07-01');
    // An opaque word in base64.
    if (next) expect(query.get('continuationToken')).toMatch(/^[A-Za-z0-9+/]{8,}=*$/);
  }
  expect(targets).toEqual([{ targetType: 'draft' }, { targetType: 'live' }, { targetType: 'preview' }]);
  const all = await get(`submission/${productId}?$maxpagesize=3`);
  expect(all.json.value).toHaveLength(3);
  expect(all.json).not.toHaveProperty('@nextLink');
});

test('Product Ingestion: an external ID finds no product or several', async () => {
  const offers: OfferSetup[] = [waiting, { ...waiting, publisher: 'fabrikam' }];
  const { productId } = await start({}, { offers });
  const found = (await get(`product?externalId=vm&${version}`)).json.value;
  expect(found).toHaveLength(2);
  expect(found[0].id).toBe(`product/${productId}`);
  expect(found[1].id).not.toBe(found[0].id);
  expect((await get(`product?externalId=other&${version}`)).json).toEqual({ value: [] });
});

test.for(['externalId', 'externalID', 'externalid', 'EXTERNALID'])(
  'Product Ingestion: the filter %s finds the product, whatever its case',
  async (name) => {
    const offers: OfferSetup[] = [waiting, { ...waiting, offer: 'other' }];
    const { productId } = await start({}, { offers });
    const { json } = await get(`product?${name}=vm&${version}`);
    expect(json.value).toMatchObject([{ id: `product/${productId}` }]);
  },
);

test.for(['externalIdentifier=vm', '$filter=externalId eq vm', 'name=vm'])(
  'Product Ingestion: the unknown filter %s is refused, and does not list every product',
  async (query) => {
    await start();
    expect(await get(`product?${query}&${version}`)).toMatchObject({
      status: 400,
      json: {
        error: { code: 'badRequest', message: expect.any(String), details: [{ code: 'invalidRequest' }] },
      },
    });
  },
);

test('Product Ingestion: without a filter, the list has products of every type', async () => {
  const other: OfferSetup = {
    ...waiting,
    offer: 'other',
    productIngestion: { productType: 'dynamics365BusinessCentral' },
  };
  await start({}, { offers: [waiting, other] });
  const { json } = await get(`product?${version}`);
  expect(json.value.map(({ type }: { type: string }) => type)).toEqual([
    'azureVirtualMachine',
    'dynamics365BusinessCentral',
  ]);
});

test('Product Ingestion: reads a product by its durable ID', async () => {
  const { productId } = await start();
  expect((await get(`product/${productId}?${version}`)).json).toMatchObject({
    id: `product/${productId}`,
    identity: { externalId: 'vm' },
  });
});

test.for([
  ['waiting-for-sign-off', '', ['draft']],
  ['waiting-for-sign-off', 'targetType=draft', ['draft']],
  ['waiting-for-sign-off', 'targetType="preview"', ['preview']],
  ['waiting-for-sign-off', 'targetType=live', []],
  ['preview-building', 'targetType=preview', []],
  ['live', 'targetType=preview', ['preview']],
  ['live', 'targetType=live', ['live']],
] as const)(
  'Product Ingestion: the resource tree of an offer that is %s with the query "%s" has the product and the submissions %j',
  async ([state, query, targets]) => {
    const { productId } = await start({ state });
    const { json } = await get(`resource-tree/product/${productId}?${query}&${version}`);
    expect(json).toMatchObject({
      $schema: 'https://schema.mp.microsoft.com/schema/resource-tree/2022-03-01-preview2',
      root: `product/${productId}`,
      target: { targetType: /draft|preview|live/.exec(query)?.[0] ?? 'draft' },
      resources: [
        { id: `product/${productId}`, identity: { externalId: 'vm' } },
        ...targets.map((targetType) => ({
          id: expect.stringMatching(`^submission/${productId}/\\d+$`),
          target: { targetType },
        })),
      ],
    });
    expect(json.resources).toHaveLength(1 + targets.length);
  },
);

test('Product Ingestion: a resource tree of an unknown product or target is refused', async () => {
  const { productId } = await start();
  expect((await get(`resource-tree/product/${productId}?targetType=flight`)).status).toBe(400);
  expect((await get('resource-tree/product/00000000-0000-0000-0000-000000000000')).status).toBe(404);
});

test.for([200, 202] as const)(
  'Product Ingestion: an accepted configure request gets %i',
  async (configureStatus) => {
    const { productId } = await withQuirks({ configureStatus });
    expect(await goLive(productId)).toMatchObject({
      status: configureStatus,
      json: { jobStatus: 'notStarted' },
    });
  },
);

test('Product Ingestion: the details of a job list the product, or its submission as an option', async () => {
  const { clock, productId } = await withQuirks({ jobDetails: 'submission' });
  const { jobId } = (await goLive(productId)).json;
  clock.now += 48 * hour;
  expect((await get(`configure/${jobId}?${version}`)).json.resources).toMatchObject([
    { id: expect.stringMatching(/^submission\//), target: { targetType: 'live' }, result: 'succeeded' },
  ]);
});

test.for([
  ['by-target', undefined, ['draft', 'live', 'live', 'preview']],
  ['newest-first', undefined, ['live', 'preview', 'live', 'draft']],
  ['oldest-first', undefined, ['draft', 'live', 'preview', 'live']],
  ['shuffled', 1, ['live', 'preview', 'draft', 'live']],
  ['shuffled', 2, ['live', 'draft', 'preview', 'live']],
] as const)(
  'Product Ingestion: submissions are listed in the order %s with the seed %j',
  async ([order, orderSeed, expected]) => {
    const { productId } = await start({
      state: 'going-live',
      liveBefore: true,
      productIngestion: { order, ...(orderSeed !== undefined && { orderSeed }) },
    });
    const submissions: { target: { targetType: string }; created?: string }[] = await list(productId);
    expect(submissions.map(({ target }) => target.targetType)).toEqual(expected);
    const dates = submissions.flatMap(({ created }) => (created === undefined ? [] : [Date.parse(created)]));
    expect(dates).toHaveLength(3);
    const sorted = dates.toSorted((one, other) => one - other);
    if (order === 'oldest-first') expect(dates).toEqual(sorted);
    if (order === 'newest-first') expect(dates).toEqual(sorted.toReversed());
  },
);

test.for([
  ['missing', undefined],
  ['year-one', '0001-01-01T00:00:00'],
  ['no-date', expect.stringMatching(/^2022-03-01-preview2T\d\d:/)],
] as const)('Product Ingestion: the created of a submission can be %s', async ([created, expected]) => {
  const { clock, productId } = await withQuirks({ created });
  expect((await list(productId))[1].created).toEqual(expected);
  const { jobId } = (await goLive(productId)).json;
  clock.now += 48 * hour;
  // The dates of a job stay dates.
  expect(Date.parse((await get(`configure/${jobId}/status`)).json.jobEnd)).toBeGreaterThan(0);
});

test('Product Ingestion: a running submission can be listed without an ID', async () => {
  const { productId } = await start({
    state: 'preview-building',
    productIngestion: { withoutId: 'preview' },
  });
  const [draft, preview] = await list(productId);
  expect(draft.id).toBe(`submission/${productId}/0`);
  expect(preview).toMatchObject({ target: { targetType: 'preview' }, status: 'running' });
  expect(preview).not.toHaveProperty('id');
});

test.for([
  ['done', 'live', 'deprecated', 'completed'],
  ['running', 'live', 'deprecated', 'running'],
  ['scheduled', 'live', 'generallyAvailable', 'completed'],
  ['done', 'waiting-for-sign-off', 'deprecated', 'completed'],
] as const)(
  'Product Ingestion: with the withdrawal %s, the live submission of an offer that is %s is %s and %s',
  async ([withdrawal, state, lifecycleState, status]) => {
    const { productId } = await start({ withdrawal, state, liveBefore: true });
    const live = (await list(productId)).filter(
      ({ target }: { target: { targetType: string } }) => target.targetType === 'live',
    );
    expect(live).toMatchObject([{ lifecycleState, status }]);
    expect(live[0].deprecationSchedule).toEqual(
      withdrawal === 'scheduled'
        ? { date: expect.stringMatching(/^\d{4}-.*Z$/), reason: 'endOfSupport' }
        : undefined,
    );
  },
);

test('Product Ingestion: a scheduled withdrawal takes effect on its date', async () => {
  const { clock, productId } = await start({ state: 'live', withdrawal: 'scheduled' });
  const lifecycle = async () => (await list(productId))[1].lifecycleState;
  clock.now += 30 * 24 * hour - 1;
  expect(await lifecycle()).toBe('generallyAvailable');
  clock.now += 1;
  expect(await lifecycle()).toBe('deprecated');
});

test('Product Ingestion: a withdrawal publishes the live submission once more, and ends as deprecated', async () => {
  const { clock, offer, productId } = await start({ state: 'live' });
  const id = (await list(productId))[1].id;
  const target = { targetType: 'live' };
  const { jobId } = (
    await configure({ id, product: `product/${productId}`, target, lifecycleState: 'deprecated' })
  ).json;
  expect(offer.goLiveRequests).toBe(0);
  expect((await list(productId)).slice(1)).toMatchObject([
    { id, target, lifecycleState: 'deprecated', status: 'running', result: 'pending' },
  ]);
  clock.now += 48 * hour;
  expect((await get(`configure/${jobId}/status`)).json.jobResult).toBe('succeeded');
  expect((await list(productId)).slice(1)).toMatchObject([
    { id, target, lifecycleState: 'deprecated', status: 'completed', result: 'succeeded' },
  ]);
  // Publishing the offer to preview and to live again restores it.
  offer.publishPreview();
  clock.now += 4 * hour;
  await goLive(productId);
  clock.now += 48 * hour;
  expect((await list(productId)).slice(1)).toMatchObject([{ target, lifecycleState: 'generallyAvailable' }]);
});

test('Product Ingestion: only the live submission can be withdrawn', async () => {
  const { productId, offer } = await start();
  const [, preview] = await list(productId);
  const target = { targetType: 'live' };
  const answer = await configure({
    id: preview.id,
    product: `product/${productId}`,
    target,
    lifecycleState: 'deprecated',
  });
  expect(answer.status).toBe(400);
  expect(offer.state).toBe('waiting-for-sign-off');
});

test('Product Ingestion: a job and its submission are not found until they are picked up', async () => {
  const { clock, productId } = await start({ pickUpSeconds: 60 });
  const { jobId } = (await goLive(productId)).json;
  clock.now += 59_999;
  expect(await get(`configure/${jobId}/status`)).toMatchObject({
    status: 404,
    json: { error: { code: 'notFound', details: [{ code: 'resourceNotFound' }] } },
  });
  expect(await listed(productId)).toEqual(['draft', 'preview completed succeeded']);
  clock.now += 1;
  expect((await get(`configure/${jobId}/status`)).json.jobStatus).toBe('running');
  expect(await listed(productId)).toContain('live running pending');
});

test('Product Ingestion: a go-live that fails in certification has a tree of errors', async () => {
  const { clock, productId } = await start({ goLiveEnds: 'failed', certifiedAfterGoLive: true });
  const { jobId } = (await goLive(productId)).json;
  clock.now += 48 * hour;
  const job = (await get(`configure/${jobId}/status`)).json;
  expect(job).toMatchObject({ jobStatus: 'completed', jobResult: 'failed' });
  const [error] = job.errors;
  expect(error).toMatchObject({
    code: 'invalidState',
    message: expect.stringContaining('certification'),
    resourceId: expect.stringMatching(`^submission/${productId}/\\d+$`),
  });
  expect(error.details[0].details[0]).toEqual({
    code: 'businessValidationError',
    message: 'Policy 200.5.1: 2 critical updates are missing.',
    details: [],
  });
  expect((await get(`configure/${jobId}`)).json.resources).toEqual([]);
  expect(await listed(productId)).toContain('live completed failed');
});

test('Product Ingestion: a go-live that fails in another step does not mention certification', async () => {
  const { clock, productId } = await start({ goLiveEnds: 'failed' });
  const { jobId } = (await goLive(productId)).json;
  clock.now += 48 * hour;
  const { errors } = (await get(`configure/${jobId}/status`)).json;
  expect(errors).toMatchObject([{ message: 'The submission was not published: Provisioning failed.' }]);
  expect(JSON.stringify(errors)).not.toMatch(/certif/i);
});

test('Product Ingestion: the job of a go-live that somebody cancels in the portal', async () => {
  const { offer, productId } = await start();
  const { jobId } = (await goLive(productId)).json;
  offer.cancelFromPortal();
  const job = (await get(`configure/${jobId}/status`)).json;
  expect(job).toMatchObject({ jobStatus: 'completed', jobResult: 'cancelled', errors: [] });
});

test('Product Ingestion: the detail of a job fails until the job has completed', async () => {
  const { productId } = await start();
  const { jobId } = (await goLive(productId)).json;
  expect(await get(`configure/${jobId}`)).toMatchObject({
    status: 400,
    json: { error: { code: 'badRequest', details: [{ code: 'invalidState' }] } },
  });
});

test('Product Ingestion: the job of a preview stays succeeded after another preview replaces it', async () => {
  const { clock, offer, productId } = await start({ state: 'never-published' });
  const target = { targetType: 'preview' };
  const { jobId } = (await configure({ product: { externalId: 'vm' }, target })).json;
  expect(await listed(productId)).toEqual(['draft', 'preview running pending']);
  clock.now += 4 * hour;
  expect((await get(`configure/${jobId}/status`)).json.jobResult).toBe('succeeded');
  offer.publishPreview();
  expect((await get(`configure/${jobId}/status`)).json.jobResult).toBe('succeeded');
});

test('Product Ingestion: a job can be canceled only while it builds a preview', async () => {
  const { productId } = await start({ state: 'never-published' });
  const target = { targetType: 'preview' };
  const { jobId } = (await configure({ product: `product/${productId}`, target })).json;
  expect(await call('POST', `configure/${jobId}/cancel`)).toMatchObject({
    status: 200,
    json: { jobStatus: 'completed', jobResult: 'cancelled' },
  });
  expect((await get(`configure/${jobId}/status`)).json.jobResult).toBe('cancelled');
  expect(await call('POST', `configure/${jobId}/cancel`)).toMatchObject({
    status: 400,
    json: {
      error: {
        code: 'badRequest',
        message: 'Cannot cancel job, job has already completed.',
        details: [],
      },
    },
  });
});

test('Product Ingestion: the job of a go-live cannot be canceled', async () => {
  const { offer, productId } = await start();
  const { jobId } = (await goLive(productId)).json;
  expect((await call('POST', `configure/${jobId}/cancel`)).status).toBe(400);
  expect(offer.state).toBe('going-live');
});

test.for([
  [{ id: undefined }, "Expected a submission id that isn't null or 0 since target type is Live"],
  [{ id: 'draft' }, "Expected a submission id that isn't null or 0 since target type is Live"],
  [{ id: 'stale' }, 'The submission cannot be pushed to as its not the latest'],
] as const)('Product Ingestion: a go-live of the submission %j is refused', async ([{ id }, message]) => {
  const { offer, productId } = await start();
  const ids = { draft: `submission/${productId}/0`, stale: (await list(productId))[1].id };
  offer.publishPreview();
  const answer = await configure({
    id: id && ids[id],
    product: `product/${productId}`,
    target: { targetType: 'live' },
  });
  expect(answer).toMatchObject({ status: 400, json: { error: { code: 'badRequest', message } } });
  expect(offer).toMatchObject({ goLives: 0, goLiveRequests: 1 });
});

test.for([
  ['preview-building', 400, 'badRequest', 'The preview is still being built.'],
  ['going-live', 409, 'conflict', 'Only one operation can be running per offer.'],
  ['blocked', 409, 'conflict', 'Only one operation can be running per offer.'],
  ['live', 400, 'badRequest', 'there is nothing to take live'],
  ['failed', 400, 'badRequest', 'No preview waits for publisher signoff.'],
] as const)(
  'Product Ingestion: a go-live of an offer that is %s gets %i',
  async ([state, status, code, sentence]) => {
    const { offer, productId } = await start({ state });
    const answer = await goLive(productId);
    expect(answer).toMatchObject({
      status,
      json: { error: { code, details: [{ code: 'invalidState' }] } },
    });
    expect(answer.json.error.message).toContain(sentence);
    expect(offer).toMatchObject({ goLives: 0, goLiveRequests: 1 });
  },
);

test.for([400, 409] as const)('Product Ingestion: a go-live of a locked product gets %i', async (locked) => {
  const { offer, productId } = await withQuirks({ locked });
  expect(await goLive(productId)).toMatchObject({
    status: locked,
    json: { error: { details: [{ code: 'productLocked' }] } },
  });
  expect(offer).toMatchObject({ goLives: 0, goLiveRequests: 1, state: 'waiting-for-sign-off' });
});

test('Product Ingestion: a go-live of a stale preview is refused', async () => {
  const { offer, productId } = await withQuirks({ staleSubmission: true });
  const { json } = await goLive(productId);
  expect(json.error.message).toBe('The submission cannot be pushed to as its not the latest');
  expect(offer.goLives).toBe(0);
});

test.for(['succeeded', 'failed'] as const)(
  'Product Ingestion: a job can succeed before its live submission has %s',
  async (ends) => {
    const { clock, productId } = await start({
      goLiveEnds: ends,
      productIngestion: { jobSucceedsBeforeLiveSeconds: 3600 },
    });
    const { jobId } = (await goLive(productId)).json;
    const result = async () => (await get(`configure/${jobId}/status`)).json.jobResult;
    clock.now += 47 * hour - 1;
    expect(await result()).toBe('pending');
    clock.now += 1;
    expect(await result()).toBe('succeeded');
    expect(await listed(productId)).toContain('live running pending');
    clock.now += hour;
    expect(await result()).toBe('succeeded');
    expect(await listed(productId)).toContain(`live completed ${ends}`);
  },
);

test('Product Ingestion: the other documented spelling of IDs', async () => {
  const { productId } = await withQuirks({ jobIdSpelling: 'jobID' });
  expect((await get('product?externalId=vm')).json.value[0].identity).toEqual({ externalID: 'vm' });
  const { json } = await goLive(productId);
  expect(json.jobID).toMatch(guid);
  expect(json).not.toHaveProperty('jobId');
});

test.for([
  ['year-one', '0001-01-01T00:00:00'],
  ['no-date', expect.stringMatching(/^2022-03-01-preview2T\d\d:/)],
] as const)('Product Ingestion: dates with the quirk %s', async ([dates, expected]) => {
  const { clock, productId } = await withQuirks({ dates });
  const { jobId } = (await goLive(productId)).json;
  clock.now += 48 * hour;
  expect((await get(`configure/${jobId}/status`)).json).toMatchObject({
    jobStart: expected,
    jobEnd: expected,
    jobResult: 'succeeded',
  });
  expect((await list(productId))[1].created).toEqual(expected);
});

test('Product Ingestion: details and resource IDs of another type', async () => {
  const { clock, productId } = await start({
    goLiveEnds: 'failed',
    productIngestion: { detailsAs: 'object', resourceIdAs: 'object' },
  });
  const { jobId } = (await goLive(productId)).json;
  clock.now += 48 * hour;
  const [error] = (await get(`configure/${jobId}/status`)).json.errors;
  expect(error.resourceId).toEqual({ externalId: 'vm' });
  expect(error.details[0].details).toEqual({});
});

test('Product Ingestion: schemas with a leading space and another host', async () => {
  const schemaBase = ' https://product-ingestion.azureedge.net/schema/';
  const { productId } = await withQuirks({ schemaBase });
  const { json } = await goLive(productId);
  expect(json.$schema).toBe(`${schemaBase}configure-status/2022-03-01-preview2`);
});

const live = { targetType: 'live' };

test.for([
  [{}, { $schema: 'https://product-ingestion.azureedge.net/schema/configure/2022-03-01-preview2' }],
  [{ $schema: 'https://schema.mp.microsoft.com/schema/plan/2022-03-01-preview2' }, {}],
  [{ target: { targetType: 'draft' } }, {}],
  [{}, { resources: [] }],
  [{}, { resources: undefined }],
] as const)(
  'Product Ingestion: a configure request with the resource %j and %j is refused',
  async ([resource, request]) => {
    const { offer, productId } = await start();
    const answer = await configure({ product: `product/${productId}`, target: live, ...resource }, request);
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'badRequest' } } });
    expect(offer.state).toBe('waiting-for-sign-off');
  },
);

test.for([
  ['POST', 'configure', { headers: { 'content-type': 'text/plain' }, body: '{}' }, 415, 'badRequest'],
  ['POST', 'configure', { body: '{' }, 400, 'badRequest'],
  ['POST', 'configure', { body: 'null' }, 400, 'badRequest'],
  ['GET', 'configure', {}, 405, 'methodNotAllowed'],
  ['POST', 'product', {}, 405, 'methodNotAllowed'],
  ['GET', 'configure/00000000-0000-0000-0000-000000000000/status', {}, 404, 'notFound'],
  ['GET', 'submission/00000000-0000-0000-0000-000000000000', {}, 404, 'notFound'],
  ['GET', 'resource-tree', {}, 404, 'notFound'],
  ['GET', 'product/%ZZ', {}, 404, 'notFound'],
] as const)('Product Ingestion: %s %s with %j gets %i', async ([method, target, init, status, code]) => {
  await start();
  expect(await call(method, target, init)).toMatchObject({ status, json: { error: { code } } });
});

test('Product Ingestion: a configure request for an unknown product gets 404', async () => {
  await start();
  expect((await configure({ product: 'product/other', target: live })).status).toBe(404);
});

test.for<[headers: Record<string, string>, message: string]>([
  [{}, 'Access token is empty.'],
  [{ authorization: 'Bearer other' }, 'Access token has expired or is not yet valid.'],
])('Product Ingestion: Graph answers 401 to the headers %j', async ([headers, message]) => {
  const { emulator } = await start({}, { tokens: ['good'] });
  const answer = await fetch(`${emulator.url}/rp/product-ingestion/product`, { headers });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({
    error: {
      code: 'InvalidAuthenticationToken',
      message,
      innerError: { 'request-id': answer.headers.get('request-id') },
    },
  });
});

test('Product Ingestion: a token for another API is refused', async () => {
  const identity = { tenantId: 'contoso.example', clientId: 'client', clientSecret: 'secret' };
  const { emulator } = await start({}, { identity });
  const token = async (resource: string) => {
    const response = await fetch(`${emulator.url}/contoso.example/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'client',
        client_secret: 'secret',
        scope: `${resource}/.default`,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const look = async (resource: string) =>
    call('GET', 'product', { headers: { authorization: `Bearer ${await token(resource)}` } });
  expect((await look('https://graph.microsoft.com')).status).toBe(200);
  expect((await look('https://api.partner.microsoft.com')).json.error.message).toContain('Invalid audience');
});

test('Product Ingestion: an answer has a request ID and the ID of the client', async () => {
  await start();
  const plain = await get('product');
  expect(plain.headers.get('request-id')).toMatch(guid);
  expect(plain.headers.get('client-request-id')).toBe(plain.headers.get('request-id'));
  expect(plain.headers.has('x-ms-correlation-request-id')).toBe(false);
  const named = await call('GET', 'product', { headers: { 'client-request-id': 'ours' } });
  expect(named.headers.get('client-request-id')).toBe('ours');
});
