import type { AddedFault, Fault, FaultKind } from '../../../emulator/http/faults.ts';
import { type StepResult, startStep } from '../../../emulator/runner/runner.ts';
import type { Api } from './api-inputs.ts';
import { WaitingOffer } from './waiting-offer.ts';

/** A kind of fault. */
export interface Row {
  name: string;
  fault: Fault;
  /** An answer that says no: it may be believed. All else passes, and must be outlived. */
  isRefusal: boolean;
}

/** An exchange of the story of a go-live, where a fault may strike. */
export interface Exchange {
  name: string;
  on: { method?: string; path: RegExp; nth?: number };
  /** The request is not acted upon, or it is and then its answer is spoilt. */
  when: 'before' | 'after';
  signsIn: boolean;
}

/** One fault at one exchange, once or for good. */
export interface Cell {
  api: Api;
  row: Row;
  exchange: Exchange;
  isForGood: boolean;
}

export interface Outcome {
  /** `live`, or the failure kind. */
  end: string;
  /** The promises that were broken. */
  violations: string[];
}

const kinds: FaultKind[] = [
  ...(['variant', 'empty', 'html', 'html-502', 'truncated-json', 'invalid-utf8', 'deep-json'] as const),
  ...(['json-number', 'json-string', 'json-null', 'json-array', 'wrong-content-encoding'] as const),
  ...(['reset-on-connect', 'reset', 'reset-mid-headers', 'cut-body', 'cut-chunked-body'] as const),
  ...(['stalled-headers', 'stalled-body', 'trickle', 'endless-body', 'header-flood'] as const),
  'bad-status-line',
];
// In real time: 20 seconds of the action's.
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

/** What can go wrong with an exchange. */
export const rows: Row[] = [
  ...kinds.map((kind) => ({ name: kind, fault: { kind }, isRefusal: false })),
  { name: 'late', fault: { kind: 'late', milliseconds }, isRefusal: false },
  { name: 'refuse-connections', fault: { kind: 'refuse-connections', milliseconds }, isRefusal: false },
  ...passing.map((code) => status(code, false)),
  throttled('seconds', () => '45'),
  // The action's clock runs ahead of ours.
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

/** The exchanges of a go-live: those of every API, and those that one of them has besides. */
export function exchangesOf({ api, look, goLive, poll }: Api): Exchange[] {
  const more: Record<Api['api'], Record<string, Exchange['on']>> = {
    'cloud-partner-portal': {},
    'product-ingestion': { product: { path: /\/product\?/ }, verify: { path: look, nth: 2 } },
    'partner-center': { product: { path: /\/products$/ }, steps: { path: /\/workflowdetails$/ } },
  };
  const exchanges = {
    look: { path: look },
    'first read': { path: poll },
    'later reads': { path: poll, nth: 2 },
    ...more[api],
  };
  const signIns = { 'id token': { path: /idtoken/ }, token: signIn, renewal: { ...signIn, nth: 2 } };
  const spoiling = (table: Record<string, Exchange['on']>, signsIn: boolean) =>
    Object.entries(table).map(([name, on]) => ({ name, on, when: 'after' as const, signsIn }));
  return [
    ...spoiling(exchanges, false),
    { name: 'start, not taken', on: goLive, when: 'before', signsIn: false },
    { name: 'start, taken', on: goLive, when: 'after', signsIn: false },
    ...spoiling(signIns, true),
  ];
}

/** Whether there can be such a cell: what says no, or is never read, was not acted upon. */
function canBe({ row, exchange }: Pick<Cell, 'row' | 'exchange'>): boolean {
  return exchange.name !== 'start, taken' || !(row.isRefusal || row.fault.kind === 'reset-on-connect');
}

/** The whole matrix of an API, row by row. */
export function cellsOf(api: Api): Cell[] {
  return rows.flatMap((row) =>
    exchangesOf(api)
      .filter((exchange) => canBe({ row, exchange }))
      .flatMap((exchange) => [false, true].map((isForGood) => ({ api, row, exchange, isForGood }))),
  );
}

export function nameOf({ api, row, exchange, isForGood }: Cell): string {
  return `${api.api}, ${exchange.name}: ${row.name}${isForGood ? ' for good' : ''}`;
}

const shortWaitMinutes = 6;
const longWaitMinutes = 12 * 60;
/**
 * In real time, far more than any cell takes. The short wait and a request of two minutes beyond it are 4.8 s of it; what
 * goes on after its deadline goes on for ever.
 */
const longestMs = 45_000;

/** Plays the cell on the shipped bundle, and judges it. */
export async function play(cell: Cell): Promise<Outcome> {
  const { row, isForGood } = cell;
  const offer = await WaitingOffer.start({ api: cell.api, signsIn: cell.exchange.signsIn });
  try {
    const fault = await strike(offer, cell);
    // What lasts is ended by the deadline.
    const timeoutMinutes = isForGood ? shortWaitMinutes : longWaitMinutes;
    const step = startStep(offer.step({ 'timeout-minutes': String(timeoutMinutes) }));
    const guard = setTimeout(step.kill, longestMs);
    const result = await step.finished;
    clearTimeout(guard);
    const violations = [
      ...judge(result, offer),
      ...(fault.struck > 0 ? [] : ['the fault strikes']),
      ...(isForGood || row.isRefusal || result.exitCode === 0 ? [] : ['it outlives what passes']),
    ];
    return { end: endOf(result), violations };
  } finally {
    await offer.emulator.stop();
  }
}

async function strike({ emulator }: WaitingOffer, cell: Cell): Promise<AddedFault> {
  const { row, exchange, isForGood } = cell;
  const times = isForGood ? Number.POSITIVE_INFINITY : 1;
  const { when, on } = exchange;
  if (row.fault.kind !== 'reset-on-connect') {
    return emulator.faults.add({ ...row.fault, when, on: { ...on, times } });
  }
  // It reads no request, so it is told which connection is the one: each request has its own.
  return emulator.faults.add({ ...row.fault, on: { nth: await connectionOf(cell), times } });
}

const stories = new Map<string, Promise<{ method: string; path: string }[]>>();

/** The number of the connection, from 1, at which a go-live without faults comes to this exchange. */
async function connectionOf({ api, exchange: { on, signsIn } }: Cell): Promise<number> {
  const key = `${api.api} ${signsIn}`;
  const story = stories.get(key) ?? requestsWithoutFaults(api, signsIn);
  stories.set(key, story);
  const { method, path, nth = 1 } = on;
  const matching = (await story)
    .map((request, index) => ({ ...request, number: index + 1 }))
    .filter((request) => (method ?? request.method) === request.method && path.test(request.path));
  const { number } = matching[nth - 1] ?? {};
  if (!number) throw new Error(`A go-live of ${api.api} never comes to ${path}.`);
  return number;
}

async function requestsWithoutFaults(api: Api, signsIn: boolean) {
  const offer = await WaitingOffer.start({ api, signsIn });
  try {
    await startStep(offer.step({})).finished;
    return offer.emulator.requests;
  } finally {
    await offer.emulator.stop();
  }
}

function endOf({ exitCode, signal, outputs }: StepResult): string {
  return exitCode === 0
    ? outputs['status'] === 'succeeded'
      ? 'live'
      : 'green'
    : outputs['failure-kind'] || `${signal ?? exitCode}`;
}

const outputNames = 'failure-kind message operation-id operation-url result started status timed-out';

/** What holds of every go-live, whatever befalls it. @returns what does not hold */
export function judge(result: StepResult, offer: WaitingOffer): string[] {
  const { exitCode, outputs, files, log, rawOutput, refused, annotations } = result;
  const { goLives, goLiveRequests, isLive } = offer;
  const said = rawOutput.split(/\r\n|\n|\r/).filter((line) => !line.startsWith('::add-mask::'));
  const seen = [...said, ...log, files.output, files.summary].join('\n');
  const isGreen = exitCode === 0;
  const kind = outputs['failure-kind'];
  // Where an answer was lost and the offer does not show it, nobody knows.
  const isUnknown = kind === 'unknown-outcome';
  const hasError = annotations.some(({ type }) => type === 'error');

  const promises: Record<string, boolean> = {
    'it ended by itself, with 0 or 1': exitCode === 0 || exitCode === 1,
    'at most one go-live was taken': goLives <= 1,
    'no go-live was sent after one that was taken': goLiveRequests <= 1,
    'green only if the offer is live': !isGreen || (isLive && outputs['status'] === 'succeeded'),
    'succeeded only if the offer is live': outputs['status'] !== 'succeeded' || isLive,
    'an operation URL if it was taken': goLives === 0 || isUnknown || !!outputs['operation-url'],
    'started exactly if it was taken': isUnknown || outputs['started'] === String(goLives === 1),
    'the outputs are complete': Object.keys(outputs).sort().join(' ') === outputNames,
    'a red says why': isGreen ? !hasError && kind === '' : hasError && !!kind && !!outputs['message'],
    'no secret is seen': !offer.secrets.some((secret) => seen.includes(secret)),
    'no fault of its own': !seen.includes('A fault of this action') && refused.length === 0,
    'a summary': files.summary.includes('contoso/vm'),
  };
  return Object.keys(promises).filter((promise) => !promises[promise]);
}
