import { realClock } from './clock.ts';
import { Interrupted } from './errors.ts';
import { httpTransport } from './http/transport.ts';
import { run } from './main.ts';
import { githubRunner } from './runner.ts';

// Red until it is known to be good: whatever ends this process early must not look like success.
process.exitCode = 1;

// The runner sends SIGINT, SIGTERM 7.5 s later, and kills after another 2.5 s.
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => stop.abort(new Interrupted(name)));
}

process.exitCode = await run({
  runner: githubRunner,
  clock: realClock,
  transport: httpTransport,
  random: Math.random,
  signal: stop.signal,
});
