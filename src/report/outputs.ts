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
  | 'result';

// GitHub takes 1 MB of outputs, counted in UTF-16 (docs.github.com, output limitations): half a million characters, some
// of which the other outputs need.
const maxResultLength = 250_000;

/**
 * The outputs of the action, as action.yml declares them.
 * @param results one for each offer, in the order of the input
 */
export function renderOutputs(results: readonly OfferResult[]): Record<OutputName, string> {
  const leading = worst(results);
  return {
    status: leading?.status ?? 'not-started',
    'operation-url': results.map((result) => result.operationUrl).join('\n'),
    'operation-id': results.map((result) => result.operationId).join('\n'),
    started: String(results.some((result) => result.started)),
    'timed-out': String(results.some((result) => result.timedOut)),
    'failure-kind': leading?.failureKind ?? '',
    message: summarize(results, leading),
    result: renderToFit(results, JSON.stringify, (json) => json.length, maxResultLength),
  };
}

function summarize(results: readonly OfferResult[], leading: OfferResult | undefined): string {
  if (results.length < 2 || !leading) {
    return leading?.message ?? '';
  }
  const succeeded = results.filter((result) => result.status === 'succeeded').length;
  return `${succeeded} of ${results.length} offers succeeded. ${displayName(leading)}: ${leading.message}`;
}
