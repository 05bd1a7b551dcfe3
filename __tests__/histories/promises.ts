import assert from 'node:assert/strict';
import { type FailureKind, failureKinds } from '../../src/model/failure.ts';
import { statuses } from '../../src/model/offer.ts';
import type { OfferResult } from '../../src/model/result.ts';
import { origins, type Played, type PlayedRun, type Turn } from './history.ts';
import { models } from './model.ts';
import type { Offer, Phase } from './offer.ts';

const minute = 60_000;
// A request under way at the deadline gets half a minute; signing in for it, a minute and a half.
const lastRequestMs = 31_000;
const lastSignInMs = 91_000;
const graceMs = 5 * minute;

type Promised = (run: PlayedRun, played: Played) => void;

/** What the action promises of each run, whatever happens. */
export const promises: Record<string, Promised> = {
  'at most one go-live is taken for an offer'({ number }, { offers }) {
    for (const offer of offers) {
      assert.ok(takenOf(offer, number) <= 1, `${offer.name}: ${takenOf(offer, number)} taken`);
    }
  },

  'after an acceptance that was told, no other is sent'({ exchanges }) {
    const accepted = new Set<Offer>();
    for (const { offer, delivered, taken } of exchanges) {
      assert.ok(!offer || !accepted.has(offer), `${offer?.name}: sent again`);
      if (offer && taken && delivered) {
        accepted.add(offer);
      }
    }
  },

  'none is sent for an offer that was seen to go live, or to be live'({ exchanges }) {
    const seen = new Map<Offer, Phase>();
    const sent = new Set<Offer>();
    for (const { offer, shown, delivered } of exchanges) {
      if (shown) {
        seen.set(shown.offer, shown.phase);
      }
      if (offer) {
        const phase = seen.get(offer);
        const mayBe = sent.has(offer) ? ['waiting'] : [undefined, 'waiting', 'failed', 'canceled'];
        assert.ok(mayBe.includes(phase), `${offer.name}: sent when seen as ${phase}`);
        // An answer of 401 says that nothing was done, and is no more than a call for another token.
        if (delivered?.status !== 401) {
          sent.add(offer);
        }
      }
    }
  },

  'follow and check start nothing'({ wish, exchanges }) {
    if (wish.mode !== 'go-live') {
      assert.deepEqual(
        exchanges.filter(({ offer }) => offer),
        [],
      );
    }
  },

  'what it says of an offer is so'(run, { offers }) {
    const { number, wish, startMs, endMs, exchanges } = run;
    for (const [index, { status, started, offer: name }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      assert.equal(name, offer.name);
      // What a go-live of this run has come to is what came after it, unless another was there at the same time; else,
      // documents may be a minute late.
      const isAlone = offer.plan.colleagueMs === undefined;
      const ours = started && isAlone && offer.goLives.findLast((goLive) => goLive.run === number);
      const fromMs = ours ? ours.takenMs + 1 : startMs - minute;
      const was = (phase: Phase) => offer.was(phase, fromMs, endMs);
      // What had failed before a go-live was sent is not what became of it.
      const sentMs = exchanges.find((exchange) => exchange.offer === offer)?.startMs;
      const ended = (phase: Phase) =>
        sentMs === undefined || !isAlone
          ? was(phase)
          : offer.past.some((entry) => entry.phase === phase && entry.atMs >= sentMs);
      const isBlocked = wish.failOnBlocked && offer.plan.blocked;
      const isSo: Record<OfferResult['status'], boolean> = {
        succeeded: was('live'),
        failed: ended('failed') || was('preview-failed') || isBlocked,
        canceled: ended('canceled'),
        'waiting-for-review': was('waiting'),
        // A word that is not known may stand for anything, and keeps the wait going.
        running:
          started ||
          was('going-live') ||
          was('building-preview') ||
          wish.looks.some(({ what }) => what === 'word'),
        'not-started': takenOf(offer, number) === 0,
        unknown: true,
      };
      assert.ok(isSo[status], `${name}: ${status}, but was ${JSON.stringify(offer.past)}`);
      assert.ok(
        !started || ours || was('going-live'),
        `${name}: started, but was ${JSON.stringify(offer.past)}`,
      );
    }
  },

  'a live offer that was seen is a success'(run) {
    const { exchanges, stoppedMs, wish } = run;
    const isDisturbed =
      stoppedMs !== undefined ||
      wish.looks.some(({ what }) => what === 'word') ||
      exchanges.some(({ delivered }) => delivered?.status === 401);
    if (wish.mode !== 'go-live' || isDisturbed) {
      return;
    }
    const seen = new Map<string, Phase>();
    const sentMs = new Map<string, number>();
    for (const { offer, shown, endMs } of exchanges) {
      if (offer) {
        sentMs.set(offer.name, endMs);
      }
      // The status of an offer may be that of the go-live before, for a while.
      if (shown && endMs > (sentMs.get(shown.offer.name) ?? -Infinity) + graceMs) {
        seen.set(shown.offer.name, shown.phase);
      }
    }
    for (const { offer, status } of resultsOf(run)) {
      assert.ok(seen.get(offer) !== 'live' || status === 'succeeded', `${offer}: live, but ${status}`);
    }
  },

  'green only for a known good end'(run) {
    const { exitCode, wish } = run;
    const isGood = ({ status, failureKind, timedOut }: OfferResult) => {
      if (timedOut) {
        return !wish.failOnTimeout;
      }
      if (failureKind || status === 'unknown' || status === 'failed' || status === 'canceled') {
        return false;
      }
      return wish.mode !== 'go-live' || status === 'succeeded' || (!wish.wait && status === 'running');
    };
    assert.equal(exitCode, resultsOf(run).every(isGood) ? 0 : 1);
  },

  'every red says why'(run) {
    for (const { failureKind, message, status } of resultsOf(run)) {
      assert.ok(message, 'no message');
      assert.ok(failureKind || status !== 'failed', 'no kind');
    }
    assert.equal(run.exitCode === 0, run.runner.told('error').length === 0);
    assert.ok(run.exitCode === 0 || run.runner.outputs()['failure-kind'], 'red without a kind');
  },

  'no fault of its own'({ runner }) {
    assert.doesNotMatch(runner.outputs()['message'] ?? '', /fault of this action/);
    assert.doesNotMatch(runner.outputs()['result'] ?? '', /fault of this action/);
  },

  'ended by the deadline, and one request'({ wish, startMs, endMs, jumpedMs }, { history }) {
    const beyondMs = lastRequestMs + (history.credential === 'token' ? 0 : lastSignInMs);
    const lateMs = endMs - startMs - jumpedMs - wish.timeoutMinutes * minute;
    assert.ok(lateMs <= beyondMs, `${lateMs / 1000} s late`);
  },

  'a timeout is one: the last look is not before the deadline'(run) {
    const { wish, startMs, exchanges, endMs, jumpedMs } = run;
    const atMs = startMs + wish.timeoutMinutes * minute;
    if (resultsOf(run).some(({ timedOut }) => timedOut)) {
      assert.ok(endMs >= atMs);
      assert.ok(jumpedMs > 0 || exchanges.some((exchange) => exchange.endMs >= atMs), 'no last look');
    }
  },

  'stopped within two seconds, and without another request'(run) {
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

  'an accepted go-live has its operation URL in the outputs, before anything else is asked'(run, { offers }) {
    const last = run.runner.outputs()['operation-url'] ?? '';
    for (const { offer, taken, delivered, endMs } of run.exchanges) {
      if (offer && taken && delivered) {
        const index = offers.indexOf(offer);
        const later = run.exchanges.filter(({ startMs }) => startMs > endMs);
        for (const urls of [...later.map(({ outputUrls }) => outputUrls), last]) {
          assert.ok(urls.split('\n')[index], `${offer.name}: no operation URL`);
        }
        assert.ok(resultsOf(run)[index]?.started, `${offer.name}: not started`);
      }
    }
  },

  'a token that was refused is not sent again, and a second refusal ends it'({ exchanges }, played) {
    const { api, history, offers } = played;
    if (offers.length > 1) {
      return; // Requests that are under way side by side may bear the same token.
    }
    const origin = new URL(models[api].baseUrl).origin;
    const asked = exchanges.filter(({ request }) => request.url.origin === origin);
    const isRefused = (index: number) => asked[index]?.delivered?.status === 401;
    for (const [index, { request, offer }] of asked.entries()) {
      // After a go-live the offer is looked at all the same, if one before it may have been taken.
      if (isRefused(index) && !offer) {
        const token = request.headers['Authorization'];
        const later = asked.slice(index + 1);
        assert.ok(later.every((other) => other.request.headers['Authorization'] !== token));
        assert.ok((history.credential !== 'token' && !isRefused(index - 1)) || later.length === 0);
      }
    }
  },

  'a red has its cause in what happened'(run, { offers }) {
    const { wish, exchanges, stoppedMs, startMs, endMs, jumpedMs } = run;
    const isTimeUp = endMs - startMs >= wish.timeoutMinutes * minute;
    const answers = exchanges.map(({ delivered }) => delivered?.status);
    const had = (...statuses: number[]) => statuses.some((status) => answers.includes(status));
    const lost = (turns: Turn[]) => turns.some(({ what }) => what !== 'well');
    for (const [index, { failureKind, offer: name }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const was = (...phases: Phase[]) => phases.some((phase) => offer.was(phase, 0, endMs));
      const isDoubtful =
        lost(wish.mode === 'go-live' ? wish.sends : wish.looks) ||
        exchanges.some((exchange) => exchange.offer && !exchange.delivered);
      const causes: Record<FailureKind, boolean> = {
        input: false,
        authentication: had(401) || lost(wish.signIns),
        permission: had(403),
        'not-found': wish.looks.concat(wish.sends).some(({ status }) => status === 404),
        'not-ready':
          had(400, 422) || was('never-published', 'building-preview', 'preview-failed') || lost(wish.looks),
        conflict: had(409, 412, 423),
        certification: was('failed', 'preview-failed') || offer.plan.blocked,
        canceled: was('canceled'),
        throttled: had(429),
        service:
          lost(wish.looks) || lost(wish.sends) || lost(wish.signIns) || was('failed', 'preview-failed'),
        // Where signing in was slow, or the machine slept, no time may be left for a request.
        network: answers.includes(undefined) || jumpedMs > 0 || isTimeUp || wish.signIns.length > 0,
        timeout: isTimeUp,
        interrupted: stoppedMs !== undefined,
        'unknown-outcome': isDoubtful,
      };
      assert.ok(!failureKind || causes[failureKind], `${name}: ${failureKind}`);
    }
  },

  'outputs are complete, and in their vocabulary'({ runner }, { api, offers }) {
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

  'requests go to the API alone, and to where tokens come from'({ exchanges }, { api, history }) {
    const allowed = [new URL(models[api].baseUrl).origin];
    if (history.credential !== 'token') {
      allowed.push(origins.authority, origins.idToken);
    }
    for (const { request } of exchanges) {
      assert.ok(allowed.includes(request.url.origin), request.url.href);
    }
  },

  'no secret is shown'({ runner, secrets }) {
    const shown = JSON.stringify(runner.calls.filter(([name]) => name !== 'mask'));
    for (const secret of secrets) {
      assert.ok(!shown.includes(secret), `${secret} is shown`);
    }
  },

  'the log is lines without commands, and annotations within the limits'({ runner }) {
    for (const [name, line] of runner.calls) {
      if (name === 'info' || name === 'warning' || name === 'error') {
        assert.doesNotMatch(String(line), /^\s*::|##\[|\p{Cc}/u);
      }
    }
    assert.ok(runner.told('warning').length <= 10 && runner.told('error').length <= 10);
  },
};

/** @throws when a promise is broken, with its name */
export function keepsPromises(played: Played): void {
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

function takenOf(offer: Offer, run: number): number {
  return offer.goLives.filter((goLive) => goLive.run === run).length;
}

function resultsOf({ runner }: PlayedRun): OfferResult[] {
  return JSON.parse(runner.outputs()['result'] ?? '[]');
}
