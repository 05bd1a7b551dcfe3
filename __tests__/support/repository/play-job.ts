/** Plays a job of our own workflows, as far as that can be done without GitHub. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { parse } from 'yaml';
import { startStep } from '../../../emulator/runner/runner.ts';

export interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  run?: string;
  shell?: string;
  with?: Record<string, unknown>;
  env?: Record<string, unknown>;
  'continue-on-error'?: boolean;
}

export interface Job {
  needs?: string | string[];
  if?: string;
  uses?: string;
  'runs-on'?: string;
  'timeout-minutes'?: number;
  environment?: unknown;
  permissions?: Record<string, string>;
  defaults?: { run?: { shell?: string } };
  env?: Record<string, unknown>;
  steps?: Step[];
}

export interface Workflow {
  defaults?: { run?: { shell?: string } };
  on: Record<string, unknown>;
  permissions?: unknown;
  concurrency?: { group: string; 'cancel-in-progress': unknown };
  jobs: Record<string, Job>;
}

export function readWorkflow(path: string): Workflow {
  return parse(readFileSync(path, 'utf8'));
}

export interface PlayOptions {
  /** What expressions can ask for, e.g. `{ inputs: { version: '1.0.0' } }`. The player adds `env` and `steps`. */
  contexts?: Record<string, unknown>;
  /** Set for every step, over the `env` of the job. */
  env?: Record<string, string>;
  /** The folder that is checked out. Default: this one. */
  folder?: string;
  /** What a job with `permissions: id-token: write` gets. */
  idToken?: { url: string; token: string };
}

export interface PlayedStep {
  /** `name`, `id`, or what it runs. */
  name: string;
  outcome: 'success' | 'failure' | 'skipped';
  outputs: Record<string, string>;
  log: string;
}

export interface PlayedJob {
  result: 'success' | 'failure';
  /** Without the actions of others, which only GitHub can run. */
  steps: PlayedStep[];
  log: string;
  summary: string;
}

/** Plays the steps of a job: `run` with bash, `uses: ./` with the shipped action. What a step leaves running ends with the job. */
export async function playJob(
  workflow: Workflow,
  name: string,
  options: PlayOptions = {},
): Promise<PlayedJob> {
  const job = workflow.jobs[name];
  if (!job) throw new Error(`There is no job ${name}.`);
  const temp = mkdtempSync(join(tmpdir(), 'job-'));
  const file = (label: string) => {
    const path = join(temp, label);
    writeFileSync(path, '');
    return path;
  };
  const summary = file('summary');
  const groups: number[] = [];
  const played: PlayedStep[] = [];
  const byId: Record<string, object> = {};
  let hasFailed = false;
  const functions = { always: () => true, success: () => !hasFailed, failure: () => hasFailed };
  try {
    for (const [index, step] of (job.steps ?? []).entries()) {
      if (step.uses !== undefined && step.uses !== './') continue;
      const base = { ...strings(job.env, options.contexts), ...options.env };
      const contexts = { ...options.contexts, steps: byId, env: base };
      const env = { ...base, ...strings(step.env, contexts) };
      const shown: PlayedStep = {
        name: step.name ?? step.id ?? step.run ?? '',
        outcome: 'skipped',
        outputs: {},
        log: '',
      };
      played.push(shown);
      // A condition without a function of its own asks for success as well.
      const condition = step.if ?? 'success()';
      const asks = /\b(always|failure|success)\(\)/.test(condition)
        ? condition
        : `success() && (${condition})`;
      if (evaluate(asks, contexts, functions) !== 'true') continue;

      if (step.uses) {
        const result = await startStep({
          with: strings(step.with, contexts),
          env,
          ...(options.idToken && { idToken: options.idToken }),
        }).finished;
        Object.assign(shown, {
          outcome: result.conclusion,
          outputs: result.outputs,
          log: result.log.join('\n'),
        });
      } else {
        const output = file(`output-${index}`);
        const script = join(temp, `step-${index}.sh`);
        writeFileSync(script, substitute(step.run ?? '', contexts));
        const shell = step.shell ?? job.defaults?.run?.shell ?? workflow.defaults?.run?.shell;
        if (shell !== undefined && shell !== 'bash') throw new Error(`The shell ${shell} is not played.`);
        // docs.github.com, workflow syntax, jobs.<job_id>.steps[*].shell
        const flags = shell ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
        const child = spawn('bash', [...flags, script], {
          cwd: options.folder ?? process.cwd(),
          detached: true,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            ...process.env,
            PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
            RUNNER_TEMP: temp,
            GITHUB_OUTPUT: output,
            GITHUB_STEP_SUMMARY: summary,
            ...env,
          },
        });
        if (child.pid) groups.push(child.pid);
        for (const stream of [child.stdout, child.stderr]) {
          stream.setEncoding('utf8').on('data', (text: string) => {
            shown.log += text;
          });
        }
        const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
        shown.outcome = code === 0 ? 'success' : 'failure';
        const pairs = readFileSync(output, 'utf8').matchAll(/^([\w-]+)=(.*)$/gm);
        shown.outputs = Object.fromEntries([...pairs].map(([, key, value]) => [key, value]));
      }
      if (step.id) byId[step.id] = { outcome: shown.outcome, outputs: shown.outputs };
      hasFailed ||= shown.outcome === 'failure' && !step['continue-on-error'];
    }
    return {
      result: hasFailed ? 'failure' : 'success',
      steps: played,
      log: played.map(({ log }) => log).join('\n'),
      summary: readFileSync(summary, 'utf8'),
    };
  } finally {
    for (const group of groups) {
      try {
        process.kill(-group, 'SIGKILL');
      } catch {
        // Nothing was left running.
      }
    }
    rmSync(temp, { recursive: true });
  }
}

/** The value of an expression, by GitHub's own evaluator, as the text that it becomes in a workflow. */
export function evaluate(
  expression: string,
  contexts: Record<string, unknown>,
  functions: Record<string, () => boolean> = {},
): string {
  const infos = Object.entries(functions).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value()),
  }));
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), infos).parse();
  const context: data.Dictionary = JSON.parse(JSON.stringify(contexts), data.reviver);
  return new Evaluator(tree, context, new Map(infos.map((info) => [info.name, info])))
    .evaluate()
    .coerceString();
}

function substitute(text: string, contexts: Record<string, unknown>): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression, contexts));
}

function strings(values: Record<string, unknown> = {}, contexts: Record<string, unknown> = {}) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, substitute(String(value), contexts)]),
  );
}
