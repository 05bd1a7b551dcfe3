import { displayName, hasEnded, type Step } from '../model/offer.ts';
import type { OfferResult } from '../model/result.ts';
import { formatCount, formatDuration } from '../model/text.ts';
import { escapeHtml } from './escape.ts';
import { renderToFit } from './fit.ts';

/** An offer as the summary shows it. */
export interface ReportedOffer {
  result: OfferResult;
  /** How many requests failed, by the label of the failure. */
  failedRequests: ReadonlyMap<string, number>;
}

// The runner drops a summary above 1 MiB (actions/runner, FileCommandManager.cs).
const maxBytes = 1_000_000;
const maxLabels = 10;
const maxProblems = 100;

/**
 * The job summary: for each offer the outcome, how long it took, the steps, and how to continue where it did not end.
 * It is HTML, and everything that came from outside is escaped.
 */
export function renderSummary(offers: readonly ReportedOffer[]): string {
  const render = (results: readonly OfferResult[]) =>
    results.map((result, index) => renderOffer(result, offers[index]?.failedRequests)).join('\n');
  return renderToFit(
    offers.map(({ result }) => result),
    render,
    Buffer.byteLength,
    maxBytes,
  );
}

/** The job summary of a run whose inputs are invalid. */
export function renderInputProblems(problems: readonly string[]): string {
  const more = problems.length - maxProblems;
  const items = [...problems.slice(0, maxProblems), ...(more > 0 ? [`and ${more} more.`] : [])];
  const list = items.map((problem) => `<li>${escapeHtml(problem)}</li>`);
  return `<h3>Not started: invalid inputs</h3>\n<ul>\n${list.join('\n')}\n</ul>`;
}

function renderOffer(
  result: OfferResult,
  failedRequests: ReportedOffer['failedRequests'] = new Map(),
): string {
  const facts: [string, string][] = [
    ['Offer', escapeHtml(displayName(result))],
    ['Outcome', `<b>${result.status}</b>${result.failureKind ? ` (${result.failureKind})` : ''}`],
    [
      'Time',
      `waited ${formatDuration(Date.parse(result.endedAt) - Date.parse(result.startedAt))} (${formatCount(result.polls, 'check')})`,
    ],
    ['Failed requests', countFailures(failedRequests)],
    ['Operation URL', code(result.operationUrl)],
    ['Operation ID', code(result.operationId)],
    ['Correlation ID', code(result.correlationId)],
  ];
  return [
    `<h3>${escapeHtml(displayName(result))}: ${result.status}</h3>`,
    `<p>${escapeHtml(result.message)}</p>`,
    table(facts.filter(([, value]) => value).map(([name, value]) => row('td', [`<b>${name}</b>`, value]))),
    result.steps.length > 0
      ? table([row('th', ['Step', 'Status', 'Progress', 'Messages']), ...result.steps.map(renderStep)])
      : '',
    hasEnded(result.status) ? '' : howToContinue(result),
    `<p><a href="${escapeHtml(result.portalUrl)}">Partner Center</a></p>`,
  ]
    .filter(Boolean)
    .join('\n');
}

function renderStep(step: Step): string {
  const messages = step.messages.map(
    ({ level, text }) => `${level === 'information' ? '' : `<b>${level}</b>: `}${escapeHtml(text)}`,
  );
  const progress = step.progress === null ? '' : `${step.progress} %`;
  return row('td', [escapeHtml(step.name), step.status, progress, messages.join('<br>')]);
}

function howToContinue({ operationUrl }: OfferResult): string {
  return operationUrl
    ? `<p>To pick it up, run the step again, or follow it in any later job:</p>\n<pre>with:\n  mode: follow\n  operation-url: ${escapeHtml(operationUrl)}</pre>`
    : '';
}

/** `4 × HTTP 503, 1 × timeout`: the most frequent failures, and how many others there were. */
function countFailures(failedRequests: ReadonlyMap<string, number>): string {
  const counts = [...failedRequests].toSorted(([, a], [, b]) => b - a);
  const others = counts.slice(maxLabels).reduce((sum, [, count]) => sum + count, 0);
  return [...counts.slice(0, maxLabels), ...(others > 0 ? [['other', others] as const] : [])]
    .map(([label, count]) => `${count} × ${label}`)
    .join(', ');
}

function code(text: string): string {
  return text && `<code>${escapeHtml(text)}</code>`;
}

function table(rows: readonly string[]): string {
  return `<table>\n${rows.join('\n')}\n</table>`;
}

function row(cell: 'td' | 'th', cells: readonly string[]): string {
  return `<tr>${cells.map((content) => `<${cell}>${content}</${cell}>`).join('')}</tr>`;
}
