import { describe, expect, it } from 'vitest';
import { allApis } from '../support/action/api-inputs.ts';
import { cellsOf, exchangesOf, nameOf, play, rows } from '../support/action/fault-matrix.ts';

// Every 23rd cell; `npm run bench:faults` plays all of them. The step has no divisor in common with the lengths of the rows,
// so the sample reaches every row and every exchange.
const step = 23;

describe.each(allApis.map((api, index) => ({ name: api.api, api, index })))('$name', ({ api, index }) => {
  const cells = cellsOf(api).filter((_, number) => number % step === index);

  it('the sample of the fault matrix covers each exchange and more than twenty kinds of faults', () => {
    const sampled = new Set(cells.map(({ exchange }) => exchange.name));
    expect([...sampled].sort()).toEqual(
      exchangesOf(api)
        .map(({ name }) => name)
        .sort(),
    );
    expect(new Set(cells.map(({ row }) => row.name)).size).toBeGreaterThan(20);
    expect(rows.length).toBeGreaterThan(20);
  });

  it.concurrent.each(cells.map((cell) => [nameOf(cell), cell] as const))(
    'a go-live keeps all promises under the fault: %s',
    async (_name, cell) => {
      expect((await play(cell)).violations).toEqual([]);
    },
  );
});
