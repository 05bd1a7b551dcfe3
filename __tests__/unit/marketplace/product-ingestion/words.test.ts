import { describe, expect, it } from 'vitest';
import { resultWords, statusWords } from '../../../../src/marketplace/product-ingestion/words.ts';
import { lookUp } from '../../../../src/marketplace/words.ts';
import { spellings, unknownWords } from '../spellings.ts';

describe('statusWords', () => {
  it.each([
    ['notStarted', 'running'],
    ['running', 'running'],
    ['completed', 'completed'],
  ])('translate %s, in any spelling, to %s', (word, meaning) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(statusWords, spelling), spelling).toBe(meaning);
    }
  });

  it.each(['complete', 'succeeded', 'inProgress', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(statusWords, word)).toBeUndefined();
  });
});

describe('resultWords', () => {
  it.each([
    ['succeeded', 'succeeded'],
    ['failed', 'failed'],
    ['cancelled', 'canceled'],
    ['canceled', 'canceled'],
  ])('translate %s, in any spelling, to %s', (word, status) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(resultWords, spelling), spelling).toBe(status);
    }
  });

  it.each(['pending', 'completed', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(resultWords, word)).toBeUndefined();
  });

  it('have only one word for success', () => {
    const words = Object.entries(resultWords).filter(([, status]) => status === 'succeeded');
    expect(words.map(([word]) => word)).toEqual(['succeeded']);
  });
});
