/** Where a job asks GitHub for its id token; there only with `permissions: id-token: write`. */
export interface IdTokenSource {
  requestUrl: string;
  requestToken: string;
}

/** What the GitHub runner gives a step, and takes from it. */
export interface Runner {
  /** The value of an input as the workflow gives it, or its default; undefined outside of a runner, where nobody set it. */
  input(name: string): string | undefined;
  /** Hides a value in everything that is logged from now on. */
  mask(secret: string): void;
  /** Undefined where the job may not have an id token. */
  idTokenSource(): IdTokenSource | undefined;
  debug(line: string): void;
  info(line: string): void;
  warning(text: string): void;
  error(text: string): void;
  /** Lines that are folded away under a title. */
  group(title: string, lines: readonly string[]): void;
  /** Whether debug lines are shown. */
  isDebug(): boolean;
  /** Sets an output; the last value counts. @throws when it cannot be written */
  output(name: string, value: string): void;
  /** Replaces the job summary of this step. @throws when it cannot be written */
  summary(html: string): Promise<void>;
}
