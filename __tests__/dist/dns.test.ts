import { expect, it } from 'vitest';
import { startCountingEmulator, waitingVm } from '../support/action/run-on-emulator.ts';
import { posts, runAction } from '../support/action/start-action.ts';
import { at, preloading } from '../support/process/preload.ts';

/** From now on the next names asked for are not found, one for each code. */
const forget = (codes: readonly string[]) => `failing.push(...${JSON.stringify(codes)});`;
/** A resolver that knows one name, when it is not failing. */
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

/** Takes an offer live while the name of the API is not found for a while, from this line of the log on. */
async function runWithout(words: string) {
  const emulator = await startCountingEmulator({ offers: [waitingVm] });
  try {
    const url = emulator.url.replace('127.0.0.1', 'localhost');
    const script = resolver + at(words, forget(codes));
    const ended = await runAction(url, { nodeOptions: preloading(script), fast: 50 });
    const { goLives } = emulator.offer('contoso', 'vm');
    return { ...ended, goLives, sent: posts(emulator).length, words: ended.log.join('\n') };
  } finally {
    await emulator.stop();
  }
}

it.concurrent.each([
  { when: 'at the first look', line: 'Taking live', recovers: /The API answers again, after 4 failed looks/ },
  { when: 'at the go-live', line: 'Sending the go-live.', recovers: /Sending the go-live again \(2 of/ },
  { when: 'in the wait', line: 'Operation URL', recovers: /The API answers again, after 4 failed looks/ },
])('a name that is not found for a while, $when, is borne', async (row) => {
  const { exitCode, outputs, goLives, sent, words } = await runWithout(row.line);
  expect({ exitCode, status: outputs['status'] }).toEqual({ exitCode: 0, status: 'succeeded' });
  expect({ goLives, sent }).toEqual({ goLives: 1, sent: 1 });
  expect(words).toMatch(/No answer from localhost:\d+: getaddrinfo ENOTFOUND localhost \(ENOTFOUND\)/);
  expect(words).toMatch(row.recovers);
});
