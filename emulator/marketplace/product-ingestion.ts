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
import { decodeClaims } from '../identity/jwt.ts';
import { apis } from './apis.ts';
import type { EmulatedOffer, Operation } from './offer.ts';
import type { Outcome } from './offer-setup.ts';
import { offerTypes } from './offer-types.ts';
import { resourceTree } from './resource-tree.ts';
import {
  activeSubmissions,
  date,
  durable,
  resultWords,
  schema,
  schemaBase,
  submissionDocument,
} from './submissions.ts';

/** A node in the tree of errors (docs: schema of the configure status). */
interface ErrorItem {
  code: string;
  message: string;
  resourceId?: unknown;
  details?: ErrorItem[];
}

const audience = apis['product-ingestion'].resource;

/**
 * The Product Ingestion API of Microsoft Graph, under /rp/product-ingestion.
 * @param now the emulated time, in milliseconds since 1970
 */
export function productIngestion(all: EmulatedOffer[], accepts: Accepts, now: () => number): Service {
  const offers = all.filter((offer) => offer.isKnownTo('product-ingestion'));
  const routes: Route[] = [
    route('GET', 'product', (call) => productsAnswer(call, offers)),
    route('GET', 'product/{}', (_call, product = '') =>
      withProduct(product, (offer) => json(200, productDocument(offer))),
    ),
    route('GET', 'resource-tree/product/{}', (call, product = '') =>
      withCarried(product, (offer) => treeAnswer(call, offer)),
    ),
    route('GET', 'submission/{}', (call, product = '') =>
      withCarried(product, (offer) => submissionsAnswer(call, offer)),
    ),
    route('GET', 'submission/{}/{}', (_call, product = '', id = '') =>
      withCarried(product, (offer) => submissionAnswer(offer, id)),
    ),
    route('POST', 'configure', (call) => configureAnswer(call, offers)),
    route('GET', 'configure/{}/status', (_call, id = '') => withJob(id, statusAnswer)),
    route('GET', 'configure/{}', (_call, id = '') => withJob(id, detailAnswer)),
    route('POST', 'configure/{}/cancel', (_call, id = '') => withJob(id, cancelAnswer)),
  ];

  const withProduct = (id: string, answer: (offer: EmulatedOffer) => Answer): Answer => {
    const offer = offers.find(({ productId }) => productId === id);
    return offer ? answer(offer) : notFound(`The product '${id}' was not found.`);
  };
  const withCarried = (id: string, answer: (offer: EmulatedOffer) => Answer): Answer =>
    withProduct(id, (offer) => typeNotSupported(offer) ?? answer(offer));
  const withJob = (id: string, answer: (offer: EmulatedOffer, job: Operation) => Answer): Answer => {
    for (const offer of offers) {
      const job = offer.operations.find((one) => one.id === id && offer.isVisible(one));
      if (job) return answer(offer, job);
    }
    return notFound(`The job '${id}' was not found.`);
  };

  return (call) => {
    const path = /^\/rp\/product-ingestion(\/.*)$/i.exec(call.path)?.[1];
    if (path === undefined || !isAddressedTo(call, 'graph.microsoft.com')) return undefined;
    const requestId = randomUUID();
    const given = call.headers['client-request-id'];
    const ids = {
      'request-id': requestId,
      'client-request-id': typeof given === 'string' ? given : requestId,
    };
    const bearer = bearerToken(call);
    const answer =
      bearer && accepts(bearer, audience)
        ? (dispatch(routes, call, decodePath(path), (allowed) => wrongMethod(call.method, allowed)) ??
          notFound('No resource was found at this address.'))
        : unauthorized(bearer, { date: new Date(now()).toISOString().slice(0, 19), ...ids });
    return withHeaders(answer, ids);
  };
}

const productParameters = ['externalid', '$version', '$maxpagesize', 'continuationtoken'];

function productsAnswer(call: Call, offers: EmulatedOffer[]): Answer {
  const unknown = [...call.query.keys()].find((name) => !productParameters.includes(name.toLowerCase()));
  if (unknown !== undefined)
    return invalid('invalidRequest', `The query parameter '${unknown}' is not known here.`);
  // Clients spell it externalId, externalID and externalid.
  const externalIds = [...call.query]
    .filter(([name]) => name.toLowerCase() === 'externalid')
    .map(([, value]) => value);
  const found = offers.filter(({ setup }) => externalIds.every((id) => id === setup.offer));
  return listAnswer(call, found.map(productDocument), pageSize(found));
}

function submissionsAnswer(call: Call, offer: EmulatedOffer): Answer {
  const target = targetType(call);
  const documents = activeSubmissions(offer).filter((one) => !target || one.target.targetType === target);
  return listAnswer(call, documents, pageSize([offer]));
}

/** The target that the query asks for. The documentation has it in quotes, too. */
function targetType(call: Call): string {
  return (call.query.get('targetType') ?? '').replaceAll('"', '').toLowerCase();
}

function treeAnswer(call: Call, offer: EmulatedOffer): Answer {
  const target = targetType(call) || 'draft';
  return target === 'draft' || target === 'preview' || target === 'live'
    ? json(200, resourceTree(offer, productDocument(offer), target))
    : invalid('invalidRequest', 'The targetType is draft, preview or live.');
}

function submissionAnswer(offer: EmulatedOffer, id: string): Answer {
  const at = id === '0' ? 'draft' : offer.atSubmission(id);
  return at
    ? json(200, submissionDocument(offer, at))
    : notFound(`The submission '${durable(offer, id)}' was not found.`);
}

function configureAnswer(call: Call, offers: EmulatedOffer[]): Answer {
  if (!/^application\/json\b/i.test(call.headers['content-type'] ?? ''))
    return error(415, 'badRequest', 'The media type of the request is not supported.');
  const body = parsed(call.body);
  const resource = body.resources?.[0];
  // The API has refused schemas at the older host since April 2025 (azure-cli#30752).
  const schemas = /^https:\/\/schema\.mp\.microsoft\.com\/schema\/(configure|submission)\/\d{4}-\d\d-\d\d/;
  // Clients have received this sentence.
  const unknownSchema = (url: string) =>
    invalid('schemaValidationError', `Schema ${url} could not be accessed`);
  if (schemas.exec(body.$schema ?? '')?.[1] !== 'configure') return unknownSchema(body.$schema ?? '');
  if (!resource || body.resources?.length !== 1)
    return invalid('invalidRequest', 'The emulator takes one resource: the submission.');
  if (schemas.exec(resource.$schema ?? '')?.[1] !== 'submission')
    return unknownSchema(resource.$schema ?? '');
  const offer = offers.find(({ productId, setup }) =>
    typeof resource.product === 'string'
      ? resource.product === `product/${productId}`
      : resource.product?.externalId === setup.offer,
  );
  if (!offer) return notFound('The product of the submission was not found.');
  const notSupported = typeNotSupported(offer);
  if (notSupported) return notSupported;
  const id = resource.id ?? '';
  if (resource.target?.targetType === 'preview') return acceptance(offer, offer.publish());
  if (resource.target?.targetType === 'live' && resource.lifecycleState === 'deprecated')
    return id === durable(offer, offer.live?.submissionId ?? '')
      ? acceptance(offer, offer.withdraw())
      : invalid('invalidId', 'Only the live submission can be deprecated.');
  if (resource.target?.targetType === 'live') return goLiveAnswer(offer, id);
  return invalid('schemaValidationError', 'The target of a submission is preview or live.');
}

function goLiveAnswer(offer: EmulatedOffer, id: string): Answer {
  const { locked, staleSubmission } = offer.setup.productIngestion;
  const refused = (answer: Answer): Answer => {
    offer.goLiveRequests++;
    return answer;
  };
  // Clients have received both of these sentences (AlmaLinux, cloudpub).
  if (!id || id === durable(offer, '0'))
    return refused(
      invalid('invalidId', "Expected a submission id that isn't null or 0 since target type is Live"),
    );
  if (staleSubmission || id !== durable(offer, offer.preview?.submissionId ?? ''))
    return refused(
      invalid('invalidEntityStatus', 'The submission cannot be pushed to as its not the latest'),
    );
  if (locked)
    return refused(
      error(locked, locked === 409 ? 'conflict' : 'badRequest', 'The product cannot be changed now.', [
        { code: 'productLocked', message: 'The product is locked by another operation.' },
      ]),
    );
  return acceptance(offer, offer.goLive());
}

function acceptance(offer: EmulatedOffer, result: ReturnType<EmulatedOffer['goLive']>): Answer {
  if (!('message' in result))
    return json(offer.setup.productIngestion.configureStatus ?? 200, {
      ...statusDocument(offer, result, undefined),
      jobStatus: 'notStarted',
    });
  return result.status === 409
    ? error(409, 'conflict', result.message, [{ code: 'invalidState', message: result.message }])
    : invalid('invalidState', result.message);
}

function statusAnswer(offer: EmulatedOffer, job: Operation): Answer {
  return json(200, statusDocument(offer, job, jobResult(offer, job)));
}

/** Fails until the job has completed, then lists what the job changed (docs: "Summary of a completed request"). */
function detailAnswer(offer: EmulatedOffer, job: Operation): Answer {
  const result = jobResult(offer, job);
  if (!result) return invalid('invalidState', 'The job has not completed yet.');
  const { jobDetails = 'product' } = offer.setup.productIngestion;
  const resource =
    jobDetails === 'submission'
      ? submissionDocument(offer, job)
      : // The sample spells the name of the ID like this, whatever it is elsewhere.
        { ...productDocument(offer), identity: { externalID: offer.setup.offer } };
  const resources = result === 'succeeded' ? [resource] : [];
  return json(200, { $schema: schema(offer, 'configure-detail'), resources });
}

function cancelAnswer(offer: EmulatedOffer, job: Operation): Answer {
  if (jobResult(offer, job)) return error(400, 'badRequest', 'Cannot cancel job, job has already completed.');
  const canceled = offer.cancel();
  return 'message' in canceled
    ? error(400, 'badRequest', canceled.message)
    : json(200, statusDocument(offer, job, 'canceled'));
}

/** How the job ended; undefined while it runs. A preview's job stays succeeded whatever happens to the preview later. */
function jobResult(offer: EmulatedOffer, job: Operation): Outcome | undefined {
  const ahead = offer.setup.productIngestion.jobSucceedsBeforeLiveSeconds;
  const left = offer.workLeft(job);
  if (job.kind === 'publish' ? left === 0 : ahead !== undefined && left <= ahead) return 'succeeded';
  const status = offer.status(job);
  return status === 'running' || status === 'waitingForPublisherReview' ? undefined : status;
}

function statusDocument(offer: EmulatedOffer, job: Operation, result: Outcome | undefined) {
  const { jobIdSpelling = 'jobId' } = offer.setup.productIngestion;
  return {
    $schema: schema(offer, 'configure-status'),
    [jobIdSpelling]: job.id,
    jobStatus: result ? 'completed' : 'running',
    jobResult: result ? resultWords[result] : 'pending',
    jobStart: date(offer, job.startedAt),
    jobEnd: result ? date(offer, offer.changedAt(job)) : '0001-01-01T00:00:00',
    resourceUri: `https://product-ingestion.mp.microsoft.com/configure/${job.id}`,
    errors: result === 'failed' ? jobErrors(offer, job) : [],
  };
}

/** Certification reports a failure as `invalidState`, with "certification" somewhere in the tree (cloudpub). */
function jobErrors(offer: EmulatedOffer, job: Operation): unknown[] {
  const { detailsAs = 'list', resourceIdAs = 'string' } = offer.setup.productIngestion;
  const step = offer.failedStep(job);
  const certified = step?.id === 'displaycertify';
  const submission = durable(offer, job.submissionId);
  const resourceId = resourceIdAs === 'string' ? submission : { externalId: offer.setup.offer };
  const items: ErrorItem[] = [
    {
      code: 'invalidState',
      message: `The submission was not published: ${certified ? 'certification failed' : `${step?.stepName} failed`}.`,
      resourceId,
      details: certified
        ? [
            {
              code: 'businessValidationError',
              message: 'The virtual machine image has findings.',
              resourceId,
              details: [
                {
                  code: 'businessValidationError',
                  message: 'Policy 200.5.1: 2 critical updates are missing.',
                },
              ],
            },
            { code: 'businessValidationError', message: 'Policy 100.1: the description says <none>.' },
          ]
        : [{ code: 'notDeployed', message: 'The offer could not be copied to all regions.' }],
    },
  ];
  const withDetails = ({ details = [], ...item }: ErrorItem): unknown => ({
    ...item,
    details: details.length === 0 && detailsAs === 'object' ? {} : details.map(withDetails),
  });
  return items.map(withDetails);
}

/**
 * The answer for an offer that the API lists but does not carry. LANSA's release script quotes the sentence, for the resource tree
 * of an Azure application; the rest is a guess.
 */
function typeNotSupported(offer: EmulatedOffer): Answer | undefined {
  const { type } = offer.setup;
  if (!type || offer.isCarriedBy('product-ingestion')) return undefined;
  return invalid('notSupported', `Type ${offerTypes[type].resourceType} is not supported`);
}

function productDocument({ productId, setup }: EmulatedOffer) {
  const { jobIdSpelling = 'jobId' } = setup.productIngestion;
  return {
    $schema: `${setup.productIngestion.schemaBase ?? schemaBase}product/2022-07-01`,
    id: `product/${productId}`,
    identity: { [jobIdSpelling === 'jobID' ? 'externalID' : 'externalId']: setup.offer },
    type: setup.productIngestion.productType ?? offerTypes[setup.type ?? 'virtual machine'].type,
    alias: setup.offer,
  };
}

/** One page of the list. `$maxpagesize` and `continuationToken` are documented; `@nextLink` was seen. */
function listAnswer(call: Call, documents: unknown[], usualSize: number): Answer {
  const { origin, path, query } = call;
  const size = Number(query.get('$maxpagesize') ?? usualSize) || usualSize;
  const offset =
    Number(
      Buffer.from(query.get('continuationToken') ?? '', 'base64')
        .toString()
        .split(':')[1],
    ) || 0;
  const { items, next } = slicePage(documents, offset, size);
  if (next === undefined) return json(200, { value: items });
  const nextQuery = new URLSearchParams(query);
  nextQuery.set('continuationToken', Buffer.from(`offset:${next}`).toString('base64'));
  return json(200, { value: items, '@nextLink': `${origin}${path}?${nextQuery}` });
}

function pageSize(offers: EmulatedOffer[]): number {
  return Math.min(20, ...offers.map(({ setup }) => setup.productIngestion.pageSize ?? 20));
}

/** The parts of a configure request that the emulator reads. */
interface ConfigureRequest {
  $schema?: string;
  resources?: {
    $schema?: string;
    id?: string;
    product?: string | { externalId?: string };
    target?: { targetType?: string };
    lifecycleState?: string;
  }[];
}

function parsed(body: string): ConfigureRequest {
  try {
    return (JSON.parse(body) as ConfigureRequest | null) ?? {};
  } catch {
    return {};
  }
}

/** docs: the API's error resource has two layers of codes. */
function error(status: number, code: string, message: string, details: ErrorItem[] = []): Answer {
  return json(status, { error: { code, message, details } });
}

function invalid(code: string, message: string): Answer {
  return error(400, 'badRequest', message, [{ code, message }]);
}

function notFound(message: string): Answer {
  return error(404, 'notFound', message, [{ code: 'resourceNotFound', message }]);
}

/** Graph itself refuses the request before the API sees it, with these sentences, which clients have received. */
function unauthorized(bearer: string, innerError: object): Answer {
  const sentences = {
    empty: 'Access token is empty.',
    audience: 'Access token validation failure. Invalid audience.',
    expired: 'Access token has expired or is not yet valid.',
  };
  const why = bearer
    ? (decodeClaims(bearer)?.aud ?? audience) === audience
      ? 'expired'
      : 'audience'
    : 'empty';
  const body = { error: { code: 'InvalidAuthenticationToken', message: sentences[why], innerError } };
  return withHeaders(json(401, body), { 'WWW-Authenticate': 'Bearer' });
}

function wrongMethod(method: string, allowed: string): Answer {
  const answer = error(405, 'methodNotAllowed', `The resource does not support the method '${method}'.`);
  return withHeaders(answer, { Allow: allowed });
}
