import { join } from 'node:path';
import { expect } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import type { OfferSetup } from '../../../emulator/marketplace/offer.ts';
import {
  type RunningStep,
  type StepResult,
  type StepSetup,
  startStep,
} from '../../../emulator/runner/runner.ts';
import type { OfferResult } from '../../../src/golive/result.ts';
import { type Answer, type ScriptServer, startScript } from '../servers/script-server.ts';
import { type Api, cloudPartnerPortal, inputsOf } from './api-inputs.ts';

/** What the tests give as the token: a word that stands nowhere else. */
export const token = 'the-secret.of-these_tests.0123456789';

export const offerPath = '/api/publishers/contoso/offers/vm';
export const operationPath = `${offerPath}/operations/0a1b2c3d-0000-4000-8000-000000000000`;
const goLivePath = `${offerPath}/golive`;

export interface ActionSetup extends StepSetup {
  /** Default: the Cloud Partner Portal. */
  api?: Api;
  /** How many times faster than the clock the action lives. Default 20: a look every 50 ms. */
  fast?: number;
}

/** A step that has ended. */
export interface Ended extends StepResult {
  /** The output `result`. */
  offers: OfferResult[];
  /** Of `offers`, the first. */
  offer: OfferResult;
}

/** Within the time that a test has. */
const longestMs = 50_000;
const preload = join(import.meta.dirname, '../process/fast-time.js');

/** Starts the shipped bundle on one offer, `contoso/vm` unless the inputs say otherwise. @param url the origin of the API */
export function startAction(url: string, setup: ActionSetup = {}): RunningStep {
  const { api = cloudPartnerPortal, fast = 20, ...rest } = setup;
  const step = startStep({
    ...rest,
    nodeOptions: ['--import', preload, ...(setup.nodeOptions ?? [])],
    env: { FAST_TIME: String(fast), ...setup.env },
    with: {
      publisher: 'contoso',
      offer: 'vm',
      token,
      ...inputsOf(api, url),
      'poll-interval-seconds': '1',
      ...setup.with,
    },
  });
  // One that hangs fails its test, and is not left behind.
  const guard = setTimeout(step.kill, longestMs);
  const release = () => clearTimeout(guard);
  step.finished.then(release, release);
  return step;
}

/** Runs it to its end, and checks what holds of every run. */
export async function runAction(url: string, setup?: ActionSetup): Promise<Ended> {
  return sound(await startAction(url, setup).finished);
}

/** An offer that waits for its go-live: the one that the action is run on, unless the inputs say otherwise. */
export const waitingVm = {
  publisher: 'contoso',
  offer: 'vm',
  state: 'waiting-for-sign-off',
} as const satisfies OfferSetup;

/** How an emulator is set up. */
export interface EmulatorSetup {
  offers: OfferSetup[];
  /** Emulated hours from one request to the next: time is counted in requests, so nothing hangs on the machine. Default 8. */
  hours?: number;
  prepare?: (emulator: Emulator) => void;
}

/** Starts an emulator that takes the token of the tests only. */
export async function startCountingEmulator({
  offers,
  hours = 8,
  prepare,
}: EmulatorSetup): Promise<Emulator> {
  let requests: unknown[] = [];
  const now = () => requests.length * hours * 3_600_000;
  const emulator = await startEmulator({ offers, tokens: [token], now });
  ({ requests } = emulator);
  prepare?.(emulator);
  return emulator;
}

/** Runs it against such an emulator, which is stopped then. */
export async function runOnEmulator(
  options: EmulatorSetup,
  setup?: ActionSetup,
): Promise<Ended & { emulator: Emulator }> {
  const emulator = await startCountingEmulator(options);
  try {
    return { ...(await runAction(emulator.url, setup)), emulator };
  } finally {
    await emulator.stop();
  }
}

/** Runs it against scripted answers; none may be missing. */
export async function runOnScript(
  answers: Answer[],
  setup: ActionSetup = {},
): Promise<Ended & { server: ScriptServer }> {
  const server = await startScript(answers);
  try {
    const ended = await runAction(server.url, setup);
    expect(server.unexpected).toEqual([]);
    return { ...ended, server };
  } finally {
    await server.stop();
  }
}

const outputNames = [
  'failure-kind',
  'message',
  'operation-id',
  'operation-url',
  'result',
  'started',
  'status',
  'timed-out',
];

/** What holds of every run that was not killed: the token is nowhere, what came from outside is text, red says why. */
export function sound(result: StepResult): Ended {
  const { outputs, files, rawOutput, masks, annotations, log } = result;
  expect(result.refused).toEqual([]);
  expect(result.exitCode, log.join('\n')).toBeOneOf([0, 1]);
  expect(Object.keys(outputs).sort()).toEqual(outputNames);
  expect(files).toMatchObject({ env: '', path: '', state: '' });

  // The token is masked before anything else is said, and nothing besides.
  expect(masks.length).toBeOneOf(outputs['failure-kind'] === 'input' ? [0, 1] : [1]);
  expect(rawOutput.startsWith('::add-mask::')).toBe(masks.length === 1);
  const lines = rawOutput.split(/\r\n|\n|\r/).filter((line) => !line.startsWith('::add-mask::'));
  const seen = [...lines, ...log, files.output, files.summary].join('\n');
  expect(seen).not.toContain(token);
  expect(seen).not.toMatch(/\[object Object\]|\bNaN\b|\bundefined\b|A fault of this action/);

  expect(lines.filter((line) => line.includes('##['))).toEqual([]);
  expect(lines.filter((line) => /^\s*::(?!(debug|warning|error)::)/.test(line))).toEqual([]);
  expect(withoutOurTags(files.summary)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
  // A blank line would end the HTML and begin Markdown.
  expect(files.summary).not.toMatch(/\n[ \t]*\n/);
  expect(files.summary).toContain('<h3>');

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

function withoutOurTags(html: string): string {
  return html
    .replace(/<\/?(h3|p|b|br|code|li|pre|table|td|th|tr|ul)>/g, '')
    .replace(/<a href="https:\/\/partner\.microsoft\.com\/[\w/-]+">Offers in Partner Center<\/a>/, '');
}

/** The document of an operation, or of an offer's status: the steps around the sign-off, unless others are given. */
export function document(status: string, signOff = 'complete', live = 'inProgress', more: object = {}) {
  return {
    status,
    messages: [],
    steps: [
      { id: 'displaycertify', stepName: 'Certification', status: 'complete', messages: [] },
      { id: 'publisher-signoff', stepName: 'Publisher signoff', status: signOff, messages: [] },
      { id: 'live', stepName: 'Live', status: live, messages: [] },
    ],
    ...more,
  };
}

export const waiting = document('running', 'waitingForPublisherReview', 'notStarted');

/** The offer waits for its go-live. */
export const look = (body: unknown = waiting): Answer => ({
  method: 'GET',
  path: `${offerPath}/status`,
  status: 200,
  body,
});

/** The go-live is accepted. */
export const accept: Answer = {
  method: 'POST',
  path: goLivePath,
  status: 202,
  headers: { location: `${operationPath}?api-version=2017-10-31` },
};

/** What the operation shows, look by look. */
export const operation = (...bodies: unknown[]): Answer[] =>
  bodies.map((body) => ({ method: 'GET', path: operationPath, status: 200, body }));

/** The whole go-live of one of several offers: the look, its acceptance, and what the operation shows, look by look. */
export function goLiveOf(offer: string, bodies: readonly unknown[]): Answer[] {
  const path = `/api/publishers/contoso/offers/${offer}`;
  return [
    { method: 'GET', path: `${path}/status`, status: 200, body: waiting },
    { method: 'POST', path: `${path}/golive`, status: 202, headers: { location: `${path}/operations/1` } },
    ...bodies.map((body) => ({ method: 'GET', path: `${path}/operations/1`, status: 200, body })),
  ];
}

/** The go-lives that were sent. */
export const posts = <R extends { method: string }>({ requests }: { requests: R[] }): R[] =>
  requests.filter(({ method }) => method === 'POST');
