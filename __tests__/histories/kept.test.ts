import { expect, test } from 'vitest';
import { calm, type History, plainHistory, play, type Turn } from './history.ts';
import type { ApiName } from './model.ts';
import { keepsPromises } from './promises.ts';

const lost: Turn = { ...calm, what: 'lost', tookMs: 0 };
const status = (code: number): Turn => ({ ...calm, what: 'status', tookMs: 0, status: code });
const slow = (ms: number): Turn => ({ ...calm, tookMs: ms });
const later = ['product-ingestion', 'partner-center'] as const;
const all = ['cloud-partner-portal', ...later] as const;

interface Kept {
  /** The mistake by which a promise was broken. */
  mistake: string;
  apis: readonly ApiName[];
  history: History;
  /** The status of the first offer after the last run, as it should be. */
  ends: string;
}

/** Two offers: what befalls the first is not what befalls the other. */
function two(history: History): History {
  return { ...history, offers: [...history.offers, ...plainHistory().offers] };
}

// What random histories came down to when they broke a promise: here mistakes that this action has made, or could have made,
// stay mended.
const kept: Kept[] = [
  {
    mistake: 'a slow look, as old as its request, shows that the go-live was not taken',
    apis: ['cloud-partner-portal'],
    history: plainHistory(
      { looks: [slow(0), slow(0), slow(100_000)], sends: [{ ...lost, acted: true }], pollSeconds: undefined },
      { goLiveMs: 20_001, lagMs: 20_001 },
    ),
    ends: 'succeeded',
  },
  {
    mistake: 'a go-live is sent again because its answer was lost',
    apis: all,
    history: plainHistory({ sends: [{ ...lost, acted: true }] }, { goLiveMs: 0 }),
    ends: 'succeeded',
  },
  {
    mistake: 'a 503 is taken for a no',
    apis: all,
    history: plainHistory({ sends: [{ ...status(503), acted: true }] }, { goLiveMs: 0 }),
    ends: 'succeeded',
  },
  {
    mistake: 'a page that comes with a 200 is taken for the acceptance',
    apis: ['cloud-partner-portal'],
    history: plainHistory({ sends: [{ ...calm, what: 'garbled', tookMs: 0, body: 'html' }] }),
    ends: 'succeeded',
  },
  {
    mistake: 'a word that is not known, while the preview is built, lets the go-live be sent',
    apis: ['cloud-partner-portal'],
    history: plainHistory(
      { waitForPreview: true, looks: [slow(0), { ...calm, what: 'word' }] },
      { start: 'building-preview', buildMs: 3_600_000, undue: 'refuse' },
    ),
    ends: 'succeeded',
  },
  {
    mistake: 'a word that is not known ends the wait',
    apis: ['cloud-partner-portal'],
    history: plainHistory({ looks: [slow(0), { ...calm, what: 'word' }] }),
    ends: 'succeeded',
  },
  {
    mistake: 'the operation is not found for a while after its acceptance',
    apis: ['cloud-partner-portal', 'product-ingestion'],
    history: plainHistory({}, { lagMs: 60_000 }),
    ends: 'succeeded',
  },
  {
    mistake: 'after the acceptance, the offer still shows the go-live before it',
    apis: ['partner-center'],
    history: plainHistory({}, { start: 'canceled', goLiveMs: 201, lagMs: 201 }),
    ends: 'succeeded',
  },
  {
    mistake: 'an offer that failed before is said to have failed now, though the go-live was not taken',
    apis: ['cloud-partner-portal'],
    history: plainHistory({ sends: [lost] }, { start: 'failed' }),
    ends: 'unknown',
  },
  {
    mistake: 'the operation is at another host, and is asked there or given up',
    apis: ['cloud-partner-portal'],
    history: plainHistory({ sends: [{ ...calm, location: 'other-origin' }] }),
    ends: 'succeeded',
  },
  {
    mistake: 'the first product that is listed is taken for the offer',
    apis: ['product-ingestion'],
    history: two(plainHistory({}, { spelling: 0 })),
    ends: 'succeeded',
  },
  {
    mistake: 'a preview that was created is taken for a go-live',
    apis: ['partner-center'],
    history: plainHistory({ pollSeconds: undefined }, { start: 'preview-failed', spelling: 0 }),
    ends: 'not-started',
  },
  {
    mistake: 'a job that is done is taken for an offer that is live',
    apis: ['product-ingestion'],
    history: plainHistory({}, { goLiveEnds: 'failed', spelling: 0 }),
    ends: 'failed',
  },
  {
    mistake: 'a go-live that runs is not picked up',
    apis: all,
    history: plainHistory({}, { start: 'going-live', undue: 'refuse' }),
    ends: 'succeeded',
  },
  {
    mistake: 'a live offer is taken live again',
    apis: all,
    history: plainHistory({}, { goLiveMs: 0 }, 2),
    ends: 'succeeded',
  },
  {
    mistake: 'a token that was refused is sent again',
    apis: all,
    history: { ...plainHistory({ looks: [status(401)] }), credential: 'secret' },
    ends: 'succeeded',
  },
  {
    mistake: 'requests that wait for others outlive the deadline',
    apis: all,
    history: two(plainHistory({ timeoutMinutes: 0.001, looks: [slow(31_061), slow(31_061)] })),
    ends: 'not-started',
  },
  {
    mistake: 'a pause outlives the deadline',
    apis: all,
    history: plainHistory({ timeoutMinutes: 1, pollSeconds: 3_600 }),
    ends: 'running',
  },
  {
    mistake: 'what the API echoes of the request is shown',
    apis: all,
    history: plainHistory({ sends: [status(408)] }, { goLiveMs: 0 }),
    ends: 'succeeded',
  },
];

test.each(kept.flatMap((entry) => entry.apis.map((api) => ({ ...entry, api }))))(
  '$api: $mistake',
  async ({ api, history, ends }) => {
    const played = await play(api, history);
    keepsPromises(played);
    const [result] = JSON.parse(played.runs.at(-1)?.runner.outputs()['result'] ?? '[]');
    expect(result.status).toBe(ends);
  },
);
