/** How the Product Ingestion API can differ from its usual behavior. Each was seen in the real API or its documentation. */
export interface ProductIngestionQuirks {
  /** The documentation has both spellings. `jobID` also turns `externalId` into `externalID`. Default `jobId`. */
  jobIdSpelling?: 'jobId' | 'jobID';
  /**
   * `usual`: a running job ends in the year 1, as documented. `year-one`: every date is in the year 1.
   * `no-date`: date strings that no parser reads, as in the sample of 2022.
   */
  dates?: 'usual' | 'year-one' | 'no-date';
  /** An error without details has an empty list or `{}`. Default `list`. */
  detailsAs?: 'list' | 'object';
  /** An error names its resource by durable ID, or by an object with the external ID. Default `string`. */
  resourceIdAs?: 'string' | 'object';
  /** The start of every `$schema`. The documentation has some with a leading space and an older host. */
  schemaBase?: string;
  /** Items on each page of a list. Default 20. */
  pageSize?: number;
  /** The status of an accepted configure request. Clients exist that need either. Default 200. */
  configureStatus?: 200 | 202;
  /** The `type` of the product. Default: that of the offer's type, or `azureVirtualMachine`. */
  productType?: string;
  /** What the details of a job that succeeded list. The documentation has the product only. Default `product`. */
  jobDetails?: 'product' | 'submission';
  /** The result of a canceled submission. The schema has no word of its own for that. Default `failed`. */
  canceledResult?: 'failed' | 'cancelled';
  /** The order of a list of submissions, which is not documented. Default `by-target`: draft, live, preview, as in the sample. */
  order?: 'by-target' | 'newest-first' | 'oldest-first' | 'shuffled';
  /** For the order `shuffled`. Default 1. */
  orderSeed?: number;
  /** The `created` of a submission. Default `date`, or what `dates` says. */
  created?: 'date' | 'missing' | 'no-date' | 'year-one';
  /** Entries for this target have no `id` in a list of submissions. */
  withoutId?: 'preview' | 'live';
  /** Whether the list still has the preview, with the same ID, once it is live. Default `absent`. */
  previewWhenLive?: 'listed' | 'absent';
  /** Refuse go-lives as if somebody had just published another preview. */
  staleSubmission?: boolean;
  /** Refuse go-lives with `productLocked` and this status. */
  locked?: 400 | 409;
  /** A go-live's job succeeds this many emulated seconds before the live submission ends, however that ends. */
  jobSucceedsBeforeLiveSeconds?: number;
}

/** How the Partner Center submission API can differ from its usual behavior. Each was seen in the real API. */
export interface PartnerCenterQuirks {
  /** Items on each page of a list. Default 20. */
  pageSize?: number;
  /** The `resourceType` of the product. Default: that of the offer's type, or `AzureApplication`. */
  resourceType?: string;
  /** Accept this many go-lives and then do nothing: only `pendingUpdateInfo` says that they failed. Default 0. */
  silentFailures?: number;
  /** The list of products without a filter is refused, or leaves this product out. Default `complete`. */
  plainList?: 'complete' | 'refused' | 'incomplete';
  /** A list of products with a filter is refused, or leaves this product out. Default `complete`. */
  filteredList?: 'complete' | 'refused' | 'empty';
  /** The last page of a list has a next link, too, which leads to an empty 404. */
  deadNextLink?: boolean;
  /** An empty list has an empty `value`, or is `{}`. Default `value`. */
  emptyListAs?: 'value' | 'object';
  /**
   * The newest submission is in a state that is neither InProgress nor Published: from the `start` (the default), or once a
   * go-live has worked for `afterSeconds`. NotSet and Unknown end with the go-live, the others stay. `substate` is the usual
   * one unless given.
   */
  otherState?: {
    state:
      | 'Deleted'
      | 'Archived'
      | 'Cancelled'
      | 'RolledBack'
      | 'ModularCert'
      | 'Shadow'
      | 'NotSet'
      | 'Unknown';
    substate?: string;
    from?: 'start' | 'go-live';
    afterSeconds?: number;
  };
  /** The workflow details of a submission are not found: always, or once it is live. Default `listed`. */
  workflowDetails?: 'listed' | 'missing' | 'missing-when-live';
  /** The submissions of the product are refused in plain text. */
  notApplicable?: boolean;
  /** The substate of a live offer. Default `InStore`. */
  liveSubstate?: 'InStore' | 'Published';
}
