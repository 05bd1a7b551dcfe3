import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import type { StepResult } from '../../emulator/runner.ts';
import { at, preloading } from '../helpers/preload.ts';
import { type Api, allApis } from './apis.ts';
import { type ActionSetup, posts, runAction, startAction, startCountingEmulator } from './fixture.ts';

const inTheWait = (line: string) => line.includes('Operation URL');

/** How a run ends before the go-live that it has started, and what it leaves for the next one. */
const ends: Record<string, (url: string, api: Api) => Promise<StepResult>> = {
  'timed out': (url, api) => {
    const inputs = { 'timeout-minutes': '0.5', 'poll-interval-seconds': '3600' };
    return startAction(url, { api, with: inputs }).finished;
  },
  'was canceled': (url, api) => startAction(url, { api, cancelAfter: inTheWait }).finished,
  crashed: (url, api) => {
    const crash = at('Operation URL', `setImmediate(() => { throw new Error('hit'); });`);
    return startAction(url, { api, nodeOptions: preloading(crash) }).finished;
  },
  'was killed': (url, api) => {
    const step = startAction(url, { api, onLine: (line) => inTheWait(line) && step.kill() });
    return step.finished;
  },
};

/** How a go-live is come back to, with nothing stored but what an output said, or less. */
const ways: Record<string, (operationUrl: string) => NonNullable<ActionSetup['with']>> = {
  'the same step again': () => ({}),
  'its offer': () => ({ mode: 'follow' }),
  'its operation URL alone': (operationUrl) => ({ publisher: '', offer: '', 'operation-url': operationUrl }),
};

const rows = Object.keys(ends).flatMap((end) => Object.keys(ways).map((way) => ({ end, way })));

async function endThenPickUp(emulator: Emulator, api: Api, { end, way }: (typeof rows)[number]) {
  const first = await ends[end]?.(emulator.url, api);
  const operationUrl = first?.outputs['operation-url'] ?? '';
  // Days later: the go-live is over, or about to be.
  const second = await runAction(emulator.url, { api, with: ways[way]?.(operationUrl) ?? {} });
  return { first, operationUrl, second };
}

describe.concurrent.each(allApis)('$api: a go-live whose step', (api) => {
  it.concurrent.each(rows)('$end is picked up by $way', async (row) => {
    const offers = [{ publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off' } as const];
    const emulator = await startCountingEmulator({ offers, hours: 3 });
    try {
      const { first, operationUrl, second } = await endThenPickUp(emulator, api, row);
      expect(first?.exitCode).not.toBe(0);
      expect(first?.outputs).toMatchObject({ status: 'running', started: 'true' });
      expect(operationUrl).toMatch(api.operationUrl);
      expect(second).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'false' } });
      expect(second.outputs['operation-url']).toMatch(api.operationUrl);
      expect(posts(emulator)).toHaveLength(1);
      expect(emulator.offer('contoso', 'vm')).toMatchObject({ goLives: 1, state: 'live' });
    } finally {
      await emulator.stop();
    }
  });
});
