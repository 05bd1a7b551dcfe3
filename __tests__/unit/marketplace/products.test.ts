import { describe, expect, it, test } from 'vitest';
import { ServiceError } from '../../../src/errors.ts';
import { productFinder } from '../../../src/marketplace/products.ts';
import { type Scripted, scriptedClient } from '../../support/unit/scripted-client.ts';

const baseUrl = 'https://api.example';

/** Products here are `[offer, ID]`. */
function finder(script: Record<string, Scripted | Scripted[]>) {
  const { client, within, asked } = scriptedClient(
    { baseUrl, hint: () => '', kind: () => undefined },
    script,
  );
  const find = productFinder(
    client,
    (offer) => new URL(`${baseUrl}/products?offer=${offer}`),
    (item, offer) => {
      const [name, id] = item as [string, string];
      return name === offer ? id : undefined;
    },
  );
  return { find: (offer: string) => find(offer, within), asked };
}

const listed = (...value: [offer: string, id: string][]) => ({ json: { value } });

test('a product is looked up once', async () => {
  const { find, asked } = finder({
    'GET /products?offer=a': listed(['b', '2'], ['a', '1']),
    'GET /products?offer=b': listed(['b', '2']),
  });
  expect([await find('a'), await find('b'), await find('a')]).toEqual(['1', '2', '1']);
  expect(asked()).toEqual(['GET /products?offer=a', 'GET /products?offer=b']);
});

test('what failed is looked up again', async () => {
  const { find } = finder({ 'GET /products?offer=a': [{ status: 503 }, listed(), listed(['a', '1'])] });
  await expect(find('a')).rejects.toThrow(ServiceError);
  await expect(find('a')).rejects.toThrow('No product has');
  await expect(find('a')).resolves.toBe('1');
});

test('one that two pages list is one', async () => {
  const { find } = finder({ 'GET /products?offer=a': listed(['a', '1'], ['a', '1']) });
  await expect(find('a')).resolves.toBe('1');
});

describe('there is no guess', () => {
  it.each<[string, [string, string][], string]>([
    ['none', [['b', '2']], 'No product has the offer ID a.'],
    [
      'several',
      [
        ['a', '1'],
        ['a', '3'],
      ],
      '2 products have the offer ID a.',
    ],
  ])('among %s', async (_what, value, message) => {
    const { find } = finder({ 'GET /products?offer=a': listed(...value) });
    await expect(find('a')).rejects.toMatchObject({
      kind: 'not-found',
      message,
      hint: expect.stringContaining('Check offer and api'),
    });
  });
});
