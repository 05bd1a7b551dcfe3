/** A marketplace with scripted answers, and builders for what it returns. */
import type { Within } from '../../../src/clock.ts';
import { type FailureKind, NetworkError, ServiceError } from '../../../src/errors.ts';
import type {
  Message,
  Operation,
  Phase,
  Reading,
  Standing,
  Status,
  Step,
} from '../../../src/golive/operation.ts';
import type { Marketplace } from '../../../src/marketplace/marketplace.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The result of one call: a value, an error to throw, or a function that provides either. */
export type Turn<T> = T | Error | ((within: Within) => T | Promise<T>);

/** The results of each kind of call, in order. The last one repeats. */
export interface Script {
  looks?: Turn<Standing>[];
  starts?: Turn<Operation>[];
  reads?: Turn<Reading>[];
}

export interface Call {
  what: 'look' | 'start' | 'read';
  /** Milliseconds since the start of the clock. */
  atMs: number;
  deadlineMs: number;
}

export interface FakeMarketplace extends Marketplace {
  calls: Call[];
  /** The kinds of the calls in order, e.g. `look start read`. */
  story(): string;
  /** The times of the calls of one kind, in seconds since the start of the clock. */
  seconds(what: Call['what']): number[];
}

export function fakeMarketplace(clock: VirtualClock, script: Script): FakeMarketplace {
  const calls: Call[] = [];
  const turnsOf = <T>(what: Call['what'], turns: Turn<T>[] = []) => {
    let taken = 0;
    return async (within: Within): Promise<T> => {
      calls.push({ what, atMs: clock.elapsedMs(), deadlineMs: within.deadlineMs });
      const turn = turns[Math.min(taken, turns.length - 1)];
      taken += 1;
      if (turn === undefined) {
        throw new Error(`The script has no ${what}.`);
      }
      if (turn instanceof Error) {
        throw turn;
      }
      return typeof turn === 'function' ? (turn as (within: Within) => T | Promise<T>)(within) : turn;
    };
  };
  const look = turnsOf('look', script.looks);
  const start = turnsOf('start', script.starts);
  const read = turnsOf('read', script.reads);
  return {
    calls,
    story: () => calls.map(({ what }) => what).join(' '),
    seconds: (wanted) => calls.filter(({ what }) => what === wanted).map(({ atMs }) => atMs / 1000),
    look: (_offer, within) => look(within),
    start: (_offer, _standing, within) => start(within),
    read: (_operation, within) => read(within),
    operationAt: (url) => ({
      operation: operation({ url }),
      offer: { publisher: 'contoso', offer: 'vm-offer' },
    }),
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
  return { url: new URL('https://api.example/operations/op-1'), id: 'op-1', ofOffer: false, ...known };
}

export function reading(status: Status, known: Partial<Reading> = {}): Reading {
  return {
    status,
    rawStatus: status,
    unknownWords: [],
    steps: [],
    messages: [],
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
  unclear: 'running',
};

/** @param known what differs from the defaults, which have an operation if one runs in this phase */
export function standing(phase: Phase, known: Partial<Standing> = {}): Standing {
  const runs = phase === 'going-live' || phase === 'building-preview';
  return {
    ...reading(statusOfPhase[phase]),
    phase,
    operation: runs ? operation() : undefined,
    release: undefined,
    ...known,
  };
}

export function step(status: Step['status'], known: Partial<Step> = {}): Step {
  return { id: 'certify', name: 'Certification', status, progress: null, messages: [], ...known };
}

export function message(level: Message['level'], text: string): Message {
  return { level, text, timestamp: '' };
}

export function serviceError(
  status: number,
  known: { kind?: FailureKind; retryAfterMs?: number; correlationId?: string; hint?: string } = {},
): ServiceError {
  return new ServiceError(known.kind ?? 'service', `The API answers ${status}.`, {
    status,
    correlationId: known.correlationId ?? '',
    retryAfterMs: known.retryAfterMs,
    hint: known.hint ?? '',
  });
}

export function noAnswer(fault: NetworkError['fault'] = 'connection'): NetworkError {
  return new NetworkError(fault, `No answer (${fault}).`);
}
