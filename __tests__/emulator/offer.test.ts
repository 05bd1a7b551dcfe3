import { expect, test } from 'vitest';
import { EmulatedOffer } from '../../emulator/marketplace/offer.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import { play, scenarios } from '../../emulator/scenarios.ts';

const hour = 3_600_000;

/** An offer on a test clock, whose preview takes 20 hours and whose go-live takes 12. */
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
  [{ state: 'waiting-for-sign-off', withdrawal: 'done' }],
  [{ state: 'waiting-for-sign-off', liveBefore: true, withdrawal: 'running' }],
] as const)('an offer with %j cannot be withdrawn', ([setup]) => {
  expect(() => setUp(setup)).toThrow('cannot be withdrawn');
});

test.for([
  'preview-building',
  'waiting-for-sign-off',
  'going-live',
  'live',
  'failed',
  'canceled',
  'blocked',
] as const)('an offer with an earlier live version can start as %s', (state) => {
  const { offer } = setUp({ state, liveBefore: true });
  expect(offer.state).toBe(state);
  expect(offer.live?.offerVersion).toBe(state === 'live' ? 2 : 1);
  expect(offer.preview?.offerVersion).toBe(2);
});

test.for(Object.entries(scenarios))(
  'the scenario %s starts in the state that it names',
  ([name, { setup }]) => {
    const offer = new EmulatedOffer(play(name).offer, () => 1e12);
    // While it runs, a withdrawal is a go-live to the other APIs.
    expect(offer.state).toBe(setup.withdrawal === 'running' ? 'going-live' : setup.state);
  },
);

test('a preview passes its steps in order, then waits for sign-off forever', () => {
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
  clock.now += 7 * hour; // one hour of prerequisites, then half of the twelve hours of certification
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

test.for([
  { certifiedAfterGoLive: false, failing: 'displayprovisionlive' },
  { certifiedAfterGoLive: true, failing: 'displaycertify' },
])('a go-live that fails stops in the step $failing, with messages', ({ certifiedAfterGoLive, failing }) => {
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

test('a go-live with goLiveEnds "canceled" is canceled in its last step', () => {
  const { offer, clock, step } = setUp({ state: 'waiting-for-sign-off', goLiveEnds: 'canceled' });
  offer.goLive();
  clock.now += 12 * hour;
  expect(offer.state).toBe('canceled');
  expect(step('live').status).toBe('canceled');
});

test('a go-live canceled in the portal stops in its current step', () => {
  const { offer, clock, step } = setUp({ state: 'going-live' });
  clock.now += hour;
  offer.cancelFromPortal();
  clock.now += 100 * hour;
  expect(offer.state).toBe('canceled');
  expect(step('displayprovisionlive').status).toBe('canceled');
});

test('a blocked step delays the go-live, whose status stays running', () => {
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

test('a step that is blocked forever continues after unblock()', () => {
  const { offer, clock } = setUp({ state: 'blocked' });
  clock.now += 1000 * hour;
  expect(offer.state).toBe('blocked');
  offer.unblock();
  expect(offer.state).toBe('going-live');
  clock.now += 6 * hour;
  expect(offer.state).toBe('live');
  expect(() => setUp({ state: 'live' }).offer.unblock()).toThrow('No step');
});

test('a step of the preview can be blocked; a step that never runs cannot', () => {
  const { words } = setUp({ state: 'blocked', blockedAt: { step: 'displayprovision' } });
  expect(words()).toMatchObject({ displaycertify: 'complete', displayprovision: 'blocked' });
  expect(() => setUp({ state: 'going-live', blockedAt: { step: 'lvie' } })).toThrow('lvie');
  expect(() => setUp({ state: 'blocked', goLiveEnds: 'failed' })).toThrow('live');
});

test('publishing a new preview cancels the one that waits for sign-off', () => {
  const { offer } = setUp({ state: 'waiting-for-sign-off' });
  offer.publishPreview();
  expect(offer.operations.map((operation) => offer.status(operation))).toEqual(['canceled', 'running']);
});
