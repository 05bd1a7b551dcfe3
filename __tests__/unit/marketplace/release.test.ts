import { expect, test } from 'vitest';
import { requireRelease } from '../../../src/marketplace/release.ts';
import { state } from '../../helpers/fake-marketplace.ts';

test('what the standing names is released', () => {
  expect(requireRelease(state('waiting-for-sign-off', { release: 'submission/p/1' }))).toBe('submission/p/1');
});

test.each([
  [undefined, 'The API shows no preview that could be released.'],
  [state('unclear', { rawStatus: '' }), 'The API shows no preview that could be released.'],
  [state('unclear', { rawStatus: 'odd' }), 'The API shows no preview that could be released (odd).'],
])('without a preview there is no go-live', (seen, message) => {
  expect(() => requireRelease(seen)).toThrow(
    expect.objectContaining({ kind: 'not-ready', message, hint: 'Publish the offer to preview first.' }),
  );
});
