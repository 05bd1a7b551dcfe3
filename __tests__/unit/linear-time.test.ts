import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { describeCredentials } from '../../src/auth/create-credential.ts';
import { requestIdToken } from '../../src/auth/id-token.ts';
import { isSecret } from '../../src/auth/secret.ts';
import { signInError } from '../../src/auth/sign-in-error.ts';
import { describeToken, readExpiryMs, readFederatedIdentity } from '../../src/auth/token-claims.ts';
import { readNetworkSettings } from '../../src/http/environment.ts';
import { flattenDetails, formatErrorBody, readErrorBody } from '../../src/http/error-body.ts';
import { htmlToText } from '../../src/http/html.ts';
import { parseJson } from '../../src/http/json.ts';
import { parseRetryAfterMs } from '../../src/http/retry-after.ts';
import { redact } from '../../src/http/transport.ts';
import { inputs, readInputs } from '../../src/inputs.ts';
import { apis } from '../../src/marketplace/apis.ts';
import { readDocument } from '../../src/marketplace/cloud-partner-portal/documents.ts';
import { isOfferFault } from '../../src/marketplace/offer-fault.ts';
import { listItems } from '../../src/marketplace/pages.ts';
import * as partnerCenter from '../../src/marketplace/partner-center/documents.ts';
import * as productIngestion from '../../src/marketplace/product-ingestion/documents.ts';
import { interpretSubmissions } from '../../src/marketplace/product-ingestion/state.ts';
import { lookUp, messageLevel, normalize } from '../../src/marketplace/words.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { cleanText, clip, oneLine, replaceNewlines } from '../../src/model/text.ts';
import { escapeHtml, escapeHtmlWithLinks, escapeLogLine } from '../../src/report/escape.ts';
import { renderInputProblems } from '../../src/report/summary/summary.ts';
import { state, step } from '../support/unit/fake-marketplace.ts';
import {
  type Family,
  families,
  findGrowth,
  frames,
  numbered,
  type Reader,
  repeated,
  units,
} from '../support/unit/growth.ts';
import { recordingRunner } from '../support/unit/recording-runner.ts';
import { scriptedClient } from '../support/unit/scripted-client.ts';
import { readSubmissions } from '../support/unit/submission-list.ts';
import { VirtualClock } from '../support/unit/virtual-clock.ts';

const deadline = { signal: new AbortController().signal, atMs: new VirtualClock().now() + 60_000 };
const answer = (body: string, status = 400, headers = {}) => ({ status, statusText: body, headers, body });
const secrets = new Secrets();
secrets.add('eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl');
secrets.add('eyJ0eXAieyJ0eXAieyJ0eXAieyJ0eXAi');

/** An API that answers every request with this text. */
function apiWith(name: keyof typeof apis, body: string, headers: Record<string, string> = {}) {
  const api = apis[name];
  const { client } = scriptedClient(api, {});
  client.send = async () => ({
    status: 202,
    headers,
    correlationId: body,
    body,
    json: () => parseJson(body),
  });
  return api.connect(client, api.baseUrl, () => {});
}

const offer = { publisher: 'contoso', offer: 'vm' };
const ready = state('waiting-for-sign-off', { release: 'submission/a/b' });

/** A text in the documents of an API, wherever a text can stand. */
const everywhere = (text: string) => ({
  ...{ id: text, stepName: text, name: text, status: text, result: text, state: text, substate: text },
  ...{ created: text, lifecycleState: text, deprecationSchedule: { a: text }, target: { targetType: text } },
  ...{ message: text, messageHtml: text, level: text, timestamp: text, severity: text, code: text },
  ...{ progressPercentage: text, externalIDs: [{ type: 'azureOfferId', value: text }] },
  ...{ identity: { externalId: text }, jobId: text, jobStatus: text, jobResult: text, resourceId: text },
  ...{ targetEnvironment: text, pendingUpdateInfo: { updateType: text, status: text, failureReason: text } },
});

/** Everything that sees a text from outside. */
const readers: Record<string, Reader> = {
  htmlToText,
  parseJson,
  readErrorBody,
  'readErrorBody, of a message': (text) =>
    readErrorBody(JSON.stringify({ error: { code: text, message: text, target: text } })),
  'flattenDetails, of one detail': (text) => flattenDetails([everywhere(text)]),
  formatErrorBody: (text) => formatErrorBody({ code: text, message: text, details: [text] }),
  parseRetryAfterMs: (text) => parseRetryAfterMs(text, 0),
  signInError: (text) => signInError(answer(text, 401, { 'retry-after': text }), undefined, 0),
  'signInError, of a description': (text) =>
    signInError(answer(JSON.stringify({ error_description: text, trace_id: text })), undefined, 0),
  requestIdToken: (text) =>
    requestIdToken(
      { requestUrl: 'https://x.example', requestToken: 'a-token-of-some-length' },
      async () => answer(text),
      deadline,
    ),
  isSecret,
  describeToken,
  'describeToken, of claims': (text) => describeToken(`a.${Buffer.from(text).toString('base64url')}.b`),
  'describeToken, of a claim': (text) =>
    describeToken(`a.${Buffer.from(JSON.stringify({ appid: text })).toString('base64url')}.b`),
  readExpiryMs,
  readFederatedIdentity: (text) =>
    readFederatedIdentity(
      `a.${Buffer.from(JSON.stringify({ iss: text, sub: text, aud: text })).toString('base64url')}.b`,
    ),
  describeCredentials: (token) => describeCredentials({ token }),
  redact: (text) => redact(answer(text, 200, { a: text }), ['eyJ0eXAieyJ0eXAieyJ0eXAieyJ0eXAi']),
  'Secrets.redact': (text) => secrets.redact(text),
  'Secrets.add': (text) => new Secrets().add(text),
  'readNetworkSettings, of a proxy': (text) => readNetworkSettings({ https_proxy: text }),
  'readNetworkSettings, of the password of a proxy': (text) =>
    readNetworkSettings({ https_proxy: `http://a:${text}@x.example` }),
  'readNetworkSettings, of NO_PROXY': (NO_PROXY) => readNetworkSettings({ NO_PROXY }),
  cleanText,
  oneLine,
  'clip, and clip again': (text) => clip(clip(text, text.length - 1), text.length / 2),
  replaceNewlines: (text) => replaceNewlines(text, '<br>'),
  escapeLogLine,
  escapeHtml,
  normalize,
  'lookUp and messageLevel': (text) => [lookUp({ a: 1 }, text), messageLevel(text)],
  isOfferFault: (text) => isOfferFault([step('failed', { id: text, name: text })]),
  escapeHtmlWithLinks,
  renderInputProblems: (text) => renderInputProblems([text]),
  'readDocument of cloud-partner-portal': (text) =>
    readDocument(
      {
        ...everywhere(text),
        steps: [{ ...everywhere(text), messages: [text] }],
        messages: [everywhere(text)],
      },
      text,
    ),
  'the readers of partner-center': async (text) => {
    const document = everywhere(text);
    partnerCenter.readProduct({ ...document, id: 'a' }, 'vm');
    partnerCenter.readListedSubmission({ ...document, id: 'a' });
    partnerCenter.readListedSubmission(document);
    partnerCenter.readWorkflows({ value: [{ ...document, workflowSteps: [document] }] });
    await partnerCenter.readFindings({ value: [document] });
  },
  'the readers of product-ingestion': async (text) => {
    const document = everywhere(text);
    productIngestion.readProduct({ ...document, id: 'product/a' }, 'vm');
    productIngestion.readSubmission({ ...document, id: 'submission/a/b' });
    productIngestion.readSubmission(document);
    await productIngestion.snapshotOf(productIngestion.readJob(document, text), [document], text);
    productIngestion.readJobResource({ resources: [document, { id: 'product/a' }] }, text);
  },
  'a next link': (text) => {
    const { client } = scriptedClient(apis['partner-center'], {});
    client.send = async () => ({
      ...{ status: 200, headers: {}, correlationId: '', body: '' },
      json: () => ({ value: [], nextLink: text }),
    });
    return listItems(client, new URL('https://x.example/a?b=c'), deadline, () => undefined);
  },
  'a page of a list': (text) => {
    const { client } = scriptedClient(apis['partner-center'], {});
    client.send = async () => ({
      ...{ status: 200, headers: {}, correlationId: '', body: '' },
      json: () => ({ [text]: text, value: null }),
    });
    return listItems(client, new URL('https://x.example/a'), deadline, () => undefined);
  },
  'the location of an operation': (location) =>
    apiWith('cloud-partner-portal', '', { location }).goLive(offer, ready, deadline),
  ...Object.fromEntries(
    Object.keys(apis).flatMap((name): [string, Reader][] => {
      const api = apis[name as keyof typeof apis];
      return [
        [
          `${name}: any body`,
          (text) => apiWith(name as keyof typeof apis, text).getOfferState(offer, deadline),
        ],
        [`${name}: kind`, (text) => api.kind(text)],
        [
          `${name}: the URL of an operation`,
          (text) => api.parseOperationUrl(new URL(`${api.baseUrl}/${text}`), api.baseUrl),
        ],
        [
          `${name}: the URL of an operation of an offer`,
          (text) =>
            api.parseOperationUrl(new URL(`${api.baseUrl}/api/publishers/a/offers/b/${text}`), api.baseUrl),
        ],
      ];
    }),
  ),
  ...Object.fromEntries(
    Object.entries(inputs).map(([name, { read }]): [string, Reader] => [`the input ${name}`, read]),
  ),
};

// Of the shorter text. What native code copies needs some length to be seen; markup of more than 20,000 characters is cut.
const length = 8_000;
const markupLength = 2_500;

async function expectLinear(read: Reader, given: readonly Family[]): Promise<void> {
  for (const family of given) {
    for (const size of /[<&]/.test(family.name) ? [markupLength, length] : [length]) {
      expect(await findGrowth(read, family, size), family.name).toBeUndefined();
    }
  }
}

test.each<[string, Reader, Family, number]>([
  [
    'an expression that tries again from each blank',
    (text) => text.replace(/\s+$/, ''),
    repeated([' '], ['a', 'a']),
    markupLength,
  ],
  [
    'an expression that tries each way',
    (text) => /^(\/*).*@/.test(text),
    repeated(['/'], ['', '']),
    markupLength,
  ],
  [
    'a list that is searched anew for each item',
    (text) => text.split(',').filter((item, index, items) => items.indexOf(item) === index),
    numbered('', '', ',', ''),
    16_000,
  ],
])('the measure finds what grows with the square: %s', async (_what, read, family, length) => {
  expect(await findGrowth(read, family, length)).toMatch(/^\d+ characters: /);
});

describe('the time grows in a line with the length of a text', () => {
  test.each(Object.entries(readers))('for %s', async (_name, read) => {
    await expectLinear(read, families);
  });

  test.each(Object.entries(readers))('for %s, with any units in turn', async (_name, read) => {
    const family = fc
      .tuple(fc.array(fc.constantFrom(...units), { minLength: 2, maxLength: 4 }), fc.constantFrom(...frames))
      .map(([parts, frame]) => repeated(parts, frame));
    await fc.assert(
      fc.asyncProperty(family, (family) => expectLinear(read, [family])),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

describe('the time grows in a line with the size of a document', () => {
  const items = (length: number, item: unknown) => Array(Math.ceil(length / 10)).fill(item);
  const members = (length: number) =>
    Object.fromEntries(
      Array.from({ length: Math.ceil(length / 10) }, (_, index) => [`member-${index}`, index]),
    );
  /** Documents of about this length. */
  const documents: Record<string, (length: number) => unknown> = {
    'many steps': (length) => ({ status: 'x', steps: items(length, { status: 'y' }) }),
    'many messages': (length) => ({ status: 'x', messages: items(length, '<b>x') }),
    'many messages of one step': (length) => ({ status: 'x', steps: [{ messages: items(length, '<b>x') }] }),
    'many members': (length) => ({ status: 'x', id: 'a', substate: 'x', ...members(length) }),
    'a resource of many members': (length) => ({ error: { code: 'x', resource: members(length) } }),
    'many details': (length) => ({ error: { details: items(length, { code: 'x' }) } }),
    'many empty details': (length) => ({ error: { details: items(length, {}) } }),
    'details in details': (length) => ({
      error: { details: items(length, { details: [{ details: [{}] }] }) },
    }),
    'many errors of a job': (length) => ({ jobStatus: 'completed', errors: items(length, { code: 'x' }) }),
    'many resources of a job': (length) => ({ resources: items(length, { id: 'x' }) }),
    'many products': (length) => ({ value: items(length, { id: 'a', externalIDs: [{}] }) }),
    'many external IDs': (length) => ({
      value: [{ id: 'a', externalIDs: items(length, { type: 'x', value: 'y' }) }],
    }),
    'many submissions': (length) => ({
      value: Array.from({ length: Math.ceil(length / 10) }, (_, index) => ({
        ...{ id: `submission/a/${index}`, target: { targetType: 'live' }, substate: 'published' },
        releaseNumber: index,
      })),
    }),
    'many workflows': (length) => ({ value: items(length, { workflowSteps: items(1_000, { state: 'x' }) }) }),
    'lists in lists': (length) => ({ value: items(length, [[[[]]]]) }),
  };
  const found: unknown[] = [];
  const documentReaders: Record<string, (document: unknown) => unknown> = {
    readErrorBody: (document) => readErrorBody(JSON.stringify(document)),
    'readDocument of cloud-partner-portal': (document) => readDocument(document, ''),
    'the readers of partner-center': async (document) => {
      partnerCenter.readProduct(document, 'vm');
      partnerCenter.readListedSubmission(document);
      partnerCenter.readWorkflows(document);
      found.push(await partnerCenter.readFindings(document));
    },
    'the readers of product-ingestion': (document) => {
      productIngestion.readProduct(document, 'vm');
      interpretSubmissions(readSubmissions((document as { value?: unknown[] }).value ?? [document]));
      return productIngestion.snapshotOf({ status: 'failed', rawStatus: '' }, document, '');
    },
    'partner-center: a state': (document) =>
      apiWith('partner-center', JSON.stringify(document)).getOfferState(offer, deadline),
    'product-ingestion: a state': (document) =>
      apiWith('product-ingestion', JSON.stringify(document)).getOfferState(offer, deadline),
    'product-ingestion: an operation': (document) =>
      apiWith('product-ingestion', JSON.stringify(document)).getOperation(
        {
          url: new URL('https://graph.microsoft.com/rp/product-ingestion/configure/1/status'),
          id: '1',
          tracksOffer: false,
        },
        undefined,
        deadline,
      ),
  };
  afterAll(() => {
    expect(found.length).toBeGreaterThan(0);
  });

  test.each(Object.entries(documentReaders))('for %s', async (_name, read) => {
    for (const [name, make] of Object.entries(documents)) {
      const family = { name, make: (length: number) => JSON.stringify(make(length)) };
      expect(await findGrowth((text) => read(JSON.parse(text)), family, 10_000), name).toBeUndefined();
    }
  });

  test('for readInputs, with many lines of offers and operation URLs', async () => {
    const family = {
      name: 'lines',
      make: (length: number) =>
        Array.from({ length: length / 10 }, (_, index) => `https://x.example/${index}`).join('\n'),
    };
    const read = (lines: string) =>
      readInputs(
        recordingRunner({ offer: lines.replaceAll(/https:\/\/x.example\//g, 'a'), 'operation-url': lines }),
      );
    expect(await findGrowth(read, family, 10_000)).toBeUndefined();
  });
});
