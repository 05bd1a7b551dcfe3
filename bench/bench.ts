/** Measures what the action costs, prints it, and writes it to bench/results.md. Takes a few minutes; do nothing else meanwhile. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { measureOffers } from './offers.ts';
import { simulatePaces } from './pace.ts';
import { measureSizes } from './sizes.ts';
import { measureStartUp } from './start-up.ts';

const parts: [title: string, measure: () => string | Promise<string>][] = [
  ['Beside a bare script', measureStartUp],
  ['Several offers in one step', measureOffers],
  ['Sizes', measureSizes],
  ['The pace of status checks', simulatePaces],
];

const text = [
  `# What the action costs

Written by \`npm run bench\`, on ${availableParallelism()} cores, ${process.platform} ${process.arch}, Node ${process.versions.node}. Times and memory are of one machine at one time:
the ratios are what counts.`,
];
console.log(text[0]);
for (const [title, measure] of parts) {
  const part = `## ${title}\n\n${await measure()}`;
  console.log(`\n${part}`);
  text.push(part);
}
writeFileSync(join(import.meta.dirname, 'results.md'), `${text.join('\n\n')}\n`);
