import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../src/http/transport.ts';
import { run } from '../../src/main.ts';
import { recordingRunner } from '../support/unit/recording-runner.ts';
import { VirtualClock } from '../support/unit/virtual-clock.ts';

/* A hostile server echoes the secrets that it was sent, in any form and in any place. None may leave the action. */

const jwt = (payload: string) => `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${payload}.c2lnbmF0dXJl`;
const secrets = {
  'the token': jwt('dGhlLXNlY29uZC10b2tlbg'),
  'an earlier token': jwt('dGhlLWZpcnN0LXRva2Vu'),
  'the client secret': `Q8"~a&secret<of>'twenty\\c`,
};
const { 'an earlier token': first, 'the token': second, 'the client secret': clientSecret } = secrets;

/** What a server can make of a text, as part of a JSON string (without its quotes). */
const forms: Record<string, (secret: string) => string> = {
  'as it is': (secret) => json(secret),
  'in JSON escapes': (secret) =>
    [...secret].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'in HTML entities': (secret) => [...secret].map((one) => `&#${one.charCodeAt(0)};`).join(''),
  'in hexadecimal HTML entities, in JSON escapes': (secret) =>
    [...secret].map((one) => `\\u0026#x${one.charCodeAt(0).toString(16)};`).join(''),
  'percent-encoded': (secret) => encodeURIComponent(secret),
  'with a tag in the middle': (secret) => `${html(secret.slice(0, 9))}<b></b>${html(secret.slice(9))}`,
  'with a comment in the middle': (secret) => `${html(secret.slice(0, 9))}<!-- x -->${html(secret.slice(9))}`,
  'with a mark of direction in the middle': (secret) => spliced(secret, '\\u202e'),
  'with a byte order mark in the middle': (secret) => spliced(secret, '\\ufeff'),
  'with a control character in the middle': (secret) => spliced(secret, '\\u0000'),
  'in a link': (secret) => `<a href=\\"https://x.example/?${encodeURIComponent(secret)}\\">x</a>`,
  'after a text that leaves no room for its end': (secret) => json('x '.repeat(40) + secret),
  'after a long text that leaves no room for its end': (secret) => json('x '.repeat(990) + secret),
};

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const html = (text: string) => json(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
const spliced = (secret: string, mark: string) => json(secret.slice(0, 9)) + mark + json(secret.slice(9));

type Answer = Partial<HttpResponse>;

/** Where an echo can stand in an answer of the API, after the go-live was accepted. */
const places: Record<string, (echo: string) => Answer> = {
  'the status': (echo) => ({ body: `{"status":"${echo}"}` }),
  'the ID of a step': (echo) => ({
    body: `{"status":"failed","steps":[{"id":"${echo}","status":"failed"}]}`,
  }),
  'the name of a step': (echo) => ({
    body: `{"status":"failed","steps":[{"stepName":"${echo}","status":"failed"}]}`,
  }),
  'the status of a step': (echo) => ({ body: `{"status":"failed","steps":[{"status":"${echo}"}]}` }),
  'the HTML of a message': (echo) => ({
    body: `{"status":"failed","steps":[{"status":"failed","messages":[{"level":"error","messageHtml":"${echo}"}]}]}`,
  }),
  'the text of a message': (echo) => ({ body: `{"status":"failed","messages":["${echo}"]}` }),
  'a level': (echo) => ({ body: `{"status":"failed","messages":[{"level":"${echo}","message":"a"}]}` }),
  'the code of an error': (echo) => ({ status: 403, body: `{"error":{"code":"${echo}"}}` }),
  'the message of an error': (echo) => ({ status: 403, body: `{"error":{"message":"${echo}"}}` }),
  'an error in one word': (echo) => ({ status: 403, body: `{"error":"${echo}"}` }),
  'a description of an error': (echo) => ({
    status: 403,
    body: `{"error":"a","error_description":"${echo}"}`,
  }),
  'the details of an error': (echo) => ({
    status: 403,
    body: `{"error":{"code":"a","details":[{"message":"${echo}","target":"${echo}"}]}}`,
  }),
  'an unknown form of an error': (echo) => ({ status: 403, body: `{"oops":"${echo}"}` }),
  'an error that is no JSON': (echo) => ({ status: 403, body: echo }),
  'an answer that is no JSON': (echo) => ({ body: echo }),
  'a reason phrase': (echo) => ({ status: 403, statusText: echo }),
  'a correlation ID': (echo) => ({ status: 403, headers: { 'request-id': echo } }),
  'the target of a redirect': (echo) => ({ status: 302, headers: { location: `https://x.example/${echo}` } }),
};

const base = 'https://cloudpartner.azure.com/api/publishers/contoso/offers/vm';
const waiting =
  '{"status":"running","steps":[{"id":"publisher-signoff","status":"waitingForPublisherReview"}]}';

/** Runs a go-live whose token is renewed once, and whose API then answers like this. */
async function runWith(given: {
  operation?: Answer;
  goLive?: Answer;
  signIn?: Answer;
  operationUrl?: string;
}) {
  const runner = recordingRunner({
    publisher: 'contoso',
    offer: 'vm',
    api: 'cloud-partner-portal',
    'tenant-id': 'contoso.example',
    'client-id': '11111111-2222-3333-4444-555555555555',
    'client-secret': clientSecret,
    'timeout-minutes': '10',
  });
  const tokens = [first, second];
  let checks = 0;
  async function transport({ method, url }: HttpRequest): Promise<HttpResponse> {
    const usual = { status: 200, statusText: '', headers: {}, body: '' };
    if (url.pathname.endsWith('/token')) {
      const body = JSON.stringify({
        token_type: 'Bearer',
        expires_in: 3600,
        access_token: tokens.shift() ?? second,
      });
      return { ...usual, body, ...(tokens.length === 0 ? given.signIn : {}) };
    }
    if (method === 'POST') {
      const location = given.operationUrl ?? `${base}/operations/1`;
      return { ...usual, status: 202, headers: { location }, ...given.goLive };
    }
    if (url.pathname.endsWith('/status')) {
      return { ...usual, body: waiting };
    }
    checks += 1;
    return checks === 1 ? { ...usual, status: 401 } : { ...usual, ...given.operation };
  }
  await run({
    runner,
    clock: new VirtualClock(),
    transport,
    random: () => 0,
    signal: new AbortController().signal,
    stalled: new Promise(() => {}),
    environmentProblems: [],
  });
  const told = runner.calls.filter(([name]) => name !== 'mask');
  return { runner, told };
}

/** What a reader, a workflow or a browser could take from the outputs, the log and the summary. */
function everyReading(told: readonly (readonly string[])[]): string[] {
  return told.flatMap(([name, ...texts]) =>
    texts.flatMap((text) => [
      text,
      ...strings(text),
      ...(name === 'summary' ? [decodeHtml(text)] : []),
      text.replace(/%([2-7][0-9a-f])/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    ]),
  );
}

/** The strings in a JSON document. */
function strings(text: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (_name, value) => {
      found.push(String(value));
      return value;
    });
  } catch {}
  return found;
}

const decodeHtml = (text: string) =>
  text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

function expectNoSecret(told: readonly (readonly string[])[]): void {
  for (const text of everyReading(told)) {
    for (const [name, secret] of Object.entries(secrets)) {
      // All but its end is as good as a secret.
      expect(text, name).not.toContain(secret.slice(0, -3));
    }
  }
}

describe.each(Object.entries(secrets))('%s that the API echoes', (_name, secret) => {
  describe.each(Object.entries(forms))('%s', (_form, form) => {
    test.each(Object.entries(places))('in %s does not leave the action', async (_place, place) => {
      const { runner, told } = await runWith({ operation: place(form(secret)) });
      expect(runner.told('mask')).toEqual(expect.arrayContaining([first, second, clientSecret]));
      expect(runner.told('summary')).toHaveLength(1);
      expectNoSecret(told);
      expect(() => JSON.parse(runner.outputs()['result'] ?? '')).not.toThrow();
    });
  });
});

// The second token is issued after these answers.
const issuedBefore = Object.entries(secrets).filter(([, secret]) => secret !== second);

describe.each(issuedBefore)('%s that an earlier answer echoes', (_name, secret) => {
  describe.each(Object.entries(forms))('%s', (_form, form) => {
    test('in the refusal of a go-live does not leave the action', async () => {
      const goLive = { status: 400, headers: {}, body: `{"error":{"message":"${form(secret)}"}}` };
      const { runner, told } = await runWith({ goLive });
      expect(runner.outputs()).toMatchObject({ 'failure-kind': 'not-ready' });
      expectNoSecret(told);
    });

    test('in a refused renewal does not leave the action', async () => {
      const body = `{"error":"a","error_description":"AADSTS7000215: ${form(secret)}","trace_id":"${form(secret)}","correlation_id":"${form(secret)}"}`;
      const { runner, told } = await runWith({ signIn: { status: 401, body } });
      expect(runner.outputs()).toMatchObject({ 'failure-kind': 'authentication' });
      expectNoSecret(told);
    });
  });

  test.each<[string, (secret: string) => string]>([
    ['in its query', (secret) => `${base}/operations/1?t=${encodeURIComponent(secret)}`],
    ['as its ID', (secret) => `${base}/operations/${encodeURIComponent(secret)}`],
    ['in its fragment', (secret) => `${base}/operations/1#${secret}`],
    [
      'as its user',
      (secret) => `https://${encodeURIComponent(secret)}@cloudpartner.azure.com/api/operations/1`,
    ],
    ['as its host', (secret) => `https://${encodeURIComponent(secret)}.example/api/operations/1`],
  ])('in the URL of the operation, %s, does not leave the action', async (_where, location) => {
    const { runner, told } = await runWith({
      operationUrl: location(secret),
      operation: { body: '{"status":"complete"}' },
    });
    expect(runner.outputs()).toMatchObject({ started: 'true' });
    expectNoSecret(told);
  });
});
