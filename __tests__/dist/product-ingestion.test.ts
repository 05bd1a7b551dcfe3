import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import type { ProductIngestionQuirks } from '../../emulator/marketplace/quirks.ts';
import { productIngestion as api } from '../support/action/api-inputs.ts';
import { runOnScript } from '../support/action/portal-answers.ts';
import { runOnEmulator, startCountingEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import type { Answer } from '../support/servers/script-server.ts';
import { startScript } from '../support/servers/script-server.ts';

const vm: OfferSetup = waitingVm;
const submissionOf = (emulator: Emulator) => emulator.offer('contoso', 'vm').preview?.submissionId;
const lists = ({ requests }: Emulator) => requests.filter(({ path }) => api.look.test(path));

describe('the product of an offer', () => {
  it.concurrent('is not there: not-found', async () => {
    const { outputs, emulator } = await runOnEmulator({ offers: [] }, { api });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
    expect(outputs['message']).toMatch(/^No product has the offer ID vm\. Check offer and api/);
    expect(posts(emulator)).toEqual([]);
  });

  it.concurrent('is one of several: not-found, and none is taken live', async () => {
    const { outputs, emulator } = await runOnEmulator(
      { offers: [vm, { ...vm, publisher: 'fabrikam' }] },
      { api },
    );
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
    expect(outputs['message']).toMatch(/^2 products have the offer ID vm\./);
    expect(posts(emulator)).toEqual([]);
  });
});

describe('what the API is known for', () => {
  const quirks: { name: string; quirks: ProductIngestionQuirks }[] = [
    { name: 'jobID for jobId', quirks: { jobIdSpelling: 'jobID' } },
    { name: 'dates in the year 1', quirks: { dates: 'year-one' } },
    { name: 'dates that are none', quirks: { dates: 'no-date' } },
    { name: 'an object for a list of details', quirks: { detailsAs: 'object' } },
    { name: 'an object for the ID of a resource', quirks: { resourceIdAs: 'object' } },
    {
      name: 'a blank in $schema, and its older host',
      quirks: { schemaBase: ' https://product-ingestion.azureedge.net/schema/' },
    },
    { name: 'lists of one item a page', quirks: { pageSize: 1 } },
    { name: 'no preview of what is live', quirks: { previewWhenLive: 'absent' } },
  ];
  it.concurrent.each(quirks)('$name: does not keep an offer from going live', async ({ quirks }) => {
    const { outputs, exitCode, offer } = await runOnEmulator(
      { offers: [{ ...vm, liveBefore: true, productIngestion: quirks }] },
      { api },
    );
    expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
    expect(offer.operationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.concurrent.each(quirks)('$name: does not hide why one failed', async ({ quirks }) => {
    const failing = { goLiveEnds: 'failed', certifiedAfterGoLive: true } as const;
    const { outputs } = await runOnEmulator(
      { offers: [{ ...vm, ...failing, productIngestion: quirks }] },
      { api },
    );
    expect(outputs).toMatchObject({ status: 'failed', 'failure-kind': 'certification' });
    expect(outputs['message']).toMatch(
      /invalidState: .*certification failed.*businessValidationError: .*Policy 200\.5\.1: 2 critical updates/,
    );
  });
});

describe('a go-live that is refused', () => {
  it.concurrent.each([
    { quirks: { locked: 400 }, kind: 'conflict', said: /productLocked: The product is locked/ },
    { quirks: { locked: 409 }, kind: 'conflict', said: /productLocked: The product is locked/ },
    {
      quirks: { staleSubmission: true },
      kind: 'not-ready',
      said: /not the latest.*run this step again/,
    },
  ] as const)('$quirks: $kind', async ({ quirks, kind, said }) => {
    const { outputs, exitCode, emulator } = await runOnEmulator(
      { offers: [{ ...vm, productIngestion: quirks }] },
      { api },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': kind, started: 'false' });
    expect(outputs['message']).toMatch(said);
    expect(posts(emulator)).toHaveLength(1);
  });
});

describe('a job that succeeded before its submission is live', () => {
  it.concurrent.each([
    { ends: 'succeeded', kind: '' },
    { ends: 'failed', kind: 'service' },
    { ends: 'canceled', kind: 'canceled' },
  ] as const)('is waited on: $ends', async ({ ends, kind }) => {
    const ahead = { jobSucceedsBeforeLiveSeconds: 24 * 3600 };
    const { outputs, emulator } = await runOnEmulator(
      { offers: [{ ...vm, goLiveEnds: ends, productIngestion: ahead }], hours: 4 },
      { api },
    );
    expect(outputs).toMatchObject({ status: ends, 'failure-kind': kind });
    expect(emulator.offer('contoso', 'vm').state).toBe(ends === 'succeeded' ? 'live' : ends);
    // One before the go-live; then one for each look at which the job had succeeded, the last of them after the end.
    expect(lists(emulator).length).toBeGreaterThan(3);
  });

  it.concurrent('is not taken for the end in another run either', async () => {
    const ahead = { jobSucceedsBeforeLiveSeconds: 47 * 3600 };
    const emulator = await startCountingEmulator({ offers: [{ ...vm, productIngestion: ahead }], hours: 4 });
    try {
      const first = await runAction(emulator.url, { api, with: { wait: 'false' } });
      const { outputs } = await runAction(emulator.url, {
        api,
        with: { offer: '', publisher: '', 'operation-url': first.outputs['operation-url'] ?? '' },
      });
      expect(outputs).toMatchObject({ status: 'succeeded', started: 'false' });
      expect(emulator.offer('contoso', 'vm').state).toBe('live');
      // The submission is named by what the job did.
      const detail = emulator.requests.filter(({ path }) => /\/configure\/[\w-]+\?/.test(path));
      expect(detail.length).toBeGreaterThan(0);
      expect(posts(emulator)).toHaveLength(1);
    } finally {
      await emulator.stop();
    }
  });
});

it('canceled in the portal while it is waited for: canceled, and not sent again', async () => {
  const emulator = await startCountingEmulator({ offers: [vm], hours: 0 });
  let canceled = false;
  try {
    const { outputs, exitCode } = await runAction(emulator.url, {
      api,
      onLine: (line) => {
        if (canceled || !line.startsWith('status: running')) return;
        canceled = true;
        emulator.offer('contoso', 'vm').cancelFromPortal();
      },
    });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ status: 'canceled', 'failure-kind': 'canceled', started: 'true' });
    expect(posts(emulator)).toHaveLength(1);
  } finally {
    await emulator.stop();
  }
});

it('what was found under way is followed by the URL of its submission, in another run too', async () => {
  const emulator = await startCountingEmulator({ offers: [{ ...vm, state: 'going-live' }], hours: 4 });
  try {
    const first = await runAction(emulator.url, { api, with: { wait: 'false' } });
    const submission = submissionOf(emulator);
    expect(first.offer).toMatchObject({ adopted: true, operationId: submission });
    const url = first.outputs['operation-url'] ?? '';
    expect(url).toContain(`/submission/${emulator.offer('contoso', 'vm').productId}/${submission}?`);
    const second = await runAction(emulator.url, {
      api,
      with: { offer: '', publisher: '', 'operation-url': url },
    });
    expect(second.outputs).toMatchObject({ status: 'succeeded', 'operation-url': url });
    expect(posts(emulator)).toEqual([]);
  } finally {
    await emulator.stop();
  }
});

describe('a lost answer of configure', () => {
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
    const [sent] = posts(emulator);
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      resources: [
        { id: expect.stringContaining(`/${submissionOf(emulator)}`), target: { targetType: 'live' } },
      ],
    });
  });

  it.concurrent('is not made out from another submission', async () => {
    const offer = { ...vm, previewSeconds: 3600 };
    const emulator = await startCountingEmulator({ offers: [offer] });
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
  const product = '0a1b2c3d-0000-4000-8000-000000000000';
  const get = (path: string, body: unknown): Answer => ({
    method: 'GET',
    path: `${api.basePath}/${path}`,
    status: 200,
    body,
  });
  const found = get('product', { value: [{ id: `product/${product}`, identity: { externalId: 'vm' } }] });
  const waiting = {
    id: `submission/${product}/1152921505000000001`,
    target: { targetType: 'preview' },
    status: 'completed',
    result: 'succeeded',
  };
  const accepted = (jobId: string): Answer => ({
    method: 'POST',
    path: `${api.basePath}/configure`,
    status: 200,
    body: { jobId, jobStatus: 'notStarted', jobResult: 'pending', errors: [] },
  });

  it.concurrent('names a next page elsewhere: the token does not go there', async () => {
    const foreign = await startScript([]);
    try {
      const { outputs, server } = await runOnScript(
        [found, get(`submission/${product}`, { value: [waiting], '@nextLink': `${foreign.url}/next` })],
        { api, with: { mode: 'check' } },
      );
      expect(foreign.requests).toEqual([]);
      expect(outputs['status']).toBe('unknown');
      expect(outputs['failure-kind']).not.toBe('');
      expect(posts(server)).toEqual([]);
    } finally {
      await foreign.stop();
    }
  });

  it.concurrent('names a job that is no ID: it is not asked for', async () => {
    const { outputs, server } = await runOnScript(
      [
        found,
        get(`submission/${product}`, { value: [waiting] }),
        accepted('../../../elsewhere\nstatus=succeeded'),
      ],
      { api, fast: 50 },
    );
    expect(outputs).toMatchObject({
      status: 'unknown',
      'failure-kind': 'unknown-outcome',
      'operation-id': '',
    });
    expect(server.requests.filter(({ path }) => /elsewhere/.test(path))).toEqual([]);
  });

  it.concurrent('says in its errors what a log or a page would obey: it is text', async () => {
    const attacks = [
      '::set-output name=status::succeeded',
      '##[error]pwned',
      '<script>alert(1)</script>',
      '\n\n# Big',
    ];
    const { outputs } = await runOnScript(
      [
        found,
        get(`submission/${product}`, { value: [waiting] }),
        accepted('job-1'),
        get('configure/job-1/status', {
          jobId: 'job-1',
          jobStatus: 'completed',
          jobResult: 'failed',
          errors: attacks.map((attack) => ({ code: attack, message: attack, resourceId: attack })),
        }),
      ],
      { api },
    );
    expect(outputs).toMatchObject({ status: 'failed', 'failure-kind': 'service' });
  });
});
