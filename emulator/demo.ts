/** `npm start`: plays a scenario through the shipped action, and shows its log as GitHub does, its outputs and its summary. */
import { application } from './application.ts';
import { type Asked, readCommandLine } from './command-line.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { workflowSubject } from './identity/id-tokens.ts';
import { encodeJwt } from './identity/jwt.ts';
import { apis } from './marketplace/apis.ts';
import { startStep } from './runner/runner.ts';
import { heading, linePrinter, printTable, summaryToText } from './terminal.ts';

const hours = 48;
const seconds = 6;
const speed = (hours * 3_600) / seconds;

const asked = readCommandLine({
  name: 'npm start',
  what: 'Plays a scenario through the shipped action, started as GitHub starts it, signed in as the workflow.',
  options: {
    token: { what: 'use an access token instead of the sign-in' },
    debug: { what: 'show the debug log too (RUNNER_DEBUG=1)' },
  },
});
if (asked) await playThroughAction(asked);

async function playThroughAction({ play, isApiGiven, values }: Asked): Promise<void> {
  const { name, scenario, api, offer } = play;
  const { resource, basePath } = apis[api];
  const token = values['token'] ? accessToken(resource) : undefined;
  const emulator = await startEmulator({
    offers: [offer],
    speed,
    ...(token ? { tokens: [token] } : { identity: identity() }),
  });
  try {
    heading(`Scenario ${name}`);
    console.log(`The offer ${offer.offer} (${offer.type}) ${scenario.what}.`);
    console.log(`The emulator is at ${emulator.url}, where ${hours} hours take ${seconds} seconds.`);

    heading('Log');
    const step = startStep({
      with: {
        ...(api === 'cloud-partner-portal' && { publisher: offer.publisher }),
        offer: offer.offer,
        ...(token ? { token } : signIn(emulator)),
        ...(isApiGiven ? { api, 'api-url': emulator.url + basePath } : { 'api-url': emulator.url }),
        'poll-interval-seconds': '1',
        ...scenario.with,
      },
      debug: values['debug'] === true,
      ...(token ? { secrets: [token] } : { idToken: emulator.identity.idTokenRequest }),
      onLine: linePrinter(),
    });
    process.once('SIGINT', () => step.cancel());
    const result = await step.finished;

    heading('Outputs');
    printTable(result.outputs);
    heading('Summary');
    console.log(summaryToText(result.summary));
    if (!token) {
      const { accessTokens, idTokens } = emulator.identity;
      console.log(
        `The action used ${accessTokens} access tokens, which last two seconds here, and ${idTokens} ID tokens of the workflow to get them.`,
      );
    }
    heading(
      `The step's conclusion is ${result.conclusion}, with exit code ${result.exitCode ?? result.signal}`,
    );
    process.exitCode = result.conclusion === 'success' ? 0 : 1;
  } finally {
    await emulator.stop();
  }
}

/** The action runs in real time: there an access token lasts two seconds and an ID token five minutes. */
function identity() {
  return {
    ...application,
    federated: { subject: workflowSubject },
    tokenSeconds: 2 * speed,
    expiresIn: 2,
    idTokenSeconds: 300 * speed,
  };
}

function signIn({ url }: Emulator): Record<string, string> {
  return { 'tenant-id': application.tenantId, 'client-id': application.clientId, 'authority-host': url };
}

/** A JWT that nobody signed. The emulated APIs compare it as a whole. */
function accessToken(aud: string): string {
  return `${encodeJwt({ typ: 'JWT', alg: 'RS256' }, { aud })}.signature`;
}
