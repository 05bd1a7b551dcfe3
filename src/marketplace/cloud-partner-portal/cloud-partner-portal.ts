import type { Within } from '../../clock.ts';
import { UnreadableAnswer } from '../../errors.ts';
import {
  longestOperationUrl,
  type OfferName,
  type Operation,
  type Reading,
  type Standing,
} from '../../golive/operation.ts';
import type { ApiClient } from '../../http/api-client.ts';
import type { Marketplace } from '../marketplace.ts';
import { phaseOf, readDocument } from './document.ts';

// The only version documented (api-considerations page).
const apiVersion = 'api-version=2017-10-31';

/**
 * The Cloud Partner Portal API (learn.microsoft.com, cloud-partner-portal-api-*).
 * @param baseUrl without a slash at its end, e.g. https://cloudpartner.azure.com
 */
export function cloudPartnerPortal(
  client: ApiClient,
  baseUrl: string,
  warn: (line: string) => void,
): Marketplace {
  const offerUrl = ({ publisher, offer }: OfferName, action: string) =>
    new URL(
      `${baseUrl}/api/publishers/${encodeURIComponent(publisher)}/offers/${encodeURIComponent(offer)}/${action}?${apiVersion}`,
    );

  async function read(operation: Operation, within: Within): Promise<Reading> {
    const answer = await client.send({ method: 'GET', url: operation.url }, within);
    return readDocument(answer.json(), answer.correlationId);
  }

  return {
    read,

    async look(offer, within): Promise<Standing> {
      const ofOffer: Operation = { url: offerUrl(offer, 'status'), id: '', ofOffer: true };
      const reading = await read(ofOffer, within);
      const phase = phaseOf(reading);
      return {
        ...reading,
        phase,
        // The offer's status has the members of an operation, so what runs can be followed there.
        operation: reading.status === 'running' ? ofOffer : undefined,
        release: undefined,
      };
    },

    async start(offer, _standing, within): Promise<Operation> {
      const answer = await client.send({ method: 'POST', url: offerUrl(offer, 'golive') }, within);
      const { headers } = answer;
      // Documented as Operation-Location until 2018 and as Location since 2020 (go-live page).
      const location = headers['operation-location'] || headers.location;
      const url = typeof location === 'string' ? locate(location, baseUrl) : undefined;
      if (url?.origin === new URL(baseUrl).origin) {
        return { url, id: operationId(url), ofOffer: false };
      }
      // Documented is 202 alone (go-live page). What a proxy or a sign-in page says with a 200 is no acceptance.
      if (answer.status !== 202) {
        throw new UnreadableAnswer(
          `The go-live was answered with ${answer.status}, but not as one that was accepted.`,
          answer.correlationId,
        );
      }
      warn(
        url
          ? `The go-live was accepted, but its operation is said to be at ${url.origin}, which is not the API: nothing is sent there. The status of the offer is followed instead.`
          : 'The go-live was accepted, but the answer names no operation. The status of the offer is followed instead.',
      );
      return { url: offerUrl(offer, 'status'), id: '', ofOffer: true };
    },

    operationAt(url) {
      const operation = {
        url: withApiVersion(url),
        id: operationId(url),
        ofOffer: /\/status$/.test(url.pathname),
      };
      return { operation, offer: offerOf(url) };
    },
  };
}

/**
 * Where an operation is: the header may be absolute or relative, with or without the api-version (go-live page, 2018 and
 * 2020). A path is on the base URL, also where that is a gateway with a path of its own.
 */
function locate(location: string, baseUrl: string): URL | undefined {
  const base = new URL(`${baseUrl}/`);
  const path = location.trim();
  if (!path || !URL.canParse(path, base.href)) {
    return undefined;
  }
  const url = new URL(path, base.href);
  url.username = '';
  url.password = '';
  if (url.pathname.startsWith('/api/') && !url.pathname.startsWith(base.pathname)) {
    url.pathname = base.pathname.slice(0, -1) + url.pathname;
  }
  const complete = withApiVersion(url);
  return complete.href.length > longestOperationUrl ? undefined : complete;
}

/** Adds the api-version where it is missing; all else stays to the letter (`$` too, which is part of an operation ID). */
function withApiVersion(url: URL): URL {
  const complete = new URL(url.href);
  if (![...url.searchParams.keys()].some((name) => name.toLowerCase() === 'api-version')) {
    complete.search = url.search ? `${url.search}&${apiVersion}` : apiVersion;
  }
  return complete;
}

/** Both shapes end in the ID: `…/operations/<guid>` and, not migrated, `/api/operations/contoso$offer$2$preview`. */
function operationId(url: URL): string {
  return /\/operations\/([^/]+)\/?$/.exec(url.pathname)?.[1] ?? '';
}

function offerOf(url: URL): OfferName {
  const migrated = /\/publishers\/([\w-]{1,50})\/offers\/([\w-]{1,50})\//;
  const notMigrated = /\/operations\/([\w-]{1,50})\$([\w-]{1,50})\$/;
  const [, publisher = '', offer = ''] = migrated.exec(url.pathname) ?? notMigrated.exec(url.pathname) ?? [];
  return { publisher, offer };
}
