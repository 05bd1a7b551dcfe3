import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHistory, play } from './history.ts';
import type { ApiName } from './model.ts';
import { assertPromises } from './promises.ts';

// SEED repeats a failed run; HISTORIES sets how many histories are played.
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const count = Number(process.env['HISTORIES'] ?? 3_334);

/** Defines the test of one API, which plays a third of the 10,000 histories. */
export function testHistories(api: ApiName): void {
  test(`${api}: ${count} random histories keep every promise (SEED=${seed})`, {
    timeout: 600_000,
  }, async () => {
    let played = 0;
    await fc.assert(
      fc.asyncProperty(anyHistory, async (history) => {
        played += 1;
        assertPromises(await play(api, history));
      }),
      { seed, numRuns: count },
    );
    expect(played).toBe(count);
  });
}
