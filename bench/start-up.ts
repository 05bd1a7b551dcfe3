import { join } from 'node:path';
import { type Portal, startPortal } from './portal.ts';
import { runProcess } from './process.ts';
import { median, spread } from './statistics.ts';
import { formatNumber, renderTable } from './table.ts';

const timedRuns = 60;
const memoryRuns = 10;
const action = join(import.meta.dirname, '../dist/index.js');
const bareScript = join(import.meta.dirname, 'bare-script.js');

interface Contender {
  name: string;
  script: string;
  inputs: Record<string, string>;
  startMs: number[];
  wallMs: number[];
  peakBytes: number[];
}

/**
 * A whole go-live that is live at the first status check, beside a bare script that sends the same requests: the time to the
 * first request to the API, the time to the exit, and the memory. All take turns, so that all run under the same load.
 */
export async function measureStartUp(): Promise<string> {
  const portal = await startPortal();
  try {
    const contenders = contendersAt(portal.url);
    // The first run of each warms the file cache and does not count.
    for (let run = 0; run <= timedRuns; run += 1) {
      // Each takes each place in the turn equally often.
      const first = run % contenders.length;
      for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
        await time(contender, portal, run > 0);
      }
    }
    for (let run = 0; run < memoryRuns; run += 1) {
      for (const { script, inputs, peakBytes } of contenders) {
        const measured = await runProcess(script, inputs, { measureMemory: process.platform === 'linux' });
        peakBytes.push(measured.peakBytes ?? Number.NaN);
      }
    }
    return report(contenders);
  } finally {
    portal.close();
  }
}

function contendersAt(url: string): Contender[] {
  const inputs = { api: 'cloud-partner-portal', publisher: 'contoso', offer: 'vm', 'api-url': url };
  const given = { ...inputs, token: 'a-token-for-the-bench' };
  const signIn = {
    ...inputs,
    'tenant-id': '11111111-1111-4111-8111-111111111111',
    'client-id': '22222222-2222-4222-8222-222222222222',
    'client-secret': 'a-secret-for-the-bench',
    'authority-host': url,
  };
  const contender = (name: string, script: string, inputs: Record<string, string>): Contender => ({
    name,
    script,
    inputs,
    startMs: [],
    wallMs: [],
    peakBytes: [],
  });
  return [
    contender('bare script', bareScript, given),
    contender('bare script again', bareScript, given),
    contender('action, token', action, given),
    contender('action, sign-in', action, signIn),
  ];
}

async function time(contender: Contender, portal: Portal, counts: boolean): Promise<void> {
  const startMs = performance.now();
  const { wallMs } = await runProcess(contender.script, contender.inputs);
  const firstRequestMs = portal.takeFirstRequestMs();
  if (firstRequestMs === undefined) throw new Error(`${contender.name} sent no request.`);
  if (counts) {
    contender.startMs.push(firstRequestMs - startMs);
    contender.wallMs.push(wallMs);
  }
}

function report(contenders: readonly Contender[]): string {
  const [bare] = contenders;
  const cells = (values: readonly number[], floor: readonly number[] = [], unit = 1) => [
    formatNumber(median(values) / unit),
    // Of each turn by itself, so that a load that comes and goes weighs on both.
    median(values.map((value, turn) => value / (floor[turn] ?? Number.NaN))).toFixed(2),
    `${formatNumber(100 * spread(values))} %`,
  ];
  const rows = contenders.map(({ name, startMs, wallMs, peakBytes }) => [
    name,
    ...cells(startMs, bare?.startMs),
    ...cells(wallMs, bare?.wallMs),
    ...cells(peakBytes, bare?.peakBytes, 1e6),
  ]);
  const head = [
    '',
    ...['first request, ms', 'ratio', 'spread'],
    ...['whole go-live, ms', 'ratio', 'spread'],
    ...['peak memory, MB', 'ratio', 'spread'],
  ];
  return `${renderTable(head, rows)}

Medians of ${timedRuns} runs (memory: ${memoryRuns}), which take turns; the ratio is the median of the ratios of the turns. The spread
is that of the middle 80 %, and tells how busy the machine was. The bare script runs twice: the two differ by noise alone.`;
}
