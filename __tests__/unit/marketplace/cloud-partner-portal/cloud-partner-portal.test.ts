import { describe, expect, it, test } from 'vitest';
import { givenToken } from '../../../../src/auth/credential.ts';
import { NetworkError, ServiceError, UnreadableAnswer } from '../../../../src/errors.ts';
import { ApiClient } from '../../../../src/http/api-client.ts';
import type { HttpRequest, HttpResponse } from '../../../../src/http/transport.ts';
import { cloudPartnerPortal } from '../../../../src/marketplace/cloud-partner-portal/cloud-partner-portal.ts';
import { VirtualClock } from '../../../support/unit/virtual-clock.ts';

const origin = 'https://cloudpartner.azure.com';
const version = 'api-version=2017-10-31';
const offer = { publisher: 'contoso', offer: 'vm-offer' };
const offerPath = '/api/publishers/contoso/offers/vm-offer';
const guid = '11111111-2222-3333-4444-555555555555';

/** The API over a transport that gives one answer, and keeps what it is asked. */
function api(answer: Partial<HttpResponse> | Error, baseUrl = origin) {
  const requests: HttpRequest[] = [];
  const warnings: string[] = [];
  const clock = new VirtualClock();
  const client = new ApiClient({
    async transport(request) {
      requests.push(request);
      if (answer instanceof Error) {
        throw answer;
      }
      return { status: 200, statusText: '', headers: {}, body: '', ...answer };
    },
    credential: givenToken('a-token-of-some-length'),
    clock,
    baseUrl: new URL(baseUrl),
    hint: () => '',
    kind: () => undefined,
    debug: () => {},
  });
  const within = { signal: new AbortController().signal, deadlineMs: clock.now() + 60_000 };
  const marketplace = cloudPartnerPortal(client, baseUrl, (line) => warnings.push(line));
  return {
    requests,
    warnings,
    asked: () => requests.map(({ method, url }) => `${method} ${url.href}`),
    look: (name = offer) => marketplace.look(name, within),
    start: () => marketplace.start(offer, undefined, within),
    read: (url: string) => marketplace.read({ url: new URL(url), id: '', ofOffer: false }, within),
    operationAt: (url: string) => marketplace.operationAt(new URL(url)),
  };
}

const document = (status: string, steps: object[] = []) => ({ body: JSON.stringify({ status, steps }) });
const accepted = (headers: HttpResponse['headers']) => ({ status: 202, headers });

describe('look', () => {
  const signOff = { id: 'publisher-signoff', status: 'complete' };

  test('reads the status of the offer', async () => {
    const { look, asked } = api({
      ...document('neverPublished'),
      headers: { 'x-ms-correlation-request-id': 'c-1' },
    });
    await expect(look()).resolves.toMatchObject({
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
  ])('what runs can be followed there: %s %j', async (status, steps, phase) => {
    const standing = await api(document(status, steps)).look();
    expect(standing).toMatchObject({ phase, operation: { id: '', ofOffer: true } });
    expect(standing.operation?.url.href).toBe(`${origin}${offerPath}/status?${version}`);
  });

  it.each<[string, object[], string]>([
    ['succeeded', [], 'live'],
    ['failed', [signOff], 'go-live-ended'],
    ['running', [{ ...signOff, status: 'waitingForPublisherReview' }], 'waiting-for-sign-off'],
    ['odd', [], 'unclear'],
  ])(
    'where nothing runs, or that is not plain, there is nothing to follow: %s %j',
    async (status, steps, phase) => {
      const standing = await api(document(status, steps)).look();
      expect(standing).toMatchObject({ phase, operation: undefined });
    },
  );

  test('IDs are put into the path as they must be', async () => {
    const { look, asked } = api(document('running'));
    await look({ publisher: 'a/b', offer: '../c?d' });
    expect(asked()).toEqual([`GET ${origin}/api/publishers/a%2Fb/offers/..%2Fc%3Fd/status?${version}`]);
  });
});

describe('read', () => {
  test('reads the operation where it is', async () => {
    const { read, asked } = api(document('complete'));
    const url = `${origin}${offerPath}/operations/${guid}?${version}`;
    await expect(read(url)).resolves.toMatchObject({ status: 'succeeded', rawStatus: 'complete' });
    expect(asked()).toEqual([`GET ${url}`]);
  });

  it.each<[string, Partial<HttpResponse> | Error, unknown]>([
    ['HTML', { body: '<html>Sign in</html>' }, UnreadableAnswer],
    ['nothing', { body: '' }, UnreadableAnswer],
    ['JSON without a status', { body: '{}' }, UnreadableAnswer],
    ['503', { status: 503, body: 'busy' }, ServiceError],
    ['no answer', new NetworkError('timeout', 'None.'), NetworkError],
  ])('throws for %s', async (_what, answer, type) => {
    const { read, requests } = api(answer);
    await expect(read(`${origin}${offerPath}/operations/${guid}`)).rejects.toThrow(type as typeof Error);
    expect(requests).toHaveLength(1);
  });

  test('never asks another origin', async () => {
    const { read, requests } = api(document('complete'));
    await expect(read(`https://example.com${offerPath}/operations/${guid}`)).rejects.toThrow(
      'nothing was sent there',
    );
    expect(requests).toEqual([]);
  });
});

describe('start', () => {
  test('sends one POST without a body', async () => {
    const { start, asked, requests } = api(accepted({ location: `${offerPath}/operations/${guid}` }));
    await start();
    expect(asked()).toEqual([`POST ${origin}${offerPath}/golive?${version}`]);
    expect(requests[0]).not.toHaveProperty('body');
    expect(requests[0]?.headers).not.toHaveProperty('If-Match');
  });

  const migrated = `${offerPath}/operations/${guid}`;
  const notMigrated = '/api/operations/contoso$vm-offer$2$preview';

  it.each<[string, HttpResponse['headers'], string, string]>([
    ['Location, relative', { location: `${migrated}?${version}` }, `${origin}${migrated}?${version}`, guid],
    [
      'Location, relative, without api-version',
      { location: migrated },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'Location, absolute',
      { location: `${origin}${migrated}?${version}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'Operation-Location, absolute, without api-version',
      { 'operation-location': `${origin}${migrated}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'Operation-Location, relative',
      { 'operation-location': `${notMigrated}?${version}` },
      `${origin}${notMigrated}?${version}`,
      'contoso$vm-offer$2$preview',
    ],
    [
      'not migrated, `$` to the letter',
      { location: `${notMigrated}?${version}` },
      `${origin}${notMigrated}?${version}`,
      'contoso$vm-offer$2$preview',
    ],
    [
      'both headers: the older name leads',
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
      'without a slash at its start',
      { location: migrated.slice(1) },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    ['with a slash at its end', { location: `${migrated}/` }, `${origin}${migrated}/?${version}`, guid],
    ['between blanks', { location: `  ${migrated} ` }, `${origin}${migrated}?${version}`, guid],
    [
      'with another query',
      { location: `${migrated}?view=full` },
      `${origin}${migrated}?view=full&${version}`,
      guid,
    ],
    [
      'with its own api-version, in any case',
      { location: `${migrated}?Api-Version=2018-01-01` },
      `${origin}${migrated}?Api-Version=2018-01-01`,
      guid,
    ],
    [
      'with user info, which is stripped',
      { location: `https://user:secret@cloudpartner.azure.com${migrated}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    [
      'with the standard port',
      { location: `https://cloudpartner.azure.com:443${migrated}` },
      `${origin}${migrated}?${version}`,
      guid,
    ],
    ['without an ID in it', { location: '/api/jobs/7' }, `${origin}/api/jobs/7?${version}`, ''],
  ])('takes the operation from %s', async (_form, headers, href, id) => {
    const { start, warnings } = api(accepted(headers));
    const operation = await start();
    expect(operation.url.href).toBe(href);
    expect(operation).toMatchObject({ id, ofOffer: false });
    expect(warnings).toEqual([]);
  });

  test('any 2xx with an operation is an acceptance', async () => {
    const { start } = api({ status: 200, headers: { location: migrated } });
    await expect(start()).resolves.toMatchObject({ id: guid });
  });

  describe('behind a gateway with a path of its own', () => {
    const gateway = 'https://gateway.example/portal';

    it.each<[string, string, string]>([
      ['a path of the API', migrated, `${gateway}${migrated}`],
      ['a path of the gateway', `/portal${migrated}`, `${gateway}${migrated}`],
      ['a path without a slash', migrated.slice(1), `${gateway}${migrated}`],
      ['an absolute URL of the gateway', `${gateway}${migrated}`, `${gateway}${migrated}`],
      ['an absolute URL that lacks its path', `https://gateway.example${migrated}`, `${gateway}${migrated}`],
      ['`$` in it', notMigrated, `${gateway}${notMigrated}`],
      ['a path that is not of the API', '/elsewhere/7', 'https://gateway.example/elsewhere/7'],
    ])('%s', async (_form, location, href) => {
      const { start, asked } = api(accepted({ location }), gateway);
      expect((await start()).url.href).toBe(`${href}?${version}`);
      expect(asked()).toEqual([`POST ${gateway}${offerPath}/golive?${version}`]);
    });
  });

  test('behind a gateway whose path begins as those of the API do', async () => {
    const gateway = 'https://gateway.example/api/portal';
    const { start } = api(accepted({ location: `/api/portal${migrated}` }), gateway);
    expect((await start()).url.href).toBe(`${gateway}${migrated}?${version}`);
  });

  describe('an acceptance without an operation at the API: the status of the offer is followed', () => {
    it.each<[string, HttpResponse['headers'], string]>([
      ['no header', {}, 'names no operation'],
      ['an empty header', { location: ' ' }, 'names no operation'],
      ['an unparsable header', { location: 'https://[' }, 'names no operation'],
      ['a repeated header', { 'operation-location': ['a', 'b'] as unknown as string }, 'names no operation'],
      ['longer than any', { location: `${migrated}?${'x'.repeat(500)}` }, 'names no operation'],
      ['another host', { location: `https://example.com${migrated}` }, 'https://example.com'],
      ['another host by two slashes', { location: `//example.com${migrated}` }, 'https://example.com'],
      ['another host by backslashes', { location: `\\\\example.com${migrated}` }, 'https://example.com'],
      ['another port', { location: `${origin}:8443${migrated}` }, `${origin}:8443`],
      ['another scheme', { location: `http://cloudpartner.azure.com${migrated}` }, 'http://cloudpartner'],
      [
        'another host with ours as its user',
        { location: `https://cloudpartner.azure.com@example.com${migrated}` },
        'https://example.com',
      ],
      ['no address at all', { location: 'data:text/plain,x' }, 'nothing is sent there'],
    ])('%s', async (_what, headers, words) => {
      const { start, warnings, asked } = api(accepted(headers));
      const operation = await start();
      expect(operation).toMatchObject({ id: '', ofOffer: true });
      expect(operation.url.href).toBe(`${origin}${offerPath}/status?${version}`);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(words);
      expect(asked()).toHaveLength(1);
    });
  });

  test.each([
    [200, '<html>Sign in</html>'],
    [200, '42'],
    [200, '{"status":"running"}'],
    [201, '{}'],
    [204, ''],
  ])('a %i without an operation is no acceptance (%s)', async (status, body) => {
    const { start, warnings } = api({
      status,
      body,
      headers: { 'request-id': 'c-2' },
    });
    const thrown = await start().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(UnreadableAnswer);
    expect(thrown).toMatchObject({ correlationId: 'c-2' });
    expect(warnings).toEqual([]);
  });

  it.each<[string, Partial<HttpResponse> | Error, unknown]>([
    ['400', { status: 400, body: '{"error":{"code":"BadRequest","message":"Not now."}}' }, ServiceError],
    ['500', { status: 500 }, ServiceError],
    ['a redirect', { status: 302, headers: { location: 'https://example.com' } }, ServiceError],
    ['no answer', new NetworkError('connection', 'None.'), NetworkError],
  ])('%s is thrown, and nothing is sent again', async (_what, answer, type) => {
    const { start, requests } = api(answer);
    await expect(start()).rejects.toThrow(type as typeof Error);
    expect(requests).toHaveLength(1);
  });
});

describe('the operation at a URL', () => {
  it.each<[string, string, string, { publisher: string; offer: string }, boolean]>([
    // URL, and what it becomes: path and query, ID, offer, whether it tells of the offer
    [
      'migrated',
      `${offerPath}/operations/${guid}?${version}`,
      guid,
      { publisher: 'contoso', offer: 'vm-offer' },
      false,
    ],
    [
      'not migrated',
      `/api/operations/contoso$vm-offer$2$preview?${version}`,
      'contoso$vm-offer$2$preview',
      { publisher: 'contoso', offer: 'vm-offer' },
      false,
    ],
    [
      'of 2018, with an ID in the place of the offer',
      `/api/operations/contoso$${guid}$2$preview?${version}`,
      `contoso$${guid}$2$preview`,
      { publisher: 'contoso', offer: guid },
      false,
    ],
    ['the status of an offer', `${offerPath}/status?${version}`, '', offer, true],
    ['behind a gateway', `/portal${offerPath}/operations/${guid}?${version}`, guid, offer, false],
    ['an ID alone', `/api/operations/${guid}?${version}`, guid, { publisher: '', offer: '' }, false],
    ['an ID without a publisher', `/api/operations/$x?${version}`, '$x', { publisher: '', offer: '' }, false],
    [
      'with what can be no offer',
      `/api/publishers/a%20b/offers/${'x'.repeat(51)}/operations/${guid}?${version}`,
      guid,
      { publisher: '', offer: '' },
      false,
    ],
    ['unknown', `/api/jobs/7?${version}`, '', { publisher: '', offer: '' }, false],
    ['the root', `/?${version}`, '', { publisher: '', offer: '' }, false],
  ])('%s', (_shape, path, id, name, ofOffer) => {
    const { operationAt, requests } = api(document('running'));
    const at = operationAt(`${origin}${path}`);
    expect(at.offer).toEqual(name);
    expect(at.operation).toMatchObject({ id, ofOffer });
    expect(at.operation.url.href).toBe(`${origin}${path}`);
    expect(requests).toEqual([]);
  });

  test('gets the api-version where it is missing', () => {
    const { operationAt } = api(document('running'));
    const bare = operationAt(`${origin}${offerPath}/operations/${guid}`);
    expect(bare.operation.url.href).toBe(`${origin}${offerPath}/operations/${guid}?${version}`);
    const other = operationAt(`${origin}${offerPath}/operations/${guid}?a=1`);
    expect(other.operation.url.href).toBe(`${origin}${offerPath}/operations/${guid}?a=1&${version}`);
  });
});
