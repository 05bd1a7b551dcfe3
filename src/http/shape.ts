import { clip } from '../model/text.ts';

const maxLength = 2_000;
const maxDepth = 6;
const maxMembers = 30;

// Members of the APIs whose values are words of a vocabulary, not text of people.
const wordMembers =
  /^(status|state|substate|result|type|level|(error)?code|severity|job(status|result)|(target|resource|update|offer|submission)type|lifecyclestate|submissionstate|targetenvironment|pcmigrationstatus)$/i;
const word = /^[A-Za-z][A-Za-z-]{0,39}$/;
// A name that looks otherwise may be data: an ID or an address.
const memberName = /^[@$]?[A-Za-z][\w.]{0,39}$/;

/**
 * What a document looks like, for a bug report: the names of its members and the kinds of their values, the words of status
 * members as they are, and no other text of it.
 */
export function describeShape(document: unknown): string {
  return clip(shapeOf(document, '', maxDepth), maxLength);
}

function shapeOf(value: unknown, name: string, depth: number): string {
  if (typeof value === 'string') {
    return wordMembers.test(name) && word.test(value) ? JSON.stringify(value) : `text(${value.length})`;
  }
  if (typeof value !== 'object' || value === null) {
    return value === null ? 'null' : typeof value;
  }
  if (depth === 0) {
    return '…';
  }
  if (Array.isArray(value)) {
    const shapes = [...new Set(value.slice(0, maxMembers).map((item) => shapeOf(item, name, depth - 1)))];
    return `[${shapes.join(' | ')}]×${value.length}`;
  }
  const members = Object.entries(value);
  const shapes = members
    .slice(0, maxMembers)
    .map(
      ([member, item]) =>
        `${memberName.test(member) ? member : `text(${member.length})`}: ${shapeOf(item, member, depth - 1)}`,
    );
  return `{${[...shapes, ...(members.length > maxMembers ? ['…'] : [])].join(', ')}}`;
}
