import type { Clock } from '../clock.ts';
import { currentStep, nameOf, type Reading } from '../golive/operation.ts';
import type { OfferResult } from '../golive/result.ts';
import type { OfferReport } from '../golive/run.ts';
import { outputsOf } from '../outputs.ts';
import type { Runner } from '../runner.ts';
import { changes, describeStep } from './changes.ts';
import { summaryOf } from './summary.ts';
import { clip, logLine, span } from './text.ts';

const heartbeatMs = 10 * 60_000;
// The runner shows ten annotations of a kind for a step, 4,096 characters each (actions/runner, ExecutionContext.cs).
const maxAnnotations = 10;
const maxAnnotationLength = 4_000;
const maxLineLength = 8_000;
const maxLinesPerLook = 30;

/** What people and the workflow see of this run: log, annotations, outputs, job summary. */
export class Report {
  readonly #runner: Runner;
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #portalUrl: string;
  readonly #results: OfferResult[] = [];
  readonly #annotations = { warning: 0, error: 0 };

  constructor(runner: Runner, clock: Clock, portalUrl: string) {
    this.#runner = runner;
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#portalUrl = portalUrl;
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
    this.#results.push(result);
    const prefix = alone ? '' : `${nameOf(result)}: `;
    const unknownWords = new Set<string>();
    let before: Reading | undefined;
    let spokenMs = this.#clock.now();
    const say = (text: string) => {
      spokenMs = this.#clock.now();
      this.say(prefix + text);
    };
    return {
      say,
      warn: (text) => {
        spokenMs = this.#clock.now();
        this.warn(prefix + text);
      },
      saw: (reading) => {
        const waited = `(after ${span(this.#clock.now() - this.#startMs)})`;
        const news = changes(before, {
          ...reading,
          unknownWords: reading.unknownWords.filter((word) => !unknownWords.has(word)),
        });
        for (const word of reading.unknownWords) {
          unknownWords.add(word);
        }
        for (const { level, text } of news.slice(0, maxLinesPerLook)) {
          spokenMs = this.#clock.now();
          level === 'warning' ? this.warn(prefix + text) : this.say(`${prefix}${text} ${waited}`);
        }
        if (news.length > maxLinesPerLook) {
          say(`and ${news.length - maxLinesPerLook} more changes ${waited}`);
        }
        if (this.#clock.now() - spokenMs >= heartbeatMs) {
          const step = currentStep(reading.steps);
          say(`still ${reading.status}${step ? `, ${describeStep(step)}` : ''} ${waited}`);
        }
        before = reading;
      },
      knows: ({ operationUrl }) => {
        say(`Operation URL: ${operationUrl}`);
        this.#tryOutputs();
      },
    };
  }

  /** A failure to write must not end a go-live that runs: the end of the run writes again, and fails if it must. */
  #tryOutputs(): void {
    try {
      this.#writeOutputs();
    } catch (error) {
      this.warn(`The outputs could not be written yet: ${error instanceof Error ? error.message : error}`);
    }
  }

  #writeOutputs(): void {
    for (const [name, value] of Object.entries(outputsOf(this.#results))) {
      this.#runner.output(name, value);
    }
  }

  /**
   * The end: a line for each offer, the outputs and the summary.
   * @param isWell whether this result may end green
   * @returns whether all that was to be written is written
   */
  async end(isWell: (result: OfferResult) => boolean): Promise<boolean> {
    for (const result of this.#results) {
      const line = `${nameOf(result)}: ${result.status}${result.failureKind ? ` (${result.failureKind})` : ''}, after ${span(this.#clock.now() - this.#startMs)}. ${result.message}`;
      if (!isWell(result)) {
        this.fail(line);
      } else if (result.failureKind) {
        this.warn(line);
      } else {
        this.say(line);
      }
    }
    let written = true;
    try {
      this.#writeOutputs();
    } catch (error) {
      written = false;
      this.fail(`The outputs could not be written: ${error instanceof Error ? error.message : error}`);
    }
    try {
      await this.#runner.summary(summaryOf(this.#results, this.#portalUrl));
    } catch (error) {
      written = false;
      this.fail(`The job summary could not be written: ${error instanceof Error ? error.message : error}`);
    }
    return written;
  }
}
