/**
 * Answers that real servers gave, and what the action has to make of them: one test for each that it once misread.
 * Values are invented, forms are real.
 */
import { describe, expect, it } from 'vitest';
import { partnerCenter, productIngestion } from '../support/action/api-inputs.ts';
import {
  accept,
  document,
  look,
  offerPath,
  operation,
  operationPath,
  runOnScript,
  waiting,
} from '../support/action/portal-answers.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import { type Answer, startScript } from '../support/servers/script-server.ts';

const get = (path: string | RegExp, body: unknown, status = 200): Answer => ({
  method: 'GET',
  path,
  status,
  body,
});
const green = { exitCode: 0, outputs: { status: 'succeeded' } };

describe('partner-center', () => {
  const api = partnerCenter;
  const products = `${api.basePath}/products`;
  const product = 'b1f3e6a0-5a0d-4c1b-9f0e-2f6d1c7a9e10';
  const filtered = /\/products\?%24filter=|\/products\?\$filter=/;
  const plain = new RegExp(`${products}$`);
  const ours = { id: product, externalIDs: [{ type: 'AzureOfferId', value: 'vm' }] };
  const other = { id: 'another-product', externalIDs: [{ type: 'AzureOfferId', value: 'other' }] };
  const submissions = `${products}/${product}/submissions`;
  const submission = `${submissions}/1152921505695125040`;
  const workflows = get(`${submission}/workflowdetails`, { value: [] });
  const validations = get(`${submission}/validations`, { value: [] });
  const shown = (state: string, substate: string, update = 'Create Completed', more: object = {}) => {
    const [updateType, status] = update.split(' ');
    const pendingUpdateInfo = { updateType, status };
    return { id: '1152921505695125040', state, substate, releaseNumber: 2, pendingUpdateInfo, ...more };
  };
  const ready = shown('Published', 'ReadyToPublish');
  const isLive = shown('Published', 'InStore', 'Promote Completed');
  const promoted: Answer = { method: 'POST', path: `${submission}/promote`, status: 202, body: {} };
  const list = (...items: object[]) => get(submissions, { value: items });

  /** The answers around a look-up: once the product is found, its preview is taken live. */
  const goLive = [list(ready), workflows, validations, promoted, get(submission, isLive)];

  it.concurrent.each<[string, Answer[]]>([
    ['the filter finds it', [get(filtered, { value: [ours] })]],
    ['the filter is ignored', [get(filtered, { value: [other, ours] })]],
    [
      'the filter is refused (M1)',
      [get(filtered, '{"code":"BadRequest"}', 400), get(plain, { value: [other, ours] })],
    ],
    ['the filter finds nothing', [get(filtered, {}), get(plain, { value: [ours] })]],
    [
      'the last page is an empty 404 (M3)',
      [
        get(filtered, { value: [] }),
        get(plain, { value: [ours], nextLink: 'v1.0/ingestion/products?$skipToken=YWJj' }),
        get(/skipToken=YWJj/, '', 404),
      ],
    ],
    [
      'it is on the last of many small pages',
      [
        get(filtered, { value: [] }),
        get(plain, { value: [other], nextLink: 'v1.0/ingestion/products?$skipToken=cGFnZSAx' }),
        ...Array.from({ length: 150 }, (_, index) =>
          get(new RegExp(`skipToken=${index === 0 ? 'cGFnZSAx' : `p${index}$`}`), {
            value: index === 149 ? [ours] : [other],
            ...(index < 149 && { nextLink: `v1.0/ingestion/products?$skipToken=p${index + 1}` }),
          }),
        ),
      ],
    ],
  ])('an offer is found and goes live if %s', async (_what, lookUp) => {
    const ended = await runOnScript([...lookUp, ...goLive], { api });
    expect(ended).toMatchObject(green);
    expect(posts(ended.server)).toHaveLength(1);
  });

  it.concurrent('M1: a refused list is shown as it is, and without advice on certification', async () => {
    const refusal =
      '"ICH50400 - Unable to complete request. {\\"faultCode\\":50400,\\"reasonPhrase\\":\\"Request validation failed.\\"}"';
    const { outputs, server } = await runOnScript([get(/\/products/, refusal, 400)], { api });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'service' });
    expect(outputs['message']).toContain('ICH50400 - Unable to complete request.');
    expect(outputs['message']).not.toMatch(/certif|publish to preview/i);
    expect(posts(server)).toEqual([]);
  });

  it.concurrent('M2: an offer that neither list has is not found', async () => {
    const { outputs } = await runOnScript([get(/\/products/, { value: [other] })], { api });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
  });

  it.concurrent('a 404 on a later page of submissions does not hide a newer one', async () => {
    const { outputs, server } = await runOnScript(
      [
        get(filtered, { value: [ours] }),
        get(new RegExp(`${submissions}$`), { value: [ready], nextLink: 'v1.0/x?$skipToken=abc' }),
        get(/skipToken=abc/, '', 404),
      ],
      { api },
    );
    expect(outputs['failure-kind']).toBe('not-found');
    expect(posts(server)).toEqual([]);
  });

  it.concurrent.each([
    'Deleted',
    'Archived',
    'Cancelled',
    'RolledBack',
    'ModularCert',
    'Shadow',
    'NotSet',
    'Unknown',
    'Odd',
  ])('M7: a submission in state %s is not taken live', async (state) => {
    const { outputs, server } = await runOnScript(
      [get(filtered, { value: [ours] }), list(shown(state, 'ReadyToPublish')), workflows, validations],
      { api },
    );
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-ready' });
    expect(outputs['message']).toContain(`${state}/ReadyToPublish`);
    expect(posts(server)).toEqual([]);
  });

  it.concurrent.each([
    ['Cancelled', 'canceled', 'canceled'],
    ['Deleted', 'failed', 'service'],
    ['Archived', 'failed', 'service'],
    ['RolledBack', 'failed', 'service'],
  ])('M7: a submission that becomes %s during the wait is %s', async (state, status, kind) => {
    const { outputs } = await runOnScript(
      [
        get(filtered, { value: [ours] }),
        list(ready),
        workflows,
        validations,
        promoted,
        get(submission, shown('InProgress', 'Publishing', 'Promote Running')),
        get(submission, shown(state, 'Publishing', 'Promote Running')),
      ],
      { api },
    );
    expect(outputs).toMatchObject({ status, 'failure-kind': kind, started: 'true' });
  });

  it.concurrent('M7: NotSet and Unknown keep the wait going', async () => {
    const ended = await runOnScript(
      [
        get(filtered, { value: [ours] }),
        list(ready),
        workflows,
        promoted,
        get(submission, shown('NotSet', 'Publishing', 'Promote Running')),
        get(submission, shown('Unknown', 'Publishing', 'Promote Running')),
        get(submission, isLive),
      ],
      { api },
    );
    expect(ended).toMatchObject(green);
  });

  it.concurrent('M8: Published/Published without workflow details is live, after a go-live and before one', async () => {
    const published = shown('Published', 'Published', 'Promote Completed');
    const noDetails = get(`${submission}/workflowdetails`, '', 404);
    const found = get(filtered, { value: [ours] });
    const after = await runOnScript([found, list(ready), noDetails, promoted, get(submission, published)], {
      api,
    });
    expect(after).toMatchObject({ ...green, outputs: { status: 'succeeded', started: 'true' } });
    const before = await runOnScript([found, list(published), noDetails], { api });
    expect(before).toMatchObject({ ...green, outputs: { status: 'succeeded', started: 'false' } });
  });

  it.concurrent('M9: a list answered as {} is empty', async () => {
    const { outputs } = await runOnScript([get(filtered, { value: [ours] }), get(submissions, {})], { api });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-ready' });
    expect(outputs['message']).toContain('The offer was never published');
  });

  it.concurrent('a go-live that is over before the first check is reported at once', async () => {
    const ended = await runOnScript([get(filtered, { value: [ours] }), ...goLive], { api });
    expect(ended).toMatchObject(green);
    expect(ended.server.requests.filter(({ path }) => path === submission)).toHaveLength(1);
  });
});

describe('product-ingestion', () => {
  const api = productIngestion;
  const product = '7f0a4c1e-1b2d-4e3f-8a9b-0c1d2e3f4a5b';
  const job = '3c2b1a09-0000-4000-8000-000000000001';
  const productPath = `${api.basePath}/product`;
  const submissions = `${api.basePath}/submission/${product}`;
  const found = get(productPath, {
    value: [{ id: `product/${product}`, identity: { externalID: 'vm' }, type: 'azureVirtualMachine' }],
  });
  type Entry = Record<string, unknown>;
  const entry = (number: number, targetType: string, status: string, result: string, more: Entry = {}) => ({
    id: `submission/${product}/${number}`,
    target: { targetType },
    status,
    result,
    created: `20${10 + number}-01-02T03:04:05Z`,
    ...more,
  });
  const draft = { id: `submission/${product}/0`, target: { targetType: 'draft' } };
  const list = (...entries: object[]) => get(submissions, { value: [draft, ...entries] });
  const accepted: Answer = {
    method: 'POST',
    path: `${api.basePath}/configure`,
    status: 202,
    body: { jobId: job, jobStatus: 'notStarted', jobResult: 'pending' },
  };
  const jobStatus = (status: string, result: string) =>
    get(`${api.basePath}/configure/${job}/status`, {
      jobId: job,
      jobStatus: status,
      jobResult: result,
      errors: [],
    });
  const preview = entry(5, 'preview', 'completed', 'succeeded');
  const live = entry(5, 'live', 'completed', 'succeeded');
  const details = get(`${api.basePath}/configure/${job}`, {
    resources: [{ id: `product/${product}`, identity: { externalID: 'vm' } }],
  });

  it.concurrent('the operation URL is enough to follow a go-live in another run, to the end', async () => {
    const started = await runOnScript([found, list(preview), accepted], { api, with: { wait: 'false' } });
    const operationUrl = new URL(started.outputs['operation-url'] ?? '');
    const later = async (...answers: Answer[]) => {
      const server = await startScript(answers);
      const url = new URL(server.url);
      operationUrl.port = url.port;
      try {
        const ended = await runAction(server.url, {
          api,
          with: { publisher: '', offer: '', 'operation-url': operationUrl.href },
        });
        expect(server.unexpected).toEqual([]);
        return ended;
      } finally {
        await server.stop();
      }
    };
    const done = jobStatus('completed', 'succeeded');
    expect(await later(done, list(entry(5, 'live', 'running', 'pending')), list(live))).toMatchObject(green);
    expect(await later(done, list(entry(5, 'live', 'completed', 'failed')))).toMatchObject({
      exitCode: 1,
      outputs: { status: 'failed' },
    });
  });

  it.concurrent.each<[string, object[], string]>([
    ['live', [live], 'succeeded'],
    ['failed', [entry(5, 'live', 'completed', 'failed')], 'failed'],
    [
      'a new failure beside an old success',
      [entry(5, 'live', 'completed', 'failed'), entry(3, 'live', 'completed', 'succeeded')],
      'failed',
    ],
  ])(
    'M4: a job URL without its submission is followed by the product alone: %s',
    async (_what, entries, status) => {
      const server = await startScript([jobStatus('completed', 'succeeded'), details, list(...entries)]);
      try {
        const { outputs } = await runAction(server.url, {
          api,
          with: {
            publisher: '',
            offer: '',
            'operation-url': `${server.url}${api.basePath}/configure/${job}/status?$version=2022-07-01`,
          },
        });
        expect(outputs).toMatchObject({ status });
      } finally {
        await server.stop();
      }
    },
  );

  it.concurrent('M4: an older success does not stand in for a preview that the job has not taken live yet', async () => {
    const server = await startScript([
      jobStatus('completed', 'succeeded'),
      details,
      list(preview, entry(3, 'live', 'completed', 'succeeded')),
    ]);
    try {
      const { outputs } = await runAction(server.url, {
        api,
        with: {
          publisher: '',
          offer: '',
          'operation-url': `${server.url}${api.basePath}/configure/${job}/status?$version=2022-07-01`,
          'timeout-minutes': '1',
        },
      });
      expect(outputs).toMatchObject({ status: 'running', 'failure-kind': 'timeout' });
    } finally {
      await server.stop();
    }
  });

  const withdrawals: [string, object][] = [
    ['withdrawn', { ...live, lifecycleState: 'deprecated' }],
    ['scheduled to be withdrawn', { ...live, deprecationSchedule: { date: '2027-01-01' } }],
    ['being withdrawn', entry(5, 'live', 'running', 'pending', { lifecycleState: 'deprecated' })],
    ['about to be withdrawn by its preview', { ...preview, lifecycleState: 'Deprecated' }],
  ];
  it.concurrent.each(
    withdrawals.flatMap(([what, shown]) =>
      ['go-live', 'follow', 'check'].map((mode): [string, string, object] => [what, mode, shown]),
    ),
  )('M5: an offer that is %s is never green and never adopted, in mode %s', async (_what, mode, shown) => {
    const ended = await runOnScript([found, list(shown)], { api, with: { mode } });
    expect(ended).toMatchObject({
      exitCode: 1,
      outputs: { status: 'not-started', 'failure-kind': 'not-ready', 'operation-url': '' },
      offer: { started: false, adopted: false },
    });
    expect(ended.outputs['message']).toMatch(/withdrawn/);
    expect(posts(ended.server)).toEqual([]);
  });

  it.concurrent('M5: a newer preview brings a withdrawn offer back', async () => {
    const ended = await runOnScript(
      [
        found,
        list({ ...entry(3, 'live', 'completed', 'succeeded'), lifecycleState: 'deprecated' }, preview),
        accepted,
        jobStatus('completed', 'succeeded'),
        list(live),
      ],
      { api },
    );
    expect(ended).toMatchObject({ ...green, outputs: { status: 'succeeded', started: 'true' } });
  });

  const failure = entry(6, 'live', 'completed', 'failed');
  const success = entry(4, 'live', 'completed', 'succeeded');
  it.concurrent.each<[string, object[]]>([
    ['newest first', [failure, success]],
    ['oldest first', [success, failure]],
    ['no dates, newest first', [failure, success].map((one) => ({ ...one, created: undefined }))],
    ['the year 1', [failure, success].map((one) => ({ ...one, created: '0001-01-01T00:00:00' }))],
    ['no dates at all', [success, failure].map((one) => ({ ...one, created: 'soon' }))],
  ])('M6: the newest submission counts, in whatever order they are listed: %s', async (_order, entries) => {
    const ended = await runOnScript([found, list(...entries)], { api, with: { mode: 'follow' } });
    expect(ended).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
  });

  it.concurrent.each(['go-live', 'follow', 'check'])(
    'M10: an entry that cannot be read is unclear, not absent, in mode %s',
    async (mode) => {
      const { id: _, ...unreadable } = entry(6, 'live', 'running', 'pending');
      const { outputs, server } = await runOnScript([found, list(unreadable)], { api, with: { mode } });
      expect(outputs['failure-kind']).toBe(mode === 'go-live' ? 'not-ready' : 'unknown-outcome');
      expect(outputs['message']).not.toMatch(/never published/);
      expect(posts(server)).toEqual([]);
    },
  );
});

describe('cloud-partner-portal', () => {
  it.concurrent.each(['go-live', 'check'])('a blocked preview says why, in mode %s', async (mode) => {
    const blocked = {
      ...document('running', 'notStarted', 'notStarted'),
      steps: [
        {
          id: 'displaycertify',
          stepName: 'Certification',
          status: 'blocked',
          messages: [
            { messageHtml: '<p>No image was found for plan <b>a</b>.</p>', level: 'error', timestamp: '' },
          ],
        },
        { id: 'publisher-signoff', stepName: 'Publisher signoff', status: 'notStarted', messages: [] },
      ],
    };
    const { outputs, server } = await runOnScript([look(blocked)], { with: { mode } });
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-ready' });
    expect(outputs['message']).toContain('No image was found for plan a.');
    expect(outputs['message']).not.toContain('wait-for-preview');
    expect(posts(server)).toEqual([]);
  });
});

describe('the wait', () => {
  const running = document('running');
  const done = document('complete', 'complete', 'complete');
  const refused = (status: number): Answer =>
    get(operationPath, { error: { code: 'Odd', message: 'No.' } }, status);

  it.concurrent.each([400, 401, 403, 404, 409])(
    'outlives one odd %i between good answers, with a token that cannot be renewed',
    async (status) => {
      const ended = await runOnScript([
        look(),
        accept,
        ...operation(running),
        refused(status),
        ...operation(running, done),
      ]);
      expect(ended).toMatchObject(green);
    },
  );

  it.concurrent.each([
    [400, 'service'],
    [403, 'permission'],
    [404, 'not-found'],
    [409, 'conflict'],
  ])('ends with the last words after 15 minutes of %i', async (status, kind) => {
    // A check every minute, and a minute lasts 0.15 s here.
    const { outputs, offer } = await runOnScript([look(), accept, ...operation(running), refused(status)], {
      fast: 400,
      with: { 'poll-interval-seconds': '60' },
    });
    expect(outputs).toMatchObject({ status: 'running', 'failure-kind': kind });
    expect(outputs['message']).toContain('Odd: No.');
    expect(offer.polls).toBeGreaterThan(5);
    expect(offer.polls).toBeLessThan(30);
  });

  it.concurrent('ends with the second 401 in a row', async () => {
    const { outputs, offer } = await runOnScript([look(), accept, ...operation(running), refused(401)]);
    expect(outputs).toMatchObject({ status: 'running', 'failure-kind': 'authentication' });
    expect(offer.polls).toBe(4);
  });

  it.concurrent.each([400, 409, 412])('picks up a rival that was faster, after a %i', async (status) => {
    const ended = await runOnScript([
      look(waiting),
      {
        method: 'POST',
        path: `${offerPath}/golive`,
        status,
        body: { error: { code: 'Busy', message: 'No.' } },
      },
      look(running),
      look(done),
    ]);
    expect(ended).toMatchObject({
      ...green,
      outputs: { status: 'succeeded', started: 'false' },
      offer: { adopted: true },
    });
    expect(posts(ended.server)).toHaveLength(1);
  });

  it.concurrent('takes what a rival has taken live for a success that it did not start', async () => {
    const ended = await runOnScript([
      look(waiting),
      { method: 'POST', path: `${offerPath}/golive`, status: 409, body: {} },
      look(done),
    ]);
    expect(ended).toMatchObject({
      ...green,
      outputs: { status: 'succeeded', started: 'false' },
      offer: { adopted: false },
    });
  });

  it.concurrent('ends within ten minutes if the host never answers, whatever timeout-minutes is', async () => {
    const server = await startScript([{ method: 'GET', path: /./, act: () => {} }]);
    try {
      const { outputs, offer } = await runAction(server.url, {
        fast: 100,
        with: { 'poll-interval-seconds': '', 'timeout-minutes': '43200', mode: 'follow' },
      });
      expect(outputs).toMatchObject({ 'failure-kind': 'network', 'timed-out': 'false' });
      const minutes = (Date.parse(offer.endedAt) - Date.parse(offer.startedAt)) / 60_000;
      expect(minutes).toBeGreaterThanOrEqual(5);
      expect(minutes).toBeLessThanOrEqual(10);
    } finally {
      await server.stop();
    }
  });

  it.concurrent('gives a live offer ten minutes for a preview to begin, with wait-for-preview', async () => {
    const building = document('running', 'notStarted', 'notStarted');
    const ended = await runOnScript(
      [look(done), look(done), look(building), look(waiting), accept, ...operation(done)],
      { with: { 'wait-for-preview': 'true' } },
    );
    expect(ended).toMatchObject({ ...green, outputs: { status: 'succeeded', started: 'true' } });
  });

  it.concurrent('is green with a warning if no preview begins, with wait-for-preview', async () => {
    const { outputs, exitCode, annotations } = await runOnScript([look(done)], {
      fast: 600,
      with: { 'wait-for-preview': 'true', 'poll-interval-seconds': '60' },
    });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ status: 'succeeded', started: 'false' });
    expect(annotations).toMatchObject([
      { type: 'warning', message: 'No preview began within 10 min: nothing was released.' },
    ]);
  });
});
