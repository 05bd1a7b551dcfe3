import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secrets } from '../../../src/model/secrets.ts';
import { clip } from '../../../src/model/text.ts';

const secret = `a"secret\\of<16>&'chars`;

test.each([
  ['itself', secret],
  ['in a form', encodeURIComponent(secret)],
  ['in a form, as browsers write it', new URLSearchParams({ x: secret }).toString().slice(2)],
  ['in the query of a URL', new URL(`https://x.example/?${secret}`).search.slice(1)],
  ['in the fragment of a URL', new URL(`https://x.example/#${secret}`).hash.slice(1)],
  [
    'in the fragment of a URL, in JSON',
    JSON.stringify(new URL(`https://x.example/#${secret}`).hash.slice(1)).slice(1, -1),
  ],
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

test('a secret that begins with another one is taken out as a whole, in either order', () => {
  for (const order of [
    ['secret-of-sixteen', 'secret-of-sixteen-and-more'],
    ['secret-of-sixteen-and-more', 'secret-of-sixteen'],
  ]) {
    const secrets = new Secrets();
    order.forEach((known) => {
      secrets.add(known);
    });
    expect(secrets.redact('secret-of-sixteen-and-more, secret-of-sixteen')).toBe('***, ***');
  }
});

test('JSON stays JSON, whatever characters a secret has', () => {
  // What isSecret allows: one word of visible ASCII. The one character in JSON that a secret could take along is a quote.
  const word = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 16,
  });
  fc.assert(
    fc.property(word, fc.string(), fc.string(), (known, before, after) => {
      const secrets = new Secrets();
      secrets.add(known);
      const redacted = secrets.redact(JSON.stringify({ message: `${before} ${known} ${after}` }));
      expect(JSON.parse(redacted).message).toContain('***');
      expect(JSON.parse(redacted).message).not.toContain(known);
    }),
  );
});

test.each(['\\ends-with-a-backslash\\', '"begins-with-a-quote', '\\"both-of-them-here"\\'])(
  'JSON stays JSON with a secret like %s',
  (known) => {
    const secrets = new Secrets();
    secrets.add(known);
    expect(secrets.redact(JSON.stringify({ message: known, other: [known] }))).toBe(
      '{"message":"***","other":["***"]}',
    );
  },
);

describe('a secret that a cut has left the beginning of', () => {
  const token = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl';

  test.each([8, 9, 20, token.length - 1, token.length])('is taken out: %i characters of it', (length) => {
    const secrets = new Secrets();
    secrets.add(token);
    expect(secrets.redact(`a ${token.slice(0, length)} … (cut), b`)).toBe('a *** … (cut), b');
    // A mark that was cut itself.
    expect(secrets.redact(`${token.slice(0, length)} … (c … (cut)`)).toBe('*** … (c … (cut)');
    expect(secrets.redact(`${token.slice(0, length)}  … (cut)`)).toBe('***  … (cut)');
  });

  test('is taken out in every form, and at every cut', () => {
    const secrets = new Secrets();
    secrets.add(secret);
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      const cut = `${form.slice(0, -1)} … (cut)`;
      expect(secrets.redact(`${cut} ${cut}`)).toBe('*** … (cut) *** … (cut)');
    }
  });

  test('is taken out from its first character, even if it repeats itself', () => {
    const secrets = new Secrets();
    secrets.add('abababababababababab-end');
    expect(secrets.redact('ababababababababab … (cut)')).toBe('*** … (cut)');
    expect(secrets.redact('x-abababababababababab-e … (cut)')).toBe('x-*** … (cut)');
  });

  test.each([
    `${token.slice(0, 7)} … (cut)`,
    `${token.slice(0, 20)}x … (cut)`,
    `${token.slice(0, 20)} and more`,
    `${token.slice(1, 20)} … (cut)`,
    '… (cut)',
    'a … b',
  ])('is not seen in "%s"', (text) => {
    const secrets = new Secrets();
    secrets.add(token);
    expect(secrets.redact(text)).toBe(text);
  });

  test('is taken out wherever clip cuts', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 20, max: 200 }), (before, after, maxLength) => {
        const secrets = new Secrets();
        secrets.add(token);
        const text = clip(`${'x'.repeat(before)}${token}${'y'.repeat(after)}`, maxLength);
        expect(secrets.redact(text)).not.toContain(token.slice(0, 8));
      }),
    );
  });
});
