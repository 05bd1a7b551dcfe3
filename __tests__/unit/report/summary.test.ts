import { expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { renderInputProblems, renderSummary as summaryOfOffers } from '../../../src/report/summary.ts';

const portal = 'https://partner.example/offers?a=1&b=2';
const start = '2026-01-02T03:04:05.000Z';

/** The summary of offers whose looks went well. */
function summaryOf(results: OfferResult[], portalUrl: string): string {
  return summaryOfOffers(
    results.map((result) => ({ result, failedRequests: new Map() })),
    portalUrl,
  );
}

function result(known: Partial<OfferResult> = {}): OfferResult {
  const fresh = newResult(
    { publisher: 'contoso', offer: 'vm' },
    'cloud-partner-portal',
    'not-started',
    Date.parse(start),
  );
  return { ...fresh, endedAt: start, ...known };
}

test('an offer that went live, with its steps', () => {
  const summary = summaryOf(
    [
      result({
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
<h3>Go-live of contoso/vm: succeeded</h3>
<p>The offer is live.</p>
<table>
<tr><td><b>Offer</b></td><td>contoso/vm</td></tr>
<tr><td><b>Outcome</b></td><td><b>succeeded</b></td></tr>
<tr><td><b>Time</b></td><td>3 d 4 h, 812 looks</td></tr>
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

test('what is not known takes no row; a failure has its kind', () => {
  const summary = summaryOf([result({ failureKind: 'not-ready', message: 'Not ready.', polls: 1 })], portal);
  expect(summary).toContain('<b>not-started</b> (not-ready)');
  expect(summary).toContain('0 s, 1 look<');
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
] as const)('%s: how to pick it up is told: %s', (status, told) => {
  const operationUrl = 'https://api.example/operations/1?a=1&b=2';
  const summary = summaryOf([result({ status, operationUrl })], portal);
  const howTo =
    '<pre>with:\n  mode: follow\n  operation-url: https://api.example/operations/1?a=1&amp;b=2</pre>';
  expect(summary.includes(howTo)).toBe(told);
  expect(summary.includes('To pick it up')).toBe(told);
});

test('looks that failed are counted, by the way in which they did', () => {
  const failedRequests = new Map([
    ['HTTP 503', 4],
    ['timeout', 1],
  ]);
  const summary = summaryOfOffers([{ result: result(), failedRequests }], portal);
  expect(summary).toContain('<tr><td><b>Failed requests</b></td><td>4 × HTTP 503, 1 × timeout</td></tr>');
  expect(summaryOf([result()], portal)).not.toContain('Failed requests');
});

test('of the ways, the ten most frequent are named', () => {
  const failedRequests = new Map(
    Array.from({ length: 12 }, (_, index) => [`HTTP ${500 + index}`, index + 1]),
  );
  const summary = summaryOfOffers([{ result: result(), failedRequests }], portal);
  expect(summary).toMatch(/<td>12 × HTTP 511, 11 × HTTP 510, .*, 3 × HTTP 502, 3 × other<\/td>/);
});

test('the longest that can be said of a hundred offers fits', () => {
  const wide = '&'.repeat(4_000);
  const step = {
    id: wide.slice(0, 100),
    name: wide.slice(0, 200),
    status: 'waiting-for-approval' as const,
    progress: 100,
  };
  // Of a snapshot, a hundred messages are kept.
  const messages = Array(2).fill({ level: 'warning', text: wide, timestamp: start });
  const longest = result({
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
  const summary = summaryOfOffers(Array(100).fill({ result: longest, failedRequests }), portal);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_000_000);
  expect(summary.match(/<h3>/g)).toHaveLength(100);
  expect(summary.match(/50 steps, left out here/g)).toHaveLength(100);
});

test('what the runner would drop for its size is shortened', () => {
  const messages = Array.from({ length: 50 }, () => ({
    level: 'error' as const,
    text: '🚀'.repeat(2_000),
    timestamp: '',
  }));
  const step = { id: 'a', name: 'Certify', status: 'failed' as const, progress: null, messages };
  const summary = summaryOf([result({ steps: Array(20).fill(step) })], portal);
  // actions/runner, FileCommandManager.cs
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
  expect(summary.match(/<td>Certify<\/td>/g)).toHaveLength(20);
  expect(summary).toContain('40 more messages, left out here');
});

test('each offer has its section, in order', () => {
  const summary = summaryOf(
    [result({ offer: 'one' }), result({ offer: 'two', publisher: '' }), result({ offer: '', publisher: '' })],
    portal,
  );
  expect([...summary.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title)).toEqual([
    'Go-live of contoso/one: not-started',
    'Go-live of two: not-started',
    'Go-live of the offer: not-started',
  ]);
  expect(summary.match(/Offers in Partner Center/g)).toHaveLength(1);
});

test('hostile text is text in every field', () => {
  const evil = `</td><script>"'&amp;\n\n# [x](y)\u202e`;
  const summary = summaryOf(
    [
      result({
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
    // Its name twice with both halves, message, URL twice, IDs, step name, step message, portal.
    1 + 4 + 1 + 2 + 2 + 1 + 1 + 1,
  );
  expect(summary).not.toContain('<script');
  // An empty line would end the HTML, and Markdown would begin.
  expect(summary).not.toMatch(/\n\s*\n/);
  expect(summary).not.toContain('\u202e');
});

test('of the inputs that are wrong, the first hundred are listed', () => {
  const summary = renderInputProblems(
    Array.from({ length: 102 }, (_, index) => `offer: "${index}" is wrong.`),
  );
  expect(summary.match(/<li>/g)).toHaveLength(101);
  expect(summary).toContain('<li>and 2 more.</li>');
});

test('inputs that are wrong are listed, as text', () => {
  expect(renderInputProblems(['offer: "<b>" is wrong.', 'mode: missing.'])).toBe(
    `<h3>Go-live not started: the inputs are wrong</h3>
<ul>
<li>offer: &quot;&lt;b&gt;&quot; is wrong.</li>
<li>mode: missing.</li>
</ul>`,
  );
});
