import { describe, expect, it } from 'vitest';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { type Ended, posts, runAction, token } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

/** Runs it with these inputs beside an API that nothing may be sent to; a function is given its address. */
async function refused(
  given: Record<string, string> | ((url: string) => Record<string, string>),
): Promise<Ended> {
  const server = await startScript([]);
  try {
    const ended = await runAction(server.url, {
      with: typeof given === 'function' ? given(server.url) : given,
    });
    expect(server.requests).toEqual([]);
    expect(ended).toMatchObject({ exitCode: 1, conclusion: 'failure', offers: [] });
    expect(ended.outputs).toMatchObject({
      status: 'not-started',
      'failure-kind': 'input',
      'operation-url': '',
      started: 'false',
      'timed-out': 'false',
    });
    expect(ended.summary).toContain('the inputs are wrong');
    expect(ended.annotations).toHaveLength(1);
    return ended;
  } finally {
    await server.stop();
  }
}

const ids = {
  'a slash': 'a/b',
  'a backslash': 'a\\b',
  'a parent folder': '..',
  'a dot': 'a.b',
  'a blank': 'a b',
  'a tab': 'a\tb',
  'an escape': 'a\u001b[31mb',
  'a question mark': 'a?b=c',
  'a hash': 'a#b',
  'a percent sign': 'a%2Fb',
  'a dollar sign': 'a$b',
  'a letter of another script': 'cоntoso',
  'a command': '::set-output name=status::succeeded',
  'a tag': '<img/src/onerror=alert(1)>',
  '51 characters': 'a'.repeat(51),
  '100,000 characters': 'a'.repeat(100_000),
  'nothing but blanks': '   ',
  nothing: '',
};
const idRows = Object.entries(ids).map(([what, value]) => ({ what, value }));

describe('an ID with', () => {
  it.concurrent.each(idRows)('$what is refused, in publisher and offer alike', async ({ value }) => {
    const { outputs, summary } = await refused({ publisher: value, offer: value });
    expect(outputs['message']).toMatch(/^Inputs are wrong: .*publisher: .*offer: /);
    expect(outputs['message']?.length).toBeLessThan(2_000);
    expect(summary).toContain('<li>offer: ');
  });

  it.concurrent('a newline is refused as a publisher, and is two offers', async () => {
    const { outputs } = await refused({ publisher: 'a\nb', offer: 'vm\nvm' });
    expect(outputs['message']).toMatch(/publisher: .*offer: "vm" is given twice/);
  });
});

const values: Record<string, string[]> = {
  api: ['graph', 'Cloud-Partner-Portal', 'constructor', '__proto__'],
  mode: ['golive', 'GO-LIVE', 'publish', 'true'],
  wait: ['yes', '1', 'tRUE', 'on', 'true false'],
  'wait-for-preview': ['no', '0'],
  'fail-on-timeout': ['never', '2'],
  'fail-on-blocked': ['y', 'null'],
  'timeout-minutes': [
    ...['abc', '0', '0.0', '-1', '+5', '1e3', 'nan', 'Infinity', '0x10', '1,5', '5 min', '43200.1'],
    ...['43201', '9'.repeat(400), '٣'],
  ],
  'poll-interval-seconds': ['0', '0.5', '-5', '3601', 'x', '1e2', 'Infinity'],
  'api-url': [
    ...['not a url', 'http://example.com', 'http://10.0.0.1', 'http://127.0.0.1.example.com', '//127.0.0.1'],
    ...['ftp://127.0.0.1', 'file:///etc/passwd', 'javascript:alert(1)', 'http://localhost@example.com'],
    ...['https://example.com/?a=b', 'https://example.com/#a', 'http://0.0.0.0', 'http://[::2]'],
  ],
  'operation-url': ['not a url', '/api/operations/a$b$2$preview', 'http://127.0.0.1:1/api/operations/1'],
};

describe('the input', () => {
  // The first value of each in one run, the second of each in the next, and so on: they are told all at once.
  const runs = Array.from({ length: Math.max(...Object.values(values).map(({ length }) => length)) }).map(
    (_, index) =>
      Object.entries(values).flatMap(([name, given]) =>
        given[index] === undefined ? [] : [{ name, value: given[index] }],
      ),
  );
  it.concurrent.each(runs)('$name of $value is refused, and so are others', async (...given) => {
    const { annotations, outputs } = await refused(
      Object.fromEntries(given.map(({ name, value }) => [name, value])),
    );
    for (const { name, value } of given) {
      const problem = annotations[0]?.message.match(new RegExp(`${name}: "(.+?)" is not `));
      // What stands before an @ may be a password, and what follows a ? or # a key.
      expect(problem?.[1], name).toContain(value.slice(0, 40).replace(/.*@|[?#].*/g, ''));
      expect(problem?.[1], name).not.toMatch(/[?#](?!\*\*\*)/);
    }
    expect(outputs['message']).toMatch(given.length > 1 ? /^Inputs are wrong: / : /^An input is wrong: /);
  });

  it.concurrent('operation-url may not lead to another server, nor stand beside mode: check', async () => {
    const { outputs } = await refused((url) => ({
      mode: 'check',
      'operation-url': `https://cloudpartner.azure.com/api/operations/1\n${url}/api/operations/2`,
    }));
    expect(outputs['message']).toMatch(/operation-url: cannot be followed with mode: check/);
    expect(outputs['message']).toMatch(/operation-url: 2 lines for 1 offers/);
    expect(outputs['message']).toMatch(/operation-url: "https:\/\/cloudpartner.*" is not a URL at http:/);
  });

  it.concurrent.each([
    { what: 'missing', value: '' },
    { what: 'short', value: 'short' },
    { what: 'two words', value: `Bearer ${'x'.repeat(40)}` },
    { what: 'two lines', value: `${'x'.repeat(40)}\n${'y'.repeat(40)}` },
    { what: 'not ASCII', value: `ä${'x'.repeat(40)}` },
  ])('token, $what: is refused, and not shown', async ({ value }) => {
    const { outputs, rawOutput, files } = await refused({ token: value });
    expect(outputs['message']).toMatch(/token/);
    const shown = rawOutput.replace(/^::add-mask::.*$/gm, '') + files.summary + files.output;
    if (value) {
      expect(shown).not.toContain(value.slice(-20));
    }
  });

  it.concurrent('api-url does not show the password in it', async () => {
    const { rawOutput, files } = await refused({ 'api-url': 'https://me:pa55word@example.com' });
    expect(rawOutput + files.summary + files.output).not.toContain('pa55word');
  });
});

it('every problem there is, is told in one error', async () => {
  const wrong = {
    publisher: '../x',
    offer: 'a b',
    token: 'short',
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
  };
  const { outputs, summary, annotations } = await refused(wrong);
  for (const name of Object.keys(wrong)) {
    expect(outputs['message']).toContain(`${name}: `);
    expect(annotations[0]?.message).toContain(`${name}: `);
    expect(summary).toContain(`<li>${name}: `);
  }
});

it('what a workflow may well give is taken', async () => {
  const { emulator, outputs, log } = await runOnEmulator(
    { offers: [waitingVm] },
    {
      with: {
        publisher: '  contoso ',
        offer: '\n  vm  \n\n',
        token: ` ${token}\n`,
        // An expression that yields nothing gives an empty input.
        api: '',
        mode: '',
        wait: 'TRUE',
        'wait-for-preview': 'False',
        'timeout-minutes': '0.5',
        'fail-on-timeout': '',
      },
    },
  );
  expect(outputs['status'], log.join('\n')).toBe('succeeded');
  expect(posts(emulator)).toHaveLength(1);
});
