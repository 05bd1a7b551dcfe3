import { expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { renderInputProblems, renderSummary } from '../../../src/report/summary.ts';

const portal = 'https://partner.example/offers?a=1&b=2';
const start = '2026-01-02T03:04:05.000Z';

/** The summary of offers without failed requests. */
function renderResults(results: OfferResult[], portalUrl: string): string {
  return renderSummary(
    results.map((result) => ({ result, failedRequests: new Map() })),
    portalUrl,
  );
}

function resultWith(known: Partial<OfferResult> = {}): OfferResult {
  const fresh = newResult(
    { publisher: 'contoso', offer: 'vm' },
    'cloud-partner-portal',
    'not-started',
    Date.parse(start),
  );
  return { ...fresh, endedAt: start, ...known };
}

test('the summary of an offer that went live shows its facts and its steps', () => {
  const summary = renderResults(
    [
      resultWith({
        status: 'succeeded',
        message: 'The offer is live.',
        endedAt: '2026-01-05T07:04:05.000Z',
        polls: 812,
        operationUrl: 'https://api.example/operations/1?a=1&b=2',
        operationId: '1',
        correlationId: 'c-1',
        steps: [
          { id: 'a', name: 'Certify', status: 'succeeded', progress: 100, messages: [] },
          {
            id: 'b',
            name: 'Live',
            status: 'running',
            progress: null,
            messages: [
              { level: 'information', text: 'One\ntwo', timestamp: '' },
              { level: 'warning', text: 'Three', timestamp: '' },
            ],
          },
        ],
      }),
    ],
    portal,
  );
  expect(summary).toBe(
    `
<h3>contoso/vm: succeeded</h3>
<p>The offer is live.</p>
<table>
<tr><td><b>Offer</b></td><td>contoso/vm</td></tr>
<tr><td><b>Outcome</b></td><td><b>succeeded</b></td></tr>
<tr><td><b>Time</b></td><td>waited 3 d 4 h (812 checks)</td></tr>
<tr><td><b>Operation URL</b></td><td><code>https://api.example/operations/1?a=1&amp;b=2</code></td></tr>
<tr><td><b>Operation ID</b></td><td><code>1</code></td></tr>
<tr><td><b>Correlation ID</b></td><td><code>c-1</code></td></tr>
</table>
<table>
<tr><th>Step</th><th>Status</th><th>Progress</th><th>Messages</th></tr>
<tr><td>Certify</td><td>succeeded</td><td>100 %</td><td></td></tr>
<tr><td>Live</td><td>running</td><td></td><td>One<br>two<br><b>warning</b>: Three</td></tr>
</table>
<p><a href="https://partner.example/offers?a=1&amp;b=2">Offers in Partner Center</a></p>
`.trim(),
  );
});

test('the summary of a failure shows its kind, and has no rows for unknown facts', () => {
  const summary = renderResults(
    [resultWith({ failureKind: 'not-ready', message: 'Not ready.', polls: 1 })],
    portal,
  );
  expect(summary).toContain('<b>not-started</b> (not-ready)');
  expect(summary).toContain('<td>waited 0 s (1 check)</td>');
  expect(summary).not.toMatch(/Operation URL|Operation ID|Correlation ID|<th>|<code>|<pre>/);
});

test.each([
  ['running', true],
  ['waiting-for-review', true],
  ['unknown', true],
  ['not-started', true],
  ['succeeded', false],
  ['failed', false],
  ['canceled', false],
] as const)(
  'the summary of an operation with status "%s" says how to pick it up: %s',
  (status, isExpected) => {
    const operationUrl = 'https://api.example/operations/1?a=1&b=2';
    const summary = renderResults([resultWith({ status, operationUrl })], portal);
    const howTo =
      '<pre>with:\n  mode: follow\n  operation-url: https://api.example/operations/1?a=1&amp;b=2</pre>';
    expect(summary.includes(howTo)).toBe(isExpected);
    expect(summary.includes('To pick it up')).toBe(isExpected);
  },
);

test('the summary counts failed requests by label', () => {
  const failedRequests = new Map([
    ['HTTP 503', 4],
    ['timeout', 1],
  ]);
  const summary = renderSummary([{ result: resultWith(), failedRequests }], portal);
  expect(summary).toContain('<tr><td><b>Failed requests</b></td><td>4 × HTTP 503, 1 × timeout</td></tr>');
  expect(renderResults([resultWith()], portal)).not.toContain('Failed requests');
});

test('the summary names the ten most frequent labels of failed requests, and counts the others', () => {
  const failedRequests = new Map(
    Array.from({ length: 12 }, (_, index) => [`HTTP ${500 + index}`, index + 1]),
  );
  const summary = renderSummary([{ result: resultWith(), failedRequests }], portal);
  expect(summary).toMatch(/<td>12 × HTTP 511, 11 × HTTP 510, .*, 3 × HTTP 502, 3 × other<\/td>/);
});

test('the longest possible results of a hundred offers fit into the summary', () => {
  const wide = '&'.repeat(4_000);
  const step = {
    id: wide.slice(0, 100),
    name: wide.slice(0, 200),
    status: 'waiting-for-approval' as const,
    progress: 100,
  };
  // A snapshot keeps at most a hundred messages.
  const messages = Array(2).fill({ level: 'warning', text: wide, timestamp: start });
  const longest = resultWith({
    publisher: 'p'.repeat(50),
    offer: 'o'.repeat(50),
    status: 'waiting-for-review',
    failureKind: 'unknown-outcome',
    message: wide.slice(0, 2_000),
    operationUrl: wide.slice(0, 500),
    operationId: wide.slice(0, 200),
    correlationId: wide.slice(0, 100),
    polls: 99_999,
    steps: Array(50).fill({ ...step, messages }),
  });
  const failedRequests = new Map(Array.from({ length: 900 }, (_, index) => [`HTTP ${100 + index}`, 99_999]));
  const summary = renderSummary(Array(100).fill({ result: longest, failedRequests }), portal);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_000_000);
  expect(summary.match(/<h3>/g)).toHaveLength(100);
  expect(summary.match(/50 steps, left out here/g)).toHaveLength(100);
});

test('a summary that the runner would drop because of its size is shortened', () => {
  const messages = Array.from({ length: 50 }, () => ({
    level: 'error' as const,
    text: '🚀'.repeat(2_000),
    timestamp: '',
  }));
  const step = { id: 'a', name: 'Certify', status: 'failed' as const, progress: null, messages };
  const summary = renderResults([resultWith({ steps: Array(20).fill(step) })], portal);
  // actions/runner, FileCommandManager.cs
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
  expect(summary.match(/<td>Certify<\/td>/g)).toHaveLength(20);
  expect(summary).toContain('40 more messages, left out here');
});

test('the summary has a section for each offer, in order, and one link to the portal', () => {
  const summary = renderResults(
    [
      resultWith({ offer: 'one' }),
      resultWith({ offer: 'two', publisher: '' }),
      resultWith({ offer: '', publisher: '' }),
    ],
    portal,
  );
  expect([...summary.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title)).toEqual([
    'contoso/one: not-started',
    'two: not-started',
    'the offer: not-started',
  ]);
  expect(summary.match(/Offers in Partner Center/g)).toHaveLength(1);
});

test('the summary escapes hostile text in every field', () => {
  const evil = `</td><script>"'&amp;\n\n# [x](y)\u202e`;
  const summary = renderResults(
    [
      resultWith({
        offer: evil,
        publisher: evil,
        status: 'running',
        message: evil,
        operationUrl: evil,
        operationId: evil,
        correlationId: evil,
        steps: [
          {
            id: evil,
            name: evil,
            status: 'failed',
            progress: 1,
            messages: [{ level: 'error', text: evil, timestamp: evil }],
          },
        ],
      }),
    ],
    `https://x.example/${evil}`,
  );
  const safe = '&lt;/td&gt;&lt;script&gt;&quot;&#39;&amp;amp;<br># [x](y)';
  expect(summary.split(safe)).toHaveLength(
    // The two halves of the name twice, the message, the URL twice, the IDs, the step's name and message, the portal.
    1 + 4 + 1 + 2 + 2 + 1 + 1 + 1,
  );
  expect(summary).not.toContain('<script');
  // An empty line would end the HTML, and Markdown would start.
  expect(summary).not.toMatch(/\n\s*\n/);
  expect(summary).not.toContain('\u202e');
});

test('the summary of invalid inputs lists each problem, as text', () => {
  expect(renderInputProblems(['offer must be an ID; it is "<b>".', 'mode is required.'])).toBe(
    `<h3>Not started: invalid inputs</h3>
<ul>
<li>offer must be an ID; it is &quot;&lt;b&gt;&quot;.</li>
<li>mode is required.</li>
</ul>`,
  );
});

test('the summary of invalid inputs lists the first hundred problems, and counts the others', () => {
  const summary = renderInputProblems(
    Array.from({ length: 102 }, (_, index) => `offer must be an ID; it is "${index}".`),
  );
  expect(summary.match(/<li>/g)).toHaveLength(101);
  expect(summary).toContain('<li>and 2 more.</li>');
});
