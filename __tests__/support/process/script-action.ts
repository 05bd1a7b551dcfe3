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
name: Fixture
inputs:
  offer:
    default: ''
runs:
  using: node24
  main: index.js
`;

/** Writes an action of one script (an ES module) into a temporary folder. */
export function writeAction(script: string, actionYaml = metadata): string {
  const folder = mkdtempSync(join(tmpdir(), 'fixture-'));
  writeFileSync(join(folder, 'action.yml'), actionYaml);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'index.js'), `import fs from 'node:fs';\nconst env = process.env;\n${script}\n`);
  return folder;
}

/** Starts such an action; the folder goes when the step has finished. */
export function startAction(script: string, setup: StepSetup = {}, actionYaml?: string): RunningStep {
  const actionDir = writeAction(script, actionYaml);
  const step = startStep({ actionDir, ...setup });
  const finished = step.finished.finally(() => rmSync(actionDir, { recursive: true, force: true }));
  return { ...step, finished };
}

/** Runs such an action to its end. */
export function runAction(script: string, setup?: StepSetup, actionYaml?: string): Promise<StepResult> {
  return startAction(script, setup, actionYaml).finished;
}

/** Runs an action that does nothing but print these lines on stdout. */
export function runLines(lines: string[], setup?: StepSetup): Promise<StepResult> {
  return runAction(
    `process.stdout.write(${JSON.stringify(lines.map((line) => `${line}\n`).join(''))});`,
    setup,
  );
}

/** Runs an action that does nothing but write this text to one of its command files. */
export function runFile(variable: string, text: string, setup?: StepSetup): Promise<StepResult> {
  return runAction(`fs.appendFileSync(env.${variable}, ${JSON.stringify(text)});`, setup);
}
