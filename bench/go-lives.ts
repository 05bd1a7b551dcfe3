import type { StepStatus } from '../src/model/offer.ts';

/** Bounds on how long a step takes, in ms. */
interface StepModel {
  lowMs: number;
  highMs: number;
  /** The longest that the time frame allows which the API gives for it; 0 where it gives none. */
  statedMs: number;
}

/** The go-lives that one of the APIs shows. */
export interface GoLiveKind {
  name: string;
  /** The shortest adaptive pause of the API, in ms. */
  minMs: number;
  /** The steps after the sign-off, in their order. A go-live has the steps of one of these lists. */
  variants: readonly (readonly StepModel[])[];
  showsSteps: boolean;
}

/** A part of a go-live in which status checks show the same. */
export interface Phase {
  /** Since the start of the go-live. */
  endMs: number;
  steps: readonly { status: StepStatus }[];
  /** The sum of the time frames of the steps that have not begun. */
  statedToComeMs: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `< 4 days`, `~2-5 days`: what is stated is the longest it should take, and most go-lives take far less. */
const within = (statedMs: number): StepModel => ({ lowMs: statedMs / 100, highMs: statedMs, statedMs });
/** `> 30 minutes`: at least that, and less than ten times as long. */
const over = (lowMs: number): StepModel => ({ lowMs, highMs: 10 * lowMs, statedMs: 0 });
const unstated = (step: StepModel): StepModel => ({ ...step, statedMs: 0 });

// Operations page and offer status page (certification, live), page on publishing a VM offer of 2018 (provisioning).
const certification = within(3 * day);
const provisioning = within(4 * day);
const live = within(5 * day);
// Page on reviewing and publishing of 2022, after Go live: purchase flow, lead management, and the final publish.
const publish = over(10 * minute + 15 * minute + 30 * minute);

const days: GoLiveKind['variants'] = [
  [provisioning, live],
  // Some offer types are certified after the go-live.
  [certification, provisioning, live],
];
const hours: GoLiveKind['variants'] = [[publish], [unstated(certification), publish]];

export const usualKinds: readonly GoLiveKind[] = [
  { name: 'cloud-partner-portal', minMs: 10 * second, variants: days, showsSteps: true },
  { name: 'partner-center', minMs: 30 * second, variants: hours, showsSteps: true },
  { name: 'product-ingestion', minMs: minute, variants: [...days, ...hours], showsSteps: false },
];

/** Go-lives that take 2 to 30 minutes, whatever the API states. No source: they are what an adaptive pace has to fear. */
export const quickKinds: readonly GoLiveKind[] = usualKinds.map((kind) => ({
  ...kind,
  variants: kind.variants.map((steps) =>
    steps.map((step) => ({
      ...step,
      lowMs: (2 * minute) / steps.length,
      highMs: (30 * minute) / steps.length,
    })),
  ),
}));

const shareOfFailures = 0.15;

/**
 * A go-live that might have been. How long a step takes is log-uniform between its bounds: half the time is as likely as twice
 * the time. Some go-lives fail, somewhere in one of their steps.
 * @param random 0 to 1
 */
export function simulateGoLive(kind: GoLiveKind, random: () => number): Phase[] {
  const steps = kind.variants[Math.floor(random() * kind.variants.length)] ?? [];
  const failing = random() < shareOfFailures ? Math.floor(random() * steps.length) : steps.length;
  let endMs = 0;
  return steps.slice(0, failing + 1).map(({ lowMs, highMs }, current) => {
    endMs += lowMs * (highMs / lowMs) ** random() * (current === failing ? 0.1 + 0.9 * random() : 1);
    const toCome = steps.slice(current + 1);
    return {
      endMs,
      steps: kind.showsSteps ? steps.map((_, index) => ({ status: statusAt(index, current) })) : [],
      statedToComeMs: kind.showsSteps ? toCome.reduce((sum, { statedMs }) => sum + statedMs, 0) : 0,
    };
  });
}

function statusAt(index: number, current: number): StepStatus {
  if (index === current) return 'running';
  return index < current ? 'succeeded' : 'not-started';
}
