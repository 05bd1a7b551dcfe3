import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import { partnerCenter as api } from '../support/action/api-inputs.ts';
import { runOnScript } from '../support/action/portal-answers.ts';
import { runOnEmulator, startCountingEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

const vm: OfferSetup = waitingVm;
const submissionOf = (emulator: Emulator) => emulator.offer('contoso', 'vm').preview?.submissionId;

it.concurrent('goes live over lists of several pages, whose links are relative and have no slash in front', async () => {
  const partnerCenter = { pageSize: 1 };
  const others = ['a', 'b', 'c'].map((offer): OfferSetup => ({ ...vm, offer, state: 'live', partnerCenter }));
  const { outputs, emulator } = await runOnEmulator(
    { offers: [...others, { ...vm, liveBefore: true, partnerCenter }] },
    { api },
  );
  expect(outputs).toMatchObject({ status: 'succeeded', started: 'true' });
  const of = (path: RegExp) => emulator.requests.filter((request) => path.test(request.path));
  expect(of(/\/products(\?|$)/)).toHaveLength(4);
  // The one that is live, and the one that waits.
  expect(of(/\/submissions(\?|$)/)).toHaveLength(2);
  expect(posts(emulator)[0]).toMatchObject({
    path: `${api.basePath}/products/${emulator.offer('contoso', 'vm').productId}/submissions/${submissionOf(emulator)}/promote`,
    body: '',
  });
});

it.concurrent('of several products with the offer ID none is taken live', async () => {
  const { outputs, emulator } = await runOnEmulator(
    { offers: [vm, { ...vm, publisher: 'fabrikam' }] },
    { api },
  );
  expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
  expect(outputs['message']).toMatch(/^2 products have the offer ID vm\./);
  expect(posts(emulator)).toEqual([]);
});

it.concurrent.each(['InStore', 'Published'] as const)('%s is live', async (liveSubstate) => {
  const { outputs, offer } = await runOnEmulator(
    { offers: [{ ...vm, partnerCenter: { liveSubstate } }] },
    { api },
  );
  expect(outputs).toMatchObject({ status: 'succeeded' });
  expect(offer.rawStatus).toBe(`Published/${liveSubstate}, Promote Completed`);
  // Those of both workflows, in their order.
  expect(offer.steps.map(({ name, status }) => `${name}: ${status}`)).toEqual([
    'Automated validation: succeeded',
    'Certification: succeeded',
    'Preview Creation: succeeded',
    'Publisher Signoff: succeeded',
    'Publish: succeeded',
  ]);
});

it.concurrent('a go-live that was accepted and came to nothing is a failure, and can be sent in another run', async () => {
  const emulator = await startCountingEmulator({ offers: [{ ...vm, partnerCenter: { silentFailures: 1 } }] });
  try {
    // What shows right after the promotion counts only minutes later: it may be of the time before.
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

it.concurrent('a certification that failed shows its findings', async () => {
  const failing = { goLiveEnds: 'failed', certifiedAfterGoLive: true } as const;
  const { outputs, offer, annotations } = await runOnEmulator({ offers: [{ ...vm, ...failing }] }, { api });
  expect(outputs).toMatchObject({ status: 'failed', 'failure-kind': 'certification' });
  expect(outputs['message']).toMatch(/CertificationFailed: The step Certification of vm failed\./);
  expect(offer.steps.find(({ name }) => name === 'Certification')?.status).toBe('failed');
  // A finding that is a warning is told, and is not what it failed for.
  expect(outputs['message']).not.toContain('Policy-100.1');
  expect(annotations.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/Policy-100\.1: The description says <none>\./),
  );
});

it.concurrent('a failure is told without the findings where they cannot be had', async () => {
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

describe('a lost answer of promote', () => {
  it.concurrent('is reconciled by the submission', async () => {
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

  it.concurrent('is made out where the go-live has failed by then', async () => {
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

  it.concurrent('is not made out from another submission', async () => {
    const emulator = await startCountingEmulator({ offers: [{ ...vm, previewSeconds: 3600 }] });
    emulator.faults.add({ kind: 'reset', on: api.goLive });
    const before = submissionOf(emulator);
    try {
      const { outputs } = await runAction(emulator.url, {
        api,
        fast: 50,
        onLine: (line) => {
          // Somebody publishes another preview, which is soon ready too.
          if (/Whether the go-live was taken is not known/.test(line) && submissionOf(emulator) === before)
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

describe('an answer that means ill', () => {
  const product = { id: 'p', externalIDs: [{ type: 'AzureOfferId', value: 'vm' }] };
  const products = (body: object) => ({
    method: 'GET',
    path: `${api.basePath}/products`,
    status: 200,
    body,
  });

  it.concurrent('names a next page elsewhere: the token does not go there', async () => {
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

  it.concurrent('names a product that is no ID: it is not asked for', async () => {
    const { outputs, server } = await runOnScript([products({ value: [{ ...product, id: '../../x' }] })], {
      api,
    });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
    expect(server.requests).toHaveLength(1);
  });
});
