import type { Deadline } from '../model/clock.ts';

/** Where the client gets its access tokens. Each token is masked in the log before it is handed out. */
export interface Credential {
  /** An access token to send now. @throws Failure, which is fatal, when there is none */
  token(deadline: Deadline): Promise<string>;
  /** The API refused this token: it is not handed out again. @returns whether there can be another one */
  invalidate(token: string): boolean;
}
