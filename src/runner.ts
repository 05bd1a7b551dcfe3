import * as core from '@actions/core';
import type { IdTokenSource } from './auth/id-token.ts';

/** What the GitHub runner gives a step, and takes from it. */
export interface Runner {
  /** The value of an input as the workflow gives it; empty where it gives none. */
  input(name: string): string;
  /** Hides a value in all of the log that comes after. */
  mask(secret: string): void;
  /** Where to ask for an id token of this workflow; undefined where the job may not have one. */
  idTokenSource(): IdTokenSource | undefined;
  info(line: string): void;
  warning(text: string): void;
  error(text: string): void;
  debug(line: string): void;
  /** Sets an output; the last value counts. @throws when it cannot be written */
  output(name: string, value: string): void;
  /** Replaces the job summary of this step. @throws when it cannot be written */
  summary(html: string): Promise<void>;
}

export const githubRunner: Runner = {
  input: (name) => core.getInput(name, { trimWhitespace: false }),
  mask: core.setSecret,
  idTokenSource() {
    const requestUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
    const requestToken = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    return requestUrl && requestToken ? { requestUrl, requestToken } : undefined;
  },
  info: core.info,
  warning: (text) => core.warning(text),
  error: (text) => core.error(text),
  debug: core.debug,
  output: core.setOutput,
  async summary(html) {
    // Outside a runner there is no place for a summary.
    if (process.env['GITHUB_STEP_SUMMARY']) {
      await core.summary.emptyBuffer().addRaw(html, true).write({ overwrite: true });
    }
  },
};
