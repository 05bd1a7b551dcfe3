import type { OfferListener } from '../golive/offer-run.ts';
import type { Clock } from '../model/clock.ts';
import type { InputError } from '../model/failure.ts';
import type { Log } from '../model/log.ts';
import { displayName } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import type { Runner } from '../model/runner.ts';
import { clip, errorMessage, formatDuration, formatTime, oneLine } from '../model/text.ts';
import { escapeLogLine } from './escape.ts';
import { OfferLog } from './offer-log.ts';
import { OfferRecord, type OfferRecordOptions } from './offer-record.ts';
import { type OutputName, renderOutputs, renderUrgentOutputs } from './outputs.ts';
import { renderInputProblems, renderSummary } from './summary/summary.ts';

// The runner shows ten annotations of a kind for a step, 4,096 characters each (actions/runner, ExecutionContext.cs).
const maxAnnotations = 10;
const maxAnnotationLength = 4_000;
const maxLineLength = 8_000;
// A wait shows now and then that it goes on.
const quietMs = 10 * 60_000;

/** What people and the workflow see of this run: log, annotations, outputs, job summary. */
export class Report implements Log {
  readonly #runner: Runner;
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #offers: OfferRecord[] = [];
  readonly #logs = new Map<OfferResult, OfferLog>();
  readonly #annotations = { warning: 0, error: 0 };
  /** When the last line was logged, on the clock. */
  #lastLineMs: number;

  constructor(runner: Runner, clock: Clock) {
    this.#runner = runner;
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#lastLineMs = this.#startMs;
  }

  debug(line: string): void {
    this.#runner.debug(escapeLogLine(clip(line, maxLineLength)));
  }

  info(line: string): void {
    this.#lastLineMs = this.#clock.now();
    this.#runner.info(escapeLogLine(clip(line, maxLineLength)));
  }

  warning(line: string): void {
    this.#annotate('warning', [line]);
  }

  group(title: string, lines: readonly string[]): void {
    const clean = (line: string) => escapeLogLine(clip(line, maxLineLength));
    this.#lastLineMs = this.#clock.now();
    this.#runner.group(clean(title), lines.map(clean));
  }

  get isDebug(): boolean {
    return this.#runner.isDebug();
  }

  error(...lines: string[]): void {
    this.#annotate('error', lines);
  }

  /** The runner drops annotations beyond its limit: they become lines of the log. */
  #annotate(level: 'warning' | 'error', lines: readonly string[]): void {
    this.#lastLineMs = this.#clock.now();
    if (this.#annotations[level] < maxAnnotations) {
      this.#annotations[level] += 1;
      this.#runner[level](clip(lines.map(escapeLogLine).join('\n'), maxAnnotationLength));
    } else {
      this.info(`${level}: ${lines.join(' ')}`);
    }
  }

  /** The report of one offer. @param isOnly the lines need not name the offer */
  offer(result: OfferResult, isOnly: boolean, context: OfferRecordOptions): OfferListener {
    const record = new OfferRecord(result, context);
    this.#offers.push(record);
    const log = new OfferLog({
      log: this,
      clock: this.#clock,
      startMs: this.#startMs,
      name: isOnly ? '' : displayName(result),
      isQuiet: () => this.#clock.now() >= this.#lastLineMs + quietMs,
      countOpen: () => this.#results().filter(({ endedAt }) => endedAt === '').length,
      onAccepted: () => this.#tryOutputs(),
    });
    this.#logs.set(result, log);
    return {
      info: (line) => log.info(line),
      warning: (line) => log.warning(line),
      onAccepted: (result) => log.onAccepted(result),
      onStatus: (snapshot) => {
        record.onStatus(snapshot, this.#clock.epoch());
        log.onStatus(snapshot);
      },
      onPause: (pauseMs) => log.onPause(pauseMs),
      onRetry: (failure) => {
        record.onRetry(failure);
        log.onRetry(failure);
      },
      onFailure: (failure) => record.onFailure(failure),
    };
  }

  /**
   * Writes what must not be lost. If that fails, the go-live runs all the same: the end of the run writes the outputs
   * again, and fails if it must.
   */
  #tryOutputs(): void {
    try {
      this.#writeOutputs(renderUrgentOutputs(this.#results()));
    } catch (error) {
      this.warning(`The outputs could not be written yet. ${errorMessage(error)}`);
    }
  }

  #results(): OfferResult[] {
    return this.#offers.map(({ result }) => result);
  }

  /** @throws when an output cannot be written */
  #writeOutputs(outputs: Partial<Record<OutputName, string>>): void {
    for (const [name, value] of Object.entries(outputs)) {
      this.#runner.output(name, value);
    }
  }

  /** The end of a run that never began because its inputs are invalid. */
  async rejectInputs({ kind, message, problems }: InputError): Promise<void> {
    if (problems.length === 1) {
      this.error(message);
    } else {
      this.error('Invalid inputs:', ...problems);
    }
    try {
      this.#writeOutputs({ ...renderOutputs([]), 'failure-kind': kind, message: oneLine(message) });
    } catch (error) {
      this.error(outputsNotWritten(error));
    }
    await this.#writeSummary(renderInputProblems(problems));
  }

  /** The end of one offer: its details and a line of the log. @param isSuccess whether this result may end green */
  endOffer(result: OfferResult, isSuccess: boolean): void {
    const { status, failureKind, message } = result;
    this.#logs.get(result)?.end();
    const elapsed = formatDuration(this.#clock.now() - this.#startMs);
    const kind = failureKind && `, ${failureKind}`;
    const line = `${displayName(result)}: ${message} (${status}${kind}; after ${elapsed}, ${formatTime(this.#clock.epoch())})`;
    if (!isSuccess) {
      this.error(line);
    } else if (failureKind) {
      this.warning(line);
    } else {
      this.info(line);
    }
  }

  /**
   * The end of the run: the outputs and the summary. If the outputs cannot be written, each offer that had no failure has
   * one now: a workflow that goes by the outputs would go wrong.
   */
  async end(): Promise<void> {
    try {
      this.#writeOutputs(renderOutputs(this.#results()));
    } catch (error) {
      const message = outputsNotWritten(error);
      this.error(message);
      for (const result of this.#results().filter(({ failureKind }) => failureKind === '')) {
        result.failureKind = 'service';
        result.message = oneLine(`${message} ${result.message}`);
      }
    }
    await this.#writeSummary(renderSummary(this.#offers));
  }

  async #writeSummary(html: string): Promise<void> {
    try {
      await this.#runner.summary(html);
    } catch (error) {
      // The summary is for people; nothing depends on it.
      this.warning(`The job summary could not be written. ${errorMessage(error)}`);
    }
  }
}

function outputsNotWritten(error: unknown): string {
  return `The outputs could not be written (service): check the disk of the runner. ${errorMessage(error)}`;
}
