import { describe, expect, it, test } from 'vitest';
import { partnerCenterTraits as traits } from '../../../../src/marketplace/partner-center/traits.ts';

test('the API is where it is documented to be, and is asked as often as others do', () => {
  expect(traits).toMatchObject({
    baseUrl: 'https://api.partner.microsoft.com/v1.0/ingestion',
    shortestPauseSeconds: 30,
  });
});

describe('what to do about an answer', () => {
  it.each<[number, string]>([
    [400, 'correct it'],
    [401, 'https://api.partner.microsoft.com'],
    [403, 'Manager role'],
    [404, 'Azure application, Dynamics 365, SaaS'],
    [409, 'Something else is under way'],
    [429, 'fewer requests'],
    [500, 'Microsoft support'],
  ])('with %i', (status, words) => {
    expect(traits.hint(status)).toContain(words);
  });
});

test('a refusal for certification is the only special one', () => {
  expect(traits.kind('The submission FAILED Certification.')).toBe('certification');
  expect(traits.kind('Conflict: A newer submission has taken the place of this one.')).toBeUndefined();
});
