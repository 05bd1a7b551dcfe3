import { describe, expect, it } from 'vitest';
import { productFinder } from '../../../src/marketplace/products.ts';
import { type Scripted, scriptedClient } from '../../support/unit/scripted-client.ts';

const baseUrl = 'https://api.example';

/** A finder for products that are listed as `[offer, ID]`. */
function finder(script: Record<string, Scripted | Scripted[]>) {
  const { client, deadline, asked } = scriptedClient(
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
  return { find: (offer: string) => find(offer, deadline), asked };
}

const listed = (...value: [offer: string, id: string][]) => ({ json: { value } });

describe('productFinder', () => {
  it('looks each product up once', async () => {
    const { find, asked } = finder({
      'GET /products?offer=a': listed(['b', '2'], ['a', '1']),
      'GET /products?offer=b': listed(['b', '2']),
    });
    expect([await find('a'), await find('b'), await find('a')]).toEqual(['1', '2', '1']);
    expect(asked()).toEqual(['GET /products?offer=a', 'GET /products?offer=b']);
  });

  it('looks a product up again after a failure', async () => {
    const { find } = finder({ 'GET /products?offer=a': [{ status: 503 }, listed(), listed(['a', '1'])] });
    await expect(find('a')).rejects.toMatchObject({ name: 'Failure', label: 'HTTP 503' });
    await expect(find('a')).rejects.toThrow('No product has');
    await expect(find('a')).resolves.toBe('1');
  });

  it('counts a product that is listed twice once', async () => {
    const { find } = finder({ 'GET /products?offer=a': listed(['a', '1'], ['a', '1']) });
    await expect(find('a')).resolves.toBe('1');
  });

  it.each<[string, [string, string][], string]>([
    ['no product has the offer ID', [['b', '2']], 'No product has the offer ID a.'],
    [
      'several products have the offer ID',
      [
        ['a', '1'],
        ['a', '3'],
      ],
      '2 products have the offer ID a.',
    ],
  ])('throws instead of guessing if %s', async (_what, value, message) => {
    const { find } = finder({ 'GET /products?offer=a': listed(...value) });
    await expect(find('a')).rejects.toMatchObject({
      kind: 'not-found',
      message,
      hint: expect.stringContaining('Check offer and api'),
    });
  });
});
