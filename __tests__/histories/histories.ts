import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHistory, play } from './history.ts';
import type { ApiName } from './model.ts';
import { keepsPromises } from './promises.ts';

// A run that was red is repeated with its seed; HISTORIES plays more of them.
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const count = Number(process.env['HISTORIES'] ?? 3_334);

/** The tests of one API: a third of the 10,000 histories. */
export function testHistories(api: ApiName): void {
  test(`${count} random histories keep every promise (SEED=${seed})`, { timeout: 600_000 }, async () => {
    let played = 0;
    await fc.assert(
      fc.asyncProperty(anyHistory, async (history) => {
        played += 1;
        keepsPromises(await play(api, history));
      }),
      { seed, numRuns: count },
    );
    expect(played).toBe(count);
  });
}
