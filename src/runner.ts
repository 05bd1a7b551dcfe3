import * as core from '@actions/core';
import type { Runner } from './model/runner.ts';

/** The GitHub runner, through its toolkit. */
export const githubRunner: Runner = {
  // core.getInput does not tell an empty input from one that is not there. Its name: actions/runner, Handler.cs.
  input: (name) => process.env[`INPUT_${name.toUpperCase()}`],
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
  isDebug: core.isDebug,
  group(title, lines) {
    core.startGroup(title);
    for (const line of lines) {
      core.info(line);
    }
    core.endGroup();
  },
  output: core.setOutput,
  async summary(html) {
    // Outside a runner there is nowhere to write it.
    if (process.env['GITHUB_STEP_SUMMARY']) {
      await core.summary.emptyBuffer().addRaw(html, true).write({ overwrite: true });
    }
  },
};
