export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which this share of the values is. @param share 0 to 1; 0.5 is the median */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.round((values.length - 1) * share)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** How far apart the middle 80 % of the values are, as a share of the median. */
export function spread(values: readonly number[]): number {
  return (percentile(values, 0.9) - percentile(values, 0.1)) / median(values);
}
