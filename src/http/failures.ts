import { Failure, type FailureKind, type Transience } from '../model/failure.ts';

const transientStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

/** Whether the same request may get another answer later. */
export function isTransientStatus(status: number): boolean {
  return status >= 500 || transientStatuses.has(status);
}

// A go-live that is refused like this may have come second: another run was faster.
const rivalStatuses: ReadonlySet<number> = new Set([400, 409, 412]);

function transienceOf(status: number): Transience {
  if (isTransientStatus(status)) {
    return 'always';
  }
  // What has answered well before is the right address, so a redirect there may pass.
  if (status < 400) {
    return 'after-success';
  }
  // Single refusals between good answers were seen from all three APIs.
  return status === 401 ? 'once-after-success' : 'briefly-after-success';
}

/**
 * The server answered, and the answer is no: any status outside 2xx.
 * A 5xx, 408, 425 or 429 leaves open whether the request took effect; any other status says that it did not.
 */
export function serviceFailure(
  kind: FailureKind,
  message: string,
  answer: {
    status: number;
    correlationId: string;
    retryAfterMs: number | undefined;
    hint: string;
    technical: string;
    /** Default: false. */
    refusesCaller?: boolean;
    /** Default: what the status says. */
    transience?: Transience;
  },
): Failure {
  const {
    status,
    correlationId,
    retryAfterMs,
    hint,
    technical,
    refusesCaller = false,
    transience = transienceOf(status),
  } = answer;
  return new Failure(kind, message, {
    hint,
    technical,
    correlationId,
    retryAfterMs,
    refusesCaller,
    transience,
    effect: isTransientStatus(status) ? 'unknown' : 'none',
    suggestsRival: rivalStatuses.has(status),
    label: `HTTP ${status}`,
  });
}

/**
 * The server answered with success, but the answer cannot be read: HTML, broken or wrong JSON, no status.
 * @param request what was asked, for the technical part
 * @param suspect what to check: the input that may name a wrong address, or where none does, the network
 */
export function unreadableAnswer(
  message: string,
  correlationId: string,
  {
    request = '',
    suspect = 'api-url',
  }: { request?: string; suspect?: 'api-url' | 'authority-host' | 'the network of the runner' } = {},
): Failure {
  return new Failure('service', message, {
    hint: `Something else may have answered, such as a proxy or a sign-in page: check ${suspect}.`,
    technical: [request, correlationId && `correlation ID ${correlationId}`].filter(Boolean).join('; '),
    correlationId,
    transience: 'always',
    effect: 'unknown',
    label: 'unreadable answer',
  });
}

/** Why no complete answer came. */
export type NetworkFault = 'timeout' | 'unreachable' | 'certificate' | 'proxy' | 'too-large' | 'connection';

// These stop a request before it is sent. A certificate or a proxy that has worked before may work again.
const beforeSending: ReadonlySet<NetworkFault> = new Set(['unreachable', 'certificate', 'proxy']);
const setup: ReadonlySet<NetworkFault> = new Set(['certificate', 'proxy']);

/** No complete answer came. */
export function networkFailure(
  fault: NetworkFault,
  message: string,
  options: { hint?: string; cause?: unknown } = {},
): Failure {
  return new Failure('network', message, {
    ...options,
    transience: setup.has(fault) ? 'after-success' : 'always',
    effect: beforeSending.has(fault) ? 'not-sent' : 'unknown',
    label: fault,
  });
}
