import { describe, expect, it } from 'vitest';
import { runOnEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { type Ended, posts, runAction, token } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

/**
 * Runs the action with these inputs, and expects it to reject them before it sends a request.
 * @param inputs the inputs, or a function that returns them for the URL of the API
 */
async function runRejected(
  inputs: Record<string, string> | ((url: string) => Record<string, string>),
): Promise<Ended> {
  const server = await startScript([]);
  try {
    const ended = await runAction(server.url, {
      with: typeof inputs === 'function' ? inputs(server.url) : inputs,
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
    expect(ended.summary).toContain('<h3>❌ Not started: invalid inputs</h3>');
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
  it.concurrent.each(idRows)('$what is rejected, as publisher and as offer', async ({ value }) => {
    const { outputs, summary } = await runRejected({ publisher: value, offer: value });
    expect(outputs['message']).toMatch(
      /^Invalid inputs: publisher (must be|is required).*\. offer (must be|is required)/,
    );
    expect(outputs['message']?.length).toBeLessThan(2_000);
    expect(summary).toMatch(/<li><code>offer<\/code> (must be|is required)/);
  });

  it.concurrent('a newline is rejected as a publisher, and separates two offers', async () => {
    const { outputs } = await runRejected({ publisher: 'a\nb', offer: 'vm\nvm' });
    expect(outputs['message']).toMatch(/publisher must be .*; it is "a b"\. offer lists vm twice\./);
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
  'operation-url': ['not a url', '/api/operations/a$b$2$preview'],
};

describe('the input', () => {
  // The first value of each input in one run, the second of each in the next, and so on.
  const runs = Array.from({ length: Math.max(...Object.values(values).map(({ length }) => length)) }).map(
    (_, index) =>
      Object.entries(values).flatMap(([name, invalid]) =>
        invalid[index] === undefined ? [] : [{ name, value: invalid[index] }],
      ),
  );
  it.concurrent.each(runs)(
    '$name is rejected if it is "$value", together with others',
    async (...problems) => {
      const { annotations, outputs } = await runRejected(
        Object.fromEntries(problems.map(({ name, value }) => [name, value])),
      );
      for (const { name, value } of problems) {
        const match = annotations[0]?.message.match(
          new RegExp(`^(?:Invalid input: )?${name} must be .+; it is "(.+)"\\.$`, 'm'),
        );
        // What precedes an @ may be a password, and what follows a ? or # a key.
        expect(match?.[1], name).toContain(value.slice(0, 40).replace(/.*@|[?#].*/g, ''));
        expect(match?.[1], name).not.toMatch(/[?#](?!\*\*\*)/);
      }
      expect(outputs['message']).toMatch(problems.length > 1 ? /^Invalid inputs: / : /^Invalid input: /);
    },
  );

  it.concurrent('operation-url is rejected if it is at another server, or if mode is check', async () => {
    const { outputs } = await runRejected((url) => ({
      mode: 'check',
      'operation-url': `https://cloudpartner.azure.com/api/operations/1\n${url}/api/operations/2`,
    }));
    expect(outputs['message']).toMatch(/operation-url cannot be used with mode: check/);
    expect(outputs['message']).toMatch(/operation-url has 2 lines for 1 offer/);
    expect(outputs['message']).toMatch(
      /operation-url must be at http:\/\/127\.0\.0\.1:\d+, .*; it is at cloudpartner\.azure\.com\./,
    );
  });

  it.concurrent.each([
    {
      what: 'missing',
      value: '',
      problem: /: No credentials: tenant-id and client-id are empty, and token is, too\./,
    },
    { what: 'short', value: 'short' },
    { what: 'two words', value: `Bearer ${'x'.repeat(40)}` },
    { what: 'two lines', value: `${'x'.repeat(40)}\n${'y'.repeat(40)}` },
    { what: 'not ASCII', value: `ä${'x'.repeat(40)}` },
  ])('token is rejected and not shown if it is $what', async ({ value, problem = /: token must be / }) => {
    const { outputs, rawOutput, files } = await runRejected({ token: value });
    expect(outputs['message']).toMatch(problem);
    const shown = rawOutput.replace(/^::add-mask::.*$/gm, '') + files.summary + files.output;
    if (value) {
      expect(shown).not.toContain(value.slice(-20));
    }
  });

  it.concurrent('api-url is rejected without showing the password in it', async () => {
    const { rawOutput, files } = await runRejected({ 'api-url': 'https://me:pa55word@example.com' });
    expect(rawOutput + files.summary + files.output).not.toContain('pa55word');
  });
});

it('all problems with the inputs are reported in one error', async () => {
  const invalid = {
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
  const { outputs, summary, annotations } = await runRejected(invalid);
  const [heading, ...problems] = annotations[0]?.message.split('\n') ?? [];
  expect(heading).toBe('Invalid inputs:');
  for (const name of Object.keys(invalid)) {
    expect(outputs['message']).toContain(` ${name} must be `);
    expect(problems.filter((problem) => problem.startsWith(`${name} must be `))).toHaveLength(1);
    expect(summary).toContain(`<li><code>${name}</code> must be `);
  }
});

it('blanks around values, empty lines and empty inputs are accepted', async () => {
  const { emulator, outputs, log } = await runOnEmulator(
    { offers: [waitingVm] },
    {
      with: {
        publisher: '  contoso ',
        offer: '\n  vm  \n\n',
        token: ` ${token}\n`,
        // An expression without a value gives an empty input.
        api: '',
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
