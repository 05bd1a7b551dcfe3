import { expect, it } from 'vitest';
import { portalUrlOf } from '../../../src/marketplace/api.ts';

it('portalUrlOf is the page of the offer in Partner Center if the product has a GUID', () => {
  expect(portalUrlOf('5FBE0803-a545-4504-b41a-d9d158112360')).toBe(
    'https://partner.microsoft.com/dashboard/commercial-marketplace/offers/5fbe0803-a545-4504-b41a-d9d158112360/overview',
  );
});

it.each([
  undefined,
  '',
  '1152921505695125040',
  '5fbe0803-a545-4504-b41a-d9d158112360/..',
  'x5fbe0803-a545-4504-b41a-d9d158112360',
])('portalUrlOf is empty for the product "%s"', (product) => {
  expect(portalUrlOf(product)).toBe('');
});
