import { describe, expect, it } from 'vitest';
import { createHints } from '../../../src/marketplace/hints.ts';

describe('createHints', () => {
  const hint = createHints('https://api.example', { 404: 'Not here.', 403: 'Ask Ann.', 503: 'Relax.' });

  it.each<[number, string]>([
    [
      401,
      'The token is missing, has expired, or is for another audience: it must be for https://api.example.',
    ],
    [
      409,
      'Something else is in progress for this offer. Check in Partner Center what is running, or run this step again when it has ended.',
    ],
    [429, 'The API asks for fewer requests. Run this step again later; it picks up a running go-live.'],
    [
      500,
      'An error of the service, or an ID that it cannot handle. Run this step again; it picks up a running go-live. If it fails again, give the correlation ID to Microsoft support.',
    ],
  ])('gives the same advice on %i for every API', (status, advice) => {
    expect(hint(status)).toBe(advice);
  });

  it('gives the same advice on every 5xx', () => {
    expect(hint(502)).toBe(hint(500));
    expect(hint(599)).toBe(hint(500));
  });

  it('gives the advice of the API on its own statuses', () => {
    expect(hint(404)).toBe('Not here.');
  });

  it("prefers the API's own advice", () => {
    expect(hint(403)).toBe('Ask Ann.');
    expect(hint(503)).toBe('Relax.');
    expect(createHints('https://api.example', {})(403)).toBe(
      'Give the application the Manager role in Partner Center (User management, Microsoft Entra applications).',
    );
  });

  it.each([302, 402, 418, 499])('gives no advice on %i', (status) => {
    expect(hint(status)).toBe('');
  });
});
