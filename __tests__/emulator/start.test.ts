import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const start = (...options: string[]) =>
  spawn(process.execPath, [fileURLToPath(new URL('../../emulator/start.ts', import.meta.url)), ...options]);

test('emulator/start.ts prints inputs that work with each API', async () => {
  const child = start('--scenario', 'already-live', '--speed', '60');
  try {
    const printed = String((await once(child.stdout, 'data'))[0]);
    const input = (name: string) => new RegExp(`^ *${name}: (.*)$`, 'm').exec(printed)?.[1];
    const urls = Object.fromEntries(
      [...printed.matchAll(/^ *api: (.*)\n *api-url: (.*)$/gm)].map(([, api, url]) => [api, url]),
    );
    const get = (url: string) => fetch(url, { headers: { authorization: `Bearer ${input('token')}` } });
    expect(Object.keys(urls)).toEqual(['cloud-partner-portal', 'product-ingestion', 'partner-center']);
    const offer = `publishers/${input('publisher')}/offers/${input('offer')}`;
    const status = await get(`${urls['cloud-partner-portal']}/api/${offer}/status?api-version=2017-10-31`);
    expect(await status.json()).toMatchObject({ status: 'succeeded' });
    expect((await get(`${urls['product-ingestion']}/product`)).status).toBe(200);
    expect((await get(`${urls['partner-center']}/products`)).status).toBe(200);
  } finally {
    child.kill();
    await once(child, 'close');
  }
});

test.for([
  ['--scenario', 'no-such', 'already-live'],
  ['--port', 'x', '--port'],
  ['--speed', '0', '--speed'],
] as const)('emulator/start.ts refuses %s %s', async ([option, value, hint]) => {
  const child = start(option, value);
  let errors = '';
  child.stderr.on('data', (piece) => {
    errors += piece;
  });
  child.stdout.on('data', () => child.kill());
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(errors).toContain(hint);
});
