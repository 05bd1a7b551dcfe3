import type { OfferSetup } from './marketplace/offer-setup.ts';
import { type ApiName, apiNames, type OfferType } from './marketplace/offer-types.ts';

export interface Scenario {
  /** What happens to the offer, for people: what follows "The offer". */
  what: string;
  /** The API that shows it, if one only does. */
  api?: ApiName;
  setup: Omit<OfferSetup, 'publisher' | 'offer' | 'type'>;
  /** Inputs without which a run of the action would not end within seconds. */
  with?: Record<string, string>;
}

const hour = 3_600;
const waiting = { state: 'waiting-for-sign-off' } as const;

/** What an offer can go through, by the name of the scenario. */
export const scenarios: Record<string, Scenario> = {
  'go-live': { what: 'waits for sign-off, and goes live in two days', setup: waiting },
  update: {
    what: 'waits for sign-off while an earlier version is live',
    setup: { ...waiting, liveBefore: true },
  },
  'failed-certification': {
    what: 'fails in certification, after its go-live was accepted',
    setup: { ...waiting, goLiveEnds: 'failed', certifiedAfterGoLive: true },
  },
  'failed-provisioning': {
    what: 'fails in provisioning, after its go-live was accepted',
    setup: { ...waiting, goLiveEnds: 'failed' },
  },
  canceled: {
    what: 'is canceled by somebody while it goes live',
    setup: { ...waiting, goLiveEnds: 'canceled' },
  },
  'slow-pick-up': {
    what: 'goes live, but its operation answers 404 for the first twelve hours',
    setup: { ...waiting, pickUpSeconds: 12 * hour },
  },
  'never-published': { what: 'was never published to preview', setup: { state: 'never-published' } },
  'preview-building': {
    what: 'has a preview that is still being built, which takes a day',
    setup: { state: 'preview-building', previewSeconds: 24 * hour },
  },
  'going-live': { what: 'is going live already', setup: { state: 'going-live' } },
  'already-live': { what: 'is live, with nothing to release', setup: { state: 'live' } },
  'already-failed': { what: 'failed in an earlier go-live', setup: { state: 'failed' } },
  'not-migrated': {
    what: 'was not migrated to Partner Center, so its operation is at another address',
    api: 'cloud-partner-portal',
    setup: { ...waiting, migrated: false },
  },
  blocked: {
    what: 'is blocked in the step Live, for ever',
    api: 'cloud-partner-portal',
    setup: { ...waiting, blockedAt: { step: 'live' } },
    with: { 'timeout-minutes': '0.15' },
  },
  'blocked-for-a-while': {
    what: 'is blocked in the step Live, for twelve hours',
    api: 'cloud-partner-portal',
    setup: { ...waiting, blockedAt: { step: 'live', seconds: 12 * hour } },
  },
  'preview-blocked': {
    what: 'has a preview that is blocked in certification',
    api: 'cloud-partner-portal',
    setup: { state: 'blocked', blockedAt: { step: 'displaycertify' } },
  },
  'stale-preview': {
    what: 'has a newer preview, so its go-live is refused',
    api: 'product-ingestion',
    setup: { ...waiting, productIngestion: { staleSubmission: true } },
  },
  locked: {
    what: 'is locked by something else, so its go-live is refused',
    api: 'product-ingestion',
    setup: { ...waiting, productIngestion: { locked: 409 } },
  },
  'job-ahead': {
    what: 'goes live twelve hours after the job reports success',
    api: 'product-ingestion',
    setup: { ...waiting, productIngestion: { jobSucceedsBeforeLiveSeconds: 12 * hour } },
  },
  withdrawn: {
    what: 'was withdrawn from the marketplace',
    api: 'product-ingestion',
    setup: { state: 'live', withdrawal: 'done' },
  },
  'being-withdrawn': {
    what: 'is being withdrawn from the marketplace',
    api: 'product-ingestion',
    setup: { state: 'live', withdrawal: 'running' },
  },
  'withdrawal-scheduled': {
    what: 'is live, and will be withdrawn in 30 days',
    api: 'product-ingestion',
    setup: { state: 'live', withdrawal: 'scheduled' },
  },
  'submission-without-id': {
    what: 'has a preview that is being built and is listed without its ID',
    api: 'product-ingestion',
    setup: {
      state: 'preview-building',
      previewSeconds: 24 * hour,
      productIngestion: { withoutId: 'preview' },
    },
  },
  'silent-failure': {
    what: 'has its first go-live accepted, and only pendingUpdateInfo says that it failed',
    api: 'partner-center',
    setup: { ...waiting, partnerCenter: { silentFailures: 1 } },
  },
  'deleted-submission': {
    what: 'has a submission that was deleted',
    api: 'partner-center',
    setup: { ...waiting, partnerCenter: { otherState: { state: 'Deleted' } } },
  },
  'rolled-back': {
    what: 'is rolled back after twelve hours of going live',
    api: 'partner-center',
    setup: {
      ...waiting,
      partnerCenter: { otherState: { state: 'RolledBack', from: 'go-live', afterSeconds: 12 * hour } },
    },
  },
  'plain-list-refused': {
    what: 'is found only with a filter; the plain list of products is refused',
    api: 'partner-center',
    setup: { ...waiting, partnerCenter: { plainList: 'refused' } },
  },
  'plain-list-incomplete': {
    what: 'is found only with a filter; the plain list of products leaves it out',
    api: 'partner-center',
    setup: { ...waiting, partnerCenter: { plainList: 'incomplete' } },
  },
  'filter-refused': {
    what: 'is found only without a filter',
    api: 'partner-center',
    setup: { ...waiting, partnerCenter: { filteredList: 'refused' } },
  },
  'no-workflow-details': {
    what: 'is Published/Published once it is live, without workflow details',
    api: 'partner-center',
    setup: {
      ...waiting,
      partnerCenter: { liveSubstate: 'Published', workflowDetails: 'missing-when-live' },
    },
  },
};

/** An offer of a type that this API alone, or better than the others, takes live. */
const offers: Record<ApiName, { offer: string; type: OfferType }> = {
  'cloud-partner-portal': { offer: 'contoso-service', type: 'managed service' },
  'product-ingestion': { offer: 'contoso-vm', type: 'virtual machine' },
  'partner-center': { offer: 'contoso-app', type: 'Azure application' },
};

/** A scenario, and the offer that goes through it. */
export interface Play {
  name: string;
  scenario: Scenario;
  api: ApiName;
  offer: OfferSetup & { type: OfferType };
}

/**
 * The scenario of this name, at this API. Default: the API of the scenario, or that of virtual machines.
 * @throws with a sentence for people, if there is no such scenario or if that API does not show it
 */
export function play(name: string, api?: string): Play {
  const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (!scenario) throw new Error(`Unknown scenario "${name}".`);
  const chosen = apiNames.find((one) => one === (api ?? scenario.api ?? 'product-ingestion'));
  if (!chosen) throw new Error(`Unknown API "${api}": use ${apiNames.join(', ')}.`);
  if (scenario.api && scenario.api !== chosen)
    throw new Error(`The scenario ${name} is shown by ${scenario.api} only.`);
  return {
    name,
    scenario,
    api: chosen,
    offer: { publisher: 'contoso', ...offers[chosen], ...scenario.setup },
  };
}
