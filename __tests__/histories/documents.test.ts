import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { HttpRequest } from '../../src/http/transport.ts';
import type { OfferResult } from '../../src/model/result.ts';
import {
  calm,
  type History,
  type Played,
  plainHistory,
  play,
  type Tamper,
  type Turn,
  type Wish,
} from './history.ts';
import { type ApiName, models } from './model.ts';
import type { OfferPlan } from './offer.ts';
import { promises } from './promises.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const apis = Object.keys(models) as ApiName[];
const hour = 3_600_000;

/** It goes live for longer than the run waits: so no document may make it a success. */
const history = (wish: Partial<Wish> = {}, plan: Partial<OfferPlan> = {}): History =>
  plainHistory({ timeoutMinutes: 3, ...wish }, { blocked: true, ...plan });

/** A place in a document: the members and indices that lead there. */
type Path = readonly (string | number)[];

/** Every place in a document, the whole of it first. */
function places(value: unknown): Path[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const keyOf = (key: string) => (Array.isArray(value) ? Number(key) : key);
  return [[], ...members.flatMap(([key, inner]) => places(inner).map((path) => [keyOf(key), ...path]))];
}

const missing = Symbol('missing');

/** The document with something else in that place. */
function changed(document: unknown, [key, ...rest]: Path, value: unknown): unknown {
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
    copy[key] = changed(copy[key], rest, value);
  }
  return copy;
}

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
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
  '\ud800 half of a character',
  '__proto__',
  'constructor',
  '| a | table |\n\n# and a heading',
];
// Success in the words of any of the APIs. Where they count, they are left out below.
const successWords = ['complete', 'completed', 'succeeded', 'published', 'InStore', 'Success', 'live'];
const nasty: unknown[] = [
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
  nested(2_000, (inner) => [inner]),
  nested(2_000, (inner) => ({ details: [inner] })),
  // Of three at each level, so ten levels are a document of a megabyte.
  nested(10, (inner) => ({ message: 'x', details: [inner], error: inner, value: [inner] })),
  ...hostileWords,
  ...successWords,
];

/** A word in a place in which it makes the offer a live one, as far as the documents go. */
function isSaidToBeLive(api: ApiName, path: Path, value: unknown): boolean {
  const place = path.filter((key) => typeof key === 'string').join('.');
  const decisive: Record<ApiName, string> = {
    'cloud-partner-portal': 'status',
    'product-ingestion': 'value.target.targetType',
    'partner-center': 'substate value.substate',
  };
  return typeof value === 'string' && decisive[api].split(' ').includes(place);
}

/** Which document a request asks for, e.g. `GET /product`. */
const kindOf = ({ method, url }: HttpRequest) =>
  `${method} ${url.pathname.replace(/[0-9a-f-]{20,}|\d{10,}/g, '*')}`;

/** The documents that a history is told by, one of each kind, as they were read last. */
async function documentsOf(api: ApiName, given: History): Promise<Map<string, unknown>> {
  const documents = new Map<string, unknown>();
  await play(api, given, (request, body) => {
    if (body) {
      documents.set(kindOf(request), JSON.parse(body));
    }
    return body;
  });
  return documents;
}

/** In each document of this kind, something else stands in that place. */
function tampering(kind: string, edits: readonly (readonly [Path, unknown])[]): Tamper {
  return (request, body) => {
    if (kindOf(request) !== kind || !body) {
      return body;
    }
    const document = edits.reduce<unknown>((edited, edit) => changed(edited, ...edit), JSON.parse(body));
    return JSON.stringify(document) ?? '';
  };
}

/** Of the promises, those that hold though documents lie. */
const kept = [
  'at most one go-live is taken for an offer',
  'every red says why',
  'no fault of its own',
  'ended by the deadline, and one request',
  'outputs are complete, and in their vocabulary',
  'requests go to the API alone, and to where tokens come from',
  'no secret is shown',
  'the log is lines without commands, and annotations within the limits',
] as const;

// Some milliseconds on a machine that is not busy.
const longestMs = 10_000;

async function survives(api: ApiName, given: History, tamper: Tamper, mayBeLive = false): Promise<void> {
  const startMs = performance.now();
  const played = await play(api, given, tamper);
  assert.ok(performance.now() - startMs < longestMs, 'it took too long');
  for (const run of played.runs) {
    for (const name of kept) {
      const check = promises[name];
      assert.ok(check, `There is no promise: ${name}`);
      check(run, played);
    }
  }
  isClean(played);
  if (!mayBeLive) {
    const [run] = played.runs;
    assert.notEqual(run?.runner.outputs()['status'], 'succeeded');
    assert.equal(run?.exitCode, 1);
  }
}

const unclean = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]|[\ud800-\udfff]/u;

/** What came from outside is text, and not too much of it. */
function isClean({ runs }: Played): void {
  for (const { runner } of runs) {
    assert.doesNotMatch(runner.told('summary').join(), /<script|<img|onerror=alert\(1\)>/);
    for (const [name, ...given] of runner.calls) {
      assert.doesNotMatch(given.join('\n'), name === 'mask' ? /^$/ : unclean, name);
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

/** A name for a value, for the message of a failure. */
function show(value: unknown): string {
  return String(value === missing ? 'missing' : JSON.stringify(value)).slice(0, 80);
}

async function tryEach(
  api: ApiName,
  given: History,
  kind: string,
  document: unknown,
  tamperOf: (path: Path, value: unknown) => Tamper,
): Promise<void> {
  const harm: string[] = [];
  for (const path of places(document)) {
    for (const value of nasty) {
      try {
        await survives(api, given, tamperOf(path, value), isSaidToBeLive(api, path, value));
      } catch (error) {
        harm.push(`${kind}, ${path.join('.')}: ${show(value)}: ${(error as Error).message}`);
      }
    }
  }
  assert.deepEqual(harm, []);
}

describe.each(apis)('%s', (api) => {
  test('a document with anything in any place does no harm', { timeout: 300_000 }, async () => {
    for (const [kind, document] of await documentsOf(api, history())) {
      await tryEach(api, history(), kind, document, (path, value) => tampering(kind, [[path, value]]));
    }
  });

  test(`nor do several changes at a time (SEED=${seed})`, { timeout: 300_000 }, async () => {
    const documents = [...(await documentsOf(api, history()))];
    const value = fc.oneof(
      fc.constantFrom(...nasty),
      fc.jsonValue({ maxDepth: 4 }),
      fc.string({ unit: 'binary' }),
    );
    const edits = fc.constantFrom(...documents).chain(([kind, document]) =>
      fc.record({
        kind: fc.constant(kind),
        edits: fc.array(fc.tuple(fc.constantFrom(...places(document)), value), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        edits,
        fc.constantFrom<OfferPlan['goLiveEnds']>('failed', 'live'),
        async (drawn, goLiveEnds) => {
          const goLiveMs = goLiveEnds === 'failed' ? 30_000 : hour;
          // Several true words together may say that it is live.
          const mayBeLive = drawn.edits.some(([, edit]) => /complete|succ|publ|store|live/i.test(show(edit)));
          await survives(
            api,
            history({}, { goLiveEnds, goLiveMs }),
            tampering(drawn.kind, drawn.edits),
            mayBeLive,
          );
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  test('a refusal with anything in any place does no harm', { timeout: 300_000 }, async () => {
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
    const refused: Turn = { ...calm, what: 'status', status: 400 };
    const given = history({ looks: Array(5).fill({ ...refused, status: 500 }), sends: [refused] });
    for (const refusal of refusals) {
      await tryEach(
        api,
        given,
        'refusal',
        refusal,
        (path, value) => (_request, body) =>
          body.includes('"oops"') ? (JSON.stringify(changed(refusal, path, value)) ?? '') : body,
      );
    }
  });
});

describe('signing in', () => {
  const given: History = { ...history(), credential: 'identity' };

  test('with anything in any place of the answers does no harm', { timeout: 300_000 }, async () => {
    const documents = await documentsOf('cloud-partner-portal', given);
    const kinds = [...documents].filter(([kind]) => /token/.test(kind));
    assert.equal(kinds.length, 2);
    for (const [kind, document] of kinds) {
      await tryEach('cloud-partner-portal', given, kind, document, (path, value) =>
        tampering(kind, [[path, value]]),
      );
    }
  });

  test('nor does a refusal', { timeout: 300_000 }, async () => {
    const refusal = { error: 'a', error_description: 'AADSTS700213: b', correlation_id: 'c', trace_id: 'd' };
    for (const status of [400, 401, 503]) {
      const turns: Turn[] = Array(9).fill({ ...calm, what: 'status', status });
      const refusing: History = { ...history({ signIns: [calm, ...turns] }), credential: 'identity' };
      await tryEach(
        'cloud-partner-portal',
        refusing,
        'refusal',
        refusal,
        (path, value) => (_request, body) =>
          body.includes('"oops"') ? (JSON.stringify(changed(refusal, path, value)) ?? '') : body,
      );
    }
  });
});
