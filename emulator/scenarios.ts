import type { OfferSetup } from './marketplace/offer-setup.ts';

const offer = { publisher: 'contoso', offer: 'contoso-vm' };

/** Offers to try a workflow on, by the name of the scenario. */
export const scenarios: Record<string, OfferSetup> = {
  'go-live': { ...offer, state: 'waiting-for-sign-off' },
  'not-migrated': { ...offer, state: 'waiting-for-sign-off', migrated: false },
  'slow-pick-up': { ...offer, state: 'waiting-for-sign-off', pickUpSeconds: 3600 },
  'failed-certification': {
    ...offer,
    state: 'waiting-for-sign-off',
    goLiveEnds: 'failed',
    certifiedAfterGoLive: true,
  },
  'failed-provisioning': { ...offer, state: 'waiting-for-sign-off', goLiveEnds: 'failed' },
  canceled: { ...offer, state: 'waiting-for-sign-off', goLiveEnds: 'canceled' },
  'blocked-for-a-while': {
    ...offer,
    state: 'waiting-for-sign-off',
    blockedAt: { step: 'live', seconds: 12 * 3600 },
  },
  blocked: { ...offer, state: 'waiting-for-sign-off', blockedAt: { step: 'live' } },
  update: { ...offer, state: 'waiting-for-sign-off', liveBefore: true },
  'never-published': { ...offer, state: 'never-published' },
  'preview-building': { ...offer, state: 'preview-building' },
  'going-live': { ...offer, state: 'going-live' },
  'already-live': { ...offer, state: 'live' },
  'already-failed': { ...offer, state: 'failed' },
  'stale-preview': {
    ...offer,
    state: 'waiting-for-sign-off',
    productIngestion: { staleSubmission: true },
  },
  locked: { ...offer, state: 'waiting-for-sign-off', productIngestion: { locked: 409 } },
  'job-ahead': {
    ...offer,
    state: 'waiting-for-sign-off',
    productIngestion: { jobSucceedsBeforeLiveSeconds: 12 * 3600 },
  },
  'silent-failure': { ...offer, state: 'waiting-for-sign-off', partnerCenter: { silentFailures: 1 } },
  'preview-blocked': { ...offer, state: 'blocked', blockedAt: { step: 'displaycertify' } },
  withdrawn: { ...offer, state: 'live', withdrawal: 'done' },
  'being-withdrawn': { ...offer, state: 'live', withdrawal: 'running' },
  'withdrawal-scheduled': { ...offer, state: 'live', withdrawal: 'scheduled' },
  'submission-without-id': {
    ...offer,
    state: 'preview-building',
    productIngestion: { withoutId: 'preview' },
  },
  'deleted-submission': {
    ...offer,
    state: 'waiting-for-sign-off',
    partnerCenter: { otherState: { state: 'Deleted' } },
  },
  'rolled-back': {
    ...offer,
    state: 'waiting-for-sign-off',
    partnerCenter: { otherState: { state: 'RolledBack', from: 'go-live', afterSeconds: 12 * 3600 } },
  },
  'plain-list-refused': {
    ...offer,
    state: 'waiting-for-sign-off',
    partnerCenter: { plainList: 'refused' },
  },
  'plain-list-incomplete': {
    ...offer,
    state: 'waiting-for-sign-off',
    partnerCenter: { plainList: 'incomplete' },
  },
  'filter-refused': {
    ...offer,
    state: 'waiting-for-sign-off',
    partnerCenter: { filteredList: 'refused' },
  },
  'no-workflow-details': {
    ...offer,
    state: 'waiting-for-sign-off',
    partnerCenter: { liveSubstate: 'Published', workflowDetails: 'missing-when-live' },
  },
};
