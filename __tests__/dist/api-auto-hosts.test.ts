/**
 * The real host names, at their own port: with no `api`, `api-url` or `authority-host`, nothing but the proxy leads the action
 * to the stand-ins.
 */
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, type RecordedRequest, startEmulator } from '../../emulator/emulator.ts';
import type { OfferType } from '../../emulator/marketplace/offer-types.ts';
import type { StepResult } from '../../emulator/runner/runner.ts';
import type { OfferResult } from '../../src/model/result.ts';
import { application, errorsOf, fast, leaks } from '../support/action/sign-in.ts';
import { posts, startFast } from '../support/action/start-action.ts';
import { quickStartInputs } from '../support/repository/quick-start.ts';
import { type Entra, startEntra } from '../support/servers/entra.ts';
import { hasSquid, proxyUser, type Squid, startSquid } from '../support/servers/squid.ts';

const login = 'login.microsoftonline.com';
const github = 'pipelinesghubeus1.actions.githubusercontent.com';
const graph = 'graph.microsoft.com';
const partnerCenter = 'api.partner.microsoft.com';
const cloudPartner = 'cloudpartner.azure.com';
const apiHosts = [cloudPartner, graph, partnerCenter];

// Each go-live has an offer of its own.
const offers: Record<string, OfferType> = {
  vm: 'virtual machine',
  container: 'container',
  saas: 'SaaS',
  app: 'Azure application',
  'managed-service': 'managed service',
  'vm-too': 'virtual machine',
  'app-too': 'Azure application',
  'managed-service-too': 'managed service',
  'vm-without-partner-center': 'virtual machine',
  'vm-refused': 'virtual machine',
  'app-without-graph': 'Azure application',
  'app-refused': 'Azure application',
  'managed-service-refused': 'managed service',
};

interface Run {
  result: StepResult;
  offers: OfferResult[];
  /** What reached the APIs, in order. */
  requests: RecordedRequest[];
  /** The resources of the tokens that Entra ID issued, in order. */
  signedInFor: string[];
  /** What the proxy has logged of it so far: it logs a tunnel when it ends. */
  tunnels(): string[];
}

const hostOf = ({ headers }: RecordedRequest) => headers.host ?? '';
const audienceOf = (token: string) => String(decodeJwt(token).aud);
const resourceOf = (host: string) => `https://${host}`;

describe.skipIf(!hasSquid)(
  'at the real host names, behind a proxy (needs squid and openssl), the action',
  () => {
    let entra: Entra;
    let api: Emulator;
    let proxy: Squid;
    beforeAll(async () => {
      const names = [login, github, ...apiHosts];
      entra = await startEntra(application, names);
      api = await startEmulator({
        offers: Object.entries(offers).map(([offer, type]) => ({
          publisher: 'contoso',
          offer,
          type,
          state: 'waiting-for-sign-off',
          goLiveSeconds: fast,
        })),
        speed: fast,
        tls: entra.ca,
        tokens: entra.accepts,
      });
      const portOf = ({ url }: { url: string }) => Number(new URL(url).port);
      proxy = await startSquid(names, {
        [login]: portOf(entra),
        [github]: portOf(entra.github),
        ...Object.fromEntries(apiHosts.map((host) => [host, portOf(api)])),
      });
    });
    afterAll(async () => {
      await proxy.stop();
      await api.stop();
      await entra.stop();
    });
    afterEach(() => {
      entra.application.missingResources = [];
    });

    /** Runs the step of README's quick start on these offers, and expects that no token goes to another host than its own. */
    async function run(offer: string, missing: string[] = []): Promise<Run> {
      entra.application.missingResources = missing.map(resourceOf);
      const before = { calls: api.requests.length, tokens: entra.accessTokens.length };
      const tunnelsBefore = proxy.accessLog().length;
      const quickStart = quickStartInputs({
        AZURE_TENANT_ID: application.tenantId,
        AZURE_CLIENT_ID: application.clientId,
      });
      for (const input of ['api', 'api-url', 'authority-host']) {
        expect(quickStart).not.toHaveProperty(input);
      }
      const { token, url } = entra.github.request;
      const result = await startFast({
        fast,
        with: { ...quickStart, offer },
        env: { NODE_EXTRA_CA_CERTS: entra.ca.file, HTTPS_PROXY: proxy.url },
        idToken: { token, url: url.replace(new URL(url).host, github) },
      }).finished;
      expect(leaks(result, entra.secrets())).toEqual([]);

      const requests = api.requests.slice(before.calls);
      for (const request of requests) {
        const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
        expect(audienceOf(token)).toBe(resourceOf(hostOf(request)));
      }
      for (const request of [...entra.requests, ...entra.github.requests]) {
        const text = JSON.stringify([request.path, request.headers, request.body]);
        expect(entra.accessTokens.filter((token) => text.includes(token))).toEqual([]);
      }
      return {
        result,
        offers: JSON.parse(result.outputs['result'] ?? ''),
        requests,
        signedInFor: entra.accessTokens.slice(before.tokens).map(audienceOf),
        tunnels: () => proxy.accessLog().slice(tunnelsBefore),
      };
    }

    const tunnelTo = (host: string) => `CONNECT ${host}:443 200 ${proxyUser}`;
    const goLivesOf = (offer: string) => api.offer('contoso', offer).goLiveRequests;

    it.each([
      ['vm', 'product-ingestion', graph],
      ['container', 'product-ingestion', graph],
      ['saas', 'product-ingestion', graph],
      ['app', 'partner-center', partnerCenter],
      ['managed-service', 'cloud-partner-portal', cloudPartner],
    ])(
      "takes %s live, with README's quick start and its offer ID alone changed",
      async (offer, name, host) => {
        const { result, offers: results, requests, tunnels } = await run(offer);
        expect(errorsOf(result)).toEqual([]);
        expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'true' } });
        expect(results).toMatchObject([{ offer, api: name, status: 'succeeded' }]);
        expect(result.log.join('\n')).toContain(`${offers[offer]} offer: using ${name}.`);

        expect(api.offer('contoso', offer).state).toBe('live');
        expect(goLivesOf(offer)).toBe(1);
        expect(posts({ requests }).map(hostOf)).toEqual([host]);
        const asked = new Set([graph, partnerCenter, host]);
        const expected = [login, github, ...asked].map(tunnelTo).sort();
        await expect.poll(() => [...new Set(tunnels())].sort()).toEqual(expected);
      },
    );

    it('takes offers of three APIs live in one step, with one sign-in for each API', async () => {
      const apis = {
        'vm-too': 'product-ingestion',
        'app-too': 'partner-center',
        'managed-service-too': 'cloud-partner-portal',
      };
      const { result, offers: results, requests, signedInFor } = await run(Object.keys(apis).join('\n'));
      expect(errorsOf(result)).toEqual([]);
      expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'true' } });
      expect(Object.fromEntries(results.map(({ offer, api }) => [offer, api]))).toEqual(apis);
      expect(posts({ requests }).map(hostOf).sort()).toEqual([...apiHosts].sort());
      expect(signedInFor.sort()).toEqual(apiHosts.map(resourceOf).sort());
    });

    describe('in a tenant that has no service principal of an API', () => {
      it.each([
        ['an Azure application without Graph', 'app-without-graph', graph, 'partner-center', partnerCenter],
        [
          'a virtual machine without Partner Center',
          'vm-without-partner-center',
          partnerCenter,
          'product-ingestion',
          graph,
        ],
      ])('takes %s live', async (_what, offer, missing, name, host) => {
        const { result, offers: results, requests } = await run(offer, [missing]);
        expect(errorsOf(result)).toEqual([]);
        expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } });
        expect(results).toMatchObject([{ api: name }]);
        // Without a token, nothing reaches the API that refuses.
        expect(new Set(requests.map(hostOf))).toEqual(new Set([host]));
        expect(goLivesOf(offer)).toBe(1);
      });

      it.each([
        ['vm-refused', graph, 'product-ingestion'],
        ['app-refused', partnerCenter, 'partner-center'],
      ])(
        'does not start a go-live of %s, whose API that is, and names the refusal',
        async (offer, missing, name) => {
          const { result, offers: results } = await run(offer, [missing]);
          expect(result).toMatchObject({
            exitCode: 1,
            outputs: { status: 'not-started', 'failure-kind': 'input', started: 'false' },
          });
          expect(results).toMatchObject([{ api: '' }]);
          const [error = ''] = errorsOf(result);
          expect(error).toContain(`which ${name} takes live, but ${name} refused the look-up: `);
          expect(error).toContain(
            `AADSTS500011: The resource principal named https://${missing} was not found`,
          );
          expect(error).toContain('set api');
          expect(goLivesOf(offer)).toBe(0);
        },
      );

      it('does not start a go-live of a managed service without the Cloud Partner Portal', async () => {
        const { result, offers: results } = await run('managed-service-refused', [cloudPartner]);
        expect(result).toMatchObject({
          exitCode: 1,
          outputs: { status: 'not-started', 'failure-kind': 'authentication', started: 'false' },
        });
        expect(results).toMatchObject([{ api: 'cloud-partner-portal' }]);
        expect(errorsOf(result).join()).toContain(
          `AADSTS500011: The resource principal named https://${cloudPartner} was not found`,
        );
        expect(goLivesOf('managed-service-refused')).toBe(0);
      });

      it('says what each API said, where none of them lets the application in', async () => {
        const { result, offers: results, requests, signedInFor } = await run('vm-refused', apiHosts);
        expect(result).toMatchObject({
          exitCode: 1,
          outputs: { status: 'not-started', 'failure-kind': 'authentication' },
        });
        expect(results).toMatchObject([{ api: '' }]);
        for (const host of apiHosts) {
          expect(errorsOf(result).join()).toContain(`named https://${host} was not found`);
        }
        expect(requests).toEqual([]);
        expect(signedInFor).toEqual([]);
      });
    });
  },
);
