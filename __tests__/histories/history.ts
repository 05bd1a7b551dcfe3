import fc from 'fast-check';
import { networkFailure } from '../../src/http/failures.ts';
import type { ExchangeLimits, HttpRequest, HttpResponse } from '../../src/http/transport.ts';
import { run } from '../../src/main.ts';
import type { Clock } from '../../src/model/clock.ts';
import { interrupted } from '../../src/model/failure.ts';
import { type RecordingRunner, recordingRunner } from '../support/unit/recording-runner.ts';
import { VirtualClock } from '../support/unit/virtual-clock.ts';
import {
  type ApiModel,
  type ApiName,
  type ApiRequest,
  apiAt,
  apiNames,
  type GoLiveTarget,
  type LocationForm,
  locationForms,
  models,
  type ProductsPlan,
  type Shown,
  simpleProducts,
} from './model.ts';
import { type Listing, type ListPlan, Offer, type OfferPlan, type Phase, type PreviewPlan } from './offer.ts';

/** What happens to one exchange with a server, as plain data. */
export interface ExchangePlan {
  /**
   * `ok`: the server answers. `lost`: no answer arrives. `stall`: no answer arrives until the client gives up. `status`: a
   * failure with this status; the server has done nothing, unless `acted`. `unreadable`: a success that cannot be read.
   * `unknown-word`: an answer with a status that nobody knows.
   */
  kind: 'ok' | 'lost' | 'stall' | 'status' | 'unreadable' | 'unknown-word';
  durationMs: number;
  status: number;
  /** The server handles the request despite the failure, this long after the end of the exchange, in ms. */
  acted: boolean;
  actedAfterMs: number;
  fault: 'connection' | 'unreachable' | 'certificate' | 'proxy' | 'too-large';
  retryAfter: string | undefined;
  /** `flaky-sign-in`: a refusal of Entra ID that was seen to come and go. `final-sign-in`: one that does not. */
  body:
    | 'error'
    | 'html'
    | 'empty'
    | 'truncated'
    | 'array'
    | 'other'
    | 'deep'
    | 'flaky-sign-in'
    | 'final-sign-in';
  locationForm: LocationForm;
}

/** The same happens to all requests of a kind for a while, as plain data. */
export interface SpellPlan {
  /** `reads`: all requests to the API but go-lives. */
  hits: 'reads' | 'api' | 'sign-ins';
  /** In ms after the start of the run. */
  fromMs: number;
  durationMs: number;
  exchange: ExchangePlan;
}

/** One run: the inputs that the workflow gives it, and what happens to its requests. */
export interface RunPlan {
  mode: 'go-live' | 'follow' | 'check';
  wait: boolean;
  waitForPreview: boolean;
  timeoutMinutes: number;
  pollSeconds: number | undefined;
  failOnTimeout: boolean;
  failOnBlocked: boolean;
  /** The run gets the operation URLs that the previous run gave out. */
  usesOperationUrls: boolean;
  /** The workflow passes them on without their fragments. */
  stripsFragments: boolean;
  /** When the runner stops the step, in ms after the start of the run. */
  stopMs: number | undefined;
  /** What happens to go-lives, to sign-ins, and to all other requests, in order; any further ones are ok. */
  reads: ExchangePlan[];
  goLives: ExchangePlan[];
  signIns: ExchangePlan[];
  /** Comes before the plans for single exchanges. */
  spell: SpellPlan | undefined;
}

/**
 * How an API refuses the application: Entra ID gives no token for it, in a way that was seen to come and go or in one that was
 * not; or the API itself does, with this status.
 */
export type Refusal = 'flaky-sign-in' | 'final-sign-in' | 401 | 403;

/** With `api: auto`, what the APIs say of the offers and of the application, as plain data. */
export interface AutoPlan {
  /** For each offer, in order. */
  listings: Listing[];
  /** The APIs that refuse the application. */
  refusals: Partial<Record<ApiName, Refusal>>;
}

/** A complete history, as plain data: the offers, and the runs, one after the other. */
export interface History {
  offers: OfferPlan[];
  /** Undefined: the input `api` names the API. */
  auto: AutoPlan | undefined;
  /** How Partner Center lists the products of these offers. */
  products: ProductsPlan;
  credential: 'token' | 'secret' | 'identity';
  /** The machine sleeps for this long, in ms, so the clock jumps ahead. */
  suspensions: { atMs: number; durationMs: number }[];
  /** From this time on, the time of day is off by so many ms. */
  timeOfDay: { atMs: number; offsetMs: number };
  runs: RunPlan[];
  /** The time between two runs, in ms. */
  betweenRunsMs: number;
}

/** One exchange that took place. */
export interface Exchange {
  request: HttpRequest;
  /** Undefined for a request to an issuer of tokens. */
  api: ApiName | undefined;
  /** A request that asks which product an offer is. */
  isLookUp: boolean;
  /** How many calls the runner had received when it began. */
  callsBefore: number;
  startMs: number;
  endMs: number;
  /** Undefined unless the whole response reached the action. */
  response: HttpResponse | undefined;
  /** For a go-live: its offer, and whether the server accepted it at once. */
  offer: Offer | undefined;
  accepted: boolean;
  /** The output `operation-url` at the start of the exchange. */
  operationUrls: string;
  /** The phase of an offer, if the response shows one. */
  shown: Shown | undefined;
  /** The offer that changed while its list was read, page by page, so that the whole list shows no phase. */
  changing: Offer | undefined;
  /** A request to the API, and a status check fails if it does. */
  isEssential: boolean;
}

export interface PlayedRun {
  number: number;
  plan: RunPlan;
  /** The input `operation-url`. */
  givenUrls: string;
  exitCode: number;
  runner: RecordingRunner;
  exchanges: Exchange[];
  startMs: number;
  endMs: number;
  /** When the runner stopped the step; undefined if the run ended first. */
  stoppedMs: number | undefined;
  /** How far the clock jumped ahead during the run, in ms. */
  jumpedMs: number;
  secrets: string[];
  /** The API that each access token is for. */
  tokens: ReadonlyMap<string, ApiName>;
}

export interface PlayedHistory {
  history: History;
  offers: Offer[];
  runs: PlayedRun[];
}

// Virtual time would not wait for these modules to load.
await Promise.all([import('../../src/http/html-converter.ts'), import('../../src/auth/msal.ts')]);

const givenToken = 'given-token-0123456789abcdef';
const clientSecret = 'client-secret-0123456789abcdef';
const requestToken = 'request-token-0123456789abcdef';
const idTokenOrigin = 'https://token.actions.example';
const authorityOrigin = 'https://login.microsoftonline.com';
const minute = 60_000;

/** Changes the body of a response before the action receives it. */
export type Tamper = (request: HttpRequest, body: string) => string;

/**
 * Plays a history to its end.
 * @param api the input; with `auto`, the history has a plan for it
 * @param tamper by default, changes nothing
 */
export async function play(
  api: ApiName | 'auto',
  history: History,
  tamper: Tamper = (_request, body) => body,
): Promise<PlayedHistory> {
  const clock = new VirtualClock();
  const offers = history.offers.map((plan, index) => {
    const listing = api === 'auto' ? history.auto?.listings[index] : { api, types: usualTypes };
    if (!listing) {
      throw new Error('The history has no plan for auto.');
    }
    return new Offer(index, models[listing.api].adapt(plan), listing);
  });
  const suspensions = history.suspensions.toSorted((a, b) => a.atMs - b.atMs);
  let jumpedMs = 0;
  const machineClock: Clock = {
    now: () => clock.now(),
    epoch: () =>
      clock.epoch() + (clock.elapsedMs() >= history.timeOfDay.atMs ? history.timeOfDay.offsetMs : 0),
    sleep(ms, signal) {
      const next = suspensions[0];
      if (next && ms > 0 && clock.elapsedMs() + ms >= next.atMs) {
        suspensions.shift();
        jumpedMs += next.durationMs;
        return clock.sleep(ms + next.durationMs, signal);
      }
      return clock.sleep(ms, signal);
    },
  };

  const runs: PlayedRun[] = [];
  for (const [number, drawn] of history.runs.entries()) {
    const urls = runs.at(-1)?.runner.outputs()['operation-url'] ?? '';
    const followsUrls = drawn.usesOperationUrls && urls.trim() !== '' && drawn.mode !== 'check';
    const plan: RunPlan = followsUrls ? { ...drawn, mode: 'follow' } : drawn;
    const passedUrls = plan.stripsFragments ? urls.replace(/#.*/g, '') : urls;
    const givenUrls = followsUrls ? passedUrls : '';
    const runner = recordingRunner(inputsFor(api, history, offers, plan, givenUrls), {
      requestUrl: `${idTokenOrigin}/token?version=1`,
      requestToken,
    });
    const stop = new AbortController();
    const startMs = clock.elapsedMs();
    const jumpedBefore = jumpedMs;
    let stoppedMs: number | undefined;
    if (plan.stopMs !== undefined) {
      clock.at(startMs + plan.stopMs, () => {
        stoppedMs ??= clock.elapsedMs();
        stop.abort(interrupted('SIGINT'));
      });
    }
    const network = new Network(history, offers, number, plan, clock, runner);
    const exitCode = await run({
      runner,
      clock: machineClock,
      async transport(request, limits) {
        const response = await network.exchange(request, limits);
        return { ...response, body: tamper(request, response.body) };
      },
      random: () => 0.5,
      signal: stop.signal,
      stalled: new Promise(() => {}),
      environmentProblems: [],
    });
    const endMs = clock.elapsedMs();
    const isStopped = stop.signal.aborted;
    const { exchanges } = network;
    const before = exchanges.length;
    await clock.sleep(10 * minute + history.betweenRunsMs, new AbortController().signal);
    if (exchanges.length > before) {
      throw new Error('A request was sent after the end of the run.');
    }
    runs.push({
      number,
      plan,
      givenUrls,
      exitCode,
      runner,
      exchanges,
      startMs,
      endMs,
      stoppedMs: isStopped ? stoppedMs : undefined,
      jumpedMs: jumpedMs - jumpedBefore,
      secrets: network.secrets,
      tokens: network.tokens,
    });
  }
  return { history, offers, runs };
}

const usualTypes: Listing['types'] = {
  'product-ingestion': 'azureVirtualMachine',
  'partner-center': 'AzureApplication',
};

function inputsFor(
  api: ApiName | 'auto',
  history: History,
  offers: readonly Offer[],
  plan: RunPlan,
  operationUrls: string,
): Record<string, string> {
  const credentials: Record<History['credential'], Record<string, string>> = {
    token: { token: givenToken },
    secret: { 'client-secret': clientSecret, ...application },
    identity: application,
  };
  return {
    api,
    publisher: 'contoso',
    offer: offers.map(({ name }) => name).join('\n'),
    mode: plan.mode,
    wait: String(plan.wait),
    'wait-for-preview': String(plan.waitForPreview),
    'timeout-minutes': String(plan.timeoutMinutes),
    'poll-interval-seconds': plan.pollSeconds === undefined ? '' : String(plan.pollSeconds),
    'fail-on-timeout': String(plan.failOnTimeout),
    'fail-on-blocked': String(plan.failOnBlocked),
    'operation-url': operationUrls,
    ...credentials[history.credential],
  };
}

const application = { 'tenant-id': 'contoso.example', 'client-id': '22222222-2222-4222-8222-222222222222' };

/** The server answers quickly. */
export const normalExchange: ExchangePlan = {
  kind: 'ok',
  durationMs: 200,
  status: 200,
  acted: false,
  actedAfterMs: 0,
  fault: 'connection',
  retryAfter: undefined,
  body: 'error',
  locationForm: 'absolute',
};

/** The offer waits for sign-off, and a go-live takes an hour. */
const simpleOffer: OfferPlan = {
  start: 'waiting',
  buildMs: 0,
  previewOutcome: 'waiting',
  goLiveMs: 60 * minute,
  goLiveOutcome: 'live',
  blocked: false,
  lagMs: 0,
  redundantGoLive: 'accept',
  refusal: 400,
  colleagueMs: undefined,
  rivalBefore: undefined,
  next: undefined,
  withdrawal: undefined,
  list: { order: 0, dates: 'all', ids: 'numbers', pageSize: 100, unreadable: false, older: 'none' },
  spelling: 1,
};

/** A go-live that waits. */
const simpleRun: RunPlan = {
  mode: 'go-live',
  wait: true,
  waitForPreview: false,
  timeoutMinutes: 330,
  pollSeconds: 60,
  failOnTimeout: true,
  failOnBlocked: false,
  usesOperationUrls: false,
  stripsFragments: false,
  stopMs: undefined,
  reads: [],
  goLives: [],
  signIns: [],
  spell: undefined,
};

/** Follows what the previous run gave out, undisturbed, for longer than anything takes. */
export const calmFollow: RunPlan = {
  ...simpleRun,
  mode: 'follow',
  usesOperationUrls: true,
  timeoutMinutes: 3_000,
  pollSeconds: undefined,
};

/** One offer is taken live, without failures except those given. @param runs how many; any after the first are simple */
export function simpleHistory(run: Partial<RunPlan> = {}, offer: Partial<OfferPlan> = {}, runs = 1): History {
  const laterRuns = Array<RunPlan>(runs - 1).fill(simpleRun);
  return {
    offers: [{ ...simpleOffer, ...offer }],
    auto: undefined,
    products: simpleProducts,
    credential: 'token',
    suspensions: [],
    timeOfDay: { atMs: 0, offsetMs: 0 },
    runs: [{ ...simpleRun, ...run }, ...laterRuns],
    betweenRunsMs: 0,
  };
}

/** A request as the server of an API sees it, and the offers that this API carries. */
interface ApiCall {
  api: ApiName;
  model: ApiModel;
  apiRequest: ApiRequest;
  offers: Offer[];
}

// Far more than any history needs.
const maxExchanges = 20_000;

/** The servers, and the network between them and one run. */
class Network {
  readonly exchanges: Exchange[] = [];
  readonly secrets: string[] = [givenToken, clientSecret, requestToken];
  readonly tokens = new Map<string, ApiName>();
  readonly #offers: readonly Offer[];
  readonly #run: number;
  readonly #clock: VirtualClock;
  readonly #runner: RecordingRunner;
  readonly #products: ProductsPlan;
  readonly #auto: AutoPlan | undefined;
  readonly #startMs: number;
  readonly #spell: SpellPlan | undefined;
  readonly #plans: Record<'reads' | 'goLives' | 'signIns', ExchangePlan[]>;

  constructor(
    history: History,
    offers: readonly Offer[],
    number: number,
    plan: RunPlan,
    clock: VirtualClock,
    runner: RecordingRunner,
  ) {
    this.#offers = offers;
    this.#run = number;
    this.#clock = clock;
    this.#runner = runner;
    this.#products = history.products;
    this.#auto = history.auto;
    this.#startMs = clock.elapsedMs();
    this.#spell = plan.spell;
    this.#plans = { reads: [...plan.reads], goLives: [...plan.goLives], signIns: [...plan.signIns] };
    if (history.credential === 'token') {
      for (const { listing } of offers) {
        this.tokens.set(givenToken, listing.api);
      }
    }
  }

  async exchange(request: HttpRequest, limits: ExchangeLimits): Promise<HttpResponse> {
    limits.signal.throwIfAborted();
    if (this.exchanges.length > maxExchanges) {
      throw new Error('The run does not end.');
    }
    const api = apiAt(request.url);
    const call = api && this.#apiCall(api, request);
    const target = call?.model.findGoLive(this.#offers, call.apiRequest);
    const plan = this.#planFor(target ? 'goLives' : call ? 'reads' : 'signIns');
    target?.offer.beforeGoLive(this.#clock.elapsedMs());
    const isLookUp = call?.model.isLookUp(call.apiRequest) ?? false;
    const exchange: Exchange = {
      request,
      api,
      isLookUp,
      callsBefore: this.#runner.calls.length,
      startMs: this.#clock.elapsedMs(),
      endMs: 0,
      response: undefined,
      offer: target?.offer,
      accepted: false,
      operationUrls: this.#runner.outputs()['operation-url'] ?? '',
      shown: undefined,
      changing: undefined,
      // Before the API is chosen, a look-up may be answered by another one.
      isEssential: call !== undefined && !call.model.isOptional(call.apiRequest) && !(this.#auto && isLookUp),
    };
    this.exchanges.push(exchange);
    try {
      const findShown = (sinceMs: number) =>
        call && plan.kind === 'ok'
          ? call.model.findShown(call.offers, call.apiRequest, exchange.startMs, sinceMs)
          : undefined;
      const shown = findShown(this.#firstPageMs(exchange));
      exchange.changing = shown ? undefined : findShown(exchange.startMs)?.offer;
      exchange.response = await this.#play(plan, exchange, target, limits, () =>
        call ? this.#answer(call, request, plan) : this.#signIn(request),
      );
      exchange.shown = exchange.response.status === 200 ? shown : undefined;
      return exchange.response;
    } finally {
      exchange.endMs = this.#clock.elapsedMs();
    }
  }

  #apiCall(api: ApiName, { method, url, body }: HttpRequest): ApiCall {
    const model = models[api];
    const apiRequest: ApiRequest = {
      method,
      path: url.pathname.slice(new URL(model.baseUrl).pathname.replace(/^\/$/, '').length),
      query: url.searchParams,
      body: body ?? '',
    };
    return { api, model, apiRequest, offers: this.#offers.filter(({ listing }) => listing.api === api) };
  }

  /** When the first page of the list was read to which this request belongs; the last one with its path. */
  #firstPageMs({ request, startMs }: Exchange): number {
    const isFirst = ({ url }: HttpRequest) => !/skipToken|continuationToken/.test(url.search);
    const first = this.exchanges.findLast(
      (other) => other.request.url.pathname === request.url.pathname && isFirst(other.request),
    );
    return first?.startMs ?? startMs;
  }

  /** What happens to the next exchange. */
  #planFor(kind: 'reads' | 'goLives' | 'signIns'): ExchangePlan {
    const spell = this.#spell;
    const elapsedMs = this.#clock.elapsedMs() - this.#startMs;
    const isHit = {
      reads: spell?.hits === 'reads' || spell?.hits === 'api',
      goLives: spell?.hits === 'api',
      signIns: spell?.hits === 'sign-ins',
    }[kind];
    return spell && isHit && elapsedMs >= spell.fromMs && elapsedMs < spell.fromMs + spell.durationMs
      ? spell.exchange
      : (this.#plans[kind].shift() ?? normalExchange);
  }

  async #play(
    plan: ExchangePlan,
    exchange: Exchange,
    target: GoLiveTarget | undefined,
    limits: ExchangeLimits,
    answer: () => HttpResponse,
  ): Promise<HttpResponse> {
    const { request } = exchange;
    const durationMs = plan.kind === 'stall' ? limits.limitMs : Math.min(plan.durationMs, limits.limitMs);
    const isTooSlow = plan.kind === 'stall' || plan.durationMs >= limits.limitMs;
    let response: HttpResponse | undefined;
    if (plan.kind === 'ok' || plan.kind === 'unknown-word') {
      response = answer();
      exchange.accepted = target !== undefined && response.status < 300;
    } else if (plan.kind === 'unreadable' && target && plan.acted) {
      // The body becomes unreadable, but a refusal does not become a success.
      const original = answer();
      response = original.status < 300 ? undefined : original;
    } else if (target && plan.acted && target.offer.listing.api === exchange.api) {
      const atMs = this.#clock.elapsedMs() + durationMs + plan.actedAfterMs;
      target.offer.goLiveLater(atMs, this.#run, target.release);
    }
    await this.#clock.sleep(durationMs, limits.signal);
    limits.signal.throwIfAborted();
    if (isTooSlow) {
      throw networkFailure('timeout', `No complete answer came from ${request.url.host}.`);
    }
    if (plan.kind === 'lost') {
      throw networkFailure(plan.fault, `No answer from ${request.url.host}.`);
    }
    return response ?? this.#badResponse(plan, request);
  }

  #answer(call: ApiCall, request: HttpRequest, plan: ExchangePlan): HttpResponse {
    const { api, model, offers, apiRequest } = call;
    const token = request.headers['Authorization']?.replace('Bearer ', '') ?? '';
    const refusal = this.#auto?.refusals[api];
    if (this.tokens.get(token) !== api || refusal === 401) {
      return { status: 401, statusText: 'Unauthorized', headers: {}, body: '' };
    }
    if (refusal === 403) {
      return { status: 403, statusText: 'Forbidden', headers: {}, body: '' };
    }
    const { status, headers, document } = model.answer(offers, apiRequest, {
      nowMs: this.#clock.elapsedMs(),
      run: this.#run,
      unknownWord: plan.kind === 'unknown-word' ? 'reticulating::error::' : undefined,
      locationForm: plan.locationForm,
      products: this.#products,
      all: this.#offers,
    });
    return {
      status,
      statusText: '',
      headers: { 'x-ms-correlation-request-id': 'c-1', ...headers },
      body: document === undefined ? '' : JSON.stringify(document),
    };
  }

  #signIn(request: HttpRequest): HttpResponse {
    const { origin } = request.url;
    const number = this.exchanges.length;
    const token = `access-token-${this.#run}-${number}-0123456789`;
    this.secrets.push(token);
    if (origin === idTokenOrigin) {
      return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify({ value: token }) };
    }
    const scope = new URLSearchParams(request.body).get('scope') ?? '';
    const api = apiNames.find((name) => scope === `${new URL(models[name].baseUrl).origin}/.default`);
    const refusal = api && this.#auto?.refusals[api];
    if (!api || refusal === 'flaky-sign-in' || refusal === 'final-sign-in') {
      const code = refusal === 'flaky-sign-in' ? 'AADSTS500011' : 'AADSTS650057';
      const error_description = `${code}: The resource ${scope} is not for this application.`;
      const body = JSON.stringify({ error: 'invalid_resource', error_description });
      return { status: 400, statusText: '', headers: {}, body };
    }
    this.tokens.set(token, api);
    const body = { token_type: 'Bearer', expires_in: 3599, access_token: token };
    return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(body) };
  }

  /** A failure, or a success that cannot be read. It echoes the request. */
  #badResponse(plan: ExchangePlan, { headers, body: sent }: HttpRequest): HttpResponse {
    const echo = `${headers['Authorization']} ${sent ?? ''}`;
    const bodies: Record<ExchangePlan['body'], string> = {
      error: JSON.stringify({
        error: { code: 'oops', message: `::error::Try ${echo} again`, details: {} },
      }),
      html: `<!DOCTYPE html><html><head><title>Sign in</title></head><body>${echo}</body></html>`,
      empty: '',
      truncated: `{"status": "complete", "echo": ${JSON.stringify(echo)}, "steps": [`,
      array: '[1, null, {"status": "complete"}]',
      other: JSON.stringify({ state: 'complete', value: { status: 'complete' }, echo }),
      'flaky-sign-in': JSON.stringify({
        error: 'invalid_client',
        error_description: 'AADSTS7002381: The issuer is not allowed.',
      }),
      'final-sign-in': JSON.stringify({
        error: 'invalid_client',
        error_description: `AADSTS7000215: Invalid client secret. ${echo}`,
      }),
      deep: `${'[{"details":'.repeat(5_000)}0${'}]'.repeat(5_000)}`,
    };
    return {
      status: plan.kind === 'status' ? plan.status : 200,
      statusText: echo,
      headers: {
        'request-id': echo,
        ...(plan.retryAfter === undefined ? {} : { 'retry-after': plan.retryAfter }),
        ...(plan.status < 400 ? { location: `https://evil.example/?${echo}` } : {}),
      },
      body: bodies[plan.body],
    };
  }
}

export const origins = { idToken: idTokenOrigin, authority: authorityOrigin };

// The rest of this file draws random histories.

const phases: Phase[] = [
  'waiting',
  'building-preview',
  'going-live',
  'live',
  'failed',
  'canceled',
  'never-published',
  'preview-failed',
  'withdrawing',
  'withdrawn',
];

const duration = (maxMs: number) =>
  fc.oneof(fc.integer({ min: 0, max: 5 * minute }), fc.integer({ min: 0, max: maxMs }));

/** Undefined, but for one history in so many. */
const oneIn = <Value>(count: number, value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof(
    { weight: count - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value as fc.Arbitrary<Value | undefined> },
  );

const list: fc.Arbitrary<ListPlan> = fc.record({
  order: fc.nat(9),
  dates: fc.constantFrom('all', 'all', 'all', 'none', 'some', 'year-1'),
  ids: fc.constantFrom('numbers', 'numbers', 'reversed', 'words'),
  pageSize: fc.constantFrom(100, 1, 2),
  unreadable: fc.constantFrom(...Array<boolean>(14).fill(false), true),
  older: fc.constantFrom('none', 'failed-preview', 'failed-go-live', 'draft', 'dead'),
});

const outcome = fc.constantFrom('live', 'live', 'failed', 'canceled');

// A preview takes hours. If one were ready soon after a go-live that lost its answer, no status could tell the two apart.
const next: fc.Arbitrary<PreviewPlan> = fc.record({
  atMs: duration(300 * minute),
  buildMs: fc.integer({ min: 90 * minute, max: 300 * minute }),
  outcome: fc.constantFrom('waiting', 'waiting', 'preview-failed'),
  colleagueAfterMs: fc.option(duration(100 * minute), { nil: undefined, freq: 1 }),
  goLiveOutcome: outcome,
});

const withdrawal: fc.Arbitrary<OfferPlan['withdrawal']> = fc.record({
  atMs: duration(300 * minute),
  durationMs: duration(300 * minute),
  form: fc.constantFrom('flag', 'schedule', 'newer', 'replacing'),
});

const lagMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 }));
const refusal = fc.constantFrom(400, 409, 412);
const redundantGoLive = fc.constantFrom('refuse', 'accept');

const offerPlan: fc.Arbitrary<OfferPlan> = fc.record({
  start: fc.oneof({ weight: 2, arbitrary: fc.constant<Phase>('waiting') }, fc.constantFrom(...phases)),
  buildMs: duration(200 * minute),
  previewOutcome: fc.constantFrom('waiting', 'waiting', 'preview-failed'),
  goLiveMs: duration(400 * minute),
  goLiveOutcome: outcome,
  blocked: fc.boolean(),
  lagMs,
  redundantGoLive,
  refusal,
  colleagueMs: oneIn(3, duration(100 * minute)),
  rivalBefore: oneIn(4, fc.constantFrom(1, 1, 2)),
  next: oneIn(4, next),
  withdrawal: oneIn(6, withdrawal),
  list,
  spelling: fc.nat(59),
});

const exchangeMs = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2_000 }) },
  fc.integer({ min: 0, max: 130_000 }),
);

const retryAfter = fc.constantFrom(
  undefined,
  undefined,
  '0',
  '7',
  '600',
  '86400',
  '-1',
  'soon',
  '9'.repeat(30),
  'Fri, 02 Jan 2026 04:00:00 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
);

const bodies = ['error', 'html', 'empty', 'truncated', 'array', 'other', 'deep'] as const;

const exchangePlan = (statuses: readonly number[]): fc.Arbitrary<ExchangePlan> =>
  fc.record({
    kind: fc.constantFrom('ok', 'ok', 'lost', 'stall', 'status', 'status', 'unreadable', 'unknown-word'),
    durationMs: exchangeMs,
    status: fc.constantFrom(...statuses),
    acted: fc.boolean(),
    actedAfterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
    fault: fc.constantFrom('connection', 'connection', 'unreachable', 'certificate', 'proxy', 'too-large'),
    retryAfter,
    body: fc.constantFrom(...bodies),
    locationForm: fc.constantFrom(...locationForms),
  });

const transientStatuses = [408, 425, 429, 500, 502, 503, 504];
const read = exchangePlan([...transientStatuses, ...transientStatuses, 301, 400, 401, 403, 404, 409, 599]);
/** A server that refuses a go-live has not acted, nor has one that could not be reached. */
const goLive = exchangePlan([...transientStatuses, 302, 400, 401, 403, 404, 409, 412, 422, 423]).map(
  (drawn) => {
    const isRefusal = drawn.kind === 'status' && !(drawn.status >= 500 || drawn.status === 408);
    const isUnsent = drawn.kind === 'lost' && ['unreachable', 'certificate', 'proxy'].includes(drawn.fault);
    // The action may take any other success for an acceptance, so only a server that has acted sends one.
    const isAcceptance = drawn.kind === 'unreadable' && drawn.body !== 'html' && drawn.body !== 'truncated';
    return {
      ...drawn,
      acted: isAcceptance || (drawn.acted && !isRefusal && !isUnsent),
      actedAfterMs: isAcceptance ? 0 : drawn.actedAfterMs,
    };
  },
);
const signIn = fc
  .tuple(
    exchangePlan([...transientStatuses, 400, 401, 401, 403]),
    fc.constantFrom<ExchangePlan['body'] | undefined>(undefined, 'flaky-sign-in', 'final-sign-in'),
  )
  .map(([drawn, body = drawn.body]): ExchangePlan => ({ ...drawn, body, acted: false }));

const oddStatus = fc.constantFrom(400, 401, 403, 404, 409, 410, 302);

/** The API refuses everything for a while, or a host does not answer, from the start or later. */
const spell: fc.Arbitrary<SpellPlan> = fc.oneof(
  fc.record({
    hits: fc.constant('reads' as const),
    fromMs: duration(60 * minute),
    durationMs: duration(40 * minute),
    exchange: fc
      .record({ status: oddStatus, durationMs: fc.integer({ min: 0, max: 2_000 }), retryAfter })
      .map((drawn): ExchangePlan => ({ ...normalExchange, ...drawn, kind: 'status' })),
  }),
  fc.record({
    hits: fc.constant('sign-ins' as const),
    fromMs: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, duration(60 * minute)),
    durationMs: duration(40 * minute),
    exchange: fc
      .record({
        status: fc.constantFrom(401, 401, 400, 503),
        body: fc.constantFrom<ExchangePlan['body']>('flaky-sign-in', 'flaky-sign-in', 'final-sign-in'),
      })
      .map((drawn): ExchangePlan => ({ ...normalExchange, ...drawn, kind: 'status' })),
  }),
  fc.record({
    hits: fc.constantFrom('api', 'sign-ins'),
    fromMs: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, duration(60 * minute)),
    durationMs: fc.oneof(fc.constant(1e9), duration(40 * minute)),
    exchange: fc
      .record({
        kind: fc.constantFrom('stall', 'lost'),
        durationMs: fc.integer({ min: 0, max: 20_000 }),
        fault: fc.constantFrom('connection', 'unreachable', 'unreachable', 'certificate'),
      })
      .map((drawn): ExchangePlan => ({ ...normalExchange, ...drawn })),
  }),
);

const runPlan: fc.Arbitrary<RunPlan> = fc.record({
  mode: fc.constantFrom('go-live', 'go-live', 'go-live', 'go-live', 'follow', 'check'),
  wait: fc.constantFrom(true, true, true, false),
  waitForPreview: fc.boolean(),
  timeoutMinutes: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constantFrom(0.001, 0.5, 2, 330)),
  pollSeconds: fc.option(fc.constantFrom(60, 120, 600, 3600), { nil: undefined, freq: 2 }),
  failOnTimeout: fc.boolean(),
  failOnBlocked: fc.constantFrom(false, false, true),
  usesOperationUrls: fc.boolean(),
  stripsFragments: fc.constantFrom(false, false, false, true),
  stopMs: oneIn(3, duration(100 * minute)),
  reads: fc.array(read, { maxLength: 12 }),
  goLives: fc.array(goLive, { maxLength: 4 }),
  signIns: fc.array(signIn, { maxLength: 4 }),
  spell: oneIn(5, spell),
});

const products: fc.Arbitrary<ProductsPlan> = fc.record({
  filter: fc.constantFrom('works', 'works', 'refused', 'ignored', 'finds-nothing'),
  plain: fc.constantFrom('complete', 'complete', 'complete', 'incomplete', 'refused'),
  end: fc.constantFrom('last-page', 'not-found'),
});

/** Without next previews if the machine sleeps, because a preview could be ready before anything is checked. */
function withoutNextIfAsleep(history: History): History {
  return history.suspensions.length === 0
    ? history
    : { ...history, offers: history.offers.map((plan) => ({ ...plan, next: undefined })) };
}

/** Some histories end with a run that follows what the one before gave out. */
const endedByFollow = (history: fc.Arbitrary<History>): fc.Arbitrary<History> =>
  fc
    .tuple(history, fc.boolean())
    .map(([drawn, isEnded]) => (isEnded ? { ...drawn, runs: [...drawn.runs, calmFollow] } : drawn));

const mixedHistory: fc.Arbitrary<History> = fc
  .record({
    offers: fc.oneof(
      { weight: 6, arbitrary: fc.array(offerPlan, { minLength: 1, maxLength: 1 }) },
      { weight: 2, arbitrary: fc.array(offerPlan, { minLength: 2, maxLength: 3 }) },
      fc.array(offerPlan, { minLength: 9, maxLength: 9 }),
    ),
    auto: fc.constant(undefined),
    products,
    credential: fc.oneof(
      { weight: 8, arbitrary: fc.constant('token' as const) },
      fc.constantFrom('secret' as const, 'identity' as const),
    ),
    suspensions: fc.oneof(
      { weight: 4, arbitrary: fc.constant<History['suspensions']>([]) },
      fc.array(fc.record({ atMs: duration(300 * minute), durationMs: duration(600 * minute) }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    timeOfDay: fc.record({
      atMs: duration(300 * minute),
      offsetMs: fc.constantFrom(0, 0, -86_400_000, 3_600_000, 10 * 365 * 86_400_000),
    }),
    runs: fc.array(runPlan, { minLength: 1, maxLength: 2 }),
    betweenRunsMs: duration(600 * minute),
  })
  .map(withoutNextIfAsleep);

// The most dangerous case is rare in mixed histories: the answer to a go-live is lost, and the requests that could show
// whether it was accepted are slow or fail.
const lostExchange = fc
  .record({
    kind: fc.constantFrom('lost', 'stall', 'status', 'unreadable'),
    durationMs: exchangeMs,
    status: fc.constantFrom(408, 500, 503),
    acted: fc.boolean(),
    actedAfterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
    body: fc.constantFrom('html', 'truncated'),
  })
  .map((drawn): ExchangePlan => ({ ...normalExchange, ...drawn }));
const slowExchange = fc
  .integer({ min: 0, max: 119_000 })
  .map((durationMs): ExchangePlan => ({ ...normalExchange, durationMs }));

const historyOfLostAnswers: fc.Arbitrary<History> = fc
  .record({
    offer: fc.record({
      start: fc.constantFrom<Phase>('waiting', 'waiting', 'failed', 'canceled'),
      goLiveMs: duration(400 * minute),
      goLiveOutcome: fc.constantFrom('live', 'live', 'failed', 'canceled'),
      lagMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
      redundantGoLive,
      list,
      spelling: fc.nat(59),
    }),
    reads: fc.array(fc.oneof({ weight: 3, arbitrary: slowExchange }, read), { maxLength: 12 }),
    goLives: fc.array(lostExchange, { minLength: 1, maxLength: 3 }),
    stopMs: oneIn(3, duration(10 * minute)),
    betweenRunsMs: duration(600 * minute),
  })
  .map(({ offer, reads, goLives, stopMs, betweenRunsMs }) => ({
    ...simpleHistory({ reads, goLives, stopMs, timeoutMinutes: 330, pollSeconds: undefined }, offer, 2),
    betweenRunsMs,
  }));

// Another run of the same workflow, or a colleague, is a moment faster than ours.
const historyOfRivals: fc.Arbitrary<History> = fc
  .record({
    offer: fc.record({
      rivalBefore: fc.constantFrom(1, 1, 1, 2),
      goLiveMs: fc.oneof(fc.integer({ min: 0, max: 2_000 }), duration(400 * minute)),
      goLiveOutcome: outcome,
      lagMs,
      redundantGoLive: fc.constantFrom('refuse', 'refuse', 'accept'),
      refusal,
      withdrawal: oneIn(4, withdrawal),
      list,
      spelling: fc.nat(59),
    }),
    // The reads before the go-live and the one after it mostly go well.
    reads: fc.array(fc.oneof({ weight: 8, arbitrary: slowExchange }, read), { maxLength: 8 }),
    goLives: fc.array(fc.oneof({ weight: 2, arbitrary: lostExchange }, goLive), { maxLength: 2 }),
    wait: fc.boolean(),
  })
  .map(({ offer, ...run }) => simpleHistory({ ...run, pollSeconds: undefined }, offer, 2));

// What happens in a long wait: refusals, a host that falls silent, a withdrawal, a preview that begins.
const historyOfWaits: fc.Arbitrary<History> = fc
  .record({
    offer: fc.record({
      start: fc.constantFrom<Phase>('waiting', 'waiting', 'live', 'live', 'going-live', 'building-preview'),
      buildMs: duration(200 * minute),
      goLiveMs: duration(300 * minute),
      goLiveOutcome: outcome,
      next: oneIn(2, next),
      withdrawal: oneIn(3, withdrawal),
      list,
      spelling: fc.nat(59),
    }),
    credential: fc.constantFrom('token', 'token', 'secret', 'identity'),
    run: fc.record({
      waitForPreview: fc.boolean(),
      pollSeconds: fc.constantFrom(undefined, undefined, 60, 600),
      reads: fc.array(
        fc.oneof(
          { weight: 3, arbitrary: fc.constant(normalExchange) },
          {
            weight: 1,
            arbitrary: oddStatus.map(
              (status): ExchangePlan => ({ ...normalExchange, kind: 'status', status }),
            ),
          },
        ),
        { maxLength: 20 },
      ),
      signIns: fc.array(signIn, { maxLength: 4 }),
      spell: oneIn(2, spell),
    }),
  })
  .map(({ offer, credential, run }) => ({ ...simpleHistory(run, offer), credential }));

/** Any history. */
export const anyHistory: fc.Arbitrary<History> = endedByFollow(
  fc.oneof(
    { weight: 4, arbitrary: mixedHistory },
    { weight: 2, arbitrary: historyOfLostAnswers },
    { weight: 2, arbitrary: historyOfWaits },
    { weight: 1, arbitrary: historyOfRivals },
  ),
);

/** The types of offers, the API that carries each, and the words of the lists of products. */
const types: { api: ApiName; ingestion: string; center: string }[] = [
  { api: 'product-ingestion', ingestion: 'azureVirtualMachine', center: 'AzureThirdPartyVirtualMachine' },
  { api: 'product-ingestion', ingestion: 'azureContainer', center: 'AzureContainer' },
  { api: 'product-ingestion', ingestion: 'softwareAsAService', center: 'SoftwareAsAService' },
  { api: 'partner-center', ingestion: 'azureApplication', center: 'AzureApplication' },
  {
    api: 'partner-center',
    ingestion: 'dynamics365BusinessCentral',
    center: 'AzureDynamics365BusinessCentral',
  },
  { api: 'cloud-partner-portal', ingestion: 'managedService', center: 'AzureManagedService' },
  { api: 'cloud-partner-portal', ingestion: 'iotEdgeModule', center: 'AzureIoTEdgeModule' },
];

/** The type that a word of a list means; undefined if it means none. */
export function typeOf(word: string): { api: ApiName } | undefined {
  return types.find(({ ingestion, center }) => word === ingestion || word === center);
}

const unknownType = 'quantumOffer';

/** Most offers are listed as what they are, by the API that carries them and perhaps by the other one. */
const listing: fc.Arbitrary<Listing> = fc
  .record({
    api: fc.constantFrom(...apiNames),
    type: fc.nat(),
    isListedElsewhere: fc.boolean(),
    lie: oneIn(
      5,
      fc.record({
        at: fc.constantFrom<keyof Listing['types']>('product-ingestion', 'partner-center'),
        word: fc.constantFrom(undefined, '', unknownType, ...types.map(({ center }) => center)),
      }),
    ),
  })
  .map(({ api, type, isListedElsewhere, lie }) => {
    const own = types.filter((other) => other.api === api);
    const { ingestion = '', center = '' } = own[type % own.length] ?? {};
    const listed = {
      'product-ingestion': api === 'product-ingestion' || isListedElsewhere ? ingestion : undefined,
      'partner-center': api === 'partner-center' || isListedElsewhere ? center : undefined,
    };
    return { api, types: lie ? { ...listed, [lie.at]: lie.word } : listed };
  });

const refusals: fc.Arbitrary<AutoPlan['refusals']> = fc
  .record({
    api: fc.constantFrom(...apiNames),
    refusal: fc.constantFrom<Refusal>('flaky-sign-in', 'final-sign-in', 401, 403),
    isEverywhere: fc.constantFrom(false, false, false, true),
  })
  .map(({ api, refusal, isEverywhere }) =>
    Object.fromEntries((isEverywhere ? apiNames : [api]).map((name) => [name, refusal])),
  );

/** Any history with `api: auto`. Without a sign-in, the token tells the API. */
export const anyAutoHistory: fc.Arbitrary<History> = fc
  .record({
    history: anyHistory,
    listings: fc.array(listing, { minLength: 9, maxLength: 9 }),
    refusals: oneIn(5, refusals),
    credential: fc.constantFrom<History['credential']>('secret', 'secret', 'secret', 'identity'),
  })
  .map(({ history, listings, refusals = {}, credential }) => ({
    ...history,
    credential,
    auto: { listings, refusals },
  }));
