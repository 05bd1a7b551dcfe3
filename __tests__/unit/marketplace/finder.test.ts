import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/marketplace/api.ts';
import type { ApiName } from '../../../src/marketplace/apis.ts';
import { createFinder } from '../../../src/marketplace/finder.ts';
import { interrupted } from '../../../src/model/failure.ts';
import type { OfferState } from '../../../src/model/offer.ts';
import {
  fakeMarketplace,
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
  const offer = { publisher, offer: 'x' };
  const finder = createFinder(connect, offer);
  const deadline = { signal: new AbortController().signal, atMs: clock.now() };
  return {
    asked,
    finder,
    connect,
    /** Asks each thing once until there is a choice. */
    async find() {
      for (;;) {
        const next = finder.next();
        if (!next.lookUps) {
          return next;
        }
        const asked = await Promise.allSettled(next.lookUps.map((lookUp) => lookUp.ask(deadline)));
        for (const outcome of asked) {
          if (outcome.status === 'rejected') {
            throw outcome.reason;
          }
        }
      }
    },
    survey: () => finder.survey(deadline),
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
    const noToken = serviceError(401, { kind: 'authentication', hint: 'Check.' }).with({
      isFatal: true,
      effect: 'not-sent',
    });
    const { find } = finding({ 'product-ingestion': { types: [noToken] } });
    await expect(find()).rejects.toBe(noToken);
  });

  test.each([
    ['an interruption', interrupted('SIGTERM')],
    ['a bug', new TypeError('x')],
  ])('throws %s as it is', async (_what, error) => {
    await expect(finding({ 'partner-center': { types: [error] } }).find()).rejects.toBe(error);
  });

  test('tells of each look-up whether its API has answered', () => {
    const { finder } = finding({ 'partner-center': { hasAnswered: true } });
    expect(finder.next().lookUps?.map((lookUp) => lookUp.hasAnswered())).toEqual([false, true]);
    const other = finding({ 'cloud-partner-portal': { hasAnswered: true } });
    expect(other.finder.next().lookUps?.map((lookUp) => lookUp.hasAnswered())).toEqual([false, false]);
  });

  test('passes over an API that refuses the look-up for another reason, too', async () => {
    const refusal = serviceError(400);
    const { find } = finding({
      'product-ingestion': { types: [vm] },
      'partner-center': { types: [refusal] },
    });
    await expect(find()).resolves.toMatchObject({ marketplace: { api: 'product-ingestion' } });
  });

  test('asks an API again whose sign-in was refused before it gives up, and no longer briefly', async () => {
    const noToken = serviceError(400, { kind: 'authentication' }).with({
      refusesCaller: true,
      isFatal: true,
      effect: 'not-sent',
    });
    const { asked, find } = finding({
      'product-ingestion': { types: [noToken, vm] },
      'partner-center': { types: ['AzureThirdPartyVirtualMachine'] },
    });
    await expect(find()).resolves.toMatchObject({ marketplace: { api: 'product-ingestion' } });
    expect(asked).toEqual([...bothTypes, 'product-ingestion type']);
    const refused = finding({
      'product-ingestion': { types: [noToken] },
      'partner-center': { types: ['AzureThirdPartyVirtualMachine'] },
    });
    await expect(refused.find()).rejects.toMatchObject({ kind: 'input' });
    expect(refused.asked).toEqual([...bothTypes, 'product-ingestion type']);
    const left = finding({ 'product-ingestion': { types: [noToken, vm] } });
    await expect(left.find()).resolves.toMatchObject({ marketplace: { api: 'product-ingestion' } });
    expect(left.asked).toEqual([...bothTypes, 'product-ingestion type']);
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
    ['does not know it either', missing.with({ isFatal: true }), 'not-found', 'The API answers 404.'],
    ['refuses the caller', forbidden.with({ isFatal: true }), 'permission', 'The API answers 403.'],
  ])('says what each API said if the Cloud Partner Portal %s', async (_what, failure, kind, words) => {
    const { find } = finding({ 'cloud-partner-portal': { states: [failure] } });
    await expect(find()).rejects.toMatchObject({
      kind,
      message: `product-ingestion does not know the offer. partner-center does not know the offer. cloud-partner-portal: ${words}`,
      hint: '',
    });
  });

  test('uses it if only its status of the offer is missing', async () => {
    const { asked, find } = finding({ 'cloud-partner-portal': { states: [missing] } });
    await expect(find()).resolves.toMatchObject({ marketplace: { api: 'cloud-partner-portal' } });
    expect(asked).toHaveLength(3);
  });

  test('says what each API said, and to set api, if it has a fault', async () => {
    const { find } = finding({ 'cloud-partner-portal': { states: [serviceError(503, { hint: 'Wait.' })] } });
    await expect(find()).rejects.toMatchObject({
      kind: 'service',
      transience: 'always',
      message: expect.stringContaining('does not know the offer. cloud-partner-portal: The API answers 503.'),
      hint: expect.stringMatching(/^Wait\. If you know which API/),
    });
  });

  test.each([
    ['an interruption', interrupted('SIGTERM')],
    ['a bug', new TypeError('x')],
  ])('throws %s of the Cloud Partner Portal as it is', async (_what, failure) => {
    await expect(finding({ 'cloud-partner-portal': { states: [failure] } }).find()).rejects.toBe(failure);
  });
});

describe('a survey', () => {
  test('tells what each API says: found or not, type, state, access', async () => {
    const { find, survey } = finding({
      'product-ingestion': { types: [vm] },
      'partner-center': { types: ['AzureQuantum'], states: [state('live')] },
      'cloud-partner-portal': { states: [missing.with({ isFatal: true })] },
    });
    await expect(find()).rejects.toMatchObject({ kind: 'input' });
    await expect(survey()).resolves.toEqual([
      'cloud-partner-portal: not found. The API answers 404.',
      'product-ingestion: found, type "azureVirtualMachine" (virtual machine), waiting-for-review (waiting-for-review)',
      'partner-center: found, type "AzureQuantum" (not known to this action), succeeded (succeeded)',
    ]);
  });

  test('tells of APIs that refuse, do not know the offer, give no answer, or cannot be asked', async () => {
    const { find, survey } = finding(
      { 'product-ingestion': { types: [forbidden] }, 'partner-center': { types: [undefined] } },
      '',
    );
    await expect(find()).rejects.toMatchObject({ kind: 'input' });
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
    await expect(other.find()).rejects.toMatchObject({ kind: 'service' });
    await expect(other.survey()).resolves.toEqual([
      'cloud-partner-portal: found, waiting-for-review (waiting-for-review)',
      'product-ingestion: found, type "azureVirtualMachine" (virtual machine), but its state could not be read. The API answers 503.',
      'partner-center: could not be read. The API answers 503.',
    ]);
  });

  test('tells that the Cloud Partner Portal refuses access', async () => {
    const { survey } = finding({ 'cloud-partner-portal': { states: [forbidden.with({ isFatal: true })] } });
    const [line] = await survey();
    expect(line).toBe('cloud-partner-portal: access refused. The API answers 403.');
  });

  test.each([
    ['an interruption', interrupted('SIGTERM')],
    ['a bug', new TypeError('x')],
  ])('throws %s as it is', async (_what, error) => {
    const { survey } = finding({ 'product-ingestion': { types: [vm], states: [error] } });
    await expect(survey()).rejects.toBe(error);
  });
});
