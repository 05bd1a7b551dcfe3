import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { workflowSubject } from '../../../emulator/identity/id-tokens.ts';
import type { EmulatedOffer } from '../../../emulator/marketplace/offer.ts';
import type { StepSetup } from '../../../emulator/runner/runner.ts';
import { type Api, inputsOf } from './api-inputs.ts';

const publisher = 'contoso';
const offer = 'vm';
const token = 'the-secret.of-these_runs.0123456789';
const tenantId = 'contoso.example';
const clientId = '11111111-2222-4333-8444-555555555555';

const hourMs = 3_600_000;
// A go-live of two days is then over within seven looks.
const msPerRequest = 8 * hourMs;
// Sign-ins must be renewed in the course of a go-live, and the id token must outlive the request that brings it.
const identity = {
  tenantId,
  clientId,
  federated: { subject: workflowSubject },
  tokenSeconds: 24 * 3600,
  idTokenSeconds: 24 * 3600,
};

// How many times faster than the clock the action lives: its limit of two minutes on a request is 1.2 s then, which leaves
// a slow machine some room.
const speed = 100;
const fastTime = join(import.meta.dirname, '../process/fast-time.js');

/** How the action reaches the API. */
export interface Access {
  api: Api;
  /** It signs in as an application with the identity of the workflow. */
  signsIn: boolean;
}

/**
 * An emulator with an offer that waits for its go-live. Its time is counted in requests, eight hours for each, so that what
 * the offer does hangs on no machine.
 */
export class WaitingOffer {
  /** Called when a request comes, with the number of requests before it. */
  onRequest: (before: number) => void = () => {};
  readonly emulator: Emulator;
  readonly #access: Access;
  readonly #time: { isOver: boolean };

  private constructor(emulator: Emulator, access: Access, time: { isOver: boolean }) {
    this.emulator = emulator;
    this.#access = access;
    this.#time = time;
  }

  static async start(access: Access): Promise<WaitingOffer> {
    let requests: unknown[] = [];
    let waiting: WaitingOffer | undefined;
    let heard = -1;
    const time = { isOver: false };
    const emulator = await startEmulator({
      offers: [{ publisher, offer, state: 'waiting-for-sign-off' }],
      ...(access.signsIn ? { identity } : { tokens: [token] }),
      now: () => {
        // The emulator asks for the time when a request comes, before anything else.
        if (waiting && !time.isOver && requests.length > heard) {
          heard = requests.length;
          waiting.onRequest(heard);
        }
        return (time.isOver ? requests.length - 1 : requests.length) * msPerRequest;
      },
    });
    ({ requests } = emulator);
    waiting = new WaitingOffer(emulator, access, time);
    return waiting;
  }

  /** Go-lives taken. */
  get goLives(): number {
    return this.#offer.goLives;
  }

  /** Go-lives that got to the API, and were taken or refused. */
  get goLiveRequests(): number {
    return this.#offer.goLiveRequests;
  }

  /** Whether the offer was live when it was last asked for; time ends with this. */
  get isLive(): boolean {
    this.#time.isOver = true;
    return this.#offer.state === 'live';
  }

  get #offer(): EmulatedOffer {
    return this.emulator.offer(publisher, offer);
  }

  get secrets(): string[] {
    return this.#access.signsIn ? this.emulator.identity.secrets : [token];
  }

  /** What it takes to run the action on it. */
  step(inputs: Record<string, string>): StepSetup {
    const { api, signsIn } = this.#access;
    const { url } = this.emulator;
    const credentials = signsIn
      ? { 'tenant-id': tenantId, 'client-id': clientId, 'authority-host': url }
      : { token };
    return {
      with: {
        publisher,
        offer,
        ...credentials,
        ...inputsOf(api, url),
        'poll-interval-seconds': '10',
        ...inputs,
      },
      nodeOptions: ['--import', fastTime],
      env: { FAST_TIME: String(speed) },
      ...(signsIn && { idToken: this.emulator.identity.idTokenRequest }),
    };
  }
}
