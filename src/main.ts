import { callerOf, credentialOf } from './auth/caller.ts';
import type { Clock } from './clock.ts';
import { InputError } from './errors.ts';
import { goLive } from './golive/golive.ts';
import { nameOf } from './golive/operation.ts';
import { isWell, newResult, type OfferResult } from './golive/result.ts';
import type { OfferRun } from './golive/run.ts';
import { ApiClient } from './http/api-client.ts';
import type { Transport } from './http/transport.ts';
import { type Inputs, readInputs, type Target } from './inputs.ts';
import { apis } from './marketplace/apis.ts';
import type { Marketplace } from './marketplace/marketplace.ts';
import { Report } from './report/report.ts';
import { span } from './report/text.ts';
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
  const report = new Report(world.runner, world.clock);
  let inputs: Inputs;
  try {
    inputs = readInputs(world.runner);
  } catch (error) {
    if (error instanceof InputError) {
      await report.refuse(error);
      return 1;
    }
    throw error;
  }
  report.say(announce(inputs));

  const { traits, open } = apis[inputs.api];
  const client = new ApiClient({
    transport: world.transport,
    clock: world.clock,
    credential: credentialOf(inputs.credentials, {
      ...world,
      report,
      scope: traits.scope,
      waitMs: inputs.wait ? inputs.timeoutMs : 0,
    }),
    baseUrl: new URL(inputs.apiUrl),
    hint: traits.hint,
    kind: traits.kind,
    debug: (line) => report.debug(line),
  });
  const marketplace = open(client, inputs.apiUrl, (line) => report.warn(line));
  const runs = inputs.targets.map((target) => offerRun(world, inputs, report, marketplace, target));
  await Promise.all(runs.map(goLive));

  const isGreen = (result: OfferResult) => isWell(result, inputs.failOnTimeout);
  const isWritten = await report.end(isGreen, traits.portalUrl);
  return isWritten && runs.every(({ result }) => isGreen(result)) ? 0 : 1;
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
  return `${plans[inputs.mode]} ${names.join(', ')} through ${inputs.api} at ${inputs.apiUrl}, as ${callerOf(inputs.credentials)}${limit}.`;
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
  const told = given?.offer ?? target;
  const offer = { publisher: target.publisher || told.publisher, offer: target.offer || told.offer };
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
      startsBlind: apis[inputs.api].traits.startsBlind,
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
