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
import { apis } from './apis.ts';
import type { EmulatedOffer, Operation } from './offer.ts';
import type { OfferSetupWithDefaults } from './offer-setup.ts';
import { offerTypes } from './offer-types.ts';
import { type ProductFilter, parseProductFilter } from './product-filter.ts';
import type { PartnerCenterQuirks } from './quirks.ts';
import { time, workflowDocuments } from './workflows.ts';

const audience = apis['partner-center'].resource;

/** The Partner Center submission API, under /v1.0/ingestion. */
export function partnerCenter(all: EmulatedOffer[], accepts: Accepts): Service {
  const offers = all.filter((offer) => offer.isKnownTo('partner-center'));
  /** Number of silently failed go-lives, by submission ID. */
  const failures = new Map<string, number>();
  const submission = 'products/{}/submissions/{}';
  const routes: Route[] = [
    route('GET', 'products', (call) => productsAnswer(call, offers)),
    route('GET', 'products/{}', (_call, product = '') =>
      withProduct(product, (offer) => json(200, productDocument(offer))),
    ),
    route('GET', 'products/{}/submissions', (call, product = '') =>
      withCarried(product, (offer) =>
        offer.setup.partnerCenter.notApplicable ? notApplicable : submissionsAnswer(call, offer),
      ),
    ),
    route('GET', submission, (_call, product = '', id = '') =>
      withSubmission(product, id, (offer, at) => json(200, submissionDocument(offer, at))),
    ),
    route('DELETE', submission, (_call, product = '', id = '') => withSubmission(product, id, cancelAnswer)),
    route('POST', `${submission}/promote`, (_call, product = '', id = '') =>
      withSubmission(product, id, promoteAnswer),
    ),
    route('GET', `${submission}/workflowdetails`, (_call, product = '', id = '') =>
      withSubmission(product, id, workflowsAnswer),
    ),
    route('GET', `${submission}/validations`, (_call, product = '', id = '') =>
      withSubmission(product, id, (offer, at) => {
        const documents = validationDocuments(offer, at);
        return documents.length === 0 ? emptyList([offer]) : json(200, { value: documents });
      }),
    ),
  ];

  const withProduct = (id: string, answer: (offer: EmulatedOffer) => Answer): Answer => {
    const offer = offers.find(({ productId }) => productId === id);
    return offer ? answer(offer) : error(404, 'NotFound', `The product '${id}' was not found.`);
  };
  const withCarried = (id: string, answer: (offer: EmulatedOffer) => Answer): Answer =>
    withProduct(id, (offer) => (offer.isCarriedBy('partner-center') ? answer(offer) : notApplicable));
  const withSubmission = (
    product: string,
    id: string,
    answer: (offer: EmulatedOffer, at: Operation) => Answer,
  ): Answer =>
    withCarried(product, (offer) => {
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
      [offer],
    );
  };

  const promoteAnswer = (offer: EmulatedOffer, at: Operation): Answer => {
    const { submissionId } = at;
    if (submissionId !== offer.preview?.submissionId) {
      offer.goLiveRequests++;
      return error(409, 'Conflict', 'A newer submission has taken the place of this one.');
    }
    const dead = stateByQuirk(offer, at);
    if (dead) {
      offer.goLiveRequests++;
      return error(400, 'BadRequest', `The submission cannot be promoted in the state ${dead[0]}.`);
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
    const [state, substate] = stateByQuirk(offer, at) ?? submissionState(offer, at);
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

/** As seen. Its status is a guess. */
const notApplicable: Answer = {
  status: 400,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'The API you have called is not applicable for this product',
};

/** All products, or those that match the filter clients send. */
function productsAnswer(call: Call, offers: EmulatedOffer[]): Answer {
  const filter = parseProductFilter(call.query);
  if (filter === 'unknown') return invalid('$filter', 'The filter is not supported.');
  const has = (quirk: (quirks: PartnerCenterQuirks) => boolean) =>
    offers.some(({ setup }) => quirk(setup.partnerCenter));
  if (filter) {
    if (has(({ filteredList }) => filteredList === 'refused'))
      return invalid('$filter', 'The filter is not supported.');
    const finds = ({ setup }: EmulatedOffer) =>
      setup.partnerCenter.filteredList !== 'empty' && matches(filter, setup);
    return listAnswer(call, offers.filter(finds).map(productDocument), offers);
  }
  // Seen for weeks in April 2026, while requests with a filter worked.
  if (has(({ plainList }) => plainList === 'refused'))
    return invalid('ProductTypeFilter[0]', "The field is invalid (value 'Application').");
  const listed = offers.filter(({ setup }) => setup.partnerCenter.plainList !== 'incomplete');
  return listAnswer(call, listed.map(productDocument), offers);
}

function matches({ resourceType, externalId }: ProductFilter, setup: OfferSetupWithDefaults): boolean {
  const isOffer = !externalId || (externalId.type === 'AzureOfferId' && externalId.value === setup.offer);
  return isOffer && (resourceType === undefined || resourceType === resourceTypeOf(setup));
}

function resourceTypeOf({ partnerCenter, type = 'Azure application' }: OfferSetupWithDefaults) {
  return partnerCenter.resourceType ?? offerTypes[type].resourceType;
}

function productDocument({ productId, setup }: EmulatedOffer) {
  return {
    resourceType: resourceTypeOf(setup),
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

function workflowsAnswer(offer: EmulatedOffer, at: Operation): Answer {
  const { workflowDetails = 'listed' } = offer.setup.partnerCenter;
  const isLive = at.kind === 'goLive' && offer.status(at) === 'succeeded';
  return workflowDetails === 'missing' || (workflowDetails === 'missing-when-live' && isLive)
    ? error(404, 'NotFound', 'The workflow of the submission was not found.')
    : json(200, { value: workflowDocuments(offer, at) });
}

/**
 * One page of the list. As seen, the next link is relative to the host and has no leading slash, and its token is an opaque
 * word in base64.
 * @param offers whose quirks apply
 */
function listAnswer(call: Call, documents: unknown[], offers: EmulatedOffer[]): Answer {
  const { path, query } = call;
  const token = query.get('$skipToken');
  const decoded = Buffer.from(token ?? '', 'base64').toString();
  const offset = token === null ? 0 : Number(/^offset:(\d+)$/.exec(decoded)?.[1]);
  if (Number.isNaN(offset)) return invalid('$skipToken', 'The token is invalid.');
  if (offset > 0 && offset >= documents.length) return { status: 404, headers: {}, body: '' };
  if (documents.length === 0) return emptyList(offers);
  const { items, next } = slicePage(documents, offset, pageSize(offers));
  const leadsNowhere = offers.some(({ setup }) => setup.partnerCenter.deadNextLink);
  const nextOffset = next ?? (leadsNowhere ? documents.length : undefined);
  if (nextOffset === undefined) return json(200, { value: items });
  const nextQuery = new URLSearchParams(query);
  nextQuery.set('$skipToken', Buffer.from(`offset:${nextOffset}`).toString('base64'));
  return json(200, { value: items, nextLink: `${path.slice(1)}?${nextQuery}` });
}

function emptyList(offers: EmulatedOffer[]): Answer {
  const asObject = offers.some(({ setup }) => setup.partnerCenter.emptyListAs === 'object');
  return json(200, asObject ? {} : { value: [] });
}

function pageSize(offers: EmulatedOffer[]): number {
  return Math.min(20, ...offers.map(({ setup }) => setup.partnerCenter.pageSize ?? 20));
}

/** The state and substate that a quirk puts in place of the usual ones. */
function stateByQuirk(offer: EmulatedOffer, at: Operation): [string, string] | undefined {
  const { otherState } = offer.setup.partnerCenter;
  if (!otherState || at.submissionId !== offer.preview?.submissionId) return undefined;
  const { state, from = 'start', afterSeconds = 0 } = otherState;
  const isGoingLive = at.kind === 'goLive' && at.seconds - offer.workLeft(at) >= afterSeconds;
  // These two say nothing about the submission, so they end with the go-live.
  const passes = state === 'NotSet' || state === 'Unknown';
  const isOver = passes && at.kind === 'goLive' && offer.status(at) !== 'running';
  if ((from === 'go-live' && !isGoingLive) || isOver) return undefined;
  return [state, otherState.substate ?? submissionState(offer, at)[1]];
}

/** As seen: a JSON string, with JSON in it. */
function invalid(field: string, message: string): Answer {
  const fault = {
    faultCode: 50400,
    reasonPhrase: 'Request validation failed.',
    data: { [field]: [message] },
  };
  return json(400, `ICH50400 - Unable to complete request. ${JSON.stringify(fault)}`);
}

/** Clients read `statusCode`, `code`, `message` and `details` at the top level, without a wrapper. */
function error(status: number, code: string, message: string): Answer {
  return json(status, { statusCode: status, code, message, details: [] });
}

function wrongMethod(method: string, allowed: string): Answer {
  const answer = error(405, 'MethodNotAllowed', `The resource does not support the method '${method}'.`);
  return withHeaders(answer, { Allow: allowed });
}
