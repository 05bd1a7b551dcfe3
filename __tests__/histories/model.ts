import type { GoLive, Offer, Phase } from './offer.ts';

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
}

/** A model of one API, built from its documentation and from what its clients have seen. */
export interface ApiModel {
  baseUrl: string;
  /** The offer that this request would take live; undefined for any other request. */
  findGoLive(offers: readonly Offer[], request: ApiRequest): Offer | undefined;
  /** The offer and the phase that the answer to this request shows; undefined if it shows none. */
  findShown(
    offers: readonly Offer[],
    request: ApiRequest,
    nowMs: number,
  ): { offer: Offer; phase: Phase } | undefined;
  answer(offers: readonly Offer[], request: ApiRequest, options: AnswerOptions): ApiAnswer;
}

const guid = (index: number, kind: number) =>
  `${kind}${kind}${kind}${kind}0000-0000-4000-8000-00000000000${index}`;
const notFound: ApiAnswer = { status: 404, document: { error: { code: 'notFound', message: 'Not found.' } } };
const refused: ApiAnswer = {
  status: 400,
  document: { error: { code: 'badRequest', message: 'The offer is not ready to go live.', details: [] } },
};

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

  findGoLive(offers, { method, path }) {
    const name = /^\/api\/publishers\/contoso\/offers\/([^/]+)\/golive$/.exec(path)?.[1];
    return method === 'POST' ? offers.find((offer) => offer.name === name) : undefined;
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
    const goLiveOffer = this.findGoLive(offers, request);
    if (goLiveOffer) {
      const goLive = goLiveOffer.goLive(nowMs, run);
      return goLive ? { status: 202, headers: locationHeaders(goLiveOffer, goLive, locationForm) } : refused;
    }
    const { offer, phase } = portalTarget(offers, request.path, nowMs);
    return offer && phase ? { status: 200, document: portalDocument(offer, phase, unknownWord) } : notFound;
  },
};

/** The offer that a path belongs to, and the phase that is shown there. */
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
    return { offer, phase: offer?.visiblePhase(nowMs) };
  }
  const goLive = id === 'preview' ? offer.goLives.at(-1) : offer.goLives.find((other) => other.id === id);
  return { offer, phase: goLive && offer.visibleGoLivePhase(goLive, nowMs) };
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
const progressByPhase: Record<Exclude<Phase, 'never-published' | 'waiting'>, [string, string]> = {
  'building-preview': ['running', 'pending'],
  'preview-failed': ['completed', 'failed'],
  'going-live': ['running', 'pending'],
  live: ['completed', 'succeeded'],
  failed: ['completed', 'failed'],
  canceled: ['completed', 'cancelled'],
};

/**
 * Replaces a word with the unknown one, if there is one. Anything that is not called completed is running (cloudpub), so
 * a completed one gets an unknown result, not an unknown status.
 */
function replaceWord([status = '', result = '']: string[], unknownWord: string | undefined): string[] {
  return status === 'completed' ? [status, unknownWord ?? result] : [unknownWord ?? status, result];
}

function submission(offer: Offer, number: number, targetType: string, progress: string[]): object {
  const [status, result] = progress;
  return {
    id: `submission/${guid(offer.index, 1)}/${number}`,
    target: { targetType },
    ...(status ? { status, result, created: '2026-01-02T03:04:05Z' } : {}),
  };
}

/** Submission 1 is live from the start, for some offers. Submission 2 is the preview, which a go-live takes live. */
function listSubmissions(offer: Offer, phase: Phase, unknownWord: string | undefined): object[] {
  const list = [submission(offer, 0, 'draft', [])];
  if (phase === 'never-published') {
    return list;
  }
  if (offer.plan.spelling % 2 === 0) {
    list.push(submission(offer, 1, 'live', progressByPhase.live));
  }
  const isPreview = phase === 'building-preview' || phase === 'preview-failed' || phase === 'waiting';
  const progress = replaceWord(
    phase === 'waiting' ? ['completed', 'succeeded'] : progressByPhase[phase],
    unknownWord,
  );
  if (isPreview) {
    list.push(submission(offer, 2, 'preview', progress));
  } else {
    list.push(submission(offer, 2, 'live', progress));
    if (offer.plan.spelling % 3 === 0) {
      list.push(submission(offer, 2, 'preview', ['completed', 'succeeded']));
    }
  }
  return list;
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

  findGoLive(offers, { method, path, body }) {
    if (method !== 'POST' || path !== '/configure') {
      return undefined;
    }
    const [resource] = JSON.parse(body).resources;
    return resource.target.targetType === 'live'
      ? offers.find((offer) => resource.id === `submission/${guid(offer.index, 1)}/2`)
      : undefined;
  },

  findShown(offers, request, nowMs) {
    const offer = offers.find(({ index }) => request.path === `/submission/${guid(index, 1)}`);
    // Only the last page of the list shows the phase.
    const page =
      offer && submissionPage(offer, listSubmissions(offer, offer.visiblePhase(nowMs), undefined), request);
    return page && !page['@nextLink'] ? { offer, phase: offer.visiblePhase(nowMs) } : undefined;
  },

  answer(offers, request, { nowMs, run, unknownWord }) {
    const goLiveOffer = this.findGoLive(offers, request);
    if (goLiveOffer) {
      const goLive = goLiveOffer.goLive(nowMs, run);
      return goLive
        ? { status: 202, document: job(goLiveOffer, goLive, ['notStarted', 'pending'], unknownWord) }
        : refused;
    }
    if (request.path === '/product') {
      // Some servers ignore the filter and list every product.
      const ignoresFilter = offers.some(({ plan }) => plan.spelling % 7 === 0);
      const found = offers.filter(({ name }) => ignoresFilter || name === request.query.get('externalId'));
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
        document: submissionPage(
          offer,
          listSubmissions(offer, offer.visiblePhase(nowMs), unknownWord),
          request,
        ),
      };
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
        const resources = [{ id: `submission/${guid(owner.index, 1)}/2` }];
        return status
          ? { status: 200, document: job(owner, goLive, progress, unknownWord) }
          : hasEnded || isEarly
            ? { status: 200, document: { resources } }
            : refused;
      }
    }
    return notFound;
  },
};

/** One page of the list of submissions; for some offers, each page has one submission. */
function submissionPage(
  offer: Offer,
  items: object[],
  { query }: ApiRequest,
): { value: object[]; '@nextLink'?: string } {
  if (offer.plan.spelling % 2 === 0) {
    return { value: items };
  }
  const page = Number(query.get('continuationToken') ?? 0);
  const next = `${ingestion.baseUrl}/submission/${guid(offer.index, 1)}?continuationToken=${page + 1}`;
  return { value: items.slice(page, page + 1), ...(page + 1 < items.length ? { '@nextLink': next } : {}) };
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
  };
  return states[phase];
}

const submissionId = '1152921505694922222';

function centerSubmission(offer: Offer, phase: Phase, unknownWord: string | undefined): object {
  const { substate, update } = centerState(offer, phase);
  const [updateType, status, failureReason] = update;
  return {
    resourceType: 'Submission',
    id: submissionId,
    state: phase === 'live' ? 'Published' : 'InProgress',
    substate: unknownWord ?? substate,
    targets: [{ type: 'Scope', value: 'Preview' }],
    releaseNumber: 2,
    pendingUpdateInfo: { updateType, status, ...(failureReason ? { failureReason } : {}) },
  };
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

  findGoLive(offers, { method, path }) {
    const [, product, id] = /^\/products\/([^/]+)\/submissions\/([^/]+)\/promote$/.exec(path) ?? [];
    return method === 'POST' && id === submissionId
      ? offers.find(({ index }) => guid(index, 3) === product)
      : undefined;
  },

  findShown(offers, { path }, nowMs) {
    const [, product, part] =
      /^\/products\/([^/]+)\/submissions(?:\/\d+)?(\/workflowdetails)?$/.exec(path) ?? [];
    const offer = offers.find(({ index }) => guid(index, 3) === product);
    const phase = offer?.visiblePhase(nowMs);
    // If the go-live has ended since the submission was read, a moment ago, its workflows show that.
    if (part && phase !== 'failed' && phase !== 'canceled') {
      return undefined;
    }
    // "Published" does not tell whether the offer is live; the workflow to live does.
    return offer && phase && centerState(offer, phase).substate !== 'Published'
      ? { offer, phase }
      : undefined;
  },

  answer(offers, request, { nowMs, run, unknownWord }) {
    const goLiveOffer = this.findGoLive(offers, request);
    if (goLiveOffer) {
      return goLiveOffer.goLive(nowMs, run) ? spell(goLiveOffer, acceptances) : refused;
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
    const phase = offer.visiblePhase(nowMs);
    const current = centerSubmission(offer, phase, unknownWord);
    if (!id) {
      const previous = { id: '1', state: 'Published', substate: 'Published', targets: [], releaseNumber: 1 };
      const isNew = phase === 'never-published' && offer.plan.spelling % 2 === 0;
      return {
        status: 200,
        document: { value: isNew ? [] : phase === 'live' ? [current, previous] : [current] },
      };
    }
    if (part === 'workflowdetails') {
      return { status: 200, document: { value: centerWorkflows(offer, phase) } };
    }
    return part === 'validations'
      ? { status: 200, document: { value: [{ code: 'Resell-20007', message: 'A module is missing..' }] } }
      : { status: 200, document: current };
  },
};

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
