import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../src/http/failures.ts';
import { createProducts } from '../../../src/marketplace/products.ts';
import { Failure, interrupted } from '../../../src/model/failure.ts';
import { type Scripted, scriptedClient } from '../../support/unit/scripted-client.ts';

const baseUrl = 'https://api.example';

/** A finder for products that are listed as `[offer, ID]`: it asks a list with a filter, then the plain one. */
function finder(script: Record<string, Scripted | Scripted[]>, lists = ['?offer=', '']) {
  const { client, deadline, asked } = scriptedClient(
    { baseUrl, hint: () => '', kind: () => undefined },
    script,
  );
  const products = createProducts(
    client,
    (offer) => lists.map((query) => new URL(`${baseUrl}/products${query && `${query}${offer}`}`)),
    (item, offer) => {
      const [name, id] = item as [string, string];
      return name === offer ? { id, type: 'typ' } : undefined;
    },
  );
  return {
    find: async (offer: string) => (await products.get(offer, deadline)).id,
    products,
    deadline,
    asked,
  };
}

const listed = (...value: [offer: string, id: string][]) => ({ json: { value } });
const filtered = 'GET /products?offer=a';
const plain = 'GET /products';

describe('createProducts', () => {
  it('looks each product up once', async () => {
    const { find, asked } = finder({
      [filtered]: listed(['b', '2'], ['a', '1']),
      'GET /products?offer=b': listed(['b', '2']),
    });
    expect([await find('a'), await find('b'), await find('a')]).toEqual(['1', '2', '1']);
    expect(asked()).toEqual([filtered, 'GET /products?offer=b']);
  });

  it('looks a product up again after a failure', async () => {
    const { find } = finder({
      [filtered]: [{ status: 503 }, listed(), listed(['a', '1'])],
      [plain]: listed(),
    });
    await expect(find('a')).rejects.toMatchObject({ name: 'Failure', label: 'HTTP 503' });
    await expect(find('a')).rejects.toThrow('No product has');
    await expect(find('a')).resolves.toBe('1');
  });

  it('asks the filtered list first, and the plain list only if that does not have the product', async () => {
    const { find, asked } = finder({ [filtered]: listed(['a', '1']), [plain]: listed(['a', '2']) });
    await expect(find('a')).resolves.toBe('1');
    expect(asked()).toEqual([filtered]);
  });

  it.each<[string, Scripted]>([
    ['refused with 400', { status: 400 }],
    ['refused with 403', { status: 403 }],
    ['refused with 404', { status: 404 }],
    ['refused with 405', { status: 405 }],
    ['refused with 409', { status: 409 }],
    ['refused with 410', { status: 410 }],
    ['refused with 422', { status: 422 }],
    ['refused with 423', { status: 423 }],
    ['empty', listed()],
    ['an empty object', { json: {} }],
    ['ignored, and other products are listed', listed(['b', '2'], ['c', '3'])],
  ])('asks the plain list if the filter is %s', async (_what, answer) => {
    const { find, asked } = finder({ [filtered]: answer, [plain]: listed(['b', '2'], ['a', '1']) });
    await expect(find('a')).resolves.toBe('1');
    expect(asked()).toEqual([filtered, plain]);
  });

  it('takes only an exact match from an API that ignores the filter', async () => {
    const { find, asked } = finder({ [filtered]: listed(['b', '2'], ['a-2', '3'], ['a', '1']) });
    await expect(find('a')).resolves.toBe('1');
    expect(asked()).toEqual([filtered]);
  });

  it.each<[string, Scripted, string]>([
    ['a 401', { status: 401 }, 'HTTP 401'],
    ['a 408', { status: 408 }, 'HTTP 408'],
    ['a 429', { status: 429 }, 'HTTP 429'],
    ['a 500', { status: 500 }, 'HTTP 500'],
    ['a 503', { status: 503 }, 'HTTP 503'],
    ['a redirect', { status: 302 }, 'HTTP 302'],
    ['HTML', { body: '<html>Sign in</html>' }, 'unreadable answer'],
    ['an error with status 200', { json: { error: {} } }, 'unreadable answer'],
    ['no answer', networkFailure('timeout', 'None.'), 'timeout'],
    ['an interruption', interrupted('SIGTERM'), 'interrupted'],
    [
      'a failed sign-in',
      new Failure('not-found', 'x', { transience: 'briefly-after-success', isFatal: true }),
      'not-found',
    ],
  ])('throws %s as it is: that is no answer to the question', async (_what, answer, label) => {
    const first = finder({ [filtered]: answer, [plain]: listed(['a', '1']) });
    await expect(first.find('a')).rejects.toMatchObject({ name: 'Failure', label });
    expect(first.asked()).toEqual([filtered]);
    const second = finder({ [filtered]: listed(), [plain]: answer });
    await expect(second.find('a')).rejects.toMatchObject({ name: 'Failure', label });
    expect(second.asked()).toEqual([filtered, plain]);
  });

  it('throws an internal error as it is', async () => {
    const bug = new TypeError('x');
    await expect(finder({ [filtered]: bug }).find('a')).rejects.toBe(bug);
  });

  it.each<[Record<string, Scripted>, string]>([
    [{ [filtered]: { status: 400 }, [plain]: { status: 403 } }, 'HTTP 403'],
    [{ [filtered]: { status: 403 }, [plain]: { status: 400 } }, 'HTTP 403'],
    [{ [filtered]: { status: 403 }, [plain]: { status: 404 } }, 'HTTP 403'],
    [{ [filtered]: { status: 403 }, [plain]: listed(['b', '2']) }, 'HTTP 403'],
    [{ [filtered]: { status: 404 }, [plain]: { status: 404 } }, 'HTTP 404'],
  ])('throws the refusal of the plain list, or the one that denies access (%#)', async (script, label) => {
    const { find, asked } = finder(script);
    await expect(find('a')).rejects.toMatchObject({ name: 'Failure', label });
    expect(asked()).toEqual([filtered, plain]);
  });

  it('throws the refusal if the only list is refused', async () => {
    const { find } = finder({ [filtered]: { status: 400 } }, ['?offer=']);
    await expect(find('a')).rejects.toMatchObject({ name: 'Failure', label: 'HTTP 400' });
  });

  it.each<[string, Record<string, Scripted>]>([
    ['both lists do not have it', { [filtered]: listed(), [plain]: listed(['b', '2']) }],
    [
      'the filter is refused, and the plain list does not have it',
      { [filtered]: { status: 400 }, [plain]: listed() },
    ],
    [
      'the filter finds nothing, and the plain list is refused',
      { [filtered]: listed(), [plain]: { status: 400 } },
    ],
  ])('says that no product has the offer ID if %s', async (_what, script) => {
    const { find, asked } = finder(script);
    await expect(find('a')).rejects.toMatchObject({
      name: 'Failure',
      kind: 'not-found',
      transience: 'never',
      message: 'No product has the offer ID a.',
      hint: expect.stringContaining('Check offer and api'),
    });
    expect(asked()).toEqual([filtered, plain]);
  });

  it('find gives the product with its type, or undefined, and get its refusal', async () => {
    const { products, deadline } = finder({ [filtered]: listed(['a', '1']) });
    await expect(products.find('a', deadline)).resolves.toEqual({ id: '1', type: 'typ' });
    const none = finder({ [filtered]: listed(), [plain]: [listed(), { status: 403 }] });
    await expect(none.products.find('a', none.deadline)).resolves.toBeUndefined();
  });

  it('knows a product that is listed with several types by all of them', async () => {
    const one = { id: '1' };
    const { client, deadline } = scriptedClient(
      { baseUrl, hint: () => '', kind: () => undefined },
      { 'GET /products': { json: { value: ['vm', '', 'saas', 'vm'] } } },
    );
    const products = createProducts(
      client,
      () => [new URL(`${baseUrl}/products`)],
      (item) => ({ ...one, type: String(item) }),
    );
    await expect(products.find('a', deadline)).resolves.toEqual({ ...one, type: 'vm, saas' });
  });

  it('counts a product that is listed twice once', async () => {
    const { find } = finder({ [filtered]: listed(['a', '1'], ['a', '1']) });
    await expect(find('a')).resolves.toBe('1');
  });

  it.each<[string, Record<string, Scripted>]>([
    ['the filtered list', { [filtered]: listed(['a', '1'], ['b', '2'], ['a', '3']) }],
    ['the plain list', { [filtered]: { status: 400 }, [plain]: listed(['a', '1'], ['b', '2'], ['a', '3']) }],
  ])('throws instead of guessing if several products in %s have the offer ID', async (_which, script) => {
    await expect(finder(script).find('a')).rejects.toMatchObject({
      kind: 'not-found',
      message: '2 products have the offer ID a.',
      hint: expect.stringContaining('Check offer and api'),
    });
  });

  it('reads a list of products as ended where a later page is not found', async () => {
    const { find, asked } = finder({
      [filtered]: { status: 400 },
      [plain]: { json: { value: [['a', '1']], nextLink: '?$skipToken=2' } },
    });
    await expect(find('a')).resolves.toBe('1');
    expect(asked()).toEqual([filtered, plain, 'GET /products?%24skipToken=2']);
  });

  it('says that no product has the offer ID if a list ends at a page that is not found, without it', async () => {
    const { find } = finder({
      [filtered]: { status: 404 },
      [plain]: { json: { value: [['b', '2']], nextLink: '?$skipToken=2' } },
    });
    await expect(find('a')).rejects.toThrow('No product has the offer ID a.');
  });
});
