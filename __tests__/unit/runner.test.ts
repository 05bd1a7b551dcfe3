import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { githubRunner } from '../../src/runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'runner-'));
// The toolkit reads the path of the summary once per process.
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

test('an input is read by its name and not trimmed; an empty one differs from a missing one', () => {
  vi.stubEnv('INPUT_OPERATION-URL', '\nhttps://x.example/1 ');
  expect(githubRunner.input('operation-url')).toBe('\nhttps://x.example/1 ');
  vi.stubEnv('INPUT_MODE', '');
  expect(githubRunner.input('mode')).toBe('');
  expect(githubRunner.input('no-such-input')).toBeUndefined();
});

test.each([
  ['https://x.example/?a=b', 'abc', { requestUrl: 'https://x.example/?a=b', requestToken: 'abc' }],
  ['https://x.example/?a=b', '', undefined],
  ['', 'abc', undefined],
  [undefined, undefined, undefined],
])(
  'the request URL "%s" and the request token "%s" give the id token source %j',
  (requestUrl, requestToken, source) => {
    vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_URL', requestUrl);
    vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_TOKEN', requestToken);
    expect(githubRunner.idTokenSource()).toEqual(source);
  },
);

test.each([
  ['mask', '::add-mask::a%0Ab\n'],
  ['info', 'a\nb\n'],
  ['warning', '::warning::a%0Ab\n'],
  ['error', '::error::a%0Ab\n'],
  ['debug', '::debug::a%0Ab\n'],
] as const)('%s writes a text of two lines as %j', (name, line) => {
  githubRunner[name]('a\nb');
  expect(printed.replaceAll('\r\n', '\n')).toBe(line);
});

test('a group folds its lines away under its title', () => {
  githubRunner.group('Steps', ['a', 'b']);
  expect(printed.replaceAll('\r\n', '\n')).toBe('::group::Steps\na\nb\n::endgroup::\n');
});

test.each([
  ['1', true],
  ['', false],
  [undefined, false],
])('with RUNNER_DEBUG %j debug lines are shown: %s', (value, isDebug) => {
  vi.stubEnv('RUNNER_DEBUG', value);
  expect(githubRunner.isDebug()).toBe(isDebug);
});

test('an output is written to its file, whatever its value', () => {
  vi.stubEnv('GITHUB_OUTPUT', outputFile);
  githubRunner.output('message', 'a\nEOF\n::x::');
  expect(readFileSync(outputFile, 'utf8').replaceAll('\r\n', '\n')).toMatch(
    /^message<<(\S+)\na\nEOF\n::x::\n\1\n$/,
  );
  expect(printed).toBe('');
});

test('output() throws if the output cannot be written', () => {
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'missing'));
  expect(() => githubRunner.output('message', 'x')).toThrow('Missing file');
});

test('a summary replaces the previous one; outside a runner it is not written', async () => {
  await githubRunner.summary('<p>nowhere</p>');
  vi.stubEnv('GITHUB_STEP_SUMMARY', summaryFile);
  await githubRunner.summary('<p>one</p>');
  await githubRunner.summary('<p>two</p>');
  expect(readFileSync(summaryFile, 'utf8').trim()).toBe('<p>two</p>');
});

test('summary() rejects if the summary cannot be written', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', summaryFile);
  await githubRunner.summary('<p>one</p>');
  rmSync(summaryFile);
  mkdirSync(summaryFile);
  await expect(githubRunner.summary('<p>two</p>')).rejects.toThrow();
  rmdirSync(summaryFile);
});
