import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failureKinds, InputError } from '../../src/errors.ts';
import { statuses } from '../../src/golive/operation.ts';
import { defaults, readInputs } from '../../src/inputs.ts';
import { apis } from '../../src/marketplace/apis.ts';
import { outputsOf } from '../../src/outputs.ts';
import { type GithubParser, openGithubParser } from '../support/repository/github-parser.ts';
import { rows } from '../support/repository/readme.ts';

interface Metadata {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
}

const text = readFileSync('action.yml', 'utf8');
const metadata: Metadata = parse(text);
const inputNames = Object.keys(metadata.inputs);

/** Reads inputs given so. @returns which were asked for, and what is wrong with them */
function read(given: Record<string, string>): { names: Set<string>; problems: readonly string[] } {
  const names = new Set<string>();
  const input = (name: string) => {
    names.add(name);
    return given[name] ?? '';
  };
  try {
    readInputs({ input, mask: () => undefined });
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    return { names, problems: error.problems };
  }
  return { names, problems: [] };
}

/** The words of a description that says "one of a, b, c". */
function wordsOf({ description }: { description: string }): string[] {
  return /one of ([^.;]+)/i.exec(description)?.[1]?.split(', ') ?? [];
}

describe('action.yml and the code', () => {
  it('declares the inputs that the code reads, whatever is given', () => {
    const operationUrl = 'https://cloudpartner.azure.com/api/operations/contoso$vm$2$preview';
    const everything = Object.fromEntries(inputNames.map((name) => [name, 'x']));
    const given = Object.keys(apis).flatMap((api) => [
      { api },
      { api, offer: 'vm' },
      { api, 'operation-url': operationUrl },
      { ...everything, api },
      { ...everything, api, mode: 'check', 'operation-url': operationUrl },
    ]);
    const asked = new Set(given.flatMap((inputs) => [...read(inputs).names]));
    expect([...asked].sort()).toEqual(inputNames.toSorted());
  });

  it('has the same defaults', () => {
    const declared = Object.fromEntries(inputNames.map((name) => [name, metadata.inputs[name]?.default]));
    const known = Object.fromEntries(inputNames.map((name) => [name, '']));
    expect(declared).toEqual({ ...known, ...defaults });
  });

  it.each(['api', 'mode'])('names the words that %s may be', (name) => {
    const problem = read({ [name]: '?' }).problems.find((line) => line.startsWith(`${name}:`)) ?? '';
    const allowed = /is not one of (.*)\.$/.exec(problem)?.[1]?.split(', ');
    expect(wordsOf(metadata.inputs[name] as Metadata['inputs'][string])).toEqual(allowed);
  });

  it('declares the outputs that the code sets', () => {
    expect(Object.keys(metadata.outputs).sort()).toEqual(Object.keys(outputsOf([])).sort());
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

  it('lists every status and every failure-kind', () => {
    const listed = rows('## How it ends').map(([name]) => name);
    expect(listed.toSorted()).toEqual([...statuses].sort());
    expect(rows('## When it fails').map(([name]) => name)).toEqual([...failureKinds]);
  });
});
