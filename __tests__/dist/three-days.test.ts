import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import { workflowSubject } from '../../emulator/identity/id-tokens.ts';
import type { IdentitySetup } from '../../emulator/identity/identity.ts';
import { runStep } from '../../emulator/runner/runner.ts';

const hour = 3_600;
const clientSecret = 'the-secret-of~the-application-0123456789';
const application: IdentitySetup = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  tokenSeconds: hour,
};
const preload = join(import.meta.dirname, '../support/process/leap-time.js');

// The clock of the action skips its pauses, and the emulator follows that clock.
it.each([
  { proof: 'a client secret', identity: { clientSecret }, inputs: { 'client-secret': clientSecret } },
  {
    proof: "the workflow's own identity",
    identity: { federated: { subject: workflowSubject } },
    inputs: {},
  },
])(
  'a wait of three days renews one-hour tokens until it succeeds, signed in with $proof',
  async ({ identity, inputs }) => {
    const folder = mkdtempSync(join(tmpdir(), 'three-days-'));
    const moved = join(folder, 'moved');
    writeFileSync(moved, '0');
    const emulator = await startEmulator({
      offers: [
        { publisher: 'contoso', offer: 'vm', state: 'waiting-for-sign-off', goLiveSeconds: 72 * hour },
      ],
      identity: { ...application, ...identity },
      now: () => performance.now() + Number(readFileSync(moved, 'utf8')),
    });
    try {
      const { outputs, exitCode, log, annotations, masks } = await runStep({
        nodeOptions: ['--import', preload],
        env: { LEAP_TIME: moved },
        idToken: emulator.identity.idTokenRequest,
        with: {
          api: 'cloud-partner-portal',
          publisher: 'contoso',
          offer: 'vm',
          'tenant-id': application.tenantId,
          'client-id': application.clientId,
          'authority-host': emulator.url,
          'api-url': emulator.url,
          'timeout-minutes': String(80 * 60),
          ...inputs,
        },
      });
      expect({ exitCode, annotations, status: outputs['status'] }, log.join('\n')).toEqual({
        exitCode: 0,
        annotations: [],
        status: 'succeeded',
      });
      expect(log.at(-1)).toMatch(/\(succeeded; after 3 d/);

      // Each token is used for 55 to 60 minutes.
      const { accessTokens, idTokens } = emulator.identity;
      expect(accessTokens).toBeGreaterThanOrEqual(72);
      expect(accessTokens).toBeLessThanOrEqual(80);
      expect(idTokens).toBe('client-secret' in inputs ? 0 : accessTokens);
      // Every token was renewed before the API refused it, and masked before it was used.
      expect(
        emulator.requests.filter(({ answeredWith }) => answeredWith !== 200 && answeredWith !== 202),
      ).toEqual([]);
      expect(new Set(masks).size).toBeGreaterThanOrEqual(accessTokens + idTokens);
    } finally {
      await emulator.stop();
      rmSync(folder, { recursive: true });
    }
  },
);
