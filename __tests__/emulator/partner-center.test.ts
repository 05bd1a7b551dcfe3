import { afterEach, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';

const hour = 3_600_000;
const waiting: OfferSetup = { publisher: 'contoso', offer: 'app', state: 'waiting-for-sign-off' };

let emulator: Emulator | undefined;
afterEach(() => emulator?.stop());

/** An emulator with one offer, on a test clock at speed 1. */
async function start(setup: Partial<OfferSetup> = {}, options: Partial<EmulatorOptions> = {}) {
  const clock = { now: 5000 };
  emulator = await startEmulator({ offers: [{ ...waiting, ...setup }], now: () => clock.now, ...options });
  const offer = emulator.offer('contoso', 'app');
  const product = `products/${offer.productId}`;
  const submission = `${product}/submissions/${offer.preview?.submissionId}`;
  return { emulator, clock, offer, product, submission };
}

async function call(method: string, target: string, init: RequestInit = {}) {
  const headers = { authorization: 'Bearer abc', ...init.headers };
  const base = target.startsWith('v1.0/') ? `${emulator?.url}/` : `${emulator?.url}/v1.0/ingestion/`;
  const response = await fetch(base + target, { method, ...init, headers });
  const body = await response.text();
  return { status: response.status, headers: response.headers, json: body ? JSON.parse(body) : undefined };
}

const get = async (target: string) => (await call('GET', target)).json;
const promote = (submission: string) => call('POST', `${submission}/promote`);

test('Partner Center: a go-live from the product to success', async () => {
  const { clock, offer, product, submission } = await start();
  expect(await get('products')).toEqual({
    value: [
      {
        resourceType: 'AzureApplication',
        name: 'app',
        externalIDs: [{ type: 'AzureOfferId', value: 'app' }],
        isModularPublishing: true,
        id: offer.productId,
      },
    ],
  });
  const { value } = await get(`${product}/submissions`);
  expect(value).toEqual([
    {
      resourceType: 'Submission',
      state: 'Published',
      substate: 'ReadyToPublish',
      targets: [{ type: 'Scope', value: 'Preview' }],
      resources: [{ type: 'Package', value: offer.productId }],
      publishedTimeInUtc: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/),
      pendingUpdateInfo: { updateType: 'Create', status: 'Completed' },
      releaseNumber: 1,
      friendlyName: 'Submission 1',
      areResourcesReady: true,
      id: expect.stringMatching(/^\d{19}$/),
    },
  ]);

  expect(await promote(submission)).toMatchObject({
    status: 200,
    json: { type: 'Push', targetEnvironment: 'Live', state: 'InProgress' },
  });
  expect(offer).toMatchObject({ goLives: 1, goLiveRequests: 1 });
  clock.now += 47 * hour;
  expect(await get(submission)).toMatchObject({
    state: 'InProgress',
    substate: 'Publishing',
    pendingUpdateInfo: { updateType: 'Promote', status: 'Running' },
  });
  clock.now += hour;
  expect(await get(submission)).toMatchObject({
    state: 'Published',
    substate: 'InStore',
    pendingUpdateInfo: { updateType: 'Promote', status: 'Completed' },
  });
  expect((await get(`${submission}/validations`)).value).toEqual([]);
});

test.for([
  ['never-published', []],
  ['preview-building', ['InProgress Submitted']],
  ['waiting-for-sign-off', ['Published ReadyToPublish']],
  ['going-live', ['InProgress Publishing']],
  ['blocked', ['InProgress Publishing']],
  ['live', ['Published InStore']],
  ['failed', ['InProgress Failed']],
  ['canceled', ['InProgress Cancelled']],
] as const)('Partner Center: the submissions of an offer that is %s', async ([state, expected]) => {
  const { product } = await start({ state });
  const { value } = await get(`${product}/submissions`);
  expect(value.map((one: { state: string; substate: string }) => `${one.state} ${one.substate}`)).toEqual(
    expected,
  );
});

test('Partner Center: lists the published submission, then the one in progress', async () => {
  const { product } = await start({ liveBefore: true });
  expect((await get(`${product}/submissions`)).value).toMatchObject([
    { substate: 'InStore', releaseNumber: 1 },
    { substate: 'ReadyToPublish', releaseNumber: 2 },
  ]);
});

const steps = async (submission: string) =>
  (await get(`${submission}/workflowdetails`)).value.map(
    (workflow: {
      targetEnvironment: string;
      state: string;
      workflowSteps: { name: string; state: string }[];
    }) => [
      `${workflow.targetEnvironment} ${workflow.state}`,
      ...workflow.workflowSteps.map(({ name, state }) => `${name}: ${state}`),
    ],
  );

test('Partner Center: the workflow details have the steps to preview and to live', async () => {
  const { clock, submission } = await start();
  expect(await steps(submission)).toEqual([
    [
      'Preview Success',
      'Automated validation: Success',
      'Certification: Success',
      'Preview Creation: Success',
      'Publisher Signoff: InProgress',
    ],
    ['Live NotStarted', 'Publish: NotStarted'],
  ]);
  await promote(submission);
  clock.now += 25 * hour;
  const [preview, live] = await steps(submission);
  expect(preview).toContain('Publisher Signoff: Success');
  expect(live).toEqual(['Live InProgress', 'Publish: InProgress']);
  clock.now += 23 * hour;
  const workflow = (await get(`${submission}/workflowdetails`)).value[1];
  expect(workflow).toMatchObject({ type: 'Push', state: 'Success', workflowSteps: [{ state: 'Success' }] });
  expect(Date.parse(workflow.completeDateTimeInUtc) - Date.parse(workflow.startDateTimeInUtc)).toBe(
    48 * hour,
  );
});

test('Partner Center: the workflow details of a preview that is being built', async () => {
  const { submission } = await start({ state: 'preview-building' });
  expect(await steps(submission)).toEqual([
    [
      'Preview InProgress',
      'Automated validation: InProgress',
      'Certification: NotStarted',
      'Preview Creation: NotStarted',
      'Publisher Signoff: NotStarted',
    ],
    ['Live NotStarted', 'Publish: NotStarted'],
  ]);
});

test('Partner Center: a go-live that fails in certification', async () => {
  const { clock, submission } = await start({ goLiveEnds: 'failed', certifiedAfterGoLive: true });
  await promote(submission);
  clock.now += 48 * hour;
  expect(await get(submission)).toMatchObject({ state: 'InProgress', substate: 'FailedInCertification' });
  expect((await steps(submission))[1]).toEqual([
    'Live Failed',
    'Certification: Failed',
    'Publish: NotStarted',
  ]);
  expect((await get(`${submission}/validations`)).value).toMatchObject([
    {
      errorCode: 'CertificationFailed',
      severity: 'Error',
      message: expect.any(String),
      resource: 'Submission',
    },
    { severity: 'Warning' },
  ]);
});

test('Partner Center: a go-live that fails in another step', async () => {
  const { submission } = await start({ state: 'failed' });
  expect(await get(submission)).toMatchObject({ substate: 'Failed' });
  expect((await steps(submission))[1]).toEqual(['Live Failed', 'Publish: Failed']);
  expect((await get(`${submission}/validations`)).value[0].errorCode).toBe('PublishFailed');
});

test('Partner Center: a go-live that somebody cancels in the portal', async () => {
  const { offer, submission } = await start();
  await promote(submission);
  offer.cancelFromPortal();
  expect(await get(submission)).toMatchObject({ state: 'InProgress', substate: 'Cancelled' });
  expect((await steps(submission))[1][0]).toBe('Live Cancelled');
});

test('Partner Center: after a silent failure, the go-live can be tried again', async () => {
  const { offer, submission } = await start({ partnerCenter: { silentFailures: 1 } });
  expect((await promote(submission)).status).toBe(200);
  expect(await get(submission)).toMatchObject({
    state: 'Published',
    substate: 'ReadyToPublish',
    pendingUpdateInfo: { updateType: 'Promote', status: 'Failed' },
  });
  expect(offer).toMatchObject({ goLives: 0, goLiveRequests: 1 });
  await promote(submission);
  expect(await get(submission)).toMatchObject({
    substate: 'Publishing',
    pendingUpdateInfo: { status: 'Running' },
  });
  expect(offer).toMatchObject({ goLives: 1, goLiveRequests: 2 });
});

test('Partner Center: a live offer can be Published instead of InStore', async () => {
  const { submission } = await start({ state: 'live', partnerCenter: { liveSubstate: 'Published' } });
  expect(await get(submission)).toMatchObject({ state: 'Published', substate: 'Published' });
});

test('Partner Center: a submission does not change until its go-live is picked up', async () => {
  const { clock, submission } = await start({ pickUpSeconds: 60 });
  await promote(submission);
  clock.now += 59_999;
  expect(await get(submission)).toMatchObject({ substate: 'ReadyToPublish' });
  clock.now += 1;
  expect(await get(submission)).toMatchObject({ substate: 'Publishing' });
});

test.for([
  ['preview-building', 400, 'The preview is still being built.'],
  ['going-live', 409, 'Only one operation can be running per offer.'],
  ['live', 400, 'there is nothing to take live'],
  ['failed', 400, 'No preview waits for publisher signoff.'],
] as const)('Partner Center: a go-live of an offer that is %s gets %i', async ([state, status, sentence]) => {
  const { offer, submission } = await start({ state, partnerCenter: { silentFailures: 1 } });
  const answer = await promote(submission);
  expect(answer).toMatchObject({ status, json: { statusCode: status } });
  expect(answer.json.message).toContain(sentence);
  expect(offer).toMatchObject({ goLives: 0, goLiveRequests: 1 });
});

test('Partner Center: a go-live of a replaced submission is refused', async () => {
  const { clock, offer, submission } = await start();
  offer.publishPreview();
  clock.now += 4 * hour;
  expect((await promote(submission)).status).toBe(409);
  expect(offer).toMatchObject({ goLives: 0, goLiveRequests: 1, state: 'waiting-for-sign-off' });
});

/** Follows the next links. */
async function pages(first: string) {
  const found = [];
  let next: string | undefined = first;
  while (next) {
    const page: { value: { id: string }[]; nextLink?: string } = await get(next);
    found.push(page.value.map(({ id }) => id));
    next = page.nextLink;
    if (next) expect(next).toMatch(/^v1\.0\/ingestion\/products/);
    const token = next && new URL(next, 'https://host.example').searchParams.get('$skipToken');
    // An opaque word in base64.
    if (next) expect(token).toMatch(/^[A-Za-z0-9+/]{8,}=*$/);
  }
  return found;
}

test('Partner Center: the next link of a list is relative to the host', async () => {
  const partnerCenter = { pageSize: 1 };
  const offers: OfferSetup[] = [
    { ...waiting, offer: 'other' },
    { ...waiting, liveBefore: true, partnerCenter },
  ];
  const { emulator, offer, product } = await start({}, { offers });
  expect(await pages('products')).toEqual([
    [emulator.offer('contoso', 'other').productId],
    [offer.productId],
  ]);
  expect(await pages(`${product}/submissions`)).toEqual([
    [offer.live?.submissionId],
    [offer.preview?.submissionId],
  ]);
});

test.for([
  ["resourceType eq 'AzureApplication'", 2],
  ["resourceType eq 'SoftwareAsAService'", 0],
  ["externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'app')", 1],
  ["externalids/any(x: x/Type eq 'AzureOfferId' and x/VALUE eq 'app')", 1],
  ["externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'none')", 0],
  ["externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'o''app')", 0],
  ["externalIDs/Any(i:i/type eq 'Other' and i/value eq 'app')", 0],
  [
    "resourceType eq 'AzureApplication' and ExternalIDs/Any(i:i/Type eq 'AzureOfferId' and i/Value eq 'app')",
    1,
  ],
  [
    "ExternalIDs/Any(i:i/Type eq 'AzureOfferId' and i/Value eq 'app') and resourceType eq 'SoftwareAsAService'",
    0,
  ],
] as const)('Partner Center: the filter %s finds %i', async ([filter, count]) => {
  await start({}, { offers: [waiting, { ...waiting, offer: 'other' }] });
  const { value } = await get(`products?${new URLSearchParams({ $filter: filter })}`);
  expect(value).toHaveLength(count);
});

const bodyOf = async (target: string) => {
  const response = await fetch(`${emulator?.url}/v1.0/ingestion/${target}`, {
    headers: { authorization: 'Bearer abc' },
  });
  const type = response.headers.get('content-type')?.split(';')[0];
  return { status: response.status, type, body: await response.text() };
};

const filtered = (filter: string) => `products?${new URLSearchParams({ $filter: filter })}`;
const ourFilter = "externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'app')";

test.for([
  "name eq 'app'",
  "externalIDs/Any(i:i/value eq 'app')",
  `${ourFilter} or resourceType eq 'AzureApplication'`,
  `not (${ourFilter})`,
  '',
])('Partner Center: the unknown filter "%s" gets 400, and does not list every product', async (filter) => {
  await start();
  const { status, body } = await bodyOf(filtered(filter));
  expect(status).toBe(400);
  expect(JSON.parse(body)).toMatch(/^ICH50400 - /);
});

test('Partner Center: the plain list of products can be refused with a JSON string, while the filter works', async () => {
  await start({ partnerCenter: { plainList: 'refused' } });
  const { status, type, body } = await bodyOf('products');
  expect({ status, type }).toEqual({ status: 400, type: 'application/json' });
  const text: string = JSON.parse(body);
  const [, fault = ''] = /^ICH50400 - Unable to complete request\. (\{.*\})$/.exec(text) ?? [];
  expect(JSON.parse(fault)).toEqual({
    faultCode: 50400,
    reasonPhrase: 'Request validation failed.',
    data: { 'ProductTypeFilter[0]': ["The field is invalid (value 'Application')."] },
  });
  expect((await get(filtered(ourFilter))).value).toHaveLength(1);
});

test('Partner Center: the plain list of products can leave a product out that the filter finds', async () => {
  const offers: OfferSetup[] = [
    { ...waiting, partnerCenter: { plainList: 'incomplete' } },
    { ...waiting, offer: 'other' },
  ];
  await start({}, { offers });
  expect((await get('products')).value).toMatchObject([{ name: 'other' }]);
  expect((await get(filtered(ourFilter))).value).toMatchObject([{ name: 'app' }]);
});

test('Partner Center: the filter can be refused, while the plain list works', async () => {
  await start({ partnerCenter: { filteredList: 'refused' } });
  expect((await bodyOf(filtered(ourFilter))).status).toBe(400);
  expect((await get('products')).value).toHaveLength(1);
});

test('Partner Center: the filter can find nothing, while the plain list has the product', async () => {
  await start({ partnerCenter: { filteredList: 'empty' } });
  expect((await get(filtered(ourFilter))).value).toEqual([]);
  expect((await get('products')).value).toHaveLength(1);
});

test('Partner Center: the last next link of a list can lead to an empty 404', async () => {
  const { product } = await start({ partnerCenter: { deadNextLink: true, pageSize: 1 } });
  for (const list of ['products', `${product}/submissions`]) {
    const { value, nextLink } = await get(list);
    expect(value).toHaveLength(1);
    const { status, body } = await bodyOf(nextLink.replace('v1.0/ingestion/', ''));
    expect({ status, body }).toEqual({ status: 404, body: '' });
  }
});

test('Partner Center: a skip token that the API did not issue is refused', async () => {
  await start();
  expect((await bodyOf('products?$skipToken=1')).status).toBe(400);
});

test('Partner Center: an empty list can be {}', async () => {
  const { product } = await start({ state: 'never-published', partnerCenter: { emptyListAs: 'object' } });
  expect(await get(`${product}/submissions`)).toEqual({});
  expect(await get(filtered("resourceType eq 'SoftwareAsAService'"))).toEqual({});
});

test('Partner Center: the submissions of a product can be refused in plain text', async () => {
  const { product } = await start({ partnerCenter: { notApplicable: true } });
  expect(await bodyOf(`${product}/submissions`)).toEqual({
    status: 400,
    type: 'text/plain',
    body: 'The API you have called is not applicable for this product',
  });
});

test.for(['Deleted', 'Archived', 'Cancelled', 'RolledBack', 'NotSet', 'Unknown'] as const)(
  'Partner Center: a submission in the state %s keeps its substate, and cannot go live',
  async (state) => {
    const { offer, submission } = await start({ partnerCenter: { otherState: { state } } });
    expect(await get(submission)).toMatchObject({ state, substate: 'ReadyToPublish' });
    expect((await promote(submission)).status).toBe(400);
    expect(offer).toMatchObject({ goLives: 0, goLiveRequests: 1 });
  },
);

test.for([
  ['RolledBack', 'RolledBack', 'InStore'],
  ['Deleted', 'Deleted', 'InStore'],
  ['Unknown', 'Published', 'InStore'],
  ['NotSet', 'Published', 'InStore'],
] as const)(
  'Partner Center: a submission that gets the state %s during its go-live ends as %s/%s',
  async ([state, ...ended]) => {
    const otherState = { state, from: 'go-live', afterSeconds: 3600 } as const;
    const { clock, submission } = await start({ partnerCenter: { otherState } });
    await promote(submission);
    clock.now += hour - 1;
    expect(await get(submission)).toMatchObject({ state: 'InProgress', substate: 'Publishing' });
    clock.now += 1;
    expect(await get(submission)).toMatchObject({ state, substate: 'Publishing' });
    clock.now += 47 * hour;
    expect(await get(submission)).toMatchObject({ state: ended[0], substate: ended[1] });
  },
);

test('Partner Center: another state can have any substate', async () => {
  const otherState = { state: 'Archived', substate: 'InDraft' } as const;
  const { submission } = await start({ state: 'live', partnerCenter: { otherState } });
  expect(await get(submission)).toMatchObject({ state: 'Archived', substate: 'InDraft' });
});

test('Partner Center: the workflow details can be missing, always or once the submission is live', async () => {
  const missing = await start({ partnerCenter: { workflowDetails: 'missing' } });
  expect((await call('GET', `${missing.submission}/workflowdetails`)).status).toBe(404);
  await missing.emulator.stop();
  const { clock, submission } = await start({
    partnerCenter: { workflowDetails: 'missing-when-live', liveSubstate: 'Published' },
  });
  await promote(submission);
  expect((await call('GET', `${submission}/workflowdetails`)).status).toBe(200);
  clock.now += 48 * hour;
  expect(await get(submission)).toMatchObject({ state: 'Published', substate: 'Published' });
  expect((await call('GET', `${submission}/workflowdetails`)).status).toBe(404);
});

test('Partner Center: a submission in progress can be deleted once', async () => {
  const { offer, submission } = await start({ state: 'preview-building' });
  expect((await call('DELETE', submission)).status).toBe(204);
  expect(offer.state).toBe('canceled');
  expect((await call('DELETE', submission)).status).toBe(400);
});

test('Partner Center: a go-live cannot be deleted', async () => {
  const { offer, submission } = await start({ state: 'going-live' });
  expect((await call('DELETE', submission)).status).toBe(400);
  expect(offer.state).toBe('going-live');
});

test.for([
  ['GET', 'products/none', 404],
  ['GET', 'products/none/submissions', 404],
  ['GET', 'products/%ZZ', 404],
  ['GET', 'nothing', 404],
  ['POST', 'products', 405],
] as const)("Partner Center: %s %s gets %i in the API's own format", async ([method, target, status]) => {
  await start();
  expect(await call(method, target)).toMatchObject({
    status,
    json: { statusCode: status, code: expect.any(String), message: expect.any(String), details: [] },
  });
});

test('Partner Center: reads one product; an unknown submission is not found', async () => {
  const { offer, product } = await start();
  expect((await get(product)).id).toBe(offer.productId);
  expect((await call('GET', `${product}/submissions/1`)).status).toBe(404);
});

test('Partner Center: a wrong token is refused', async () => {
  await start({}, { tokens: ['good'] });
  const answer = await call('GET', 'products');
  expect(answer).toMatchObject({ status: 401, json: { statusCode: 401, code: 'Unauthorized' } });
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect((await call('GET', 'products', { headers: { authorization: 'Bearer good' } })).status).toBe(200);
});

test('Partner Center: an answer has a request ID', async () => {
  await start();
  const { headers } = await call('GET', 'products');
  expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers.has('x-ms-correlation-request-id')).toBe(false);
});

test('all three APIs serve the same offer', async () => {
  const { clock, emulator, offer, submission } = await start();
  await promote(submission);
  clock.now += 48 * hour;
  const headers = { authorization: 'Bearer abc' };
  const look = async (path: string) => (await fetch(emulator.url + path, { headers })).json();
  const portal = await look('/api/publishers/contoso/offers/app/status?api-version=2017-10-31');
  expect(portal).toMatchObject({ status: 'succeeded' });
  const job = await look(`/rp/product-ingestion/configure/${offer.operations.at(-1)?.id}/status`);
  expect(job).toMatchObject({ jobResult: 'succeeded' });
});
