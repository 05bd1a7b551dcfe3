import { describe, expect, it } from 'vitest';
import {
  accept,
  document,
  goLiveOf,
  look,
  offerPath,
  operation,
  operationPath,
  runOnScript,
  waiting,
} from '../support/action/portal-answers.ts';
import { type Ended, runAction, token } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

/** What an attacker could send who controls an answer of the API, or sits between the API and the runner. */
const attacks = [
  '::set-output name=status::succeeded',
  '\n::set-output name=status::succeeded',
  '\r::add-mask::vm',
  '\r\n::set-env name=NODE_OPTIONS::--require=/tmp/x',
  '   ::add-path::/tmp',
  '\u0085::stop-commands::x',
  '\u2028::save-state name=a::b',
  '%0A::error::pwned',
  '##[set-output name=status]succeeded',
  'words before ##[add-mask]vm',
  '##[error]pwned',
  '##\u0000[error]pwned',
  '#\u200e#[error]pwned',
  '##[group]x\n##[endgroup]',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '</td></tr></table><h1>pwned</h1>',
  '<!-- --> <![CDATA[ x ]]>',
  '" onmouseover="alert(1)',
  '\n\n# Heading\n\n[click](javascript:alert(1)) ![](http://127.0.0.1/x) **bold** `code`',
  '\n\n| a | b |\n|---|---|\n',
  '```\n</pre>\n```',
  'ghadelimiter_0\nstatus=succeeded\n',
  'status<<EOF\nsucceeded\nEOF',
  '\u001b[31mred\u001b]0;title\u0007',
  '\u202egnp.exe',
  '\ud800 half a pair',
  '__proto__',
];
const all = attacks.join(' ');

/** A document with attacks in every member. */
function hostile(status: string, word: string): object {
  return {
    status,
    messages: attacks.map((messageHtml) => ({ messageHtml, level: word, timestamp: word })),
    steps: [
      { id: 'publisher-signoff', stepName: 'Publisher signoff', status: 'complete', messages: [] },
      ...attacks.map((attack) => ({
        id: attack,
        stepName: attack,
        status: attack,
        progressPercentage: attack,
        estimatedTimeFrame: attack,
        messages: [attack, { messageHtml: attack, level: 'error', timestamp: attack }],
      })),
    ],
    __proto__: { polluted: true },
  };
}

/** Expects that no command was obeyed. Every run already checks that everything from outside is shown as text. */
function expectUnharmed({ outputs, state, env, masks, annotations, log }: Ended): void {
  expect(outputs['status']).not.toBe('succeeded');
  expect({ state, env, masks }).toEqual({ state: {}, env: {}, masks: [token] });
  // Only those of the runner itself, one for each annotation, debug line or group of the action.
  const commands = log.filter((line) => /^##\[/.test(line));
  expect(commands.every((line) => /^##\[(error|warning|debug|group|endgroup)\]/.test(line))).toBe(true);
  expect(annotations.map(({ message }) => message)).not.toContain('pwned');
  expect(annotations.every(({ properties }) => Object.keys(properties).length === 0)).toBe(true);
}

/** A complete HTTP response as bytes, with header values that Node would refuse to send. */
const raw = (head: string, body = '') =>
  Buffer.from(
    `HTTP/1.1 ${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );

describe('a command, a tag or Markdown from outside is shown as text and not obeyed', () => {
  // One offer for each attack.
  it.concurrent('in every member of an operation', async () => {
    const offers = attacks.map((attack, index) => ({ attack, offer: `offer-${index}` }));
    const ended = await runOnScript(
      offers.flatMap(({ attack, offer }) =>
        goLiveOf(offer, [hostile(attack, attack), hostile('failed', attack)]),
      ),
      { debug: true, with: { offer: offers.map(({ offer }) => offer).join('\n') } },
    );
    expectUnharmed(ended);
    expect(ended.offers.map(({ status }) => status)).toEqual(attacks.map(() => 'failed'));
  });

  it.concurrent('in the status of an offer', async () => {
    expectUnharmed(
      await runOnScript([look(hostile('failed', all))], { debug: true, with: { mode: 'check' } }),
    );
  });

  it.concurrent.each([400, 403, 500])('in the error body of a %d', async (status) => {
    const error = {
      code: all,
      message: all,
      details: attacks.map((attack) => ({ code: attack, message: attack, target: attack })),
    };
    const ended = await runOnScript([{ ...look({ error }), status }], {
      debug: true,
      fast: 50,
      with: { mode: 'check' },
    });
    expectUnharmed(ended);
  });

  it.concurrent.each(['text/html', 'text/plain'])('in an error page of type %s', async (type) => {
    expectUnharmed(
      await runOnScript(
        [
          look(),
          {
            method: 'POST',
            path: `${offerPath}/golive`,
            status: 400,
            headers: { 'Content-Type': type },
            body: `<html><body>${all}</body></html>`,
          },
        ],
        { debug: true },
      ),
    );
  });

  it.concurrent('in the status line and the headers of a response', async () => {
    const text = '::error::pwned ##[error]pwned <b>x</b>';
    const ended = await runOnScript(
      [
        look(),
        {
          method: 'POST',
          path: `${offerPath}/golive`,
          raw: raw(
            `409 ${text}\r\nX-Ms-Correlation-Request-Id: ${text}\r\nLocation: ${text}\r\nRetry-After: ${text}`,
          ),
        },
      ],
      { debug: true },
    );
    expectUnharmed(ended);
    expect(ended.outputs['failure-kind']).toBe('conflict');
  });

  it.concurrent('in the target of a redirect', async () => {
    expectUnharmed(
      await runOnScript(
        [
          look(),
          {
            method: 'POST',
            path: `${offerPath}/golive`,
            raw: raw('302 ##[error]pwned\r\nLocation: ::error::pwned##[error]pwned<b>'),
          },
        ],
        { debug: true },
      ),
    );
  });

  it.concurrent('in the operation URL that the API returns', async () => {
    const location = `${operationPath}##[error]pwned<b>x</b>"'?a=::error::&b=##[error]pwned`;
    expectUnharmed(
      await runOnScript(
        [
          look(),
          { method: 'POST', path: `${offerPath}/golive`, raw: raw(`202 \r\nLocation: ${location}`) },
          { method: 'GET', path: /\/operations\//, status: 200, body: document('failed') },
        ],
        { debug: true },
      ),
    );
  });

  it.concurrent('in the input operation-url', async () => {
    const server = await startScript([
      { method: 'GET', path: /operations/, status: 200, body: document('failed') },
    ]);
    try {
      const path = `/api/operations/::error::$##[error]pwned<b>x</b>"'$2$preview?a=##[error]pwned#::error::`;
      expectUnharmed(
        await runAction(server.url, {
          debug: true,
          with: { publisher: '', offer: '', 'operation-url': server.url + path },
        }),
      );
      expect(server.requests).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });
});

describe('a token that the API echoes does not leak', () => {
  const echo = { error: { code: token, message: `Bearer ${token} is not valid`, target: token } };
  it.concurrent.each([
    { name: 'in an error body', answers: [look(), { ...accept, status: 403, headers: {}, body: echo }] },
    {
      name: 'in an HTML page',
      answers: [look(), { ...accept, status: 400, headers: {}, body: `<p>${token}</p>` }],
    },
    {
      name: 'in the status line and the headers',
      answers: [
        look(),
        {
          method: 'POST',
          path: `${offerPath}/golive`,
          raw: raw(`409 ${token}\r\nX-Ms-Correlation-Request-Id: ${token}`),
        },
      ],
    },
    {
      name: 'in the target of a redirect',
      answers: [look(), { ...accept, status: 302, headers: { location: `/x?access_token=${token}` } }],
    },
    {
      name: 'in the operation URL',
      answers: [
        look(),
        { ...accept, headers: { location: `${operationPath}?access_token=${token}` } },
        ...operation(document('failed')),
      ],
    },
    {
      name: 'in the status, steps and messages',
      answers: [
        look(),
        accept,
        ...operation(
          document(token, token, token, { messages: [token] }),
          document('failed', token, token, { messages: [{ messageHtml: token, level: token }] }),
        ),
      ],
    },
    {
      name: 'in an answer that is not JSON',
      answers: [look(waiting), accept, ...operation(`not JSON: ${token}`, document('failed'))],
    },
  ])('$name', async ({ answers }) => {
    const { exitCode } = await runOnScript(answers, { debug: true });
    expect(exitCode).toBe(1);
  });
});
