/** Every secret of this run, also one that was renewed since, to keep them out of what leaves the action. */
export class Secrets {
  readonly #forms = new Set<string>();

  add(secret: string): void {
    // As it is, and as it stands in a URL or a form, in JSON, and in HTML.
    const escaped = secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;');
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), escaped]) {
      this.#forms.add(form);
    }
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
