/** Runs the shipped bundle in accelerated time, and checks what must be true of every run. */
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  type RunningStep,
  type StepResult,
  type StepSetup,
  startStep,
} from '../../../emulator/runner/runner.ts';
import type { OfferResult } from '../../../src/model/result.ts';
import { type Api, cloudPartnerPortal, inputsOf } from './api-inputs.ts';
import { expectOnlyText } from './summary-shape.ts';

/** The token that tests pass: text that appears nowhere else. */
export const token = 'the-secret.of-these_tests.0123456789';

/** A step with these inputs and no others. */
export interface FastSetup extends StepSetup {
  /** How many times faster than the real clock the action runs. Default 20. */
  fast?: number;
}

export interface ActionSetup extends FastSetup {
  /** Default: the Cloud Partner Portal API. */
  api?: Api;
}

/** The result of a step that has ended. */
export interface Ended extends StepResult {
  /** The parsed output `result`. */
  offers: OfferResult[];
  /** The first of `offers`. */
  offer: OfferResult;
}

/** Shorter than a test's timeout. */
const longestMs = 50_000;
const preload = join(import.meta.dirname, '../process/fast-time.js');

/** Starts the shipped bundle in accelerated time. */
export function startFast({ fast = 20, ...setup }: FastSetup): RunningStep {
  const step = startStep({
    ...setup,
    nodeOptions: ['--import', preload, ...(setup.nodeOptions ?? [])],
    env: { FAST_TIME: String(fast), ...setup.env },
  });
  // A step that hangs fails its test and must not outlive it.
  const guard = setTimeout(step.kill, longestMs);
  const release = () => clearTimeout(guard);
  step.finished.then(release, release);
  return step;
}

/**
 * Starts the shipped bundle on one offer: `contoso/vm`, unless the inputs name another.
 * @param url the origin of the API
 */
export function startAction(url: string, setup: ActionSetup = {}): RunningStep {
  const { api = cloudPartnerPortal, ...rest } = setup;
  return startFast({
    ...rest,
    with: {
      publisher: 'contoso',
      offer: 'vm',
      token,
      ...inputsOf(api, url),
      // Every 50 ms, where nothing else is said of the speed.
      'poll-interval-seconds': '1',
      ...setup.with,
    },
  });
}

/** Runs the bundle to its end and checks it with `sound`. */
export async function runAction(url: string, setup?: ActionSetup): Promise<Ended> {
  return sound(await startAction(url, setup).finished);
}

const outputNames = [
  'failure-kind',
  'message',
  'operation-id',
  'operation-url',
  'portal-url',
  'result',
  'started',
  'status',
  'timed-out',
];

/**
 * Checks what must be true of every run that was not killed: the token leaks nowhere, text from outside is escaped, and a
 * failure says why.
 */
export function sound(result: StepResult): Ended {
  const { outputs, files, rawOutput, masks, annotations, log } = result;
  expect(result.refused).toEqual([]);
  expect(result.exitCode, log.join('\n')).toBeOneOf([0, 1]);
  expect(Object.keys(outputs).sort()).toEqual(outputNames);
  expect(files).toMatchObject({ env: '', path: '', state: '' });

  // The action masks the token before it prints anything else, and masks nothing else.
  expect(masks.length).toBeOneOf(outputs['failure-kind'] === 'input' ? [0, 1] : [1]);
  expect(rawOutput.startsWith('::add-mask::')).toBe(masks.length === 1);
  const lines = rawOutput.split(/\r\n|\n|\r/).filter((line) => !line.startsWith('::add-mask::'));
  const seen = [...lines, ...log, files.output, files.summary].join('\n');
  expect(seen).not.toContain(token);
  expect(seen).not.toMatch(/\[object Object\]|\bNaN\b|\bundefined\b|Internal error, please report it/);

  expect(lines.filter((line) => line.includes('##['))).toEqual([]);
  expect(lines.filter((line) => /^\s*::(?!(debug|warning|error|group|endgroup)::)/.test(line))).toEqual([]);
  // No group within another, and each one ends.
  const groups = lines.flatMap((line) => /^::((?:end)?group)::/.exec(line)?.[1] ?? []);
  expect(groups).toEqual(groups.map((_, index) => (index % 2 === 0 ? 'group' : 'endgroup')));
  expect(groups.length % 2).toBe(0);
  expectOnlyText(files.summary);

  const errors = annotations.filter(({ type }) => type === 'error');
  if (result.exitCode === 0) {
    expect(errors.filter(({ message }) => message !== 'The operation was canceled.')).toEqual([]);
  } else {
    expect(errors.length).toBeGreaterThan(0);
    expect(outputs['failure-kind']).not.toBe('');
    expect(outputs['message']).not.toBe('');
  }
  const offers = JSON.parse(outputs['result'] ?? '') as OfferResult[];
  return { ...result, offers, offer: offers[0] as OfferResult };
}

/** The POST requests, which are the go-lives. */
export const posts = <R extends { method: string }>({ requests }: { requests: R[] }): R[] =>
  requests.filter(({ method }) => method === 'POST');
