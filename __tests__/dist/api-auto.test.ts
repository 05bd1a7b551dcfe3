/** The shipped bundle finds the API of an offer by itself, on one origin that serves all three. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { workflowSubject } from '../../emulator/identity/id-tokens.ts';
import type { IdentitySetup } from '../../emulator/identity/identity.ts';
import { encodeJwt } from '../../emulator/identity/jwt.ts';
import { apis } from '../../emulator/marketplace/apis.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import { type ApiName, apiNames, type OfferType } from '../../emulator/marketplace/offer-types.ts';
import type { StepResult } from '../../emulator/runner/runner.ts';
import type { OfferResult } from '../../src/model/result.ts';
import { application, callerOf, errorsOf, fast, leaks, startSignedIn } from '../support/action/sign-in.ts';
import { type ActionSetup, startAction } from '../support/action/start-action.ts';

let emulator: Emulator;
afterEach(() => emulator.stop());

const publisher = 'contoso';

const offers: [type: OfferType, offer: string, api: ApiName, described: string][] = [
  ['virtual machine', 'contoso-vm', 'product-ingestion', 'a virtual machine'],
  ['core virtual machine', 'contoso-core', 'product-ingestion', 'a virtual machine'],
  ['container', 'contoso-container', 'product-ingestion', 'a container'],
  ['SaaS', 'contoso-saas', 'product-ingestion', 'a SaaS'],
  ['Azure application', 'contoso-app', 'partner-center', 'an Azure application'],
  ['Dynamics 365 Business Central', 'contoso-bc', 'partner-center', 'a Dynamics 365'],
  ['managed service', 'contoso-managed', 'cloud-partner-portal', 'a managed service'],
  ['consulting service', 'contoso-advice', 'cloud-partner-portal', 'a consulting service'],
  ['IoT Edge module', 'contoso-edge', 'cloud-partner-portal', 'an IoT Edge module'],
  ['Power BI app', 'contoso-bi', 'cloud-partner-portal', 'a Power BI app'],
];

interface Scene {
  identity?: Partial<IdentitySetup>;
  /** Offers of other setups than those above. */
  others?: OfferSetup[];
}

async function start({ identity, others = [] }: Scene = {}): Promise<void> {
  emulator = await startEmulator({
    offers: [...offers.map(([type, offer]) => waiting({ type, offer })), ...others],
    speed: fast,
    identity: { ...application, federated: { subject: workflowSubject }, ...identity },
  });
}

/** An offer that waits for sign-off, and goes live within a real second. */
function waiting(setup: Partial<OfferSetup> & { offer: string }): OfferSetup {
  return { publisher, state: 'waiting-for-sign-off', goLiveSeconds: fast, ...setup };
}

/** Refuses every request to an API; `product` and `products` are what the choice asks. */
function refuse(path: RegExp, status: number): void {
  emulator.faults.add({ kind: 'status', status, on: { path, times: Number.POSITIVE_INFINITY } });
}

/** Runs the action, signed in as the workflow, with `api: auto` at the emulator's one origin. */
async function run(inputs: Record<string, string>, setup: ActionSetup = {}) {
  const step = startSignedIn(emulator.url, callerOf(emulator), {
    ...setup,
    with: { publisher: '', api: '', 'api-url': emulator.url, ...inputs },
  });
  const result = await step.finished;
  expect(leaks(result, emulator.identity.secrets)).toEqual([]);
  return { result, offers: resultsOf(result), errors: errorsOf(result).join('\n') };
}

function resultsOf({ outputs }: StepResult): OfferResult[] {
  return JSON.parse(outputs['result'] ?? '');
}

/** The go-lives that were sent, over all APIs. */
const goLives = () =>
  emulator.requests.filter(
    ({ method, path }) => method === 'POST' && /\/golive\?|\/configure\?|\/promote$/.test(path),
  );

/** The APIs that were asked anything. */
const askedApis = () =>
  apiNames.filter((api) =>
    emulator.requests.some(({ path }) => path.startsWith(`${apis[api].basePath || '/api'}/`)),
  );

describe('an offer is taken live by the API of its type:', () => {
  it.each(offers)('%s', async (_type, offer, api, described) => {
    await start();
    const needsPublisher = api === 'cloud-partner-portal';
    const { result, offers, errors } = await run({ offer, ...(needsPublisher && { publisher }) });
    expect(errors).toBe('');
    expect(offers).toMatchObject([{ api, status: 'succeeded', started: true }]);
    const name = needsPublisher ? `${publisher}/${offer}` : offer;
    const lines = result.log.filter((line) => line.includes(`using ${api}`));
    expect(lines).toEqual([`${name} is ${described} offer: using ${api}.`]);
    expect(goLives()).toHaveLength(1);
    expect(emulator.offer(publisher, offer).goLives).toBe(1);
  });

  it('several in one step, each by its own', async () => {
    await start();
    const wanted = offers.filter((_, index) => [0, 4, 6].includes(index));
    const { offers: ended, errors } = await run({
      publisher,
      offer: wanted.map(([, offer]) => offer).join('\n'),
    });
    expect(errors).toBe('');
    expect(ended.map(({ api, status }) => `${api} ${status}`)).toEqual(
      wanted.map(([, , api]) => `${api} succeeded`),
    );
    expect(goLives()).toHaveLength(3);
  });
});

describe('the choice costs two look-ups at most, once:', () => {
  it.each(offers.filter((_, index) => [0, 4, 6].includes(index)))('%s', async (_type, offer, api) => {
    await start();
    const requestsOf = async (inputs: Record<string, string>) => {
      const before = emulator.requests.length;
      await run({ publisher, offer, mode: 'follow', ...inputs });
      const paths = emulator.requests.slice(before).map(({ path }) => path);
      return paths.filter((path) => /^\/(api|rp|v1\.0)\//.test(path));
    };
    const named = await requestsOf({ api, 'api-url': emulator.url + apis[api].basePath });
    const auto = await requestsOf({});
    expect(named.length).toBeGreaterThan(0);
    expect(auto).toEqual(expect.arrayContaining(named));
    expect(auto.length - named.length).toBeGreaterThan(0);
    expect(auto.length - named.length).toBeLessThanOrEqual(2);
  });

  it('a named API is asked alone', async () => {
    await start();
    const { offers } = await run({
      offer: 'contoso-vm',
      api: 'product-ingestion',
      'api-url': `${emulator.url}/rp/product-ingestion`,
    });
    expect(offers).toMatchObject([{ api: 'product-ingestion', status: 'succeeded' }]);
    expect(askedApis()).toEqual(['product-ingestion']);
    expect(emulator.identity.accessTokens).toBe(1);
  });
});

describe('nothing is sent where the choice would be a guess:', () => {
  const notStarted = { api: '', status: 'not-started', started: false };
  const ingestion = /^\/rp\/product-ingestion\/product\?/;
  const center = /^\/v1\.0\/ingestion\/products/;

  it.each<
    [string, { scene?: Scene; prepare?: () => void; inputs: Record<string, string> }, object, string[]]
  >([
    [
      'two APIs disagree on the type',
      {
        scene: {
          others: [
            waiting({
              offer: 'odd',
              type: 'virtual machine',
              partnerCenter: { resourceType: 'AzureApplication' },
            }),
          ],
        },
        inputs: { offer: 'odd' },
      },
      { ...notStarted, failureKind: 'input' },
      ['The APIs disagree on the type of odd', '"azureVirtualMachine"', '"AzureApplication"', 'set api'],
    ],
    [
      'the type is not known',
      {
        scene: {
          others: [
            waiting({
              offer: 'odd',
              type: 'virtual machine',
              knownTo: ['product-ingestion'],
              productIngestion: { productType: 'quantumComputer' },
            }),
          ],
        },
        inputs: { offer: 'odd', publisher },
      },
      { ...notStarted, failureKind: 'input' },
      ['The type of contoso/odd is not known to this action', '"quantumComputer"', 'Set api'],
    ],
    [
      'Graph refuses the caller, and Partner Center knows a virtual machine',
      { prepare: () => refuse(ingestion, 403), inputs: { offer: 'contoso-vm' } },
      { ...notStarted, failureKind: 'input' },
      ['contoso-vm is a virtual machine offer', 'product-ingestion refused the look-up', '403', 'set api'],
    ],
    [
      'Entra ID refuses the scope of the API of the type',
      {
        scene: { identity: { missingResources: ['https://graph.microsoft.com'] } },
        inputs: { offer: 'contoso-vm' },
      },
      { ...notStarted, failureKind: 'input' },
      ['product-ingestion refused the look-up', 'AADSTS500011'],
    ],
    [
      'the offer needs publisher, which is not given',
      { inputs: { offer: 'contoso-managed' } },
      { ...notStarted, failureKind: 'input' },
      ['contoso-managed is a managed service offer, which needs publisher', 'Set publisher'],
    ],
    [
      'no API knows the offer, and publisher is not given',
      { inputs: { offer: 'missing' } },
      { ...notStarted, failureKind: 'input' },
      ['product-ingestion does not know the offer', 'partner-center does not know', 'Check offer'],
    ],
    [
      'no API knows the offer',
      { inputs: { offer: 'missing', publisher } },
      { ...notStarted, failureKind: 'not-found' },
      [
        'product-ingestion does not know the offer',
        'partner-center does not know',
        'cloud-partner-portal: Not found: ',
      ],
    ],
    [
      'all three refuse the caller',
      { prepare: () => refuse(/^\/(rp|v1\.0|api)\//, 403), inputs: { offer: 'contoso-vm', publisher } },
      { ...notStarted, failureKind: 'permission' },
      [
        'product-ingestion refused the look-up',
        'partner-center refused',
        'cloud-partner-portal: The API refused access',
      ],
    ],
    [
      'both APIs that can be asked refuse the caller, and publisher is not given',
      { prepare: () => refuse(/^\/(rp|v1\.0|api)\//, 401), inputs: { offer: 'contoso-vm' } },
      { ...notStarted, failureKind: 'authentication' },
      ['product-ingestion refused the look-up', 'partner-center refused the look-up'],
    ],
    [
      'an API is down for the whole wait',
      { prepare: () => refuse(center, 503), inputs: { offer: 'contoso-vm', 'timeout-minutes': '1' } },
      { ...notStarted, failureKind: 'service' },
      ['Could not ask partner-center for the offer', '503', 'set api'],
    ],
    [
      'the secret is wrong for every API',
      { scene: { identity: { federated: { subject: 'another' } } }, inputs: { offer: 'contoso-vm' } },
      { ...notStarted, failureKind: 'authentication' },
      ['AADSTS700213', 'subject identifier'],
    ],
  ])('%s', async (_what, { scene, prepare, inputs }, expected, words) => {
    await start(scene);
    prepare?.();
    const { result, offers, errors } = await run(inputs);
    expect(result.exitCode).toBe(1);
    expect(offers).toMatchObject([expected]);
    for (const word of words) expect(errors).toContain(word);
    expect(goLives()).toEqual([]);
  });
});

describe('the choice goes on where', () => {
  it('Graph refuses the caller, and Partner Center knows an Azure application', async () => {
    await start();
    refuse(/^\/rp\//, 403);
    const { offers } = await run({ offer: 'contoso-app' });
    expect(offers).toMatchObject([{ api: 'partner-center', status: 'succeeded' }]);
  });

  it('Entra ID refuses the scope of an API that is not needed, which is tried once', async () => {
    await start({ identity: { missingResources: ['https://api.partner.microsoft.com'] } });
    const { offers, result } = await run({ offer: 'contoso-vm' });
    expect(offers).toMatchObject([{ api: 'product-ingestion', status: 'succeeded' }]);
    expect(result.log.join('\n')).not.toContain('Sign-in failed');
    const refused = emulator.requests.filter(
      ({ path, answeredWith }) => /token/.test(path) && answeredWith === 400,
    );
    expect(refused).toHaveLength(1);
  });

  it('an API has a bad moment', async () => {
    await start();
    emulator.faults.add({ kind: 'status', status: 503, on: { path: /\/products/, times: 2 } });
    const { offers } = await run({ offer: 'contoso-vm' });
    expect(offers).toMatchObject([{ api: 'product-ingestion', status: 'succeeded', started: true }]);
    expect(emulator.requests.filter(({ path }) => /\/product\?/.test(path))).toHaveLength(1);
    expect(goLives()).toHaveLength(1);
  });
});

describe('mode: check tells what each API says of an offer:', () => {
  const survey = ({ log }: StepResult) =>
    log.filter((line) => /^(cloud-partner-portal|product-ingestion|partner-center): /.test(line));

  it('found or not, type and state', async () => {
    await start();
    const { result, offers } = await run({ offer: 'contoso-vm', publisher, mode: 'check' });
    expect(result.exitCode).toBe(0);
    expect(offers).toMatchObject([{ api: 'product-ingestion', status: 'waiting-for-review' }]);
    expect(survey(result)).toEqual([
      expect.stringMatching(/^cloud-partner-portal: found, waiting-for-review \(/),
      'product-ingestion: found, type "azureVirtualMachine" (virtual machine), waiting-for-review (completed/succeeded)',
      expect.stringMatching(
        /^partner-center: found, type "AzureThirdPartyVirtualMachine" \(virtual machine\), but its state could not be read\. The API refused the request: .* \[GET \/v1\.0\//,
      ),
    ]);
    expect(goLives()).toEqual([]);
  });

  it('access refused, also where none can be chosen', async () => {
    await start();
    refuse(/^\/rp\//, 403);
    const { result } = await run({ offer: 'contoso-vm', mode: 'check' });
    expect(result.exitCode).toBe(1);
    expect(survey(result)).toEqual([
      'cloud-partner-portal: not asked, as publisher is empty',
      expect.stringMatching(/^product-ingestion: access refused\. The API refused access\. \[GET .*403/),
      expect.stringMatching(/^partner-center: found, type "AzureThirdPartyVirtualMachine"/),
    ]);
  });
});

describe('the inputs tell the API without a question:', () => {
  /** A token that the emulator takes, for an audience. */
  const jwt = (aud: unknown) => `${encodeJwt({ alg: 'none' }, { aud })}.c2lnbmF0dXJl`;

  async function startWithTokens(): Promise<void> {
    emulator = await startEmulator({
      offers: offers.map(([type, offer]) => waiting({ type, offer })),
      speed: fast,
    });
  }

  async function runWithToken(token: string, inputs: Record<string, string>) {
    const step = startAction(emulator.url, {
      fast,
      with: { publisher: '', api: '', 'api-url': emulator.url, token, ...inputs },
    });
    const result = await step.finished;
    return { result, offers: resultsOf(result), errors: errorsOf(result).join('\n') };
  }

  it.each(offers.filter((_, index) => [0, 4, 6].includes(index)))(
    'the audience of a token (%s)',
    async (_type, offer, api) => {
      await startWithTokens();
      const { offers, errors, result } = await runWithToken(jwt(apis[api].resource), { offer, publisher });
      expect(errors).toBe('');
      expect(offers).toMatchObject([{ api, status: 'succeeded' }]);
      expect(result.log).toContain(`The token is for ${apis[api].resource}: using ${api}.`);
      expect(askedApis()).toEqual([api]);
    },
  );

  it.each<[string, string, Record<string, string>, string[]]>([
    [
      'an audience of another API than api names',
      jwt('https://graph.microsoft.com'),
      { api: 'partner-center' },
      ['https://graph.microsoft.com (product-ingestion)', 'api is partner-center'],
    ],
    [
      'several audiences',
      jwt(['https://graph.microsoft.com', 'https://api.partner.microsoft.com']),
      {},
      ['https://graph.microsoft.com, https://api.partner.microsoft.com', 'set api'],
    ],
    ['an audience of no API', jwt('https://management.azure.com'), {}, ['management.azure.com', 'set api']],
    ['no JWT, and no publisher', 'an-opaque-token-of-some-length', {}, ['publisher is required']],
  ])('a token with %s is an input error before any request', async (_what, token, inputs, words) => {
    await startWithTokens();
    const { result, errors } = await runWithToken(token, { offer: 'contoso-vm', ...inputs });
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { 'failure-kind': 'input', status: 'not-started' },
    });
    for (const word of words) expect(errors).toContain(word);
    expect(emulator.requests).toEqual([]);
  });

  it('operation URLs of different APIs in one step, each with its own token', async () => {
    await start();
    const wanted = offers.filter((_, index) => [0, 4, 6].includes(index));
    const offer = wanted.map(([, offer]) => offer).join('\n');
    const started = await run({ publisher, offer, wait: 'false' });
    expect(started.offers.map(({ status }) => status)).toEqual(['running', 'running', 'running']);
    const before = emulator.requests.length;
    const followed = await run({ offer: '', 'operation-url': started.result.outputs['operation-url'] ?? '' });
    expect(followed.errors).toBe('');
    expect(followed.offers.map(({ api, status }) => `${api} ${status}`)).toEqual(
      wanted.map(([, , api]) => `${api} succeeded`),
    );
    expect(emulator.requests.slice(before).filter(({ path }) => /\/products?\?/.test(path))).toEqual([]);
    expect(goLives()).toHaveLength(3);
  });
});
