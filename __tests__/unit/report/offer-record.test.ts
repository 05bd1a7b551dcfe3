import { expect, test } from 'vitest';
import { networkFailure } from '../../../src/http/failures.ts';
import { Failure, interrupted } from '../../../src/model/failure.ts';
import { newResult } from '../../../src/model/result.ts';
import { OfferRecord } from '../../../src/report/offer-record.ts';
import { serviceError, snapshot } from '../../support/unit/fake-marketplace.ts';

function freshRecord(): OfferRecord {
  const result = newResult({ publisher: 'contoso', offer: 'vm' }, 'partner-center', 'unknown', 0);
  return new OfferRecord(result, { mode: 'go-live', followInputs: {} });
}

test('failed requests are counted by label, and the one that ends the run once', () => {
  const record = freshRecord();
  const busy = serviceError(503);
  for (const failure of [busy, networkFailure('timeout', 'x'), busy]) {
    record.onRetry(failure);
  }
  record.onFailure(busy);
  expect(Object.fromEntries(record.failedRequests)).toEqual({ 'HTTP 503': 2, timeout: 1 });
  record.onFailure(serviceError(503));
  expect(Object.fromEntries(record.failedRequests)).toEqual({ 'HTTP 503': 3, timeout: 1 });
});

test('what ends a run without a failed request is not counted', () => {
  const record = freshRecord();
  for (const failure of [interrupted('SIGTERM'), new Failure('not-ready', 'No preview.')]) {
    record.onFailure(failure);
  }
  expect(record.failedRequests.size).toBe(0);
});

test('the last failure is known until a status check succeeds', () => {
  const record = freshRecord();
  const failure = serviceError(503);
  record.onRetry(failure);
  expect(record.lastFailure).toBe(failure);
  record.onStatus(snapshot('running'), 0);
  expect(record.lastFailure).toBeUndefined();
});

test('an offer is in progress since it was first seen so', () => {
  const record = freshRecord();
  for (const [nowMs, status] of ['waiting-for-review', 'running', 'running'].entries()) {
    record.onStatus(snapshot(status as 'running'), nowMs);
  }
  expect(record.runningSinceMs).toBe(1);
  record.onStatus(snapshot('succeeded'), 4);
  expect(record.runningSinceMs).toBeUndefined();
});

test('links are those of the last status check; a page in Partner Center stays known', () => {
  const record = freshRecord();
  const links = [{ to: 'live' as const, text: 'x', url: 'https://x.example/' }];
  record.onStatus(snapshot('running', { links, portalUrl: 'https://portal.example/1' }), 0);
  expect(record).toMatchObject({ links, hasOfferPage: true });
  record.onStatus(snapshot('running'), 1);
  expect(record).toMatchObject({ links: [], hasOfferPage: true });
});
