/** Hostile answers, wrong settings and tired machines: each of these once broke a promise. */
import { describe, expect, it } from 'vitest';
import { encodeJwt } from '../../emulator/identity/jwt.ts';
import { partnerCenter, productIngestion } from '../support/action/api-inputs.ts';
import {
  accept,
  document,
  goLiveOf,
  look,
  offerPath,
  operation,
  operationPath,
  runOnScript,
} from '../support/action/portal-answers.ts';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts, runAction, startAction, token } from '../support/action/start-action.ts';
import { type Answer, startScript } from '../support/servers/script-server.ts';

const MB = 1_000_000;
const done = document('complete', 'complete', 'complete');
const green = { exitCode: 0, outputs: { status: 'succeeded' } };
const invalid = { exitCode: 1, outputs: { status: 'not-started', 'failure-kind': 'input' } };
const get = (path: string | RegExp, body: unknown, status = 200): Answer => ({
  method: 'GET',
  path,
  status,
  body,
});

describe('an answer that switches protocols (101)', () => {
  const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n';

  it.concurrent('to a status check counts as a lost answer', async () => {
    const ended = await runOnScript(
      [look(), accept, { method: 'GET', path: operationPath, raw: upgrade }, ...operation(done)],
      { fast: 100 },
    );
    expect(ended).toMatchObject(green);
  });

  it.concurrent('to the go-live counts as a lost answer: the offer shows that it was accepted', async () => {
    const ended = await runOnScript(
      [
        look(),
        { method: 'POST', path: `${offerPath}/golive`, raw: upgrade },
        look(document('running')),
        look(done),
      ],
      { fast: 100 },
    );
    expect(ended).toMatchObject({ ...green, outputs: { status: 'succeeded', started: 'true' } });
    expect(posts(ended.server)).toHaveLength(1);
  });

  it.concurrent('to everything ends the run, with outputs, summary and an error', async () => {
    const server = await startScript([
      { method: 'GET', path: /./, raw: upgrade },
      { method: 'POST', path: /./, raw: upgrade },
    ]);
    try {
      const ended = await runAction(server.url, { fast: 400 });
      expect(ended).toMatchObject({
        exitCode: 1,
        outputs: { 'failure-kind': expect.stringMatching(/network|unknown-outcome/) },
      });
    } finally {
      await server.stop();
    }
  });

  it.concurrent.each<[string, string[]]>([
    ['and what waits still hears that it must stop', []],
    [
      'and nothing hears that it must stop',
      ['AbortSignal.prototype.throwIfAborted', 'EventTarget.prototype.addEventListener'],
    ],
  ])('ends with outputs, summary and an error if no timer ends it, %s', async (_what, dead) => {
    const server = await startScript([look(), accept, { method: 'GET', path: operationPath, raw: upgrade }]);
    const noTimers = `const start = setTimeout;
      globalThis.setTimeout = (...from) => start(...from).unref();
      ${dead.map((name) => `${name} = () => {};`).join('')}`;
    const script = `data:text/javascript,${encodeURIComponent(noTimers)}`;
    try {
      const step = startAction(server.url, { nodeOptions: ['--import', script] });
      const { exitCode, outputs, summary, annotations } = await step.finished;
      expect({ exitCode, outputs }).toMatchObject({
        exitCode: 1,
        outputs: {
          'failure-kind': 'unknown-outcome',
          started: 'true',
          'operation-url': expect.stringContaining('/operations/'),
        },
      });
      expect(summary).toContain('vm');
      expect(annotations).toContainEqual(
        expect.objectContaining({ message: expect.stringContaining('Internal error') }),
      );
    } finally {
      await server.stop();
    }
  });

  it.concurrent('does not keep a run from being canceled', async () => {
    const server = await startScript([look(), accept, { method: 'GET', path: operationPath, raw: upgrade }]);
    try {
      const step = startAction(server.url, { cancelAfter: (line) => line.includes('Operation URL') });
      const { outputs, exitCode } = await step.finished;
      expect(exitCode).toBe(1);
      expect(outputs).toMatchObject({
        'failure-kind': 'interrupted',
        'operation-url': expect.stringContaining('/operations/'),
      });
    } finally {
      await server.stop();
    }
  });
});

describe('operation-url', () => {
  const below = (url: string, path: string) => `${url}${path}`;

  it.concurrent.each<[string, Record<string, string>, (url: string) => string, RegExp]>([
    [
      'of another offer',
      { offer: 'vm' },
      (url) => below(url, '/api/publishers/contoso/offers/other/operations/1?api-version=2017-10-31'),
      /operation-url belongs to contoso\/other, but stands beside contoso\/vm\./,
    ],
    [
      'of another publisher',
      { offer: 'vm' },
      (url) => below(url, '/api/operations/fabrikam$vm$2$preview'),
      /operation-url belongs to fabrikam\/vm, but stands beside contoso\/vm\./,
    ],
    [
      'on the line of another offer',
      { offer: 'vm\nother' },
      (url) => [`${url}${operationPath}`, `${url}${operationPath}`].join('\n'),
      /operation-url belongs to contoso\/vm, but stands beside contoso\/other\./,
    ],
    [
      'that is no operation',
      {},
      (url) => below(url, '/v1.0/me/messages'),
      /its path is "\/v1\.0\/me\/messages"/,
    ],
    ['that climbs', {}, (url) => below(url, `${offerPath}/operations/../../../../../v1.0/me`), /its path is/],
  ])('%s is refused before any request', async (_what, inputs, urlAt, problem) => {
    const server = await startScript([]);
    try {
      const ended = await runAction(server.url, { with: { ...inputs, 'operation-url': urlAt(server.url) } });
      expect(ended).toMatchObject(invalid);
      expect(ended.outputs['message']).toMatch(problem);
      expect(server.requests).toEqual([]);
    } finally {
      await server.stop();
    }
  });

  it.concurrent('of the offer in another case, and its status, are accepted', async () => {
    const server = await startScript([...operation(done), look(done)]);
    try {
      const urls = [`${server.url}${operationPath}`, `${server.url}${offerPath}/status`];
      for (const url of urls) {
        const ended = await runAction(server.url, { with: { offer: 'VM', 'operation-url': url } });
        expect(ended).toMatchObject(green);
      }
    } finally {
      await server.stop();
    }
  });

  const own = 'a1b2c3d4-0000-4000-8000-000000000001';
  const foreign = 'a1b2c3d4-0000-4000-8000-000000000002';
  it.concurrent.each([
    [
      partnerCenter,
      (product: string) => `/products/${product}/submissions/115`,
      { id: own, externalIDs: [{ type: 'AzureOfferId', value: 'vm' }] },
    ],
    [
      productIngestion,
      (product: string) => `/submission/${product}/115?$version=2022-07-01`,
      { id: `product/${own}`, identity: { externalID: 'vm' } },
    ],
    [
      productIngestion,
      (product: string) => `/configure/77/status?$version=2022-07-01#submission/${product}/115`,
      { id: `product/${own}`, identity: { externalID: 'vm' } },
    ],
  ] as const)(
    'of another product is refused, and nothing is asked of that product: %#',
    async (api, path, item) => {
      const server = await startScript([get(/\/products?(\?|$)/, { value: [item] })]);
      try {
        const ended = await runAction(server.url, {
          api,
          with: { 'operation-url': `${server.url}${api.basePath}${path(foreign)}` },
        });
        expect(ended).toMatchObject(invalid);
        expect(ended.outputs['message']).toContain(
          'operation-url belongs to another product than the offer vm.',
        );
        expect(server.requests).toHaveLength(1);
      } finally {
        await server.stop();
      }
    },
  );
});

describe('the size of an answer', () => {
  it.concurrent('a next link of 889 kB with many parameters is refused at once', async () => {
    const nextLink = `v1.0/ingestion/products?${'a=1&'.repeat(222_000)}`;
    const startMs = performance.now();
    const { outputs } = await runOnScript([get(/\/products/, { value: [], nextLink })], {
      api: partnerCenter,
    });
    expect(outputs['message']).toContain('exceeds the limit of 2000 characters');
    // It once blocked the event loop for more than 12 s.
    expect(performance.now() - startMs).toBeLessThan(12_000);
  });

  it.concurrent.each([
    ['of 8 MiB', '['.repeat(8 * 1024 * 1024)],
    ['just below the limit', '['.repeat(1024 * 1024 - 1)],
    ['just below the limit, with contents', '{"a":['.repeat(170_000)],
  ])('brackets %s take little memory', async (_what, body) => {
    const { outputs, peakMemoryBytes = 0 } = await runOnScript([get(/\/status/, body)], {
      with: { mode: 'check' },
    });
    expect(outputs['failure-kind']).not.toBe('');
    expect(peakMemoryBytes).toBeLessThan(250 * MB);
  });

  it.concurrent('a list of millions of empty objects takes little memory', async () => {
    const page = `{"value":[${'{},'.repeat(300_000)}{}],"nextLink":"products?$skipToken=`;
    const pages = Array.from({ length: 20 }, (_, index) =>
      get(
        index === 0 ? /\/products(\?%24filter|\?\$filter|$)/ : new RegExp(`skipToken=${index}$`),
        `${page}${index + 1}"}`,
      ),
    );
    const { outputs, peakMemoryBytes = 0 } = await runOnScript(pages, { api: partnerCenter });
    expect(outputs['message']).toContain('exceeds the limit of 8 MiB');
    expect(peakMemoryBytes).toBeLessThan(350 * MB);
  });

  it.concurrent('large pages for many offers at once take little memory', async () => {
    const items = Array.from({ length: 3_000 }, (_, index) => ({
      id: `product-${index}`,
      externalIDs: [{ type: 'AzureOfferId', value: `other-${index}` }],
      name: 'x'.repeat(200),
    }));
    const offers = Array.from({ length: 40 }, (_, index) => `offer-${index}`);
    const { outputs, peakMemoryBytes = 0 } = await runOnScript([get(/\/products/, { value: items })], {
      api: partnerCenter,
      with: { offer: offers.join('\n') },
    });
    expect(outputs['failure-kind']).toBe('not-found');
    expect(peakMemoryBytes).toBeLessThan(400 * MB);
  });

  it.concurrent('a hundred offers write at most 1.5 MB of outputs, with a result of at most 100,000 bytes', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `contoso-virtualmachineoffer-${index}`);
    const { files, outputs, exitCode } = await runOnEmulator(
      { offers: names.map((offer) => ({ ...waitingVm, offer })), hours: 1 },
      { with: { offer: names.join('\n') } },
    );
    expect(exitCode).toBe(0);
    expect(files.output.length).toBeLessThan(1.5 * MB);
    expect(Buffer.byteLength(outputs['result'] ?? '')).toBeLessThanOrEqual(100_000);
    expect(outputs['operation-url']?.split('\n')).toHaveLength(100);
  });
});

describe('a proxy that cannot be used', () => {
  it.concurrent.each([
    'http://user:pa55word%@127.0.0.1:1',
    'http://user:pa55word#1@127.0.0.1:1',
    'http://user:pa55word/1@127.0.0.1:1',
    'http://user:pa55word@127.0.0.1:99999',
    'socks5://user:pa55word@127.0.0.1:1',
  ])('is refused before any request, and not shown: %s', async (HTTPS_PROXY) => {
    const server = await startScript([]);
    try {
      const ended = await runAction(server.url, { env: { HTTPS_PROXY } });
      expect(ended).toMatchObject(invalid);
      expect(ended.outputs['message']).toContain('HTTPS_PROXY cannot be used');
      expect(ended.rawOutput + ended.files.summary + ended.files.output).not.toContain('pa55word');
      expect(server.requests).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});

it.concurrent('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused before any request, with the cure', async () => {
  const server = await startScript([]);
  try {
    const ended = await runAction(server.url, { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    expect(ended).toMatchObject(invalid);
    expect(ended.outputs['message']).toContain('NODE_EXTRA_CA_CERTS');
    expect(server.requests).toEqual([]);
  } finally {
    await server.stop();
  }
});

// `sound`, which checks every run, looks for the token in log, outputs and summary.
const [first = '', ...rest] = token;
describe('a token that the API echoes', () => {
  it.concurrent.each([
    ['with a JSON escape', `\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${rest.join('')}`],
    ['with an HTML entity', `&#${first.charCodeAt(0)};${rest.join('')}`],
    ['with a tag in the middle', `${first}<b></b>${rest.join('')}`],
    ['with an invisible mark in the middle', `${first}\\ufeff${rest.join('')}`],
    ['in capitals of a form', encodeURIComponent(token)],
  ])('%s reaches neither log nor outputs nor summary', async (_form, echo) => {
    const failed = JSON.stringify({
      ...document('failed'),
      messages: [{ messageHtml: 'ECHO', level: 'error', timestamp: '' }],
    }).replace('ECHO', `Your token ${echo} is odd.`);
    const ended = await runOnScript([look(), accept, get(operationPath, failed)]);
    expect(ended.outputs).toMatchObject({ status: 'failed' });
    expect(ended.outputs['message']).toContain('Your token *** is odd.');
  });
});

it.concurrent('the log does not name the person whose token it is', async () => {
  const server = await startScript([look(done)]);
  try {
    const userToken = `${encodeJwt({ alg: 'none' }, { appid: 'app-1', upn: 'ann@contoso.example' })}.signature-of-nobody`;
    const { log } = await startAction(server.url, { with: { token: userToken } }).finished;
    expect(log.join('\n')).toContain("with a user's token");
    expect(log.join('\n')).not.toContain('ann@contoso.example');
  } finally {
    await server.stop();
  }
});

describe('an input', () => {
  it.concurrent.each<[Record<string, string>, RegExp]>([
    [{ mode: '' }, /mode is empty: the expression that sets it gave nothing/],
    [{ offer: 'contoso-vm\nContoso-VM' }, /offer lists Contoso-VM twice/],
    [{ offer: 'a, b' }, /one per line, without commas/],
    [{ offer: '["a","b"]' }, /one per line, without commas/],
    [{ offer: 'vm\u200b' }, /it is "vm<U\+200B>"/],
  ])('%j is refused before any request', async (inputs, problem) => {
    const server = await startScript([]);
    try {
      const ended = await runAction(server.url, { with: inputs });
      expect(ended).toMatchObject(invalid);
      expect(ended.outputs['message']).toMatch(problem);
      expect(server.requests).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});

it.concurrent('each of several offers ends in the log at its own end', async () => {
  const running = document('running');
  const { log } = await runOnScript(
    [...goLiveOf('slow', [running, running, running, running, done]), ...goLiveOf('fast', [done])],
    { with: { offer: 'slow\nfast' } },
  );
  const line = (text: RegExp) => log.findIndex((line) => text.test(line));
  const [endOfFast, endOfSlow] = [
    line(/^contoso\/fast: The offer is live\. \(succeeded; after /),
    line(/^contoso\/slow: The offer is live\. \(succeeded; after /),
  ];
  expect(endOfFast).toBeGreaterThan(-1);
  expect(endOfFast).toBeLessThan(endOfSlow);
  expect(log.slice(endOfFast, endOfSlow).some((text) => /^contoso\/slow: status/.test(text))).toBe(true);
});
