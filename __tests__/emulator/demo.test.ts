import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scenarios } from '../../emulator/scenarios.ts';

const repository = join(import.meta.dirname, '../..');
let copy: string;

/** Runs the demo with a test action, so that these tests do not depend on the log of the shipped one. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'demo-'));
  for (const name of ['emulator', 'action.yml', 'package.json']) {
    cpSync(join(repository, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction');
  mkdirSync(join(copy, 'dist'));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

function demo(
  script: string,
  ...options: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  writeFileSync(join(copy, 'dist/index.js'), script);
  return new Promise((resolve) => {
    execFile(process.execPath, [join(copy, 'emulator/demo.ts'), ...options], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('npm start', () => {
  it('runs the action against an emulator, and shows its log, outputs and summary', async () => {
    const { code, stdout, stderr } = await demo(
      `
      import { appendFileSync } from 'node:fs';
      const env = process.env;
      const { aud } = JSON.parse(Buffer.from(env.INPUT_TOKEN.split('.')[1], 'base64url'));
      const product = \`\${env['INPUT_API-URL']}/rp/product-ingestion/product?externalId=\${env.INPUT_OFFER}\`;
      const answer = await fetch(product, { headers: { authorization: \`Bearer \${env.INPUT_TOKEN}\` } });
      console.log('::group::Go-live');
      console.log('answered', answer.status, 'with', env.INPUT_TOKEN, 'for', aud);
      console.log('::endgroup::');
      console.log('::warning::careful');
      appendFileSync(env.GITHUB_OUTPUT, 'status=succeeded\\nlong=' + 'x'.repeat(200) + '\\n');
      appendFileSync(env.GITHUB_STEP_SUMMARY, '<h3>Done</h3><table><tr><td>a</td><td>b</td></tr></table>');`,
      '--token',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /▼ Go-live\n {2}answered 200 with \*\*\* for https:\/\/graph\.microsoft\.com\nWarning: careful\n/,
    );
    expect(stdout).toMatch(/== Outputs\nstatus {2}succeeded\nlong {4}x{99}…\n/);
    expect(stdout).toMatch(/== Summary\nDone\n\na {3}b\n/);
  });

  it('gives the action the inputs of a first workflow, and a named API only if it was named', async () => {
    const script = `
      const given = Object.entries(process.env).filter(([name, value]) => name.startsWith('INPUT_') && value);
      for (const [name, value] of given) console.log(name, '=', value.replace(process.env['INPUT_AUTHORITY-HOST'], '<url>'));`;
    const inputs = async (...options: string[]) =>
      Object.fromEntries(
        [...(await demo(script, ...options)).stdout.matchAll(/^INPUT_(\S+) = (.*)$/gm)].map(
          ([, name, value]) => [name, value],
        ),
      );
    const usual = await inputs();
    expect(usual).toMatchObject({
      OFFER: 'contoso-vm',
      'TENANT-ID': expect.any(String),
      'CLIENT-ID': expect.any(String),
      'API-URL': '<url>',
    });
    expect(usual).not.toHaveProperty('TOKEN');
    expect(await inputs('--api', 'partner-center')).toMatchObject({
      OFFER: 'contoso-app',
      API: 'partner-center',
      'API-URL': '<url>/v1.0/ingestion',
    });
    expect((await inputs('--scenario', 'silent-failure'))['API']).toBe(usual['API']);
  });

  it('exits with 1 if the step fails', async () => {
    const { code, stdout } = await demo(`console.log('::error::refused'); process.exitCode = 2;`);
    expect(code).toBe(1);
    expect(stdout).toContain('Error: refused');
    expect(stdout).toContain('conclusion is failure, with exit code 2');
  });
});

/** Runs the demo with the shipped action. */
function shipped(...options: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['emulator/demo.ts', ...options],
      { cwd: repository },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

it('npm start: the shipped action signs in as the workflow', async () => {
  const { code, stdout, stderr } = await shipped();
  expect(stderr).toBe('');
  expect(code, stdout).toBe(0);
  expect(stdout).toMatch(/== Outputs\nstatus +succeeded\n/);
  const [, accessTokens = '', idTokens = ''] =
    /The action used (\d+) access tokens, .*, and (\d+) ID tokens of the workflow/.exec(stdout) ?? [];
  expect(Number(accessTokens)).toBeGreaterThan(1);
  expect(idTokens).toBe(accessTokens);
});

it('npm start -- --scenario failed-certification --api product-ingestion --debug plays it through the shipped action', async () => {
  const { code, stdout, stderr } = await shipped(
    ...['--scenario', 'failed-certification', '--api', 'product-ingestion', '--debug'],
  );
  expect({ code, stderr }, stdout).toEqual({ code: 1, stderr: '' });
  expect(stdout).toContain('The offer contoso-vm (virtual machine) fails in certification, after');
  expect(stdout).toMatch(/^Debug: /m);
  expect(stdout).toMatch(/^status +failed$/m);
  expect(stdout).toMatch(/^failure-kind +certification$/m);
  expect(stdout).toMatch(/^result +.*"api":"product-ingestion"/m);
  expect(stdout).toContain("The step's conclusion is failure, with exit code 1");
});

it('npm start -- --scenario blocked ends within seconds, at its timeout', async () => {
  const { code, stdout } = await shipped('--scenario', 'blocked');
  expect(code, stdout).toBe(1);
  expect(stdout).toMatch(/^failure-kind +timeout$/m);
});

it('npm start -- --help prints the usage, with the same scenarios as npm run emulator', async () => {
  const { code, stdout, stderr } = await shipped('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: npm start -- \[options\]\n/);
  for (const [name, { what }] of Object.entries(scenarios)) {
    expect(stdout.split('\n').map((line) => line.trim())).toContainEqual(
      expect.stringMatching(new RegExp(`^${name} +${what.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)),
    );
  }
});

it.each([
  [['--scenario', 'no-such'], 'Unknown scenario "no-such".'],
  [
    ['--scenario', 'locked', '--api', 'partner-center'],
    'The scenario locked is shown by product-ingestion only.',
  ],
  [['--sign-in'], "Unknown option '--sign-in'"],
])('npm start -- %s prints the usage and what is wrong', async (options, problem) => {
  const { code, stdout, stderr } = await shipped(...options);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^Usage: npm start -- /);
  expect(stderr.trimEnd().split('\n').at(-1)).toContain(problem);
  expect(stderr).not.toMatch(/^ +at /m);
});
