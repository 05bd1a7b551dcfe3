import type { GoLive, Offer, Phase } from './offer.ts';

/** A request as a server sees it. */
export interface Request {
  method: string;
  /** Below the base URL of the API. */
  path: string;
  query: URLSearchParams;
  body: string;
}

/** What a server makes of a request when nothing goes wrong. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  document?: unknown;
}

/** How a server may spell where the operation is. */
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

/** Options of one answer. */
export interface Manner {
  nowMs: number;
  /** The number of the run that asks. */
  run: number;
  /** A word in the place of the one that tells how things stand. */
  word: string | undefined;
  location: LocationForm;
}

/** One of the APIs, made after its documentation and after what its clients saw. */
export interface ApiModel {
  baseUrl: string;
  /** The offer that this request would take live; undefined where it is another request. */
  goLiveOf(offers: readonly Offer[], request: Request): Offer | undefined;
  /** Where an offer stands, as the answer to this request shows it; undefined where it asks for something else. */
  shownBy(
    offers: readonly Offer[],
    request: Request,
    nowMs: number,
  ): { offer: Offer; phase: Phase } | undefined;
  answer(offers: readonly Offer[], request: Request, manner: Manner): Answer;
}

const guid = (index: number, kind: number) =>
  `${kind}${kind}${kind}${kind}0000-0000-4000-8000-00000000000${index}`;
const notFound: Answer = { status: 404, document: { error: { code: 'notFound', message: 'Not found.' } } };
const refused: Answer = {
  status: 400,
  document: { error: { code: 'badRequest', message: 'The offer is not ready to go live.', details: [] } },
};

function spelled<Word>(offer: Offer, words: readonly [Word, ...Word[]]): Word {
  return words[offer.plan.spelling % words.length] ?? words[0];
}

const note = (level: string, messageHtml: string) => ({
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

/** Operations and the status of an offer have the same members. */
function portalDocument(offer: Offer, phase: Phase, word: string | undefined): unknown {
  const success = spelled(offer, ['complete', 'completed', 'succeeded', 'published', 'Succeeded'] as const);
  const blocked = offer.plan.blocked ? 'blocked' : undefined;
  const states: Record<Phase, [status: string, certify: string, signOff: string, live: string]> = {
    'never-published': ['neverPublished', 'notStarted', 'notStarted', 'notStarted'],
    'building-preview': ['running', blocked ?? 'inProgress', 'notStarted', 'notStarted'],
    'preview-failed': ['failed', 'failed', 'notStarted', 'notStarted'],
    waiting: [
      spelled(offer, ['running', 'waitingForPublisherReview'] as const),
      'complete',
      'waitingForPublisherReview',
      'notStarted',
    ],
    'going-live': [
      'running',
      'complete',
      'complete',
      blocked ?? spelled(offer, ['inProgress', 'notStarted']),
    ],
    live: [success, 'notStarted', 'complete', spelled(offer, ['complete', 'notStarted'] as const)],
    failed: ['failed', 'complete', 'complete', 'failed'],
    canceled: [spelled(offer, ['canceled', 'cancelled'] as const), 'complete', 'complete', 'canceled'],
  };
  const [status, certify, signOff, live] = states[phase];
  const words = [note('error', 'No image was found for the plan <b>basic</b>.'), '::error::not a command'];
  const document = {
    status: word ?? status,
    messages: [],
    steps: [
      step('displaycertify', 'Certification', certify, certify === 'complete' ? [] : words),
      step('publisher-signoff', 'Publisher signoff', signOff),
      step('live', 'Live', live, live === 'failed' || live === 'blocked' ? words : []),
    ],
    previewLinks: [],
    liveLinks: [],
  };
  return offer.plan.spelling % 3 === 0 ? [document] : document;
}

const portal: ApiModel = {
  baseUrl: 'https://cloudpartner.azure.com',

  goLiveOf(offers, { method, path }) {
    const name = /^\/api\/publishers\/contoso\/offers\/([^/]+)\/golive$/.exec(path)?.[1];
    return method === 'POST' ? offers.find((offer) => offer.name === name) : undefined;
  },

  shownBy(offers, { path }, nowMs) {
    const { offer, phase } = portalTarget(offers, path, nowMs);
    return offer && phase && { offer, phase };
  },

  answer(offers, request, { nowMs, run, word, location }) {
    if (request.query.get('api-version') !== '2017-10-31') {
      return {
        status: 400,
        document: { error: { code: 'InvalidAPIVersion', message: 'Known: 2017-10-31' } },
      };
    }
    const starting = this.goLiveOf(offers, request);
    if (starting) {
      const goLive = starting.goLive(nowMs, run);
      return goLive ? { status: 202, headers: locationOf(starting, goLive, location) } : refused;
    }
    const { offer, phase } = portalTarget(offers, request.path, nowMs);
    return offer && phase ? { status: 200, document: portalDocument(offer, phase, word) } : notFound;
  },
};

/** The offer or the operation that a path leads to, and what is shown there. */
function portalTarget(
  offers: readonly Offer[],
  path: string,
  nowMs: number,
): { offer?: Offer | undefined; phase?: Phase | undefined } {
  const [, name, id] =
    /^\/api\/publishers\/contoso\/offers\/([^/]+)\/(?:status|operations\/(.+))$/.exec(path) ??
    /^\/api\/operations\/contoso\$([^$]+)\$2\$(preview)$/.exec(path) ??
    [];
  const offer = offers.find((other) => other.name === name);
  if (!offer || !id) {
    return { offer, phase: offer?.shown(nowMs) };
  }
  const goLive = id === 'preview' ? offer.goLives.at(-1) : offer.goLives.find((other) => other.id === id);
  return { offer, phase: goLive && offer.stateOf(goLive, nowMs) };
}

/** The header of an accepted go-live, in one of the forms that the pages show, or in one that they do not. */
function locationOf(offer: Offer, { id }: GoLive, form: LocationForm): Record<string, string> {
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

/** Status and result of a submission or a job. */
const ingestionStates: Record<Exclude<Phase, 'never-published' | 'waiting'>, [string, string]> = {
  'building-preview': ['running', 'pending'],
  'preview-failed': ['completed', 'failed'],
  'going-live': ['running', 'pending'],
  live: ['completed', 'succeeded'],
  failed: ['completed', 'failed'],
  canceled: ['completed', 'cancelled'],
};

/** Whatever is not called completed is under way (cloudpub): so what has completed has another result, not another status. */
function said([status = '', result = '']: string[], word: string | undefined): string[] {
  return status === 'completed' ? [status, word ?? result] : [word ?? status, result];
}

function submission(offer: Offer, number: number, targetType: string, state: string[]): object {
  const [status, result] = state;
  return {
    id: `submission/${guid(offer.index, 1)}/${number}`,
    target: { targetType },
    ...(status ? { status, result, created: '2026-01-02T03:04:05Z' } : {}),
  };
}

/** Submission 1 is live already for some offers; submission 2 is the preview, and the live one once it was taken. */
function submissionsOf(offer: Offer, phase: Phase, word: string | undefined): object[] {
  const list = [submission(offer, 0, 'draft', [])];
  if (phase === 'never-published') {
    return list;
  }
  if (offer.plan.spelling % 2 === 0) {
    list.push(submission(offer, 1, 'live', ingestionStates.live));
  }
  const isPreview = phase === 'building-preview' || phase === 'preview-failed' || phase === 'waiting';
  const state = phase === 'waiting' ? ['completed', 'succeeded'] : ingestionStates[phase];
  const seen = said(state, word);
  if (isPreview) {
    list.push(submission(offer, 2, 'preview', seen));
  } else {
    list.push(submission(offer, 2, 'live', seen));
    if (offer.plan.spelling % 3 === 0) {
      list.push(submission(offer, 2, 'preview', ['completed', 'succeeded']));
    }
  }
  return list;
}

function job(offer: Offer, { id }: GoLive, state: string[], word: string | undefined): object {
  const [jobStatus, jobResult] = said(state, word);
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

  goLiveOf(offers, { method, path, body }) {
    if (method !== 'POST' || path !== '/configure') {
      return undefined;
    }
    const [resource] = JSON.parse(body).resources;
    return resource.target.targetType === 'live'
      ? offers.find((offer) => resource.id === `submission/${guid(offer.index, 1)}/2`)
      : undefined;
  },

  shownBy(offers, request, nowMs) {
    const offer = offers.find(({ index }) => request.path === `/submission/${guid(index, 1)}`);
    // A list shows it with its last page.
    const page = offer && pageOf(offer, submissionsOf(offer, offer.shown(nowMs), undefined), request);
    return page && !page['@nextLink'] ? { offer, phase: offer.shown(nowMs) } : undefined;
  },

  answer(offers, request, { nowMs, run, word }) {
    const starting = this.goLiveOf(offers, request);
    if (starting) {
      const goLive = starting.goLive(nowMs, run);
      return goLive
        ? { status: 202, document: job(starting, goLive, ['notStarted', 'pending'], word) }
        : refused;
    }
    if (request.path === '/product') {
      // An API that does not know the parameter lists every product.
      const isDeaf = offers.some(({ plan }) => plan.spelling % 7 === 0);
      const found = offers.filter(({ name }) => isDeaf || name === request.query.get('externalId'));
      const value = found.map((offer) => ({
        id: `product/${guid(offer.index, 1)}`,
        identity: { externalId: offer.name },
        type: 'azureVirtualMachine',
      }));
      return { status: 200, document: { value } };
    }
    const product = /^\/submission\/([^/]+)$/.exec(request.path)?.[1];
    const offer = offers.find(({ index }) => guid(index, 1) === product);
    if (offer) {
      return {
        status: 200,
        document: pageOf(offer, submissionsOf(offer, offer.shown(nowMs), word), request),
      };
    }
    const [, id, status] = /^\/configure\/([^/]+)(\/status)?$/.exec(request.path) ?? [];
    for (const owner of offers) {
      const goLive = owner.goLives.find((other) => other.id === id);
      const phase = goLive && owner.stateOf(goLive, nowMs);
      if (goLive && phase) {
        const isDone = phase !== 'going-live';
        // A job may be done long before what it started.
        const isEarly = owner.plan.spelling % 5 === 0 && !isDone && nowMs >= goLive.shownMs;
        const state = isEarly ? ['completed', 'succeeded'] : ingestionStates[phase as 'live'];
        const resources = [{ id: `submission/${guid(owner.index, 1)}/2` }];
        return status
          ? { status: 200, document: job(owner, goLive, state, word) }
          : isDone || isEarly
            ? { status: 200, document: { resources } }
            : refused;
      }
    }
    return notFound;
  },
};

/** One submission on each page for some offers. */
function pageOf(
  offer: Offer,
  items: object[],
  { query }: Request,
): { value: object[]; '@nextLink'?: string } {
  if (offer.plan.spelling % 2 === 0) {
    return { value: items };
  }
  const page = Number(query.get('continuationToken') ?? 0);
  const next = `${ingestion.baseUrl}/submission/${guid(offer.index, 1)}?continuationToken=${page + 1}`;
  return { value: items.slice(page, page + 1), ...(page + 1 < items.length ? { '@nextLink': next } : {}) };
}

interface CenterState {
  substate: string;
  update: [updateType: string, status: string, failureReason?: string];
  /** The states of the workflow to preview and of the one to live. */
  workflows: [string, string];
}

function centerState(offer: Offer, phase: Phase): CenterState {
  const isSilent = offer.plan.spelling % 2 === 0;
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
      substate: isSilent ? 'ReadyToPublish' : 'Publishing',
      update: ['Promote', 'Running'],
      workflows: ['Success', spelled(offer, ['InProgress', 'InProgress', 'NotStarted'])],
    },
    live: {
      substate: spelled(offer, ['Published', 'InStore']),
      update: ['Promote', 'Completed'],
      workflows: ['Success', 'Success'],
    },
    failed: isSilent
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
  };
  return states[phase];
}

const submissionId = '1152921505694922222';

function centerSubmission(offer: Offer, phase: Phase, word: string | undefined): object {
  const { substate, update } = centerState(offer, phase);
  const [updateType, status, failureReason] = update;
  return {
    resourceType: 'Submission',
    id: submissionId,
    state: phase === 'live' ? 'Published' : 'InProgress',
    substate: word ?? substate,
    targets: [{ type: 'Scope', value: 'Preview' }],
    releaseNumber: 2,
    pendingUpdateInfo: { updateType, status, ...(failureReason ? { failureReason } : {}) },
  };
}

function workflowsOf(offer: Offer, phase: Phase): object[] {
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

  goLiveOf(offers, { method, path }) {
    const [, product, id] = /^\/products\/([^/]+)\/submissions\/([^/]+)\/promote$/.exec(path) ?? [];
    return method === 'POST' && id === submissionId
      ? offers.find(({ index }) => guid(index, 3) === product)
      : undefined;
  },

  shownBy(offers, { path }, nowMs) {
    const [, product, part] =
      /^\/products\/([^/]+)\/submissions(?:\/\d+)?(\/workflowdetails)?$/.exec(path) ?? [];
    const offer = offers.find(({ index }) => guid(index, 3) === product);
    const phase = offer?.shown(nowMs);
    // What has ended since the submission was read, a moment ago, shows in its workflows.
    if (part && phase !== 'failed' && phase !== 'canceled') {
      return undefined;
    }
    // "Published" alone does not tell: the workflow to live does.
    return offer && phase && centerState(offer, phase).substate !== 'Published'
      ? { offer, phase }
      : undefined;
  },

  answer(offers, request, { nowMs, run, word }) {
    const starting = this.goLiveOf(offers, request);
    if (starting) {
      return starting.goLive(nowMs, run) ? spelled(starting, promoted) : refused;
    }
    if (request.path === '/products') {
      const page = Number(request.query.get('skip') ?? 0);
      const value = offers.slice(page, page + 1).map(({ name, index }) => ({
        id: guid(index, 3),
        resourceType: 'AzureApplication',
        externalIDs: [{ type: 'AzureOfferId', value: name }],
      }));
      const nextLink = `v1.0/ingestion/products?skip=${page + 1}`;
      return { status: 200, document: { value, ...(page + 1 < offers.length ? { nextLink } : {}) } };
    }
    const [, product, id, part] =
      /^\/products\/([^/]+)\/submissions(?:\/([^/]+))?(?:\/(\w+))?$/.exec(request.path) ?? [];
    const offer = offers.find(({ index }) => guid(index, 3) === product);
    if (!offer || (id && id !== submissionId)) {
      return notFound;
    }
    const phase = offer.shown(nowMs);
    const current = centerSubmission(offer, phase, word);
    if (!id) {
      const before = { id: '1', state: 'Published', substate: 'Published', targets: [], releaseNumber: 1 };
      const isNew = phase === 'never-published' && offer.plan.spelling % 2 === 0;
      return {
        status: 200,
        document: { value: isNew ? [] : phase === 'live' ? [current, before] : [current] },
      };
    }
    if (part === 'workflowdetails') {
      return { status: 200, document: { value: workflowsOf(offer, phase) } };
    }
    return part === 'validations'
      ? { status: 200, document: { value: [{ code: 'Resell-20007', message: 'A module is missing..' }] } }
      : { status: 200, document: current };
  },
};

const promoted: [Answer, ...Answer[]] = [
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
