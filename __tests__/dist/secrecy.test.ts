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

type Place = 'github' | 'entra' | 'api' | 'trap';

interface Asked {
  place: Place;
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
type Service = (asked: Asked) => Reply;

const requestToken = 'the-request-token.of-this-job.0123456789';
const givenToken = 'the-token.of-these_tests.0123456789';
/** A JWT as large as those of Entra ID, that nobody has seen before. */
const newJwt = (claims: object) =>
  `${encodeJwt({ alg: 'RS256' }, { ...claims, id: randomBytes(9).toString('hex') })}.${randomBytes(64).toString('base64url')}`;

/** GitHub, Entra ID and the API, each a host of its own, and one that nothing may be sent to. */
class World {
  readonly asked: Asked[] = [];
  readonly secrets: { secret: string; belongs: Place }[] = [
    { secret: clientSecret, belongs: 'entra' },
    { secret: requestToken, belongs: 'github' },
    { secret: givenToken, belongs: 'api' },
  ];
  readonly url = {} as Record<Place, string>;
  readonly #servers = (['github', 'entra', 'api', 'trap'] as const).map((place) => ({
    place,
    server: createServer(async (request, response) => {
      const body = await text(request);
      const { method = '', url: path = '', headers } = request;
      const asked = { place, method, path, headers, body };
      this.asked.push(asked);
      const reply = (this.given[place] ?? this.#usual[place])(asked);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
    }),
  }));
  /** What is not as usual. */
  given: Partial<Record<Place, Service>> = {};
  #looks = 0;

  readonly #usual: Record<Place, Service> = {
    github: () => ({
      status: 200,
      body: { value: this.#newSecret('entra', { sub: 'repo:contoso/offers' }) },
    }),
    // Renewed at each look: the margin is a fifth of a lifetime that is a second here.
    entra: () => ({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 2, access_token: this.#newSecret('api', { appid: 'x' }) },
    }),
    api: ({ method, path }) => {
      if (method === 'POST') return { status: 202, headers: { location: operationPath } };
      if (path.startsWith(`${offerPath}/status`)) return { status: 200, body: waiting };
      this.#looks += 1;
      return { status: 200, body: document(this.#looks < 4 ? 'running' : 'complete') };
    },
    trap: () => ({ status: 200 }),
  };

  #newSecret(belongs: Place, claims: object): string {
    const secret = newJwt(claims);
    this.secrets.push({ secret, belongs });
    return secret;
  }

  async start(): Promise<this> {
    for (const { place, server } of this.#servers) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      this.url[place] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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

// Tells in stdout when a request goes out, so that it can be seen what was masked before.
const teller = `import { subscribe } from 'node:diagnostics_channel';
subscribe('http.client.request.start', () => process.stdout.write('@request\\n'));`;

function start(world: World, proof: Proof, setup: StepSetup = {}) {
  return startStep({
    idToken: { url: `${world.url.github}/idtoken?version=1`, token: requestToken },
    nodeOptions: [
      '--import',
      join(import.meta.dirname, '../support/process/fast-time.js'),
      '--import',
      `data:text/javascript,${encodeURIComponent(teller)}`,
    ],
    ...setup,
    env: { FAST_TIME: '20' },
    with: {
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

/** Reads all that left the process. */
function check(world: World, result: StepResult): void {
  const { asked, secrets } = world;
  expect(
    leaks(
      result,
      secrets.map(({ secret }) => secret),
    ),
  ).toEqual([]);
  expect(asked.filter(({ place }) => place === 'trap')).toEqual([]);

  const lines = result.rawOutput.split('\n');
  const sentAt = lines.flatMap((line, index) => (line === '@request' ? [index] : []));
  expect(sentAt.length).toBeGreaterThanOrEqual(asked.length);
  asked.forEach(({ place, method, path, headers, body }, index) => {
    const { authorization = '', ...others } = headers;
    for (const { secret, belongs } of secrets) {
      const about = `${method} ${place}${path}`;
      expect(holds(`${path}\n${JSON.stringify(others)}`, secret), about).toBe(false);
      const used = holds(`${authorization}\n${body}`, secret);
      if (!used) continue;
      expect(belongs, about).toBe(place);
      expect(holds(place === 'entra' ? authorization : body, secret), about).toBe(false);
      // Masked before it was used.
      expect(lines.slice(0, sentAt[index])).toContain(`::add-mask::${secret.replaceAll('%', '%25')}`);
    }
  });
}

let world: World;
afterEach(() => world.stop());

async function run(proof: Proof, given: (world: World) => World['given'], setup?: StepSetup) {
  world = await new World().start();
  world.given = given(world);
  const step = start(world, proof, setup);
  const result = await step.finished;
  check(world, result);
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

const scenes: { name: string; given: (world: World) => World['given']; proofs?: Proof[]; well?: boolean }[] =
  [
    { name: 'all goes well', given: () => ({}), well: true },
    { name: 'the API repeats the token, as it refuses', given: () => ({ api: echo(403) }) },
    { name: 'the API repeats the token in a redirect', given: () => ({ api: echo(302) }) },
    { name: 'the API takes no token', given: () => ({ api: echo(401) }) },
    { name: 'the API repeats the token in an answer that is none', given: () => ({ api: echo(200) }) },
    { name: 'Entra ID repeats what it got, as it refuses', given: () => ({ entra: echo(401) }) },
    { name: 'Entra ID repeats what it got, as it fails', given: () => ({ entra: echo(503) }) },
    { name: 'Entra ID answers without a token', given: () => ({ entra: echo(200) }) },
    { name: 'GitHub repeats what it got, as it refuses', given: () => ({ github: echo(403) }) },
    { name: 'GitHub answers without a token', given: () => ({ github: echo(200) }) },
    { name: 'the API leads elsewhere', given: (world) => ({ api: redirect(307)(world) }) },
    { name: 'Entra ID leads elsewhere', given: (world) => ({ entra: redirect(307)(world) }) },
    { name: 'GitHub leads elsewhere', given: (world) => ({ github: redirect(302)(world) }) },
    {
      name: 'the operation is said to be elsewhere',
      given: ({ url }) => ({
        api: ({ method }) =>
          method === 'POST'
            ? { status: 202, headers: { location: `${url.trap}${operationPath}` } }
            : { status: 200, body: waiting },
      }),
    },
  ];

describe.each([false, true])('nothing secret shows, with debug %s', (debug) => {
  describe.each(Object.keys(proofs) as Proof[])('signed in with %s', (proof) => {
    // What is never asked cannot go wrong.
    const unasked =
      { 'a token': /^(Entra ID|GitHub)/, 'a client secret': /^GitHub/ }[proof as string] ?? /^$/;
    it.each(scenes.filter(({ name }) => !unasked.test(name)))('$name', async ({ given, well = false }) => {
      const { exitCode, outputs } = await run(proof, given, { debug });
      if (well) {
        expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
      }
      expect(world.asked.length).toBeGreaterThan(0);
    });
  });
});

it('nothing secret shows when the inputs are wrong', async () => {
  world = await new World().start();
  const result = await start(world, 'a client secret', {
    with: { token: givenToken, publisher: '', 'authority-host': `https://x:${clientSecret}@example.com` },
  }).finished;
  check(world, result);
  expect(result.exitCode).toBe(1);
  expect(world.asked).toEqual([]);
});

it('nothing secret shows when the workflow is canceled', async () => {
  const result = await run('the identity of the workflow', () => ({}), {
    cancelAfter: (line) => line.includes('Operation URL'),
  });
  expect(result.conclusion).toBe('cancelled');
});

it('finds what does show', async () => {
  const show = `data:text/javascript,${encodeURIComponent(`console.log(process.env['INPUT_CLIENT-SECRET']);`)}`;
  world = await new World().start();
  const result = await start(world, 'a client secret', {
    nodeOptions: ['--import', show],
    with: { mode: 'check' },
  }).finished;
  expect(() => check(world, result)).toThrow();
});
