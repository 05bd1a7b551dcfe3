import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import {
  type Api,
  allApis,
  cloudPartnerPortal,
  partnerCenter,
  productIngestion,
} from '../support/action/api-inputs.ts';
import { startCountingEmulator } from '../support/action/run-on-emulator.ts';
import { runAction, token } from '../support/action/start-action.ts';

/** Has a lockfile of its own, in this folder. Where it is not installed, these tests are skipped. */
const prism = join(import.meta.dirname, 'node_modules/@stoplight/prism-cli/dist/index.js');
const isInstalled = existsSync(prism);
const descriptions = join(import.meta.dirname, '../../emulator/openapi');

interface Proxy {
  url: string;
  /** Prism's messages about requests and answers that do not match the description so far. */
  violations(): string[];
  stop(): Promise<void>;
}

/** Starts a proxy that checks each request and each answer against an OpenAPI description. */
async function startProxy(description: string, upstream: string): Promise<Proxy> {
  const child = spawn(process.execPath, [prism, 'proxy', description, upstream, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const address = () => /listening on (http:\S+)/.exec(log)?.[1];
  while (!address() && child.exitCode === null) await sleep(20);
  const url = address();
  if (!url) throw new Error(`Prism did not start:\n${log}`);
  return {
    url,
    violations: () => [...log.matchAll(/Violation: (.*)/g)].map(([, message]) => message ?? ''),
    async stop() {
      child.kill();
      await exited;
    },
  };
}

const offer = (name: string, more: Partial<OfferSetup> = {}): OfferSetup => ({
  publisher: 'contoso',
  offer: name,
  state: 'waiting-for-sign-off',
  ...more,
});

/** Offers with every kind of go-live, and with quirks of each API. */
const offers: OfferSetup[] = [
  offer('vm', { liveBefore: true, partnerCenter: { pageSize: 1 } }),
  offer('old', { migrated: false, operationBody: 'array', productIngestion: { jobIdSpelling: 'jobID' } }),
  offer('late', { pickUpSeconds: 24 * 3600, productIngestion: { dates: 'year-one' } }),
  offer('blocked', { blockedAt: { step: 'live', seconds: 24 * 3600 } }),
  offer('uncertified', {
    goLiveEnds: 'failed',
    certifiedAfterGoLive: true,
    productIngestion: { detailsAs: 'object', resourceIdAs: 'object' },
  }),
  offer('failing', { goLiveEnds: 'failed', partnerCenter: { liveSubstate: 'Published' } }),
  offer('called-off', { goLiveEnds: 'canceled' }),
  offer('silent', { partnerCenter: { silentFailures: 1 } }),
  offer('locked', { productIngestion: { locked: 409 } }),
  offer('going', { state: 'going-live' }),
  offer('building', { state: 'preview-building' }),
  offer('live', { state: 'live' }),
  offer('failed', { state: 'failed' }),
  offer('new', { state: 'never-published' }),
  offer('withdrawn', { state: 'live', withdrawal: 'done' }),
  offer('leaving', { state: 'live', withdrawal: 'scheduled' }),
];
const names = offers.map((one) => one.offer);

const descriptionFile = ({ api }: Api) => join(descriptions, `${api}.yaml`);

/** Takes offers live through the proxy, and follows their operations in a second run. */
async function play(api: Api, names: string[], description = descriptionFile(api)) {
  // The requests of many offers share the emulated hours.
  const emulator = await startCountingEmulator({ offers, hours: 3 });
  const proxy = await startProxy(description, emulator.url);
  try {
    const first = await runAction(proxy.url, {
      api,
      fast: 100,
      with: { offer: names.join('\n'), 'wait-for-preview': 'true', 'poll-interval-seconds': '10' },
    });
    const second = await runAction(proxy.url, {
      api,
      with: { offer: names.join('\n'), 'operation-url': first.outputs['operation-url'] ?? '' },
    });
    return { first, second, emulator, violations: proxy.violations() };
  } finally {
    await proxy.stop();
    await emulator.stop();
  }
}

if (!isInstalled) console.log('Skipped: npm ci --prefix __tests__/prism installs what these tests need.');

describe.skipIf(!isInstalled)('OpenAPI', () => {
  it.each(allApis)(
    'requests of the action and answers of the emulator match the description of $api',
    async (api) => {
      const { first, second, emulator, violations } = await play(api, [...names, 'nowhere']);
      expect(violations).toEqual([]);
      // The runs reached the API: a proxy that lets nothing through would find no violations either.
      const statuses = Object.fromEntries(first.offers.map((one) => [one.offer, one.status]));
      expect(statuses).toMatchObject({
        ...{ vm: 'succeeded', old: 'succeeded', late: 'succeeded', blocked: 'succeeded', going: 'succeeded' },
        ...{ uncertified: 'failed', failing: 'failed', 'called-off': 'canceled', building: 'succeeded' },
        ...{ live: 'succeeded', failed: 'not-started', new: 'not-started', nowhere: 'not-started' },
        silent: api === partnerCenter ? 'failed' : 'succeeded',
        locked: api === productIngestion ? 'not-started' : 'succeeded',
      });
      expect(second.offers[0]).toMatchObject({ offer: 'vm', status: 'succeeded', started: false });
      const refused = emulator.requests.filter(({ answeredWith }) => Number(answeredWith) >= 400);
      expect(refused.length).toBeGreaterThan(0);
    },
  );

  it.each([
    { api: cloudPartnerPortal, property: 'stepName' },
    { api: productIngestion, property: 'jobStatus' },
    { api: partnerCenter, property: 'substate' },
  ])(
    'the proxy reports an answer of $api.api that lacks a described property: $property',
    async ({ api, property }) => {
      const folder = mkdtempSync(join(tmpdir(), 'prism-'));
      try {
        const described = readFileSync(join(descriptions, `${api.api}.yaml`), 'utf8');
        const other = join(folder, 'other.yaml');
        writeFileSync(other, described.replaceAll(new RegExp(`\\b${property}\\b`, 'g'), 'another'));
        const { violations } = await play(api, ['vm'], other);
        expect(violations.join('\n')).toMatch(/response\.body.*another/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it.each<{ api: Api; targets: (product: string) => string[]; quirks: Partial<OfferSetup> }>([
    {
      api: cloudPartnerPortal,
      targets: () => [
        '/api/publishers/contoso/offers/vm/submissions/?submissionState=running&api-version=2017-10-31',
      ],
      quirks: {},
    },
    {
      api: productIngestion,
      targets: (product) => [
        ...['draft', 'preview', 'live'].map(
          (target) => `/resource-tree/product/${product}?targetType=${target}&$version=2022-07-01`,
        ),
        `/submission/${product}?$version=2022-07-01`,
        `/submission/${product}?$maxpagesize=1&$version=2022-07-01`,
      ],
      quirks: { productIngestion: { withoutId: 'live', order: 'shuffled' } },
    },
    {
      api: partnerCenter,
      targets: (product) => [
        '/products',
        "/products?$filter=name eq 'vm'",
        "/products?$filter=externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'vm')",
        "/products?$filter=externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'none')",
        `/products/${product}/submissions`,
      ],
      quirks: {
        partnerCenter: { plainList: 'refused', emptyListAs: 'object', otherState: { state: 'RolledBack' } },
      },
    },
    {
      api: partnerCenter,
      targets: (product) => [`/products/${product}/submissions`],
      quirks: { partnerCenter: { notApplicable: true } },
    },
  ])(
    'answers of the emulator to other clients match the description of $api.api: $quirks',
    async ({ api, targets, quirks }) => {
      const emulator = await startCountingEmulator({
        offers: [offer('vm', { liveBefore: true, ...quirks })],
      });
      const proxy = await startProxy(descriptionFile(api), emulator.url);
      try {
        const { productId } = emulator.offer('contoso', 'vm');
        for (const target of targets(productId)) {
          const { headers } = await fetch(`${proxy.url}${api.basePath}${target}`, {
            headers: { authorization: `Bearer ${token}` },
          });
          // The answer of the emulator, not one that Prism made up.
          expect(headers.get('server')).toBe('Microsoft-IIS/10.0');
        }
        expect(proxy.violations()).toEqual([]);
      } finally {
        await proxy.stop();
        await emulator.stop();
      }
    },
  );

  it('the proxy reports requests that do not match the description', async () => {
    const emulator = await startCountingEmulator({ offers });
    const proxy = await startProxy(descriptionFile(productIngestion), emulator.url);
    try {
      const go = (path: string, init: RequestInit = {}) =>
        fetch(`${proxy.url}${productIngestion.basePath}/${path}`, init).then((answer) => answer.text());
      await go('product?externalId=vm');
      await go('elsewhere?$version=2022-07-01');
      await go('configure?$version=2022-07-01', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ $schema: 'https://schema.mp.microsoft.com/schema/configure/x', resource: [] }),
      });
      const violations = proxy.violations().join('\n');
      expect(violations).toMatch(/request\.query .*\$version/);
      expect(violations).toMatch(/request Selected route not found/);
      expect(violations).toMatch(/request\.body .*resources/);
    } finally {
      await proxy.stop();
      await emulator.stop();
    }
  });
});
