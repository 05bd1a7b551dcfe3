import { describe, expect, it } from 'vitest';
import { staticCredential } from '../../../../src/auth/credential.ts';
import { ApiClient, createRequestLimit } from '../../../../src/http/api-client.ts';
import { networkFailure } from '../../../../src/http/failures.ts';
import type { HttpRequest, HttpResponse } from '../../../../src/http/transport.ts';
import { cloudPartnerPortal } from '../../../../src/marketplace/cloud-partner-portal/api.ts';
import { interrupted } from '../../../../src/model/failure.ts';
import { VirtualClock } from '../../../support/unit/virtual-clock.ts';

const origin = 'https://cloudpartner.azure.com';
const version = 'api-version=2017-10-31';
const offer = { publisher: 'contoso', offer: 'vm-offer' };
const offerPath = '/api/publishers/contoso/offers/vm-offer';
const guid = '11111111-2222-3333-4444-555555555555';

/**
 * The API over a transport that records the requests.
 * @param answers one for every request, or a list of them for one request each
 */
function connect(
  answers: Partial<HttpResponse> | Error | (Partial<HttpResponse> | Error)[],
  baseUrl = origin,
) {
  const requests: HttpRequest[] = [];
  const warnings: string[] = [];
  const clock = new VirtualClock();
  const client = new ApiClient({
    async transport(request) {
      requests.push(request);
      const answer = Array.isArray(answers) ? answers[requests.length - 1] : answers;
      if (answer instanceof Error) {
        throw answer;
      }
      return { status: 200, statusText: '', headers: {}, body: '', ...answer };
    },
    credential: staticCredential('a-token-of-some-length'),
    clock,
    baseUrl: new URL(baseUrl),
    hint: () => '',
    kind: () => undefined,
    log: { debug: () => {}, isDebug: false },
    limit: createRequestLimit(),
  });
  const deadline = { signal: new AbortController().signal, atMs: clock.now() + 60_000 };
  const marketplace = cloudPartnerPortal.connect(client, baseUrl, (line) => warnings.push(line));
  return {
    requests,
    warnings,
    asked: () => requests.map(({ method, url }) => `${method} ${url.href}`),
    getOfferState: (name = offer) => marketplace.getOfferState(name, deadline),
    goLive: () => marketplace.goLive(offer, undefined, deadline),
    getOperation: (url: string) =>
      marketplace.getOperation({ url: new URL(url), id: '', tracksOffer: false }, undefined, deadline),
  };
}

const document = (status: string, steps: object[] = []) => ({ body: JSON.stringify({ status, steps }) });
const accepted = (headers: HttpResponse['headers']) => ({ status: 202, headers });

describe('the Cloud Partner Portal API', () => {
  it('is described as documented', () => {
    expect(cloudPartnerPortal).toMatchObject({
      baseUrl: 'https://cloudpartner.azure.com',
      needsPublisher: true,
      audiences: ['https://cloudpartner.azure.com'],
      scope: 'https://cloudpartner.azure.com/.default',
    });
  });

  it.each<[number, string]>([
    [400, 'If-Match'],
    [401, 'https://cloudpartner.azure.com'],
    [403, 'enterprise application'],
    [404, 'Azure application, SaaS and Dynamics 365'],
    [409, 'Something else is in progress'],
    [412, 'changed the offer at the same time'],
    [422, 'did not pass validation'],
    [429, 'fewer requests'],
    [500, 'Microsoft support'],
    [503, 'Microsoft support'],
  ])('has a hint for a go-live answered with %i: %s', (status, words) => {
    expect(cloudPartnerPortal.hint(status, 'POST')).toContain(words);
  });

  it.each<[number, string]>([
    [400, 'Check the offer ID and api-url.'],
    [401, 'https://cloudpartner.azure.com'],
    [403, 'enterprise application'],
    [404, 'Azure application, SaaS and Dynamics 365'],
    [503, 'Microsoft support'],
  ])('has a hint for a status check answered with %i: %s', (status, words) => {
    expect(cloudPartnerPortal.hint(status, 'GET')).toContain(words);
  });

  it.each([302, 402, 418])('has no hint for status %i', (status) => {
    expect(cloudPartnerPortal.hint(status, 'GET')).toBe('');
    expect(cloudPartnerPortal.hint(status, 'POST')).toBe('');
  });

  it.each([412, 422])('has no hint for a status check answered with %i', (status) => {
    expect(cloudPartnerPortal.hint(status, 'GET')).toBe('');
  });

  it('does not tell the kind of a failure from its words', () => {
    expect(cloudPartnerPortal.kind('productLocked: Certification failed.')).toBeUndefined();
  });
});

describe('getOfferState', () => {
  const signOff = { id: 'publisher-signoff', status: 'complete' };

  it('reads the status of the offer', async () => {
    const { getOfferState, asked } = connect({
      ...document('neverPublished'),
      headers: { 'x-ms-correlation-request-id': 'c-1' },
    });
    await expect(getOfferState()).resolves.toMatchObject({
      phase: 'never-published',
      status: 'not-started',
      rawStatus: 'neverPublished',
      correlationId: 'c-1',
    });
    expect(asked()).toEqual([`GET ${origin}${offerPath}/status?${version}`]);
  });

  it.each<[string, object[], string]>([
    ['running', [signOff], 'going-live'],
    ['running', [{ ...signOff, status: 'notStarted' }], 'building-preview'],
    ['running', [], 'unclear'],
  ])("names the offer's status as the operation if something runs: %s %j", async (status, steps, phase) => {
    const state = await connect(document(status, steps)).getOfferState();
    expect(state).toMatchObject({ phase, operation: { id: '', tracksOffer: true } });
    expect(state.operation?.url.href).toBe(`${origin}${offerPath}/status?${version}`);
  });

  it.each<[string, object[], string]>([
    ['succeeded', [], 'live'],
    ['failed', [signOff], 'go-live-ended'],
    ['running', [{ ...signOff, status: 'waitingForPublisherReview' }], 'waiting-for-sign-off'],
    ['odd', [], 'unclear'],
  ])('names no operation unless something runs: %s %j', async (status, steps, phase) => {
    const state = await connect(document(status, steps)).getOfferState();
    expect(state).toMatchObject({ phase, operation: undefined });
  });

  it('encodes the IDs in the path', async () => {
    const { getOfferState, asked } = connect(document('running'));
    await getOfferState({ publisher: 'a/b', offer: '../c?d' });
    expect(asked()).toEqual([`GET ${origin}/api/publishers/a%2Fb/offers/..%2Fc%3Fd/status?${version}`]);
  });
});

describe('a refused getOfferState', () => {
  const status = `GET ${origin}${offerPath}/status?${version}`;
  const whole = `GET ${origin}${offerPath}?${version}`;

  /** What getOfferState throws, and the requests, if these are the answers in turn. */
  async function refused(...answers: (number | Partial<HttpResponse> | Error)[]) {
    const scripted = answers.map((answer) =>
      typeof answer === 'number' ? { status: answer, body: '{"id":"vm-offer"}' } : answer,
    );
    const { getOfferState, asked } = connect(scripted);
    const failure = await getOfferState().then(
      () => undefined,
      (error) => error,
    );
    return { failure, asked: asked() };
  }

  it('with 403 is final: a go-live would be refused, too', async () => {
    const { failure, asked } = await refused(403);
    expect(failure).toMatchObject({ kind: 'permission', isFatal: true, refusesCaller: true });
    expect(asked).toEqual([status]);
  });

  it.each([404, 410])('with %i is final if there is no such offer', async (answer) => {
    const { failure, asked } = await refused(answer, 404);
    expect(failure).toMatchObject({ kind: 'not-found', isFatal: true, label: `HTTP ${answer}` });
    expect(asked).toEqual([status, whole]);
  });

  it.each([200, 202])('with 404 is not final if the offer itself is answered with %i', async (answer) => {
    const { failure, asked } = await refused(404, answer);
    expect(failure).toMatchObject({ kind: 'not-found', isFatal: false, label: 'HTTP 404' });
    expect(asked).toEqual([status, whole]);
  });

  it.each([
    [400, 'service'],
    [403, 'permission'],
    [401, 'authentication'],
  ])('with 404 ends as the offer itself does, if that is answered with %i', async (answer, kind) => {
    const { failure, asked } = await refused(404, answer);
    expect(failure).toMatchObject({ kind, isFatal: true, label: `HTTP ${answer}` });
    expect(asked).toEqual([status, whole]);
  });

  it.each(['<html>Sign in</html>', '{}', '"vm-offer"', ''])(
    'with 404 may pass if the offer itself cannot be read: %j',
    async (body) => {
      const { failure } = await refused(404, { status: 200, body });
      expect(failure).toMatchObject({ label: 'unreadable answer', transience: 'always' });
    },
  );

  it.each(['{"publisherId":"contoso"}', '{"offerTypeId":"x"}'])(
    'with 404 is not final if the offer itself is there: %s',
    async (body) => {
      const { failure } = await refused(404, { status: 200, body });
      expect(failure).toMatchObject({ kind: 'not-found', isFatal: false });
    },
  );

  it.each([500, 503, 429])('with 404 may pass if the offer itself is answered with %i', async (answer) => {
    const { failure, asked } = await refused(404, answer);
    expect(failure).toMatchObject({ transience: 'always', isFatal: false, label: `HTTP ${answer}` });
    expect(asked).toEqual([status, whole]);
  });

  it.each([400, 409, 500])('with %i is not final, and asks for nothing more', async (answer) => {
    const { failure, asked } = await refused(answer);
    expect(failure).toMatchObject({ isFatal: false, label: `HTTP ${answer}` });
    expect(asked).toEqual([status]);
  });

  it('throws what is no refusal as it is', async () => {
    const bug = new TypeError('x');
    const stop = interrupted('SIGTERM');
    expect((await refused(bug)).failure).toBe(bug);
    expect((await refused(404, bug)).failure).toBe(bug);
    expect((await refused(404, stop)).failure).toBe(stop);
  });
});

describe('getOperation', () => {
  it('reads the operation at its URL', async () => {
    const { getOperation, asked } = connect(document('complete'));
    const url = `${origin}${offerPath}/operations/${guid}?${version}`;
    await expect(getOperation(url)).resolves.toMatchObject({ status: 'succeeded', rawStatus: 'complete' });
    expect(asked()).toEqual([`GET ${url}`]);
  });

  it.each<[string, Partial<HttpResponse> | Error, string]>([
    ['HTML', { body: '<html>Sign in</html>' }, 'unreadable answer'],
    ['an empty body', { body: '' }, 'unreadable answer'],
    ['JSON without a status', { body: '{}' }, 'unreadable answer'],
    ['503', { status: 503, body: 'busy' }, 'HTTP 503'],
    ['no answer', networkFailure('timeout', 'None.'), 'timeout'],
  ])('throws for %s, and sends nothing again', async (_answer, answer, label) => {
    const { getOperation, requests } = connect(answer);
    await expect(getOperation(`${origin}${offerPath}/operations/${guid}`)).rejects.toMatchObject({
      name: 'Failure',
      label,
    });
    expect(requests).toHaveLength(1);
  });

  it('never sends a request to another origin', async () => {
    const { getOperation, requests } = connect(document('complete'));
    await expect(getOperation(`https://example.com${offerPath}/operations/${guid}`)).rejects.toThrow(
      'nothing was sent there',
    );
    expect(requests).toEqual([]);
  });
});

describe('goLive', () => {
  it('sends one POST without a body', async () => {
    const { goLive, asked, requests } = connect(accepted({ location: `${offerPath}/operations/${guid}` }));
    await goLive();
    expect(asked()).toEqual([`POST ${origin}${offerPath}/golive?${version}`]);
    expect(requests[0]).not.toHaveProperty('body');
    expect(requests[0]?.headers).not.toHaveProperty('If-Match');
  });

  const migrated = `${offerPath}/operations/${guid}`;
  const notMigrated = '/api/operations/contoso$vm-offer$2$preview';

  it.each<[string, HttpResponse['headers'], string, string]>([
    ['a relative Location', { location: `${migrated}?${version}` }, `${origin}${migrated}?${version}`, guid],
    [
      'a relative Location without api-version',
      { location: migrated },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'an absolute Location',
      { location: `${origin}${migrated}?${version}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'an absolute Operation-Location without api-version',
      { 'operation-location': `${origin}${migrated}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'a relative Operation-Location',
      { 'operation-location': `${notMigrated}?${version}` },
      `${origin}${notMigrated}?${version}`,
      'contoso$vm-offer$2$preview',
    ],
    [
      'a path that is not migrated, with `$` left as it is',
      { location: `${notMigrated}?${version}` },
      `${origin}${notMigrated}?${version}`,
      'contoso$vm-offer$2$preview',
    ],
    [
      'both headers, of which the older one counts',
      { 'operation-location': migrated, location: '/api/operations/other' },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'an empty Operation-Location beside a Location',
      { 'operation-location': '', location: migrated },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'a path without a leading slash',
      { location: migrated.slice(1) },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    ['a path with a trailing slash', { location: `${migrated}/` }, `${origin}${migrated}/?${version}`, guid],
    ['a path between blanks', { location: `  ${migrated} ` }, `${origin}${migrated}?${version}`, guid],
    [
      'a path with another query',
      { location: `${migrated}?view=full` },
      `${origin}${migrated}?view=full&${version}`,
      guid,
    ],
    [
      'a path with an api-version of its own, in any case',
      { location: `${migrated}?Api-Version=2018-01-01` },
      `${origin}${migrated}?Api-Version=2018-01-01`,
      guid,
    ],
    [
      'a URL with user info, which is removed',
      { location: `https://user:secret@cloudpartner.azure.com${migrated}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'a URL with the standard port',
      { location: `https://cloudpartner.azure.com:443${migrated}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    ['a path without an ID', { location: '/api/jobs/7' }, `${origin}/api/jobs/7?${version}`, ''],
  ])('reads the operation from %s', async (_form, headers, href, id) => {
    const { goLive, warnings } = connect(accepted(headers));
    const operation = await goLive();
    expect(operation.url.href).toBe(href);
    expect(operation).toMatchObject({ id, tracksOffer: false });
    expect(warnings).toEqual([]);
  });

  it('treats any 2xx with an operation as an acceptance', async () => {
    const { goLive } = connect({ status: 200, headers: { location: migrated } });
    await expect(goLive()).resolves.toMatchObject({ id: guid });
  });

  describe('behind a gateway with a path of its own, finds the operation at', () => {
    const gateway = 'https://gateway.example/portal';

    it.each<[string, string, string]>([
      ['a path of the API', migrated, `${gateway}${migrated}`],
      ['a path of the gateway', `/portal${migrated}`, `${gateway}${migrated}`],
      ['a path without a leading slash', migrated.slice(1), `${gateway}${migrated}`],
      ['an absolute URL of the gateway', `${gateway}${migrated}`, `${gateway}${migrated}`],
      [
        'an absolute URL without the path of the gateway',
        `https://gateway.example${migrated}`,
        `${gateway}${migrated}`,
      ],
      ['a path with `$`', notMigrated, `${gateway}${notMigrated}`],
      ['a path outside the API', '/elsewhere/7', 'https://gateway.example/elsewhere/7'],
    ])('%s', async (_form, location, href) => {
      const { goLive, asked } = connect(accepted({ location }), gateway);
      expect((await goLive()).url.href).toBe(`${href}?${version}`);
      expect(asked()).toEqual([`POST ${gateway}${offerPath}/golive?${version}`]);
    });
  });

  it('finds the operation behind a gateway whose path starts like those of the API', async () => {
    const gateway = 'https://gateway.example/api/portal';
    const { goLive } = connect(accepted({ location: `/api/portal${migrated}` }), gateway);
    expect((await goLive()).url.href).toBe(`${gateway}${migrated}?${version}`);
  });

  describe('returns the status of the offer, and warns, if the location of the operation is', () => {
    it.each<[string, HttpResponse['headers'], string]>([
      ['missing', {}, 'names no operation'],
      ['blank', { location: ' ' }, 'names no operation'],
      ['no URL', { location: 'https://[' }, 'names no operation'],
      ['repeated', { 'operation-location': ['a', 'b'] as unknown as string }, 'names no operation'],
      ['too long with its origin', { location: `/api/operations/${'x'.repeat(480)}` }, 'names no operation'],
      ['longer than any real one', { location: `${migrated}?${'x'.repeat(500)}` }, 'names no operation'],
      ['at another host', { location: `https://example.com${migrated}` }, 'https://example.com'],
      ['at another host, without a scheme', { location: `//example.com${migrated}` }, 'https://example.com'],
      [
        'at another host, with backslashes',
        { location: `\\\\example.com${migrated}` },
        'https://example.com',
      ],
      ['at another port', { location: `${origin}:8443${migrated}` }, `${origin}:8443`],
      [
        'with another scheme',
        { location: `http://cloudpartner.azure.com${migrated}` },
        'http://cloudpartner',
      ],
      [
        'at another host, with the API as its user info',
        { location: `https://cloudpartner.azure.com@example.com${migrated}` },
        'https://example.com',
      ],
      ['a data URL', { location: 'data:text/plain,x' }, 'nothing is sent there'],
    ])('%s', async (_location, headers, words) => {
      const { goLive, warnings, asked } = connect(accepted(headers));
      const operation = await goLive();
      expect(operation).toMatchObject({ id: '', tracksOffer: true });
      expect(operation.url.href).toBe(`${origin}${offerPath}/status?${version}`);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(words);
      expect(asked()).toHaveLength(1);
    });
  });

  it.each([
    [200, '<html>Sign in</html>'],
    [200, '42'],
    [200, '{"status":"running"}'],
    [201, '{}'],
    [204, ''],
  ])('does not treat a %i without an operation as an acceptance: %j', async (status, body) => {
    const { goLive, warnings } = connect({ status, body, headers: { 'request-id': 'c-2' } });
    await expect(goLive()).rejects.toMatchObject({
      name: 'Failure',
      message: `The go-live was answered with ${status}, which is not an acceptance.`,
      label: 'unreadable answer',
      correlationId: 'c-2',
    });
    expect(warnings).toEqual([]);
  });

  it.each<[string, Partial<HttpResponse> | Error, string]>([
    ['400', { status: 400, body: '{"error":{"code":"BadRequest","message":"Not now."}}' }, 'HTTP 400'],
    ['500', { status: 500 }, 'HTTP 500'],
    ['a redirect', { status: 302, headers: { location: 'https://example.com' } }, 'HTTP 302'],
    ['no answer', networkFailure('connection', 'None.'), 'connection'],
  ])('throws for %s, and sends nothing again', async (_answer, answer, label) => {
    const { goLive, requests } = connect(answer);
    await expect(goLive()).rejects.toMatchObject({ name: 'Failure', label });
    expect(requests).toHaveLength(1);
  });
});

describe('parseOperationUrl of cloud-partner-portal', () => {
  const parse = (path: string, baseUrl = origin) =>
    cloudPartnerPortal.parseOperationUrl(new URL(origin + path), baseUrl);
  const none = { publisher: '', offer: '' };

  it.each<[string, string, string, { publisher: string; offer: string }, boolean]>([
    // The form of the URL, its path and query; then the ID, the offer, and whether it tracks the offer.
    ['migrated', `${offerPath}/operations/${guid}?${version}`, guid, offer, false],
    ['migrated, with a slash at its end', `${offerPath}/operations/${guid}/?${version}`, guid, offer, false],
    [
      'migrated, in another case',
      `${offerPath.toUpperCase()}/Operations/1?${version}`,
      '1',
      {
        publisher: 'CONTOSO',
        offer: 'VM-OFFER',
      },
      false,
    ],
    [
      'migrated, with a letter of the offer encoded',
      `/api/publishers/contoso/offers/%76m-offer/operations/1?${version}`,
      '1',
      offer,
      false,
    ],
    ['deeper below the offer', `${offerPath}/submissions/2/operations/3?${version}`, '3', offer, false],
    [
      'not migrated',
      `/api/operations/contoso$vm-offer$2$preview?${version}`,
      'contoso$vm-offer$2$preview',
      offer,
      false,
    ],
    [
      'not migrated, with an encoded dollar sign',
      `/api/operations/contoso%24vm-offer%242?${version}`,
      'contoso%24vm-offer%242',
      offer,
      false,
    ],
    [
      'of 2018, with a GUID in place of the offer',
      `/api/operations/contoso$${guid}$2$preview?${version}`,
      `contoso$${guid}$2$preview`,
      { publisher: 'contoso', offer: guid },
      false,
    ],
    ['the status of an offer', `${offerPath}/status?${version}`, '', offer, true],
    ['the status of an offer, with a slash at its end', `${offerPath}/status/?${version}`, '', offer, true],
    ['the status of an offer, in another case', `${offerPath}/Status?${version}`, '', offer, true],
    ['only an ID', `/api/operations/${guid}?${version}`, guid, none, false],
    ['an ID without a publisher', `/api/operations/$x?${version}`, '$x', none, false],
    ['at an undocumented place', `/api/elsewhere/operations/${guid}?${version}`, guid, none, false],
    ['whose dots lead back to an operation', `/api/x/../operations/7?${version}`, '7', none, false],
  ])('reads a URL: %s', (_form, path, id, name, tracksOffer) => {
    const parsed = parse(path);
    expect(parsed?.offer).toEqual(name);
    expect(parsed?.operation).toMatchObject({ id, tracksOffer });
    expect(parsed?.operation.url.href).toBe(new URL(origin + path).href);
  });

  it('reads a URL below the path of a gateway', () => {
    const path = `/portal${offerPath}/operations/${guid}?${version}`;
    expect(parse(path, `${origin}/portal`)).toMatchObject({ operation: { id: guid }, offer });
  });

  it.each<[string, string]>([
    ['the root', '/'],
    ['something else of the API', '/api/jobs/7'],
    ['something else than the API', '/v1.0/me/messages'],
    ['operations without an ID', '/api/operations/'],
    ['operations outside the API', '/operations/1'],
    ['an offer', offerPath],
    ['a go-live', `${offerPath}/golive`],
    ['something below the status', `${offerPath}/status/1`],
    ['something below an operation', `${offerPath}/operations/1/cancel`],
    ['an operation without the offer', '/api/publishers/contoso/operations/1'],
    ['an operation without the publisher', '/api/offers/vm-offer/operations/1'],
    ['an impossible publisher', `/api/publishers/a%20b/offers/vm-offer/operations/1`],
    ['an impossible offer', `/api/publishers/contoso/offers/${'x'.repeat(51)}/operations/1`],
    ['an empty offer', '/api/publishers/contoso/offers//operations/1'],
    ['names of an offer at an undocumented place', '/api/v2/publishers/contoso/offers/vm-offer/operations/1'],
    ['a double slash at its start', `/${offerPath}/operations/1`],
    ['an encoded slash', `/api/publishers/contoso/offers/vm-offer%2Foperations/1`],
    ['an encoded slash in the ID', `${offerPath}/operations/..%2F..%2Fme`],
    ['an encoded backslash', `${offerPath}/operations/..%5C1`],
    ['an encoded question mark', '/api/publishers/contoso/offers/vm%3F/operations/1'],
    ['an invalid percent sign', `${offerPath}/operations/%zz`],
    ['dots that lead out of the API', '/api/../v1.0/operations/1'],
    ['encoded dots that lead out of the API', '/api/%2e%2e/v1.0/operations/1'],
    ['dots in place of the ID', `${offerPath}/operations/..`],
  ])('reads no URL of %s', (_what, path) => {
    expect(parse(`${path}?${version}`)).toBeUndefined();
  });

  it.each([
    `${offerPath}/operations/1`,
    `/portal/../${offerPath}/operations/1`,
    `/portal/..${offerPath}/operations/1`,
    `/portal2${offerPath}/operations/1`,
    `/PORTAL${offerPath}/operations/1`,
    `/x/portal${offerPath}/operations/1`,
  ])('reads no URL outside the path of a gateway: %s', (path) => {
    expect(parse(path, `${origin}/portal`)).toBeUndefined();
  });

  it('adds the api-version if it is missing', () => {
    const href = (query: string) => parse(`${offerPath}/operations/${guid}${query}`)?.operation.url.href;
    expect(href('')).toBe(`${origin}${offerPath}/operations/${guid}?${version}`);
    expect(href('?a=1')).toBe(`${origin}${offerPath}/operations/${guid}?a=1&${version}`);
    expect(href('?API-Version=1')).toBe(`${origin}${offerPath}/operations/${guid}?API-Version=1`);
  });

  it('reads every URL that a go-live gives out, and the offer in it', async () => {
    for (const location of [`${offerPath}/operations/1`, '/api/operations/contoso$vm-offer$2$preview']) {
      const { url } = await connect(accepted({ location })).goLive();
      expect(parse(url.href.slice(origin.length))).toMatchObject({ operation: { url }, offer });
    }
    const { url } = await connect({ status: 202 }).goLive();
    expect(parse(url.href.slice(origin.length))).toEqual({
      operation: { url, id: '', tracksOffer: true },
      offer,
    });
  });
});
