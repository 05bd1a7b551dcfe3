import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Fault } from '../../emulator/http/faults.ts';
import type { StepResult } from '../../emulator/runner/runner.ts';
import {
  callerOf,
  errorsOf,
  leaks,
  startSignedIn,
  startSignInEmulator,
  withIdToken,
} from '../support/action/sign-in.ts';
import { type Daemon, programNamed, startDaemon } from '../support/servers/daemon.ts';
import { hasOpenssl, type PrivateCa, privateCa } from '../support/servers/private-ca.ts';

const nginx = programNamed('nginx');

/** The configuration of a TLS gateway to an upstream. @param settings more settings of its location */
function configuration(folder: string, port: number, upstream: string, settings: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    daemon off;
    worker_processes 1;
    pid ${folder}/nginx.pid;
    events { worker_connections 64; }
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      limit_req_zone $server_port zone=all:64k rate=3r/s;
      limit_req_status 429;
      server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${folder}/server.pem;
        ssl_certificate_key ${folder}/server.key;
        location / {
          proxy_pass ${upstream};
          proxy_set_header Host $http_host;
          ${settings}
        }
        location @throttled {
          default_type text/html;
          add_header Retry-After 20 always;
          return 429 "<html><body><h1>429 Too Many Requests</h1></body></html>";
        }
      }
    }`;
}

describe.skipIf(!nginx || !hasOpenssl)(
  'with nginx in front of the services (needs nginx and openssl), the action',
  () => {
    let emulator: Emulator;
    let gateway: Daemon;
    let ca: PrivateCa;
    afterEach(async () => {
      await gateway.stop();
      await emulator.stop();
      ca.remove();
    });

    /** Runs the action with the gateway in front of the API and Entra ID. */
    async function run(settings: string, ...faults: Fault[]): Promise<StepResult> {
      emulator = await startSignInEmulator(withIdToken, { offer: { goLiveSeconds: 40 } });
      for (const fault of faults) {
        emulator.faults.add(fault);
      }
      ca = privateCa();
      gateway = await startDaemon(nginx ?? '', (folder, port) => {
        writeFileSync(join(folder, 'server.key'), ca.key, { mode: 0o644 });
        writeFileSync(join(folder, 'server.pem'), ca.cert);
        const file = join(folder, 'nginx.conf');
        writeFileSync(file, configuration(folder, port, emulator.url, settings));
        return ['-e', join(folder, 'error.log'), '-c', file];
      });
      const url = `https://localhost:${gateway.port}`;
      const result = await startSignedIn(
        url,
        { ...callerOf(emulator), authorityHost: url },
        { env: { NODE_EXTRA_CA_CERTS: ca.file } },
      ).finished;
      expect(errorsOf(result)).toEqual([]);
      expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'true' } });
      expect(leaks(result, emulator.identity.secrets)).toEqual([]);
      expect(emulator.offer('contoso', 'vm').goLives).toBe(1);
      return result;
    }

    const warnings = ({ annotations }: StepResult) =>
      annotations.filter(({ type }) => type === 'warning').map(({ message }) => message);
    const operations = { path: /\/operations\// };

    it('pauses for as long as Retry-After says when it is throttled', async () => {
      const result = await run('limit_req zone=all burst=2 nodelay; error_page 429 = @throttled;');
      expect(warnings(result).join('\n')).toMatch(/trying again in 20 s\. .*429 Too Many Requests/);
      // At the poll interval there would be some forty requests. Those that nginx rejected did not reach the emulator.
      expect(emulator.requests.length).toBeLessThan(20);
    });

    it('keeps waiting when status checks get a 502 in HTML because the upstream is down', async () => {
      const result = await run('', {
        kind: 'refuse-connections',
        milliseconds: 700,
        on: { ...operations, nth: 2 },
      });
      expect(warnings(result)).toEqual([
        expect.stringMatching(/Status check failed; .*The API failed: 502 Bad Gateway.*: 502 Bad Gateway\]$/),
      ]);
      expect(result.log.join('\n')).toContain('Status checks succeed again');
    });

    it('picks up an accepted go-live whose answer was a 504 in HTML', async () => {
      const result = await run('proxy_read_timeout 300ms;', {
        kind: 'late',
        when: 'after',
        milliseconds: 1_000,
        on: { method: 'POST', path: /\/golive/ },
      });
      expect(warnings(result)).toEqual([
        expect.stringMatching(/Unclear whether the go-live was accepted: .*504 Gateway Time-out/),
      ]);
      expect(result.log).toContain('The go-live was accepted.');
    });

    it('signs in after Entra ID was down for a while', async () => {
      const result = await run('', {
        kind: 'refuse-connections',
        milliseconds: 700,
        on: { path: /\/oauth2\// },
      });
      expect(warnings(result)).toEqual([expect.stringMatching(/Sign-in failed; .*502 Bad Gateway/)]);
      expect(result.log).toContain('Signing in works again.');
    });
  },
);
