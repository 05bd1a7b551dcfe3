import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeJwt } from '../../emulator/identity/jwt.ts';
import { type StepResult, type StepSetup, startStep } from '../../emulator/runner/runner.ts';
import { document, offerPath, operationPath, waiting } from '../support/action/portal-answers.ts';
import { application, clientSecret, holds, leaks } from '../support/action/sign-in.ts';

type ServiceName = 'github' | 'entra' | 'api' | 'trap';

interface ReceivedRequest {
  service: ServiceName;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}
interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}
type Service = (request: ReceivedRequest) => Reply;

const requestToken = 'the-request-token.of-this-job.0123456789';
const givenToken = 'the-token.of-these_tests.0123456789';
/** A new, unique JWT, as large as those of Entra ID. */
const newJwt = (claims: object) =>
  `${encodeJwt({ alg: 'RS256' }, { ...claims, id: randomBytes(9).toString('hex') })}.${randomBytes(64).toString('base64url')}`;

/** GitHub, Entra ID and the API, each on a host of its own, and a trap: a host that must get no request. */
class World {
  readonly requests: ReceivedRequest[] = [];
  /** Every secret, and the only service that may receive it. */
  readonly secrets: { secret: string; owner: ServiceName }[] = [
    { secret: clientSecret, owner: 'entra' },
    { secret: requestToken, owner: 'github' },
    { secret: givenToken, owner: 'api' },
  ];
  readonly url = {} as Record<ServiceName, string>;
  readonly #servers = (['github', 'entra', 'api', 'trap'] as const).map((service) => ({
    service,
    server: createServer(async (request, response) => {
      const body = await text(request);
      const { method = '', url: path = '', headers } = request;
      const received = { service, method, path, headers, body };
      this.requests.push(received);
      const reply = (this.overrides[service] ?? this.#defaults[service])(received);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
    }),
  }));
  /** Services that do not answer as by default. */
  overrides: Partial<Record<ServiceName, Service>> = {};
  #polls = 0;

  readonly #defaults: Record<ServiceName, Service> = {
    github: () => ({
      status: 200,
      body: { value: this.#newSecret('entra', { sub: 'repo:contoso/offers' }) },
    }),
    // It expires so soon that it is renewed again and again during the wait.
    entra: () => ({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 2, access_token: this.#newSecret('api', { appid: 'x' }) },
    }),
    api: ({ method, path }) => {
      if (method === 'POST') return { status: 202, headers: { location: operationPath } };
      if (path.startsWith(`${offerPath}/status`)) return { status: 200, body: waiting };
      this.#polls += 1;
      return { status: 200, body: document(this.#polls < 4 ? 'running' : 'complete') };
    },
    trap: () => ({ status: 200 }),
  };

  #newSecret(owner: ServiceName, claims: object): string {
    const secret = newJwt(claims);
    this.secrets.push({ secret, owner });
    return secret;
  }

  async start(): Promise<this> {
    for (const { service, server } of this.#servers) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      this.url[service] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }
    return this;
  }

  async stop(): Promise<void> {
    for (const { server } of this.#servers) {
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
    }
  }
}

const proofs = {
  'a client secret': { 'client-secret': clientSecret },
  'the identity of the workflow': {},
  'a token': { token: givenToken, 'tenant-id': '', 'client-id': '' },
} as const;
type Proof = keyof typeof proofs;

// Marks each request in stdout, which shows what was masked before it.
const requestMarker = `import { subscribe } from 'node:diagnostics_channel';
subscribe('http.client.request.start', () => process.stdout.write('@request\\n'));`;

function start(world: World, proof: Proof, setup: StepSetup = {}) {
  return startStep({
    idToken: { url: `${world.url.github}/idtoken?version=1`, token: requestToken },
    nodeOptions: [
      '--import',
      join(import.meta.dirname, '../support/process/fast-time.js'),
      '--import',
      `data:text/javascript,${encodeURIComponent(requestMarker)}`,
    ],
    ...setup,
    env: { FAST_TIME: '20' },
    with: {
      api: 'cloud-partner-portal',
      publisher: 'contoso',
      offer: 'vm',
      'tenant-id': application.tenantId,
      'client-id': application.clientId,
      'authority-host': world.url.entra,
      'api-url': world.url.api,
      'poll-interval-seconds': '1',
      'timeout-minutes': '0.5',
      ...proofs[proof],
      ...setup.with,
    },
  });
}

/** Expects that each secret was sent to its owner only, after it was masked, and is in nothing else that left the process. */
function expectNoLeak(world: World, result: StepResult): void {
  const { requests, secrets } = world;
  expect(
    leaks(
      result,
      secrets.map(({ secret }) => secret),
    ),
  ).toEqual([]);
  expect(requests.filter(({ service }) => service === 'trap')).toEqual([]);

  const lines = result.rawOutput.split('\n');
  const sentAt = lines.flatMap((line, index) => (line === '@request' ? [index] : []));
  expect(sentAt.length).toBeGreaterThanOrEqual(requests.length);
  requests.forEach(({ service, method, path, headers, body }, index) => {
    const { authorization = '', ...others } = headers;
    for (const { secret, owner } of secrets) {
      const name = `${method} ${service}${path}`;
      expect(holds(`${path}\n${JSON.stringify(others)}`, secret), name).toBe(false);
      const isSent = holds(`${authorization}\n${body}`, secret);
      if (!isSent) continue;
      expect(owner, name).toBe(service);
      expect(holds(service === 'entra' ? authorization : body, secret), name).toBe(false);
      // It was masked before it was sent.
      expect(lines.slice(0, sentAt[index])).toContain(`::add-mask::${secret.replaceAll('%', '%25')}`);
    }
  });
}

let world: World;
afterEach(() => world.stop());

async function run(proof: Proof, overrides: (world: World) => World['overrides'], setup?: StepSetup) {
  world = await new World().start();
  world.overrides = overrides(world);
  const step = start(world, proof, setup);
  const result = await step.finished;
  expectNoLeak(world, result);
  return result;
}

const echo =
  (status: number): Service =>
  ({ headers, body, path }) => ({
    status,
    headers: { 'x-ms-correlation-request-id': headers.authorization ?? body },
    body: {
      error: {
        code: `${headers.authorization}`,
        message: `You sent ${path} ${body}`,
        details: [{ message: body }],
      },
      error_description: `AADSTS7000215: ${body}, ${headers.authorization}`,
      correlation_id: headers.authorization ?? body,
      value: 0,
    },
  });
const redirect =
  (status: number) =>
  ({ url }: World): Service =>
  () => ({ status, headers: { location: `${url.trap}/elsewhere` } });

const scenarios: {
  name: string;
  overrides: (world: World) => World['overrides'];
  succeeds?: boolean;
}[] = [
  { name: 'everything succeeds', overrides: () => ({}), succeeds: true },
  { name: 'the API echoes the token in a 403', overrides: () => ({ api: echo(403) }) },
  { name: 'the API echoes the token in a redirect', overrides: () => ({ api: echo(302) }) },
  { name: 'the API echoes the token in a 401', overrides: () => ({ api: echo(401) }) },
  { name: 'the API echoes the token in a 200', overrides: () => ({ api: echo(200) }) },
  { name: 'Entra ID echoes the request in a 401', overrides: () => ({ entra: echo(401) }) },
  { name: 'Entra ID echoes the request in a 503', overrides: () => ({ entra: echo(503) }) },
  { name: 'Entra ID echoes the request in a 200', overrides: () => ({ entra: echo(200) }) },
  { name: 'GitHub echoes the request in a 403', overrides: () => ({ github: echo(403) }) },
  { name: 'GitHub echoes the request in a 200', overrides: () => ({ github: echo(200) }) },
  { name: 'the API redirects elsewhere', overrides: (world) => ({ api: redirect(307)(world) }) },
  { name: 'Entra ID redirects elsewhere', overrides: (world) => ({ entra: redirect(307)(world) }) },
  { name: 'GitHub redirects elsewhere', overrides: (world) => ({ github: redirect(302)(world) }) },
  {
    name: 'the operation URL is at another server',
    overrides: ({ url }) => ({
      api: ({ method }) =>
        method === 'POST'
          ? { status: 202, headers: { location: `${url.trap}${operationPath}` } }
          : { status: 200, body: waiting },
    }),
  },
];

describe.each([false, true])('with debug logging %s, no secret leaks', (debug) => {
  describe.each(Object.keys(proofs) as Proof[])('of a run that uses %s', (proof) => {
    // The scenarios of services that this run does not use.
    const unused = { 'a token': /^(Entra ID|GitHub)/, 'a client secret': /^GitHub/ }[proof as string] ?? /^$/;
    it.each(scenarios.filter(({ name }) => !unused.test(name)))(
      'when $name',
      async ({ overrides, succeeds = false }) => {
        const { exitCode, outputs } = await run(proof, overrides, { debug });
        if (succeeds) {
          expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
        }
        expect(world.requests.length).toBeGreaterThan(0);
      },
    );
  });
});

it('no secret leaks when the inputs are invalid', async () => {
  world = await new World().start();
  const result = await start(world, 'a client secret', {
    with: { token: givenToken, publisher: '', 'authority-host': `https://x:${clientSecret}@example.com` },
  }).finished;
  expectNoLeak(world, result);
  expect(result.exitCode).toBe(1);
  expect(world.requests).toEqual([]);
});

it('no secret leaks when the workflow is canceled', async () => {
  const result = await run('the identity of the workflow', () => ({}), {
    cancelAfter: (line) => line.includes('Operation URL'),
  });
  expect(result.conclusion).toBe('cancelled');
});

it('the check for leaks finds a secret that is printed', async () => {
  const printSecret = `data:text/javascript,${encodeURIComponent(`console.log(process.env['INPUT_CLIENT-SECRET']);`)}`;
  world = await new World().start();
  const result = await start(world, 'a client secret', {
    nodeOptions: ['--import', printSecret],
    with: { mode: 'check' },
  }).finished;
  expect(() => expectNoLeak(world, result)).toThrow();
});
