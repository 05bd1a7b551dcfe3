/** Runs the go-live of one offer against a scripted marketplace, on virtual time. */
import { type Failure, Interrupted } from '../../../src/errors.ts';
import { goLive } from '../../../src/golive/golive.ts';
import type { Operation, Reading } from '../../../src/golive/operation.ts';
import { newResult, type OfferResult } from '../../../src/golive/result.ts';
import type { OfferRun, Settings } from '../../../src/golive/run.ts';
import type { Marketplace } from '../../../src/marketplace/marketplace.ts';
import { type FakeMarketplace, fakeMarketplace, type Script } from './fake-marketplace.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface RunOptions extends Partial<Settings> {
  timeoutMs?: number;
  /** The operation of the input `operation-url`. */
  operation?: Operation;
  clock?: VirtualClock;
  /** From 0 to 1, for the jitter of the pace. */
  random?: number;
}

/** What the run told its report. */
export interface Told {
  /** Log lines and warnings in order, e.g. `warn: A look failed`. */
  lines: string[];
  readings: Reading[];
  borne: Failure[];
  /** The result at each time that the run learned of its operation. */
  known: OfferResult[];
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

/** A run that is ready to start: by default a go-live that waits, polls at the adaptive pace, and has hours of time. */
export function offerRun(script: Script, options: RunOptions = {}): TestRun<FakeMarketplace> {
  const clock = options.clock ?? new VirtualClock();
  return offerRunAt(fakeMarketplace(clock, script), { ...options, clock });
}

export function offerRunAt<M extends Marketplace>(
  marketplace: M,
  { timeoutMs, operation, clock = new VirtualClock(), random = 0, ...settings }: RunOptions = {},
): TestRun<M> {
  const abort = new AbortController();
  const told: Told = { lines: [], readings: [], borne: [], known: [] };
  const mode = settings.mode ?? 'go-live';
  const result = newResult(
    { publisher: 'contoso', offer: 'vm-offer' },
    'cloud-partner-portal',
    mode === 'go-live' ? 'not-started' : 'unknown',
    clock.epoch(),
  );
  const run: OfferRun = {
    offer: { publisher: 'contoso', offer: 'vm-offer' },
    operation,
    settings: {
      mode,
      wait: true,
      waitForPreview: false,
      failOnBlocked: false,
      startsBlind: true,
      pace: { fixedMs: undefined, shortestMs: 10_000 },
      ...settings,
    },
    marketplace,
    clock,
    random: () => random,
    within: { signal: abort.signal, deadlineMs: clock.now() + (timeoutMs ?? 330 * 60_000) },
    startMs: clock.now(),
    report: {
      say: (line) => told.lines.push(`say: ${line}`),
      warn: (line) => told.lines.push(`warn: ${line}`),
      saw: (reading) => told.readings.push(reading),
      bore: (failure) => told.borne.push(failure),
      knows: (known) => told.known.push({ ...known }),
    },
    result,
  };
  return {
    run,
    result,
    clock,
    marketplace,
    told,
    linesWith: (text) => told.lines.filter((line) => line.includes(text)),
    stop: () => abort.abort(new Interrupted('SIGTERM')),
  };
}

/** Runs the offer to its end. */
export async function play(script: Script, options?: RunOptions): Promise<TestRun<FakeMarketplace>> {
  const test = offerRun(script, options);
  await goLive(test.run);
  return test;
}
