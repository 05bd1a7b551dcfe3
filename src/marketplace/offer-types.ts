import type { ApiName } from './apis.ts';
import { lookUp, normalize, type Words } from './words.ts';

/** A type of offer, and the API that takes its offers live. */
export interface OfferType {
  /** As people call it, e.g. `virtual machine`. */
  name: string;
  api: ApiName;
}

/*
 * The words are those of product ingestion (`type`: the schema of products) and of Partner Center (`resourceType`: the types
 * of the vendor's CLI, and lists recorded by navcontainerhelper). Which API carries which type is as the table of
 * submission-api-overview has it (2021 and 2022), except where product ingestion has taken a type over since: virtual
 * machines (2022), containers and SaaS (2023, product-ingestion-api). A type that neither page gives to an API is no row.
 */
const table: readonly (OfferType & { words: readonly string[] })[] = [
  {
    name: 'virtual machine',
    api: 'product-ingestion',
    words: ['azureVirtualMachine', 'coreVirtualMachine', 'AzureThirdPartyVirtualMachine'],
  },
  { name: 'container', api: 'product-ingestion', words: ['azureContainer', 'containerApp'] },
  { name: 'SaaS', api: 'product-ingestion', words: ['softwareAsAService'] },
  // Product ingestion refuses them: "Type AzureApplication is not supported" (LANSA).
  { name: 'Azure application', api: 'partner-center', words: ['azureApplication'] },
  {
    name: 'Dynamics 365',
    api: 'partner-center',
    words: [
      'dynamics365BusinessCentral',
      'dynamics365ForCustomerEngagement',
      'dynamics365ForOperations',
      'AzureDynamics365BusinessCentral',
      'AzureDynamics365ForCustomerEngagement',
      'AzureDynamics365ForOperations',
    ],
  },
  { name: 'managed service', api: 'cloud-partner-portal', words: ['managedService', 'AzureManagedService'] },
  {
    name: 'consulting service',
    api: 'cloud-partner-portal',
    words: ['consultingService', 'AzureConsultingService'],
  },
  { name: 'IoT Edge module', api: 'cloud-partner-portal', words: ['iotEdgeModule', 'AzureIoTEdgeModule'] },
  { name: 'Power BI app', api: 'cloud-partner-portal', words: ['powerBiApp', 'AzurePowerBIApp'] },
];

/** Every type of offer that is known. */
export const offerTypes: readonly OfferType[] = table.map(({ name, api }) => ({ name, api }));

const types: Words<OfferType> = Object.fromEntries(
  table.flatMap(({ words }, index) => words.map((word) => [normalize(word), offerTypes[index] as OfferType])),
);

/** The type of offer that a word of an API means; undefined where no row has it. */
export function findOfferType(word: string): OfferType | undefined {
  return lookUp(types, word);
}
