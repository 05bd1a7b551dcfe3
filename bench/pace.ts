import { seededRandom } from '../__tests__/support/action/killed-runs.ts';
import { nextPollMs } from '../src/model/backoff.ts';
import { formatDuration } from '../src/model/text.ts';
import { type GoLiveKind, type Phase, quickKinds, simulateGoLive, usualKinds } from './go-lives.ts';
import { mean, percentile } from './statistics.ts';
import { formatNumber, renderTable } from './table.ts';

const goLives = 10_000;
const seed = 14;

/** The pause after a status check, in ms. */
type Pace = (waitedMs: number, shown: Phase, random: number) => number;

interface Followed {
  checks: number;
  lateMs: number;
  durationMs: number;
}

/** Ten thousand simulated go-lives of each kind, followed at the pace of the action, at fixed paces, and at others. */
export function simulatePaces(): string {
  const sections = (kinds: readonly GoLiveKind[]) =>
    kinds.map((kind) => section(kind, paces(kind))).join('\n\n');
  return `${formatNumber(goLives)} go-lives of each kind, made up from documented time frames (\`bench/go-lives.ts\`): how many status checks
they take, and how late the end is seen, in seconds and in percent of the go-live; p95: in 19 of 20 it is not later than that.
"As many" is the fixed pace with as many status checks as the action.

### Go-lives of hours and days

${sections(usualKinds)}

### Quick go-lives, of 2 to 30 minutes

Whatever the pace, with pauses of at least 60 s an end is seen 30 s late on average: half a pause.

${sections(quickKinds)}`;
}

function paces({ minMs }: GoLiveKind): Record<string, Pace> {
  const adaptive = { fixedMs: undefined, minMs };
  return {
    'the action': (waitedMs, { steps }, random) => nextPollMs(adaptive, waitedMs, steps, random),
    '… without the steps': (waitedMs, _, random) => nextPollMs(adaptive, waitedMs, [], random),
    // A step takes at least a hundredth of its time frame: as if that had been waited already.
    '… with time frames': (waitedMs, { steps, statedToComeMs }, random) =>
      nextPollMs(adaptive, waitedMs + statedToComeMs / 100, steps, random),
    'a twentieth of the wait': (waitedMs) => Math.max(minMs, Math.min(5 * 60_000, waitedMs / 20)),
    ...Object.fromEntries([10, 30, 60, 300].map((seconds) => [`every ${seconds} s`, () => seconds * 1000])),
    'every 4 hours': () => 4 * 3_600_000,
    doubling: (waitedMs) => Math.max(minMs, waitedMs),
  };
}

function section(kind: GoLiveKind, paces: Record<string, Pace>): string {
  const random = seededRandom(seed);
  const simulated = Array.from({ length: goLives }, () => simulateGoLive(kind, random));
  const followed = Object.entries(paces).map(([name, pace]): [string, Followed[]] => {
    const jitter = seededRandom(seed);
    return [name, simulated.map((phases) => follow(phases, pace, jitter))];
  });
  const [, ours = []] = followed[0] ?? [];
  const [fixedMs, likeOurs] = asManyChecks(simulated, mean(ours.map(({ checks }) => checks)));
  const rows = [...followed, [`every ${formatNumber(fixedMs / 1000)} s, as many`, likeOurs] as const];
  const medianMs = percentile(simulated.map(duration), 0.5);
  return `**${kind.name}**, pauses of at least ${kind.minMs / 1000} s; half of the go-lives take less than ${formatDuration(medianMs)}.

${renderTable(
  ['pace', 'status checks', 'late, s', 'p95', 'late, %', 'p95'],
  rows.map(([name, followed]) => [name, ...cells(followed)]),
)}`;
}

const duration = (phases: readonly Phase[]) => phases.at(-1)?.endMs ?? 0;

/** Checks the status until a check comes after the end. */
function follow(phases: readonly Phase[], pace: Pace, random: () => number): Followed {
  const durationMs = duration(phases);
  let waitedMs = 0;
  let checks = 1;
  for (const phase of phases) {
    while (waitedMs < phase.endMs) {
      waitedMs += pace(waitedMs, phase, random());
      checks += 1;
    }
  }
  return { checks, lateMs: waitedMs - durationMs, durationMs };
}

/** The fixed pace that takes as many status checks on average as another pace. */
function asManyChecks(simulated: readonly (readonly Phase[])[], checks: number): [number, Followed[]] {
  const at = (pauseMs: number) =>
    simulated.map((phases) => {
      const durationMs = duration(phases);
      const pauses = Math.ceil(durationMs / pauseMs);
      return { checks: pauses + 1, lateMs: pauses * pauseMs - durationMs, durationMs };
    });
  let [lowMs, highMs] = [1_000, 86_400_000];
  while (highMs - lowMs > 100) {
    const pauseMs = (lowMs + highMs) / 2;
    if (mean(at(pauseMs).map(({ checks }) => checks)) > checks) lowMs = pauseMs;
    else highMs = pauseMs;
  }
  return [highMs, at(highMs)];
}

function cells(followed: readonly Followed[]): string[] {
  const late = followed.map(({ lateMs }) => lateMs / 1000);
  const percent = followed.map(({ lateMs, durationMs }) => (100 * lateMs) / durationMs);
  return [
    formatNumber(mean(followed.map(({ checks }) => checks))),
    formatNumber(mean(late)),
    formatNumber(percentile(late, 0.95)),
    formatNumber(mean(percent), 2),
    formatNumber(percentile(percent, 0.95), 2),
  ];
}
