import type { ApiName } from './model.ts';

/** The true state of an offer at the server. */
export type Phase =
  | 'never-published'
  | 'building-preview'
  | 'preview-failed'
  | 'waiting'
  | 'going-live'
  | 'live'
  | 'failed'
  | 'canceled'
  /** The offer is on its way off the market, and then off it; at Partner Center, its submission is no longer alive. */
  | 'withdrawing'
  | 'withdrawn';

export type Outcome = 'live' | 'failed' | 'canceled';

/** A preview that somebody publishes, as plain data. */
export interface PreviewPlan {
  /** If something is in progress then, nothing is published. */
  atMs: number;
  buildMs: number;
  outcome: 'waiting' | 'preview-failed';
  /** When a colleague takes this preview live, in ms after it is ready. */
  colleagueAfterMs: number | undefined;
  goLiveOutcome: Outcome;
}

/** How somebody takes an offer off the market, as plain data. */
export interface WithdrawalPlan {
  atMs: number;
  durationMs: number;
  /**
   * `flag` and `schedule`: the live submission says so. `newer` and `replacing`: a new submission says so, which the API
   * lists beside those before it, or instead of them. `in-place`: the current submission is no longer alive.
   */
  form: 'flag' | 'schedule' | 'newer' | 'replacing' | 'in-place';
}

/** How the API lists the submissions of an offer, as plain data. */
export interface ListPlan {
  /** Selects an order of the entries. */
  order: number;
  /** Which entries have a date: all, none, or some of them; or each has one in the year 1. */
  dates: 'all' | 'none' | 'some' | 'year-1';
  /** `reversed`: the newest submission has the lowest number. `words`: they have no numbers. */
  ids: 'numbers' | 'reversed' | 'words';
  pageSize: 1 | 2 | 100;
  /** One entry cannot be read. */
  unreadable: boolean;
  /** Submissions from before are listed, too. */
  older: 'none' | 'failed-preview' | 'failed-go-live' | 'draft' | 'dead';
}

/** What will happen to an offer, as plain data. Times are in ms since the start of the clock. */
export interface OfferPlan {
  start: Phase;
  buildMs: number;
  previewOutcome: 'waiting' | 'preview-failed';
  goLiveMs: number;
  goLiveOutcome: Outcome;
  /** A step is blocked while anything is running. */
  blocked: boolean;
  /** How long after accepting a go-live the API may show the old state, in ms; at most until the go-live ends. */
  lagMs: number;
  /** What the API does with a go-live that is not needed, because one is running or the offer is live. */
  redundantGoLive: 'refuse' | 'accept';
  /** The status of a refusal. */
  refusal: 400 | 409 | 412;
  /** When a colleague clicks "Go live" in the portal; it has an effect only if the preview waits then. */
  colleagueMs: number | undefined;
  /** A rival starts the go-live a moment before the first (or the second, ...) go-live request arrives. */
  rivalBefore: number | undefined;
  next: PreviewPlan | undefined;
  withdrawal: WithdrawalPlan | undefined;
  list: ListPlan;
  /** Selects one of the spellings that the documentation of the API leaves open. */
  spelling: number;
}

/** Which API carries an offer, and what the APIs that list products say of it, as plain data. */
export interface Listing {
  /** The only API that shows where the offer stands, and takes it live. */
  api: ApiName;
  /** The word for the type in each list; undefined if the list leaves the offer out, empty if it names no type. */
  types: Record<'product-ingestion' | 'partner-center', string | undefined>;
}

/** A go-live that the server has accepted. */
export interface GoLive {
  id: string;
  /** The number of the run that sent the request; undefined for a colleague or a rival. */
  run: number | undefined;
  release: number;
  acceptedMs: number;
  /** When the API starts to show it. */
  visibleMs: number;
  endsMs: number;
  outcome: Outcome;
  phaseBefore: Phase;
}

/** What the API shows of one submission. */
export interface VisibleRelease {
  release: number;
  phase: Phase;
}

interface Event {
  atMs: number;
  apply(): void;
}

interface PhaseEntry {
  phase: Phase;
  atMs: number;
  release: number;
}

const hour = 3_600_000;

/** The release with which each history begins. */
export const firstRelease = 2;

/** One offer at the server. It changes as time passes, and when go-lives are accepted. */
export class Offer {
  readonly name: string;
  readonly index: number;
  readonly plan: OfferPlan;
  readonly listing: Listing;
  readonly goLives: GoLive[] = [];
  /** All phases so far, with the time at which each began. */
  readonly phases: PhaseEntry[];
  #release = firstRelease;
  #requests = 0;
  #events: Event[] = [];

  constructor(index: number, plan: OfferPlan, listing: Listing) {
    this.index = index;
    this.name = `offer-${index}`;
    this.plan = plan;
    this.listing = listing;
    this.phases = [{ phase: plan.start, atMs: 0, release: this.#release }];
    if (plan.start === 'building-preview') {
      this.#schedule(plan.buildMs, () => this.#enter(plan.previewOutcome, plan.buildMs));
    }
    if (plan.start === 'going-live') {
      this.#accept(0, undefined);
    }
    if (plan.start === 'withdrawing') {
      this.#endWithdrawal(plan.withdrawal?.durationMs ?? hour);
    }
    const { colleagueMs, next, withdrawal } = plan;
    if (colleagueMs !== undefined) {
      this.#schedule(colleagueMs, () => this.#goLiveByColleague(colleagueMs));
    }
    if (next) {
      this.#schedule(next.atMs, () => this.#publishNext(next));
    }
    if (withdrawal) {
      this.#schedule(withdrawal.atMs, () => this.#withdraw(withdrawal));
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
    return last && nowMs < last.visibleMs && last.release === this.#release ? last.phaseBefore : phase;
  }

  /** What the API shows now of each submission, from the oldest to the newest. */
  visibleReleases(nowMs: number): VisibleRelease[] {
    const current = this.visiblePhase(nowMs);
    const phaseByRelease = new Map(this.phases.map(({ release, phase }) => [release, phase]));
    phaseByRelease.set(this.#release, current);
    return [...phaseByRelease].map(([release, phase]) => ({ release, phase }));
  }

  /** The phase of a go-live as the API shows it now; undefined while the API does not find it. */
  visibleGoLivePhase(goLive: GoLive, nowMs: number): Phase | undefined {
    this.phase(nowMs);
    if (nowMs < goLive.endsMs) {
      return nowMs < goLive.visibleMs ? undefined : 'going-live';
    }
    return goLive.outcome;
  }

  /** A go-live request is about to arrive: a rival may be faster. */
  beforeGoLive(nowMs: number): void {
    this.#requests += 1;
    if (this.#requests === this.plan.rivalBefore) {
      this.#goLiveByColleague(nowMs);
    }
  }

  /**
   * The server handles a go-live request.
   * @param release undefined: the current one
   * @returns the go-live; undefined if the server refuses it
   */
  goLive(nowMs: number, run: number, release: number | undefined): GoLive | undefined {
    const phase = this.phase(nowMs);
    const isPossible = phase === 'waiting' || phase === 'failed' || phase === 'canceled';
    const isRedundant = phase === 'going-live' || phase === 'live';
    const isCurrent = release === undefined || release === this.#release;
    return isCurrent && (isPossible || (isRedundant && this.plan.redundantGoLive === 'accept'))
      ? this.#accept(nowMs, run)
      : undefined;
  }

  /** The server will handle a go-live request later. */
  goLiveLater(atMs: number, run: number, release: number | undefined): void {
    this.#schedule(atMs, () => this.goLive(atMs, run, release));
  }

  /** Whether the offer was in this phase at any time in the interval. */
  wasIn(phase: Phase, fromMs: number, toMs: number): boolean {
    this.phase(toMs);
    return this.phases.some((entry, index) => {
      const untilMs = this.phases[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
      return entry.phase === phase && entry.atMs <= toMs && untilMs >= fromMs;
    });
  }

  /** Whether the API shows something else than it did at this time. */
  hasChangedSince(sinceMs: number, nowMs: number): boolean {
    this.phase(nowMs);
    const times = [...this.phases.map(({ atMs }) => atMs), ...this.goLives.map(({ visibleMs }) => visibleMs)];
    return times.some((atMs) => atMs > sinceMs && atMs <= nowMs);
  }

  #phase(): Phase {
    return this.phases.at(-1)?.phase ?? this.plan.start;
  }

  #enter(phase: Phase, atMs: number): void {
    this.phases.push({ phase, atMs, release: this.#release });
  }

  #accept(nowMs: number, run: number | undefined): GoLive {
    const number = this.goLives.length + 1;
    const { next, goLiveMs, goLiveOutcome, lagMs } = this.plan;
    const goLive: GoLive = {
      id: `0000000${this.index}-0000-4000-8000-00000000000${number}`,
      run,
      release: this.#release,
      acceptedMs: nowMs,
      visibleMs: run === undefined ? nowMs : nowMs + Math.min(lagMs, goLiveMs),
      endsMs: nowMs + goLiveMs,
      outcome: next && this.#release > firstRelease ? next.goLiveOutcome : goLiveOutcome,
      phaseBefore: this.#phase(),
    };
    this.goLives.push(goLive);
    this.#enter('going-live', nowMs);
    this.#schedule(goLive.endsMs, () => {
      if (this.goLives.at(-1) === goLive && this.#phase() === 'going-live') {
        this.#enter(goLive.outcome, goLive.endsMs);
      }
    });
    return goLive;
  }

  #goLiveByColleague(nowMs: number): void {
    if (this.phase(nowMs) === 'waiting') {
      this.#accept(nowMs, undefined);
    }
  }

  #publishNext({ atMs, buildMs, outcome, colleagueAfterMs }: PreviewPlan): void {
    const phase = this.#phase();
    if (phase === 'building-preview' || phase === 'going-live' || phase === 'withdrawing') {
      return;
    }
    this.#release += 1;
    const release = this.#release;
    this.#enter('building-preview', atMs);
    this.#schedule(atMs + buildMs, () => {
      if (this.#phase() === 'building-preview' && this.#release === release) {
        this.#enter(outcome, atMs + buildMs);
      }
    });
    if (colleagueAfterMs !== undefined) {
      const colleagueMs = atMs + buildMs + colleagueAfterMs;
      this.#schedule(colleagueMs, () => this.#goLiveByColleague(colleagueMs));
    }
  }

  #withdraw({ atMs, durationMs, form }: WithdrawalPlan): void {
    const phase = this.#phase();
    const isInPlace = form === 'in-place';
    if (phase === 'never-published' || phase === 'withdrawing' || phase === 'withdrawn') {
      return;
    }
    if (phase === 'building-preview' && !isInPlace) {
      return;
    }
    const last = this.goLives.at(-1);
    if (last && phase === 'going-live') {
      last.outcome = 'canceled';
      last.endsMs = atMs;
      last.visibleMs = Math.min(last.visibleMs, atMs);
      this.#enter('canceled', atMs);
    }
    // A preview is not on the market, so it cannot say that the offer leaves it.
    const isOfPreview = phase === 'waiting' || phase === 'preview-failed';
    if (!isInPlace && (isOfPreview || form === 'newer' || form === 'replacing')) {
      this.#release += 1;
    }
    this.#enter('withdrawing', atMs);
    this.#endWithdrawal(atMs + durationMs);
  }

  #endWithdrawal(atMs: number): void {
    this.#schedule(atMs, () => {
      if (this.#phase() === 'withdrawing') {
        this.#enter('withdrawn', atMs);
      }
    });
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
