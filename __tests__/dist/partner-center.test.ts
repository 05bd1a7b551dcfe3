import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import type { PartnerCenterQuirks } from '../../emulator/marketplace/quirks.ts';
import { partnerCenter as api } from '../support/action/api-inputs.ts';
import { runOnScript } from '../support/action/portal-answers.ts';
import { runOnEmulator, startCountingEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

const vm: OfferSetup = waitingVm;
const submissionOf = (emulator: Emulator) => emulator.offer('contoso', 'vm').preview?.submissionId;

it.concurrent('partner-center: a go-live finds its product with one request, which has the filter of the vendor', async () => {
  const { outputs, emulator } = await runOnEmulator({ offers: [{ ...vm, offer: 'other' }, vm] }, { api });
  expect(outputs).toMatchObject({ status: 'succeeded', started: 'true' });
  const lookUps = emulator.requests.filter(({ path }) => /\/products(\?|$)/.test(path));
  expect(lookUps.map(({ path }) => decodeURIComponent(path))).toEqual([
    `${api.basePath}/products?$filter=externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'vm')`,
  ]);
});

it.concurrent('partner-center: a go-live reads lists of several pages with relative next links', async () => {
  const partnerCenter = { pageSize: 1, filteredList: 'refused' } as const;
  const others = ['a', 'b', 'c'].map((offer): OfferSetup => ({ ...vm, offer, state: 'live', partnerCenter }));
  const { outputs, emulator } = await runOnEmulator(
    { offers: [...others, { ...vm, liveBefore: true, partnerCenter }] },
    { api },
  );
  expect(outputs).toMatchObject({ status: 'succeeded', started: 'true' });
  const requestsTo = (path: RegExp) => emulator.requests.filter((request) => path.test(request.path));
  expect(requestsTo(/\/products\?.*filter=/)).toHaveLength(1);
  expect(requestsTo(/\/products($|\?(?!.*filter=))/)).toHaveLength(4);
  // The submission that is live, and the one that waits for sign-off.
  expect(requestsTo(/\/submissions(\?|$)/)).toHaveLength(2);
  expect(posts(emulator)[0]).toMatchObject({
    path: `${api.basePath}/products/${emulator.offer('contoso', 'vm').productId}/submissions/${submissionOf(emulator)}/promote`,
    body: '',
  });
});

describe('partner-center: a known quirk of the API', () => {
  it.concurrent.each<{ name: string; quirks: PartnerCenterQuirks; others?: PartnerCenterQuirks }>([
    { name: 'the plain list of products is refused', quirks: { plainList: 'refused' } },
    { name: 'the plain list leaves the product out', quirks: { plainList: 'incomplete' } },
    { name: 'the filter is refused', quirks: { filteredList: 'refused' } },
    { name: 'the filter finds nothing', quirks: { filteredList: 'empty' } },
    { name: 'the filter finds nothing, as {}', quirks: { filteredList: 'empty', emptyListAs: 'object' } },
    {
      name: 'the last page of the products leads to a 404',
      quirks: { filteredList: 'empty' },
      others: { deadNextLink: true },
    },
    { name: 'there are no workflow details', quirks: { workflowDetails: 'missing' } },
    {
      name: 'there are no workflow details of a live offer',
      quirks: { workflowDetails: 'missing-when-live', liveSubstate: 'Published' },
    },
    {
      name: 'the state is NotSet for a while',
      quirks: { otherState: { state: 'NotSet', from: 'go-live', afterSeconds: 8 * 3600 } },
    },
  ])('does not prevent a go-live: $name', async ({ quirks, others = {} }) => {
    const { outputs, exitCode, emulator } = await runOnEmulator(
      {
        offers: [
          { ...vm, offer: 'other', partnerCenter: others },
          { ...vm, partnerCenter: quirks },
        ],
      },
      { api },
    );
    expect({ exitCode, ...outputs }).toMatchObject({ exitCode: 0, status: 'succeeded', started: 'true' });
    expect(emulator.offer('contoso', 'vm')).toMatchObject({ goLives: 1, state: 'live' });
    expect(emulator.offer('contoso', 'other').goLiveRequests).toBe(0);
  });
});

it.concurrent('partner-center: no go-live is sent if several products have the offer ID', async () => {
  const { outputs, emulator } = await runOnEmulator(
    { offers: [vm, { ...vm, publisher: 'fabrikam' }] },
    { api },
  );
  expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
  expect(outputs['message']).toMatch(/^2 products have the offer ID vm\./);
  expect(posts(emulator)).toEqual([]);
});

it.concurrent.each(['InStore', 'Published'] as const)(
  'partner-center: a submission in substate %s is live',
  async (liveSubstate) => {
    const { outputs, offer } = await runOnEmulator(
      { offers: [{ ...vm, partnerCenter: { liveSubstate } }] },
      { api },
    );
    expect(outputs).toMatchObject({ status: 'succeeded' });
    expect(offer.rawStatus).toBe(`Published/${liveSubstate}, Promote Completed`);
    // The steps of both workflows, in order.
    expect(offer.steps.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'Automated validation: succeeded',
      'Certification: succeeded',
      'Preview Creation: succeeded',
      'Publisher Signoff: succeeded',
      'Publish: succeeded',
    ]);
  },
);

it.concurrent('partner-center: an accepted go-live without effect fails, and another run can send it again', async () => {
  const emulator = await startCountingEmulator({ offers: [{ ...vm, partnerCenter: { silentFailures: 1 } }] });
  try {
    // Right after the promotion the submission may still show its old state, so that counts only minutes later.
    const first = await runAction(emulator.url, { api, fast: 100 });
    expect(first.outputs).toMatchObject({ status: 'failed', 'failure-kind': 'service', started: 'true' });
    expect(first.outputs['message']).toMatch(/The go-live failed\. .*The submission could not be promoted\./);
    expect(posts(emulator)).toHaveLength(1);
    const second = await runAction(emulator.url, { api });
    expect(second.outputs).toMatchObject({ status: 'succeeded', started: 'true' });
    expect(posts(emulator)).toHaveLength(2);
  } finally {
    await emulator.stop();
  }
});

it.concurrent('partner-center: a failed certification shows its findings', async () => {
  const failing = { goLiveEnds: 'failed', certifiedAfterGoLive: true } as const;
  const { outputs, offer, log } = await runOnEmulator({ offers: [{ ...vm, ...failing }] }, { api });
  expect(outputs).toMatchObject({ status: 'failed', 'failure-kind': 'certification' });
  expect(outputs['message']).toMatch(/CertificationFailed: The step Certification of vm failed\./);
  expect(offer.steps.find(({ name }) => name === 'Certification')?.status).toBe('failed');
  // A finding that is only a warning is logged, but it is not why the go-live failed.
  expect(outputs['message']).not.toContain('Policy-100.1');
  expect(log).toContainEqual(expect.stringMatching(/Policy-100\.1: The description says <none>\./));
});

it.concurrent('partner-center: a failed go-live is reported even if its findings cannot be read', async () => {
  const { outputs } = await runOnEmulator(
    {
      offers: [{ ...vm, goLiveEnds: 'failed' }],
      prepare: ({ faults }) => {
        faults.add({ kind: 'status', status: 500, on: { path: /\/validations$/, times: 99 } });
        faults.add({ kind: 'html', on: { path: /\/workflowdetails$/, times: 99 } });
      },
    },
    { api },
  );
  expect(outputs).toMatchObject({ status: 'failed', 'failure-kind': 'service' });
  expect(outputs['message']).toMatch(/^The go-live failed\./);
});

describe('partner-center: a promotion whose answer is lost', () => {
  it.concurrent('is picked up by its submission', async () => {
    const { outputs, emulator } = await runOnEmulator(
      {
        offers: [{ ...vm, liveBefore: true }],
        hours: 4,
        prepare: ({ faults }) => faults.add({ kind: 'reset', when: 'after', on: api.goLive }),
      },
      { api, fast: 50 },
    );
    expect(outputs).toMatchObject({ status: 'succeeded', started: 'true' });
    expect(outputs['operation-id']).toBe(submissionOf(emulator));
    expect(posts(emulator)).toHaveLength(1);
  });

  it.concurrent('is reported as failed if the go-live has failed meanwhile', async () => {
    const { outputs, emulator } = await runOnEmulator(
      {
        offers: [{ ...vm, goLiveEnds: 'failed', goLiveSeconds: 3600 }],
        prepare: ({ faults }) => faults.add({ kind: 'html', when: 'after', on: api.goLive }),
      },
      { api, fast: 50 },
    );
    expect(outputs).toMatchObject({ status: 'failed', 'failure-kind': 'service', started: 'true' });
    expect(posts(emulator)).toHaveLength(1);
  });

  it.concurrent('has an unknown outcome if another submission has taken its place', async () => {
    const emulator = await startCountingEmulator({ offers: [{ ...vm, previewSeconds: 3600 }] });
    emulator.faults.add({ kind: 'reset', on: api.goLive });
    const before = submissionOf(emulator);
    try {
      const { outputs } = await runAction(emulator.url, {
        api,
        fast: 50,
        onLine: (line) => {
          // Somebody publishes another preview, and soon that is ready too.
          if (/Unclear whether the go-live was accepted/.test(line) && submissionOf(emulator) === before)
            emulator.offer('contoso', 'vm').publishPreview();
        },
      });
      expect(submissionOf(emulator)).not.toBe(before);
      expect(outputs).toMatchObject({ status: 'unknown', 'failure-kind': 'unknown-outcome' });
      expect(posts(emulator)).toHaveLength(1);
    } finally {
      await emulator.stop();
    }
  });
});

describe('partner-center: a malicious answer', () => {
  const product = { id: 'p', externalIDs: [{ type: 'AzureOfferId', value: 'vm' }] };
  const products = (body: object) => ({
    method: 'GET',
    path: `${api.basePath}/products`,
    status: 200,
    body,
  });

  it.concurrent('cannot send the token elsewhere with the link to the next page', async () => {
    const foreign = await startScript([]);
    try {
      const { outputs } = await runOnScript(
        [products({ value: [product], nextLink: `${foreign.url}/next` })],
        {
          api,
          with: { mode: 'check' },
        },
      );
      expect(foreign.requests).toEqual([]);
      expect(outputs['failure-kind']).not.toBe('');
    } finally {
      await foreign.stop();
    }
  });

  it.concurrent('cannot change the path of a request with the ID of a product', async () => {
    const { outputs, server } = await runOnScript([products({ value: [{ ...product, id: '../../x' }] })], {
      api,
    });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
    // With the filter, and without.
    expect(server.requests.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '?')}`)).toEqual([
      `GET ${api.basePath}/products?`,
      `GET ${api.basePath}/products`,
    ]);
  });
});
