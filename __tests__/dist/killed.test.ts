import { describe, expect, it } from 'vitest';
import { allApis } from '../support/action/api-inputs.ts';
import { killedAndResumed, seededRandom } from '../support/action/killed-runs.ts';

// The number at its end tells the seed. `npm run bench:faults` kills hundreds.
const perApi = 7;
const firstSeed = Date.now() % 1e6;

describe.each(allApis.map((api) => ({ name: api.api, api })))('$name', ({ api }) => {
  const seeds = Array.from({ length: perApi }, (_, index) => firstSeed + index);

  it.concurrent.each(seeds)(
    'a go-live that is killed and run again is taken once, and ends well (seed %i)',
    async (seed) => {
      const { kills, violations } = await killedAndResumed(api, seededRandom(seed));
      expect(violations, `killed ${kills.join(', ')}`).toEqual([]);
    },
  );
});
