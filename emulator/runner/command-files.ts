import { existsSync, readFileSync } from 'node:fs';
import type { StepLog } from './log.ts';

const summaryBytes = 1_048_576;

/** Paths of a step's command files. */
export interface CommandFiles {
  readonly output: string;
  readonly state: string;
  readonly summary: string;
  readonly env: string;
  readonly path: string;
}

/** Applies the command files. One that cannot be parsed fails the step. */
export function processFiles(paths: CommandFiles, log: StepLog) {
  const text = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  const files = {
    output: text(paths.output),
    state: text(paths.state),
    summary: text(paths.summary),
    env: text(paths.env),
    path: text(paths.path),
  };
  const env: Record<string, string> = {};
  for (const [name, values] of [
    ['env', env] as const,
    ['state', log.state] as const,
    ['output', log.outputs] as const,
  ]) {
    try {
      for (const [key, value] of parsePairs(files[name])) {
        if (name === 'env' && key.toUpperCase() === 'NODE_OPTIONS') {
          log.annotate('error', "Can't store NODE_OPTIONS using '$GITHUB_ENV' command.");
        } else values[key] = value;
      }
    } catch (error) {
      log.refuse(`Unable to process file command '${name}' successfully.`, error);
    }
  }
  return { files, env, state: log.state, outputs: log.outputs, summary: upload(files.summary, log) };
}

/** The summary as the runner uploads it: masked line by line, and dropped if it is too large. */
function upload(summary: string, log: StepLog): string {
  const size = Buffer.byteLength(summary);
  if (size <= summaryBytes)
    return summary
      .split('\n')
      .map((line) => log.mask(line))
      .join('\n');
  const allowed = `${summaryBytes / 1024}k`;
  log.annotate(
    'error',
    `$GITHUB_STEP_SUMMARY supports content up a size of ${allowed} got ${Math.floor(size / 1024)}k`,
  );
  return '';
}

/** Reads NAME=VALUE and NAME<<DELIMITER pairs one by one, so that the pairs before an error count. */
function* parsePairs(text: string): Generator<[name: string, value: string]> {
  const lines = text.split(process.platform === 'win32' ? /\r?\n/ : '\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue;
    const [, name = '', sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (!sign) throw new Error(`Invalid format '${line}'`);
    if (name === '' || (sign === '<<' && rest === '')) {
      throw new Error(`Invalid format '${line}'. Name and delimiter must not be empty`);
    }
    if (sign === '=') yield [name, rest];
    else {
      const end = lines.indexOf(rest);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
      yield [name, lines.splice(0, end).join('\n')];
      lines.shift();
    }
  }
}
