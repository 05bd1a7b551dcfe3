import { expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../src/golive/result.ts';
import { renderToFit } from '../../../src/report/shorten.ts';

const text = 'x'.repeat(2_000);

function result(messageCount: number): OfferResult {
  const messages = Array.from({ length: messageCount }, () => ({
    level: 'warning' as const,
    text,
    timestamp: '2026-01-02T03:04:05.000Z',
  }));
  const fresh = newResult({ publisher: 'contoso', offer: 'vm' }, 'cloud-partner-portal', 'unknown', 0);
  return { ...fresh, steps: [{ id: 'a', name: 'Certify', status: 'running', progress: 1, messages }] };
}

/** The messages of the one step, and how many forms were tried, when the form of this number is the first to fit. */
function messagesOf(messageCount: number, fitting: number) {
  let tried = 0;
  const rendered = renderToFit([result(messageCount)], JSON.stringify, () => ++tried === fitting);
  return { tried, messages: JSON.parse(rendered)[0].steps[0]?.messages };
}

test('what fits is left as it is', () => {
  const { tried, messages } = messagesOf(50, 1);
  expect(tried).toBe(1);
  expect(messages).toEqual(result(50).steps[0]?.messages);
});

test.each([
  [2, 10, 1_000],
  [3, 3, 200],
])(
  'else (form %s) %s messages are kept, of %s characters each, and the rest is counted',
  (form, count, length) => {
    const { tried, messages } = messagesOf(50, form);
    expect(tried).toBe(form);
    expect(messages).toHaveLength(count + 1);
    expect(messages[0].text).toHaveLength(length);
    expect(messages[0]).toMatchObject({ level: 'warning', timestamp: '2026-01-02T03:04:05.000Z' });
    expect(messages.at(-1)).toEqual({
      level: 'information',
      text: `${50 - count} more messages, left out here`,
      timestamp: '',
    });
  },
);

test('nothing is counted where nothing is left out', () => {
  expect(messagesOf(3, 3).messages).toHaveLength(3);
});

test('then the messages go, then the steps', () => {
  expect(messagesOf(50, 4).messages).toEqual([
    { level: 'information', text: '50 more messages, left out here', timestamp: '' },
  ]);
  expect(messagesOf(50, 99)).toEqual({ tried: 4, messages: undefined });
});

test('the results themselves are not changed', () => {
  const kept = result(50);
  renderToFit([kept], JSON.stringify, () => false);
  expect(kept).toEqual(result(50));
});
