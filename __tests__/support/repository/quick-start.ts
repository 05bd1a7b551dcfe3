/** The first workflow in README.md, which people copy. */
import { parse } from 'yaml';
import { ourAction } from './github-parser.ts';
import { blocks } from './markdown.ts';

interface Workflow {
  jobs: Record<string, { steps: { uses?: string; with?: Record<string, unknown> }[] }>;
}

/**
 * The inputs of its step that uses the action, as the runner passes them.
 * @param vars what `vars` has in the environment of the job
 */
export function quickStartInputs(vars: Record<string, string>): Record<string, string> {
  const block = blocks('yaml').find(({ text }) => text.includes(`uses: ${ourAction}@`));
  const { jobs } = parse(block?.text ?? '') as Workflow;
  const steps = Object.values(jobs).flatMap(({ steps }) => steps);
  const step = steps.find(({ uses }) => uses?.startsWith(`${ourAction}@`));
  return Object.fromEntries(
    Object.entries(step?.with ?? {}).map(([name, value]) => [name, evaluate(String(value), vars)]),
  );
}

function evaluate(text: string, vars: Record<string, string>): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (expression, inner: string) => {
    const value = vars[/^ *vars\.(\w+) *$/.exec(inner)?.[1] ?? ''];
    if (value === undefined) {
      throw new Error(`The quick start has an expression that is not known: ${expression}`);
    }
    return value;
  });
}
