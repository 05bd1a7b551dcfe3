import { describe, expect, it } from 'vitest';
import { requireRelease } from '../../../src/marketplace/release.ts';
import { state } from '../../support/unit/fake-marketplace.ts';

describe('requireRelease', () => {
  it("returns the release of the offer's state", () => {
    const waiting = state('waiting-for-sign-off', { release: 'submission/p/1' });
    expect(requireRelease(waiting)).toBe('submission/p/1');
  });

  it.each([
    ['no state', undefined, 'The API shows no preview that can be released.'],
    [
      'a state without a word',
      state('unclear', { rawStatus: '' }),
      'The API shows no preview that can be released.',
    ],
    [
      'a state with a word',
      state('unclear', { rawStatus: 'odd' }),
      'The API shows no preview that can be released (odd).',
    ],
  ])('throws for %s', (_what, offerState, message) => {
    expect(() => requireRelease(offerState)).toThrow(
      expect.objectContaining({ kind: 'not-ready', message, hint: 'Publish the offer to preview first.' }),
    );
  });
});
