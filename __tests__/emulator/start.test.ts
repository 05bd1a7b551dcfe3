import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const start = (...options: string[]) =>
  spawn(process.execPath, [fileURLToPath(new URL('../../emulator/start.ts', import.meta.url)), ...options]);

test('the command line prints inputs that work', async () => {
  const child = start('--scenario', 'already-live', '--speed', '60');
  try {
    const printed = String((await once(child.stdout, 'data'))[0]);
    const input = (name: string) => new RegExp(`^ *${name}: (.*)$`, 'm').exec(printed)?.[1];
    const answer = await fetch(
      `${input('api-url')}/api/publishers/${input('publisher')}/offers/${input('offer')}/status?api-version=2017-10-31`,
      { headers: { authorization: `Bearer ${input('token')}` } },
    );
    expect(await answer.json()).toMatchObject({ status: 'succeeded' });
  } finally {
    child.kill();
    await once(child, 'close');
  }
});

test('the command line prints the address of each API', async () => {
  const child = start();
  try {
    const printed = String((await once(child.stdout, 'data'))[0]);
    const addresses = [...printed.matchAll(/^ *api: (.*)\n *api-url: (.*)$/gm)];
    expect(addresses.map(([, api]) => api)).toEqual([
      'cloud-partner-portal',
      'product-ingestion',
      'partner-center',
    ]);
    const looks = ['/api/publishers?api-version=2017-10-31', '/product', '/products'];
    for (const [index, [, , url]] of addresses.entries()) {
      const answer = await fetch(`${url}${looks[index]}`, { headers: { authorization: 'Bearer a' } });
      expect(answer.status).toBe(200);
    }
  } finally {
    child.kill();
    await once(child, 'close');
  }
});

test.for([
  ['--scenario', 'no-such', 'already-live'],
  ['--scenario', 'constructor', 'already-live'],
  ['--port', 'x', '--port'],
  ['--speed', '0', '--speed'],
] as const)('%s %s is refused', async ([option, value, hint]) => {
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
