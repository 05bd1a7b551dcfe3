import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { type Inputs, readInputs } from '../../src/inputs.ts';
import { recordingRunner } from '../support/unit/recording-runner.ts';

const token = 'a-token-of-twenty-ch';
const good = { publisher: 'contoso', offer: 'vm-offer', token };

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

test('what is empty or blank takes its default', () => {
  const resolved: Inputs = {
    targets: [{ publisher: 'contoso', offer: 'vm-offer', operationUrl: undefined }],
    credentials: { token },
    api: 'cloud-partner-portal',
    mode: 'go-live',
    wait: true,
    waitForPreview: false,
    timeoutMs: 330 * 60_000,
    pollIntervalMs: undefined,
    failOnTimeout: true,
    failOnBlocked: false,
    apiUrl: 'https://cloudpartner.azure.com',
  };
  const blank = Object.fromEntries(
    [
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
    ].map((name) => [name, ' \n']),
  );
  expect(read({})).toEqual(resolved);
  expect(read(blank)).toEqual(resolved);
});

test('what is given counts, blanks around it do not', () => {
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
    targets: [{ publisher: 'contoso', offer: 'vm-offer', operationUrl: undefined }],
    credentials: { token },
    api: 'cloud-partner-portal',
    mode: 'check',
    wait: false,
    waitForPreview: true,
    timeoutMs: 30_000,
    pollIntervalMs: 7_000,
    failOnTimeout: false,
    failOnBlocked: true,
    apiUrl: 'https://gateway.example/azure',
  });
});

describe('words', () => {
  test.each([
    ['api', 'graph', 'api: "graph" is not one of cloud-partner-portal, product-ingestion, partner-center.'],
    ['mode', 'publish', 'mode: "publish" is not one of go-live, follow, check.'],
    ['mode', 'Go-Live', 'mode: "Go-Live" is not one of go-live, follow, check.'],
    ['wait', 'yes', 'wait: "yes" is not true or false.'],
    ['wait-for-preview', '1', 'wait-for-preview: "1" is not true or false.'],
    ['fail-on-timeout', 'on', 'fail-on-timeout: "on" is not true or false.'],
    ['fail-on-blocked', 'tRUE', 'fail-on-blocked: "tRUE" is not true or false.'],
  ])('%s refuses %s', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([problem]);
  });

  test.each(['go-live', 'follow', 'check'])('mode takes %s', (mode) => {
    expect(read({ mode }).mode).toBe(mode);
  });
});

describe('numbers', () => {
  test.each([
    ['timeout-minutes', '0.001'],
    ['timeout-minutes', '43200'],
    ['timeout-minutes', '043200.0'],
    ['poll-interval-seconds', '1'],
    ['poll-interval-seconds', '3600'],
    ['poll-interval-seconds', '1.5'],
  ])('%s takes %s', (name, value) => {
    const { timeoutMs, pollIntervalMs } = read({ [name]: value });
    const taken = name === 'timeout-minutes' ? timeoutMs / 60_000 : Number(pollIntervalMs) / 1000;
    expect(taken).toBeCloseTo(Number(value), 9);
  });

  test.each([
    '0',
    '0.0',
    '-1',
    '43200.1',
    '43201',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    '5m',
    '1,5',
    '.5',
    '5.',
    '1 2',
    `0.${'0'.repeat(400)}1`,
  ])('timeout-minutes refuses %s', (value) => {
    expect(problemsOf({ 'timeout-minutes': value })).toEqual([
      expect.stringMatching(/^timeout-minutes: ".*" is not a number above 0, up to 43200\.$/),
    ]);
  });

  test.each(['0', '0.9', '3601', '-5', 'fast'])('poll-interval-seconds refuses %s', (value) => {
    expect(problemsOf({ 'poll-interval-seconds': value })).toEqual([
      `poll-interval-seconds: "${value}" is not a number from 1 up to 3600.`,
    ]);
  });
});

describe('credentials', () => {
  const application = {
    token: '',
    'tenant-id': 'contoso.onmicrosoft.com',
    'client-id': '11111111-2222-3333-4444-555555555555',
  };
  const secret = 'a-secret-of-sixteen';

  test('one kind is asked for', () => {
    expect(problemsOf({ token: ' ' })).toEqual([
      'token: missing; give an access token for the API, or tenant-id and client-id to sign in with the identity of this workflow or with client-secret.',
    ]);
  });

  test.each(['tenant-id', 'client-id', 'client-secret'])('a token is refused beside %s', (name) => {
    const inputs = { ...application, 'client-secret': secret, token };
    expect(problemsOf({ [name]: inputs[name as keyof typeof inputs] })).toContain(
      'token: cannot be given beside tenant-id, client-id or client-secret; give one or the other.',
    );
  });

  test('an application signs in with the identity of the workflow, or with a secret', () => {
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

  test('a secret alone lacks its application', () => {
    expect(problemsOf({ token: '', 'client-secret': secret })).toEqual([
      'tenant-id: missing; it is the ID or the domain of an Entra ID tenant.',
      'client-id: missing; it is the application (client) ID of an Entra ID application.',
    ]);
  });

  test.each(['a/b', '..', 'a b', '-a', 'a?b', 'x'.repeat(254), 'common', 'Organizations'])(
    'the tenant %s is refused',
    (tenant) => {
      expect(problemsOf({ ...application, 'tenant-id': tenant })).toEqual([
        expect.stringContaining(' is not the ID or the domain of an Entra ID tenant.'),
      ]);
    },
  );

  test.each(['contoso', '11111111-2222-3333-4444-55555555555', '11111111222233334444555555555555'])(
    'the client %s is refused',
    (client) => {
      expect(problemsOf({ ...application, 'client-id': client })).toEqual([
        `client-id: "${client}" is not the application (client) ID of an Entra ID application.`,
      ]);
    },
  );

  test.each(['http://login.example', 'login.example', 'https://user:pw@login.example'])(
    'the authority %s is refused',
    (authority) => {
      expect(problemsOf({ ...application, 'authority-host': authority })).toEqual([
        expect.stringMatching(/^authority-host: .* is not a base URL with https/),
      ]);
    },
  );

  test.each([
    ['too short', 'short-secret-15'],
    ['with its scheme', `Bearer ${token}`],
    ['of two lines', `${token}\n${token}`],
    ['with a control character', `${token}\u0007`],
    ['with a letter outside ASCII', `${token}é`],
  ])('a value %s is refused and not shown', (_what, value) => {
    expect(problemsOf({ token: value })).toEqual([
      'token: not a token; it is one word, without "Bearer" before it, and has at least 16 characters.',
    ]);
    expect(problemsOf({ ...application, 'client-secret': value })).toEqual([
      'client-secret: not a client secret; it is one word, and has at least 16 characters.',
    ]);
  });

  test('each is masked before anything is found wrong', () => {
    const runner = recordingRunner({ token: ` ${token} `, 'client-secret': secret, mode: 'wrong' });
    expect(() => readInputs(runner)).toThrow(InputError);
    expect(runner.calls).toEqual([
      ['mask', token],
      ['mask', secret],
    ]);
  });

  test('so is one that is not a token', () => {
    const runner = recordingRunner({ ...good, token: `Bearer ${token}` });
    expect(() => readInputs(runner)).toThrow(InputError);
    expect(runner.calls).toEqual([['mask', `Bearer ${token}`]]);
  });

  test('a short value is not masked: that would spoil the log', () => {
    const runner = recordingRunner({ ...good, token: 'a' });
    expect(() => readInputs(runner)).toThrow(InputError);
    expect(runner.calls).toEqual([]);
  });
});

describe('publisher and offer', () => {
  test('both are needed', () => {
    expect(problemsOf({ publisher: '', offer: ' \n ' })).toEqual([
      'publisher: missing; it is an ID as in Partner Center (letters, digits, - and _, at most 50).',
      'offer: missing; it is an ID as in Partner Center (letters, digits, - and _, at most 50).',
    ]);
  });

  test.each(['a', 'contoso', 'Contoso_1-x', '0', 'x'.repeat(50)])('the ID %s is taken', (id) => {
    expect(read({ publisher: id, offer: id }).targets).toEqual([
      { publisher: id, offer: id, operationUrl: undefined },
    ]);
  });

  test.each(['x'.repeat(51), '-x', '_x', 'a b', 'a/b', '..', 'a?b', 'a%2fb', 'a.b', 'ä', '<b>'])(
    'the ID %s is refused',
    (id) => {
      const problems = problemsOf({ publisher: id, offer: id });
      expect(problems).toEqual([
        expect.stringContaining(`publisher: "${id}" is not an ID`),
        expect.stringContaining(`offer: "${id}" is not an ID`),
      ]);
    },
  );

  test('several offers go one per line, empty lines between them', () => {
    const { targets } = read({ offer: '\none\r\n\n  two \nthree\n' });
    expect(targets.map(({ offer }) => offer)).toEqual(['one', 'two', 'three']);
    expect(targets.every(({ publisher }) => publisher === 'contoso')).toBe(true);
  });

  test('each wrong one is named', () => {
    expect(problemsOf({ offer: 'one\nt/wo\nthr ee' })).toEqual([
      expect.stringContaining('offer: "t/wo"'),
      expect.stringContaining('offer: "thr ee"'),
    ]);
  });

  test('the publisher is needed only where the API goes by it', () => {
    expect(read({ publisher: '', api: 'product-ingestion' }).targets).toEqual([
      { publisher: '', offer: 'vm-offer', operationUrl: undefined },
    ]);
    expect(problemsOf({ publisher: 'a/b', api: 'product-ingestion' })).toHaveLength(1);
  });

  test('a hundred offers go in one step', () => {
    const offers = (count: number) =>
      Array.from({ length: count }, (_, index) => `offer-${index}`).join('\n');
    expect(read({ offer: offers(100) }).targets).toHaveLength(100);
    expect(problemsOf({ offer: offers(101) })).toEqual(['offer: 101 offers; at most 100 go in one step.']);
    const urls = Array.from(
      { length: 101 },
      (_, index) => `https://cloudpartner.azure.com/api/operations/${index}`,
    );
    expect(problemsOf({ offer: '', 'operation-url': urls.join('\n') })).toEqual([
      'offer: 101 offers; at most 100 go in one step.',
    ]);
  });

  test('an offer given twice is refused', () => {
    expect(problemsOf({ offer: 'one\ntwo\none' })).toEqual(['offer: "one" is given twice.']);
  });
});

describe('api-url', () => {
  test.each([
    ['https://cloudpartner.azure.com', 'https://cloudpartner.azure.com'],
    ['https://gateway.example:8443/a/b/', 'https://gateway.example:8443/a/b'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://127.9.9.9:1/', 'http://127.9.9.9:1'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
  ])('%s is taken', (value, apiUrl) => {
    expect(read({ 'api-url': value }).apiUrl).toBe(apiUrl);
  });

  test.each([
    'cloudpartner.azure.com',
    'http://cloudpartner.azure.com',
    'http://localhost.example',
    'http://127.0.0.1.example',
    'http://10.0.0.1',
    'ftp://localhost',
    'file:///etc/passwd',
    'https://',
  ])('%s is refused', (value) => {
    expect(problemsOf({ 'api-url': value })).toEqual([
      `api-url: "${value}" is not a base URL with https, or with http on loopback, without user, query and fragment, of at most 200 characters.`,
    ]);
  });

  test('a longer one than any is refused', () => {
    const longest = `https://gateway.example/${'x'.repeat(176)}`;
    expect(read({ 'api-url': longest }).apiUrl).toBe(longest);
    expect(problemsOf({ 'api-url': `${longest}x` })).toEqual([
      expect.stringContaining('at most 200 characters'),
    ]);
  });

  test.each([
    ['https://x.example/?key=sesame', 'https://x.example/?***'],
    ['https://x.example/#sesame', 'https://x.example/?***'],
    ['https://user:sesame@x.example/a', 'https://***@x.example/a'],
    ['https://sesame@x.example', 'https://***@x.example'],
    ['https://user:ses@me@x.example', 'https://***@x.example'],
    ['https://user:sesame/@x.example', 'https://***@x.example'],
    ['https://user:sesame?#@x.example', 'https://***@x.example'],
    ['HTTPS:\\\\user:sesame@x.example', 'HTTPS:\\\\***@x.example'],
    ['https:user:sesame@x.example', 'https:***@x.example'],
    ['user:sesame@x.example', '***@x.example'],
  ])('of %s the user is not shown', (value, shown) => {
    const [problem = '', ...others] = problemsOf({ 'api-url': value });
    expect(problem).toContain(`api-url: "${shown}" is not a base URL`);
    expect(problem).not.toMatch(/sesame|ses@me/);
    expect(others).toEqual([]);
  });
});

describe('operation-url', () => {
  const url = (offer: string) =>
    `https://cloudpartner.azure.com/api/publishers/contoso/offers/${offer}/operations/1?api-version=2017-10-31`;

  test('alone it is enough, and means follow', () => {
    const inputs = read({ publisher: '', offer: '', 'operation-url': ` ${url('one')}\n` });
    expect(inputs.mode).toBe('follow');
    expect(inputs.targets).toEqual([{ publisher: '', offer: '', operationUrl: new URL(url('one')) }]);
  });

  test('several alone are several offers, of the publisher given', () => {
    const { targets } = read({ offer: '', 'operation-url': `${url('one')}\n\n${url('two')}` });
    expect(targets).toEqual([
      { publisher: 'contoso', offer: '', operationUrl: new URL(url('one')) },
      { publisher: 'contoso', offer: '', operationUrl: new URL(url('two')) },
    ]);
  });

  test('alone it still has the publisher checked', () => {
    expect(problemsOf({ publisher: 'a/b', offer: '', 'operation-url': url('one') })).toEqual([
      expect.stringContaining('publisher: "a/b"'),
    ]);
  });

  test('beside offers each line belongs to the offer in its place, an empty one to an offer without', () => {
    const inputs = read({ offer: 'one\ntwo\nthree', 'operation-url': `\n${url('two')}\n\n` });
    expect(inputs.mode).toBe('follow');
    expect(inputs.targets.map(({ operationUrl }) => operationUrl?.href)).toEqual([
      undefined,
      url('two'),
      undefined,
    ]);
  });

  test('nothing but empty lines is nothing', () => {
    const inputs = read({ offer: 'one\ntwo', 'operation-url': '\n\n' });
    expect(inputs.mode).toBe('go-live');
    expect(inputs.targets.map(({ operationUrl }) => operationUrl)).toEqual([undefined, undefined]);
  });

  test('more lines than offers are refused', () => {
    expect(problemsOf({ offer: 'one', 'operation-url': `${url('one')}\n${url('two')}` })).toEqual([
      'operation-url: 2 lines for 1 offers; give one for each, or leave offer out.',
    ]);
  });

  test('it is refused with mode: check, and goes with the other modes', () => {
    expect(problemsOf({ mode: 'check', 'operation-url': url('one') })).toEqual([
      'operation-url: cannot be followed with mode: check, which looks at offers.',
    ]);
    expect(read({ mode: 'follow', 'operation-url': url('one') }).mode).toBe('follow');
  });

  test.each([
    ['no URL', 'operations/1', 'operations/1'],
    ['another origin', 'https://evil.example/api/operations/1', 'https://evil.example/api/operations/1'],
    [
      'another scheme',
      'http://cloudpartner.azure.com/operations/1',
      'http://cloudpartner.azure.com/operations/1',
    ],
    [
      'another port',
      'https://cloudpartner.azure.com:8443/operations/1',
      'https://cloudpartner.azure.com:8443/operations/1',
    ],
    ['a user', 'https://sesame@cloudpartner.azure.com/api', 'https://***@cloudpartner.azure.com/api'],
    ['a password', 'https://:sesame@cloudpartner.azure.com/api', 'https://***@cloudpartner.azure.com/api'],
  ])('%s is refused', (_what, value, shown) => {
    expect(problemsOf({ 'operation-url': value })).toEqual([
      `operation-url: "${shown}" is not a URL at https://cloudpartner.azure.com, as the output gives it.`,
    ]);
  });

  test('a longer one than the output can give is refused', () => {
    const longest = url('x'.repeat(500 - url('').length));
    expect(read({ 'operation-url': longest }).targets[0]?.operationUrl?.href).toBe(longest);
    expect(problemsOf({ 'operation-url': `${longest}x` })).toHaveLength(1);
  });

  test('it must be at api-url', () => {
    const local = 'http://127.0.0.1:8080/api/operations/1';
    expect(
      read({ 'operation-url': local, 'api-url': 'http://127.0.0.1:8080' }).targets[0]?.operationUrl?.href,
    ).toBe(local);
    expect(problemsOf({ 'operation-url': local })).toHaveLength(1);
  });
});

test('all problems are told at once, in one error', () => {
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
  expect(problems.map((problem) => problem.split(':')[0]).toSorted()).toEqual([
    'api',
    'api-url',
    'authority-host',
    'client-id',
    'client-secret',
    'fail-on-blocked',
    'fail-on-timeout',
    'mode',
    'offer',
    'operation-url',
    'poll-interval-seconds',
    'publisher',
    'tenant-id',
    'timeout-minutes',
    'token',
    'token',
    'wait',
    'wait-for-preview',
  ]);
});

test('what is shown of a wrong value is one short line', () => {
  const [problem = ''] = problemsOf({ mode: `follow\n::error::${'x'.repeat(500)}\u202e` });
  expect(problem).toMatch(/^mode: "follow ::error::x+ … \(cut\)" is not one of/);
  expect(problem.length).toBeLessThan(150);
});
