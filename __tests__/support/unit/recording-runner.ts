/** A runner that records what the action tells it. */
import type { IdTokenSource, Runner } from '../../../src/model/runner.ts';

/** The name of a call, then its arguments. */
export type RunnerCall = [Exclude<keyof Runner, 'input' | 'idTokenSource' | 'isDebug'>, ...string[]];

export interface RecordingRunner extends Runner {
  /** All calls in order, except the reading of inputs. */
  calls: RunnerCall[];
  /** The last value of each output. */
  outputs(): Record<string, string>;
  /** The arguments of the calls with this name, in order. */
  told(name: RunnerCall[0]): string[];
}

/**
 * Creates a runner that records its calls.
 * @param inputs by name; all others are empty
 * @param source the ID token endpoint
 * @param isDebug whether debug lines are shown
 */
export function recordingRunner(
  inputs: Record<string, string> = {},
  source?: IdTokenSource,
  isDebug = false,
): RecordingRunner {
  const calls: RunnerCall[] = [];
  const record = (name: RunnerCall[0]) => (text: string) => {
    calls.push([name, text]);
  };
  return {
    calls,
    outputs: () => Object.fromEntries(calls.filter(([name]) => name === 'output').map(([, ...pair]) => pair)),
    told: (name) => calls.filter((call) => call[0] === name).map(([, ...given]) => given.join(': ')),
    input: (name) => inputs[name],
    idTokenSource: () => source,
    mask: record('mask'),
    info: record('info'),
    warning: record('warning'),
    error: record('error'),
    debug: record('debug'),
    group(title, lines) {
      calls.push(['group', title, ...lines]);
    },
    isDebug: () => isDebug,
    output(name, value) {
      calls.push(['output', name, value]);
    },
    async summary(html) {
      calls.push(['summary', html]);
    },
  };
}
