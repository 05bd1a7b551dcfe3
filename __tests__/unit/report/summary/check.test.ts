import { expect, test } from 'vitest';
import type { FailureKind } from '../../../../src/model/failure.ts';
import type { Status } from '../../../../src/model/offer.ts';
import { newResult } from '../../../../src/model/result.ts';
import { renderChecks } from '../../../../src/report/summary/check.ts';

test.each<[Status, FailureKind | '', string]>([
  ['waiting-for-review', '', '✅ yes, ✅ yes, ✅ yes'],
  ['running', '', '✅ yes, ✅ yes, ⏳ it is in progress already'],
  ['succeeded', '', '✅ yes, ✅ yes, ✅ it is live, with nothing to release'],
  ['not-started', 'not-ready', '✅ yes, ✅ yes, ❌ no'],
  ['failed', 'certification', '✅ yes, ✅ yes, ❌ no'],
  ['failed', 'service', '✅ yes, ✅ yes, ❌ no'],
  ['canceled', 'canceled', '✅ yes, ✅ yes, ❌ no'],
  ['unknown', 'unknown-outcome', '✅ yes, ✅ yes, ❓ the API does not tell'],
  ['unknown', 'not-found', '✅ yes, ❌ no, ⚪ not checked'],
  ['unknown', 'permission', '✅ yes, ❌ no, ⚪ not checked'],
  ['unknown', 'authentication', '❌ no, ⚪ not checked, ⚪ not checked'],
  ['unknown', 'network', '⚪ not checked, ⚪ not checked, ⚪ not checked'],
  ['unknown', 'service', '⚪ not checked, ⚪ not checked, ⚪ not checked'],
])('a check with status %s and kind "%s" found: %s', (status, failureKind, found) => {
  const fresh = newResult({ publisher: 'contoso', offer: 'vm' }, 'partner-center', 'unknown', 0);
  const rows = [
    ...renderChecks({ ...fresh, status, failureKind }).matchAll(
      /<td>(.*)<\/td><td>(The .*)<\/td><td>(.*)<\/td>/g,
    ),
  ];
  expect(rows.map(([, icon, , words]) => `${icon} ${words}`).join(', ')).toBe(found);
  expect(rows.map(([, , question]) => question)).toEqual([
    'The API accepts the credentials',
    'The application can see the offer',
    'The offer can go live',
  ]);
});
