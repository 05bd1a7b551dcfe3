/** Runs a server program of the operating system, such as nginx or squid. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The path of an installed program; undefined if it is not installed. */
export function programNamed(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Daemon {
  port: number;
  /** The daemon's own folder. `stop` removes it. */
  folder: string;
  stop(): Promise<void>;
}

/**
 * Starts a program on a free loopback port. Any user can write to its folder, because such a program started as root switches
 * to another user.
 * @param prepare writes the program's files and returns its arguments, which must keep it in the foreground
 */
export async function startDaemon(
  program: string,
  prepare: (folder: string, port: number) => string[],
): Promise<Daemon> {
  const folder = mkdtempSync(join(tmpdir(), 'daemon-'));
  chmodSync(folder, 0o777);
  const port = await freePort();
  const child = spawn(program, prepare(folder, port), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = once(child, 'exit');
  for (let tries = 0; !(await acceptsConnections(port)); tries += 1) {
    if (child.exitCode !== null || tries > 300) {
      child.kill('SIGKILL');
      throw new Error(`${program} did not start: ${output}`);
    }
    await sleep(50);
  }
  return {
    port,
    folder,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
