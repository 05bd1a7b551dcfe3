/**
 * A stand-in for the GitHub runner: runs one step that uses a node24 action, from its inputs to its outputs.
 * It imitates actions/runner 2.336.0 (github.com/actions/runner, src/Runner.Worker and src/Runner.Sdk).
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { parse } from 'yaml';
import { processFiles } from './command-files.ts';
import { type Annotation, StepLog } from './log.ts';

export interface StepSetup {
  /** The inputs, as under `with:` in a workflow. */
  with?: Record<string, string>;
  /** Environment of the job and of the step. */
  env?: Record<string, string>;
  /** Folder of action.yml. Default: this repository. */
  actionDir?: string;
  /** For tests: passed in NODE_OPTIONS. */
  nodeOptions?: string[];
  /** Step debug logging (RUNNER_DEBUG=1). */
  debug?: boolean;
  /** The ID token endpoint that a job gets with `permissions: id-token: write`. */
  idToken?: { url: string; token: string };
  /** Receives each line of the log, masked and rendered. */
  onLine?: (line: string) => void;
  /** Secrets of the job, masked from the start. */
  secrets?: string[];
  /** Cancels the job at the first line of the log for which this returns true. */
  cancelAfter?: (line: string) => boolean;
}

export interface StepResult {
  conclusion: 'success' | 'failure' | 'cancelled';
  /** null if a signal ended the process. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** As the runner stores them: not masked. */
  outputs: Record<string, string>;
  state: Record<string, string>;
  env: Record<string, string>;
  /** As the runner uploads it: masked, and empty if it is too large. */
  summary: string;
  /** The runner keeps at most ten of each type. */
  annotations: Annotation[];
  /** The log as people see it: masked, with commands rendered. */
  log: string[];
  /** Everything the process wrote to stdout and stderr, not masked. */
  rawOutput: string;
  /** Values that the step itself masked. */
  masks: string[];
  /** The command files as the step left them. */
  files: { output: string; state: string; summary: string; env: string; path: string };
  /** Commands that the runner refused or could not parse. A single one fails the step. */
  refused: string[];
  /** Peak resident size; Linux only. */
  peakMemoryBytes?: number;
}

export interface RunningStep {
  pid: number;
  /** Cancels the job: SIGINT, then SIGTERM after 7.5 s, then SIGKILL after 2.5 s, to the node process only. */
  cancel(): void;
  /** Sends SIGKILL at once, as if the machine ran out of memory. */
  kill(): void;
  finished: Promise<StepResult>;
}

const sigintMs = 7_500;
const sigtermMs = 2_500;
const openPipesMs = 5_000;

/** Runs a step to its end. */
export async function runStep(setup: StepSetup): Promise<StepResult> {
  return startStep(setup).finished;
}

/** Starts a step. Throws if the action is unusable: no action.yml, not node24, or no script. */
export function startStep(setup: StepSetup): RunningStep {
  const actionDir = setup.actionDir ?? join(import.meta.dirname, '../..');
  const action: ActionMetadata = parse(readFileSync(join(actionDir, 'action.yml'), 'utf8'));
  if (action.runs.using.toLowerCase() !== 'node24') throw new Error(`runs.using is ${action.runs.using}`);
  const script = resolve(actionDir, action.runs.main);
  if (!existsSync(script)) throw new Error(`File not found: '${script}'`);

  const job = new JobFolder();
  const log = new StepLog(setup, job.workspace, (line) => {
    setup.onLine?.(line);
    if (setup.cancelAfter?.(line)) cancel();
  });
  const child = spawn(process.execPath, [script], {
    cwd: job.workspace,
    env: {
      ...baseEnvironment(job),
      ...setup.env,
      ...inputEnvironment(action, setup.with ?? {}),
      ...runnerEnvironment(job),
      ...(setup.debug && { RUNNER_DEBUG: '1' }),
      ...(setup.nodeOptions && { NODE_OPTIONS: setup.nodeOptions.join(' ') }),
      ...(setup.idToken && {
        ACTIONS_ID_TOKEN_REQUEST_URL: setup.idToken.url,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: setup.idToken.token,
      }),
    },
  });
  child.stdin.on('error', () => {}).end();
  let rawOutput = '';
  const read = (stream: Readable) =>
    readLines(
      stream,
      (text) => {
        rawOutput += text;
      },
      (line) => log.processLine(line),
    );
  const outputRead = Promise.all([read(child.stdout), read(child.stderr)]);
  const memory = new PeakMemory(child.pid);

  let cancelled = false;
  const timers: NodeJS.Timeout[] = [];
  function cancel(): void {
    if (cancelled || child.exitCode !== null || child.signalCode !== null) return;
    cancelled = true;
    child.kill('SIGINT');
    timers.push(setTimeout(() => child.kill('SIGTERM'), sigintMs));
    timers.push(setTimeout(() => child.kill('SIGKILL'), sigintMs + sigtermMs));
  }

  for (const warning of unexpectedInputs(action, setup.with ?? {})) log.annotate('warning', warning);

  async function finish(): Promise<StepResult> {
    try {
      const [exitCode, signal] = await once(child, 'exit');
      // A process that the step left behind may keep the pipes open. The runner does not wait for it.
      timers.push(setTimeout(() => [child.stdout, child.stderr].map((pipe) => pipe.destroy()), openPipesMs));
      await outputRead;
      if (cancelled) log.annotate('error', 'The operation was canceled.');
      // What the step wrote counts even after a failure, a cancellation or a kill.
      const written = processFiles(job, log);
      const failed = exitCode !== 0 || log.refused.length > 0;
      return {
        conclusion: cancelled ? 'cancelled' : failed ? 'failure' : 'success',
        exitCode,
        signal,
        ...written,
        annotations: log.annotations,
        log: log.lines,
        rawOutput,
        masks: log.masks,
        refused: log.refused,
        ...(memory.bytes > 0 && { peakMemoryBytes: memory.bytes }),
      };
    } finally {
      memory.stop();
      for (const timer of timers) clearTimeout(timer);
      job.remove();
    }
  }

  return { pid: child.pid ?? 0, cancel, kill: () => child.kill('SIGKILL'), finished: finish() };
}

interface ActionMetadata {
  inputs?: Record<string, { default?: unknown } | null>;
  runs: { using: string; main: string };
}

/** The folders and command files of a step, in one temporary folder. */
class JobFolder {
  readonly #root = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')));
  readonly workspace = this.#folder('workspace');
  readonly home = this.#folder('home');
  readonly temp = this.#folder('_temp');
  readonly tools = this.#folder('_tool');
  readonly event = join(this.temp, 'event.json');
  readonly output = this.#commandFile('set_output');
  readonly state = this.#commandFile('save_state');
  readonly summary = this.#commandFile('step_summary');
  readonly env = this.#commandFile('set_env');
  readonly path = this.#commandFile('add_path');

  constructor() {
    writeFileSync(this.event, '{}');
  }

  #folder(name: string): string {
    const path = join(this.#root, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  #commandFile(name: string): string {
    const path = join(this.#folder('_temp/_runner_file_commands'), `${name}_${randomUUID()}`);
    writeFileSync(path, '');
    return path;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Variables that a step can override. Passes on only what Node needs from this process's own environment. */
function baseEnvironment(job: JobFolder): NodeJS.ProcessEnv {
  const inherited = ['PATH', 'SystemRoot'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(inherited), HOME: job.home, CI: 'true' };
}

/** Variables that a step cannot override. */
function runnerEnvironment(job: JobFolder): NodeJS.ProcessEnv {
  const systems: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__contoso_go-live',
    GITHUB_ACTION_REF: 'v1',
    GITHUB_ACTION_REPOSITORY: 'contoso/go-live',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_ENV: job.env,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: job.event,
    GITHUB_JOB: 'release',
    GITHUB_OUTPUT: job.output,
    GITHUB_PATH: job.path,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'contoso/offers',
    GITHUB_REPOSITORY_OWNER: 'contoso',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_STATE: job.state,
    GITHUB_STEP_SUMMARY: job.summary,
    GITHUB_WORKFLOW: 'Release',
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'stand-in',
    RUNNER_OS: systems[process.platform] ?? process.platform,
    RUNNER_TEMP: job.temp,
    RUNNER_TOOL_CACHE: job.tools,
    RUNNER_TRACKING_ID: `github_${randomUUID()}`,
    RUNNER_WORKSPACE: dirname(job.workspace),
  };
}

/** The INPUT_* variables. As in the runner, spaces become `_`, letters become upper case, and `-` and `.` stay. */
function inputEnvironment(action: ActionMetadata, given: Record<string, string>): NodeJS.ProcessEnv {
  const declared = Object.entries(action.inputs ?? {});
  const defaults = declared.map(([name, input]): [string, string] => [name, String(input?.default ?? '')]);
  const inputs = [...defaults, ...Object.entries(given)];
  return Object.fromEntries(
    inputs.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

/** The runner warns about inputs that the action does not declare, but passes them anyway. */
function unexpectedInputs(action: ActionMetadata, given: Record<string, string>): string[] {
  const valid = Object.keys(action.inputs ?? {});
  const known = new Set(valid.map((name) => name.toLowerCase()));
  const unexpected = Object.keys(given).filter((name) => !known.has(name.toLowerCase()));
  const quote = (names: string[]) => names.map((name) => `'${name}'`).join(', ');
  return unexpected.length > 0
    ? [`Unexpected input(s) ${quote(unexpected)}, valid inputs are [${quote(valid)}]`]
    : [];
}

/** Reads a pipe line by line. As in .NET's StreamReader, CR, LF and CRLF all end a line. */
function readLines(
  stream: Readable,
  onText: (text: string) => void,
  onLine: (line: string) => void,
): Promise<void> {
  let pending = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    onText(text);
    // A CR at the end of the data so far may be half of a CRLF.
    const lines = (pending + text).split(/\r\n|\n|\r(?!$)/);
    pending = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return new Promise((resolve) => {
    stream.on('close', () => {
      if (pending !== '') onLine(pending.replace(/\r$/, ''));
      resolve();
    });
  });
}

/** Samples the peak resident size of a process from /proc. */
class PeakMemory {
  bytes = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number | undefined) {
    this.#timer = setInterval(() => {
      try {
        const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
        this.bytes = Math.max(this.bytes, Number(kilobytes ?? 0) * 1024);
      } catch {
        // This is not Linux, or the process has ended.
      }
    }, 50);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
