import { describe, expect, it, test } from 'vitest';
import { apis } from '../../../../src/marketplace/apis.ts';
import { cloudPartnerPortalTraits as traits } from '../../../../src/marketplace/cloud-partner-portal/traits.ts';

test('the API is where it is documented to be', () => {
  expect(apis['cloud-partner-portal'].traits).toBe(traits);
  expect(traits).toMatchObject({
    baseUrl: 'https://cloudpartner.azure.com',
    shortestPauseSeconds: 10,
    needsPublisher: true,
  });
});

describe('what to do about an answer', () => {
  it.each<[number, string]>([
    [400, 'If-Match'],
    [401, 'https://cloudpartner.azure.com'],
    [403, 'enterprise application'],
    [404, 'Azure applications, SaaS and Dynamics 365'],
    [409, 'Something else is under way'],
    [412, 'changed at the same time'],
    [422, 'did not pass validation'],
    [429, 'fewer requests'],
    [500, 'Microsoft support'],
    [503, 'Microsoft support'],
  ])('with %i', (status, words) => {
    expect(traits.hint(status)).toContain(words);
  });

  test.each([302, 402, 418])('with %i there is no advice', (status) => {
    expect(traits.hint(status)).toBe('');
  });
});
