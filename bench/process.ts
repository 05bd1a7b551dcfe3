import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Measured {
  /** From its start to its exit, in ms. */
  wallMs: number;
  /** The most memory it took, in bytes; undefined where it was not measured, or cannot be (other systems than Linux). */
  peakBytes: number | undefined;
  /** The outputs, as the runner would store them. */
  outputs: Record<string, string>;
}

export interface ProcessOptions {
  env?: Record<string, string>;
  /** Options of Node. */
  nodeOptions?: string[];
  /** Adds a few ms to `wallMs`. Linux only. */
  measureMemory?: boolean;
}

const { inputs: declared } = parse(readFileSync(join(import.meta.dirname, '../action.yml'), 'utf8'));
const defaults = Object.entries<{ default?: unknown }>(declared).map(([name, input]) => [
  name,
  String(input.default ?? ''),
]);

/**
 * Runs a script to its end, with the inputs of the action in its environment.
 * @throws Error with what it printed, if it does not end with 0
 */
export async function runProcess(
  script: string,
  inputs: Record<string, string>,
  { env, nodeOptions = [], measureMemory = false }: ProcessOptions = {},
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = (name: string) => join(folder, name);
  try {
    for (const name of ['output', 'summary']) writeFileSync(file(name), '');
    const preload = measureMemory ? ['--require', join(import.meta.dirname, 'peak-memory.cjs')] : [];
    const startMs = performance.now();
    const child = spawn(process.execPath, [...preload, ...nodeOptions, script], {
      env: {
        ...Object.fromEntries(
          [...defaults, ...Object.entries(inputs)].map(([name, value]) => [
            `INPUT_${name?.toUpperCase()}`,
            value,
          ]),
        ),
        GITHUB_OUTPUT: file('output'),
        GITHUB_STEP_SUMMARY: file('summary'),
        PEAK_MEMORY_FILE: file('peak'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        printed += text;
      });
    }
    const [code] = await once(child, 'exit');
    const wallMs = performance.now() - startMs;
    if (code !== 0) throw new Error(`${script} ended with ${code}:\n${printed}`);
    return {
      wallMs,
      peakBytes: existsSync(file('peak')) ? Number(readFileSync(file('peak'), 'utf8')) * 1024 : undefined,
      outputs: readOutputs(readFileSync(file('output'), 'utf8')),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of an output that was set several times the last value counts. */
function readOutputs(text: string): Record<string, string> {
  const settings = text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...settings].map(([, name, , value]) => [name, value]));
}
