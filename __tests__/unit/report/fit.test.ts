import { expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { renderToFit } from '../../../src/report/fit.ts';

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
  const rendered = renderToFit(
    [result(messageCount)],
    JSON.stringify,
    () => (++tried === fitting ? 0 : 1e9),
    1e6,
  );
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

test('then the messages go, then the steps, and what is said of the whole is cut', () => {
  expect(messagesOf(50, 4).messages).toEqual([
    { level: 'information', text: '50 more messages, left out here', timestamp: '' },
  ]);
  const bare = renderToFit(
    [
      { ...result(50), message: text },
      { ...result(0), steps: [] },
    ],
    JSON.stringify,
    () => 1,
    0,
  );
  const [long, short] = JSON.parse(bare);
  expect(long.steps).toMatchObject([{ name: '1 steps, left out here', messages: [] }]);
  expect(long.message).toMatch(/^x+ … \(cut\)$/);
  expect(long.message).toHaveLength(200);
  expect(short.steps).toEqual([]);
});

test('what cannot fit is not even rendered', () => {
  const rendered: string[] = [];
  const render = (results: readonly OfferResult[]) => {
    rendered.push(JSON.stringify(results));
    return rendered.at(-1) ?? '';
  };
  // The messages of the first form, 50 of 2,000 characters, and of the second, 10 of 1,000, are longer than that alone.
  renderToFit([result(50)], render, (json) => json.length, 9_999);
  expect(rendered).toHaveLength(1);
  expect(rendered[0]).toContain('47 more messages');
});

test('the results themselves are not changed', () => {
  const kept = result(50);
  renderToFit([kept], JSON.stringify, () => 1, 0);
  expect(kept).toEqual(result(50));
});
