import { Failure } from '../errors.ts';
import type { Standing } from '../golive/operation.ts';

/** What a go-live is to release. @throws Failure where there is nothing */
export function releaseOf(standing: Standing | undefined): string {
  if (!standing?.release) {
    const words = standing?.rawStatus ? ` (${standing.rawStatus})` : '';
    throw new Failure('not-ready', `The API shows no preview that could be released${words}.`, {
      hint: 'Publish the offer to preview first.',
    });
  }
  return standing.release;
}
