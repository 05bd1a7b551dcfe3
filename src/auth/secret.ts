/** No token or secret of Entra ID or GitHub is shorter; masking a short word would ruin the log. */
export const minSecretLength = 16;

/** Whether this can be a token or a secret: one word, which fits into a header and can be masked in the log. */
export function isSecret(value: string): boolean {
  return value.length >= minSecretLength && /^[\x21-\x7e]+$/.test(value);
}
