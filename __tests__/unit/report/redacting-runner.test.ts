import { expect, test } from 'vitest';
import { redactingRunner } from '../../../src/report/redacting-runner.ts';
import { recordingRunner } from '../../support/unit/recording-runner.ts';

const first = 'first-token-0123456789';
const second = 'second-token-0123456789';

test('a redacting runner takes every masked secret out of all that it passes on', async () => {
  const source = { requestUrl: 'https://x.example', requestToken: 'y' };
  const inner = recordingRunner({ offer: 'vm' }, source);
  const runner = redactingRunner(inner);
  runner.mask(first);
  runner.mask(second);
  for (const level of ['debug', 'info', 'warning', 'error'] as const) {
    runner[level](`a ${first}`);
  }
  runner.group(`t ${first}`, [`g ${first}`, `h ${second}`]);
  runner.output('message', `b ${second}`);
  await runner.summary(`<p>${first} ${second}</p>`);
  expect(inner.calls).toEqual([
    ['mask', first],
    ['mask', second],
    ['debug', 'a ***'],
    ['info', 'a ***'],
    ['warning', 'a ***'],
    ['error', 'a ***'],
    ['group', 't ***', 'g ***', 'h ***'],
    ['output', 'message', 'b ***'],
    ['summary', '<p>*** ***</p>'],
  ]);
  expect(runner.input('offer')).toBe('vm');
  expect(runner.input('other')).toBeUndefined();
  expect(runner.idTokenSource()).toBe(source);
});

test.each([true, false])('a redacting runner shows debug lines as the runner does: %s', (isDebug) => {
  expect(redactingRunner(recordingRunner({}, undefined, isDebug)).isDebug()).toBe(isDebug);
});
