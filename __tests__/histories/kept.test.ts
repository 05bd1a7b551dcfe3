import { expect, test } from 'vitest';
import { type ExchangePlan, type History, normalExchange, play, simpleHistory } from './history.ts';
import type { ApiName } from './model.ts';
import { assertPromises } from './promises.ts';

const lost: ExchangePlan = { ...normalExchange, kind: 'lost', durationMs: 0 };
const unknownWord: ExchangePlan = { ...normalExchange, kind: 'unknown-word' };
const withStatus = (status: number): ExchangePlan => ({
  ...normalExchange,
  kind: 'status',
  durationMs: 0,
  status,
});
const withDuration = (durationMs: number): ExchangePlan => ({ ...normalExchange, durationMs });
const allApis = ['cloud-partner-portal', 'product-ingestion', 'partner-center'] as const;

interface Regression {
  /** What the action does, where a mistake once broke a promise, or could have. */
  behavior: string;
  apis: readonly ApiName[];
  history: History;
  /** The status of the first offer after the last run. */
  expectedStatus: string;
}

/** Adds a second, simple offer. */
function withSecondOffer(history: History): History {
  return { ...history, offers: [...history.offers, ...simpleHistory().offers] };
}

// Random histories that broke a promise, shrunk: the action made these mistakes, or could have made them.
const regressions: Regression[] = [
  {
    behavior:
      'a slow answer is no evidence that the go-live was not accepted, because it is as old as its request',
    apis: ['cloud-partner-portal'],
    history: simpleHistory(
      {
        reads: [withDuration(0), withDuration(0), withDuration(100_000)],
        goLives: [{ ...lost, acted: true }],
        pollSeconds: undefined,
      },
      { goLiveMs: 20_001, lagMs: 20_001 },
    ),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a lost answer alone does not cause a second go-live',
    apis: allApis,
    history: simpleHistory({ goLives: [{ ...lost, acted: true }] }, { goLiveMs: 0 }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a 503 does not count as a refusal',
    apis: allApis,
    history: simpleHistory({ goLives: [{ ...withStatus(503), acted: true }] }, { goLiveMs: 0 }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an HTML page with a 200 does not count as an acceptance',
    apis: ['cloud-partner-portal'],
    history: simpleHistory({
      goLives: [{ ...normalExchange, kind: 'unreadable', durationMs: 0, body: 'html' }],
    }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an unknown word while the preview is being built does not cause a go-live',
    apis: ['cloud-partner-portal'],
    history: simpleHistory(
      { waitForPreview: true, reads: [withDuration(0), unknownWord] },
      { start: 'building-preview', buildMs: 3_600_000, redundantGoLive: 'refuse' },
    ),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an unknown word does not end the wait',
    apis: ['cloud-partner-portal'],
    history: simpleHistory({ reads: [withDuration(0), unknownWord] }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'the wait continues if the operation is not found just after its acceptance',
    apis: ['cloud-partner-portal', 'product-ingestion'],
    history: simpleHistory({}, { lagMs: 60_000 }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an earlier go-live that the offer still shows after the acceptance does not end the wait',
    apis: ['partner-center'],
    history: simpleHistory({}, { start: 'canceled', goLiveMs: 201, lagMs: 201 }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an earlier failure is not reported as the outcome of a go-live that was not accepted',
    apis: ['cloud-partner-portal'],
    history: simpleHistory({ goLives: [lost] }, { start: 'failed' }),
    expectedStatus: 'unknown',
  },
  {
    behavior: 'an operation at another host is not requested there, and the wait continues',
    apis: ['cloud-partner-portal'],
    history: simpleHistory({ goLives: [{ ...normalExchange, locationForm: 'other-origin' }] }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a product is identified by its offer ID, not by its place in the list',
    apis: ['product-ingestion'],
    history: withSecondOffer(simpleHistory({}, { spelling: 0 })),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'the creation of a preview does not count as a go-live',
    apis: ['partner-center'],
    history: simpleHistory({ pollSeconds: undefined }, { start: 'preview-failed', spelling: 0 }),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a completed job does not count as a live offer',
    apis: ['product-ingestion'],
    history: simpleHistory({}, { goLiveOutcome: 'failed', spelling: 0 }),
    expectedStatus: 'failed',
  },
  {
    behavior: 'a running go-live is picked up',
    apis: allApis,
    history: simpleHistory({}, { start: 'going-live', redundantGoLive: 'refuse' }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a live offer is not taken live again',
    apis: allApis,
    history: simpleHistory({}, { goLiveMs: 0 }, 2),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a refused token is not sent again',
    apis: allApis,
    history: { ...simpleHistory({ reads: [withStatus(401)] }), credential: 'secret' },
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'requests that wait for others do not run past the deadline',
    apis: allApis,
    history: withSecondOffer(
      simpleHistory({ timeoutMinutes: 0.001, reads: [withDuration(31_061), withDuration(31_061)] }),
    ),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a pause does not run past the deadline',
    apis: allApis,
    history: simpleHistory({ timeoutMinutes: 1, pollSeconds: 3_600 }),
    expectedStatus: 'running',
  },
  {
    behavior: 'a token that the API echoes is not logged',
    apis: allApis,
    history: simpleHistory({ goLives: [withStatus(408)] }, { goLiveMs: 0 }),
    expectedStatus: 'succeeded',
  },
];

test.each(regressions.flatMap((entry) => entry.apis.map((api) => ({ ...entry, api }))))(
  '$api: $behavior',
  async ({ api, history, expectedStatus }) => {
    const played = await play(api, history);
    assertPromises(played);
    const [result] = JSON.parse(played.runs.at(-1)?.runner.outputs()['result'] ?? '[]');
    expect(result.status).toBe(expectedStatus);
  },
);
