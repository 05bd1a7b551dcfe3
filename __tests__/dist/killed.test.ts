import { describe, expect, it } from 'vitest';
import { allApis } from '../support/action/api-inputs.ts';
import { killedAndResumed, seededRandom } from '../support/action/killed-runs.ts';

// `npm run bench:faults` kills hundreds of runs.
const runsPerApi = 7;
const firstSeed = Date.now() % 1e6;

describe.each(allApis.map((api) => ({ name: api.api, api })))('$name', ({ api }) => {
  const seeds = Array.from({ length: runsPerApi }, (_, index) => firstSeed + index);

  it.concurrent.each(seeds)(
    'a go-live whose step is killed and run again is started once and succeeds (seed %i)',
    async (seed) => {
      const { kills, violations } = await killedAndResumed(api, seededRandom(seed));
      expect(violations, `killed ${kills.join(', ')}`).toEqual([]);
    },
  );
});
