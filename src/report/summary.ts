import { hasEnded, nameOf, type Step } from '../golive/operation.ts';
import type { OfferResult } from '../golive/result.ts';
import { renderToFit } from './shorten.ts';
import { span, summaryText } from './text.ts';

/** An offer as the summary shows it. */
export interface ReportedOffer {
  result: OfferResult;
  /** How many requests failed, by the way in which they did. */
  failedRequests: ReadonlyMap<string, number>;
}

// The runner drops a summary above 1 MiB (actions/runner, FileCommandManager.cs).
const maxBytes = 1_000_000;
const maxWays = 10;
const maxProblems = 100;

/**
 * The job summary: for each offer the outcome, how long it took, the steps, and how to go on where it did not end.
 * HTML, in which everything that came from outside is escaped.
 */
export function summaryOf(offers: readonly ReportedOffer[], portalUrl: string): string {
  const render = (results: readonly OfferResult[]) =>
    [
      ...results.map((result, index) => sectionOf(result, offers[index]?.failedRequests)),
      `<p><a href="${summaryText(portalUrl)}">Offers in Partner Center</a></p>`,
    ].join('\n');
  return renderToFit(
    offers.map(({ result }) => result),
    render,
    Buffer.byteLength,
    maxBytes,
  );
}

/** The job summary of a run whose inputs are wrong. */
export function refusalSummary(problems: readonly string[]): string {
  const more = problems.length - maxProblems;
  const told = [...problems.slice(0, maxProblems), ...(more > 0 ? [`and ${more} more.`] : [])];
  const items = told.map((problem) => `<li>${summaryText(problem)}</li>`);
  return `<h3>Go-live not started: the inputs are wrong</h3>\n<ul>\n${items.join('\n')}\n</ul>`;
}

function sectionOf(result: OfferResult, failedRequests: ReportedOffer['failedRequests'] = new Map()): string {
  const facts: [string, string][] = [
    ['Offer', summaryText(nameOf(result))],
    ['Outcome', `<b>${result.status}</b>${result.failureKind ? ` (${result.failureKind})` : ''}`],
    ['Time', `${span(Date.parse(result.endedAt) - Date.parse(result.startedAt))}, ${looks(result.polls)}`],
    ['Failed requests', waysOf(failedRequests)],
    ['Operation URL', code(result.operationUrl)],
    ['Operation ID', code(result.operationId)],
    ['Correlation ID', code(result.correlationId)],
  ];
  return [
    `<h3>Go-live of ${summaryText(nameOf(result))}: ${result.status}</h3>`,
    `<p>${summaryText(result.message)}</p>`,
    table(facts.filter(([, value]) => value).map(([name, value]) => row('td', [`<b>${name}</b>`, value]))),
    result.steps.length > 0
      ? table([row('th', ['Step', 'Status', 'Progress', 'Messages']), ...result.steps.map(stepRow)])
      : '',
    hasEnded(result.status) ? '' : goOn(result),
  ]
    .filter(Boolean)
    .join('\n');
}

function stepRow(step: Step): string {
  const messages = step.messages.map(
    ({ level, text }) => `${level === 'information' ? '' : `<b>${level}</b>: `}${summaryText(text)}`,
  );
  const progress = step.progress === null ? '' : `${step.progress} %`;
  return row('td', [summaryText(step.name), step.status, progress, messages.join('<br>')]);
}

function goOn({ operationUrl }: OfferResult): string {
  return operationUrl
    ? `<p>To pick it up, run the step again, or follow it in any later job:</p>\n<pre>with:\n  mode: follow\n  operation-url: ${summaryText(operationUrl)}</pre>`
    : '';
}

/** `4 × HTTP 503, 1 × timeout`: the ways in which most requests failed, and how many failed in other ways. */
function waysOf(failedRequests: ReadonlyMap<string, number>): string {
  const ways = [...failedRequests].toSorted(([, a], [, b]) => b - a);
  const others = ways.slice(maxWays).reduce((sum, [, count]) => sum + count, 0);
  return [...ways.slice(0, maxWays), ...(others > 0 ? [['other', others] as const] : [])]
    .map(([way, count]) => `${count} × ${way}`)
    .join(', ');
}

function looks(count: number): string {
  return count === 1 ? '1 look' : `${count} looks`;
}

function code(text: string): string {
  return text && `<code>${summaryText(text)}</code>`;
}

function table(rows: readonly string[]): string {
  return `<table>\n${rows.join('\n')}\n</table>`;
}

function row(cell: 'td' | 'th', cells: readonly string[]): string {
  return `<tr>${cells.map((content) => `<${cell}>${content}</${cell}>`).join('')}</tr>`;
}
