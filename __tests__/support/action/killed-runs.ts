/** Kills a go-live of the shipped bundle at random points, and runs it again until it ends. */
import { type StepResult, startStep } from '../../../emulator/runner/runner.ts';
import type { Api } from './api-inputs.ts';
import { WaitingOffer } from './waiting-offer.ts';

/** A go-live that was killed and run again until it ended. */
export interface KilledRun {
  /** How far the go-live was at each kill. */
  kills: string[];
  /** The promises that were broken. */
  violations: string[];
}

const mostKills = 3;
/** Real time, about as long as a go-live takes here. */
const goLiveMs = 1_500;
const goLiveRequests = 8;
/** Real time, about the pause between two requests. */
const pauseMs = 100;
const longestMs = 45_000;

/** Kills a go-live up to three times, at points that `random` (0 to 1) chooses, and then lets it run to its end. */
export async function killedAndResumed(api: Api, random: () => number): Promise<KilledRun> {
  const offer = await WaitingOffer.start({ api, signsIn: false });
  const kills: string[] = [];
  const violations: string[] = [];
  const check = (promise: string, isKept: boolean) => {
    if (!isKept) violations.push(promise);
  };
  try {
    for (let left = Math.ceil(random() * mostKills); left > 0; left -= 1) {
      const before = offer.emulator.requests.length;
      const killed = await runAndKill(offer, random);
      if (!killed.signal) break;
      kills.push(describeProgress(killed, offer));
      const isFollowed = offer.emulator.requests.slice(before).some(({ path }) => api.poll.test(path));
      check('the operation URL is written before the wait', !isFollowed || !!killed.outputs['operation-url']);
      check('the command files are valid', killed.refused.length === 0);
      check('no secret leaked before the kill', !leaksSecret(killed, offer));
    }
    const step = startStep(offer.step({}));
    const guard = setTimeout(step.kill, longestMs);
    const last = await step.finished;
    clearTimeout(guard);
    check('exactly one go-live was accepted', offer.goLives === 1);
    check('no go-live was sent after an accepted one', offer.goLiveRequests === 1);
    check('the last run succeeded', last.exitCode === 0 && last.outputs['status'] === 'succeeded');
    check('the offer is live', offer.isLive);
    return { kills, violations };
  } finally {
    await offer.emulator.stop();
  }
}

/** Kills the step at a random time, or around a random request. */
async function runAndKill(offer: WaitingOffer, random: () => number): Promise<StepResult> {
  const step = startStep(offer.step({}));
  const timers: NodeJS.Timeout[] = [];
  const killIn = (milliseconds: number) => timers.push(setTimeout(step.kill, milliseconds));
  if (random() < 0.3) {
    killIn(random() * goLiveMs);
  } else {
    const target = offer.emulator.requests.length + Math.floor(random() * goLiveRequests);
    const delayMs = random() * pauseMs;
    offer.onRequest = (before) => before === target && killIn(delayMs);
  }
  const result = await step.finished;
  offer.onRequest = () => {};
  timers.forEach(clearTimeout);
  return result;
}

function describeProgress({ outputs }: StepResult, offer: WaitingOffer): string {
  if (offer.goLives === 0) return 'before the go-live was accepted';
  return outputs['operation-url'] ? 'during the wait' : 'after the go-live was accepted, before the wait';
}

function leaksSecret({ rawOutput, files }: StepResult, { secrets }: WaitingOffer): boolean {
  const said = rawOutput.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const seen = [...said, files.output, files.summary].join('\n');
  return secrets.some((secret) => seen.includes(secret));
}

/** Random numbers from 0 to 1, the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
