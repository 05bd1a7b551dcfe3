import type { Message, Reading, Step } from '../golive/operation.ts';

/** Something to tell of a look. */
export interface Change {
  level: 'info' | 'warning';
  text: string;
}

/**
 * What is new since the look before, one line each: the status of the whole, steps, progress, messages.
 * @param before undefined for the first look
 */
export function changes(before: Reading | undefined, after: Reading): Change[] {
  const found: Change[] = [];
  if (before?.rawStatus !== after.rawStatus || before.status !== after.status) {
    found.push({ level: 'info', text: `status: ${describeStatus(after)}` });
  }
  for (const [index, step] of after.steps.entries()) {
    found.push(...stepChanges(before?.steps[index], step));
  }
  found.push(...messageChanges('', before?.messages ?? [], after.messages));
  for (const word of after.unknownWords) {
    found.push({
      level: 'warning',
      text: `The API says "${word}", which is not known to this action; it goes on waiting.`,
    });
  }
  return found;
}

function describeStatus({ status, rawStatus }: Reading): string {
  return status === rawStatus.toLowerCase() ? status : `${status} (${rawStatus})`;
}

function stepChanges(before: Step | undefined, step: Step): Change[] {
  const same = before && before.id === step.id && before.name === step.name ? before : undefined;
  const found: Change[] = [];
  // A step that only waits for its turn is not worth a line.
  if (same?.status !== step.status || same.progress !== step.progress) {
    if (step.status !== 'not-started' || same) {
      found.push({ level: levelOf(step, same), text: describeStep(step) });
    }
  }
  found.push(...messageChanges(step.name, same?.messages ?? [], step.messages));
  return found;
}

function levelOf(step: Step, before: Step | undefined): Change['level'] {
  const stuck = step.status === 'blocked' || step.status === 'rejected';
  return stuck && before?.status !== step.status ? 'warning' : 'info';
}

/** `Certification: running, 40 %`. */
export function describeStep({ name, status, progress }: Step): string {
  return `${name}: ${status}${progress === null || status === 'succeeded' ? '' : `, ${progress} %`}`;
}

function messageChanges(stepName: string, before: readonly Message[], after: readonly Message[]): Change[] {
  const known = new Set(before.map(({ level, text }) => `${level} ${text}`));
  return after
    .filter(({ level, text }) => !known.has(`${level} ${text}`))
    .map(({ level, text }) => ({
      level: level === 'information' ? 'info' : 'warning',
      text: `${stepName ? `${stepName}: ` : ''}${text}`,
    }));
}
