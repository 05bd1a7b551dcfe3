import { setFlagsFromString } from 'node:v8';
import { readNetworkSettings } from './http/environment.ts';
import { httpTransport } from './http/transport.ts';
import { run } from './main.ts';
import { realClock } from './model/clock.ts';
import { Failure, internalError, interrupted } from './model/failure.ts';
import { escapeLogLine } from './report/escape.ts';
import { githubRunner } from './runner.ts';

// Red until the run is known to be a success: whatever ends this process early, or happens at its end, must not look green.
let isSuccess = false;
let hasCrashed = false;
process.on('exit', () => {
  process.exitCode = isSuccess && !hasCrashed ? 0 : 1;
});

// Many offers make garbage in bursts, for which V8 would let its heap grow, and keep it so. A step that waits needs no throughput:
// with this, a hundred offers take 1.2 to 1.3 times the memory of one, not 1.6 to 1.7.
setFlagsFromString('--optimize-for-size');

// That a package uses a deprecated API (tunnel: `new Buffer`, for the password of a proxy) is of no use in a workflow's log.
process.noDeprecation = true;

// The runner sends SIGINT, then SIGTERM after 7.5 s (on Windows Ctrl+Break, which is SIGBREAK), and kills the process after
// another 2.5 s.
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
  process.on(name, () => stop.abort(interrupted(name)));
}

// An unhandled error ends the run as red, but only after outputs and summary are written. Only the first is reported: if
// the log is closed, reporting it throws again.
process.on('uncaughtException', (error) => {
  if (hasCrashed) {
    return;
  }
  hasCrashed = true;
  githubRunner.error(escapeLogLine(internalError(error).message));
  stop.abort(new Failure('unknown-outcome', 'An internal error of this action ended the run.'));
});

// If the event loop is empty before the run has ended, something waits for what never comes. What waits for the signal ends
// by it; if that is not enough, the run reports what it knows.
const stalled = Promise.withResolvers<void>();
process.on('beforeExit', () => {
  if (stop.signal.aborted) {
    stalled.resolve();
  } else {
    stop.abort(internalError('Nothing is left to wait for.'));
    // Without something to do, node would end here, and not come back for the second step.
    setImmediate(() => {});
  }
});

const { problems, changes } = readNetworkSettings(process.env);
Object.assign(process.env, changes);

isSuccess =
  (await run({
    runner: githubRunner,
    clock: realClock,
    transport: httpTransport,
    random: Math.random,
    signal: stop.signal,
    stalled: stalled.promise,
    environmentProblems: problems,
  })) === 0;
