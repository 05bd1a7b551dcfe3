import type { GoLive, Listing, Offer, OfferPlan, Phase } from './offer.ts';

/** A request as the server sees it. */
export interface ApiRequest {
  method: string;
  /** Below the base URL of the API. */
  path: string;
  query: URLSearchParams;
  body: string;
}

/** The server's answer to a request if nothing goes wrong. */
export interface ApiAnswer {
  status: number;
  headers?: Record<string, string>;
  document?: unknown;
}

/** The forms in which a server may give the location of an operation. */
export const locationForms = [
  'absolute',
  'relative',
  'without-version',
  'old-header',
  'not-migrated',
  'none',
  'other-origin',
  'unreadable',
] as const;

export type LocationForm = (typeof locationForms)[number];

/** What an answer depends on, apart from the request. */
export interface AnswerOptions {
  nowMs: number;
  /** The number of the run that sent the request. */
  run: number;
  /** If defined, it replaces the word for the status. */
  unknownWord: string | undefined;
  locationForm: LocationForm;
  products: ProductsPlan;
  /** All offers that there are; a list of products may have those of another API, too. */
  all: readonly Offer[];
}

/** How Partner Center lists products, as plain data. */
export interface ProductsPlan {
  filter: 'works' | 'refused' | 'ignored' | 'finds-nothing';
  plain: 'complete' | 'incomplete' | 'refused';
  /** How a list ends: with its last page, or with a next page that is not found. */
  end: 'last-page' | 'not-found';
}

/** Without a plan, everything works as documented. */
export const simpleProducts: ProductsPlan = { filter: 'works', plain: 'complete', end: 'last-page' };

/** What a go-live request is for. */
export interface GoLiveTarget {
  offer: Offer;
  /** Undefined: the current one. */
  release: number | undefined;
}

/** What the answer to a request shows of an offer. */
export interface Shown {
  offer: Offer;
  /** `unclear`: the answer does not tell which submission is the newest, so it shows no phase. */
  phase: Phase | 'unclear';
}

/** What an operation URL leads to. */
export interface OperationTarget {
  offer: Offer;
  /** The go-lives that it may stand for; undefined if it does not tell go-lives apart. */
  goLives: GoLive[] | undefined;
}

/** A model of one API, built from its documentation and from what its clients have seen. The offers are those that it carries. */
export interface ApiModel {
  baseUrl: string;
  /** What happens to an offer as far as this API can show it. */
  adapt(plan: OfferPlan): OfferPlan;
  /** What this request would take live; undefined for any other request. */
  findGoLive(offers: readonly Offer[], request: ApiRequest): GoLiveTarget | undefined;
  /**
   * What the answer to this request shows, if it is the last page of a list; undefined if it shows no phase.
   * @param sinceMs when the first page was read
   */
  findShown(offers: readonly Offer[], request: ApiRequest, nowMs: number, sinceMs: number): Shown | undefined;
  /** Whether a status check succeeds without the answer to this request. */
  isOptional(request: ApiRequest): boolean;
  /** Whether this request asks which product an offer is: the way to its type. */
  isLookUp(request: ApiRequest): boolean;
  findOperation(offers: readonly Offer[], url: URL): OperationTarget | undefined;
  answer(offers: readonly Offer[], request: ApiRequest, options: AnswerOptions): ApiAnswer;
}

const guid = (index: number, kind: number) =>
  `${kind}${kind}${kind}${kind}0000-0000-4000-8000-00000000000${index}`;
const notFound: ApiAnswer = { status: 404, document: { error: { code: 'notFound', message: 'Not found.' } } };
const refuse = ({ plan }: Offer): ApiAnswer => ({
  status: plan.refusal,
  document: { error: { code: 'badRequest', message: 'The offer is not ready to go live.', details: [] } },
});

/** The word that the server of this offer uses. */
function spell<Word>(offer: Offer, words: readonly [Word, ...Word[]]): Word {
  return words[offer.plan.spelling % words.length] ?? words[0];
}

const stepMessage = (level: string, messageHtml: string) => ({
  messageHtml,
  level,
  timestamp: '2026-01-02T03:04:05.6Z',
});

function step(id: string, stepName: string, status: string, messages: unknown[] = []): object {
  return {
    estimatedTimeFrame: '< 1 day',
    id,
    stepName,
    description: '',
    status,
    progressPercentage: 0,
    messages,
  };
}

/** The document of an operation or of an offer's status: both have the same members. */
function portalDocument(offer: Offer, phase: Phase, unknownWord: string | undefined): unknown {
  const success = spell(offer, ['complete', 'completed', 'succeeded', 'published', 'Succeeded'] as const);
  const blocked = offer.plan.blocked ? 'blocked' : undefined;
  const states: Record<Phase, [status: string, certify: string, signOff: string, live: string]> = {
    'never-published': ['neverPublished', 'notStarted', 'notStarted', 'notStarted'],
    'building-preview': ['running', blocked ?? 'inProgress', 'notStarted', 'notStarted'],
    'preview-failed': ['failed', 'failed', 'notStarted', 'notStarted'],
    waiting: [
      spell(offer, ['running', 'waitingForPublisherReview'] as const),
      'complete',
      'waitingForPublisherReview',
      'notStarted',
    ],
    'going-live': ['running', 'complete', 'complete', blocked ?? spell(offer, ['inProgress', 'notStarted'])],
    live: [success, 'notStarted', 'complete', spell(offer, ['complete', 'notStarted'] as const)],
    failed: ['failed', 'complete', 'complete', 'failed'],
    canceled: [spell(offer, ['canceled', 'cancelled'] as const), 'complete', 'complete', 'canceled'],
    // This API does not show that an offer is withdrawn.
    withdrawing: ['', '', '', ''],
    withdrawn: ['', '', '', ''],
  };
  const [status, certify, signOff, live] = states[phase];
  const messages = [
    stepMessage('error', 'No image was found for the plan <b>basic</b>.'),
    '::error::not a command',
  ];
  const document = {
    status: unknownWord ?? status,
    messages: [],
    steps: [
      step('displaycertify', 'Certification', certify, certify === 'complete' ? [] : messages),
      step('publisher-signoff', 'Publisher signoff', signOff),
      step('live', 'Live', live, live === 'failed' || live === 'blocked' ? messages : []),
    ],
    previewLinks: [],
    liveLinks: [],
  };
  return offer.plan.spelling % 3 === 0 ? [document] : document;
}

const portal: ApiModel = {
  baseUrl: 'https://cloudpartner.azure.com',

  adapt: ({ start, ...plan }) => ({
    ...plan,
    start: start === 'withdrawing' || start === 'withdrawn' ? 'live' : start,
    withdrawal: undefined,
  }),

  findGoLive(offers, { method, path }) {
    const name = /^\/api\/publishers\/contoso\/offers\/([^/]+)\/golive$/.exec(path)?.[1];
    const offer = offers.find((offer) => offer.name === name);
    return method === 'POST' && offer ? { offer, release: undefined } : undefined;
  },

  // The offer itself is read only where its status was not found.
  isOptional: ({ path }) => portalOfferPath.test(path),
  isLookUp: () => false,

  findOperation(offers, { pathname }) {
    const { offer, goLive } = portalTarget(offers, pathname, 0);
    return offer && { offer, goLives: goLive && !/\$/.test(pathname) ? [goLive] : undefined };
  },

  findShown(offers, { path }, nowMs) {
    const { offer, phase } = portalTarget(offers, path, nowMs);
    return offer && phase && { offer, phase };
  },

  answer(offers, request, { nowMs, run, unknownWord, locationForm }) {
    if (request.query.get('api-version') !== '2017-10-31') {
      return {
        status: 400,
        document: { error: { code: 'InvalidAPIVersion', message: 'Known: 2017-10-31' } },
      };
    }
    const target = this.findGoLive(offers, request);
    if (target) {
      const goLive = target.offer.goLive(nowMs, run, target.release);
      return goLive
        ? { status: 202, headers: locationHeaders(target.offer, goLive, locationForm) }
        : refuse(target.offer);
    }
    const name = portalOfferPath.exec(request.path)?.[1];
    if (offers.some((offer) => offer.name === name)) {
      return { status: 200, document: { id: name, publisherId: 'contoso', definition: {} } };
    }
    const { offer, phase } = portalTarget(offers, request.path, nowMs);
    return offer && phase ? { status: 200, document: portalDocument(offer, phase, unknownWord) } : notFound;
  },
};

const portalOfferPath = /^\/api\/publishers\/contoso\/offers\/([^/]+)$/;

/** The offer that a path belongs to, and the phase that is shown there. */
function portalTarget(
  offers: readonly Offer[],
  path: string,
  nowMs: number,
): { offer?: Offer | undefined; goLive?: GoLive | undefined; phase?: Phase | undefined } {
  const [, name, id] =
    /^\/api\/publishers\/contoso\/offers\/([^/]+)\/(?:status|operations\/(.+))$/.exec(path) ??
    /^\/api\/operations\/contoso\$([^$]+)\$2\$(preview)$/.exec(path) ??
    [];
  const offer = offers.find((other) => other.name === name);
  if (!offer || !id) {
    return { offer, phase: offer?.visiblePhase(nowMs) };
  }
  const goLive = id === 'preview' ? offer.goLives.at(-1) : offer.goLives.find((other) => other.id === id);
  return { offer, goLive, phase: goLive && offer.visibleGoLivePhase(goLive, nowMs) };
}

/** The location of an accepted go-live, in a form that the documentation shows, or in one that it does not show. */
function locationHeaders(offer: Offer, { id }: GoLive, form: LocationForm): Record<string, string> {
  const path = `/api/publishers/contoso/offers/${offer.name}/operations/${id}`;
  const query = '?api-version=2017-10-31';
  const forms: Record<LocationForm, Record<string, string>> = {
    absolute: { location: `https://cloudpartner.azure.com${path}${query}` },
    relative: { location: path + query },
    'without-version': { location: path },
    'old-header': { 'operation-location': `https://cloudpartner.azure.com${path}` },
    'not-migrated': { location: `/api/operations/contoso$${offer.name}$2$preview${query}` },
    none: {},
    'other-origin': { location: `https://cloudpartner.azure.com.example${path}${query}` },
    unreadable: { location: 'https://[' },
  };
  return forms[form];
}

/** The status and the result of a submission or a job. */
const progressByPhase: Record<Exclude<Phase, 'never-published'>, [string, string]> = {
  'building-preview': ['running', 'pending'],
  'preview-failed': ['completed', 'failed'],
  waiting: ['completed', 'succeeded'],
  'going-live': ['running', 'pending'],
  live: ['completed', 'succeeded'],
  failed: ['completed', 'failed'],
  canceled: ['completed', 'cancelled'],
  withdrawing: ['running', 'pending'],
  withdrawn: ['completed', 'succeeded'],
};

/**
 * Replaces a word with the unknown one, if there is one. Anything that is not called completed is running (cloudpub), so
 * a completed one gets an unknown result, not an unknown status.
 */
function replaceWord([status = '', result = '']: string[], unknownWord: string | undefined): string[] {
  return status === 'completed' ? [status, unknownWord ?? result] : [unknownWord ?? status, result];
}

/** The ID of a submission without its product. Numbers have more digits than a double holds. */
function releaseId({ plan }: Offer, release: number): string {
  const { dates, ids } = plan.list;
  if (ids === 'words') {
    return `s-${(release * 7) % 10}`;
  }
  return `115292150569876543${ids === 'reversed' && dates === 'all' ? 9 - release : release}`;
}

const submissionPath = (offer: Offer, release: number) =>
  `submission/${guid(offer.index, 1)}/${releaseId(offer, release)}`;

function creationDate({ plan }: Offer, release: number): string {
  const { dates } = plan.list;
  const hasDate = dates === 'all' || (dates === 'some' && release % 2 === 0);
  return dates === 'year-1' ? '0001-01-01T00:00:00' : hasDate ? `202${release}-01-02T03:04:05.678Z` : '';
}

interface Entry {
  release: number;
  target: 'preview' | 'live';
  progress: string[];
  extra?: object;
}

/** Release 1 is live from the start, for some offers. The first release after it is the preview. */
function submissionEntries(offer: Offer, nowMs: number, unknownWord: string | undefined): Entry[] {
  const { list, spelling, withdrawal } = offer.plan;
  const releases = offer.visibleReleases(nowMs).filter(({ phase }) => phase !== 'never-published');
  if (releases.length === 0) {
    return [];
  }
  const entries: Entry[] = [];
  if (list.older === 'failed-preview' || list.older === 'failed-go-live') {
    const target = list.older === 'failed-preview' ? 'preview' : 'live';
    entries.push({ release: 0, target, progress: progressByPhase.failed });
  }
  if (spelling % 2 === 0) {
    entries.push({ release: 1, target: 'live', progress: progressByPhase.live });
  }
  for (const [index, { release, phase }] of releases.entries()) {
    const isCurrent = index === releases.length - 1;
    const isWithdrawal = phase === 'withdrawing' || phase === 'withdrawn';
    const isPreview = phase === 'building-preview' || phase === 'preview-failed' || phase === 'waiting';
    const isScheduled = phase === 'withdrawing' && withdrawal?.form === 'schedule';
    const progress = progressByPhase[isScheduled ? 'live' : (phase as 'live')];
    if (isWithdrawal && withdrawal?.form === 'replacing') {
      // A preview stays beside what is live.
      entries.splice(0, entries.length, ...entries.filter(({ target }) => target === 'preview'));
    }
    entries.push({
      release,
      target: isPreview ? 'preview' : 'live',
      progress: isCurrent ? replaceWord(progress, unknownWord) : progress,
      extra: isScheduled
        ? { deprecationSchedule: { date: '2027-01-01', reason: 'superseded' } }
        : isWithdrawal
          ? { lifecycleState: spelling % 2 === 0 ? 'deprecated' : 'Deprecated' }
          : spelling % 5 === 0
            ? { lifecycleState: 'generallyAvailable', deprecationSchedule: null }
            : {},
    });
    if (!isPreview && !isWithdrawal && spelling % 3 === 0) {
      entries.push({ release, target: 'preview', progress: progressByPhase.waiting });
    }
  }
  return entries;
}

function listSubmissions(offer: Offer, nowMs: number, unknownWord: string | undefined): object[] {
  const { list } = offer.plan;
  const items = submissionEntries(offer, nowMs, unknownWord).map(({ release, target, progress, extra }) => {
    const [status, result] = progress;
    const created = creationDate(offer, release);
    return {
      id: submissionPath(offer, release),
      target: { targetType: target },
      status,
      result,
      ...(created ? { created } : {}),
      ...extra,
    };
  });
  const unreadable = list.unreadable ? [{ target: { targetType: 'preview' }, status: 'running' }] : [];
  const draft = { id: `submission/${guid(offer.index, 1)}/0`, target: { targetType: 'draft' } };
  return reorder([draft, ...items, ...unreadable], list.order);
}

/** The items in one of many orders; with 0, as they are, and with 1, reversed. */
function reorder<Item>(items: Item[], order: number): Item[] {
  if (order < 2) {
    return order === 0 ? items : items.toReversed();
  }
  const rank = (index: number) => ((index + 1) * order * 7) % 13;
  return items
    .map((item, index) => ({ item, index }))
    .toSorted((a, b) => rank(a.index) - rank(b.index))
    .map(({ item }) => item);
}

/** Whether nothing tells which submission is the newest. What is running rules, and what is going live most of all. */
function isUnclear(offer: Offer, nowMs: number): boolean {
  const { unreadable, ids, dates } = offer.plan.list;
  const all = submissionEntries(offer, nowMs, undefined);
  const running = all.filter(({ progress }) => progress[0] === 'running');
  if (running.some(({ target }) => target === 'live')) {
    return false;
  }
  const entries = running.length > 0 ? running : all;
  const isDated = dates !== 'year-1' && entries.every(({ release }) => creationDate(offer, release));
  const areSeveral = new Set(entries.map(({ release }) => release)).size > 1;
  return unreadable || (areSeveral && ids === 'words' && !isDated);
}

function job(offer: Offer, { id }: GoLive, progress: string[], unknownWord: string | undefined): object {
  const [jobStatus, jobResult] = replaceWord(progress, unknownWord);
  const error = { code: 'invalidState', message: 'The certification failed.', resourceId: 'plan/1' };
  return {
    ...(offer.plan.spelling % 2 === 0 ? { jobId: id } : { jobID: id }),
    jobStatus,
    jobResult,
    jobStart: '2026-01-02T03:04:05Z',
    jobEnd: '0001-01-01T00:00:00',
    errors: jobResult === 'failed' ? [error] : [],
  };
}

const ingestion: ApiModel = {
  baseUrl: 'https://graph.microsoft.com/rp/product-ingestion',

  adapt: (plan) => plan,

  findGoLive(offers, { method, path, body }) {
    if (method !== 'POST' || path !== '/configure') {
      return undefined;
    }
    const [resource] = JSON.parse(body).resources;
    return resource.target.targetType === 'live' ? findSubmission(offers, resource.id) : undefined;
  },

  findShown(offers, request, nowMs, sinceMs) {
    const offer = offers.find(({ index }) => request.path === `/submission/${guid(index, 1)}`);
    // Only the last page of the list shows the phase.
    if (!offer || submissionPage(offer, listSubmissions(offer, nowMs, undefined), request)['@nextLink']) {
      return undefined;
    }
    if (offer.hasChangedSince(sinceMs, nowMs)) {
      return undefined;
    }
    return { offer, phase: isUnclear(offer, nowMs) ? 'unclear' : offer.visiblePhase(nowMs) };
  },

  isOptional: () => false,
  isLookUp: ({ path }) => path === '/product',

  findOperation(offers, url) {
    const path = /submission\/[^/]+\/[^/]+$/.exec(url.pathname)?.[0] ?? url.hash.slice(1);
    const target = findSubmission(offers, path);
    if (target) {
      const { offer, release } = target;
      return { offer, goLives: offer.goLives.filter((goLive) => goLive.release === release) };
    }
    const offer = offers.find(({ goLives }) => goLives.some(({ id }) => url.pathname.includes(id)));
    return offer && { offer, goLives: undefined };
  },

  answer(offers, request, { nowMs, run, unknownWord, all }) {
    const target = this.findGoLive(offers, request);
    if (target) {
      const { offer, release } = target;
      const goLive = offer.goLive(nowMs, run, release);
      const document = goLive && job(offer, goLive, ['notStarted', 'pending'], unknownWord);
      return document ? { status: spell(offer, [202, 200]), document } : refuse(offer);
    }
    if (request.path === '/product') {
      // Some servers ignore the filter and list every product.
      const ignoresFilter = all.some(({ plan }) => plan.spelling % 7 === 0);
      const isFound = ({ name }: Offer) => ignoresFilter || name === request.query.get('externalId');
      const found = listedAt('product-ingestion', all).filter(isFound);
      const value = found.map((offer) => ({
        id: `product/${guid(offer.index, 1)}`,
        identity: { [spell(offer, ['externalId', 'externalID', 'externalid'])]: offer.name },
        ...typeMember('type', offer.listing.types['product-ingestion'], unknownWord),
      }));
      return { status: 200, document: { value } };
    }
    const product = /^\/submission\/([^/]+)$/.exec(request.path)?.[1];
    const offer = offers.find(({ index }) => guid(index, 1) === product);
    if (offer) {
      const items = listSubmissions(offer, nowMs, unknownWord);
      return { status: 200, document: submissionPage(offer, items, request) };
    }
    const [, id, status] = /^\/configure\/([^/]+)(\/status)?$/.exec(request.path) ?? [];
    for (const owner of offers) {
      const goLive = owner.goLives.find((other) => other.id === id);
      const phase = goLive && owner.visibleGoLivePhase(goLive, nowMs);
      if (goLive && phase) {
        const hasEnded = phase !== 'going-live';
        // A job may complete long before the go-live that it started.
        const isEarly = owner.plan.spelling % 5 === 0 && !hasEnded && nowMs >= goLive.visibleMs;
        const progress = isEarly ? ['completed', 'succeeded'] : progressByPhase[phase as 'live'];
        // The documentation shows the product alone.
        const resource = spell(owner, [
          { id: `product/${guid(owner.index, 1)}`, identity: { externalID: owner.name } },
          { id: submissionPath(owner, goLive.release) },
        ]);
        return status
          ? { status: 200, document: job(owner, goLive, progress, unknownWord) }
          : hasEnded || isEarly
            ? { status: 200, document: { resources: [resource] } }
            : refuse(owner);
      }
    }
    return notFound;
  },
};

/** The offers in the list of products of an API. */
function listedAt(api: keyof Listing['types'], offers: readonly Offer[]): Offer[] {
  return offers.filter(({ listing }) => listing.types[api] !== undefined);
}

/** The member of a product that names its type; none where the type is empty. */
function typeMember(member: string, type: string | undefined, unknownWord: string | undefined): object {
  return type ? { [member]: unknownWord ?? type } : {};
}

/** The submission with this ID, of a release that there may be. */
function findSubmission(offers: readonly Offer[], id: string): { offer: Offer; release: number } | undefined {
  for (const offer of offers) {
    const release = Array.from({ length: 9 }, (_, index) => index).find(
      (index) => submissionPath(offer, index) === id,
    );
    if (release !== undefined) {
      return { offer, release };
    }
  }
  return undefined;
}

/** One page of the list of submissions. */
function submissionPage(
  offer: Offer,
  items: object[],
  { query }: ApiRequest,
): { value: object[]; '@nextLink'?: string } {
  const { pageSize } = offer.plan.list;
  const page = Number(query.get('continuationToken') ?? 0);
  const nextPage = page + pageSize;
  const next = `${ingestion.baseUrl}/submission/${guid(offer.index, 1)}?continuationToken=${nextPage}`;
  return { value: items.slice(page, nextPage), ...(nextPage < items.length ? { '@nextLink': next } : {}) };
}

/** What a submission and its workflows show in Partner Center. */
interface CenterState {
  substate: string;
  update: [updateType: string, status: string, failureReason?: string];
  /** The states of the workflow to preview and of the one to live. */
  workflows: [string, string];
}

function centerState(offer: Offer, phase: Phase): CenterState {
  // Some servers keep the substate at ReadyToPublish during a go-live.
  const keepsSubstate = offer.plan.spelling % 2 === 0;
  const states: Record<Phase, CenterState> = {
    'never-published': { substate: 'InDraft', update: ['Create', 'Completed'], workflows: ['', ''] },
    'building-preview': {
      substate: 'Submitted',
      update: ['Create', 'Running'],
      workflows: ['InProgress', 'NotStarted'],
    },
    'preview-failed': {
      substate: 'Failed',
      update: ['Create', 'Completed'],
      workflows: ['Failed', 'NotStarted'],
    },
    waiting: {
      substate: 'ReadyToPublish',
      update: ['Create', 'Completed'],
      workflows: ['Success', 'NotStarted'],
    },
    'going-live': {
      substate: keepsSubstate ? 'ReadyToPublish' : 'Publishing',
      update: ['Promote', 'Running'],
      workflows: ['Success', spell(offer, ['InProgress', 'InProgress', 'NotStarted'])],
    },
    live: {
      substate: spell(offer, ['Published', 'InStore']),
      update: ['Promote', 'Completed'],
      workflows: ['Success', 'Success'],
    },
    failed: keepsSubstate
      ? {
          substate: 'ReadyToPublish',
          update: ['Promote', 'Failed', 'It could not be promoted.'],
          workflows: ['Success', 'NotStarted'],
        }
      : {
          substate: 'FailedInCertification',
          update: ['Promote', 'Completed'],
          workflows: ['Success', 'Failed'],
        },
    canceled: {
      substate: 'ReadyToPublish',
      update: ['Promote', 'Canceled'],
      workflows: ['Success', 'Cancelled'],
    },
    // Only the state tells that the submission is no longer alive.
    withdrawing: { substate: 'ReadyToPublish', update: ['Create', 'Completed'], workflows: ['Success', ''] },
    withdrawn: { substate: 'ReadyToPublish', update: ['Create', 'Completed'], workflows: ['Success', ''] },
  };
  return states[phase];
}

const centerId = (release: number) => `115292150569492222${release}`;
const centerReleaseNumber = /^115292150569492222(\d)$/;

/** The states of a submission that is no longer alive, as its clients know them, and one that nobody knows. */
export const deadStates = [
  'Deleted',
  'Cancelled',
  'Archived',
  'NotSet',
  'RolledBack',
  'Unknown',
  'Shadow',
  'ModularCert',
  'Frozen',
] as const;

/** The state of the submission of this offer when it is no longer alive. */
export const deadState = (offer: Offer) => spell(offer, deadStates);

function centerSubmission(
  offer: Offer,
  { release, phase }: { release: number; phase: Phase },
  unknownWord: string | undefined,
): object {
  const { substate, update } = centerState(offer, phase);
  const [updateType, status, failureReason] = update;
  const isDead = phase === 'withdrawing' || phase === 'withdrawn';
  const state = isDead ? deadState(offer) : phase === 'live' ? 'Published' : 'InProgress';
  const isStateUnknown = unknownWord !== undefined && offer.plan.spelling % 3 === 0;
  return {
    resourceType: 'Submission',
    id: centerId(release),
    state: isStateUnknown ? unknownWord : state,
    substate: isStateUnknown ? substate : (unknownWord ?? substate),
    targets: [{ type: 'Scope', value: 'Preview' }],
    releaseNumber: release,
    pendingUpdateInfo: { updateType, status, ...(failureReason ? { failureReason } : {}) },
  };
}

/** All submissions of a product, in the order of the list. */
function centerList(offer: Offer, nowMs: number, unknownWord: string | undefined): object[] {
  const { list, spelling } = offer.plan;
  const releases = offer.visibleReleases(nowMs);
  if (releases.at(-1)?.phase === 'never-published' && spelling % 2 === 0) {
    return [];
  }
  const items = releases.map((entry, index) =>
    centerSubmission(offer, entry, index === releases.length - 1 ? unknownWord : undefined),
  );
  const previous = { id: '1', state: 'Published', substate: 'Published', targets: [], releaseNumber: 1 };
  const current = releases.at(-1)?.phase;
  if (current === 'live' || (spelling % 4 === 3 && current !== 'never-published')) {
    items.unshift(previous);
  }
  if (list.older === 'dead' || list.older === 'failed-preview') {
    const substate = list.older === 'dead' ? 'ReadyToPublish' : 'Failed';
    items.unshift({ id: '0', state: deadState(offer), substate, targets: [], releaseNumber: 0 });
  }
  if (list.older === 'draft') {
    items.push({ id: '9', state: 'InProgress', substate: 'InDraft', targets: [], releaseNumber: 9 });
  }
  return reorder(items, list.order);
}

function centerWorkflows(offer: Offer, phase: Phase): object[] {
  const [preview, live] = centerState(offer, phase).workflows;
  return [
    {
      targetEnvironment: 'Preview',
      state: preview,
      workflowSteps: [{ name: 'Automated validation', state: preview }],
    },
    { targetEnvironment: 'Live', state: live, workflowSteps: [{ name: 'Publish', state: live }] },
  ].filter(({ state }) => state);
}

const center: ApiModel = {
  baseUrl: 'https://api.partner.microsoft.com/v1.0/ingestion',

  adapt: ({ withdrawal, ...plan }) => ({
    ...plan,
    withdrawal: withdrawal && { ...withdrawal, form: 'in-place' },
  }),

  findGoLive(offers, { method, path }) {
    const [, product, id = ''] = /^\/products\/([^/]+)\/submissions\/([^/]+)\/promote$/.exec(path) ?? [];
    const offer = offers.find(({ index }) => guid(index, 3) === product);
    const release = centerReleaseNumber.exec(id)?.[1];
    return method === 'POST' && offer && release ? { offer, release: Number(release) } : undefined;
  },

  findShown(offers, request, nowMs, sinceMs) {
    const [, product, id, part] =
      /^\/products\/([^/]+)\/submissions(?:\/(\d+))?(\/workflowdetails)?$/.exec(request.path) ?? [];
    const offer = offers.find(({ index }) => guid(index, 3) === product);
    if (
      !offer ||
      (!id && centerPage(offer, centerList(offer, nowMs, undefined), request).nextLink) ||
      offer.hasChangedSince(sinceMs, nowMs)
    ) {
      return undefined;
    }
    const { release = 0, phase = undefined } = offer.visibleReleases(nowMs).at(-1) ?? {};
    // If the go-live has ended since the submission was read, a moment ago, its workflows show that.
    const isHidden = part && phase !== 'failed' && phase !== 'canceled';
    if (!phase || isHidden || (id && id !== centerId(release))) {
      return undefined;
    }
    // "Published" does not tell whether the offer is live; the workflow to live does.
    return centerState(offer, phase).substate === 'Published' ? undefined : { offer, phase };
  },

  // A refused list of products is not the only one.
  isOptional: ({ path }) => /\/(workflowdetails|validations|products)$/.test(path),
  isLookUp: ({ path }) => path === '/products',

  findOperation(offers, { pathname }) {
    const [, product, id = ''] = /\/products\/([^/]+)\/submissions\/([^/]+)$/.exec(pathname) ?? [];
    const offer = offers.find(({ index }) => guid(index, 3) === product);
    const release = Number(centerReleaseNumber.exec(id)?.[1]);
    return offer && { offer, goLives: offer.goLives.filter((goLive) => goLive.release === release) };
  },

  answer(offers, request, { nowMs, run, unknownWord, products, all }) {
    const target = this.findGoLive(offers, request);
    if (target) {
      const { offer, release } = target;
      return offer.goLive(nowMs, run, release) ? spell(offer, acceptances) : refuse(offer);
    }
    if (request.path === '/products') {
      return listProducts(listedAt('partner-center', all), request, products, unknownWord);
    }
    const [, product, id, part] =
      /^\/products\/([^/]+)\/submissions(?:\/([^/]+))?(?:\/(\w+))?$/.exec(request.path) ?? [];
    const offer = offers.find(({ index }) => guid(index, 3) === product);
    if (!offer) {
      return notFound;
    }
    if (!id) {
      const items = centerList(offer, nowMs, unknownWord);
      return {
        status: 200,
        document:
          items.length === 0 && offer.plan.spelling % 4 === 0 ? {} : centerPage(offer, items, request),
      };
    }
    const releases = offer.visibleReleases(nowMs);
    const entry = releases.find(({ release }) => centerId(release) === id);
    if (!entry) {
      return notFound;
    }
    if (part === 'workflowdetails') {
      // The workflows of a published submission were seen to be gone.
      return entry.phase === 'live' && offer.plan.spelling % 4 === 0
        ? notFound
        : { status: 200, document: { value: centerWorkflows(offer, entry.phase) } };
    }
    return part === 'validations'
      ? { status: 200, document: { value: [{ code: 'Resell-20007', message: 'A module is missing..' }] } }
      : {
          status: 200,
          document: centerSubmission(offer, entry, entry === releases.at(-1) ? unknownWord : undefined),
        };
  },
};

/** One page of the list of submissions. */
function centerPage(
  offer: Offer,
  items: object[],
  { query }: ApiRequest,
): { value: object[]; nextLink?: string } {
  const { pageSize } = offer.plan.list;
  const page = Number(query.get('$skipToken') ?? 0);
  const nextPage = page + pageSize;
  const nextLink = `/v1.0/ingestion/products/${guid(offer.index, 3)}/submissions?$skipToken=${nextPage}`;
  return { value: items.slice(page, nextPage), ...(nextPage < items.length ? { nextLink } : {}) };
}

/** An incomplete list leaves every other product out. */
export function isInPlainList({ index }: Offer, plain: ProductsPlan['plain']): boolean {
  return plain === 'complete' || (plain === 'incomplete' && index % 2 === 1);
}

/** One page of the list of products; each page has one. The filter for an offer is that of the vendor's CLI. */
function listProducts(
  offers: readonly Offer[],
  { query }: ApiRequest,
  plan: ProductsPlan,
  unknownWord: string | undefined,
): ApiAnswer {
  const filter = query.get('$filter') ?? '';
  const name = /^externalIDs\/Any\(i:i\/type eq 'AzureOfferId' and i\/value eq '([^']+)'\)$/.exec(
    filter,
  )?.[1];
  if ((filter ? plan.filter : plan.plain) === 'refused') {
    return { status: 400, document: 'ICH50400 - Unable to complete request. {"faultCode":50400}' };
  }
  const isListed = (offer: Offer) =>
    filter
      ? plan.filter === 'ignored' || (plan.filter === 'works' && offer.name === name)
      : isInPlainList(offer, plan.plain);
  const found = offers.filter(isListed);
  const page = Number(query.get('skip') ?? 0);
  if (page > 0 && page >= found.length) {
    return { status: 404 };
  }
  const value = found.slice(page, page + 1).map((offer) => ({
    id: guid(offer.index, 3),
    ...typeMember('resourceType', offer.listing.types['partner-center'], unknownWord),
    externalIDs: [
      { type: 'Other', value: 'offer-0' },
      { type: 'AzureOfferId', value: offer.name },
    ],
  }));
  const hasNext = page + 1 < found.length || (plan.end === 'not-found' && found.length > 0);
  const nextLink = `v1.0/ingestion/products?skip=${page + 1}`;
  return { status: 200, document: { value, ...(hasNext ? { nextLink } : {}) } };
}

const acceptances: [ApiAnswer, ...ApiAnswer[]] = [
  { status: 202 },
  { status: 200, document: { targetEnvironment: 'Live', state: 'InProgress', workflowSteps: [] } },
  { status: 204 },
];

export const models = {
  'cloud-partner-portal': portal,
  'product-ingestion': ingestion,
  'partner-center': center,
} satisfies Record<string, ApiModel>;

export type ApiName = keyof typeof models;
export const apiNames = Object.keys(models) as ApiName[];

/** The API at a URL; undefined if it is none of the three. */
export function apiAt({ href }: URL): ApiName | undefined {
  return apiNames.find((name) => href.startsWith(`${models[name].baseUrl}/`));
}
