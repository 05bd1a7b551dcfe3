import { realClock } from './clock.ts';
import { Failure, Interrupted } from './errors.ts';
import { httpTransport } from './http/transport.ts';
import { run } from './main.ts';
import { logLine } from './report/text.ts';
import { githubRunner } from './runner.ts';

// Red until it is known to be good: whatever ends this process early, or befalls it at the end, must not look like success.
let isGood = false;
let isSound = true;
process.on('exit', () => {
  process.exitCode = isGood && isSound ? 0 : 1;
});

// That a package uses something old (tunnel a `new Buffer`, for the password of a proxy) is nothing for the log of a workflow.
process.noDeprecation = true;

// The runner sends SIGINT, SIGTERM 7.5 s later, and kills after another 2.5 s.
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => stop.abort(new Interrupted(name)));
}

// A fault that no one handles ends the run as red, but not before the outputs and the summary are written. The first is
// told, and no more: where the log is closed, telling of it is a fault in turn.
process.on('uncaughtException', (error) => {
  if (!isSound) {
    return;
  }
  isSound = false;
  githubRunner.error(logLine(`A fault of this action, please report it: ${error?.stack ?? error}`));
  stop.abort(new Failure('unknown-outcome', 'A fault of this action ended the run.'));
});

isGood =
  (await run({
    runner: githubRunner,
    clock: realClock,
    transport: httpTransport,
    random: Math.random,
    signal: stop.signal,
  })) === 0;
