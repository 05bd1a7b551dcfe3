import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputs, readInputs } from '../../src/inputs.ts';
import { offerTypes } from '../../src/marketplace/offer-types.ts';
import { failureKinds, InputError } from '../../src/model/failure.ts';
import { statuses } from '../../src/model/offer.ts';
import { renderOutputs } from '../../src/report/outputs.ts';
import { type GithubParser, openGithubParser } from '../support/repository/github-parser.ts';
import { rows, section } from '../support/repository/markdown.ts';

interface Metadata {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
}

const text = readFileSync('action.yml', 'utf8');
const metadata: Metadata = parse(text);
const inputNames = Object.keys(metadata.inputs);

/** What is wrong with the inputs given, one sentence each. */
function problemsOf(given: Record<string, string>): readonly string[] {
  try {
    readInputs({ input: (name) => given[name], mask: () => undefined });
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    return error.problems;
  }
  return [];
}

/** The words of a description that says "one of a, b, c". */
function wordsOf({ description }: { description: string }): string[] {
  return /one of ([^.;]+)/i.exec(description)?.[1]?.split(', ') ?? [];
}

describe('action.yml and the code', () => {
  it('declares the inputs that the code reads, in the same order', () => {
    expect(Object.keys(inputs)).toEqual(inputNames);
  });

  it('has the same defaults', () => {
    const declared = Object.fromEntries(inputNames.map((name) => [name, metadata.inputs[name]?.default]));
    const known = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default]));
    expect(known).toEqual(declared);
  });

  it.each(['api', 'mode'])('names the words that %s may be', (name) => {
    const problem = problemsOf({ [name]: '?' }).find((line) => line.startsWith(`${name} `)) ?? '';
    const allowed = / must be one of (.*); it is "\?"\.$/.exec(problem)?.[1]?.split(', ');
    expect(wordsOf(metadata.inputs[name] as Metadata['inputs'][string])).toEqual(allowed);
  });

  it('declares the outputs that the code sets', () => {
    expect(Object.keys(metadata.outputs).sort()).toEqual(Object.keys(renderOutputs([])).sort());
  });

  it('names the words that status and failure-kind may be', () => {
    const { status, 'failure-kind': failureKind } = metadata.outputs;
    expect(wordsOf(status as Metadata['outputs'][string]).sort()).toEqual([...statuses].sort());
    expect(wordsOf(failureKind as Metadata['outputs'][string])).toEqual([...failureKinds]);
  });

  it('runs what is there, on Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
    expect(existsSync(metadata.runs.main)).toBe(true);
  });
});

describe('action.yml and GitHub', () => {
  let parser: GithubParser;
  beforeAll(async () => {
    parser = await openGithubParser();
  });

  it('is valid', async () => {
    expect(await parser.problems('action.yml', text)).toEqual([]);
  });

  it.each([
    ['a runtime of its own', text.replace('node24', 'node99')],
    ['no file to run', text.replace(/^ {2}main:.*\n/m, '')],
    ['a word that is no key', text.replace(/^runs:/m, 'rums:')],
    ['broken YAML', `${text}\n[`],
  ])('would not be, with %s', async (_, broken) => {
    expect(broken).not.toBe(text);
    expect(await parser.problems('action.yml', broken)).not.toEqual([]);
  });
});

describe('README.md', () => {
  it('lists the inputs with their defaults', () => {
    const listed = rows('## Inputs').map(([name, value]) => [name, value === '–' ? '' : value]);
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(inputNames.map((name) => [name, metadata.inputs[name]?.default])),
    );
    expect(listed.length).toBe(inputNames.length);
  });

  it('lists the outputs', () => {
    expect(rows('## Outputs').map(([name]) => name)).toEqual(Object.keys(metadata.outputs));
  });

  it('lists the types of offers, and the API of each', () => {
    const listed = section('### Which API')
      .split('\n')
      .flatMap((line) => [...line.matchAll(/^\| ([\w ]+) \| `([\w-]+)` \|$/g)])
      .map(([, name, api]) => ({ name, api }));
    expect(listed.slice(1)).toEqual(offerTypes);
  });

  it('lists every status and every failure-kind', () => {
    const howItEnds = rows('## How it ends', readFileSync('docs/how-it-works.md', 'utf8'));
    const listed = howItEnds.map(([name]) => name);
    expect(listed.toSorted()).toEqual([...statuses].sort());
    expect(rows('## When it fails').map(([name]) => name)).toEqual([...failureKinds]);
  });
});
