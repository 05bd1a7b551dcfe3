import type { OfferListener } from '../golive/offer-run.ts';
import type { Clock } from '../model/clock.ts';
import type { Failure } from '../model/failure.ts';
import type { Log } from '../model/log.ts';
import { currentStep, type StatusSnapshot } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import { formatCount, formatDuration } from '../model/text.ts';
import { describeStep, findChanges } from './changes.ts';

const heartbeatMs = 10 * 60_000;
const maxLinesPerCheck = 30;
// Changes in a whole run: a server that always has something new to say must not fill the log.
const maxLines = 3_000;
const maxUnknownWords = 100;

export interface OfferLogOptions {
  log: Pick<Log, 'info' | 'warning'>;
  clock: Clock;
  /** When the run began, on the clock, in ms. */
  startMs: number;
  /** Stands before each line; names the offer where there are several. */
  prefix: string;
  /** Called once the operation is known, before it is logged. */
  onAccepted(): void;
}

/** The log of one offer: a line for each change, and a heartbeat while nothing changes. */
export class OfferLog implements Omit<OfferListener, 'onFailure'> {
  readonly #options: OfferLogOptions;
  readonly #unknownWords = new Set<string>();
  #before: StatusSnapshot | undefined;
  #lastLineMs: number;
  #linesLeft = maxLines;

  constructor(options: OfferLogOptions) {
    this.#options = options;
    this.#lastLineMs = options.clock.now();
  }

  info(line: string): void {
    this.#lastLineMs = this.#options.clock.now();
    this.#options.log.info(this.#options.prefix + line);
  }

  warning(line: string): void {
    this.#lastLineMs = this.#options.clock.now();
    this.#options.log.warning(this.#options.prefix + line);
  }

  onStatus(snapshot: StatusSnapshot): void {
    const unknownWords = snapshot.unknownWords
      .filter((word) => !this.#unknownWords.has(word))
      .slice(0, maxUnknownWords - this.#unknownWords.size);
    const changes = findChanges(this.#before, { ...snapshot, unknownWords });
    const logged = changes.slice(0, Math.min(maxLinesPerCheck, this.#linesLeft));
    this.#linesLeft -= logged.length;
    for (const { level, text } of logged) {
      level === 'warning' ? this.warning(text) : this.info(`${text} ${this.#elapsed()}`);
    }
    if (changes.length > logged.length) {
      this.info(`and ${formatCount(changes.length - logged.length, 'more change')} ${this.#elapsed()}`);
    }
    for (const word of unknownWords) {
      this.#unknownWords.add(word);
    }
    this.#before = snapshot;
    const step = currentStep(snapshot.steps);
    this.#heartbeat(`still ${snapshot.status}${step ? `, ${describeStep(step)}` : ''}`);
  }

  onRetry({ message }: Failure): void {
    this.#heartbeat(`still failing: ${message}`);
  }

  onAccepted({ operationUrl }: OfferResult): void {
    this.#options.onAccepted();
    this.info(`Operation URL: ${operationUrl}`);
  }

  #heartbeat(line: string): void {
    if (this.#options.clock.now() - this.#lastLineMs >= heartbeatMs) {
      this.info(`${line} ${this.#elapsed()}`);
    }
  }

  #elapsed(): string {
    return `(after ${formatDuration(this.#options.clock.now() - this.#options.startMs)})`;
  }
}
