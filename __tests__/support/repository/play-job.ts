/** Plays a job of a workflow, as far as that can be done without GitHub. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { startStep } from '../../../emulator/runner/runner.ts';
import { action } from '../../../scripts/pin.ts';
import { type Contexts, holds, substitute, substituteAll } from './expressions.ts';

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
  'working-directory'?: string;
}

export interface Job {
  needs?: string | string[];
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
  secrets?: Record<string, unknown>;
  'runs-on'?: string;
  'timeout-minutes'?: number;
  'continue-on-error'?: boolean;
  strategy?: { matrix: Record<string, unknown> | string; 'fail-fast'?: boolean; 'max-parallel'?: number };
  environment?: string | { name: string; deployment?: boolean };
  permissions?: Record<string, string>;
  defaults?: { run?: { shell?: string } };
  env?: Record<string, unknown>;
  outputs?: Record<string, string>;
  steps?: Step[];
}

export interface Input {
  description?: string;
  type?: string;
  required?: boolean;
  default?: unknown;
  options?: string[];
}

export interface Trigger {
  types?: string[];
  inputs?: Record<string, Input>;
  outputs?: Record<string, { description?: string; value: string }>;
}

export interface Workflow {
  defaults?: { run?: { shell?: string } };
  on: Record<string, Trigger | null>;
  permissions?: unknown;
  concurrency?: { group: string; queue?: string; 'cancel-in-progress'?: unknown };
  env?: Record<string, unknown>;
  jobs: Record<string, Job>;
}

export function readWorkflow(path: string): Workflow {
  return parse(readFileSync(path, 'utf8'));
}

export interface PlayOptions {
  /** What expressions can ask for, e.g. `{ inputs: { version: '1.0.0' } }`. The player adds `env` and `steps`. */
  contexts?: Contexts;
  /** Set for every step, over the `env` of the job. */
  env?: Record<string, string>;
  /** Inputs of this action, over those of the workflow, e.g. to use the emulator in place of the live service. */
  actionInputs?: Record<string, string>;
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
  outputs: Record<string, string>;
  log: string;
  summary: string;
}

/**
 * Plays the steps of a job: `run` with bash, this action in whatever form it is used with the shipped one, and checkouts of this
 * repository into a folder. What a step leaves running ends with the job.
 */
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
  const workspace = options.folder ?? process.cwd();
  /** The folders into which this repository is checked out, and where it is. */
  const checkouts = new Map([['.', process.cwd()]]);
  const groups: number[] = [];
  const played: PlayedStep[] = [];
  const byId: Record<string, object> = {};
  const jobContexts = { ...options.contexts, steps: byId };
  const jobEnv = { ...substituteAll({ ...workflow.env, ...job.env }, options.contexts), ...options.env };
  let hasFailed = false;
  try {
    for (const [index, step] of (job.steps ?? []).entries()) {
      const contexts = { ...jobContexts, env: jobEnv };
      const isAsked = holds(step.if, contexts, { hasFailed });
      const given = substituteAll(step.with, contexts);
      if (step.uses?.startsWith('actions/checkout@') && isAsked && given['path']) {
        if (given['repository'] === action) checkouts.set(given['path'], process.cwd());
        continue;
      }
      const actionDir = folderOfAction(step.uses, checkouts);
      if (step.uses !== undefined && actionDir === undefined) continue;

      const env = { ...jobEnv, ...substituteAll(step.env, contexts) };
      const shown: PlayedStep = {
        name: step.name ?? step.id ?? step.run ?? '',
        outcome: 'skipped',
        outputs: {},
        log: '',
      };
      played.push(shown);
      if (!isAsked) continue;

      if (actionDir !== undefined) {
        const result = await startStep({
          actionDir,
          with: { ...given, ...options.actionInputs },
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
        const directory = step['working-directory'];
        const child = spawn('bash', [...flags, script], {
          cwd: directory ? (checkouts.get(directory) ?? join(workspace, directory)) : workspace,
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
      outputs: substituteAll(job.outputs, { ...jobContexts, env: jobEnv }),
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

/** Where the action of a step is; undefined if it is not this one. */
function folderOfAction(uses: string | undefined, checkouts: Map<string, string>): string | undefined {
  if (uses === undefined) return undefined;
  if (uses.startsWith(`${action}@`)) return process.cwd();
  return uses.startsWith('./') ? checkouts.get(uses.slice(2) || '.') : undefined;
}
