import { generateKeyPairSync, sign } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';

let emulator: Emulator | undefined;
afterEach(() => emulator?.stop());

test('the emulator serves https, faults too', async () => {
  const tls = selfSigned();
  emulator = await startEmulator({
    tls,
    offers: [{ publisher: 'contoso', offer: 'vm', state: 'live' }],
  });
  const { url, faults } = emulator;
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const get = async () => {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      request(`${url}/api/publishers?api-version=2017-10-31`, {
        ca: tls.cert,
        headers: { authorization: 'Bearer abc' },
      })
        .on('response', resolve)
        .on('error', reject)
        .end();
    });
    return { status: message.statusCode, body: await text(message) };
  };
  expect(await get()).toMatchObject({ status: 200, body: expect.stringContaining('contoso') });
  faults.add({ kind: 'reset', on: { nth: 1 } });
  await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
  faults.add({ kind: 'cut-body' });
  await expect(get()).rejects.toThrow('aborted');
  faults.add({ kind: 'reset-on-connect', on: { times: 9 } });
  await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

/** A key and a certificate for 127.0.0.1, made for this run. */
function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = (tag: number, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
    return Buffer.concat([Buffer.from([tag, ...length]), body]);
  };
  const hex = (digits: string) => Buffer.from(digits, 'hex');
  const algorithm = der(0x30, hex('06082a8648ce3d040302')); // ecdsa-with-SHA256
  const name = der(0x30, der(0x31, der(0x30, hex('0603550403'), der(0x0c, Buffer.from('emulator')))));
  const day = (offset: number) => {
    const time = new Date(Date.now() + offset * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
    return der(0x18, Buffer.from(time));
  };
  const alternativeName = der(0x30, hex('0603551d11'), der(0x04, der(0x30, hex('87047f000001'))));
  const body = der(
    0x30,
    der(0xa0, hex('020102')),
    hex('020101'),
    algorithm,
    name,
    der(0x30, day(-1), day(1)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, alternativeName)),
  );
  const signature = der(0x03, hex('00'), sign('sha256', body, privateKey));
  const base64 = der(0x30, body, algorithm, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}
