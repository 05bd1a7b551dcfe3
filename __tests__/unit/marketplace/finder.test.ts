import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/marketplace/api.ts';
import type { ApiName } from '../../../src/marketplace/apis.ts';
import { createFinder } from '../../../src/marketplace/finder.ts';
import { interrupted } from '../../../src/model/failure.ts';
import type { OfferState } from '../../../src/model/offer.ts';
import {
  fakeMarketplace,
  noAnswer,
  operation,
  serviceError,
  state,
  type Turn,
} from '../../support/unit/fake-marketplace.ts';
import { VirtualClock } from '../../support/unit/virtual-clock.ts';

/** The type that an API has for the offer, that it does not know it, or an error to throw. */
type TypeTurn = string | undefined | Error;

interface Stand {
  types?: TypeTurn[];
  states?: Turn<OfferState>[];
  hasAnswered?: boolean;
}

const waiting = state('waiting-for-sign-off');
const forbidden = serviceError(403, { kind: 'permission' }).with({ refusesCaller: true });
const missing = serviceError(404, { kind: 'not-found' });
const vm = 'azureVirtualMachine';

/** A finder over three APIs, and what they were asked. */
function finding(stands: Partial<Record<ApiName, Stand>>, publisher = 'contoso') {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const connections = new Map<ApiName, Connection>();
  const connect = (api: ApiName): Connection => {
    const { types = [undefined], states = [waiting], hasAnswered = false } = stands[api] ?? {};
    let turn = 0;
    const marketplace = fakeMarketplace(clock, { states, goLives: [operation()] });
    const connection: Connection = connections.get(api) ?? {
      ...marketplace,
      api,
      hasAnswered: () => hasAnswered,
      getOfferState(...args) {
        asked.push(`${api} state`);
        return marketplace.getOfferState(...args);
      },
      ...(api !== 'cloud-partner-portal' && {
        async getOfferType() {
          asked.push(`${api} type`);
          const type = types[Math.min(turn, types.length - 1)];
          turn += 1;
          if (type instanceof Error) {
            throw type;
          }
          return type;
        },
      }),
    };
    connections.set(api, connection);
    return connection;
  };
  const finder = createFinder(connect);
  const offer = { publisher, offer: 'x' };
  const deadline = { signal: new AbortController().signal, atMs: clock.now() };
  return {
    asked,
    finder,
    connect,
    find: () => finder.find(offer, deadline),
    survey: () => finder.survey(offer, deadline),
    offer,
    deadline,
  };
}

const bothTypes = ['product-ingestion type', 'partner-center type'];

describe('a finder', () => {
  test('asks each API that can be asked, once', async () => {
    const { asked, connect, find } = finding({ 'product-ingestion': { types: [vm] } });
    const found = {
      marketplace: connect('product-ingestion'),
      reason: 'contoso/x is a virtual machine offer: using product-ingestion.',
    };
    await expect(find()).resolves.toEqual(found);
    await expect(find()).resolves.toEqual(found);
    expect(asked).toEqual(bothTypes);
  });

  test('asks again only the API that gave no answer', async () => {
    const { asked, find } = finding({
      'product-ingestion': { types: [vm] },
      'partner-center': { types: [serviceError(503, { hint: 'Wait.' }), undefined] },
    });
    await expect(find()).rejects.toMatchObject({
      kind: 'service',
      transience: 'always',
      message: 'Could not ask partner-center for the offer. The API answers 503.',
      hint: 'Wait. If you know which API carries the offer, set api: then no other is asked.',
    });
    await expect(find()).resolves.toMatchObject({ marketplace: { api: 'product-ingestion' } });
    expect(asked).toEqual([...bothTypes, 'partner-center type']);
  });

  test('notes a refusal of the caller, and passes it over', async () => {
    const { asked, find } = finding({
      'product-ingestion': { types: [forbidden] },
      'partner-center': { types: ['AzureApplication'] },
    });
    await expect(find()).resolves.toMatchObject({ marketplace: { api: 'partner-center' } });
    expect(asked).toEqual(bothTypes);
  });

  test('takes a list of products that is not found for one without the offer', async () => {
    const { find } = finding({
      'product-ingestion': { types: [vm] },
      'partner-center': { types: [missing] },
    });
    await expect(find()).resolves.toMatchObject({ marketplace: { api: 'product-ingestion' } });
  });

  test('leaves a failed sign-in as it is, as it is the same for every API', async () => {
    const noToken = serviceError(401, { kind: 'authentication', hint: 'Check.' }).with({ isFatal: true });
    const { find } = finding({ 'product-ingestion': { types: [noToken] } });
    await expect(find()).rejects.toBe(noToken);
  });

  test.each([
    ['an interruption', interrupted('SIGTERM')],
    ['a bug', new TypeError('x')],
  ])('throws %s as it is', async (_what, error) => {
    await expect(finding({ 'partner-center': { types: [error] } }).find()).rejects.toBe(error);
  });

  test('has had an answer once every API that it asks has given one', async () => {
    const silent = noAnswer('timeout');
    const answered = { types: [vm] };
    const { finder, find } = finding({
      'product-ingestion': answered,
      'partner-center': { types: [silent] },
    });
    expect(finder.hasAnswered()).toBe(false);
    await expect(find()).rejects.toMatchObject({ kind: 'network' });
    expect(finder.hasAnswered()).toBe(false);
    const busy = { types: [serviceError(503)], hasAnswered: true };
    const other = finding({ 'product-ingestion': answered, 'partner-center': busy });
    await expect(other.find()).rejects.toMatchObject({ kind: 'service' });
    expect(other.finder.hasAnswered()).toBe(true);
  });
});

describe('where no API that can be asked knows the offer, a finder', () => {
  test('uses the Cloud Partner Portal if that shows its state, which is not read twice at first', async () => {
    const { asked, deadline, find, offer } = finding({});
    const { marketplace, reason } = await find();
    expect(reason).toContain('So cloud-partner-portal is left for contoso/x.');
    expect(asked).toEqual([...bothTypes, 'cloud-partner-portal state']);
    await expect(marketplace.getOfferState(offer, deadline)).resolves.toBe(waiting);
    expect(asked).toHaveLength(3);
    await marketplace.getOfferState(offer, deadline);
    expect(asked.slice(3)).toEqual(['cloud-partner-portal state']);
    expect(marketplace.api).toBe('cloud-partner-portal');
  });

  test.each([
    ['does not know it either', missing, 'not-found', 'The API answers 404.'],
    ['refuses the caller', forbidden, 'permission', 'The API answers 403.'],
  ])('says what each API said if the Cloud Partner Portal %s', async (_what, failure, kind, words) => {
    const { find } = finding({ 'cloud-partner-portal': { states: [failure] } });
    await expect(find()).rejects.toMatchObject({
      kind,
      message: `product-ingestion does not know the offer. partner-center does not know the offer. cloud-partner-portal: ${words}`,
    });
  });

  test.each([
    ['a passing fault', serviceError(503)],
    ['a bug', new TypeError('x')],
  ])('throws %s of the Cloud Partner Portal as it is', async (_what, failure) => {
    await expect(finding({ 'cloud-partner-portal': { states: [failure] } }).find()).rejects.toBe(failure);
  });
});

describe('a survey', () => {
  test('tells what each API says: found or not, type, state, access', async () => {
    const { survey } = finding({
      'product-ingestion': { types: [vm] },
      'partner-center': { types: ['AzureQuantum'], states: [state('live')] },
      'cloud-partner-portal': { states: [missing] },
    });
    await expect(survey()).resolves.toEqual([
      'cloud-partner-portal: could not be read. The API answers 404.',
      'product-ingestion: found, type "azureVirtualMachine" (virtual machine), waiting-for-review (waiting-for-review)',
      'partner-center: found, type "AzureQuantum" (not known to this action), succeeded (succeeded)',
    ]);
  });

  test('tells of APIs that refuse, do not know the offer, give no answer, or cannot be asked', async () => {
    const { survey } = finding(
      { 'product-ingestion': { types: [forbidden] }, 'partner-center': { types: [undefined] } },
      '',
    );
    await expect(survey()).resolves.toEqual([
      'cloud-partner-portal: not asked, as publisher is empty',
      'product-ingestion: access refused. The API answers 403.',
      'partner-center: not found',
    ]);
    const busy = serviceError(503);
    const other = finding({
      'product-ingestion': { types: [vm], states: [busy] },
      'partner-center': { types: [busy], states: [busy] },
    });
    await expect(other.survey()).resolves.toEqual([
      'cloud-partner-portal: found, waiting-for-review (waiting-for-review)',
      'product-ingestion: found, type "azureVirtualMachine" (virtual machine), but its state could not be read. The API answers 503.',
      'partner-center: could not be read. The API answers 503.',
    ]);
  });

  test.each([
    ['an interruption', interrupted('SIGTERM')],
    ['a bug', new TypeError('x')],
  ])('throws %s as it is', async (_what, error) => {
    const { survey } = finding({ 'product-ingestion': { types: [vm], states: [error] } });
    await expect(survey()).rejects.toBe(error);
  });
});
