import { describe, expect, it, test } from 'vitest';
import { operationWords, stepWords } from '../../../../src/marketplace/cloud-partner-portal/words.ts';
import { lookUp } from '../../../../src/marketplace/words.ts';
import type { Status, StepStatus } from '../../../../src/model/offer.ts';

/** The ways in which a word was seen, or may be, written. */
function spellings(word: string): string[] {
  const blanks = word.replace(/([a-z])([A-Z])/g, '$1 $2');
  const forms = [word, word[0]?.toUpperCase() + word.slice(1), blanks, blanks.replaceAll(' ', '-')];
  return [...forms, blanks.replaceAll(' ', '_'), word.toLowerCase(), word.toUpperCase(), ` ${word}\t`];
}

const notWords = [
  '',
  ' ',
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'incomplete',
  'not complete',
  'complete 50%',
  'completed?',
  'unsucceeded',
  'succeeded1',
  'çomplete',
  'failed.',
  'paused',
];

describe('the status of an operation or an offer', () => {
  it.each<[string, Status]>([
    ['complete', 'succeeded'],
    ['completed', 'succeeded'],
    ['succeeded', 'succeeded'],
    ['published', 'succeeded'],
    ['failed', 'failed'],
    ['rejected', 'failed'],
    ['canceled', 'canceled'],
    ['cancelled', 'canceled'],
    ['running', 'running'],
    ['inProgress', 'running'],
    ['notStarted', 'running'],
    ['waitingForPublisherReview', 'waiting-for-review'],
    ['neverPublished', 'not-started'],
  ])('%s in any spelling is %s', (word, status) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(operationWords, spelling), spelling).toBe(status);
    }
  });

  test.each(['waitingForApproval', 'blocked', ...notWords])('"%s" is not known', (word) => {
    expect(lookUp(operationWords, word)).toBeUndefined();
  });

  test('only four words are success', () => {
    const words = Object.entries(operationWords).filter(([, status]) => status === 'succeeded');
    expect(words.map(([word]) => word)).toEqual(['complete', 'completed', 'succeeded', 'published']);
  });
});

describe('the status of a step', () => {
  it.each<[string, StepStatus]>([
    ['notStarted', 'not-started'],
    ['running', 'running'],
    ['inProgress', 'running'],
    ['waitingForPublisherReview', 'waiting-for-review'],
    ['waitingForApproval', 'waiting-for-approval'],
    ['blocked', 'blocked'],
    ['rejected', 'rejected'],
    ['complete', 'succeeded'],
    ['completed', 'succeeded'],
    ['succeeded', 'succeeded'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
    ['cancelled', 'canceled'],
  ])('%s in any spelling is %s', (word, status) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(stepWords, spelling), spelling).toBe(status);
    }
  });

  test.each(['published', 'neverPublished', ...notWords])('"%s" is not known', (word) => {
    expect(lookUp(stepWords, word)).toBeUndefined();
  });
});
