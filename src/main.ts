import { createCredential, describeCredentials } from './auth/create-credential.ts';
import { abandon, goLive } from './golive/go-live.ts';
import type { Marketplace } from './golive/marketplace.ts';
import type { OfferRun } from './golive/offer-run.ts';
import { Patience } from './golive/patience.ts';
import { ApiClient } from './http/api-client.ts';
import type { Transport } from './http/transport.ts';
import { followInputs, type Inputs, readInputs, type Target } from './inputs.ts';
import { portalUrl } from './marketplace/api.ts';
import { apis } from './marketplace/apis.ts';
import type { Clock } from './model/clock.ts';
import { InputError } from './model/failure.ts';
import { displayName } from './model/offer.ts';
import { isSuccess, newResult, type OfferResult } from './model/result.ts';
import type { Runner } from './model/runner.ts';
import { formatDuration, formatTime } from './model/text.ts';
import { redactingRunner } from './report/redacting-runner.ts';
import { Report } from './report/report.ts';

/** The outside world, as the action needs it. */
export interface World {
  runner: Runner;
  clock: Clock;
  transport: Transport;
  /** 0 to 1. */
  random: () => number;
  /** Aborted with a `Failure` as its reason when the step has to stop. */
  signal: AbortSignal;
  /** Resolves when nothing can happen any more, although the run has not ended: a bug, but the report is still written. */
  stalled: Promise<void>;
  /** What the environment sets but must not, or what cannot be used; one sentence each. */
  environmentProblems: readonly string[];
}

/**
 * The action: inputs, credential, marketplace, each offer, report.
 * @returns the exit code: 0 for a known success, else 1
 */
export async function run(outside: World): Promise<number> {
  const world = { ...outside, runner: redactingRunner(outside.runner) };
  const report = new Report(world.runner, world.clock);
  let inputs: Inputs;
  try {
    inputs = readInputs(world.runner, world.environmentProblems);
  } catch (error) {
    if (error instanceof InputError) {
      await report.rejectInputs(error);
      return 1;
    }
    throw error;
  }
  report.info(announce(inputs, world.clock));

  const client = createClient(world, inputs, report);
  const marketplace = apis[inputs.api].connect(client, inputs.apiUrl, (line) => report.warning(line));
  const runs = inputs.targets.map((target) => createRun(world, inputs, report, client, marketplace, target));
  const isGreen = (result: OfferResult) => isSuccess(result, inputs.failOnTimeout);
  const stories = runs.map(async (run) => {
    await goLive(run);
    report.endOffer(run.result, isGreen(run.result));
  });
  await Promise.race([Promise.all(stories), world.stalled]);
  for (const run of runs.filter(({ result }) => result.endedAt === '')) {
    abandon(run);
    report.endOffer(run.result, false);
  }

  await report.end();
  return runs.every(({ result }) => isGreen(result)) ? 0 : 1;
}

/** `Taking contoso/vm live via product-ingestion at https://…, with …; waiting until 13:40 UTC (5 h 30 min).` */
function announce(
  { mode, targets, api, apiUrl, credentials, wait, timeoutMs }: Inputs,
  clock: Clock,
): string {
  const names = targets
    .map((target) => (target.offer || !target.operationUrl ? displayName(target) : target.operationUrl.href))
    .join(', ');
  const what = {
    'go-live': `Taking ${names} live`,
    follow: `Following ${names}`,
    check: `Checking ${names}`,
  }[mode];
  // Half a day ahead, the time alone does not tell the day.
  const end = formatTime(clock.epoch() + timeoutMs, timeoutMs > 12 * 3_600_000);
  const until = `; waiting until ${end} (${formatDuration(timeoutMs)})`;
  return `${what} via ${api} at ${apiUrl}, with ${describeCredentials(credentials)}${wait && mode !== 'check' ? until : ''}.`;
}

function createClient(world: World, inputs: Inputs, report: Report): ApiClient {
  const api = apis[inputs.api];
  const credential = createCredential(inputs.credentials, {
    ...world,
    log: report,
    scope: api.scope,
    waitMs: inputs.wait && inputs.mode !== 'check' ? inputs.timeoutMs : 0,
  });
  return new ApiClient({
    transport: world.transport,
    clock: world.clock,
    credential,
    baseUrl: new URL(inputs.apiUrl),
    hint: api.hint,
    kind: api.kind,
    log: report,
  });
}

function createRun(
  world: World,
  inputs: Inputs,
  report: Report,
  client: ApiClient,
  marketplace: Marketplace,
  target: Target,
): OfferRun {
  const { clock, random, signal } = world;
  const api = apis[inputs.api];
  const given = target.operationUrl && api.parseOperationUrl(target.operationUrl, inputs.apiUrl);
  const named = given?.offer ?? target;
  const offer = { publisher: target.publisher || named.publisher, offer: target.offer || named.offer };
  const status = inputs.mode === 'go-live' ? 'not-started' : 'unknown';
  const result = { ...newResult(offer, inputs.api, status, clock.epoch()), portalUrl };
  const startMs = clock.now();
  return {
    offer,
    operation: given?.operation,
    settings: {
      mode: inputs.mode,
      wait: inputs.wait,
      waitForPreview: inputs.waitForPreview,
      failOnBlocked: inputs.failOnBlocked,
      canStartWithoutState: api.canStartWithoutState,
      pollInterval: { fixedMs: inputs.pollIntervalMs, minMs: api.minPollSeconds * 1000 },
    },
    marketplace,
    clock,
    random,
    deadline: { signal, atMs: startMs + inputs.timeoutMs },
    startMs,
    patience: new Patience(startMs, () => client.hasAnswered),
    listener: report.offer(result, inputs.targets.length === 1, {
      mode: inputs.mode,
      followInputs: followInputs(inputs),
    }),
    result,
  };
}
