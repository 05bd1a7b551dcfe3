/** Scripted answers of the Cloud Partner Portal API to one go-live, and a run of the shipped bundle on them. */
import { expect } from 'vitest';
import { type Answer, type ScriptServer, startScript } from '../servers/script-server.ts';
import { type ActionSetup, type Ended, runAction } from './start-action.ts';

export const offerPath = '/api/publishers/contoso/offers/vm';
export const operationPath = `${offerPath}/operations/0a1b2c3d-0000-4000-8000-000000000000`;

/** The document of an operation, or of an offer's status. By default its steps show a go-live in progress. */
export function document(status: string, signOff = 'complete', live = 'inProgress', more: object = {}) {
  return {
    status,
    messages: [],
    steps: [
      { id: 'displaycertify', stepName: 'Certification', status: 'complete', messages: [] },
      { id: 'publisher-signoff', stepName: 'Publisher signoff', status: signOff, messages: [] },
      { id: 'live', stepName: 'Live', status: live, messages: [] },
    ],
    ...more,
  };
}

/** The status of an offer whose preview waits for sign-off. */
export const waiting = document('running', 'waitingForPublisherReview', 'notStarted');

/** Answers a status check of the offer. */
export const look = (body: unknown = waiting): Answer => ({
  method: 'GET',
  path: `${offerPath}/status`,
  status: 200,
  body,
});

/** Accepts the go-live. */
export const accept: Answer = {
  method: 'POST',
  path: `${offerPath}/golive`,
  status: 202,
  headers: { location: `${operationPath}?api-version=2017-10-31` },
};

/** Answers the polls of the operation, one body per poll. */
export const operation = (...bodies: unknown[]): Answer[] =>
  bodies.map((body) => ({ method: 'GET', path: operationPath, status: 200, body }));

/** The whole go-live of one of several offers: status check, acceptance, and one body per poll. */
export function goLiveOf(offer: string, bodies: readonly unknown[]): Answer[] {
  const path = `/api/publishers/contoso/offers/${offer}`;
  return [
    { method: 'GET', path: `${path}/status`, status: 200, body: waiting },
    { method: 'POST', path: `${path}/golive`, status: 202, headers: { location: `${path}/operations/1` } },
    ...bodies.map((body) => ({ method: 'GET', path: `${path}/operations/1`, status: 200, body })),
  ];
}

/** Runs the bundle on scripted answers; every request must have one. */
export async function runOnScript(
  answers: Answer[],
  setup: ActionSetup = {},
): Promise<Ended & { server: ScriptServer }> {
  const server = await startScript(answers);
  try {
    const ended = await runAction(server.url, setup);
    expect(server.unexpected).toEqual([]);
    return { ...ended, server };
  } finally {
    await server.stop();
  }
}
