import { expect, test } from 'vitest';
import {
  type AutoPlan,
  calmFollow,
  type ExchangePlan,
  type History,
  normalExchange,
  play,
  type RunPlan,
  simpleHistory,
} from './history.ts';
import { type ApiName, deadStates } from './model.ts';
import type { Listing, ListPlan, OfferPlan, PreviewPlan } from './offer.ts';
import { assertPromises } from './promises.ts';

const minute = 60_000;
const hour = 60 * minute;

const lost: ExchangePlan = { ...normalExchange, kind: 'lost', durationMs: 0 };
const unknownWord: ExchangePlan = { ...normalExchange, kind: 'unknown-word' };
const withStatus = (status: number): ExchangePlan => ({
  ...normalExchange,
  kind: 'status',
  durationMs: 0,
  status,
});
const withDuration = (durationMs: number): ExchangePlan => ({ ...normalExchange, durationMs });
/** All reads get this status for a while, from ten minutes after the start. */
const refusedReads = (status: number, durationMs: number): RunPlan['spell'] => ({
  hits: 'reads',
  fromMs: 10 * minute,
  durationMs,
  exchange: withStatus(status),
});
/** The host does not answer, from the start. */
const silentHost: RunPlan['spell'] = {
  hits: 'api',
  fromMs: 0,
  durationMs: 1e9,
  exchange: { ...normalExchange, kind: 'stall' },
};
const simpleList: ListPlan = {
  order: 0,
  dates: 'all',
  ids: 'numbers',
  pageSize: 100,
  unreadable: false,
  older: 'none',
};
/** Somebody publishes a preview after five minutes, which is ready two hours later. */
const newPreview: PreviewPlan = {
  atMs: 5 * minute,
  buildMs: 2 * hour,
  outcome: 'waiting',
  colleagueAfterMs: undefined,
  goLiveOutcome: 'live',
};
const allApis = ['cloud-partner-portal', 'product-ingestion', 'partner-center'] as const;

interface Regression {
  /** What the action does, where a mistake once broke a promise, or could have. */
  behavior: string;
  apis: readonly (ApiName | 'auto')[];
  history: History;
  /** The status of the first offer after the last run. */
  expectedStatus: string;
}

/** Adds simple offers, so that there are so many. */
function withOffers(count: number, history: History): History {
  const [simpleOffer] = simpleHistory().offers as [OfferPlan];
  return {
    ...history,
    offers: Array.from({ length: count }, (_, index) => history.offers[index] ?? simpleOffer),
  };
}

/** The go-live is started without waiting, and followed in a second run. */
const startedThenFollowed = (offer: Partial<OfferPlan>, run: Partial<RunPlan> = {}): History => {
  const history = simpleHistory({ wait: false }, offer);
  return { ...history, runs: [...history.runs, { ...calmFollow, ...run }] };
};

/** The API of the offer is found by asking. @param plan the offer is a container, listed by both, unless it says otherwise */
const found = (
  history: History,
  plan: Partial<Listing> & { refusals?: AutoPlan['refusals'] } = {},
): History => {
  const { refusals = {}, ...changes } = plan;
  const listing: Listing = {
    api: 'product-ingestion',
    types: { 'product-ingestion': 'azureContainer', 'partner-center': 'AzureContainer' },
    ...changes,
  };
  return { ...history, credential: 'secret', auto: { listings: [listing], refusals } };
};
const azureApplication: Pick<Listing, 'api' | 'types'> = {
  api: 'partner-center',
  types: { 'product-ingestion': 'azureApplication', 'partner-center': 'AzureApplication' },
};
const unlisted: Listing['types'] = { 'product-ingestion': undefined, 'partner-center': undefined };

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
    history: withOffers(2, simpleHistory({}, { spelling: 0 })),
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
    history: withOffers(
      2,
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
  {
    behavior: 'a submission that is no longer alive ends the wait for a new preview, and is no success',
    apis: ['partner-center'],
    history: simpleHistory(
      { waitForPreview: true },
      {
        start: 'live',
        withdrawal: { atMs: 201, durationMs: 0, form: 'flag' },
        spelling: deadStates.indexOf('NotSet'),
      },
    ),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a list whose newest entry is unclear ends the wait for a new preview, and is no success',
    apis: ['product-ingestion'],
    history: simpleHistory(
      { waitForPreview: true },
      {
        start: 'live',
        withdrawal: { atMs: 201, durationMs: 0, form: 'newer' },
        list: { ...simpleList, dates: 'none', ids: 'words' },
      },
    ),
    expectedStatus: 'unknown',
  },
  {
    behavior: 'an offer that was withdrawn after the go-live is no success, even if the go-live was',
    apis: ['product-ingestion'],
    history: startedThenFollowed({
      goLiveMs: 0,
      withdrawal: { atMs: 5 * minute, durationMs: 0, form: 'newer' },
    }),
    expectedStatus: 'failed',
  },
  {
    behavior: 'a preview that is listed beside a withdrawal is not ready to go live',
    apis: ['product-ingestion'],
    history: startedThenFollowed({
      goLiveMs: 0,
      withdrawal: { atMs: 5 * minute, durationMs: 0, form: 'replacing' },
      spelling: 3,
    }),
    expectedStatus: 'failed',
  },
  {
    behavior:
      'an earlier go-live that the offer still shows is not ours, even if the check before was unclear',
    apis: ['cloud-partner-portal'],
    history: simpleHistory(
      { reads: [unknownWord], goLives: [{ ...normalExchange, locationForm: 'none' }] },
      { start: 'canceled', lagMs: 30_000 },
    ),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an earlier failure that the submission still shows is not ours, whatever its words',
    apis: ['partner-center'],
    history: simpleHistory({ reads: [withDuration(0), unknownWord] }, { start: 'failed', lagMs: 30_000 }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an unknown word does not cause a go-live, even if a step of the preview is blocked',
    apis: ['cloud-partner-portal'],
    history: simpleHistory(
      { waitForPreview: true, failOnBlocked: true, reads: [withDuration(0), unknownWord] },
      { start: 'building-preview', buildMs: hour, blocked: true },
    ),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a go-live that waits for other requests is not sent after the runner has stopped the step',
    apis: ['cloud-partner-portal'],
    history: withOffers(9, simpleHistory({ stopMs: 600, goLives: Array(9).fill(withDuration(1_000)) })),
    expectedStatus: 'running',
  },
  {
    behavior: 'the check after a refused go-live does not run past the deadline',
    apis: ['cloud-partner-portal'],
    history: simpleHistory(
      {
        timeoutMinutes: 0.5,
        reads: [withDuration(0), { ...normalExchange, kind: 'stall' }],
        goLives: [withDuration(50_000)],
      },
      { rivalBefore: 1, redundantGoLive: 'refuse' },
    ),
    expectedStatus: 'not-started',
  },

  // What real servers were seen to do.
  {
    behavior: 'a single refusal after good answers does not end the wait',
    apis: allApis,
    history: simpleHistory({ spell: refusedReads(403, minute) }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'refusals end the wait after a quarter of an hour',
    apis: allApis,
    history: simpleHistory({ spell: refusedReads(400, hour) }),
    expectedStatus: 'running',
  },
  {
    behavior: 'a given token that is refused once after good answers is sent once more',
    apis: allApis,
    history: simpleHistory({ spell: refusedReads(401, minute) }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a second refusal of a given token in a row ends the run',
    apis: allApis,
    history: simpleHistory({ spell: refusedReads(401, 3 * minute) }),
    expectedStatus: 'running',
  },
  {
    behavior: 'a host that never answers ends the run',
    apis: ['product-ingestion', 'partner-center'],
    history: simpleHistory({ spell: silentHost }),
    expectedStatus: 'not-started',
  },
  ...([400, 409, 412] as const).map(
    (refusal): Regression => ({
      behavior: `a go-live that is refused with ${refusal} because a rival was faster picks up the rival's`,
      apis: allApis,
      history: simpleHistory({}, { rivalBefore: 1, redundantGoLive: 'refuse', refusal }),
      expectedStatus: 'succeeded',
    }),
  ),
  {
    behavior: 'a go-live that is refused because a rival has already made the offer live is a success',
    apis: allApis,
    history: simpleHistory({}, { rivalBefore: 1, redundantGoLive: 'refuse', goLiveMs: 0 }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a go-live that a rival was faster with is red if it failed meanwhile',
    apis: allApis,
    history: simpleHistory(
      {},
      { rivalBefore: 1, redundantGoLive: 'refuse', goLiveMs: 100, goLiveOutcome: 'failed' },
    ),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a withdrawal in progress is not picked up',
    apis: ['product-ingestion'],
    history: simpleHistory({}, { start: 'withdrawing' }),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a withdrawal that is faster than the go-live is not picked up',
    apis: ['product-ingestion'],
    history: simpleHistory({}, { withdrawal: { atMs: 300, durationMs: hour, form: 'newer' } }),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a live offer whose withdrawal is scheduled is no success',
    apis: ['product-ingestion'],
    history: simpleHistory(
      {},
      { start: 'live', withdrawal: { atMs: 0, durationMs: 10 * hour, form: 'schedule' } },
    ),
    expectedStatus: 'not-started',
  },
  ...deadStates.map(
    (state, spelling): Regression => ({
      behavior: `a submission in state ${state} is not taken live`,
      apis: ['partner-center'],
      history: simpleHistory({}, { start: 'withdrawn', spelling }),
      expectedStatus: 'not-started',
    }),
  ),
  ...([0, 1, 2, 5] as const).map(
    (order): Regression => ({
      behavior: `a newer failure counts for more than an older success, in order ${order} of the list`,
      apis: ['product-ingestion'],
      history: simpleHistory(
        { mode: 'check' },
        { start: 'failed', list: { ...simpleList, order, pageSize: 1, ids: 'reversed' }, spelling: 0 },
      ),
      expectedStatus: 'failed',
    }),
  ),
  {
    behavior: 'submissions without credible dates are put in order by their numbers',
    apis: ['product-ingestion'],
    history: simpleHistory(
      { mode: 'check' },
      { start: 'failed', list: { ...simpleList, order: 1, dates: 'year-1' }, spelling: 0 },
    ),
    expectedStatus: 'failed',
  },
  {
    behavior: 'submissions that cannot be put in order are not guessed',
    apis: ['product-ingestion'],
    history: simpleHistory({}, { list: { ...simpleList, dates: 'none', ids: 'words' }, spelling: 0 }),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'the URL of a job leads to its own submission, even if there is a newer preview',
    apis: ['product-ingestion'],
    history: startedThenFollowed({ goLiveMs: 0, next: newPreview }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a product is found in the plain list if the filter is refused',
    apis: ['partner-center'],
    history: {
      ...simpleHistory(),
      products: { filter: 'refused', plain: 'complete', end: 'not-found' },
    },
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a product is found with the filter if the plain list leaves it out',
    apis: ['partner-center'],
    history: {
      ...simpleHistory(),
      products: { filter: 'works', plain: 'incomplete', end: 'not-found' },
    },
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a product is not mistaken for another if the filter is ignored',
    apis: ['partner-center'],
    history: {
      ...withOffers(2, simpleHistory()),
      products: { filter: 'ignored', plain: 'complete', end: 'last-page' },
    },
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'with wait-for-preview, a preview that begins some minutes later is taken live',
    apis: allApis,
    history: simpleHistory({ waitForPreview: true }, { start: 'live', next: newPreview }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'with wait-for-preview, a live offer without a preview is a success after ten minutes',
    apis: allApis,
    history: simpleHistory({ waitForPreview: true }, { start: 'live' }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'with wait-for-preview, a live offer is a success if the machine slept through the wait',
    apis: allApis,
    history: {
      ...simpleHistory(
        { waitForPreview: true, timeoutMinutes: 0.001, reads: [withStatus(408), withDuration(536)] },
        { start: 'live' },
      ),
      suspensions: [{ atMs: 0, durationMs: 29_464 }],
    },
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'a list that cannot be read is waited for',
    apis: ['auto'],
    history: found(
      simpleHistory({
        reads: [
          withStatus(503),
          lost,
          { ...normalExchange, kind: 'unreadable', body: 'html' },
          withStatus(429),
        ],
      }),
    ),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an Azure application is found where Graph refuses the application',
    apis: ['auto'],
    history: found(simpleHistory(), { ...azureApplication, refusals: { 'product-ingestion': 403 } }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'an Azure application is not started through another API where its own refuses',
    apis: ['auto'],
    history: found(simpleHistory(), { ...azureApplication, refusals: { 'partner-center': 'flaky-sign-in' } }),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'what no list has is taken live through the Cloud Partner Portal, if that shows it',
    apis: ['auto'],
    history: found(simpleHistory(), { api: 'cloud-partner-portal', types: unlisted }),
    expectedStatus: 'succeeded',
  },
  {
    behavior: 'what no API shows is not started',
    apis: ['auto'],
    history: found(simpleHistory({ reads: [withDuration(0), withDuration(0), withDuration(0), lost] }), {
      types: unlisted,
    }),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'types that contradict start nothing',
    apis: ['auto'],
    history: found(simpleHistory(), {
      types: { 'product-ingestion': 'azureContainer', 'partner-center': 'AzureApplication' },
    }),
    expectedStatus: 'not-started',
  },
  {
    behavior: 'a check whose time is up asks nobody again',
    apis: ['auto'],
    history: found(
      simpleHistory({
        mode: 'check',
        timeoutMinutes: 0.001,
        reads: [withDuration(61_661)],
        signIns: [withDuration(60_000), lost],
      }),
    ),
    expectedStatus: 'not-started',
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
