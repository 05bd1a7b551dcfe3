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
  found.push(...newMessages(before?.messages, after.messages).map((message) => tell(message, '')));
  for (const word of after.unknownWords) {
    found.push({
      level: 'warning',
      text: `The API says "${word}", a word not known to this action. The wait goes on.`,
    });
  }
  return found;
}

function describeStatus({ status, rawStatus }: Reading): string {
  return status === rawStatus.toLowerCase() ? status : `${status} (${rawStatus})`;
}

/** A step that moved and what it says go on one line; what it warns of goes on lines of its own. */
function stepChanges(before: Step | undefined, step: Step): Change[] {
  const same = before?.id === step.id && before.name === step.name ? before : undefined;
  // A step that only waits for its turn is not worth a line.
  const moved = same
    ? same.status !== step.status || same.progress !== step.progress
    : step.status !== 'not-started';
  const messages = newMessages(same?.messages, step.messages);
  if (!moved) {
    return messages.map((message) => tell(message, step.name));
  }
  const information = messages.filter(({ level }) => level === 'information').map(({ text }) => text);
  const isStuck = (step.status === 'blocked' || step.status === 'rejected') && same?.status !== step.status;
  return [
    { level: isStuck ? 'warning' : 'info', text: [describeStep(step), ...information].join('. ') },
    ...messages.filter(({ level }) => level !== 'information').map((message) => tell(message, step.name)),
  ];
}

/** `Certification: running, 40 %`. */
export function describeStep({ name, status, progress }: Step): string {
  const percent =
    progress === null || status === 'succeeded' || status === 'not-started' ? '' : `, ${progress} %`;
  return `${name}: ${status}${percent}`;
}

function newMessages(before: readonly Message[] = [], after: readonly Message[]): Message[] {
  return after.filter(
    ({ level, text }) => !before.some((known) => known.level === level && known.text === text),
  );
}

function tell({ level, text }: Message, stepName: string): Change {
  return {
    level: level === 'information' ? 'info' : 'warning',
    text: stepName ? `${stepName}: ${text}` : text,
  };
}
