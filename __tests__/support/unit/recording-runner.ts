import type { IdTokenSource } from '../../../src/auth/id-token.ts';
import type { Runner } from '../../../src/runner.ts';

/** What the runner was told: the name of the call, then what it was given. */
export type RunnerCall = [Exclude<keyof Runner, 'input' | 'idTokenSource'>, ...string[]];

export interface RecordingRunner extends Runner {
  /** Every call but for the reading of inputs, in order. */
  calls: RunnerCall[];
  /** The outputs as they stand: the last value of each. */
  outputs(): Record<string, string>;
  /** What the calls of this name were given, in order. */
  told(name: RunnerCall[0]): string[];
}

/**
 * A runner that keeps what it is told.
 * @param inputs by name; the others are empty
 * @param source where an id token is to be had
 */
export function recordingRunner(
  inputs: Record<string, string> = {},
  source?: IdTokenSource,
): RecordingRunner {
  const calls: RunnerCall[] = [];
  const record = (name: RunnerCall[0]) => (text: string) => {
    calls.push([name, text]);
  };
  return {
    calls,
    outputs: () => Object.fromEntries(calls.filter(([name]) => name === 'output').map(([, ...pair]) => pair)),
    told: (name) => calls.filter((call) => call[0] === name).map(([, ...given]) => given.join(': ')),
    input: (name) => inputs[name] ?? '',
    idTokenSource: () => source,
    mask: record('mask'),
    info: record('info'),
    warning: record('warning'),
    error: record('error'),
    debug: record('debug'),
    output(name, value) {
      calls.push(['output', name, value]);
    },
    async summary(html) {
      calls.push(['summary', html]);
    },
  };
}
