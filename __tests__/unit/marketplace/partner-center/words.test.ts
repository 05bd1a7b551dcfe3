import { describe, expect, it } from 'vitest';
import {
  type State,
  type Substate,
  states,
  substates,
  type UpdateStatus,
  updateWords,
  workflowWords,
} from '../../../../src/marketplace/partner-center/words.ts';
import { lookUp } from '../../../../src/marketplace/words.ts';
import type { StepStatus } from '../../../../src/model/offer.ts';
import { spellings, unknownWords } from '../spellings.ts';

describe('states', () => {
  it.each<[string, State]>([
    ['inProgress', 'in-progress'],
    ['published', 'published'],
    ['cancelled', 'canceled'],
    ['canceled', 'canceled'],
    ['deleted', 'dead'],
    ['archived', 'dead'],
    ['rolledBack', 'dead'],
    ['notSet', 'undetermined'],
    ['unknown', 'undetermined'],
    ['modularCert', 'undetermined'],
    ['shadow', 'undetermined'],
  ])('translate %s, in any spelling, to %s', (word, state) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(states, spelling), spelling).toBe(state);
    }
  });

  it.each(['alive', 'active', 'inStore', 'publish', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(states, word)).toBeUndefined();
  });
});

describe('substates', () => {
  it.each<[string, Substate]>([
    ['inDraft', 'draft'],
    ['submitted', 'submitted'],
    ['failed', 'failed'],
    ['failedInCertification', 'failed'],
    ['cancelled', 'canceled'],
    ['canceled', 'canceled'],
    ['readyToPublish', 'ready'],
    ['publishing', 'publishing'],
    ['published', 'published'],
    ['inStore', 'in-store'],
  ])('translate %s, in any spelling, to %s', (word, substate) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(substates, spelling), spelling).toBe(substate);
    }
  });

  it.each(['draft', 'ready', 'store', 'succeeded', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(substates, word)).toBeUndefined();
  });
});

describe('updateWords', () => {
  it.each<[string, UpdateStatus]>([
    ['running', 'running'],
    ['completed', 'completed'],
    ['failed', 'failed'],
    ['cancelled', 'canceled'],
    ['canceled', 'canceled'],
  ])('translate %s, in any spelling, to %s', (word, status) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(updateWords, spelling), spelling).toBe(status);
    }
  });

  it.each(['none', 'unknown', 'complete', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(updateWords, word)).toBeUndefined();
  });
});

describe('workflowWords', () => {
  it.each<[string, StepStatus]>([
    ['notStarted', 'not-started'],
    ['inProgress', 'running'],
    ['success', 'succeeded'],
    ['succeeded', 'succeeded'],
    ['failed', 'failed'],
    ['failure', 'failed'],
    ['cancelled', 'canceled'],
    ['canceled', 'canceled'],
  ])('translate %s, in any spelling, to %s', (word, status) => {
    for (const spelling of spellings(word)) {
      expect(lookUp(workflowWords, spelling), spelling).toBe(status);
    }
  });

  it.each(['running', 'completed', ...unknownWords])('do not have "%s"', (word) => {
    expect(lookUp(workflowWords, word)).toBeUndefined();
  });
});
