import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { portalUrl } from '../../../src/marketplace/api.ts';
import { apiNames, apis } from '../../../src/marketplace/apis.ts';
import { scriptedClient } from '../../helpers/scripted-client.ts';

test('the APIs are those of action.yml', () => {
  const { inputs } = parse(readFileSync('action.yml', 'utf8'));
  expect(inputs.api.description).toContain(apiNames.join(', '));
  expect(apiNames).toContain(inputs.api.default);
});

test.each(apiNames)('%s connects without a request', (name) => {
  const api = apis[name];
  const { client, asked } = scriptedClient(api, {});
  const marketplace = api.connect(client, api.baseUrl, () => {});
  expect(Object.keys(marketplace).sort()).toEqual([
    'getOfferState',
    'getOperation',
    'goLive',
    'parseOperationUrl',
  ]);
  expect(asked()).toEqual([]);
});

test.each(apiNames)('the facts of %s are fit for use', (name) => {
  const { baseUrl, scope, hint, kind } = apis[name];
  expect(new URL(baseUrl).protocol).toBe('https:');
  expect(baseUrl).not.toMatch(/\/$/);
  // The token is for the host that it goes to.
  expect(scope).toBe(`${new URL(baseUrl).origin}/.default`);
  for (const status of [400, 401, 403, 404, 409, 429, 500, 503]) {
    expect(hint(status), String(status)).toMatch(/\.$/);
  }
  expect(hint(401)).toContain(`it must be for ${new URL(baseUrl).origin}.`);
  expect(hint(418)).toBe('');
  expect(kind('BadRequest: No.')).toBeUndefined();
});

test('people see their offers in Partner Center', () => {
  expect(new URL(portalUrl).host).toBe('partner.microsoft.com');
});

test('only the Cloud Partner Portal needs the publisher, and starts a go-live without the state of the offer', () => {
  for (const name of apiNames) {
    const { needsPublisher, canStartWithoutState } = apis[name];
    expect([needsPublisher, canStartWithoutState]).toEqual(Array(2).fill(name === 'cloud-partner-portal'));
  }
});
