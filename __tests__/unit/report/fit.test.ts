import { expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../src/model/result.ts';
import { renderToFit } from '../../../src/report/fit.ts';

const text = 'x'.repeat(2_000);

function resultWith(messageCount: number): OfferResult {
  const messages = Array.from({ length: messageCount }, () => ({
    level: 'warning' as const,
    text,
    timestamp: '2026-01-02T03:04:05.000Z',
  }));
  const fresh = newResult({ publisher: 'contoso', offer: 'vm' }, 'cloud-partner-portal', 'unknown', 0);
  return {
    ...fresh,
    steps: [{ id: 'a', name: 'Certify', status: 'running', progress: 1, timeFrame: '', messages }],
  };
}

/**
 * Renders one result whose only step has this many messages.
 * @param fittingForm the number of the first form that fits, from 1, the fullest
 * @returns how many forms were rendered, and the messages in the last one
 */
function renderUntil(fittingForm: number, messageCount: number) {
  let rendered = 0;
  const json = renderToFit(
    [resultWith(messageCount)],
    (results) => JSON.stringify(results),
    () => (++rendered === fittingForm ? 0 : 1e9),
    1e6,
  );
  return { rendered, messages: JSON.parse(json)[0].steps[0]?.messages };
}

test('renderToFit leaves results that fit unchanged', () => {
  const { rendered, messages } = renderUntil(1, 50);
  expect(rendered).toBe(1);
  expect(messages).toEqual(resultWith(50).steps[0]?.messages);
});

test.each([
  [2, 10, 1_000],
  [3, 3, 200],
])(
  'renderToFit in form %s keeps %s messages of %s characters each, and counts the others',
  (form, count, length) => {
    const { rendered, messages } = renderUntil(form, 50);
    expect(rendered).toBe(form);
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

test('renderToFit counts nothing if it leaves out no message', () => {
  expect(renderUntil(3, 3).messages).toHaveLength(3);
});

/** What is rendered if only the form with this number fits. */
function renderUntilForm(number: number, results: OfferResult[]): OfferResult[] {
  let forms = 0;
  const sizeOf = () => {
    forms += 1;
    return forms === number ? 0 : 2e9;
  };
  return JSON.parse(renderToFit(results, (results) => JSON.stringify(results), sizeOf, 1e9));
}

test('renderToFit in the shortest forms leaves out all messages, then all steps, and cuts the message of the result', () => {
  expect(renderUntil(4, 50).messages).toEqual([
    { level: 'information', text: '50 more messages, left out here', timestamp: '' },
  ]);
  const [long, short] = renderUntilForm(5, [
    { ...resultWith(50), message: text },
    { ...resultWith(0), steps: [] },
  ]);
  expect(long?.steps).toMatchObject([{ name: '1 step, left out here', messages: [] }]);
  expect(long?.message).toMatch(/^x+ … \(cut\)$/);
  expect(long?.message).toHaveLength(200);
  expect(short?.steps).toEqual([]);
  expect(renderUntilForm(6, [{ ...resultWith(50), message: text }])[0]?.message).toHaveLength(60);
  expect(renderUntilForm(7, [{ ...resultWith(50), message: text, rawStatus: 'running' }])[0]).toMatchObject({
    message: expect.stringMatching(/^x+ … \(cut\)$/),
    rawStatus: '',
  });
});

test('renderToFit takes the barest form in any case: some 900 bytes for each offer, whatever the API says', () => {
  const long = 'ä'.repeat(500);
  const worst = {
    ...resultWith(50),
    publisher: 'p'.repeat(50),
    offer: 'o'.repeat(50),
    message: long,
    rawStatus: long.slice(0, 100),
    operationUrl: `https://x.example/${'y'.repeat(480)}`,
    operationId: long.slice(0, 200),
    correlationId: long.slice(0, 100),
    messages: resultWith(50).steps[0]?.messages ?? [],
    portalUrl: `https://x.example/${'y'.repeat(100)}`,
  };
  const rendered = renderToFit(
    Array(100).fill(worst),
    (results) => JSON.stringify(results),
    Buffer.byteLength,
    100_000,
  );
  expect(Buffer.byteLength(rendered)).toBeLessThan(100_000);
  expect(JSON.parse(rendered)[0]).toMatchObject({
    offer: worst.offer,
    message: 'Left out here: see the outputs operation-url and operation-id.',
    operationUrl: '',
  });
});

test('renderToFit shortens the messages of the whole as it shortens those of a step', () => {
  const { steps, ...result } = resultWith(50);
  const messages = steps[0]?.messages ?? [];
  const forms = [2, 3, 4, 5].map((form) => renderUntilForm(form, [{ ...result, steps, messages }])[0]);
  for (const form of forms.slice(0, 3)) {
    expect(form?.messages).toEqual(form?.steps[0]?.messages);
  }
  expect(forms[1]?.messages).toHaveLength(4);
  expect(forms[3]?.messages).toMatchObject([{ text: '50 more messages, left out here' }]);
});

test('renderToFit counts the messages of the whole among those that cannot fit', () => {
  let rendered = 0;
  const { steps, ...result } = resultWith(50);
  const whole = { ...result, steps: [], messages: steps[0]?.messages ?? [] };
  renderToFit(
    [whole],
    (results) => `${++rendered}${JSON.stringify(results)}`,
    (json) => json.length,
    9_999,
  );
  expect(rendered).toBe(1);
});

test('renderToFit does not render a form that cannot fit', () => {
  const rendered: string[] = [];
  const render = (results: readonly OfferResult[]) => {
    const json = JSON.stringify(results);
    rendered.push(json);
    return json;
  };
  // The messages alone exceed the limit in the first form (50 of 2,000 characters) and the second (10 of 1,000).
  renderToFit([resultWith(50)], render, (json) => json.length, 9_999);
  expect(rendered).toHaveLength(1);
  expect(rendered[0]).toContain('47 more messages');
});

test('renderToFit says from which form on the steps are left out', () => {
  const bare: boolean[] = [];
  renderToFit(
    [resultWith(1)],
    (_results, isBare) => {
      bare.push(isBare);
      return '';
    },
    () => 2e9,
    1e9,
  );
  expect(bare).toEqual([false, false, false, false, true, true, true, true]);
});

test('renderToFit does not change the results that it is given', () => {
  const result = resultWith(50);
  renderToFit(
    [result],
    (results) => JSON.stringify(results),
    () => 1,
    0,
  );
  expect(result).toEqual(resultWith(50));
});
