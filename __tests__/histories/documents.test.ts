import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { HttpRequest } from '../../src/http/transport.ts';
import type { OfferResult } from '../../src/model/result.ts';
import { expectOnlyText } from '../support/action/summary-shape.ts';
import {
  type ExchangePlan,
  type History,
  normalExchange,
  type PlayedHistory,
  play,
  type RunPlan,
  simpleHistory,
  type Tamper,
} from './history.ts';
import { type ApiName, models } from './model.ts';
import type { OfferPlan } from './offer.ts';
import { promises } from './promises.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const apis = Object.keys(models) as ApiName[];
const hour = 3_600_000;

/** The go-live takes longer than the run waits, so no document may turn the run into a success. */
const longGoLive = (run: Partial<RunPlan> = {}, offer: Partial<OfferPlan> = {}): History =>
  simpleHistory({ timeoutMinutes: 3, ...run }, { blocked: true, ...offer });

/** Leads to a place in a document, by members and indices. */
type Path = readonly (string | number)[];

/** The paths to all places in a document; the first leads to the whole document. */
function pathsIn(value: unknown): Path[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const toKey = (key: string) => (Array.isArray(value) ? Number(key) : key);
  return [[], ...members.flatMap(([key, inner]) => pathsIn(inner).map((path) => [toKey(key), ...path]))];
}

const missing = Symbol('missing');

/** A copy of the document with this value at the path; `missing` removes what is there. */
function replaceAt(document: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) {
    return value === missing ? undefined : value;
  }
  if (typeof document !== 'object' || document === null) {
    return document;
  }
  const copy: Record<string | number, unknown> = Array.isArray(document)
    ? (Array.from(document) as unknown as Record<number, unknown>)
    : { ...document };
  if (rest.length === 0 && value === missing) {
    delete copy[key];
  } else {
    copy[key] = replaceAt(copy[key], rest, value);
  }
  return copy;
}

/** Wraps a value this many times. */
function nest(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) {
    value = wrap(value);
  }
  return value;
}

const message = { messageHtml: '<p>x &amp; y</p>', message: 'x', code: 'c', level: 'error', details: ['x'] };
const hostileWords = [
  '\r\n::error::a command',
  '##[error]another',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '\u202egnihton\u0000\u001b[31m',
  '\ud800 half a surrogate pair',
  '__proto__',
  'constructor',
  '| a | table |\n\n# and a heading',
];
// Words for success, from all APIs. Where such a word is decisive, the run may succeed: see isDecisive.
const successWords = ['complete', 'completed', 'succeeded', 'published', 'InStore', 'Success', 'live'];
const badValues: unknown[] = [
  missing,
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  [],
  {},
  [[]],
  [null],
  JSON.parse('{"__proto__": {"status": "complete", "substate": "InStore", "jobStatus": "completed"}}'),
  { id: 'submission/a/b', value: 'live' },
  'x'.repeat(100_000),
  '<p>'.repeat(7_000),
  Array(3_000).fill(message),
  Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, message])),
  nest(2_000, (inner) => [inner]),
  nest(2_000, (inner) => ({ details: [inner] })),
  // Each level has three copies of the next one, so ten levels make a document of a megabyte.
  nest(10, (inner) => ({ message: 'x', details: [inner], error: inner, value: [inner] })),
  ...hostileWords,
  ...successWords,
];

/** Whether a word at this path is all that the API needs to say that the offer is live. */
function isDecisive(api: ApiName | 'auto', path: Path, value: unknown): boolean {
  const place = path.filter((key) => typeof key === 'string').join('.');
  const decisivePlaces: Record<ApiName | 'auto', string> = {
    // Lists of products say nothing of the state of an offer.
    auto: '',
    'cloud-partner-portal': 'status',
    'product-ingestion': 'value.target.targetType',
    'partner-center': 'substate value.substate',
  };
  return typeof value === 'string' && decisivePlaces[api].split(' ').includes(place);
}

/** The kind of document that a request asks for, e.g. `GET /product`. */
const documentKind = ({ method, url }: HttpRequest) =>
  `${method} ${url.pathname.replace(/[0-9a-f-]{20,}|\d{10,}/g, '*')}`;

/** The documents that the action reads during a history: the last one of each kind. */
async function collectDocuments(api: ApiName | 'auto', history: History): Promise<Map<string, unknown>> {
  const documents = new Map<string, unknown>();
  await play(api, history, (request, body) => {
    if (body) {
      documents.set(documentKind(request), JSON.parse(body));
    }
    return body;
  });
  return documents;
}

/** Makes these edits in each document of this kind. */
function tamperWith(kind: string, edits: readonly (readonly [Path, unknown])[]): Tamper {
  return (request, body) => {
    if (documentKind(request) !== kind || !body) {
      return body;
    }
    const document = edits.reduce<unknown>((edited, edit) => replaceAt(edited, ...edit), JSON.parse(body));
    return JSON.stringify(document) ?? '';
  };
}

/** The promises that hold even if documents lie. */
const promisesDespiteLies = [
  'at most one go-live is accepted for each offer',
  'with auto, no go-live is sent before the API of the offer was chosen',
  'the result names the API in use; where none was chosen, nothing was started',
  'every red run says why',
  'no run ends with an internal error',
  'a run ends at its deadline, plus one request at most',
  'all outputs are set to valid values',
  'requests go only to the API and to the issuers of tokens',
  'no secret appears in the log, the outputs or the summary',
  'log lines contain no workflow commands, and there are at most 10 annotations of a kind',
] as const;

// A run takes a few milliseconds on an idle machine.
const maxRunMs = 10_000;

/** @param mayBeLive the documents may say that the offer is live */
async function assertHarmless(
  api: ApiName | 'auto',
  history: History,
  tamper: Tamper,
  mayBeLive = false,
): Promise<void> {
  const startMs = performance.now();
  const played = await play(api, history, tamper);
  assert.ok(performance.now() - startMs < maxRunMs, 'the run took too long');
  for (const run of played.runs) {
    for (const name of promisesDespiteLies) {
      const check = promises[name];
      assert.ok(check, `There is no promise: ${name}`);
      check(run, played);
    }
  }
  assertClean(played);
  if (!mayBeLive) {
    const [run] = played.runs;
    assert.notEqual(run?.runner.outputs()['status'], 'succeeded');
    assert.equal(run?.exitCode, 1);
  }
}

const unsafeCharacters = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]|[\ud800-\udfff]/u;

/** Text from outside has no unsafe characters and no markup, and is not too long. */
function assertClean({ runs }: PlayedHistory): void {
  for (const { runner } of runs) {
    expectOnlyText(runner.told('summary').join());
    for (const [name, ...given] of runner.calls) {
      assert.doesNotMatch(given.join('\n'), name === 'mask' ? /^$/ : unsafeCharacters, name);
    }
    const results: OfferResult[] = JSON.parse(runner.outputs()['result'] ?? '');
    for (const { rawStatus, message, operationId, correlationId, steps } of results) {
      assert.ok(rawStatus.length <= 100 && message.length <= 2_000 && correlationId.length <= 100);
      assert.ok(operationId.length <= 2_000 && steps.length <= 50);
      for (const { id, name, progress, messages } of steps) {
        assert.ok(id.length <= 100 && name.length <= 200 && messages.length <= 50);
        assert.ok(progress === null || (progress >= 0 && progress <= 100));
        assert.ok(messages.every(({ text }) => text.length > 0 && text.length <= 4_000));
      }
    }
  }
}

/** A value in the message of a failed test. */
function describeValue(value: unknown): string {
  return String(value === missing ? 'missing' : JSON.stringify(value)).slice(0, 80);
}

/** Plays the history with each bad value at each place of the document. */
async function assertNoValueHarms(
  api: ApiName | 'auto',
  history: History,
  kind: string,
  document: unknown,
  tamperAt: (path: Path, value: unknown) => Tamper,
): Promise<void> {
  const failures: string[] = [];
  for (const path of pathsIn(document)) {
    for (const value of badValues) {
      try {
        await assertHarmless(api, history, tamperAt(path, value), isDecisive(api, path, value));
      } catch (error) {
        failures.push(`${kind}, ${path.join('.')}: ${describeValue(value)}: ${(error as Error).message}`);
      }
    }
  }
  assert.deepEqual(failures, []);
}

/** Puts a value at a path of the refusals that the server sends. */
const tamperWithRefusal =
  (refusal: unknown) =>
  (path: Path, value: unknown): Tamper =>
  (_request, body) =>
    body.includes('"oops"') ? (JSON.stringify(replaceAt(refusal, path, value)) ?? '') : body;

describe.each(apis)('%s', (api) => {
  it('withstands any bad value at any place of any document', { timeout: 300_000 }, async () => {
    for (const [kind, document] of await collectDocuments(api, longGoLive())) {
      await assertNoValueHarms(api, longGoLive(), kind, document, (path, value) =>
        tamperWith(kind, [[path, value]]),
      );
    }
  });

  it(`withstands several random changes at a time (SEED=${seed})`, { timeout: 300_000 }, async () => {
    const documents = [...(await collectDocuments(api, longGoLive()))];
    const value = fc.oneof(
      fc.constantFrom(...badValues),
      fc.jsonValue({ maxDepth: 4 }),
      fc.string({ unit: 'binary' }),
    );
    const change = fc.constantFrom(...documents).chain(([kind, document]) =>
      fc.record({
        kind: fc.constant(kind),
        edits: fc.array(fc.tuple(fc.constantFrom(...pathsIn(document)), value), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        change,
        fc.constantFrom<OfferPlan['goLiveOutcome']>('failed', 'live'),
        async ({ kind, edits }, goLiveOutcome) => {
          const goLiveMs = goLiveOutcome === 'failed' ? 30_000 : hour;
          // Several words for success together may say that the offer is live.
          const mayBeLive = edits.some(([, edit]) =>
            /complete|succ|publ|store|live/i.test(describeValue(edit)),
          );
          const history = longGoLive({}, { goLiveOutcome, goLiveMs });
          await assertHarmless(api, history, tamperWith(kind, edits), mayBeLive);
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('withstands any bad value at any place of a refusal', { timeout: 300_000 }, async () => {
    const refusals = [
      {
        error: {
          code: 'a',
          message: 'b',
          target: 'c',
          details: [{ code: 'd', resourceId: 'e', details: [] }],
        },
      },
      { Variant: { serviceName: 'a', error: 'b' } },
    ];
    const refused: ExchangePlan = { ...normalExchange, kind: 'status', status: 400 };
    const history = longGoLive({ reads: Array(5).fill({ ...refused, status: 500 }), goLives: [refused] });
    for (const refusal of refusals) {
      await assertNoValueHarms(api, history, 'refusal', refusal, tamperWithRefusal(refusal));
    }
  });
});

describe('auto', () => {
  it('withstands any bad value at any place of the lists of products', { timeout: 300_000 }, async () => {
    const types = { 'product-ingestion': 'azureApplication', 'partner-center': 'AzureApplication' };
    const history: History = {
      ...longGoLive(),
      credential: 'secret',
      auto: { listings: [{ api: 'partner-center', types }], refusals: {} },
    };
    const lists = [...(await collectDocuments('auto', history))].filter(([kind]) => /products?$/.test(kind));
    assert.equal(lists.length, 2);
    for (const [kind, document] of lists) {
      await assertNoValueHarms('auto', history, kind, document, (path, value) =>
        tamperWith(kind, [[path, value]]),
      );
    }
  });
});

describe('a sign-in', () => {
  it('withstands any bad value at any place of the answers', { timeout: 300_000 }, async () => {
    const history: History = { ...longGoLive(), credential: 'identity' };
    const documents = await collectDocuments('cloud-partner-portal', history);
    const answers = [...documents].filter(([kind]) => /token/.test(kind));
    assert.equal(answers.length, 2);
    for (const [kind, document] of answers) {
      await assertNoValueHarms('cloud-partner-portal', history, kind, document, (path, value) =>
        tamperWith(kind, [[path, value]]),
      );
    }
  });

  it('withstands any bad value at any place of a refusal', { timeout: 300_000 }, async () => {
    const refusal = { error: 'a', error_description: 'AADSTS700213: b', correlation_id: 'c', trace_id: 'd' };
    for (const status of [400, 401, 503]) {
      const refused: ExchangePlan[] = Array(9).fill({ ...normalExchange, kind: 'status', status });
      const history: History = {
        ...longGoLive({ signIns: [normalExchange, ...refused] }),
        credential: 'identity',
      };
      await assertNoValueHarms(
        'cloud-partner-portal',
        history,
        'refusal',
        refusal,
        tamperWithRefusal(refusal),
      );
    }
  });
});
