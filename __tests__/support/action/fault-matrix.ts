/** Every kind of fault at every request of a go-live, once or permanently, played on the shipped bundle. */
import type { AddedFault, Fault, FaultKind } from '../../../emulator/http/faults.ts';
import type { OfferType } from '../../../emulator/marketplace/offer-types.ts';
import { type StepResult, startStep } from '../../../emulator/runner/runner.ts';
import { type Api, allApis, partnerCenter, productIngestion } from './api-inputs.ts';
import { WaitingOffer } from './waiting-offer.ts';

/** What a matrix goes through: an API, which the input names, or which carries offers of a type. */
export interface Way {
  name: string;
  api: Api;
  /** The action finds the API by it. */
  type?: OfferType;
}

export const ways: Way[] = [
  ...allApis.map((api) => ({ name: api.api, api })),
  { name: 'auto, virtual machine', api: productIngestion, type: 'virtual machine' },
  { name: 'auto, Azure application', api: partnerCenter, type: 'Azure application' },
];

/** A row of the matrix: one kind of fault. */
export interface Row {
  name: string;
  fault: Fault;
  /** The fault is a refusal, which the action may accept as final at first. It must survive every other fault. */
  isRefusal: boolean;
}

const unauthorized = 401;
const isStatus = ({ fault }: Row) => fault.kind === 'status';
/** A refusal other than 401 and a redirect. */
const isDenial = (row: Row) => row.isRefusal && isStatus(row) && row.fault.status !== unauthorized;
const isUnauthorized = (row: Row) => isStatus(row) && row.fault.status === unauthorized;
/** Nothing comes back, as from a closed network. */
const isSilence = ({ fault }: Row) =>
  /^(reset-on-connect|reset|stalled-headers|refuse-connections)$/.test(fault.kind);

/** A column of the matrix: a request of a go-live that a fault can hit. */
export interface Exchange {
  name: string;
  on: { method?: string; path: RegExp; nth?: number };
  /** As in `Fault`: keep the request away from the API, or damage the answer to it. */
  when: 'before' | 'after';
  signsIn: boolean;
  /** The go-live runs, and status checks have succeeded. */
  isInWait?: boolean;
  /** The run has had no answer yet from the host of this request. */
  isFirstContact?: boolean;
  /** A refusal, other than 401, is no end: the run can do without this answer, or gets it elsewhere. */
  isOptional?: boolean;
  /** But these refusals are. */
  finalStatuses?: number[];
  /** With auto, it asks an API for the type of the offer: the one that carries the offer, or another one. */
  asks?: 'carrier' | 'other';
  /** Another fault, because of which the action sends the request. */
  given?: Fault;
}

/** One fault at one exchange, once or permanently. */
export interface Cell {
  way: Way;
  row: Row;
  exchange: Exchange;
  isPermanent: boolean;
}

export interface Outcome {
  /** `live` or the failure kind. */
  end: string;
  /** The promises that were broken. */
  violations: string[];
}

const kinds: FaultKind[] = [
  ...(['variant', 'empty', 'html', 'html-502', 'truncated-json', 'invalid-utf8', 'deep-json'] as const),
  ...(['bracket-bomb', 'upgrade', 'upgrade-flood'] as const),
  ...(['json-number', 'json-string', 'json-null', 'json-array', 'wrong-content-encoding'] as const),
  ...(['reset-on-connect', 'reset', 'reset-mid-headers', 'cut-body', 'cut-chunked-body'] as const),
  ...(['stalled-headers', 'stalled-body', 'trickle', 'endless-body', 'header-flood'] as const),
  'bad-status-line',
];
// Real time, which is 20 seconds of the action's time.
const milliseconds = 200;
const passing = [408, 425, 429, 500, 502, 503, 504];
const refusals = [400, 401, 403, 404, 405, 409, 410, 412, 423];

const status = (code: number, isRefusal: boolean): Row => ({
  name: String(code),
  fault: { kind: 'status', status: code },
  isRefusal,
});

const throttled = (name: string, retryAfter: () => string): Row => ({
  name: `429, Retry-After ${name}`,
  get fault(): Fault {
    return { kind: 'status', status: 429, headers: { 'Retry-After': retryAfter() } };
  },
  isRefusal: false,
});

/** Every kind of fault. */
export const rows: Row[] = [
  ...kinds.map((kind) => ({ name: kind, fault: { kind }, isRefusal: false })),
  { name: 'late', fault: { kind: 'late', milliseconds }, isRefusal: false },
  { name: 'refuse-connections', fault: { kind: 'refuse-connections', milliseconds }, isRefusal: false },
  ...passing.map((code) => status(code, false)),
  throttled('seconds', () => '45'),
  // The action's clock runs ahead of the real one.
  throttled('date', () => new Date(Date.now() + 480_000).toUTCString()),
  throttled('absurd', () => '9'.repeat(20)),
  ...refusals.map((code) => status(code, true)),
  ...[302, 307].map((code) => ({
    name: `redirect ${code}`,
    fault: { kind: 'redirect' as const, status: code, to: '/elsewhere' },
    isRefusal: true,
  })),
];

const signIn = { path: /\/oauth2\/v2\.0\/token/ };

// Partner Center's products are first asked for with a filter, and then, where that finds none, without one.
const filteredProducts = /\/products\?/;

type Table = Record<string, Omit<Exchange, 'name' | 'when' | 'signsIn'>>;

const always = Number.POSITIVE_INFINITY;
const refusedFilter: Fault = { kind: 'status', status: 400, on: { path: filteredProducts, times: always } };

/** The exchanges of a go-live that a fault can hit. */
export function exchangesOf({ api, type }: Way): Exchange[] {
  return type ? damaged(lookUpsOf(api), true) : exchangesThrough(api);
}

/** The exchanges by which the action finds the API: what comes then is as if it were named. */
function lookUpsOf({ api }: Api): Table {
  const asks = (name: Api['api']) => (name === api ? 'carrier' : 'other');
  const center = asks('partner-center');
  return {
    'product at product-ingestion': {
      on: { path: /\/product\?/ },
      isFirstContact: true,
      asks: asks('product-ingestion'),
    },
    'products at partner-center by filter': {
      on: { path: filteredProducts },
      isFirstContact: true,
      isOptional: true,
      asks: center,
    },
    'product list at partner-center': { on: { path: /\/products$/ }, given: refusedFilter, asks: center },
  };
}

/** The exchanges that all APIs have, and those of this API alone. */
function exchangesThrough({ api, look, goLive, poll }: Api): Exchange[] {
  const more: Record<Api['api'], Table> = {
    'cloud-partner-portal': {
      'offer without status': {
        on: { path: /\/offers\/vm\?/ },
        given: { kind: 'status', status: 404, on: { path: look } },
        isOptional: true,
        finalStatuses: refusals,
      },
    },
    'product-ingestion': {
      product: { on: { path: /\/product\?/ }, isFirstContact: true },
      verify: { on: { path: look, nth: 2 }, isInWait: true },
    },
    'partner-center': {
      'product by filter': { on: { path: filteredProducts }, isFirstContact: true, isOptional: true },
      'product list': { on: { path: /\/products$/ }, given: refusedFilter },
      steps: { on: { path: /\/workflowdetails$/ }, isOptional: true },
    },
  };
  const exchanges: Table = {
    // Only this API takes a go-live without knowing what to release, unless it does not let the caller in.
    'status check': {
      on: { path: look },
      isOptional: api === 'cloud-partner-portal',
      finalStatuses: [403],
    },
    'first poll': { on: { path: poll }, isInWait: true },
    'later polls': { on: { path: poll, nth: 2 }, isInWait: true },
    ...more[api],
  };
  const signIns: Table = {
    'id token': { on: { path: /idtoken/ }, isFirstContact: true },
    token: { on: signIn, isFirstContact: true },
    renewal: { on: { ...signIn, nth: 2 } },
  };
  return [
    ...damaged(exchanges, false),
    { name: 'go-live, not received', on: goLive, when: 'before', signsIn: false },
    { name: 'go-live, accepted', on: goLive, when: 'after', signsIn: false },
    ...damaged(signIns, true),
  ];
}

function damaged(table: Table, signsIn: boolean): Exchange[] {
  return Object.entries(table).map(([name, exchange]) => ({ name, ...exchange, when: 'after', signsIn }));
}

/** Excludes impossible cells: a request that was refused or never read cannot have started a go-live. */
function isPossible({ row, exchange }: Pick<Cell, 'row' | 'exchange'>): boolean {
  const isReset = row.fault.kind === 'reset-on-connect';
  // Two APIs are asked side by side, so the number of the connection is not known.
  return (
    !(exchange.name === 'go-live, accepted' && (row.isRefusal || isReset)) && !(exchange.asks && isReset)
  );
}

/** All cells of a matrix, row by row. */
export function cellsOf(way: Way): Cell[] {
  return rows.flatMap((row) =>
    exchangesOf(way)
      .filter((exchange) => isPossible({ row, exchange }))
      .flatMap((exchange) => [false, true].map((isPermanent) => ({ way, row, exchange, isPermanent }))),
  );
}

export function nameOf({ way, row, exchange, isPermanent }: Cell): string {
  return `${way.name}, ${exchange.name}: ${row.name}${isPermanent ? ' permanently' : ''}`;
}

/** What a run may make of a fault. */
interface Verdict {
  timeoutMinutes: number;
  /** The ends that are right; any, if there are none. */
  ends?: string[];
  /** How long the run may take, in minutes: at least, and less than. */
  minutes?: [number, number];
}

const kindsOfDenials: Record<number, string> = {
  400: 'service',
  403: 'permission',
  404: 'not-found',
  405: 'service',
  409: 'conflict',
  410: 'not-found',
  412: 'conflict',
  423: 'conflict',
};

/** What the cell's fault must lead to, beside what is true of every go-live. */
function verdictOn({ row, exchange, isPermanent }: Cell): Verdict {
  const end = exchange.isInWait ? undefined : endByRefusal(row, exchange, isPermanent);
  if (end) {
    return { timeoutMinutes: longWaitMinutes, ends: [end] };
  }
  if (!isPermanent) {
    const isTolerated =
      !row.isRefusal ||
      // After good answers, a single refusal of any kind may be a bad moment.
      exchange.isInWait ||
      // GitHub's own 401 was seen to come and go.
      (exchange.name === 'id token' && isUnauthorized(row));
    return { timeoutMinutes: longWaitMinutes, ...(isTolerated && { ends: ['live'] }) };
  }
  if (exchange.isInWait && isDenial(row)) {
    // The pauses double up to five minutes; the rest is room for a slow machine.
    return {
      timeoutMinutes: longWaitMinutes,
      ends: [kindsOfDenials[row.fault.status ?? 0] ?? ''],
      minutes: [15, 30],
    };
  }
  if (exchange.isInWait && isUnauthorized(row)) {
    return { timeoutMinutes: longWaitMinutes, ends: ['authentication'], minutes: [0, 10] };
  }
  if (exchange.isFirstContact && isSilence(row)) {
    // Five minutes, and then the rest of an exchange, which may take two.
    return { timeoutMinutes: longWaitMinutes, ends: ['network'], minutes: [5, 10] };
  }
  // Only the deadline ends a run with another permanent fault.
  return { timeoutMinutes: shortWaitMinutes };
}

/** How a refusal ends the run, or that it does not, before the wait; undefined where that is left open. */
function endByRefusal(
  row: Row,
  { asks, isOptional, finalStatuses = [] }: Exchange,
  isPermanent: boolean,
): string | undefined {
  const { status = 0 } = row.fault;
  const kind = kindsOfDenials[status];
  if (isOptional && isDenial(row)) {
    return finalStatuses.includes(status) ? kind : 'live';
  }
  // An API that refuses the look-up, or does not know the offer, is passed over, unless it carries the offer.
  const passedOver = asks === 'carrier' ? 'input' : 'live';
  if (asks && isUnauthorized(row)) {
    return isPermanent ? passedOver : 'live';
  }
  return asks && isDenial(row) ? passedOver : undefined;
}

const shortWaitMinutes = 6;
const longWaitMinutes = 12 * 60;
/**
 * Real time, far more than any cell needs: the short wait plus one request of two minutes take 4.8 s. A run that continues
 * after its deadline never ends.
 */
const longestMs = 45_000;

/** Runs the shipped bundle with the cell's fault, and judges the result. */
export async function play(cell: Cell): Promise<Outcome> {
  const { timeoutMinutes, ends, minutes } = verdictOn(cell);
  const { api, type } = cell.way;
  const offer = await WaitingOffer.start({ api, type, signsIn: cell.exchange.signsIn });
  try {
    const fault = await strike(offer, cell);
    const step = startStep(offer.step({ 'timeout-minutes': String(timeoutMinutes) }));
    const guard = setTimeout(step.kill, longestMs);
    const result = await step.finished;
    clearTimeout(guard);
    const end = describeEnd(result);
    const took = minutesOf(result);
    const violations = [
      ...judge(result, offer),
      ...(fault.struck > 0 ? [] : ['the fault strikes']),
      ...(!ends || ends.includes(end) ? [] : [`it ends as ${ends.join(' or ')}; it is ${end}`]),
      ...(!minutes || (took >= minutes[0] && took < minutes[1])
        ? []
        : [`it takes ${minutes.join(' to ')} minutes; it took ${took}`]),
    ];
    return { end, violations };
  } finally {
    await offer.emulator.stop();
  }
}

async function strike({ emulator }: WaitingOffer, cell: Cell): Promise<AddedFault> {
  const { row, exchange, isPermanent } = cell;
  const times = isPermanent ? Number.POSITIVE_INFINITY : 1;
  const { when, on, given } = exchange;
  if (given) emulator.faults.add(given);
  if (row.fault.kind !== 'reset-on-connect') {
    return emulator.faults.add({ ...row.fault, when, on: { ...on, times } });
  }
  // `reset-on-connect` counts connections, and each request opens its own.
  return emulator.faults.add({ ...row.fault, on: { nth: await connectionNumber(cell), times } });
}

const requestLists = new Map<string, Promise<{ method: string; path: string }[]>>();

/** The number of the connection (from 1) that a go-live without faults uses for this exchange. */
async function connectionNumber({ way, exchange: { on, signsIn, given } }: Cell): Promise<number> {
  const { api } = way;
  const key = `${api.api} ${signsIn} ${given?.on?.path}`;
  const requests = requestLists.get(key) ?? requestsWithoutFault(api, signsIn, given);
  requestLists.set(key, requests);
  const { method, path, nth = 1 } = on;
  const matching = (await requests)
    .map((request, index) => ({ ...request, number: index + 1 }))
    .filter((request) => (method ?? request.method) === request.method && path.test(request.path));
  const { number } = matching[nth - 1] ?? {};
  if (!number) throw new Error(`A go-live through ${api.api} never requests ${path}.`);
  return number;
}

async function requestsWithoutFault(api: Api, signsIn: boolean, given: Fault | undefined) {
  const offer = await WaitingOffer.start({ api, signsIn });
  if (given) offer.emulator.faults.add(given);
  try {
    await startStep(offer.step({})).finished;
    return offer.emulator.requests;
  } finally {
    await offer.emulator.stop();
  }
}

function describeEnd({ exitCode, signal, outputs }: StepResult): string {
  return exitCode === 0
    ? outputs['status'] === 'succeeded'
      ? 'live'
      : 'green'
    : outputs['failure-kind'] || `${signal ?? exitCode}`;
}

function minutesOf({ outputs }: StepResult): number {
  const [offer] = JSON.parse(outputs['result'] ?? '[]') as { startedAt: string; endedAt: string }[];
  return offer ? (Date.parse(offer.endedAt) - Date.parse(offer.startedAt)) / 60_000 : Number.NaN;
}

const outputNames =
  'failure-kind message operation-id operation-url portal-url result started status timed-out';

/**
 * Checks what must be true of every go-live, whatever goes wrong.
 * @returns the broken promises
 */
function judge(result: StepResult, offer: WaitingOffer): string[] {
  const { exitCode, outputs, files, log, rawOutput, refused, annotations } = result;
  const { goLives, goLiveRequests, isLive } = offer;
  const said = rawOutput.split(/\r\n|\n|\r/).filter((line) => !line.startsWith('::add-mask::'));
  const seen = [...said, ...log, files.output, files.summary].join('\n');
  const isGreen = exitCode === 0;
  const kind = outputs['failure-kind'];
  // The answer was lost and the offer does not show the go-live, so nobody knows.
  const isUnknown = kind === 'unknown-outcome';
  const hasError = annotations.some(({ type }) => type === 'error');

  const promises: Record<string, boolean> = {
    'it ended by itself, with exit code 0 or 1': exitCode === 0 || exitCode === 1,
    'at most one go-live was accepted': goLives <= 1,
    'no go-live was sent after an accepted one': goLiveRequests <= 1,
    'green only if the offer is live': !isGreen || (isLive && outputs['status'] === 'succeeded'),
    'succeeded only if the offer is live': outputs['status'] !== 'succeeded' || isLive,
    'an operation URL if a go-live was accepted': goLives === 0 || isUnknown || !!outputs['operation-url'],
    'started is true only if a go-live was accepted':
      isUnknown || outputs['started'] === String(goLives === 1),
    'the outputs are complete': Object.keys(outputs).sort().join(' ') === outputNames,
    'a failure says why': isGreen ? !hasError && kind === '' : hasError && !!kind && !!outputs['message'],
    'no secret leaked': !offer.secrets.some((secret) => seen.includes(secret)),
    'no internal error': !seen.includes('Internal error, please report it') && refused.length === 0,
    'a summary': /<h3>\S+ vm (is|was|did|may) /.test(files.summary),
  };
  return Object.keys(promises).filter((promise) => !promises[promise]);
}
