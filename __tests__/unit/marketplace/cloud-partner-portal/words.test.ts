import { describe, expect, it } from 'vitest';
import { operationWords, stepWords } from '../../../../src/marketplace/cloud-partner-portal/words.ts';
import { lookUp } from '../../../../src/marketplace/words.ts';
import type { Status, StepStatus } from '../../../../src/model/offer.ts';
import { spellings, unknownWords } from '../spellings.ts';

describe('operationWords', () => {
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
  ])('translate %s, in any spelling, to %s', (word, status) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(operationWords, spelling), spelling).toBe(status);
    }
  });

  it.each(['waitingForApproval', 'blocked', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(operationWords, word)).toBeUndefined();
  });

  it('have only four words for success', () => {
    const words = Object.entries(operationWords).filter(([, status]) => status === 'succeeded');
    expect(words.map(([word]) => word)).toEqual(['complete', 'completed', 'succeeded', 'published']);
  });
});

describe('stepWords', () => {
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
  ])('translate %s, in any spelling, to %s', (word, status) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(stepWords, spelling), spelling).toBe(status);
    }
  });

  it.each(['published', 'neverPublished', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(stepWords, word)).toBeUndefined();
  });
});
