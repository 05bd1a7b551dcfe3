/** No token and no secret of Entra ID or of GitHub is shorter; hiding a short word would spoil the log. */
export const shortestSecret = 16;

/** Whether this can be a token or a secret: one word, which goes into a header as it is, and can be hidden in the log. */
export function isSecret(value: string): boolean {
  return value.length >= shortestSecret && /^[\x21-\x7e]+$/.test(value);
}
