/** A marketplace with scripted answers, and builders for what it returns. */
import type { Marketplace } from '../../../src/golive/marketplace.ts';
import { type NetworkFault, networkFailure, serviceFailure } from '../../../src/http/failures.ts';
import type { Deadline } from '../../../src/model/clock.ts';
import type { Failure, FailureKind } from '../../../src/model/failure.ts';
import type {
  Message,
  OfferState,
  Operation,
  Phase,
  Status,
  StatusSnapshot,
  Step,
} from '../../../src/model/offer.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The result of one call: a value, an error to throw, or a function that provides either. */
export type Turn<T> = T | Error | ((deadline: Deadline) => T | Promise<T>);

/** The results of each kind of call, in order. The last one repeats. */
export interface Script {
  states?: Turn<OfferState>[];
  goLives?: Turn<Operation>[];
  operations?: Turn<StatusSnapshot>[];
}

export interface Call {
  what: 'state' | 'go-live' | 'operation';
  /** Milliseconds since the start of the clock. */
  atMs: number;
  /** The deadline of the call, on the clock, in ms. */
  deadlineMs: number;
}

export interface FakeMarketplace extends Marketplace {
  calls: Call[];
  /** The kinds of the calls in order, e.g. `state go-live operation`. */
  story(): string;
  /** The times of the calls of one kind, in seconds since the start of the clock. */
  seconds(what: Call['what']): number[];
}

export function fakeMarketplace(clock: VirtualClock, script: Script): FakeMarketplace {
  const calls: Call[] = [];
  const turnsOf = <T>(what: Call['what'], turns: Turn<T>[] = []) => {
    let taken = 0;
    return async (deadline: Deadline): Promise<T> => {
      calls.push({ what, atMs: clock.elapsedMs(), deadlineMs: deadline.atMs });
      const turn = turns[Math.min(taken, turns.length - 1)];
      taken += 1;
      if (turn === undefined) {
        throw new Error(`The script has no ${what}.`);
      }
      if (turn instanceof Error) {
        throw turn;
      }
      return typeof turn === 'function' ? (turn as (deadline: Deadline) => T | Promise<T>)(deadline) : turn;
    };
  };
  const getOfferState = turnsOf('state', script.states);
  const goLive = turnsOf('go-live', script.goLives);
  const getOperation = turnsOf('operation', script.operations);
  return {
    api: 'cloud-partner-portal',
    minPollMs: 10_000,
    canStartWithoutState: true,
    showsSteps: true,
    hasAnswered: () => false,
    calls,
    story: () => calls.map(({ what }) => what).join(' '),
    seconds: (wanted) => calls.filter(({ what }) => what === wanted).map(({ atMs }) => atMs / 1000),
    getOfferState: (_offer, deadline) => getOfferState(deadline),
    goLive: (_offer, _state, deadline) => goLive(deadline),
    getOperation: (_operation, _offer, deadline) => getOperation(deadline),
  };
}

/** A result that takes `ms` milliseconds. The signal aborts it, like a real request. */
export function taking<T>(clock: VirtualClock, ms: number, turn: T): Turn<Exclude<T, Error>> {
  return async ({ signal }) => {
    await clock.sleep(ms, signal);
    signal.throwIfAborted();
    if (turn instanceof Error) {
      throw turn;
    }
    return turn as Exclude<T, Error>;
  };
}

export function operation(known: Partial<Operation> = {}): Operation {
  return { url: new URL('https://api.example/operations/op-1'), id: 'op-1', tracksOffer: false, ...known };
}

export function snapshot(status: Status, known: Partial<StatusSnapshot> = {}): StatusSnapshot {
  return {
    status,
    rawStatus: status,
    unknownWords: [],
    steps: [],
    messages: [],
    links: [],
    portalUrl: '',
    failureKind: 'service',
    correlationId: '',
    ...known,
  };
}

const statusOfPhase: Record<Phase, Status> = {
  'never-published': 'not-started',
  'building-preview': 'running',
  'preview-failed': 'failed',
  'waiting-for-sign-off': 'waiting-for-review',
  'going-live': 'running',
  live: 'succeeded',
  'go-live-ended': 'failed',
  'dead-submission': 'canceled',
  withdrawn: 'failed',
  unclear: 'running',
};

/** @param known what differs from the defaults, which have an operation if one runs in this phase */
export function state(phase: Phase, known: Partial<OfferState> = {}): OfferState {
  const runs = phase === 'going-live' || phase === 'building-preview';
  return {
    ...snapshot(statusOfPhase[phase]),
    phase,
    operation: runs ? operation() : undefined,
    release: undefined,
    ...known,
  };
}

export function step(status: Step['status'], known: Partial<Step> = {}): Step {
  return {
    id: 'certify',
    name: 'Certification',
    status,
    progress: null,
    timeFrame: '',
    messages: [],
    ...known,
  };
}

export function message(level: Message['level'], text: string): Message {
  return { level, text, timestamp: '' };
}

export function serviceError(
  status: number,
  known: {
    kind?: FailureKind;
    retryAfterMs?: number;
    correlationId?: string;
    hint?: string;
    technical?: string;
  } = {},
): Failure {
  return serviceFailure(known.kind ?? 'service', `The API answers ${status}.`, {
    status,
    correlationId: known.correlationId ?? '',
    retryAfterMs: known.retryAfterMs,
    hint: known.hint ?? '',
    technical: known.technical ?? '',
  });
}

export function noAnswer(fault: NetworkFault = 'connection'): Failure {
  return networkFailure(fault, `No answer (${fault}).`);
}
