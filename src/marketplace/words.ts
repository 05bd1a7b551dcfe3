import type { Message } from '../model/offer.ts';

/** A vocabulary: what the words of an API mean. Its keys are normalized. */
export type Words<Meaning> = Readonly<Record<string, Meaning>>;

/** A word without regard to case, blanks, dashes and underscores: the APIs spell theirs in several ways. */
export function normalize(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}

/** What a word of an API means; undefined where the vocabulary does not have it. */
export function lookUp<Meaning>(words: Words<Meaning>, word: string): Meaning | undefined {
  const key = normalize(word);
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

/** The level of a message; what is neither an error nor a warning is information. */
export function messageLevel(word: string): Message['level'] {
  return lookUp(levels, word) ?? 'information';
}

const levels: Words<Message['level']> = { error: 'error', warning: 'warning' };
