import { randomInt, randomUUID } from 'node:crypto';
import {
  defaults,
  type OfferSetup,
  type OfferSetupWithDefaults,
  type OfferState,
  type Outcome,
  type StatusWord,
} from './offer-setup.ts';
import { type ApiName, finds, offerTypes } from './offer-types.ts';
import { type Step, type StepMessage, type StepStatus, stepMessages, stepsInOrder } from './steps.ts';

/** A publication to preview, or a go-live. Times are in emulated milliseconds since 1970. */
export interface Operation {
  readonly id: string;
  /** A go-live shares the submission of its preview. 19 digits, so beyond 2^53. */
  readonly submissionId: string;
  readonly kind: 'publish' | 'goLive';
  readonly offerVersion: number;
  startedAt: number;
  /** Polls find the operation from this time on. */
  visibleAt: number;
  /** Duration, without blocked time. */
  readonly seconds: number;
  readonly ends: Outcome;
  /** After `after` seconds of work, the work stops for `seconds`. */
  block?: { after: number; seconds: number };
  /** Somebody ended the operation: signed it off, canceled it, or replaced it with a newer preview. */
  closed?: { at: number; as: Outcome };
  /** From this time on, the submission of the operation is withdrawn. */
  withdrawnFrom?: number;
}

export interface StepView {
  step: Step;
  status: StepStatus;
  progress: number;
  messages: StepMessage[];
}

/** Why the API refuses a request. */
export interface Refusal {
  status: 400 | 409;
  code: string;
  message: string;
}

/** An offer of a publisher. There are no timers: each access works out the state from the emulated time. */
export class EmulatedOffer {
  readonly setup: OfferSetupWithDefaults;
  /** ID of the offer as a product in Partner Center. */
  readonly productId = randomUUID();
  /** Oldest first. */
  readonly operations: Operation[] = [];
  /** Number of go-lives accepted. */
  goLives = 0;
  /** Number of go-live requests that reached the API, accepted or refused. A fault `before` keeps a request away. */
  goLiveRequests = 0;
  readonly #now: () => number;
  readonly #steps: Step[];

  /** @param now the emulated time, in milliseconds since 1970 */
  constructor(setup: OfferSetup, now: () => number) {
    this.setup = { ...defaults, ...setup };
    if (setup.state === 'blocked') this.setup.blockedAt ??= { step: 'live' };
    this.#now = now;
    this.#steps = stepsInOrder(this.setup.certifiedAfterGoLive);
    this.#setUp();
    const { blockedAt } = this.setup;
    const known = !blockedAt || this.#steps.some(({ id }) => id === blockedAt.step);
    if (!known || (setup.state === 'blocked' && this.state !== 'blocked'))
      throw new Error(`The offer ${setup.offer} never gets to the step ${blockedAt?.step}.`);
  }

  /** Whether this API finds the offer. */
  isKnownTo(api: ApiName): boolean {
    const { knownTo, type } = this.setup;
    return knownTo?.includes(api) ?? (!type || finds(api, type));
  }

  /** Whether this API, if it finds the offer, can take it live. */
  isCarriedBy(api: ApiName): boolean {
    const { type } = this.setup;
    return !type || offerTypes[type].carriedBy.includes(api);
  }

  get state(): OfferState {
    const operation = this.operations.at(-1);
    if (!operation) return 'never-published';
    const status = this.status(operation);
    if (status === 'waitingForPublisherReview') return 'waiting-for-sign-off';
    if (status === 'succeeded') return 'live';
    if (status !== 'running') return status;
    if (this.#progress(operation).blocked) return 'blocked';
    return operation.kind === 'publish' ? 'preview-building' : 'going-live';
  }

  /** The newest successful operation of this kind, which is what preview or production shows. */
  shown(kind: Operation['kind']): Operation | undefined {
    return this.operations.findLast(
      (operation) =>
        operation.kind === kind &&
        ['succeeded', 'waitingForPublisherReview'].includes(this.status(operation)),
    );
  }

  /** The publisher's Go Live. Returns the operation that starts, or why none does. */
  goLive(): Operation | Refusal {
    this.goLiveRequests++;
    switch (this.state) {
      case 'waiting-for-sign-off':
        this.goLives++;
        this.#close('succeeded');
        return this.#accept('goLive');
      case 'never-published':
        return refused('The offer was never published. Publish it to preview before going live.');
      case 'live':
        return refused('The offer is live and there is nothing to take live.');
      case 'failed':
      case 'canceled':
        return refused('No preview waits for publisher signoff. Publish the offer to preview again.');
      default:
        if (this.operations.at(-1)?.kind === 'goLive') return busy;
        return refused('The preview is still being built. Go live once it waits for publisher signoff.');
    }
  }

  /** Publish to preview. Replaces a preview that waits for sign-off. */
  publish(): Operation | Refusal {
    const { state } = this;
    if (state === 'preview-building' || state === 'going-live' || state === 'blocked') return busy;
    if (state === 'waiting-for-sign-off') this.#close('canceled');
    return this.#accept('publish');
  }

  /** Cancel through the API, which works for a publication that was not signed off, never for a go-live. */
  cancel(): Operation | Refusal {
    const operation = this.#open();
    if (!operation) return refused('There is no operation to cancel.');
    if (operation.kind === 'goLive') return refused('A go-live cannot be canceled.');
    return this.#close('canceled');
  }

  /** Somebody cancels the open operation in the portal or at Microsoft, even a go-live. */
  cancelFromPortal(): void {
    this.#close('canceled');
  }

  /** Somebody publishes a preview in the portal. */
  publishPreview(): void {
    const operation = this.publish();
    if ('message' in operation) throw new Error(operation.message);
  }

  /**
   * Somebody withdraws the live offer. The API publishes the live submission once more, without a preview (docs: "Deprecated"
   * section of the product ingestion page).
   */
  withdraw(): Operation | Refusal {
    if (this.state !== 'live') return refused('The offer is not live, or an operation is running.');
    const operation = this.#accept('goLive');
    operation.withdrawnFrom = operation.startedAt;
    return operation;
  }

  /** Whether the submission of the operation is withdrawn, or from when it will be. */
  withdrawal({ startedAt, withdrawnFrom }: Operation): { done: boolean; scheduledAt: number | undefined } {
    const scheduled = withdrawnFrom !== undefined && withdrawnFrom > startedAt;
    return {
      done: withdrawnFrom !== undefined && this.#now() >= withdrawnFrom,
      scheduledAt: scheduled ? withdrawnFrom : undefined,
    };
  }

  /** Somebody fixes what blocks the step, now or before it blocks. */
  unblock(): void {
    const operation = this.operations.at(-1);
    if (!operation?.block) throw new Error('No step is or will be blocked.');
    const held = (this.#now() - operation.startedAt) / 1000 - operation.block.after;
    operation.block.seconds = Math.max(0, Math.min(held, operation.block.seconds));
  }

  status(operation: Operation): Exclude<StatusWord, 'neverPublished'> {
    if (operation.closed) return operation.closed.as;
    if (this.#progress(operation).work < operation.seconds) return 'running';
    return operation.kind === 'publish' ? 'waitingForPublisherReview' : operation.ends;
  }

  /** Whether a poll finds the operation yet. */
  isVisible(operation: Operation): boolean {
    return this.#now() >= operation.visibleAt;
  }

  /** Seconds of work left, without blocked time. Stays 0 once the work is done, even if somebody cancels a preview then. */
  workLeft(operation: Operation): number {
    return Math.max(0, operation.seconds - this.#progress(operation).work);
  }

  /** The newest visible operation on a submission. */
  atSubmission(submissionId: string): Operation | undefined {
    return this.operations.findLast((one) => one.submissionId === submissionId && this.isVisible(one));
  }

  /** The newest publication to preview. */
  get preview(): Operation | undefined {
    return this.operations.findLast(({ kind }) => kind === 'publish');
  }

  /** The go-live whose submission is live now. */
  get live(): Operation | undefined {
    return this.shown('goLive');
  }

  /** The step in which the operation failed. */
  failedStep(operation: Operation): Step | undefined {
    return this.steps(operation).find(({ status }) => status === 'failed')?.step;
  }

  /** When the operation last changed, in emulated milliseconds since 1970. */
  changedAt(operation: Operation): number {
    if (operation.closed) return operation.closed.at;
    const { work } = this.#progress(operation);
    const done = this.#spans(operation).findLast(({ to }) => to <= work);
    return timeAtWork(operation, done?.to ?? 0);
  }

  /** The steps as the operation shows them. Without an operation, no step has started. */
  steps(operation: Operation | undefined): StepView[] {
    return this.#steps.map((step) => {
      const { status, progress, at } = operation ? this.#stepState(operation, step) : notStarted;
      return { step, status, progress, messages: stepMessages(step, status, this.setup.offer, at) };
    });
  }

  #stepState(operation: Operation, step: Step): StepState {
    const changed = this.changedAt(operation);
    if (step.phase !== operation.kind) {
      if (step.phase === 'goLive') return notStarted;
      // A go-live also shows the steps of the preview that it signed off.
      const preview = this.operations[this.operations.indexOf(operation) - 1];
      if (operation.kind === 'goLive') return preview ? this.#stepState(preview, step) : notStarted;
      const status = this.status(operation);
      if (status === 'succeeded') return { status: 'complete', progress: 100, at: changed };
      return status === 'waitingForPublisherReview' ? { status, progress: 0, at: changed } : notStarted;
    }
    const span = this.#spans(operation).find(({ id }) => id === step.id);
    const { work, blocked } = this.#progress(operation);
    if (!span || work < span.from) return notStarted;
    if (work >= span.to) {
      // The last step that ran shows the failure or the cancellation.
      const bad = operation.ends !== 'succeeded' && span.to === operation.seconds;
      const status = bad ? (operation.ends as 'failed' | 'canceled') : 'complete';
      return { status, progress: 100, at: timeAtWork(operation, span.to) };
    }
    const progress = Math.floor(((work - span.from) / (span.to - span.from)) * 100);
    if (operation.closed) return { status: 'canceled', progress, at: changed };
    return { status: blocked ? 'blocked' : 'inProgress', progress, at: timeAtWork(operation, span.from) };
  }

  /** Start and end of each step that runs, in seconds of work. A go-live that fails runs only its first step. */
  #spans({ kind, ends, seconds }: Operation): { id: string; from: number; to: number }[] {
    const phase = this.#steps.filter((step) => step.phase === kind);
    const running = ends === 'failed' ? phase.slice(0, 1) : phase;
    const whole = running.reduce((sum, { weight }) => sum + weight, 0);
    let reached = 0;
    return running.map(({ id, weight }) => {
      const from = reached;
      reached += weight;
      return { id, from: (from / whole) * seconds, to: (reached / whole) * seconds };
    });
  }

  #progress({ block, closed, startedAt }: Operation): { work: number; blocked: boolean } {
    const elapsed = ((closed?.at ?? this.#now()) - startedAt) / 1000;
    if (!block || elapsed < block.after) return { work: elapsed, blocked: false };
    const blocked = elapsed - block.after < block.seconds;
    return { work: blocked ? block.after : elapsed - block.seconds, blocked };
  }

  /** The operation that has not ended. */
  #open(): Operation | undefined {
    const operation = this.operations.at(-1);
    return operation && ['running', 'waitingForPublisherReview'].includes(this.status(operation))
      ? operation
      : undefined;
  }

  #close(as: Outcome): Operation {
    const operation = this.#open();
    if (!operation) throw new Error('No operation is running.');
    operation.closed = { at: this.#now(), as };
    return operation;
  }

  /** Starts an operation that a client just requested. */
  #accept(kind: Operation['kind']): Operation {
    const operation = this.#begin(kind, this.#now());
    operation.visibleAt += this.setup.pickUpSeconds * 1000;
    return operation;
  }

  /** @param past how an operation that ran before the emulator started has ended */
  #begin(kind: Operation['kind'], startedAt: number, past?: Outcome): Operation {
    const { previewSeconds, goLiveSeconds, goLiveEnds, blockedAt } = this.setup;
    const previous = this.operations.at(-1);
    const version = previous?.offerVersion ?? 0;
    const operation: Operation = {
      id: randomUUID(),
      submissionId: (kind === 'goLive' && previous?.submissionId) || newSubmissionId(),
      kind,
      offerVersion: kind === 'publish' ? version + 1 : version,
      startedAt,
      visibleAt: startedAt,
      seconds: kind === 'publish' ? previewSeconds : goLiveSeconds,
      ends: past ?? (kind === 'publish' ? 'succeeded' : goLiveEnds),
    };
    const blocked = this.#spans(operation).find(({ id }) => id === blockedAt?.step);
    if (blocked && !past)
      operation.block = { after: blocked.from, seconds: blockedAt?.seconds ?? Number.POSITIVE_INFINITY };
    this.operations.push(operation);
    return operation;
  }

  /** Creates the past operations that lead to the initial state. */
  #setUp(): void {
    const { state, previewSeconds, goLiveSeconds, blockedAt, liveBefore } = this.setup;
    const now = this.#now();
    const hour = 3_600_000;
    const blockedPhase = state === 'blocked' && this.#steps.find(({ id }) => id === blockedAt?.step)?.phase;
    if (state === 'never-published') return;
    if (liveBefore)
      this.#addGoLive(now - (2 * goLiveSeconds + previewSeconds) * 1000 - 3 * hour, 'succeeded');
    if (state === 'preview-building' || blockedPhase === 'publish') {
      this.#begin('publish', now);
    } else {
      const ended = ({ live: 'succeeded', failed: 'failed', canceled: 'canceled' } as const)[state as string];
      if (state === 'waiting-for-sign-off') this.#addPreview(now);
      else this.#addGoLive(ended ? now - goLiveSeconds * 1000 - hour : now, ended);
    }
    const operation = this.operations.at(-1);
    // One extra millisecond, so that rounding cannot put the clock before the block.
    if (state === 'blocked' && operation?.block) operation.startedAt -= operation.block.after * 1000 + 1;
    this.#setUpWithdrawal();
  }

  #setUpWithdrawal(): void {
    const { withdrawal, offer } = this.setup;
    if (!withdrawal) return;
    const { live } = this;
    if (!live || (withdrawal === 'running' && this.state !== 'live'))
      throw new Error(`The offer ${offer} is not live and cannot be withdrawn.`);
    if (withdrawal === 'running') this.withdraw();
    else if (withdrawal === 'done') live.withdrawnFrom = live.startedAt;
    else live.withdrawnFrom = this.#now() + 30 * 24 * 3_600_000;
  }

  /** A preview that at `then` has waited for sign-off for an hour. */
  #addPreview(then: number): Operation {
    return this.#begin('publish', then - this.setup.previewSeconds * 1000 - 3_600_000, 'succeeded');
  }

  /** A preview that was signed off at `signOff`, and its go-live. */
  #addGoLive(signOff: number, ended?: Outcome): void {
    this.#addPreview(signOff).closed = { at: signOff, as: 'succeeded' };
    this.#begin('goLive', signOff, ended);
  }
}

interface StepState {
  status: StepStatus;
  progress: number;
  /** When the step reached this status, in emulated milliseconds since 1970. */
  at: number;
}

const notStarted: StepState = { status: 'notStarted', progress: 0, at: 0 };

const busy: Refusal = {
  status: 409,
  code: 'OperationInProgress',
  message: 'Only one operation can be running per offer. Wait until it has ended.',
};

let lastSubmission = randomInt(1e8);

/** Later submissions have higher numbers. */
function newSubmissionId(): string {
  lastSubmission += randomInt(1, 1_000);
  return `1152921505${String(lastSubmission).padStart(9, '0')}`;
}

function refused(message: string): Refusal {
  return { status: 400, code: 'BadRequest', message };
}

/** When this many seconds of work were done. */
function timeAtWork({ block, startedAt }: Operation, work: number): number {
  return startedAt + (work + (block && work > block.after ? block.seconds : 0)) * 1000;
}
