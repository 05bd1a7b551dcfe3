/** Actions that consist of one inline script, to run on the stand-in for the GitHub runner. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type RunningStep,
  type StepResult,
  type StepSetup,
  startStep,
} from '../../../emulator/runner/runner.ts';

const metadata = `
name: Inline script
inputs:
  offer:
    default: ''
runs:
  using: node24
  main: index.js
`;

/** Writes an action that consists of this script (an ES module) into a temporary folder. */
export function writeInlineAction(script: string, actionYaml = metadata): string {
  const folder = mkdtempSync(join(tmpdir(), 'inline-action-'));
  writeFileSync(join(folder, 'action.yml'), actionYaml);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'index.js'), `import fs from 'node:fs';\nconst env = process.env;\n${script}\n`);
  return folder;
}

/** Starts such an action, and removes its folder when the step has ended. */
export function startInlineAction(script: string, setup: StepSetup = {}, actionYaml?: string): RunningStep {
  const actionDir = writeInlineAction(script, actionYaml);
  const step = startStep({ actionDir, ...setup });
  const finished = step.finished.finally(() => rmSync(actionDir, { recursive: true, force: true }));
  return { ...step, finished };
}

/** Runs such an action to its end. */
export function runInlineAction(script: string, setup?: StepSetup, actionYaml?: string): Promise<StepResult> {
  return startInlineAction(script, setup, actionYaml).finished;
}

/** Runs an action that only prints these lines to stdout. */
export function runLines(lines: string[], setup?: StepSetup): Promise<StepResult> {
  return runInlineAction(
    `process.stdout.write(${JSON.stringify(lines.map((line) => `${line}\n`).join(''))});`,
    setup,
  );
}

/** Runs an action that only writes this text to one of its command files. */
export function runFile(variable: string, text: string, setup?: StepSetup): Promise<StepResult> {
  return runInlineAction(`fs.appendFileSync(env.${variable}, ${JSON.stringify(text)});`, setup);
}
