/** Walks the jobs of a workflow as GitHub would: needs, conditions, environments, matrices, outputs, called workflows. */
import { action } from '../../../scripts/pin.ts';
import { type Contexts, evaluateJson, holds, substitute } from './expressions.ts';
import {
  type Input,
  type Job,
  type PlayedStep,
  type PlayOptions,
  playJob,
  readWorkflow,
  type Workflow,
} from './play-job.ts';

export interface Environment {
  vars?: Record<string, string>;
  /** Default: it has no wait timer. */
  waitMinutes?: number;
}

export interface RunOptions extends Omit<PlayOptions, 'contexts'> {
  /** The `github` context. */
  github?: Record<string, unknown>;
  /** Of `workflow_dispatch`. */
  inputs?: Record<string, unknown>;
  secrets?: Record<string, string>;
  environments?: Record<string, Environment>;
  /** A wait timer runs for so long. */
  onWait?: (minutes: number) => void;
  /** What befalls a job before its first step: its runner is lost, or somebody cancels the run. */
  fate?: (job: string) => 'lost' | 'canceled' | undefined;
  /** What GitHub tells a called workflow of itself. Default: that it is of this repository. */
  workflowIdentity?: Record<string, string>;
}

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface PlayedRunJob {
  /** With the names of the jobs that call its workflow, as in `go-live / start`. */
  name: string;
  /** As people see it: a failure is one, also where it is tolerated. */
  result: Result;
  environment?: string;
  /** Whether GitHub makes a record of a deployment. */
  isDeployment?: boolean;
  steps: PlayedStep[];
  log: string;
}

export interface PlayedRun {
  result: Result;
  /** In the order in which they ended, with those that were skipped. */
  jobs: PlayedRunJob[];
  /** Of a called workflow. */
  outputs: Record<string, string>;
  concurrencyGroup: string;
}

/** Plays a workflow from its trigger to its end. Jobs that could run side by side run one after the other. */
export function playWorkflow(workflow: Workflow, options: RunOptions = {}): Promise<PlayedRun> {
  const github = {
    event_name: 'workflow_dispatch',
    repository: 'contoso/offers',
    run_id: 1,
    token: 'the-token-of-the-job',
    event: {},
    ...options.github,
  };
  const declared = workflow.on[github.event_name]?.inputs ?? {};
  return new Run(options).walk(workflow, {
    prefix: '',
    contexts: {
      github,
      inputs: inputsOf(declared, options.inputs ?? {}),
      vars: {},
      secrets: options.secrets ?? {},
      job: {},
    },
  });
}

/** A workflow in a run. */
interface Place {
  prefix: string;
  contexts: Contexts;
  /** What the job that calls the workflow may do; undefined if none does. */
  granted?: Record<string, string>;
}

/** How a job has ended, for those that need it. */
interface Ended {
  result: Result;
  outputs: Record<string, string>;
}

class Run {
  readonly #options: RunOptions;
  #isCancelled = false;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  async walk(workflow: Workflow, place: Place): Promise<PlayedRun> {
    const ended: Record<string, Ended> = {};
    const jobs: PlayedRunJob[] = [];
    for (const name of inOrder(workflow.jobs)) {
      const job = workflow.jobs[name] as Job;
      const before = ancestorsOf(name, workflow.jobs).map((one) => ended[one]?.result);
      const needs = Object.fromEntries(needsOf(job).map((one) => [one, ended[one]]));
      const contexts = { ...place.contexts, needs };
      const isAsked = holds(job.if, contexts, {
        hasFailed: before.includes('failure'),
        hasSkipped: before.includes('skipped'),
        isCancelled: this.#isCancelled,
      });
      if (!isAsked) {
        jobs.push({ name: place.prefix + name, result: 'skipped', steps: [], log: '' });
        ended[name] = { result: 'skipped', outputs: {} };
        continue;
      }
      const legs: Ended[] = [];
      for (const matrix of matricesOf(job, contexts)) {
        const values = Object.values(matrix ?? {}).map((value) => JSON.stringify(value));
        const label = place.prefix + name + (matrix ? ` (${values.join(', ')})` : '');
        const leg = { ...place, contexts: { ...contexts, matrix: matrix ?? {} } };
        const played = await (job.uses
          ? this.#call(job, label, leg)
          : this.#play(workflow, name, label, leg));
        jobs.push(...played.jobs);
        legs.push(played);
      }
      const results = legs.map(({ result }) => result);
      const result = (['failure', 'cancelled'] as const).find((one) => results.includes(one)) ?? 'success';
      ended[name] = {
        // actions/toolkit#581: a failure that is tolerated is a success for the jobs that need this one.
        result: result === 'failure' && job['continue-on-error'] ? 'success' : result,
        outputs: Object.assign({}, ...legs.map(({ outputs }) => outputs)),
      };
    }
    const hasFailed = Object.values(ended).some(({ result }) => result === 'failure');
    const outputs = Object.entries(workflow.on['workflow_call']?.outputs ?? {}).map(([name, { value }]) => [
      name,
      substitute(value, { ...place.contexts, jobs: ended }),
    ]);
    return {
      result: this.#isCancelled ? 'cancelled' : hasFailed ? 'failure' : 'success',
      jobs,
      outputs: Object.fromEntries(outputs),
      concurrencyGroup: substitute(workflow.concurrency?.group ?? '', place.contexts),
    };
  }

  /** A job that calls a workflow. */
  #call(
    { uses = '', permissions = {}, ...job }: Job,
    label: string,
    { contexts }: Place,
  ): Promise<PlayedRun> {
    const path = /^(?:\.|[\w-]+\/[\w-]+)\/(\.github\/workflows\/[\w-]+\.yml)(?:@|$)/.exec(uses)?.[1];
    if (!path || !(uses.startsWith('./') || uses.startsWith(`${action}/`))) {
      throw new Error(`${uses} is no workflow of this repository.`);
    }
    const workflow = readWorkflow(path);
    const given = Object.fromEntries(
      Object.entries(job.with ?? {}).map(([name, value]) => [name, typedValue(value, contexts)]),
    );
    return this.walk(workflow, {
      prefix: `${label} / `,
      granted: permissions,
      contexts: {
        github: contexts['github'],
        vars: {},
        secrets: {},
        inputs: inputsOf(workflow.on['workflow_call']?.inputs ?? {}, given),
        job: this.#options.workflowIdentity ?? {
          workflow_repository: action,
          workflow_sha: '0123456789'.repeat(4),
        },
      },
    });
  }

  /** A job with steps. */
  async #play(
    workflow: Workflow,
    name: string,
    label: string,
    { contexts, granted }: Place,
  ): Promise<Ended & { jobs: PlayedRunJob[] }> {
    const { environment, permissions = {} } = workflow.jobs[name] as Job;
    const excess = Object.keys(permissions).filter((right) => granted && !(right in granted));
    if (excess.length > 0)
      throw new Error(`${label} asks for ${excess}, which the calling job does not grant.`);

    const { name: template = '', deployment = true } =
      typeof environment === 'string' ? { name: environment } : (environment ?? {});
    const place = substitute(template, contexts);
    const rules = this.#options.environments?.[place];
    if (place && !rules) throw new Error(`${label} names the environment ${place}, which is not there.`);
    if (rules?.waitMinutes) this.#options.onWait?.(rules.waitMinutes);
    const shown = { name: label, ...(place && { environment: place, isDeployment: deployment }) };

    const fate = this.#options.fate?.(label);
    if (fate) {
      this.#isCancelled ||= fate === 'canceled';
      const result = fate === 'lost' ? 'failure' : 'cancelled';
      return { result, outputs: {}, jobs: [{ ...shown, result, steps: [], log: '' }] };
    }
    const { idToken, secrets = {}, ...options } = this.#options;
    const { result, outputs, steps, log } = await playJob(workflow, name, {
      ...options,
      contexts: { ...contexts, vars: rules?.vars ?? {} },
      ...(idToken && permissions['id-token'] === 'write' && { idToken }),
    });
    return {
      result,
      outputs: Object.fromEntries(
        // actions/runner, JobExtension.cs: what is empty, or may contain a secret, gets no further.
        Object.entries(outputs).filter(
          ([, value]) => value && !Object.values(secrets).some((secret) => value.includes(secret)),
        ),
      ),
      jobs: [{ ...shown, result, steps, log }],
    };
  }
}

function needsOf({ needs = [] }: Job): string[] {
  return typeof needs === 'string' ? [needs] : needs;
}

/** All jobs that must have ended before this one, not the nearest alone. */
function ancestorsOf(name: string, jobs: Record<string, Job>): string[] {
  const found = new Set<string>();
  const add = (one: string) => {
    for (const needed of needsOf(jobs[one] ?? {})) {
      if (!found.has(needed)) {
        found.add(needed);
        add(needed);
      }
    }
  };
  add(name);
  return [...found];
}

/** The names of the jobs, each after those that it needs. */
function inOrder(jobs: Record<string, Job>): string[] {
  const ordered: string[] = [];
  for (const name of Object.keys(jobs)) {
    ordered.push(...[...ancestorsOf(name, jobs).reverse(), name].filter((one) => !ordered.includes(one)));
  }
  return ordered;
}

/** The values of each leg of a matrix; one undefined if the job has none. */
function matricesOf({ strategy }: Job, contexts: Contexts): (Record<string, unknown> | undefined)[] {
  if (!strategy) return [undefined];
  return Object.entries(strategy.matrix).reduce<Record<string, unknown>[]>(
    (legs, [name, values]) => {
      const list = typedValue(values, contexts) as unknown[];
      return legs.flatMap((leg) => list.map((value) => ({ ...leg, [name]: value })));
    },
    [{}],
  );
}

/** A value of a workflow, of its own type where it is one expression. */
function typedValue(value: unknown, contexts: Contexts): unknown {
  if (typeof value !== 'string') return value;
  const [, expression] = /^\$\{\{([^}]*)\}\}$/.exec(value.trim()) ?? [];
  return expression === undefined ? substitute(value, contexts) : evaluateJson(expression, contexts);
}

/** The `inputs` context, with the declared types and defaults. Throws where GitHub would not start the workflow. */
function inputsOf(declared: Record<string, Input>, given: Record<string, unknown>): Record<string, unknown> {
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  const missing = Object.keys(declared).filter((name) => declared[name]?.required && !(name in given));
  if (unknown.length + missing.length > 0) {
    throw new Error(`Inputs that are not declared: ${unknown}; inputs that are missing: ${missing}.`);
  }
  const typed = Object.entries(declared).map(([name, { type = 'string', default: usual = '', options }]) => {
    const value = given[name] ?? usual;
    const types: Record<string, string> = { boolean: 'boolean', number: 'number' };
    const isRight =
      typeof value === (types[type] ?? 'string') && (!options || options.includes(String(value)));
    if (!isRight) throw new Error(`The input ${name} cannot be ${JSON.stringify(value)}.`);
    return [name, value];
  });
  return Object.fromEntries(typed);
}
