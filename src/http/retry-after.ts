/**
 * How long the API asks us to wait (RFC 9110, 10.2.3: seconds or an HTTP date).
 * @param nowEpochMs the time of day, in ms since 1970
 * @returns ms, never negative; undefined where the header is missing or cannot be read
 */
export function parseRetryAfterMs(header: string | undefined, nowEpochMs: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+$/.test(value)) {
    return Number(value) * 1000;
  }
  const date = Date.parse(value);
  // A date has letters; without this check, Date.parse takes numbers such as "-1" or "1.5" for years.
  return Number.isNaN(date) || !/[a-z]{3}/i.test(value) ? undefined : Math.max(0, date - nowEpochMs);
}
