import { describe, expect, it } from 'vitest';
import type { OfferSetup } from '../../emulator/marketplace/offer-setup.ts';
import { type Api, allApis, cloudPartnerPortal, laterApis } from '../support/action/api-inputs.ts';
import { accept, document, look, operation, runOnScript } from '../support/action/portal-answers.ts';
import { runOnEmulator, startCountingEmulator } from '../support/action/run-on-emulator.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import { startScript } from '../support/servers/script-server.ts';

const waitingOffer = { publisher: 'contoso', state: 'waiting-for-sign-off' } as const;
const vm: OfferSetup = { ...waitingOffer, offer: 'vm' };

describe.concurrent.each(allApis)('$api: several offers in one step', (api) => {
  it.concurrent('make it red if one of them fails, and the output result has each of them', async () => {
    const { emulator, outputs, offers, exitCode, summary, annotations } = await runOnEmulator(
      {
        offers: [
          { ...waitingOffer, offer: 'bad', goLiveEnds: 'failed' },
          { publisher: 'contoso', offer: 'done', state: 'live' },
          vm,
        ],
      },
      { api, with: { offer: 'bad\ndone\nvm' } },
    );
    expect(exitCode).toBe(1);
    expect(offers).toMatchObject([
      { offer: 'bad', api: api.api, status: 'failed', started: true, failureKind: 'service' },
      { offer: 'done', status: 'succeeded', started: false, operationUrl: '' },
      { offer: 'vm', status: 'succeeded', started: true, failureKind: '' },
    ]);
    expect(outputs).toMatchObject({
      status: 'failed',
      'failure-kind': 'service',
      started: 'true',
      message: expect.stringMatching(/^2 of 3 offers succeeded\. contoso\/bad: The go-live failed/),
    });
    // One line per offer, in their order; the offer that was already live has no operation.
    const urls = outputs['operation-url']?.split('\n') ?? [];
    const url = expect.stringMatching(api.operationUrl);
    expect(urls).toEqual([url, '', url]);
    const ids = outputs['operation-id']?.split('\n') ?? [];
    expect(ids.map((id) => /^[\w-]{19,36}$/.test(id))).toEqual([true, false, true]);
    expect([0, 2].every((index) => urls[index]?.includes(`/${ids[index]}`))).toBe(true);
    expect(posts(emulator)).toHaveLength(2);
    for (const offer of ['bad', 'done', 'vm']) {
      expect(summary).toMatch(new RegExp(`<summary>\\S+ ${offer} (did not go live|is live)`));
    }
    expect(annotations.filter(({ type }) => type === 'error')).toHaveLength(1);
  });

  it.concurrent('go live even if one of them is not found', async () => {
    const { offers, outputs } = await runOnEmulator(
      { offers: [vm] },
      { api, with: { offer: 'nowhere\nvm' } },
    );
    expect(offers).toMatchObject([
      { status: 'not-started', failureKind: 'not-found' },
      { status: 'succeeded', failureKind: '' },
    ]);
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'not-found' });
  });

  it.concurrent('get no go-live if the token is invalid', async () => {
    const { emulator, outputs } = await runOnEmulator(
      { offers: [vm] },
      { api, with: { token: 'another-token-that-is-not-known' } },
    );
    expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'authentication' });
    expect(outputs['message']).toMatch(/The token is missing, has expired/);
    expect(posts(emulator)).toEqual([]);
  });
});

it.concurrent('an offer of a publisher that the token has no access to fails as permission', async () => {
  const { outputs } = await runOnEmulator({ offers: [vm] }, { with: { publisher: 'fabrikam' } });
  expect(outputs).toMatchObject({ status: 'not-started', 'failure-kind': 'permission' });
  expect(outputs['message']).toMatch(/Add the application to the publisher/);
});

it.concurrent.each(laterApis)('$api: a go-live needs no publisher', async (api) => {
  const { outputs, offer, summary } = await runOnEmulator({ offers: [vm] }, { api, with: { publisher: '' } });
  expect(outputs).toMatchObject({ status: 'succeeded', started: 'true' });
  expect(offer).toMatchObject({ publisher: '', offer: 'vm' });
  expect(summary).toContain('<h3>✅ vm is live</h3>');
});

/** Starts a go-live in one run, and follows it in a second run. @param inputs the inputs of the second run */
async function startThenFollow(
  setup: Partial<OfferSetup>,
  api: Api,
  inputs: (operationUrl: string) => Record<string, string>,
) {
  const emulator = await startCountingEmulator({ offers: [{ ...vm, ...setup }] });
  try {
    const first = await runAction(emulator.url, { api, with: { wait: 'false' } });
    expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'running', started: 'true' } });
    const url = first.outputs['operation-url'] ?? '';
    const second = await runAction(emulator.url, { api, with: inputs(url) });
    expect(posts(emulator)).toHaveLength(1);
    return { url, second };
  } finally {
    await emulator.stop();
  }
}

describe.concurrent.each(allApis)('$api: a go-live that an earlier run started', (api) => {
  it.concurrent.each([
    { ends: 'succeeded', kind: '' },
    { ends: 'failed', kind: 'service' },
    { ends: 'canceled', kind: 'canceled' },
  ] as const)('is followed by its operation URL alone until it is $ends', async ({ ends, kind }) => {
    const { url, second } = await startThenFollow({ goLiveEnds: ends }, api, (url) => ({
      publisher: '',
      offer: '',
      'operation-url': url,
    }));
    expect(second).toMatchObject({ exitCode: kind ? 1 : 0, offer: { started: false, adopted: false } });
    expect(second.outputs).toMatchObject({
      status: ends,
      'failure-kind': kind,
      'operation-url': url,
      started: 'false',
    });
  });

  it.concurrent.each(['follow', 'go-live'])('is followed by its offer alone with mode: %s', async (mode) => {
    const { second } = await startThenFollow({}, api, () => ({ mode }));
    expect(second).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded', started: 'false' } });
    expect(second.offer.adopted).toBe(true);
  });

  it.concurrent('is followed beside other offers by the output operation-url of that run', async () => {
    const emulator = await startCountingEmulator({
      offers: [
        vm,
        { publisher: 'contoso', offer: 'done', state: 'live' },
        { ...waitingOffer, offer: 'third' },
      ],
      hours: 2,
    });
    try {
      const offer = 'vm\ndone\nthird';
      const first = await runAction(emulator.url, { api, with: { offer, wait: 'false' } });
      const second = await runAction(emulator.url, {
        api,
        with: { offer, 'operation-url': first.outputs['operation-url'] ?? '' },
      });
      expect(second.exitCode).toBe(0);
      expect(second.offers).toMatchObject([
        { offer: 'vm', status: 'succeeded' },
        { offer: 'done', status: 'succeeded' },
        { offer: 'third', status: 'succeeded' },
      ]);
      expect(posts(emulator)).toHaveLength(2);
    } finally {
      await emulator.stop();
    }
  });
});

describe('cloud-partner-portal: an operation URL', () => {
  it.concurrent.each([
    { name: 'a migrated offer', setup: {} },
    { name: 'an offer that is not migrated', setup: { migrated: false } },
    { name: 'a go-live without a Location header', setup: { location: { header: 'none' } } },
  ])('of $name identifies the offer', async ({ setup }) => {
    const { second } = await startThenFollow(setup, cloudPartnerPortal, (url) => ({
      publisher: '',
      offer: '',
      'operation-url': url,
    }));
    expect(second.outputs).toMatchObject({ status: 'succeeded', started: 'false' });
    expect(second.offer).toMatchObject({ publisher: 'contoso', offer: 'vm' });
  });

  it.concurrent.each([
    { status: 200, body: document('failed'), ends: 'failed', kind: 'service' },
    { status: 200, body: document('canceled'), ends: 'canceled', kind: 'canceled' },
    { status: 404, body: {}, ends: 'unknown', kind: 'not-found' },
    { status: 403, body: {}, ends: 'unknown', kind: 'permission' },
  ])(
    'that answers $status makes the step red, with status $ends and failure kind $kind',
    async ({ status, body, ends, kind }) => {
      const path = '/api/operations/contoso$vm$2$preview';
      const server = await startScript([{ method: 'GET', path, status, body }]);
      try {
        const { outputs, exitCode, offer } = await runAction(server.url, {
          // A 404 is retried for a minute: the URL may come from a run that has only just ended.
          fast: 50,
          with: { publisher: '', offer: '', 'operation-url': `${server.url}${path}` },
        });
        expect(exitCode).toBe(1);
        expect(outputs).toMatchObject({ status: ends, 'failure-kind': kind });
        expect(offer).toMatchObject({ publisher: 'contoso', offer: 'vm' });
        const asked = new Set(server.requests.map((request) => request.path));
        expect([...asked]).toEqual([`${path}?api-version=2017-10-31`]);
      } finally {
        await server.stop();
      }
    },
  );
});

it('a 404 is retried just after the acceptance, and ends the wait later', async () => {
  const { outputs } = await runOnScript(
    [
      look(),
      accept,
      ...operation(document('running')).map((answer) => ({ ...answer, status: 404, body: {} })),
    ],
    { fast: 100 },
  );
  expect(outputs).toMatchObject({ status: 'running', 'failure-kind': 'not-found' });
});
