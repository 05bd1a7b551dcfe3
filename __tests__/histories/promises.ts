import assert from 'node:assert/strict';
import { type FailureKind, failureKinds, internalError } from '../../src/model/failure.ts';
import { statuses } from '../../src/model/offer.ts';
import type { OfferResult } from '../../src/model/result.ts';
import {
  type Exchange,
  type ExchangePlan,
  type History,
  origins,
  type PlayedHistory,
  type PlayedRun,
  type RunPlan,
  typeOf,
} from './history.ts';
import {
  type ApiName,
  apiAt,
  apiNames,
  deadState,
  isInPlainList,
  models,
  type OperationTarget,
  type Shown,
} from './model.ts';
import type { Offer, Phase } from './offer.ts';

const minute = 60_000;
// A request in progress at the deadline gets another 30 s; a sign-in for it, another 90 s.
const lastRequestMs = 31_000;
const lastSignInMs = 91_000;
const graceMs = 5 * minute;
// A host that never answers ends the run within these times. The last request may take two minutes.
const minSilenceMs = 5 * minute;
const maxSilenceMs = 10 * minute;
// After good answers, refusals are tolerated for so long.
const refusalMs = 15 * minute;
const newPreviewMs = 10 * minute;
// These refusals may mean that another run was faster.
const rivalStatuses = [400, 409, 412];
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
    const shownPhases = new Map<Offer, Shown['phase'] | 'changing'>();
    const sent = new Set<Offer>();
    for (const { offer, shown, changing, response } of exchanges) {
      if (shown) {
        shownPhases.set(shown.offer, shown.phase);
      }
      if (changing) {
        shownPhases.set(changing, 'changing');
      }
      if (offer) {
        const phase = shownPhases.get(offer);
        const allowed = [
          'waiting',
          'changing',
          ...(sent.has(offer) ? [] : [undefined, 'failed', 'canceled']),
        ];
        assert.ok(allowed.includes(phase), `${offer.name}: sent although shown as ${phase}`);
        // A 401 says that nothing was done, and only asks for another token.
        if (response?.status !== 401) {
          sent.add(offer);
        }
      }
    }
  },

  'no offer gets go-lives from two APIs, nor from one that neither carries it nor its type'(run, { offers }) {
    const goLives = run.exchanges.filter(({ api, request }) => api && request.method === 'POST');
    for (const { offer } of goLives) {
      assert.ok(offer, 'a go-live of no offer');
    }
    for (const offer of offers) {
      const apis = new Set(goLives.flatMap((goLive) => (goLive.offer === offer ? (goLive.api ?? []) : [])));
      const words = listedWords(offer);
      const isAllowed = (api: ApiName) =>
        api === offer.listing.api || words.some((word) => typeOf(word)?.api === api);
      assert.ok(apis.size <= 1 && [...apis].every(isAllowed), `${offer.name}: ${[...apis]}`);
    }
  },

  'with auto, no go-live is sent before the API of the offer was chosen'(run, { history }) {
    for (const { offer, api, callsBefore } of run.exchanges) {
      if (offer && history.auto) {
        const [choice] = choicesOf(run, offer);
        assert.ok(choice && choice.call < callsBefore, `${offer.name}: not chosen`);
        assert.equal(choice.api, api);
      }
    }
  },

  'the API of an offer is chosen once, and nothing else is asked from then on'(run, { offers, history }) {
    for (const offer of offers) {
      const [choice, ...others] = choicesOf(run, offer);
      assert.deepEqual(others, [], offer.name);
      assert.ok(!choice || history.auto, 'chosen although the input names the API');
      // What is left when no list has the offer must have shown it.
      assert.ok(!choice?.isLast || offer.listing.api === choice.api, 'an API that does not know the offer');
      if (choice && offers.length === 1) {
        const later = run.exchanges.filter(({ api, callsBefore }) => api && callsBefore > choice.call);
        assert.ok(!later.some(({ isLookUp }) => isLookUp), 'looked up again');
        const isOther = ({ api }: Exchange) => api !== choice.api;
        assert.ok(isSurvey(run.plan, history) || !later.some(isOther), 'another API was asked');
      }
    }
  },

  'where both lists are read, the types tell the API, and nothing is guessed'(run, { offers, history }) {
    const lookUps = run.exchanges.filter(({ isLookUp }) => isLookUp);
    const { filter, plain } = history.products;
    const areRead =
      new Set(lookUps.map(({ api }) => api)).size === 2 &&
      lookUps.every(isSuccess) &&
      run.plan.reads.every(({ kind }) => kind !== 'unknown-word' && kind !== 'unreadable') &&
      // What a survey reads at last chooses nothing.
      (!isSurvey(run.plan, history) || (run.plan.signIns.length === 0 && !run.plan.spell)) &&
      filter === 'works' &&
      plain === 'complete';
    const [offer, ...others] = offers;
    const [result] = resultsOf(run);
    if (!history.auto || !offer || !result || others.length > 0 || !areRead || run.stoppedMs !== undefined) {
      return;
    }
    const { types } = offer.listing;
    const [type, ...contrary] = new Set(listedWords(offer).map(typeOf));
    const isKnown = type !== undefined && contrary.length === 0;
    // The Cloud Partner Portal has no list of types. It is what is left where no list has the offer.
    const isListed = isKnown && (type.api === 'cloud-partner-portal' || types[type.api] !== undefined);
    const isLeft = Object.values(types).every((word) => word === undefined);
    const allowed = isListed ? [type.api] : ['', ...(isLeft ? ['cloud-partner-portal'] : [])];
    assert.ok(allowed.includes(result.api), `${JSON.stringify(types)}: ${result.api}`);
  },

  'the result names the API in use; where none was chosen, nothing was started'(run, { offers, history }) {
    for (const [index, result] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const { api, status, failureKind, started, adopted, operationUrl } = result;
      const chosen = choicesOf(run, offer)[0]?.api;
      const sent = run.exchanges.find((exchange) => exchange.offer === offer);
      assert.equal(api, sent?.api ?? chosen ?? api);
      if (api === '') {
        assert.ok(history.auto);
        assert.equal(status, 'not-started');
        assert.ok(failureKind);
        assert.ok(!sent && !started && !adopted && !operationUrl);
      } else {
        assert.ok(chosen || !history.auto || run.givenUrls, 'not chosen');
      }
    }
  },

  'an access token goes only to the API that it is for'({ exchanges, tokens }) {
    for (const { api, request } of exchanges) {
      const token = request.headers['Authorization']?.replace('Bearer ', '') ?? '';
      assert.equal(tokens.get(token), api);
      const sent = api ? '' : JSON.stringify(request);
      assert.ok(![...tokens.keys()].some((token) => sent.includes(token)));
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
    for (const [index, { status, started, offer: name, operationUrl }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const { api } = offer.listing;
      assert.equal(name, offer.name);
      // The status of this run's go-live must come after it, unless a colleague's may interfere. Otherwise, the API may
      // show an old state for up to a minute.
      const isAlone = !hasRivals(offer);
      const ours = started && isAlone && offer.goLives.findLast((goLive) => goLive.run === number);
      // An operation of an earlier run may have ended long ago.
      const followed = run.givenUrls ? findOperation(offers, operationUrl) : undefined;
      const sinceMs = followed ? (followed.goLives?.at(0)?.acceptedMs ?? 0) : startMs;
      const fromMs = ours ? ours.acceptedMs + 1 : Math.min(sinceMs, startMs - minute);
      const was = (phase: Phase) => offer.wasIn(phase, fromMs, endMs);
      // A failure from before the go-live was sent is not its outcome.
      const sentMs = exchanges.find((exchange) => exchange.offer === offer)?.startMs;
      const endedIn = (phase: Phase) =>
        sentMs === undefined || !isAlone
          ? was(phase)
          : offer.phases.some((entry) => entry.phase === phase && entry.atMs >= sentMs);
      const isBlocked = plan.failOnBlocked && offer.plan.blocked;
      const wasWithdrawn = was('withdrawing') || was('withdrawn');
      const isCanceledHere = wasWithdrawn && api === 'partner-center' && deadState(offer) === 'Cancelled';
      // A job whose URL names no submission stands for the newest one.
      const followsNewest =
        api === 'product-ingestion' && run.givenUrls !== '' && !run.givenUrls.includes('#');
      const wasReplaced = new Set(offer.phases.map(({ release }) => release)).size > 1;
      const isTrue: Record<OfferResult['status'], boolean> = {
        // What a list shows that changes while it is read page by page is no promise.
        succeeded: was('live') || exchanges.some(({ changing }) => changing === offer),
        failed: endedIn('failed') || was('preview-failed') || isBlocked || wasWithdrawn,
        canceled:
          endedIn('canceled') ||
          isCanceledHere ||
          (wasWithdrawn && offer.goLives.some((goLive) => goLive.outcome === 'canceled')),
        // A preview that was replaced may still be listed: where nothing tells which is the newest, and where its own URL is
        // followed.
        'waiting-for-review':
          was('waiting') || exchanges.some(isShownUnclear) || (run.givenUrls !== '' && wasReplaced),
        // An unknown word may mean anything, and keeps the run waiting.
        running:
          started ||
          was('going-live') ||
          was('building-preview') ||
          followsNewest ||
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

  'an offer that the API shows as live is a success'(run, { offers }) {
    const { exchanges, stoppedMs, plan } = run;
    const isDisturbed =
      stoppedMs !== undefined ||
      plan.reads.some(({ kind }) => kind === 'unknown-word') ||
      plan.signIns.length > 0 ||
      plan.spell?.hits === 'sign-ins' ||
      exchanges.some(({ response }) => response?.status === 401);
    if (plan.mode !== 'go-live' || isDisturbed) {
      return;
    }
    const shownPhases = new Map<string, Shown['phase']>();
    const sentMs = new Map<string, number>();
    for (const { offer, shown, endMs, isEssential, response } of exchanges) {
      if (offer) {
        sentMs.set(offer.name, endMs);
      }
      // Whether the preview that is waited for began cannot be told from a check that failed.
      if (plan.waitForPreview && isEssential && !response?.status.toString().startsWith('2')) {
        shownPhases.clear();
      }
      // For a while after a go-live, the offer may still show the go-live before it.
      if (shown && endMs > (sentMs.get(shown.offer.name) ?? -Infinity) + graceMs) {
        shownPhases.set(shown.offer.name, shown.phase);
      }
    }
    for (const [index, { offer, status, started, adopted }] of resultsOf(run).entries()) {
      // What is live may be a later release than the one that this run follows.
      if (offers[index]?.plan.next && (started || adopted)) {
        continue;
      }
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

  'a refused token is sent at most once more, and only after a good answer; a second refused check in a row ends the run'(
    { exchanges, plan },
    { history, offers },
  ) {
    // Requests that run in parallel may have the same token.
    if (offers.length > 1 || isSurvey(plan, history)) {
      return;
    }
    const requests = requestsTo(carrierOf(offers), exchanges);
    const isGiven = history.credential === 'token';
    const isRefused = (exchange: Exchange | undefined) => exchange?.response?.status === 401;
    for (const [index, exchange] of requests.entries()) {
      // A refused go-live does not end the run if an earlier one may have been accepted: the offer is checked.
      if (!isRefused(exchange) || exchange.offer) {
        continue;
      }
      const token = exchange.request.headers['Authorization'];
      const isOfToken = ({ request }: Exchange) => request.headers['Authorization'] === token;
      const before = requests.slice(0, index);
      const later = requests.slice(index + 1);
      assert.ok(before.some(isSuccess) || !later.some(isOfToken), 'sent again without a good answer');
      // A given token is all there is. Where there is a new one, a check sends it at once.
      const wasRefused = before.some((other) => isOfToken(other) && isRefused(other) && !other.offer);
      assert.ok(isGiven || !wasRefused || !later.some(isOfToken), 'sent again after two refusals');
      const inARow = requests.slice(Math.max(0, index - (isGiven ? 1 : 3)), index);
      const isSecondCheck = inARow.length === (isGiven ? 1 : 3) && inARow.every(isRefused);
      assert.ok(!isSecondCheck || later.length === 0, 'a request after two refused checks in a row');
      assert.ok(!isGiven || before.some(isSuccess) || later.length === 0, 'went on without a good answer');
    }
  },

  'without a good answer, a refusal ends the run'({ exchanges, plan }, { offers, history }) {
    if (offers.length > 1 || isSurvey(plan, history)) {
      return;
    }
    const api = carrierOf(offers);
    const checks = requestsTo(api, exchanges).filter(({ isEssential }) => isEssential);
    // Where a go-live needs no check, the API decides, unless it does not let the caller in.
    const isDecidedByApi = api === 'cloud-partner-portal' && plan.mode === 'go-live';
    const isFinal = (exchange: Exchange) => {
      const status = exchange.response?.status;
      // A go-live of a moment ago may not be found yet.
      return isOddRefusal(exchange) && (isDecidedByApi ? status === 403 : status !== 404);
    };
    const refusedAt = checks.findIndex(isFinal);
    const isFirst = refusedAt >= 0 && !checks.slice(0, refusedAt).some(isSuccess);
    assert.ok(!isFirst || refusedAt === checks.length - 1, 'a request after a refusal');
  },

  'a token that is refused once after a good check does not end the run'(run, { history, offers }) {
    const api = carrierOf(offers);
    const requests = requestsTo(api, run.exchanges);
    // At Partner Center, what a check shows does not tell yet whether the check succeeds.
    const isSimple = history.credential === 'token' && offers.length === 1 && api !== 'partner-center';
    const isGood = ({ shown }: Exchange) => shown !== undefined && shown.phase !== 'unclear';
    const good = requests.findLastIndex(isGood);
    const isAccepted = requests.every(({ offer, accepted }) => !offer || accepted);
    if (isSimple && good >= 0 && isAccepted && resultsOf(run)[0]?.failureKind === 'authentication') {
      const refused = requests.slice(good).filter(({ response }) => response?.status === 401);
      assert.ok(refused.length >= 2, 'ended by one refusal');
    }
  },

  'after good answers, refusals end the run after a quarter of an hour'({ exchanges }, { offers }) {
    const requests = requestsTo(carrierOf(offers), exchanges);
    // After a go-live, the offer is checked whatever comes.
    if (offers.length > 1 || requests.some(({ offer }) => offer)) {
      return;
    }
    let firstRefusedMs: number | undefined;
    let overMs = Number.POSITIVE_INFINITY;
    for (const exchange of requests) {
      // A check may send several requests, without a pause between them.
      assert.ok(exchange.startMs <= overMs, 'a request after a quarter of an hour of refusals');
      if (isSuccess(exchange)) {
        firstRefusedMs = undefined;
      } else if (isOddRefusal(exchange)) {
        firstRefusedMs ??= exchange.endMs;
        // An operation may not be found yet.
        const isOver = exchange.response?.status !== 404 && exchange.endMs >= firstRefusedMs + refusalMs;
        overMs = isOver ? exchange.endMs : overMs;
      }
    }
  },

  'after a good check, refusals do not end the run within a quarter of an hour'(run, { offers }) {
    const { exchanges, stoppedMs, endMs, plan } = run;
    const [result] = resultsOf(run);
    const requests = requestsTo(carrierOf(offers), exchanges);
    const goodAt = requests.findLastIndex(({ shown }) => shown !== undefined && shown.phase !== 'unclear');
    const refusals = requests.slice(goodAt + 1).filter(isOddRefusal);
    const last = exchanges.at(-1);
    const isEndedByRefusal =
      offers.length === 1 &&
      goodAt >= 0 &&
      last !== undefined &&
      isOddRefusal(last) &&
      // A go-live that was refused, or lost its answer, ends the run in its own way.
      requests.every(({ offer, accepted }) => !offer || accepted) &&
      plan.wait &&
      // It asks once. With auto it has asked each API what it knows of the offer before.
      plan.mode !== 'check' &&
      stoppedMs === undefined &&
      result?.timedOut === false &&
      ['permission', 'not-found', 'conflict', 'service'].includes(result.failureKind);
    const [first] = refusals;
    if (isEndedByRefusal && first) {
      const tookMs = endMs - first.endMs;
      assert.ok(tookMs >= refusalMs, `ended ${tookMs / 1000} s after the first refusal`);
    }
  },

  'a host that never answers ends the run in 5 to 10 minutes'(run, { history, offers }) {
    const { exchanges, startMs, endMs, stoppedMs, jumpedMs, plan } = run;
    const api = carrierOf(offers);
    const requests = requestsTo(api, exchanges);
    const isSilent = exchanges.length > 0 && exchanges.every(({ response }) => !response);
    if (!isSilent || jumpedMs > 0) {
      return;
    }
    const tookMs = endMs - startMs;
    assert.ok(tookMs <= maxSilenceMs, `${tookMs / 1000} s`);
    // A certificate or a proxy that never worked ends the run at once. A go-live that needs no check is sent early, and its
    // outcome is unclear then.
    const isPatient =
      plan.mode !== 'check' &&
      plan.wait &&
      stoppedMs === undefined &&
      [plan.spell?.exchange, ...plan.reads, ...plan.signIns].every(
        (exchange) => !exchange || exchange.kind === 'ok' || !/certificate|proxy/.test(exchange.fault),
      ) &&
      requests.every(({ offer }) => !offer) &&
      (api !== 'cloud-partner-portal' || plan.mode !== 'go-live') &&
      offers.length === 1 &&
      history.credential === 'token';
    if (isPatient) {
      const atLeastMs = Math.min(minSilenceMs, plan.timeoutMinutes * minute);
      assert.ok(tookMs >= atLeastMs, `gave up after ${tookMs / 1000} s`);
    }
  },

  'of several refused go-lives the first is final, and one check shows whether another run was faster'(
    run,
    { offers, history },
  ) {
    const { exchanges, stoppedMs, plan } = run;
    for (const [index, result] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const requests = requestsTo(offer.listing.api, exchanges);
      const refusedAt = requests.findIndex((exchange) => exchange.offer === offer);
      const refusal = requests[refusedAt];
      const status = refusal?.response?.status ?? 0;
      if (!refusal || !isRefusalStatus(status) || status === 401 || stoppedMs !== undefined) {
        continue;
      }
      const later = requests.slice(refusedAt + 1);
      assert.ok(
        later.every((exchange) => exchange.offer !== offer),
        `${offer.name}: sent again after ${status}`,
      );
      assert.ok(!result.started, `${offer.name}: refused, but started`);
      if (offers.length > 1) {
        continue;
      }
      const isRival = rivalStatuses.includes(status);
      assert.ok(isRival || later.length === 0, `${later.length} requests after ${status}`);
      // After the deadline, there may be no time left.
      const isInTime = run.jumpedMs === 0 && refusal.endMs < run.startMs + plan.timeoutMinutes * minute;
      assert.ok(
        !isRival || later.length > 0 || !isInTime || history.credential !== 'token',
        `no check after ${status}`,
      );
      if (!result.adopted && history.credential === 'token') {
        const urls = later.map(({ request }) => request.url.href);
        assert.equal(new Set(urls).size, urls.length, 'more than one check after a refusal');
      }
      const shown = later.find((exchange) => exchange.shown)?.shown?.phase;
      const isDisturbed =
        offer.plan.next !== undefined ||
        plan.reads.some(({ kind }) => kind === 'unknown-word') ||
        later.some(({ response }) => response?.status === 401);
      if (isRival && !isDisturbed) {
        // The offer may have changed between two requests of one check.
        assert.ok(
          shown !== 'going-live' || result.adopted || result.status === 'succeeded' || hasEndedBadly(result),
          'going live, but not adopted',
        );
        assert.ok(shown !== 'live' || result.status === 'succeeded', 'live, but no success');
      }
      assert.ok(
        result.adopted ||
          result.status === 'succeeded' ||
          (result.status === 'not-started' && result.failureKind !== ''),
        `${offer.name}: refused, and then ${result.status}`,
      );
      assert.ok(
        !result.adopted || isDisturbed || offer.wasIn('going-live', refusal.startMs - minute, run.endMs),
        'adopted, but not going live',
      );
    }
  },

  'a run has started or adopted only what it did start or adopt'(run, { offers }) {
    const { exchanges, number, plan, startMs, endMs } = run;
    for (const [index, { started, adopted, operationUrl }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const sent = exchanges.filter((exchange) => exchange.offer === offer);
      assert.ok(!started || !adopted, `${offer.name}: started and adopted`);
      assert.ok(
        !started || countGoLives(offer, number) > 0 || sent.some(isOutcomeOpen),
        `${offer.name}: started`,
      );
      assert.ok(!adopted || operationUrl, `${offer.name}: adopted without an operation URL`);
      const was = (phase: Phase) => offer.wasIn(phase, startMs - minute, endMs);
      const isFollowing = plan.mode === 'follow';
      assert.ok(
        !adopted ||
          was('going-live') ||
          (isFollowing && was('building-preview')) ||
          (isFollowing && plan.reads.some(({ kind }) => kind === 'unknown-word')),
        `${offer.name}: adopted, but nothing was in progress`,
      );
    }
  },

  'an offer that the API shows last as withdrawn, or not clearly, is no success'(run, { offers }) {
    for (const [index, result] of resultsOf(run).entries()) {
      const { status, failureKind, adopted, operationUrl } = result;
      const offer = offers[index] as Offer;
      const shown = run.exchanges.findLast((exchange) => exchange.shown?.offer === offer)?.shown?.phase;
      if (shown === 'withdrawing' || shown === 'withdrawn') {
        assert.notEqual(status, 'succeeded');
        const isDead = offer.listing.api === 'partner-center';
        assert.ok(failureKind || (isDead && run.plan.mode === 'follow'), 'green');
        assert.ok(!adopted || offer.goLives.length > 0 || run.plan.mode === 'follow', 'adopted');
      }
      // An operation of its own may have succeeded, whatever else there is.
      assert.ok(shown !== 'unclear' || status !== 'succeeded' || operationUrl || run.givenUrls, 'unclear');
    }
  },

  'a go-live with an operation of its own is a success only if it has ended live'(run, { offers }) {
    for (const { status, operationUrl, offer } of resultsOf(run)) {
      const target = findOperation(offers, operationUrl);
      if (status === 'succeeded' && target?.goLives) {
        assert.equal(target.offer.name, offer);
        assert.ok(
          target.goLives.some(({ outcome, endsMs }) => outcome === 'live' && endsMs <= run.endMs),
          `${offer}: succeeded, but its go-live did not`,
        );
      }
    }
  },

  'an operation URL can be followed to the end in a later run'(run, { offers }) {
    const { plan, givenUrls, jumpedMs, stoppedMs } = run;
    const isCalm =
      plan.reads.length === 0 &&
      plan.signIns.length === 0 &&
      !plan.spell &&
      !plan.stripsFragments &&
      plan.wait &&
      jumpedMs === 0 &&
      stoppedMs === undefined &&
      plan.timeoutMinutes >= 2_000;
    if (!isCalm || !givenUrls) {
      return;
    }
    for (const [index, result] of resultsOf(run).entries()) {
      const target = findOperation(offers, givenUrls.split('\n')[index]?.trim() ?? '');
      if (!target) {
        continue;
      }
      const { offer, goLives } = target;
      const wasWithdrawn = ['withdrawing', 'withdrawn'].some((phase) =>
        offer.wasIn(phase as Phase, 0, run.endMs),
      );
      // Some dead submissions have no known end. Without a URL of its own, an operation is told by what came after it.
      const isUnknowable =
        wasWithdrawn ||
        (goLives === undefined && offer.plan.next !== undefined) ||
        (goLives?.length === 0 && offer.plan.list.unreadable);
      const hasEnded = ['succeeded', 'failed', 'canceled', 'waiting-for-review'].includes(result.status);
      assert.ok(hasEnded || isUnknowable, `${offer.name}: ${result.status} (${result.message})`);
      assert.ok(!result.timedOut || isUnknowable, `${offer.name}: timed out`);
      const last = goLives?.at(-1);
      // Where one offer keeps the run waiting, somebody may take another one live after it was followed.
      const isOver =
        last !== undefined && last.acceptedMs <= run.endMs && (offers.length === 1 || !hasRivals(offer));
      if (isOver && goLives?.length === 1 && !wasWithdrawn && !plan.failOnBlocked) {
        const expected = last.outcome === 'live' ? 'succeeded' : last.outcome;
        assert.equal(result.status, expected, offer.name);
      }
    }
  },

  'with wait-for-preview, a live offer gets ten minutes for a preview to begin'(run, { offers }) {
    const { plan, exchanges, startMs, endMs, stoppedMs } = run;
    // An unknown word on one page of a list hides in the model, but not from the run, where the offer stands.
    const hasUnknownWord = plan.reads.some(({ kind }) => kind === 'unknown-word');
    if (plan.mode !== 'go-live' || !plan.waitForPreview || stoppedMs !== undefined || hasUnknownWord) {
      return;
    }
    for (const [index, { status, started, adopted, failureKind }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const shown = exchanges.filter((exchange) => exchange.shown?.offer === offer);
      const wasSent = exchanges.some((exchange) => exchange.offer === offer);
      const [first] = shown;
      if (first?.shown?.phase !== 'live' || wasSent || started || adopted) {
        continue;
      }
      const deadlineMs = startMs + plan.timeoutMinutes * minute;
      const waitMs = Math.min(newPreviewMs, deadlineMs - first.endMs);
      if (status === 'succeeded' && failureKind === '') {
        assert.ok(endMs - first.startMs >= waitMs, `only ${(endMs - first.endMs) / 1000} s`);
        const began = shown.find(({ shown }) => shown?.phase === 'building-preview');
        assert.ok(
          !began || shown.at(-1)?.shown?.phase === 'live',
          'a preview began, and nothing was released',
        );
      }
    }
  },

  'a sign-in that is refused for good is not tried again, and one that may pass is, up to three times'(
    { exchanges, stoppedMs, plan, startMs },
    { history, offers },
  ) {
    // With auto, there is a sign-in for each API, side by side.
    if (history.credential === 'token' || offers.length > 1 || history.auto) {
      return;
    }
    const isAuthority = ({ request }: Exchange) => request.url.origin === origins.authority;
    // The first sign-in; later on there may be a token that still works.
    const isDone = (exchange: Exchange) => isAuthority(exchange) && isSuccess(exchange);
    const end = exchanges.findIndex(isDone);
    const attempts = exchanges.slice(0, end < 0 ? undefined : end + 1);
    const kinds = attempts.map(({ request, response }) => {
      const isRefused = response !== undefined && [400, 401, 403].includes(response.status);
      const isFlaky =
        request.url.origin === origins.idToken
          ? response?.status === 401
          : /AADSTS7002381/.test(response?.body ?? '');
      return isRefused ? (isFlaky ? 'flaky' : 'final') : 'other';
    });
    const refusedAt = kinds.indexOf('final');
    assert.ok(refusedAt < 0 || refusedAt === exchanges.length - 1, 'a request after a final refusal');
    const isTried = kinds.every((kind) => kind === 'flaky');
    assert.ok(!isTried || kinds.length <= 3, `${kinds.length} attempts`);
    if (isTried && end < 0 && exchanges.length > 0 && stoppedMs === undefined) {
      const untilMs = startMs + Math.min(1, plan.timeoutMinutes) * minute;
      const isLate = (exchanges.at(-1)?.endMs ?? 0) >= untilMs;
      assert.ok(kinds.length === 3 || isLate, `only ${kinds.length} attempts`);
    }
  },

  'the URL of a job carries its submission, and no request has a fragment'(run) {
    for (const { request } of run.exchanges) {
      assert.equal(request.url.hash, '');
    }
    for (const { api, operationUrl } of resultsOf(run)) {
      if (api === 'product-ingestion' && run.givenUrls === '') {
        assert.match(operationUrl, /^$|#submission\/[\w-]+\/[\w-]+$|\/submission\/[\w-]+\/[\w-]+\?[^#]*$/);
      }
    }
  },

  'every failure kind has a cause in the history'(run, { offers, history }) {
    const { plan, exchanges, stoppedMs, startMs, endMs, jumpedMs } = run;
    const isTimeUp = endMs - startMs >= plan.timeoutMinutes * minute;
    const statusCodes = exchanges.map(({ response }) => response?.status);
    const had = (...codes: number[]) => codes.some((code) => statusCodes.includes(code));
    const isAnyNotOk = (plans: ExchangePlan[]) => plans.some(({ kind }) => kind !== 'ok');
    const { spell } = plan;
    const isUnclear = exchanges.some(isShownUnclear);
    const { filter, plain } = history.products;
    const isReadNotOk = isAnyNotOk(plan.reads) || (spell !== undefined && spell.hits !== 'sign-ins');
    const isSignInNotOk = isAnyNotOk(plan.signIns) || spell?.hits === 'sign-ins';
    const isSought = history.auto !== undefined;
    const isRefused = Object.keys(history.auto?.refusals ?? {}).length > 0;
    for (const [index, { api, failureKind, offer: name }] of resultsOf(run).entries()) {
      const offer = offers[index] as Offer;
      const was = (...phases: Phase[]) => phases.some((phase) => offer.wasIn(phase, 0, endMs));
      const wasWithdrawn = was('withdrawing', 'withdrawn');
      const canBeFound = filter === 'works' || filter === 'ignored' || isInPlainList(offer, plain);
      const isLookUpBroken = (api === 'partner-center' || isSought) && (!canBeFound || isReadNotOk);
      const isOutcomeUnclear =
        isUnclear ||
        (api === 'product-ingestion' && run.givenUrls !== '') ||
        (wasWithdrawn && api === 'partner-center') ||
        (plan.mode === 'go-live' && isAnyNotOk(plan.goLives)) ||
        ((plan.mode !== 'go-live' || plan.waitForPreview) && isReadNotOk) ||
        exchanges.some((exchange) => exchange.offer && !exchange.response);
      const causes: Record<FailureKind, boolean> = {
        input: api === '',
        authentication: had(401) || isSignInNotOk || isRefused,
        permission: had(403),
        'not-found':
          had(410) || (had(404) && (isReadNotOk || isAnyNotOk(plan.goLives) || isSought)) || isLookUpBroken,
        'not-ready':
          had(400, 422) ||
          isUnclear ||
          wasWithdrawn ||
          was('never-published', 'building-preview', 'preview-failed') ||
          isReadNotOk,
        conflict: had(409, 412, 423),
        certification: was('failed', 'preview-failed') || offer.plan.blocked,
        canceled:
          was('canceled') || offer.goLives.some(({ outcome }) => outcome === 'canceled') || wasWithdrawn,
        throttled: had(429),
        service:
          isReadNotOk ||
          isAnyNotOk(plan.goLives) ||
          isSignInNotOk ||
          isLookUpBroken ||
          wasWithdrawn ||
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

  'all outputs are set to valid values'({ runner }, { offers }) {
    const { result, ...outputs } = runner.outputs();
    const kinds: readonly string[] = ['', ...failureKinds];
    assert.deepEqual(Object.keys(outputs).sort(), [
      'failure-kind',
      'message',
      'operation-id',
      'operation-url',
      'portal-url',
      'started',
      'status',
      'timed-out',
    ]);
    assert.ok((statuses as readonly (string | undefined)[]).includes(outputs['status']));
    assert.ok(kinds.includes(outputs['failure-kind'] ?? 'none'));
    assert.match(`${outputs['started']} ${outputs['timed-out']}`, /^(true|false) (true|false)$/);
    assert.match(outputs['message'] ?? '', /^[^\p{Cc}]{1,2200}$/u);
    const results: OfferResult[] = JSON.parse(result ?? '');
    for (const { operationUrl, api } of results) {
      assert.ok(operationUrl === '' || apiAt(new URL(operationUrl)) === api, operationUrl);
    }
    assert.equal(results.length, offers.length);
    const pages = outputs['portal-url']?.split('\n') ?? [];
    assert.deepEqual(
      pages,
      results.map(({ portalUrl }) => portalUrl),
    );
    for (const page of pages) {
      assert.match(page, /^https:\/\/partner\.microsoft\.com\/dashboard\/[\w/-]+$/);
    }
    for (const { status, failureKind, startedAt, endedAt, polls } of results) {
      assert.ok(statuses.includes(status));
      assert.ok(kinds.includes(failureKind));
      assert.ok(Date.parse(startedAt) > 0 && Date.parse(endedAt) > 0);
      assert.ok(polls >= 0);
    }
    assert.equal(runner.told('summary').length, 1);
  },

  'requests go only to the API and to the issuers of tokens'({ exchanges }, { offers, history }) {
    const allowedApis = history.auto ? apiNames : offers.map(({ listing }) => listing.api);
    const issuers = history.credential === 'token' ? [] : [origins.authority, origins.idToken];
    for (const { api, request } of exchanges) {
      const { href, origin } = request.url;
      assert.ok(api ? allowedApis.includes(api) : issuers.includes(origin), href);
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

function isShownUnclear({ shown }: Exchange): boolean {
  return shown?.phase === 'unclear';
}

/** Whether somebody else may take the offer live, too. */
function hasRivals({ plan }: Offer): boolean {
  const { colleagueMs, rivalBefore, next } = plan;
  return colleagueMs !== undefined || rivalBefore !== undefined || next?.colleagueAfterMs !== undefined;
}

/** At the end of a check with auto, each API is asked where the offer stands: also those that have refused. */
function isSurvey({ mode }: RunPlan, { auto }: History): boolean {
  return mode === 'check' && auto !== undefined;
}

/** The words for the type of an offer that the lists of products have. */
function listedWords({ listing }: Offer): string[] {
  return Object.values(listing.types).flatMap((word) => word || []);
}

interface ApiChoice {
  api: string;
  /** It is what was left, as no list has the offer. */
  isLast: boolean;
  /** The call of the runner that said so. */
  call: number;
}

/** The choices of an API for this offer that were made by asking, as the log says them. */
function choicesOf({ runner }: PlayedRun, { name }: Offer): ApiChoice[] {
  return runner.calls.flatMap(([kind, line = ''], call) => {
    if (kind !== 'info' || !line.includes(`contoso/${name}`)) {
      return [];
    }
    const byType = / offer: using (\S+)\.$/.exec(line)?.[1];
    const last = /So (\S+) is left for \S+\.$/.exec(line)?.[1];
    const api = byType ?? last;
    return api ? [{ api, isLast: byType === undefined, call }] : [];
  });
}

/** The API that carries the first offer. */
function carrierOf([offer]: readonly Offer[]): ApiName | undefined {
  return offer?.listing.api;
}

/** What an operation URL leads to; undefined if it is empty, or leads nowhere. */
function findOperation(offers: readonly Offer[], url: string): OperationTarget | undefined {
  const api = url ? apiAt(new URL(url)) : undefined;
  return api && models[api].findOperation(offers, new URL(url));
}

function requestsTo(api: ApiName | undefined, exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.filter((exchange) => exchange.api === api);
}

function isSuccess({ response }: Exchange): boolean {
  return response !== undefined && response.status < 300;
}

/** The server says no, and that nothing was done. */
function isRefusalStatus(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429;
}

/** A check was refused, and not for its token. */
function isOddRefusal({ response, isEssential, offer }: Exchange): boolean {
  const status = response?.status ?? 0;
  return isEssential && !offer && isRefusalStatus(status) && status !== 401;
}

/** A go-live may have been accepted: its answer was lost, or does not tell. */
function isOutcomeOpen({ offer, response }: Exchange): boolean {
  return offer !== undefined && !(response && isRefusalStatus(response.status));
}

function hasEndedBadly({ failureKind, status }: OfferResult): boolean {
  return failureKind !== '' && (status === 'failed' || status === 'canceled' || status === 'not-started');
}

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
