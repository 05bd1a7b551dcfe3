import { expect, test } from 'vitest';
import { EmulatedOffer } from '../../emulator/marketplace/offer.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import { scenarios } from '../../emulator/scenarios.ts';

const hour = 3_600_000;

/** An offer whose preview takes 20 hours, whose go-live takes 12, and whose clock is ours. */
function setUp(setup: Partial<OfferSetup>) {
  const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
  const offer = new EmulatedOffer(
    {
      publisher: 'contoso',
      offer: 'vm',
      state: 'never-published',
      previewSeconds: 20 * 3600,
      goLiveSeconds: 12 * 3600,
      ...setup,
    },
    () => clock.now,
  );
  const words = () =>
    Object.fromEntries(offer.steps(offer.operations.at(-1)).map(({ step, status }) => [step.id, status]));
  const step = (id: string) => {
    const found = offer.steps(offer.operations.at(-1)).find((view) => view.step.id === id);
    if (!found) throw new Error(`No step ${id}`);
    return found;
  };
  return { offer, clock, words, step };
}

const previewDone = {
  displaydummycertify: 'complete',
  displaycertify: 'complete',
  displayprovision: 'complete',
  displaypackage: 'complete',
};

test.for([
  'never-published',
  'preview-building',
  'waiting-for-sign-off',
  'going-live',
  'live',
  'failed',
  'canceled',
  'blocked',
] as const)('an offer can be set up as %s', (state) => {
  expect(setUp({ state }).offer.state).toBe(state);
});

test.for([
  'preview-building',
  'waiting-for-sign-off',
  'going-live',
  'live',
  'failed',
  'canceled',
  'blocked',
] as const)('an offer that is %s can have been live before', (state) => {
  const { offer } = setUp({ state, liveBefore: true });
  expect(offer.state).toBe(state);
  expect(offer.live?.offerVersion).toBe(state === 'live' ? 2 : 1);
  expect(offer.preview?.offerVersion).toBe(2);
});

test('a go-live is of the submission of its preview', () => {
  const { offer } = setUp({ state: 'going-live', liveBefore: true });
  const [first, second, third, fourth] = offer.operations.map(({ submissionId }) => submissionId);
  expect([second, fourth]).toEqual([first, third]);
  expect(third).not.toBe(first);
});

test.for(Object.entries(scenarios))('the scenario %s can be set up', ([, setup]) => {
  const offer = new EmulatedOffer(setup, () => 1e12);
  expect(offer.state).toBe(setup.state);
});

test('a preview is built step by step, then waits for sign-off for ever', () => {
  const { offer, clock, words, step } = setUp({ state: 'preview-building' });
  expect(words()).toEqual({
    displaydummycertify: 'inProgress',
    displaycertify: 'notStarted',
    displayprovision: 'notStarted',
    displaypackage: 'notStarted',
    'publisher-signoff': 'notStarted',
    displayprovisionlive: 'notStarted',
    live: 'notStarted',
  });
  clock.now += 7 * hour; // one hour of pre-requisites, then half of twelve of certification
  expect(step('displaydummycertify')).toMatchObject({ status: 'complete', progress: 100 });
  expect(step('displaydummycertify').messages).toEqual([
    { messageHtml: 'Step completed.', level: 'information', timestamp: '2026-01-01T01:00:00.000Z' },
  ]);
  expect(step('displaycertify')).toMatchObject({ status: 'inProgress', progress: 50 });
  expect(step('displaycertify').messages[0]?.messageHtml).toMatch(/<b>vm<\/b>/);
  clock.now += 13 * hour - 1;
  expect(offer.state).toBe('preview-building');
  clock.now += 1;
  expect(offer.state).toBe('waiting-for-sign-off');
  clock.now += 10_000 * hour;
  expect(words()).toEqual({
    ...previewDone,
    'publisher-signoff': 'waitingForPublisherReview',
    displayprovisionlive: 'notStarted',
    live: 'notStarted',
  });
});

test('a go-live takes its time and succeeds', () => {
  const { offer, clock, words, step } = setUp({ state: 'waiting-for-sign-off' });
  const operation = offer.goLive();
  expect(operation).toMatchObject({ kind: 'goLive', offerVersion: 1 });
  expect(offer.state).toBe('going-live');
  clock.now += 9 * hour;
  expect(words()).toEqual({
    ...previewDone,
    'publisher-signoff': 'complete',
    displayprovisionlive: 'complete',
    live: 'inProgress',
  });
  expect(step('live').progress).toBe(50);
  expect(step('publisher-signoff').messages[0]?.timestamp).toBe('2026-01-01T00:00:00.000Z');
  expect(offer.version('goLive')).toBeUndefined();
  clock.now += 3 * hour;
  expect(offer.state).toBe('live');
  expect(offer.version('goLive')).toBe(1);
  expect(offer).toMatchObject({ goLives: 1, goLiveRequests: 1 });
});

test.for([
  { certifiedAfterGoLive: false, failing: 'displayprovisionlive' },
  { certifiedAfterGoLive: true, failing: 'displaycertify' },
])('a failing go-live fails in $failing', ({ certifiedAfterGoLive, failing }) => {
  const { offer, clock, step } = setUp({
    state: 'waiting-for-sign-off',
    goLiveEnds: 'failed',
    certifiedAfterGoLive,
  });
  expect(step(failing).status).toBe('notStarted');
  offer.goLive();
  clock.now += 12 * hour - 1;
  expect(offer.state).toBe('going-live');
  clock.now += 1;
  expect(offer.state).toBe('failed');
  expect(step(failing).status).toBe('failed');
  expect(step(failing).messages.map(({ level }) => level)).toEqual(['error', 'error']);
  expect(step(failing).messages[1]?.messageHtml).toContain('<li>');
  expect(step('live').status).toBe('notStarted');
});

test('a go-live can end as canceled by itself, or by a hand in the portal', () => {
  const byItself = setUp({ state: 'waiting-for-sign-off', goLiveEnds: 'canceled' });
  byItself.offer.goLive();
  byItself.clock.now += 12 * hour;
  expect(byItself.offer.state).toBe('canceled');
  expect(byItself.step('live').status).toBe('canceled');

  const byHand = setUp({ state: 'going-live' });
  byHand.clock.now += hour;
  byHand.offer.cancelFromPortal();
  byHand.clock.now += 100 * hour;
  expect(byHand.offer.state).toBe('canceled');
  expect(byHand.step('displayprovisionlive').status).toBe('canceled');
  expect(() => byHand.offer.cancelFromPortal()).toThrow('No operation');
});

test('a block holds the go-live up for its time, under a top level that runs', () => {
  const { offer, clock, step } = setUp({
    state: 'waiting-for-sign-off',
    blockedAt: { step: 'live', seconds: 24 * 3600 },
  });
  const operation = offer.goLive();
  if ('message' in operation) throw new Error(operation.message);
  clock.now += 6 * hour;
  expect(offer.state).toBe('blocked');
  expect(offer.status(operation)).toBe('running');
  expect(step('live').messages[0]).toMatchObject({ level: 'error' });
  clock.now += 24 * hour;
  expect(offer.state).toBe('going-live');
  expect(step('live')).toMatchObject({ status: 'inProgress', progress: 0 });
  clock.now += 6 * hour;
  expect(offer.state).toBe('live');
  expect(step('live').messages[0]?.timestamp).toBe('2026-01-02T12:00:00.000Z');
});

test('a block without an end lasts until it is cured', () => {
  const { offer, clock } = setUp({ state: 'blocked' });
  clock.now += 1000 * hour;
  expect(offer.state).toBe('blocked');
  offer.unblock();
  expect(offer.state).toBe('going-live');
  clock.now += 6 * hour;
  expect(offer.state).toBe('live');
  expect(() => setUp({ state: 'live' }).offer.unblock()).toThrow('No step');
});

test('a block that is cured before it is reached never happens', () => {
  const { offer, clock } = setUp({ state: 'going-live', blockedAt: { step: 'live' } });
  offer.unblock();
  clock.now += 12 * hour - 1;
  expect(offer.state).toBe('going-live');
  clock.now += 1;
  expect(offer.state).toBe('live');
});

test('a block that is over is not made longer by a late cure', () => {
  const { offer, clock } = setUp({ state: 'going-live', blockedAt: { step: 'live', seconds: 3600 } });
  clock.now += 8 * hour;
  offer.unblock();
  clock.now += 5 * hour;
  expect(offer.state).toBe('live');
});

test.for(['displaycertify', 'displayprovision', 'displaypackage', 'displayprovisionlive', 'live'])(
  'an offer can be blocked in %s whatever the durations',
  (step) => {
    for (let seconds = 0.1; seconds < 1e6; seconds *= 1.7) {
      const durations = { previewSeconds: seconds, goLiveSeconds: seconds };
      expect(setUp({ state: 'blocked', blockedAt: { step }, ...durations }).offer.state).toBe('blocked');
    }
  },
);

test('a preview can be blocked too, and a block in an unknown step is a mistake', () => {
  const { words } = setUp({ state: 'blocked', blockedAt: { step: 'displayprovision' } });
  expect(words()).toMatchObject({ displaycertify: 'complete', displayprovision: 'blocked' });
  expect(() => setUp({ state: 'going-live', blockedAt: { step: 'lvie' } })).toThrow('lvie');
  expect(() => setUp({ state: 'blocked', goLiveEnds: 'failed' })).toThrow('live');
});

test.for([
  { state: 'never-published', status: 400 },
  { state: 'preview-building', status: 400 },
  { state: 'going-live', status: 409 },
  { state: 'blocked', status: 409 },
  { state: 'live', status: 400 },
  { state: 'failed', status: 400 },
  { state: 'canceled', status: 400 },
] as const)('a go-live of an offer that is $state is refused with $status', ({ state, status }) => {
  const { offer } = setUp({ state });
  const before = offer.operations.length;
  expect(offer.goLive()).toMatchObject({ status, message: expect.stringMatching(/^[A-Z].*\.$/) });
  expect(offer).toMatchObject({ state, goLives: 0, goLiveRequests: 1 });
  expect(offer.operations).toHaveLength(before);
});

test('of two go-lives only one is taken', () => {
  const { offer } = setUp({ state: 'waiting-for-sign-off' });
  offer.goLive();
  expect(offer.goLive()).toMatchObject({ status: 409 });
  expect(offer).toMatchObject({ goLives: 1, goLiveRequests: 2 });
});

test('a live offer is published and taken live again as its next version', () => {
  const { offer, clock } = setUp({ state: 'live' });
  offer.publishPreview();
  expect(offer.state).toBe('preview-building');
  expect(() => offer.publishPreview()).toThrow('Only one operation');
  clock.now += 20 * hour;
  expect([offer.version('publish'), offer.version('goLive')]).toEqual([2, 1]);
  offer.goLive();
  clock.now += 12 * hour;
  expect(offer.version('goLive')).toBe(2);
});

test('a new preview replaces the one that waits for sign-off', () => {
  const { offer } = setUp({ state: 'waiting-for-sign-off' });
  offer.publishPreview();
  expect(offer.operations.map((operation) => offer.status(operation))).toEqual(['canceled', 'running']);
});

test('cancel stops a publication, not a go-live', () => {
  const building = setUp({ state: 'preview-building' }).offer;
  expect(building.cancel()).toMatchObject({ kind: 'publish' });
  expect(building.state).toBe('canceled');
  expect(building.cancel()).toMatchObject({ status: 400 });
  const goingLive = setUp({ state: 'going-live' }).offer;
  expect(goingLive.cancel()).toMatchObject({ status: 400 });
  expect(goingLive.state).toBe('going-live');
});
