import { type Failure, NetworkError, ServiceError, SignInError, UnreadableAnswer } from '../errors.ts';

/**
 * How long the API asked us to wait (RFC 9110, 10.2.3: seconds or an HTTP date).
 * @param nowEpochMs the time of day, in ms since 1970
 * @returns ms, never negative; undefined where there is no such wish or it cannot be read
 */
export function retryAfterMs(header: string | undefined, nowEpochMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) {
    return Number(value) * 1000;
  }
  const date = Date.parse(value);
  // A date has letters; without this, Date.parse takes numbers such as "-1" or "1.5" for years.
  return Number.isNaN(date) || !/[a-z]{3}/i.test(value) ? undefined : Math.max(0, date - nowEpochMs);
}

/** How long a failure asks us to wait, in ms, where it does. */
export function retryAfterOf(failure: Failure): number | undefined {
  return failure instanceof ServiceError ? failure.retryAfterMs : undefined;
}

const transientStatuses = new Set([408, 425, 429]);

/** Whether an answer with this status may be another one later. */
export function isTransientStatus(status: number): boolean {
  return status >= 500 || transientStatuses.has(status);
}

/**
 * Whether a look that failed so may go better later.
 * @param answeredBefore the same address has given a good answer before: what worked can work again
 */
export function isTransient(failure: Failure, answeredBefore: boolean): boolean {
  if (failure instanceof SignInError) {
    return failure.isPassing;
  }
  if (failure instanceof NetworkError) {
    return answeredBefore || !(failure.fault === 'certificate' || failure.fault === 'proxy');
  }
  if (failure instanceof ServiceError) {
    const redirect = failure.status >= 300 && failure.status < 400;
    return isTransientStatus(failure.status) || (redirect && answeredBefore);
  }
  return failure instanceof UnreadableAnswer;
}

/** Whether a request that failed so cannot have reached the API. */
export function wasNeverSent(failure: Failure): boolean {
  return (
    failure instanceof NetworkError &&
    (failure.fault === 'unreachable' || failure.fault === 'certificate' || failure.fault === 'proxy')
  );
}

/**
 * Whether a go-live request that failed so may have been taken all the same, or may be taken later: then look, and decide
 * from what is seen. A 4xx that says no is final.
 */
export function isUndecided(failure: Failure): boolean {
  return failure instanceof ServiceError
    ? isTransientStatus(failure.status)
    : failure instanceof NetworkError || failure instanceof UnreadableAnswer;
}
