/** Simulates what it costs to wait for a go-live, in minutes of a runner, and how late its end is seen: docs/waiting.md. */
import { inputs } from '../../../src/inputs.ts';
import { nextPollMs } from '../../../src/model/backoff.ts';
import { readWorkflow } from './play-job.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What a wait comes to. */
export interface Cost {
  /** Minutes of a runner: GitHub rounds each job up to a whole one. */
  minutes: number;
  /** From the end of the go-live until the run has seen it; undefined if it has given up before. */
  lateMs: number | undefined;
}

/** How one waits, for a go-live of this length. */
export type Wait = (goLiveMs: number) => Cost;

/** How long a job takes besides its wait. An assumption; anything up to a minute costs the same. */
const jobMs = 20_000;
const scheduleMs = 6 * hour;

const { jobs } = readWorkflow('.github/workflows/go-live.yml');
const followJobs = Object.keys(jobs).filter((name) => name.startsWith('follow-')).length;
const onRunnerMs = Number(inputs['timeout-minutes'].default) * minute;
// The jobs that start the go-live, and that say how it ended.
const otherJobs = 2;

const billed = (ms: number) => Math.ceil(ms / minute);

/** go-live.yml with `wait-on-runner: true`. */
export const onRunner: Wait = (goLiveMs) => {
  let minutes = otherJobs;
  let atMs = 0;
  for (let job = 0; job < followJobs; job += 1) {
    const seenMs = lastCheckMs(goLiveMs - atMs);
    minutes += billed(seenMs + jobMs);
    atMs += seenMs;
    if (atMs >= goLiveMs) return { minutes, lateMs: atMs - goLiveMs };
    atMs += jobMs;
  }
  return { minutes, lateMs: undefined };
};

/** When a job that waits checks for the last time, in ms: at its end, or at the first check after the end of the go-live. */
function lastCheckMs(leftMs: number): number {
  const interval = { fixedMs: undefined, minMs: 10_000 };
  let waitedMs = 0;
  while (waitedMs < leftMs && waitedMs < onRunnerMs) {
    waitedMs = Math.min(onRunnerMs, waitedMs + nextPollMs(interval, waitedMs, [], 0.5));
  }
  return waitedMs;
}

/** go-live.yml with an environment that has a wait timer. */
export const withTimer =
  (timerMs: number): Wait =>
  (goLiveMs) => {
    const checks = Math.ceil(goLiveMs / (timerMs + jobMs));
    return checks > followJobs
      ? { minutes: otherJobs + followJobs, lateMs: undefined }
      : { minutes: otherJobs + checks, lateMs: checks * (timerMs + jobMs) - goLiveMs };
  };

/** A schedule beside a job that starts the go-live at a random time. @param phase when, from 0 to 1 */
const onSchedule =
  (phase: number): Wait =>
  (goLiveMs) => {
    const firstMs = phase * scheduleMs;
    const checks = Math.max(0, Math.ceil((goLiveMs - firstMs) / scheduleMs)) + 1;
    return { minutes: 1 + checks, lateMs: firstMs + (checks - 1) * scheduleMs - goLiveMs };
  };

const samples = 1_000;

/** The mean over go-lives that take up to a tenth less or more, as none takes exactly so long. */
function mean(wait: (sample: number) => Wait, goLiveMs: number): Cost {
  const costs = Array.from({ length: samples }, (_, index) => {
    const sample = (index + 0.5) / samples;
    return wait(sample)(goLiveMs * (0.9 + 0.2 * sample));
  });
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / samples;
  const isSeen = costs.every(({ lateMs }) => lateMs !== undefined);
  return {
    minutes: average(costs.map(({ minutes }) => minutes)),
    lateMs: isSeen ? average(costs.map(({ lateMs = 0 }) => lateMs)) : undefined,
  };
}

const lengths = { '1 hour': hour, '1 day': day, '2 days': 2 * day, '5 days': 5 * day };
const waits: Record<string, (sample: number) => Wait> = {
  'on the runner': () => onRunner,
  'wait timer of 1 hour': () => withTimer(hour),
  'of 4 hours': () => withTimer(4 * hour),
  'of 8 hours': () => withTimer(8 * hour),
  // The golden ratio spreads the start of the go-live evenly over the times between two checks.
  'schedule, every 6 hours': (sample) => onSchedule((sample * samples * 0.618_034) % 1),
};

/** The table of docs/waiting.md, in Markdown. */
export function waitingTable(): string {
  const rows = Object.entries(lengths).map(([name, goLiveMs]) => [
    name,
    ...Object.values(waits).map((wait) => format(mean(wait, goLiveMs))),
  ]);
  const head = ['a go-live of', ...Object.keys(waits)];
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|---|${'--:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

function format({ minutes, lateMs }: Cost): string {
  const cost = Math.round(minutes).toLocaleString('en');
  if (lateMs === undefined) return `${cost}, not seen`;
  const late = lateMs < hour ? `${Math.round(lateMs / minute)} min` : `${(lateMs / hour).toFixed(1)} h`;
  return `${cost}, ${late} late`;
}
