import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';

const version = 'api-version=2017-10-31';
const path = (rest: string) => `/api/publishers/contoso/offers/vm${rest}?${version}`;
const waiting: OfferSetup = { publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off' };

let emulator: Emulator | undefined;
afterEach(() => emulator?.stop());

/** An emulator with one offer, on a test clock at speed 1. */
async function start(setup: Partial<OfferSetup> = {}, options: Partial<EmulatorOptions> = {}) {
  const clock = { now: 5000 };
  emulator = await startEmulator({ offers: [{ ...waiting, ...setup }], now: () => clock.now, ...options });
  return { emulator, clock };
}

async function call(method: string, target: string, init: RequestInit = {}) {
  const headers = { authorization: 'Bearer abc', ...init.headers };
  const response = await fetch(new URL(target, emulator?.url), { method, ...init, headers });
  const body = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body,
    json: isJson ? JSON.parse(body) : undefined,
  };
}

test('Cloud Partner Portal: a go-live from status check to success, as documented', async () => {
  const { clock } = await start();
  const before = (await call('GET', path('/status'))).json;
  expect(before).toMatchObject({ status: 'running', messages: [], previewLinks: [], liveLinks: [] });
  expect(Object.keys(before)).not.toContain('cancellationRequestState');
  expect(before.steps.find(({ id }: { id: string }) => id === 'publisher-signoff')).toMatchObject({
    stepName: 'Publisher signoff',
    status: 'waitingForPublisherReview',
  });

  const accepted = await call('POST', path('/golive'));
  expect(accepted).toMatchObject({ status: 202, body: '' });
  const location = accepted.headers.get('location') ?? '';
  expect(location).toMatch(
    /^\/api\/publishers\/contoso\/offers\/vm\/operations\/[0-9a-f-]{36}\?api-version=2017-10-31$/,
  );

  clock.now += 47 * 3_600_000;
  const operation = (await call('GET', location)).json;
  expect(operation).toMatchObject({
    status: 'running',
    publishingVersion: 2,
    offerVersion: 1,
    cancellationRequestState: 'canCancel',
  });
  expect(operation.steps.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`)).toEqual([
    'displaydummycertify complete',
    'displaycertify complete',
    'displayprovision complete',
    'displaypackage complete',
    'publisher-signoff complete',
    'displayprovisionlive complete',
    'live inProgress',
  ]);
  expect(operation.steps.at(-1)).toMatchObject({
    id: 'live',
    stepName: 'Live',
    status: 'inProgress',
    estimatedTimeFrame: '~2-5 days',
    progressPercentage: 95,
  });
  clock.now += 3_600_000;
  expect((await call('GET', location)).json.status).toBe('complete');
  expect((await call('GET', path('/status'))).json.status).toBe('succeeded');
});

test('speed multiplies the time of the clock', async () => {
  const { clock, emulator } = await start({ state: 'going-live', goLiveSeconds: 7200 }, { speed: 3600 });
  clock.now += 1999;
  expect(emulator.offer('contoso', 'vm').state).toBe('going-live');
  clock.now += 1;
  expect(emulator.offer('contoso', 'vm').state).toBe('live');
});

test('Cloud Partner Portal: the operation path of an offer that was not migrated names the offer', async () => {
  const { clock } = await start({ migrated: false });
  const accepted = await call('POST', path('/golive'));
  const location = accepted.headers.get('location') ?? '';
  expect(location).toBe('/api/operations/contoso$vm$2$preview?api-version=2017-10-31');
  const operation = (await call('GET', location)).json;
  expect(operation).toMatchObject({ status: 'running', notificationEmails: 'ops@contoso.example' });
  clock.now += 48 * 3_600_000;
  expect((await call('GET', location.replaceAll('$', '%24'))).json.status).toBe('complete');
});

test('Cloud Partner Portal: the operation path of the other kind of offer is not found', async () => {
  const { emulator } = await start({ state: 'going-live' });
  const [, goLive] = emulator.offer('contoso', 'vm').operations;
  expect((await call('GET', path(`/operations/${goLive?.id}`))).status).toBe(200);
  expect((await call('GET', `/api/operations/contoso$vm$2$preview?${version}`)).status).toBe(404);
  await emulator.stop();
  const other = (await start({ state: 'going-live', migrated: false })).emulator;
  const id = other.offer('contoso', 'vm').operations.at(-1)?.id;
  expect((await call('GET', path(`/operations/${id}`))).status).toBe(404);
});

test.for([
  [
    { header: 'Operation-Location', form: 'absolute', apiVersion: false },
    /^Operation-Location$/,
    /^http:.*-\w+$/,
  ],
  [{ header: 'lOCATION' }, /^lOCATION$/, /^\/api.*=2017-10-31$/],
] as const)('Cloud Partner Portal: the operation location with %j', async ([location, name, value]) => {
  const { emulator } = await start({ location });
  const raw = await rawPost(emulator.url, path('/golive'));
  const at = raw.findIndex((one) => /location/i.test(one));
  expect(raw[at]).toMatch(name);
  expect(raw[at + 1]).toMatch(value);
  if (location.header === 'Operation-Location')
    expect(raw[at + 1]).toContain(`${emulator.url}/api/publishers/`);
});

test('Cloud Partner Portal: an accepted go-live can lack the operation location', async () => {
  const { emulator } = await start({ location: { header: 'none' } });
  const raw = await rawPost(emulator.url, path('/golive'));
  expect(raw.filter((one) => /location/i.test(one))).toEqual([]);
  expect(emulator.offer('contoso', 'vm').goLives).toBe(1);
});

test('Cloud Partner Portal: the operation answers 404 until it is picked up', async () => {
  const { clock } = await start({ pickUpSeconds: 60 });
  const location = (await call('POST', path('/golive'))).headers.get('location') ?? '';
  clock.now += 59_999;
  expect((await call('GET', location)).status).toBe(404);
  expect((await call('GET', path('/submissions/'))).json).toHaveLength(1);
  clock.now += 1;
  expect((await call('GET', location)).status).toBe(200);
  expect((await call('GET', path('/submissions/'))).json).toHaveLength(2);
});

test('Cloud Partner Portal: the list of submissions has version numbers beyond 2^53, and a status filter', async () => {
  await start();
  await call('POST', path('/golive'));
  const { body, json } = await call('GET', path('/submissions/'));
  const [digits] = /(?<="version":)\d+/.exec(body) ?? [''];
  expect(digits).toMatch(/^\d{17}1$/);
  expect(String(BigInt(Number(digits)))).not.toBe(digits);
  expect(json).toMatchObject([
    {
      submissionType: 'goLive',
      submissionState: 'running',
      publisherId: 'contoso',
      offerId: 'vm',
      slot: 'staging',
    },
    { submissionType: 'publish', submissionState: 'complete' },
  ]);
  const running = await call('GET', `${path('/submissions/')}&status=Running`);
  expect(running.json.map(({ submissionType }: { submissionType: string }) => submissionType)).toEqual([
    'goLive',
  ]);
});

test('Cloud Partner Portal: reads publishers, offers, an offer and its slots', async () => {
  const { clock } = await start();
  expect((await call('GET', `/api/publishers?${version}`)).json).toMatchObject([{ id: 'contoso' }]);
  expect((await call('GET', `/api/publishers/contoso/offers?${version}`)).json).toMatchObject([{ id: 'vm' }]);
  const offer = await call('GET', path(''));
  expect(offer.json).toMatchObject({
    id: 'vm',
    publisherId: 'contoso',
    pcMigrationStatus: 'migrated',
    version: 1,
  });
  expect(offer.headers.get('etag')).toMatch(/^W\/"datetime'\d{4}-\d\d-\d\dT\d\d%3A.*Z'"$/);
  expect((await call('GET', path('/slot/draft'))).status).toBe(200);
  expect((await call('GET', path('/slot/Preview'))).json.version).toBe(1);
  expect((await call('GET', path('/slot/Production'))).status).toBe(404);
  await call('POST', path('/golive'));
  clock.now += 48 * 3_600_000;
  expect((await call('GET', path('/slot/Production'))).json.version).toBe(1);
});

test('Cloud Partner Portal: the list of submissions also understands the filter submissionState', async () => {
  await start();
  await call('POST', path('/golive'));
  const running = await call('GET', `${path('/submissions')}&submissionState=running`);
  expect(running.json.map(({ submissionType }: { submissionType: string }) => submissionType)).toEqual([
    'goLive',
  ]);
});

test('Cloud Partner Portal: reads the versions that an offer has, and no other', async () => {
  await start({ liveBefore: true });
  expect((await call('GET', path('/versions/1'))).json).toMatchObject({ id: 'vm', version: 1 });
  expect((await call('GET', path('/versions/2'))).json).toMatchObject({ id: 'vm', version: 2 });
  expect((await call('GET', path('/versions/3'))).status).toBe(404);
  expect((await call('GET', path('/versions/0'))).status).toBe(404);
});

test.for(['//api/publishers/contoso/offers/vm/status', '/api//publishers/contoso///offers/vm//status'])(
  'Cloud Partner Portal: doubled slashes in a path do not matter: %s',
  async (target) => {
    const { emulator } = await start();
    const answer = await fetch(`${emulator.url}${target}?${version}`, {
      headers: { authorization: 'Bearer abc' },
    });
    expect(answer.status).toBe(200);
    expect(emulator.requests[0]?.path).toBe(`${target}?${version}`);
  },
);

test('Cloud Partner Portal: an offer that was never published', async () => {
  await start({ state: 'never-published', migrated: false });
  expect((await call('GET', path('/status'))).json.status).toBe('neverPublished');
  expect((await call('GET', path(''))).json).toMatchObject({
    status: 'neverPublished',
    pcMigrationStatus: 'none',
  });
  expect((await call('GET', path('/submissions'))).json).toEqual([]);
  expect((await call('GET', `/api/operations/contoso$vm$2$preview?${version}`)).status).toBe(404);
  expect((await call('GET', path('/slot/Preview'))).status).toBe(404);
});

test('Cloud Partner Portal: other status words, and an operation in an array', async () => {
  const { clock, emulator } = await start({
    spelling: {
      succeeded: 'Completed',
      waitingForPublisherReview: 'WaitingForPublisherReview',
      blocked: 'Rejected',
    },
    blockedAt: { step: 'live' },
    operationBody: 'array',
  });
  expect((await call('GET', path('/status'))).json.status).toBe('WaitingForPublisherReview');
  const location = (await call('POST', path('/golive'))).headers.get('location') ?? '';
  clock.now += 24 * 3_600_000;
  const [blocked] = (await call('GET', location)).json;
  expect(blocked.status).toBe('running');
  expect(blocked.steps.at(-1).status).toBe('Rejected');
  emulator.offer('contoso', 'vm').unblock();
  clock.now += 24 * 3_600_000;
  expect((await call('GET', location)).json[0].status).toBe('Completed');
  expect((await call('GET', path('/status'))).json.status).toBe('Completed');
});

test('Cloud Partner Portal: publish and cancel', async () => {
  const { emulator } = await start({ state: 'never-published' });
  const publish = { body: '{"metadata":{}}', headers: { 'content-type': 'application/json' } };
  expect((await call('POST', path('/publish'), publish)).status).toBe(202);
  expect((await call('POST', path('/publish'), publish)).status).toBe(409);
  expect(emulator.offer('contoso', 'vm').state).toBe('preview-building');
  expect((await call('POST', path('/cancel'))).status).toBe(200);
  expect(emulator.offer('contoso', 'vm').state).toBe('canceled');
  expect((await call('POST', path('/cancel'))).status).toBe(400);
});

test.for([
  ['never-published', 400, 'BadRequest'],
  ['preview-building', 400, 'BadRequest'],
  ['going-live', 409, 'OperationInProgress'],
  ['blocked', 409, 'OperationInProgress'],
  ['live', 400, 'BadRequest'],
  ['failed', 400, 'BadRequest'],
  ['canceled', 400, 'BadRequest'],
] as const)(
  'Cloud Partner Portal: a go-live of an offer that is %s gets %i %s',
  async ([state, status, code]) => {
    const { emulator } = await start({ state });
    const answer = await call('POST', path('/golive'));
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatchObject({ code, message: expect.stringMatching(/^[A-Z].* .*\.$/) });
    expect(emulator.offer('contoso', 'vm')).toMatchObject({ state, goLives: 0, goLiveRequests: 1 });
  },
);

test.for([
  ['GET', '/api/publishers/fabrikam/offers/vm/status', 403],
  ['GET', '/api/publishers/contoso/offers/other/status', 404],
  ['GET', '/api/publishers/contoso/offers/vm/operations/no-such', 404],
  ['GET', '/api/operations/fabrikam$vm$2$preview', 403],
  ['GET', '/api/nothing', 404],
  ['GET', '/api/publishers/%ZZ/offers', 403],
  ['GET', '/api/publishers/contoso/offers/vm/golive', 405],
  ['POST', '/api/publishers/contoso/offers/vm/status', 405],
  ['DELETE', '/api/publishers', 405],
] as const)('Cloud Partner Portal: %s %s gets %i', async ([method, target, status]) => {
  await start();
  const answer = await call(method, `${target}?${version}`);
  expect(answer.status).toBe(status);
  expect(answer.json.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  if (status === 405) expect(answer.headers.get('allow')).toMatch(/^(GET|POST)$/);
});

test.for(['', '?api-version=2018-01-01'])(
  'Cloud Partner Portal: a missing or unknown api-version is refused: "%s"',
  async (query) => {
    await start();
    const answer = await call('GET', `/api/publishers/contoso/offers/vm/status${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatchObject({
      code: 'InvalidAPIVersion',
      message: expect.stringContaining('2017-10-31'),
    });
  },
);

test('Cloud Partner Portal: only a known bearer token is accepted', async () => {
  const { emulator } = await start({}, { tokens: ['good'] });
  expect((await fetch(emulator.url + path('/status'))).status).toBe(401);
  expect((await call('GET', path('/status'), { headers: { authorization: 'Basic good' } })).status).toBe(401);
  expect((await call('POST', path('/golive'))).status).toBe(401);
  expect((await call('GET', path('/status'), { headers: { authorization: 'Bearer good' } })).status).toBe(
    200,
  );
  expect(emulator.offer('contoso', 'vm').goLiveRequests).toBe(0);
});

test('Cloud Partner Portal: a POST without a length, or with a body that is not JSON, never reaches the offer', async () => {
  const { emulator } = await start();
  const wrongType = { body: '{}', headers: { 'content-type': 'text/plain' } };
  const wrongBody = { body: '{', headers: { 'content-type': 'application/json; charset=utf-8' } };
  expect((await call('POST', path('/golive'), wrongType)).status).toBe(415);
  expect((await call('POST', path('/golive'), wrongBody)).status).toBe(400);
  const noLength = `POST ${path('/golive')} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`;
  const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
  socket.write(noLength);
  expect(await text(socket)).toMatch(/^HTTP\/1.1 411 /);
  expect(emulator.offer('contoso', 'vm').goLiveRequests).toBe(0);
  const right = { body: '{}', headers: { 'content-type': 'application/json' } };
  expect((await call('POST', path('/golive'), right)).status).toBe(202);
});

test('an unknown path or host gets an HTML page with 404', async () => {
  const { emulator } = await start();
  expect(await call('GET', '/')).toMatchObject({
    status: 404,
    body: expect.stringMatching(/^<!DOCTYPE html>/),
  });
  const elsewhere = request(emulator.url + path('/status'), { headers: { host: 'elsewhere.example' } }).end();
  const [response] = await new Promise<[import('node:http').IncomingMessage]>((resolve) => {
    elsewhere.on('response', (message) => resolve([message]));
  });
  expect(response.statusCode).toBe(404);
  expect(await text(response)).toContain('<h2>404');
});

test('Cloud Partner Portal: every answer has the headers seen on the real server, with a unique correlation ID', async () => {
  await start();
  const answers = [
    await call('GET', path('/status')),
    await call('GET', '/'),
    await call('POST', path('/golive')),
  ];
  for (const { headers } of answers) {
    expect(headers.get('server')).toBe('Microsoft-IIS/10.0');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('x-ms-correlation-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
  expect(new Set(answers.map(({ headers }) => headers.get('x-ms-correlation-request-id'))).size).toBe(3);
});

test('the emulator records requests as received', async () => {
  const { emulator, clock } = await start();
  clock.now = 7000;
  await call('POST', path('/golive'), { body: '{}', headers: { 'content-type': 'application/json' } });
  await call('GET', '/x?y=%20z');
  expect(emulator.requests).toMatchObject([
    { method: 'POST', path: path('/golive'), body: '{}', answeredWith: 202, at: 7000 },
    { method: 'GET', path: '/x?y=%20z', body: '', answeredWith: 404 },
  ]);
  expect(emulator.requests[0]?.headers.authorization).toBe('Bearer abc');
  expect(() => emulator.offer('contoso', 'other')).toThrow('contoso/other');
});

/** The raw header names and values of the answer to a POST. */
function rawPost(url: string, target: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    request(url + target, { method: 'POST', headers: { authorization: 'Bearer abc' } }, (response) => {
      response.resume().on('end', () => resolve(response.rawHeaders));
    })
      .on('error', reject)
      .end();
  });
}
