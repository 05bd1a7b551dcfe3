import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { portalUrl } from '../../../src/marketplace/api.ts';
import { apiNames, apis } from '../../../src/marketplace/apis.ts';
import { scriptedClient } from '../../support/unit/scripted-client.ts';

test('action.yml lists all APIs', () => {
  const { inputs } = parse(readFileSync('action.yml', 'utf8'));
  expect(inputs.api.description).toContain(['auto', ...apiNames].join(', '));
  expect(inputs.api.default).toBe('auto');
});

test.each(apiNames)('%s: connect sends no request', (name) => {
  const api = apis[name];
  const { client, asked } = scriptedClient(api, {});
  const marketplace = api.connect(client, api.baseUrl, () => {});
  expect(marketplace.api).toBe(name);
  expect(marketplace.hasAnswered()).toBe(false);
  expect(asked()).toEqual([]);
});

test.each(apiNames)('%s: base URL, scope, hints and kinds are usable', (name) => {
  const { audiences, baseUrl, scope, hint, kind } = apis[name];
  expect(new URL(baseUrl).protocol).toBe('https:');
  expect(baseUrl).not.toMatch(/\/$/);
  // The token must be for the host that it is sent to.
  expect(scope).toBe(`${new URL(baseUrl).origin}/.default`);
  expect(audiences[0]).toBe(new URL(baseUrl).origin);
  for (const status of [400, 401, 403, 404, 409, 429, 500, 503]) {
    expect(hint(status, 'GET'), String(status)).toMatch(/\.$/);
    expect(hint(status, 'POST'), String(status)).toMatch(/\.$/);
  }
  expect(hint(401, 'GET')).toContain(`it must be for ${new URL(baseUrl).origin}.`);
  expect(hint(418, 'POST')).toBe('');
  expect(kind('BadRequest: No.')).toBeUndefined();
});

test.each(apiNames)('%s: a request that only reads gets no advice about what is in the offer', (name) => {
  for (let status = 300; status < 600; status += 1) {
    expect(apis[name].hint(status, 'GET'), String(status)).not.toMatch(
      /certification|validation|publish to preview|sign-off|If-Match|not the latest/,
    );
  }
});

test('the portal URL is at Partner Center', () => {
  expect(new URL(portalUrl).host).toBe('partner.microsoft.com');
});

test("only the Cloud Partner Portal needs the publisher, and starts a go-live without the offer's state", () => {
  for (const name of apiNames) {
    const api = apis[name];
    const { needsPublisher } = api;
    const { canStartWithoutState } = api.connect(scriptedClient(api, {}).client, api.baseUrl, () => {});
    expect([needsPublisher, canStartWithoutState]).toEqual(Array(2).fill(name === 'cloud-partner-portal'));
  }
});
