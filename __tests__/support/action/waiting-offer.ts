/** An emulated offer that waits for its go-live, and the step that runs the action on it. */
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { workflowSubject } from '../../../emulator/identity/id-tokens.ts';
import type { EmulatedOffer } from '../../../emulator/marketplace/offer.ts';
import type { OfferType } from '../../../emulator/marketplace/offer-types.ts';
import type { StepSetup } from '../../../emulator/runner/runner.ts';
import { type Api, inputsOf } from './api-inputs.ts';

const publisher = 'contoso';
const offer = 'vm';
const token = 'the-secret.of-these_runs.0123456789';
const tenantId = 'contoso.example';
const clientId = '11111111-2222-4333-8444-555555555555';

const hourMs = 3_600_000;
// A go-live of two days then ends within seven polls.
const msPerRequest = 8 * hourMs;
// The action must renew its sign-in during a go-live, and an ID token must still be valid at the request after its own.
const identity = {
  tenantId,
  clientId,
  federated: { subject: workflowSubject },
  tokenSeconds: 24 * 3600,
  idTokenSeconds: 24 * 3600,
};

// How many times faster than the real clock the action runs. Its timeout of two minutes per request is then 1.2 s, which is
// enough even on a slow machine.
const speed = 100;
const fastTime = join(import.meta.dirname, '../process/fast-time.js');

// With auto there are several sign-ins side by side, and more requests between one and its use.
const patientIdentity = {
  ...identity,
  tokenSeconds: 30 * 24 * 3600,
  idTokenSeconds: 30 * 24 * 3600,
  expiresIn: 24 * 3600,
};

/** How the action reaches the API. */
export interface Access {
  api: Api;
  /** Sign in with the workflow's identity instead of a token. */
  signsIn: boolean;
  /** The type of the offer, by which the action finds the API. Default: the input names the API. */
  type?: OfferType | undefined;
}

/**
 * An emulator with an offer that waits for its go-live. Each request takes eight emulated hours, so that the offer does the
 * same however fast the machine is.
 */
export class WaitingOffer {
  /** Called when a request arrives, with the number of requests before it. */
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
    let announced = -1;
    const time = { isOver: false };
    const { signsIn, type } = access;
    const emulator = await startEmulator({
      offers: [{ publisher, offer, state: 'waiting-for-sign-off', ...(type && { type }) }],
      ...(signsIn ? { identity: type ? patientIdentity : identity } : { tokens: [token] }),
      now: () => {
        // The emulator reads the clock first when a request arrives.
        if (waiting && !time.isOver && requests.length > announced) {
          announced = requests.length;
          waiting.onRequest(announced);
        }
        return (time.isOver ? requests.length - 1 : requests.length) * msPerRequest;
      },
    });
    ({ requests } = emulator);
    waiting = new WaitingOffer(emulator, access, time);
    return waiting;
  }

  /** Number of go-lives accepted. */
  get goLives(): number {
    return this.#offer.goLives;
  }

  /** Number of go-lives that reached the API, accepted or refused. */
  get goLiveRequests(): number {
    return this.#offer.goLiveRequests;
  }

  /** Whether the offer was live at the last request. Stops the emulated time. */
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

  /** The step that runs the action on this offer. */
  step(inputs: Record<string, string>): StepSetup {
    const { api, signsIn, type } = this.#access;
    const { url } = this.emulator;
    const credentials = signsIn
      ? { 'tenant-id': tenantId, 'client-id': clientId, 'authority-host': url }
      : { token };
    return {
      with: {
        publisher,
        offer,
        ...credentials,
        ...(type ? { 'api-url': url } : inputsOf(api, url)),
        'poll-interval-seconds': '10',
        ...inputs,
      },
      nodeOptions: ['--import', fastTime],
      env: { FAST_TIME: String(speed) },
      ...(signsIn && { idToken: this.emulator.identity.idTokenRequest }),
    };
  }
}
