import { isBlocked, type Message, type StatusSnapshot, type Step } from '../model/offer.ts';

/** Something to log after a status check. */
export interface Change {
  level: 'info' | 'warning';
  text: string;
}

/**
 * What is new since the status check before, one line each: overall status, steps, progress, messages.
 * @param before undefined for the first status check
 */
export function findChanges(before: StatusSnapshot | undefined, after: StatusSnapshot): Change[] {
  const found: Change[] = [];
  if (before?.rawStatus !== after.rawStatus || before.status !== after.status) {
    found.push({ level: 'info', text: `status: ${describeStatus(after)}` });
  }
  for (const [index, step] of after.steps.entries()) {
    found.push(...stepChanges(before?.steps[index], step));
  }
  found.push(...newMessages(before?.messages, after.messages).map((message) => messageChange(message, '')));
  for (const word of after.unknownWords) {
    found.push({
      level: 'warning',
      text: `Unrecognized status "${word}". Still waiting.`,
    });
  }
  return found;
}

function describeStatus({ status, rawStatus }: StatusSnapshot): string {
  return status === rawStatus.toLowerCase() ? status : `${status} (${rawStatus})`;
}

/** A step that moved shares a line with its information; each of its warnings gets a line of its own. */
function stepChanges(before: Step | undefined, step: Step): Change[] {
  const same = before?.id === step.id && before.name === step.name ? before : undefined;
  // A step that waits for its turn is not worth a line.
  const moved = same
    ? same.status !== step.status || same.progress !== step.progress
    : step.status !== 'not-started';
  const messages = newMessages(same?.messages, step.messages);
  if (!moved) {
    return messages.map((message) => messageChange(message, step.name));
  }
  const information = messages.filter(({ level }) => level === 'information').map(({ text }) => text);
  const isNewlyBlocked = isBlocked(step) && same?.status !== step.status;
  return [
    { level: isNewlyBlocked ? 'warning' : 'info', text: [describeStep(step), ...information].join('. ') },
    ...messages
      .filter(({ level }) => level !== 'information')
      .map((message) => messageChange(message, step.name)),
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

function messageChange({ level, text }: Message, stepName: string): Change {
  return {
    level: level === 'information' ? 'info' : 'warning',
    text: stepName ? `${stepName}: ${text}` : text,
  };
}
