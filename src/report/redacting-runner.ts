import type { Runner } from '../model/runner.ts';
import { Secrets } from '../model/secrets.ts';

/**
 * A runner that takes every secret that was ever masked out of all that it passes on. GitHub's runner masks the log and the
 * summary by itself, but not outputs; and it does not know the forms that JSON and HTML give a secret. This is the last step
 * on the way out, after all decoding, so it does not matter how an API spelled a secret that it echoed.
 */
export function redactingRunner(runner: Runner): Runner {
  const secrets = new Secrets();
  const redact = (text: string) => secrets.redact(text);
  return {
    input: (name) => runner.input(name),
    idTokenSource: () => runner.idTokenSource(),
    mask(secret) {
      secrets.add(secret);
      runner.mask(secret);
    },
    debug: (line) => runner.debug(redact(line)),
    info: (line) => runner.info(redact(line)),
    warning: (text) => runner.warning(redact(text)),
    error: (text) => runner.error(redact(text)),
    group: (title, lines) => runner.group(redact(title), lines.map(redact)),
    isDebug: () => runner.isDebug(),
    output: (name, value) => runner.output(name, redact(value)),
    summary: (html) => runner.summary(redact(html)),
  };
}
