import { expect, test } from 'vitest';
import { releaseOf } from '../../../src/marketplace/release.ts';
import { standing } from '../../support/unit/fake-marketplace.ts';

test('what the standing names is released', () => {
  expect(releaseOf(standing('waiting-for-sign-off', { release: 'submission/p/1' }))).toBe('submission/p/1');
});

test.each([
  [undefined, 'The API shows no preview that could be released.'],
  [standing('unclear', { rawStatus: '' }), 'The API shows no preview that could be released.'],
  [standing('unclear', { rawStatus: 'odd' }), 'The API shows no preview that could be released (odd).'],
])('without a preview there is no go-live', (seen, message) => {
  expect(() => releaseOf(seen)).toThrow(
    expect.objectContaining({ kind: 'not-ready', message, hint: 'Publish the offer to preview first.' }),
  );
});
