/** GitHub's own evaluator of expressions, for conditions and values of a workflow. */
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

export type Contexts = Record<string, unknown>;

/** How what came before has ended, for `success()` and the like. */
export interface Situation {
  hasFailed?: boolean;
  /** Something before was skipped, which is neither a success nor a failure. */
  hasSkipped?: boolean;
  isCancelled?: boolean;
}

/** The value of an expression, as the text that it becomes in a workflow. */
export function evaluate(expression: string, contexts: Contexts): string {
  return evaluateData(expression, contexts).coerceString();
}

/** The value of an expression as JSON, e.g. of `fromJSON(needs.list.outputs.offers)`. */
export function evaluateJson(expression: string, contexts: Contexts): unknown {
  return JSON.parse(evaluate(`toJSON(${expression})`, contexts));
}

/** Text with its expressions replaced by their values. */
export function substitute(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression, contexts));
}

/** Values of a mapping in a workflow, with their expressions replaced. */
export function substituteAll(
  values: Record<string, unknown> = {},
  contexts: Contexts = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, substitute(String(value), contexts)]),
  );
}

/** Whether the condition of a job or a step holds. One without a function of its own asks for success as well. */
export function holds(condition: unknown, contexts: Contexts, situation: Situation): boolean {
  const { hasFailed = false, hasSkipped = false, isCancelled = false } = situation;
  const text = String(condition ?? 'success()');
  const expression = /^\$\{\{(.*)\}\}$/s.exec(text.trim())?.[1] ?? text;
  const asked = /\b(always|success|failure|cancelled)\(\)/.test(expression)
    ? expression
    : `success() && (${expression})`;
  const value = evaluateData(`!!(${asked})`, contexts, {
    always: true,
    success: !hasFailed && !hasSkipped && !isCancelled,
    failure: hasFailed && !isCancelled,
    cancelled: isCancelled,
  });
  return value.coerceString() === 'true';
}

function evaluateData(
  expression: string,
  contexts: Contexts,
  functions: Record<string, boolean> = {},
): data.ExpressionData {
  const infos = Object.entries(functions).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), infos).parse();
  const context: data.Dictionary = JSON.parse(JSON.stringify(contexts), data.reviver);
  return new Evaluator(tree, context, new Map(infos.map((info) => [info.name, info]))).evaluate();
}
