/** The values of the output `failure-kind`, apart from the empty one. */
export const failureKinds = [
  'input',
  'authentication',
  'permission',
  'not-found',
  'not-ready',
  'conflict',
  'certification',
  'canceled',
  'throttled',
  'service',
  'network',
  'timeout',
  'interrupted',
  'unknown-outcome',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/**
 * Whether the same request may succeed later.
 * `always`: yes. `after-success`: only what has succeeded before in this run. `briefly-after-success`: the same, for a
 * quarter of an hour. `once-after-success`: the same, for one attempt. `few-attempts`: for some seconds. `never`: no.
 */
export type Transience =
  | 'always'
  | 'after-success'
  | 'briefly-after-success'
  | 'once-after-success'
  | 'few-attempts'
  | 'never';

/**
 * What the failed request can have done at the API.
 * `none`: nothing, and sending it again will not change that. `not-sent`: nothing, because it never got there.
 * `unknown`: the API may have acted on it, or may still do so.
 */
export type Effect = 'none' | 'not-sent' | 'unknown';

export interface FailureOptions {
  /** What to do next, in a sentence or two. Default: no advice. */
  hint?: string;
  /** The request, the status and the IDs behind it, for whoever looks closer. Default: none. */
  technical?: string;
  cause?: unknown;
  /** Default: `never`. */
  transience?: Transience;
  /** Default: `none`. */
  effect?: Effect;
  /** Somebody else may have been faster with the same request: check before giving up. Default: false. */
  suggestsRival?: boolean;
  /**
   * Other requests would fail now for the same reason, so there is no way around this one.
   * Default: for the kinds `interrupted` and `authentication`.
   */
  isFatal?: boolean;
  /** The API does not let this caller in, or Entra ID does not for this API: another API may. Default: false. */
  refusesCaller?: boolean;
  /** How long the API asked us to wait, in ms. */
  retryAfterMs?: number | undefined;
  /** The ID under which the API's support finds the exchange. Default: that of the cause. */
  correlationId?: string;
  /** A word or two to count failed requests by. Default: the kind, for what is no failure of a request. */
  label?: string;
}

/**
 * Something that went wrong, with all that the rest of the action asks of it: what happened (`message`), what to do
 * next (`hint`), the technical part, and the policy, that is, what the failure means for the requests to come. Whoever
 * throws it decides that, so nobody else needs to know error classes or HTTP statuses.
 */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly hint: string;
  readonly technical: string;
  readonly transience: Transience;
  readonly effect: Effect;
  readonly suggestsRival: boolean;
  readonly isFatal: boolean;
  readonly refusesCaller: boolean;
  readonly retryAfterMs: number | undefined;
  readonly correlationId: string;
  readonly label: string;

  constructor(kind: FailureKind, message: string, options: FailureOptions = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.kind = kind;
    this.hint = options.hint ?? '';
    this.technical = options.technical ?? '';
    this.transience = options.transience ?? 'never';
    this.effect = options.effect ?? 'none';
    this.suggestsRival = options.suggestsRival ?? false;
    this.isFatal = options.isFatal ?? (kind === 'interrupted' || kind === 'authentication');
    this.refusesCaller = options.refusesCaller ?? false;
    this.retryAfterMs = options.retryAfterMs;
    const { cause } = options;
    this.correlationId = options.correlationId ?? (cause instanceof Failure ? cause.correlationId : '');
    this.label = options.label ?? kind;
  }

  /** What happened, what to do next if that is wanted, and the technical part in brackets. @param advice may be empty */
  describe(advice = ''): string {
    return [this.message, advice, this.technical && `[${this.technical}]`].filter(Boolean).join(' ');
  }

  /** The same failure, but for what is given: other words, or another policy. */
  with({ message = this.message, ...options }: FailureOptions & { message?: string }): Failure {
    return new Failure(this.kind, message, { ...this, cause: this, ...options });
  }

  /** No token could be had, for a reason that is the same for every API. */
  get isFailedSignIn(): boolean {
    return this.isFatal && this.effect === 'not-sent' && !this.refusesCaller;
  }

  /** The API understood who asks, and refused this request for good; another one may succeed. */
  get isRefusal(): boolean {
    return this.transience === 'briefly-after-success' && !this.isFatal;
  }
}

/** One or more inputs are invalid. Found before any request is made. */
export class InputError extends Failure {
  /** One sentence each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('input', `Invalid input${problems.length === 1 ? '' : 's'}: ${problems.join(' ')}`);
    this.problems = problems;
  }
}

/** The runner asked the step to stop: the workflow was canceled, or the job or step timed out. */
export function interrupted(signalName: string): Failure {
  return new Failure('interrupted', `The runner stopped this step (${signalName}).`);
}

/** A bug in this action. @param error whatever was thrown */
export function internalError(error: unknown): Failure {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Failure('unknown-outcome', `Internal error, please report it: ${details}`);
}
