import { describe, expect, it } from 'vitest';
import { isOfferFault } from '../../../src/marketplace/offer-fault.ts';
import type { Step } from '../../../src/model/offer.ts';
import { step } from '../../support/unit/fake-marketplace.ts';

describe('isOfferFault', () => {
  it.each<[Step['status'], string, string, boolean]>([
    ['failed', 'displaycertify', 'Certification', true],
    ['failed', '3', 'Test Drive Validation', true],
    ['failed', 'displaydummycertify', 'displaydummycertify', true],
    ['rejected', 'displayprovision', 'Provisioning', true],
    ['blocked', 'live', 'live', true],
    ['failed', 'displayprovision', 'Provisioning', false],
    ['failed', 'live', 'live', false],
    ['succeeded', 'displaycertify', 'Certification', false],
    ['canceled', 'displaycertify', 'Certification', false],
    ['running', 'displaycertify', 'Certification', false],
  ])('for a %s step %s, named %s: %s', (status, id, name, expected) => {
    const steps = [step('succeeded', { id: 'displaypackage', name: 'Package' }), step(status, { id, name })];
    expect(isOfferFault(steps)).toBe(expected);
  });

  it('is false without steps', () => {
    expect(isOfferFault([])).toBe(false);
  });
});
