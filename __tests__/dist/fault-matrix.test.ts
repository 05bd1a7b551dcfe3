import { describe, expect, it } from 'vitest';
import { cellsOf, exchangesOf, nameOf, play, rows, ways } from '../support/action/fault-matrix.ts';

// Every 23rd cell, or where there are few cells, every 11th; `npm run bench:faults` plays all of them. The steps have no
// divisor in common with the lengths of the rows, so the sample reaches every row and every exchange.
const stepOf = (cells: unknown[]) => (cells.length > 500 ? 23 : 11);

describe.each(ways.map((way, index) => ({ name: way.name, way, index })))('$name', ({ way, index }) => {
  const all = cellsOf(way);
  const cells = all.filter((_, number) => number % stepOf(all) === index);

  it('the sample of the fault matrix covers each exchange and more than twenty kinds of faults', () => {
    const sampled = new Set(cells.map(({ exchange }) => exchange.name));
    expect([...sampled].sort()).toEqual(
      exchangesOf(way)
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
