/** Finds sentences in source text, as the code would say them: `…` stands for what differs. */
import { globSync, readFileSync } from 'node:fs';

/** The source of every module of the action, without comments. */
function sources(pattern: string): string[] {
  return globSync(pattern).map((path) =>
    readFileSync(path, 'utf8')
      .replace(/^ *\/\/.*$/gm, '')
      .replace(/\/\*.*?\*\//gs, ''),
  );
}

type Constants = ReadonlyMap<string, string>;

/** The texts of the strings in a piece of source. @param constants what a name in a template stands for */
function strings(source: string, constants: Constants = new Map()): string[] {
  const found: string[] = [];
  for (let at = 0; at < source.length; at += 1) {
    if (isQuote(source[at])) {
      const { text, end } = readString(source, at, constants);
      found.push(text);
      at = end;
    }
  }
  return found;
}

const isQuote = (character: string | undefined) =>
  character === "'" || character === '"' || character === '`';

/** The string that begins at a quote, and the place of the quote that ends it. */
function readString(source: string, start: number, constants: Constants): { text: string; end: number } {
  const quote = source[start];
  let text = '';
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === quote) {
      return { text, end: at };
    }
    if (quote === '`' && source.startsWith('${', at)) {
      const end = endOfExpression(source, at + 2);
      text += constants.get(source.slice(at + 2, end)) ?? '…';
      at = end;
    } else {
      at += source[at] === '\\' ? 1 : 0;
      text += source[at];
    }
  }
  throw new Error(`A string has no end: ${source.slice(start, start + 80)}`);
}

/** The place of the comma, the semicolon or the bracket that ends an expression. */
function endOfExpression(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    const character = source[at] as string;
    if (isQuote(character)) {
      at = readString(source, at, new Map()).end;
    } else if ('({['.includes(character)) {
      depth += 1;
    } else if (depth === 0 && ')}],;'.includes(character)) {
      return at;
    } else if (')}]'.includes(character)) {
      depth -= 1;
    }
  }
  throw new Error(`An expression has no end: ${source.slice(start, start + 80)}`);
}

const isSentence = (text: string) => /[a-z] .*\.$/s.test(text);

/** The sentences in the files that match. */
export function sentencesIn(pattern: string): string[] {
  return sources(pattern).flatMap((source) => strings(source).filter(isSentence));
}

/** What the code gives as the `hint` of a failure, with the constants of the file in place of their names. */
export function hintsIn(pattern: string): string[] {
  return sources(pattern).flatMap((source) => {
    const constants = new Map(
      [...source.matchAll(/^const (\w+) =\s+('[^\n]*'|"[^\n]*");$/gm)].map(([, name = '', literal = '']) => [
        name,
        strings(literal)[0] as string,
      ]),
    );
    return [...source.matchAll(/\bhint:/g)].flatMap(({ index }) => {
      const start = index + 'hint:'.length;
      const expression = source.slice(start, endOfExpression(source, start));
      const named = constants.get(expression.trim());
      return [...strings(expression, constants), ...(named ? [named] : [])]
        .map((text) => text.replace(/^… /, ''))
        .filter(isSentence);
    });
  });
}
