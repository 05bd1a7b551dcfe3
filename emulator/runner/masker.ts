/** Replaces secrets, and common encodings of them, with `***`. */
export class SecretMasker {
  readonly #values = new Set<string>();

  /** Masks the value as a whole, and each of its lines separately. */
  add(secret: string): void {
    const parts = [secret, ...secret.split(/[\r\n]+/).map((line) => line.trim())];
    for (const part of parts.filter((part) => part !== '')) {
      for (const value of [part, ...encodings(part)]) this.#values.add(value);
    }
  }

  mask(text: string): string {
    const hits: { start: number; end: number }[] = [];
    for (const value of this.#values) {
      for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + 1)) {
        hits.push({ start, end: start + value.length });
      }
    }
    let masked = '';
    let done = 0;
    let end = -1;
    for (const hit of hits.sort((a, b) => a.start - b.start)) {
      if (hit.start > end) masked += `${text.slice(done, hit.start)}***`;
      end = Math.max(end, hit.end);
      done = end;
    }
    return masked + text.slice(done);
  }
}

/** The encodings that the runner also masks, except those for PowerShell. */
function encodings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const shifted = (count: number) => bytes.subarray(bytes.length > count ? count : 0).toString('base64');
  const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  const entities: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
  return [
    shifted(0),
    shifted(1),
    shifted(2),
    encodeURIComponent(secret.toWellFormed()).replace(/[!'()*]/g, percent),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/g, (char) => `&${entities[char]};`),
    secret.replaceAll("'", "''"),
    secret.replaceAll('"', '\\"'),
    secret.length > 8 && /^".*"$/s.test(secret) ? secret.slice(1, -1) : secret,
  ];
}
