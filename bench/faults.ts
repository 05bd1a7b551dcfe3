/**
 * Runs the shipped bundle with every kind of fault at every request of a go-live, through each API and where the action finds
 * the API, and prints how each run ended. Then kills hundreds of go-lives at random points (the same for the same SEED) and runs
 * them again. Fails if a run broke a promise. Arguments limit it to the APIs they name, and to `auto`.
 */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { type Api, allApis } from '../__tests__/support/action/api-inputs.ts';
import {
  type Cell,
  cellsOf,
  exchangesOf,
  nameOf,
  type Outcome,
  play,
  rows,
  type Way,
  ways,
} from '../__tests__/support/action/fault-matrix.ts';
import { killedAndResumed, seededRandom } from '../__tests__/support/action/killed-runs.ts';

const killedPerApi = 100;

const names = process.argv.slice(2);
const isNamed = (name: string) => names.length === 0 || names.some((start) => name.startsWith(start));
const apis = allApis.filter(({ api }) => isNamed(api));
// A run mostly waits, so one more than there are cores.
const limit = pLimit(availableParallelism() + 1);
const violations: string[] = [];
let cellsPlayed = 0;

for (const way of ways.filter(({ name }) => isNamed(name))) {
  await printMatrix(way);
}
console.log(`${cellsPlayed} cells, ${violations.length} with a broken promise.\n`);

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9);
console.log(`Killed and run again, SEED=${seed}`);
for (const api of apis) {
  await printKilled(api);
}
for (const violation of violations) console.log(`BROKEN: ${violation}`);
process.exitCode = violations.length > 0 ? 1 : 0;

async function printMatrix(way: Way): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  const playOne = async (cell: Cell) => {
    const outcome = await play(cell);
    outcomes.set(nameOf(cell), outcome);
    cellsPlayed += 1;
    for (const violation of outcome.violations) violations.push(`${nameOf(cell)}: NOT ${violation}`);
  };
  await Promise.all(cellsOf(way).map((cell) => limit(playOne, cell)));

  const exchanges = exchangesOf(way);
  for (const isPermanent of [false, true]) {
    const head = [
      `${way.name}, ${isPermanent ? 'permanently' : 'once'}`,
      ...exchanges.map(({ name }) => name),
    ];
    const lines = rows.map((row) => [
      row.name,
      ...exchanges.map((exchange) => {
        const outcome = outcomes.get(nameOf({ way, row, exchange, isPermanent }));
        return outcome ? outcome.end + (outcome.violations.length > 0 ? ' !' : '') : '';
      }),
    ]);
    printTable([head, ...lines]);
  }
}

function printTable(lines: string[][]): void {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) {
    console.log(
      line
        .map((text, column) => text.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  console.log();
}

async function printKilled(api: Api): Promise<void> {
  const runs = await Promise.all(
    Array.from({ length: killedPerApi }, (_, index) =>
      limit(() => killedAndResumed(api, seededRandom(seed + index))),
    ),
  );
  const kills = runs.flatMap((run) => run.kills);
  const places = Map.groupBy(kills, (place) => place);
  const where = [...places].map(([place, list]) => `${list.length} ${place}`).join(', ');
  console.log(`  ${api.api}: ${runs.length} go-lives, killed ${kills.length} times: ${where}`);
  for (const [index, run] of runs.entries()) {
    for (const violation of run.violations) {
      violations.push(`${api.api}, killed with seed ${seed + index}: NOT ${violation}`);
    }
  }
}
