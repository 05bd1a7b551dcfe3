import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { githubRunner } from '../../src/runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'runner-'));
// The toolkit keeps the path of the summary for the life of the process.
const summaryFile = join(folder, 'summary');
const outputFile = join(folder, 'output');
let printed = '';

beforeEach(() => {
  printed = '';
  writeFileSync(summaryFile, '');
  writeFileSync(outputFile, '');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true }));

test('an input is read under its own name, untrimmed; one that is not there is empty', () => {
  vi.stubEnv('INPUT_OPERATION-URL', '\nhttps://x.example/1 ');
  expect(githubRunner.input('operation-url')).toBe('\nhttps://x.example/1 ');
  expect(githubRunner.input('no-such-input')).toBe('');
});

test.each([
  ['https://x.example/?a=b', 'abc', { requestUrl: 'https://x.example/?a=b', requestToken: 'abc' }],
  ['https://x.example/?a=b', '', undefined],
  ['', 'abc', undefined],
  [undefined, undefined, undefined],
])('an id token is asked for at %s with %s', (requestUrl, requestToken, source) => {
  vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_URL', requestUrl);
  vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_TOKEN', requestToken);
  expect(githubRunner.idTokenSource()).toEqual(source);
});

test.each([
  ['mask', '::add-mask::a%0Ab\n'],
  ['info', 'a\nb\n'],
  ['warning', '::warning::a%0Ab\n'],
  ['error', '::error::a%0Ab\n'],
  ['debug', '::debug::a%0Ab\n'],
] as const)('%s tells the runner', (name, line) => {
  githubRunner[name]('a\nb');
  expect(printed.replaceAll('\r\n', '\n')).toBe(line);
});

test('an output goes to its file, whatever is in it', () => {
  vi.stubEnv('GITHUB_OUTPUT', outputFile);
  githubRunner.output('message', 'a\nEOF\n::x::');
  expect(readFileSync(outputFile, 'utf8').replaceAll('\r\n', '\n')).toMatch(
    /^message<<(\S+)\na\nEOF\n::x::\n\1\n$/,
  );
  expect(printed).toBe('');
});

test('an output that cannot be written throws', () => {
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'missing'));
  expect(() => githubRunner.output('message', 'x')).toThrow('Missing file');
});

test('the summary replaces the one before; outside a runner there is none', async () => {
  await githubRunner.summary('<p>nowhere</p>');
  vi.stubEnv('GITHUB_STEP_SUMMARY', summaryFile);
  await githubRunner.summary('<p>one</p>');
  await githubRunner.summary('<p>two</p>');
  expect(readFileSync(summaryFile, 'utf8').trim()).toBe('<p>two</p>');
});

test('a summary that cannot be written rejects', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', summaryFile);
  await githubRunner.summary('<p>one</p>');
  rmSync(summaryFile);
  mkdirSync(summaryFile);
  await expect(githubRunner.summary('<p>two</p>')).rejects.toThrow();
  rmdirSync(summaryFile);
});
