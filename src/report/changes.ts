import {
  describeStatus,
  hasFailed,
  isBlocked,
  type Message,
  type StatusSnapshot,
  type Step,
} from '../model/offer.ts';

/** Something to log after a status check. */
export interface Change {
  /** `info`: a detail, not for everyone who waits. */
  level: 'info' | 'warning';
  text: string;
}

/**
 * What is new since the status check before, one line each, after the overall status: steps and messages. Progress alone is
 * no news. What a failed operation complains of is a detail: the error that ends the run says it.
 * @param before undefined for the first status check
 */
export function findChanges(before: StatusSnapshot | undefined, after: StatusSnapshot): Change[] {
  const changes = [
    ...after.steps.flatMap((step, index) => stepChanges(before?.steps[index], step)),
    ...newMessages(before?.messages, after.messages).map((message) => messageChange(message, '')),
  ];
  if (hasFailed(after.status)) {
    return changes.map(({ text }) => info(text));
  }
  const unknown = after.unknownWords.map((word) => warning(`Unrecognized status "${word}". Still waiting.`));
  return [...changes, ...unknown];
}

/** The overall status, if it is new. */
export function findStatusChange(
  before: StatusSnapshot | undefined,
  after: StatusSnapshot,
): string | undefined {
  return before?.rawStatus === after.rawStatus && before.status === after.status
    ? undefined
    : `status: ${describeStatus(after)}`;
}

/** A step that moved shares a line with its information; each of its warnings gets a line of its own. */
function stepChanges(before: Step | undefined, step: Step): Change[] {
  const same = before?.id === step.id && before.name === step.name ? before : undefined;
  // A step that waits for its turn is not worth a line.
  const moved = same ? same.status !== step.status : step.status !== 'not-started';
  const messages = newMessages(same?.messages, step.messages).filter(
    ({ text }) => !saysNothingNew(step, text),
  );
  if (!moved) {
    return messages.map((message) => messageChange(message, step.name));
  }
  const information = messages.filter(({ level }) => level === 'information').map(({ text }) => text);
  const line = [describeStep(step), ...information].join('. ');
  const isTrouble = isBlocked(step) || step.status === 'failed';
  return [
    isTrouble ? warning(line) : info(line),
    ...messages
      .filter(({ level }) => level !== 'information')
      .map((message) => messageChange(message, step.name)),
  ];
}

/** The sentence that every finished step of the samples has (operations page). */
function saysNothingNew({ status }: Step, text: string): boolean {
  return status === 'succeeded' && /^step completed\.?$/i.test(text);
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
  const line = stepName ? `${stepName}: ${text}` : text;
  return level === 'information' ? info(line) : warning(line);
}

function warning(text: string): Change {
  return { level: 'warning', text };
}

function info(text: string): Change {
  return { level: 'info', text };
}
