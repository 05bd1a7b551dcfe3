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

/** A failure that a person can read: what happened (message) and what to do next (hint). */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly hint: string;

  constructor(kind: FailureKind, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.kind = kind;
    this.hint = options.hint ?? '';
  }
}

/** One or more inputs are wrong. Found before any request is made. */
export class InputError extends Failure {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('input', `${problems.length === 1 ? 'An input is' : 'Inputs are'} wrong: ${problems.join(' ')}`);
    this.problems = problems;
  }
}

/** The API answered, and the answer is no (any status outside 2xx). */
export class ServiceError extends Failure {
  readonly status: number;
  readonly correlationId: string;
  /** How long the API asked us to wait, in ms, where it did. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    answer: { status: number; correlationId: string; retryAfterMs: number | undefined; hint: string },
  ) {
    super(kind, message, { hint: answer.hint });
    this.status = answer.status;
    this.correlationId = answer.correlationId;
    this.retryAfterMs = answer.retryAfterMs;
  }
}

/** The API answered with success, but what it said cannot be read (HTML, cut or wrong JSON, no status). */
export class UnreadableAnswer extends Failure {
  readonly correlationId: string;

  constructor(message: string, correlationId: string, cause?: unknown) {
    super('service', message, {
      hint: 'The address may lead to something else than the API (a proxy, a sign-in page): check api-url.',
      cause,
    });
    this.correlationId = correlationId;
  }
}

/** Why no whole answer came. `unreachable`, `certificate` and `proxy`: the request was never sent. */
export type NetworkFault = 'timeout' | 'unreachable' | 'certificate' | 'proxy' | 'too-large' | 'connection';

/** No whole answer came: whether the request was acted upon is not known. */
export class NetworkError extends Failure {
  readonly fault: NetworkFault;

  constructor(fault: NetworkFault, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('network', message, options);
    this.fault = fault;
  }
}

/** No access token could be had, so what needed it was not sent. */
export class SignInError extends Failure {
  /** It may go better later. */
  readonly isPassing: boolean;
  declare readonly cause: Failure;

  constructor(cause: Failure, isPassing: boolean) {
    super(cause.kind, cause.message, { hint: cause.hint, cause });
    this.isPassing = isPassing;
  }
}

/** The runner asked the step to stop (workflow canceled, job or step timed out). */
export class Interrupted extends Failure {
  constructor(signalName: string) {
    super('interrupted', `The runner stopped this step (${signalName}).`);
  }
}
