/** docs/troubleshooting.md against the code: in both, `…` stands for what differs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signInError } from '../../src/auth/sign-in-error.ts';
import {
  type Ending,
  endingForOperation,
  endingForState,
  endingForTimeout,
  messageForFailure,
  type StateEnding,
  timeoutFacts,
} from '../../src/golive/endings.ts';
import { ApiClient, createRequestLimit } from '../../src/http/api-client.ts';
import { inputs, readInputs } from '../../src/inputs.ts';
import { apis } from '../../src/marketplace/apis.ts';
import { type Failure, failureKinds, type InputError, interrupted } from '../../src/model/failure.ts';
import type { OfferState } from '../../src/model/offer.ts';
import { newResult } from '../../src/model/result.ts';
import { section } from '../support/repository/markdown.ts';
import { hintsIn, sentencesIn } from '../support/repository/sentences.ts';
import { message, snapshot, state, step } from '../support/unit/fake-marketplace.ts';
import { VirtualClock } from '../support/unit/virtual-clock.ts';

interface Row {
  kind: string;
  /** What people see: how a message begins, or all of it. */
  see: string;
  /** What to do. */
  advice: string;
}

const text = readFileSync('docs/troubleshooting.md', 'utf8');

/** A cell as the code would say it. */
const plain = (cell: string) =>
  cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('\\|', '|')
    .replaceAll('`', '')
    .trim();

/** The rows of the tables with this many columns. */
function rowsOf(kind: string, columns: number): string[][] {
  return section(`## \`${kind}\``, text)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what you see'))
    .map((line) => line.slice(1, -1).split(/(?<!\\)\|/))
    .filter((cells) => cells.length === columns)
    .map((cells) => cells.map(plain));
}

const rows = failureKinds.flatMap((kind) =>
  rowsOf(kind, 3).map(([see = '', , advice = '']): Row => ({ kind, see, advice })),
);

/** The code uses backticks, too. */
const asInDocument = (sentence: string) => sentence.replaceAll('`', '');

/** Whether a text is a form of the code, in which `…` stands for anything. */
const fits = (words: string, form: string) =>
  new RegExp(`^${form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.+')}$`).test(words);

/** What the failures of requests advise, by kind. */
async function answers(): Promise<{ kind: string; message: string; advice: string }[]> {
  const found = [];
  for (const { baseUrl, hint, kind } of Object.values(apis)) {
    for (let status = 300; status < 600; status += 1) {
      for (const method of ['GET', 'POST'] as const) {
        // The words of a refused go-live may tell more.
        for (const words of status === 400 ? ['', 'productLocked', 'certification'] : ['']) {
          const clock = new VirtualClock();
          const client = new ApiClient({
            transport: async () => ({ status, statusText: '', headers: {}, body: words }),
            credential: { token: async () => 'a-token-of-some-length', invalidate: () => false },
            clock,
            baseUrl: new URL(baseUrl),
            hint,
            kind,
            log: { debug: () => undefined, isDebug: false },
            limit: createRequestLimit(),
          });
          const deadline = { signal: new AbortController().signal, atMs: clock.now() + 60_000 };
          const failure: Failure = await client
            .send({ method, url: new URL(baseUrl) }, deadline)
            .catch((error) => error);
          found.push({
            kind: failure.kind,
            message: failure.message.replace(/[:.].*/, ''),
            advice: failure.hint.replace(/(?<=must be for ).*/, '….'),
          });
        }
      }
    }
  }
  return found.filter(({ advice }) => advice !== '');
}

/** What is advised for a refusal of Entra ID, by its code. */
async function signIns(): Promise<{ code: string; advice: string }[]> {
  const source = readFileSync('src/auth/sign-in-error.ts', 'utf8');
  const codes = [...source.matchAll(/^ {2}(\d{5,}):/gm)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(10);
  const identity = { issuer: '…', subject: '…', audience: '…' };
  return Promise.all(
    codes.map(async (code) => {
      const body = JSON.stringify({ error_description: `AADSTS${code}: No.` });
      const { hint } = await signInError({ status: 401, statusText: '', headers: {}, body }, identity, 0);
      return { code, advice: hint };
    }),
  );
}

const troubles = { messages: [message('error', '…')] };
const word = { rawStatus: '…' };
/** Where an offer stands for each ending. A record, so that the compiler asks for each. */
const states: Record<StateEnding, OfferState[]> = {
  'already-live': [state('live')],
  'not-published': [state('never-published')],
  'preview-failed': [
    state('preview-failed', troubles),
    state('preview-failed', { ...troubles, status: 'canceled' }),
  ],
  'preview-not-ready': [state('building-preview')],
  'preview-blocked': [state('building-preview', troubles)],
  'dead-submission': [state('dead-submission', word)],
  withdrawn: [state('withdrawn', word)],
  live: [state('live')],
  'idle-with-preview': [state('waiting-for-sign-off')],
  'idle-and-live': [state('live')],
  'idle-never-published': [state('never-published')],
  'idle-with-dead-submission': [state('dead-submission', word)],
  'idle-preview-failed': [state('preview-failed')],
  'running-without-operation': [state('going-live')],
  'check-ready': [state('waiting-for-sign-off')],
  'check-going-live': [state('going-live')],
  'last-go-live-ended': [state('go-live-ended', { status: 'canceled' })],
  unclear: [state('unclear', word)],
};

const running = {
  ...newResult({ publisher: '', offer: '…' }, '', 'unknown', 0),
  status: 'running' as const,
  rawStatus: '…',
};
const accepted = { ...running, operationUrl: '…' };

/** Each ending that is red, and that no failed request explains. */
function endings(): Ending[] {
  const failed = (['certification', 'service', 'not-ready'] as const).map((failureKind) =>
    endingForOperation(snapshot('failed', { ...troubles, failureKind }), false, 'go-live'),
  );
  const stuck = step('blocked', { name: '…', ...troubles });
  const { previewNotReady, notStarted } = timeoutFacts;
  const all = [
    ...Object.entries(states).flatMap(([ending, offers]) =>
      offers.map((offer) => endingForState(ending as StateEnding, offer)),
    ),
    ...failed,
    endingForOperation(snapshot('canceled', troubles), false, 'go-live'),
    endingForOperation(snapshot('running', { steps: [stuck] }), true, 'go-live'),
    endingForOperation(snapshot('unknown', word), false, 'go-live'),
    endingForTimeout(accepted, 0, ''),
    endingForTimeout(running, 0, previewNotReady),
    endingForTimeout({ ...running, rawStatus: '' }, 0, notStarted),
    ...[accepted, { ...running, status: 'unknown' as const }].map((result) => {
      const failure = interrupted('…');
      return {
        status: result.status,
        failureKind: failure.kind,
        message: messageForFailure(failure, result),
      };
    }),
  ];
  return all
    .filter(({ failureKind }) => failureKind !== '')
    .map((ending) => ({ ...ending, message: ending.message.replace('after 0 s', 'after …') }));
}

describe('docs/troubleshooting.md', () => {
  it('has a section for each failure kind, in order', () => {
    const kinds = [...text.matchAll(/^## `(.*)`$/gm)].map(([, kind]) => kind);
    expect(kinds).toEqual([...failureKinds]);
    const linked = [...text.matchAll(/\[`([\w-]+)`\]\(#([\w-]+)\)/g)].map(([, kind, slug]) => [kind, slug]);
    expect(linked).toEqual(failureKinds.map((kind) => [kind, kind]));
  });

  it('has what is advised about each answer of each API, under its kind', async () => {
    const missing = (await answers()).filter(
      ({ kind, message, advice }) =>
        !rows.some((row) => row.kind === kind && row.see.startsWith(message) && row.advice === advice),
    );
    expect(missing).toEqual([]);
  });

  it('has what is advised about each refusal of Entra ID', async () => {
    const missing = (await signIns()).filter(
      ({ code, advice }) =>
        !rows.some(
          (row) =>
            row.kind === 'authentication' &&
            row.see.split(', ').includes(`AADSTS${code}`) &&
            row.advice === advice,
        ),
    );
    expect(missing).toEqual([]);
  });

  it('has each ending that is red', () => {
    const documented = rows.map(({ kind, see, advice }) => [kind, see, `${see} ${advice}`]);
    const missing = endings().filter(
      ({ failureKind, message }) =>
        !documented.some(([kind, ...messages]) => kind === failureKind && messages.includes(message)),
    );
    expect(missing).toEqual([]);
  });

  it('has every other advice', () => {
    const hints = hintsIn('src/**/*.ts').map(asInDocument);
    expect(hints.length).toBeGreaterThan(20);
    expect(hints.filter((hint) => !rows.some(({ advice }) => fits(advice, hint)))).toEqual([]);
  });

  it('has no advice that the code does not give', async () => {
    const given = [
      ...hintsIn('src/**/*.ts').map(asInDocument),
      ...(await answers()).map(({ advice }) => advice),
      ...(await signIns()).map(({ advice }) => advice),
    ];
    const messages = endings().map(({ message }) => message);
    const invented = rows
      // An ending without an advice, and what ends a run before or after its story.
      .filter(({ see }) => !messages.includes(see) && !/^(The outputs could not be|Internal error)/.test(see))
      .filter(({ see, advice }) => !messages.includes(`${see} ${advice}`))
      .filter(({ advice }) => !given.some((form) => fits(advice, form)));
    expect(invented).toEqual([]);
  });

  describe('input', () => {
    const forms = rowsOf('input', 2).map(([see = '']) => see);

    it('has each problem with the inputs and with the environment', () => {
      const problems = sentencesIn('src/{inputs,http/environment}.ts').map(asInDocument);
      expect(problems.length).toBeGreaterThan(10);
      expect(problems.filter((problem) => !forms.includes(problem))).toEqual([]);
    });

    it('has what each input may be found to be', () => {
      const problems = Object.keys(inputs).flatMap((name) => {
        try {
          readInputs({ input: (other) => (other === name ? '?' : undefined), mask: () => undefined });
          return [];
        } catch (error) {
          return (error as InputError).problems.filter((problem) => problem.startsWith(`${name} must be`));
        }
      });
      expect(problems.length).toBeGreaterThanOrEqual(Object.keys(inputs).length);
      expect(problems.filter((problem) => !forms.some((form) => fits(problem, form)))).toEqual([]);
    });

    it('has no problem that the code does not find', () => {
      const problems = sentencesIn('src/{inputs,http/environment}.ts').map(asInDocument);
      const general = forms.filter((form) => form.startsWith('… must be …'));
      expect(general).toHaveLength(3);
      expect(forms.filter((form) => !problems.includes(form) && !general.includes(form))).toEqual([]);
    });
  });
});
