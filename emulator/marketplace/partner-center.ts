import { randomUUID } from 'node:crypto';
import {
  type Accepts,
  type Answer,
  bearerToken,
  type Call,
  decodePath,
  isAddressedTo,
  json,
  type Service,
  withHeaders,
} from '../http/answer.ts';
import { dispatch, type Route, route, slicePage } from '../http/routes.ts';
import type { EmulatedOffer, Operation, StepView } from './offer.ts';

const audience = 'https://api.partner.microsoft.com';

/** The Partner Center submission API, under /v1.0/ingestion. */
export function partnerCenter(offers: EmulatedOffer[], accepts: Accepts): Service {
  /** Number of silently failed go-lives, by submission ID. */
  const failures = new Map<string, number>();
  const submission = 'products/{}/submissions/{}';
  const routes: Route[] = [
    route('GET', 'products', (call) => productsAnswer(call, offers)),
    route('GET', 'products/{}', (_call, product = '') =>
      withProduct(product, (offer) => json(200, productDocument(offer))),
    ),
    route('GET', 'products/{}/submissions', (call, product = '') =>
      withProduct(product, (offer) => submissionsAnswer(call, offer)),
    ),
    route('GET', submission, (_call, product = '', id = '') =>
      withSubmission(product, id, (offer, at) => json(200, submissionDocument(offer, at))),
    ),
    route('DELETE', submission, (_call, product = '', id = '') => withSubmission(product, id, cancelAnswer)),
    route('POST', `${submission}/promote`, (_call, product = '', id = '') =>
      withSubmission(product, id, promoteAnswer),
    ),
    route('GET', `${submission}/workflowdetails`, (_call, product = '', id = '') =>
      withSubmission(product, id, (offer, at) => json(200, { value: workflowDocuments(offer, at) })),
    ),
    route('GET', `${submission}/validations`, (_call, product = '', id = '') =>
      withSubmission(product, id, (offer, at) => json(200, { value: validationDocuments(offer, at) })),
    ),
  ];

  const withProduct = (id: string, answer: (offer: EmulatedOffer) => Answer): Answer => {
    const offer = offers.find(({ productId }) => productId === id);
    return offer ? answer(offer) : error(404, 'NotFound', `The product '${id}' was not found.`);
  };
  const withSubmission = (
    product: string,
    id: string,
    answer: (offer: EmulatedOffer, at: Operation) => Answer,
  ): Answer =>
    withProduct(product, (offer) => {
      const at = offer.atSubmission(id);
      return at ? answer(offer, at) : error(404, 'NotFound', `The submission '${id}' was not found.`);
    });

  const submissionsAnswer = (call: Call, offer: EmulatedOffer): Answer => {
    // The published submission and the one in progress, newest last.
    const newest = offer.preview && offer.atSubmission(offer.preview.submissionId);
    const isLive = newest?.submissionId === offer.live?.submissionId;
    const found = [isLive ? undefined : offer.live, newest].filter((one) => one !== undefined);
    return listAnswer(
      call,
      found.map((at) => submissionDocument(offer, at)),
      pageSize([offer]),
    );
  };

  const promoteAnswer = (offer: EmulatedOffer, at: Operation): Answer => {
    const { submissionId } = at;
    if (submissionId !== offer.preview?.submissionId) {
      offer.goLiveRequests++;
      return error(409, 'Conflict', 'A newer submission has taken the place of this one.');
    }
    const failed = failures.get(submissionId) ?? 0;
    const fails = failed < (offer.setup.partnerCenter.silentFailures ?? 0);
    if (fails && offer.state === 'waiting-for-sign-off') {
      offer.goLiveRequests++;
      failures.set(submissionId, failed + 1);
      return json(200, workflowDocuments(offer, at)[1]);
    }
    const result = offer.goLive();
    if ('message' in result)
      return error(result.status, result.status === 409 ? 'Conflict' : 'BadRequest', result.message);
    failures.delete(submissionId);
    return json(200, workflowDocuments(offer, result)[1]);
  };

  const submissionDocument = (offer: EmulatedOffer, at: Operation) => {
    const [state, substate] = submissionState(offer, at);
    return {
      resourceType: 'Submission',
      state,
      substate,
      // The real API was seen to keep Preview here once the submission is live.
      targets: [{ type: 'Scope', value: 'Preview' }],
      resources: [{ type: 'Package', value: offer.productId }],
      ...(state === 'Published' && { publishedTimeInUtc: time(offer.changedAt(at)) }),
      pendingUpdateInfo:
        substate === 'ReadyToPublish' && failures.has(at.submissionId)
          ? {
              updateType: 'Promote',
              status: 'Failed',
              failureReason: 'The submission could not be promoted.',
            }
          : {
              updateType: at.kind === 'goLive' ? 'Promote' : 'Create',
              status: offer.status(at) === 'running' ? 'Running' : 'Completed',
            },
      releaseNumber: at.offerVersion,
      friendlyName: `Submission ${at.offerVersion}`,
      areResourcesReady: true,
      id: at.submissionId,
    };
  };

  return (call) => {
    const path = /^\/v1\.0\/ingestion(\/.*)$/i.exec(call.path)?.[1];
    if (path === undefined || !isAddressedTo(call, 'api.partner.microsoft.com')) return undefined;
    const bearer = bearerToken(call);
    const answer =
      bearer && accepts(bearer, audience)
        ? (dispatch(routes, call, decodePath(path), (allowed) => wrongMethod(call.method, allowed)) ??
          error(404, 'NotFound', 'No resource was found at this address.'))
        : withHeaders(error(401, 'Unauthorized', 'The access token is missing, expired or not valid here.'), {
            'WWW-Authenticate': 'Bearer',
          });
    return withHeaders(answer, { 'request-id': randomUUID() });
  };
}

/** All products, or those that match the filter clients send. */
function productsAnswer(call: Call, offers: EmulatedOffer[]): Answer {
  const filter = call.query.get('$filter') ?? '';
  const type = /\bresourceType eq '([^']*)'/i.exec(filter)?.[1] ?? resourceType;
  const offerId = /\bValue eq '([^']*)'/i.exec(filter)?.[1];
  const found = offers.filter(
    ({ setup }) => type === resourceType && (offerId === undefined || setup.offer === offerId),
  );
  return listAnswer(call, found.map(productDocument), pageSize(found));
}

const resourceType = 'AzureApplication';

function productDocument({ productId, setup }: EmulatedOffer) {
  return {
    resourceType,
    name: setup.offer,
    externalIDs: [{ type: 'AzureOfferId', value: setup.offer }],
    isModularPublishing: true,
    id: productId,
  };
}

/** State and substate. The documentation has no state for a canceled submission. */
function submissionState(offer: EmulatedOffer, at: Operation): ['InProgress' | 'Published', string] {
  const status = offer.status(at);
  switch (status) {
    case 'running':
      return ['InProgress', at.kind === 'publish' ? 'Submitted' : 'Publishing'];
    case 'waitingForPublisherReview':
      return ['Published', 'ReadyToPublish'];
    case 'failed':
      return [
        'InProgress',
        offer.failedStep(at)?.id === 'displaycertify' ? 'FailedInCertification' : 'Failed',
      ];
    case 'canceled':
      return ['InProgress', 'Cancelled'];
    case 'succeeded':
      // A signed-off preview still looks ready until its go-live is picked up.
      return at.kind === 'publish'
        ? ['Published', 'ReadyToPublish']
        : ['Published', offer.setup.partnerCenter.liveSubstate ?? 'InStore'];
  }
}

function cancelAnswer(offer: EmulatedOffer, at: Operation): Answer {
  const isOpen = at === offer.operations.at(-1);
  const result = isOpen ? offer.cancel() : undefined;
  if (!result) return error(400, 'BadRequest', 'Only a submission in progress can be deleted.');
  return 'message' in result
    ? error(result.status, 'BadRequest', result.message)
    : { status: 204, headers: {}, body: '' };
}

/** Workflow steps, named as clients read them, and the emulator's steps that each one covers. */
const workflowSteps: [name: string, steps: RegExp][] = [
  ['Automated validation', /^displaydummycertify$/],
  ['Certification', /^displaycertify$/],
  ['Preview Creation', /^display(provision|package)$/],
  ['Publisher Signoff', /^publisher-signoff$/],
  ['Publish', /^(displayprovisionlive|live)$/],
];

/** Two workflows: to preview and to live. The second is listed even before the go-live. */
function workflowDocuments(offer: EmulatedOffer, at: Operation) {
  const views = offer.steps(at);
  const preview = offer.operations.findLast(
    (one) => one.kind === 'publish' && one.submissionId === at.submissionId,
  );
  const workflow = (
    targetEnvironment: 'Preview' | 'Live',
    own: StepView[],
    operation: Operation | undefined,
  ) => {
    const named = workflowSteps
      .map(([name, steps]) => ({ name, views: own.filter(({ step }) => steps.test(step.id)) }))
      .filter(({ views }) => views.length > 0);
    const state = combinedState(own.filter(({ step }) => step.phase !== 'sign-off'));
    return {
      type: 'Push',
      state,
      targetEnvironment,
      workflowSteps: named.map(({ name, views }) => ({ name, state: combinedState(views) })),
      ...(operation && { startDateTimeInUtc: time(operation.startedAt) }),
      ...(operation && state === 'Success' && { completeDateTimeInUtc: time(offer.changedAt(operation)) }),
    };
  };
  return [
    workflow(
      'Preview',
      views.filter(({ step }) => step.phase !== 'goLive'),
      preview,
    ),
    workflow(
      'Live',
      views.filter(({ step }) => step.phase === 'goLive'),
      at.kind === 'goLive' ? at : undefined,
    ),
  ];
}

/** The API has no word for a blocked step, so it shows as `InProgress`. */
function combinedState(views: StepView[]): string {
  const words = new Set(views.map(({ status }) => status));
  if (words.has('failed')) return 'Failed';
  if (words.has('canceled')) return 'Cancelled';
  if (words.size === 1 && words.has('complete')) return 'Success';
  return words.size === 1 && words.has('notStarted') ? 'NotStarted' : 'InProgress';
}

function validationDocuments(offer: EmulatedOffer, at: Operation) {
  const step = offer.status(at) === 'failed' ? offer.failedStep(at) : undefined;
  if (!step) return [];
  return [
    {
      errorCode: step.id === 'displaycertify' ? 'CertificationFailed' : 'PublishFailed',
      severity: 'Error',
      message: `The step <i>${step.stepName}</i> of <b>${offer.setup.offer}</b> failed.`,
      resource: 'Submission',
    },
    {
      errorCode: 'Policy-100.1',
      severity: 'Warning',
      message: 'The description says &lt;none&gt;.',
      resource: 'Listing',
    },
  ];
}

/** One page of the list. As seen, the next link is relative to the host and has no leading slash. */
function listAnswer(call: Call, documents: unknown[], size: number): Answer {
  const { path, query } = call;
  const { items, next } = slicePage(documents, Number(query.get('$skipToken')) || 0, size);
  if (next === undefined) return json(200, { value: items });
  const nextQuery = new URLSearchParams(query);
  nextQuery.set('$skipToken', String(next));
  return json(200, { value: items, nextLink: `${path.slice(1)}?${nextQuery}` });
}

function pageSize(offers: EmulatedOffer[]): number {
  return Math.min(20, ...offers.map(({ setup }) => setup.partnerCenter.pageSize ?? 20));
}

/** As seen: no time zone, seven decimals. */
function time(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -1)}0000`;
}

/** Clients read `statusCode`, `code`, `message` and `details` at the top level, without a wrapper. */
function error(status: number, code: string, message: string): Answer {
  return json(status, { statusCode: status, code, message, details: [] });
}

function wrongMethod(method: string, allowed: string): Answer {
  const answer = error(405, 'MethodNotAllowed', `The resource does not support the method '${method}'.`);
  return withHeaders(answer, { Allow: allowed });
}
