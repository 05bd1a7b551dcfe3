import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { playWorkflow, type RunOptions } from './play-workflow.ts';

/** Plays jobs written in YAML. @returns the result of the run, and of each job */
async function play(jobs: string, options?: RunOptions) {
  const run = await playWorkflow(parse(`on: {workflow_dispatch: {}}\njobs:\n${jobs}`), options);
  return { run: run.result, ...Object.fromEntries(run.jobs.map(({ name, result }) => [name, result])) };
}
const ok = 'steps: [{ run: "true" }]';
const bad = 'steps: [{ run: "false" }]';

// docs.github.com: workflow syntax (needs, if, continue-on-error, outputs), expressions (status check functions).
describe('the player of workflows', () => {
  it('skips what needs a job that failed or was skipped, however far away', async () => {
    const jobs = `  a: { ${bad} }\n  b: { needs: a, ${ok} }\n  c: { needs: b, ${ok} }\n  d: { needs: b, if: "!cancelled()", ${ok} }`;
    expect(await play(jobs)).toEqual({
      run: 'failure',
      a: 'failure',
      b: 'skipped',
      c: 'skipped',
      d: 'success',
    });
  });

  it('asks for success as well where a condition does not ask for a status', async () => {
    const jobs = `  a: { ${bad} }\n  b: { needs: a, if: "needs.a.result == 'failure'", ${ok} }\n  c: { needs: a, if: "failure() && needs.a.result == 'failure'", ${ok} }`;
    expect(await play(jobs)).toEqual({ run: 'failure', a: 'failure', b: 'skipped', c: 'success' });
  });

  it('goes on after a failure that is tolerated, as after a success', async () => {
    const jobs = `  a: { continue-on-error: true, ${bad} }\n  b: { needs: a, if: "needs.a.result == 'success'", ${ok} }`;
    expect(await play(jobs)).toEqual({ run: 'success', a: 'failure', b: 'success' });
  });

  it('starts only what asks for it when the run was canceled', async () => {
    const jobs = `  a: { ${ok} }\n  b: { needs: a, ${ok} }\n  c: { needs: a, if: "!cancelled()", ${ok} }\n  d: { needs: a, if: always(), ${ok} }`;
    expect(await play(jobs, { fate: (job) => (job === 'a' ? 'canceled' : undefined) })).toEqual({
      ...{ run: 'cancelled', a: 'cancelled', b: 'skipped', c: 'skipped', d: 'success' },
    });
  });

  it('knows nothing of a job whose runner is lost', async () => {
    const jobs = `  a: { outputs: { x: 1 }, ${ok} }\n  b: { needs: a, if: "!cancelled() && needs.a.outputs.x", ${ok} }`;
    expect(await play(jobs)).toMatchObject({ b: 'success' });
    expect(await play(jobs, { fate: (job) => (job === 'a' ? 'lost' : undefined) })).toEqual({
      ...{ run: 'failure', a: 'failure', b: 'skipped' },
    });
  });

  it('hands on the outputs of a job, also of a red one, but for those that contain a secret', async () => {
    const jobs = `  a:
    continue-on-error: true
    outputs: { x: "\${{ steps.s.outputs.x }}" }
    steps: [{ id: s, run: "echo x=a-word >> $GITHUB_OUTPUT; false" }]
  b: { needs: a, if: "needs.a.outputs.x == 'a-word'", ${ok} }`;
    expect(await play(jobs)).toMatchObject({ a: 'failure', b: 'success' });
    expect(await play(jobs, { secrets: { S: 'word' } })).toMatchObject({ a: 'failure', b: 'skipped' });
  });

  it('plays each leg of a matrix, and fails with any of them', async () => {
    const jobs = `  a:
    strategy: { matrix: { x: "\${{ fromJSON('[1, 2]') }}" } }
    steps: [{ run: "[ \${{ matrix.x }} = 1 ]" }]
  b: { needs: a, ${ok} }`;
    expect(await play(jobs)).toEqual({
      run: 'failure',
      'a (1)': 'success',
      'a (2)': 'failure',
      b: 'skipped',
    });
  });

  it('waits for the timer of an environment before each of its jobs, and for none that is skipped', async () => {
    const waits: number[] = [];
    const jobs = `  a: { environment: e, ${ok} }\n  b: { needs: a, environment: { name: e }, ${ok} }\n  c: { if: false, environment: e, ${ok} }`;
    await play(jobs, {
      environments: { e: { waitMinutes: 5 } },
      onWait: (minutes) => waits.push(minutes),
    });
    expect(waits).toEqual([5, 5]);
  });

  it.each([
    ['names an environment that is not there', `  a: { environment: e, ${ok} }`, 'names the environment e'],
    ['calls a workflow of others', '  a: { uses: o/r/.github/workflows/w.yml@v1 }', 'is no workflow of this'],
    [
      'leaves out an input',
      '  a: { uses: ./.github/workflows/go-live.yml, permissions: { id-token: write } }',
      'inputs that are missing: offer',
    ],
    [
      'gives an input of the wrong type',
      '  a: { uses: ./.github/workflows/go-live.yml, with: { offer: x, follow-jobs: "3" } }',
      'The input follow-jobs cannot be "3"',
    ],
  ])('refuses a workflow that %s', async (_, jobs, sentence) => {
    await expect(play(jobs)).rejects.toThrow(sentence);
  });
});
