import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ApiName, apis } from '../../../src/marketplace/apis.ts';
import { scriptedClient } from '../../support/unit/scripted-client.ts';

const names = Object.keys(apis) as ApiName[];

test('the APIs are those of action.yml', () => {
  const { inputs } = parse(readFileSync('action.yml', 'utf8'));
  expect(inputs.api.description).toContain(names.join(', '));
  expect(names).toContain(inputs.api.default);
});

test.each(names)('%s can be opened, and asks nothing by itself', (name) => {
  const { traits, open } = apis[name];
  const { client, asked } = scriptedClient(traits, {});
  const marketplace = open(client, traits.baseUrl, () => {});
  expect(Object.keys(marketplace).sort()).toEqual(['look', 'operationAt', 'read', 'start']);
  expect(asked()).toEqual([]);
});

test.each(names)('what is told of %s is fit to be used', (name) => {
  const { traits } = apis[name];
  const { baseUrl, scope, portalUrl } = traits;
  expect(new URL(baseUrl).protocol).toBe('https:');
  expect(baseUrl).not.toMatch(/\/$/);
  // The token is for the host that it goes to.
  expect(scope).toBe(`${new URL(baseUrl).origin}/.default`);
  expect(new URL(portalUrl).host).toBe('partner.microsoft.com');
  for (const status of [400, 401, 403, 404, 409, 429, 500, 503]) {
    expect(traits.hint(status), String(status)).toMatch(/\.$/);
  }
  expect(traits.hint(418)).toBe('');
  expect(traits.kind('BadRequest: No.')).toBeUndefined();
});

test('only the Cloud Partner Portal knows offers by their publisher, and can be asked to go live unseen', () => {
  for (const name of names) {
    const { needsPublisher, startsBlind } = apis[name].traits;
    expect([needsPublisher, startsBlind]).toEqual(Array(2).fill(name === 'cloud-partner-portal'));
  }
});
