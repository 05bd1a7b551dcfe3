import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import {
  type ApiName,
  apiNames,
  type OfferType,
  offerTypes,
} from '../../emulator/marketplace/offer-types.ts';

let emulator: Emulator;
afterEach(() => emulator.stop());

async function start(setup: Partial<OfferSetup>): Promise<{ productId: string; submissionId: string }> {
  emulator = await startEmulator({
    offers: [{ publisher: 'contoso', offer: 'offer', state: 'waiting-for-sign-off', ...setup }],
  });
  const { productId, preview } = emulator.offer('contoso', 'offer');
  return { productId, submissionId: preview?.submissionId ?? '' };
}

async function call(path: string, method = 'GET', body?: object) {
  const response = await fetch(emulator.url + path, {
    method,
    headers: { authorization: 'Bearer abc', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

const cpp = (path: string) => `/api/publishers/contoso/${path}?api-version=2017-10-31`;
const ingestion = (path: string) => `/rp/product-ingestion/${path}`;
const partner = (path: string) => `/v1.0/ingestion/${path}`;
const filter = new URLSearchParams({
  $filter: "externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'offer')",
});

/** The type of the offer in each API; undefined in an API that does not find the offer. */
async function typesShown() {
  const inCpp = await call(cpp('offers/offer'));
  const inIngestion = await call(ingestion('product?externalId=offer'));
  const inPartner = await call(partner(`products?${filter}`));
  return [
    inCpp.status === 200 ? (inCpp.body.offerTypeId ?? 'no word') : undefined,
    inIngestion.body.value[0]?.type,
    inPartner.body.value[0]?.resourceType,
  ];
}

const shown: Record<OfferType, unknown[]> = {
  'virtual machine': [
    'microsoft-azure-virtualmachines',
    'azureVirtualMachine',
    'AzureThirdPartyVirtualMachine',
  ],
  'core virtual machine': ['microsoft-azure-corevm', 'coreVirtualMachine', undefined],
  container: ['no word', 'azureContainer', 'AzureContainer'],
  SaaS: [undefined, 'softwareAsAService', 'SoftwareAsAService'],
  'Azure application': [undefined, 'azureApplication', 'AzureApplication'],
  'Dynamics 365 Business Central': [
    undefined,
    'dynamics365BusinessCentral',
    'AzureDynamics365BusinessCentral',
  ],
  'managed service': ['no word', 'managedService', 'AzureManagedService'],
  'consulting service': ['no word', 'consultingService', 'AzureConsultingService'],
  'IoT Edge module': ['no word', 'iotEdgeModule', 'AzureIoTEdgeModule'],
  'Power BI app': ['no word', 'powerBiApp', 'AzurePowerBIApp'],
};
const types = Object.keys(offerTypes) as OfferType[];

test.for(types)(
  'offer types: each API shows its word for the type %s, or finds no such offer',
  async (type) => {
    await start({ type });
    expect(await typesShown()).toEqual(shown[type]);
  },
);

test('offer types: without a type, every API finds the offer, with the word that it has always shown', async () => {
  await start({});
  expect(await typesShown()).toEqual([
    'microsoft-azure-virtualmachines',
    'azureVirtualMachine',
    'AzureApplication',
  ]);
});

test('offer types: the list of products has a filter for the type', async () => {
  await start({ type: 'container' });
  const listed = async (type: string) =>
    (await call(partner(`products?${new URLSearchParams({ $filter: `resourceType eq '${type}'` })}`))).body
      .value.length;
  expect([await listed('AzureContainer'), await listed('AzureApplication')]).toEqual([1, 0]);
});

const goLives: Record<
  ApiName,
  (ids: { productId: string; submissionId: string }) => ReturnType<typeof call>
> = {
  'cloud-partner-portal': () => call(cpp('offers/offer/golive'), 'POST', {}),
  'product-ingestion': ({ productId, submissionId }) =>
    call(ingestion('configure'), 'POST', {
      $schema: 'https://schema.mp.microsoft.com/schema/configure/2022-03-01-preview2',
      resources: [
        {
          $schema: 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2',
          id: `submission/${productId}/${submissionId}`,
          product: `product/${productId}`,
          target: { targetType: 'live' },
        },
      ],
    }),
  'partner-center': ({ productId, submissionId }) =>
    call(partner(`products/${productId}/submissions/${submissionId}/promote`), 'POST'),
};

test.for(types.flatMap((type) => apiNames.map((api) => ({ type, api }))))(
  'offer types: $api takes a $type live only if it carries that type',
  async ({ type, api }) => {
    const ids = await start({ type });
    const { status } = await goLives[api](ids);
    const carried = offerTypes[type].carriedBy.includes(api);
    expect(status < 300).toBe(carried);
    expect(emulator.offer('contoso', 'offer').goLives).toBe(carried ? 1 : 0);
  },
);

describe('offer types: an API that does not carry the type', () => {
  test('product ingestion lists the product, and refuses everything else by the name of the type', async () => {
    const { productId, submissionId } = await start({ type: 'Azure application' });
    expect((await call(ingestion(`product/${productId}`))).status).toBe(200);
    for (const path of ['resource-tree/product/', 'submission/']) {
      expect(await call(ingestion(path + productId)), path).toMatchObject({
        status: 400,
        body: {
          error: {
            code: 'badRequest',
            message: 'Type AzureApplication is not supported',
            details: [{ code: 'notSupported' }],
          },
        },
      });
    }
    expect((await call(ingestion(`submission/${productId}/${submissionId}`))).status).toBe(400);
  });

  test('Partner Center lists the product, and says in plain text that it is not applicable', async () => {
    const { productId, submissionId } = await start({ type: 'virtual machine' });
    const submissions = `products/${productId}/submissions`;
    expect((await call(partner(`products/${productId}`))).status).toBe(200);
    for (const path of [submissions, `${submissions}/${submissionId}/workflowdetails`]) {
      expect(await call(partner(path)), path).toEqual({
        status: 400,
        body: 'The API you have called is not applicable for this product',
      });
    }
  });

  test('the Cloud Partner Portal has the publisher, and no such offer', async () => {
    await start({ type: 'SaaS' });
    expect(await call(cpp('offers'))).toEqual({ status: 200, body: [] });
    expect((await call(cpp('offers/offer/status'))).status).toBe(404);
    expect((await call(cpp('offers/offer/golive'), 'POST', {})).status).toBe(404);
  });
});

test.for(apiNames)('knownTo: only %s finds the offer', async (api) => {
  const { productId } = await start({ knownTo: [api] });
  const found = await typesShown();
  expect(found.map((one) => one !== undefined)).toEqual(apiNames.map((name) => name === api));
  expect((await call(ingestion(`product/${productId}`))).status === 200).toBe(api === 'product-ingestion');
  expect((await call(partner(`products/${productId}`))).status === 200).toBe(api === 'partner-center');
});

test('an offer can have types that contradict, or that nobody knows', async () => {
  await start({
    type: 'container',
    productIngestion: { productType: 'quantumComputer' },
    partnerCenter: { resourceType: 'AzureApplication' },
  });
  expect(await typesShown()).toEqual(['no word', 'quantumComputer', 'AzureApplication']);
});

test.for([
  [/^\/api\//, [503, 200, 200]],
  [/^\/rp\/product-ingestion\//, [200, 503, 200]],
  [/^\/v1\.0\/ingestion\//, [200, 200, 503]],
] as const)('a fault on %s hits one API only', async ([path, statuses]) => {
  await start({});
  emulator.faults.add({
    kind: 'status',
    status: 503,
    body: '{}',
    on: { path, times: Number.POSITIVE_INFINITY },
  });
  const paths = [cpp('offers/offer'), ingestion('product?externalId=offer'), partner('products')];
  for (let round = 0; round < 2; round++) {
    expect(await Promise.all(paths.map(async (one) => (await call(one)).status))).toEqual(statuses);
  }
});
