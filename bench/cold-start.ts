/**
 * Measures the cold start, from the start of the process to its first request to the API: of the shipped bundle with a token,
 * of the bundle with a sign-in, and of a minimal Node script that sends the same request. Prints the medians, their ratios, and
 * the sizes of the shipped files.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStep } from '../emulator/runner/runner.ts';

const runs = 20;
const token = 'a-token-for-the-bench';
const signIn = {
  token: '',
  'tenant-id': '11111111-1111-4111-8111-111111111111',
  'client-id': '22222222-2222-4222-8222-222222222222',
  'client-secret': 'a-secret-for-the-bench',
};
const repository = join(import.meta.dirname, '..');

const bareScript = `import { request } from 'node:http';
const env = process.env;
const url = \`\${env['INPUT_API-URL']}/api/publishers/\${env.INPUT_PUBLISHER}/offers/\${env.INPUT_OFFER}/status?api-version=2017-10-31\`;
const headers = { Accept: 'application/json', Authorization: \`Bearer \${env.INPUT_TOKEN}\` };
request(url, { headers }, (response) => response.resume()).end();
`;

let onRequest: () => void = () => {};
const server = createServer((request, response) => {
  response.setHeader('Content-Type', 'application/json');
  if (request.url?.includes('/oauth2/')) {
    response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: token }));
    return;
  }
  onRequest();
  response.end(JSON.stringify({ status: 'neverPublished' }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** An action that consists of the bare script, with the same inputs. */
const bareAction = mkdtempSync(join(tmpdir(), 'bare-'));
writeFileSync(join(bareAction, 'package.json'), '{ "type": "module" }');
writeFileSync(join(bareAction, 'index.js'), bareScript);
writeFileSync(join(bareAction, 'action.yml'), 'runs:\n  using: node24\n  main: index.js\n');

/**
 * Runs the action once.
 * @returns milliseconds from its start to its first request to the API
 */
async function firstRequestMs(
  actionDir: string,
  credentials: Record<string, string> = { token },
): Promise<number> {
  const startedAt = performance.now();
  let requestedAt: number | undefined;
  onRequest = () => {
    requestedAt ??= performance.now();
  };
  const inputs = { publisher: 'contoso', offer: 'vm', ...credentials };
  const { log } = await startStep({
    actionDir,
    with: {
      ...inputs,
      'api-url': url,
      mode: 'check',
      ...('client-id' in credentials && { 'authority-host': url }),
    },
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
  const starts = {
    'bare script': () => firstRequestMs(bareAction),
    'with a token': () => firstRequestMs(repository),
    'with a sign-in': () => firstRequestMs(repository, signIn),
  };
  const measured = Object.entries(starts).map(([name, start]) => ({ name, start, times: [] as number[] }));
  // The first run of each warms the file cache and does not count. They take turns, so that all run under the same load.
  for (let run = 0; run <= runs; run += 1) {
    for (const { start, times } of measured) {
      const ms = await start();
      if (run > 0) times.push(ms);
    }
  }
  console.log(`To the first request to the API, median of ${runs} each, Node ${process.versions.node}:`);
  const floor = median(measured[0]?.times ?? []);
  for (const { name, times } of measured) {
    const ms = median(times);
    console.log(
      `  ${name.padEnd(14)} ${ms.toFixed(0).padStart(4)} ms  ${(ms / floor).toFixed(2)} times the bare script`,
    );
  }

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
