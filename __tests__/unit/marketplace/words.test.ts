import { describe, expect, it } from 'vitest';
import { lookUp, messageLevel, normalize, type Words } from '../../../src/marketplace/words.ts';
import type { Message } from '../../../src/model/offer.ts';
import { spellings, unknownWords } from './spellings.ts';

describe('normalize', () => {
  it.each(spellings('waitingForPublisherReview'))('ignores the spelling of "%s"', (spelling) => {
    expect(normalize(spelling)).toBe('waitingforpublisherreview');
  });

  it('keeps all other characters', () => {
    expect(normalize('50% done, çomplete.')).toBe('50%done,çomplete.');
  });
});

describe('lookUp', () => {
  const words: Words<number> = { notstarted: 1, complete: 0 };

  it.each(spellings('notStarted'))('finds "%s"', (spelling) => {
    expect(lookUp(words, spelling)).toBe(1);
  });

  it('finds a meaning that is falsy', () => {
    expect(lookUp(words, 'Complete')).toBe(0);
  });

  it.each(unknownWords)('does not find "%s"', (word) => {
    expect(lookUp(words, word)).toBeUndefined();
  });
});

describe('messageLevel', () => {
  it.each<[string, Message['level']]>([
    ['error', 'error'],
    ['Error', 'error'],
    ['WARNING', 'warning'],
    ['information', 'information'],
    ['verbose', 'information'],
    ['constructor', 'information'],
    ['', 'information'],
  ])('reads "%s" as %s', (word, level) => {
    expect(messageLevel(word)).toBe(level);
  });
});
