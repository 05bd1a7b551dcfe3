/** The log as everyone below the report sees it. Each line is one sentence or two, without the offer's name. */
export interface Log {
  debug(line: string): void;
  info(line: string): void;
  /** Shown as an annotation of the step, too. */
  warning(line: string): void;
  /** Lines that are folded away under a title. */
  group(title: string, lines: readonly string[]): void;
  /** Whether debug lines are shown. */
  readonly isDebug: boolean;
}
