import { describe, expect, test } from 'vitest';
import type { IdTokenSource } from '../../src/auth/id-token.ts';
import { Interrupted } from '../../src/errors.ts';
import type { OfferResult } from '../../src/golive/result.ts';
import type { HttpRequest, HttpResponse } from '../../src/http/transport.ts';
import { run } from '../../src/main.ts';
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
  /** The requests, as `GET vm/status`. */
  requests: string[];
  sent: HttpRequest[];
  /** The most exchanges that were under way at a time. */
  atOnce(): number;
  stop(): void;
  run(): Promise<number>;
}

/**
 * The action before an API that answers each request from its list, the last answer again and again: a document, a bare
 * status, or a location.
 */
function stage(
  given: Record<string, string>,
  answers: Record<string, Answer[]>,
  broken: Partial<RecordingRunner> = {},
  source?: IdTokenSource,
): Stage {
  const runner = Object.assign(recordingRunner(given, source), broken);
  const clock = new VirtualClock();
  const stop = new AbortController();
  const requests: string[] = [];
  const sent: HttpRequest[] = [];
  let underWay = 0;
  let most = 0;

  async function transport(request: HttpRequest): Promise<HttpResponse> {
    const name = `${request.method} ${request.url.pathname.replace(/^.*\/offers\//, '')}`;
    requests.push(name);
    sent.push(request);
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
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
    atOnce: () => most,
    stop: () => stop.abort(new Interrupted('SIGINT')),
    run: () => run({ runner, clock, transport, random: () => 0.5, signal: stop.signal }),
  };
}

/** An offer that is taken live, by requests for this name. */
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
  test('that ends well is green', async () => {
    const it = stage(inputs, goesLive('vm'));
    expect(await it.run()).toBe(0);
    expect(it.requests).toEqual([
      'GET vm/status',
      'POST vm/golive',
      'GET vm/operations/1',
      'GET vm/operations/1',
      'GET vm/operations/1',
    ]);
    expect(it.runner.outputs()).toMatchObject({
      status: 'succeeded',
      'operation-url': `${base}/vm/operations/1?api-version=2017-10-31`,
      'operation-id': '1',
      started: 'true',
      'timed-out': 'false',
      'failure-kind': '',
      message: 'The offer is live.',
    });
    expect([...it.runner.told('warning'), ...it.runner.told('error')]).toEqual([]);
    expect(it.runner.told('summary')).toHaveLength(1);
  });

  test('is announced after the token is masked', async () => {
    const it = stage(inputs, goesLive('vm'));
    await it.run();
    expect(it.runner.calls.slice(0, 2)).toEqual([
      ['mask', jwt],
      [
        'info',
        'Taking live contoso/vm through cloud-partner-portal at https://cloudpartner.azure.com, as application app-1, for at most 5 h 30 min.',
      ],
    ]);
  });

  test('sends the token to the API, and shows it nowhere', async () => {
    const it = stage(inputs, goesLive('vm'));
    await it.run();
    for (const { url, headers } of it.sent) {
      expect(url.origin).toBe('https://cloudpartner.azure.com');
      expect(headers['Authorization']).toBe(`Bearer ${jwt}`);
    }
    expect(JSON.stringify(it.runner.calls.slice(1))).not.toContain(jwt);
  });

  test('has its outputs written before it is waited for', async () => {
    const it = stage(inputs, goesLive('vm'));
    await it.run();
    const names = it.runner.calls.map(([name, text]) => (name === 'debug' ? String(text) : name));
    const accepted = names.findIndex((name) => name.startsWith('POST'));
    const firstLook = names.findIndex((name) => name.includes('operations/1'));
    expect(accepted).toBeGreaterThan(0);
    expect(firstLook).toBeGreaterThan(accepted);
    const written = names.indexOf('output');
    expect(written).toBeGreaterThan(accepted);
    expect(written).toBeLessThan(firstLook);
  });

  test('that fails is red', async () => {
    const it = stage(inputs, goesLive('vm', failed));
    expect(await it.run()).toBe(1);
    expect(it.runner.outputs()).toMatchObject({ status: 'failed', 'failure-kind': 'service' });
    expect(it.runner.told('error')).toEqual([
      expect.stringMatching(/^contoso\/vm: failed \(service\), after \d+ s\. The go-live failed\./),
    ]);
  });

  test('that is refused is red, with a hint', async () => {
    const it = stage(inputs, { 'GET vm/status': [403], 'POST vm/golive': [403] });
    expect(await it.run()).toBe(1);
    expect(it.runner.outputs()).toMatchObject({
      status: 'not-started',
      'failure-kind': 'permission',
      started: 'false',
      message: expect.stringContaining('Add the application to the publisher'),
    });
  });

  test('whose operation is said to be elsewhere is followed at the offer, and nothing is sent there', async () => {
    const it = stage(inputs, {
      'GET vm/status': [waiting, running, live],
      'POST vm/golive': [{ location: 'https://evil.example/operations/1' }],
    });
    expect(await it.run()).toBe(0);
    expect(new Set(it.sent.map(({ url }) => url.origin))).toEqual(
      new Set(['https://cloudpartner.azure.com']),
    );
    expect(it.runner.told('warning')[0]).toContain('https://evil.example, which is not the API');
  });

  test('is not waited for where that is not wanted', async () => {
    const it = stage({ ...inputs, wait: 'false' }, goesLive('vm'));
    expect(await it.run()).toBe(0);
    expect(it.requests).toEqual(['GET vm/status', 'POST vm/golive']);
    expect(it.runner.outputs()).toMatchObject({ status: 'running', started: 'true' });
    expect(it.runner.told('info')[0]).toMatch(/as application app-1\.$/);
  });

  test('keeps to a pace that is given', async () => {
    const it = stage(
      { ...inputs, 'poll-interval-seconds': '30' },
      { ...goesLive('vm'), 'GET vm/operations/1': [...Array(20).fill(running), live] },
    );
    expect(await it.run()).toBe(0);
    expect(it.clock.elapsedMs()).toBe(20 * 30_000);
  });

  test('waits for the preview where that is wanted', async () => {
    const building = document('running', 'notStarted', 'notStarted');
    const answers = () => ({ ...goesLive('vm'), 'GET vm/status': [building, building, waiting] });
    expect(await stage(inputs, answers()).run()).toBe(1);
    expect(await stage({ ...inputs, 'wait-for-preview': 'true' }, answers()).run()).toBe(0);
  });

  test('stops at a blocked step where that is wanted', async () => {
    const blocked = document('running', 'complete', 'blocked');
    const answers = () => ({ ...goesLive('vm'), 'GET vm/operations/1': [blocked, live] });
    expect(await stage(inputs, answers()).run()).toBe(0);
    const it = stage({ ...inputs, 'fail-on-blocked': 'true' }, answers());
    expect(await it.run()).toBe(1);
    expect(it.runner.outputs()).toMatchObject({ status: 'failed', 'failure-kind': 'certification' });
  });
});

describe('the time', () => {
  const endless = () => ({ ...goesLive('vm'), 'GET vm/operations/1': [running] });

  test('when it is up is red', async () => {
    const it = stage({ ...inputs, 'timeout-minutes': '90' }, endless());
    expect(await it.run()).toBe(1);
    expect(it.clock.elapsedMs()).toBe(90 * minute);
    expect(it.runner.outputs()).toMatchObject({
      status: 'running',
      'timed-out': 'true',
      'failure-kind': 'timeout',
    });
    expect(it.runner.told('error')).toEqual([expect.stringContaining('(timeout), after 1 h 30 min')]);
  });

  test('when it is up is green where that is excused', async () => {
    const it = stage({ ...inputs, 'timeout-minutes': '90', 'fail-on-timeout': 'false' }, endless());
    expect(await it.run()).toBe(0);
    expect(it.runner.outputs()).toMatchObject({ status: 'running', 'timed-out': 'true' });
    expect(it.runner.told('error')).toEqual([]);
    expect(it.runner.told('warning')).toEqual([expect.stringContaining('(timeout), after 1 h 30 min')]);
  });
});

describe('a stop', () => {
  test('ends the wait, with everything written', async () => {
    const it = stage(inputs, { ...goesLive('vm'), 'GET vm/operations/1': [running] });
    it.clock.at(20 * minute, it.stop);
    expect(await it.run()).toBe(1);
    expect(it.clock.elapsedMs()).toBe(20 * minute);
    expect(it.runner.outputs()).toMatchObject({
      status: 'running',
      'failure-kind': 'interrupted',
      'operation-url': expect.stringContaining('operations/1'),
      message: expect.stringContaining('The runner stopped this step (SIGINT).'),
    });
    expect(it.runner.told('summary')[0]).toContain('To pick it up');
  });

  test('before the first request sends nothing', async () => {
    const it = stage(inputs, goesLive('vm'));
    it.stop();
    expect(await it.run()).toBe(1);
    expect(it.requests).toEqual([]);
    expect(it.runner.outputs()).toMatchObject({ status: 'not-started', 'failure-kind': 'interrupted' });
  });
});

describe('several offers', () => {
  test('go side by side; one that fails makes the step red, the others go on', async () => {
    const it = stage(
      { ...inputs, offer: 'one\ntwo\nthree' },
      { ...goesLive('one'), ...goesLive('two', failed), ...goesLive('three') },
    );
    expect(await it.run()).toBe(1);
    expect(it.runner.outputs()).toMatchObject({
      status: 'failed',
      'failure-kind': 'service',
      started: 'true',
      'operation-id': '1\n1\n1',
      message: expect.stringMatching(/^2 of 3 offers succeeded\. contoso\/two: The go-live failed\./),
    });
    expect(resultsOf(it).map(({ offer, status }) => [offer, status])).toEqual([
      ['one', 'succeeded'],
      ['two', 'failed'],
      ['three', 'succeeded'],
    ]);
    expect(it.runner.told('info')[0]).toContain(
      'Taking live contoso/one, contoso/two, contoso/three through',
    );
    for (const line of it.runner.told('info').slice(1)) {
      expect(line).toMatch(/^contoso\/(one|two|three): /);
    }
    expect(it.runner.told('error')).toHaveLength(1);
  });

  test('do not send all of their requests at once', async () => {
    const offers = Array.from({ length: 20 }, (_, index) => `offer-${index}`);
    const it = stage(
      { ...inputs, offer: offers.join('\n') },
      Object.assign({}, ...offers.map((offer) => goesLive(offer))),
    );
    expect(await it.run()).toBe(0);
    expect(it.atOnce()).toBe(8);
    expect(resultsOf(it).map(({ offer }) => offer)).toEqual(offers);
  });
});

describe('follow', () => {
  test('an operation URL alone is enough', async () => {
    const url = `${base}/vm/operations/1?api-version=2017-10-31`;
    const it = stage({ token: jwt, 'operation-url': url }, { 'GET vm/operations/1': [running, live] });
    expect(await it.run()).toBe(0);
    expect(it.requests).toEqual(['GET vm/operations/1', 'GET vm/operations/1']);
    expect(it.runner.told('info')[0]).toContain(`Following ${url} through cloud-partner-portal`);
    expect(resultsOf(it)[0]).toMatchObject({ publisher: 'contoso', offer: 'vm', started: false });
  });

  test('a publisher that the URL does not tell is the one given', async () => {
    const url = 'https://cloudpartner.azure.com/api/elsewhere/1?api-version=2017-10-31';
    const it = stage({ publisher: 'contoso', token: jwt, 'operation-url': url }, {});
    await it.run();
    expect(resultsOf(it)[0]).toMatchObject({ publisher: 'contoso', offer: '', operationUrl: url });
  });

  test('beside an offer it is that offer', async () => {
    const url = `${base}/vm/operations/1?api-version=2017-10-31`;
    const it = stage(
      { ...inputs, offer: 'vm\nother', 'operation-url': url },
      { 'GET vm/operations/1': [live], 'GET other/status': [running, live] },
    );
    expect(await it.run()).toBe(0);
    expect(it.requests.filter((name) => name.startsWith('POST'))).toEqual([]);
    expect(it.runner.told('info')[0]).toContain('Following contoso/vm, contoso/other through');
  });

  test('nothing under way is green', async () => {
    const it = stage({ ...inputs, mode: 'follow' }, { 'GET vm/status': [waiting] });
    expect(await it.run()).toBe(0);
    expect(it.runner.outputs()).toMatchObject({ status: 'waiting-for-review', 'failure-kind': '' });
  });

  test('what cannot be looked at is unknown', async () => {
    const it = stage({ ...inputs, mode: 'follow' }, { 'GET vm/status': [401] });
    expect(await it.run()).toBe(1);
    expect(it.runner.outputs()).toMatchObject({ status: 'unknown', 'failure-kind': 'authentication' });
  });
});

test('check looks, and starts nothing', async () => {
  const it = stage({ ...inputs, mode: 'check' }, goesLive('vm'));
  expect(await it.run()).toBe(0);
  expect(it.requests).toEqual(['GET vm/status']);
  expect(it.runner.told('info')[0]).toMatch(/^Checking contoso\/vm through/);
  expect(it.runner.outputs()).toMatchObject({ status: 'waiting-for-review', started: 'false' });
});

describe('credentials', () => {
  const application = {
    ...inputs,
    token: '',
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

  test('of an application with a secret get it a token', async () => {
    const it = stage(
      { ...application, 'client-secret': secret },
      { ...goesLive('vm'), [tokenPath]: [accessToken] },
    );
    expect(await it.run()).toBe(0);
    expect(it.requests.slice(0, 3)).toEqual([tokenPath, 'GET vm/status', 'POST vm/golive']);
    expect(it.sent[0]?.url.origin).toBe('https://login.microsoftonline.com');
    expect(it.sent[0]?.body).toContain(encodeURIComponent('https://cloudpartner.azure.com/.default'));
    expect(it.sent[1]?.headers['Authorization']).toBe('Bearer the-access-token-1');
    expect(it.runner.told('mask')).toEqual([secret, 'the-access-token-1']);
    expect(it.runner.told('info')[0]).toContain(
      'as application aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee of tenant 11111111-2222-3333-4444-555555555555, with a client secret, for at most',
    );
  });

  test('of the workflow itself get it a token, and each secret is masked before it is sent', async () => {
    const it = stage(
      application,
      {
        ...goesLive('vm'),
        'GET /id-token': [{ value: 'the-id-token-of-run-1' }],
        [tokenPath]: [accessToken],
      },
      {},
      source,
    );
    expect(await it.run()).toBe(0);
    expect(it.requests.slice(0, 3)).toEqual(['GET /id-token', tokenPath, 'GET vm/status']);
    expect(it.sent[0]?.headers['Authorization']).toBe('Bearer the-request-token-1');
    expect(it.sent[1]?.body).toContain('client_assertion=the-id-token-of-run-1');
    expect(it.runner.told('mask')).toEqual([
      'the-request-token-1',
      'the-id-token-of-run-1',
      'the-access-token-1',
    ]);
    expect(it.runner.told('info')[0]).toContain('with the identity of this workflow, for at most');
    const shown = JSON.stringify(it.runner.calls.filter(([name]) => name !== 'mask'));
    expect(shown).not.toMatch(/the-(request|id|access)-token-1/);
  });

  test('of a workflow without the permission are missing, and the cure is told', async () => {
    const it = stage(application, goesLive('vm'));
    expect(await it.run()).toBe(1);
    expect(it.requests).toEqual([]);
    expect(it.runner.told('info')).toEqual(
      expect.arrayContaining(['Add these lines to the job:', 'permissions:', '  id-token: write']),
    );
    expect(it.runner.outputs()).toMatchObject({
      status: 'not-started',
      'failure-kind': 'authentication',
      message: expect.stringContaining('permissions: id-token: write'),
    });
  });

  test('that Entra ID refuses are told in its words', async () => {
    const it = stage({ ...application, 'client-secret': secret }, { ...goesLive('vm'), [tokenPath]: [401] });
    expect(await it.run()).toBe(1);
    expect(it.requests).toEqual([tokenPath]);
    expect(it.runner.outputs()).toMatchObject({
      'failure-kind': 'authentication',
      message: expect.stringContaining('Entra ID refused the sign-in: 401'),
    });
  });

  test('that cannot be had yet are tried for again', async () => {
    const it = stage(
      { ...application, 'client-secret': secret },
      { ...goesLive('vm'), [tokenPath]: [503, accessToken] },
    );
    expect(await it.run()).toBe(0);
    expect(it.runner.told('warning')).toEqual([
      expect.stringMatching(/^Signing in failed; the next try is in 5 s\./),
    ]);
    expect(it.runner.told('info')).toContain('Signing in works again.');
  });

  test('are renewed when the API refuses them', async () => {
    const it = stage(
      { ...application, 'client-secret': secret },
      {
        ...goesLive('vm'),
        'GET vm/operations/1': [running, 401, live],
        [tokenPath]: [accessToken, { ...accessToken, access_token: 'the-access-token-2' }],
      },
    );
    expect(await it.run()).toBe(0);
    expect(it.sent.at(-1)?.headers['Authorization']).toBe('Bearer the-access-token-2');
  });

  describe('that are a token which expires', () => {
    // The time of day of the virtual clock at its start, in seconds since 1970.
    const start = new VirtualClock().epoch() / 1000;
    const expiring = (exp: number) =>
      `e30.${Buffer.from(JSON.stringify({ appid: 'app-1', exp })).toString('base64url')}.c2ln`;

    test.each([
      [
        'before the wait may end are warned of',
        start + 3_600,
        'The token expires in 1 h, and the wait may take 5 h 30 min.',
      ],
      ['already are warned of', start - 60, 'The token has expired.'],
    ])('%s', async (_what, exp, words) => {
      const it = stage({ ...inputs, token: expiring(exp) }, goesLive('vm'));
      expect(await it.run()).toBe(0);
      expect(it.runner.told('warning')).toEqual([expect.stringContaining(words)]);
    });

    test.each([
      ['after the wait are good', start + 20_000, {}],
      ['are good where nothing is waited for', start + 60, { wait: 'false' }],
    ])('%s', async (_what, exp, more) => {
      const it = stage({ ...inputs, ...more, token: expiring(exp) }, goesLive('vm'));
      expect(await it.run()).toBe(0);
      expect(it.runner.told('warning')).toEqual([]);
    });
  });
});

test('another address of the API is used, with its path', async () => {
  const it = stage({ ...inputs, 'api-url': 'http://127.0.0.1:8080/gateway/' }, { 'GET vm/status': [live] });
  expect(await it.run()).toBe(0);
  expect(it.sent.map(({ url }) => url.href)).toEqual([
    'http://127.0.0.1:8080/gateway/api/publishers/contoso/offers/vm/status?api-version=2017-10-31',
  ]);
});

describe('wrong inputs', () => {
  test('are told at once, and no request is made', async () => {
    const it = stage({ token: jwt, mode: 'x' }, goesLive('vm'));
    expect(await it.run()).toBe(1);
    expect(it.requests).toEqual([]);
    expect(it.runner.calls.map(([name]) => name)).toEqual([
      'mask',
      'error',
      ...Array(8).fill('output'),
      'summary',
    ]);
    const [error = ''] = it.runner.told('error');
    for (const name of ['publisher: missing', 'offer: missing', 'mode: "x"']) {
      expect(error).toContain(name);
    }
    expect(it.runner.outputs()).toMatchObject({
      status: 'not-started',
      'failure-kind': 'input',
      message: error,
      result: '[]',
    });
  });

  test('are one thing, a fault is another', async () => {
    const it = stage(inputs, goesLive('vm'), {
      input() {
        throw new Error('a fault');
      },
    });
    await expect(it.run()).rejects.toThrow('a fault');
    expect(it.runner.calls).toEqual([]);
  });
});

describe('what cannot be written', () => {
  test('makes the step red, and does not stop the wait', async () => {
    const it = stage(inputs, goesLive('vm'), {
      output() {
        throw new Error('disk full');
      },
    });
    expect(await it.run()).toBe(1);
    expect(it.requests.at(-1)).toBe('GET vm/operations/1');
    expect(it.requests).toHaveLength(5);
    expect(it.runner.told('warning')).toEqual(['The outputs could not be written yet. disk full']);
    expect(it.runner.told('error')).toEqual(['The outputs could not be written. disk full']);
    expect(it.runner.told('summary')[0]).toContain('succeeded');
  });

  test('makes the step red also where it is the summary', async () => {
    const it = stage(inputs, goesLive('vm'), { summary: () => Promise.reject(new Error('disk full')) });
    expect(await it.run()).toBe(1);
    expect(it.runner.outputs()).toMatchObject({ status: 'succeeded' });
    expect(it.runner.told('error')).toEqual(['The job summary could not be written. disk full']);
  });
});
