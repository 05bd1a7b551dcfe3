import { describe, expect, test } from 'vitest';
import { goLive } from '../../../src/golive/go-live.ts';
import type { LookUp, MarketplaceFinder } from '../../../src/golive/marketplace.ts';
import { Failure } from '../../../src/model/failure.ts';
import {
  fakeMarketplace,
  noAnswer,
  operation,
  type Script,
  serviceError,
  snapshot,
  state,
} from '../../support/unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../../support/unit/offer-run.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

const minute = 60_000;
const reason = 'contoso-vm is a virtual machine offer: using product-ingestion.';
const goesLive: Script = {
  states: [state('waiting-for-sign-off')],
  goLives: [operation()],
  operations: [snapshot('running'), snapshot('succeeded')],
};

/**
 * Plays an offer whose API has to be found.
 * @param failures what the finder throws at first
 */
async function played(
  failures: Failure[],
  { hasAnswered = true, ...options }: RunOptions & { hasAnswered?: boolean } = {},
) {
  const clock = new VirtualClock();
  const test = offerRun(goesLive, { ...options, clock });
  const marketplace = { ...fakeMarketplace(clock, goesLive), api: 'product-ingestion', minPollMs: minute };
  const asked: number[] = [];
  const surveys: number[] = [];
  let isAnswered = false;
  const lookUp: LookUp = {
    hasAnswered: () => hasAnswered,
    async ask() {
      asked.push(clock.elapsedMs() / 1000);
      const failure = failures.shift();
      if (failure) {
        throw failure;
      }
      isAnswered = true;
    },
  };
  const finder: MarketplaceFinder = {
    next: () => (isAnswered ? { marketplace, reason } : { lookUps: [lookUp] }),
    async survey(deadline) {
      surveys.push((deadline.atMs - clock.now()) / 1000);
      return ['product-ingestion: found', 'partner-center: not found'];
    },
  };
  const { marketplace: _known, pollInterval: _interval, patience: _patience, ...context } = test.run;
  test.result.api = '';
  await goLive({ ...context, finder });
  return { ...test, marketplace, asked, surveys };
}

test('the choice is made once, said with its reason, and held for the run', async () => {
  const { asked, marketplace, result, surveys, told } = await played([]);
  expect(result).toMatchObject({ api: 'product-ingestion', status: 'succeeded', started: true });
  expect(told.lines[0]).toBe(`info: ${reason}`);
  expect(told.lines.filter((line) => line.includes(reason))).toHaveLength(1);
  expect(asked).toEqual([0]);
  expect(surveys).toEqual([]);
  expect(marketplace.story()).toBe('state go-live operation operation');
  // At the pace of the API that was found.
  expect(marketplace.seconds('operation')).toEqual([0, 60]);
  expect(result.polls).toBe(3);
});

test('a passing fault is waited for like that of a status check', async () => {
  const { asked, linesWith, result, told } = await played([serviceError(503), serviceError(429)]);
  expect(result).toMatchObject({ api: 'product-ingestion', status: 'succeeded' });
  expect(asked).toEqual([0, 10, 30]);
  expect(linesWith('Look-up failed; trying again in 10 s.')).toHaveLength(1);
  expect(told.retries).toHaveLength(2);
});

test.each([
  ['go-live', 'not-started'],
  ['follow', 'not-started'],
  ['check', 'not-started'],
] as const)(
  'in mode %s a choice that cannot be made ends the story before any go-live',
  async (mode, status) => {
    const { asked, marketplace, result } = await played(
      [new Failure('input', 'The type of x is not known.', { hint: 'Set api.' })],
      { mode },
    );
    expect(result).toMatchObject({
      api: '',
      status,
      failureKind: 'input',
      message: 'The type of x is not known. Set api.',
      started: false,
    });
    expect(asked).toEqual([0]);
    expect(marketplace.story()).toBe('');
  },
);

test('a fault that stays ends the wait at its deadline, with its own words', async () => {
  const busy = serviceError(503, { hint: 'If you know which API carries the offer, set api.' });
  const { asked, result } = await played(Array(50).fill(busy), { timeoutMs: 20 * minute });
  expect(result).toMatchObject({ api: '', status: 'not-started', failureKind: 'service' });
  expect(result.message).toContain('set api.');
  expect(asked.at(-1)).toBe(20 * 60);
});

test('an API that never answers ends it after five minutes', async () => {
  const { asked, result } = await played(Array(50).fill(noAnswer('timeout')), { hasAnswered: false });
  expect(result).toMatchObject({ api: '', status: 'not-started', failureKind: 'network' });
  expect(asked.at(-1)).toBe(5 * 60);
});

test.each([{ mode: 'check' as const }, { wait: false }])(
  'a run without a wait (%j) asks for a minute',
  async (options) => {
    const { asked, result } = await played(Array(50).fill(serviceError(503)), options);
    expect(result).toMatchObject({ status: 'not-started', failureKind: 'service' });
    expect(asked.at(-1)).toBe(60);
  },
);

test('a refusal after the choice is not tolerated, as it is of the first status check', async () => {
  const clock = new VirtualClock();
  const refusal = serviceError(403, { kind: 'permission' });
  const test = offerRun({ states: [refusal] }, { clock, traits: { canStartWithoutState: false } });
  const { marketplace, ...run } = test.run;
  const finder: MarketplaceFinder = {
    next: () => ({ marketplace, reason }),
    survey: async () => [],
  };
  await goLive({ ...run, finder });
  expect(test.result.failureKind).toBe('permission');
  expect(test.marketplace.story()).toBe('state');
});

test('check tells what each API says, for a minute at most, whether one can be chosen or not', async () => {
  const found = await played([], { mode: 'check' });
  expect(found.told.lines).toEqual([
    `info: ${reason}`,
    'info: product-ingestion: found',
    'info: partner-center: not found',
  ]);
  expect(found.result).toMatchObject({ status: 'waiting-for-review', failureKind: '' });
  const { surveys, told, result } = await played([new Failure('input', 'Unknown.')], { mode: 'check' });
  expect(told.lines).toEqual(['info: product-ingestion: found', 'info: partner-center: not found']);
  expect(surveys).toEqual([60]);
  expect(result.failureKind).toBe('input');
});

test.each([
  [90, [30]],
  [60, []],
])('check has %d s in all, what each API says included', async (seconds, expected) => {
  const busy = Array(50).fill(serviceError(503));
  const { surveys, told } = await played(busy, { mode: 'check', timeoutMs: seconds * 1_000 });
  expect(surveys).toEqual(expected);
  expect(told.lines.some((line) => line.includes('product-ingestion: found'))).toBe(expected.length > 0);
});

test('a step that is stopped meanwhile tells nothing more', async () => {
  const clock = new VirtualClock();
  const test = offerRun({}, { clock, mode: 'check' });
  const { marketplace: _marketplace, ...run } = test.run;
  let surveys = 0;
  const lookUp: LookUp = {
    hasAnswered: () => true,
    async ask({ signal }) {
      test.stop();
      signal.throwIfAborted();
    },
  };
  const finder: MarketplaceFinder = {
    next: () => ({ lookUps: [lookUp] }),
    async survey() {
      surveys += 1;
      return [];
    },
  };
  await goLive({ ...run, finder });
  expect(test.result.failureKind).toBe('interrupted');
  expect(surveys).toBe(0);
});

describe('of several look-ups', () => {
  /** Plays a choice between look-ups of which each has these outcomes in turn; `undefined` is an answer. */
  async function asking(...outcomes: { turns: (Failure | undefined)[]; hasAnswered?: boolean }[]) {
    const clock = new VirtualClock();
    const test = offerRun(goesLive, { clock });
    const asked: number[][] = outcomes.map(() => []);
    const open = new Set(outcomes.keys());
    const lookUps = outcomes.map(
      ({ turns, hasAnswered = true }, index): LookUp => ({
        hasAnswered: () => hasAnswered,
        async ask({ signal }) {
          signal.throwIfAborted();
          asked[index]?.push(clock.elapsedMs() / 1000);
          const failure = turns.length > 1 ? turns.shift() : turns[0];
          if (failure) {
            throw failure;
          }
          open.delete(index);
        },
      }),
    );
    const { marketplace, ...run } = test.run;
    const finder: MarketplaceFinder = {
      next: () => (open.size > 0 ? { lookUps } : { marketplace, reason }),
      survey: async () => [],
    };
    test.result.api = '';
    await goLive({ ...run, finder });
    return { ...test, asked };
  }

  const busy = serviceError(503);

  test('each is asked at its own pace', async () => {
    const slow = serviceError(429, { retryAfterMs: 1_200_000 });
    const { asked, result } = await asking({ turns: [busy, undefined] }, { turns: [slow, undefined] });
    expect(asked).toEqual([
      [0, 10],
      [0, 1200],
    ]);
    expect(result.status).toBe('succeeded');
  });

  test('one that never answers ends it in minutes, though others answer', async () => {
    const silent = { turns: [noAnswer('timeout')], hasAnswered: false };
    const { result } = await asking({ turns: [busy, busy, undefined] }, silent);
    expect(result).toMatchObject({ api: '', failureKind: 'network' });
    expect(Date.parse(result.endedAt) - Date.parse(result.startedAt)).toBeLessThanOrEqual(10 * minute);
  });

  test('one that fails for good ends it at once, though others may answer later', async () => {
    const { asked, linesWith, result } = await asking({ turns: [busy] }, { turns: [serviceError(400)] });
    expect(result).toMatchObject({ api: '', failureKind: 'service', message: 'The API answers 400.' });
    expect(asked).toEqual([[0], [0]]);
    expect(linesWith('Look-up failed')).toHaveLength(1);
  });

  test('a slow one leaves the chosen API all its patience', async () => {
    const clock = new VirtualClock();
    const silent = noAnswer('connection');
    const test = offerRun(
      { states: [silent, silent, state('live')] },
      { clock, traits: { canStartWithoutState: false } },
    );
    const { marketplace, ...run } = test.run;
    let isAnswered = false;
    const lookUp: LookUp = {
      hasAnswered: () => true,
      async ask() {
        if (clock.elapsedMs() < 6 * minute) {
          throw busy;
        }
        isAnswered = true;
      },
    };
    const finder: MarketplaceFinder = {
      next: () => (isAnswered ? { marketplace, reason } : { lookUps: [lookUp] }),
      survey: async () => [],
    };
    await goLive({ ...run, finder });
    expect(test.result.status).toBe('succeeded');
  });
});

test('after a failed sign-in, check asks nobody anything more', async () => {
  const noToken = new Failure('authentication', 'Refused.', { isFatal: true, effect: 'not-sent' });
  const { surveys, result } = await played([noToken], { mode: 'check' });
  expect(result.failureKind).toBe('authentication');
  expect(surveys).toEqual([]);
});
