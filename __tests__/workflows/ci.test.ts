import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../support/repository/expressions.ts';
import { type PlayOptions, playJob, readWorkflow } from '../support/repository/play-job.ts';
import { type IdTokenIssuer, startIdTokenIssuer } from '../support/servers/id-token-issuer.ts';
import { hasOpenssl, type PrivateCa, privateCa } from '../support/servers/private-ca.ts';

const ci = readWorkflow('.github/workflows/ci.yml');

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return String(address.port);
}

/** The packages that a program needs, besides Node itself. */
async function packagesOf(path: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return imports
    .filter(({ path, external }) => external && !path.startsWith('node:'))
    .map(({ path }) => path);
}

describe('the job smoke', () => {
  it('takes an offer of the emulator live, and sees the action fail for another', async () => {
    const { result, steps, log } = await playJob(ci, 'smoke', { env: { PORT: await freePort() } });
    expect(result, log).toBe('success');
    expect(steps.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['Start the emulator, where two days take five seconds', 'success'],
      ['go-live', 'success'],
      ['wrong-offer', 'failure'],
      ['One is live, the other is not there', 'success'],
      ['cat "$RUNNER_TEMP/emulator.log"', 'skipped'],
    ]);
  });

  it('is red, and shows the log of the emulator, when the outcome is another', async () => {
    const smoke = structuredClone(ci);
    const step = smoke.jobs['smoke']?.steps?.find(({ id }) => id === 'go-live');
    Object.assign(step?.with ?? {}, { mode: 'check' });
    const { result, steps } = await playJob(smoke, 'smoke', { env: { PORT: await freePort() } });
    expect(result).toBe('failure');
    expect(steps.map(({ outcome }) => outcome)).toEqual([
      'success',
      'success',
      'failure',
      'failure',
      'success',
    ]);
    expect(steps.at(-1)?.log).toContain('Inputs of the action');
  });

  it('starts a program that needs no package, as none is installed there', async () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [, path = ''] = /^node (\S+\.ts)$/.exec(scripts.emulator) ?? [];
    expect(await packagesOf(path)).toEqual([]);
    expect(ci.jobs['smoke']?.steps?.some(({ run }) => run?.includes('npm ci'))).toBe(false);
  });
});

describe.skipIf(!hasOpenssl)('the job sign-in (needs openssl)', () => {
  let ca: PrivateCa;
  let issuer: IdTokenIssuer;
  beforeAll(async () => {
    ca = privateCa();
    issuer = await startIdTokenIssuer(ca);
  });
  afterAll(async () => {
    await issuer.stop();
    ca.remove();
  });

  const play = async (env: Record<string, string> = {}) =>
    playJob(ci, 'sign-in', {
      idToken: issuer.request,
      env: {
        PORT: await freePort(),
        AUTHORITY_PORT: await freePort(),
        ISSUER: issuer.url,
        NODE_EXTRA_CA_CERTS: ca.file,
        GITHUB_REPOSITORY: 'contoso/offers',
        ...env,
      },
    });

  it('signs in with an id token that the authority checks with the keys of its issuer', async () => {
    const { result, log } = await play();
    expect(result, log).toBe('success');
    expect(log).toContain(`Signed in: contoso/offers, as ${issuer.subject}`);
    for (const secret of [...issuer.made, issuer.request.token]) expect(log).not.toContain(secret);
  });

  it('is red when the id token is of another repository', async () => {
    const { result, log } = await play({ GITHUB_REPOSITORY: 'contoso/others' });
    expect(result).toBe('failure');
    expect(log).toContain('Refused: Error: The repository is contoso/offers.');
  });

  it('is for pushes to main alone, and runs no code but ours beside the token', async () => {
    const { if: condition = '', steps = [] } = ci.jobs['sign-in'] ?? {};
    expect(ci.on['push']).toEqual({ branches: ['main'] });
    expect(evaluate(condition, { github: { event_name: 'push' } })).toBe('true');
    expect(evaluate(condition, { github: { event_name: 'pull_request' } })).toBe('false');
    expect(steps.some(({ run }) => run?.includes('npm'))).toBe(false);
    expect(await packagesOf('__tests__/support/servers/authority.ts')).toEqual([]);
  });
});

describe('the job dist', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dist-job-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
    });
  beforeAll(() => {
    // Stands for the build, and for what it writes.
    mkdirSync(join(folder, 'scripts'));
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'scripts/build.js'), "require('fs').writeFileSync('dist/index.js', 'built');");
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3,"packages":{"":{}}}');
    writeFileSync(join(folder, 'dist/index.js'), 'built');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'all');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const play = () => playJob(ci, 'dist', { folder, contexts: { matrix: { node: 20 } } });

  it('is green when the build writes what is committed', async () => {
    const { result, log } = await play();
    expect(result, log).toBe('success');
  });

  it('is red, and names the files, when it writes something else, or something more', async () => {
    writeFileSync(
      join(folder, 'scripts/build.js'),
      "require('fs').writeFileSync('dist/9.index.js', 'more');",
    );
    git('commit', '--quiet', '--all', '--message', 'another build');
    const { result, log } = await play();
    expect(result).toBe('failure');
    expect(log).toContain('?? dist/9.index.js');
  });

  it('builds without npm run, which would put the Node of node_modules first', () => {
    expect(ci.jobs['dist']?.steps?.flatMap(({ run }) => run ?? []).slice(0, 2)).toEqual([
      'npm ci',
      'node scripts/build.js',
    ]);
  });
});

describe('the job required', () => {
  const others = Object.keys(ci.jobs).filter((name) => name !== 'required');
  const play = (event: string, results: Record<string, string>) => {
    const needs = Object.fromEntries(
      others.map((name) => [name, { result: results[name] ?? 'success', outputs: {} }]),
    );
    const options: PlayOptions = { contexts: { needs, github: { event_name: event } } };
    return playJob(ci, 'required', options);
  };

  it('waits for all the others, whatever became of them', () => {
    expect(ci.jobs['required']?.needs).toEqual(others);
    expect(ci.jobs['required']?.if).toBe('always()');
  });

  it.each([
    ['push', { 'dependency-review': 'skipped' }],
    ['pull_request', { 'sign-in': 'skipped' }],
  ])('is green on %s with %o', async (event, results) => {
    expect((await play(event, results)).result).toBe('success');
  });

  it.each([
    ['push', { 'dependency-review': 'skipped', 'sign-in': 'skipped' }, 'sign-in: skipped'],
    ['pull_request', { 'sign-in': 'skipped', 'dependency-review': 'skipped' }, 'dependency-review: skipped'],
    ['pull_request', { 'sign-in': 'skipped', smoke: 'failure' }, 'smoke: failure'],
    ['pull_request', { 'sign-in': 'skipped', dist: 'cancelled' }, 'dist: cancelled'],
    ['pull_request', { 'sign-in': 'skipped', check: 'skipped' }, 'check: skipped'],
  ])('is red on %s with %o', async (event, results, line) => {
    const { result, log } = await play(event, results);
    expect(result).toBe('failure');
    expect(log).toContain(line);
  });
});
