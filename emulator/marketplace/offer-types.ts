/** The three APIs, as the action's input `api` calls them. */
export const apiNames = ['cloud-partner-portal', 'product-ingestion', 'partner-center'] as const;

export type ApiName = (typeof apiNames)[number];

/** Types of offers, by their names in Partner Center. */
export type OfferType =
  | 'virtual machine'
  | 'core virtual machine'
  | 'container'
  | 'SaaS'
  | 'Azure application'
  | 'Dynamics 365 Business Central'
  | 'managed service'
  | 'consulting service'
  | 'IoT Edge module'
  | 'Power BI app';

interface OfferTypeFacts {
  /**
   * The APIs that take offers of this type live. Sources: the table of "Partner Center submission API overview" (2021 and
   * 2022), which has no product ingestion yet; "Product ingestion API" (2023) for containers and SaaS; clients that take core
   * virtual machines live (AlmaLinux, Flatcar).
   */
  carriedBy: ApiName[];
  /** `offerTypeId` in the Cloud Partner Portal API, where one is known (documentation, devigned/pub). */
  offerTypeId?: string;
  /** `type` of the product in the Product Ingestion API (Microsoft's schema of the product). */
  type: string;
  /** `resourceType` of the product in Partner Center, where one is known (the enum of Microsoft's partnercenter-cli-extension). */
  resourceType?: string;
}

export const offerTypes: Record<OfferType, OfferTypeFacts> = {
  'virtual machine': {
    carriedBy: ['cloud-partner-portal', 'product-ingestion'],
    offerTypeId: 'microsoft-azure-virtualmachines',
    type: 'azureVirtualMachine',
    resourceType: 'AzureThirdPartyVirtualMachine',
  },
  'core virtual machine': {
    carriedBy: ['cloud-partner-portal', 'product-ingestion'],
    offerTypeId: 'microsoft-azure-corevm',
    type: 'coreVirtualMachine',
  },
  container: {
    carriedBy: ['cloud-partner-portal', 'product-ingestion'],
    type: 'azureContainer',
    resourceType: 'AzureContainer',
  },
  SaaS: {
    carriedBy: ['product-ingestion', 'partner-center'],
    type: 'softwareAsAService',
    resourceType: 'SoftwareAsAService',
  },
  'Azure application': {
    carriedBy: ['partner-center'],
    type: 'azureApplication',
    resourceType: 'AzureApplication',
  },
  'Dynamics 365 Business Central': {
    carriedBy: ['partner-center'],
    type: 'dynamics365BusinessCentral',
    resourceType: 'AzureDynamics365BusinessCentral',
  },
  'managed service': {
    carriedBy: ['cloud-partner-portal'],
    type: 'managedService',
    resourceType: 'AzureManagedService',
  },
  'consulting service': {
    carriedBy: ['cloud-partner-portal'],
    type: 'consultingService',
    resourceType: 'AzureConsultingService',
  },
  'IoT Edge module': {
    carriedBy: ['cloud-partner-portal'],
    type: 'iotEdgeModule',
    resourceType: 'AzureIoTEdgeModule',
  },
  'Power BI app': {
    carriedBy: ['cloud-partner-portal'],
    type: 'powerBiApp',
    resourceType: 'AzurePowerBIApp',
  },
};

/**
 * Whether an API finds an offer of this type. The Cloud Partner Portal has only those that it carries. Product ingestion was
 * seen to list Business Central offers, too, and Microsoft's own tools name products of all these types to Partner Center.
 */
export function finds(api: ApiName, type: OfferType): boolean {
  const { carriedBy, resourceType } = offerTypes[type];
  switch (api) {
    case 'cloud-partner-portal':
      return carriedBy.includes(api);
    case 'product-ingestion':
      return true;
    case 'partner-center':
      return resourceType !== undefined;
  }
}
