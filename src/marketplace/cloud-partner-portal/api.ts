import type { ApiClient } from '../../http/api-client.ts';
import { unreadableAnswer } from '../../http/failures.ts';
import type { Deadline } from '../../model/clock.ts';
import { Failure } from '../../model/failure.ts';
import { maxOperationUrlLength, type OfferName, type Operation } from '../../model/offer.ts';
import { type Api, type Connection, pathBelow } from '../api.ts';
import { createHints } from '../hints.ts';
import { checkOffer, readDocument } from './documents.ts';
import { readPhase } from './state.ts';

const origin = 'https://cloudpartner.azure.com';
// The only documented version (api-considerations page).
const apiVersion = 'api-version=2017-10-31';

/** The Cloud Partner Portal API (learn.microsoft.com, cloud-partner-portal-api-*). */
export const cloudPartnerPortal: Api = {
  baseUrl: origin,
  needsPublisher: true,
  audiences: [origin],
  scope: `${origin}/.default`,
  // From the documentation and the users of the API (troubleshooting-authentication-errors, api-considerations,
  // concurrency-control and publish-offer pages).
  hint: createHints(
    origin,
    {
      403: 'Add the application to the publisher in Partner Center (User management, Microsoft Entra applications) as a manager or owner. Usual causes: the object ID is that of the app registration instead of the enterprise application, or the publisher ID is wrong.',
      404: 'Check publisher and offer: both are the textual IDs shown in Partner Center. An offer that was never published to preview is not found either. This API does not carry Azure application, SaaS and Dynamics 365 offers.',
    },
    {
      400: 'Check api-url and the offer ID, and whether the preview waits for sign-off in Partner Center: only then can an offer go live. If the answer mentions If-Match, the API now requires a header that this action does not send: please report it.',
      412: 'Somebody else changed the offer at the same time. Run this step again.',
      422: 'The offer did not pass validation. Fix what the answer names, publish to preview again, then go live.',
    },
  ),
  kind: () => undefined,
  parseOperationUrl,
  connect,
};

function connect(client: ApiClient, baseUrl: string, warn: (line: string) => void): Connection {
  const offerUrl = ({ publisher, offer }: OfferName, action = '') =>
    new URL(
      `${baseUrl}/api/publishers/${encodeURIComponent(publisher)}/offers/${encodeURIComponent(offer)}${action}?${apiVersion}`,
    );
  /** The offer's status has the members of an operation, so whatever runs can be followed there. */
  const offerStatus = (offer: OfferName): Operation => ({
    url: offerUrl(offer, '/status'),
    id: '',
    tracksOffer: true,
  });

  // The URL names the offer, so it was compared with the offer given before any request.
  async function getOperation({ url }: Operation, _offer: OfferName | undefined, deadline: Deadline) {
    const answer = await client.send({ method: 'GET', url }, deadline);
    return readDocument(answer.json(), answer.correlationId);
  }

  /**
   * The status of an offer. A refusal is final where a go-live would be refused, too: the caller is not let in, or there is
   * no such offer. The status alone may be missing.
   */
  async function getStatus(offer: OfferName, operation: Operation, deadline: Deadline) {
    try {
      return await getOperation(operation, undefined, deadline);
    } catch (error) {
      if (error instanceof Failure && error.kind === 'not-found') {
        const refusal = await refusalOf(offer, deadline);
        throw refusal?.kind === 'not-found' ? error.with({ isFatal: true }) : (refusal ?? error);
      }
      throw isDenied(error) ? error.with({ isFatal: true }) : error;
    }
  }

  /**
   * Why the offer itself cannot go live: no such offer, no access, or another refusal; undefined
   * where it may.
   * @throws Failure that may pass
   */
  async function refusalOf(offer: OfferName, deadline: Deadline): Promise<Failure | undefined> {
    try {
      const answer = await client.send({ method: 'GET', url: offerUrl(offer) }, deadline);
      checkOffer(answer.json(), answer.correlationId);
      return undefined;
    } catch (error) {
      if (!(error instanceof Failure) || error.isFatal || !error.isRefusal) {
        throw error;
      }
      return error.with({ isFatal: true });
    }
  }

  return {
    api: 'cloud-partner-portal',
    minPollMs: 10_000,
    canStartWithoutState: true,
    showsSteps: true,
    hasAnswered: () => client.hasAnswered,

    getOperation,

    async getOfferState(offer, deadline) {
      const operation = offerStatus(offer);
      const snapshot = await getStatus(offer, operation, deadline);
      return {
        ...snapshot,
        phase: readPhase(snapshot),
        operation: snapshot.status === 'running' ? operation : undefined,
        release: undefined,
      };
    },

    async goLive(offer, _state, deadline) {
      const answer = await client.send({ method: 'POST', url: offerUrl(offer, '/golive') }, deadline);
      const { headers } = answer;
      // Documented as Operation-Location until 2018 and as Location since 2020 (go-live page).
      const location = headers['operation-location'] || headers.location;
      const url = typeof location === 'string' ? resolveLocation(location, baseUrl) : undefined;
      if (url?.origin === new URL(baseUrl).origin) {
        return { url, id: operationId(url), tracksOffer: false };
      }
      // Only 202 is documented (go-live page): a 200 from a proxy or a sign-in page is no acceptance.
      if (answer.status !== 202) {
        throw unreadableAnswer(
          `The go-live was answered with ${answer.status}, which is not an acceptance.`,
          answer.correlationId,
        );
      }
      warn(
        url
          ? `The go-live was accepted, but its operation is at ${url.origin}, which is not the API: nothing is sent there. Following the status of the offer instead.`
          : 'The go-live was accepted, but the answer names no operation. Following the status of the offer instead.',
      );
      return offerStatus(offer);
    },
  };
}

function isDenied(error: unknown): error is Failure {
  return error instanceof Failure && error.kind === 'permission';
}

/**
 * The URL of an operation, from a header that is absolute or relative, with or without the api-version (go-live page, 2018
 * and 2020). A path belongs to the base URL, also where that is a gateway with a path of its own.
 */
function resolveLocation(location: string, baseUrl: string): URL | undefined {
  const base = new URL(`${baseUrl}/`);
  const path = location.trim();
  // The length comes first: a host of many letters beyond ASCII costs a parser more than its length.
  if (!path || path.length > maxOperationUrlLength || !URL.canParse(path, base.href)) {
    return undefined;
  }
  const url = new URL(path, base.href);
  url.username = '';
  url.password = '';
  if (url.pathname.startsWith('/api/') && !url.pathname.startsWith(base.pathname)) {
    url.pathname = base.pathname.slice(0, -1) + url.pathname;
  }
  const complete = withApiVersion(url);
  return complete.href.length > maxOperationUrlLength ? undefined : complete;
}

/** Adds the api-version where it is missing; the rest stays as it is (`$` too, which is part of an operation ID). */
function withApiVersion(url: URL): URL {
  const complete = new URL(url.href);
  if (![...url.searchParams.keys()].some((name) => name.toLowerCase() === 'api-version')) {
    complete.search = url.search ? `${url.search}&${apiVersion}` : apiVersion;
  }
  return complete;
}

/** Both forms end with the ID: `…/operations/<guid>` and, not migrated, `/api/operations/contoso$offer$2$preview`. */
function operationId(url: URL): string {
  return /\/operations\/([^/]+)\/?$/i.exec(url.pathname)?.[1] ?? '';
}

// Migrated: `…/operations/<guid>`, and the status of the offer. Not migrated: `contoso$offer$2$preview`. Servers do not tell
// upper from lower case in a path, so a name in any spelling is found.
const migratedPath =
  /^api\/publishers\/([\w-]{1,50})\/offers\/([\w-]{1,50})\/(?:(?:[^/]+\/)*operations\/[^/]+|status)\/?$/i;
const notMigratedPath = /^api\/operations\/([\w-]{1,50})\$([\w-]{1,50})\$[^/]+\/?$/i;
// A location in a form that is not documented is followed, so it can be given, too, unless it may name an offer.
const otherPath = /^api\/(?:(?!publishers\/|offers\/)[^/]+\/)*operations\/[^/]+\/?$/i;

/** A path as a server understands it; undefined where it is not certain which one that is. */
function decodePath(path: string): string | undefined {
  try {
    const parts = path.split('/').map(decodeURIComponent);
    return parts.some((part) => /[/\\]/.test(part)) ? undefined : parts.join('/');
  } catch {
    return undefined;
  }
}

function parseOperationUrl(url: URL, baseUrl: string): ReturnType<Api['parseOperationUrl']> {
  const path = decodePath(pathBelow(baseUrl, url) ?? '') ?? '';
  const [match, publisher = '', offer = ''] =
    migratedPath.exec(path) ?? notMigratedPath.exec(path) ?? otherPath.exec(path) ?? [];
  return match !== undefined
    ? {
        operation: {
          url: withApiVersion(url),
          id: operationId(url),
          tracksOffer: /\/status\/?$/i.test(url.pathname),
        },
        offer: { publisher, offer },
      }
    : undefined;
}
