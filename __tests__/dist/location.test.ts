import type { OutgoingHttpHeaders } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { document, waiting } from '../support/action/portal-answers.ts';
import { type Ended, runAction } from '../support/action/start-action.ts';
import { type ScriptServer, startScript } from '../support/servers/script-server.ts';

const guid = '408a4835-0000-1000-0000-000000000000';
const migrated = (offer: string) => `/api/publishers/contoso/offers/${offer}/operations/${guid}`;
const notMigrated = (offer: string) => `/api/operations/contoso$${offer}$2$preview`;
const version = '?api-version=2017-10-31';

const isAbout = (offer: string, path: string) => path.includes(`/${offer}/`) || path.includes(`$${offer}$`);

interface Row {
  offer: string;
  /** The headers of the acceptance. @param api the origin of the API @param foreign the origin of another server */
  headers: (offer: string, api: string, foreign: string) => OutgoingHttpHeaders;
  /** Where the operation is polled then. Default: at the status of the offer. */
  path?: (offer: string) => string;
  id?: string;
  warning?: RegExp;
}

// Forms that are documented or were seen: go-live page of 2018 (absolute, Operation-Location) and of 2020 (relative, Location).
const rows: Row[] = [
  { offer: 'relative', headers: (o) => ({ Location: migrated(o) + version }), path: migrated, id: guid },
  { offer: 'without-version', headers: (o) => ({ Location: migrated(o) }), path: migrated, id: guid },
  {
    offer: 'absolute',
    headers: (o, api) => ({ Location: api + migrated(o) + version }),
    path: migrated,
    id: guid,
  },
  {
    offer: 'of-2018',
    headers: (o, api) => ({ 'Operation-Location': api + migrated(o) }),
    path: migrated,
    id: guid,
  },
  {
    offer: 'odd-case',
    headers: (o) => ({ 'oPERATION-lOCATION': migrated(o) + version }),
    path: migrated,
    id: guid,
  },
  { offer: 'upper-case', headers: (o) => ({ LOCATION: migrated(o) }), path: migrated, id: guid },
  {
    offer: 'both',
    headers: (o) => ({ Location: '/api/elsewhere', 'Operation-Location': migrated(o) }),
    path: migrated,
    id: guid,
  },
  {
    offer: 'not-migrated',
    headers: (o) => ({ Location: notMigrated(o) + version }),
    path: notMigrated,
    id: 'contoso$not-migrated$2$preview',
  },
  {
    offer: 'not-migrated-absolute',
    headers: (o, api) => ({ 'Operation-Location': api + notMigrated(o) }),
    path: notMigrated,
    id: 'contoso$not-migrated-absolute$2$preview',
  },
  {
    offer: 'blanks',
    headers: (o) => ({ Location: `  ${migrated(o)}  ` }),
    path: migrated,
    id: guid,
  },
  {
    offer: 'scheme-relative',
    headers: (o, api) => ({ Location: `${api.replace('http:', '')}${migrated(o)}` }),
    path: migrated,
    id: guid,
  },
  { offer: 'none', headers: () => ({}), warning: /the answer names no operation/ },
  { offer: 'empty', headers: () => ({ Location: '' }), warning: /the answer names no operation/ },
  {
    offer: 'no-url',
    headers: () => ({ Location: 'http://[not a url' }),
    warning: /the answer names no operation/,
  },
  {
    offer: 'foreign',
    headers: (o, _api, foreign) => ({ Location: foreign + migrated(o) }),
    warning: /its operation is at http:\/\/127\.0\.0\.1:\d+, which is not the API: nothing is sent there/,
  },
  {
    offer: 'foreign-scheme-relative',
    headers: (o, _api, foreign) => ({ Location: foreign.replace('http:', '') + migrated(o) }),
    warning: /nothing is sent there/,
  },
  {
    offer: 'foreign-with-user',
    headers: (o, api, foreign) => ({
      Location: `${api}@${foreign.replace('http://', '')}${migrated(o)}`,
    }),
    warning: /nothing is sent there|names no operation/,
  },
  {
    offer: 'other-scheme',
    headers: (o, api) => ({ Location: api.replace('http:', 'https:') + migrated(o) }),
    warning: /nothing is sent there/,
  },
];

describe('the operation URL in the answer to a go-live', () => {
  let ended: Ended;
  let api: ScriptServer;
  let foreign: ScriptServer;

  // All forms at once, as several offers of one step.
  beforeAll(async () => {
    foreign = await startScript([]);
    const lateHeaders: { offer: string; headers: OutgoingHttpHeaders }[] = rows.map(({ offer }) => ({
      offer,
      headers: {},
    }));
    api = await startScript(
      lateHeaders.flatMap(({ offer, headers }) => {
        const status = `/api/publishers/contoso/offers/${offer}/status`;
        const get = { method: 'GET', status: 200 } as const;
        const done = document('complete', 'complete', 'complete');
        return [
          { ...get, path: status, body: waiting },
          // Without an operation to follow, the status of the offer counts only after it has been "running".
          { ...get, path: status, body: document('running') },
          { ...get, path: status, body: done },
          {
            method: 'POST',
            path: `/api/publishers/contoso/offers/${offer}/golive`,
            status: 202,
            headers,
          },
          { ...get, path: migrated(offer), body: done },
          { ...get, path: notMigrated(offer), body: done },
        ];
      }),
    );
    for (const [index, { offer, headers }] of rows.entries()) {
      Object.assign(lateHeaders[index]?.headers ?? {}, headers(offer, api.url, foreign.url));
    }
    try {
      ended = await runAction(api.url, { with: { offer: rows.map(({ offer }) => offer).join('\n') } });
    } finally {
      await Promise.all([api.stop(), foreign.stop()]);
    }
  });

  it.each(rows)(
    'is followed, or replaced by the status of the offer: $offer',
    ({ offer, path, id = '', warning }) => {
      const index = rows.findIndex((row) => row.offer === offer);
      const expected = `${path?.(offer) ?? `/api/publishers/contoso/offers/${offer}/status`}${version}`;
      expect(ended.offers[index]).toMatchObject({
        offer,
        status: 'succeeded',
        started: true,
        operationUrl: api.url + expected,
        operationId: id,
      });
      const checks = api.requests.filter(({ method, path }) => method === 'GET' && isAbout(offer, path));
      expect(checks.at(-1)?.path).toBe(expected);
      // The outputs have one line per offer, in the order of the offers.
      expect(ended.outputs['operation-url']?.split('\n')[index]).toBe(api.url + expected);
      expect(ended.outputs['operation-id']?.split('\n')[index]).toBe(id);
      if (warning) {
        expect(ended.annotations.some(({ message }) => warning.test(message))).toBe(true);
      }
    },
  );

  it('never causes a request to another server', () => {
    expect(foreign.requests).toEqual([]);
    expect(api.unexpected).toEqual([]);
  });

  it('leads to one go-live for each offer, and to a green step, whatever its form', () => {
    const posts = api.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(posts.toSorted()).toEqual(
      rows.map(({ offer }) => `/api/publishers/contoso/offers/${offer}/golive${version}`).toSorted(),
    );
    expect(ended).toMatchObject({ exitCode: 0, conclusion: 'success' });
    expect(ended.outputs['message']).toContain(`${rows.length} of ${rows.length} offers succeeded`);
  });
});
