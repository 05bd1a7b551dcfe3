import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { hasOpenssl, type PrivateCa, privateCa } from '../support/servers/private-ca.ts';
import { requestTrusting } from '../support/servers/tls-service.ts';

describe.skipIf(!hasOpenssl)('the emulator over TLS (needs openssl)', () => {
  let ca: PrivateCa;
  let emulator: Emulator | undefined;
  beforeAll(() => {
    ca = privateCa();
  });
  afterEach(() => emulator?.stop());
  afterAll(() => ca.remove());

  test('the emulator serves https, with the faults reset, cut-body and reset-on-connect', async () => {
    emulator = await startEmulator({
      tls: ca,
      offers: [{ publisher: 'contoso', offer: 'vm', state: 'live' }],
    });
    const { url, faults } = emulator;
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const get = () =>
      requestTrusting(ca.ca, `${url}/api/publishers?api-version=2017-10-31`, {
        headers: { authorization: 'Bearer abc' },
      });
    expect(await get()).toMatchObject({ status: 200, body: expect.stringContaining('contoso') });
    faults.add({ kind: 'reset' });
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
    faults.add({ kind: 'cut-body' });
    await expect(get()).rejects.toThrow('aborted');
    faults.add({ kind: 'reset-on-connect' });
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
