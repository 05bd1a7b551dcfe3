import { expect, it } from 'vitest';
import { startCountingEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import { at, preloading } from '../support/process/preload.ts';

/** Makes the next lookups fail, one for each code. */
const failLookups = (codes: readonly string[]) => `failing.push(...${JSON.stringify(codes)});`;
/** Resolves every name to loopback, except for the lookups that are to fail. */
const resolver = `
  const failing = [];
  const { lookup } = dns;
  dns.lookup = (name, options, callback) => {
    const code = failing.shift();
    if (code) {
      const error = Object.assign(new Error('getaddrinfo ' + code + ' ' + name), { code, syscall: 'getaddrinfo' });
      process.nextTick(callback, error);
    } else {
      lookup('127.0.0.1', options, callback);
    }
  };`;
const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ENOTFOUND', 'EAI_AGAIN'];

/** Takes an offer live; once the log shows this text, the next four lookups of the API's host name fail. */
async function runWithoutDnsFrom(logText: string) {
  const emulator = await startCountingEmulator({ offers: [waitingVm] });
  try {
    const url = emulator.url.replace('127.0.0.1', 'localhost');
    const script = resolver + at(logText, failLookups(codes));
    const ended = await runAction(url, { nodeOptions: preloading(script), fast: 50 });
    const { goLives } = emulator.offer('contoso', 'vm');
    return { ...ended, goLives, sent: posts(emulator).length, log: ended.log.join('\n') };
  } finally {
    await emulator.stop();
  }
}

it.concurrent.each([
  {
    when: 'at the first status check',
    logText: 'Taking contoso/vm live',
    recovery: /Status checks succeed again, after 4 failures\./,
  },
  {
    when: 'when the go-live is sent',
    logText: 'Starting the go-live.',
    recovery: /Starting the go-live again \(try 2 of/,
  },
  {
    when: 'while waiting',
    logText: 'Operation URL',
    recovery: /Status checks succeed again, after 4 failures\./,
  },
])('a go-live succeeds although DNS lookups of the API fail for a while: $when', async (row) => {
  const { exitCode, outputs, goLives, sent, log } = await runWithoutDnsFrom(row.logText);
  expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
  expect({ goLives, sent }).toEqual({ goLives: 1, sent: 1 });
  expect(log).toMatch(/No response from localhost:\d+: getaddrinfo ENOTFOUND localhost \(ENOTFOUND\)/);
  expect(log).toMatch(row.recovery);
});
