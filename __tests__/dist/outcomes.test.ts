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
  /** Go-lives sent. */
  sent?: number;
  started?: boolean;
  adopted?: boolean;
  /** Nothing moves. */
  still?: boolean;
  /** Of this API alone. */
  only?: ApiName;
}

const waits = { state: 'waiting-for-sign-off' } as const;

const beingBuilt = {
  'cloud-partner-portal': /still being built, at step Validate Pre-Requisites \(running, 0 %\)/,
  'product-ingestion': /still being built\. Run this step again/,
  'partner-center': /still being built, at step Automated validation \(running\)/,
};

const goLives: Row[] = [
  {
    name: 'goes live',
    offer: waits,
    status: 'succeeded',
    message: /^The offer is live\.$/,
    sent: 1,
    started: true,
  },
  {
    name: 'goes live, not migrated, the operation in an array',
    offer: { ...waits, migrated: false, operationBody: 'array' },
    only: 'cloud-partner-portal',
    status: 'succeeded',
    message: /^The offer is live\.$/,
    sent: 1,
    started: true,
  },
  {
    name: 'fails in certification',
    offer: { ...waits, goLiveEnds: 'failed', certifiedAfterGoLive: true },
    status: 'failed',
    kind: 'certification',
    message: {
      'cloud-partner-portal':
        /Certification: .*Policy 200\.5\.1: the image has 2 critical updates missing.*says <none>/,
      'product-ingestion':
        /The go-live failed\. invalidState: .*certification failed.*200\.5\.1: 2 critical updates.*Policy 100\.1/,
      'partner-center': /Certification: failed CertificationFailed: The step Certification of vm failed\./,
    },
    sent: 1,
    started: true,
  },
  {
    name: 'fails in provisioning',
    offer: { ...waits, goLiveEnds: 'failed' },
    status: 'failed',
    kind: 'service',
    message: {
      'cloud-partner-portal': /The go-live failed\. Provisioning: /,
      'product-ingestion': /Provisioning failed.*notDeployed: The offer could not be copied to all regions/,
      'partner-center': /The go-live failed\. Publish: failed PublishFailed: /,
    },
    sent: 1,
    started: true,
  },
  {
    name: 'is canceled by somebody else',
    offer: { ...waits, goLiveEnds: 'canceled' },
    status: 'canceled',
    kind: 'canceled',
    message: /canceled, not by this step/,
    sent: 1,
    started: true,
  },
  {
    name: 'is blocked, and blocked is to fail',
    only: 'cloud-partner-portal',
    offer: { ...waits, blockedAt: { step: 'live' } },
    with: { 'fail-on-blocked': 'true' },
    status: 'failed',
    kind: 'certification',
    message: /blocked.*No virtual machine image was found for the plan vm-plan & its region/,
    sent: 1,
    started: true,
  },
  {
    name: 'is blocked for a while, and waited for',
    offer: { ...waits, blockedAt: { step: 'live', seconds: 48 * 3600 } },
    status: 'succeeded',
    message: /live/,
    sent: 1,
    started: true,
  },
  {
    // The other APIs have no word for a step that is blocked.
    name: 'is blocked for a while where that is not told',
    only: 'partner-center',
    offer: { ...waits, blockedAt: { step: 'live', seconds: 48 * 3600 } },
    with: { 'fail-on-blocked': 'true' },
    status: 'succeeded',
    message: /live/,
    sent: 1,
    started: true,
  },
  {
    name: 'is found only a day after acceptance',
    offer: { ...waits, pickUpSeconds: 24 * 3600 },
    status: 'succeeded',
    message: /live/,
    sent: 1,
    started: true,
  },
  {
    name: 'is going live already',
    offer: { state: 'going-live' },
    status: 'succeeded',
    message: /^The offer is live\.$/,
    adopted: true,
  },
  {
    name: 'is live already',
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
    name: 'has its preview still being built',
    offer: { state: 'preview-building', certifiedAfterGoLive: true },
    status: 'not-started',
    kind: 'not-ready',
    message: beingBuilt,
    still: true,
  },
  {
    name: 'has its preview still being built, and that is waited for',
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
    name: 'is not waited for',
    offer: waits,
    with: { wait: 'false' },
    status: 'running',
    message: /accepted, and is not waited for.*set operation-url to http/,
    sent: 1,
    started: true,
    still: true,
  },
  {
    name: 'is going live already, and not waited for',
    offer: { state: 'going-live' },
    with: { wait: 'false' },
    status: 'running',
    message: /is not waited for/,
    adopted: true,
    still: true,
  },
];

const follow = { mode: 'follow' };
const follows: Row[] = [
  {
    name: 'never published',
    offer: { state: 'never-published' },
    status: 'not-started',
    message: /Nothing is under way.*never published/,
  },
  {
    name: 'preview being built',
    offer: { state: 'preview-building', previewSeconds: 48 * 3600 },
    status: 'waiting-for-review',
    message: /waits for sign-off/,
    adopted: true,
  },
  {
    name: 'waiting for sign-off',
    offer: waits,
    status: 'waiting-for-review',
    message: /Nothing is under way.*waits for sign-off/,
  },
  {
    name: 'going live',
    offer: { state: 'going-live' },
    status: 'succeeded',
    message: /live/,
    adopted: true,
  },
  {
    name: 'going live, to fail',
    offer: { state: 'going-live', goLiveEnds: 'failed' },
    status: 'failed',
    kind: 'service',
    message: /The go-live failed/,
    adopted: true,
  },
  {
    name: 'blocked',
    only: 'cloud-partner-portal',
    offer: { state: 'blocked' },
    with: { 'fail-on-blocked': 'true' },
    status: 'failed',
    kind: 'certification',
    message: /blocked/,
    adopted: true,
  },
  { name: 'live', offer: { state: 'live' }, status: 'succeeded', message: /Nothing is under way.*live/ },
  {
    name: 'failed',
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
    name: 'canceled',
    offer: { state: 'canceled' },
    status: 'canceled',
    kind: 'canceled',
    message: /The last go-live was canceled/,
  },
  {
    name: 'going live, one look',
    offer: { state: 'going-live' },
    with: { wait: 'false' },
    status: 'running',
    message: /is not waited for/,
    adopted: true,
    still: true,
  },
].map((row) => ({ ...row, with: { ...follow, ...('with' in row ? row.with : {}) } }) as Row);

const checks: Row[] = (
  [
    {
      name: 'never published',
      offer: { state: 'never-published' },
      status: 'not-started',
      kind: 'not-ready',
      message: /never published/,
    },
    {
      name: 'preview being built',
      offer: { state: 'preview-building' },
      status: 'not-started',
      kind: 'not-ready',
      message: beingBuilt,
      still: true,
    },
    {
      name: 'waiting for sign-off',
      offer: waits,
      status: 'waiting-for-review',
      message: /^All is well\. The preview is ready/,
    },
    {
      name: 'going live',
      offer: { state: 'going-live' },
      status: 'running',
      message: /^All is well/,
      still: true,
    },
    { name: 'live', offer: { state: 'live' }, status: 'succeeded', message: /^All is well/ },
    {
      name: 'failed',
      offer: { state: 'failed' },
      status: 'failed',
      kind: 'service',
      message: /last go-live failed/,
    },
    {
      name: 'canceled',
      offer: { state: 'canceled' },
      status: 'canceled',
      kind: 'canceled',
      message: /last go-live was canceled/,
    },
  ] satisfies Row[]
).map((row) => ({ ...row, with: { mode: 'check' } }));

async function play(api: Api, row: Row): Promise<void> {
  const setup = { publisher: 'contoso', offer: 'vm', state: 'live', ...row.offer } as const;
  const { emulator, outputs, offer, exitCode, conclusion, summary } = await runOnEmulator(
    { offers: [setup], ...(row.still && { hours: 0 }) },
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
  expect(summary).toContain(`contoso/vm: ${row.status}`);
  if (row.started || row.adopted) {
    expect(outputs['operation-url']).toMatch(api.operationUrl);
  }
}

describe.concurrent.each(allApis)('$api', (api) => {
  const of = (rows: Row[]) => rows.filter(({ only = api.api }) => only === api.api);

  describe('an offer that', () => {
    it.concurrent.each(of(goLives))('$name: $status', (row) => play(api, row));
  });

  describe('following', () => {
    it.concurrent.each(of(follows))('$name: $status', (row) => play(api, row));
  });

  describe('checking', () => {
    it.concurrent.each(of(checks))('$name: $status', (row) => play(api, row));
  });
});
