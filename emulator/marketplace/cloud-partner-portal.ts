import {
  type Accepts,
  type Answer,
  bearerToken,
  type Call,
  decodePath,
  isAddressedTo,
  json,
  page,
  refusal,
  type Service,
  withHeaders,
} from '../http/answer.ts';
import { apis } from './apis.ts';
import type { EmulatedOffer, Operation, Refusal } from './offer.ts';
import type { StatusWord } from './offer-setup.ts';
import { offerTypes } from './offer-types.ts';

const apiVersions = ['2016-08-01-preview', '2017-10-31'];

interface Resource {
  /** Below /api; the trailing slash is optional everywhere, as in ASP.NET. */
  path: RegExp;
  method: 'GET' | 'POST';
  answer: (call: Call, offer: EmulatedOffer, id: string) => Answer;
}

const offerPath = '/publishers/(?<publisher>[^/]+)/offers/(?<offer>[^/]+)';
const resource = (method: Resource['method'], path: string, answer: Resource['answer']): Resource => ({
  method,
  path: new RegExp(`^${path}/?$`, 'i'),
  answer,
});

/** The resources of one offer (docs: the Cloud Partner Portal API has one page per request). */
const resources: Resource[] = [
  resource('GET', offerPath, (_call, offer) => offerAnswer(offer)),
  resource('GET', `${offerPath}/slot/(?<id>draft|preview|production)`, (_call, offer, id) =>
    slotAnswer(offer, id),
  ),
  resource('GET', `${offerPath}/versions/(?<id>\\d+)`, (_call, offer, id) =>
    versionAnswer(offer, Number(id)),
  ),
  resource('GET', `${offerPath}/status`, (_call, offer) => statusAnswer(offer)),
  resource('POST', `${offerPath}/golive`, (call, offer) => accepted(call, offer, offer.goLive())),
  resource('POST', `${offerPath}/publish`, (call, offer) => accepted(call, offer, offer.publish())),
  resource('POST', `${offerPath}/cancel`, (_call, offer) => canceled(offer.cancel())),
  resource('GET', `${offerPath}/submissions`, (call, offer) =>
    // The documentation has `status`; a client (devigned/pub) sends `submissionState`.
    submissionsAnswer(offer, call.query.get('status') ?? call.query.get('submissionState')),
  ),
  resource('GET', `${offerPath}/operations/(?<id>[^/]+)`, (_call, offer, id) =>
    operationAnswer(offer, offer.setup.migrated ? offer.operations.find((one) => one.id === id) : undefined),
  ),
  // For an offer that was not migrated to Partner Center, the path names the offer instead of the operation.
  resource('GET', '/operations/(?<publisher>[^/$]+)\\$(?<offer>[^/$]+)\\$2\\$preview', (_call, offer) =>
    operationAnswer(offer, offer.setup.migrated ? undefined : offer.operations.at(-1)),
  ),
];

const audience = apis['cloud-partner-portal'].resource;

/** The Cloud Partner Portal API, under /api. */
export function cloudPartnerPortal(offers: EmulatedOffer[], accepts: Accepts): Service {
  return (call) => {
    const path = /^\/api(\/.*)$/i.exec(call.path)?.[1];
    if (path === undefined || !isAddressedTo(call, 'cloudpartner.azure.com')) return undefined;
    const bearer = bearerToken(call);
    if (!bearer || !accepts(bearer, audience))
      return withHeaders(
        refusal(401, 'Unauthorized', 'The access token is missing, expired or not valid here.'),
        {
          'WWW-Authenticate': 'Bearer',
        },
      );
    const apiVersion = call.query.get('api-version');
    if (!apiVersion || !apiVersions.includes(apiVersion))
      return refusal(
        400,
        'InvalidAPIVersion',
        `The api-version '${apiVersion ?? ''}' is not known. Known versions: ${apiVersions.join(', ')}.`,
      );
    return route(call, decodePath(path), offers);
  };
}

function route(call: Call, path: string, offers: EmulatedOffer[]): Answer {
  if (/^\/publishers\/?$/i.test(path))
    return call.method === 'GET' ? publishersAnswer(offers) : wrongMethod(call.method, 'GET');
  const list = /^\/publishers\/(?<publisher>[^/]+)\/offers\/?$/i.exec(path);
  const found = resources.find((one) => one.path.test(path));
  if (!list && !found) return refusal(404, 'NotFound', 'No resource was found at this address.');
  const method = found?.method ?? 'GET';
  if (call.method !== method) return wrongMethod(call.method, method);
  const names = (list ?? found?.path.exec(path))?.groups ?? {};
  const own = offers.filter((one) => one.setup.publisher === names['publisher']);
  if (own.length === 0) return refusal(403, 'Forbidden', 'User does not have the required permissions');
  const known = own.filter((one) => one.isKnownTo('cloud-partner-portal'));
  if (!found) return json(200, known.map(offerDocument));
  const offer = known.find((one) => one.setup.offer === names['offer']);
  if (!offer) return refusal(404, 'NotFound', `The offer '${names['offer']}' was not found.`);
  return (call.method === 'POST' ? badBody(call) : undefined) ?? found.answer(call, offer, names['id'] ?? '');
}

/** IIS and ASP.NET refuse such a POST before the API sees it. */
function badBody({ headers, body }: Call): Answer | undefined {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
    return page(411, 'Length Required');
  if (body === '') return undefined;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return refusal(415, 'UnsupportedMediaType', 'The media type of the request is not supported.');
  try {
    JSON.parse(body);
    return undefined;
  } catch {
    return refusal(400, 'BadRequest', 'The body of the request is not JSON.');
  }
}

function accepted(call: Call, offer: EmulatedOffer, result: Operation | Refusal): Answer {
  if ('message' in result) return refusal(result.status, result.code, result.message);
  const { publisher, offer: id, migrated, location } = offer.setup;
  const { header = 'Location', form = 'relative', apiVersion = true } = location;
  const path = migrated
    ? `/api/publishers/${publisher}/offers/${id}/operations/${result.id}`
    : `/api/operations/${publisher}$${id}$2$preview`;
  const value = `${form === 'absolute' ? call.origin : ''}${path}${apiVersion ? '?api-version=2017-10-31' : ''}`;
  return { status: 202, headers: header === 'none' ? {} : { [header]: value }, body: '' };
}

function canceled(result: Operation | Refusal): Answer {
  if ('message' in result) return refusal(result.status, result.code, result.message);
  return { status: 200, headers: {}, body: '' };
}

function statusAnswer(offer: EmulatedOffer): Answer {
  const operation = offer.operations.at(-1);
  return json(200, {
    status: topLevel(offer, operation, 'succeeded'),
    messages: [],
    steps: stepDocuments(offer, operation),
    previewLinks: [],
    liveLinks: [],
    ...emails(offer),
  });
}

function operationAnswer(offer: EmulatedOffer, operation: Operation | undefined): Answer {
  if (!operation || !offer.isVisible(operation))
    return refusal(404, 'NotFound', 'The operation was not found.');
  const document = {
    // Clients saw `complete` here where the status page documents `succeeded`.
    status: topLevel(offer, operation, 'complete'),
    messages: [],
    publishingVersion: offer.operations.indexOf(operation) + 1,
    offerVersion: operation.offerVersion,
    cancellationRequestState: 'canCancel',
    steps: stepDocuments(offer, operation),
    previewLinks: [],
    liveLinks: [],
    ...emails(offer),
  };
  return json(200, offer.setup.operationBody === 'array' ? [document] : document);
}

function submissionsAnswer(offer: EmulatedOffer, status: string | null): Answer {
  const documents = offer.operations
    .filter((operation) => offer.isVisible(operation))
    .map((operation) => ({
      id: operation.id,
      offerId: offer.setup.offer,
      offerVersion: operation.offerVersion,
      ...offerTypeId(offer),
      publisherId: offer.setup.publisher,
      submissionType: operation.kind,
      submissionState: topLevel(offer, operation, 'complete'),
      publishingVersion: offer.operations.indexOf(operation) + 1,
      slot: 'staging',
      version: `${ticks(offer.changedAt(operation))}`,
      definition: { metadata: { emails: 'ops@contoso.example' } },
      changedTime: new Date(offer.changedAt(operation)).toISOString(),
    }))
    .filter(({ submissionState }) => !status || submissionState.toLowerCase() === status.toLowerCase())
    .reverse();
  // The version is a number beyond 2^53. JSON.stringify cannot write it, so it is a string up to here.
  const body = JSON.stringify(documents).replaceAll(/"version":"(\d+)"/g, '"version":$1');
  return { ...json(200, []), body };
}

function offerAnswer(offer: EmulatedOffer): Answer {
  const document = offerDocument(offer);
  // This form of the ETag was seen in a client's tests.
  return json(200, document, { ETag: `W/"datetime'${encodeURIComponent(document.changedTime)}'"` });
}

function slotAnswer(offer: EmulatedOffer, slot: string): Answer {
  const kind = ({ preview: 'publish', production: 'goLive' } as const)[slot.toLowerCase()];
  if (!kind) return offerAnswer(offer);
  const version = offer.shown(kind)?.offerVersion;
  if (version === undefined) return refusal(404, 'NotFound', `The slot '${slot}' of the offer is empty.`);
  return json(200, { ...offerDocument(offer), version });
}

function versionAnswer(offer: EmulatedOffer, version: number): Answer {
  const document = offerDocument(offer);
  return version >= 1 && version <= document.version
    ? json(200, { ...document, version })
    : refusal(404, 'NotFound', `The offer has no version ${version}.`);
}

function offerDocument(offer: EmulatedOffer) {
  const operation = offer.operations.at(-1);
  return {
    ...offerTypeId(offer),
    publisherId: offer.setup.publisher,
    status: topLevel(offer, operation, 'succeeded'),
    pcMigrationStatus: offer.setup.migrated ? 'migrated' : 'none',
    id: offer.setup.offer,
    version: operation?.offerVersion ?? 1,
    definition: {
      displayText: offer.setup.offer,
      offer: {},
      plans: [{ planId: `${offer.setup.offer}-plan` }],
    },
    changedTime: new Date(operation ? offer.changedAt(operation) : 0).toISOString(),
  };
}

/** Left out for the types whose word is not known. */
function offerTypeId({ setup }: EmulatedOffer): { offerTypeId?: string } {
  const { offerTypeId } = offerTypes[setup.type ?? 'virtual machine'];
  return offerTypeId ? { offerTypeId } : {};
}

function publishersAnswer(offers: EmulatedOffer[]): Answer {
  const ids = [...new Set(offers.map((offer) => offer.setup.publisher))];
  return json(
    200,
    ids.map((id) => ({
      version: 0,
      id,
      definition: { displayText: id, offerTypeCategories: ['azure'], sellerId: 1234567 },
    })),
  );
}

function stepDocuments(offer: EmulatedOffer, operation: Operation | undefined) {
  return offer.steps(operation).map(({ step, status, progress, messages }) => ({
    ...(step.estimatedTimeFrame && { estimatedTimeFrame: step.estimatedTimeFrame }),
    id: step.id,
    stepName: step.stepName,
    description: step.description,
    status: status === 'blocked' ? (offer.setup.spelling.blocked ?? status) : status,
    messages,
    progressPercentage: progress,
  }));
}

/** The top-level status. An offer that waits for sign-off is `running` here, unless `spelling` says otherwise. */
function topLevel(offer: EmulatedOffer, operation: Operation | undefined, succeeded: string): string {
  const word: StatusWord = operation ? offer.status(operation) : 'neverPublished';
  const usual = { succeeded, waitingForPublisherReview: 'running' } as Partial<Record<StatusWord, string>>;
  return offer.setup.spelling[word] ?? usual[word] ?? word;
}

/** The API leaves these out for migrated offers (docs: "Changes to CPP APIs after the migration"). */
function emails(offer: EmulatedOffer): object {
  return offer.setup.migrated ? {} : { notificationEmails: 'ops@contoso.example' };
}

/** Milliseconds since 1970 as .NET ticks (100 ns since the year 1). Always odd, so that a double cannot hold them. */
function ticks(milliseconds: number): bigint {
  return 621_355_968_000_000_000n + BigInt(Math.round(milliseconds)) * 10_000n + 1n;
}

function wrongMethod(method: string, allowed: string): Answer {
  const answer = refusal(405, 'MethodNotAllowed', `The resource does not support the method '${method}'.`);
  return withHeaders(answer, { Allow: allowed });
}
