import { describe, expect, it } from 'vitest';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import type { ApiName } from '../../src/marketplace/apis.ts';
import { type Api, allApis } from '../support/action/api-inputs.ts';
import { runOnEmulator } from '../support/action/run-on-emulator.ts';
import { posts } from '../support/action/start-action.ts';

interface Row {
  name: string;
  offer: Partial<OfferSetup>;
  with?: Record<string, string>;
  status: string;
  kind?: string;
  message: RegExp | Record<ApiName, RegExp>;
  /** The number of go-live requests. Default 0. */
  sent?: number;
  started?: boolean;
  adopted?: boolean;
  /** Time stands still in the emulator. */
  isFrozen?: boolean;
  /** Runs with this API only. */
  only?: ApiName;
}

const waiting = { state: 'waiting-for-sign-off' } as const;
/** Product ingestion has no word of its own for a canceled submission; clients know this one, and `failed`. */
const canceled: Partial<OfferSetup> = {
  state: 'canceled',
  productIngestion: { canceledResult: 'cancelled' },
};

const previewMessage = {
  'cloud-partner-portal': /still being built, at step Validate Pre-Requisites \(running, 0 %\)/,
  'product-ingestion': /still being built\. Run this step again/,
  'partner-center': /still being built, at step Automated validation \(running\)/,
};

const goLives: Row[] = [
  {
    name: 'goes live',
    offer: waiting,
    status: 'succeeded',
    message: /^The offer is live\.$/,
    sent: 1,
    started: true,
  },
  {
    name: 'is not migrated, operation in an array',
    offer: { ...waiting, migrated: false, operationBody: 'array' },
    only: 'cloud-partner-portal',
    status: 'succeeded',
    message: /^The offer is live\.$/,
    sent: 1,
    started: true,
  },
  {
    name: 'fails in certification',
    offer: { ...waiting, goLiveEnds: 'failed', certifiedAfterGoLive: true },
    status: 'failed',
    kind: 'certification',
    message: {
      'cloud-partner-portal':
        /Certification: .*Policy 200\.5\.1: the image has 2 critical updates missing.*says <none>/,
      'product-ingestion':
        /The go-live failed\. invalidState: .*certification failed.*200\.5\.1: 2 critical updates.*Policy 100\.1/,
      'partner-center': /Certification: failed\. CertificationFailed: The step Certification of vm failed\./,
    },
    sent: 1,
    started: true,
  },
  {
    name: 'fails in provisioning',
    offer: { ...waiting, goLiveEnds: 'failed' },
    status: 'failed',
    kind: 'service',
    message: {
      'cloud-partner-portal': /The go-live failed\. Provisioning: /,
      'product-ingestion': /Provisioning failed.*notDeployed: The offer could not be copied to all regions/,
      'partner-center': /The go-live failed\. Publish: failed\. PublishFailed: /,
    },
    sent: 1,
    started: true,
  },
  {
    name: 'is canceled by somebody else',
    offer: { ...waiting, goLiveEnds: 'canceled' },
    status: 'canceled',
    kind: 'canceled',
    message: /canceled, not by this step/,
    sent: 1,
    started: true,
  },
  {
    name: 'is blocked, with fail-on-blocked',
    only: 'cloud-partner-portal',
    offer: { ...waiting, blockedAt: { step: 'live' } },
    with: { 'fail-on-blocked': 'true' },
    status: 'failed',
    kind: 'certification',
    message: /blocked.*No virtual machine image was found for the plan vm-plan & its region/,
    sent: 1,
    started: true,
  },
  {
    name: 'is blocked for a while',
    offer: { ...waiting, blockedAt: { step: 'live', seconds: 48 * 3600 } },
    status: 'succeeded',
    message: /live/,
    sent: 1,
    started: true,
  },
  {
    // Only the Cloud Partner Portal API has a word for a blocked step.
    name: 'is blocked unseen, with fail-on-blocked',
    only: 'partner-center',
    offer: { ...waiting, blockedAt: { step: 'live', seconds: 48 * 3600 } },
    with: { 'fail-on-blocked': 'true' },
    status: 'succeeded',
    message: /live/,
    sent: 1,
    started: true,
  },
  {
    name: 'has no visible operation for a day',
    offer: { ...waiting, pickUpSeconds: 24 * 3600 },
    status: 'succeeded',
    message: /live/,
    sent: 1,
    started: true,
  },
  {
    name: 'is already going live',
    offer: { state: 'going-live' },
    status: 'succeeded',
    message: /^The offer is live\.$/,
    adopted: true,
  },
  {
    name: 'is already live',
    offer: { state: 'live' },
    status: 'succeeded',
    message: /live, with nothing to release/,
  },
  {
    name: 'was never published',
    offer: { state: 'never-published' },
    status: 'not-started',
    kind: 'not-ready',
    message: /never published: publish it to preview first/,
  },
  {
    name: 'is publishing to preview',
    offer: { state: 'preview-building', certifiedAfterGoLive: true },
    status: 'not-started',
    kind: 'not-ready',
    message: previewMessage,
    isFrozen: true,
  },
  {
    name: 'is publishing, with wait-for-preview',
    offer: { state: 'preview-building', previewSeconds: 48 * 3600 },
    with: { 'wait-for-preview': 'true' },
    status: 'succeeded',
    message: /live/,
    sent: 1,
    started: true,
  },
  {
    name: 'failed, and has no new preview',
    offer: { state: 'failed' },
    status: 'not-started',
    kind: 'not-ready',
    message: {
      'cloud-partner-portal': /BadRequest: No preview waits for publisher signoff/,
      'product-ingestion': /badRequest: .*invalidState: No preview waits for publisher signoff/,
      'partner-center': /BadRequest: No preview waits for publisher signoff/,
    },
    sent: 1,
  },
  {
    name: 'was canceled, and has no new preview',
    offer: { state: 'canceled' },
    status: 'not-started',
    kind: 'not-ready',
    message: {
      'cloud-partner-portal': /BadRequest: No preview waits for publisher signoff/,
      'product-ingestion': /badRequest: .*invalidState: No preview waits for publisher signoff/,
      'partner-center': /BadRequest: No preview waits for publisher signoff/,
    },
    sent: 1,
  },
  {
    name: 'starts to go live, with wait: false',
    offer: waiting,
    with: { wait: 'false' },
    status: 'running',
    message: /^The go-live was accepted; not waiting \(wait: false\)\..*set operation-url to http/,
    sent: 1,
    started: true,
    isFrozen: true,
  },
  {
    name: 'is already going live, with wait: false',
    offer: { state: 'going-live' },
    with: { wait: 'false' },
    status: 'running',
    message: /^In progress; not waiting \(wait: false\)\./,
    adopted: true,
    isFrozen: true,
  },
];

const follow = { mode: 'follow' };
const follows: Row[] = [
  {
    name: 'was never published',
    offer: { state: 'never-published' },
    status: 'not-started',
    message: /^Nothing is in progress\. .*never published/,
  },
  {
    name: 'is publishing to preview',
    offer: { state: 'preview-building', previewSeconds: 48 * 3600 },
    status: 'waiting-for-review',
    message: /waits for sign-off/,
  },
  {
    name: 'waits for sign-off',
    offer: waiting,
    status: 'waiting-for-review',
    message: /^Nothing is in progress\. .*waits for sign-off/,
  },
  {
    name: 'is going live',
    offer: { state: 'going-live' },
    status: 'succeeded',
    message: /live/,
    adopted: true,
  },
  {
    name: 'is going live, and then fails',
    offer: { state: 'going-live', goLiveEnds: 'failed' },
    status: 'failed',
    kind: 'service',
    message: /The go-live failed/,
    adopted: true,
  },
  {
    name: 'is blocked, with fail-on-blocked',
    only: 'cloud-partner-portal',
    offer: { state: 'blocked' },
    with: { 'fail-on-blocked': 'true' },
    status: 'failed',
    kind: 'certification',
    message: /blocked/,
    adopted: true,
  },
  {
    name: 'is live',
    offer: { state: 'live' },
    status: 'succeeded',
    message: /^Nothing is in progress\. .*live/,
  },
  {
    name: 'failed to go live',
    offer: { state: 'failed' },
    status: 'failed',
    kind: 'service',
    message: {
      'cloud-partner-portal': /The last go-live failed.*Provisioning/,
      'product-ingestion': /The last go-live failed/,
      'partner-center': /The last go-live failed.*Publish: failed/,
    },
  },
  {
    name: 'was canceled',
    offer: canceled,
    status: 'canceled',
    kind: 'canceled',
    message: /The last go-live was canceled/,
  },
  {
    name: 'was canceled, which the API shows as failed',
    only: 'product-ingestion',
    offer: { state: 'canceled', productIngestion: { canceledResult: 'failed' } },
    status: 'failed',
    kind: 'service',
    message: /The last go-live failed/,
  },
  {
    name: 'is going live, with wait: false',
    offer: { state: 'going-live' },
    with: { wait: 'false' },
    status: 'running',
    message: /^In progress; not waiting \(wait: false\)\./,
    adopted: true,
    isFrozen: true,
  },
].map((row) => ({ ...row, with: { ...follow, ...('with' in row ? row.with : {}) } }) as Row);

const checks: Row[] = (
  [
    {
      name: 'was never published',
      offer: { state: 'never-published' },
      status: 'not-started',
      kind: 'not-ready',
      message: /never published/,
    },
    {
      name: 'is publishing to preview',
      offer: { state: 'preview-building' },
      status: 'not-started',
      kind: 'not-ready',
      message: previewMessage,
      isFrozen: true,
    },
    {
      name: 'waits for sign-off',
      offer: waiting,
      status: 'waiting-for-review',
      message: /^Ready to go live\. The preview is ready/,
    },
    {
      name: 'is going live',
      offer: { state: 'going-live' },
      status: 'running',
      message: /^The offer is going live; mode: go-live would pick that up\.$/,
      isFrozen: true,
    },
    {
      name: 'is live',
      offer: { state: 'live' },
      status: 'succeeded',
      message: /^The offer is live, with nothing to release\.$/,
    },
    {
      name: 'failed to go live',
      offer: { state: 'failed' },
      status: 'failed',
      kind: 'service',
      message: /last go-live failed/,
    },
    {
      name: 'was canceled',
      offer: canceled,
      status: 'canceled',
      kind: 'canceled',
      message: /last go-live was canceled/,
    },
    {
      name: 'was canceled, which the API shows as failed',
      only: 'product-ingestion',
      offer: { state: 'canceled', productIngestion: { canceledResult: 'failed' } },
      status: 'failed',
      kind: 'service',
      message: /last go-live failed/,
    },
  ] satisfies Row[]
).map((row) => ({ ...row, with: { mode: 'check' } }));

async function play(api: Api, row: Row): Promise<void> {
  const setup = { publisher: 'contoso', offer: 'vm', state: 'live', ...row.offer } as const;
  const { emulator, outputs, offer, exitCode, conclusion, summary } = await runOnEmulator(
    { offers: [setup], ...(row.isFrozen && { hours: 0 }) },
    { api, ...(row.with && { with: row.with }) },
  );
  const kind = row.kind ?? '';
  expect(outputs).toMatchObject({
    status: row.status,
    'failure-kind': kind,
    message: expect.stringMatching(row.message instanceof RegExp ? row.message : row.message[api.api]),
    started: String(row.started ?? false),
    'timed-out': 'false',
  });
  expect(offer).toMatchObject({ adopted: row.adopted ?? false, publisher: 'contoso', offer: 'vm' });
  expect({ exitCode, conclusion }).toEqual(
    kind ? { exitCode: 1, conclusion: 'failure' } : { exitCode: 0, conclusion: 'success' },
  );
  expect(posts(emulator)).toHaveLength(row.sent ?? 0);
  expect(summary).toMatch(/^<h3>\S+ vm (is|was|has|did|may|could) .*<\/h3>\n/);
  expect(summary).toContain(`<b>${row.status}</b>${kind && ` (${kind})`}`);
  if (row.started || row.adopted) {
    expect(outputs['operation-url']).toMatch(api.operationUrl);
  }
}

describe.concurrent.each(allApis)('$api', (api) => {
  const forThisApi = (rows: Row[]) => rows.filter(({ only = api.api }) => only === api.api);

  describe('mode: go-live', () => {
    it.concurrent.each(forThisApi(goLives))('reports $status for an offer that $name', (row) =>
      play(api, row),
    );
  });

  describe('mode: follow', () => {
    it.concurrent.each(forThisApi(follows))('reports $status for an offer that $name', (row) =>
      play(api, row),
    );
  });

  describe('mode: check', () => {
    it.concurrent.each(forThisApi(checks))('reports $status for an offer that $name', (row) =>
      play(api, row),
    );
  });
});
