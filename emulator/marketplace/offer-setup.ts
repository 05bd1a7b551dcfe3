import type { ApiName, OfferType } from './offer-types.ts';
import type { PartnerCenterQuirks, ProductIngestionQuirks } from './quirks.ts';

export type OfferState =
  | 'never-published'
  | 'preview-building'
  | 'waiting-for-sign-off'
  | 'going-live'
  | 'live'
  | 'failed'
  | 'canceled'
  | 'blocked';

/** The top-level status words of the Cloud Partner Portal API, by what they mean. */
export type StatusWord =
  | 'neverPublished'
  | 'running'
  | 'waitingForPublisherReview'
  | 'succeeded'
  | 'failed'
  | 'canceled';

export type Outcome = 'succeeded' | 'failed' | 'canceled';

/** How the Cloud Partner Portal API tells the client where the accepted operation is. */
export interface LocationForm {
  /** Name of the header, with this capitalization; `none` leaves the header out. Default `Location`. */
  header?: string;
  /** Default `relative`. */
  form?: 'relative' | 'absolute';
  /** Whether the location carries `?api-version=`. Default true. */
  apiVersion?: boolean;
}

/** The state of an offer when the emulator starts, and what happens to it later. */
export interface OfferSetup {
  publisher: string;
  offer: string;
  state: OfferState;
  /**
   * With a type, each API answers as the real one does for it. By default every API takes the offer live: product ingestion
   * as a virtual machine, Partner Center as an Azure application.
   */
  type?: OfferType;
  /** The APIs that find the offer. Default: those that have its type. */
  knownTo?: ApiName[];
  /** Whether the offer was migrated to Partner Center, which changes the path of its operations. Default true. */
  migrated?: boolean;
  /** Whether an earlier version is already live. Ignored for an offer that was never published. Default false. */
  liveBefore?: boolean;
  /** How future go-lives end. Default `succeeded`. */
  goLiveEnds?: Outcome;
  /** Certify after the go-live instead of before the preview. A go-live that fails then fails in certification. */
  certifiedAfterGoLive?: boolean;
  /**
   * Whether the publisher withdraws what is live (`lifecycleState: deprecated`): the withdrawal has ended, runs (only for the
   * state `live`), or has a date in 30 days.
   */
  withdrawal?: 'done' | 'running' | 'scheduled';
  /** ID of the step that blocks once it is reached, and for how many emulated seconds. Default: forever. */
  blockedAt?: { step: string; seconds?: number };
  /** Emulated seconds to build a preview. Default four hours. */
  previewSeconds?: number;
  /** Emulated seconds from the acceptance of a go-live to its end, however it ends. Default two days. */
  goLiveSeconds?: number;
  /** Emulated seconds after acceptance during which the operation answers 404. Default 0. */
  pickUpSeconds?: number;
  /** Replaces status words: those of the top level, and `blocked` of a step. */
  spelling?: Partial<Record<StatusWord | 'blocked', string>>;
  /** An operation is an object, as clients read it, or an array, as the documentation prints it. Default `object`. */
  operationBody?: 'object' | 'array';
  location?: LocationForm;
  productIngestion?: ProductIngestionQuirks;
  partnerCenter?: PartnerCenterQuirks;
}

type Optional = 'blockedAt' | 'knownTo' | 'type' | 'withdrawal';

export type OfferSetupWithDefaults = Required<Omit<OfferSetup, Optional>> & Pick<OfferSetup, Optional>;

export const defaults = {
  migrated: true,
  liveBefore: false,
  goLiveEnds: 'succeeded',
  certifiedAfterGoLive: false,
  previewSeconds: 4 * 3600,
  goLiveSeconds: 48 * 3600,
  pickUpSeconds: 0,
  spelling: {},
  operationBody: 'object',
  location: {},
  productIngestion: {},
  partnerCenter: {},
} as const;
