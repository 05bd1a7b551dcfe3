import type { EmulatedOffer, Operation, StepView } from './offer.ts';

/** Workflow steps, named as clients read them, and the emulator's steps that each one covers. */
const workflowSteps: [name: string, steps: RegExp][] = [
  ['Automated validation', /^displaydummycertify$/],
  ['Certification', /^displaycertify$/],
  ['Preview Creation', /^display(provision|package)$/],
  ['Publisher Signoff', /^publisher-signoff$/],
  ['Publish', /^(displayprovisionlive|live)$/],
];

/** Two workflows: to preview and to live. The second is listed even before the go-live. */
export function workflowDocuments(offer: EmulatedOffer, at: Operation) {
  const views = offer.steps(at);
  const preview = offer.operations.findLast(
    (one) => one.kind === 'publish' && one.submissionId === at.submissionId,
  );
  const workflow = (
    targetEnvironment: 'Preview' | 'Live',
    own: StepView[],
    operation: Operation | undefined,
  ) => {
    const named = workflowSteps
      .map(([name, steps]) => ({ name, views: own.filter(({ step }) => steps.test(step.id)) }))
      .filter(({ views }) => views.length > 0);
    const state = combinedState(own.filter(({ step }) => step.phase !== 'sign-off'));
    return {
      type: 'Push',
      state,
      targetEnvironment,
      workflowSteps: named.map(({ name, views }) => ({ name, state: combinedState(views) })),
      ...(operation && { startDateTimeInUtc: time(operation.startedAt) }),
      ...(operation && state === 'Success' && { completeDateTimeInUtc: time(offer.changedAt(operation)) }),
    };
  };
  return [
    workflow(
      'Preview',
      views.filter(({ step }) => step.phase !== 'goLive'),
      preview,
    ),
    workflow(
      'Live',
      views.filter(({ step }) => step.phase === 'goLive'),
      at.kind === 'goLive' ? at : undefined,
    ),
  ];
}

/** The API has no word for a blocked step, so it shows as `InProgress`. */
function combinedState(views: StepView[]): string {
  const words = new Set(views.map(({ status }) => status));
  if (words.has('failed')) return 'Failed';
  if (words.has('canceled')) return 'Cancelled';
  if (words.size === 1 && words.has('complete')) return 'Success';
  return words.size === 1 && words.has('notStarted') ? 'NotStarted' : 'InProgress';
}

/** As seen: no time zone, seven decimals. */
export function time(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -1)}0000`;
}
