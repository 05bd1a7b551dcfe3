/** The whole log of a run, line by line, as a person reads it. */
import { expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../src/http/transport.ts';
// Loaded ahead: the virtual clock does not wait for a module that loads when a message has markup.
import '../../src/http/html-converter.ts';
import { run } from '../../src/main.ts';
import { interrupted } from '../../src/model/failure.ts';
import { recordingRunner } from '../support/unit/recording-runner.ts';
import { VirtualClock } from '../support/unit/virtual-clock.ts';

const minuteMs = 60_000;
const token = `e30.${Buffer.from('{"appid":"11111111-2222-3333-4444-555555555555"}').toString('base64url')}.c2ln`;

/** What the API answers. */
interface Answer {
  status: number;
  headers?: Record<string, string>;
  document?: object;
}

/** @param request without its base URL, e.g. `GET vm/status` @param minutes since the start of the run */
type Api = (request: string, minutes: number) => Answer;

/**
 * Plays a run that begins at 03:04:05 UTC, with a status check every two minutes, and gives its log. A group is `> title`,
 * with its lines indented.
 */
async function logOf(
  inputs: Record<string, string>,
  api: Api,
  stopAtMinute = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const runner = recordingRunner({ token, 'poll-interval-seconds': '120', ...inputs });
  const clock = new VirtualClock();
  const stop = new AbortController();
  clock.at(stopAtMinute * minuteMs, () => stop.abort(interrupted('SIGINT')));
  async function transport({ method, url }: HttpRequest): Promise<HttpResponse> {
    const path = url.pathname.replace(/^.*\/(offers|product-ingestion)\//, '');
    const { status, headers, document } = api(`${method} ${path}`, clock.elapsedMs() / minuteMs);
    const body = document ? JSON.stringify(document) : '';
    return { status, statusText: '', headers: { 'request-id': 'c-1', ...headers }, body };
  }
  await run({
    runner,
    clock,
    transport,
    random: () => 0.5,
    signal: stop.signal,
    stalled: new Promise(() => {}),
    environmentProblems: [],
  });
  return runner.calls.flatMap(([name, ...texts]) => {
    switch (name) {
      case 'info':
        return texts;
      case 'warning':
      case 'error':
        return texts.map((text) => `${name}: ${text}`);
      case 'group':
        return texts.map((text, index) => (index === 0 ? `> ${text}` : `    ${text}`));
      default:
        return [];
    }
  });
}

// The steps of the Cloud Partner Portal, and when each one runs, in minutes since the go-live.
const plan: readonly [name: string, from: number, to: number][] = [
  ['Validate Pre-Requisites', -90, -80],
  ['Provisioning', -80, -40],
  ['Packaging and Lead Generation Registration', -40, -30],
  ['Publisher signoff', -30, 0],
  ['Certification', 1, 25],
  ['Live', 25, 58],
];

/** A step that does not end, and what it shows from this minute on. */
interface Trouble {
  step: string;
  atMinute: number;
  status: 'failed' | 'blocked';
  findings: string[];
}

/** An operation as the Cloud Partner Portal shows it. */
function operationAt(minutes: number, trouble?: Trouble): object {
  const isStuck = trouble !== undefined && minutes >= trouble.atMinute;
  const steps = plan.map(([stepName, from, to]) => {
    if (isStuck && stepName === trouble.step) {
      const messages = trouble.findings.map((messageHtml) => ({ level: 'error', messageHtml }));
      return { stepName, status: trouble.status, messages };
    }
    if (minutes < from || (isStuck && from > trouble.atMinute)) {
      return { stepName, status: 'notStarted' };
    }
    return minutes < to
      ? {
          stepName,
          status: 'inProgress',
          progressPercentage: Math.floor((100 * (minutes - from)) / (to - from)),
        }
      : { stepName, status: 'complete', messages: [{ messageHtml: 'Step completed.' }] };
  });
  if (isStuck) {
    return { status: trouble.status === 'failed' ? 'failed' : 'running', steps };
  }
  return { status: minutes < 58 ? 'running' : 'complete', steps };
}

/** An offer of the Cloud Partner Portal before its go-live. */
const waiting = {
  status: 'running',
  steps: plan.map(([stepName, , to]) => {
    if (to < 0) {
      return { stepName, status: 'complete', messages: [{ messageHtml: 'Step completed.' }] };
    }
    return { stepName, status: to === 0 ? 'waitingForPublisherReview' : 'notStarted' };
  }),
};

/** Offers of the Cloud Partner Portal that go live. @param troubles by offer */
function portalWith(troubles: Record<string, Trouble> = {}, others: Record<string, object> = {}): Api {
  return (request, minutes) => {
    const [method, offer = '', path] = request.split(/[ /]/);
    if (method === 'POST') {
      const location = `https://cloudpartner.azure.com/api/publishers/contoso/offers/${offer}/operations/1`;
      return { status: 202, headers: { location } };
    }
    const document = path === 'status' ? (others[offer] ?? waiting) : operationAt(minutes, troubles[offer]);
    return { status: 200, document };
  };
}

/** An offer of product ingestion that goes live in 30 minutes. */
const ingestion: Api = (request, minutes) => {
  const progress =
    minutes < 30 ? { status: 'running', result: 'pending' } : { status: 'completed', result: 'succeeded' };
  const preview = {
    id: 'submission/p/2',
    target: { targetType: 'preview' },
    status: 'completed',
    result: 'succeeded',
  };
  const live = { id: 'submission/p/2', target: { targetType: 'live' }, ...progress };
  const documents: Record<string, object> = {
    'GET product': { value: [{ id: 'product/p', identity: { externalId: 'saas' } }] },
    'GET submission/p': { value: minutes === 0 ? [preview] : [live, preview] },
    'POST configure': { jobId: 'j-1' },
    'GET configure/j-1/status':
      minutes < 2
        ? { jobStatus: 'running', jobResult: 'pending' }
        : { jobStatus: 'completed', jobResult: 'succeeded' },
  };
  const document = documents[request];
  return document ? { status: 200, document } : { status: 404 };
};

const portal = { publisher: 'contoso', offer: 'vm', api: 'cloud-partner-portal' };
const findings = ['<p>Policy 200.5: port 22 is open.</p>', 'The description names no plan'];
const rejected: Trouble = { step: 'Certification', atMinute: 20, status: 'failed', findings };
const blocked: Trouble = {
  step: 'Live',
  atMinute: 40,
  status: 'blocked',
  findings: ['The plan basic has no image.'],
};

test('a go-live of an hour without trouble fits on one screen', async () => {
  const lines = await logOf(portal, portalWith());
  expect(lines.filter((line) => !line.startsWith('    ')).length).toBeLessThanOrEqual(40);
  expect(lines).toEqual([
    'Taking contoso/vm live via cloud-partner-portal at https://cloudpartner.azure.com, with application 11111111-2222-3333-4444-555555555555; waiting until 08:34 UTC (5 h 30 min).',
    '> status: waiting-for-review (running), at Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    '    Validate Pre-Requisites: succeeded',
    '    Provisioning: succeeded',
    '    Packaging and Lead Generation Registration: succeeded',
    '    Publisher signoff: waiting-for-review',
    'Starting the go-live.',
    'Operation URL: https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31',
    'status: running (after 0 s, 03:04 UTC)',
    'Publisher signoff: succeeded (after 0 s)',
    'Certification: running, 4 % (after 2 min)',
    'still running, Certification: running, 45 % (after 12 min, 03:16 UTC; next check at 03:18 UTC)',
    'still running, Certification: running, 87 % (after 22 min, 03:26 UTC; next check at 03:28 UTC)',
    'Certification: succeeded (after 26 min)',
    'Live: running, 3 % (after 26 min)',
    'still running, Live: running, 33 % (after 36 min, 03:40 UTC; next check at 03:42 UTC)',
    'still running, Live: running, 63 % (after 46 min, 03:50 UTC; next check at 03:52 UTC)',
    'still running, Live: running, 93 % (after 56 min, 04:00 UTC; next check at 04:02 UTC)',
    'status: succeeded (complete) (after 58 min, 04:02 UTC)',
    'Live: succeeded (after 58 min)',
    'contoso/vm: The offer is live. (succeeded; after 58 min, 04:02 UTC)',
  ]);
});

test('a go-live that does not pass certification', async () => {
  expect(await logOf(portal, portalWith({ vm: rejected }))).toEqual([
    'Taking contoso/vm live via cloud-partner-portal at https://cloudpartner.azure.com, with application 11111111-2222-3333-4444-555555555555; waiting until 08:34 UTC (5 h 30 min).',
    '> status: waiting-for-review (running), at Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    '    Validate Pre-Requisites: succeeded',
    '    Provisioning: succeeded',
    '    Packaging and Lead Generation Registration: succeeded',
    '    Publisher signoff: waiting-for-review',
    'Starting the go-live.',
    'Operation URL: https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31',
    'status: running (after 0 s, 03:04 UTC)',
    'Publisher signoff: succeeded (after 0 s)',
    'Certification: running, 4 % (after 2 min)',
    'still running, Certification: running, 45 % (after 12 min, 03:16 UTC; next check at 03:18 UTC)',
    '> status: failed, at Certification: failed (after 20 min, 03:24 UTC)',
    '    Certification: failed',
    '    Certification: Policy 200.5: port 22 is open.',
    '    Certification: The description names no plan',
    'error: contoso/vm: The go-live failed. Certification: Policy 200.5: port 22 is open. The description names no plan. Fix that, publish to preview again, review it, then run this workflow again. Running it again alone does not help. [correlation ID c-1] (failed, certification; after 20 min, 03:24 UTC)',
  ]);
});

test('a wait that times out', async () => {
  expect(await logOf({ ...portal, 'timeout-minutes': '45' }, portalWith())).toEqual([
    'Taking contoso/vm live via cloud-partner-portal at https://cloudpartner.azure.com, with application 11111111-2222-3333-4444-555555555555; waiting until 03:49 UTC (45 min).',
    '> status: waiting-for-review (running), at Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    '    Validate Pre-Requisites: succeeded',
    '    Provisioning: succeeded',
    '    Packaging and Lead Generation Registration: succeeded',
    '    Publisher signoff: waiting-for-review',
    'Starting the go-live.',
    'Operation URL: https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31',
    'status: running (after 0 s, 03:04 UTC)',
    'Publisher signoff: succeeded (after 0 s)',
    'Certification: running, 4 % (after 2 min)',
    'still running, Certification: running, 45 % (after 12 min, 03:16 UTC; next check at 03:18 UTC)',
    'still running, Certification: running, 87 % (after 22 min, 03:26 UTC; next check at 03:28 UTC)',
    'Certification: succeeded (after 26 min)',
    'Live: running, 3 % (after 26 min)',
    'still running, Live: running, 33 % (after 36 min, 03:40 UTC; next check at 03:42 UTC)',
    'error: contoso/vm: Timed out after 45 min. The last status: running, at step Live (running, 60 %). The go-live continues without this step. To pick it up, run this step again, or set operation-url to https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31 (running, timeout; after 45 min, 03:49 UTC)',
  ]);
});

test('a wait that the runner stops', async () => {
  expect(await logOf(portal, portalWith(), 20)).toEqual([
    'Taking contoso/vm live via cloud-partner-portal at https://cloudpartner.azure.com, with application 11111111-2222-3333-4444-555555555555; waiting until 08:34 UTC (5 h 30 min).',
    '> status: waiting-for-review (running), at Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    '    Validate Pre-Requisites: succeeded',
    '    Provisioning: succeeded',
    '    Packaging and Lead Generation Registration: succeeded',
    '    Publisher signoff: waiting-for-review',
    'Starting the go-live.',
    'Operation URL: https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31',
    'status: running (after 0 s, 03:04 UTC)',
    'Publisher signoff: succeeded (after 0 s)',
    'Certification: running, 4 % (after 2 min)',
    'still running, Certification: running, 45 % (after 12 min, 03:16 UTC; next check at 03:18 UTC)',
    'error: contoso/vm: The runner stopped this step (SIGINT). The go-live continues without this step. To pick it up, run this step again, or set operation-url to https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31 (running, interrupted; after 20 min, 03:24 UTC)',
  ]);
});

test('five offers: one goes live, one is rejected, one is blocked, one is live already, one was never published', async () => {
  const offer = 'vm\napp\nlive\nnew\nslow';
  const others = { live: operationAt(60), new: { status: 'neverPublished' } };
  const api = portalWith({ app: rejected, slow: blocked }, others);
  expect(await logOf({ ...portal, offer, 'timeout-minutes': '60' }, api)).toEqual([
    'Taking contoso/vm, contoso/app, contoso/live, contoso/new, contoso/slow live via cloud-partner-portal at https://cloudpartner.azure.com, with application 11111111-2222-3333-4444-555555555555; waiting until 04:04 UTC (1 h).',
    'contoso/new: status: not-started (neverPublished) (after 0 s, 03:04 UTC)',
    'error: contoso/new: The offer was never published: publish it to preview first. (not-started, not-ready; after 0 s, 03:04 UTC)',
    'contoso/vm: status: waiting-for-review (running), at Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    'contoso/app: status: waiting-for-review (running), at Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    'contoso/slow: status: waiting-for-review (running), at Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    'contoso/vm: Starting the go-live.',
    'contoso/app: Starting the go-live.',
    'contoso/slow: Starting the go-live.',
    'contoso/live: status: succeeded (complete) (after 0 s, 03:04 UTC)',
    '> Steps of contoso/live',
    '    Validate Pre-Requisites: succeeded (after 0 s, 03:04 UTC)',
    '    Provisioning: succeeded (after 0 s, 03:04 UTC)',
    '    Packaging and Lead Generation Registration: succeeded (after 0 s, 03:04 UTC)',
    '    Publisher signoff: succeeded (after 0 s, 03:04 UTC)',
    '    Certification: succeeded (after 0 s, 03:04 UTC)',
    '    Live: succeeded (after 0 s, 03:04 UTC)',
    'contoso/live: The offer is live, with nothing to release. (succeeded; after 0 s, 03:04 UTC)',
    'contoso/vm: Operation URL: https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31',
    'contoso/app: Operation URL: https://cloudpartner.azure.com/api/publishers/contoso/offers/app/operations/1?api-version=2017-10-31',
    'contoso/slow: Operation URL: https://cloudpartner.azure.com/api/publishers/contoso/offers/slow/operations/1?api-version=2017-10-31',
    'contoso/vm: status: running (after 0 s, 03:04 UTC)',
    'contoso/app: status: running (after 0 s, 03:04 UTC)',
    'contoso/slow: status: running (after 0 s, 03:04 UTC)',
    'still waiting for 3 offers (after 10 min, 03:14 UTC; next check at 03:16 UTC)',
    'still waiting for 3 offers (after 20 min, 03:24 UTC; next check at 03:26 UTC)',
    'contoso/app: status: failed, at Certification: failed (after 20 min, 03:24 UTC)',
    '> Steps of contoso/app',
    '    Validate Pre-Requisites: succeeded (after 0 s, 03:04 UTC)',
    '    Provisioning: succeeded (after 0 s, 03:04 UTC)',
    '    Packaging and Lead Generation Registration: succeeded (after 0 s, 03:04 UTC)',
    '    Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    '    Publisher signoff: succeeded (after 0 s, 03:04 UTC)',
    '    Certification: running, 4 % (after 2 min, 03:06 UTC)',
    '    Certification: failed (after 20 min, 03:24 UTC)',
    '    Certification: Policy 200.5: port 22 is open. (after 20 min, 03:24 UTC)',
    '    Certification: The description names no plan (after 20 min, 03:24 UTC)',
    'error: contoso/app: The go-live failed. Certification: Policy 200.5: port 22 is open. The description names no plan. Fix that, publish to preview again, review it, then run this workflow again. Running it again alone does not help. [correlation ID c-1] (failed, certification; after 20 min, 03:24 UTC)',
    'still waiting for 2 offers (after 30 min, 03:34 UTC; next check at 03:36 UTC)',
    'still waiting for 2 offers (after 40 min, 03:44 UTC; next check at 03:46 UTC)',
    'warning: contoso/slow: Live: blocked',
    'warning: contoso/slow: Live: The plan basic has no image.',
    'still waiting for 2 offers (after 50 min, 03:54 UTC; next check at 03:56 UTC)',
    'contoso/vm: status: succeeded (complete) (after 58 min, 04:02 UTC)',
    '> Steps of contoso/vm',
    '    Validate Pre-Requisites: succeeded (after 0 s, 03:04 UTC)',
    '    Provisioning: succeeded (after 0 s, 03:04 UTC)',
    '    Packaging and Lead Generation Registration: succeeded (after 0 s, 03:04 UTC)',
    '    Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    '    Publisher signoff: succeeded (after 0 s, 03:04 UTC)',
    '    Certification: running, 4 % (after 2 min, 03:06 UTC)',
    '    Certification: succeeded (after 26 min, 03:30 UTC)',
    '    Live: running, 3 % (after 26 min, 03:30 UTC)',
    '    Live: succeeded (after 58 min, 04:02 UTC)',
    'contoso/vm: The offer is live. (succeeded; after 58 min, 04:02 UTC)',
    '> Steps of contoso/slow',
    '    Validate Pre-Requisites: succeeded (after 0 s, 03:04 UTC)',
    '    Provisioning: succeeded (after 0 s, 03:04 UTC)',
    '    Packaging and Lead Generation Registration: succeeded (after 0 s, 03:04 UTC)',
    '    Publisher signoff: waiting-for-review (after 0 s, 03:04 UTC)',
    '    Publisher signoff: succeeded (after 0 s, 03:04 UTC)',
    '    Certification: running, 4 % (after 2 min, 03:06 UTC)',
    '    Certification: succeeded (after 26 min, 03:30 UTC)',
    '    Live: running, 3 % (after 26 min, 03:30 UTC)',
    'error: contoso/slow: Timed out after 1 h. The last status: running, at step Live (blocked). Live: The plan basic has no image. The go-live continues without this step. To pick it up, run this step again, or set operation-url to https://cloudpartner.azure.com/api/publishers/contoso/offers/slow/operations/1?api-version=2017-10-31 (running, timeout; after 1 h, 04:04 UTC)',
  ]);
});

test('a go-live through an API that shows no steps', async () => {
  expect(await logOf({ offer: 'saas', api: 'product-ingestion' }, ingestion)).toEqual([
    'Taking saas live via product-ingestion at https://graph.microsoft.com/rp/product-ingestion, with application 11111111-2222-3333-4444-555555555555; waiting until 08:34 UTC (5 h 30 min).',
    'status: waiting-for-review (completed/succeeded) (after 0 s, 03:04 UTC)',
    'Starting the go-live.',
    'Operation URL: https://graph.microsoft.com/rp/product-ingestion/configure/j-1/status?$version=2022-07-01#submission/p/2',
    'product-ingestion shows no steps, only the status of the whole.',
    'status: running (running/pending) (after 0 s, 03:04 UTC)',
    'still running (after 10 min, 03:14 UTC; next check at 03:16 UTC)',
    'still running (after 20 min, 03:24 UTC; next check at 03:26 UTC)',
    'status: succeeded (completed/succeeded) (after 30 min, 03:34 UTC)',
    'saas: The offer is live. (succeeded; after 30 min, 03:34 UTC)',
  ]);
});
