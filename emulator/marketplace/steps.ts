/** A step of an operation. */
export interface Step {
  id: string;
  stepName: string;
  description: string;
  /** Text for people. The sign-off has none. */
  estimatedTimeFrame?: string;
  /** Which phase the step belongs to: the publication to preview, the publisher's review, or the go-live. */
  phase: 'publish' | 'sign-off' | 'goLive';
  /** Share of the phase's duration. */
  weight: number;
}

export type StepStatus =
  | 'notStarted'
  | 'inProgress'
  | 'waitingForPublisherReview'
  | 'blocked'
  | 'failed'
  | 'canceled'
  | 'complete';

export interface StepMessage {
  messageHtml: string;
  level: 'information' | 'error';
  timestamp: string;
}

// IDs, names and time frames are from the docs ("Retrieve operations" and "Retrieve offer status" pages).
const prerequisites: Step = {
  id: 'displaydummycertify',
  stepName: 'Validate Pre-Requisites',
  description: 'Offer settings provided are validated.',
  estimatedTimeFrame: '< 15 min',
  phase: 'publish',
  weight: 1,
};
const certification: Step = {
  id: 'displaycertify',
  stepName: 'Certification',
  description: 'The offer is tested and certified.',
  estimatedTimeFrame: '~2-3 days',
  phase: 'publish',
  weight: 12,
};
const provisioning: Step = {
  id: 'displayprovision',
  stepName: 'Provisioning',
  description: 'The offer is copied to the regions of the preview.',
  estimatedTimeFrame: '< 1 day',
  phase: 'publish',
  weight: 6,
};
const packaging: Step = {
  id: 'displaypackage',
  stepName: 'Packaging and Lead Generation Registration',
  description: 'The offer is packaged for the web sites, and the lead destination is registered.',
  estimatedTimeFrame: '< 1 hour',
  phase: 'publish',
  weight: 1,
};
const signOff: Step = {
  id: 'publisher-signoff',
  stepName: 'Publisher signoff',
  description: 'The publisher reviews the preview and takes the offer live.',
  phase: 'sign-off',
  weight: 0,
};
// The docs page on publishing a VM offer (2018) provisions again after Go Live, but does not give the step's ID.
const secondProvisioning: Step = {
  ...provisioning,
  id: 'displayprovisionlive',
  description: 'The offer is copied to all regions.',
  estimatedTimeFrame: '< 4 days',
  phase: 'goLive',
};
const live: Step = {
  id: 'live',
  stepName: 'Live',
  description: 'The offer becomes public.',
  estimatedTimeFrame: '~2-5 days',
  phase: 'goLive',
  weight: 6,
};

/** All steps in order. Some offer types are certified after the go-live (seen in azure-docs#84069). */
export function stepsInOrder(certifiedAfterGoLive: boolean): Step[] {
  return certifiedAfterGoLive
    ? [
        prerequisites,
        provisioning,
        packaging,
        signOff,
        { ...certification, phase: 'goLive' },
        secondProvisioning,
        live,
      ]
    : [prerequisites, certification, provisioning, packaging, signOff, secondProvisioning, live];
}

/**
 * The messages of a step.
 * @param at in milliseconds since 1970
 */
export function stepMessages(step: Step, status: StepStatus, offer: string, at: number): StepMessage[] {
  const message = (level: StepMessage['level'], messageHtml: string): StepMessage[] => [
    { messageHtml, level, timestamp: new Date(at).toISOString() },
  ];
  switch (status) {
    case 'notStarted':
      return [];
    case 'inProgress':
      return message(
        'information',
        `<p>The step <i>${step.stepName}</i> of <b>${offer}</b> is in progress.</p>`,
      );
    case 'waitingForPublisherReview':
      return message(
        'information',
        `The preview of <b>${offer}</b> is ready.<br/>Review it and choose <i>Go live</i>.`,
      );
    case 'complete':
      return message('information', 'Step completed.');
    case 'canceled':
      return message('information', 'Step canceled.');
    case 'blocked':
      return message(
        'error',
        `<p>No virtual machine image was found for the plan <b>${offer}-plan</b> &amp; its region.</p>` +
          '<p>See <a href="https://learn.microsoft.com/partner-center/">the documentation</a>.</p>',
      );
    case 'failed':
      return [
        ...message('error', `<p>The step <i>${step.stepName}</i> of <b>${offer}</b> failed:</p>`),
        ...message(
          'error',
          '<ul><li>Policy 200.5.1: the image has <b>2</b> critical updates missing.</li>' +
            '<li>Policy 100.1: the description says &lt;none&gt;.</li></ul>',
        ),
      ];
  }
}
