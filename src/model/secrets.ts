/** Every secret of this run, also one that was renewed since, to keep them out of what leaves the action. */
export class Secrets {
  // The longest first: a secret may begin with another one, and its form in JSON contains more than itself.
  #forms: readonly string[] = [];

  add(secret: string): void {
    // As it is, and as it stands in a URL or a form, in JSON, and in HTML.
    const escaped = secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;');
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), escaped];
    this.#forms = [...new Set([...this.#forms, ...forms])].toSorted((a, b) => b.length - a.length);
  }

  /** The text with each secret in it replaced by `***`. */
  redact(text: string): string {
    let redacted = text;
    for (const form of this.#forms) {
      redacted = redacted.replaceAll(form, '***');
    }
    return redacted;
  }
}
