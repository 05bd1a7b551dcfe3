import type { Clock } from '../clock.ts';
import { type Failure, NetworkError, ServiceError, SignInError } from '../errors.ts';
import { currentStep, type Reading } from '../golive/operation.ts';
import type { OfferResult } from '../golive/result.ts';
import type { OfferReport } from '../golive/run.ts';
import { changes, describeStep } from './changes.ts';
import { span } from './text.ts';

const heartbeatMs = 10 * 60_000;
const maxLinesPerLook = 30;
// Of changes, in a whole run: a server that always tells something new must not fill the log.
const maxLines = 3_000;
const maxUnknownWords = 100;

/** Where the lines go, and who must hear that an operation is known. */
export interface OfferLogParts {
  say(line: string): void;
  warn(line: string): void;
  known(): void;
  clock: Clock;
  /** When the run began, on the clock. */
  startMs: number;
  /** Before each line; names the offer where there are several. */
  prefix: string;
}

/** The log of one offer: a line for each change, and a sign of life when nothing changes. */
export class OfferLog implements OfferReport {
  /** How many requests failed, by the way in which they did. */
  readonly failedRequests = new Map<string, number>();
  readonly #parts: OfferLogParts;
  readonly #unknownWords = new Set<string>();
  #before: Reading | undefined;
  #spokenMs: number;
  #linesLeft = maxLines;

  constructor(parts: OfferLogParts) {
    this.#parts = parts;
    this.#spokenMs = parts.clock.now();
  }

  say(line: string): void {
    this.#spokenMs = this.#parts.clock.now();
    this.#parts.say(this.#parts.prefix + line);
  }

  warn(line: string): void {
    this.#spokenMs = this.#parts.clock.now();
    this.#parts.warn(this.#parts.prefix + line);
  }

  saw(reading: Reading): void {
    const unknownWords = reading.unknownWords
      .filter((word) => !this.#unknownWords.has(word))
      .slice(0, maxUnknownWords - this.#unknownWords.size);
    const news = changes(this.#before, { ...reading, unknownWords });
    const told = news.slice(0, Math.min(maxLinesPerLook, this.#linesLeft));
    this.#linesLeft -= told.length;
    for (const { level, text } of told) {
      level === 'warning' ? this.warn(text) : this.say(`${text} ${this.#waited()}`);
    }
    if (news.length > told.length) {
      this.say(`and ${news.length - told.length} more changes ${this.#waited()}`);
    }
    for (const word of unknownWords) {
      this.#unknownWords.add(word);
    }
    this.#before = reading;
    const step = currentStep(reading.steps);
    this.#heartbeat(`still ${reading.status}${step ? `, ${describeStep(step)}` : ''}`);
  }

  bore(failure: Failure): void {
    const way = wayOf(failure);
    this.failedRequests.set(way, (this.failedRequests.get(way) ?? 0) + 1);
    this.#heartbeat(`still no good answer: ${failure.message}`);
  }

  knows({ operationUrl }: OfferResult): void {
    this.#parts.known();
    this.say(`Operation URL: ${operationUrl}`);
  }

  #heartbeat(line: string): void {
    if (this.#parts.clock.now() - this.#spokenMs >= heartbeatMs) {
      this.say(`${line} ${this.#waited()}`);
    }
  }

  #waited(): string {
    return `(after ${span(this.#parts.clock.now() - this.#parts.startMs)})`;
  }
}

/** In which way a request failed, in a word or two. */
function wayOf(failure: Failure): string {
  if (failure instanceof SignInError) {
    return `sign-in: ${wayOf(failure.cause)}`;
  }
  if (failure instanceof ServiceError) {
    return `HTTP ${failure.status}`;
  }
  return failure instanceof NetworkError ? failure.fault : 'unreadable answer';
}
