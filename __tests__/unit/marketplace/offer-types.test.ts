import { expect, test } from 'vitest';
import { findOfferType, offerTypes } from '../../../src/marketplace/offer-types.ts';

// The types of products in the schema of product ingestion, and of offers in the vendor's CLI.
const types: [words: string[], name: string | undefined, api?: string][] = [
  [
    ['azureVirtualMachine', 'coreVirtualMachine', 'AzureThirdPartyVirtualMachine'],
    'virtual machine',
    'product-ingestion',
  ],
  [['azureContainer', 'AzureContainer', 'containerApp'], 'container', 'product-ingestion'],
  [['softwareAsAService', 'SoftwareAsAService'], 'SaaS', 'product-ingestion'],
  [['azureApplication', 'AzureApplication'], 'Azure application', 'partner-center'],
  [
    [
      'dynamics365BusinessCentral',
      'dynamics365ForCustomerEngagement',
      'dynamics365ForOperations',
      'AzureDynamics365BusinessCentral',
      'AzureDynamics365ForCustomerEngagement',
      'AzureDynamics365ForOperations',
    ],
    'Dynamics 365',
    'partner-center',
  ],
  [['managedService', 'AzureManagedService'], 'managed service', 'cloud-partner-portal'],
  [['consultingService', 'AzureConsultingService'], 'consulting service', 'cloud-partner-portal'],
  [['iotEdgeModule', 'AzureIoTEdgeModule'], 'IoT Edge module', 'cloud-partner-portal'],
  [['powerBiApp', 'AzurePowerBIApp'], 'Power BI app', 'cloud-partner-portal'],
  // No page gives these to an API.
  [['powerBiVisual', 'AzurePowerBIVisual', 'cosellOnly', 'xbox360NonBackcompat', 'toString', ''], undefined],
];

const rows = types.flatMap(([words, name, api]) => words.map((word) => [word, name, api] as const));

test.each(rows)('"%s" is a type of offer: %s', (word, name, api) => {
  expect(findOfferType(word)).toEqual(name && { name, api });
});

test('the types are listed once each', () => {
  expect(offerTypes.map(({ name }) => name)).toEqual(
    [...new Set(rows.map(([, name]) => name))].filter(Boolean),
  );
});
