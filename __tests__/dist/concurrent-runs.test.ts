/** Two workflows take the same offer live at the same time. */
import { describe, expect, it } from 'vitest';
import { type Api, allApis, partnerCenter } from '../support/action/api-inputs.ts';
import { startCountingEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { type Ended, posts, sound, startAction } from '../support/action/start-action.ts';

/** Real time, by which both processes have sent their first status check. */
const togetherMs = 3_000;
/** The last request of a status check. */
const endOfCheck = (api: Api) => (api === partnerCenter ? /\/workflowdetails$/ : api.look);

/**
 * Runs the action twice at once. The answers to both first status checks are held back until both were made, so both runs
 * see an offer that waits for its go-live, and both send one.
 * @param hours emulated hours from one request to the next; a go-live takes 48
 */
async function runTwice(api: Api, hours: number, inputs: Record<string, string> = {}) {
  const emulator = await startCountingEmulator({
    offers: [waitingVm],
    hours,
    prepare: ({ faults }) =>
      faults.add({
        kind: 'late',
        milliseconds: togetherMs,
        when: 'after',
        on: { path: endOfCheck(api), times: 2 },
      }),
  });
  try {
    const steps = [0, 1].map(() => startAction(emulator.url, { api, with: inputs }));
    const runs = (await Promise.all(steps.map(({ finished }) => finished))).map((run) => sound(run));
    expect(emulator.offer('contoso', 'vm').goLives).toBe(1);
    // Each run sent one go-live, and the refused one did not send a second.
    expect(posts(emulator).map(({ answeredWith }) => Number(answeredWith) < 300)).toEqual([true, false]);
    const isWinner = ({ outputs }: Ended) => outputs['started'] === 'true';
    expect(runs.filter(isWinner)).toHaveLength(1);
    return {
      winner: runs.find(isWinner) as Ended,
      other: runs.find((run) => !isWinner(run)) as Ended,
      refusedWith: posts(emulator)[1]?.answeredWith,
      state: emulator.offer('contoso', 'vm').state,
    };
  } finally {
    await emulator.stop();
  }
}

const green = { exitCode: 0, outputs: { status: 'succeeded', 'failure-kind': '', 'timed-out': 'false' } };

describe.concurrent.each(allApis)('$api: of two runs at once', (api) => {
  it.concurrent('one starts the go-live, and the other one, which is refused, picks it up', async () => {
    const { winner, other, refusedWith, state } = await runTwice(api, 2);
    expect({ refusedWith, state }).toEqual({ refusedWith: 409, state: 'live' });
    expect(winner).toMatchObject({ ...green, offer: { started: true, adopted: false } });
    expect(other).toMatchObject({ ...green, offer: { started: false, adopted: true } });
    for (const { outputs } of [winner, other]) {
      expect(outputs['operation-url']).toMatch(api.operationUrl);
    }
    expect(other.log.join('\n')).toMatch(
      /The go-live was refused: checking whether another one is running\./,
    );
  });

  it.concurrent('one takes the offer live before the other one asks, and both succeed', async () => {
    const { winner, other, refusedWith, state } = await runTwice(api, 50);
    expect({ refusedWith, state }).toEqual({ refusedWith: 400, state: 'live' });
    expect(winner).toMatchObject({ ...green, offer: { started: true, adopted: false } });
    expect(other).toMatchObject({
      ...green,
      outputs: { ...green.outputs, 'operation-url': '' },
      offer: { started: false, adopted: false },
    });
  });

  it.concurrent('both give out an operation URL, with wait: false', async () => {
    const { winner, other, state } = await runTwice(api, 0, { wait: 'false' });
    expect(state).toBe('going-live');
    expect(winner.offer).toMatchObject({ started: true, adopted: false });
    expect(other.offer).toMatchObject({ started: false, adopted: true });
    for (const { exitCode, outputs } of [winner, other]) {
      expect(exitCode).toBe(0);
      expect(outputs).toMatchObject({ status: 'running', 'failure-kind': '' });
      expect(outputs['operation-url']).toMatch(api.operationUrl);
    }
  });
});
