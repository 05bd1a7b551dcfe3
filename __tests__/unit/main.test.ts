import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../src/http/transport.ts';
import { run, type World } from '../../src/main.ts';
import { interrupted } from '../../src/model/failure.ts';
import type { OfferResult } from '../../src/model/result.ts';
import type { IdTokenSource } from '../../src/model/runner.ts';
import { type RecordingRunner, recordingRunner } from '../support/unit/recording-runner.ts';
import { VirtualClock } from '../support/unit/virtual-clock.ts';

const jwt = `e30.${Buffer.from(JSON.stringify({ appid: 'app-1' })).toString('base64url')}.c2ln`;
const inputs = { publisher: 'contoso', offer: 'vm', token: jwt };
const base = 'https://cloudpartner.azure.com/api/publishers/contoso/offers';
const minute = 60_000;

/** The document of an operation or of an offer's status. */
function document(status: string, signOff: string, live: string): object {
  return {
    status,
    steps: [
      { id: 'publisher-signoff', stepName: 'Publisher signoff', status: signOff },
      { id: 'live', stepName: 'Live', status: live },
    ],
  };
}

const waiting = document('running', 'waitingForPublisherReview', 'notStarted');
const running = document('running', 'complete', 'inProgress');
const live = document('complete', 'complete', 'complete');
const failed = document('failed', 'complete', 'failed');

type Answer = object | number | { location: string };

interface Stage {
  runner: RecordingRunner;
  clock: VirtualClock;
  /** The requests, e.g. `GET vm/status`. */
  requests: string[];
  sent: HttpRequest[];
  /** The most requests that were in progress at the same time. */
  maxConcurrent(): number;
  /** The runner stops the step. */
  stop(): void;
  run(): Promise<number>;
}

/**
 * The action, and an API that answers from a script.
 * @param given the inputs
 * @param answers by request; the last answer of each list repeats: a document, a status, or the location of an operation
 * @param broken calls of the runner that fail
 * @param world what differs in the outside world
 */
function stage(
  given: Record<string, string>,
  answers: Record<string, Answer[]>,
  broken: Partial<RecordingRunner> = {},
  source?: IdTokenSource,
  world: Partial<Pick<World, 'stalled' | 'environmentProblems'>> = {},
): Stage {
  const runner = Object.assign(recordingRunner(given, source), broken);
  const clock = new VirtualClock();
  const stop = new AbortController();
  const requests: string[] = [];
  const sent: HttpRequest[] = [];
  let inProgress = 0;
  let most = 0;

  async function transport(request: HttpRequest): Promise<HttpResponse> {
    const name = `${request.method} ${request.url.pathname.replace(/^.*\/offers\//, '')}`;
    requests.push(name);
    sent.push(request);
    inProgress += 1;
    most = Math.max(most, inProgress);
    await new Promise(setImmediate);
    inProgress -= 1;
    const list = answers[name] ?? [501];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? 501;
    const status = typeof answer === 'number' ? answer : 'location' in answer ? 202 : 200;
    const headers =
      typeof answer === 'object' && 'location' in answer ? { location: `${answer.location}` } : {};
    return {
      status,
      statusText: '',
      headers,
      body: typeof answer === 'object' ? JSON.stringify(answer) : '',
    };
  }

  return {
    runner,
    clock,
    requests,
    sent,
    maxConcurrent: () => most,
    stop: () => stop.abort(interrupted('SIGINT')),
    run: () =>
      run({
        runner,
        clock,
        transport,
        random: () => 0.5,
        signal: stop.signal,
        stalled: new Promise(() => {}),
        environmentProblems: [],
        ...world,
      }),
  };
}

/** The answers for an offer that goes live. @param end the last document of its operation */
function goesLive(offer: string, end: object = live): Record<string, Answer[]> {
  return {
    [`GET ${offer}/status`]: [waiting],
    [`POST ${offer}/golive`]: [{ location: `${base}/${offer}/operations/1` }],
    [`GET ${offer}/operations/1`]: [running, running, end],
  };
}

function resultsOf({ runner }: Stage): OfferResult[] {
  return JSON.parse(runner.outputs()['result'] ?? '');
}

describe('a go-live', () => {
  test('that succeeds is green', async () => {
    const action = stage(inputs, goesLive('vm'));
    expect(await action.run()).toBe(0);
    expect(action.requests).toEqual([
      'GET vm/status',
      'POST vm/golive',
      'GET vm/operations/1',
      'GET vm/operations/1',
      'GET vm/operations/1',
    ]);
    expect(action.runner.outputs()).toMatchObject({
      status: 'succeeded',
      'operation-url': `${base}/vm/operations/1?api-version=2017-10-31`,
      'operation-id': '1',
      started: 'true',
      'timed-out': 'false',
      'failure-kind': '',
      message: 'The offer is live.',
    });
    expect([...action.runner.told('warning'), ...action.runner.told('error')]).toEqual([]);
    expect(action.runner.told('summary')).toHaveLength(1);
  });

  test('is announced, after the token is masked', async () => {
    const action = stage(inputs, goesLive('vm'));
    await action.run();
    expect(action.runner.calls.slice(0, 2)).toEqual([
      ['mask', jwt],
      [
        'info',
        'Taking contoso/vm live via cloud-partner-portal at https://cloudpartner.azure.com, with application app-1; waiting until 08:34 UTC (5 h 30 min).',
      ],
    ]);
  });

  test('sends the token to the API, and does not show it anywhere', async () => {
    const action = stage(inputs, goesLive('vm'));
    await action.run();
    for (const { url, headers } of action.sent) {
      expect(url.origin).toBe('https://cloudpartner.azure.com');
      expect(headers['Authorization']).toBe(`Bearer ${jwt}`);
    }
    expect(JSON.stringify(action.runner.calls.slice(1))).not.toContain(jwt);
  });

  test('has its outputs written before its first status check', async () => {
    const action = stage(inputs, goesLive('vm'));
    await action.run();
    const names = action.runner.calls.map(([name, text]) => (name === 'debug' ? String(text) : name));
    const accepted = names.findIndex((name) => name.startsWith('POST'));
    const firstCheck = names.findIndex((name) => name.includes('operations/1'));
    expect(accepted).toBeGreaterThan(0);
    expect(firstCheck).toBeGreaterThan(accepted);
    const written = names.indexOf('output');
    expect(written).toBeGreaterThan(accepted);
    expect(written).toBeLessThan(firstCheck);
  });

  test('that fails is red', async () => {
    const action = stage(inputs, goesLive('vm', failed));
    expect(await action.run()).toBe(1);
    expect(action.runner.outputs()).toMatchObject({ status: 'failed', 'failure-kind': 'service' });
    expect(action.runner.told('error')).toEqual([
      expect.stringMatching(
        /^contoso\/vm: The go-live failed\. Live: failed\. .* \(failed, service; after 20 s, /,
      ),
    ]);
  });

  test('that the API refuses is red, with a hint', async () => {
    const action = stage(inputs, { 'GET vm/status': [403], 'POST vm/golive': [403] });
    expect(await action.run()).toBe(1);
    expect(action.runner.outputs()).toMatchObject({
      status: 'not-started',
      'failure-kind': 'permission',
      started: 'false',
      message: expect.stringContaining('Add the application to the publisher'),
    });
  });

  test('whose operation is not at the API is followed by the status of the offer, and nothing is sent elsewhere', async () => {
    const action = stage(inputs, {
      'GET vm/status': [waiting, running, live],
      'POST vm/golive': [{ location: 'https://evil.example/operations/1' }],
    });
    expect(await action.run()).toBe(0);
    expect(new Set(action.sent.map(({ url }) => url.origin))).toEqual(
      new Set(['https://cloudpartner.azure.com']),
    );
    expect(action.runner.told('warning')[0]).toContain('https://evil.example, which is not the API');
  });

  test('with wait: false is green without waiting', async () => {
    const action = stage({ ...inputs, wait: 'false' }, goesLive('vm'));
    expect(await action.run()).toBe(0);
    expect(action.requests).toEqual(['GET vm/status', 'POST vm/golive']);
    expect(action.runner.outputs()).toMatchObject({ status: 'running', started: 'true' });
    expect(action.runner.told('info')[0]).toMatch(/, with application app-1\.$/);
  });

  test('with poll-interval-seconds keeps to that interval', async () => {
    const action = stage(
      { ...inputs, 'poll-interval-seconds': '30' },
      { ...goesLive('vm'), 'GET vm/operations/1': [...Array(20).fill(running), live] },
    );
    expect(await action.run()).toBe(0);
    expect(action.clock.elapsedMs()).toBe(20 * 30_000);
  });

  test('with wait-for-preview: true waits for the preview', async () => {
    const building = document('running', 'notStarted', 'notStarted');
    const answers = () => ({ ...goesLive('vm'), 'GET vm/status': [building, building, waiting] });
    expect(await stage(inputs, answers()).run()).toBe(1);
    expect(await stage({ ...inputs, 'wait-for-preview': 'true' }, answers()).run()).toBe(0);
  });

  test('with fail-on-blocked: true is red at a blocked step', async () => {
    const blocked = document('running', 'complete', 'blocked');
    const answers = () => ({ ...goesLive('vm'), 'GET vm/operations/1': [blocked, live] });
    expect(await stage(inputs, answers()).run()).toBe(0);
    const action = stage({ ...inputs, 'fail-on-blocked': 'true' }, answers());
    expect(await action.run()).toBe(1);
    expect(action.runner.outputs()).toMatchObject({ status: 'failed', 'failure-kind': 'certification' });
  });
});

describe('a timeout', () => {
  const endless = () => ({ ...goesLive('vm'), 'GET vm/operations/1': [running] });

  test('is red', async () => {
    const action = stage({ ...inputs, 'timeout-minutes': '90' }, endless());
    expect(await action.run()).toBe(1);
    expect(action.clock.elapsedMs()).toBe(90 * minute);
    expect(action.runner.outputs()).toMatchObject({
      status: 'running',
      'timed-out': 'true',
      'failure-kind': 'timeout',
    });
    expect(action.runner.told('error')).toEqual([
      expect.stringContaining('(running, timeout; after 1 h 30 min, 04:34 UTC)'),
    ]);
  });

  test('is green with fail-on-timeout: false', async () => {
    const action = stage({ ...inputs, 'timeout-minutes': '90', 'fail-on-timeout': 'false' }, endless());
    expect(await action.run()).toBe(0);
    expect(action.runner.outputs()).toMatchObject({ status: 'running', 'timed-out': 'true' });
    expect(action.runner.told('error')).toEqual([]);
    expect(action.runner.told('warning')).toEqual([
      expect.stringContaining('(running, timeout; after 1 h 30 min, 04:34 UTC)'),
    ]);
  });
});

describe('a stop by the runner', () => {
  test('ends the wait, and outputs and summary are written', async () => {
    const action = stage(inputs, { ...goesLive('vm'), 'GET vm/operations/1': [running] });
    action.clock.at(20 * minute, action.stop);
    expect(await action.run()).toBe(1);
    expect(action.clock.elapsedMs()).toBe(20 * minute);
    expect(action.runner.outputs()).toMatchObject({
      status: 'running',
      'failure-kind': 'interrupted',
      'operation-url': expect.stringContaining('operations/1'),
      message: expect.stringContaining('The runner stopped this step (SIGINT).'),
    });
    expect(action.runner.told('summary')[0]).toMatch(
      /with:\n {2}mode: follow\n {2}operation-url: \S+operations\/1/,
    );
  });

  test('before the first request means that nothing is sent', async () => {
    const action = stage(inputs, goesLive('vm'));
    action.stop();
    expect(await action.run()).toBe(1);
    expect(action.requests).toEqual([]);
    expect(action.runner.outputs()).toMatchObject({ status: 'not-started', 'failure-kind': 'interrupted' });
  });
});

describe('several offers', () => {
  test('go live at the same time; one that fails makes the step red, and the others continue', async () => {
    const action = stage(
      { ...inputs, offer: 'one\ntwo\nthree' },
      { ...goesLive('one'), ...goesLive('two', failed), ...goesLive('three') },
    );
    expect(await action.run()).toBe(1);
    expect(action.runner.outputs()).toMatchObject({
      status: 'failed',
      'failure-kind': 'service',
      started: 'true',
      'operation-id': '1\n1\n1',
      message: expect.stringMatching(/^2 of 3 offers succeeded\. contoso\/two: The go-live failed\./),
    });
    expect(resultsOf(action).map(({ offer, status }) => [offer, status])).toEqual([
      ['one', 'succeeded'],
      ['two', 'failed'],
      ['three', 'succeeded'],
    ]);
    expect(action.runner.told('info')[0]).toContain(
      'Taking contoso/one, contoso/two, contoso/three live via cloud-partner-portal',
    );
    for (const line of action.runner.told('info').slice(1)) {
      expect(line).toMatch(/^contoso\/(one|two|three): /);
    }
    expect(action.runner.told('error')).toHaveLength(1);
  });

  test('have at most eight requests in progress at the same time', async () => {
    const offers = Array.from({ length: 20 }, (_, index) => `offer-${index}`);
    const action = stage(
      { ...inputs, offer: offers.join('\n') },
      Object.assign({}, ...offers.map((offer) => goesLive(offer))),
    );
    expect(await action.run()).toBe(0);
    expect(action.maxConcurrent()).toBe(8);
    expect(resultsOf(action).map(({ offer }) => offer)).toEqual(offers);
  });
});

describe('mode: follow', () => {
  test('needs no more than an operation URL', async () => {
    const url = `${base}/vm/operations/1?api-version=2017-10-31`;
    const action = stage({ token: jwt, 'operation-url': url }, { 'GET vm/operations/1': [running, live] });
    expect(await action.run()).toBe(0);
    expect(action.requests).toEqual(['GET vm/operations/1', 'GET vm/operations/1']);
    expect(action.runner.told('info')[0]).toContain(
      `Following ${url} via cloud-partner-portal at https://cloudpartner.azure.com, with application app-1; waiting until`,
    );
    expect(resultsOf(action)[0]).toMatchObject({ publisher: 'contoso', offer: 'vm', started: false });
  });

  test('takes the publisher from the input if the URL does not name one', async () => {
    const url = 'https://cloudpartner.azure.com/api/elsewhere/operations/1?api-version=2017-10-31';
    const action = stage({ publisher: 'contoso', token: jwt, 'operation-url': url }, {});
    await action.run();
    expect(resultsOf(action)[0]).toMatchObject({ publisher: 'contoso', offer: '', operationUrl: url });
  });

  test('with offers and an operation URL follows the URL for the first offer', async () => {
    const url = `${base}/vm/operations/1?api-version=2017-10-31`;
    const action = stage(
      { ...inputs, offer: 'vm\nother', 'operation-url': url },
      { 'GET vm/operations/1': [live], 'GET other/status': [running, live] },
    );
    expect(await action.run()).toBe(0);
    expect(action.requests.filter((name) => name.startsWith('POST'))).toEqual([]);
    expect(action.runner.told('info')[0]).toContain(
      'Following contoso/vm, contoso/other via cloud-partner-portal',
    );
  });

  test('is green if nothing is in progress', async () => {
    const action = stage({ ...inputs, mode: 'follow' }, { 'GET vm/status': [waiting] });
    expect(await action.run()).toBe(0);
    expect(action.runner.outputs()).toMatchObject({ status: 'waiting-for-review', 'failure-kind': '' });
  });

  test('is red with status "unknown" if the status check fails', async () => {
    const action = stage({ ...inputs, mode: 'follow' }, { 'GET vm/status': [401] });
    expect(await action.run()).toBe(1);
    expect(action.runner.outputs()).toMatchObject({ status: 'unknown', 'failure-kind': 'authentication' });
  });
});

test('mode: check makes one status check, and starts nothing', async () => {
  const action = stage({ ...inputs, mode: 'check' }, goesLive('vm'));
  expect(await action.run()).toBe(0);
  expect(action.requests).toEqual(['GET vm/status']);
  expect(action.runner.told('info')[0]).toBe(
    'Checking contoso/vm via cloud-partner-portal at https://cloudpartner.azure.com, with application app-1.',
  );
  expect(action.runner.outputs()).toMatchObject({ status: 'waiting-for-review', started: 'false' });
});

test('an offer without a publisher, which product-ingestion does not need, goes by its ID alone', async () => {
  const action = stage({ offer: 'vm', token: jwt, api: 'product-ingestion', mode: 'check' }, {});
  expect(await action.run()).toBe(1);
  expect(action.runner.told('info')[0]).toMatch(/^Checking vm via product-ingestion at /);
  expect(action.runner.told('error')).toEqual([
    expect.stringMatching(/^vm: The API failed\. .* \(unknown, service; after 1 min, 03:05 UTC\)$/),
  ]);
  expect(resultsOf(action)[0]).toMatchObject({ publisher: '', offer: 'vm', api: 'product-ingestion' });
});

describe('api: auto', () => {
  test('goes by the audience of the token, and says so', async () => {
    const token = `e30.${Buffer.from('{"aud":"https://cloudpartner.azure.com"}').toString('base64url')}.c2ln`;
    const action = stage({ ...inputs, token }, goesLive('vm'));
    expect(await action.run()).toBe(0);
    expect(action.runner.told('info')[1]).toBe(
      'The token is for https://cloudpartner.azure.com: using cloud-partner-portal.',
    );
    expect(resultsOf(action)[0]).toMatchObject({ api: 'cloud-partner-portal', status: 'succeeded' });
  });

  test('asks the APIs for the offer where the inputs do not tell', async () => {
    const tenant = '11111111-2222-3333-4444-555555555555';
    const application = { 'tenant-id': tenant, 'client-id': tenant, 'client-secret': 'a~secret~of~twenty~c' };
    const action = stage(
      { publisher: 'contoso', offer: 'vm', ...application },
      {
        ...goesLive('vm'),
        [`POST /${tenant}/oauth2/v2.0/token`]: [
          { token_type: 'Bearer', expires_in: 3600, access_token: 'the-access-token-1' },
        ],
        'GET /rp/product-ingestion/product': [{ value: [] }],
        'GET /v1.0/ingestion/products': [{ value: [] }],
      },
    );
    expect(await action.run()).toBe(0);
    expect(action.runner.told('info')[1]).toBe(
      'product-ingestion does not know the offer. partner-center does not know the offer. So cloud-partner-portal is left for contoso/vm.',
    );
    expect(resultsOf(action)[0]).toMatchObject({ api: 'cloud-partner-portal', status: 'succeeded' });
  });
});

describe('credentials', () => {
  const application = {
    ...inputs,
    token: '',
    api: 'cloud-partner-portal',
    'tenant-id': '11111111-2222-3333-4444-555555555555',
    'client-id': 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  };
  const secret = 'a~secret~of~twenty~c';
  const tokenPath = 'POST /11111111-2222-3333-4444-555555555555/oauth2/v2.0/token';
  const accessToken = { token_type: 'Bearer', expires_in: 3600, access_token: 'the-access-token-1' };
  const source: IdTokenSource = {
    requestUrl: 'https://pipelines.example/id-token?api-version=2.0',
    requestToken: 'the-request-token-1',
  };

  test('of an application with a client secret get an access token', async () => {
    const action = stage(
      { ...application, 'client-secret': secret },
      { ...goesLive('vm'), [tokenPath]: [accessToken] },
    );
    expect(await action.run()).toBe(0);
    expect(action.requests.slice(0, 3)).toEqual([tokenPath, 'GET vm/status', 'POST vm/golive']);
    expect(action.sent[0]?.url.origin).toBe('https://login.microsoftonline.com');
    expect(action.sent[0]?.body).toContain(encodeURIComponent('https://cloudpartner.azure.com/.default'));
    expect(action.sent[1]?.headers['Authorization']).toBe('Bearer the-access-token-1');
    expect(action.runner.told('mask')).toEqual([secret, 'the-access-token-1']);
    expect(action.runner.told('info')[0]).toContain(
      ', with application aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee of tenant 11111111-2222-3333-4444-555555555555, using a client secret; waiting until',
    );
  });

  test('of an application without a client secret get an access token, and each secret is masked before it is sent', async () => {
    const action = stage(
      application,
      {
        ...goesLive('vm'),
        'GET /id-token': [{ value: 'the-id-token-of-run-1' }],
        [tokenPath]: [accessToken],
      },
      {},
      source,
    );
    expect(await action.run()).toBe(0);
    expect(action.requests.slice(0, 3)).toEqual(['GET /id-token', tokenPath, 'GET vm/status']);
    expect(action.sent[0]?.headers['Authorization']).toBe('Bearer the-request-token-1');
    expect(action.sent[1]?.body).toContain('client_assertion=the-id-token-of-run-1');
    expect(action.runner.told('mask')).toEqual([
      'the-request-token-1',
      'the-id-token-of-run-1',
      'the-access-token-1',
    ]);
    expect(action.runner.told('info')[0]).toContain("using the workflow's own identity; waiting until");
    const shown = JSON.stringify(action.runner.calls.filter(([name]) => name !== 'mask'));
    expect(shown).not.toMatch(/the-(request|id|access)-token-1/);
  });

  test('of a job that may not request an id token are missing, and the error says what to add', async () => {
    const action = stage(application, goesLive('vm'));
    expect(await action.run()).toBe(1);
    expect(action.requests).toEqual([]);
    expect(action.runner.outputs()).toMatchObject({
      status: 'not-started',
      'failure-kind': 'authentication',
      message: expect.stringContaining('permissions: id-token: write'),
    });
  });

  test("that Entra ID refuses make the step red, in Entra ID's own words", async () => {
    const action = stage(
      { ...application, 'client-secret': secret },
      { ...goesLive('vm'), [tokenPath]: [401] },
    );
    expect(await action.run()).toBe(1);
    expect(action.requests).toEqual([tokenPath]);
    expect(action.runner.outputs()).toMatchObject({
      'failure-kind': 'authentication',
      message: 'Entra ID refused the sign-in. [401]',
    });
  });

  test('are tried again after a transient failure', async () => {
    const action = stage(
      { ...application, 'client-secret': secret },
      { ...goesLive('vm'), [tokenPath]: [503, accessToken] },
    );
    expect(await action.run()).toBe(0);
    expect(action.runner.told('warning')).toEqual([
      'Sign-in failed; trying again in 5 s. Entra ID refused the sign-in. [503]',
    ]);
    expect(action.runner.told('info')).toContain('Signing in works again.');
  });

  test('are renewed when the API refuses them', async () => {
    const action = stage(
      { ...application, 'client-secret': secret },
      {
        ...goesLive('vm'),
        'GET vm/operations/1': [running, 401, live],
        [tokenPath]: [accessToken, { ...accessToken, access_token: 'the-access-token-2' }],
      },
    );
    expect(await action.run()).toBe(0);
    expect(action.sent.at(-1)?.headers['Authorization']).toBe('Bearer the-access-token-2');
  });

  describe('that are a token', () => {
    // When the virtual clock starts, in seconds since 1970.
    const start = new VirtualClock().epoch() / 1000;
    const expiring = (exp: number) =>
      `e30.${Buffer.from(JSON.stringify({ appid: 'app-1', exp })).toString('base64url')}.c2ln`;

    test.each([
      [
        'that expires during the wait give a warning',
        start + 3_600,
        'The token expires in 1 h, and the wait may take 5 h 30 min.',
      ],
      ['that has expired give a warning', start - 60, 'The token has expired.'],
    ])('%s', async (_what, exp, words) => {
      const action = stage({ ...inputs, token: expiring(exp) }, goesLive('vm'));
      expect(await action.run()).toBe(0);
      expect(action.runner.told('warning')).toEqual([expect.stringContaining(words)]);
    });

    test.each([
      ['that expires after the wait give no warning', start + 20_000, {}],
      ['that expires soon give no warning with wait: false', start + 60, { wait: 'false' }],
    ])('%s', async (_what, exp, otherInputs) => {
      const action = stage({ ...inputs, ...otherInputs, token: expiring(exp) }, goesLive('vm'));
      expect(await action.run()).toBe(0);
      expect(action.runner.told('warning')).toEqual([]);
    });
  });
});

test('api-url replaces the base URL of the API, including its path', async () => {
  const action = stage(
    { ...inputs, api: 'cloud-partner-portal', 'api-url': 'http://127.0.0.1:8080/gateway/' },
    { 'GET vm/status': [live] },
  );
  expect(await action.run()).toBe(0);
  expect(action.sent.map(({ url }) => url.href)).toEqual([
    'http://127.0.0.1:8080/gateway/api/publishers/contoso/offers/vm/status?api-version=2017-10-31',
  ]);
});

describe('invalid inputs', () => {
  test('are all reported, and no request is sent', async () => {
    const action = stage({ token: jwt, mode: 'x' }, goesLive('vm'));
    expect(await action.run()).toBe(1);
    expect(action.requests).toEqual([]);
    expect(action.runner.calls.map(([name]) => name)).toEqual([
      'mask',
      'error',
      ...Array(9).fill('output'),
      'summary',
    ]);
    const [error = ''] = action.runner.told('error');
    const problems = error.split('\n').slice(1);
    expect(error).toMatch(/^Invalid inputs:\n/);
    expect(problems.toSorted()).toEqual([
      expect.stringMatching(/^mode must be .*; it is "x"\.$/),
      expect.stringMatching(/^offer is required: /),
      expect.stringMatching(/^publisher is required for cloud-partner-portal: /),
    ]);
    expect(action.runner.outputs()).toMatchObject({
      status: 'not-started',
      'failure-kind': 'input',
      message: `Invalid inputs: ${problems.join(' ')}`,
      result: '[]',
    });
  });
});

test('an internal error while the inputs are read is thrown, not reported as an invalid input', async () => {
  const action = stage(inputs, goesLive('vm'), {
    input() {
      throw new Error('a bug');
    },
  });
  await expect(action.run()).rejects.toThrow('a bug');
  expect(action.runner.calls).toEqual([]);
});

describe('the step is red', () => {
  test('if the outputs cannot be written, but the wait goes on', async () => {
    const action = stage(inputs, goesLive('vm'), {
      output() {
        throw new Error('disk full');
      },
    });
    expect(await action.run()).toBe(1);
    expect(action.requests.at(-1)).toBe('GET vm/operations/1');
    expect(action.requests).toHaveLength(5);
    expect(action.runner.told('warning')).toEqual(['The outputs could not be written yet. disk full']);
    expect(action.runner.told('error')).toEqual([
      'The outputs could not be written (service): check the disk of the runner. disk full',
    ]);
    expect(action.runner.told('summary')[0]).toContain('<b>succeeded</b> (service)');
  });
});

test('a summary that cannot be written is a warning, and the step stays green', async () => {
  const action = stage(inputs, goesLive('vm'), { summary: () => Promise.reject(new Error('disk full')) });
  expect(await action.run()).toBe(0);
  expect(action.runner.outputs()).toMatchObject({ status: 'succeeded', 'failure-kind': '' });
  expect(action.runner.told('warning')).toEqual(['The job summary could not be written. disk full']);
  expect(action.runner.told('error')).toEqual([]);
});

describe('what the environment sets and must not', () => {
  test('is reported with the problems of the inputs, and no request is sent', async () => {
    const action = stage({ ...inputs, wait: 'x' }, goesLive('vm'), {}, undefined, {
      environmentProblems: ['HTTPS_PROXY cannot be used.', 'NODE_TLS_REJECT_UNAUTHORIZED is 0.'],
    });
    expect(await action.run()).toBe(1);
    expect(action.requests).toEqual([]);
    expect(action.runner.told('error')).toEqual([
      'Invalid inputs:\nHTTPS_PROXY cannot be used.\nNODE_TLS_REJECT_UNAUTHORIZED is 0.\nwait must be true or false; it is "x".',
    ]);
    expect(action.runner.outputs()).toMatchObject({ status: 'not-started', 'failure-kind': 'input' });
    expect(action.runner.told('summary')).toHaveLength(1);
  });
});

describe('a run that stalls', () => {
  const never = () => new Promise<never>(() => {});

  /** A run whose clock stops for good after the first pause of this operation. */
  function stalling(offers: string[], answers: Record<string, Answer[]>) {
    const stall = Promise.withResolvers<void>();
    const action = stage({ ...inputs, offer: offers.join('\n') }, answers, {}, undefined, {
      stalled: stall.promise,
    });
    return { action, stall };
  }

  test('is red, and still writes outputs, summary and an error for the offer', async () => {
    const { action, stall } = stalling(['vm'], goesLive('vm'));
    action.clock.sleep = never;
    setTimeout(() => stall.resolve(), 50);
    expect(await action.run()).toBe(1);
    expect(action.runner.outputs()).toMatchObject({
      status: 'running',
      started: 'true',
      'failure-kind': 'unknown-outcome',
      'operation-id': '1',
      message: expect.stringMatching(
        /^Internal error, please report it: The run stalled\. .*operation-url to https/,
      ),
    });
    expect(action.runner.told('error')).toEqual([
      expect.stringMatching(/^contoso\/vm: Internal error, .* \(running, unknown-outcome; after 0 s, /),
    ]);
    expect(action.runner.told('summary')).toEqual([expect.stringContaining('The run stalled.')]);
    expect(resultsOf(action)[0]?.endedAt).toBe(new Date(action.clock.epoch()).toISOString());
  });

  test('keeps the results of the offers that have ended, and ends each of the others once', async () => {
    const { action, stall } = stalling(['one', 'two', 'three'], {
      ...goesLive('one'),
      'GET one/status': [live],
      ...goesLive('two'),
      ...goesLive('three'),
    });
    action.clock.sleep = never;
    setTimeout(() => stall.resolve(), 50);
    expect(await action.run()).toBe(1);
    expect(resultsOf(action).map(({ offer, status, failureKind }) => [offer, status, failureKind])).toEqual([
      ['one', 'succeeded', ''],
      ['two', 'running', 'unknown-outcome'],
      ['three', 'running', 'unknown-outcome'],
    ]);
    expect(
      action.runner.told('info').filter((line) => line.startsWith('contoso/one: The offer is live, ')),
    ).toHaveLength(1);
    expect(action.runner.told('error')).toEqual([
      expect.stringMatching(/^contoso\/two: Internal error, .* \(running, unknown-outcome; /),
      expect.stringMatching(/^contoso\/three: Internal error, .* \(running, unknown-outcome; /),
    ]);
    expect(action.runner.told('summary')).toHaveLength(1);
  });

  test('before anything was sent says that nothing was started', async () => {
    const { action, stall } = stalling(['vm'], { 'GET vm/status': [503] });
    action.clock.sleep = never;
    setTimeout(() => stall.resolve(), 50);
    expect(await action.run()).toBe(1);
    expect(action.runner.outputs()).toMatchObject({
      status: 'not-started',
      started: 'false',
      'failure-kind': 'unknown-outcome',
    });
  });
});

describe('the end of an offer', () => {
  test('is logged at its own time, with its own duration', async () => {
    const action = stage(
      { ...inputs, offer: 'one\ntwo', 'poll-interval-seconds': '60' },
      {
        ...goesLive('one'),
        ...goesLive('two'),
        'GET one/operations/1': [live],
        'GET two/operations/1': [...Array(10).fill(running), live],
      },
    );
    expect(await action.run()).toBe(0);
    const lines = action.runner.told('info');
    const endOfOne = lines.indexOf('contoso/one: The offer is live. (succeeded; after 0 s, 03:04 UTC)');
    const endOfTwo = lines.indexOf('contoso/two: The offer is live. (succeeded; after 10 min, 03:14 UTC)');
    expect(endOfOne).toBeGreaterThan(0);
    expect(endOfTwo).toBe(lines.length - 1);
    expect(endOfOne).toBeLessThan(endOfTwo - 1);
  });
});

test('a hundred offers write at most 1.5 MB of outputs, although each acceptance writes what must not be lost', async () => {
  const offers = Array.from({ length: 100 }, (_, index) => `${'o'.repeat(47)}${index + 100}`);
  const many = Array.from({ length: 50 }, (_, index) => ({
    id: `step-${index}`,
    stepName: 'x'.repeat(200),
    status: 'complete',
    messages: [{ level: 'warning', message: 'y'.repeat(1_000) }],
  }));
  const wordy = { ...live, steps: [...(live as { steps: object[] }).steps, ...many] };
  const action = stage(
    { ...inputs, publisher: 'contoso', offer: offers.join('\n') },
    Object.assign({}, ...offers.map((offer) => goesLive(offer, wordy))),
  );
  expect(await action.run()).toBe(0);
  const written = action.runner.calls.filter(([name]) => name === 'output');
  const bytes = written.reduce((sum, [, name = '', value = '']) => sum + Buffer.byteLength(name + value), 0);
  expect(bytes).toBeLessThanOrEqual(1_500_000);
  expect(written.filter(([, name]) => name === 'result')).toHaveLength(1);
  expect(written.filter(([, name]) => name === 'operation-url')).toHaveLength(101);
  expect(Buffer.byteLength(action.runner.outputs()['result'] ?? '')).toBeLessThanOrEqual(100_000);
  expect(resultsOf(action).map(({ offer }) => offer)).toEqual(offers);
});

describe('an operation URL beside an offer', () => {
  const graph = 'https://graph.microsoft.com/rp/product-ingestion';
  const given = { offer: 'vm', token: jwt, api: 'product-ingestion' };
  const products = 'GET /rp/product-ingestion/product';
  const product = { value: [{ id: 'product/own', identity: { externalId: 'vm' } }] };

  test('of another product is an input error, and nothing is asked of that product', async () => {
    const action = stage(
      { ...given, 'operation-url': `${graph}/submission/other/1` },
      { [products]: [product] },
    );
    expect(await action.run()).toBe(1);
    expect(action.requests).toEqual([products]);
    expect(action.runner.outputs()).toMatchObject({
      status: 'not-started',
      started: 'false',
      'failure-kind': 'input',
      message: expect.stringContaining('operation-url belongs to another product than the offer vm.'),
    });
  });

  test("of the offer's own product is followed", async () => {
    const done = {
      id: 'submission/own/1',
      target: { targetType: 'live' },
      status: 'completed',
      result: 'succeeded',
    };
    const action = stage(
      { ...given, 'operation-url': `${graph}/submission/own/1` },
      { [products]: [product], 'GET /rp/product-ingestion/submission/own': [{ value: [done] }] },
    );
    expect(await action.run()).toBe(0);
    expect(action.requests).toEqual([products, 'GET /rp/product-ingestion/submission/own']);
  });

  test('is not compared where it stands alone', async () => {
    const action = stage({ ...given, offer: '', 'operation-url': `${graph}/submission/other/1` }, {});
    await action.run();
    expect(action.requests).not.toContain(products);
  });
});
