import { currentStep, hasEnded, type Link } from '../../model/offer.ts';
import type { OfferResult } from '../../model/result.ts';
import { formatCount, formatDuration, oneLine } from '../../model/text.ts';
import { escapeHtml, escapeHtmlWithLinks } from '../escape.ts';
import type { OfferRecord } from '../offer-record.ts';
import type { Span } from '../timeline.ts';
import { renderChecks } from './check.ts';
import { type Finding, findFindings, renderFindings } from './findings.ts';
import { renderGantt } from './gantt.ts';
import { code, details, link, row, shortTime, table } from './markup.ts';
import { describeOutcome, type Outcome } from './outcome.ts';
import { describeStep, renderAllSteps, renderMessages, renderSteps } from './steps.ts';

const maxLabels = 10;

/** An offer as the summary shows it. */
export interface OfferView {
  record: OfferRecord;
  /** The result of the record, as far as there is room for it. */
  result: OfferResult;
  /** There is room for the essentials alone. */
  isBare: boolean;
  findings: readonly Finding[];
  outcome: Outcome;
}

/** @param result the result of the record, as far as there is room for it */
export function viewOf(record: OfferRecord, result: OfferResult, isBare: boolean): OfferView {
  const findings = findFindings(result);
  return { record, result, isBare, findings, outcome: describeOutcome(result, record.mode, findings.length) };
}

/** `❌ contoso-vm did not pass certification`. HTML. */
export function renderTitle({ result, outcome }: OfferView): string {
  return `${outcome.icon} ${nameOf(result)} ${outcome.words}`;
}

/** The name of the offer, as people know it. HTML. */
export function nameOf({ offer }: OfferResult): string {
  return escapeHtml(offer) || 'The offer';
}

/** How long this run took for the offer. */
export function tookOf({ startedAt, endedAt }: OfferResult): string {
  return formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
}

/**
 * All of one offer except its title: what to do, what the API says, what is in progress, the timeline, the steps, and the
 * rest folded away. Blank lines stand between these parts, for the timeline is Markdown.
 * @param hasPicture the timeline is drawn, too
 */
export function renderOffer(view: OfferView, hasPicture: boolean): string {
  const { record, result, isBare, findings } = view;
  const nowMs = Date.parse(result.endedAt);
  const spans = isBare ? [] : record.timeline.spans(result.steps, nowMs);
  const isMessageShown = showsMessage(view);
  return [
    renderNext(view),
    isMessageShown ? `<p>${escapeHtmlWithLinks(result.message)}</p>` : '',
    record.mode === 'check' ? renderChecks(result) : '',
    renderFindings(findings),
    isBare ? '' : renderProgress(view, spans),
    isBare || !hasPicture ? '' : renderGantt(result.steps, spans, nowMs),
    isBare ? '' : renderSteps(result.steps, spans, nowMs),
    renderFollow(record, result),
    details(
      'All steps, IDs for support, failed requests',
      [renderFacts(view, isMessageShown), renderAllSteps(result.steps)].filter(Boolean).join('\n'),
    ),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The go-live goes on without this run. */
function goesOn({ operationUrl, status }: OfferResult): boolean {
  return operationUrl !== '' && !hasEnded(status);
}

/** The message says what nothing else of the summary says. */
function showsMessage({ result, findings }: OfferView): boolean {
  switch (result.failureKind) {
    case '':
      return result.operationUrl === '';
    case 'timeout':
    case 'interrupted':
      return !goesOn(result);
    case 'certification':
    case 'canceled':
    case 'not-ready':
      return findings.length === 0;
    case 'service':
      return findings.length === 0 || result.status !== 'failed';
    default:
      return true;
  }
}

function renderNext({ record, result, isBare, outcome: { advice } }: OfferView): string {
  const links = [
    ...(isBare ? [] : record.links.map(renderLink)),
    result.portalUrl &&
      link(result.portalUrl, `Open ${record.hasOfferPage ? 'the offer in ' : ''}Partner Center`),
  ].filter(Boolean);
  const lines = [advice && `<b>What to do:</b> ${escapeHtml(advice)}`, links.join(' · ')].filter(Boolean);
  return lines.length > 0 ? `<blockquote>${lines.join('<br>')}</blockquote>` : '';
}

function renderLink({ to, text, url }: Link): string {
  return `${to === 'live' ? 'Live' : 'Preview'}: ${link(url, text)}`;
}

/** What runs, since when, and how long that usually takes. */
function renderProgress({ record, result }: OfferView, spans: readonly Span[]): string {
  if (!goesOn(result)) {
    return '';
  }
  const step = currentStep(result.steps);
  const lines: string[] = [];
  if (step) {
    lines.push(
      `Now at <b>${escapeHtml(step.name)}</b>: ${describeStep(step, spans[result.steps.indexOf(step)])}.`,
    );
  } else if (record.runningSinceMs !== undefined) {
    lines.push(`In progress since ${shortTime(record.runningSinceMs)} or before. The API shows no steps.`);
  }
  if (record.lastFailure && result.failureKind === 'timeout') {
    lines.push(`The last status check failed: ${escapeHtml(oneLine(record.lastFailure.message, 500))}`);
  }
  return lines.length > 0 ? `<p>${lines.join('<br>')}</p>` : '';
}

function renderFollow({ mode, followInputs }: OfferRecord, result: OfferResult): string {
  if (!goesOn(result) || mode === 'check') {
    return '';
  }
  const inputs = { mode: 'follow', 'operation-url': result.operationUrl, ...followInputs };
  const lines = Object.entries(inputs).map(([name, value]) => `  ${name}: ${escapeHtml(value)}`);
  return `<p>To follow it in a later job, with the credentials of this one:</p>\n<pre>with:\n${lines.join('\n')}</pre>`;
}

function renderFacts({ record, result }: OfferView, isMessageShown: boolean): string {
  const { status, failureKind } = result;
  const facts: [string, string][] = [
    ['Status', `<b>${status}</b>${failureKind && ` (${failureKind})`}`],
    ['Message', isMessageShown ? '' : escapeHtml(result.message)],
    ['API', code(result.api)],
    ['Time', `waited ${tookOf(result)} (${formatCount(result.polls, 'check')})`],
    ['Failed requests', countFailures(record.failedRequests)],
    ['Operation URL', code(result.operationUrl)],
    ['Operation ID', code(result.operationId)],
    ['Correlation ID', code(result.correlationId)],
    ['The API says', renderMessages(result.messages)],
  ];
  return table(
    facts.filter(([, value]) => value).map(([name, value]) => row('td', [`<b>${name}</b>`, value])),
  );
}

/** `4 × HTTP 503, 1 × timeout`: the most frequent failures, and how many others there were. */
function countFailures(failedRequests: ReadonlyMap<string, number>): string {
  const counts = [...failedRequests].toSorted(([, a], [, b]) => b - a);
  const others = counts.slice(maxLabels).reduce((sum, [, count]) => sum + count, 0);
  return [...counts.slice(0, maxLabels), ...(others > 0 ? [['other', others] as const] : [])]
    .map(([label, count]) => `${count} × ${escapeHtml(label)}`)
    .join(', ');
}
