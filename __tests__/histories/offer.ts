/** Where an offer truly stands. */
export type Phase =
  | 'never-published'
  | 'building-preview'
  | 'preview-failed'
  | 'waiting'
  | 'going-live'
  | 'live'
  | 'failed'
  | 'canceled';

/** What is to become of an offer, as plain data. Times in ms since the start of the clock. */
export interface OfferPlan {
  start: Phase;
  buildMs: number;
  previewEnds: 'waiting' | 'preview-failed';
  goLiveMs: number;
  goLiveEnds: 'live' | 'failed' | 'canceled';
  /** A step is blocked as long as something runs. */
  blocked: boolean;
  /** How long after a go-live was taken the documents may still show what was before, in ms; at most until it ends. */
  lagMs: number;
  /** What the API does about a go-live where none is due: while one runs, or with nothing to release. */
  undue: 'refuse' | 'take';
  /** When somebody else presses the button in the portal, if the preview waits then. */
  colleagueMs: number | undefined;
  /** Which of the spellings the API uses that its documentation leaves open. */
  spelling: number;
}

/** A go-live that the server has taken. */
export interface GoLive {
  id: string;
  /** The number of the run whose request it was; undefined for the colleague. */
  run: number | undefined;
  takenMs: number;
  /** From when on the documents show it. */
  shownMs: number;
  endsMs: number;
  before: Phase;
}

interface Event {
  atMs: number;
  happen(): void;
}

/** One offer at the server: time moves it, and go-lives that are taken. */
export class Offer {
  readonly name: string;
  readonly index: number;
  readonly plan: OfferPlan;
  readonly goLives: GoLive[] = [];
  /** Every phase that it was in so far, with the time at which it came. */
  readonly past: { phase: Phase; atMs: number }[];
  #events: Event[] = [];

  constructor(index: number, plan: OfferPlan) {
    this.index = index;
    this.name = `offer-${index}`;
    this.plan = plan;
    this.past = [{ phase: plan.start, atMs: 0 }];
    if (plan.start === 'building-preview') {
      this.#plan(plan.buildMs, () => this.#become(plan.previewEnds, plan.buildMs));
    }
    if (plan.start === 'going-live') {
      this.#take(0, undefined);
    }
    const { colleagueMs } = plan;
    if (colleagueMs !== undefined) {
      this.#plan(colleagueMs, () => {
        if (this.#phase() === 'waiting') {
          this.#take(colleagueMs, undefined);
        }
      });
    }
  }

  /** Where it stands now. */
  phase(nowMs: number): Phase {
    for (let due = this.#next(nowMs); due; due = this.#next(nowMs)) {
      due.happen();
    }
    return this.#phase();
  }

  /** What the documents show now. */
  shown(nowMs: number): Phase {
    const phase = this.phase(nowMs);
    const last = this.goLives.at(-1);
    return last && nowMs < last.shownMs ? last.before : phase;
  }

  /** How a go-live stands now; undefined as long as it is not to be found. */
  stateOf(goLive: GoLive, nowMs: number): Phase | undefined {
    this.phase(nowMs);
    if (nowMs < goLive.endsMs) {
      return nowMs < goLive.shownMs ? undefined : 'going-live';
    }
    return this.plan.goLiveEnds;
  }

  /** A request to go live is acted upon now. @returns the go-live, or undefined where it is refused */
  goLive(nowMs: number, run: number): GoLive | undefined {
    const phase = this.phase(nowMs);
    const isDue = phase === 'waiting' || phase === 'failed' || phase === 'canceled';
    const isUndue = phase === 'going-live' || phase === 'live';
    return isDue || (isUndue && this.plan.undue === 'take') ? this.#take(nowMs, run) : undefined;
  }

  /** A request to go live will be acted upon later. */
  goLiveLater(atMs: number, run: number): void {
    this.#plan(atMs, () => this.goLive(atMs, run));
  }

  /** Whether it stood so at some time from then to then. */
  was(phase: Phase, fromMs: number, toMs: number): boolean {
    this.phase(toMs);
    return this.past.some((entry, index) => {
      const untilMs = this.past[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
      return entry.phase === phase && entry.atMs <= toMs && untilMs >= fromMs;
    });
  }

  #phase(): Phase {
    return this.past.at(-1)?.phase ?? this.plan.start;
  }

  #become(phase: Phase, atMs: number): void {
    this.past.push({ phase, atMs });
  }

  #take(nowMs: number, run: number | undefined): GoLive {
    const number = this.goLives.length + 1;
    const goLive: GoLive = {
      id: `0000000${this.index}-0000-4000-8000-00000000000${number}`,
      run,
      takenMs: nowMs,
      shownMs: run === undefined ? nowMs : nowMs + Math.min(this.plan.lagMs, this.plan.goLiveMs),
      endsMs: nowMs + this.plan.goLiveMs,
      before: this.#phase(),
    };
    this.goLives.push(goLive);
    this.#become('going-live', nowMs);
    this.#plan(goLive.endsMs, () => {
      if (this.goLives.at(-1) === goLive) {
        this.#become(this.plan.goLiveEnds, goLive.endsMs);
      }
    });
    return goLive;
  }

  #plan(atMs: number, happen: () => void): void {
    this.#events.push({ atMs, happen });
    this.#events.sort((a, b) => a.atMs - b.atMs);
  }

  #next(nowMs: number): Event | undefined {
    const [first] = this.#events;
    return first && first.atMs <= nowMs ? this.#events.shift() : undefined;
  }
}
