import { describeToken } from './auth/claims.ts';
import { givenToken } from './auth/credential.ts';
import type { Clock } from './clock.ts';
import { InputError } from './errors.ts';
import { goLive } from './golive/golive.ts';
import { nameOf } from './golive/operation.ts';
import { isWell, newResult } from './golive/result.ts';
import type { OfferRun } from './golive/run.ts';
import { ApiClient } from './http/api-client.ts';
import type { Transport } from './http/transport.ts';
import { type Inputs, readInputs, type Target } from './inputs.ts';
import { apis } from './marketplace/apis.ts';
import type { Marketplace } from './marketplace/marketplace.ts';
import { outputsOf } from './outputs.ts';
import { Report } from './report/report.ts';
import { logLine, span } from './report/text.ts';
import type { Runner } from './runner.ts';

/** What the action needs of the world around it. */
export interface World {
  runner: Runner;
  clock: Clock;
  transport: Transport;
  /** 0 to 1. */
  random: () => number;
  /** Aborted with an `Interrupted` when the runner stops the step. */
  signal: AbortSignal;
}

/**
 * The action: inputs, credentials, marketplace, each offer, report.
 * @returns the exit code: 0 for a known good end, else 1
 */
export async function run(world: World): Promise<number> {
  let inputs: Inputs;
  try {
    inputs = readInputs(world.runner);
  } catch (error) {
    if (error instanceof InputError) {
      return refuse(world.runner, error);
    }
    throw error;
  }
  const { traits, open } = apis[inputs.api];
  const report = new Report(world.runner, world.clock, traits.portalUrl);
  report.say(announce(inputs));

  const client = new ApiClient({
    transport: world.transport,
    clock: world.clock,
    credential: givenToken(inputs.token),
    baseUrl: new URL(inputs.apiUrl),
    hint: traits.hint,
    debug: (line) => report.debug(line),
  });
  const marketplace = open(client, inputs.apiUrl, (line) => report.warn(line));
  const runs = inputs.targets.map((target) => offerRun(world, inputs, report, marketplace, target));
  await Promise.all(runs.map(goLive));

  const isFine = await report.end((result) => isWell(result, inputs.failOnTimeout));
  return isFine && runs.every(({ result }) => isWell(result, inputs.failOnTimeout)) ? 0 : 1;
}

function refuse(runner: Runner, error: InputError): number {
  runner.error(logLine(error.message));
  const outputs = { ...outputsOf([]), 'failure-kind': error.kind, message: logLine(error.message) };
  for (const [name, value] of Object.entries(outputs)) {
    runner.output(name, value);
  }
  return 1;
}

const plans = {
  'go-live': 'Taking live',
  follow: 'Following',
  check: 'Checking',
} as const;

function announce(inputs: Inputs): string {
  const names = inputs.targets.map((target) =>
    target.offer || !target.operationUrl ? nameOf(target) : target.operationUrl.href,
  );
  const limit = inputs.wait ? `, for at most ${span(inputs.timeoutMs)}` : '';
  return `${plans[inputs.mode]} ${names.join(', ')} through ${inputs.api} at ${inputs.apiUrl}, as ${describeToken(inputs.token)}${limit}.`;
}

function offerRun(
  world: World,
  inputs: Inputs,
  report: Report,
  marketplace: Marketplace,
  target: Target,
): OfferRun {
  const { clock, random, signal } = world;
  const given = target.operationUrl && marketplace.operationAt(target.operationUrl);
  const offer = target.offer ? target : { ...target, ...given?.offer };
  const result = newResult(
    offer,
    inputs.api,
    inputs.mode === 'go-live' ? 'not-started' : 'unknown',
    clock.epoch(),
  );
  const startMs = clock.now();
  return {
    offer,
    operation: given?.operation,
    settings: {
      mode: inputs.mode,
      wait: inputs.wait,
      waitForPreview: inputs.waitForPreview,
      failOnBlocked: inputs.failOnBlocked,
      pace: {
        fixedMs: inputs.pollIntervalMs,
        shortestMs: apis[inputs.api].traits.shortestPauseSeconds * 1000,
      },
    },
    marketplace,
    clock,
    random,
    within: { signal, deadlineMs: startMs + inputs.timeoutMs },
    startMs,
    report: report.offer(result, inputs.targets.length === 1),
    result,
  };
}
