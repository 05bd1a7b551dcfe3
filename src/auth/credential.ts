import type { Within } from '../clock.ts';

/** Where access tokens come from. Every token is masked in the log before it is handed out. */
export interface Credential {
  /** An access token to send now. */
  token(within: Within): Promise<string>;
  /** Told that the API refused this token. @returns true if another one can be had */
  refused(token: string): boolean;
}

/** A token from outside: it is what it is, and cannot be renewed. */
export function givenToken(token: string): Credential {
  return {
    token: async () => token,
    refused: () => false,
  };
}
