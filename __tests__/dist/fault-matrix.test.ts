import { describe, expect, it } from 'vitest';
import { allApis } from '../support/action/api-inputs.ts';
import { cellsOf, exchangesOf, nameOf, play, rows } from '../support/action/fault-matrix.ts';

// `npm run bench:faults` plays all of them. The steps have no divisor in common with the lengths of the rows, so that the
// cut goes through all of these and through all exchanges.
const step = 23;

describe.each(allApis.map((api, index) => ({ name: api.api, api, index })))('$name', ({ api, index }) => {
  const cells = cellsOf(api).filter((_, number) => number % step === index);

  it('has each exchange in the cut, and more than twenty kinds of faults', () => {
    const cut = new Set(cells.map(({ exchange }) => exchange.name));
    expect([...cut].sort()).toEqual(
      exchangesOf(api)
        .map(({ name }) => name)
        .sort(),
    );
    expect(new Set(cells.map(({ row }) => row.name)).size).toBeGreaterThan(20);
    expect(rows.length).toBeGreaterThan(20);
  });

  it.concurrent.each(cells.map((cell) => ({ name: nameOf(cell), cell })))('$name', async ({ cell }) => {
    expect((await play(cell)).violations).toEqual([]);
  });
});
