import { describe, expect, test } from 'vitest';
import { type Inputs, readInputs } from '../../src/inputs.ts';
import { InputError } from '../../src/model/failure.ts';
import { recordingRunner } from '../support/unit/recording-runner.ts';

const token = 'a-token-of-twenty-ch';
const good = { publisher: 'contoso', offer: 'vm-offer', token, api: 'cloud-partner-portal' };
const portal = { name: 'cloud-partner-portal', reason: '' } as const;

function read(inputs: Record<string, string>): Inputs {
  return readInputs(recordingRunner({ ...good, ...inputs }));
}

/** The problems that readInputs finds in these inputs, added to good ones. */
function problemsOf(inputs: Record<string, string>): readonly string[] {
  try {
    read(inputs);
  } catch (error) {
    if (error instanceof InputError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

test('an empty or blank input takes its default', () => {
  const resolved: Inputs = {
    targets: [{ publisher: 'contoso', offer: 'vm-offer', operationUrl: undefined, api: portal }],
    credentials: { token },
    mode: 'go-live',
    wait: true,
    waitForPreview: false,
    timeoutMs: 330 * 60_000,
    pollIntervalMs: undefined,
    failOnTimeout: true,
    failOnBlocked: false,
    baseUrlOf: expect.any(Function),
    followInputs: {},
  };
  const blank = Object.fromEntries(
    [
      'operation-url',
      'wait',
      'wait-for-preview',
      'timeout-minutes',
      'poll-interval-seconds',
      'fail-on-timeout',
      'fail-on-blocked',
      'api-url',
    ].map((name) => [name, ' \n']),
  );
  expect(read({})).toEqual(resolved);
  expect(read(blank)).toEqual(resolved);
});

test.each(['', ' \n'])(
  'a mode that is set to nothing (%j) is invalid, as it must not start a go-live',
  (mode) => {
    expect(problemsOf({ mode })).toEqual([
      'mode is empty: the expression that sets it gave nothing. Set it to go-live, follow, check, or leave it out for go-live.',
    ]);
  },
);

test('problems of the environment come first, with those of the inputs', () => {
  const runner = recordingRunner({ ...good, wait: 'x' });
  const read = () => readInputs(runner, ['HTTPS_PROXY cannot be used.']);
  expect(read).toThrow('HTTPS_PROXY cannot be used. wait must be true or false; it is "x".');
});

test('blanks around a value do not count', () => {
  expect(
    read({
      publisher: ' contoso ',
      offer: '\tvm-offer\r\n',
      token: ` ${token}\n`,
      api: ' cloud-partner-portal ',
      mode: 'check ',
      wait: ' False',
      'wait-for-preview': 'TRUE',
      'timeout-minutes': ' 0.5 ',
      'poll-interval-seconds': '7',
      'fail-on-timeout': 'FALSE',
      'fail-on-blocked': 'True',
      'api-url': 'https://gateway.example/azure/// ',
    }),
  ).toEqual({
    targets: [{ publisher: 'contoso', offer: 'vm-offer', operationUrl: undefined, api: portal }],
    credentials: { token },
    mode: 'check',
    wait: false,
    waitForPreview: true,
    timeoutMs: 30_000,
    pollIntervalMs: 7_000,
    failOnTimeout: false,
    failOnBlocked: true,
    baseUrlOf: expect.any(Function),
    followInputs: { api: 'cloud-partner-portal', 'api-url': 'https://gateway.example/azure' },
  });
});

describe('credentials', () => {
  const application = {
    token: '',
    'tenant-id': 'contoso.onmicrosoft.com',
    'client-id': '11111111-2222-3333-4444-555555555555',
  };
  const secret = 'a-secret-of-sixteen';

  test('without any, the error says where they may have gone', () => {
    expect(problemsOf({ token: ' ' })).toEqual([
      'No credentials: tenant-id and client-id are empty, and token is, too. If they come from `vars`, check that they are set in the environment that the job names.',
    ]);
  });

  test.each(['tenant-id', 'client-id', 'client-secret'])('a token cannot be combined with %s', (name) => {
    const inputs = { ...application, 'client-secret': secret, token };
    expect(problemsOf({ [name]: inputs[name as keyof typeof inputs] })).toContain(
      'token cannot be combined with tenant-id, client-id or client-secret: set one or the other.',
    );
  });

  test("an application signs in with the workflow's own identity, or with a secret", () => {
    const known = {
      tenantId: 'contoso.onmicrosoft.com',
      clientId: '11111111-2222-3333-4444-555555555555',
      authorityHost: 'https://login.microsoftonline.com',
    };
    expect(read(application).credentials).toEqual({ ...known, clientSecret: '' });
    expect(
      read({ ...application, 'client-secret': secret, 'authority-host': 'https://login.example/' })
        .credentials,
    ).toEqual({ ...known, clientSecret: secret, authorityHost: 'https://login.example' });
  });

  test('a secret alone is not enough', () => {
    expect(problemsOf({ token: '', 'client-secret': secret })).toEqual([
      'tenant-id is required to sign in as an application.',
      'client-id is required to sign in as an application.',
    ]);
  });

  test('secrets are masked before anything is checked', () => {
    const runner = recordingRunner({ token: ` ${token} `, 'client-secret': secret, mode: 'wrong' });
    expect(() => readInputs(runner)).toThrow(InputError);
    expect(runner.calls).toEqual([
      ['mask', token],
      ['mask', secret],
    ]);
  });

  test('an invalid token is masked, too', () => {
    const runner = recordingRunner({ ...good, token: `Bearer ${token}` });
    expect(() => readInputs(runner)).toThrow(InputError);
    expect(runner.calls).toEqual([['mask', `Bearer ${token}`]]);
  });

  test('a short value is not masked, because that would ruin the log', () => {
    const runner = recordingRunner({ ...good, token: 'a' });
    expect(() => readInputs(runner)).toThrow(InputError);
    expect(runner.calls).toEqual([]);
  });
});

describe('publisher and offer', () => {
  test('both are required', () => {
    expect(problemsOf({ publisher: '', offer: ' \n ' })).toEqual([
      'publisher is required for cloud-partner-portal: the publisher ID from Partner Center, e.g. contoso.',
      'offer is required: the offer ID from Partner Center, e.g. contoso-vm.',
    ]);
  });

  test('several offers stand one per line, with or without empty lines between them', () => {
    const { targets } = read({ offer: '\none\r\n\n  two \nthree\n' });
    expect(targets.map(({ offer }) => offer)).toEqual(['one', 'two', 'three']);
    expect(targets.every(({ publisher }) => publisher === 'contoso')).toBe(true);
  });

  test('each invalid offer is named', () => {
    expect(problemsOf({ offer: 'one\nt/wo\nthr ee' })).toEqual([
      'offer must be the offer ID from Partner Center, e.g. contoso-vm; it is "t/wo". Put several offers one per line, without commas.',
      'offer must be the offer ID from Partner Center, e.g. contoso-vm; it is "thr ee". Put several offers one per line, without commas.',
    ]);
  });

  test('the publisher is required only where the API needs it, and always checked', () => {
    expect(read({ publisher: '', api: 'product-ingestion' }).targets).toEqual([
      {
        publisher: '',
        offer: 'vm-offer',
        operationUrl: undefined,
        api: { name: 'product-ingestion', reason: '' },
      },
    ]);
    expect(problemsOf({ publisher: 'a/b', api: 'product-ingestion' })).toHaveLength(1);
  });

  test('a step takes a hundred offers', () => {
    const offers = (count: number) =>
      Array.from({ length: count }, (_, index) => `offer-${index}`).join('\n');
    expect(read({ offer: offers(100) }).targets).toHaveLength(100);
    expect(problemsOf({ offer: offers(101) })).toEqual([
      'offer: a step takes at most 100 offers; there are 101.',
    ]);
    const urls = Array.from(
      { length: 101 },
      (_, index) => `https://cloudpartner.azure.com/api/operations/${index}`,
    );
    expect(problemsOf({ offer: '', 'operation-url': urls.join('\n') })).toEqual([
      'offer: a step takes at most 100 offers; there are 101.',
    ]);
  });

  test('an offer cannot stand there twice', () => {
    expect(problemsOf({ offer: 'one\ntwo\none' })).toEqual(['offer lists one twice.']);
    expect(problemsOf({ offer: 'contoso-vm\nContoso-VM' })).toEqual(['offer lists Contoso-VM twice.']);
  });
});

describe('operation-url', () => {
  const url = (offer: string) =>
    `https://cloudpartner.azure.com/api/publishers/contoso/offers/${offer}/operations/1?api-version=2017-10-31`;

  test('alone is enough, and means follow', () => {
    const inputs = read({ publisher: '', offer: '', 'operation-url': ` ${url('one')}\n` });
    expect(inputs.mode).toBe('follow');
    expect(inputs.targets).toEqual([
      { publisher: '', offer: '', operationUrl: new URL(url('one')), api: portal },
    ]);
  });

  test('several alone stand for several offers of the given publisher', () => {
    const { targets } = read({ offer: '', 'operation-url': `${url('one')}\n\n${url('two')}` });
    expect(targets).toEqual([
      { publisher: 'contoso', offer: '', operationUrl: new URL(url('one')), api: portal },
      { publisher: 'contoso', offer: '', operationUrl: new URL(url('two')), api: portal },
    ]);
  });

  test('alone does not spare the publisher its check', () => {
    expect(problemsOf({ publisher: 'a/b', offer: '', 'operation-url': url('one') })).toEqual([
      expect.stringMatching(/^publisher must be .*; it is "a\/b"\.$/),
    ]);
  });

  test('beside offers, each line belongs to the offer on the same line; an empty line means none', () => {
    const inputs = read({ offer: 'one\ntwo\nthree', 'operation-url': `\n${url('two')}\n\n` });
    expect(inputs.mode).toBe('follow');
    expect(inputs.targets.map(({ operationUrl }) => operationUrl?.href)).toEqual([
      undefined,
      url('two'),
      undefined,
    ]);
  });

  test('with empty lines only counts as empty', () => {
    const inputs = read({ offer: 'one\ntwo', 'operation-url': '\n\n' });
    expect(inputs.mode).toBe('go-live');
    expect(inputs.targets.map(({ operationUrl }) => operationUrl)).toEqual([undefined, undefined]);
  });

  test('cannot have more lines than offer', () => {
    expect(problemsOf({ offer: 'one', 'operation-url': `${url('one')}\n${url('two')}` })).toEqual([
      'operation-url has 2 lines for 1 offer: give one for each, or leave offer out.',
    ]);
  });

  test('cannot be used with mode: check, but with the other modes', () => {
    expect(problemsOf({ offer: 'one', mode: 'check', 'operation-url': url('one') })).toEqual([
      'operation-url cannot be used with mode: check, which checks offers.',
    ]);
    expect(read({ offer: 'one', mode: 'follow', 'operation-url': url('one') }).mode).toBe('follow');
  });

  test.each([
    ['another origin', 'https://evil.example/api/operations/1', 'evil.example'],
    ['another scheme', 'http://cloudpartner.azure.com/operations/1', 'cloudpartner.azure.com'],
    ['another port', 'https://cloudpartner.azure.com:8443/operations/1', 'cloudpartner.azure.com:8443'],
  ])('cannot be at %s', (_what, value, host) => {
    expect(problemsOf({ 'operation-url': value })).toEqual([
      `operation-url must be at https://cloudpartner.azure.com, as the output gives it; it is at ${host}.`,
    ]);
  });

  test.each([
    ['no URL', 'operations/1', 'operations/1'],
    ['a user', 'https://sesame@cloudpartner.azure.com/api', 'https://***@cloudpartner.azure.com/api'],
    ['a password', 'https://:sesame@cloudpartner.azure.com/api', 'https://***@cloudpartner.azure.com/api'],
  ])('with %s is invalid, and shows no password', (_what, value, shown) => {
    expect(problemsOf({ 'operation-url': value })).toEqual([
      `operation-url must be an operation URL, as the output gives it; it is "${shown}".`,
    ]);
  });

  test('of another API names the value of api that fits', () => {
    const graph = 'https://graph.microsoft.com/rp/product-ingestion/configure/1/status';
    expect(problemsOf({ 'operation-url': graph })).toEqual([
      'operation-url is at graph.microsoft.com, but api is cloud-partner-portal: set `api: product-ingestion`, or leave api out.',
    ]);
    expect(problemsOf({ 'operation-url': graph, 'api-url': 'https://gateway.example' })).toEqual([
      'operation-url must be at https://gateway.example, as the output gives it; it is at graph.microsoft.com.',
    ]);
  });

  const operation = (publisher: string, offer: string) =>
    `https://cloudpartner.azure.com/api/publishers/${publisher}/offers/${offer}/operations/1`;
  const guid = '11111111-2222-3333-4444-555555555555';

  test.each<[string, string]>([
    ['the URL of an operation of the offer', operation('contoso', 'vm-offer')],
    ['the status of the offer', operation('contoso', 'vm-offer').replace('operations/1', 'status')],
    ['the offer in another case', operation('Contoso', 'VM-Offer')],
    ['a letter of the offer encoded', operation('contoso', 'vm%2Doffer')],
    ['the old form', 'https://cloudpartner.azure.com/api/operations/contoso$vm-offer$2$preview'],
    ['the old form in another case', 'https://cloudpartner.azure.com/api/operations/CONTOSO$VM-offer$2$x'],
    [
      'the old form with a GUID for the offer',
      `https://cloudpartner.azure.com/api/operations/contoso$${guid}$2$x`,
    ],
    ['the old form that names nothing', `https://cloudpartner.azure.com/api/operations/${guid}`],
  ])('beside an offer may be %s', (_what, value) => {
    const [target] = read({ 'operation-url': value }).targets;
    expect(target).toEqual({
      publisher: 'contoso',
      offer: 'vm-offer',
      operationUrl: new URL(value),
      api: portal,
    });
  });

  test.each<[string, string, string]>([
    ['another offer', operation('contoso', 'other'), 'contoso/other'],
    ['an offer that begins alike', operation('contoso', 'vm-offer2'), 'contoso/vm-offer2'],
    [
      'the status of another offer',
      operation('contoso', 'other').replace('operations/1', 'status'),
      'contoso/other',
    ],
    ['another publisher', operation('fabrikam', 'vm-offer'), 'fabrikam/vm-offer'],
    ['another publisher and offer', operation('fabrikam', 'other'), 'fabrikam/other'],
    [
      'another offer, deeper',
      operation('contoso', 'other').replace('operations', 'x/operations'),
      'contoso/other',
    ],
    ['another offer, encoded', operation('contoso', '%6Fther'), 'contoso/other'],
    [
      'another offer, in other letters',
      operation('contoso', 'OTHER').replace('/offers/', '/Offers/'),
      'contoso/OTHER',
    ],
    [
      'another offer, in the old form',
      'https://cloudpartner.azure.com/api/operations/contoso$other$2$x',
      'contoso/other',
    ],
    [
      'another offer, in the old form, encoded',
      'https://cloudpartner.azure.com/api/operations/contoso%24other%242',
      'contoso/other',
    ],
    [
      'another publisher, in the old form with a GUID',
      `https://cloudpartner.azure.com/api/operations/fabrikam$${guid}$2`,
      `fabrikam/${guid}`,
    ],
  ])('beside an offer cannot be that of %s', (_what, value, shown) => {
    expect(problemsOf({ 'operation-url': value })).toEqual([
      `operation-url belongs to ${shown}, but stands beside contoso/vm-offer.`,
    ]);
  });

  test('is compared line by line: each line that is wrong is named, and no other', () => {
    const urls = [url('one'), url('three'), '', url('FOUR'), url('one')];
    expect(problemsOf({ offer: 'one\ntwo\nthree\nfour\nfive', 'operation-url': urls.join('\n') })).toEqual([
      'operation-url belongs to contoso/three, but stands beside contoso/two.',
      'operation-url belongs to contoso/one, but stands beside contoso/five.',
    ]);
  });

  test('is compared with what is given: the publisher alone, the offer alone', () => {
    expect(problemsOf({ offer: '', 'operation-url': operation('fabrikam', 'vm') })).toEqual([
      'operation-url belongs to fabrikam/vm, but stands beside contoso.',
    ]);
    expect(problemsOf({ publisher: '', 'operation-url': operation('contoso', 'other') })).toContain(
      'operation-url belongs to contoso/other, but stands beside vm-offer.',
    );
    expect(problemsOf({ publisher: '', offer: '', 'operation-url': operation('fabrikam', 'vm') })).toEqual(
      [],
    );
  });

  test.each<[string, string]>([
    ['cloud-partner-portal', 'https://cloudpartner.azure.com/v1.0/me/messages'],
    ['cloud-partner-portal', 'https://cloudpartner.azure.com/'],
    ['cloud-partner-portal', 'https://cloudpartner.azure.com/api/../v1.0/operations/1'],
    ['product-ingestion', 'https://graph.microsoft.com/v1.0/me/messages'],
    ['product-ingestion', 'https://graph.microsoft.com/rp/product-ingestion/../../v1.0/me/messages'],
    ['partner-center', 'https://api.partner.microsoft.com/v1.0/customers'],
    ['partner-center', 'https://api.partner.microsoft.com/v1.0/ingestion/products'],
  ])('of %s must be that of an operation: %s is none', (api, value) => {
    expect(problemsOf({ api, 'operation-url': value })).toEqual([
      `operation-url must be the URL of an operation of ${api}, as the output gives it; its path is "${new URL(value).pathname}".`,
    ]);
  });

  test('must be below the path of api-url', () => {
    const given = { api: 'product-ingestion', 'api-url': 'https://gateway.example/pi' };
    const good = 'https://gateway.example/pi/configure/7/status';
    expect(read({ ...given, 'operation-url': good }).mode).toBe('follow');
    for (const path of ['/configure/7/status', '/pi2/configure/7/status', '/pi/../configure/7/status']) {
      expect(problemsOf({ ...given, 'operation-url': `https://gateway.example${path}` })).toEqual([
        expect.stringMatching(/^operation-url must be the URL of an operation of product-ingestion, /),
      ]);
    }
  });

  test('is not compared with an invalid api, which is the problem to fix first', () => {
    expect(problemsOf({ api: 'x', 'operation-url': operation('contoso', 'other') })).toEqual([
      expect.stringMatching(/^api must be one of /),
    ]);
  });

  test('is not compared with an invalid api-url, which is the problem to fix first', () => {
    expect(problemsOf({ 'operation-url': url('one'), 'api-url': 'ftp://gateway.example' })).toEqual([
      expect.stringMatching(/^api-url must be a base URL/),
    ]);
  });

  test('cannot be longer than the output gives it', () => {
    const start = url('vm-offer').replace(/1\?.*$/, '');
    const longest = start + 'x'.repeat(500 - start.length);
    expect(read({ 'operation-url': longest }).targets[0]?.operationUrl?.href).toBe(longest);
    expect(problemsOf({ 'operation-url': `${longest}x` })).toEqual([
      expect.stringMatching(/^operation-url must be an operation URL/),
    ]);
  });

  test('must be at api-url', () => {
    const local = 'http://127.0.0.1:8080/api/operations/1';
    expect(
      read({ 'operation-url': local, 'api-url': 'http://127.0.0.1:8080' }).targets[0]?.operationUrl?.href,
    ).toBe(local);
    expect(problemsOf({ 'operation-url': local })).toHaveLength(1);
  });
});

test('all problems are reported at once, in the order of action.yml, then those of several inputs', () => {
  const problems = problemsOf({
    'tenant-id': '/',
    'client-id': 'x',
    'client-secret': 'x',
    'authority-host': 'x',
    publisher: '',
    offer: 'a b',
    token: 'x',
    api: 'x',
    mode: 'x',
    'operation-url': 'x',
    wait: 'x',
    'wait-for-preview': 'x',
    'timeout-minutes': 'x',
    'poll-interval-seconds': 'x',
    'fail-on-timeout': 'x',
    'fail-on-blocked': 'x',
    'api-url': 'x',
  });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'offer',
    'token',
    'tenant-id',
    'client-id',
    'client-secret',
    'api',
    'mode',
    'operation-url',
    'wait',
    'wait-for-preview',
    'timeout-minutes',
    'poll-interval-seconds',
    'fail-on-timeout',
    'fail-on-blocked',
    'api-url',
    'authority-host',
    'token',
  ]);
});

describe('api: auto', () => {
  const jwt = (aud: unknown) => `e30.${Buffer.from(JSON.stringify({ aud })).toString('base64url')}.c2ln`;
  const portal = 'https://cloudpartner.azure.com';
  const graph = 'https://graph.microsoft.com';
  const center = 'https://api.partner.microsoft.com';
  const application = {
    token: '',
    'tenant-id': 'contoso.example',
    'client-id': '11111111-2222-3333-4444-555555555555',
  };
  const urls = {
    'cloud-partner-portal': `${portal}/api/publishers/contoso/offers/vm-offer/operations/1`,
    'product-ingestion': `${graph}/rp/product-ingestion/configure/1/status`,
    'partner-center': `${center}/v1.0/ingestion/products/p/submissions/1`,
  };
  /** The API of each target. */
  const apisOf = (inputs: Record<string, string>) =>
    read({ api: '', ...inputs }).targets.map(({ api }) => api?.name);
  const problems = (inputs: Record<string, string>) => problemsOf({ api: 'auto', ...inputs });

  test('is the default, and leaves it to the marketplace where the inputs do not tell', () => {
    expect(apisOf(application)).toEqual([undefined]);
    expect(apisOf({ ...application, publisher: '', offer: 'one\ntwo' })).toEqual([undefined, undefined]);
  });

  test.each([
    [portal, 'cloud-partner-portal'],
    [graph, 'product-ingestion'],
    [`${graph}/`, 'product-ingestion'],
    ['00000003-0000-0000-C000-000000000000', 'product-ingestion'],
    [center, 'partner-center'],
  ])('goes by the audience of a token: %s', (audience, api) => {
    expect(apisOf({ token: jwt(audience) })).toEqual([api]);
    expect(read({ api: '', token: jwt([audience]) }).targets[0]?.api).toEqual({
      name: api,
      reason: expect.stringMatching(new RegExp(`^The token is for https://.*: using ${api}\\.$`)),
    });
  });

  test.each([token, 'e30.eyJhcHBpZCI6ImFwcC0xIn0.c2ln', jwt(7), 'e30.e30e30e30e30e30.c2ln'])(
    'takes a token that cannot be read (%s) for one of the Cloud Partner Portal, which needs publisher',
    (token) => {
      expect(read({ api: 'auto', token }).targets[0]?.api).toEqual({
        name: 'cloud-partner-portal',
        reason: 'The token does not say what it is for: using cloud-partner-portal.',
      });
      expect(problems({ token, publisher: '' })).toEqual([
        'publisher is required for cloud-partner-portal: the publisher ID from Partner Center, e.g. contoso.',
      ]);
    },
  );

  test.each([
    ['https://management.azure.com', 'https://management.azure.com'],
    [[graph, center], `${graph}, ${center}`],
  ])('does not guess by the audience %j, which a named API takes', (audience, shown) => {
    const token = jwt(audience);
    const problem = `token is for ${shown}, which does not tell the API: set api to the API that carries the offer.`;
    expect(problems({ token })).toEqual([problem]);
    expect(problemsOf({ token, api: 'partner-center' })).toEqual([]);
    const url = urls['partner-center'];
    expect(problems({ token, offer: '', 'operation-url': url })).toEqual([]);
    expect(problems({ token, offer: 'one\ntwo', 'operation-url': url })).toEqual([problem]);
  });

  test.each(Object.entries(urls))('goes by the host and the path of an operation URL: %s', (api, url) => {
    expect(apisOf({ ...application, publisher: '', offer: '', 'operation-url': url })).toEqual([api]);
    expect(apisOf({ token, publisher: '', offer: '', 'operation-url': url })).toEqual([api]);
    expect(read({ ...application, api: 'auto', 'operation-url': url }).targets[0]?.api).toEqual({
      name: api,
      reason: `The operation URL is one of ${api}: using that API.`,
    });
    const gateway = new URL(url);
    gateway.host = 'gateway.example';
    expect(
      apisOf({ ...application, 'api-url': 'https://gateway.example', 'operation-url': gateway.href }),
    ).toEqual([api]);
  });

  test('takes operation URLs of several APIs, each at its own, beside offers without one', () => {
    const offers = 'vm-offer\na\nb\nc';
    const lines = Object.values(urls).join('\n');
    expect(apisOf({ ...application, offer: offers, 'operation-url': lines })).toEqual([
      'cloud-partner-portal',
      'product-ingestion',
      'partner-center',
      undefined,
    ]);
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'another host',
      { 'operation-url': 'https://evil.example/api/operations/1' },
      `operation-url must be at ${portal} or ${graph} or ${center}, as the output gives it; it is at evil.example.`,
    ],
    [
      'a path of no operation',
      { 'operation-url': `${graph}/v1.0/me` },
      'operation-url must be the URL of an operation of product-ingestion, as the output gives it; its path is "/v1.0/me".',
    ],
    [
      'a path of no operation behind a gateway',
      { 'api-url': 'https://gateway.example', 'operation-url': 'https://gateway.example/v1.0/me' },
      'operation-url must be the URL of an operation, as the output gives it; its path is "/v1.0/me".',
    ],
    [
      'another host than the gateway',
      { 'api-url': 'https://gateway.example', 'operation-url': urls['partner-center'] },
      'operation-url must be at https://gateway.example, as the output gives it; it is at api.partner.microsoft.com.',
    ],
    [
      'a gateway with a path',
      { 'api-url': 'https://gateway.example/azure' },
      'api-url must be an origin without a path where api is auto: leave out the path, or set api.',
    ],
  ])('rejects %s', (_what, inputs, problem) => {
    expect(problems({ ...application, ...inputs })).toEqual([problem]);
  });

  test('a later step that follows an operation needs the address where it is not the usual one', () => {
    const gateway = { 'api-url': 'https://gateway.example' };
    expect(read({ ...application, api: 'auto' }).followInputs).toEqual({});
    expect(read({ ...application, api: 'auto', ...gateway }).followInputs).toEqual(gateway);
    expect(read({ api: 'partner-center', ...gateway }).followInputs).toEqual({
      api: 'partner-center',
      ...gateway,
    });
    expect(read({ api: 'partner-center' }).followInputs).toEqual({});
  });

  test('an API at an own origin keeps its path there', () => {
    const { baseUrlOf } = read({ ...application, api: 'auto', 'api-url': 'http://127.0.0.1:8080' });
    expect(baseUrlOf('cloud-partner-portal')).toBe('http://127.0.0.1:8080');
    expect(baseUrlOf('product-ingestion')).toBe('http://127.0.0.1:8080/rp/product-ingestion');
    expect(baseUrlOf('partner-center')).toBe('http://127.0.0.1:8080/v1.0/ingestion');
    expect(read({ ...application, api: '' }).baseUrlOf('partner-center')).toBe(`${center}/v1.0/ingestion`);
    const named = read({ api: 'partner-center', 'api-url': 'https://gateway.example/azure' });
    expect(named.baseUrlOf('partner-center')).toBe('https://gateway.example/azure');
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'api',
      { api: 'partner-center', token: jwt(graph) },
      `token is for ${graph} (product-ingestion), but api is partner-center: its token must be for ${center}.`,
    ],
    [
      'api, behind a gateway too',
      { api: 'cloud-partner-portal', token: jwt(center), 'api-url': 'https://gateway.example/x' },
      `token is for ${center} (partner-center), but api is cloud-partner-portal: its token must be for ${portal}.`,
    ],
    [
      'operation-url',
      { api: 'auto', token: jwt(graph), 'operation-url': urls['partner-center'] },
      `token is for ${graph} (product-ingestion), but operation-url is one of partner-center: its token must be for ${center}.`,
    ],
  ])(
    'a token for another API than that of %s is an input error that names both',
    (_what, inputs, problem) => {
      expect(problemsOf(inputs)).toEqual([problem]);
    },
  );

  test.each<[string, Record<string, string>, string]>([
    [
      'operation-url that comes after a blank one',
      { api: 'auto', token: jwt(graph), offer: 'one\ntwo', 'operation-url': `\n${urls['partner-center']}` },
      'operation-url is one of partner-center',
    ],
    [
      'api, beside an operation-url that cannot be read',
      { api: 'partner-center', token: jwt(graph), 'operation-url': 'x' },
      'but api is partner-center',
    ],
  ])('a token for another API than that of %s is named among the problems', (_what, inputs, words) => {
    expect(problemsOf(inputs)).toContainEqual(expect.stringContaining(words));
  });

  test.each([{ 'operation-url': 'x' }, { 'api-url': 'x', 'operation-url': urls['product-ingestion'] }])(
    'a token is not compared with what cannot be read: %j',
    (inputs) => {
      expect(
        problems({ token: jwt(graph), ...inputs }).filter((problem) => problem.startsWith('token')),
      ).toEqual([]);
    },
  );

  test('a token and an operation URL of the same API go together', () => {
    const url = urls['product-ingestion'];
    expect(apisOf({ token: jwt(graph), publisher: '', 'operation-url': url })).toEqual(['product-ingestion']);
  });
});
