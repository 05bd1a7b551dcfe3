/**
 * Measures the cold start: from the start of the process to its first request, for the shipped bundle and for a bare Node
 * script that sends the same request. Prints the medians, their ratio, and the sizes of the shipped files.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStep } from '../emulator/runner.ts';

const runs = 20;
const repository = join(import.meta.dirname, '..');

const bareScript = `import { request } from 'node:http';
const env = process.env;
const url = \`\${env['INPUT_API-URL']}/api/publishers/\${env.INPUT_PUBLISHER}/offers/\${env.INPUT_OFFER}/status?api-version=2017-10-31\`;
const headers = { Accept: 'application/json', Authorization: \`Bearer \${env.INPUT_TOKEN}\` };
request(url, { headers }, (response) => response.resume()).end();
`;

let onRequest: () => void = () => {};
const server = createServer((_request, response) => {
  onRequest();
  response.end(JSON.stringify({ status: 'neverPublished' }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** An action of the bare script alone, with the same inputs. */
const bareAction = mkdtempSync(join(tmpdir(), 'bare-'));
writeFileSync(join(bareAction, 'package.json'), '{ "type": "module" }');
writeFileSync(join(bareAction, 'index.js'), bareScript);
writeFileSync(join(bareAction, 'action.yml'), 'runs:\n  using: node24\n  main: index.js\n');

/** Runs the action once. @returns ms from its start to its first request */
async function firstRequestMs(actionDir: string): Promise<number> {
  const startedAt = performance.now();
  let requestedAt: number | undefined;
  onRequest = () => {
    requestedAt ??= performance.now();
  };
  const inputs = { publisher: 'contoso', offer: 'vm', token: 'a-token-for-the-bench' };
  const { log } = await startStep({
    actionDir,
    with: { ...inputs, 'api-url': url, mode: 'check' },
  }).finished;
  if (requestedAt === undefined) throw new Error(`${actionDir} sent no request:\n${log.join('\n')}`);
  return requestedAt - startedAt;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

try {
  const shipped: number[] = [];
  const bare: number[] = [];
  // One of each to warm the file cache, not counted; then one after the other, so that both see the same machine.
  for (let run = 0; run <= runs; run += 1) {
    const both = [await firstRequestMs(repository), await firstRequestMs(bareAction)] as const;
    if (run > 0) {
      shipped.push(both[0]);
      bare.push(both[1]);
    }
  }
  const [ours, floor] = [median(shipped), median(bare)];
  console.log(`To the first request, median of ${runs} each, Node ${process.versions.node}:`);
  console.log(`  dist/index.js  ${ours.toFixed(0)} ms`);
  console.log(`  bare script    ${floor.toFixed(0)} ms`);
  console.log(`  ratio          ${(ours / floor).toFixed(2)}`);

  const files = readdirSync(join(repository, 'dist')).map((name) => ({
    name,
    bytes: statSync(join(repository, 'dist', name)).size,
  }));
  console.log('Size of dist:');
  for (const { name, bytes } of files) {
    console.log(`  ${name.padEnd(14)} ${bytes.toLocaleString('en').padStart(9)} bytes`);
  }
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`  ${'all'.padEnd(14)} ${total.toLocaleString('en').padStart(9)} bytes`);
} finally {
  server.close();
  rmSync(bareAction, { recursive: true, force: true });
}
