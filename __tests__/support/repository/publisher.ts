/** A publisher whose workflows run on the emulator, and on its clock. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { workflowSubject } from '../../../emulator/identity/id-tokens.ts';
import type { OfferSetup } from '../../../emulator/marketplace/offer-setup.ts';
import { readWorkflow, type Workflow } from './play-job.ts';
import { type Environment, type PlayedRun, playWorkflow, type RunOptions } from './play-workflow.ts';

const application = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
};
const vars = { AZURE_TENANT_ID: application.tenantId, AZURE_CLIENT_ID: application.clientId };

/** The wait timer of the environment `marketplace-wait`, as docs/waiting.md recommends it. */
export const waitMinutes = 240;
/** How long a job takes besides its wait: a runner is found, set up, and the action is downloaded. */
const jobMs = 20_000;
const minuteMs = 60_000;

/** For `env`: the action skips its pauses, and the clock of the emulator with it. */
export const leaping = {
  NODE_OPTIONS: `--import ${join(import.meta.dirname, '../process/leap-time.js')}`,
};

/** Stands for the program, on the clock of the emulator. */
const date = `#!/usr/bin/env bash
[ "$*" = +%s ] && jq --null-input --slurpfile ms "$CLOCK" --slurpfile leapt "$LEAP_TIME" '($ms[0] + $leapt[0]) / 1000 | floor'
`;

export class Publisher {
  readonly emulator: Emulator;
  /** Is checked out by the workflows. */
  readonly folder: string;
  /** Called for each request to an API, before it is answered. */
  onRequest: () => void = () => {};
  readonly #clock: string;
  readonly #leap: string;

  private constructor(folder: string, emulator: Emulator, files: { clock: string; leap: string }) {
    this.folder = folder;
    this.emulator = emulator;
    this.#clock = files.clock;
    this.#leap = files.leap;
  }

  /** Sets one up for the running test. */
  static async start(...offers: Omit<OfferSetup, 'publisher'>[]): Promise<Publisher> {
    const folder = mkdtempSync(join(tmpdir(), 'publisher-'));
    const files = { clock: join(folder, 'clock'), leap: join(folder, 'leap') };
    const number = (path: string) => Number(readFileSync(path, 'utf8'));
    writeFileSync(files.clock, String(Date.now()));
    writeFileSync(files.leap, '0');
    const emulator = await startEmulator({
      offers: offers.map((offer) => ({ publisher: 'contoso', ...offer })),
      identity: { ...application, federated: { subject: workflowSubject } },
      now: () => number(files.clock) + number(files.leap),
      onRequest: () => publisher.onRequest(),
    });
    const publisher: Publisher = new Publisher(folder, emulator, files);
    onTestFinished(async () => {
      await emulator.stop();
      rmSync(folder, { recursive: true });
    });
    publisher.program('date', date);
    return publisher;
  }

  /** Puts a program in front of those of the machine. */
  program(name: string, text: string): void {
    mkdirSync(join(this.folder, 'bin'), { recursive: true });
    writeFileSync(join(this.folder, 'bin', name), text);
    chmodSync(join(this.folder, 'bin', name), 0o755);
  }

  /** Lets emulated time pass. */
  advance(milliseconds: number): void {
    const skipped = Number(readFileSync(this.#leap, 'utf8'));
    writeFileSync(this.#leap, '0');
    writeFileSync(this.#clock, String(Number(readFileSync(this.#clock, 'utf8')) + skipped + milliseconds));
  }

  /** Emulated milliseconds since 1970. */
  get nowMs(): number {
    return Number(readFileSync(this.#clock, 'utf8')) + Number(readFileSync(this.#leap, 'utf8'));
  }

  /** The environments of the repository. @param timers the wait timers of some, in minutes */
  environments(timers: Record<string, number> = {}): Record<string, Environment> {
    const names = ['marketplace', 'marketplace-follow', 'marketplace-wait'];
    return Object.fromEntries(names.map((name) => [name, { vars, waitMinutes: timers[name] ?? 0 }]));
  }

  offer(name: string) {
    return this.emulator.offer('contoso', name);
  }

  /**
   * Runs a workflow of the publisher.
   * @param workflow its path, or itself
   */
  run(workflow: string | Workflow, options: RunOptions = {}): Promise<PlayedRun> {
    const { url, identity } = this.emulator;
    return playWorkflow(typeof workflow === 'string' ? readWorkflow(workflow) : workflow, {
      folder: this.folder,
      idToken: identity.idTokenRequest,
      actionInputs: { 'api-url': url, 'authority-host': url },
      environments: this.environments({ 'marketplace-wait': waitMinutes }),
      onWait: (minutes) => this.advance(minutes * minuteMs),
      ...options,
      env: {
        PATH: [join(this.folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
        CLOCK: this.#clock,
        LEAP_TIME: this.#leap,
        ...options.env,
      },
      fate: (job) => {
        this.advance(jobMs);
        return options.fate?.(job);
      },
    });
  }
}
