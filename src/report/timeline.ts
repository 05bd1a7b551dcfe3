import type { Step } from '../model/offer.ts';

/** When something began and ended, in ms since 1970; undefined where nobody knows. */
export interface Span {
  startMs: number | undefined;
  endMs: number | undefined;
  /** These are the times at which this run saw it, as the API gives none. */
  isSeen: boolean;
  /** It had begun before this run first saw it; nobody knows how long before. */
  isPartial: boolean;
}

/** How far a step has come. */
type Stage = 'waiting' | 'active' | 'ended';

export function stageOf({ status }: Pick<Step, 'status'>): Stage {
  switch (status) {
    case 'not-started':
    case 'unknown':
      return 'waiting';
    case 'succeeded':
    case 'failed':
    case 'canceled':
      return 'ended';
    default:
      return 'active';
  }
}

interface Sighting {
  stage: Stage;
  startMs: number | undefined;
  endMs: number | undefined;
  isPartial: boolean;
}

// A clock may be off by some minutes; what is further ahead is no time of a step.
const maxAheadMs = 60 * 60_000;

/**
 * When the steps of an offer began and ended: by the times of the API's messages, else as this run saw it. Of what nobody
 * saw, nothing is claimed.
 */
export class Timeline {
  #sightings = new Map<string, Sighting>();

  /** @param nowMs the time of day of the status check, in ms since 1970 */
  onStatus(steps: readonly Step[], nowMs: number): void {
    this.#sightings = new Map(
      steps.map((step, index) => {
        const key = keyOf(step, index);
        return [key, next(this.#sightings.get(key), stageOf(step), nowMs)];
      }),
    );
  }

  /**
   * One span for each step.
   * @param nowMs as above: messages that claim to come from later are not believed
   */
  spans(steps: readonly Step[], nowMs: number): Span[] {
    const spans: Span[] = [];
    let previousEndMs: number | undefined;
    for (const [index, step] of steps.entries()) {
      const given = givenSpan(step, previousEndMs, nowMs + maxAheadMs);
      previousEndMs = given?.endMs;
      const { startMs, endMs, isPartial = false } = this.#sightings.get(keyOf(step, index)) ?? {};
      const isSeen = startMs !== undefined || endMs !== undefined;
      spans.push(given ?? { startMs, endMs, isSeen, isPartial });
    }
    return spans;
  }
}

function keyOf({ id, name }: Step, index: number): string {
  return JSON.stringify([index, id, name]);
}

/** @param before the sighting at the status check before; undefined at the first one */
function next(before: Sighting | undefined, stage: Stage, nowMs: number): Sighting {
  if (before?.stage === stage) {
    return before;
  }
  switch (stage) {
    case 'waiting':
      return { stage, startMs: undefined, endMs: undefined, isPartial: false };
    case 'active':
      return { stage, startMs: nowMs, endMs: undefined, isPartial: before === undefined };
    case 'ended':
      // What had ended before the first status check ended at a time that nobody saw.
      return {
        stage,
        startMs: before?.startMs,
        endMs: before && nowMs,
        isPartial: before?.isPartial ?? false,
      };
  }
}

/**
 * The span of a step by the times of its messages: the last one comes with its end, and it begins when the step before it
 * ends (operations page, sample). Undefined where there are no such times.
 */
function givenSpan(step: Step, previousEndMs: number | undefined, latestMs: number): Span | undefined {
  const stage = stageOf(step);
  const times = step.messages.map(({ timestamp }) => Date.parse(timestamp)).filter((ms) => ms <= latestMs);
  const firstMs = times.length > 0 ? Math.min(...times) : undefined;
  const startMs = previousEndMs ?? firstMs;
  if (stage === 'active') {
    return startMs === undefined ? undefined : { startMs, endMs: undefined, isSeen: false, isPartial: false };
  }
  if (stage === 'waiting' || times.length === 0) {
    return undefined;
  }
  const endMs = Math.max(...times);
  // One message tells the end alone.
  const isStart = startMs !== undefined && startMs < endMs;
  return { startMs: isStart ? startMs : undefined, endMs, isSeen: false, isPartial: false };
}
