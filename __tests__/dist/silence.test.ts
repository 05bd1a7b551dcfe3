/** A host that never answers: a closed network, a blocked port, a captive page. The run must not use up its timeout on it. */
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import type { FaultKind } from '../../emulator/http/faults.ts';
import { type Api, allApis, cloudPartnerPortal, inputsOf } from '../support/action/api-inputs.ts';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import {
  clientSecret,
  runSignedIn,
  startSignInEmulator,
  withIdToken,
  withSecret,
} from '../support/action/sign-in.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

const fast = 100;
/** The longest wait there is, with the pauses of the action's own choice. */
const patient = { 'timeout-minutes': '43200', 'poll-interval-seconds': '' };
const forever = Number.POSITIVE_INFINITY;

/** How long the story of the offer was, in minutes. */
function minutesOf({ outputs }: { outputs: Record<string, string> }): number {
  const [offer] = JSON.parse(outputs['result'] ?? '[]') as { startedAt: string; endedAt: string }[];
  return offer ? (Date.parse(offer.endedAt) - Date.parse(offer.startedAt)) / 60_000 : Number.NaN;
}

/** The URL of a port where nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe.concurrent.each(allApis)('$api: an API host', (api: Api) => {
  const sendsWithoutState = api === cloudPartnerPortal;

  it.concurrent.each(['go-live', 'follow'])(
    'that accepts connections but never answers ends the run within ten minutes, in mode %s',
    async (mode) => {
      const server = await startScript(
        ['GET', 'POST'].map((method) => ({ method, path: /./, act: () => {} })),
      );
      try {
        const ended = await runAction(server.url, { api, fast, with: { ...patient, mode } });
        // A go-live that was sent blindly may have been accepted.
        const mayRun = sendsWithoutState && mode === 'go-live';
        expect(ended).toMatchObject({
          exitCode: 1,
          outputs: {
            'failure-kind': mayRun ? 'unknown-outcome' : 'network',
            started: 'false',
            'timed-out': 'false',
          },
        });
        expect(ended.outputs['message']).toMatch(/No complete response from 127\.0\.0\.1:\d+ within 2 min/);
        expect(posts(server)).toHaveLength(mayRun ? 1 : 0);
        expect(minutesOf(ended)).toBeGreaterThanOrEqual(5);
        expect(minutesOf(ended)).toBeLessThanOrEqual(10);
      } finally {
        await server.stop();
      }
    },
  );

  it.concurrent.each(['go-live', 'follow'])(
    'that refuses connections ends the run within ten minutes, in mode %s',
    async (mode) => {
      const ended = await runAction(await closedPort(), { api, fast, with: { ...patient, mode } });
      expect(ended).toMatchObject({
        exitCode: 1,
        outputs: { 'failure-kind': 'network', started: 'false', 'timed-out': 'false' },
      });
      expect(ended.outputs['message']).toMatch(/No response from 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
      // A go-live that needs no state is tried for a shorter time: three times, with two checks of the offer.
      expect(minutesOf(ended)).toBeGreaterThanOrEqual(sendsWithoutState && mode === 'go-live' ? 3 : 5);
      expect(minutesOf(ended)).toBeLessThanOrEqual(10);
    },
  );

  it.concurrent('that has answered before is waited for, however long it is silent', async () => {
    const { outputs, emulator, ...ended } = await runOnEmulator(
      {
        offers: [waitingVm],
        prepare: ({ faults }) => {
          faults.add({ kind: 'reset', on: { path: api.poll, nth: 2, times: 8 } });
        },
      },
      { api, fast: 400, with: { ...patient, 'poll-interval-seconds': '60' } },
    );
    expect(outputs).toMatchObject({ status: 'succeeded', started: 'true' });
    expect(minutesOf({ outputs })).toBeGreaterThan(20);
    expect(ended.annotations).toHaveLength(1);
    expect(posts(emulator)).toHaveLength(1);
  });
});

const endpoints = {
  'token endpoint': /\/oauth2\/v2\.0\/token/,
  'endpoint of id tokens': /\/_github\/idtoken/,
};
const signInRows = (
  [
    ['token endpoint', 'a client secret', clientSecret],
    ['token endpoint', 'the identity of the workflow', undefined],
    ['endpoint of id tokens', 'the identity of the workflow', undefined],
  ] as const
).flatMap(([endpoint, proof, secret]) =>
  (['stalled-headers', 'reset'] satisfies FaultKind[]).map((kind) => ({ endpoint, proof, secret, kind })),
);

describe.concurrent.each(allApis)('$api: a sign-in', (api: Api) => {
  /** Runs the action, and expects it to give up without a single request to the API. */
  async function runSilent(emulator: Emulator, secret: string | undefined) {
    const inputs = { ...inputsOf(api, emulator.url), ...patient };
    const ended = await runSignedIn(emulator, secret, { fast, with: inputs });
    expect(ended).toMatchObject({
      exitCode: 1,
      outputs: { 'failure-kind': 'network', started: 'false', 'timed-out': 'false', 'operation-url': '' },
    });
    expect(emulator.requests.filter(({ path }) => !/oauth2|idtoken/.test(path))).toEqual([]);
    expect(minutesOf(ended)).toBeGreaterThanOrEqual(5);
    expect(minutesOf(ended)).toBeLessThanOrEqual(10);
  }

  it.concurrent.each(signInRows)(
    'with $proof ends the run within ten minutes if the $endpoint never answers: $kind',
    async ({ endpoint, secret, kind }) => {
      const emulator = await startSignInEmulator(secret ? withSecret : withIdToken);
      try {
        emulator.faults.add({ kind, on: { path: endpoints[endpoint], times: forever } });
        await runSilent(emulator, secret);
        expect(emulator.offer('contoso', 'vm').goLiveRequests).toBe(0);
      } finally {
        await emulator.stop();
      }
    },
  );
});
