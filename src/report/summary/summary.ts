import { bySeverity, type OfferResult } from '../../model/result.ts';
import { escapeHtml } from '../escape.ts';
import { renderToFit } from '../fit.ts';
import type { OfferRecord } from '../offer-record.ts';
import { details, left, right, row, table } from './markup.ts';
import { nameOf, type OfferView, renderOffer, renderTitle, tookOf, viewOf } from './offer.ts';
import { needsAttention } from './outcome.ts';

// The runner drops a summary above 1 MiB (actions/runner, FileCommandManager.cs).
const maxBytes = 1_000_000;
const maxProblems = 100;
// Each picture is a frame of its own for a browser.
const maxPictures = 10;

/**
 * The job summary: for each offer the outcome in words, what to do next, what the API complains of, a timeline, the steps,
 * and how to continue where it did not end. It is HTML, apart from the timelines, which are Markdown of our own; everything
 * that came from outside is escaped.
 */
export function renderSummary(records: readonly OfferRecord[]): string {
  const render = (results: readonly OfferResult[], isBare: boolean) =>
    renderPage(records.map((record, index) => viewOf(record, results[index] as OfferResult, isBare)));
  return renderToFit(
    records.map(({ result }) => result),
    render,
    Buffer.byteLength,
    maxBytes,
  );
}

function renderPage(views: readonly OfferView[]): string {
  const [only, ...others] = views;
  if (only && others.length === 0) {
    return `<h3>${renderTitle(only)}</h3>\n\n${renderOffer(only, true)}`;
  }
  const worstFirst = views.toSorted((a, b) => bySeverity(a.result, b.result));
  return [
    `<h3>${renderOverallTitle(views.map(({ result }) => result))}</h3>`,
    renderOverview(worstFirst),
    ...worstFirst.map((view, index) => {
      const isOpen = needsAttention(view.result);
      return details(renderTitle(view), renderOffer(view, isOpen && index < maxPictures), isOpen);
    }),
  ].join('\n\n');
}

function renderOverallTitle(results: readonly OfferResult[]): string {
  const all = results.length;
  const bad = results.filter(needsAttention).length;
  const live = results.filter(({ status }) => status === 'succeeded').length;
  const late = results.filter(({ failureKind }) => failureKind === 'timeout').length;
  if (bad > 0) {
    return `❌ ${bad} of ${all} offers need${bad === 1 ? 's' : ''} attention`;
  }
  if (live === all) {
    return `✅ All ${all} offers are live`;
  }
  return late > 0 ? `⏱️ ${late} of ${all} offers not live yet` : `✅ None of ${all} offers needs attention`;
}

function renderOverview(views: readonly OfferView[]): string {
  return table([
    row('th', ['', left('Offer'), left('Outcome'), right('Took'), left('What next')]),
    ...views.map(({ result, outcome: { icon, words, advice } }) =>
      row('td', [icon, { content: nameOf(result), isShort: true }, words, right(tookOf(result)), advice]),
    ),
  ]);
}

/** The job summary of a run whose inputs are invalid. */
export function renderInputProblems(problems: readonly string[]): string {
  const more = problems.length - maxProblems;
  const shown = problems.slice(0, maxProblems).map(renderProblem);
  const list = [...shown, ...(more > 0 ? [`and ${more} more.`] : [])].map((item) => `<li>${item}</li>`);
  return [
    `<h3>❌ Not started: invalid inputs</h3>`,
    `<blockquote><b>What to do:</b> Correct the inputs of the step, then run this workflow again. No request was made.</blockquote>`,
    `<ul>\n${list.join('\n')}\n</ul>`,
  ].join('\n\n');
}

/** A problem begins with the name of its input, if it is one of an input. */
function renderProblem(problem: string): string {
  const [name = ''] = /^[a-z]+(?:-[a-z]+)*(?=:? )/.exec(problem) ?? [];
  return `${name && `<code>${name}</code>`}${escapeHtml(problem.slice(name.length))}`;
}
