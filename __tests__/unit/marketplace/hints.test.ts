import { describe, expect, it } from 'vitest';
import { createHints } from '../../../src/marketplace/hints.ts';

describe('createHints', () => {
  const hint = createHints(
    'https://api.example',
    { 404: 'Not here.', 403: 'Ask Ann.', 503: 'Relax.', 422: 'For any request.' },
    { 400: 'Fix the offer.', 422: 'For a go-live.' },
  );

  it.each<[number, string]>([
    [
      400,
      'Check the offer ID and api-url. If they are right, please report this answer: the API may have changed.',
    ],
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
  ])('gives the same advice on a request answered with %i for every API', (status, advice) => {
    expect(hint(status, 'GET')).toBe(advice);
  });

  it('gives the same advice on every 5xx', () => {
    expect(hint(502, 'GET')).toBe(hint(500, 'GET'));
    expect(hint(599, 'POST')).toBe(hint(500, 'GET'));
  });

  it('gives the advice of the API on its own statuses', () => {
    expect(hint(404, 'GET')).toBe('Not here.');
    expect(hint(404, 'POST')).toBe('Not here.');
  });

  it("prefers the API's own advice", () => {
    expect(hint(403, 'GET')).toBe('Ask Ann.');
    expect(hint(503, 'POST')).toBe('Relax.');
    expect(createHints('https://api.example', {}, {})(403, 'POST')).toBe(
      'Give the application the Manager role in Partner Center (User management, Microsoft Entra applications).',
    );
  });

  it.each<[number, string, string]>([
    [400, 'Check the offer ID and api-url.', 'Fix the offer.'],
    [422, 'For any request.', 'For a go-live.'],
  ])('gives the advice for a go-live only if a go-live was answered with %i', (status, other, goLive) => {
    expect(hint(status, 'GET')).toContain(other);
    expect(hint(status, 'POST')).toBe(goLive);
  });

  it.each([302, 402, 418, 499])('gives no advice on %i', (status) => {
    expect(hint(status, 'GET')).toBe('');
    expect(hint(status, 'POST')).toBe('');
  });
});
