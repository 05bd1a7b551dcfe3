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
  /** Whether the list still has the preview, with the same ID, once it is live. Default `listed`. */
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
  /** Accept this many go-lives and then do nothing: only `pendingUpdateInfo` says that they failed. Default 0. */
  silentFailures?: number;
  /** The substate of a live offer. Default `InStore`. */
  liveSubstate?: 'InStore' | 'Published';
}
