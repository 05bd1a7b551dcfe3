import type { Clock } from '../clock.ts';
import type { InputError } from '../errors.ts';
import { nameOf } from '../golive/operation.ts';
import type { OfferResult } from '../golive/result.ts';
import type { OfferReport } from '../golive/run.ts';
import { type OutputName, outputsOf } from '../outputs.ts';
import type { Runner } from '../runner.ts';
import { OfferLog } from './offer-log.ts';
import { type ReportedOffer, refusalSummary, summaryOf } from './summary.ts';
import { clip, logLine, oneLine, span } from './text.ts';

// The runner shows ten annotations of a kind for a step, 4,096 characters each (actions/runner, ExecutionContext.cs).
const maxAnnotations = 10;
const maxAnnotationLength = 4_000;
const maxLineLength = 8_000;

/** What people and the workflow see of this run: log, annotations, outputs, job summary. */
export class Report {
  readonly #runner: Runner;
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #offers: ReportedOffer[] = [];
  readonly #annotations = { warning: 0, error: 0 };

  constructor(runner: Runner, clock: Clock) {
    this.#runner = runner;
    this.#clock = clock;
    this.#startMs = clock.now();
  }

  say(text: string): void {
    this.#runner.info(logLine(clip(text, maxLineLength)));
  }

  warn(text: string): void {
    this.#annotate('warning', text);
  }

  fail(text: string): void {
    this.#annotate('error', text);
  }

  debug(text: string): void {
    this.#runner.debug(logLine(clip(text, maxLineLength)));
  }

  /** Past the runner's limit an annotation would be lost: it becomes a line of the log. */
  #annotate(kind: 'warning' | 'error', text: string): void {
    if (this.#annotations[kind] < maxAnnotations) {
      this.#annotations[kind] += 1;
      this.#runner[kind](logLine(clip(text, maxAnnotationLength)));
    } else {
      this.say(`${kind}: ${text}`);
    }
  }

  /** The report of one offer. @param alone the lines need not name it */
  offer(result: OfferResult, alone: boolean): OfferReport {
    const log = new OfferLog({
      say: (line) => this.say(line),
      warn: (line) => this.warn(line),
      known: () => this.#tryOutputs(),
      clock: this.#clock,
      startMs: this.#startMs,
      prefix: alone ? '' : `${nameOf(result)}: `,
    });
    this.#offers.push({ result, failedRequests: log.failedRequests });
    return log;
  }

  /** A failure to write must not end a go-live that runs: the end of the run writes again, and fails if it must. */
  #tryOutputs(): void {
    try {
      this.#writeOutputs(this.#outputs());
    } catch (error) {
      this.warn(`The outputs could not be written yet. ${reason(error)}`);
    }
  }

  #outputs(): Record<OutputName, string> {
    return outputsOf(this.#offers.map(({ result }) => result));
  }

  #writeOutputs(outputs: Record<OutputName, string>): void {
    for (const [name, value] of Object.entries(outputs)) {
      this.#runner.output(name, value);
    }
  }

  /** The end of a run that never began, for its inputs are wrong. */
  async refuse(error: InputError): Promise<void> {
    this.fail(error.message);
    const outputs = { ...outputsOf([]), 'failure-kind': error.kind, message: oneLine(error.message) };
    await this.#write(outputs, refusalSummary(error.problems));
  }

  /**
   * The end: a line for each offer, the outputs and the summary.
   * @param isWell whether this result may end green
   * @param portalUrl where a person sees the offers
   * @returns whether all of it is written
   */
  end(isWell: (result: OfferResult) => boolean, portalUrl: string): Promise<boolean> {
    const after = span(this.#clock.now() - this.#startMs);
    for (const { result } of this.#offers) {
      const { status, failureKind, message } = result;
      const line = `${nameOf(result)}: ${status}${failureKind && ` (${failureKind})`}, after ${after}. ${message}`;
      if (!isWell(result)) {
        this.fail(line);
      } else if (failureKind) {
        this.warn(line);
      } else {
        this.say(line);
      }
    }
    return this.#write(this.#outputs(), summaryOf(this.#offers, portalUrl));
  }

  async #write(outputs: Record<OutputName, string>, summary: string): Promise<boolean> {
    let written = true;
    try {
      this.#writeOutputs(outputs);
    } catch (error) {
      written = false;
      this.fail(`The outputs could not be written. ${reason(error)}`);
    }
    try {
      await this.#runner.summary(summary);
    } catch (error) {
      written = false;
      this.fail(`The job summary could not be written. ${reason(error)}`);
    }
    return written;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
