import { createCredential, describeCredentials } from './auth/create-credential.ts';
import { abandon, goLive } from './golive/go-live.ts';
import { type OfferContext, type OfferRun, routeTo, type UnroutedRun } from './golive/offer-run.ts';
import { ApiClient, createRequestLimit, type RequestLimit } from './http/api-client.ts';
import type { Transport } from './http/transport.ts';
import { type Inputs, readInputs, type Target } from './inputs.ts';
import { type Connection, portalUrl } from './marketplace/api.ts';
import { type ApiName, apis } from './marketplace/apis.ts';
import { createFinder } from './marketplace/finder.ts';
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

  const connect = createConnections(world, inputs, report);
  const runs = inputs.targets.map((target) => createRun(world, inputs, report, connect, target));
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

/**
 * `Taking contoso/vm live via product-ingestion at https://…, with …; waiting until 13:40 UTC (5 h 30 min).` Without the API
 * where that is not known yet, or not the same for all offers.
 */
function announce({ mode, targets, credentials, wait, timeoutMs, baseUrlOf }: Inputs, clock: Clock): string {
  const names = targets
    .map((target) => (target.offer || !target.operationUrl ? displayName(target) : target.operationUrl.href))
    .join(', ');
  const what = {
    'go-live': `Taking ${names} live`,
    follow: `Following ${names}`,
    check: `Checking ${names}`,
  }[mode];
  const endMs = clock.epoch() + timeoutMs;
  const day = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);
  const end = formatTime(endMs, day(endMs) !== day(clock.epoch()));
  const until = `; waiting until ${end} (${formatDuration(timeoutMs)})`;
  const [api, ...others] = new Set(targets.map(({ api }) => api?.name));
  const through = api && others.length === 0 ? ` via ${api} at ${baseUrlOf(api)}` : '';
  return `${what}${through}, with ${describeCredentials(credentials)}${wait && mode !== 'check' ? until : ''}.`;
}

/** Gives out each API that is in use: with one client, and one source of access tokens, for all offers. */
function createConnections(world: World, inputs: Inputs, report: Report): (name: ApiName) => Connection {
  const connections = new Map<ApiName, Connection>();
  const limit = createRequestLimit();
  return (name) => {
    const connection = connections.get(name) ?? connectTo(name, limit, world, inputs, report);
    connections.set(name, connection);
    return connection;
  };
}

function connectTo(
  name: ApiName,
  limit: RequestLimit,
  world: World,
  inputs: Inputs,
  report: Report,
): Connection {
  const { connect, hint, kind, scope } = apis[name];
  const baseUrl = inputs.baseUrlOf(name);
  const credential = createCredential(inputs.credentials, {
    ...world,
    log: report,
    scope,
    waitMs: inputs.wait && inputs.mode !== 'check' ? inputs.timeoutMs : 0,
  });
  const client = new ApiClient({
    transport: world.transport,
    clock: world.clock,
    credential,
    baseUrl: new URL(baseUrl),
    hint,
    kind,
    log: report,
    limit,
  });
  return connect(client, baseUrl, (line) => report.warning(line));
}

function createRun(
  world: World,
  inputs: Inputs,
  report: Report,
  connect: (name: ApiName) => Connection,
  { api, operationUrl, ...target }: Target,
): OfferRun | UnroutedRun {
  const { clock, random, signal } = world;
  const given =
    api && operationUrl && apis[api.name].parseOperationUrl(operationUrl, inputs.baseUrlOf(api.name));
  const named = given?.offer ?? { publisher: '', offer: '' };
  const offer = { publisher: target.publisher || named.publisher, offer: target.offer || named.offer };
  const status = inputs.mode === 'go-live' ? 'not-started' : 'unknown';
  const result = { ...newResult(offer, api?.name ?? '', status, clock.epoch()), portalUrl };
  const listener = report.offer(result, inputs.targets.length === 1, {
    mode: inputs.mode,
    followInputs: inputs.followInputs,
  });
  const startMs = clock.now();
  const context: OfferContext = {
    offer,
    operation: given?.operation,
    settings: {
      mode: inputs.mode,
      wait: inputs.wait,
      waitForPreview: inputs.waitForPreview,
      failOnBlocked: inputs.failOnBlocked,
      fixedPollMs: inputs.pollIntervalMs,
    },
    clock,
    random,
    deadline: { signal, atMs: startMs + inputs.timeoutMs },
    startMs,
    listener,
    result,
  };
  if (!api) {
    return { ...context, finder: createFinder(connect, offer) };
  }
  if (api.reason) {
    listener.info(api.reason);
  }
  return routeTo(connect(api.name), context);
}
