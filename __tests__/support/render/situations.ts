/** The job summaries of situations that people meet, as the story and the report of the action produce them. */
import { goLive } from '../../../src/golive/go-live.ts';
import { networkFailure, serviceFailure } from '../../../src/http/failures.ts';
import { portalUrl, portalUrlOf } from '../../../src/marketplace/api.ts';
import { readDocument } from '../../../src/marketplace/cloud-partner-portal/documents.ts';
import { readFindings, readWorkflows } from '../../../src/marketplace/partner-center/documents.ts';
import { InputError } from '../../../src/model/failure.ts';
import type { StatusSnapshot } from '../../../src/model/offer.ts';
import { Report } from '../../../src/report/report.ts';
import { operation, type Script, snapshot, state } from '../unit/fake-marketplace.ts';
import { offerRun, type RunOptions } from '../unit/offer-run.ts';
import { recordingRunner } from '../unit/recording-runner.ts';
import { VirtualClock } from '../unit/virtual-clock.ts';

const hour = 3_600_000;

/** The steps of an offer whose go-live begins at hour 0: name, time frame, and from when to when, in hours. */
type Plan = readonly (readonly [name: string, timeFrame: string, from: number, to: number])[];

const plan: Plan = [
  ['Validate Pre-Requisites', '< 15 min', -30.2, -30],
  ['Provisioning', '< 1 day', -30, -21],
  ['Packaging and Lead Generation Registration', '< 1 hour', -21, -20.4],
  ['Publisher signoff', '', -20.4, 0],
  ['Certification', '~2-3 days', 0.1, 23.6],
  ['Live', '~2-5 days', 23.6, 26.5],
];

/** What ends the go-live, or keeps it from its end. */
interface Trouble {
  step: string;
  status: 'failed' | 'blocked' | 'canceled';
  messages: readonly (readonly [level: 'error' | 'warning' | 'information', html: string])[];
}

const findings: Trouble['messages'] = [
  [
    'error',
    '<p>The manifest of the plan basic names a role that cannot be delegated. See <a href="https://learn.microsoft.com/legal/marketplace/certification-policies">certification policies</a>.</p>',
  ],
  ['error', 'Policy 100.1.2: the description names a plan &lt;basic&gt; that the offer does not have.'],
  ['warning', '<p>The privacy policy at https://contoso.com/privacy answers with 404.</p>'],
];

/** The operation as the Cloud Partner Portal shows it, this long after the go-live. */
function documentAt(clock: VirtualClock, trouble: Trouble | undefined): object {
  const now = clock.elapsedMs() / hour;
  const timeOf = (at: number) => new Date(clock.epoch() + (at - now) * hour).toISOString();
  const turn = plan.find(([name]) => name === trouble?.step)?.[3] ?? Number.POSITIVE_INFINITY;
  const isDone = now >= Math.max(...plan.map(([, , , to]) => to));
  const status = now < turn ? (isDone ? 'complete' : 'running') : trouble?.status;
  return {
    status: status === 'blocked' ? 'running' : status,
    liveLinks: isDone
      ? [
          {
            displayText: 'Azure Marketplace',
            uri: 'https://azuremarketplace.microsoft.com/marketplace/apps/contoso.contoso-managed-service',
          },
        ]
      : [],
    steps: plan.map(([stepName, estimatedTimeFrame, from, to]) => {
      const step = { stepName, estimatedTimeFrame, progressPercentage: 0 };
      const timestamp = timeOf(to);
      if (trouble?.step === stepName && now >= to) {
        const messages = trouble.messages.map(([level, messageHtml]) => ({ level, messageHtml, timestamp }));
        return { ...step, status: trouble.status, messages };
      }
      if (now < from || from >= turn) {
        return { ...step, status: 'notStarted' };
      }
      return now < to
        ? { ...step, status: 'inProgress', progressPercentage: 40 }
        : { ...step, status: 'complete', messages: [{ messageHtml: 'Step completed.', timestamp }] };
    }),
  };
}

interface Offer extends RunOptions {
  offer: string;
  api?: string;
  followInputs?: Record<string, string>;
  script(clock: VirtualClock): Script;
}

/** The summary of a run with these offers, side by side on one clock. */
async function summaryOf(...offers: Offer[]): Promise<string> {
  const runner = recordingRunner();
  const clock = new VirtualClock();
  const report = new Report(runner, clock);
  await Promise.all(
    offers.map(async ({ offer, api = 'cloud-partner-portal', followInputs = {}, script, ...options }) => {
      const { run, result } = offerRun(script(clock), { timeoutMs: 90 * hour, ...options, clock });
      Object.assign(result, { offer, api, portalUrl });
      const { mode } = run.settings;
      await goLive({
        ...run,
        listener: report.offer(result, offers.length === 1, { mode, followInputs }),
      });
    }),
  );
  await report.end();
  return runner.told('summary').join();
}

const url = new URL(
  'https://cloudpartner.azure.com/api/publishers/contoso/offers/contoso-managed-service/operations/11111111-2222-4333-8444-555555555555?api-version=2017-10-31',
);
const accepted = operation({ url, id: '11111111-2222-4333-8444-555555555555' });

/** The go-live of an offer of the Cloud Partner Portal. */
function portalOffer(offer: string, trouble?: Trouble, options: RunOptions = {}): Offer {
  return {
    offer,
    ...options,
    script: (clock) => ({
      states: [state('waiting-for-sign-off')],
      goLives: [accepted],
      operations: [() => readDocument(documentAt(clock, trouble), 'b0f3a5a8-35c4-4c7d-9c8e-0d6f1e2a3b4c')],
    }),
  };
}

const product = '5fbe0803-a545-4504-b41a-d9d158112360';

/** The go-live of an offer of Partner Center that does not pass: the API says why of the whole, and gives no times. */
function partnerCenterOffer(offer: string): Offer {
  const snapshotAt = async (clock: VirtualClock): Promise<StatusSnapshot> => {
    const hours = clock.elapsedMs() / hour;
    const stateAt = (from: number, to: number) =>
      hours < from ? 'NotStarted' : hours < to ? 'InProgress' : 'Success';
    const isOver = hours >= 20;
    const live = [
      { name: 'Automated validation', state: stateAt(0, 2) },
      { name: 'Certification', state: isOver ? 'Failed' : stateAt(2, 30) },
      { name: 'Publish', state: 'NotStarted' },
    ];
    const { steps } = readWorkflows([
      { targetEnvironment: 'Live', state: isOver ? 'Failed' : 'InProgress', workflowSteps: live },
    ]);
    return snapshot(isOver ? 'failed' : 'running', {
      rawStatus: isOver ? 'InProgress/FailedInCertification' : 'InProgress/Publishing',
      failureKind: 'certification',
      steps,
      portalUrl: portalUrlOf(product),
      messages: isOver
        ? await readFindings([
            {
              severity: 'error',
              code: 'Policy-1140.3',
              message: 'The test drive does not start. See https://aka.ms/test-drive.',
            },
          ])
        : [],
    });
  };
  return {
    offer,
    api: 'partner-center',
    script: (clock) => ({
      states: [state('waiting-for-sign-off')],
      goLives: [accepted],
      operations: [() => snapshotAt(clock)],
    }),
  };
}

const blocked: Trouble = {
  step: 'Certification',
  status: 'blocked',
  messages: [['error', 'The manifest of the plan basic was not found.']],
};

/** The summary of each situation, by its name. */
export async function situations(): Promise<Record<string, string>> {
  return {
    success: await summaryOf(portalOffer('contoso-managed-service')),
    certification: await summaryOf(
      portalOffer('contoso-managed-service', { step: 'Certification', status: 'failed', messages: findings }),
    ),
    blocked: await summaryOf(portalOffer('contoso-managed-service', blocked, { failOnBlocked: true })),
    timeout: await summaryOf(portalOffer('contoso-managed-service', undefined, { timeoutMs: 5.5 * hour })),
    canceled: await summaryOf(
      portalOffer('contoso-managed-service', { step: 'Certification', status: 'canceled', messages: [] }),
    ),
    'five offers': await summaryOf(
      portalOffer('contoso-managed-service'),
      partnerCenterOffer('contoso-managed-app'),
      {
        offer: 'contoso-saas',
        api: 'product-ingestion',
        followInputs: { api: 'product-ingestion' },
        script: () => ({
          states: [state('waiting-for-sign-off')],
          goLives: [
            operation({
              url: new URL(
                'https://graph.microsoft.com/rp/product-ingestion/configure/66666666-7777-4888-9999-000000000000/status?$version=2022-07-01',
              ),
              id: '66666666-7777-4888-9999-000000000000',
            }),
          ],
          operations: [
            networkFailure('timeout', 'No complete response within 5 min.'),
            snapshot('running', { rawStatus: 'running/pending', portalUrl: portalUrlOf(product) }),
          ],
        }),
      },
      {
        offer: 'contoso-container',
        api: 'product-ingestion',
        script: () => ({ states: [state('live', { rawStatus: 'completed/succeeded' })] }),
      },
      {
        offer: 'contoso-contianer',
        api: 'product-ingestion',
        traits: { canStartWithoutState: false },
        script: () => ({
          states: [
            serviceFailure('not-found', 'No product has the offer ID contoso-contianer.', {
              status: 404,
              correlationId: 'c5f1a3a8-35c4-4c7d-9c8e-0d6f1e2a3b4c',
              technical: '',
              retryAfterMs: undefined,
              hint: 'Check offer and api, and that the application may see the offer.',
            }),
          ],
        }),
      },
    ),
    check: await summaryOf({
      offer: 'contoso-vm',
      mode: 'check',
      script: () => ({ states: [state('waiting-for-sign-off', { rawStatus: 'running' })] }),
    }),
    'bad inputs': await badInputs([
      'offer "contoso vm" is not an ID: use letters, digits, dashes and underscores.',
      'timeout-minutes must be minutes, e.g. 360; it is "6h".',
      'No credentials: tenant-id and client-id are empty, and token is, too. If they come from `vars`, check that they are set in the environment that the job names.',
    ]),
  };
}

async function badInputs(problems: string[]): Promise<string> {
  const runner = recordingRunner();
  await new Report(runner, new VirtualClock()).rejectInputs(new InputError(problems));
  return runner.told('summary').join();
}

/** Text that would do harm if it were more than text, in each place that an API or a user can fill. */
export async function hostileSituation(): Promise<string> {
  const evil = [
    '</td></table></details><script>document.title="owned"</script>',
    '<img src=x onerror="document.title=1"><svg onload=alert(1)>',
    '\n\n```mermaid\ngantt\nclick a href "javascript:alert(1)"\n```\n\n# heading [x](javascript:alert(1)) ![y](https://evil.example/t.gif)\n\n',
    '%%{init: {"securityLevel":"loose"}}%% https://evil.example/"onmouseover="alert(1) javascript:alert(1)',
  ];
  const document = {
    status: 'failed',
    previewLinks: [
      { displayText: evil[0], uri: 'https://evil.example/"><script>' },
      { uri: 'javascript:alert(1)' },
    ],
    messages: evil.map((message) => ({ message, level: 'error' })),
    steps: [
      'click a call b',
      'section x:y',
      'title\nexcludes weekends',
      '2024-01-01 : crit, 1d',
      ...evil,
    ].map((stepName, index) => ({
      stepName,
      estimatedTimeFrame: stepName,
      status: index === 6 ? 'failed' : 'complete',
      messages: evil.map((message) => ({
        message,
        level: 'warning',
        timestamp: new Date(Date.parse('2026-01-01T00:00:00Z') + index * hour).toISOString(),
      })),
    })),
  };
  return summaryOf({
    offer: `${evil[0]}`,
    script: () => ({
      states: [state('waiting-for-sign-off')],
      goLives: [
        operation({ url: new URL(`https://evil.example/?${encodeURI(evil[1] ?? '')}`), id: evil[2] ?? '' }),
      ],
      operations: [
        snapshot('running', { rawStatus: evil[0] ?? '' }),
        () => readDocument(document, evil[0] ?? ''),
      ],
    }),
  });
}
