import type { OfferListener } from '../golive/offer-run.ts';
import type { Clock } from '../model/clock.ts';
import type { Failure } from '../model/failure.ts';
import type { Log } from '../model/log.ts';
import { currentStep, hasFailed, type StatusSnapshot } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import { formatCount, formatDuration, formatTime } from '../model/text.ts';
import { type Change, describeStep, findChanges, findStatusChange } from './changes.ts';

const maxLinesPerCheck = 30;
// Changes in a whole run: a server that always has something new to say must not fill the log.
const maxLines = 3_000;
// The same with several offers, whose details are kept until the end.
const maxLinesOfOne = 300;
const maxUnknownWords = 100;

export interface OfferLogOptions {
  log: Pick<Log, 'info' | 'warning' | 'group'>;
  clock: Clock;
  /** When the run began, on the clock, in ms. */
  startMs: number;
  /** The name of the offer, where there are several: it stands before each line, and details wait for the end. */
  name: string;
  /** Whether the whole log, of all offers, has been quiet for so long that a pause is worth a line. */
  isQuiet(): boolean;
  /** How many offers have not ended yet. */
  countOpen(): number;
  /** Called once the operation is known, before it is logged. */
  onAccepted(): void;
}

/** The log of one offer: a line for each change, and one now and then while nothing changes. */
export class OfferLog implements Omit<OfferListener, 'onFailure'> {
  readonly #options: OfferLogOptions;
  readonly #unknownWords = new Set<string>();
  readonly #details: string[] = [];
  #before: StatusSnapshot | undefined;
  /** What goes on while nothing changes. */
  #still = 'still waiting';
  #linesLeft: number;

  constructor(options: OfferLogOptions) {
    this.#options = options;
    this.#linesLeft = options.name ? maxLinesOfOne : maxLines;
  }

  info(line: string): void {
    this.#options.log.info(this.#named(line));
  }

  warning(line: string): void {
    this.#options.log.warning(this.#named(line));
  }

  onStatus(snapshot: StatusSnapshot): void {
    const unknownWords = snapshot.unknownWords
      .filter((word) => !this.#unknownWords.has(word))
      .slice(0, maxUnknownWords - this.#unknownWords.size);
    const hasRoom = this.#linesLeft > 0;
    const status = hasRoom ? findStatusChange(this.#before, snapshot) : undefined;
    this.#linesLeft -= status ? 1 : 0;
    const changes = hasRoom ? this.#bound(findChanges(this.#before, { ...snapshot, unknownWords })) : [];
    if (status && (!this.#before || hasFailed(snapshot.status))) {
      this.#logFolded(status, snapshot, changes);
    } else {
      if (status) {
        this.info(`${status} ${this.#when(true)}`);
      }
      this.#logChanges(changes);
    }
    for (const word of unknownWords) {
      this.#unknownWords.add(word);
    }
    this.#before = snapshot;
    const step = currentStep(snapshot.steps);
    this.#still = `still ${snapshot.status}${step ? `, ${describeStep(step)}` : ''}`;
  }

  onRetry(failure: Failure): void {
    this.#still = `still failing: ${failure.describe()}`;
  }

  onPause(pauseMs: number): void {
    const { clock, countOpen, isQuiet, log, name } = this.#options;
    if (!isQuiet()) {
      return;
    }
    const still = name ? `still waiting for ${formatCount(countOpen(), 'offer')}` : this.#still;
    log.info(`${still} ${this.#when(true, `next check at ${formatTime(clock.epoch() + pauseMs)}`)}`);
  }

  onAccepted({ operationUrl }: OfferResult): void {
    this.#options.onAccepted();
    this.info(`Operation URL: ${operationUrl}`);
  }

  /** Logs the details that waited for the end. */
  end(): void {
    if (this.#details.length > 0) {
      this.#options.log.group(`Steps of ${this.#options.name}`, this.#details);
    }
  }

  /** The first status, or a failure, with all details folded away under it. */
  #logFolded(status: string, { steps }: StatusSnapshot, changes: readonly Change[]): void {
    const step = currentStep(steps);
    const title = `${status}${step ? `, at ${describeStep(step)}` : ''} ${this.#when(true)}`;
    const folded = changes.filter(({ level }) => level === 'info');
    if (this.#options.name || folded.length === 0) {
      this.info(title);
      this.#logChanges(changes);
      return;
    }
    this.#options.log.group(
      title,
      folded.map(({ text }) => text),
    );
    this.#logChanges(changes.filter(({ level }) => level === 'warning'));
  }

  #logChanges(changes: readonly Change[]): void {
    for (const { level, text } of changes) {
      if (level === 'warning') {
        this.warning(text);
      } else if (this.#options.name) {
        this.#details.push(`${text} ${this.#when(true)}`);
      } else {
        this.info(`${text} ${this.#when(false)}`);
      }
    }
  }

  /** As many changes as the log has room for, and how many more there are. */
  #bound(changes: readonly Change[]): Change[] {
    const logged = changes.slice(0, Math.min(maxLinesPerCheck, this.#linesLeft));
    const more = changes.length - logged.length;
    this.#linesLeft -= logged.length + (more > 0 ? 1 : 0);
    if (more === 0) {
      return logged;
    }
    const isFull = this.#linesLeft <= 0;
    const text = isFull ? 'No more changes are logged.' : `and ${formatCount(more, 'more change')}`;
    return [...logged, { level: 'info', text }];
  }

  #named(line: string): string {
    return this.#options.name ? `${this.#options.name}: ${line}` : line;
  }

  /** `(after 2 h, 12:10 UTC; …)`. @param more what else to say; may be empty */
  #when(withTime: boolean, more = ''): string {
    const { clock, startMs } = this.#options;
    const time = withTime ? `, ${formatTime(clock.epoch())}` : '';
    return `(after ${formatDuration(clock.now() - startMs)}${time}${more && `; ${more}`})`;
  }
}
