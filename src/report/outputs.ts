import { displayName } from '../model/offer.ts';
import { type OfferResult, worst } from '../model/result.ts';
import { renderToFit } from './fit.ts';

export type OutputName =
  | 'status'
  | 'operation-url'
  | 'operation-id'
  | 'started'
  | 'timed-out'
  | 'failure-kind'
  | 'message'
  | 'portal-url'
  | 'result';

// A workflow passes `result` on in an environment variable, which holds 128 KiB on Linux.
const maxResultBytes = 100_000;

/**
 * The outputs of the action, as action.yml declares them.
 * @param results one for each offer, in the order of the input
 */
export function renderOutputs(results: readonly OfferResult[]): Record<OutputName, string> {
  const leading = worst(results);
  return {
    ...renderUrgentOutputs(results),
    'timed-out': String(results.some((result) => result.timedOut)),
    'failure-kind': leading?.failureKind ?? '',
    message: summarize(results, leading),
    'portal-url': results.map((result) => result.portalUrl).join('\n'),
    result: renderToFit(results, (results) => JSON.stringify(results), Buffer.byteLength, maxResultBytes),
  };
}

/**
 * The outputs that must not be lost, as far as they are known: they are written whenever a go-live was accepted, which a step
 * of a hundred offers does a hundred times.
 */
export function renderUrgentOutputs(
  results: readonly OfferResult[],
): Pick<Record<OutputName, string>, 'status' | 'operation-url' | 'operation-id' | 'started'> {
  return {
    status: worst(results)?.status ?? 'not-started',
    'operation-url': results.map((result) => result.operationUrl).join('\n'),
    'operation-id': results.map((result) => result.operationId).join('\n'),
    started: String(results.some((result) => result.started)),
  };
}

function summarize(results: readonly OfferResult[], leading: OfferResult | undefined): string {
  if (results.length < 2 || !leading) {
    return leading?.message ?? '';
  }
  const succeeded = results.filter((result) => result.status === 'succeeded').length;
  return `${succeeded} of ${results.length} offers succeeded. ${displayName(leading)}: ${leading.message}`;
}
