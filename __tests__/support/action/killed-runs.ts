import { type StepResult, startStep } from '../../../emulator/runner/runner.ts';
import type { Api } from './api-inputs.ts';
import { WaitingOffer } from './waiting-offer.ts';

/** A go-live that was killed and run again until it ended. */
export interface Story {
  /** How far it had come at each kill. */
  kills: string[];
  /** The promises that were broken. */
  violations: string[];
}

const mostKills = 3;
/** In real time: about as long as a go-live takes here. */
const storyMs = 1_500;
const requestsOfStory = 8;
/** In real time, about the pause between two requests. */
const pauseMs = 100;
const longestMs = 45_000;

/** Kills a go-live up to three times, at points chosen by `random` (0 to 1), and then lets it run to its end. */
export async function killedAndResumed(api: Api, random: () => number): Promise<Story> {
  const offer = await WaitingOffer.start({ api, signsIn: false });
  const kills: string[] = [];
  const violations: string[] = [];
  const demand = (promise: string, holds: boolean) => {
    if (!holds) violations.push(promise);
  };
  try {
    for (let left = Math.ceil(random() * mostKills); left > 0; left -= 1) {
      const before = offer.emulator.requests.length;
      const killed = await runAndKill(offer, random);
      if (!killed.signal) break;
      kills.push(placeOf(killed, offer));
      const isFollowed = offer.emulator.requests.slice(before).some(({ path }) => api.poll.test(path));
      demand(
        'the operation URL is written before the wait',
        !isFollowed || !!killed.outputs['operation-url'],
      );
      demand('what was written can be read', killed.refused.length === 0);
      demand('no secret is seen when it is killed', !showsSecret(killed, offer));
    }
    const step = startStep(offer.step({}));
    const guard = setTimeout(step.kill, longestMs);
    const last = await step.finished;
    clearTimeout(guard);
    demand('exactly one go-live was taken', offer.goLives === 1);
    demand('no go-live was sent after one that was taken', offer.goLiveRequests === 1);
    demand('it ended green, as succeeded', last.exitCode === 0 && last.outputs['status'] === 'succeeded');
    demand('the offer is live', offer.isLive);
    return { kills, violations };
  } finally {
    await offer.emulator.stop();
  }
}

/** At any time, or when a request is being made. */
async function runAndKill(offer: WaitingOffer, random: () => number): Promise<StepResult> {
  const step = startStep(offer.step({}));
  const timers: NodeJS.Timeout[] = [];
  const killIn = (milliseconds: number) => timers.push(setTimeout(step.kill, milliseconds));
  if (random() < 0.3) {
    killIn(random() * storyMs);
  } else {
    const target = offer.emulator.requests.length + Math.floor(random() * requestsOfStory);
    const delayMs = random() * pauseMs;
    offer.onRequest = (before) => before === target && killIn(delayMs);
  }
  const result = await step.finished;
  offer.onRequest = () => {};
  timers.forEach(clearTimeout);
  return result;
}

function placeOf({ outputs }: StepResult, offer: WaitingOffer): string {
  if (offer.goLives === 0) return 'before the go-live was taken';
  return outputs['operation-url'] ? 'in the wait' : 'after the go-live was taken, before the wait';
}

function showsSecret({ rawOutput, files }: StepResult, { secrets }: WaitingOffer): boolean {
  const said = rawOutput.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const seen = [...said, files.output, files.summary].join('\n');
  return secrets.some((secret) => seen.includes(secret));
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
