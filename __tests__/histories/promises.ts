import assert from 'node:assert/strict';
import { type FailureKind, failureKinds, internalError } from '../../src/model/failure.ts';
import { statuses } from '../../src/model/offer.ts';
import type { OfferResult } from '../../src/model/result.ts';
import { type ExchangePlan, origins, type PlayedHistory, type PlayedRun } from './history.ts';
import { models } from './model.ts';
import type { Offer, Phase } from './offer.ts';

const minute = 60_000;
// A request in progress at the deadline gets another 30 s; a sign-in for it, another 90 s.
const lastRequestMs = 31_000;
const lastSignInMs = 91_000;
const graceMs = 5 * minute;
const internalErrorMessage = internalError('').message;

/** Throws if a run breaks the promise. */
type Check = (run: PlayedRun, played: PlayedHistory) => void;

/** What the action promises for each run, whatever happens. */
export const promises: Record<string, Check> = {
  'at most one go-live is accepted for each offer'({ number }, { offers }) {
    for (const offer of offers) {
      const count = countGoLives(offer, number);
      assert.ok(count <= 1, `${offer.name}: ${count} accepted`);
    }
  },

  'no go-live is sent after the action received an acceptance'({ exchanges }) {
    const acceptedOffers = new Set<Offer>();
    for (const { offer, response, accepted } of exchanges) {
      assert.ok(!offer || !acceptedOffers.has(offer), `${offer?.name}: sent again`);
      if (offer && accepted && response) {
        acceptedOffers.add(offer);
      }
    }
  },

  'no go-live is sent for an offer that the API shows as going live or live'({ exchanges }) {
    const shownPhases = new Map<Offer, Phase>();
    const sent = new Set<Offer>();
    for (const { offer, shown, response } of exchanges) {
      if (shown) {
        shownPhases.set(shown.offer, shown.phase);
      }
      if (offer) {
        const phase = shownPhases.get(offer);
        const allowed = sent.has(offer) ? ['waiting'] : [undefined, 'waiting', 'failed', 'canceled'];
        assert.ok(allowed.includes(phase), `${offer.name}: sent although shown as ${phase}`);
        // A 401 says that nothing was done, and only asks for another token.
        if (response?.status !== 401) {
          sent.add(offer);
        }
      }
    }
  },

  'modes follow and check start nothing'({ plan, exchanges }) {
    if (plan.mode !== 'go-live') {
      assert.deepEqual(
        exchanges.filter(({ offer }) => offer),
        [],
      );
    }
  },

  'the status of an offer is true'(run, { offers }) {
    const { number, plan, startMs, endMs, exchanges } = run;
    for (const [index, { status, started, offer: name }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      assert.equal(name, offer.name);
      // The status of this run's go-live must come after it, unless a colleague's may interfere. Otherwise, the API may
      // show an old state for up to a minute.
      const isAlone = offer.plan.colleagueMs === undefined;
      const ours = started && isAlone && offer.goLives.findLast((goLive) => goLive.run === number);
      const fromMs = ours ? ours.acceptedMs + 1 : startMs - minute;
      const was = (phase: Phase) => offer.wasIn(phase, fromMs, endMs);
      // A failure from before the go-live was sent is not its outcome.
      const sentMs = exchanges.find((exchange) => exchange.offer === offer)?.startMs;
      const endedIn = (phase: Phase) =>
        sentMs === undefined || !isAlone
          ? was(phase)
          : offer.phases.some((entry) => entry.phase === phase && entry.atMs >= sentMs);
      const isBlocked = plan.failOnBlocked && offer.plan.blocked;
      const isTrue: Record<OfferResult['status'], boolean> = {
        succeeded: was('live'),
        failed: endedIn('failed') || was('preview-failed') || isBlocked,
        canceled: endedIn('canceled'),
        'waiting-for-review': was('waiting'),
        // An unknown word may mean anything, and keeps the run waiting.
        running:
          started ||
          was('going-live') ||
          was('building-preview') ||
          plan.reads.some(({ kind }) => kind === 'unknown-word'),
        'not-started': countGoLives(offer, number) === 0,
        unknown: true,
      };
      assert.ok(isTrue[status], `${name}: ${status}, but was ${JSON.stringify(offer.phases)}`);
      assert.ok(
        !started || ours || was('going-live'),
        `${name}: started, but was ${JSON.stringify(offer.phases)}`,
      );
    }
  },

  'an offer that the API shows as live is a success'(run) {
    const { exchanges, stoppedMs, plan } = run;
    const isDisturbed =
      stoppedMs !== undefined ||
      plan.reads.some(({ kind }) => kind === 'unknown-word') ||
      exchanges.some(({ response }) => response?.status === 401);
    if (plan.mode !== 'go-live' || isDisturbed) {
      return;
    }
    const shownPhases = new Map<string, Phase>();
    const sentMs = new Map<string, number>();
    for (const { offer, shown, endMs } of exchanges) {
      if (offer) {
        sentMs.set(offer.name, endMs);
      }
      // For a while after a go-live, the offer may still show the go-live before it.
      if (shown && endMs > (sentMs.get(shown.offer.name) ?? -Infinity) + graceMs) {
        shownPhases.set(shown.offer.name, shown.phase);
      }
    }
    for (const { offer, status } of resultsOf(run)) {
      assert.ok(shownPhases.get(offer) !== 'live' || status === 'succeeded', `${offer}: live, but ${status}`);
    }
  },

  'the run is green only for a known success'(run) {
    const { exitCode, plan } = run;
    const isGood = ({ status, failureKind, timedOut }: OfferResult) => {
      if (timedOut) {
        return !plan.failOnTimeout;
      }
      if (failureKind || status === 'unknown' || status === 'failed' || status === 'canceled') {
        return false;
      }
      return plan.mode !== 'go-live' || status === 'succeeded' || (!plan.wait && status === 'running');
    };
    assert.equal(exitCode, resultsOf(run).every(isGood) ? 0 : 1);
  },

  'every red run says why'(run) {
    for (const { failureKind, message, status } of resultsOf(run)) {
      assert.ok(message, 'no message');
      assert.ok(failureKind || status !== 'failed', 'failed without a failure kind');
    }
    assert.equal(run.exitCode === 0, run.runner.told('error').length === 0);
    assert.ok(run.exitCode === 0 || run.runner.outputs()['failure-kind'], 'red without a failure kind');
  },

  'no run ends with an internal error'({ runner }) {
    for (const name of ['message', 'result']) {
      assert.ok(!runner.outputs()[name]?.includes(internalErrorMessage), runner.outputs()[name]);
    }
  },

  'a run ends at its deadline, plus one request at most'({ plan, startMs, endMs, jumpedMs }, { history }) {
    const extraMs = lastRequestMs + (history.credential === 'token' ? 0 : lastSignInMs);
    const lateMs = endMs - startMs - jumpedMs - plan.timeoutMinutes * minute;
    assert.ok(lateMs <= extraMs, `${lateMs / 1000} s late`);
  },

  'a run that timed out made its last check at the deadline or later'(run) {
    const { plan, startMs, exchanges, endMs, jumpedMs } = run;
    const deadlineMs = startMs + plan.timeoutMinutes * minute;
    if (resultsOf(run).some(({ timedOut }) => timedOut)) {
      assert.ok(endMs >= deadlineMs);
      assert.ok(jumpedMs > 0 || exchanges.some((exchange) => exchange.endMs >= deadlineMs), 'no last check');
    }
  },

  'a stopped run ends within two seconds, without another request'(run) {
    const { stoppedMs, endMs, jumpedMs, exchanges, runner } = run;
    if (stoppedMs !== undefined) {
      assert.ok(endMs - stoppedMs - jumpedMs <= 2_000, `${endMs - stoppedMs} ms`);
      assert.deepEqual(
        exchanges.filter(({ startMs }) => startMs > stoppedMs),
        [],
      );
      assert.equal(runner.told('summary').length, 1);
    }
  },

  'the operation URL of an accepted go-live is an output before the next request'(run, { offers }) {
    const last = run.runner.outputs()['operation-url'] ?? '';
    for (const { offer, accepted, response, endMs } of run.exchanges) {
      if (offer && accepted && response) {
        const index = offers.indexOf(offer);
        const later = run.exchanges.filter(({ startMs }) => startMs > endMs);
        for (const urls of [...later.map(({ operationUrls }) => operationUrls), last]) {
          assert.ok(urls.split('\n')[index], `${offer.name}: no operation URL`);
        }
        assert.ok(resultsOf(run)[index]?.started, `${offer.name}: not started`);
      }
    }
  },

  'a refused token is not sent again, and a second refusal ends the run'({ exchanges }, played) {
    const { api, history, offers } = played;
    if (offers.length > 1) {
      return; // Requests that run in parallel may have the same token.
    }
    const origin = new URL(models[api].baseUrl).origin;
    const requests = exchanges.filter(({ request }) => request.url.origin === origin);
    const isRefused = (index: number) => requests[index]?.response?.status === 401;
    for (const [index, { request, offer }] of requests.entries()) {
      // A refused go-live does not end the run if an earlier one may have been accepted: the offer is checked.
      if (isRefused(index) && !offer) {
        const token = request.headers['Authorization'];
        const later = requests.slice(index + 1);
        assert.ok(later.every((other) => other.request.headers['Authorization'] !== token));
        assert.ok((history.credential !== 'token' && !isRefused(index - 1)) || later.length === 0);
      }
    }
  },

  'every failure kind has a cause in the history'(run, { offers }) {
    const { plan, exchanges, stoppedMs, startMs, endMs, jumpedMs } = run;
    const isTimeUp = endMs - startMs >= plan.timeoutMinutes * minute;
    const statusCodes = exchanges.map(({ response }) => response?.status);
    const had = (...codes: number[]) => codes.some((code) => statusCodes.includes(code));
    const isAnyNotOk = (plans: ExchangePlan[]) => plans.some(({ kind }) => kind !== 'ok');
    for (const [index, { failureKind, offer: name }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const was = (...phases: Phase[]) => phases.some((phase) => offer.wasIn(phase, 0, endMs));
      const isOutcomeUnclear =
        isAnyNotOk(plan.mode === 'go-live' ? plan.goLives : plan.reads) ||
        exchanges.some((exchange) => exchange.offer && !exchange.response);
      const causes: Record<FailureKind, boolean> = {
        input: false,
        authentication: had(401) || isAnyNotOk(plan.signIns),
        permission: had(403),
        'not-found': plan.reads.concat(plan.goLives).some(({ status }) => status === 404),
        'not-ready':
          had(400, 422) ||
          was('never-published', 'building-preview', 'preview-failed') ||
          isAnyNotOk(plan.reads),
        conflict: had(409, 412, 423),
        certification: was('failed', 'preview-failed') || offer.plan.blocked,
        canceled: was('canceled'),
        throttled: had(429),
        service:
          isAnyNotOk(plan.reads) ||
          isAnyNotOk(plan.goLives) ||
          isAnyNotOk(plan.signIns) ||
          was('failed', 'preview-failed'),
        // After a slow sign-in, or if the machine slept, there may be no time left for a request.
        network: statusCodes.includes(undefined) || jumpedMs > 0 || isTimeUp || plan.signIns.length > 0,
        timeout: isTimeUp,
        interrupted: stoppedMs !== undefined,
        'unknown-outcome': isOutcomeUnclear,
      };
      assert.ok(!failureKind || causes[failureKind], `${name}: ${failureKind}`);
    }
  },

  'all outputs are set to valid values'({ runner }, { api, offers }) {
    const { result, ...outputs } = runner.outputs();
    const kinds: readonly string[] = ['', ...failureKinds];
    assert.deepEqual(Object.keys(outputs).sort(), [
      'failure-kind',
      'message',
      'operation-id',
      'operation-url',
      'started',
      'status',
      'timed-out',
    ]);
    assert.ok((statuses as readonly (string | undefined)[]).includes(outputs['status']));
    assert.ok(kinds.includes(outputs['failure-kind'] ?? 'none'));
    assert.match(`${outputs['started']} ${outputs['timed-out']}`, /^(true|false) (true|false)$/);
    assert.match(outputs['message'] ?? '', /^[^\p{Cc}]{1,2200}$/u);
    for (const url of outputs['operation-url']?.split('\n').filter(Boolean) ?? []) {
      assert.equal(new URL(url).origin, new URL(models[api].baseUrl).origin);
    }
    const results: OfferResult[] = JSON.parse(result ?? '');
    assert.equal(results.length, offers.length);
    for (const { status, failureKind, startedAt, endedAt, polls } of results) {
      assert.ok(statuses.includes(status));
      assert.ok(kinds.includes(failureKind));
      assert.ok(Date.parse(startedAt) > 0 && Date.parse(endedAt) > 0);
      assert.ok(polls >= 0);
    }
    assert.equal(runner.told('summary').length, 1);
  },

  'requests go only to the API and to the issuers of tokens'({ exchanges }, { api, history }) {
    const allowed = [new URL(models[api].baseUrl).origin];
    if (history.credential !== 'token') {
      allowed.push(origins.authority, origins.idToken);
    }
    for (const { request } of exchanges) {
      assert.ok(allowed.includes(request.url.origin), request.url.href);
    }
  },

  'no secret appears in the log, the outputs or the summary'({ runner, secrets }) {
    const shown = JSON.stringify(runner.calls.filter(([name]) => name !== 'mask'));
    for (const secret of secrets) {
      assert.ok(!shown.includes(secret), `${secret} is shown`);
    }
  },

  'log lines contain no workflow commands, and there are at most 10 annotations of a kind'({ runner }) {
    for (const [name, line] of runner.calls) {
      if (name === 'info' || name === 'warning' || name === 'error') {
        assert.doesNotMatch(String(line), /^\s*::|##\[|\p{Cc}/u);
      }
    }
    assert.ok(runner.told('warning').length <= 10 && runner.told('error').length <= 10);
  },
};

/** @throws Error that names the promise, if a run breaks one */
export function assertPromises(played: PlayedHistory): void {
  for (const run of played.runs) {
    for (const [name, check] of Object.entries(promises)) {
      try {
        check(run, played);
      } catch (error) {
        throw new Error(`Run ${run.number + 1} breaks a promise: ${name}. ${(error as Error).message}`, {
          cause: error,
        });
      }
    }
  }
}

/** How many go-lives of this run the server has accepted. */
function countGoLives(offer: Offer, run: number): number {
  return offer.goLives.filter((goLive) => goLive.run === run).length;
}

function resultsOf({ runner }: PlayedRun): OfferResult[] {
  return JSON.parse(runner.outputs()['result'] ?? '[]');
}
