import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../src/inputs.ts';
import { renderOutputs } from '../../src/report/outputs.ts';
import { type GithubParser, openGithubParser, ourAction } from '../support/repository/github-parser.ts';
import { blocks } from '../support/repository/markdown.ts';
import type { Workflow } from '../support/repository/play-job.ts';

const filesIn = (folder: string): [string, string][] =>
  readdirSync(folder).map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')]);

// A block that begins with a list shows steps alone.
const around = `on: push
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
`;
const inReadme = blocks('yaml').map(({ line, text }): [string, string] => [
  `README.md:${line}`,
  text.startsWith('- ') ? around + text.replace(/^/gm, '      ') : text,
]);
const examples = [...inReadme, ...filesIn('examples')];

let parser: GithubParser;
beforeAll(async () => {
  parser = await openGithubParser();
});

const jobsOf = (workflow: string) => Object.values((parse(workflow) as Workflow).jobs);
const stepsOf = (workflow: string) => jobsOf(workflow).flatMap(({ steps = [] }) => steps);

// What an expression in an example may stand for.
const meaning: Record<string, string> = {
  publisher: 'contoso',
  offer: 'contoso-vm',
  'tenant-id': '11111111-1111-4111-8111-111111111111',
  'client-id': '22222222-2222-4222-8222-222222222222',
  mode: 'check',
  'operation-url':
    'https://cloudpartner.azure.com/api/operations/contoso$contoso-vm$2$preview?api-version=2017-10-31',
  'api-url': 'http://127.0.0.1:8080',
  'authority-host': 'http://127.0.0.1:8080',
};

describe.each(examples)('the example %s', (_, text) => {
  const ourSteps = () => stepsOf(text).filter(({ uses }) => uses?.startsWith(ourAction));

  it('is a valid workflow', async () => {
    expect(await parser.problems('.github/workflows/example.yml', text)).toEqual([]);
  });

  it('uses this action with inputs that it takes, or calls its workflow', () => {
    const steps = ourSteps();
    const calls = jobsOf(text).filter(({ uses }) =>
      uses?.startsWith(`${ourAction}/.github/workflows/go-live.yml@`),
    );
    expect(steps.length + calls.length).toBeGreaterThan(0);
    for (const step of steps) {
      const input = (name: string) => {
        const value = step.with?.[name];
        return String(value).includes('${{')
          ? (meaning[name] ?? `no meaning for ${name}`)
          : value?.toString();
      };
      expect(() => readInputs({ input, mask: () => undefined })).not.toThrow();
    }
  });

  it('never starts a go-live where it means to follow one, and leaves the choice of the API to the action', () => {
    for (const { with: given = {} } of ourSteps()) {
      if ('operation-url' in given) expect(given).toMatchObject({ mode: 'follow', offer: expect.anything() });
      expect(given).not.toHaveProperty('api');
    }
  });

  it('uses outputs that it sets', () => {
    const used = ourSteps()
      .filter(({ id }) => id)
      .flatMap(({ id }) => [...text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))])
      .map(([, name]) => name);
    expect(Object.keys(renderOutputs([]))).toEqual(expect.arrayContaining(used));
  });
});

describe('the check of the examples', () => {
  const good = `on: push
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - id: go-live
        uses: ${ourAction}@v1
        with:
          publisher: contoso
          offer: contoso-vm
          token: \${{ secrets.TOKEN }}
      - run: echo "\${{ steps.go-live.outputs.status }}"
`;

  it('lets a good workflow pass', async () => {
    expect(await parser.problems('.github/workflows/example.yml', good)).toEqual([]);
  });

  it.each([
    ['publisher:', 'publishr:', "9: Invalid action input 'publishr'"],
    ['runs-on:', 'run-on:', "4: Unexpected value 'run-on'"],
    ['secrets.TOKEN', 'secret.TOKEN', "11: Unrecognized named-value: 'secret'"],
    ['steps.go-live', 'steps.golive', '12: Context access might be invalid: golive'],
  ])('finds %s written as %s', async (right, wrong, problem) => {
    const found = await parser.problems('.github/workflows/example.yml', good.replace(right, wrong));
    expect(found.join('\n')).toContain(problem);
  });
});
