/** The true state of an offer at the server. */
export type Phase =
  | 'never-published'
  | 'building-preview'
  | 'preview-failed'
  | 'waiting'
  | 'going-live'
  | 'live'
  | 'failed'
  | 'canceled';

/** What will happen to an offer, as plain data. Times are in ms since the start of the clock. */
export interface OfferPlan {
  start: Phase;
  buildMs: number;
  previewOutcome: 'waiting' | 'preview-failed';
  goLiveMs: number;
  goLiveOutcome: 'live' | 'failed' | 'canceled';
  /** A step is blocked while anything is running. */
  blocked: boolean;
  /** How long after accepting a go-live the API may show the old state, in ms; at most until the go-live ends. */
  lagMs: number;
  /** What the API does with a go-live that is not needed, because one is running or the offer is live. */
  redundantGoLive: 'refuse' | 'accept';
  /** When a colleague clicks "Go live" in the portal; it has an effect only if the preview waits then. */
  colleagueMs: number | undefined;
  /** Selects one of the spellings that the documentation of the API leaves open. */
  spelling: number;
}

/** A go-live that the server has accepted. */
export interface GoLive {
  id: string;
  /** The number of the run that sent the request; undefined for the colleague. */
  run: number | undefined;
  acceptedMs: number;
  /** When the API starts to show it. */
  visibleMs: number;
  endsMs: number;
  phaseBefore: Phase;
}

interface Event {
  atMs: number;
  apply(): void;
}

/** One offer at the server. It changes as time passes, and when go-lives are accepted. */
export class Offer {
  readonly name: string;
  readonly index: number;
  readonly plan: OfferPlan;
  readonly goLives: GoLive[] = [];
  /** All phases so far, with the time at which each began. */
  readonly phases: { phase: Phase; atMs: number }[];
  #events: Event[] = [];

  constructor(index: number, plan: OfferPlan) {
    this.index = index;
    this.name = `offer-${index}`;
    this.plan = plan;
    this.phases = [{ phase: plan.start, atMs: 0 }];
    if (plan.start === 'building-preview') {
      this.#schedule(plan.buildMs, () => this.#enter(plan.previewOutcome, plan.buildMs));
    }
    if (plan.start === 'going-live') {
      this.#accept(0, undefined);
    }
    const { colleagueMs } = plan;
    if (colleagueMs !== undefined) {
      this.#schedule(colleagueMs, () => {
        if (this.#phase() === 'waiting') {
          this.#accept(colleagueMs, undefined);
        }
      });
    }
  }

  /** The true phase now. */
  phase(nowMs: number): Phase {
    for (let due = this.#nextEvent(nowMs); due; due = this.#nextEvent(nowMs)) {
      due.apply();
    }
    return this.#phase();
  }

  /** The phase that the API shows now. */
  visiblePhase(nowMs: number): Phase {
    const phase = this.phase(nowMs);
    const last = this.goLives.at(-1);
    return last && nowMs < last.visibleMs ? last.phaseBefore : phase;
  }

  /** The phase of a go-live as the API shows it now; undefined while the API does not find it. */
  visibleGoLivePhase(goLive: GoLive, nowMs: number): Phase | undefined {
    this.phase(nowMs);
    if (nowMs < goLive.endsMs) {
      return nowMs < goLive.visibleMs ? undefined : 'going-live';
    }
    return this.plan.goLiveOutcome;
  }

  /** The server handles a go-live request. @returns the go-live; undefined if the server refuses it */
  goLive(nowMs: number, run: number): GoLive | undefined {
    const phase = this.phase(nowMs);
    const isPossible = phase === 'waiting' || phase === 'failed' || phase === 'canceled';
    const isRedundant = phase === 'going-live' || phase === 'live';
    return isPossible || (isRedundant && this.plan.redundantGoLive === 'accept')
      ? this.#accept(nowMs, run)
      : undefined;
  }

  /** The server will handle a go-live request later. */
  goLiveLater(atMs: number, run: number): void {
    this.#schedule(atMs, () => this.goLive(atMs, run));
  }

  /** Whether the offer was in this phase at any time in the interval. */
  wasIn(phase: Phase, fromMs: number, toMs: number): boolean {
    this.phase(toMs);
    return this.phases.some((entry, index) => {
      const untilMs = this.phases[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
      return entry.phase === phase && entry.atMs <= toMs && untilMs >= fromMs;
    });
  }

  #phase(): Phase {
    return this.phases.at(-1)?.phase ?? this.plan.start;
  }

  #enter(phase: Phase, atMs: number): void {
    this.phases.push({ phase, atMs });
  }

  #accept(nowMs: number, run: number | undefined): GoLive {
    const number = this.goLives.length + 1;
    const goLive: GoLive = {
      id: `0000000${this.index}-0000-4000-8000-00000000000${number}`,
      run,
      acceptedMs: nowMs,
      visibleMs: run === undefined ? nowMs : nowMs + Math.min(this.plan.lagMs, this.plan.goLiveMs),
      endsMs: nowMs + this.plan.goLiveMs,
      phaseBefore: this.#phase(),
    };
    this.goLives.push(goLive);
    this.#enter('going-live', nowMs);
    this.#schedule(goLive.endsMs, () => {
      if (this.goLives.at(-1) === goLive) {
        this.#enter(this.plan.goLiveOutcome, goLive.endsMs);
      }
    });
    return goLive;
  }

  #schedule(atMs: number, apply: () => void): void {
    this.#events.push({ atMs, apply });
    this.#events.sort((a, b) => a.atMs - b.atMs);
  }

  #nextEvent(nowMs: number): Event | undefined {
    const [first] = this.#events;
    return first && first.atMs <= nowMs ? this.#events.shift() : undefined;
  }
}
