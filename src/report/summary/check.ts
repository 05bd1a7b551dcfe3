import type { OfferResult } from '../../model/result.ts';
import { left, row, table } from './markup.ts';

type Answer = [icon: string, words: string];

const well: Answer = ['✅', 'yes'];
const no: Answer = ['❌', 'no'];
const notChecked: Answer = ['⚪', 'not checked'];

/** What `mode: check` checked, and what it found. */
export function renderChecks(result: OfferResult): string {
  const [signIn, access, ready] = answers(result);
  return table([
    row('th', ['', left('Checked'), '']),
    ...(
      [
        ['The API accepts the credentials', signIn],
        ['The application can see the offer', access],
        ['The offer can go live', ready],
      ] as const
    ).map(([question, [icon, words]]) => row('td', [icon, question, words])),
  ]);
}

function answers({ failureKind, status }: OfferResult): [Answer, Answer, Answer] {
  switch (failureKind) {
    case 'authentication':
      return [no, notChecked, notChecked];
    case 'permission':
    case 'not-found':
      return [well, no, notChecked];
    case '':
      return [well, well, readiness(status)];
    case 'not-ready':
    case 'certification':
    case 'canceled':
      return [well, well, no];
    case 'unknown-outcome':
      return [well, well, ['❓', 'the API does not tell']];
    default:
      // The last go-live may have failed, which says nothing against access.
      return status === 'failed' ? [well, well, no] : [notChecked, notChecked, notChecked];
  }
}

function readiness(status: OfferResult['status']): Answer {
  switch (status) {
    case 'waiting-for-review':
      return well;
    case 'running':
      return ['⏳', 'it is in progress already'];
    default:
      return ['✅', 'it is live, with nothing to release'];
  }
}
