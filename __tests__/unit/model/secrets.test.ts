import { expect, test } from 'vitest';
import { Secrets } from '../../../src/model/secrets.ts';

const secret = `a"secret\\of<16>&'chars`;

test.each([
  ['itself', secret],
  ['in a form', encodeURIComponent(secret)],
  ['in JSON', JSON.stringify({ text: secret }).slice(9, -2)],
  ['in HTML', 'a&quot;secret\\of&lt;16&gt;&amp;&#39;chars'],
])('a secret is taken out %s', (_where, form) => {
  const secrets = new Secrets();
  secrets.add(secret);
  expect(secrets.redact(`before ${form} and ${form} after`)).toBe('before *** and *** after');
});

test('every secret is taken out, also an earlier one', () => {
  const secrets = new Secrets();
  expect(secrets.redact('first-token')).toBe('first-token');
  secrets.add('first-token');
  secrets.add('second-token');
  expect(secrets.redact('first-token, second-token, third')).toBe('***, ***, third');
});
