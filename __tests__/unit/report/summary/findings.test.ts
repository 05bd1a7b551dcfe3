import { describe, expect, test } from 'vitest';
import { newResult, type OfferResult } from '../../../../src/model/result.ts';
import { findFindings, renderFindings } from '../../../../src/report/summary/findings.ts';
import { message, step } from '../../../support/unit/fake-marketplace.ts';

/** The findings as `step: text`. */
function found(known: Partial<OfferResult>): string[] {
  const fresh = newResult({ publisher: 'contoso', offer: 'vm' }, 'partner-center', 'not-started', 0);
  return findFindings({ ...fresh, status: 'failed', ...known }).map(
    ({ step, message }) => `${step}: ${message.text}`,
  );
}

describe('the findings', () => {
  test('are the errors and warnings of what failed or is blocked, in the order of the API', () => {
    const steps = [
      step('succeeded', {
        name: 'A',
        messages: [message('information', 'Done.'), message('warning', 'Old.')],
      }),
      step('failed', {
        name: 'B',
        messages: [message('information', 'Began.'), message('error', 'No.'), message('warning', 'Hm.')],
      }),
      step('blocked', { name: 'C', messages: [message('error', 'Stuck.')] }),
      step('rejected', { name: 'D', messages: [message('warning', 'Rejected.')] }),
    ];
    const messages = [message('information', 'Ended.'), message('error', 'All in all.')];
    expect(found({ steps, messages })).toEqual([
      'B: No.',
      'B: Hm.',
      'C: Stuck.',
      'D: Rejected.',
      ': All in all.',
    ]);
  });

  test('are all messages of what failed without an error', () => {
    const steps = [step('failed', { name: 'B', messages: [message('information', 'See the mail.')] })];
    expect(found({ steps, messages: [message('information', 'Ended.')] })).toEqual([
      'B: See the mail.',
      ': Ended.',
    ]);
    expect(found({ status: 'canceled', messages: [message('information', 'By ops.')] })).toEqual([
      ': By ops.',
    ]);
  });

  test('are the errors alone of what still goes on', () => {
    const steps = [
      step('running', { name: 'A', messages: [message('warning', 'Slow.'), message('error', 'No.')] }),
    ];
    const messages = [message('information', 'Publishing.'), message('warning', 'Slow.')];
    expect(found({ status: 'running', steps, messages })).toEqual(['A: No.']);
  });

  test('name each thing once, however it is spaced', () => {
    const steps = [
      step('failed', {
        name: 'B',
        messages: [message('error', 'No\nimage.'), message('error', 'No image.')],
      }),
    ];
    expect(found({ steps, messages: [message('error', 'No  image.')] })).toEqual(['B: No\nimage.']);
  });

  test('are none of a success, which steps do not decide', () => {
    const steps = [step('failed', { messages: [message('error', 'No.')] })];
    expect(found({ status: 'succeeded', steps })).toEqual([]);
  });
});

test('findings are a list, with links and levels, as text', () => {
  expect(
    renderFindings([
      { step: '<b>', message: message('error', 'No: https://aka.ms/x') },
      { step: '', message: message('warning', '<i>') },
    ]),
  ).toBe(`<ol>
<li><b>&lt;b&gt;</b>: No: <a href="https://aka.ms/x">aka.ms/x</a></li>
<li><i>warning</i>: &lt;i&gt;</li>
</ol>`);
  expect(renderFindings([])).toBe('');
});
