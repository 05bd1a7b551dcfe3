import { encodeEntities } from './text.ts';

// Fewer characters of a secret give nothing away.
const minCutLength = 8;

/** Every secret of this run, also one that was renewed since, to keep them out of what leaves the action. */
export class Secrets {
  // The longest first: a secret may begin with another one, and its form in JSON contains more than itself.
  #forms: readonly string[] = [];

  add(secret: string): void {
    this.#forms = [...new Set([...this.#forms, ...formsOf(secret)])].toSorted((a, b) => b.length - a.length);
  }

  /** The text with each secret in it replaced by `***`, also one of which a cut has left only the beginning. */
  redact(text: string): string {
    let redacted = text;
    for (const form of this.#forms) {
      redacted = redacted.replaceAll(form, '***');
    }
    // Each cut is marked with an ellipsis, see clip.
    const parts = redacted.split('…');
    return parts.map((part, index) => (index < parts.length - 1 ? this.#hideCut(part) : part)).join('…');
  }

  #hideCut(text: string): string {
    const end = text.trimEnd();
    for (const form of this.#forms) {
      const beginning = form.slice(0, minCutLength);
      let at = end.indexOf(beginning, Math.max(0, end.length - form.length));
      while (at >= 0 && !form.startsWith(end.slice(at))) {
        at = end.indexOf(beginning, at + 1);
      }
      if (at >= 0) {
        return `${end.slice(0, at)}***${text.slice(end.length)}`;
      }
    }
    return text;
  }
}

/** A secret as it is, and as it stands in a form and in the parts of a URL; each also in JSON and in HTML. */
function formsOf(secret: string): string[] {
  const url = new URL('https://x.example');
  url.search = secret;
  url.hash = secret;
  const encoded = encodeURIComponent(secret);
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  // An apostrophe in a query is encoded by the URL.
  return [secret, encoded, encoded.replaceAll("'", '%27'), inForm, url.search.slice(1), url.hash.slice(1)]
    .filter((spelling) => spelling.length >= secret.length)
    .flatMap((spelling) => [spelling, JSON.stringify(spelling).slice(1, -1), encodeEntities(spelling)]);
}
