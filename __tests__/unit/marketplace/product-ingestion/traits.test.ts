import { describe, expect, it, test } from 'vitest';
import { productIngestionTraits as traits } from '../../../../src/marketplace/product-ingestion/traits.ts';

test('the API is where it is documented to be, and is asked once a minute', () => {
  expect(traits).toMatchObject({
    baseUrl: 'https://graph.microsoft.com/rp/product-ingestion',
    shortestPauseSeconds: 60,
  });
});

describe('what to do about an answer', () => {
  it.each<[number, string]>([
    [400, 'not the latest'],
    [401, 'https://graph.microsoft.com'],
    [403, 'Manager role'],
    [404, 'virtual machine, container, SaaS'],
    [409, 'Something else is under way'],
    [423, 'locked'],
    [429, 'fewer requests'],
    [500, 'Microsoft support'],
  ])('with %i', (status, words) => {
    expect(traits.hint(status)).toContain(words);
  });
});

describe('what is special in a refusal', () => {
  it.each<[string, string | undefined]>([
    ['badRequest: No.; productLocked: Locked for certification.', 'conflict'],
    ['badRequest: No.; PRODUCTLOCKED', 'conflict'],
    ['invalidState: The submission failed certification.', 'certification'],
    ['invalidState: Certification failed.', 'certification'],
    ['badRequest: The submission cannot be pushed to as its not the latest', undefined],
    ['', undefined],
  ])('"%s": %s', (words, kind) => {
    expect(traits.kind(words)).toBe(kind);
  });
});
