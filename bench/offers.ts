import { join } from 'node:path';
import { startEmulator } from '../emulator/emulator.ts';
import { runProcess } from './process.ts';
import { median } from './statistics.ts';
import { formatNumber, renderTable } from './table.ts';

const counts = [1, 10, 50, 100];
const runs = 3;
const action = join(import.meta.dirname, '../dist/index.js');
const fastTime = join(import.meta.dirname, '../__tests__/support/process/fast-time.js');
const identity = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  clientSecret: 'a-secret-for-the-bench',
};

/** How much faster than the real clock both the action and the emulator run, and how long a go-live takes for them. */
const speed = 60;
const goLiveSeconds = 300;

interface OffersRun {
  requests: number;
  tokens: number;
  outputBytes: number;
  peakBytes: number;
  wallMs: number;
}

/** Several offers in one step, each of which takes five minutes to go live, on a clock that is sixty times as fast. */
export async function measureOffers(): Promise<string> {
  const rows: string[][] = [];
  let one: OffersRun | undefined;
  for (const count of counts) {
    const measured: OffersRun[] = [];
    for (let run = 0; run < runs; run += 1) measured.push(await takeLive(count));
    const of = (member: keyof OffersRun) => median(measured.map((run) => run[member]));
    one ??= measured.toSorted((a, b) => a.peakBytes - b.peakBytes)[Math.floor(runs / 2)];
    rows.push([
      String(count),
      formatNumber(of('requests')),
      formatNumber(of('requests') / count, 1),
      String(of('tokens')),
      formatNumber(of('outputBytes')),
      formatNumber(of('peakBytes') / 1e6),
      (of('peakBytes') / (one?.peakBytes ?? Number.NaN)).toFixed(2),
      formatNumber(of('wallMs') / 1000, 1),
    ]);
  }
  const head = [
    'offers',
    'requests',
    'for each',
    'tokens',
    'outputs, bytes',
    'peak memory, MB',
    'ratio',
    'wall, s',
  ];
  return `${renderTable(head, rows)}

Medians of ${runs} runs. Each go-live takes ${goLiveSeconds / speed} s: ${goLiveSeconds / 60} minutes on a clock that is ${speed} times as fast, for the action and for the
emulator.`;
}

async function takeLive(count: number): Promise<OffersRun> {
  const names = Array.from({ length: count }, (_, index) => `offer-${index + 1}`);
  const emulator = await startEmulator({
    offers: names.map((offer) => ({
      publisher: 'contoso',
      offer,
      state: 'waiting-for-sign-off',
      goLiveSeconds,
    })),
    identity,
    speed,
  });
  try {
    const { peakBytes, outputs, wallMs } = await runProcess(
      action,
      {
        api: 'cloud-partner-portal',
        publisher: 'contoso',
        offer: names.join('\n'),
        'tenant-id': identity.tenantId,
        'client-id': identity.clientId,
        'client-secret': identity.clientSecret,
        'api-url': emulator.url,
        'authority-host': emulator.url,
      },
      {
        nodeOptions: ['--import', fastTime],
        env: { FAST_TIME: String(speed) },
        measureMemory: process.platform === 'linux',
      },
    );
    const tokens = emulator.identity.accessTokens;
    return {
      requests: emulator.requests.length - tokens,
      tokens,
      outputBytes: Buffer.byteLength(Object.values(outputs).join('')),
      peakBytes: peakBytes ?? Number.NaN,
      wallMs,
    };
  } finally {
    await emulator.stop();
  }
}
