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

/** Runs it beside a server that nothing may be sent to. */
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

describe('a redirect to another server is not followed, and the token does not go there', () => {
  it.concurrent.each([301, 302, 303, 307, 308])(
    '%d to the go-live: refused, and nothing is sent again',
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

  it.concurrent.each([302, 307])('%d to the first look: the API decides', async (status) => {
    const { outputs, sent } = await runBeside((foreign) => [
      redirect('GET', `${offerPath}/status`, status, `${foreign}${offerPath}/status`),
      accept,
      ...operation(document('complete')),
    ]);
    expect(sent).toBe(1);
    expect(outputs['status']).toBe('succeeded');
  });

  it.concurrent.each([302, 307])('%d in the wait: is borne', async (status) => {
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

it('a redirect at the API itself is not followed either', async () => {
  const { outputs, server } = await runOnScript([
    look(),
    redirect('POST', goLivePath, 307, '/api/elsewhere'),
  ]);
  expect(outputs['failure-kind']).toBe('service');
  expect(server.requests).toHaveLength(2);
});
