import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { networkFailure } from '../../../../src/http/failures.ts';
import type { StatusSnapshot, Step } from '../../../../src/model/offer.ts';
import { newResult, type OfferResult } from '../../../../src/model/result.ts';
import { OfferRecord, type OfferRecordOptions } from '../../../../src/report/offer-record.ts';
import { renderInputProblems, renderSummary } from '../../../../src/report/summary/summary.ts';
import { message, snapshot, step } from '../../../support/unit/fake-marketplace.ts';

const portal = 'https://partner.example/offers?a=1&b=2';
const start = '2026-01-02T03:04:05.000Z';
const url = 'https://api.example/operations/1?a=1&b=2';
const open = { status: 'running', operationUrl: url } as const;

function recordWith(
  known: Partial<OfferResult> = {},
  context: Partial<OfferRecordOptions> = {},
): OfferRecord {
  const fresh = newResult(
    { publisher: 'contoso', offer: 'vm' },
    'partner-center',
    'not-started',
    Date.parse(start),
  );
  const result = { ...fresh, endedAt: start, portalUrl: portal, ...known };
  return new OfferRecord(result, { mode: 'go-live', followInputs: {}, ...context });
}

const render = (known: Partial<OfferResult> = {}, context: Partial<OfferRecordOptions> = {}) =>
  renderSummary([recordWith(known, context)]);

/** Steps with the times of the API: Certify took 3 h. */
const steps: Step[] = [
  step('succeeded', {
    name: 'Provision',
    messages: [{ ...message('information', 'Done.'), timestamp: '2026-01-01T00:00:00Z' }],
  }),
  step('succeeded', {
    name: 'Certify',
    progress: 100,
    messages: [{ ...message('information', 'Done.'), timestamp: '2026-01-01T03:00:00Z' }],
  }),
  step('running', { name: 'Live', timeFrame: '~2-5 days' }),
];

test('the summary of an offer that went live says so, and shows its links, steps and IDs', () => {
  const record = recordWith({
    status: 'succeeded',
    started: true,
    message: 'The offer is live.',
    endedAt: '2026-01-05T07:04:05.000Z',
    polls: 812,
    operationUrl: url,
    operationId: '1',
    correlationId: 'c-1',
    messages: [message('information', 'Published.')],
    steps: [step('succeeded', { name: 'Live', progress: 100, messages: [message('warning', 'Two\nlines')] })],
  });
  const links = [
    { to: 'live' as const, text: 'Marketplace', url: 'https://m.example/?a=1&b=2' },
    { to: 'preview' as const, text: 'Portal', url: 'https://p.example/' },
  ];
  record.onStatus(snapshot('succeeded', { links, portalUrl: portal }), Date.parse(start));
  expect(renderSummary([record])).toBe(`<h3>✅ vm is live</h3>

<blockquote>Live: <a href="https://m.example/?a=1&amp;b=2">Marketplace</a> · Preview: <a href="https://p.example/">Portal</a> · <a href="https://partner.example/offers?a=1&amp;b=2">Open the offer in Partner Center</a></blockquote>

<table>
<tr><th></th><th align="left">Step</th><th align="right" nowrap>Took</th><th></th></tr>
<tr><td>✅</td><td>Live</td><td align="right" nowrap></td><td>succeeded</td></tr>
</table>

<details><summary>All steps, IDs for support, failed requests</summary>

<table>
<tr><td><b>Status</b></td><td><b>succeeded</b></td></tr>
<tr><td><b>Message</b></td><td>The offer is live.</td></tr>
<tr><td><b>API</b></td><td><code>partner-center</code></td></tr>
<tr><td><b>Time</b></td><td>waited 3 d 4 h (812 checks)</td></tr>
<tr><td><b>Operation URL</b></td><td><code>https://api.example/operations/1?a=1&amp;b=2</code></td></tr>
<tr><td><b>Operation ID</b></td><td><code>1</code></td></tr>
<tr><td><b>Correlation ID</b></td><td><code>c-1</code></td></tr>
<tr><td><b>The API says</b></td><td>Published.</td></tr>
</table>
<table>
<tr><th align="left">Step</th><th align="left">Status</th><th align="left">Progress</th><th align="left">Messages</th></tr>
<tr><td>Live</td><td>succeeded</td><td>100 %</td><td><b>warning</b>: Two<br>lines</td></tr>
</table>

</details>`);
});

test('the summary of a failed certification says what to do, and lists the findings', () => {
  const failed = step('failed', {
    name: 'Certify',
    messages: [message('error', 'No image.'), message('error', 'No logo.')],
  });
  const summary = render({
    status: 'failed',
    failureKind: 'certification',
    message: 'The go-live failed.',
    steps: [failed],
  });
  expect(summary).toContain(`<h3>❌ vm did not pass certification</h3>

<blockquote><b>What to do:</b> Fix the 2 findings, publish to preview again, review, run this workflow again. Running it again alone does not help.<br><a href="https://partner.example/offers?a=1&amp;b=2">Open Partner Center</a></blockquote>

<ol>
<li><b>Certify</b>: No image.</li>
<li><b>Certify</b>: No logo.</li>
</ol>
`);
  expect(summary).toContain('<b>failed</b> (certification)');
  expect(summary).not.toContain('<p>The go-live failed.');
});

test('the timeline stands between blank lines, as GitHub wants it', () => {
  expect(render({ ...open, steps, endedAt: '2026-01-01T05:00:00Z' })).toMatch(
    /\n\n```mermaid\ngantt\n(?: {2}.*\n)+ {2}2 Certify :done, 2026-01-01T00:00:00, 2026-01-01T03:00:00\n {2}3 Live :active, 2026-01-01T03:00:00, 2026-01-01T05:00:00\n```\n\n/,
  );
});

describe('the message', () => {
  const failed = [step('failed', { messages: [message('error', 'No.')] })];
  test.each<[string, Partial<OfferResult>, boolean]>([
    ['of a success without an operation', { status: 'succeeded' }, true],
    ['of a success', { status: 'succeeded', operationUrl: url }, false],
    ['of what runs', open, false],
    ['of a timeout', { ...open, failureKind: 'timeout' }, false],
    ['of a timeout before the go-live', { failureKind: 'timeout' }, true],
    ['of a stopped run', { ...open, failureKind: 'interrupted' }, false],
    ['of a failure with findings', { status: 'failed', failureKind: 'service', steps: failed }, false],
    ['of a failure without findings', { status: 'failed', failureKind: 'service' }, true],
    ['of a failed request', { ...open, failureKind: 'service', steps: failed }, true],
    ['of a cancellation without findings', { status: 'canceled', failureKind: 'canceled' }, true],
    ['of an offer that is not ready, with findings', { failureKind: 'not-ready', steps: failed }, false],
    ['of a failed sign-in', { failureKind: 'authentication' }, true],
  ])('%s is shown at once: %#', (_what, known, isShown) => {
    const summary = render({ message: 'So <it> is: https://aka.ms/x.', ...known });
    expect(summary.includes('<p>So &lt;it&gt; is: <a href="https://aka.ms/x">aka.ms/x</a>.</p>')).toBe(
      isShown,
    );
    expect(summary.includes('<td>So &lt;it&gt; is: https://aka.ms/x.</td>')).toBe(!isShown);
  });
});

describe('of a go-live that goes on without the run, the summary', () => {
  test('says what runs, since when, and how long that usually takes', () => {
    expect(render({ ...open, failureKind: 'timeout', steps })).toContain(
      '<p>Now at <b>Live</b>: running since 1 Jan 03:00 UTC, usually ~2-5 days.</p>',
    );
  });

  test('says since when the run saw it, where the API shows no steps', () => {
    const record = recordWith({ ...open, failureKind: 'timeout' });
    record.onStatus(snapshot('running'), Date.parse('2026-01-02T04:00:00Z'));
    expect(renderSummary([record])).toContain(
      '<p>In progress since 2 Jan 04:00 UTC or before. The API shows no steps.</p>',
    );
  });

  test('says that the last status check failed, if time was up after that', () => {
    const record = recordWith({ ...open, failureKind: 'timeout' });
    record.onRetry(networkFailure('timeout', 'No <answer>.'));
    expect(renderSummary([record])).toContain('<p>The last status check failed: No &lt;answer&gt;.</p>');
    record.result.failureKind = 'network';
    expect(renderSummary([record])).not.toContain('The last status check failed');
  });

  test('gives the inputs that follow it, as YAML', () => {
    const operationUrl =
      "https://graph.microsoft.com/rp/product-ingestion/configure/1/status?$version=1&a='b'#submission/2/3";
    const summary = render(
      { ...open, operationUrl },
      { followInputs: { api: 'product-ingestion', 'api-url': 'https://gateway.example/a' } },
    );
    const yaml =
      /<pre>(.*?)<\/pre>/s.exec(summary)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#39;', "'") ?? '';
    expect(parse(yaml)).toEqual({
      with: {
        mode: 'follow',
        'operation-url': operationUrl,
        api: 'product-ingestion',
        'api-url': 'https://gateway.example/a',
      },
    });
  });

  test.each([
    ['running', true],
    ['waiting-for-review', true],
    ['unknown', true],
    ['not-started', true],
    ['succeeded', false],
    ['failed', false],
    ['canceled', false],
  ] as const)('says so with status "%s": %s', (status, isExpected) => {
    expect(render({ status, operationUrl: url }).includes('To follow it in a later job')).toBe(isExpected);
  });

  test('gives no inputs without an operation, or in a check', () => {
    expect(render({ status: 'running' })).not.toContain('<pre>');
    expect(render(open, { mode: 'check' })).not.toContain('<pre>');
  });
});

test('the summary of a check says what it checked', () => {
  expect(render({ status: 'waiting-for-review' }, { mode: 'check' })).toContain(
    'The API accepts the credentials',
  );
  expect(render({ status: 'waiting-for-review' }, { mode: 'follow' })).not.toContain('The API accepts');
});

test('the summary has no rows for unknown facts', () => {
  const summary = render({
    failureKind: 'not-ready',
    message: 'Not ready.',
    polls: 1,
    portalUrl: '',
    api: '',
  });
  expect(summary).toContain('<td>waited 0 s (1 check)</td>');
  expect(summary).not.toMatch(
    /Operation URL|Operation ID|Correlation ID|<th>|<code>|<pre>|Partner Center<\/a>/,
  );
  expect(render({ status: 'succeeded', portalUrl: '' })).not.toContain('<blockquote>');
});

test('the summary names the ten most frequent labels of failed requests, and counts the others', () => {
  const record = recordWith();
  for (let index = 0; index < 12; index += 1) {
    record.failedRequests.set(`HTTP ${500 + index}`, index + 1);
  }
  expect(renderSummary([record])).toMatch(
    /<td>12 × HTTP 511, 11 × HTTP 510, .*, 3 × HTTP 502, 3 × other<\/td>/,
  );
  expect(render()).not.toContain('Failed requests');
});

describe('the summary of several offers', () => {
  const live = recordWith({ offer: 'live', status: 'succeeded', started: true });
  const late = recordWith({
    ...open,
    offer: 'late',
    failureKind: 'timeout',
    endedAt: '2026-01-02T05:04:05.000Z',
  });
  const bad = recordWith({ offer: '<bad>', status: 'failed', failureKind: 'certification' });
  const lost = recordWith({ offer: '', publisher: '', failureKind: 'not-found' });

  test('begins with an overview, the worst first', () => {
    const rows = renderSummary([live, late, bad]).match(/^<tr><td>.*<td nowrap>.*/gm) ?? [];
    expect(rows.map((row) => row.replaceAll('</td><td', '|<td').replace(/<[^>]*>/g, ''))).toEqual([
      '❌|&lt;bad&gt;|did not pass certification|0 s|Fix what the API complains of, publish to preview again, review, run this workflow again. Running it again alone does not help.',
      '⏱️|late|is not live yet|2 h|Nothing to fix: the go-live continues without this run. To see how it ends, run this workflow again, or follow it in a later job.',
      '✅|live|is live|0 s|',
    ]);
  });

  test('unfolds each that needs attention', () => {
    const summary = renderSummary([live, late, lost, bad]);
    expect(summary.match(/^<details.*/gm)?.filter((line) => !line.includes('IDs for support'))).toEqual([
      '<details open><summary>❌ &lt;bad&gt; did not pass certification</summary>',
      '<details open><summary>❌ The offer was not found</summary>',
      '<details><summary>⏱️ late is not live yet</summary>',
      '<details><summary>✅ live is live</summary>',
    ]);
  });

  test.each<[string, OfferRecord[]]>([
    ['❌ 2 of 3 offers need attention', [live, bad, lost]],
    ['❌ 1 of 2 offers needs attention', [live, bad]],
    ['✅ All 2 offers are live', [live, live]],
    ['⏱️ 1 of 2 offers not live yet', [live, late]],
    ['✅ None of 2 offers needs attention', [live, recordWith({ status: 'waiting-for-review' })]],
  ])('is called "%s"', (title, records) => {
    expect(renderSummary(records).startsWith(`<h3>${title}</h3>\n`)).toBe(true);
  });

  test('draws the timelines of the ten worst that need attention', () => {
    const failed = Array.from({ length: 12 }, () =>
      recordWith({ status: 'failed', failureKind: 'service', steps }),
    );
    const summary = renderSummary([recordWith({ status: 'succeeded', steps }), ...failed]);
    expect(summary.match(/^```mermaid$/gm)).toHaveLength(10);
    expect(summary.match(/<td>Certify<\/td><td align/g) ?? summary.match(/2 steps before/g)).toHaveLength(13);
  });
});

describe('the size of the summary', () => {
  const wide = '&'.repeat(4_000);
  const longStep = {
    id: wide.slice(0, 100),
    name: wide.slice(0, 200),
    status: 'waiting-for-approval' as const,
    progress: 100,
    timeFrame: wide.slice(0, 100),
  };
  const longest: Partial<OfferResult> = {
    publisher: 'p'.repeat(50),
    offer: 'o'.repeat(50),
    status: 'waiting-for-review',
    failureKind: 'unknown-outcome',
    message: wide.slice(0, 2_000),
    operationUrl: wide.slice(0, 500),
    operationId: wide.slice(0, 200),
    correlationId: wide.slice(0, 100),
    portalUrl: `https://partner.example/${'x'.repeat(100)}`,
    polls: 99_999,
    // A snapshot keeps at most a hundred messages.
    messages: Array(50).fill({ level: 'error', text: wide, timestamp: start }),
    steps: Array(50).fill({ ...longStep, messages: [{ level: 'warning', text: wide, timestamp: start }] }),
  };
  const links: StatusSnapshot['links'] = Array(10).fill({
    to: 'live',
    text: wide.slice(0, 100),
    url: `https://x.example/?${wide.slice(0, 480)}`,
  });

  test('is at most what the runner takes, also for the longest possible results of a hundred offers', () => {
    const records = Array.from({ length: 100 }, () => {
      const record = recordWith(longest);
      record.onStatus(snapshot('running', { links, steps: record.result.steps }), 0);
      for (let index = 0; index < 900; index += 1) {
        record.failedRequests.set(`HTTP ${100 + index}`, 99_999);
      }
      return record;
    });
    const summary = renderSummary(records);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_000_000);
    expect(summary.match(/^<details open>/gm)).toHaveLength(100);
    expect(summary.match(/50 steps, left out here/g)).toHaveLength(100);
    expect(summary).not.toContain('```mermaid');
  });

  test('is kept by shortening messages first', () => {
    const messages = Array.from({ length: 50 }, (_, index) =>
      message('error', `${index} ${'🚀'.repeat(2_000)}`),
    );
    const summary = render({
      status: 'failed',
      steps: Array(20).fill(step('failed', { name: 'Certify', messages })),
    });
    // actions/runner, FileCommandManager.cs
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(summary.match(/<td>Certify<\/td><td>failed/g)).toHaveLength(20);
    expect(summary).toContain('40 more messages, left out here');
  });
});

test('the summary escapes hostile text in every field', () => {
  const evil = `</td><script>"'&amp;\n\n# [x](y)\u202e`;
  const record = recordWith(
    {
      ...open,
      offer: evil,
      publisher: evil,
      api: evil,
      failureKind: 'network',
      message: evil,
      operationUrl: evil,
      operationId: evil,
      correlationId: evil,
      portalUrl: `https://x.example/${evil}`,
      messages: [message('error', evil)],
      steps: [
        step('failed', {
          id: evil,
          name: evil,
          timeFrame: evil,
          messages: [{ ...message('error', evil), timestamp: evil }],
        }),
        step('running', { name: evil, timeFrame: evil }),
      ],
    },
    { followInputs: { api: evil } },
  );
  record.onStatus(snapshot('running', { links: [{ to: 'live', text: evil, url: evil }] }), 0);
  record.failedRequests.set(evil, 1);
  const safe = '&lt;/td&gt;&lt;script&gt;&quot;&#39;&amp;amp;<br># [x](y)';
  for (const summary of [renderSummary([record]), renderSummary([record, record])]) {
    expect(summary.split(safe).length).toBeGreaterThan(20);
    expect(summary).not.toContain('<script');
    expect(summary).not.toContain('\u202e');
    // After a blank line Markdown starts, so every block begins with a tag of ours.
    for (const block of summary.split('\n\n')) {
      expect(block).toMatch(/^<\/?(h3|blockquote|p|ol|table|details)\b/);
    }
  }
});

describe('the summary of invalid inputs', () => {
  test('lists each problem, as text, with the name of its input', () => {
    expect(
      renderInputProblems([
        'offer must be an ID; it is "<b>".',
        'client-id is required.',
        'No credentials: x.',
      ]),
    ).toBe(`<h3>❌ Not started: invalid inputs</h3>

<blockquote><b>What to do:</b> Correct the inputs of the step, then run this workflow again. No request was made.</blockquote>

<ul>
<li><code>offer</code> must be an ID; it is &quot;&lt;b&gt;&quot;.</li>
<li><code>client-id</code> is required.</li>
<li>No credentials: x.</li>
</ul>`);
  });

  test('lists the first hundred problems, and counts the others', () => {
    const summary = renderInputProblems(
      Array.from({ length: 102 }, (_, index) => `offer must be an ID; it is "${index}".`),
    );
    expect(summary.match(/<li>/g)).toHaveLength(101);
    expect(summary).toContain('<li>and 2 more.</li>');
  });
});
