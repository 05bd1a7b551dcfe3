/** Runs the go-live of one offer against a scripted marketplace, on virtual time. */
import { goLive } from '../../../src/golive/go-live.ts';
import type { Marketplace } from '../../../src/golive/marketplace.ts';
import { type OfferContext, type OfferRun, routeTo, type Settings } from '../../../src/golive/offer-run.ts';
import { type Failure, interrupted } from '../../../src/model/failure.ts';
import type { Operation, StatusSnapshot } from '../../../src/model/offer.ts';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { type FakeMarketplace, fakeMarketplace, type Script } from './fake-marketplace.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface RunOptions extends Partial<Settings> {
  /** What differs in the marketplace. */
  traits?: Partial<Pick<Marketplace, 'minPollMs' | 'canStartWithoutState' | 'showsSteps'>>;
  timeoutMs?: number;
  /** The operation of the input `operation-url`. */
  operation?: Operation;
  clock?: VirtualClock;
  /** From 0 to 1, for the jitter of the pauses. */
  random?: number;
}

/** What the run told its listener. */
export interface Told {
  /** Log lines and warnings in order, e.g. `warning: Status check failed`. */
  lines: string[];
  snapshots: StatusSnapshot[];
  retries: Failure[];
  /** The length of each pause, in ms. */
  pauses: number[];
  /** The failure that ended the story, if one did. */
  failures: Failure[];
  /** The result at each time that the run learned of its operation. */
  accepted: OfferResult[];
}

export interface TestRun<M extends Marketplace> {
  run: OfferRun;
  result: OfferResult;
  clock: VirtualClock;
  marketplace: M;
  told: Told;
  /** The log lines and warnings that contain this text. */
  linesWith(text: string): string[];
  /** The runner stops the step. */
  stop(): void;
}

/** A run that is ready to start: by default a go-live that waits, polls adaptively, and has hours of time. */
export function offerRun(script: Script, options: RunOptions = {}): TestRun<FakeMarketplace> {
  const clock = options.clock ?? new VirtualClock();
  return offerRunAt(fakeMarketplace(clock, script), { ...options, clock });
}

export function offerRunAt<M extends Marketplace>(
  marketplace: M,
  { timeoutMs, operation, clock = new VirtualClock(), random = 0, traits, ...settings }: RunOptions = {},
): TestRun<M> {
  const abort = new AbortController();
  const told: Told = { lines: [], snapshots: [], retries: [], pauses: [], failures: [], accepted: [] };
  const mode = settings.mode ?? 'go-live';
  const result = newResult(
    { publisher: 'contoso', offer: 'vm-offer' },
    'cloud-partner-portal',
    mode === 'go-live' ? 'not-started' : 'unknown',
    clock.epoch(),
  );
  const context: OfferContext = {
    offer: { publisher: 'contoso', offer: 'vm-offer' },
    operation,
    settings: {
      mode,
      wait: true,
      waitForPreview: false,
      failOnBlocked: false,
      fixedPollMs: undefined,
      ...settings,
    },
    clock,
    random: () => random,
    deadline: { signal: abort.signal, atMs: clock.now() + (timeoutMs ?? 330 * 60_000) },
    startMs: clock.now(),
    listener: {
      info: (line) => told.lines.push(`info: ${line}`),
      warning: (line) => told.lines.push(`warning: ${line}`),
      onStatus: (snapshot) => told.snapshots.push(snapshot),
      onRetry: (failure) => told.retries.push(failure),
      onPause: (pauseMs) => told.pauses.push(pauseMs),
      onFailure: (failure) => told.failures.push(failure),
      onAccepted: (result) => told.accepted.push({ ...result }),
    },
    result,
  };
  return {
    run: routeTo(Object.assign(marketplace, traits), context),
    result,
    clock,
    marketplace,
    told,
    linesWith: (text) => told.lines.filter((line) => line.includes(text)),
    stop: () => abort.abort(interrupted('SIGTERM')),
  };
}

/** Runs the offer to its end. */
export async function play(script: Script, options?: RunOptions): Promise<TestRun<FakeMarketplace>> {
  const test = offerRun(script, options);
  await goLive(test.run);
  return test;
}
