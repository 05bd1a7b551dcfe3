import fc from 'fast-check';
import type { Clock } from '../../src/clock.ts';
import { Interrupted, NetworkError } from '../../src/errors.ts';
import type { ExchangeLimits, HttpRequest, HttpResponse } from '../../src/http/transport.ts';
import { run } from '../../src/main.ts';
import { type RecordingRunner, recordingRunner } from '../support/unit/recording-runner.ts';
import { VirtualClock } from '../support/unit/virtual-clock.ts';
import { type ApiName, type LocationForm, locationForms, models } from './model.ts';
import { Offer, type OfferPlan, type Phase } from './offer.ts';

/** What becomes of one exchange. */
export interface Turn {
  /**
   * `well`: an answer of the server. `lost`: none comes. `stall`: none comes until the client gives up. `status`: another
   * status, and the server did nothing unless `acted`. `garbled`: a success that cannot be read. `word`: a word that nobody
   * knows tells how things stand.
   */
  what: 'well' | 'lost' | 'stall' | 'status' | 'garbled' | 'word';
  /** How long it takes, in ms. */
  tookMs: number;
  status: number;
  /** The server did what it was asked all the same; so long after the end of the exchange, in ms. */
  acted: boolean;
  actedAfterMs: number;
  fault: 'connection' | 'unreachable' | 'certificate' | 'proxy' | 'too-large';
  retryAfter: string | undefined;
  body: 'problem' | 'html' | 'empty' | 'cut' | 'array' | 'other' | 'deep';
  location: LocationForm;
}

/** What the workflow wants of one run. */
export interface Wish {
  mode: 'go-live' | 'follow' | 'check';
  wait: boolean;
  waitForPreview: boolean;
  timeoutMinutes: number;
  pollSeconds: number | undefined;
  failOnTimeout: boolean;
  failOnBlocked: boolean;
  /** With the operation URLs that the run before gave out. */
  byOperationUrl: boolean;
  /** When the runner stops the step, in ms after its start. */
  signalMs: number | undefined;
  /** What becomes of looks, of go-lives and of sign-ins, in order; later ones go well. */
  looks: Turn[];
  sends: Turn[];
  signIns: Turn[];
}

/** A whole history, as plain data: offers, then runs one after the other. */
export interface History {
  offers: OfferPlan[];
  credential: 'token' | 'secret' | 'identity';
  /** The machine sleeps: then the clock jumps ahead, by so many ms. */
  suspends: { atMs: number; forMs: number }[];
  /** The time of day is set anew: from then on it is off by so many ms. */
  timeOfDay: { atMs: number; offMs: number };
  runs: Wish[];
  /** Between two runs, in ms. */
  restMs: number;
}

/** One exchange as it was. */
export interface Exchange {
  request: HttpRequest;
  startMs: number;
  endMs: number;
  /** The answer reached the action whole. */
  delivered: HttpResponse | undefined;
  /** The offer that it would take live, and whether the server took it at once. */
  offer: Offer | undefined;
  taken: boolean;
  /** The output `operation-url` when it began. */
  outputUrls: string;
  /** Where an offer stands, as the answer shows it; where that is what was asked, and the answer reached the action. */
  shown: { offer: Offer; phase: Phase } | undefined;
}

export interface PlayedRun {
  number: number;
  wish: Wish;
  exitCode: number;
  runner: RecordingRunner;
  exchanges: Exchange[];
  startMs: number;
  endMs: number;
  /** When the runner stopped the step; undefined where it ended before. */
  stoppedMs: number | undefined;
  /** By how much the clock jumped ahead while it ran, in ms. */
  jumpedMs: number;
  secrets: string[];
}

export interface Played {
  history: History;
  api: ApiName;
  offers: Offer[];
  runs: PlayedRun[];
}

// Virtual time does not wait for a module to be loaded.
await Promise.all([import('html-to-text'), import('@azure/msal-node')]);

const givenToken = 'given-token-0123456789abcdef';
const clientSecret = 'client-secret-0123456789abcdef';
const requestToken = 'request-token-0123456789abcdef';
const idTokenOrigin = 'https://token.actions.example';
const authorityOrigin = 'https://login.microsoftonline.com';
const minute = 60_000;

/** Changes the body of an answer before it reaches the action. */
export type Tamper = (request: HttpRequest, body: string) => string;

/** Plays a history to its end. */
export async function play(
  api: ApiName,
  history: History,
  tamper: Tamper = (_request, body) => body,
): Promise<Played> {
  const clock = new VirtualClock();
  const offers = history.offers.map((plan, index) => new Offer(index, plan));
  const suspends = history.suspends.toSorted((a, b) => a.atMs - b.atMs);
  let jumpedMs = 0;
  const worldClock: Clock = {
    now: () => clock.now(),
    epoch: () => clock.epoch() + (clock.elapsedMs() >= history.timeOfDay.atMs ? history.timeOfDay.offMs : 0),
    sleep(ms, signal) {
      const next = suspends[0];
      if (next && ms > 0 && clock.elapsedMs() + ms >= next.atMs) {
        suspends.shift();
        jumpedMs += next.forMs;
        return clock.sleep(ms + next.forMs, signal);
      }
      return clock.sleep(ms, signal);
    },
  };

  const runs: PlayedRun[] = [];
  for (const [number, drawn] of history.runs.entries()) {
    const urls = runs.at(-1)?.runner.outputs()['operation-url'] ?? '';
    const isByUrl = drawn.byOperationUrl && urls.trim() !== '' && drawn.mode !== 'check';
    const wish: Wish = isByUrl ? { ...drawn, mode: 'follow' } : drawn;
    const runner = recordingRunner(inputsOf(api, history, offers, wish, isByUrl ? urls : ''), {
      requestUrl: `${idTokenOrigin}/token?version=1`,
      requestToken,
    });
    const stop = new AbortController();
    const startMs = clock.elapsedMs();
    const jumpedBefore = jumpedMs;
    let stoppedMs: number | undefined;
    if (wish.signalMs !== undefined) {
      clock.at(startMs + wish.signalMs, () => {
        stoppedMs ??= clock.elapsedMs();
        stop.abort(new Interrupted('SIGINT'));
      });
    }
    const network = new Network(api, history, offers, number, wish, clock, runner);
    const exitCode = await run({
      runner,
      clock: worldClock,
      async transport(request, limits) {
        const response = await network.exchange(request, limits);
        return { ...response, body: tamper(request, response.body) };
      },
      random: () => 0.5,
      signal: stop.signal,
    });
    const endMs = clock.elapsedMs();
    const isStopped = stop.signal.aborted;
    const { exchanges } = network;
    const before = exchanges.length;
    await clock.sleep(10 * minute + history.restMs, new AbortController().signal);
    if (exchanges.length > before) {
      throw new Error('A request was sent after the end.');
    }
    runs.push({
      number,
      wish,
      exitCode,
      runner,
      exchanges,
      startMs,
      endMs,
      stoppedMs: isStopped ? stoppedMs : undefined,
      jumpedMs: jumpedMs - jumpedBefore,
      secrets: network.secrets,
    });
  }
  return { history, api, offers, runs };
}

function inputsOf(
  api: ApiName,
  history: History,
  offers: readonly Offer[],
  wish: Wish,
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
    mode: wish.mode,
    wait: String(wish.wait),
    'wait-for-preview': String(wish.waitForPreview),
    'timeout-minutes': String(wish.timeoutMinutes),
    'poll-interval-seconds': wish.pollSeconds === undefined ? '' : String(wish.pollSeconds),
    'fail-on-timeout': String(wish.failOnTimeout),
    'fail-on-blocked': String(wish.failOnBlocked),
    'operation-url': operationUrls,
    ...credentials[history.credential],
  };
}

const application = { 'tenant-id': 'contoso.example', 'client-id': '22222222-2222-4222-8222-222222222222' };

/** All goes well. */
export const calm: Turn = {
  what: 'well',
  tookMs: 200,
  status: 200,
  acted: false,
  actedAfterMs: 0,
  fault: 'connection',
  retryAfter: undefined,
  body: 'problem',
  location: 'absolute',
};

/** It waits for sign-off, and goes live in an hour. */
const plainPlan: OfferPlan = {
  start: 'waiting',
  buildMs: 0,
  previewEnds: 'waiting',
  goLiveMs: 60 * minute,
  goLiveEnds: 'live',
  blocked: false,
  lagMs: 0,
  undue: 'take',
  colleagueMs: undefined,
  spelling: 1,
};

const plainWish: Wish = {
  mode: 'go-live',
  wait: true,
  waitForPreview: false,
  timeoutMinutes: 330,
  pollSeconds: 60,
  failOnTimeout: true,
  failOnBlocked: false,
  byOperationUrl: false,
  signalMs: undefined,
  looks: [],
  sends: [],
  signIns: [],
};

/** One offer that is taken live, and all goes well but for what is given. @param runs later ones are as plain as can be */
export function plainHistory(wish: Partial<Wish> = {}, plan: Partial<OfferPlan> = {}, runs = 1): History {
  const later = Array<Wish>(runs - 1).fill(plainWish);
  return {
    offers: [{ ...plainPlan, ...plan }],
    credential: 'token',
    suspends: [],
    timeOfDay: { atMs: 0, offMs: 0 },
    runs: [{ ...plainWish, ...wish }, ...later],
    restMs: 0,
  };
}

// Far more than any history needs.
const maxExchanges = 20_000;

/** The servers and the way to them, for one run. */
class Network {
  readonly exchanges: Exchange[] = [];
  readonly secrets: string[] = [givenToken, clientSecret, requestToken];
  readonly #api: ApiName;
  readonly #offers: readonly Offer[];
  readonly #run: number;
  readonly #clock: VirtualClock;
  readonly #runner: RecordingRunner;
  readonly #turns: Record<'looks' | 'sends' | 'signIns', Turn[]>;
  #accessTokens: string[];

  constructor(
    api: ApiName,
    history: History,
    offers: readonly Offer[],
    number: number,
    wish: Wish,
    clock: VirtualClock,
    runner: RecordingRunner,
  ) {
    this.#api = api;
    this.#offers = offers;
    this.#run = number;
    this.#clock = clock;
    this.#runner = runner;
    this.#turns = { looks: [...wish.looks], sends: [...wish.sends], signIns: [...wish.signIns] };
    this.#accessTokens = history.credential === 'token' ? [givenToken] : [];
  }

  async exchange(request: HttpRequest, limits: ExchangeLimits): Promise<HttpResponse> {
    limits.signal.throwIfAborted();
    if (this.exchanges.length > maxExchanges) {
      throw new Error('The run does not end.');
    }
    const model = models[this.#api];
    const isApi = request.url.href.startsWith(`${model.baseUrl}/`);
    const seen = {
      method: request.method,
      path: request.url.pathname.slice(new URL(model.baseUrl).pathname.replace(/^\/$/, '').length),
      query: request.url.searchParams,
      body: request.body ?? '',
    };
    const offer = isApi ? model.goLiveOf(this.#offers, seen) : undefined;
    const turns = this.#turns[offer ? 'sends' : isApi ? 'looks' : 'signIns'];
    const turn = turns.shift() ?? calm;
    const exchange: Exchange = {
      request,
      startMs: this.#clock.elapsedMs(),
      endMs: 0,
      delivered: undefined,
      offer,
      taken: false,
      outputUrls: this.#runner.outputs()['operation-url'] ?? '',
      shown: undefined,
    };
    this.exchanges.push(exchange);
    try {
      const shown =
        isApi && turn.what === 'well' ? model.shownBy(this.#offers, seen, exchange.startMs) : undefined;
      exchange.delivered = await this.#play(turn, exchange, limits, () =>
        isApi ? this.#answer(request, seen, turn) : this.#signIn(request),
      );
      exchange.shown = exchange.delivered.status === 200 ? shown : undefined;
      return exchange.delivered;
    } finally {
      exchange.endMs = this.#clock.elapsedMs();
    }
  }

  async #play(
    turn: Turn,
    exchange: Exchange,
    limits: ExchangeLimits,
    answer: () => HttpResponse,
  ): Promise<HttpResponse> {
    const { offer, request } = exchange;
    const tookMs = turn.what === 'stall' ? limits.limitMs : Math.min(turn.tookMs, limits.limitMs);
    const isTooSlow = turn.what === 'stall' || turn.tookMs >= limits.limitMs;
    let response: HttpResponse | undefined;
    if (turn.what === 'well' || turn.what === 'word') {
      response = answer();
      exchange.taken = offer !== undefined && response.status < 300;
    } else if (turn.what === 'garbled' && offer && turn.acted) {
      // What comes is spoilt, but no "no" becomes a success.
      const meant = answer();
      response = meant.status < 300 ? undefined : meant;
    } else if (offer && turn.acted) {
      offer.goLiveLater(this.#clock.elapsedMs() + tookMs + turn.actedAfterMs, this.#run);
    }
    await this.#clock.sleep(tookMs, limits.signal);
    limits.signal.throwIfAborted();
    if (isTooSlow) {
      throw new NetworkError('timeout', `No whole answer came from ${request.url.host}.`);
    }
    if (turn.what === 'lost') {
      throw new NetworkError(turn.fault, `No answer from ${request.url.host}.`);
    }
    return response ?? this.#otherAnswer(turn, request);
  }

  #answer(
    request: HttpRequest,
    seen: Parameters<(typeof models)[ApiName]['answer']>[1],
    turn: Turn,
  ): HttpResponse {
    const token = request.headers['Authorization']?.replace('Bearer ', '') ?? '';
    if (!this.#accessTokens.includes(token)) {
      return { status: 401, statusText: 'Unauthorized', headers: {}, body: '' };
    }
    const { status, headers, document } = models[this.#api].answer(this.#offers, seen, {
      nowMs: this.#clock.elapsedMs(),
      run: this.#run,
      word: turn.what === 'word' ? 'reticulating::error::' : undefined,
      location: turn.location,
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
    this.#accessTokens = [...this.#accessTokens, token];
    const body = { token_type: 'Bearer', expires_in: 3599, access_token: token };
    return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(body) };
  }

  /** An answer that is not the server's, or not as it should be. What was sent comes back in it. */
  #otherAnswer(turn: Turn, { headers, body: sent }: HttpRequest): HttpResponse {
    const echo = `${headers['Authorization']} ${sent ?? ''}`;
    const bodies: Record<Turn['body'], string> = {
      problem: JSON.stringify({
        error: { code: 'oops', message: `::error::Try ${echo} again`, details: {} },
      }),
      html: `<!DOCTYPE html><html><head><title>Sign in</title></head><body>${echo}</body></html>`,
      empty: '',
      cut: `{"status": "complete", "echo": ${JSON.stringify(echo)}, "steps": [`,
      array: '[1, null, {"status": "complete"}]',
      other: JSON.stringify({ state: 'complete', value: { status: 'complete' }, echo }),
      deep: `${'[{"details":'.repeat(5_000)}0${'}]'.repeat(5_000)}`,
    };
    return {
      status: turn.what === 'status' ? turn.status : 200,
      statusText: echo,
      headers: {
        'request-id': echo,
        ...(turn.retryAfter === undefined ? {} : { 'retry-after': turn.retryAfter }),
        ...(turn.status < 400 ? { location: `https://evil.example/?${echo}` } : {}),
      },
      body: bodies[turn.body],
    };
  }
}

export const origins = { idToken: idTokenOrigin, authority: authorityOrigin };

// From here on: how histories are drawn.

const phases: Phase[] = [
  'waiting',
  'building-preview',
  'going-live',
  'live',
  'failed',
  'canceled',
  'never-published',
  'preview-failed',
];

const duration = (mostMs: number) =>
  fc.oneof(fc.integer({ min: 0, max: 5 * minute }), fc.integer({ min: 0, max: mostMs }));

const offerPlan: fc.Arbitrary<OfferPlan> = fc.record({
  start: fc.oneof({ weight: 2, arbitrary: fc.constant<Phase>('waiting') }, fc.constantFrom(...phases)),
  buildMs: duration(200 * minute),
  previewEnds: fc.constantFrom('waiting', 'waiting', 'preview-failed'),
  goLiveMs: duration(400 * minute),
  goLiveEnds: fc.constantFrom('live', 'live', 'failed', 'canceled'),
  blocked: fc.boolean(),
  lagMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
  undue: fc.constantFrom('refuse', 'take'),
  colleagueMs: fc.option(duration(100 * minute), { nil: undefined, freq: 6 }),
  spelling: fc.nat(29),
});

const tookMs = fc.oneof(
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

const bodies = ['problem', 'html', 'empty', 'cut', 'array', 'other', 'deep'] as const;

const turn = (statuses: readonly number[]): fc.Arbitrary<Turn> =>
  fc.record({
    what: fc.constantFrom('well', 'well', 'lost', 'stall', 'status', 'status', 'garbled', 'word'),
    tookMs,
    status: fc.constantFrom(...statuses),
    acted: fc.boolean(),
    actedAfterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
    fault: fc.constantFrom('connection', 'connection', 'unreachable', 'certificate', 'proxy', 'too-large'),
    retryAfter,
    body: fc.constantFrom(...bodies),
    location: fc.constantFrom(...locationForms),
  });

const passing = [408, 425, 429, 500, 502, 503, 504];
const look = turn([...passing, ...passing, 301, 400, 401, 403, 404, 409, 599]);
/** A server that says no has not acted, and one that could not be reached has not either. */
const send = turn([...passing, 302, 400, 401, 403, 404, 409, 412, 422, 423]).map((drawn) => {
  const isNo = drawn.what === 'status' && !(drawn.status >= 500 || drawn.status === 408);
  const isUnsent = drawn.what === 'lost' && ['unreachable', 'certificate', 'proxy'].includes(drawn.fault);
  // A success without a word is how a go-live is accepted: so it is none of a server that did nothing.
  const isYes = drawn.what === 'garbled' && drawn.body !== 'html' && drawn.body !== 'cut';
  return {
    ...drawn,
    acted: isYes || (drawn.acted && !isNo && !isUnsent),
    actedAfterMs: isYes ? 0 : drawn.actedAfterMs,
  };
});
const signInTurn = turn([...passing, 400, 401, 403]).map((drawn) => ({ ...drawn, acted: false }));

const wish: fc.Arbitrary<Wish> = fc.record({
  mode: fc.constantFrom('go-live', 'go-live', 'go-live', 'go-live', 'follow', 'check'),
  wait: fc.constantFrom(true, true, true, false),
  waitForPreview: fc.boolean(),
  timeoutMinutes: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constantFrom(0.001, 0.5, 2, 330)),
  pollSeconds: fc.option(fc.constantFrom(60, 120, 600, 3600), { nil: undefined, freq: 2 }),
  failOnTimeout: fc.boolean(),
  failOnBlocked: fc.constantFrom(false, false, true),
  byOperationUrl: fc.boolean(),
  signalMs: fc.option(duration(100 * minute), { nil: undefined, freq: 3 }),
  looks: fc.array(look, { maxLength: 12 }),
  sends: fc.array(send, { maxLength: 4 }),
  signIns: fc.array(signInTurn, { maxLength: 3 }),
});

const mixedHistory: fc.Arbitrary<History> = fc.record({
  offers: fc.oneof(
    { weight: 6, arbitrary: fc.array(offerPlan, { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.array(offerPlan, { minLength: 2, maxLength: 3 }) },
    fc.array(offerPlan, { minLength: 9, maxLength: 9 }),
  ),
  credential: fc.oneof(
    { weight: 8, arbitrary: fc.constant('token' as const) },
    fc.constantFrom('secret' as const, 'identity' as const),
  ),
  suspends: fc.oneof(
    { weight: 4, arbitrary: fc.constant<History['suspends']>([]) },
    fc.array(fc.record({ atMs: duration(300 * minute), forMs: duration(600 * minute) }), {
      minLength: 1,
      maxLength: 2,
    }),
  ),
  timeOfDay: fc.record({
    atMs: duration(300 * minute),
    offMs: fc.constantFrom(0, 0, -86_400_000, 3_600_000, 10 * 365 * 86_400_000),
  }),
  runs: fc.array(wish, { minLength: 1, maxLength: 2 }),
  restMs: duration(600 * minute),
});

// What a go-live hangs on most is rare among all histories: an answer to it that is lost, and looks that come late or not at
// all while nobody knows whether it was taken.
const lostTurn = fc
  .record({
    what: fc.constantFrom('lost', 'stall', 'status', 'garbled'),
    tookMs,
    status: fc.constantFrom(408, 500, 503),
    acted: fc.boolean(),
    actedAfterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
    body: fc.constantFrom('html', 'cut'),
  })
  .map((drawn): Turn => ({ ...calm, ...drawn }));
const slowTurn = fc.integer({ min: 0, max: 119_000 }).map((slowMs): Turn => ({ ...calm, tookMs: slowMs }));

const lostAnswers: fc.Arbitrary<History> = fc
  .record({
    plan: fc.record({
      start: fc.constantFrom<Phase>('waiting', 'waiting', 'failed', 'canceled'),
      goLiveMs: duration(400 * minute),
      goLiveEnds: fc.constantFrom('live', 'live', 'failed', 'canceled'),
      lagMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
      undue: fc.constantFrom('refuse', 'take'),
      spelling: fc.nat(29),
    }),
    looks: fc.array(fc.oneof({ weight: 3, arbitrary: slowTurn }, look), { maxLength: 12 }),
    sends: fc.array(lostTurn, { minLength: 1, maxLength: 3 }),
    signalMs: fc.option(duration(10 * minute), { nil: undefined, freq: 3 }),
    restMs: duration(600 * minute),
  })
  .map(({ plan, looks, sends, signalMs, restMs }) => ({
    ...plainHistory({ looks, sends, signalMs, timeoutMinutes: 330, pollSeconds: undefined }, plan, 2),
    restMs,
  }));

/** Any history. */
export const anyHistory: fc.Arbitrary<History> = fc.oneof(
  { weight: 2, arbitrary: mixedHistory },
  { weight: 1, arbitrary: lostAnswers },
);
