import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { apis } from '../../emulator/marketplace/apis.ts';
import { type ApiName, apiNames } from '../../emulator/marketplace/offer-types.ts';
import { runStep } from '../../emulator/runner/runner.ts';
import { scenarios } from '../../emulator/scenarios.ts';

const repository = join(import.meta.dirname, '../..');
let child: ChildProcess | undefined;
afterEach(async () => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'close');
});

/** Starts `npm run emulator`. `printed` is what it has printed so far. */
function serve(...options: string[]) {
  const started = spawn(process.execPath, ['emulator/serve.ts', ...options], { cwd: repository });
  child = started;
  let printed = '';
  let errors = '';
  started.stdout.on('data', (data) => {
    printed += data;
  });
  started.stderr.on('data', (data) => {
    errors += data;
  });
  const ended = once(started, 'close').then(([code]) => ({ code, printed, errors }));
  const until = async (text: string) => {
    while (!printed.includes(text)) await sleep(10);
    return printed;
  };
  return { ended, until };
}

/** The inputs that it printed, as they stand. */
const inputsIn = (printed: string): Record<string, string> =>
  Object.fromEntries(
    [...printed.matchAll(/^ {2}([a-z-]+): (\S+)$/gm)].map(([, name, value]) => [name, value]),
  );

test.for([
  ['cloud-partner-portal', 'contoso-service', true, apiNames],
  ['product-ingestion', 'contoso-vm', false, apiNames],
  ['partner-center', 'contoso-app', false, ['product-ingestion', 'partner-center']],
] as const)(
  'npm run emulator -- --api %s prints what an offer of that API needs, and credentials for all three',
  async ([api, offer, needsPublisher, finders]) => {
    const printed = await serve('--scenario', 'already-live', '--api', api).until('Requests:');
    expect(printed).toContain(`The offer ${offer} (`);
    expect(printed).toContain(`carried by ${api}) is live, with nothing to release.`);
    const inputs = inputsIn(printed);
    expect(Object.keys(inputs)).toEqual([
      ...(needsPublisher ? ['publisher'] : []),
      ...['offer', 'tenant-id', 'client-id', 'client-secret', 'api-url', 'authority-host'],
    ]);
    const origin = inputs['api-url'];
    const found: ApiName[] = [];
    for (const name of apiNames) {
      const { resource, basePath } = apis[name];
      const signedIn = await fetch(`${inputs['authority-host']}/${inputs['tenant-id']}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: inputs['client-id'] ?? '',
          client_secret: inputs['client-secret'] ?? '',
          scope: `${resource}/.default`,
        }),
      });
      const { access_token } = JSON.parse(await signedIn.text());
      const path = {
        'cloud-partner-portal': '/api/publishers/contoso/offers?api-version=2017-10-31',
        'product-ingestion': `${basePath}/product?externalId=${offer}`,
        'partner-center': `${basePath}/products`,
      }[name];
      const answer = await fetch(`${origin}${path}`, {
        headers: { authorization: `Bearer ${access_token}` },
      });
      if (answer.status === 200 && (await answer.text()).includes(offer)) found.push(name);
    }
    expect(found).toEqual(finders);
  },
);

test.for(apiNames)(
  'npm run emulator -- --api %s: the shipped action goes live with the inputs as printed',
  async (api) => {
    const { until } = serve('--api', api, '--speed', '172800');
    const inputs = inputsIn(await until('Requests:'));
    const { outputs, log } = await runStep({ with: { ...inputs, 'poll-interval-seconds': '1' } });
    expect(outputs['status'], log.join('\n')).toBe('succeeded');
    expect(JSON.parse(outputs['result'] ?? '')).toMatchObject([{ api, started: true }]);
  },
);

test('npm run emulator logs each request without a secret', async () => {
  const { until } = serve('--api', 'cloud-partner-portal', '--speed', '172800');
  const inputs = inputsIn(await until('Requests:'));
  const { conclusion, outputs, log } = await runStep({ with: { ...inputs, 'poll-interval-seconds': '1' } });
  expect({ conclusion, status: outputs['status'] }, log.join('\n')).toEqual({
    conclusion: 'success',
    status: 'succeeded',
  });
  const [, requests = ''] = (await until('202 POST')).split('Requests:\n');
  expect(requests).toMatch(/^200 POST \/[\w-]+\/oauth2\/v2\.0\/token\?\S*$/m);
  expect(requests).toMatch(
    /^202 POST \/api\/publishers\/contoso\/offers\/contoso-service\/golive\?api-version=2017-10-31$/m,
  );
  expect(requests).toMatch(/^200 GET \/api\/.*\/operations\//m);
  expect(requests).not.toMatch(/^(?!\d{3} (GET|POST) \/\S+$)./m);
  expect(requests).not.toContain(inputs['client-secret']);
  expect(requests).not.toMatch(/eyJ|Bearer/);
});

test('npm run emulator -- --help prints every scenario of the table, and which API it concerns', async () => {
  const { code, printed, errors } = await serve('--help').ended;
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(printed).toMatch(/^Usage: npm run emulator -- \[options\]\n/);
  const listed = printed.split('The offer …\n')[1]?.trimEnd().split('\n');
  expect(listed?.map((line) => line.trim().split(/ {2,}/))).toEqual(
    Object.entries(scenarios).map(([name, { what, api }]) => [name, what + (api ? ` (${api})` : '')]),
  );
});

test.for([
  [['--scenario', 'no-such'], 'Unknown scenario "no-such".'],
  [['--scenario', 'constructor'], 'Unknown scenario "constructor".'],
  [['--scenario'], "Option '--scenario <value>' argument missing"],
  [['--api', 'graph'], `Unknown API "graph": use ${apiNames.join(', ')}.`],
  [
    ['--scenario', 'locked', '--api', 'partner-center'],
    'The scenario locked is shown by product-ingestion only.',
  ],
  [['--port', 'x'], '--port must be a whole number up to 65535.'],
  [['--port', '65536'], '--port must be a whole number up to 65535.'],
  [['--speed', '0'], '--speed must be a number above 0.'],
  [['--speed', 'Infinity'], '--speed must be a number above 0.'],
  [['--unknown'], "Unknown option '--unknown'"],
  [['go-live'], "Unexpected argument 'go-live'"],
] as const)('npm run emulator -- %s prints the usage and what is wrong', async ([options, problem]) => {
  const { code, printed, errors } = await serve(...options).ended;
  expect({ code, printed }).toEqual({ code: 2, printed: '' });
  expect(errors).toMatch(/^Usage: npm run emulator/);
  expect(errors).toMatch(/^ {2}failed-certification +fails in certification/m);
  expect(errors.trimEnd().split('\n').at(-1)).toContain(problem);
  expect(errors).not.toMatch(/^ +at /m);
});

test('npm run emulator says that the port is in use, without a stack trace', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    const { code, errors } = await serve('--port', `${port}`).ended;
    expect({ code, errors }).toEqual({
      code: 1,
      errors: `listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    });
  } finally {
    other.close();
  }
});
