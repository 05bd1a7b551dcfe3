import { describe, expect, it } from 'vitest';
import {
  accept,
  document,
  look,
  offerPath,
  operation,
  operationPath,
  runOnScript,
} from '../support/action/portal-answers.ts';
import { type Ended, posts } from '../support/action/start-action.ts';
import { type Answer, startScript } from '../support/servers/script-server.ts';

/** Runs the action on a script, and expects that nothing is sent to another server. */
async function runBeside(script: (foreign: string) => Answer[]): Promise<Ended & { sent: number }> {
  const foreign = await startScript([]);
  try {
    const ended = await runOnScript(script(foreign.url));
    expect(foreign.requests).toEqual([]);
    return { ...ended, sent: posts(ended.server).length };
  } finally {
    await foreign.stop();
  }
}

const redirect = (method: string, path: string, status: number, location: string): Answer => ({
  method,
  path,
  status,
  headers: { location },
});

const goLivePath = `${offerPath}/golive`;

describe('a redirect to another server is not followed', () => {
  it.concurrent.each([301, 302, 303, 307, 308])(
    'when a go-live gets %d: the go-live fails and is not sent again',
    async (status) => {
      const { outputs, sent, exitCode } = await runBeside((foreign) => [
        look(),
        redirect('POST', goLivePath, status, foreign + goLivePath),
      ]);
      expect(exitCode).toBe(1);
      expect(sent).toBe(1);
      expect(outputs).toMatchObject({
        status: 'not-started',
        'failure-kind': 'service',
        message: expect.stringMatching(/a redirect to http:.*, which is not followed/),
      });
    },
  );

  it.concurrent.each([302, 307])(
    'when the first status check gets %d: the go-live is sent',
    async (status) => {
      const { outputs, sent } = await runBeside((foreign) => [
        redirect('GET', `${offerPath}/status`, status, `${foreign}${offerPath}/status`),
        accept,
        ...operation(document('complete')),
      ]);
      expect(sent).toBe(1);
      expect(outputs['status']).toBe('succeeded');
    },
  );

  it.concurrent.each([302, 307])('when a later status check gets %d: the wait continues', async (status) => {
    const { outputs, sent } = await runBeside((foreign) => [
      look(),
      accept,
      ...operation(document('running')),
      redirect('GET', operationPath, status, foreign + operationPath),
      ...operation(document('complete')),
    ]);
    expect(sent).toBe(1);
    expect(outputs['status']).toBe('succeeded');
  });
});

it('a redirect to another path of the API is not followed either', async () => {
  const { outputs, server } = await runOnScript([
    look(),
    redirect('POST', goLivePath, 307, '/api/elsewhere'),
  ]);
  expect(outputs['failure-kind']).toBe('service');
  expect(server.requests).toHaveLength(2);
});
