import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OfferResult } from '../../src/model/result.ts';
import { anyAutoHistory, anyHistory, play } from './history.ts';
import { type ApiName, apiNames } from './model.ts';
import { assertPromises } from './promises.ts';

// SEED repeats a failed run; HISTORIES sets how many histories are played for each API, and half as many for auto.
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const count = Number(process.env['HISTORIES'] ?? 3_334);

/** Defines the test of one API, which plays a third of 10,000 histories; or that of `auto`. */
export function testHistories(api: ApiName | 'auto'): void {
  const [histories, numRuns] = api === 'auto' ? [anyAutoHistory, Math.ceil(count / 2)] : [anyHistory, count];
  test(`${api}: ${numRuns} random histories keep every promise (SEED=${seed})`, {
    timeout: 600_000,
  }, async () => {
    let played = 0;
    const used = new Set<OfferResult['api']>();
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        played += 1;
        const { runs, ...rest } = await play(api, history);
        for (const { runner } of runs) {
          const results: OfferResult[] = JSON.parse(runner.outputs()['result'] ?? '[]');
          results.map((result) => used.add(result.api));
        }
        assertPromises({ runs, ...rest });
      }),
      { seed, numRuns },
    );
    expect(played).toBe(numRuns);
    // With auto, offers of each API are found, and for some none can be chosen.
    expect([...used].sort()).toEqual(api === 'auto' ? ['', ...apiNames].sort() : [api]);
  });
}
