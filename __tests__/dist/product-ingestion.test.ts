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
const submissionLists = ({ requests }: Emulator) => requests.filter(({ path }) => api.look.test(path));
const jobDetails = ({ requests }: Emulator) =>
  requests.filter(({ path }) => /\/configure\/[\w-]+\?/.test(path));

/** Numbers the submissions by age, which is all that tells which one is newest where no date can be read. */
function numberByAge(emulator: Emulator): void {
  const { operations } = emulator.offer('contoso', 'vm');
  const ids = [...new Set(operations.map(({ submissionId }) => submissionId))];
  for (const operation of operations) {
    Object.assign(operation, {
      submissionId: `115292150500000000${1 + ids.indexOf(operation.submissionId)}`,
    });
  }
}

describe('product-ingestion: an offer', () => {
  it.concurrent('without a product fails as not-found', async () => {
    const { outputs, emulator } = await runOnEmulator({ offers: [] }, { api });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
    expect(outputs['message']).toMatch(/^No product has the offer ID vm\. Check offer and api/);
    expect(posts(emulator)).toEqual([]);
  });

  it.concurrent('with several products fails as not-found, and no go-live is sent', async () => {
    const { outputs, emulator } = await runOnEmulator(
      { offers: [vm, { ...vm, publisher: 'fabrikam' }] },
      { api },
    );
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
    expect(outputs['message']).toMatch(/^2 products have the offer ID vm\./);
    expect(posts(emulator)).toEqual([]);
  });
});

describe('product-ingestion: a known quirk of the API', () => {
  const quirks: { name: string; quirks: ProductIngestionQuirks }[] = [
    { name: 'jobID instead of jobId', quirks: { jobIdSpelling: 'jobID' } },
    { name: 'dates in the year 1', quirks: { dates: 'year-one' } },
    { name: 'dates that are not dates', quirks: { dates: 'no-date' } },
    { name: 'an object instead of a list of details', quirks: { detailsAs: 'object' } },
    { name: 'an object as the ID of a resource', quirks: { resourceIdAs: 'object' } },
    {
      name: '$schema with a blank and the older host',
      quirks: { schemaBase: ' https://product-ingestion.azureedge.net/schema/' },
    },
    { name: 'lists with one item per page', quirks: { pageSize: 1 } },
    { name: 'a preview with the same ID beside what is live', quirks: { previewWhenLive: 'listed' } },
    { name: '202 for an accepted go-live', quirks: { configureStatus: 202 } },
    { name: 'submissions newest first', quirks: { order: 'newest-first' } },
    { name: 'submissions oldest first', quirks: { order: 'oldest-first' } },
    { name: 'submissions without a date', quirks: { created: 'missing', order: 'newest-first' } },
  ];
  it.concurrent.each(quirks)('does not prevent a go-live: $name', async ({ quirks }) => {
    const { outputs, exitCode, offer } = await runOnEmulator(
      { offers: [{ ...vm, liveBefore: true, productIngestion: quirks }], prepare: numberByAge },
      { api },
    );
    expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
    expect(offer.operationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.concurrent.each(quirks)('does not hide why a go-live failed: $name', async ({ quirks }) => {
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

describe('product-ingestion: a go-live that is rejected', () => {
  it.concurrent.each([
    {
      cause: 'the product is locked (400)',
      quirks: { locked: 400 },
      kind: 'conflict',
      message: /productLocked: The product is locked/,
    },
    {
      cause: 'the product is locked (409)',
      quirks: { locked: 409 },
      kind: 'conflict',
      message: /productLocked: The product is locked/,
    },
    {
      cause: 'the submission is not the latest',
      quirks: { staleSubmission: true },
      kind: 'not-ready',
      message: /not the latest.*run this step again/,
    },
  ] as const)('because $cause fails as $kind', async ({ quirks, kind, message }) => {
    const { outputs, exitCode, emulator } = await runOnEmulator(
      { offers: [{ ...vm, productIngestion: quirks }] },
      { api },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': kind, started: 'false' });
    expect(outputs['message']).toMatch(message);
    expect(posts(emulator)).toHaveLength(1);
  });
});

describe('product-ingestion: a job that succeeds before its submission is live', () => {
  it.concurrent.each([
    { ends: 'succeeded', shownAs: 'succeeded', kind: '' },
    { ends: 'failed', shownAs: 'failed', kind: 'service' },
    { ends: 'canceled', shownAs: 'canceled', kind: 'canceled', canceledResult: 'cancelled' },
    { ends: 'canceled', shownAs: 'failed', kind: 'service', canceledResult: 'failed' },
  ] as const)('does not end the wait before the submission is $ends, shown as $shownAs', async (row) => {
    const { ends, shownAs, kind } = row;
    const quirks = {
      jobSucceedsBeforeLiveSeconds: 24 * 3600,
      ...('canceledResult' in row && { canceledResult: row.canceledResult }),
    };
    const { outputs, emulator } = await runOnEmulator(
      { offers: [{ ...vm, goLiveEnds: ends, productIngestion: quirks }], hours: 4 },
      { api },
    );
    expect(outputs).toMatchObject({ status: shownAs, 'failure-kind': kind });
    expect(emulator.offer('contoso', 'vm').state).toBe(ends === 'succeeded' ? 'live' : ends);
    // One before the go-live, then one per status check after the job has succeeded; the last one is after the end.
    expect(submissionLists(emulator).length).toBeGreaterThan(3);
  });

  it.concurrent.each([
    { way: 'the operation URL, which names the submission', isCut: false, jobDetails: 'product' },
    { way: 'the URL of the job alone, whose details name the product', isCut: true, jobDetails: 'product' },
    {
      way: 'the URL of the job alone, whose details name the submission',
      isCut: true,
      jobDetails: 'submission',
    },
  ] as const)('does not end the wait of another run either, which follows $way', async (row) => {
    const quirks = { jobSucceedsBeforeLiveSeconds: 47 * 3600, jobDetails: row.jobDetails };
    const emulator = await startCountingEmulator({ offers: [{ ...vm, productIngestion: quirks }], hours: 4 });
    try {
      const first = await runAction(emulator.url, { api, with: { wait: 'false' } });
      const url = first.outputs['operation-url'] ?? '';
      const { productId } = emulator.offer('contoso', 'vm');
      expect(url).toMatch(
        new RegExp(`/configure/[\\w-]+/status\\?.*#submission/${productId}/${submissionOf(emulator)}$`),
      );
      const { outputs } = await runAction(emulator.url, {
        api,
        with: { offer: '', publisher: '', 'operation-url': row.isCut ? url.replace(/#.*/, '') : url },
      });
      expect(outputs).toMatchObject({ status: 'succeeded', started: 'false' });
      expect(emulator.offer('contoso', 'vm').state).toBe('live');
      expect(jobDetails(emulator).length > 0).toBe(row.isCut);
      expect(submissionLists(emulator).length).toBeGreaterThan(3);
      expect(emulator.requests.filter(({ path }) => path.includes('#'))).toEqual([]);
      expect(posts(emulator)).toHaveLength(1);
    } finally {
      await emulator.stop();
    }
  });
});

it('product-ingestion: a go-live that is canceled in the portal ends as canceled, and is not sent again', async () => {
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

it('product-ingestion: a go-live that was picked up is followed by the URL of its submission, in another run too', async () => {
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

describe('product-ingestion: a go-live whose answer is lost', () => {
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
    const [sent] = posts(emulator);
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      resources: [
        { id: expect.stringContaining(`/${submissionOf(emulator)}`), target: { targetType: 'live' } },
      ],
    });
  });

  it.concurrent('has an unknown outcome if another submission has taken its place', async () => {
    const offer = { ...vm, previewSeconds: 3600 };
    const emulator = await startCountingEmulator({ offers: [offer] });
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

describe('product-ingestion: a malicious answer', () => {
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

  it.concurrent('cannot send the token elsewhere with the link to the next page', async () => {
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

  it.concurrent('cannot change the path of a request with the ID of a job', async () => {
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

  it.concurrent('cannot inject commands, tags or Markdown with the errors of a job', async () => {
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
