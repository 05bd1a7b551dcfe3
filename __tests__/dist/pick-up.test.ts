import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { StepResult } from '../../emulator/runner/runner.ts';
import { type Api, allApis } from '../support/action/api-inputs.ts';
import { startCountingEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { type ActionSetup, posts, runAction, sound, startAction } from '../support/action/start-action.ts';
import { at, preloading } from '../support/process/preload.ts';

const isWaiting = (line: string) => line.includes('Operation URL');

/** How a run ends before the go-live that it has started. */
const ends = {
  'timed out': (url: string, api: Api) => {
    const inputs = { 'timeout-minutes': '0.5', 'poll-interval-seconds': '3600' };
    return startAction(url, { api, with: inputs }).finished;
  },
  'was canceled': (url: string, api: Api) => startAction(url, { api, cancelAfter: isWaiting }).finished,
  crashed: (url: string, api: Api) => {
    const crash = at('Operation URL', `setImmediate(() => { throw new Error('hit'); });`);
    return startAction(url, { api, nodeOptions: preloading(crash) }).finished;
  },
  'was killed': (url: string, api: Api) => {
    const step = startAction(url, { api, onLine: (line) => isWaiting(line) && step.kill() });
    return step.finished;
  },
} satisfies Record<string, (url: string, api: Api) => Promise<StepResult>>;

/** The inputs of the next run, which knows nothing but the outputs of the first, or not even those. */
const ways: Record<string, (operationUrl: string) => NonNullable<ActionSetup['with']>> = {
  'running the step again': () => ({}),
  'following its offer': () => ({ mode: 'follow' }),
  'following its operation URL': (operationUrl) => ({
    publisher: '',
    offer: '',
    'operation-url': operationUrl,
  }),
};

const rows = Object.entries(ends).flatMap(([end, runToItsEnd]) =>
  Object.entries(ways).map(([way, inputs]) => ({ end, runToItsEnd, way, inputs })),
);

describe.concurrent.each(allApis)('$api: a go-live whose step', (api) => {
  it.concurrent.each(rows)('$end is picked up by $way', async ({ runToItsEnd, inputs }) => {
    const emulator = await startCountingEmulator({ offers: [waitingVm], hours: 3 });
    try {
      const first = await runToItsEnd(emulator.url, api);
      expect(first.exitCode).not.toBe(0);
      expect(first.outputs).toMatchObject({ status: 'running', started: 'true' });
      const operationUrl = first.outputs['operation-url'] ?? '';
      expect(operationUrl).toMatch(api.operationUrl);

      const second = await runAction(emulator.url, { api, with: inputs(operationUrl) });
      expect(second).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'false' } });
      expect(second.outputs['operation-url']).toMatch(api.operationUrl);
      expect(posts(emulator)).toHaveLength(1);
      expect(emulator.offer('contoso', 'vm')).toMatchObject({ goLives: 1, state: 'live' });
    } finally {
      await emulator.stop();
    }
  });

  it.concurrent('timed out is picked up by what its summary says, as it stands', async () => {
    const emulator = await startCountingEmulator({ offers: [waitingVm], hours: 3 });
    try {
      const first = sound(await ends['timed out'](emulator.url, api));
      const yaml = /<pre>(with:.*?)<\/pre>/s.exec(first.summary)?.[1] ?? '';
      const inputs = parse(yaml.replaceAll('&amp;', '&')).with;
      expect(inputs).toMatchObject({ mode: 'follow', 'operation-url': first.outputs['operation-url'] });

      const none = { publisher: '', offer: '', api: '', 'api-url': '' };
      const second = await runAction(emulator.url, { with: { ...none, ...inputs } });
      expect(second.outputs).toMatchObject({ status: 'succeeded', started: 'false' });
      expect(posts(emulator)).toHaveLength(1);
    } finally {
      await emulator.stop();
    }
  });
});
